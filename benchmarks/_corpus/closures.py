"""Targets of one report and what the next one says of them, by the state that each is in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks._corpus.things import MEASURES, RATES, Measure, Things
from benchmarks._corpus.world import City, Planted

AIMS = ("“{}”{}达到{}。", "力争“{}”{}达到{}。", "推广“{}”,{}达到{}。", "确保“{}”{}达到{}。")
ENDS = ("“{}”{}达到{}。", "“{}”{}{}。", "依托“{}”,{}达到{}。", "推广“{}”,{}{}。")
EACH = 2  # of every state in a city


def closures(city: City, rng: Random, things: Things, planted: Planted) -> None:
    """So many targets of every state; each of a platform of its own, in the bureau's reports."""
    years = [year for genre, year in city.reports if genre == "bureau"]
    # A bureau under another name is another speaker: its targets are not those of the old one.
    followed = [year for year in years if year + 1 in years and year + 1 != city.renamed]
    for state, made in STATES.items():
        for _ in range(EACH):
            year = city.gone - 1 if state == "noReport" else rng.choice(followed)
            if ("bureau", year) not in city.reports:
                continue
            name, measure = things.next(), rng.choice((*MEASURES, *RATES))
            aim, end = made(name, measure, rng)
            planted.say(city.id("bureau", year), aim, plan=True)
            if end:
                planted.say(city.id("bureau", year + 1), end)
            planted.answer("closures", state=state, place=city.name, about=name, year=year + 1, quotes=[aim, end],
                           source=city.id("bureau", year))  # fmt: skip


def _aimed(measure: Measure, value: int) -> str:
    """A target as a bound that says which way is better."""
    return f"{measure.written(value)}以{'上' if measure.better > 0 else '内'}"


def _met(name: str, measure: Measure, rng: Random) -> tuple[str, str]:
    value = rng.randint(measure.low, measure.high)
    reached = value + measure.better * max(1, value // rng.randint(20, 40))
    reached = min(reached, 998) if measure in RATES else reached
    return (_aim(name, measure, _aimed(measure, value), rng), _end(name, measure, measure.written(reached), rng))


def _missed(name: str, measure: Measure, rng: Random) -> tuple[str, str]:
    value = rng.randint(measure.low, measure.high)
    reached = value - measure.better * max(1, value // rng.randint(8, 20))
    return (_aim(name, measure, _aimed(measure, value), rng), _end(name, measure, measure.written(reached), rng))


def _partly(name: str, measure: Measure, rng: Random) -> tuple[str, str]:
    """Of results by scope one reaches the target and the other does not."""
    measure = rng.choice(MEASURES[:2])
    value = rng.randint(measure.low, measure.high)
    more, less = measure.written(value + value // 9), measure.written(value - value // 9)
    return (
        _aim(name, measure, _aimed(measure, value), rng),
        f"“{name}”市本级{measure.words}{more},“{name}”全区{measure.words}{less}。",
    )


def _redefined(name: str, measure: Measure, rng: Random) -> tuple[str, str]:
    """The later report tells of a change where a level was aimed at, or in another unit."""
    value = rng.randint(measure.low, measure.high)
    if rng.random() < 0.5:
        persons = Measure("服务群众", "人", 1500, 9500)
        return _aim(name, persons, _aimed(persons, value), rng), _end(name, persons, f"{value * 3}人次", rng)
    measure = rng.choice(MEASURES)
    return (_aim(name, measure, _aimed(measure, value), rng),
            f"“{name}”{measure.words}增长{rng.randint(5, 40)}.{rng.randint(1, 9)}%。")  # fmt: skip


def _silent(name: str, measure: Measure, rng: Random) -> tuple[str, str]:
    return _aim(name, measure, _aimed(measure, rng.randint(measure.low, measure.high)), rng), ""


def _garbled(name: str, measure: Measure, rng: Random) -> tuple[str, str]:
    """A letter where a digit was: the figure cannot be read."""
    value = rng.randint(measure.low, measure.high)
    written = measure.bare(value)
    return (_aim(name, measure, _aimed(measure, value), rng),
            f"“{name}”{measure.words}{written[0]}O{written[1:]}{measure.times}{measure.unit}。")  # fmt: skip


def _open(name: str, measure: Measure, rng: Random) -> tuple[str, str]:
    """The bound of the result leaves open whether it reaches the target."""
    measure = rng.choice(MEASURES)
    value = rng.randint(measure.low, measure.high)
    less = measure.written(value - value // 6)
    return _aim(name, measure, _aimed(measure, value), rng), _end(name, measure, f"超过{less}", rng)


def _aim(name: str, measure: Measure, written: str, rng: Random) -> str:
    form = rng.choice(AIMS) if measure.better > 0 else "“{}”{}控制在{}。"
    return form.format(name, measure.words, written)


def _end(name: str, measure: Measure, written: str, rng: Random) -> str:
    form = rng.choice(ENDS)
    if written.startswith("超"):
        form = form.replace("达到", "")
    return form.format(name, measure.words, written)


STATES: dict[str, Callable[[str, Measure, Random], tuple[str, str]]] = {
    "met": _met,
    "missed": _missed,
    "partly": _partly,
    "redefined": _redefined,
    "notReported": _silent,
    "notRead": _garbled,
    "noReport": _silent,
    "unratable": _open,
}
