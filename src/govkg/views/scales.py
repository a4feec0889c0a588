"""Scales: where a value stands on an axis, at which round numbers its ticks stand, and how these are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from govkg.analysis import Both

ORDERS = 3  # values that lie further apart than this many powers of ten need a logarithmic axis
CLOSE = Decimal("0.25")  # values within this share of the greatest need no zero on their axis


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``low`` at px ``left`` to ``high`` at px ``right``."""

    low: Decimal
    high: Decimal
    left: float
    right: float
    ticks: tuple[Decimal, ...]
    log: bool = False
    rank: bool = False

    def at(self, value: Decimal) -> float:
        """The place of a value in px; what lies outside stands at the end.

        >>> scale([Decimal(4), Decimal(19)], 0, 100).at(Decimal(10))
        50.0
        """
        if self.log:
            share = math.log10(value / self.low) / math.log10(self.high / self.low)
        else:
            share = float((value - self.low) / (self.high - self.low))
        return round(self.left + (self.right - self.left) * min(1.0, max(0.0, share)), 1)

    @property
    def cut(self) -> bool:
        """Whether the axis begins beyond zero, which a reader must be told."""
        return not self.log and not self.rank and self.low > 0


def scale(values: Iterable[Decimal], left: float, right: float, most: int = 5, zero: bool = False) -> Scale:
    """The scale of these values with about ``most`` ticks; ``zero`` keeps zero on it.

    >>> scale([Decimal("96.2"), Decimal("99.88")], 0, 100).ticks
    (Decimal('96'), Decimal('97'), Decimal('98'), Decimal('99'), Decimal('100'))
    >>> scale([Decimal(16), Decimal(161652)], 0, 100).ticks
    (Decimal('10'), Decimal('100'), Decimal('1000'), Decimal('10000'), Decimal('100000'), Decimal('1000000'))
    """
    known = sorted(values) or [Decimal(0)]
    least, greatest = known[0], known[-1]
    if not zero and least > 0 and greatest / least > 10**ORDERS:
        first, last = math.floor(least.log10()), math.ceil(greatest.log10())
        ticks = tuple(Decimal(10) ** n for n in range(first, last + 1))
        return Scale(ticks[0], ticks[-1], left, right, ticks, log=True)
    if zero or least <= 0 or greatest - least > CLOSE * greatest or least == greatest:
        least, greatest = min(least, Decimal(0)), max(greatest, Decimal(0))
    step = _step(greatest - least, most)
    bottom, top = (least / step).to_integral_value("ROUND_FLOOR"), (greatest / step).to_integral_value("ROUND_CEILING")
    top = max(top, bottom + 1)
    ticks = tuple(_plain(step * n) for n in range(int(bottom), int(top) + 1))
    return Scale(ticks[0], ticks[-1], left, right, ticks)


def places(values: Iterable[Decimal], left: float, right: float, most: int = 5) -> Scale:
    """The scale of places in a ranking: whole numbers from the first place on.

    >>> places([Decimal(8)], 0, 100).ticks, places([Decimal(1)], 0, 100).ticks
    ((Decimal('1'), Decimal('3'), Decimal('5'), Decimal('7'), Decimal('9')), (Decimal('1'), Decimal('2')))
    """
    last = max([Decimal(2), *values])
    step = max(Decimal(1), _step(last - 1, most))
    count = ((last - 1) / step).to_integral_value("ROUND_CEILING")
    ticks = tuple(1 + step * n for n in range(int(count) + 1))
    return Scale(ticks[0], ticks[-1], left, right, ticks, rank=True)


def _step(span: Decimal, most: int) -> Decimal:
    """The round number, 1, 2 or 5 times a power of ten, of which at most ``most`` fit into a span.

    >>> _step(Decimal("3.68"), 5), _step(Decimal(19), 5)
    (Decimal('1'), Decimal('5'))
    """
    if span <= 0:
        return Decimal(1)
    power = Decimal(10) ** (math.floor((span / most).log10()))
    return next(_plain(power * n) for n in (1, 2, 5, 10) if span / (power * n) <= most)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def number(value: Decimal) -> Both:
    """A round number as a tick has it: 万 and 亿 in Chinese, thousands apart in English.

    >>> number(Decimal(120000)), number(Decimal("2E+8")), number(Decimal("0.5"))
    (('12万', '120,000'), ('2亿', '200,000,000'), ('0.5', '0.5'))
    """
    size = next((n for n in ("亿", "万") if abs(value) >= {"亿": 10**8, "万": 10**4}[n]), "")
    zh = f"{_plain(value / {'亿': 10**8, '万': 10**4}.get(size, 1)):,f}{size}".replace(",", "")
    en = f"{_plain(value):,f}"
    return (zh.replace("-", "−"), en.replace("-", "−"))
