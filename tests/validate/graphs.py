"""Graphs that are sound, and hands to break them: a graph is a set of triples, a break is a new set and the node at fault."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from benchmarks import _generated
from govkg import concepts, rdf, release, resources
from govkg.rdf import RDF_TYPE

Triples = frozenset[Triple]
IN_SCHEME = NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
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
    quads = rdf.quads(source, said, concepts.unit_iris())
    known = [q for q in release.vocabulary() if q.predicate in (RDF_TYPE, IN_SCHEME)]
    return plain([*quads, *release.inferred(source.id, quads), *known])


def quads(graph: Triples) -> list[Quad]:
    return [Quad(t.subject, t.predicate, t.object) for t in sorted(graph, key=str)]


def subjects(graph: Triples, prop: NamedNode) -> list[NamedNode]:
    """Who has the property, sorted."""
    return sorted({t.subject for t in graph if t.predicate == prop and isinstance(t.subject, NamedNode)}, key=str)


def members(graph: Triples, *classes: str) -> list[NamedNode]:
    """The nodes of these classes of ours, sorted."""
    wanted = {rdf.gov(c) for c in classes}
    found = {t.subject for t in graph if t.predicate == RDF_TYPE and t.object in wanted}
    return sorted((n for n in found if isinstance(n, NamedNode)), key=str)


def values(graph: Triples, node: Node, prop: NamedNode) -> list[Term]:
    return sorted((t.object for t in graph if t.subject == node and t.predicate == prop), key=str)  # type: ignore[misc]


def value(graph: Triples, node: Node, prop: NamedNode) -> Term:
    return values(graph, node, prop)[0]


def put(graph: Triples, node: Node, prop: NamedNode, *objects: Term) -> Triples:
    """The graph with these values in place of those that the node has."""
    rest = {t for t in graph if not (t.subject == node and t.predicate == prop)}
    return frozenset(rest | {Triple(node, prop, o) for o in objects})


def add(graph: Triples, node: Node, prop: NamedNode, *objects: Term) -> Triples:
    return graph | {Triple(node, prop, o) for o in objects}
