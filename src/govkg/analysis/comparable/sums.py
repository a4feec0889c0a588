"""May figures be added? A part is never added to its whole, nor a share to a share, nor what overlaps; a sum of bounds is a bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from govkg.analysis.comparable import keys
from govkg.analysis.comparable.judge import converted, label
from govkg.analysis.comparable.qualifiers import qualifiers, within
from govkg.analysis.comparable.units import additive, factor, unit
from govkg.analysis.model import Both, Outcome

ABOVE, BELOW, ABOUT, EXACT = "above", "below", "about", "exact"
REFUSED = ("few", "rejected", "metric", "role", "unit", "figure", "notAdditive", "flow", "prices", "redefined", "scope", "part",
           "period", "overlap", "running", "mixed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """``value`` with its ``bound`` and ``unit`` (that of the first figure), or the ``reasons`` why there is none.

    A sum with a range in it has ``low`` and ``high`` and no value.
    """

    value: Decimal | None = None
    bound: str = EXACT
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    reasons: tuple[str, ...] = ()

    @property
    def why(self) -> tuple[Both, ...]:
        """The reasons in words, zh and en."""
        return tuple(label(code) for code in self.reasons)


def sum_of(figures: Sequence[Outcome]) -> Sum:
    """The sum of figures, or why they may not be added.

    >>> from dataclasses import replace
    >>> a = Outcome(iri="a", kind="Result", passage="", rule="", words="办件量", value="190000", unit="件", bound="above", area="420100", start="2021", end="2021")
    >>> b = replace(a, iri="b", value="120000", bound="exact", area="420200")
    >>> (made := sum_of([a, b])).value, made.bound
    (Decimal('310000'), 'above')
    >>> sum_of([a, replace(b, area="420100", subset_of="a")]).reasons
    ('part', 'overlap')
    """
    refused = {"few"} if len(figures) < 2 else set()
    for o in figures:
        if o.status == "rejected":
            refused.add("rejected")
        if o.figure != "level":
            refused.add("figure")
        if o.flow == "average" or not additive(o.unit):
            refused.add("notAdditive")
        if qualifiers(o).changed:
            refused.add("redefined")
    for a, b in combinations(figures, 2):
        refused |= _together(a, b)
    bounds = {o.bound or EXACT for o in figures} - {EXACT}
    if len(bounds) > 1:
        refused.add("mixed")
    if refused:
        return Sum(reasons=tuple(c for c in REFUSED if c in refused))
    counted = [
        converted(o, None if unit(o.unit) == unit(figures[0].unit) else factor(o.unit, figures[0].unit))
        for o in figures
    ]
    bound = next(iter(bounds), EXACT)
    if any(o.low or o.high for o in counted):
        ends = [keys.interval(o) for o in counted]
        least, most = [e[0] for e in ends], [e[1] for e in ends]
        low = sum((v for v in least if v is not None), Decimal(0)) if None not in least else None
        high = sum((v for v in most if v is not None), Decimal(0)) if None not in most else None
        return Sum(None, bound, figures[0].unit, low, high)
    values = [keys.number(o.value) for o in counted]
    if any(v is None for v in values):
        return Sum(reasons=("unit",))
    return Sum(sum((v for v in values if v is not None), Decimal(0)), bound, figures[0].unit)


def _together(a: Outcome, b: Outcome) -> set[str]:
    """What keeps two figures from being added."""
    refused = set()
    if (a.metric or a.words) != (b.metric or b.words):
        refused.add("metric")
    if a.kind != b.kind:
        refused.add("role")
    if unit(a.unit) != unit(b.unit) and factor(a.unit, b.unit) is None:
        refused.add("unit")
    if a.flow != b.flow:
        refused.add("flow")
    one, other = qualifiers(a), qualifiers(b)
    if one.prices != other.prices:
        refused.add("prices")
    if one.matter != other.matter or one.extent != other.extent:
        refused.add("scope")
    if bool(a.subset_of) != bool(b.subset_of) or a.iri == b.subset_of or b.iri == a.subset_of:
        refused.add("part")
    if within(a.area, b.area) or within(b.area, a.area):
        refused.add("part")
    if a.about == b.about and a.area == b.area:
        if _meet(a, b):
            refused.add("overlap")
        elif {a.flow, b.flow} & {"cumulative", "pointInTime"}:
            refused.add("running")
    elif (a.start, a.end) != (b.start, b.end):  # 2021 of one place and 2022 of another: a sum of no period
        refused.add("period")
    return refused


def _meet(a: Outcome, b: Outcome) -> bool:
    """Whether two periods share time; unstated ones may."""
    if not (a.start and a.end and b.start and b.end):
        return True
    return not (_last(a.end) < _first(b.start) or _last(b.end) < _first(a.start))


def _first(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def _last(date: str) -> str:
    return date + "-12-31" if len(date) == 4 else date + "-31" if len(date) == 7 else date


__all__ = ["Sum", "sum_of"]
