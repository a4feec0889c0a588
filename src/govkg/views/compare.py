"""Two places, reports or years side by side: one row a metric, one scale for both sides, the same positions on each.

What may not be compared has no common scale and says why; a side that says nothing says why too, and is never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from govkg.analysis import Picture, Thing
from govkg.analysis import compare as analysis
from govkg.analysis.compare import SAID, Comparison, Row, Subject
from govkg.analysis.metric import Measure
from govkg.store import View as Store
from govkg.views.cards import LANGS, Card, Face, Mark, words
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.scales import number
from govkg.views.shapes import across, fitted, furniture, glyph, lines, pill, text
from govkg.views.strip import Block, Rows, Strip, because, block, column, key, marks, said
from govkg.views.type import LEADING, SMALL, TEXT, width

AIR = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a sheet: what is compared, then both sides, ``cell`` wide each. ``stacked``: the name above them (a phone)."""

    width: float
    name: float
    a: float
    b: float
    cell: float
    stacked: bool


WIDE = Frame(984, 208, 232, 616, 352, False)
NARROW = Frame(358, 358, 0, 188, 170, True)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and plan of two sides; raises as ``analysis.compare.compare`` does."""
    found = analysis.compare(store, given["a"], given["b"], given.get("place", ""), given.get("year", ""))
    says = {"a": (found.a.label,) * 2, "b": (found.b.label,) * 2}
    narrow = sheet(found, NARROW).plan(NARROW.width, says=says)
    return found.picture, sheet(found, WIDE).plan(WIDE.width, narrow=narrow, says=says)


def sheet(found: Comparison, frame: Frame) -> Rows:
    """What both have, then what one side has alone."""
    return _Sheet(found, frame).made


def strip(row: Row, frame: Frame) -> Strip | None:
    """The one scale of a row, for both sides, from the left edge of a side; None where they may not share one, or one side is silent."""
    every = [*row.a.measures, *row.b.measures]
    if (
        row.apart
        or "converted" in row.told
        or not row.a.measures
        or not row.b.measures
        or not any(v is not None for m in every for v in (m.point, *m.interval))
    ):
        return None
    return Strip.of(every, 0, frame.cell, 3)


class _Sheet:
    def __init__(self, found: Comparison, frame: Frame) -> None:
        self.found, self.picture, self.frame, self.made = found, found.picture, frame, Rows()
        self.names: dict[str, int] = {}
        first = True
        for where, subjects in groupby(found.subjects, key=lambda s: s.where):
            self._head(where, first)
            first = False
            for subject in subjects:
                self._subject(subject)
                for row in subject.rows:
                    self._row(row)

    def _id(self, iri: str) -> str:
        """A new card's id; a thing that both sides name has two."""
        times = self.names.get(iri, 0)
        self.names[iri] = times + 1
        return iri.rpartition("/")[2] + (f".{times}" if times else "")

    def _head(self, where: str, first: bool) -> None:
        frame, down = self.frame, 4.0
        shapes: list[Mark] = []
        names = {"a": self.found.a.label, "b": self.found.b.label}
        title = (words(f"plot.where.{where}", "zh", **names), words(f"plot.where.{where}", "en", **names))
        if first:
            drawn = [
                m
                for s in self.found.subjects
                for r in s.rows
                if strip(r, frame)
                for m in (*r.a.measures, *r.b.measures)
            ]
            shapes, tall = key(drawn, frame.width)
            down += tall + 8 if tall else 0
        sides = [column(x, down, [block((names[n],) * 2, frame.cell)]) for n, x in (("a", frame.a), ("b", frame.b))]
        for names_, _ in sides:
            shapes = [*shapes, *names_]
        down = max(end for _, ends in sides for end in ends) + 4
        self.made.add((down, down), marks=shapes, title=title)

    # -- what rows are about -------------------------------------------------------------------------------------------
    def _subject(self, s: Subject) -> None:
        frame, places = self.frame, []
        shapes = [across(0, frame.width, 0, "ink")]
        down = 8.0
        if place := self.picture.things.get(s.place):
            shapes.append(furniture(0, down + 9, (place.label, place.label)))
            down += LEADING[SMALL]
        things = [self.picture.things.get(i) for i in (s.a, s.b)]
        if not any(things):
            name, ends = column(0, down, [block([words("plot.whole", n) for n in LANGS], frame.name)])
            shapes += name
            down = max(ends)
        elif s.a == s.b and things[0]:
            card = self._thing(things[0], frame.name)
            places.append((card, 0.0, down - 4))
            down += card.faces["zh"].height - 4
        else:
            tall = 0.0
            for thing, x in zip(things, (frame.a, frame.b), strict=True):
                if thing:
                    card = self._thing(thing, frame.cell)
                    places.append((card, x, down - 4))
                    tall = max(tall, card.faces["zh"].height - 4)
                elif s.absent:
                    shapes.append(furniture(x, down + LEADING[TEXT] / 2, [words(f"plot.{s.absent}", n) for n in LANGS]))
            if all(things):
                shared = [words("plot.same", n) for n in LANGS]
                if not frame.stacked:
                    shapes.append(furniture(0, down + LEADING[TEXT] / 2, shared))
            down += max(tall, LEADING[TEXT])
        self.made.add((down + 6, down + 6), places, shapes)

    def _thing(self, thing: Thing, room: float) -> Card:
        found = fitted(thing.label, TEXT, room - 28, 3)
        shapes: list[Mark] = [glyph(10, 4 + LEADING[TEXT] / 2, thing.kind)]
        shapes += lines(28, 4, found, TEXT, b=500)
        face = Face(8 + LEADING[TEXT] * len(found), 4 + LEADING[TEXT] / 2, tuple(shapes), 0, room)
        return Card(self._id(thing.iri), thing.iri, thing.kind, room, dict.fromkeys(LANGS, face))

    # -- rows ----------------------------------------------------------------------------------------------------------
    def _row(self, row: Row) -> None:
        frame, one = self.frame, strip(row, self.frame)
        shapes, ends = column(0, 6, self._label(row))
        top = bottom = max(ends) + 2 if frame.stacked else 2.0
        places = []
        sides = ((row.a, self.found.a, frame.a), (row.b, self.found.b, frame.b))
        told = [
            [
                self._told(
                    m,
                    row.year or (side.key if side.kind == "year" else ""),
                    len({n.outcome.words for n in cell.measures}) > 1,
                )
                for m in cell.measures
            ]
            for cell, side, _ in sides
        ]
        for (cell, _, x), figures in zip(sides, told, strict=True):
            below = top
            if cell.state != SAID:
                silent, down = column(
                    x, below + 5, [block([words(f"plot.{cell.state}", n) for n in LANGS], frame.cell, SMALL, "muted")]
                )
                shapes += silent
                below = max(down) + 5
            for n, m in enumerate(cell.measures):
                level = max(tall for side in told for _, tall in side[n : n + 1])  # both sides' strips lie level
                card = self._figure(m, figures[n][0], level, one)
                places.append((card, x, below))
                below += max(f.height for f in card.faces.values())
            if one and cell.measures:
                shapes += self._ends(one, x, below + 4)
                below += 16
            if row.apart:
                shapes.append(across(x, x + frame.cell, below + 2, "line", dash=True))
                below += 6
            bottom = max(bottom, below)
        self.made.add([max(bottom, end) + AIR for end in ends], places, [across(0, frame.width, 0), *shapes])

    def _label(self, row: Row) -> list[Block]:
        """What is compared, when, and what forbids it."""
        room = self.frame.name
        made = [block(self.picture.label(row.metric) if row.metric else (row.words, row.words), room)]
        kinds = [words(f"kind.{row.kind}", n) if row.kind != "Result" else "" for n in LANGS]
        notes: list[Sequence[str]] = [[" · ".join(filter(None, (row.year, k))) for k in kinds]]
        if row.apart:
            notes.append(because("plot.refused", row.apart))
        if told := [d for d in row.told if d not in ("bounded", "undecided")]:
            notes.append(because("plot.told", told, row.conversion))
        if row.rough:
            notes.append([words("plot.rough", n) for n in LANGS])
        return [*made, *(block(t, room, SMALL, "muted") for t in notes)]

    def _told(self, m: Measure, year: str, several: bool) -> tuple[list[list[Mark]], float]:
        """A figure as written and as read, in both languages, and how tall the taller is; with the report's own word for the
        metric where ``several`` are used.
        """
        written, notes = said(m, self.picture)
        room, made, most = self.frame.cell, [], 28.0
        for n, lang in enumerate(LANGS):
            shapes = [pill(0, 14, m.outcome.kind, written, room)]
            x = shapes[0]["w"] + 10
            scope = words("plot.scope", lang, scope=m.outcome.scope) if m.outcome.scope else ""
            named = m.outcome.words if several or m.outcome.figure == "rank" else ""
            parts = [t for t in (named, notes[n], m.period if m.period != year else "", scope) if t]
            down, whole = 28.0, " · ".join(parts)
            if whole and x + width(whole, SMALL) <= room:
                shapes.append(text(x, 14, SMALL, whole, "muted"))
            else:
                for line in (t for part in parts for t in fitted(part, SMALL, room, 3)):
                    shapes.append(text(0, down + LEADING[SMALL] / 2, SMALL, line, "muted"))
                    down += LEADING[SMALL]
            made.append(shapes)
            most = max(most, down)
        return made, most

    def _figure(self, m: Measure, told: list[list[Mark]], level: float, one: Strip | None) -> Card:
        """A figure of one side with its dot on the row's scale, ``level`` px below its top."""
        faces, room = {}, self.frame.cell
        y = level + 10
        drawn: list[Mark] = []
        if one:
            drawn = [across(0, room, y), *marks(m, one, y)]
        for lang, shapes in zip(LANGS, told, strict=True):
            faces[lang] = Face(level + (20 if one else 0), 14, (*shapes, *drawn), 0, room)
        return Card(self._id(m.outcome.iri), m.outcome.iri, m.outcome.kind, room, faces)

    def _ends(self, one: Strip, x: float, y: float) -> list[Mark]:
        """The ends of the scale, the same under both sides."""
        ticks = (one.scale.ticks[0], one.scale.ticks[-1])
        made = []
        for tick in ticks:
            half = max(width(t, SMALL) for t in number(tick)) / 2
            at = min(max(one.scale.at(tick), half), self.frame.cell - half)
            made.append(furniture(x + at, y + 4, number(tick), a="center"))
        return made


VIEW = View("compare", ("a", "b", "place", "year"), ("a", "b"), make)

__all__ = ["NARROW", "VIEW", "WIDE", "Frame", "make", "sheet", "strip"]
