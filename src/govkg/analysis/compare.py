"""Two places, reports or years side by side: what both report, what one reports alone, and which figures may be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govkg import parameters
from govkg.analysis import named
from govkg.analysis.comparable import beside
from govkg.analysis.metric import YEAR, Measure, measured
from govkg.analysis.model import FIGURES, INITIATIVES, Both, Picture
from govkg.analysis.reader import GOV, LABEL, Reader
from govkg.errors import CallerError
from govkg.store import View

SHARED, ONLY_A, ONLY_B = "both", "a", "b"
SAID, SILENT, OTHERWISE, MISSING = "said", "silent", "otherwise", "missing"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: ``kind`` is place, report or year; ``key`` an IRI or a year."""

    kind: str
    key: str
    label: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a side says: its measures, or why there are none.

    ``silent``: its report does not say; ``otherwise``: it says so of another scope, unit or period alone;
    ``missing``: the corpus has no such report.
    """

    measures: tuple[Measure, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """One metric on both sides. ``apart`` names what forbids comparing them, else ``told`` what a reader must be told.

    ``rough``: their bounds leave open which is more.
    """

    metric: str  # IRI, "" where the reading was unsure
    words: str
    year: str  # where places are compared; the span of a figure of several years
    kind: str  # Result Target Baseline
    a: Cell
    b: Cell
    apart: tuple[str, ...] = ()
    rough: bool = False
    told: tuple[str, ...] = ()
    conversion: str = ""  # 30公顷 = 450亩


@dataclass(frozen=True, slots=True)
class Subject:
    """What rows are about: a thing of each side, "" where a side does not name it; both "" for the place as a whole."""

    where: str  # both a b
    place: str  # where years are compared
    a: str
    b: str
    absent: str  # the state of the side that does not name it
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Comparison:
    """Both sides with the picture that holds their words: shared subjects first, then those of one side alone."""

    picture: Picture
    a: Side
    b: Side
    subjects: tuple[Subject, ...]


Source = tuple[str, str, str]  # place, covers, plans of a report


def compare(store: View, a: str, b: str, place: str = "", year: str = "") -> Comparison:
    """Two sides of one kind: places by name, reports by id or title, years by four digits.

    ``year`` narrows two places, ``place`` two years. Raises CallerError ``view.side`` for what is none of these and
    ``view.sides`` for two sides of different kinds or twice the same.

    >>> import govkg
    >>> found = compare(govkg.open().store, "2021", "2022")
    >>> {cell.state for s in found.subjects for r in s.rows for cell in (r.b,)}
    {'missing'}
    """
    if year and not YEAR.fullmatch(year):
        raise CallerError("parameter.wrong", f"year is {year!r}", cure="give four digits")
    read = Reader(store)
    sources: dict[str, Source] = {
        r["s"]: (r["place"] or "", r["covers"] or "", r["plans"] or "") for r in read.rows("reporters")
    }
    where = named.one(store, place, ("Place",)) if place else ""
    if where:
        sources = {i: s for i, s in sources.items() if s[0] == where}
    read.describe(sources)
    sides = [_side(read, text.strip(), sources, year) for text in (a, b)]
    if sides[0].kind != sides[1].kind:
        raise CallerError("view.sides", f"{a!r} is a {sides[0].kind}, {b!r} a {sides[1].kind}",
                          cure="give two places, two reports or two years")  # fmt: skip
    if sides[0].key == sides[1].key:
        raise CallerError("view.sides", f"both sides are {sides[0].label!r}", cure="name two different ones")
    return _Comparing(read, sides[0], sides[1], sources).done()


def _side(read: Reader, text: str, sources: dict[str, Source], year: str) -> Side:
    if YEAR.fullmatch(text):
        near = tuple(
            i for i, (_, covers, plans) in sources.items() if spans(covers, text, back=1) or spans(plans, text)
        )
        return Side("year", text, text, near)
    for iri in sources:
        if text in (iri, read.one(iri, "sourceId"), read.one(iri, "http://purl.org/dc/terms/title")):
            return Side("report", iri, read.one(iri, "http://purl.org/dc/terms/title"), (iri,))
    try:
        key = named.one(read.store, text, ("Place",))
    except CallerError as e:
        if e.code == "entity.several":
            raise
        raise CallerError("view.side", f"{text!r} is no place, report or year of the graph", cure=e.cure) from e
    read.describe([key])
    reports = tuple(i for i, s in sources.items() if s[0] == key and (not year or spans(s[1], year)))
    return Side("place", key, read.one(key, LABEL), reports)


def spans(period: str, year: str, back: int = 0) -> bool:
    """Whether a period (``2023``, ``2016/2020``) holds a year, or the last year of several; ``back`` years before it count too.

    >>> spans("2016/2020", "2018"), spans("2023", "2022"), spans("2023", "2022", back=1), spans("2025", "2021/2025")
    (True, False, True, True)
    """
    first, last = period[:4], _last(period)
    asked = _last(year)
    years = (first, last, asked)
    return all(y.isdigit() for y in years) and int(first) - back <= int(asked) <= int(last)


def _last(period: str) -> str:
    """The year in which a period ends."""
    return (period.partition("/")[2] or period)[:4]


class _Comparing:
    def __init__(self, read: Reader, a: Side, b: Side, sources: dict[str, Source]) -> None:
        self.read, self.a, self.b, self.sources = read, a, b, sources
        iris = read.subjects(
            "reported", report={*a.reports, *b.reports}, **{"class": [GOV + k for k in (*FIGURES, *INITIATIVES)]}
        )
        read.describe(iris)
        things = [i for i in iris if read.kind(i) in INITIATIVES]
        self.picture, self.found = measured(read, [i for i in iris if read.kind(i) in FIGURES], things)
        self.figures: dict[tuple[str, str], list[Measure]] = {}
        for m in self.found:
            self.figures.setdefault(self._subject(m), []).append(m)
        self.named = {side.key: self._named(side, things) for side in (a, b)}

    def done(self) -> Comparison:
        keys = sorted({k for named in self.named.values() for k in named} | set(self.figures))
        made = [s for k in keys for s in self._compared(k)]
        rank = (SHARED, ONLY_A, ONLY_B)
        made.sort(
            key=lambda s: (
                rank.index(s.where),
                self._sound(s.place),
                _worth(s),
                bool(s.a or s.b),
                self._sound(s.a or s.b),
            )
        )
        return Comparison(self.picture, self.a, self.b, tuple(made))

    # -- what is of which side -----------------------------------------------------------------------------------------
    def _named(self, side: Side, things: Iterable[str]) -> dict[tuple[str, str], str]:
        """The initiatives that the reports of a side name, by place and scheme or name."""
        made: dict[tuple[str, str], str] = {}
        for iri in things:
            for report in self.read.nodes[iri].get("source", ()):
                if report in side.reports and (side.kind != "year" or spans(self.sources[report][1], side.key)):
                    made.setdefault(self._key(iri, self.sources[report][0]), iri)
        return made

    def _key(self, thing: str, place: str) -> tuple[str, str]:
        """Two things are one subject when they realise one scheme, else when they have one name."""
        realised = self.read.one(thing, "realises")
        return (place if self.a.kind == "year" else "", realised or parameters.normal(self.read.one(thing, LABEL)))

    def _subject(self, m: Measure) -> tuple[str, str]:
        if self.read.kind(m.outcome.about) in INITIATIVES:
            return self._key(m.outcome.about, m.place)
        return (m.place if self.a.kind == "year" else "", "")

    def _of(self, side: Side, m: Measure) -> bool:
        if m.report not in side.reports:
            return False
        if side.kind != "year":
            return True
        stated = m.outcome.start or m.outcome.end  # a figure of several years is of none of them
        return spans(m.year if stated else self.sources[m.report][1], side.key)

    def _state(self, side: Side, place: str, year: str, kind: str = "Result") -> str:
        """Why a side says nothing: its report does not, or there is none."""
        asked = {"place": (side.key, year), "year": (place, side.key)}.get(side.kind)
        if asked is None:
            return SILENT
        for at, covers, plans in self.sources.values():
            stated = plans if kind == "Target" else covers
            if asked[0] in ("", at) and (not asked[1] or spans(stated, asked[1])):
                return SILENT
        return MISSING

    # -- subjects and rows ---------------------------------------------------------------------------------------------
    def _compared(self, key: tuple[str, str]) -> list[Subject]:
        """A thing with all its rows; of a place as a whole, what both say of it apart from what one says."""
        here = {s.key: [m for m in self.figures.get(key, ()) if self._of(s, m)] for s in (self.a, self.b)}
        things = [self.named[s.key].get(key, "") or next((m.outcome.about for m in here[s.key] if key[1]), "")
                  for s in (self.a, self.b)]  # fmt: skip
        rows = self._rows(here[self.a.key], here[self.b.key], key[0])
        if not rows and not any(things):
            return []
        if not any(things):
            sides = [(tuple(r for r in rows if _where(r) == where), where) for where in (SHARED, ONLY_A, ONLY_B)]
            return [Subject(where, key[0], "", "", "", found) for found, where in sides if found]
        on = [bool(things[n] or here[s.key]) for n, s in enumerate((self.a, self.b))]
        where = SHARED if all(on) else ONLY_A if on[0] else ONLY_B
        absent = "" if all(on) else self._state(self.b if on[0] else self.a, key[0], "")
        return [Subject(where, key[0], things[0], things[1], absent, rows)]

    def _rows(self, a: list[Measure], b: list[Measure], place: str) -> tuple[Row, ...]:
        by: dict[tuple[str, str, str], tuple[list[Measure], list[Measure]]] = {}
        for n, found in enumerate((a, b)):
            for m in found:
                year = (m.year or m.period) if self.a.kind == "place" else ""
                by.setdefault((m.outcome.metric or m.outcome.words, year, m.outcome.kind), ([], []))[n].append(m)
        order = ("Result", "Target", "Baseline")
        made: list[Row] = []
        for _, year, kind in sorted(by, key=lambda k: (not all(by[k]), k[0], k[1], order.index(k[2]))):
            made += self._paired(*by[(_, year, kind)], year, kind, place)
        return tuple(made)

    def _paired(self, a: list[Measure], b: list[Measure], year: str, kind: str, place: str) -> list[Row]:
        """Like beside like; then what is left of either side beside each other, refused; then what stands alone."""
        made = []
        for row in beside(a, b, lambda m: m.outcome):
            first = (row.a or row.b)[0].outcome
            cells = []
            for side, mine, every in ((self.a, row.a, a), (self.b, row.b, b)):
                state = SAID if mine else OTHERWISE if every else self._state(side, place, year, kind)
                cells.append(Cell(mine, state))
            made.append(
                Row(
                    first.metric,
                    first.words,
                    year,
                    kind,
                    cells[0],
                    cells[1],
                    row.apart,
                    row.rough,
                    row.told,
                    row.conversion,
                )
            )
        return made

    def _sound(self, thing: str) -> tuple[str, str]:
        t = self.picture.things.get(thing)
        return (t.pinyin, t.label) if t else ("", thing)


def _where(row: Row) -> str:
    return SHARED if row.a.measures and row.b.measures else ONLY_A if row.a.measures else ONLY_B


def _worth(s: Subject) -> int:
    """What can be compared comes first, then what is refused, then what merely has a name on both sides."""
    rows = [r for r in s.rows if _where(r) == SHARED]
    return 0 if any(not r.apart for r in rows) else 1 if rows else 2


__all__ = ["Both", "Cell", "Comparison", "Row", "Side", "Subject", "compare"]
