"""Which statement of the better text is which of the worse one: by its words and their place, never by its value.

A pair is made in rounds, the surest first: the same words in their very place, the same words but for blanks and marks, other words in
the same place between the same neighbours. Two that fit alike are no pair: nobody knows which it is. Ties follow what they tie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from govkg.anchors import REFERENCES
from govkg.facts import exact
from govkg.repair.aligned import Alignment, plain
from govkg.statements import ENDS, Entity, Observation, Statement

STATES = ("same", "moved", "changed", "new", "lost", "unsure")
LOOSE = ("ignored", "finding")  # the account of the reading: nobody cites it
TIES = ("attribution", "participation", "mandate", "composition")
APART = ("id", "natural", "evidence", "rule", "status")  # told in other ways, or no reading of words
HALF = 0.5
NUMBERS = ("value", "low", "high")  # compared and told as numbers: 123000.0 is 123000
NEAR = 10  # characters before and after that have to be there still
Change = tuple[str, str, str]  # field, then, now


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement in the worse text and in the better one; ``old`` or ``new`` is None where there is none."""

    state: str
    old: Statement | None
    new: Statement | None
    changes: tuple[Change, ...] = ()


def pairs(old: Sequence[Statement], new: Sequence[Statement], beside: Alignment) -> list[Pair]:
    """Every statement of both once, in the order of the better text; what is lost stands where it was in the worse one."""
    matching = _Matching(beside)
    of_old, of_new = _by_type(old), _by_type(new)
    for type_ in ("entity", "observation", "milestone", "recognition", "shortcoming", *TIES):
        matching.match(type_, of_old[type_], of_new[type_])
    found = [_pair(matching, s) for s in new if s.type not in LOOSE]
    taken = {id(o) for o in matching.old.values()}
    for s in old:
        if s.type not in LOOSE and id(s) not in taken:
            found.append(Pair("unsure" if s.id in matching.unsure else "lost", s, None))
    return sorted(found, key=lambda p: (_place(p, beside), p.state))


class _Matching:
    """The pairs so far: ids of the one and of the other text, and keys of things."""

    def __init__(self, beside: Alignment) -> None:
        self.beside = beside
        self.old: dict[str, Statement] = {}  # id of the new one → the old one
        self.ids: dict[str, str] = {}  # id of the old one → id of the new one
        self.keys: dict[str, str] = {}  # key of a thing in the old text → in the new one
        self.unsure: set[str] = set()

    def match(self, type_: str, old: Sequence[Statement], new: Sequence[Statement]) -> None:
        rounds: list[Callable[[Statement, Statement], bool]]
        if type_ == "entity":
            self._equal(old, new, lambda s: s.key, lambda s: s.key)
            rounds = [self._renamed]
        elif type_ in TIES:
            self._equal(old, new, lambda s: (*self._ends(s), self._spot(s)), lambda s: (*_own(s), _start(s)))
            self._equal(old, new, self._ends, _own)
            rounds = []
        else:
            rounds = [self._exact, self._worded, self._replaced, self._otherwise]
        for fits in rounds:
            self._round(old, new, fits)

    def _equal(self, old: Sequence[Statement], new: Sequence[Statement], left: Callable[[Any], Hashable],
               right: Callable[[Any], Hashable]) -> None:  # fmt: skip
        """Pairs those with the same key, where one of each has it."""
        there: dict[Hashable, list[Statement]] = defaultdict(list)
        for s in new:
            if s.id not in self.old:
                there[right(s)].append(s)
        here: dict[Hashable, list[Statement]] = defaultdict(list)
        for s in old:
            if s.id not in self.ids:
                here[left(s)].append(s)
        for key, one in here.items():
            if len(one) == 1 and len(there.get(key, ())) == 1:
                self._take(one[0], there[key][0])

    def _round(
        self, old: Sequence[Statement], new: Sequence[Statement], fits: Callable[[Statement, Statement], bool]
    ) -> None:
        """Pairs what fits in this round, where it fits one alone; what fits several alike is unsure."""
        free = sorted((s for s in new if s.id not in self.old), key=_start)
        left = [s for s in old if s.id not in self.ids]
        mine = {s.id: [n for n in self._near(s, free) if fits(s, n)] for s in left}
        theirs: dict[str, int] = defaultdict(int)
        for found in mine.values():
            for n in found:
                theirs[n.id] += 1
        for s in left:
            found = mine[s.id]
            if len(found) == 1 and theirs[found[0].id] == 1:
                self._take(s, found[0])
                self.unsure.discard(s.id)
            elif found:
                self.unsure.add(s.id)

    def _near(self, s: Statement, free: Sequence[Statement]) -> Iterable[Statement]:
        """The statements that touch the place of this one."""
        at = self.beside.place(s.evidence.start, s.evidence.end)
        if at is None:
            return ()
        return [n for n in free if n.evidence.start < max(at[1], at[0] + 1) and n.evidence.end > at[0]]

    def _take(self, old: Statement, new: Statement) -> None:
        self.old[new.id], self.ids[old.id] = old, new.id
        if isinstance(old, Entity) and isinstance(new, Entity):
            self.keys[old.key] = new.key

    def _exact(self, old: Statement, new: Statement) -> bool:
        return self._over(old, new) == 1 and old.evidence.exact == new.evidence.exact and self._slot(old) == _slot(new)

    def _worded(self, old: Statement, new: Statement) -> bool:
        same = plain(old.evidence.exact) == plain(new.evidence.exact)
        return same and self._over(old, new) >= HALF and self._slot(old) == _slot(new)

    def _replaced(self, old: Statement, new: Statement) -> bool:
        """Other words in the same place: between neighbours that are there still, and saying the same kind of thing."""
        return self._over(old, new) >= HALF and self._slot(old) == _slot(new) and self._between(old)

    def _otherwise(self, old: Statement, new: Statement) -> bool:
        """The same words that are read to say something else of the same thing."""
        if isinstance(old, Observation) or plain(old.evidence.exact) != plain(new.evidence.exact):
            return False
        return self._over(old, new) >= HALF and bool({*self._slot(old)[1:]} & {*_slot(new)[1:]})

    def _renamed(self, old: Statement, new: Statement) -> bool:
        """A thing whose name the worse copy had damaged: of one kind, in one place, some of its name the same."""
        if not isinstance(old, Entity) or not isinstance(new, Entity) or old.kind != new.kind:
            return False
        e = old.evidence
        return self._over(old, new) >= HALF and self.beside.share(e.start, e.end) >= HALF and self._between(old)

    def _over(self, old: Statement, new: Statement) -> float:
        """How far the place of the one covers that of the other: 1 for the very same."""
        at = self.beside.place(old.evidence.start, old.evidence.end)
        if at is None:
            return 0.0
        both = min(at[1], new.evidence.end) - max(at[0], new.evidence.start)
        whole = max(at[1], new.evidence.end) - min(at[0], new.evidence.start)
        return max(0, both) / whole if whole else 0.0

    def _between(self, old: Statement) -> bool:
        """Whether the words before it and behind it stand in the better text, more than half of them on either side."""
        e, text = old.evidence, self.beside.old
        before, after = (max(0, e.start - NEAR), e.start), (e.end, min(len(text), e.end + NEAR))
        return all(b <= a or self.beside.share(a, b) > HALF for a, b in (before, after))

    def _slot(self, s: Statement) -> tuple[str, ...]:
        """What a statement says beside its words, in the names and ids of the better text."""
        return tuple(self.keys.get(v, v) for v in _slot(s))

    def _ends(self, s: Statement) -> tuple[str, ...]:
        return tuple(self.ids.get(v, v) if n in REFERENCES else self.keys.get(v, v) for n, v in _ends(s))

    def _spot(self, s: Statement) -> int:
        at = self.beside.place(s.evidence.start, s.evidence.end)
        return at[0] if at else -1


