"""The project's own files: locks, licences, data that ship."""

import hashlib
import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("run", "test", "dev", "bench", "build")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def locked(name: str) -> dict[str, list[str]]:
    """Package → hashes of a lock file."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    return {b.split("==")[0].split("[")[0]: re.findall(r"--hash=sha256:([0-9a-f]{64})", b) for b in blocks if "==" in b}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_file_and_names_no_host(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|file:", text)
    assert all(locked(name).values())


def test_each_lock_holds_the_one_before_it() -> None:
    run, test, dev, bench = (locked(n) for n in ("run", "test", "dev", "bench"))
    assert run.items() <= test.items() <= dev.items()
    assert test.items() <= bench.items()


def test_every_dependency_is_locked(project: dict[str, Any]) -> None:
    wanted = {re.split(r"[<>=;\s]", d)[0] for d in project["project"]["dependencies"]}
    assert {"rdflib", "networkx", "pyvis", "owlready2"} <= wanted
    assert wanted <= set(locked("run"))
    assert {re.split(r"[<>=;\s]", d)[0] for d in project["dependency-groups"]["test"]} <= set(locked("test"))


def test_no_strong_copyleft_is_among_the_dependencies() -> None:
    assert {"igraph", "python-igraph", "pymupdf", "easyofd"}.isdisjoint(locked("dev"))


def test_the_licence_is_the_apache_text() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert "CC BY 4.0" in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")


def test_bytes_with_offsets_are_safe_from_git() -> None:
    lines = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert {"graph/** -text", "tests/golden/** -text"} <= set(lines)


def test_a_wheel_takes_the_data_along(project: dict[str, Any]) -> None:
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert all((ROOT / folder).is_dir() for folder in taken)
    assert set(taken.values()) >= {"govkg/_data/ontology", "govkg/_data/queries", "govkg/_data/graph/sources"}


def test_installing_again_depends_on_locks_project_and_python(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dev.fingerprint("run")
    assert first == dev.fingerprint("run") != dev.fingerprint("test")
    for name in ("run", "build"):
        (tmp_path / f"{name}.txt").write_bytes(b"changed")
    monkeypatch.setattr(dev, "LOCKS", tmp_path)
    assert dev.fingerprint("run") != first
    assert len(first) == len(hashlib.sha256().hexdigest())


def test_an_unknown_command_is_wrong_usage(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["nonsense"]) == 2
    assert "python dev.py run" in capsys.readouterr().out
