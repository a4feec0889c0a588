"""One metric as a panel: a row a place, a column a year, a figure in its cell as high as its value.

All cells of a section share one scale; what may not share one has a section of its own, with the reason. A cell without a
figure says which of the three absences it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from govkg.analysis import Both, Picture
from govkg.analysis import metric as figures
from govkg.analysis import panel as analysis
from govkg.analysis.metric import Measure
from govkg.analysis.panel import MISSING, Panel
from govkg.store import View as Store
from govkg.views import metric
from govkg.views.cards import LANGS, Card, Face, Mark, words
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.scales import Scale, number
from govkg.views.shapes import across, bar, dot, fitted, furniture, lines, riser, tile
from govkg.views.strip import Block, Rows, Strip, block, column, key, kind, said, style
from govkg.views.type import LEADING, SMALL, TEXT

WIDTH, NAME, LEFT = 984, 128, 184  # px of the sheet, of a name, and where the first column begins
COLUMNS = 8  # years side by side
BAND, AIR, ENDS = 60, 8, 18  # px of a cell that the scale is high; between cells; left above and below for whiskers
PLAIN = Scale(Decimal(0), Decimal(1), 0, 1, ())  # an axis of which nothing need be told
REACH = 14  # px that an open whisker rises


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a block of years, and the scale that its cells share."""

    years: tuple[str, ...]
    step: float
    scale: Scale

    def at(self, year: str) -> float:
        """The left edge of a year's column."""
        return LEFT + self.step * self.years.index(year)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and plan of a metric; raises as ``analysis.panel.panel`` does."""
    found = analysis.panel(store, given["metric"], given.get("place", ""), given.get("year", ""))
    of = found.measured
    says = {"metric": of.picture.label(of.metric) if of.metric else (of.words, of.words)}
    names = {m.outcome.iri: f"n{n}" for n, m in enumerate(of.measures)}
    narrow = stacked(found, names).plan(metric.NARROW.width, says=says)
    return of.picture, sheet(found, names).plan(WIDTH, narrow=narrow, says=says)


def sheet(found: Panel, names: Mapping[str, str]) -> Rows:
    """The sections, one below the other; below each the figures that are of no one year."""
    made = Rows()
    panels = figures.panels(found.measured.measures)
    for n, measures in enumerate(panels):
        head, tall = key(found.measured.measures, WIDTH) if n == 0 else ([], 0.0)
        scale = _standing(Strip.of(measures, 0, 100, 2).scale)
        remarks = [*metric.remarks(panels, n, Strip(0, 100, PLAIN)), *_axis(scale)]
        told, ends = column(0, tall + 8 if tall else 0, [block(t, WIDTH, SMALL, "muted") for t in remarks])
        down = max(ends) + 4
        made.add((down, down), marks=[*head, *told], title=metric.heading(measures[0], found.measured.picture))
        years = [y for y in found.years if n == 0 or any(m.year == y for m in measures)]
        blocks = -(-len(years) // COLUMNS) or 1
        size = -(-len(years) // blocks)
        for first in range(0, len(years), size or 1):
            part = tuple(years[first : first + size])
            grid = Grid(part, min(160.0, (WIDTH - LEFT) / len(part)), scale)
            _block(made, found, [m for m in measures if m.year in part], grid, names)
        _besides(made, found, [m for m in measures if not m.year], scale, names)
    _silent(made, found, WIDTH)
    return made


def stacked(found: Panel, names: Mapping[str, str]) -> Rows:
    """The same for a narrow screen: by place, a line a year."""
    made = metric.sheet(found.measured, names, metric.NARROW)
    picture = found.measured.picture
    by: dict[tuple[str, str], list[int]] = {}
    for (place, year), why in found.absent.items():
        by.setdefault((place, why), []).append(int(year))
    for n, ((place, why), years) in enumerate(by.items()):
        label = picture.things[place].label if place in picture.things else ""
        told = [f"{label} {spans(years)} · {words(f'panel.{why}', lang)}" for lang in LANGS]
        shapes, ends = column(0, 4 if n else 16, [block(told, metric.NARROW.width, SMALL, "muted", 6)])
        made.add(ends, marks=shapes)
    _silent(made, found, metric.NARROW.width)
    return made


def spans(years: Iterable[int]) -> str:
    """Years as runs.

    >>> spans([2016, 2014, 2015, 2019])
    '2014–2016 2019'
    """
    runs: list[list[int]] = []
    for y in sorted(years):
        if runs and y == runs[-1][-1] + 1:
            runs[-1].append(y)
        else:
            runs.append([y])
    return " ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)


def _axis(scale: Scale) -> list[Both]:
    """What a reader must be told of the upright axis."""
    name = "panel.log" if scale.log else "panel.cut" if scale.cut else ""
    return [(words(name, "zh"), words(name, "en"))] if name else []


def _standing(of: Scale) -> Scale:
    """A scale from below to above; of places in a ranking the first stands above."""
    low, high = (float(ENDS), float(BAND - ENDS)) if of.rank else (float(BAND - ENDS), float(ENDS))
    return Scale(of.low, of.high, low, high, of.ticks, of.log, of.rank)


def _block(made: Rows, found: Panel, measures: list[Measure], grid: Grid, names: Mapping[str, str]) -> None:
    """A block of years: their heads, then a row for every place, thing, scope and kind."""
    heads = [furniture(grid.at(y), 12, (y, y)) for y in grid.years]
    made.add((24, 24), marks=heads)
    told: set[str] = set()
    here = {(m.place, m.year) for m in measures}
    for row in analysis.rows(measures):
        _row(made, found, row, grid, names, row[0].place not in told, here)
        told.add(row[0].place)


def _row(made: Rows, found: Panel, row: list[Measure], grid: Grid, names: Mapping[str, str], first: bool,
         here: Collection[tuple[str, str]]) -> None:  # fmt: skip
    """A row; the first of a place tells the absences of the place."""
    picture, m = found.measured.picture, row[0]
    shapes, ends = column(0, 4, _name(m, picture, first))
    for t in (grid.scale.ticks[0], grid.scale.ticks[-1]):
        y = grid.scale.at(t)
        shapes.append(across(LEFT - 4, LEFT + grid.step * len(grid.years), y))
        shapes.append(furniture(LEFT - 10, y, number(t), a="right"))
    places: list[tuple[Card, float, float]] = []
    tall = 0.0
    for year in grid.years:
        x, y = grid.at(year), 0.0
        for one in (o for o in row if o.year == year):
            card = _cell(names[one.outcome.iri], one, picture, grid)
            places.append((card, x, y))
            y += max(f.height for f in card.faces.values())
        if not y and first and (why := _why(found, m.place, year, here)):
            wide = grid.step - AIR
            if why == MISSING:
                shapes.append(tile(x, 4, wide, MISSING) | {"h": BAND - 8})
            shapes += _centred(why, x + wide / 2, wide)
            y = BAND
        tall = max(tall, y)
    heights = [max(tall, end) + AIR for end in ends]
    made.add(heights, places, [across(0, WIDTH, 0), *shapes])


def _why(found: Panel, place: str, year: str, here: Collection[tuple[str, str]]) -> str:
    """Why a row has no figure of a year: one of the absences, or that another section has one; nothing where another row has."""
    if (place, year) in here:
        return ""
    held = any(m.place == place and m.year == year for m in found.measured.measures)
    return "otherwise" if held else found.absent.get((place, year), "")


def _centred(why: str, x: float, room: float) -> list[Mark]:
    """Words in the middle of a cell's band, each language by itself."""
    made = []
    for n, lang in enumerate(LANGS):
        found = fitted(words(f"panel.{why}", lang), SMALL, room, 2)
        for k, t in enumerate(found):
            y = BAND / 2 + LEADING[SMALL] * (k + 0.5 - len(found) / 2)
            made.append(furniture(x, y, ("", t) if n else (t, ""), a="center"))
    return made


