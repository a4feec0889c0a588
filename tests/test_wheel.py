"""The wheel, in a folder that nobody writes to and without a network: it demonstrates and answers."""

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Stands in front of every run: whoever opens a connection to another host ends the run.
NO_NETWORK = """
import socket
def refuse(*_):
    raise SystemExit("govkg tried to reach the network")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A read-only site-packages with govkg in it."""
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True,
                   capture_output=True)  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    site = folder / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    for path in site.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield site
    for path in (site, *site.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)


def contents(site: Path) -> dict[str, str]:
    files = (p for p in site.rglob("*") if p.is_file())
    return {p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def govkg(site: Path, folder: Path, *words: str) -> str:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site.parent / "guard"), str(site)]), "PYTHONUTF8": "1",
               "PYTHONDONTWRITEBYTECODE": "1", "GOVKG_CACHE": str(folder / "cache"), "GOVKG_LANG": "zh"}  # fmt: skip
    environ.pop("GOVKG_WORKSPACE", None)
    run = subprocess.run([sys.executable, "-m", "govkg", *words], cwd=folder, env=environ, capture_output=True,
                         text=True, encoding="utf-8", check=False)  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_wheel_carries_code_and_data_and_nothing_of_the_workshop(site: Path) -> None:
    names = set(contents(site))
    assert {"govkg/cli/__init__.py", "govkg/py.typed", "govkg/_data/graph/release/govkg.trig",
            "govkg/_data/graph/sources/wuhan-2021/text.txt", "govkg/_data/ontology/govkg.ttl"} <= names  # fmt: skip
    assert not [n for n in names if n.startswith("tests") or ".govkg" in n or n.endswith(".tmp")]


def test_the_wheel_demonstrates(site: Path, tmp_path: Path) -> None:
    before = contents(site)
    out = govkg(site, tmp_path, "demo", "--out", "view.html")
    assert "一事联办" in out
    assert "60.90%" in out
    assert "view.html" in out
    assert (tmp_path / "view.html").stat().st_size > 10_000
    assert contents(site) == before


def test_the_wheel_answers(site: Path, tmp_path: Path) -> None:
    before = contents(site)
    assert "39.16%" in govkg(site, tmp_path, "ask", "outcomes-of-reform", "--reform", "一事联办")
    assert "outcomes-of-reform" in govkg(site, tmp_path, "ask")
    assert contents(site) == before
    assert not list(tmp_path.iterdir())


def test_a_workspace_of_one_s_own_is_built_with_the_wheel(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "mine" / "sources" / "wuhan-2021"
    source.mkdir(parents=True)
    for name in ("text.txt", "source.toml"):
        (source / name).write_bytes((ROOT / "graph" / "sources" / "wuhan-2021" / name).read_bytes())
    govkg(site, tmp_path, "build", "--workspace", "mine")
    made = (tmp_path / "mine" / "release" / "govkg.trig").read_bytes()
    assert made == (ROOT / "graph" / "release" / "govkg.trig").read_bytes()
