"""One metric over places and years: a row a thing, a line a figure, all on one scale where they may share one.

Unlike units, levels and changes, bases and flows stand in panels of their own, each with the reason said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from govkg import ids
from govkg.analysis import Both, Picture, comparable
from govkg.analysis import metric as analysis
from govkg.analysis.metric import Measure
from govkg.store import View as Store
from govkg.views.cards import LANGS, Card, Face, Mark, words
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.shapes import across, fitted, lines, pill, text
from govkg.views.strip import Block, Rows, Strip, because, block, column, key, kind, marks, said
from govkg.views.type import LEADING, SMALL, width

LINE, AIR = 32, 10  # a figure's line; between two rows


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a sheet: names, periods, strip, figures. ``stacked``: the strip lies below the words (a phone)."""

    width: float
    name: float
    period: float
    left: float
    right: float
    figure: float
    stacked: bool


WIDE = Frame(984, 232, 248, 344, 712, 728, False)
NARROW = Frame(358, 358, 0, 0, 358, 104, True)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and plan of a metric; raises as ``analysis.metric.metric`` does."""
    found = analysis.metric(store, given["metric"], given.get("place", ""), given.get("year", ""))
    name = found.picture.label(found.metric) if found.metric else (found.words, found.words)
    names = {m.outcome.iri: f"n{n}" for n, m in enumerate(found.measures)}
    says = {"metric": name}
    narrow = sheet(found, names, NARROW).plan(NARROW.width, says=says)
    return found.picture, sheet(found, names, WIDE).plan(WIDE.width, narrow=narrow, says=says)


def sheet(found: analysis.Measured, names: Mapping[str, str], frame: Frame) -> Rows:
    """The panels, one below the other."""
    made = Rows()
    panels = analysis.panels(found.measures)
    for n, panel in enumerate(panels):
        strip = Strip.of(panel, frame.left, frame.right, 4 if frame.stacked else 5)
        head, tall = key(found.measures, frame.width) if n == 0 else ([], 0.0)
        notes = [block(t, frame.width, SMALL, "muted") for t in remarks(panels, n, strip)]
        told, ends = column(0, tall + 8 if tall else 0, notes)
        down = max(ends)
        made.add(
            (down + 26, down + 26),
            marks=[*head, *told, *strip.axis(down + 14)],
            title=heading(panel[0], found.picture),
        )
        for _, measures in groupby(panel, key=lambda m: (m.place, m.outcome.about, m.outcome.scope)):
            _row(made, list(measures), found.picture, names, strip, frame)
    return made


def heading(m: Measure, picture: Picture) -> Both:
    """What the figures of a panel have in common: level or change, unit, base, and flow where the text gives one."""
    o = m.outcome
    parts = [picture.label(ids.concept("kind", o.figure)), (o.unit, o.unit) if o.unit else _both("plot.unit.none")]
    if o.figure == "change":
        parts.append(picture.label(ids.concept("comparison", o.base or "unstated")))
    if o.figure == "rank":
        parts.append((o.words, o.words))
    if o.flow:
        parts.append(picture.label(ids.concept("flow", o.flow)))
    return (" · ".join(p[0] for p in parts), " · ".join(p[1] for p in parts))


def _both(name: str) -> Both:
    return (words(name, "zh"), words(name, "en"))


def remarks(panels: list[list[Measure]], n: int, strip: Strip) -> list[Both]:
    """What a reader must be told of a panel: why it stands apart, what is not stated, periods that differ, how its axis runs."""
    made = []
    if n:
        made.append(because("plot.panel", comparable.unlike(panels[0][0].outcome, panels[n][0].outcome)))
    if mixed := _mixed(panels[n]):
        made.append(because("plot.mixed", mixed))
    if not panels[n][0].outcome.flow and any(p[0].outcome.flow for p in panels):
        made.append(_both("plot.flow.unstated"))
    if len({comparable.part(m.outcome.start, m.outcome.end) for m in panels[n] if m.outcome.figure != "rank"}) > 1:
        made.append(_both("plot.periods"))
    if strip.scale.log:
        made.append(_both("plot.log"))
    elif strip.scale.cut:
        made.append(_both("plot.cut"))
    return made


def _mixed(panel: list[Measure]) -> list[str]:
    """What keeps some figures of a panel from being compared: they share an axis to be seen together."""
    found: set[str] = set()
    for one, other in [*pairwise(panel), *((panel[0], m) for m in panel[1:])]:
        found.update(comparable.verdict(one.outcome, other.outcome).refused)
    return [code for code in comparable.REFUSED if code in found and code != "period"]  # periods are told of apart


def _row(
    made: Rows, measures: list[Measure], picture: Picture, names: Mapping[str, str], strip: Strip, frame: Frame
) -> None:
    """A thing with its figures, from the earliest."""
    shapes, ends = column(0, 6, _name(measures[0], picture, frame.name))
    below = max(ends) + 2 if frame.stacked else 0.0
    places = []
    for m in measures:
        card = figure(names[m.outcome.iri], m, picture, strip, frame)
        places.append((card, 0.0, below))
        below += max(f.height for f in card.faces.values())
    heights = [max(below, end) + AIR for end in ends]
    made.add(heights, places, [*strip.grid(max(heights)), across(0, frame.width, 0), *shapes])


def _name(m: Measure, picture: Picture, room: float) -> list[Block]:
    o = m.outcome
    thing, place = picture.things.get(o.about), picture.things.get(m.place)
    name = thing.label if thing else (place.label if place else "")
    parts = [place.label] if place and place is not thing else []
    notes = [" · ".join([*parts, *([words("plot.scope", n, scope=o.scope)] if o.scope else [])]) for n in LANGS]
    return [block((name, name), room), block(notes, room, SMALL, "muted", 2)]


def figure(id: str, m: Measure, picture: Picture, strip: Strip, frame: Frame) -> Card:
    """A figure as a line of its own: period, dot with its bound, words."""
    written, notes = said(m, picture)
    faces = {}
    for n, lang in enumerate(LANGS):
        room = frame.width - frame.figure
        middle = 14.0
        when = m.period or words("plot.period.unstated", lang)
        shapes: list[Mark] = [text(frame.period, middle, SMALL, when, "muted")]
        beside = kind(m, lang) if not m.derived else ""
        part = words("plot.part", lang) if m.outcome.subset_of else ""
        if also := " · ".join(filter(None, (beside, part))):
            shapes.append(text(frame.period + width(when, SMALL) + 8, middle, SMALL, also, "muted"))
        bottom, note = 28.0, notes[n]
        if written:
            shapes.append(pill(frame.figure, middle, m.outcome.kind, written, room))
            x = frame.figure + shapes[-1]["w"] + 12
            if note and x + width(note, SMALL) <= frame.width:
                shapes.append(text(x, middle, SMALL, note, "muted"))
                note = ""
        if note:
            start = bottom if written else 5.0
            found = fitted(note, SMALL, room, 2)
            shapes += lines(frame.figure, start, found, SMALL, "muted")
            bottom = max(bottom, start + LEADING[SMALL] * len(found))
        at = bottom + 10 if frame.stacked else middle
        if frame.stacked:
            bottom += 22
        faces[lang] = Face(
            bottom + 4, middle, (across(frame.left, frame.right, at), *marks(m, strip, at), *shapes), 0, frame.width
        )
    return Card(id, m.outcome.iri, m.outcome.kind, frame.width, faces)


VIEW = View("metric", ("metric", "place", "year"), ("metric",), make)

__all__ = ["NARROW", "VIEW", "WIDE", "Frame", "figure", "heading", "make", "remarks", "sheet"]
