"""The build hook: it bundles the editor from what is locked, never fails, and says in one line what it could not do."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = "src/govkg/web/editor"
BUILT = "src/govkg/web/assets/built"
pytest.importorskip("hatchling", reason="hatchling is not installed")


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree with the editor's sources alone."""
    shutil.copytree(ROOT / FOLDER, tmp_path / FOLDER, ignore=shutil.ignore_patterns("node_modules"))
    return tmp_path


def test_without_node_the_install_goes_on(hook: ModuleType, tree: Path) -> None:
    said: list[str] = []
    assert hook.bundle(tree, said.append, node=[]) is False
    assert len(said) == 1 and "\n" not in said[0]
    assert not (tree / BUILT).exists()


def test_without_network_the_install_goes_on(hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hook.tools_of_path():
        pytest.skip("there is no npm on this machine")
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tree / "cache"))
    said: list[str] = []
    assert hook.bundle(tree, said.append) is False
    assert len(said) == 1 and "\n" not in said[0]
    assert not (tree / BUILT).exists()


def test_a_broken_tool_is_told_in_one_line(hook: ModuleType, tree: Path) -> None:
    said: list[str] = []
    assert hook.bundle(tree, said.append, node=["no-such-node", "npm-cli.js"]) is False
    assert len(said) == 1 and "no-such-node" in said[0]


def test_the_same_lock_gives_the_same_bytes_once(
    hook: ModuleType, tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    said: list[str] = []
    if not hook.bundle(tree, said.append):
        pytest.skip(f"nothing can be bundled here: {said}")
    first = (tree / BUILT / "editor.js").read_bytes()
    assert first.startswith(hook.banner(hook.fingerprint(tree / FOLDER)).encode())
    assert len(first) < 600_000
    licences = (tree / BUILT / "editor-licences.txt").read_text(encoding="utf-8")
    assert "@codemirror/view" in licences and "GPL" not in licences
    said.clear()
    assert hook.bundle(tree, said.append, node=[]) is True  # current: not made again
    assert said == []
    other = tmp_path_factory.mktemp("again")
    shutil.copytree(ROOT / FOLDER, other / FOLDER)
    assert hook.bundle(other, said.append)
    assert (other / BUILT / "editor.js").read_bytes() == first


def test_a_changed_source_is_bundled_anew(hook: ModuleType, tree: Path) -> None:
    before = hook.fingerprint(tree / FOLDER)
    (tree / FOLDER / "editor.js").write_text("// another\n", encoding="utf-8")
    assert hook.fingerprint(tree / FOLDER) != before


def test_the_lock_names_every_package_with_its_hash_and_no_registry() -> None:
    lock = json.loads((ROOT / FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: p for name, p in lock["packages"].items() if name}
    assert len(packages) > 10
    assert all(p["integrity"].startswith("sha512-") for p in packages.values())
    assert not any("resolved" in p for p in packages.values())
    assert "http" not in "".join(str(p.get("resolved", "")) for p in packages.values())
