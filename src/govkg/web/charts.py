"""Plain numbers as shapes on an axis: dots with their bounds, or bars from zero; places in per cent of the width, drawn by a template.

Numbers of different units, and levels and changes, never share an axis; figures share one only where the judge lets them (``kin``). An open bound (≥, ≤) is an arrow that says so, a range a
line with ends, an approximate value a dashed line on both sides. What is aimed at is hollow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

STYLES = ("filled", "hollow", "ghost", "derived")  # result, target, baseline, worked out
OPEN = 6.0  # per cent of the width that an open bound reaches
SPREAD = 200  # between the largest and the smallest number, beyond which the axis counts in powers of ten
MOST = 60  # rows of one axis
TICKS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One number to draw: ``value``, or ``low`` and ``high``; ``bound`` is exact, above, below or about."""

    label: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str = ""
    style: str = "filled"
    unit: str = ""
    change: bool = False
    row: int = 0  # of the answer
    kin: tuple[str, ...] = ()  # what else must agree before two points share an axis


@dataclass(frozen=True, slots=True)
class Strip:
    """A point as drawn: all places in per cent of the width; ``end`` is ``|``, ``>``, ``<``, ``~`` or empty."""

    point: Point
    x: float
    x1: float
    x2: float
    end: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Points of one unit on one axis; ``zero`` is where nothing is (None where the axis does not hold it)."""

    unit: str
    change: bool
    powers: bool
    ticks: tuple[tuple[float, str], ...]
    zero: float | None
    strips: tuple[Strip, ...]
    left: int  # points that are not drawn


def axes(points: Iterable[Point], bars: bool = False) -> list[Axis]:
    """An axis for each unit, and for each kin of figures of one unit, in the order in which they come; ``bars`` begin at zero.

    >>> made = axes([Point("办理时限", Decimal("60.9"), unit="%", change=True), Point("网点", Decimal(13), unit="个")])
    >>> [(a.unit, a.change, len(a.strips)) for a in made]
    [('%', True, 1), ('个', False, 1)]
    >>> axes([Point("件数", Decimal(190000), bound="above", unit="件")])[0].strips[0].end
    '>'
    """
    groups: dict[tuple[object, ...], list[Point]] = {}
    for p in points:
        if numbers(p):
            groups.setdefault(p.kin or (p.unit, p.change), []).append(p)
    return [axis(found[:MOST], bars, len(found) - len(found[:MOST])) for found in groups.values()]


def numbers(p: Point) -> list[float]:
    """The numbers of a point, falling ones below zero where it is a change.

    >>> numbers(Point("", None, Decimal(5), Decimal(9)))
    [5.0, 9.0]
    """
    return [float(n) for n in (p.value, p.low, p.high) if n is not None]


def axis(points: Sequence[Point], bars: bool, left: int = 0) -> Axis:
    """The points on one axis."""
    every = [n for p in points for n in numbers(p)]
    low, high = min(every), max(every)
    powers = not bars and not points[0].change and low > 0 and high / low > SPREAD
    marks = logarithmic(low, high) if powers else even(min(low, 0.0), max(high, 0.0))
    first, last = marks[0], marks[-1]

    def place(n: float) -> float:
        if powers:
            return round(100 * (math.log10(n) - math.log10(first)) / (math.log10(last) - math.log10(first)), 2)
        return round(100 * (n - first) / (last - first), 2)

    return Axis(
        points[0].unit, points[0].change, powers, tuple((place(n), tick(n)) for n in marks),
        place(0.0) if first <= 0 <= last else None, tuple(strip(p, place) for p in points), left,
    )  # fmt: skip


def strip(p: Point, place: Callable[[float], float]) -> Strip:
    """A point with its bound."""
    found = numbers(p)
    x = place(sum(found) / len(found)) if p.value is None else place(float(p.value))
    x1, x2, end = x, x, ""
    if p.low is not None or p.high is not None:
        x1, x2, end = place(min(found)), place(max(found)), "|"
    elif p.bound == "about":
        x1, x2, end = max(x - OPEN / 2, 0.0), min(x + OPEN / 2, 100.0), "~"
    elif p.bound in ("above", "below"):
        right = (p.bound == "above") != (p.change and float(p.value or 0) < 0)  # at least 60 % down lies further down
        x2, end = (x + OPEN, ">") if right else (x - OPEN, "<")
    return Strip(p, x, round(x1, 2), round(x2, 2), end)


def even(low: float, high: float) -> list[float]:
    """Round numbers at even distances that hold both.

    >>> even(0, 87)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    if low == high:
        high = low + 1
    rough = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def logarithmic(low: float, high: float) -> list[float]:
    """Powers of ten that hold both.

    >>> logarithmic(3, 4500)
    [1.0, 10.0, 100.0, 1000.0, 10000.0]
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    step = max(1, math.ceil((last - first) / TICKS))
    return [10.0**n for n in range(first, last + step, step)]


def tick(n: float) -> str:
    """A number of an axis.

    >>> tick(20000.0), tick(-2.5)
    ('20,000', '−2.5')
    """
    text = f"{n:,.0f}" if n == int(n) else f"{n:,.10f}".rstrip("0")
    return text.replace("-", "−")