def _name(m: Measure, picture: Picture, first: bool) -> list[Block]:
    o = m.outcome
    thing, place = picture.things.get(o.about), picture.things.get(m.place)
    name = place.label if place else thing.label if thing else ""
    made = [block((name, name), NAME)] if first else []
    notes = []
    for lang in LANGS:
        parts = [thing.label if thing and thing is not place else ""]
        if o.scope:
            parts.append(words("plot.scope", lang, scope=o.scope))
        notes.append(" · ".join(filter(None, parts)))
    return [*made, block(notes, NAME, SMALL, "muted", 3)]


def _cell(id: str, m: Measure, picture: Picture, grid: Grid) -> Card:
    """A figure: the dot as high as its value with its bound, below it the words, and the period where it is not the whole year."""
    wide = grid.step - AIR
    written, note = said(m, picture)
    faces = {}
    for n, lang in enumerate(LANGS):
        shapes = _marks(m, grid.scale)
        down = float(BAND)
        told = written or note[n]
        found = fitted(told, TEXT if written else SMALL, wide, 3)
        shapes += lines(0, down, found, TEXT if written else SMALL)
        down += LEADING[TEXT if written else SMALL] * len(found)
        part = m.period if m.period != m.year else ""
        change = written and m.outcome.figure == "change"  # its base stands in the heading
        read = note[n].partition(" · ")[0] if change else ""
        beside = kind(m, lang) if written else ""
        parts = (beside, read, part, words("plot.part", lang) if m.outcome.subset_of else "")
        also = " · ".join(filter(None, parts))
        if also:
            small = fitted(also, SMALL, wide, 3)
            shapes += lines(0, down, small, SMALL, "muted")
            down += LEADING[SMALL] * len(small)
        faces[lang] = Face(down + 4, BAND / 2, tuple(shapes), 0, wide)
    return Card(id, m.outcome.iri, m.outcome.kind, wide, faces)


