"""How far burdens fell: by initiative, the deepest fall first, a bar from the base to what is left of it.

A relative fall leaves from 100 %; where the report states the level too, or both ends, they stand beside it as from → to.
Of a fall whose base the report leaves out, that is said: no level can be worked out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from govkg.analysis import Both, Picture
from govkg.analysis import burden as analysis
from govkg.analysis.burden import Fall
from govkg.analysis.metric import Measure
from govkg.store import View as Store
from govkg.views.cards import LANGS, Card, Face, Mark, words
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.scales import Scale, scale
from govkg.views.shapes import across, bar, dot, fitted, furniture, lines, pill, text, whisker
from govkg.views.strip import OPEN, Rows, block, column, said, style
from govkg.views.type import LEADING, SMALL, TEXT, width

WHOLE = Decimal(100)
AIR = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a sheet: what fell, the bar with its figure, from, to. ``stacked``: one below the other (a phone)."""

    width: float
    name: float
    left: float
    right: float
    figure: float
    start: float
    end: float
    stacked: bool


WIDE = Frame(984, 136, 152, 392, 408, 668, 832, False)
NARROW = Frame(358, 358, 0, 220, 0, 0, 176, True)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and plan of the burdens of all initiatives, or of one; raises as ``analysis.burden.burden`` does."""
    found = analysis.burden(store, given.get("of", ""), given.get("place", ""))
    narrow = sheet(found, NARROW).plan(NARROW.width)
    return found.picture, sheet(found, WIDE).plan(WIDE.width, narrow=narrow)


def sheet(found: analysis.Burdens, frame: Frame) -> Rows:
    """A section a thing, a row a burden."""
    made = Rows()
    places = {p for p, _, _ in found.groups}
    ids = {o: f"n{n}" for n, o in enumerate(found.picture.outcomes)}
    rises = [-f.fall for _, _, falls in found.groups for f in falls if f.fall < 0]
    axis = scale([WHOLE, *(WHOLE + r for r in rises)], frame.left, frame.right, 4, zero=True)
    for number, (place, thing, falls) in enumerate(found.groups):
        name = _title(found.picture, place if len(places) > 1 else "", thing)
        head: list[Mark] = []
        tall = 2.0
        if any(f.change or f.base for f in falls) and (not frame.stacked or number == 0):
            head, tall = (
                [*_head(axis, frame, any(f.level and not f.taken for f in falls)), across(0, frame.width, 26)],
                26.0,
            )
        made.add((tall, tall), marks=head, title=name)
        for n, fall in enumerate(falls):
            _row(made, fall, found.picture, ids, axis, frame, [across(0, frame.width, 0)] if n else [])
    return made


def _title(picture: Picture, place: str, thing: str) -> Both:
    names = [picture.things[i].label for i in (place, thing) if i in picture.things]
    return (" · ".join(dict.fromkeys(names)),) * 2


def _head(axis: Scale, frame: Frame, levels: bool) -> list[Mark]:
    made = [
        furniture(axis.at(t), 12, (f"{t} %",) * 2, a="center" if t else "left") for t in axis.ticks if t in (0, WHOLE)
    ]
    if levels and not frame.stacked:
        made.append(furniture(frame.start, 12, [words("plot.from", n) for n in LANGS]))
        made.append(furniture(frame.end, 12, [words("plot.to", n) for n in LANGS]))
    return made


def _row(
    made: Rows, fall: Fall, picture: Picture, ids: Mapping[str, str], axis: Scale, frame: Frame, above: list[Mark]
) -> None:
    m = fall.said
    name = picture.label(m.outcome.metric) if m.outcome.metric else (m.outcome.words, m.outcome.words)
    note = " · ".join(filter(None, (m.period, m.outcome.scope)))
    blocks = [block(name, frame.name - (88 if frame.stacked else 0), most=2)]
    if not frame.stacked:
        blocks.append(block((note, note), frame.name, SMALL, "muted", 2))
    shapes, ends = column(0, 6, blocks)
    if note and frame.stacked:
        shapes.append(furniture(frame.width, 6 + LEADING[TEXT] / 2, (note, note), a="right"))
    places: list[tuple[Card, float, float]] = []
    top = bottom = max(ends) if frame.stacked else 4.0
    if fall.change:
        card = _bar(ids[fall.change.outcome.iri], fall.change, picture, axis, frame)
        places.append((card, frame.left, top))
        bottom = max(bottom, top + _height(card))
    elif not fall.base:
        said_ = "plot.fall.taken" if fall.taken else "plot.fall.unstated"
        shapes.append(furniture(frame.left, top + 14, [words(said_, n) for n in LANGS]))
        bottom = max(bottom, top + 28)
    if frame.stacked:
        top = bottom
    if fall.level:
        alone = frame.start if frame.stacked else frame.figure if fall.taken else frame.end
        stated = [(fall.base, frame.start), (fall.level, frame.end)] if fall.base else [(fall.level, alone)]
        for n, (one, x) in enumerate(stated):
            wide = (frame.end if n + 1 < len(stated) else frame.width) - x - 8
            card = _end(ids[one.outcome.iri], one, picture, wide, arrow=bool(fall.base) and one is fall.level)
            places.append((card, x, top))
            bottom = max(bottom, top + _height(card))
        if fall.base and not fall.change and not frame.stacked:
            shapes += _between(fall.base, fall.level, axis, top + 14)
    heights = [max(bottom, end) + AIR for end in ends]
    made.add(heights, places, [*above, *shapes])


def _height(card: Card) -> float:
    return max(f.height for f in card.faces.values())


def _bar(id: str, m: Measure, picture: Picture, axis: Scale, frame: Frame) -> Card:
    """A change: what is left of its base as a bar within the whole base, then the figure and what it is against."""
    written, notes = said(m, picture)
    stacked, shift = frame.stacked, frame.left
    wide = (frame.width if stacked else frame.start - 8) - shift
    middle, words_at = 14.0, (0.0 if stacked else frame.figure - shift)
    faces = {}
    for n, lang in enumerate(LANGS):
        down = middle
        shapes: list[Mark] = []
        if m.outcome.change == "relative" and m.outcome.unit in ("%", "％"):
            shapes += _left(m, axis, middle, shift)
            down = middle + 22 if stacked else middle
        elif not stacked:
            shapes.append(text(0, middle, SMALL, words("plot.fall.absolute", lang), "muted"))
        room = wide - words_at
        shapes.append(pill(words_at, down, m.outcome.kind, written, room))
        note, x = notes[n], words_at + shapes[-1]["w"] + 10
        if note and x + width(note, SMALL) <= wide:
            shapes.append(text(x, down, SMALL, note, "muted"))
        elif note:
            found = fitted(note, SMALL, room, 2)
            shapes += lines(words_at, down + 14, found, SMALL, "muted")
            down += 2 + LEADING[SMALL] * len(found)
        faces[lang] = Face(down + 16, middle, tuple(shapes), 0, wide)
    return Card(id, m.outcome.iri, m.outcome.kind, wide, faces)


def _left(m: Measure, axis: Scale, y: float, shift: float) -> list[Mark]:
    """The base as a ghost, what is left of it filled; a bound runs on as an open whisker."""
    whole, zero = axis.at(WHOLE) - shift, axis.at(Decimal(0)) - shift
    made: list[Mark] = []
    least, most = m.interval
    value = m.point if m.point is not None else (most if least is None else least)
    if value is None:
        return [bar(zero, whole, y, "Baseline", "ghost")]
    end = axis.at(WHOLE + value) - shift
    made.append(bar(zero, end, y, m.outcome.kind, style(m)))
    if end < whole:
        made.append(bar(end, whole, y, "Baseline", "ghost"))
    if least is not None and most is not None and least != most:
        made.append(whisker(axis.at(WHOLE + least) - shift, axis.at(WHOLE + most) - shift, y, m.outcome.kind, "|"))
    else:
        if least is None:
            made.append(whisker(max(zero, end - OPEN), end, y, m.outcome.kind, "<"))
        if most is None:
            made.append(whisker(end, min(whole, end + OPEN), y, m.outcome.kind, ">"))
    return made


def _between(base: Measure, level: Measure, axis: Scale, y: float) -> list[Mark]:
    """Both ends stated and no change: what is left, as a share of the base, with no number that nobody said."""
    if not base.point or level.point is None or level.outcome.unit != base.outcome.unit:
        return []
    zero, whole = axis.at(Decimal(0)), axis.at(WHOLE)
    end = axis.at(min(axis.high, WHOLE * level.point / base.point))
    made = [bar(zero, end, y, level.outcome.kind, style(level))]
    return [*made, bar(end, whole, y, "Baseline", "ghost")] if end < whole else made


def _end(id: str, m: Measure, picture: Picture, room: float, arrow: bool) -> Card:
    """A level: the base that it fell from, or what is left."""
    written, notes = said(m, picture)
    faces = {}
    for n, _ in enumerate(LANGS):
        shapes: list[Mark] = []
        x, down = 0.0, 2.0
        if arrow:
            shapes.append(text(0, 14, TEXT, "→", "muted"))
            x = 22.0
        if written:
            shapes.append(pill(x, 14, m.outcome.kind, written, room - x))
            down = 28.0
        elif notes[n]:
            value, _, rest = notes[n].partition(" · ")
            shapes += [
                dot(6, 14, m.outcome.kind, style(m)),
                text(18, 14, SMALL, value, "ink"),
            ]
            when = " · ".join(filter(None, (rest, m.period)))
            shapes.append(text(18, 32, SMALL, when, "muted"))
            faces[LANGS[n]] = Face(44, 14, tuple(shapes), 0, room)
            continue
        if notes[n]:
            found = fitted(notes[n], SMALL, room - x, 2)
            shapes += lines(x, down, found, SMALL, "muted")
            down += LEADING[SMALL] * len(found)
        faces[LANGS[n]] = Face(down + 2, 14, tuple(shapes), 0, room)
    return Card(id, m.outcome.iri, m.outcome.kind, room, faces)


VIEW = View("burden", ("of", "place"), (), make)
