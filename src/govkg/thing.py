"""A thing of the graph as Python holds it: what is stated of it as lists of small records, each with its exact words.

>>> import govkg
>>> reform = govkg.open().entity("一事联办")
>>> reform.type, reform.place, [f.surface for f in reform.figures]
('Reform', '武汉市', ['39.16%', '75.17%', '80.15%', '60.90%', '105项'])
>>> limit = reform.figures[3]
>>> limit.basis, limit.metric, limit.value, limit.direction, limit.compared_with
('explicit', '办理时限', Decimal('60.9'), 'down', 'unstated')
>>> limit.sentence[limit.start - limit.at : limit.end - limit.at] == limit.quote
True
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal

from govkg import ids, markup, messages
from govkg.analysis import named
from govkg.analysis.figures import read, redundant
from govkg.analysis.profile import Entry, Profile, profile
from govkg.store import View

EVERY = 1 << 30  # lines of a group: all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a report says, with its words: ``text[start:end] == quote`` in the report's frozen text, in code points.

    ``basis`` says how a report ties it to the thing: explicit (reported as its result), item (only listed under the same
    item), curated (a person tied them), derived or inferred (no report says it), named or reportingBody (of a body), "" where
    it is stated of the thing itself. ``status`` is proposed, accepted or rejected; ``rule`` is what read it.
    """

    kind: str  # class of the ontology
    text: str  # what it comes to, in a few words
    quote: str
    report: str
    start: int
    end: int
    statement: str  # IRI
    sentence: str = ""  # the one that holds the quote, from ``at`` on in the report's text
    at: int = 0
    basis: str = ""
    tie: str = ""  # IRI of the statement that ties an outcome to the thing
    status: str = "proposed"
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Said):
    """A figure: as written (``surface``), and as read. ``value`` is exact; a bound is part of it, never dropped."""

    metric: str  # as written
    surface: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    bound: str = "exact"  # exact above below about
    direction: str = ""  # up down
    compared_with: str = ""  # priorYear preReform statutory unstated
    period: tuple[str, str] = ("", "")
    reading: tuple[str, str] = ("", "")  # zh, en; nothing where it says no more than the surface


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied(Said):
    """Another thing and what ties it: its name, IRI and class, and the role of a body."""

    name: str
    iri: str
    type: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with what reports say of it. ``outcomes`` are figures, milestones and awards that a report ties to it; the other
    lists hold whatever is stated of it, tied or not. Nothing is added up and nothing is missing: an empty list means that the
    reports held say nothing of the kind.
    """

    iri: str
    name: str
    type: str
    place: str
    aliases: tuple[str, ...]
    figures: list[Figure] = field(repr=False)
    outcomes: list[Said] = field(repr=False)
    responsible: list[Tied] = field(repr=False)
    documents: list[Tied] = field(repr=False)
    parts: list[Tied] = field(repr=False)
    milestones: list[Said] = field(repr=False)
    awards: list[Said] = field(repr=False)
    evidence: list[Said] = field(repr=False)  # where each report first names it
    lang: str = field(default="zh", repr=False, compare=False)

    def __str__(self) -> str:
        lines = [f"{self.name}（{self._of()}）"]
        for title, records in self._sections():
            lines += ["", title, *(f"  {self._read(r)}  「{r.quote}」 {r.report} {r.start}–{r.end}" for r in records)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """The thing in a notebook: a table a group, no script, no request."""
        head = f"<p style='font-weight:600'>{html.escape(self.name)} <span style='opacity:.7;font-weight:400'>{html.escape(self._of())}</span></p>"
        columns = [self._said(k) for k in ("text", "basis", "quote", "report")]
        tables = [
            markup.table(title, columns, [self._row(r) for r in records], [False] * len(columns), "")
            for title, records in self._sections()
        ]
        return f'<div class="govkg">{head}{"".join(tables)}</div>'

    def _of(self) -> str:
        kind = messages.text(f"view.kind.{self.type}", self.lang)
        return " · ".join(filter(None, (kind, self.place)))

    def _sections(self) -> list[tuple[str, Sequence[Said]]]:
        names = ("figures", "milestones", "awards", "responsible", "documents", "parts", "evidence")
        return [(self._said(n), found) for n in names if (found := getattr(self, n))]

    def _row(self, r: Said) -> list[str | markup.Quote]:
        basis = messages.text(f"view.basis.{r.basis}", self.lang) if r.basis not in ("", "named", "derived") else ""
        left, right = r.start - r.at, r.end - r.at
        around = markup.Quote(r.sentence[:left], r.quote, r.sentence[right:])
        return [self._read(r), basis, around, r.report]

    def _read(self, r: Said) -> str:
        """What it comes to: of a figure as written, then as read, with direction, bound and base."""
        reading = r.reading[self.lang == "en"] if isinstance(r, Figure) else ""
        return f"{r.text}（{reading}）" if reading else r.text

    def _said(self, key: str) -> str:
        return messages.text(f"thing.{key}", self.lang)


def entity(store: View, name: str, lang: str = "zh") -> Thing:
    """The thing of a name, of a name with its place (``最多跑一次（临渚市）``), or of an IRI.

    Raises CallerError ``entity.unknown`` with the nearest names, and ``entity.several`` with the choices.

    >>> import govkg
    >>> print(govkg.open().entity("一事联合办"))
    Traceback (most recent call last):
    govkg.errors.CallerError: the graph has no thing named '一事联合办'; nearest names: 一事联办、“一事联办”专区、一网通办、一码互联
    """
    found = profile(store, named.one(store, name), most=EVERY)
    assert found is not None
    return _thing(found, lang)


def _thing(found: Profile, lang: str) -> Thing:
    places = {found.things[r.place].label for r in found.reports.values() if r.place in found.things}
    evidence = [_said(found, e, found.thing.label) for e in found.named]

    def lines(*groups: str) -> list[Entry]:
        return [x for g in groups if g in found.groups for x in found.groups[g].lines]

    figures = [_figure(found, x) for x in lines("figures", "derived")]
    milestones = [_outcome(found, x) for x in lines("milestones")]
    awards = [_outcome(found, x) for x in lines("recognitions", "conferred")]
    tied: list[Said] = [*figures, *milestones, *awards, *(_outcome(found, x) for x in lines("inferred"))]
    return Thing(
        found.thing.iri, found.thing.label, found.thing.kind, next(iter(places)) if len(places) == 1 else "", found.names,
        figures, [r for r in tied if r.basis and r.basis != "derived"], _ties(found, lines("who")),
        _ties(found, lines("documents", "founded")), _ties(found, lines("parts")), milestones, awards, evidence, lang,
    )  # fmt: skip


def _words(found: Profile, e: Entry) -> dict[str, str | int]:
    p = e.passage
    source = found.reports.get(p.report) if p else None
    report = source.id if source else p.report.rpartition("/")[2] if p else ""
    sentence, at = (p.before + p.quote + p.after, p.start - len(p.before)) if p else ("", 0)
    return {"quote": p.quote if p else "", "report": report, "start": p.start if p else 0, "end": p.end if p else 0,
            "statement": e.iri, "sentence": sentence, "at": at, "basis": e.basis, "tie": e.tie, "status": e.status, "rule": e.rule}  # fmt: skip


def _said(found: Profile, e: Entry, text: str) -> Said:
    return Said(kind=e.kind, text=text, **_words(found, e))  # type: ignore[arg-type]


def _figure(found: Profile, e: Entry) -> Figure:
    o = e.outcome
    assert o is not None
    value, low, high = (Decimal(x) if x else None for x in (o.value, o.low, o.high))
    return Figure(
        kind=e.kind, text=f"{o.words} {o.surface}".strip(), metric=o.words, surface=o.surface, value=value, low=low, high=high,
        unit=o.unit, bound=o.bound, direction=o.direction, compared_with=o.base, period=(o.start, o.end),
        reading=("", "") if redundant(o) else read(o, found.labels), **_words(found, e),  # type: ignore[arg-type]
    )  # fmt: skip


def _outcome(found: Profile, e: Entry) -> Said:
    o = e.outcome
    if o is None:
        return _said(found, e, "")
    about = found.things.get(o.about)
    event = found.labels.get(ids.concept("event", o.event), ("", ""))[0] if o.event else ""
    words = o.words or event or o.surface
    if about and about.iri != found.thing.iri:
        words = f"{about.label} {words}"
    return _said(found, e, words)


def _ties(found: Profile, entries: Iterable[Entry]) -> list[Tied]:
    made = []
    for e in entries:
        other = found.things.get(e.other)
        name, kind = (other.label, other.kind) if other else (e.other, "")
        role = found.labels.get(ids.concept("role", e.role), (e.role, ""))[0] if e.role else ""
        made.append(Tied(kind=e.kind, text=f"{name} {role}".strip(), name=name, iri=e.other, type=kind, role=e.role,
                         **_words(found, e)))  # type: ignore[arg-type]  # fmt: skip
    return made


def records(found: Sequence[Said]) -> list[dict[str, object]]:
    """Records as dicts, for a data frame.

    >>> import govkg
    >>> records(govkg.open().entity("武汉云").parts)[0]["name"]
    '政务云'
    """
    return [{f.name: getattr(r, f.name) for f in fields(r)} for r in found]


__all__ = ["Figure", "Said", "Thing", "Tied", "entity", "records"]
