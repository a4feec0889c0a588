"""What there is: bodies that report year after year, and which of their reports there are.

A city has a government and a bureau; each reports on every year from FIRST on, but for what is missing. The world is a function
of the number of reports and the seed; each city is made by itself, so that no more than one is ever in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from benchmarks._corpus import names

FIRST, YEARS = 2004, 20
MISSING = 3  # reports of a city that are not there: both of one year, the bureau's of another
A_CITY = 2 * YEARS - MISSING
GENRES = ("government", "bureau")


@dataclass(frozen=True, slots=True)
class City:
    """A city; ``gone`` is the year without any report, ``silent`` the one without the bureau's, ``renamed`` the bureau's or 0."""

    number: int
    name: str
    gone: int
    silent: int
    renamed: int
    planted: bool
    reports: tuple[tuple[str, int], ...]  # genre and year

    @property
    def code(self) -> str:
        """A code in the form of GB/T 2260 that no province has."""
        return f"{900_000 + 100 * (self.number + 1):06}"

    @property
    def short(self) -> str:
        """The name without 市."""
        return self.name.removesuffix("市")

    def body(self, genre: str, year: int) -> str:
        """Who signs the report of a year."""
        if genre == "government":
            return f"{self.name}人民政府"
        return f"{self.name}{'数据局' if self.renamed and year >= self.renamed else '政务服务管理局'}"

    def id(self, genre: str, year: int) -> str:
        """The id of a report as a source."""
        return f"city{self.number:03}-{genre}-{year}"


@dataclass(slots=True)
class Planted:
    """What is put into the reports of a city, sentences by report, and what has to be found."""

    done: dict[str, list[str]] = field(default_factory=dict)
    plans: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def say(self, report: str, sentence: str, plan: bool = False) -> None:
        """Adds a sentence to what a report says of its year, or to its plans."""
        (self.plans if plan else self.done).setdefault(report, []).append(sentence)

    def answer(self, what: str, **fact: object) -> None:
        """Adds something that has to be found."""
        self.answers.setdefault(what, []).append(fact)


def cities(reports: int, seed: int) -> Iterator[City]:
    """The cities whose reports are so many in all; the last has only the first of its years, and nothing is planted there.

    >>> [(c.name, len(c.reports), c.planted) for c in cities(80, 1)][-2:]
    [('泠川市', 37, True), ('棠坪市', 6, False)]
    """
    for number in range(-(-reports // A_CITY)):
        rng = Random(f"{seed}/city/{number}")
        gone, silent = rng.sample(range(FIRST + 3, FIRST + YEARS - 1), 2)
        renamed = rng.randint(FIRST + 8, FIRST + 14) if number % 2 == 0 else 0
        there = [(genre, year) for year in range(FIRST, FIRST + YEARS) for genre in GENRES
                 if year != gone and (genre, year) != ("bureau", silent)]  # fmt: skip
        left = reports - number * A_CITY
        yield City(number, names.cities()[number], gone, silent, renamed, left >= A_CITY, tuple(there[:left]))
