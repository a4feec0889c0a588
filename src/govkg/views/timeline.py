"""What happened, is planned or was honoured, year by year: as precise as the text and no more.

An event with a date lies on the strip of its year, as wide as what the text says: a day, a month, a quarter, the whole year.
One without a date has no place on it; it is listed after, under the year that its report covers, and that is said.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from govkg.analysis import Both, Picture
from govkg.analysis import timeline as analysis
from govkg.analysis.timeline import Event
from govkg.ids import concept
from govkg.store import View as Store
from govkg.views.cards import LANGS, Card, Face, Mark, clause, words
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.shapes import across, bar, dot, fitted, furniture, glyph, lines, text, whisker
from govkg.views.strip import Rows, block, column
from govkg.views.type import LEADING, SMALL, TEXT, balanced

DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
SHAPES = {"Milestone": "filled", "PlannedMilestone": "hollow", "Recognition": "filled"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a sheet: whose event, when (the strip of twelve months), what. ``stacked``: below each other (a phone)."""

    width: float
    name: float
    left: float
    right: float
    what: float
    stacked: bool


WIDE = Frame(984, 232, 256, 496, 520, False)
NARROW = Frame(358, 358, 0, 336, 0, True)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and plan of all events, or of those of one thing, place or report."""
    found = analysis.timeline(store, given.get("of", ""), given.get("place", ""), given.get("report", ""))
    narrow = sheet(found, NARROW).plan(NARROW.width)
    return found.picture, sheet(found, WIDE).plan(WIDE.width, narrow=narrow)


def sheet(found: analysis.Timeline, frame: Frame) -> Rows:
    """A section a year, its dated events first, then those of its reports that have no date, by section of the text."""
    made = Rows()
    picture = found.picture
    names = {e.outcome.iri: f"n{n}" for n, e in enumerate(found.events)}
    told = ""
    for year, of_year in groupby(found.events, key=lambda e: e.year):
        events = list(of_year)
        dated = [e for e in events if e.dated]
        title: Both | None = _title(year, bool(dated))
        if dated:
            made.add((24, 24), marks=_months(frame), title=title)
            title = None
            for e in dated:
                _row(made, [e], picture, names, frame)
        for key, of_section in groupby(
            (e for e in events if not e.dated), key=lambda e: (e.report, _section(picture, e))
        ):
            _caption(made, picture, key, frame, title, title is not None or key[0] != told)
            told, title = key[0], None
            for _, of_thing in groupby(of_section, key=lambda e: e.outcome.about):
                _row(made, list(of_thing), picture, names, frame)
    return made


def span(start: str, end: str) -> tuple[float, float]:
    """Where a date lies in the year in which it begins, as shares of that year; what runs on beyond it ends at 1.

    >>> span("2021", "2021"), span("2021-07", "2021-12")
    ((0.0, 1.0), (0.5, 1.0))
    >>> span("2020-12", "2022")[1]
    1.0
    """
    first, last = DATE.match(start), DATE.match(end or start)
    if not first or not last:
        return (0.0, 1.0)
    year, month, day = (int(g) if g else 0 for g in first.groups())
    low = (month - 1) / 12 if month else 0.0
    if month and day:
        low += (day - 1) / calendar.monthrange(year, month)[1] / 12
    until, month, day = (int(g) if g else 0 for g in last.groups())
    if until > year or not month:
        return (low, 1.0)
    high = month / 12
    if day:
        high = (month - 1) / 12 + day / calendar.monthrange(until, month)[1] / 12
    return (low, max(low, high))


def _both(name: str, **values: object) -> Both:
    return (words(name, "zh", **values), words(name, "en", **values))


def _title(year: str, dated: bool) -> Both:
    if not year:
        return _both("plot.year.unknown")
    return (year, year) if dated else _both("plot.year.report", year=year)


def _months(frame: Frame) -> list[Mark]:
    step = (frame.right - frame.left) / 12
    said = [(_both("plot.month", n=m), frame.left + step * (m - 1)) for m in (1, 4, 7, 10)]
    return [furniture(x, 12, t) for t, x in said]


def _section(picture: Picture, e: Event) -> str:
    passage = picture.passages.get(e.outcome.passage)
    return "/".join(passage.section.split("/")[:2]) if passage else ""


def _caption(made: Rows, picture: Picture, key: tuple[str, str], frame: Frame, title: Both | None,
             tell: bool) -> None:  # fmt: skip
    """Which report says what follows, in which section, and that it names no date."""
    report, path = key
    blocks = []
    if tell and report in picture.reports:
        blocks.append(block(_both("plot.undated", title=picture.reports[report].title), frame.width, SMALL, "muted"))
    heading = picture.sections.get((report, path), "") if path else ""
    head = path.partition("/")[0]
    heading = f"{head} {heading}" if heading and "/" in path else heading or path.replace("/", " ")
    shapes, ends = column(0, 4, blocks)
    if heading:
        more, ends = column(
            0, max(ends) + (8 if blocks else 2), [block((heading, heading), frame.width, SMALL, most=2)]
        )
        shapes += more
    down = max(ends) + 6
    made.add((down, down), marks=shapes, title=title)


def _row(made: Rows, events: list[Event], picture: Picture, names: Mapping[str, str], frame: Frame) -> None:
    """Events of one thing: its name once, then each."""
    about = picture.things.get(events[0].outcome.about) or picture.things.get(events[0].outcome.award)
    name = balanced(about.label, TEXT, frame.name) if about else []
    shapes, (down, _) = column(0, 6, [(TEXT, "ink", (name, name))])
    below = down if frame.stacked else 0.0
    places = []
    for e in events:
        card = _card(names[e.outcome.iri], e, picture, frame)
        places.append((card, 0.0, below))
        below += max(f.height for f in card.faces.values())
    height = max(down, below) + 6
    made.add((height, height), places, [across(0, frame.width, 0), *shapes])


def _card(id: str, e: Event, picture: Picture, frame: Frame) -> Card:
    """An event: when, what it was, and the report's words for it."""
    o, faces = e.outcome, {}
    passage = picture.passages.get(o.passage)
    by = picture.things.get(o.conferred_by)
    award = picture.things.get(o.award)
    what = frame.what if frame.stacked or e.dated else frame.left
    for n, lang in enumerate(LANGS):
        shapes: list[Mark] = []
        down = 0.0
        if e.dated:
            shapes += _when(e, frame, 16)
            when = o.start if o.start == o.end else f"{o.start} – {o.end}"
            shapes.append(text(frame.left, 32, SMALL, when, "muted"))
            down = 44.0 if frame.stacked else 0.0
        kind = picture.label(concept("event", o.event))[n] if o.event else words(f"kind.{o.kind}", lang)
        if o.kind == "PlannedMilestone":
            kind = words("kind.PlannedMilestone", lang)
        said = award.label if award else clause(passage) if passage else o.surface
        if by:
            said += f" · {words('by', lang, name=by.label)}"
        shapes += [glyph(what + 9, down + 16, o.kind), text(what + 26, down + 16, TEXT, kind)]
        left = what + (144 if not frame.stacked else 26)
        if frame.stacked:
            down += 22
        found = fitted(said, TEXT, frame.width - left, 3)
        shapes += lines(left, down + 6, found, TEXT, **({} if award else {"f": "serif"}))
        down += 6 + LEADING[TEXT] * len(found)
        faces[lang] = Face(max(down, 44.0 if e.dated else 0) + 4, 16, tuple(shapes), 0, frame.width)
    return Card(id, o.iri, o.kind, frame.width, faces)


def _when(e: Event, frame: Frame, y: float) -> list[Mark]:
    """The date on the strip of its year: a dot for a day, else a bar as wide as what is said."""
    low, high = span(e.outcome.start, e.outcome.end)
    at = [round(frame.left + (frame.right - frame.left) * share, 1) for share in (low, high)]
    how, kind = SHAPES[e.outcome.kind], e.outcome.kind
    made = [across(frame.left, frame.right, y)]
    if len(e.outcome.start) == 10 and e.outcome.start == e.outcome.end:
        return [*made, dot(at[0], y, kind, how)]
    made.append(bar(at[0], max(at[1], at[0] + 6), y, kind, how, 10))
    if e.outcome.end[:4] > e.outcome.start[:4]:
        made.append(whisker(at[1], at[1] + 14, y, kind, ">"))
    return made


VIEW = View("timeline", ("of", "place", "report"), (), make)
