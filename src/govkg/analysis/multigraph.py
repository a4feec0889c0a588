"""The graph as one of networkx: what it says, edge by edge, each with its statement and its words.

Attributes are texts, whole numbers and floats, never None, a list or a date, so that GraphML and GEXF can hold them; what the
graph does not know is no attribute at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govkg.analysis.reader import ALT, LABEL, OUTCOMES, TYPE, Reader
from govkg.analysis.whole import THINGS, Columns
from govkg.store import View

if TYPE_CHECKING:
    import networkx as nx

BASES = {
    "explicit": "reportedAs",
    "item": "listedUnder",
    "curated": "curated",
}  # of an attribution, as the edge says it
EDGES = {  # class of the statement: kind of edge, from, to
    "Attribution": (("attribution", "initiative", "outcome"),),
    "Participation": (("participation", "organisation", "initiative"),),
    "Composition": (("composition", "part", "whole"),),
    "Mandate": (("mandate", "document", "initiative"),),
    "Recognition": (("recognition", "award", "about"), ("conferral", "conferredBy", "award")),
}
FIGURE = {  # attribute of an outcome: property, and whether the last part of a concept's IRI is meant
    "surface": ("surface", False), "unit": ("unitAsWritten", False), "bound": ("bound", True), "kind": ("kind", True),
    "direction": ("direction", True), "change_type": ("changeType", True), "compared_with": ("comparedWith", True),
    "flow": ("flow", True), "scope": ("scope", False), "event": ("event", True), "metric": ("metric", True),
}  # fmt: skip
Attributes = dict[str, str | int | float]
Edge = tuple[str, str, str, str]  # from, to, kind, statement


def multigraph(store: View) -> nx.MultiDiGraph[str]:
    """Things and outcomes by IRI, and an edge for every statement that ties two of them; its key is the statement's IRI.

    Nodes have ``type`` (class of the ontology), ``label``, and where known ``label_en`` ``aliases`` ``domain`` and ``place`` (what
    the reports that name it report of).
    Outcomes are nodes only where a report ties them to an initiative; figures have ``value`` (a float) beside ``value_exact``
    (its digits), ``unit`` ``bound`` ``surface`` (as written) ``period_start`` ``period_end``. Edges have ``kind`` ``statement``
    ``quote`` ``report`` ``start`` ``end`` (code points of its text) ``status`` ``rule``, and where known ``period`` (what the report
    covers), ``basis`` and ``role``. An attribution's basis is ``reportedAs`` or ``listedUnder`` (``curated``: a person tied them),
    never that one caused the other. What a person rejected is left out; awards run from the award to what got it.

    >>> import govkg
    >>> graph = multigraph(govkg.open().store)
    >>> graph.nodes["https://w3id.org/govkg/id/reform/420100-yi-shi-lian-ban-fac614"]["label"]
    '一事联办'
    >>> sorted({d["basis"] for _, _, d in graph.edges(data=True) if d["kind"] == "attribution"})
    ['listedUnder', 'reportedAs']
    """
    import networkx as nx

    columns = Columns(Reader(store))
    kinds = _kinds(columns)
    ends = sorted(_edges(columns, kinds))
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="govkg")
    outcomes = {b for _, b, kind, _ in ends if kind == "attribution"}
    english = _english(columns, kinds)
    names = _grouped(columns, ALT)
    places = _places(columns)
    for iri in sorted(kinds):
        if kinds[iri] in THINGS:
            made.add_node(
                iri, **_thing(columns, iri, kinds[iri], names.get(iri, []), english.get(iri, ""), places.get(iri, ""))
            )
        elif iri in outcomes:
            made.add_node(iri, **_outcome(columns, iri, kinds[iri]))
    first = _first(columns)
    for a, b, kind, s in ends:
        if a in made and b in made and s in first:
            made.add_edge(a, b, key=s, **_edge(columns, kind, s, first[s]))
    return made


def _kinds(columns: Columns) -> dict[str, str]:
    """The class of every thing, outcome and tying statement that was not rejected."""
    known = (*THINGS, *OUTCOMES, *EDGES)
    rank = {name: n for n, name in enumerate(dict.fromkeys(known))}
    found: dict[str, str] = {}
    for s, o in columns.pairs(TYPE):
        name = o.rpartition("#")[2]
        if name in rank and columns.code("status", s) != "rejected" and rank[name] < rank.get(found.get(s, ""), 99):
            found[s] = name
    return found


def _edges(columns: Columns, kinds: Mapping[str, str]) -> Iterator[Edge]:
    for s, name in kinds.items():
        for kind, source, target in EDGES.get(name, ()):
            a, b = columns.of(source).get(s, ""), columns.of(target).get(s, "")
            if a in kinds and b in kinds:
                yield a, b, kind, s


def _first(columns: Columns) -> dict[str, str]:
    """The earliest passage of every node."""
    start = columns.of("start")
    found: dict[str, tuple[str, int, str]] = {}
    for s, passage in columns.pairs("evidence"):
        place = columns.of("source").get(passage, ""), int(start.get(passage, 0)), passage
        if s not in found or place < found[s]:
            found[s] = place
    return {s: place[2] for s, place in found.items()}


def _grouped(columns: Columns, name: str) -> dict[str, list[str]]:
    """All values of a property by subject."""
    found: dict[str, set[str]] = {}
    for s, value in columns.pairs(name):
        found.setdefault(s, set()).add(value)
    return {s: sorted(values) for s, values in found.items()}


def _places(columns: Columns) -> dict[str, str]:
    """The place that the reports which name a thing report of; none where those are several."""
    of = {
        thing: {columns.of("place").get(r, "") for r in reports}
        for thing, reports in _grouped(columns, "mentionedIn").items()
    }
    return {thing: columns.of(LABEL).get(next(iter(places)), "") for thing, places in of.items() if len(places) == 1}


def _english(columns: Columns, kinds: Mapping[str, str]) -> dict[str, str]:
    """English labels of things, where the graph has any."""
    rows = columns.read.rows("english")
    return {str(r["s"]): str(r["label"]) for r in rows if r["s"] in kinds}


def _thing(columns: Columns, iri: str, kind: str, names: list[str], english: str, place: str) -> Attributes:
    label = columns.of(LABEL).get(iri, iri)
    found = {
        "label_en": english, "aliases": "；".join(n for n in names if n != label), "place": "" if kind == "Place" else place,
        "place_code": columns.of("placeCode").get(iri, ""), "domain": columns.code("domain", iri),
        "status": columns.code("status", iri),
    }  # fmt: skip
    made: Attributes = {"type": kind, "label": label}
    return made | {k: v for k, v in found.items() if v}


def _outcome(columns: Columns, iri: str, kind: str) -> Attributes:
    made: Attributes = {"type": kind}
    for name, (prop, concept) in FIGURE.items():
        if value := columns.code(prop, iri) if concept else columns.of(prop).get(iri, ""):
            made[name] = value
    for name in ("value", "low", "high"):
        if digits := columns.of(name).get(iri):
            made |= {name: float(digits), f"{name}_exact": digits}
    for name, prop in (("period_start", "periodStart"), ("period_end", "periodEnd")):
        if value := columns.of(prop).get(iri, ""):
            made[name] = value
    award = columns.of(LABEL).get(columns.of("award").get(iri, ""), "")
    words = columns.of("metricAsWritten").get(iri, "") or award
    if words:
        made["metric_as_written" if kind not in ("Recognition", "Milestone", "PlannedMilestone") else "award"] = words
    about = columns.of(LABEL).get(columns.of("about").get(iri, ""), "")
    surface = str(made.get("surface", ""))
    made["label"] = f"{words} {surface}".strip() if words else f"{about} {surface}".strip() or iri
    return made


def _edge(columns: Columns, kind: str, statement: str, passage: str) -> Attributes:
    source = columns.of("source").get(passage, "")
    basis = columns.code("basis", statement)
    made: Attributes = {
        "kind": kind, "statement": statement, "quote": columns.of("exact").get(passage, ""),
        "report": columns.of("sourceId").get(source, "") or source.rpartition("/")[2],
        "start": int(columns.of("start").get(passage, 0)), "end": int(columns.of("end").get(passage, 0)),
        "status": columns.code("status", statement) or "proposed",
    }  # fmt: skip
    found = {
        "rule": columns.of("readBy").get(statement, ""), "period": columns.of("covers").get(source, ""),
        "basis": BASES.get(basis, basis) if kind == "attribution" else basis, "role": columns.code("role", statement),
    }  # fmt: skip
    return made | {k: v for k, v in found.items() if v}


__all__ = ["multigraph"]
