"""Every regular expression of the package: where it stands in the source, its text, and how it is applied.

Two ways to them that check each other: the source says where ``re`` is called, and a run says what was compiled there
(patterns built from the vocabularies are known only then).
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pyoxigraph

SRC = Path(str(importlib.util.find_spec("govkg").origin)).parent  # type: ignore[union-attr]
GOLDEN = Path(__file__).parents[1] / "golden"
CALLS = frozenset({"compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"})
SCANS = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
# Where a pattern is applied under another name than its own, so that the source does not tell how.
APPLIED = {"NUMBERINGS": {"match"}, "forms": {"fullmatch"}}


@dataclass(frozen=True, slots=True)
class Site:
    """A call of ``re`` in the source: its lines, and the names under which what it compiles is known."""

    module: str
    first: int
    last: int
    call: str
    name: str
    arguments: tuple[ast.expr, ...] = field(compare=False, hash=False)  # the pattern and, of a compile, its flags

    def __str__(self) -> str:
        return f"{self.module}:{self.first} {self.name or self.call}"


@dataclass(slots=True)
class Compiled:
    """One pattern with the places that compile it and the ways in which it is applied."""

    text: str
    flags: int
    sites: set[str] = field(default_factory=set)
    ways: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Report:
    """What reading needs to know of a text."""

    id: str
    text: str
    body: str = ""
    place: str = ""
    covers: str = ""
    plans: str = ""
    code: str = ""


def golden() -> Iterator[Report]:
    """The annotated texts with their descriptions."""
    for folder in (GOLDEN, GOLDEN.parent / "further"):
        for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
            d = json.loads(line)
            text = (folder / f"{d['id']}.txt").read_text(encoding="utf-8")
            yield Report(d["id"], text, d["body"], d["place"], d["covers"], d["plans"] or "")


def sites() -> list[Site]:
    """Every call of ``re`` in the source of the package."""
    found = []
    for path in sorted(SRC.rglob("*.py")):
        module = path.relative_to(SRC).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += list(_sites(module, tree, _chained(tree)))
    return found


def _chained(tree: ast.AST) -> dict[int, str]:
    """What is called at once on what a call gives: ``re.compile(…).match(…)``, by the inner call."""
    return {
        id(node.func.value): node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS
    }


def _sites(module: str, tree: ast.AST, chained: dict[int, str], name: str = "") -> Iterator[Site]:
    for node in ast.iter_child_nodes(tree):
        here = name
        if isinstance(node, ast.FunctionDef):
            here = node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name | ast.Attribute):
            target = node.targets[0]
            here = target.id if isinstance(target, ast.Name) else target.attr
        if isinstance(node, ast.Call) and _is_re(node.func) and isinstance(node.func, ast.Attribute) and node.args:
            yield Site(module, node.lineno, node.end_lineno or node.lineno,
                       chained.get(id(node), node.func.attr), here,
                       tuple(node.args if node.func.attr == "compile" else node.args[:1]))  # fmt: skip
        yield from _sites(module, node, chained, here)


def _is_re(func: ast.expr) -> bool:
    return (
        isinstance(func, ast.Attribute)
        and func.attr in CALLS
        and isinstance(func.value, ast.Name)
        and func.value.id == "re"
    )


def ways() -> dict[tuple[str, str], set[str]]:
    """For each name of a module (or, from another module, of any), the methods of patterns that are called on it."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in sorted(SRC.rglob("*.py")):
        module = path.relative_to(SRC).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
                owner = node.func.value
                owner = owner.func if isinstance(owner, ast.Call) else owner
                owner = owner.value if isinstance(owner, ast.Subscript) else owner
                if isinstance(owner, ast.Name):
                    found.setdefault((module, owner.id), set()).add(node.func.attr)
                elif isinstance(owner, ast.Attribute):
                    scope = module if isinstance(owner.value, ast.Name) and owner.value.id == "self" else ""
                    found.setdefault((scope, owner.attr), set()).add(node.func.attr)
    return found


def compiled() -> dict[tuple[str, int], Compiled]:
    """Every pattern that is compiled while the package is imported and the golden texts are read."""
    where = {(s.module, line): s for s in sites() for line in range(s.first, s.last + 1)}
    applied = ways()
    found: dict[tuple[str, int], Compiled] = {}

    def take(pattern: re.Pattern[Any], site: Site) -> None:
        words = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        kept = found.setdefault((words, pattern.flags), Compiled(words, pattern.flags))
        kept.sites.add(str(site))
        kept.ways |= (
            {site.call}
            if site.call != "compile"
            else APPLIED.get(site.name)
            or applied.get((site.module, site.name), set()) | applied.get(("", site.name), set())
            or {"search"}
        )

    engine: Any = re
    compile_ = engine._compile  # what each function of re asks for its pattern

    def watched(*arguments: Any) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compile_(*arguments)
        caller: FrameType | None = sys._getframe(1)
        while caller and caller.f_code.co_filename == re.__file__:
            caller = caller.f_back
        if caller and (path := Path(caller.f_code.co_filename)).is_relative_to(SRC):
            key = (path.relative_to(SRC).as_posix(), caller.f_lineno)
            if key in where:
                take(made, where[key])
        return made

    engine._compile = watched
    try:
        package = importlib.import_module("govkg")
        for module in pkgutil.walk_packages(package.__path__, "govkg."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        _use()
    finally:
        engine._compile = compile_
    for site in sites():
        pattern = _constant(site)
        if pattern is not None:
            take(pattern, site)
    return found


def _use() -> None:
    """Does what builds patterns from tables and parameters."""
    from govkg import annotations, assemble, description, parameters, questions, surface
    from govkg.seek import texts, words

    assert words.segments("推进一事联办改革", ("联办",)) and list(texts.Texts(["一事联办"]).places("联办"))
    for question in questions.all():
        for p in question.parameters:
            if p.type in ("year", "integer", "pattern"):
                parameters.term(pyoxigraph.Store(), p, "2021")
    for report in golden():
        statements = assemble.read(report)
        annotations.annotate(statements, report)
        description.guess(report.text)
        for s in statements:
            surface.read(s.evidence.exact)


def _constant(site: Site) -> re.Pattern[Any] | None:
    """The pattern of a call whose argument is made of constants of its module."""
    name = "govkg." + site.module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    names = vars(importlib.import_module(name.removesuffix(".__init__")))
    try:
        words, *flags = (eval(compile(ast.Expression(a), site.module, "eval"), dict(names)) for a in site.arguments)
    except NameError:
        return None
    return re.compile(words, *flags) if isinstance(words, str | bytes | re.Pattern) else None
