"""The one judge of two figures: may they be compared, what must a reader be told, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from govkg import ids, vocab
from govkg.analysis.comparable import keys
from govkg.analysis.comparable.qualifiers import level, qualifiers, within
from govkg.analysis.comparable.rounding import agree
from govkg.analysis.comparable.units import factor, unit
from govkg.analysis.model import DERIVED, Both, Outcome

COMPARABLE, CONDITIONS, NO = "comparable", "conditions", "no"
SCHEME, REASON = "comparability", "comparabilityReason"
# Why not, then what must be told, the weightiest first; each is a concept of the scheme comparabilityReason.
REFUSED = ("rejected", "metric", "unit", "figure", "change", "base", "flow", "ranking", "prices", "redefined", "scope", "part",
           "period")  # fmt: skip
TOLD = ("role", "derived", "converted", "subject", "name", "baseUnstated", "flowUnstated", "pricesUnstated", "placeLevel", "periodUnstated",
        "running", "rounding", "bounded", "undecided")  # fmt: skip
# A figure that states no flow may be one of these, never a running total and never a mean.
OPEN_FLOWS = ("inPeriod", "pointInTime")
STOCKS = ("pointInTime", "cumulative")  # only the day on which they were counted matters


@dataclass(frozen=True, slots=True)
class Verdict:
    """``standing``: comparable, conditions or no. ``reasons``: codes of what forbids it, else of what a reader must be told.

    ``times``: how many of the second figure's unit one of the first's is, where they were converted.
    """

    standing: str
    reasons: tuple[str, ...] = ()
    times: Fraction | None = None

    @property
    def iri(self) -> str:
        """The concept of the standing."""
        return ids.concept(SCHEME, self.standing)

    @property
    def why(self) -> tuple[Both, ...]:
        """The reasons in words, zh and en."""
        return tuple(label(code) for code in self.reasons)

    @property
    def refused(self) -> tuple[str, ...]:
        """What forbids comparing them."""
        return self.reasons if self.standing == NO else ()

    @property
    def told(self) -> tuple[str, ...]:
        """What a reader must be told of two that may be compared."""
        return self.reasons if self.standing == CONDITIONS else ()


def label(code: str) -> Both:
    """The words of a reason or a standing, zh and en.

    >>> label("unit"), label("conditions")
    (('单位不同', 'different units'), ('有条件可比', 'comparable on conditions'))
    """
    return _labels()[code]


@vocab.kept
def _labels() -> dict[str, Both]:
    return {r["id"]: (r["zh"], r["en"]) for r in vocab.table("concepts") if r["scheme"] in (SCHEME, REASON)}


def verdict(a: Outcome, b: Outcome) -> Verdict:
    """Whether two figures may be compared, as the graph has them; the same whichever comes first.

    What they are about, their places and their years may differ: that is what one compares. Everything else must agree.

    >>> one = Outcome(iri="a", kind="Result", passage="", rule="", words="办件量", value="5", unit="件",
    ...               flow="inPeriod", start="2021", end="2021")
    >>> verdict(one, one).standing
    'comparable'
    >>> from dataclasses import replace
    >>> verdict(one, replace(one, iri="b", flow="cumulative"))
    Verdict(standing='no', reasons=('flow',), times=None)
    >>> verdict(one, replace(one, iri="b", bound="above")).why
    (('界限未定，孰多孰少不能断定', 'the bounds leave open which is more'),)
    """
    refused, told, times = _against(a, b)
    if refused:
        return Verdict(NO, tuple(c for c in REFUSED if c in refused))
    told |= _tell(a, b, times)
    if told:
        return Verdict(CONDITIONS, tuple(c for c in TOLD if c in told), times)
    return Verdict(COMPARABLE)


def _against(a: Outcome, b: Outcome) -> tuple[set[str], set[str], Fraction | None]:
    """What forbids it, what must be told of that, and the conversion of units."""
    refused: set[str] = set()
    told: set[str] = set()
    if "rejected" in (a.status, b.status):
        refused.add("rejected")
    ranks = a.figure == b.figure == "rank"
    if not ranks:  # of two rankings each has its own name
        if (a.metric or a.words) != (b.metric or b.words):
            refused.add("metric")
        elif a.words != b.words:
            told.add("name")
    times: Fraction | None = None
    if unit(a.unit) != unit(b.unit):
        times = factor(a.unit, b.unit)
        if times is None or (ranks and times != 1):
            refused.add("unit")
        elif times != 1:
            told.add("converted")
    if a.figure != b.figure:
        refused.add("figure")  # of a level neither the kind nor the base of a change can be asked, nor the ranking
    elif a.figure == "change":
        if a.change != b.change:
            refused.add("change")
        one, other = (o.base or "unstated" for o in (a, b))
        if one != other:
            refused.add("base")
        elif one == "unstated":
            told.add("baseUnstated")
    elif ranks and a.words != b.words:
        refused.add("ranking")
    if a.flow != b.flow:
        if {a.flow, b.flow} - {"", *OPEN_FLOWS} or "" not in (a.flow, b.flow):
            refused.add("flow")
        else:
            told.add("flowUnstated")
    mine, other_ = qualifiers(a), qualifiers(b)
    if mine.prices != other_.prices:
        if mine.prices and other_.prices:
            refused.add("prices")
        else:
            told.add("pricesUnstated")
    if mine.changed or other_.changed:
        refused.add("redefined")
    if mine.matter != other_.matter or mine.extent != other_.extent:
        refused.add("scope")
    if bool(a.subset_of) != bool(b.subset_of) or within(a.area, b.area) or within(b.area, a.area):
        refused.add("part")
    if not ranks or a.start[:4] == b.start[:4]:
        _periods(a, b, refused, told)
    return refused, told, times


def _periods(a: Outcome, b: Outcome, refused: set[str], told: set[str]) -> None:
    one, other = keys.part(a.start, a.end), keys.part(b.start, b.end)
    if a.flow in STOCKS and b.flow in STOCKS and one and other:
        one, other = one[-1:], other[-1:]
    undated = any(
        o.kind == "Baseline" and not x for o, x in ((a, one), (b, other))
    )  # 由10天压缩至3天: what it was before
    if one != other and not undated:
        refused.add("period")
    elif not (one and other):
        told.add("periodUnstated")


def _tell(a: Outcome, b: Outcome, times: Fraction | None) -> set[str]:
    """What a reader must be told of two figures that nothing keeps apart."""
    told: set[str] = set()
    if DERIVED in (a.kind, b.kind):
        told.add("derived")
    elif a.kind != b.kind:
        told.add("role")
    if a.about and b.about and _whole(a) != _whole(b):
        told.add("subject")
    reach = {level(a.area), level(b.area)} - {""}
    if len(reach) > 1:
        told.add("placeLevel")
    if a.flow == b.flow == "cumulative" and (a.start, a.end) != (b.start, b.end):
        told.add("running")
    one, other = (converted(a, times), b) if times not in (None, Fraction(1)) else (a, b)
    bounds = {a.bound or "exact", b.bound or "exact"} != {"exact"} or bool(a.low or b.low)
    if bounds:
        told.add("undecided" if keys.undecided(one, other) else "bounded")
    elif (
        a.kind == b.kind
        and one.value != other.value
        and agree(one, other)
        and (a.start, a.end, a.area) == (b.start, b.end, b.area)
    ):
        told.add("rounding")
    return told


def _whole(o: Outcome) -> bool:
    """Whether a figure is of a place or a body as a whole, not of one initiative."""
    return "/place/" in o.about or "/organisation/" in o.about


def conversion(a: Outcome, b: Outcome) -> str:
    """One figure in the other's unit, "" where nothing is converted: the first, but where that is no finite decimal.

    >>> a = Outcome(iri="", kind="Result", passage="", rule="", surface="30公顷", value="30", unit="公顷")
    >>> conversion(a, Outcome(iri="", kind="Result", passage="", rule="", surface="450亩", value="450", unit="亩"))
    '30公顷 = 450亩'
    """
    times = factor(a.unit, b.unit) if unit(a.unit) != unit(b.unit) else None
    if times is None:
        return ""
    if not _finite(times):  # 100亩 are 6.666…公顷; what is written then would be more exact than what was said
        a, b, times = b, a, 1 / times
    made = converted(a, times)
    number = made.value or f"{made.low}–{made.high}"
    return f"{a.surface} = {number}{b.unit}"


def _finite(times: Fraction) -> bool:
    """Whether a decimal times so many is a decimal again.

    >>> _finite(Fraction(1, 8)), _finite(Fraction(1, 15))
    (True, False)
    """
    left = times.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    return left == 1


def converted(o: Outcome, times: Fraction | None) -> Outcome:
    """A figure counted in another unit, of which one of its own is so many."""
    if times is None:
        return o

    def counted(text: str) -> str:
        number = keys.number(text)
        if number is None:
            return ""
        made = Fraction(number) * times
        return f"{Decimal(made.numerator) / Decimal(made.denominator):f}"

    return replace(o, value=counted(o.value), low=counted(o.low), high=counted(o.high))