def _pair(matching: _Matching, new: Statement) -> Pair:
    old = matching.old.get(new.id)
    if old is None:
        return Pair("new", None, new)
    changes = tuple(_changes(matching, old, new))
    moved = (old.evidence.start, old.evidence.end) != (new.evidence.start, new.evidence.end)
    return Pair("changed" if changes else "moved" if moved else "same", old, new, changes)


def _changes(matching: _Matching, old: Statement, new: Statement) -> Iterable[Change]:
    """The fields that say something else; names of things and ids as the better text has them."""
    # The quote of a tie is the sentence around it, that of a thing where it is named first: neither is what it says.
    if old.type not in (*TIES, "entity") and plain(old.evidence.exact) != plain(new.evidence.exact):
        yield "exact", old.evidence.exact, new.evidence.exact
    for name in (f.name for f in fields(old) if f.name not in APART):
        then, now = getattr(old, name), getattr(new, name)
        if isinstance(then, str):
            then = matching.ids.get(then, matching.keys.get(then, then)) if then != now else then
        if isinstance(then, tuple):
            then, now = "、".join(sorted(then)), "、".join(sorted(now))
        if name in NUMBERS:
            then, now = (exact(v) if v else "" for v in (then, now))
        if then != now:
            yield name, str(then), str(now)


def _by_type(found: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    made: dict[str, list[Statement]] = defaultdict(list)
    for s in found:
        made[s.type].append(s)
    return made


def _slot(s: Statement) -> tuple[str, ...]:
    """The parts of a statement's slot: event and thing, award and thing, the turn of a figure."""
    if s.type == "milestone":
        return (s.type, getattr(s, "event", ""), getattr(s, "entity", ""))
    if s.type == "recognition":
        return (s.type, getattr(s, "award", ""), getattr(s, "about", ""))
    return (s.type, str(getattr(s, "index", "")))


def _ends(s: Statement) -> list[tuple[str, str]]:
    names = [*ENDS[s.type], *(n for n in ("outcome", "role") if hasattr(s, n))]
    return [(name, getattr(s, name)) for name in names]


def _own(s: Statement) -> tuple[str, ...]:
    return tuple(v for _, v in _ends(s))


def _start(s: Statement) -> int:
    return s.evidence.start


def _place(p: Pair, beside: Alignment) -> int:
    if p.new is not None:
        return p.new.evidence.start
    assert p.old is not None
    at = beside.place(p.old.evidence.start, p.old.evidence.end)
    return at[0] if at else p.old.evidence.start
