"""SHACL: what must be present. The shapes of ``ontology/shapes.ttl``, or of a user, run by the Rust engine ``shacl``.

A data graph is validated with the subclass triples of the ontology, so that a shape of gov:Statement holds for each of its
kinds. Shapes with a name give their findings its code, its message in both languages, and the next step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import shacl
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from govkg import files, resources
from govkg.errors import CallerError, InternalError
from govkg.findings import Finding
from govkg.validate import passages

SH = "http://www.w3.org/ns/shacl#"
SHAPE = "https://w3id.org/govkg/shapes#"
CURE = NamedNode(SHAPE + "cure")
MESSAGE, PROPERTY = NamedNode(SH + "message"), NamedNode(SH + "property")
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}


@dataclass(frozen=True)
class Shapes:
    """A file of shapes, read and compiled."""

    compiled: shacl.Shapes
    graph: Store

    def said(self, shape: str, prop: NamedNode, lang: str) -> str:
        """What a shape, or the node shape that it belongs to, says by ``sh:message`` or ``shape:cure`` in a language."""
        if not shape.startswith("<"):
            return ""
        node = NamedNode(shape.strip("<>"))
        holders = sorted(q.subject.value for q in self.graph.quads_for_pattern(None, PROPERTY, node, None)
                         if isinstance(q.subject, NamedNode))  # fmt: skip
        for at in (node, *map(NamedNode, holders)):
            words = [q.object for q in self.graph.quads_for_pattern(at, prop, None, None)]
            said = {w.language or "": w.value for w in words if isinstance(w, Literal)}
            if said:
                return said.get(lang) or said.get("") or said[min(said)]
        return ""

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all shapes that have a message, sorted."""
        named = {q.subject for q in self.graph.quads_for_pattern(None, MESSAGE, None, None)}
        return tuple(sorted(code(str(n), "") for n in named if isinstance(n, NamedNode)))


def load(path: Path | None = None) -> Shapes:
    """Reads and compiles shapes; raises CallerError for a file that is missing or holds none that can be used."""
    path = path or resources.path("ontology/shapes.ttl")

    def wrong(name: str, what: str, cure: str) -> CallerError:
        return CallerError(f"shapes.{name}", " ".join(what.split()), where=str(path), cure=cure)

    try:
        text = files.read(path).decode()
    except UnicodeDecodeError as e:
        raise wrong("unreadable", f"the shapes cannot be read ({e})", "give a file of SHACL shapes in Turtle") from e
    try:
        quads = list(parse(text.encode(), format=RdfFormat.TURTLE, base_iri=SHAPE))
    except (SyntaxError, ValueError) as e:
        raise wrong("syntax", f"not Turtle ({e})", "correct the line") from e
    graph = Store()
    graph.extend(quads)
    try:
        compiled = shacl.Shapes.from_text(text, format="turtle", base=SHAPE)
    except ValueError as e:
        raise wrong("invalid", f"{e}", "correct the shape") from e
    if not any(q.predicate.value.startswith(SH) for q in quads):
        raise wrong("none", "there is no shape in the file", "give a file of SHACL shapes in Turtle")
    return Shapes(compiled, graph)


def code(shape: str, component: str) -> str:
    """The code of a finding: the shape's own name where govkg named it, else what kind of constraint it is.

    >>> code("<https://w3id.org/govkg/shapes#figure-value>", "DatatypeConstraintComponent")
    'shape.figure-value'
    >>> code("_:b1", "MinCountConstraintComponent")
    'shacl.minCount'
    """
    name = shape.strip("<>")
    if name.startswith(SHAPE) and name != SHAPE:
        return "shape." + name.removeprefix(SHAPE)
    kind = component.removesuffix("ConstraintComponent") or "constraint"
    return "shacl." + kind[0].lower() + kind[1:]


def findings(quads: Iterable[Quad], graph: Store, shapes: Shapes, lang: str = "en") -> Iterator[Finding]:
    """All findings of the shapes on the triples of ``quads``, whatever graph they stand in; ``graph`` tells their words."""
    report = shapes.compiled.validate_text(triples(quads), format="ntriples")
    for r in report.results:
        node = r.focus_node.strip("<>")
        words, where = passages.of(graph, node)
        shape = r.source_shape or ""
        message = shapes.said(shape, MESSAGE, lang) or (r.messages or [""])[0]
        cure = shapes.said(shape, CURE, lang)
        value = "" if r.value_plain is None or r.value_plain == node else r.value_plain
        yield Finding(node, code(shape, r.component), message or _plain(r), words,
                      SEVERITY.get(r.severity, "error"), cure, where, " ".join(value.split())[: passages.LONGEST])  # fmt: skip


def _plain(r: shacl.Result) -> str:
    """What a shape without a message asks for."""
    path = f"{r.path}: " if r.path else ""
    return f"{path}{r.component.removesuffix('ConstraintComponent')}"


def triples(quads: Iterable[Quad]) -> str:
    """The triples as N-Triples, each once, with the subclass triples of the ontology."""
    found = {Triple(q.subject, q.predicate, q.object) for q in quads}
    made = serialize([*found, *subclasses()], format=RdfFormat.N_TRIPLES)
    if made is None:
        raise InternalError("validate.serializer", "the triples were not written", cure="report it")
    return made.decode()


def subclasses() -> list[Triple]:
    """Which named class is a subclass of which, by the ontology."""
    terms = parse(path=str(resources.path("ontology/govkg.ttl")), format=RdfFormat.TURTLE)
    return [Triple(q.subject, q.predicate, q.object) for q in terms
            if q.predicate == SUBCLASS and not isinstance(q.object, BlankNode)]  # fmt: skip


__all__ = ["Shapes", "code", "findings", "load", "subclasses", "triples"]
