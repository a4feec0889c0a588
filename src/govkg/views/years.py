"""A strip of years: a column a year, what a report says of one as a dot in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from govkg.views.cards import LANGS, Card, Face, Mark
from govkg.views.shapes import across, dot, down, furniture
from govkg.views.type import SMALL, width

DOT = 16  # the side of a dot's card


def tick(x: float, y: float) -> Mark:
    """A report that is silent."""
    return down(x, y - 4, y + 4) | {"tone": "line"}


@dataclass(frozen=True, slots=True)
class Years:
    """The years of a strip from ``left`` to ``right`` in px."""

    left: float
    right: float
    first: int
    last: int

    @classmethod
    def of(cls, years: Iterable[str], left: float, right: float) -> Years:
        """The strip that holds these years."""
        found = sorted(int(y) for y in years if y.isdigit())
        return cls(left, right, found[0], found[-1])

    @property
    def step(self) -> float:
        """The width of a year."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def at(self, year: str) -> float:
        """The middle of a year's column.

        >>> Years(0, 100, 2021, 2024).at("2022")
        37.5
        """
        return round(self.left + self.step * (int(year) - self.first + 0.5), 1)

    def axis(self, y: float) -> list[Mark]:
        """The years, as many as stand apart."""
        room = width("2000", SMALL) + 10
        every = next(n for n in (1, 2, 5, 10, 50, 1000) if self.step * n >= room or n == 1000)
        shown = [y for y in range(self.first, self.last + 1) if every == 1 or y % every == 0] or [self.first]
        return [furniture(self.at(str(n)), y, (str(n), str(n)), a="center") for n in shown]

    def base(self, y: float, silent: Collection[str]) -> list[Mark]:
        """The line that the dots stand on, with a small mark for each year whose report says nothing of it."""
        return [
            across(self.left, self.right, y),
            *(tick(self.at(n), y) for n in sorted(silent)),
        ]

    def card(self, id: str, ref: str, kind: str, first: bool) -> Card:
        """A dot as a card; the first is larger."""
        wide = min(DOT, self.step)
        style = "hollow" if kind == "plan" else "filled"
        mark = dot(wide / 2, DOT / 2, kind, style, min(6.0 if first else 4.0, wide / 2))
        return Card(id, ref, kind, wide, dict.fromkeys(LANGS, Face(DOT, DOT / 2, (mark,), 0, wide)))
