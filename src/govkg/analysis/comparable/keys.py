"""What must agree before two figures share an axis, and before they stand side by side; and what a bound leaves open."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal, InvalidOperation

from govkg.analysis.comparable.qualifiers import qualifiers
from govkg.analysis.comparable.units import unit
from govkg.analysis.model import Outcome

AXIS = (
    "unit",
    "figure",
    "change",
    "base",
    "flow",
    "ranking",
    "prices",
)  # what keeps two figures off one axis, the weightiest first
REASONS = (*AXIS, "scope", "part", "period")  # and what more keeps them from being compared
YEAR = ("0", "01", "12")  # the part of a whole calendar year


def axis(o: Outcome) -> tuple[str, ...]:
    """What must agree before two figures stand on one axis: unit, level or change, kind and base of a change, flow, for a
    place in a ranking the ranking, and prices.
    """
    change = (o.change, o.base) if o.figure == "change" else ("", "")
    return (unit(o.unit), o.figure, *change, o.flow, o.words if o.figure == "rank" else "", qualifiers(o).prices)


def part(start: str, end: str) -> tuple[str, ...]:
    """How long a period is and which part of the year: years from its start to its end, the first and the last month (with the
    day, where it is not a whole month); empty where no period is stated.

    >>> part("2021", "2021") == part("2022-01", "2022-12-31") == YEAR
    True
    >>> part("2021-01", "2021-06"), part("2022-01", "2022-03"), part("2016", "2020"), part("2021-12-31", "2021-12-31")
    (('0', '01', '06'), ('0', '01', '03'), ('4', '01', '12'), ('0', '12-31', '12'))
    """
    if not (start or end):
        return ()
    first, last = start.split("-"), end.split("-")
    years = str(int(last[0]) - int(first[0])) if first[0].isdigit() and last[0].isdigit() else ""
    if first == [""] or last == [""]:
        return (years, start[4:] if start else "", end[4:] if end else "")
    opens, closes = "-".join(first[1:]) or "01", "-".join(last[1:]) or "12"
    if len(last) == 3 and int(last[2]) == monthrange(int(last[0]), int(last[1]))[1]:
        closes = last[1]
    return (years, opens.removesuffix("-01") if len(first) == 3 else opens, closes)


def key(o: Outcome) -> tuple[object, ...]:
    """What must agree before two figures are compared, in the order of REASONS."""
    taken = qualifiers(o)
    return (*axis(o), (taken.matter, taken.extent, taken.changed), bool(o.subset_of), part(o.start, o.end))


def unlike(one: Outcome, other: Outcome) -> tuple[str, ...]:
    """What keeps two figures off one axis, the weightiest first; of a level beside a change only that they are these."""
    return _named(AXIS, axis(one), axis(other))


def differs(one: Outcome, other: Outcome) -> tuple[str, ...]:
    """What keeps two figures from being compared, the weightiest first.

    >>> a = Outcome(iri="", kind="Result", passage="", rule="", unit="%", figure="change", base="priorYear")
    >>> b = Outcome(iri="", kind="Result", passage="", rule="", unit="天")
    >>> differs(a, b), differs(a, a)
    (('unit', 'figure'), ())
    """
    return _named(REASONS, key(one), key(other))


def interval(o: Outcome) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that the text allows, negative for a fall; None is open.

    >>> interval(Outcome(iri="", kind="Result", passage="", rule="", value="8000", bound="below"))
    (None, Decimal('8000'))
    """
    value, least, most = number(o.value), number(o.low), number(o.high)
    if least is None or most is None:
        least = value if o.bound in ("exact", "above") else None
        most = value if o.bound in ("exact", "below") else None
    if o.figure == "change" and o.direction == "down":
        least, most = (None if v is None else -v for v in (most, least))
    return least, most


def undecided(one: Outcome, other: Outcome) -> bool:
    """Whether a bound leaves open which of two is more: a bounded interval overlaps the other.

    >>> near, ten = (Outcome(iri="", kind="Result", passage="", rule="", value=v, bound=b) for v, b in (("8", "above"), ("10", "exact")))
    >>> undecided(near, ten), undecided(ten, ten)
    (True, False)
    """
    if one.bound == other.bound == "exact" and not (one.low or other.low):
        return False
    (al, ah), (bl, bh) = interval(one), interval(other)
    return not ((ah is not None and bl is not None and ah < bl) or (bh is not None and al is not None and bh < al))


def number(text: str) -> Decimal | None:
    """A decimal of the graph, None for none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _named(names: tuple[str, ...], one: tuple[object, ...], other: tuple[object, ...]) -> tuple[str, ...]:
    found = [name for name, a, b in zip(names, one, other, strict=True) if a != b]
    if "figure" in found:  # of a level neither the kind nor the base of a change can be asked, nor the ranking
        found = [name for name in found if name not in ("change", "base", "ranking")]
    return tuple(found)
