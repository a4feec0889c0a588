"""The smallest sets of statements that give a row: found among its candidates, cut down until none can be spared.

Every set was tried: with the ground and the set alone the query gives the row, without any one of its statements it does not.
Further sets are those that are left when a statement of a known one is missing (Reiter's tree of hitting sets).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from govkg import disarm
from govkg.errors import CallerError
from govkg.query import PREFIXES
from govkg.store import BEFORE, View
from govkg.why.asked import Asked, Key, Solution
from govkg.why.lineage import Candidates, Lineage
from govkg.why.trial import Trial
from govkg.why.trial import keys as keys_of
from govkg.why.units import Ground, Term, Unit

SECONDS = 5.0  # for one row
MOST = 200  # sets of one row
BRANCHED = 12  # statements in a set whose alternatives are looked for one by one
WHOLE = 400_000  # quads of a graph of which a second one is held to try what is left
WIDEST = 3_000  # statements of a graph that are tried when the pattern does not lead to the row


@dataclass
class Sets:
    """What was found for a row. ``bare``: it needs no statement, reports and vocabulary give it."""

    sets: list[frozenset[Unit]] = field(default_factory=list)
    loose: set[frozenset[Unit]] = field(default_factory=set)  # sets from which perhaps something could be spared
    all: bool = True  # whether every set was found
    gone: bool | None = None  # whether the row is gone or another without all of them; None where that was not tried

    @property
    def bare(self) -> bool:
        """Whether a set without statements gives the row."""
        return any(not s for s in self.sets)


class LateError(Exception):
    """The time for a row is up."""


class Search:
    """Sets for the rows of one query over one store."""

    def __init__(self, store: View, asked: Asked, *, seconds: float = SECONDS, beside: View | None = None,
                 clock: Callable[[], float] = time.monotonic) -> None:  # fmt: skip
        self.asked, self.seconds, self.clock = asked, seconds, clock
        self.ground = Ground(store)
        self.whole = beside or store
        self.lineage = Lineage(self.ground, asked, self.whole)
        self._trial: Trial | None = None
        self._rest: Trial | None = None
        self._base: list[ox.Quad] | None = None
        self._every: frozenset[Unit] | None = None
        self._until = 0.0

    @property
    def trial(self) -> Trial:
        """The graph on which sets are tried."""
        if self._trial is None:
            self._trial = self._fresh(self.asked.test)
        return self._trial

    def _fresh(self, text: str) -> Trial:
        if self._base is None:
            other = (
                self.whole.quads_for_pattern(None, None, None, BEFORE) if self.whole is not self.ground.store else ()
            )
            self._base = [*self.ground.ground(self.asked.seen), *other]
        return Trial(self.ground, self.asked, text, self._base)

    @property
    def rest(self) -> Trial | None:
        """The whole graph once more, to try what is left without some statements; None where it is too big for that."""
        if self._rest is None and len(self.ground.store) <= WHOLE:
            self._rest = self._fresh(self.asked.plain)
        return self._rest

    @property
    def every(self) -> frozenset[Unit]:
        """Every statement of the store."""
        if self._every is None:
            self._every = frozenset(self.ground.every())
        return self._every

    def find(self, row: Solution, columns: Sequence[str]) -> Sets:
        """The sets of a row of the query; raises CallerError ``why.row`` when the query does not give it."""
        self._until = self.clock() + self.seconds
        keys = self._keys(row, columns)
        found = Sets()
        try:
            for key in keys:
                self._of(key, found, self.lineage, row, columns)
                self._remove(key, found, row, columns)
        except LateError:
            found.all = False
        found.sets = _smallest(found.sets)
        return found

    def _keys(self, row: Solution, columns: Sequence[str]) -> list[Key]:
        """The row as the rows of a trial are compared: with the counts behind its totals, where it has such."""
        key = self.asked.key(row.get(c) for c in columns)
        if not self.asked.guards:
            return [key]
        if not self.asked.tree.distinct:
            return [(*key, *self.asked.key(row.get(c) for c in self.asked.guards))]
        return sorted(
            {k for k in keys_of(self.whole, self.asked, self.asked.counted) if k[: len(key)] == key}, key=repr
        )

    def _of(self, key: Key, found: Sets, lineage: Lineage, row: Solution, columns: Sequence[str],
            among: frozenset[Unit] | None = None) -> None:  # fmt: skip
        """Adds the sets of every way in which the row comes about."""
        before = len(found.sets)
        seen: set[frozenset[Unit]] = set()
        whole = Candidates()
        for way in lineage.of(row, columns):
            if among is not None:
                way = Candidates(way.all & among, way.chosen & among)
            whole.all |= way.all
            if frozenset(way.all) not in seen:
                seen.add(frozenset(way.all))
                self._way(key, way, found)
            if found.bare:
                return
            if len(found.sets) >= MOST:
                found.all = False
                return
        if len(found.sets) == before:
            self._widen(key, whole, found, among)

    def _widen(self, key: Key, whole: Candidates, found: Sets, among: frozenset[Unit] | None) -> None:
        """What the pattern does not lead to: all candidates together, then every statement of a small graph."""
        wider = [set(whole.all)]
        if len(self.every) <= WIDEST:
            wider.append(set(self.every if among is None else among))
        for units in wider:
            if self._way(key, Candidates(units, set(units)), found):
                return
        found.all = False

    def _way(self, key: Key, way: Candidates, found: Sets) -> bool:
        """Adds the sets among the candidates of one way; whether there is one."""
        if not self._holds(key, way.chosen):
            if way.all == way.chosen or not self._holds(key, way.all):
                return False
            way.chosen = set(way.all)
        first = self._cut(key, way.chosen, way, found)
        if len(first) > BRANCHED:
            left = way.all - first
            if left and self._holds(key, left):
                self._cut(key, left, way, found)
            return True
        waiting, tried = deque([(first, frozenset[Unit]())]), {frozenset[Unit]()}
        needed: list[frozenset[Unit]] = []  # without these, and so without more, there is no set
        while waiting:
            known, without = waiting.popleft()
            for unit in sorted(known):
                cut = without | {unit}
                if cut in tried or any(n <= cut for n in needed):
                    continue
                tried.add(cut)
                other = next((s for s in found.sets if not s & cut and s <= way.all), None)
                if other is None and len(found.sets) < MOST:
                    other = self._other(key, known - {unit}, unit, cut, way, found)
                if other is not None:
                    waiting.append((other, cut))
                else:
                    needed.append(cut)
        return True

    def _other(self, key: Key, rest: frozenset[Unit], spared: Unit, cut: frozenset[Unit], way: Candidates, found: Sets
               ) -> frozenset[Unit] | None:  # fmt: skip
        """A set without the statements of ``cut``: the same thing named elsewhere first, then any."""
        for same in sorted(u for u in way.all - cut - rest if u.node == spared.node):
            if self._holds(key, rest | {same}):
                return self._cut(key, rest | {same}, way, found)
        left = way.all - cut
        return self._cut(key, left, way, found) if self._holds(key, left) else None

    def _cut(self, key: Key, units: Iterable[Unit], way: Candidates, found: Sets) -> frozenset[Unit]:
        """A smallest set among statements that together give the row; adds it."""
        order = sorted(units, key=lambda u: (u in way.chosen, not u.named, u))
        left = list(order)
        try:
            smallest(left, lambda some: self._holds(key, some))
        except LateError:
            made = frozenset(left)
            found.sets.append(made)
            found.loose.add(made)
            raise
        made = frozenset(left)
        if made not in found.sets:
            found.sets.append(made)
        return made

    def _holds(self, key: Key, units: Iterable[Unit]) -> bool:
        if self.clock() > self._until:
            raise LateError
        return self.trial.holds(key, units)

    def _remove(self, key: Key, found: Sets, row: Solution, columns: Sequence[str]) -> None:
        """Takes all sets out of the whole graph; where the row is still there, looks for what gives it then."""
        if found.bare:
            return
        for _ in range(20):
            gone = frozenset().union(*found.sets)
            rest = None if self.asked.grows or self.asked.reasoned else self.rest
            if rest is None:
                candidates = frozenset(u for way in self.lineage.of(row, columns) for u in way.all)
                found.gone = not self._holds(key, candidates - gone)
                return
            found.gone = not rest.holds(key[: len(columns)], self.every - gone)
            if found.gone or self.clock() > self._until:
                return
            before = len(found.sets)
            left = Lineage(self.ground, self.asked, rest.store)
            self._of(key, found, left, row, columns, self.every - gone)
            if len(found.sets) == before:
                return


def smallest(units: list[Unit], holds: Callable[[Sequence[Unit]], bool]) -> None:
    """Takes out of the list, which holds, all that can be spared; first of the list first, in eighths, then one by one.

    >>> row = [Unit("g", c) for c in "abcdef"]
    >>> smallest(row, lambda some: {"b", "e"} <= {u.node for u in some})
    >>> [u.node for u in row]
    ['b', 'e']
    """
    size = max(1, len(units))
    while units:
        at, spared = 0, False
        while at < len(units):
            rest = units[:at] + units[at + size :]
            if holds(rest):
                units[:] = rest
                spared = True
            else:
                at += size
        if size == 1 and not spared:
            return
        size = max(1, size // 8) if spared or size == len(units) else 1


def _smallest(sets: Iterable[frozenset[Unit]]) -> list[frozenset[Unit]]:
    """Sets of which none holds another, in the order found."""
    every = list(dict.fromkeys(sets))
    return [s for s in every if not any(o < s for o in every)]


def rows(store: View, text: str) -> tuple[tuple[str, ...], list[Solution]]:
    """The columns of a query (variables with their mark) and its rows as terms; raises CallerError when it cannot be answered."""
    try:
        found = store.query(disarm.disarmed(text), prefixes=PREFIXES)
        if isinstance(found, ox.QueryBoolean):
            return ("answer",), [{"answer": ox.Literal(bool(found))}]
        if isinstance(found, ox.QueryTriples):
            names: tuple[str, ...] = ("subject", "predicate", "object")
            every: Iterable[Iterable[Term | None]] = ((t.subject, t.predicate, t.object) for t in found)
        else:
            names, every = tuple(f"?{v.value}" for v in found.variables), (tuple(r) for r in found)
        made = [{c: t for c, t in zip(names, row, strict=True) if t is not None} for row in every]
    except (RuntimeError, ValueError, OSError, SyntaxError) as e:
        raise CallerError("query.failed", f"the query cannot be answered: {e}", cure="correct the query") from e
    return names, made