def _marks(m: Measure, scale: Scale) -> list[Mark]:
    """The dot and the whiskers of a figure at the left of its cell, from below to above."""
    x, how, k = 8.0, style(m), m.outcome.kind
    least, most = m.interval
    made: list[Mark] = []
    above, below = most is None, least is None
    if scale.rank:  # a lower place is a greater number
        above, below = below, above
    if least is not None and most is not None and least != most:
        made.append(riser(x, scale.at(least), scale.at(most), k, "|"))
        if m.point is None:
            y1, y2 = sorted((scale.at(least), scale.at(most)))
            made.append(bar(x - 3, x + 3, (y1 + y2) / 2, k, how, max(2.0, y2 - y1)))
    elif m.point is not None:
        y = scale.at(m.point)
        if above:
            made.append(riser(x, y, y - REACH, k, ">"))
        if below:
            made.append(riser(x, y + REACH, y, k, "<"))
    if m.point is not None:
        made.append(dot(x, scale.at(m.point), k, how))
    return made


def _besides(made: Rows, found: Panel, measures: list[Measure], scale: Scale, names: Mapping[str, str]) -> None:
    """Figures whose period is of several years or not stated: they have no column, and are listed."""
    for n, m in enumerate(measures):
        if n == 0:
            made.add((30, 30), marks=[furniture(0, 18, [words("panel.besides", lang) for lang in LANGS])])
        picture = found.measured.picture
        card = _cell(names[m.outcome.iri], m, picture, Grid(("",), 328.0, scale))
        thing = picture.things.get(m.outcome.about) or picture.things.get(m.place)
        shapes, ends = column(0, 4, [block((thing.label, thing.label), NAME)] if thing else [])
        tall = max(max(f.height for f in card.faces.values()), *ends) + AIR
        made.add((tall, tall), [(card, LEFT, 0)], [across(0, WIDTH, 0), *shapes])


def _silent(made: Rows, found: Panel, room: float) -> None:
    if found.silent:
        count = len(found.silent)
        told = (
            words("panel.none", "zh", n=count, names="、".join(found.silent)),
            words("panel.none", "en", n=count, names=", ".join(found.silent)),
        )
        shapes, ends = column(0, 12, [block(told, room, SMALL, "muted", 40)])
        made.add([e + 8 for e in ends], marks=[across(0, room, 0), *shapes])


VIEW = View("panel", ("metric", "place", "year"), ("metric",), make)
