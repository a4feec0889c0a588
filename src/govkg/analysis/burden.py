"""How far burdens fell: the change, the level and the base that a report states of one burden of one thing, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from govkg.analysis import named
from govkg.analysis.comparable import NO, verdict
from govkg.analysis.metric import Measure, measured
from govkg.analysis.model import Picture
from govkg.analysis.reader import Reader
from govkg.store import View

BURDENS = ("time", "materials", "steps", "trips")


@dataclass(frozen=True, slots=True)
class Fall:
    """One burden of one thing in one period. At least one of change and level is there; ``base`` is stated, or worked out."""

    burden: str  # time materials steps trips
    change: Measure | None
    level: Measure | None
    base: Measure | None
    taken: bool = False  # the level is how much was taken away, not how much is left

    @property
    def said(self) -> Measure:
        """The measure that names the row: the change, or the level where no change is stated."""
        found = self.change or self.level
        assert found is not None
        return found

    @property
    def fall(self) -> Decimal:
        """By how many per cent it fell, as stated; 0 where no relative fall is stated."""
        c = self.change
        if c is None or c.outcome.change != "relative" or c.outcome.unit not in ("%", "％"):
            return Decimal(0)
        least, most = c.interval
        return -(c.point or most or least or Decimal(0))


@dataclass(frozen=True)
class Burdens:
    """Falls by thing, the deepest first, with the picture that holds their words."""

    picture: Picture
    groups: tuple[tuple[str, str, tuple[Fall, ...]], ...]  # place, thing, its falls


def burden(store: View, of: str = "", place: str = "") -> Burdens:
    """The burdens of every thing, or of one; raises as ``named.one`` does for an unknown name or one that several have.

    >>> import govkg
    >>> found = burden(govkg.open().store, of="一事联办")
    >>> [(f.burden, str(f.fall)) for _, _, falls in found.groups for f in falls]
    [('trips', '80.15'), ('steps', '75.17'), ('time', '60.9'), ('materials', '39.16')]
    """
    read = Reader(store)
    bound = {}
    if of:
        bound["thing"] = [named.one(store, of)]
    if place:
        bound["place"] = [named.one(store, place, ("Place",))]
    kinds = {str(r["s"]): str(r["burden"]) for r in read.rows("burdens", **bound)}
    picture, found = measured(read, kinds)
    by: dict[tuple[str, str], list[Measure]] = {}
    for m in found:
        if m.outcome.kind != "Target":
            by.setdefault((m.place, m.outcome.about), []).append(m)
    more = {i for i in kinds if read.code(read.one(i, "metric"), "polarity") == "higherIsBetter"}
    made = [(p, t, _falls(ms, kinds, more)) for (p, t), ms in by.items()]
    made = [g for g in made if g[2]]
    return Burdens(picture, tuple(sorted(made, key=lambda g: (-max(f.fall for f in g[2]), _sound(picture, g)))))


def _sound(picture: Picture, group: tuple[str, str, tuple[Fall, ...]]) -> tuple[str, ...]:
    things = [picture.things.get(i) for i in group[:2]]
    return (*(t.pinyin if t else "" for t in things), *group[:2])


def _falls(measures: list[Measure], kinds: dict[str, str], more: set[str]) -> tuple[Fall, ...]:
    """Each change with the level beside it and the base of that; then the levels that stand alone."""
    results = [m for m in measures if m.outcome.kind == "Result"]
    bases = [m for m in measures if m.derived or m.outcome.kind == "Baseline"]
    changes = [m for m in results if m.outcome.figure == "change"]
    levels = [m for m in results if m.outcome.figure == "level"]
    made: list[Fall] = []
    for change in changes:
        beside = next((m for m in levels if _same(m, change)), None)
        if beside:
            levels.remove(beside)
        made.append(Fall(kinds[change.outcome.iri], change, beside, _base(beside, change, bases)))
    for m in levels:
        taken = m.outcome.iri in more  # of materials spared or certificates abolished, more is better
        made.append(Fall(kinds[m.outcome.iri], None, m, None if taken else _base(m, None, bases), taken))
    return tuple(
        sorted(made, key=lambda f: (-f.fall, BURDENS.index(f.burden), f.said.outcome.start, f.said.outcome.iri))
    )


def _same(one: Measure, other: Measure) -> bool:
    a, b = one.outcome, other.outcome
    return (a.metric or a.words, a.scope, a.start, a.end) == (b.metric or b.words, b.scope, b.start, b.end)


def _base(level: Measure | None, change: Measure | None, bases: list[Measure]) -> Measure | None:
    """What a level fell from: the base worked out of exactly these two, else one that the report states and that may be compared."""
    if level is None:
        return None
    pair = {level.outcome.iri, change.outcome.iri} if change else set()
    for b in bases:
        if b.derived and pair and pair == set(b.sources):
            return b
    for b in bases:
        judged = verdict(b.outcome, level.outcome)
        same = judged.standing != NO and "converted" not in judged.told
        if not b.derived and same and b.outcome.start <= level.outcome.start:
            return b
    return None
