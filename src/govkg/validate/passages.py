"""The words of a node of the graph and where they stand: what a finding shows of it."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from govkg.rdf import DCTERMS, LABEL, RDF_TYPE, gov

LONGEST = 120  # characters of a quote that a finding repeats
NAMES = (
    LABEL,
    NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    NamedNode(DCTERMS + "title"),
    gov("sourceId"),
)


class Passage(NamedTuple):
    """A quote, or a name where there is none, and its place: ``wuhan-2021 二/1 1960-1966``."""

    words: str = ""
    where: str = ""


def of(graph: Store, node: str) -> Passage:
    """What a node stands on: its own words if it is a passage, its evidence's, or its name."""
    try:
        subject = NamedNode(node)
    except ValueError:  # a blank node, or a name that is no IRI
        return Passage()
    if _value(graph, subject, RDF_TYPE) == gov("Evidence").value or _value(graph, subject, gov("exact")):
        return _passage(graph, subject)
    evidence = sorted(_values(graph, subject, gov("evidence")))
    found = _passage(graph, NamedNode(evidence[0])) if evidence and _is_iri(evidence[0]) else Passage()
    name = next((value for prop in NAMES if (value := _value(graph, subject, prop))), "")
    return Passage(name or found.words, found.where)


def _passage(graph: Store, node: NamedNode) -> Passage:
    words = _value(graph, node, gov("exact"))
    source = _value(graph, node, gov("source")).rpartition("/")[2]
    span = "-".join(_value(graph, node, gov(end)) for end in ("start", "end"))
    where = " ".join(filter(None, (source, _value(graph, node, gov("sectionPath")), span.strip("-"))))
    return Passage(words if len(words) <= LONGEST else words[: LONGEST - 1] + "…", where)


def _values(graph: Store, node: NamedNode, prop: NamedNode) -> list[str]:
    quads = graph.quads_for_pattern(node, prop, None, None)
    return [q.object.value for q in quads if isinstance(q.object, Literal | NamedNode)]


def _value(graph: Store, node: NamedNode, prop: NamedNode) -> str:
    return min(_values(graph, node, prop), default="")


def _is_iri(words: str) -> bool:
    return ":" in words and " " not in words
