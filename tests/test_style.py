"""What the linter does not see: size of modules, docstrings of public names, nothing of a machine in the files."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "govkg"
MODULES = sorted(SRC.rglob("*.py"))
LONGEST = 400
TEXTS = {".py", ".toml", ".md", ".txt", ".tsv", ".rq", ".ttl", ".cff", ".yml", ".html", ".js", ".css", ""}


def ours() -> Iterator[Path]:
    """The files of the repository that people write."""
    found = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                           encoding="utf-8", check=False)  # fmt: skip
    names = found.stdout.splitlines() or [p.relative_to(ROOT).as_posix() for p in MODULES]
    for name in names:
        path = ROOT / name
        if path.suffix in TEXTS and path.is_file() and path != Path(__file__):
            yield path


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_a_module_holds_one_noun(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_public_names_say_what_they_are(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    missing = [] if ast.get_docstring(tree) or not tree.body else ["the module"]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                missing.append(node.name)
            if isinstance(node, ast.ClassDef):
                missing += [
                    f"{node.name}.{f.name}"
                    for f in node.body
                    if isinstance(f, ast.FunctionDef) and not f.name.startswith("_") and not ast.get_docstring(f)
                    if len(f.body) > 1 and not _is_protocol(node)  # a single line says itself
                ]
    assert missing == []


def _is_protocol(node: ast.ClassDef) -> bool:
    return any(isinstance(b, ast.Name) and b.id == "Protocol" for b in node.bases)


def test_nothing_of_a_machine_is_in_the_files() -> None:
    machine = re.compile(
        r"/home/[a-z]+/(?!\.cache)|/Users/[a-z]+/|[A-Z]:\\\\Users|/(?:root|work)/|pypi\.org|pythonhosted"
    )
    found = [
        (p.relative_to(ROOT).as_posix(), m[0]) for p in ours() if (m := machine.search(p.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_nothing_is_mocked() -> None:
    mocked = re.compile(r"unittest\.mock|import mock|MagicMock|mocker")
    tests = [p for p in ours() if p.suffix == ".py" and "tests" in p.parts]
    assert len(tests) > 10
    assert [p.name for p in tests if mocked.search(p.read_text(encoding="utf-8"))] == []
