"""A brief on one thing, before it is a page or a Word file: sections of claims, each with the notes that hold its words."""

from __future__ import annotations

from dataclasses import dataclass, field

Both = tuple[str, str]  # zh, en


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the sentence with the quote in it, the report, characters from-to (counted from 1), the statements' ids."""

    number: int
    before: str
    quote: str
    after: str
    title: str
    start: int
    end: int
    ids: tuple[str, ...]
    damage: str = ""

    @property
    def place(self) -> str:
        """The characters of the report's text, as one writes them."""
        return f"{self.start}–{self.end}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, or one claim where it has one cell; its notes stand behind cell ``at``."""

    cells: tuple[str, ...]
    notes: tuple[int, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it stands for, its share of the longest (0 to 1), the figure as written, and whether it is only aimed at."""

    label: str
    share: float
    written: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one unit."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: a word before it, a table where it has heads, else claims; charts beneath."""

    name: str
    title: str
    rows: tuple[Row, ...]
    heads: tuple[str, ...] = ()
    intro: str = ""
    charts: tuple[Chart, ...] = ()

    def noted(self, notes: tuple[Note, ...]) -> list[Note]:
        """The notes of this section, each where it is first called for."""
        wanted = {n for row in self.rows for n in row.notes}
        return [note for note in notes if note.number in wanted]


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief. ``foot`` names source, licence, version and dataset in one line."""

    title: str
    kind: str
    lede: Row  # one paragraph; its notes are where the reports first name the thing
    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = field(repr=False)
    foot: str = ""
    lang: str = "zh"
