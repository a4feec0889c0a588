"""Misspelt terms: every name of the ontology and the vocabularies that a query, a shape, an alignment or the code uses must exist.

A wrong name in SPARQL is no error, only an answer without rows; so it is looked for before anything runs.
``python -m govkg.terms`` prints one line a wrong name, with the nearest right one, and ends with exit code 1.
"""

from __future__ import annotations

import ast
import difflib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from govkg import concepts, ids, rdf, resources

FILES = ("queries/ask/*.rq", "queries/construct/*.rq", "queries/qc/*.rq", "queries/view/*.rq", "ontology/shapes.ttl",
         "ontology/alignments.ttl")  # fmt: skip
ANSWERED = ("level/none", "level/unsure")  # codes that an answer makes for what has no concept
OURS = {"gov": ids.ONTOLOGY, "vocab": ids.VOCAB}
DATA = re.compile(rf"{re.escape(ids.VOCAB)}[A-Za-z]*/?$")  # a scheme, or the beginning that a prefix stands for

# A comment, a string, an IRI, a prefixed name; whatever comes first is what stands there.
TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<string>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|(?P<iri><[^<>"{}|^`\\\s]*>)|(?P<name>(?<![\w?$@^:.-])[A-Za-z][\w-]*:(?:[\w.-]*[\w-])?)""",
    re.DOTALL,
)
PREFIX = re.compile(r"^[ \t]*@?prefix[ \t]+([A-Za-z][\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
HEADER = re.compile(r"^#\+\s+\w+:\s+\{type: (entity|concept),.*?\bof: (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Misspelt:
    """A name that does not exist: where it stands, as what, and the nearest that does."""

    path: str
    line: int
    name: str
    nearest: str

    def __str__(self) -> str:
        nearest = f"; nearest: {self.nearest}" if self.nearest else ""
        return f"{self.path}:{self.line}: there is no {self.name}{nearest}"


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The IRI of every term of the ontology, of every concept and of every scheme."""
    found = {ids.ONTOLOGY, ids.VOCAB, *(ids.VOCAB + code for code in ANSWERED)}
    for quad in parse(path=str(resources.path("ontology/govkg.ttl")), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.predicate == rdf.RDF_TYPE:
            found.add(quad.subject.value)
    for table in concepts.TABLES:
        for triple in concepts.triples(table):
            found |= {t.value for t in (triple.subject,) if isinstance(t, NamedNode)}
            if isinstance(triple.object, NamedNode):
                found.add(triple.object.value)
    return frozenset(found)


@lru_cache(maxsize=1)
def outside() -> dict[str, frozenset[str]]:
    """Namespaces of other vocabularies whose terms are all known → their local names; what is written in them is checked too."""
    from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

    spaces = (DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD)
    # What Python cannot say as an attribute (sh:in, sh:class) stands in _extras.
    return {
        str(s): frozenset({str(term).removeprefix(str(s)) for term in dir(s)} | set(getattr(s, "_extras", ())))
        for s in spaces
    }


def check(root: Path | None = None) -> list[Misspelt]:
    """Every misspelt name of the project's queries, shapes, alignments and code; ``root`` holds queries/, ontology/ and src/."""
    base = root or resources.root()
    found: list[Misspelt] = []
    for pattern in FILES:
        for path in sorted(base.glob(pattern)):
            found += in_text(path.read_text(encoding="utf-8"), path.relative_to(base).as_posix())
    code = base / "src" / "govkg"
    for path in sorted(code.rglob("*.py")) if code.is_dir() else ():
        found += in_code(path.read_text(encoding="utf-8"), path.relative_to(base).as_posix())
    return sorted({*found, *in_fields()})


def named(text: str) -> set[str]:
    """The prefixed names that a query or a Turtle file writes.

    >>> sorted(named("SELECT ?o { ?a gov:outcome ?o ; a gov:Attribution } # gov:Reform"))
    ['gov:Attribution', 'gov:outcome']
    """
    return {match["name"] for match in TOKEN.finditer(text) if match["name"]}


def in_text(text: str, path: str = "query") -> Iterator[Misspelt]:
    """The misspelt names of a query or a Turtle file.

    >>> print(*in_text("PREFIX gov: <https://w3id.org/govkg/ontology#> SELECT ?o { ?a gov:outcom ?o }"))
    query:1: there is no gov:outcom; nearest: gov:outcome
    """
    prefixes = dict(PREFIX.findall(text))
    for match in TOKEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match["iri"]:
            yield from _wrong(match["iri"][1:-1], path, line, prefixes)
        elif match["name"]:
            prefix, _, local = match["name"].partition(":")
            if prefix in prefixes:
                yield from _wrong(prefixes[prefix] + local, path, line, prefixes)
    for match in HEADER.finditer(text):
        kind, of = match.groups()
        if kind == "concept" and of == "outcome":  # the classes of outcomes
            continue
        iri = ids.ONTOLOGY + rdf.CLASSES.get(of, of) if kind == "entity" else ids.VOCAB + of
        yield from _wrong(iri, path, text.count("\n", 0, match.start()) + 1, OURS)


def in_code(text: str, path: str = "code") -> Iterator[Misspelt]:
    """The misspelt names of a Python file: in ``gov("…")``, ``GOV + "…"``, f-strings that begin so, ``ids.concept("…", "…")``
    and strings that hold queries.

    >>> print(*in_code('node = gov("metrc")'))
    code:1: there is no gov:metrc; nearest: gov:metric
    """
    tree = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if isinstance(n, documented)
        and n.body
        and isinstance(n.body[0], ast.Expr)
        and isinstance(n.body[0].value, ast.Constant)
    }
    for node in ast.walk(tree):
        if id(node) not in said:  # a docstring may show a wrong name
            for iri in _named(node):
                yield from _wrong(iri, path, getattr(node, "lineno", 0), OURS)


def in_fields() -> Iterator[Misspelt]:
    """The misspelt names of the tables by which statements are written (``rdf.FIELDS`` and its like)."""
    names = [*rdf.CLASSES.values(), *rdf.ROLES.values(), *rdf.TYPES.values(), *(rdf.camel(n) for n in rdf.EVIDENCE)]
    for fields in rdf.FIELDS.values():
        for name, how in fields.values():
            names.append(name)
            scheme = how.removeprefix("concept:")
            if scheme != how:
                yield from _wrong(ids.VOCAB + scheme, "src/govkg/rdf.py", 1, OURS)
    for name in names:
        yield from _wrong(ids.ONTOLOGY + name, "src/govkg/rdf.py", 1, OURS)


def _named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id="gov") | ast.Attribute(attr="gov"), args=[ast.Constant(value=str(name))]):
            yield ids.ONTOLOGY + name
        case ast.Call(
            func=ast.Attribute(attr="concept"), args=[ast.Constant(value=str(scheme)), ast.Constant(value=str(code))]
        ):
            yield f"{ids.VOCAB}{scheme}/{code}"
        case ast.BinOp(
            left=ast.Name(id="GOV") | ast.Attribute(attr="GOV"), op=ast.Add(), right=ast.Constant(value=str(name))
        ):
            yield ids.ONTOLOGY + name
        case ast.JoinedStr(
            values=[
                ast.FormattedValue(value=ast.Name(id="GOV") | ast.Attribute(attr="GOV")),
                ast.Constant(value=str(name)),
                *_,
            ]
        ):
            if local := re.match(r"\w+", name):
                yield ids.ONTOLOGY + local[0]
        case ast.Constant(value=str(text)) if "gov:" in text or ids.ONTOLOGY in text:
            yield from (ids.ONTOLOGY + name for name in re.findall(r"(?<![\w:/])gov:([A-Za-z]\w*)", text))
            yield from (ids.ONTOLOGY + name for name in re.findall(re.escape(ids.ONTOLOGY) + r"(\w+)", text))


