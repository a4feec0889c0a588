"""Graphs that are sound, and hands to break them: a graph is a set of triples, a break is a new set and the node at fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from benchmarks import _generated
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from govkg import concepts, corrections, judgements, rdf, release, resources, reviews
from govkg.rdf import RDF_TYPE
from govkg.sources import Source
from govkg.statements import Entity, Observation, Statement

Triples = frozenset[Triple]
Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


def plain(quads: Iterable[Quad]) -> Triples:
    return frozenset(Triple(q.subject, q.predicate, q.object) for q in quads)


@lru_cache(maxsize=1)
def wuhan() -> Triples:
    """The bundled release."""
    return plain(parse(path=str(resources.path("graph/release") / "govkg.trig"), format=RdfFormat.TRIG))


@lru_cache(maxsize=1)
def made() -> Triples:
    """A made-up report in which no field stays empty, with the concepts of the vocabulary."""
    source, said = _generated.report(0, items=2)
    decided = corrections.settle(said, [corrected(said)], source.id, lambda start, end: said[0].evidence)
    quads = rdf.quads(source, decided.statements, concepts.unit_iris(), None, told(source, said), decided.stated)
    known: list[Quad] = []
    wanted = {q.object for q in quads}
    for _ in range(3):  # concepts, what they are told by (level, polarity), and their schemes
        known = [q for q in release.vocabulary() if q.subject in wanted]
        wanted |= {q.object for q in known}
    return plain([*quads, *release.inferred(source.id, quads), *known])


def corrected(said: Iterable[Statement]) -> reviews.Row:
    """A person's correction of a figure."""
    figure = next(s for s in said if isinstance(s, Observation))
    return reviews.Row("r1", figure.id, "corrected", '{"scope": "全市"}', "a reader", "2026-11-27", "as the table says")


def told(source: Source, said: Iterable[Statement]) -> judgements.Judged:
    """An award that a person told from what other reports of the place call so."""
    award = next(s for s in said if isinstance(s, Entity) and s.kind == "Award")
    name = f"{award.key}@{source.code or source.place}"
    cells = ("j1", f"{name}#{source.id}", name, "different", "a reader", "2026-11-27", "two awards", "")
    return judgements.judged([dict(zip(judgements.COLUMNS, cells, strict=True))])


def quads(graph: Triples) -> list[Quad]:
    return [Quad(t.subject, t.predicate, t.object) for t in sorted(graph, key=str)]


@dataclass(frozen=True)
class Index:
    """The triples of a graph by subject and by predicate."""

    about: dict[Term, list[Triple]]
    of: dict[NamedNode, list[Triple]]


@lru_cache(maxsize=8)
def index(graph: Triples) -> Index:
    found = Index({}, {})
    for t in graph:
        found.about.setdefault(t.subject, []).append(t)  # type: ignore[arg-type]
        found.of.setdefault(t.predicate, []).append(t)
    return found


def subjects(graph: Triples, prop: NamedNode) -> list[NamedNode]:
    """Who has the property, sorted."""
    return named(t.subject for t in index(graph).of.get(prop, ()))


def members(graph: Triples, *classes: str) -> list[NamedNode]:
    """The nodes of these classes of ours, sorted."""
    return instances(graph, *(rdf.gov(c) for c in classes))


def instances(graph: Triples, *classes: NamedNode) -> list[NamedNode]:
    return named(t.subject for t in index(graph).of.get(RDF_TYPE, ()) if t.object in classes)


def named(nodes: Iterable[object]) -> list[NamedNode]:
    return sorted({n for n in nodes if isinstance(n, NamedNode)}, key=str)


def values(graph: Triples, node: Node, prop: NamedNode) -> list[Term]:
    return sorted((t.object for t in index(graph).about.get(node, ()) if t.predicate == prop), key=str)  # type: ignore[misc]


def value(graph: Triples, node: Node, prop: NamedNode) -> Term:
    return values(graph, node, prop)[0]


def put(graph: Triples, node: Node, prop: NamedNode, *objects: Term) -> Triples:
    """The graph with these values in place of those that the node has."""
    old = frozenset(t for t in index(graph).about.get(node, ()) if t.predicate == prop)
    return (graph - old) | {Triple(node, prop, o) for o in objects}


def add(graph: Triples, node: Node, prop: NamedNode, *objects: Term) -> Triples:
    return graph | {Triple(node, prop, o) for o in objects}
