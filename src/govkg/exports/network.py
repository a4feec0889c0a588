"""The graph as a network for Gephi, igraph, Cytoscape and networkx: GraphML, and GEXF 1.3 with time, colours and shapes.

Nodes are things and the outcomes that a report ties to one; every statement that ties two of them is an edge of its own, with
its words (``analysis.multigraph``). An edge says what a report says (``reportedAs``, ``listedUnder``), never that one thing caused
another. Of an answer or a view it is the edges whose statements stand in the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govkg import ids
from govkg.analysis.multigraph import multigraph
from govkg.errors import CallerError
from govkg.exports import quads
from govkg.exports.subject import Subject
from govkg.exports.triples import opened

Value = str | int | float
# ``start`` and ``end`` are the time of an edge in GEXF; where a quote stands is called otherwise.
RENAMED = {"start": "quote_start", "end": "quote_end"}
PLAIN = re.compile(r"[A-Za-z0-9.-]")
WHOLE = 2**63


@dataclass(frozen=True)
class Node:
    """A thing or an outcome: ``id`` is its IRI."""

    id: str
    label: str
    said: Mapping[str, Value]


@dataclass(frozen=True)
class Edge:
    """A statement that ties two nodes; where it ties two pairs, each is an edge, and the id has its kind behind."""

    id: str
    source: str
    target: str
    kind: str
    said: Mapping[str, Value]


@dataclass(frozen=True)
class Network:
    """Nodes and edges in the order of their ids."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(subject: Subject) -> Network:
    """The network of a subject: of the graph whole, of an answer or a view the edges that its rows name and their ends."""
    made = multigraph(opened(subject).store)
    rows = None if subject.of == "graph" else {*quads.statements(r for s in subject.sheets for r in s.rows)}
    found = [(a, b, key, said) for a, b, key, said in made.edges(keys=True, data=True) if rows is None or key in rows]
    keys = [key for _, _, key, _ in found]
    twice = {key for key in keys if keys.count(key) > 1} if len(keys) != len({*keys}) else set()
    edges = [
        Edge(f"{key}#{said['kind']}" if key in twice else key, a, b, str(said["kind"]), _named(said))
        for a, b, key, said in found
    ]
    ends = {n for e in edges for n in (e.source, e.target)}
    nodes = [
        Node(iri, str(said.get("label") or iri), _named(said))
        for iri, said in made.nodes(data=True)
        if rows is None or iri in ends
    ]
    return Network(tuple(sorted(nodes, key=lambda n: n.id)), tuple(sorted(edges, key=lambda e: e.id)))


def _named(said: Mapping[str, Value]) -> dict[str, Value]:
    return {RENAMED.get(name, name): value for name, value in sorted(said.items())}


def types(told: Iterable[Mapping[str, Value]]) -> dict[str, type]:
    """The attributes by name with the one type that holds all their values: int, float or str.

    >>> types([{"value": 3, "unit": "天"}, {"value": 2.5}])
    {'unit': <class 'str'>, 'value': <class 'float'>}
    """
    found: dict[str, set[type]] = {}
    for said in told:
        for name, value in said.items():
            kind = type(value)
            if kind not in (str, int, float) or (isinstance(value, int) and abs(value) >= WHOLE):
                raise CallerError(
                    "export.value", f"{value!r} is no attribute of a network", where=name, cure="export as nq"
                )
            found.setdefault(name, set()).add(kind)
    return {name: str if str in kinds else float if float in kinds else int for name, kinds in sorted(found.items())}


def name(iri: str) -> str:
    """An IRI as GraphML writes the name of a node, an XML name token: short, and no two the same.

    >>> name(ids.ID + "reform/420100-yi-shi-lian-ban-fac614"), name("urn:a_b/c")
    ('reform:420100-yi-shi-lian-ban-fac614', 'urn_3A.a_5F.b:c')
    """
    tail = iri.removeprefix(ids.ID)
    return "".join(c if PLAIN.fullmatch(c) else ":" if c == "/" else f"_{ord(c):X}." for c in tail)


def words(value: Value) -> str:
    """A value as text; a float with all its digits."""
    return repr(value) if isinstance(value, float) else str(value)


def head(subject: Subject) -> Iterator[tuple[str, str]]:
    """What the file says of itself, by name."""
    for key, value in subject.about.text(subject.lang):
        if value:
            yield key, value
