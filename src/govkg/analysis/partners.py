"""Who works with whom: pairs of bodies that a report names on one initiative, each initiative with the words of both.

A reporting body is no partner unless it is asked for: the report names it for whatever it tells. Recipients are no partners,
and what is only planned is counted by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govkg.analysis.gather import answered, gather
from govkg.analysis.model import Picture, Tie
from govkg.analysis.reader import Reader
from govkg.store import View

if TYPE_CHECKING:
    import networkx as nx

QUESTION = "unit-network"


@dataclass(frozen=True, slots=True)
class Shared:
    """An initiative that two bodies share, with the participation of each as one report states it."""

    initiative: str
    one: Tie
    other: Tie
    planned: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies and what they share, what is stated before what is planned."""

    one: str
    other: str
    shared: tuple[Shared, ...]

    @property
    def weight(self) -> int:
        """How many initiatives they share that are not only planned."""
        return len({s.initiative for s in self.shared if not s.planned})

    @property
    def planned(self) -> int:
        """How many they share that are only planned."""
        return len({s.initiative for s in self.shared if s.planned})


@dataclass(frozen=True)
class Partners:
    """The pairs, those that share most first, with the picture that names everything."""

    picture: Picture
    pairs: tuple[Pair, ...]

    @property
    def graph(self) -> nx.Graph[str]:
        """Bodies by IRI; an edge's ``weight`` counts the initiatives that two share, planned ones left out."""
        return _graph((p.one, p.other, p.weight) for p in self.pairs)


def tied(store: View, reporting: bool = False) -> nx.Graph[str]:
    """The graph of ``Partners`` by itself, without the words.

    >>> import govkg
    >>> len(tied(govkg.open().store)), len(tied(govkg.open().store, reporting=True))
    (3, 4)
    """
    rows = answered(store, QUESTION, basis="all" if reporting else "")
    stated = (r for r in rows if not r["planned"])
    return _graph((str(r["organisationId"]), str(r["otherId"]), int(str(r["together"]))) for r in stated)


def _graph(edges: Iterable[tuple[str, str, int]]) -> nx.Graph[str]:
    import networkx as nx

    made: nx.Graph[str] = nx.Graph()
    for one, other, weight in sorted(edges):
        if weight:
            made.add_edge(one, other, weight=weight)
    return made


def partners(store: View, of: str = "", reporting: bool = False) -> Partners:
    """The pairs of bodies; with ``of`` (an IRI) those of one body, with ``reporting`` reporting bodies too.

    >>> import govkg
    >>> found = partners(govkg.open().store)
    >>> [(p.weight, found.picture.things[p.one].label, found.picture.things[p.other].label) for p in found.pairs][0]
    (1, '交通运输厅', '省公安厅')
    """
    rows = answered(store, QUESTION, member=of, basis="all" if reporting else "")
    read = Reader(store)
    gather(read, {str(r[c]) for r in rows for c in ("statement", "statement2")})
    shared: dict[tuple[str, str], dict[tuple[str, str, str], Shared]] = {}
    for r in rows:
        ties = {
            str(r["organisationId"]): read.tie(str(r["statement2"])),
            str(r["otherId"]): read.tie(str(r["statement"])),
        }
        one, other = sorted(ties)
        told = Shared(str(r["initiativeId"]), ties[one], ties[other], bool(r["planned"]))
        shared.setdefault((one, other), {})[told.initiative, told.one.iri, told.other.iri] = told
    pairs = [
        Pair(a, b, tuple(sorted(found.values(), key=lambda s: (s.planned, s.initiative, s.one.iri, s.other.iri))))
        for (a, b), found in shared.items()
    ]
    every = [t for p in pairs for s in p.shared for t in (s.one, s.other)]
    picture = read.picture([of] if of else (), (), every, of)
    return Partners(picture, tuple(sorted(pairs, key=lambda p: (-p.weight, -p.planned, p.one, p.other))))


__all__ = ["Pair", "Partners", "Shared", "partners", "tied"]
