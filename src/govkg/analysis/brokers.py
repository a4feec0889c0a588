"""Bodies that stand between others: pairs of bodies that each share an initiative with it and none with each other.

Beside that count stands betweenness, of all shortest paths between two bodies the part that leads through it: exact up to
``EXACT`` bodies, above that estimated from ``SAMPLE`` of them, drawn with a fixed seed, and then said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govkg.analysis.gather import answered, gather
from govkg.analysis.model import Picture, Tie
from govkg.analysis.partners import tied
from govkg.analysis.reader import Reader
from govkg.store import View

QUESTION = "brokers"
EXACT, SAMPLE = 2000, 400


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two bodies that are connected through a third: the participation of each, and of the third in the same two initiatives."""

    one: Tie
    other: Tie
    own: tuple[Tie, Tie]


@dataclass(frozen=True, slots=True)
class Broker:
    """A body with the pairs that it stands between, ``pairs`` of them, and its betweenness from 0 to 1."""

    iri: str
    bridges: tuple[Bridge, ...]
    pairs: int
    betweenness: float
    partners: int


@dataclass(frozen=True)
class Brokers:
    """The bodies between most pairs first; ``sampled``: betweenness is estimated."""

    picture: Picture
    found: tuple[Broker, ...]
    bodies: int
    sampled: bool


def brokers(store: View, of: str = "", reporting: bool = False) -> Brokers:
    """The bodies that stand between others; with ``of`` (an IRI) that one, with ``reporting`` reporting bodies too.

    >>> import govkg
    >>> found = brokers(govkg.open().store)
    >>> len(found.found), found.bodies, found.sampled  # three bodies, each named with each other
    (0, 3, False)
    """
    import networkx as nx

    basis = "all" if reporting else ""
    rows = answered(store, QUESTION, body=of, basis=basis)
    graph = tied(store, reporting)
    sampled = len(graph) > EXACT
    between = nx.betweenness_centrality(graph, k=SAMPLE if sampled else None, seed=1)
    read = Reader(store)
    gather(read, {str(r[c]) for r in rows for c in ("statement", "statement2")})
    own = _own(read, {str(r["brokerId"]) for r in rows})
    bridges: dict[str, dict[tuple[str, str], Bridge]] = {}
    pairs: dict[str, set[tuple[str, str]]] = {}
    for r in rows:
        broker, one, other = (str(r[c]) for c in ("brokerId", "oneId", "otherId"))
        said = str(r["statement"]), str(r["statement2"])
        pairs.setdefault(broker, set()).add((one, other))
        bridges.setdefault(broker, {}).setdefault(said, _bridge(read, broker, said, own))
    found = [
        Broker(
            b,
            tuple(bridges[b].values()),
            len(pairs[b]),
            float(between.get(b, 0.0)),
            graph.degree(b) if b in graph else 0,
        )
        for b in bridges
    ]
    ties = {t for b in found for x in b.bridges for t in (x.one, x.other, *x.own)}
    picture = read.picture({of, *bridges} - {""}, (), ties, of)
    order = sorted(found, key=lambda b: (-b.pairs, -b.betweenness, b.iri))
    return Brokers(picture, tuple(order), len(graph), sampled)


def _own(read: Reader, bodies: Iterable[str]) -> dict[tuple[str, str, str], Tie]:
    """What these bodies take part in: body, initiative, report; recipients left out, what is named before what is not."""
    said = read.subjects("participations", organisation=bodies)
    gather(read, said)
    ties = (t for t in map(read.tie, said) if t.role != "recipient")
    found: dict[tuple[str, str, str], Tie] = {}
    for t in sorted(ties, key=lambda t: (t.basis != "named", t.iri)):
        found.setdefault((t.source, t.target, read.one(t.iri, "source")), t)
    return found


def _bridge(read: Reader, broker: str, said: tuple[str, str], own: Mapping[tuple[str, str, str], Tie]) -> Bridge:
    one, other = map(read.tie, said)
    first, second = (own[broker, t.target, read.one(t.iri, "source")] for t in (one, other))
    return Bridge(one, other, (first, second))


__all__ = ["Bridge", "Broker", "Brokers", "brokers"]
