"""A part of a graph in memory, of which the same query is asked: the ground, some statements, and what follows from these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from govkg import disarm, store
from govkg.query import PREFIXES
from govkg.store import View
from govkg.why.asked import Asked, Key
from govkg.why.units import Fact, Ground, Unit, concluded, part

DEFAULT = ox.DefaultGraph()
BULK = 5_000  # quads that are written at once


class Trial:
    """The ground (``base``) with whatever statements are chosen; ``choose`` goes from one choice to the next by what differs."""

    def __init__(self, ground: Ground, asked: Asked, text: str, base: Iterable[ox.Quad]) -> None:
        self.ground, self.asked, self.text = ground, asked, text
        self.store = ox.Store()
        self.units: set[Unit] = set()
        self._count: Counter[ox.Quad] = Counter()
        self._made: set[ox.Quad] = set()
        self._placed: dict[Unit, tuple[ox.Quad, ...]] = {}
        self._around: dict[ox.NamedNode, tuple[ox.Quad, ...]] = {}
        self._known: dict[Fact, tuple[ox.Quad, ...]] = {}
        self.store.bulk_extend(q for quad in base for q in self._places(quad))

    def _places(self, quad: ox.Quad) -> Iterator[ox.Quad]:
        """A quad as it stands here: its triple in the default graph, itself where the query asks for graphs."""
        if quad.graph_name != store.BEFORE:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, DEFAULT)
        if self.asked.in_graphs:
            yield quad

    def holds(self, key: Key, units: Iterable[Unit]) -> bool:
        """Whether the query gives a row when these statements are there and no others."""
        self.choose(units)
        return any(found == key for found in keys(self.store, self.asked, self.text))

    def choose(self, units: Iterable[Unit]) -> None:
        """Has these statements and no others."""
        wanted = set(units)
        gone = [q for u in sorted(self.units - wanted) for q in self._quads(u)]
        fresh = [q for u in sorted(wanted - self.units) for q in self._quads(u)]
        self.units = wanted
        self._remove(gone)
        self._add(fresh)
        made = self._concluded()
        self._remove(self._made - made)
        self._add(made - self._made)
        self._made = made

    def _quads(self, unit: Unit) -> tuple[ox.Quad, ...]:
        if unit not in self._placed:
            seen = self.asked.seen
            own = (q for q in self.ground.quads(unit) if seen is None or q.predicate in seen)
            self._placed[unit] = tuple(placed for q in own for placed in self._places(q))
        return self._placed[unit]

    def _add(self, quads: Iterable[ox.Quad]) -> None:
        fresh = []
        for q in quads:
            self._count[q] += 1
            if self._count[q] == 1:
                fresh.append(q)
        if len(fresh) > BULK:
            self.store.bulk_extend(fresh)
        else:
            self.store.extend(fresh)

    def _remove(self, quads: Iterable[ox.Quad]) -> None:
        for q in quads:
            self._count[q] -= 1
            if not self._count[q]:
                del self._count[q]
                self.store.remove(q)

    def _concluded(self) -> set[ox.Quad]:
        """What follows here, as far as the whole graph has it too."""
        raw: set[ox.Quad] = set()
        nodes = {u.node for u in self.units}
        for node in nodes:
            for deduced in self.ground.leading(node):
                if deduced.needs <= nodes:
                    raw.update(deduced.quads)
        if self.asked.concludes:
            for text in self.asked.rules.texts:
                made = self.store.query(disarm.disarmed(text))
                assert isinstance(made, ox.QueryTriples)
                raw.update(q for t in made for q in self._as_known((t.subject, t.predicate, t.object)))
        if self.asked.reasoned:
            raw.update(q for t in self._closed(raw) for q in self._as_known((t.subject, t.predicate, t.object)))
        seen = self.asked.seen
        return {placed for q in raw if seen is None or q.predicate in seen for placed in self._places(q)}

    def _closed(self, shortcuts: Iterable[ox.Quad]) -> list[ox.Triple]:
        """What the ontology concludes from what is here, and from what the vocabulary says of what is named here."""
        from govkg.reason import closure

        said = [q for u in sorted(self.units) for q in self.ground.quads(u)]
        named = {q.object for q in said if isinstance(q.object, ox.NamedNode)}
        for node in sorted(named, key=str):
            if node not in self._around:
                found = self.ground.store.quads_for_pattern(node, None, None, None)
                self._around[node] = tuple(
                    q for q in found if part(q) == "ground" and isinstance(q.graph_name, ox.NamedNode)
                )
            said += self._around[node]
        return [q.triple for q in closure.materialise(closure.sources([*said, *shortcuts]).items())]

    def _as_known(self, fact: Fact) -> tuple[ox.Quad, ...]:
        if fact not in self._known:
            s, p, o = fact
            assert isinstance(s, ox.NamedNode | ox.BlankNode) and isinstance(p, ox.NamedNode)
            found = self.ground.store.quads_for_pattern(s, p, o, None)
            self._known[fact] = tuple(q for q in found if concluded(q.graph_name))
        return self._known[fact]


def keys(graph: View, asked: Asked, text: str) -> Iterator[Key]:
    """The rows of a text over a store, as keys."""
    found = graph.query(disarm.disarmed(text), prefixes=PREFIXES)
    if isinstance(found, ox.QueryBoolean):
        yield (repr(bool(found)),)
    elif isinstance(found, ox.QueryTriples):
        yield from (asked.key((t.subject, t.predicate, t.object)) for t in found)
    else:
        yield from map(asked.key, found)
