"""A failing example for every constraint of every shape, made from the shape itself: a sound graph, broken in that one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from tests.validate.graphs import Node, Term, Triples, add, instances, made, put, subjects, value, values

from govkg import rdf, resources
from govkg.rdf import RDF_TYPE
from govkg.validate import shapes

SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
FIRST, REST, NIL = (NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{n}") for n in ("first", "rest", "nil"))
ELSEWHERE = NamedNode("urn:elsewhere")
SAID = {
    "path",
    "message",
    "severity",
    "property",
    "targetClass",
    "targetSubjectsOf",
    "qualifiedValueShape",
}  # what constrains nothing
KIND = "https://w3id.org/govkg/vocab/kind/"


@dataclass(frozen=True)
class Constraint:
    """One constraint of a shape that has a code: ``sh:minCount 1`` of ``shape.figure-value``, say."""

    shape: NamedNode
    kind: str
    value: Term

    @property
    def code(self) -> str:
        return shapes.code(str(self.shape), "")

    def __str__(self) -> str:
        return f"{self.code}-{self.kind}"


@lru_cache(maxsize=1)
def file() -> Triples:
    """The shapes as triples."""
    found = parse(path=str(resources.path("ontology/shapes.ttl")), format=RdfFormat.TURTLE)
    return frozenset(Triple(q.subject, q.predicate, q.object) for q in found)


def sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


def constraints() -> Iterator[Constraint]:
    """Every constraint of a shape that has a message of its own."""
    for shape in subjects(file(), sh("message")):
        for t in sorted((t for t in file() if t.subject == shape), key=str):
            kind = t.predicate.value.removeprefix(SH)
            if t.predicate.value.startswith(SH) and kind not in SAID:
                assert not isinstance(t.object, Triple)
                yield Constraint(shape, kind, t.object)


def listed(head: Term) -> list[Term]:
    """The members of a list of Turtle."""
    found: list[Term] = []
    while isinstance(head, BlankNode):
        found.append(value(file(), head, FIRST))
        head = value(file(), head, REST)
    return found


def focus(shape: NamedNode, graph: Triples) -> list[NamedNode]:
    """The nodes that a shape, or the node shape that it belongs to, is about."""
    above = [t.subject for t in file() if t.predicate == sh("property") and t.object == shape]
    found: set[NamedNode] = set()
    for at in (shape, *above):
        assert not isinstance(at, Triple)
        classes = {c.value for c in values(file(), at, sh("targetClass"))}
        found |= {n for c in kinds(classes) for n in instances(graph, NamedNode(c))}
        found |= {n for p in values(file(), at, sh("targetSubjectsOf")) for n in subjects(graph, NamedNode(p.value))}
    return sorted(found, key=str)


def kinds(classes: set[str]) -> set[str]:
    """The classes with all their subclasses."""
    pairs = [(t.subject.value, t.object.value) for t in shapes.subclasses() if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode)]  # fmt: skip
    while more := {low for low, high in pairs if high in classes} - classes:
        classes = classes | more
    return classes


def broken(c: Constraint, graph: Triples | None = None) -> tuple[Triples, NamedNode]:
    """A graph in which this constraint fails, and the node at which it does; raises KeyError for a kind that is new here."""
    graph = made() if graph is None else graph
    nodes = focus(c.shape, graph)
    if (
        (c.shape, c.kind) in BY_HAND
        or c.kind == "qualifiedMinCount"
        or (c.kind == "class" and not values(file(), c.shape, sh("path")))
    ):
        return by_hand(c, graph, nodes)
    path = value(file(), c.shape, sh("path"))
    if isinstance(path, BlankNode):  # a sequence: what its end must equal is set to something else
        node = next(n for n in nodes if values(graph, n, NamedNode(c.value.value)))
        other = Literal("别的字") if isinstance(value(graph, node, NamedNode(c.value.value)), Literal) else ELSEWHERE
        return put(graph, node, NamedNode(c.value.value), other), node
    assert isinstance(path, NamedNode)
    node = next((n for n in nodes if values(graph, n, path)), nodes[0])
    here = values(graph, node, path)
    if c.kind == "minCount":
        return put(graph, node, path), node
    if c.kind in ("maxCount", "uniqueLang"):
        return add(graph, node, path, another(here[0])), node
    return put(graph, node, path, wrong(c, graph, node, here)), node


def another(term: Term) -> Term:
    """A second value of the same kind."""
    if isinstance(term, NamedNode):
        return NamedNode(term.value + "-2")
    assert isinstance(term, Literal)
    if term.language:
        return Literal(term.value + "二", language=term.language)
    digits = term.datatype.value in (XSD + "integer", XSD + "decimal")
    return Literal(str(int(float(term.value)) + 1) if digits else term.value + "2", datatype=term.datatype)


def wrong(c: Constraint, graph: Triples, node: Node, here: list[Term]) -> Term:
    """A value that the constraint forbids."""
    number = (
        here[0].datatype
        if here and isinstance(here[0], Literal) and not here[0].language
        else NamedNode(XSD + "string")
    )
    match c.kind:
        case "class" | "in" | "node":
            return ELSEWHERE
        case "datatype":
            return Literal("2021-01-01", datatype=NamedNode(XSD + "date"))
        case "pattern":
            return Literal("?!")
        case "minLength":
            return Literal("")
        case "maxLength":
            return Literal("长" * (int(c.value.value) + 1))
        case "minInclusive":
            return Literal(str(int(c.value.value) - 1), datatype=number)
        case "maxInclusive":
            return Literal(str(int(c.value.value) + 1), datatype=number)
        case "lessThan" | "disjoint":
            return value(graph, node, NamedNode(c.value.value))
        case "lessThanOrEquals":
            return another(value(graph, node, NamedNode(c.value.value)))
        case "languageIn":
            return Literal("nom", language="fr")
        case "nodeKind":
            return Literal("CC BY 4.0")
    raise KeyError(f"no failing example of sh:{c.kind} is made yet")


def shape(name: str) -> NamedNode:
    return NamedNode(shapes.SHAPE + name)


# The constraints whose failing example is no single value.
BY_HAND = {
    (shape("figure-number"), "xone"),
    (shape("figure-level"), "or"),
    (shape("figure-rank"), "or"),
    (shape("figure-united"), "or"),
}


def by_hand(c: Constraint, graph: Triples, nodes: list[NamedNode]) -> tuple[Triples, NamedNode]:
    """The failing examples that need more than one value, or another class."""
    gov = rdf.gov
    if c.shape == shape("figure-number"):
        node = next(n for n in nodes if values(graph, n, gov("low")))
        return put(graph, node, gov("high")), node
    if c.shape == shape("figure-level"):
        node = next(n for n in nodes if values(graph, n, gov("changeType")))
        return put(graph, node, gov("kind"), NamedNode(KIND + "level")), node
    if c.shape == shape("figure-rank"):
        node = next(n for n in nodes if values(graph, n, gov("kind")) == [NamedNode(KIND + "rank")])
        return add(graph, node, gov("direction"), NamedNode("https://w3id.org/govkg/vocab/direction/up")), node
    if c.shape == shape("figure-united"):
        node = next(n for n in nodes if values(graph, n, rdf.HAS_UNIT))
        return put(graph, node, gov("unitAsWritten")), node
    node = nodes[0]  # a class: the node is of none that is known
    return put(graph, node, RDF_TYPE, ELSEWHERE), node
