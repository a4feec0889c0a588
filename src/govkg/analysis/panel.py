"""One metric over places and years: which cell holds which figures, and why the others hold none.

Three absences are told apart: the report does not say, a passage that names the metric could not be read, and there is no
report of that place and year in the corpus.
"""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis import metric as figures
from govkg.analysis.metric import Measure, Measured
from govkg.analysis.model import DERIVED, FIGURES
from govkg.analysis.reader import ALT, Reader
from govkg.store import View

SILENT, UNREAD, MISSING = "silent", "unread", "missing"
KINDS = (*FIGURES, DERIVED)
SHORT = 2  # a name of the metric of so few characters stands in too many sentences to tell anything


@dataclass(frozen=True)
class Panel:
    """Figures with the years that they, or reports of their places, are of; for a place and year without one why there is none."""

    measured: Measured
    years: tuple[str, ...]
    places: tuple[str, ...]  # IRIs, those with a figure, in the order of the figures
    absent: dict[tuple[str, str], str]  # place, year → silent unread missing
    silent: tuple[str, ...] = ()  # labels of the places that have reports and no figure of it at all


def panel(store: View, name: str, place: str = "", year: str = "") -> Panel:
    """The figures of a metric by place and year; raises as ``analysis.metric.metric`` does.

    >>> import govkg
    >>> found = panel(govkg.open().store, "办理时限")
    >>> found.years, len(found.places), found.absent
    (('2020', '2021'), 1, {})
    """
    found = figures.metric(store, name, place, year)
    read = Reader(store)
    places = tuple(dict.fromkeys(m.place for m in found.measures if m.place))
    reports: dict[tuple[str, str], set[str]] = {}
    reporters = [r for r in read.rows("reporters") if r["place"] and r["covers"]]
    for r in reporters:
        first, _, last = str(r["covers"]).partition("/")
        for n in range(int(first[:4]), int((last or first)[:4]) + 1):
            reports.setdefault((str(r["place"]), str(n)), set()).add(str(r["s"]))
    years = sorted(
        {m.year for m in found.measures if m.year} | {y for p, y in reports if p in places and year in ("", y)}
    )
    filled = {(m.place, m.year) for m in found.measures}
    empty = [(p, y) for p in places for y in years if (p, y) not in filled]
    unread = _unread(read, found, {i for cell in empty for i in reports.get(cell, ())})
    absent = {}
    for cell in empty:
        there = reports.get(cell, set())
        absent[cell] = MISSING if not there else UNREAD if there & unread else SILENT
    others = sorted({str(r["place"]) for r in reporters} - set(places)) if not place else []
    read.describe(others)
    return Panel(found, tuple(years), places, absent, tuple(sorted(read.thing(i).label for i in others)))


def _unread(read: Reader, found: Measured, reports: set[str]) -> set[str]:
    """The reports with a sentence that names the metric and that could not be read."""
    if not reports:
        return set()
    names = {found.words} if found.words else set(found.picture.label(found.metric))
    if found.metric:
        read.describe([found.metric])
        names |= set(read.nodes[found.metric].get(ALT, ()))
    long = {n for n in names if len(n) > SHORT}
    return {str(r["report"]) for r in read.rows("unread", report=reports) if any(n in str(r["sentence"]) for n in long)}


def rows(measures: list[Measure]) -> list[list[Measure]]:
    """Measures of one axis by place, thing and scope; in a cell results stand before targets and what was worked out."""
    made: dict[tuple[str, ...], list[Measure]] = {}
    for m in measures:
        made.setdefault((m.place, m.outcome.about, m.outcome.scope), []).append(m)
    return [sorted(r, key=lambda m: KINDS.index(m.outcome.kind)) for r in made.values()]
