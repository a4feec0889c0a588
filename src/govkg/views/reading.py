"""A report as its statements, in the order of the text and under its headings; or one policy document and what is said of it.

Left what a statement is about, once for all that follow; in the middle the figure or event; right the metric it was read as.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govkg.analysis import Both, Outcome, Passage, Picture, Tie, named
from govkg.analysis.contents import document, report
from govkg.analysis.model import FIGURES
from govkg.errors import CallerError
from govkg.store import View as Store
from govkg.views import cards, lanes
from govkg.views.cards import Card, Mark
from govkg.views.catalogue import View
from govkg.views.plan import NARROW, Plan, note
from govkg.views.rows import (
    AIR,
    EDGE,
    INDENT,
    NOTHING,
    STEP,
    Place,
    Sheet,
    both,
    furniture,
    name,
    strength,
    text,
    widened,
)
from govkg.views.type import LEADING, SMALL, wrap

ABOUT, SAID, ROOM, METRIC = (
    224,
    264,
    496,
    776,
)  # width of what it is about; left and width of what is said; left of the metric
DOCUMENT, BOX, TOLD = 232, 264, 560  # left edge and width of a document; left edge of what is said of it
DEPTH = 2  # of the headings that open a section; deeper ones stand small above their first statement


class Contents:
    """Puts the statements of a report into a sheet, one after the other."""

    def __init__(self, picture: Picture, width: float) -> None:
        self.picture, self.sheet = picture, Sheet(picture, width)
        self.wide = width > NARROW
        self.section, self.item = "", ""
        self.about: Card | None = None
        self.title: Both | None = both("before")
        self.ties: dict[str, list[Tie]] = {}
        for t in picture.ties:
            if t.target in picture.outcomes and t.source in picture.things:
                self.ties.setdefault(t.target, []).append(t)

    def fill(self) -> None:
        """All statements, in the order of the text."""
        picture = self.picture
        ties = [t for t in picture.ties if t.target in picture.things and t.source in picture.things]
        nodes: list[Outcome | Tie] = [*picture.outcomes.values(), *ties]
        for node in sorted(nodes, key=lambda n: (self._place(n.passage), n.iri)):
            words = picture.passages.get(node.passage)
            marks = self._move(words) if words else []
            if isinstance(node, Tie):
                self._tie(node, marks)
            else:
                self._outcome(node, marks)
        self.sheet.rest(AIR)

    def _place(self, passage: str) -> tuple[int, int]:
        words = self.picture.passages.get(passage)
        return (words.start, words.end) if words else (0, 0)

    def _move(self, words: Passage) -> list[Mark]:
        """Opens the section and item of a passage; gives the heading of an item that begins with it."""
        parts = words.section.split("/") if words.section else []
        section, item = "/".join(parts[:DEPTH]), words.section
        if section != self.section:
            heading = lanes.title(self.picture, words.report, section)
            self.title = (heading, heading) if heading else both("before")
            self.about = None
            self.sheet.rest(AIR)
        changed, self.section = item != self.item, section
        self.item = item
        heading = self.picture.sections.get((words.report, item), "") if len(parts) > DEPTH else ""
        if not changed or not heading:
            return []
        shown = wrap(heading, SMALL, ROOM if self.wide else NARROW - EDGE - STEP, 1)[0]
        return [furniture(SAID if self.wide else EDGE + STEP, 16, (shown, shown))]

    def _row(self, places: list[tuple[Card, float, float]], marks: list[Mark], gap: float = 0) -> None:
        if self.wide and not self.sheet.groups:
            heads = ((INDENT, "fact.about", "left"), (SAID, "column.written", "left"),
                     (SAID + ROOM, "column.read", "right"), (METRIC, "fact.metric", "left"))  # fmt: skip
            self.sheet.row([], self.title, [furniture(x, 8, both(key), at=at) for x, key, at in heads], least=20)
            self.title = None
        down = 28.0 if marks else 0.0
        self.sheet.row([(c, x, y + down) for c, x, y in places], self.title, marks, gap)
        self.title = None

    def _outcome(self, o: Outcome, marks: list[Mark]) -> None:
        picture = self.picture
        ties = sorted(self.ties.get(o.iri, ()), key=lambda t: (t.source != o.about, strength(t), t.iri))
        card = cards.outcome(self.sheet.id(o.iri), o, picture, o.about, ROOM if self.wide else NARROW - EDGE - STEP)
        if not ties or (self.about and self.about.ref != ties[0].source):
            self.about = None
        if self.wide:
            card = widened(card, self.sheet.width - SAID, self._metric(o))
            places, y = [(card, float(SAID), 0.0)], 0.0
            for n, t in enumerate(ties):  # a thing that the next rows are about too stands once
                source = self.about if n == 0 and self.about else None
                if source is None:
                    source = self._thing(t.source, ABOUT)
                    places.append((source, 0.0, y))
                    y += max(f.height for f in source.faces.values())
                    self.about = source
                self.sheet.tie(t, source, card)
            self._row(places, marks)
        else:
            for n, t in enumerate(ties):
                if n or not self.about:
                    self.about = self._thing(t.source, NARROW - EDGE, strong=True)
                    self._row([(self.about, EDGE, 0)], marks)
                    marks = []
                self.sheet.bracket(t, card, self.about)
            self._row([(card, EDGE + STEP, 0)], marks)
        if len(ties) > 1:
            self.about = None

    def _thing(self, iri: str, room: float, note: Both = NOTHING, strong: bool = False) -> Card:
        return name(self.sheet.id(iri), self.picture.things[iri], room, note, strong=strong)

    def _metric(self, o: Outcome) -> dict[str, list[Mark]]:
        """The metric that a figure was read as, where its words say it otherwise."""
        made: dict[str, list[Mark]] = {n: [] for n in cards.LANGS}
        if o.kind not in FIGURES:
            return made
        label = self.picture.label(o.metric) if o.metric else both("unsure")
        for n, lang in enumerate(cards.LANGS):
            if label[n] != o.words:
                lines = wrap(label[n], SMALL, self.sheet.width - METRIC, 2)
                made[lang] = [
                    text(METRIC - SAID, 16 + LEADING[SMALL] * i, SMALL, t, "muted") for i, t in enumerate(lines)
                ]
        return made

    def _tie(self, t: Tie, marks: list[Mark]) -> None:
        """A statement that ties two things: who does what, what founds what, what is part of what."""
        what = relation(self.picture, t)
        if self.about and self.about.ref != t.source:
            self.about = None
        fresh = not self.about
        if not self.about:
            self.about = self._thing(t.source, ABOUT if self.wide else NARROW - EDGE, strong=not self.wide)
        if self.wide:
            whom = self._thing(t.target, ROOM, what)
            self._row([*([(self.about, 0, 0)] if fresh else []), (whom, SAID, 0)], marks)
            self.sheet.tie(t, self.about, whom)
            return
        if fresh:
            self._row([(self.about, EDGE, 0)], marks)
            marks = []
        whom = self._thing(t.target, NARROW - EDGE - STEP, what)
        self._row([(whom, EDGE + STEP, 0)], marks)
        self.sheet.bracket(t, whom, self.about)


def relation(picture: Picture, t: Tie) -> Both:
    """What the source of a tie is to its target, in a word or two."""
    if t.kind == "composition":
        return both("basis.composition")
    zh, en = (note(picture, t, n) for n in cards.LANGS)
    return (zh, en)


def of_report(picture: Picture) -> Plan:
    """A report, and the same in one column."""
    wide, narrow = Contents(picture, lanes.WIDTH), Contents(picture, NARROW)
    wide.fill()
    narrow.fill()
    (one,) = picture.reports.values()
    made = wide.sheet.plan(narrow.sheet.plan())
    return replace(made, says={"name": (one.title, one.title), "how": both("document.report")})


def of_document(picture: Picture) -> Plan:
    """One document: left who issues it, right what it founds and what is said of it."""
    centre = picture.things[picture.centre]
    known = {*picture.things, *picture.outcomes}
    around = [t for t in picture.ties if {t.source, t.target} <= known and centre.iri in (t.source, t.target)]
    order = sorted(
        around, key=lambda t: (t.kind not in ("mandate", "composition"), _start(picture, t), strength(t), t.iri)
    )
    left = [t for t in order if t.kind == "participation" and t.target == centre.iri]
    right = [t for t in order if t not in left]
    sheet = Sheet(picture)
    what = cards.initiative(sheet.id(centre.iri), centre, BOX, centre=True)
    stacks: list[list[Place]] = [[], []]
    for t in left:
        notes = dict(zip(cards.LANGS, relation(picture, t), strict=True))
        card = cards.side(sheet.id(t.source), picture.things[t.source], notes)
        stacks[0].append((card, 0, _low(stacks[0])))
        sheet.tie(t, card, what)
    for t in right:
        card = _told(sheet, t, sheet.width - TOLD)
        stacks[1].append((card, TOLD, _low(stacks[1])))
        sheet.tie(t, *((what, card, "><") if t.source == centre.iri else (card, what, "<>")))
    own: list[Place] = [(what, 0, 0)]
    tall = max(map(_low, (*stacks, own)))
    places = [(c, x, y + (tall - _low(s)) / 2) for s in stacks for c, x, y in s]
    sheet.row([(what, DOCUMENT, (tall - _low(own)) / 2), *places], both("document.head"))
    return sheet.plan(_column(picture, order))


def _column(picture: Picture, order: list[Tie]) -> Plan:
    sheet = Sheet(picture, NARROW)
    what = cards.initiative(sheet.id(picture.centre), picture.things[picture.centre], NARROW - EDGE, centre=True)
    sheet.row([(what, EDGE, 0)], both("document.head"), gap=AIR)
    for t in order:
        card = _told(sheet, t, NARROW - EDGE - STEP)
        sheet.row([(card, EDGE + STEP, 0)])
        sheet.bracket(t, card, what)
    return sheet.plan()


def _told(sheet: Sheet, t: Tie, room: float) -> Card:
    """The other end of a tie of the document."""
    picture = sheet.picture
    other = t.target if t.source == picture.centre else t.source
    if other in picture.outcomes:
        return cards.outcome(sheet.id(other), picture.outcomes[other], picture, picture.centre, room)
    return name(sheet.id(other), picture.things[other], room, relation(picture, t))


def _low(stack: list[Place]) -> float:
    return max((y + max(f.height for f in c.faces.values()) for c, _, y in stack), default=0.0)


def _start(picture: Picture, t: Tie) -> int:
    words = picture.passages.get(t.passage)
    return words.start if words else 0


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan: of a document, else of a report.

    Raises CallerError ``view.of`` when both are given, and what the analysis raises for a report that is not there.
    """
    if "of" in given:
        if "report" in given:
            raise CallerError(
                "view.of", "this view is of a document or of a report", where="document", cure="give --of or --report"
            )
        picture = document(store, named.one(store, given["of"], ("Document",)))
        label = picture.things[picture.centre].label
        return picture, replace(of_document(picture), says={"name": (label, label), "how": both("document.one")})
    picture = report(store, given.get("report", ""))
    return picture, of_report(picture)


VIEW = View("document", ("of", "report"), (), make)
