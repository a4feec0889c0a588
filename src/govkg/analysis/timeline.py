"""What happened, is planned or was honoured, in time: as precise as the source says and no more."""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis import named
from govkg.analysis.model import Outcome, Picture
from govkg.analysis.reader import GOV, Reader
from govkg.store import View

EVENTS = ("Milestone", "PlannedMilestone", "Recognition")


@dataclass(frozen=True, slots=True)
class Event:
    """An outcome that is no number. ``start`` and ``end`` are as the text has them, "" where it names no date."""

    outcome: Outcome
    report: str
    covers: str  # the period of the report that says so: all that is known of an event without a date

    @property
    def dated(self) -> bool:
        """Whether the text itself says when."""
        return bool(self.outcome.start)

    @property
    def year(self) -> str:
        """The year under which it stands: its own, else the one in which the report's period begins."""
        return (self.outcome.start or self.covers)[:4]


@dataclass(frozen=True)
class Timeline:
    """Events from the earliest to the latest year, the dated ones of a year first."""

    picture: Picture
    events: tuple[Event, ...]


def timeline(store: View, of: str = "", place: str = "", report: str = "") -> Timeline:
    """The events of the graph, or of one thing, place or report (its id); raises as ``named.one`` does.

    >>> import govkg
    >>> found = timeline(govkg.open().store, of="武汉云")
    >>> [(e.outcome.surface, e.year, e.dated) for e in found.events]
    [('正式启用', '2021', False)]
    """
    read = Reader(store)
    if of:
        iris = read.subjects("touching", thing=[named.one(store, of)])
    elif place or report:
        classes = [GOV + k for k in EVENTS]
        iris = read.subjects("reported", report=_reports(read, place, report), **{"class": classes})
    else:
        iris = read.subjects("events")
    read.describe(iris)
    iris = [i for i in iris if read.kind(i) in EVENTS]
    if of and (place or report):
        kept = _reports(read, place, report)
        iris = [i for i in iris if read.one(i, "source") in kept]
    read.describe({read.one(i, "source") for i in iris})
    picture = read.picture((), iris, ())
    found = [Event(picture.outcomes[i], r := read.one(i, "source"), read.one(r, "covers")) for i in iris]
    return Timeline(picture, tuple(sorted(found, key=lambda e: order(picture, e))))


def _reports(read: Reader, place: str, report: str) -> list[str]:
    """The reports of a place, or the one of an id or IRI."""
    where = named.one(read.store, place, ("Place",)) if place else ""
    found = [str(r["s"]) for r in read.rows("reporters") if not where or r["place"] == where]
    return [i for i in found if not report or report in (i, i.rpartition("/")[2])]


def order(picture: Picture, e: Event) -> tuple[object, ...]:
    """Sorts events: year, dated before undated, date, report, place in the text."""
    passage = picture.passages.get(e.outcome.passage)
    at = passage.start if passage else 0
    return (e.year or "9999", not e.dated, e.outcome.start, e.outcome.end, e.report, at, e.outcome.iri)
