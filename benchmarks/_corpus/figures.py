"""Figures that two passages give differently, and pairs that only look as if they did.

Each pair has a platform of its own, so that a pair that is found is known by the platform; all of a pair is of one city.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks._corpus.things import MEASURES, RATES, Measure, Things
from benchmarks._corpus.world import City, Planted

SAYS = ("“{}”{}{}。", "依托“{}”,{}{}。", "推广应用“{}”,{}{}。", "“{}”运行平稳,{}{}。")
Pair = tuple[str, str]  # what the one says and what the other says


@dataclass(frozen=True, slots=True)
class Of:
    """What a pair is made of: a platform, what is measured of it, a source of chance, the year of the report."""

    name: str
    measure: Measure
    rng: Random
    year: int


NEXT = ("told again", "told again, the same", "date in a name")  # the other is said in the next year's report


def contradictions(city: City, rng: Random, things: Things, planted: Planted) -> None:
    """Two pairs of every kind that is a contradiction, one of every kind that is none."""
    both = [year for genre, year in city.reports if genre == "bureau" and ("government", year) in city.reports]
    for kind, made in REAL:
        for _ in range(2):
            year = rng.choice(both[:-1])
            name, measure = things.next(), rng.choice((*MEASURES, *RATES))
            one, other = made(Of(name, measure, rng, year))
            later = year + 1 if kind in NEXT else year
            _say(city, planted, (year, later), (one, other))
            planted.answer("contradictions", kind=kind, place=city.name, about=name, year=year, quotes=[one, other])
    for kind, made in TRAPS:
        year = rng.choice(both[:-1])
        name, measure = things.next(), rng.choice(MEASURES)
        one, other = made(Of(name, measure, rng, year))
        if kind == "target and result":
            if ("bureau", year + 1) not in city.reports:
                year = next(y for y in both if ("bureau", y + 1) in city.reports)
                one, other = made(Of(name, measure, rng, year))
            planted.say(city.id("bureau", year), one, plan=True)
            planted.say(city.id("bureau", year + 1), other)
        else:
            later = year + 1 if kind in NEXT else year
            _say(city, planted, (year, later), (one, other))
        planted.answer("traps", kind=kind, place=city.name, about=name, year=year, quotes=[one, other])


def _say(city: City, planted: Planted, years: tuple[int, int], pair: Pair) -> None:
    """One passage in each of two reports; of one year the government's and the bureau's."""
    one, other = years
    first = "government" if ("government", one) in city.reports else "bureau"
    second = "bureau" if one == other else next((g for g in ("bureau", "government") if (g, other) in city.reports), "")
    planted.say(city.id(first, one), pair[0])
    if second:
        planted.say(city.id(second, other), pair[1])
    else:  # the later report is not there: the earlier says both
        planted.say(city.id("bureau", one), pair[1])


def _value(measure: Measure, rng: Random) -> int:
    return rng.randint(measure.low, measure.high)


def _apart(value: int, measure: Measure, rng: Random) -> int:
    """A value that differs by an eighth or more, or a rate by a point or more."""
    by = max(value // 8, 10 if measure in RATES else 2) + rng.randint(0, 9)
    return (
        value + by
        if measure.low > by + 1 and rng.random() < 0.5 and measure.unit != "%"
        else value - min(by, value - 1)
    )


def _said(name: str, measure: Measure, written: str, form: str) -> str:
    return form.format(name, measure.words, written)


def _differ(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    one, other = of.rng.sample(SAYS, 2)
    return (_said(of.name, of.measure, of.measure.written(value), one),
            _said(of.name, of.measure, of.measure.written(_apart(value, of.measure, of.rng)), other))  # fmt: skip


def _again(of: Of) -> Pair:
    one, other = _differ(of)
    return one, f"{of.year}年,{other}"


def _above(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    less = value - max(value // 8, 12)
    word = of.rng.choice(("超", "超过", "突破"))
    return (_said(of.name, of.measure, word + of.measure.written(value), SAYS[0]),
            _said(of.name, of.measure, of.measure.written(less), of.rng.choice(SAYS)))  # fmt: skip


def _yearly(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    one, other = of.rng.sample(("“{}”全年{}{}。", f"{of.year}年,“{{}}”全年{{}}{{}}。"), 2)
    return (_said(of.name, of.measure, of.measure.written(value), one),
            _said(of.name, of.measure, of.measure.written(_apart(value, of.measure, of.rng)), other))  # fmt: skip


def _rounded(of: Of) -> Pair:
    value = of.rng.randint(105_000, 895_000)
    return f"“{of.name}”受理业务{round(value / 10_000, 1)}万件。", f"依托“{of.name}”,受理业务{value}件。"


def _bounded(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    near, word = of.rng.choice(((value - 3, "超"), (value + 3, "近"), (value - 2, "约"), (value + 2, "不到")))
    return (_said(of.name, of.measure, word + of.measure.written(near), SAYS[0]),
            _said(of.name, of.measure, of.measure.written(value), of.rng.choice(SAYS)))  # fmt: skip


def _unit(of: Of) -> Pair:
    value = of.rng.randint(1500, 9500)
    return of.rng.choice((
        (f"“{of.name}”服务群众{value}人。", f"“{of.name}”服务群众{value * 3}人次。"),
        (f"“{of.name}”平均办理时限{value % 7 + 5}天。", f"“{of.name}”平均办理时限{value % 7 + 3}个工作日。"),
        (f"依托“{of.name}”,节约资金{value}万元。", f"“{of.name}”节约资金{value / 10_000:.4f}亿元。"),
    ))  # fmt: skip


def _cumulative(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    return (
        f"“{of.name}”全年{of.measure.words}{of.measure.written(value)}。",
        f"“{of.name}”累计{of.measure.words}{of.measure.written(value * 4)}。",
    )


def _part(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    less = value // 3
    return (f"“{of.name}”{of.measure.words}{of.measure.written(value)}。",
            f"“{of.name}”{of.measure.words}{of.measure.written(value)},其中企业用户{of.measure.words}{of.measure.written(less)}。")  # fmt: skip


def _target(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    return (f"“{of.name}”{of.measure.words}达到{of.measure.written(value)}。",
            f"“{of.name}”{of.measure.words}{of.measure.written(value + max(3, value // 9))}。")  # fmt: skip


def _scope(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    where = of.rng.choice(("市本级", "中心城区"))
    return (
        f"“{of.name}”全市{of.measure.words}{of.measure.written(value)}。",
        f"“{of.name}”{where}{of.measure.words}{of.measure.written(value // 2)}。",
    )


def _district(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    return (
        f"“{of.name}”{of.measure.words}{of.measure.written(value)}。",
        f"东湾区“{of.name}”{of.measure.words}{of.measure.written(value // 4)}。",
    )


def _other_year(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    return (f"“{of.name}”{of.measure.words}{of.measure.written(value)}。",
            f"{of.year - 1}年,“{of.name}”{of.measure.words}{of.measure.written(value - value // 6)}。")  # fmt: skip


def _change(of: Of) -> Pair:
    value = _value(of.measure, of.rng)
    return (
        f"“{of.name}”{of.measure.words}{of.measure.written(value)}。",
        f"“{of.name}”{of.measure.words}增长{of.rng.randint(5, 40)}.{of.rng.randint(1, 9)}%。",
    )


def _dated(of: Of) -> Pair:
    """A year in a name is no period: what was done for next year's fair was done this year."""
    value = _value(MEASURES[4], of.rng)
    return f"“{of.name}”筹办{of.year + 1}云展会,服务企业{value}家。", f"“{of.name}”服务企业{value // 2}家。"


def _same(of: Of) -> Pair:
    value = of.measure.written(_value(of.measure, of.rng))
    return f"“{of.name}”{of.measure.words}{value}。", f"{of.year}年,“{of.name}”{of.measure.words}{value}。"


REAL: tuple[tuple[str, Callable[[Of], Pair]], ...] = (
    ("two reports", _differ), ("told again", _again), ("above it", _above), ("whole year", _yearly),
)  # fmt: skip
TRAPS: tuple[tuple[str, Callable[[Of], Pair]], ...] = (
    ("rounded", _rounded), ("bound", _bounded), ("other unit", _unit), ("cumulative and yearly", _cumulative),
    ("part and whole", _part), ("target and result", _target), ("other scope", _scope), ("district", _district),
    ("other year", _other_year), ("level and change", _change), ("date in a name", _dated), ("told again, the same", _same),
)  # fmt: skip