def _wrong(iri: str, path: str, line: int, prefixes: dict[str, str]) -> Iterator[Misspelt]:
    if iri.startswith((ids.ONTOLOGY, ids.VOCAB)):
        if iri in known() or (DATA.match(iri) and _begins(iri)):
            return
        names: Iterable[str] = known()
    else:
        space = next((s for s in outside() if iri.startswith(s)), "")
        local = iri.removeprefix(space)
        if not space or not local or local in outside()[space]:
            return
        names = (space + name for name in outside()[space])
    yield Misspelt(path, line, _short(iri, prefixes), _short(nearest(iri, names), prefixes))


def _begins(iri: str) -> bool:
    return any(name.startswith(iri) for name in known())


def nearest(iri: str, names: Iterable[str]) -> str:
    """The name that looks most like ``iri``, "" where none does; names of the same namespace and scheme first."""
    head = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    same = sorted(n for n in names if n.startswith(head) and n != head)
    local = iri.removeprefix(head)
    by_form = {n.removeprefix(head): n for n in same}
    by_fold = {n.casefold(): iri for n, iri in reversed(by_form.items())}
    for forms, wanted in ((by_form, local), (by_fold, local.casefold())):
        if close := difflib.get_close_matches(wanted, sorted(forms), 1, 0.6):
            return forms[close[0]]
    return ""


def _short(iri: str, prefixes: dict[str, str]) -> str:
    fitting = [(len(space), prefix, space) for prefix, space in prefixes.items() if space and iri.startswith(space)]
    if not fitting:
        return f"<{iri}>" if iri else ""
    _, prefix, space = max(fitting)
    return f"{prefix}:{iri.removeprefix(space)}"


def main() -> int:
    """Prints the misspelt names; gives 1 where there is one."""
    found = check()
    for wrong in found:
        print(wrong)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
