"""What became of targets: each beside what the reports that cover its due year say, judged by the question targets-and-results.

The judgement stands in the question alone; here its rows become a ledger, one entry a target, with the words of both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from govkg import ids
from govkg.analysis import comparable
from govkg.analysis.model import Both, Closing, Outcome, Passage, Picture
from govkg.analysis.reader import Reader
from govkg.graph import Graph
from govkg.store import View

QUESTION = "targets-and-results"
VERDICTS = ("met", "missed", "partly", "redefined", "unratable", "notReported", "notRead", "noReport")
RATED = VERDICTS[:5]  # there is a result to look at
UNDECIDED = ("words", "several", "unit", "bound")  # why a result that is there does not decide, the weightiest first


@dataclass(frozen=True, slots=True)
class Report:
    """A report that covers the due year and does not give the figure: its title, and how many of its sentences were read."""

    iri: str
    title: str
    sentences: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A target and what became of it. ``results`` are empty where none is given; ``silent`` are then the reports that were read,
    ``unread`` the words in them that may speak of it and could not be read.
    """

    target: Outcome
    place: str
    due: str  # the year
    verdict: str  # of VERDICTS
    results: tuple[Outcome, ...] = ()
    why: tuple[str, ...] = ()  # what differs (comparable.REASONS) for redefined; of UNDECIDED for unratable
    silent: tuple[Report, ...] = ()
    unread: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """Entries by place, due year and place in the text; the picture holds the words of all."""

    picture: Picture
    entries: tuple[Entry, ...]


def closure(store: View, place: str = "", year: str = "", metric: str = "", report: str = "") -> Ledger:
    """The targets of a graph, of a place, due in a year, of a metric (a text in its name), or set by one report (its id).

    Raises as a question does for a place or a year that it does not know.

    >>> import govkg
    >>> closure(govkg.open().store).entries
    ()
    """
    read = Reader(store)
    given: dict[str, Any] = {k: v for k, v in (("place", place), ("year", year)) if v}
    rows: list[dict[str, Any]] = [{**r} for r in Graph(store).ask(QUESTION, **given).rows]
    by: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if not report or report in (row["source"], ids.ID + "report/" + row["source"]):
            by.setdefault(str(row["statement"]), []).append(row)
    kept = [r for found in by.values() for r in found]
    results = {str(r["statement2"]) for r in kept if _code(r) in RATED}
    unread = {str(r["statement2"]) for r in kept if _code(r) == "notRead"}
    read.describe(unread)
    picture = read.picture({str(r["placeId"]) for r in kept}, by.keys() | results, ())
    picture = replace(picture, labels={**picture.labels, **_names(read)})
    made = [_entry(read, picture, found) for found in by.values()]
    if metric:
        made = [e for e in made if metric in e.target.words or metric in picture.label(e.target.metric)[0]]
    made.sort(key=lambda e: _order(picture, e))
    return Ledger(_told(picture, made), tuple(made))


def _code(row: Mapping[str, Any]) -> str:
    return str(row["verdictId"]).rpartition("/")[2]


def _names(read: Reader) -> dict[str, Both]:
    """The names of the verdicts in both languages."""
    made: dict[str, dict[str, str]] = {}
    for r in read.rows("labels", s=[ids.concept("verdict", v) for v in VERDICTS]):
        made.setdefault(str(r["s"]), {})[str(r["lang"])] = str(r["label"])
    return {c: (n.get("zh", ""), n.get("en", "")) for c, n in sorted(made.items())}


def _entry(read: Reader, picture: Picture, rows: list[Mapping[str, Any]]) -> Entry:
    first, verdict = rows[0], _code(rows[0])
    target = picture.outcomes[str(first["statement"])]
    results: list[Outcome] = []
    silent: dict[str, Report] = {}
    unread: dict[str, Passage] = {}
    for r in rows:
        if verdict in RATED:
            results.append(picture.outcomes[str(r["statement2"])])
            continue
        if r["reportId"]:
            silent[str(r["reportId"])] = Report(str(r["reportId"]), str(r["report"]), int(r["sentences"]))
        if r["statement2"] and (passage := read.first(str(r["statement2"]))):
            unread[passage] = read.passage(passage)
    why: tuple[str, ...] = ()
    if verdict in ("redefined", "partly"):
        why = _differs(target, results)
    elif verdict == "unratable":
        why = _undecided(target, results)
    return Entry(target, str(first["placeId"]), str(first["year"]), verdict, tuple(results), why,
                 tuple(silent.values()), tuple(unread.values()))  # fmt: skip


def _differs(target: Outcome, results: Iterable[Outcome]) -> tuple[str, ...]:
    """What keeps every result from being held against the target; a base or flow that one side leaves out keeps none."""
    loose = ("base", "flow")
    found = [
        {
            d
            for d in comparable.differs(target, r)
            if d not in loose or all(getattr(o, d) not in ("", "unstated") for o in (target, r))
        }
        for r in results
    ]
    shared = set.intersection(*found) if found else set()
    return tuple(d for d in comparable.REASONS if d in (shared or set().union(*found)))


def _undecided(target: Outcome, results: list[Outcome]) -> tuple[str, ...]:
    if all(r.words != target.words for r in results):
        return ("words",)
    if any(r.unit != target.unit for r in results):
        return ("unit",)
    return ("several",) if len(results) > 1 and all(r.bound == "exact" for r in results) else ("bound",)


def _order(picture: Picture, e: Entry) -> tuple[object, ...]:
    place, passage = picture.things.get(e.place), picture.passages.get(e.target.passage)
    said = (passage.report, passage.start) if passage else ("", 0)
    return (place.pinyin if place else "", e.place, e.due, *said, e.target.iri)


def _told(picture: Picture, entries: Iterable[Entry]) -> Picture:
    """The picture with what the ledger says of each target and of each result beside one."""
    made: dict[str, Closing] = {}
    for e in entries:
        made[e.target.iri] = Closing(
            (e.verdict,), (e.due,), picture.label(ids.concept("verdict", e.verdict)), _answer(picture, e)
        )
        for r in e.results:
            known = made.get(r.iri, Closing())
            verdicts, due = {*known.verdicts, e.verdict}, {*known.due, e.due}
            made[r.iri] = Closing(tuple(v for v in VERDICTS if v in verdicts), tuple(sorted(due)))
    return replace(picture, closings=made)


def _answer(picture: Picture, e: Entry) -> Both:
    """What stands against the target: the results with their quotes, else the words that were not read, else the reports read."""
    if e.results:
        said = []
        for r in e.results:
            passage = picture.passages.get(r.passage)
            report = picture.reports.get(passage.report) if passage else None
            words = f"{passage.before}{passage.quote}{passage.after}" if passage else r.surface
            said.append(f"{r.surface}：“{words}”" + (f"（{report.title}）" if report else ""))
        return ("；".join(said),) * 2
    if e.unread:
        return ("；".join(f"“{p.before}{p.quote}{p.after}”" for p in e.unread),) * 2
    return ("；".join(r.title for r in e.silent),) * 2


__all__ = ["RATED", "VERDICTS", "Entry", "Ledger", "Report", "closure"]
