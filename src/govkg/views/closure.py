"""What became of targets: a ledger, one row a target. Left what was to be reached and by when, then what became of it, told by a
shape and a word, right what the reports that cover the due year say, or what shows that they do not. Both in their own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from govkg import ids
from govkg.analysis import Both, Outcome, Picture
from govkg.analysis import closure as analysis
from govkg.analysis.closure import VERDICTS, Entry, Ledger
from govkg.analysis.figures import read, redundant
from govkg.store import View as Store
from govkg.views.cards import LANGS, Card, Face, Mark, clause, words
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.rows import how
from govkg.views.shapes import across, fitted, lines, pill
from govkg.views.strip import Block, Rows, block, column
from govkg.views.type import LEADING, SMALL, TEXT

AIR = 8
MARK = 24  # the room of a verdict's shape


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a sheet and their widths: the target, what became of it, what stands against it. ``stacked``: below each other."""

    width: float
    target: float
    state: float
    state_room: float
    answer: float
    stacked: bool

    @property
    def room(self) -> float:
        """The width of what stands against a target."""
        return self.width - self.answer


WIDE = Frame(984, 392, 416, 176, 616, False)
NARROW = Frame(358, 358, 0, 358, 24, True)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and plan of a ledger; raises as ``analysis.closure.closure`` does."""
    found = analysis.closure(store, **{k: given.get(k, "") for k in ("place", "year", "metric", "report")})
    says = how("closure", found.entries)
    narrow = sheet(found, NARROW).plan(NARROW.width, says=says)
    return found.picture, sheet(found, WIDE).plan(WIDE.width, narrow=narrow, says=says)


def sheet(found: Ledger, frame: Frame) -> Rows:
    """A section a place and due year, the targets in the order of their reports."""
    return _Sheet(found.picture, found.entries, frame).made


class _Sheet:
    def __init__(self, picture: Picture, entries: tuple[Entry, ...], frame: Frame) -> None:
        self.picture, self.frame, self.made = picture, frame, Rows()
        self.names: dict[str, str] = {}
        self.used: Counter[str] = Counter()
        for (place, due), of in groupby(entries, key=lambda e: (e.place, e.due)):
            title: Both | None = self._title(place, due, several=len({e.place for e in entries}) > 1)
            for entry in of:
                self._row(entry, title)
                title = None

    def _id(self, iri: str) -> str:
        """A new card's id: a result may stand beside several targets."""
        name = self.names.setdefault(iri, f"n{len(self.names)}")
        times = self.used[iri]
        self.used[iri] += 1
        return name + (f".{times}" if times else "")

    def _title(self, place: str, due: str, several: bool) -> Both:
        thing = self.picture.things.get(place)
        name = f"{thing.label} · " if several and thing else ""
        zh, en = (words("closure.due", n, year=due) for n in LANGS)
        return (name + zh, name + en)

    def _row(self, e: Entry, title: Both | None) -> None:
        frame = self.frame
        target = self._target(e)
        state = self._state(e)
        places = [(target, 0.0, 0.0)]
        tall = {n: target.faces[n].height for n in LANGS}
        below = max(tall.values()) if frame.stacked else 0.0
        shapes, ends = column(frame.state + MARK, below + 5, state)
        height = [max(end, tall[n]) for end, n in zip(ends, LANGS, strict=True)]
        below = max(ends) + 2 if frame.stacked else 0.0
        more, told = column(frame.answer, below + 5, self._silent(e))
        if more:
            height = [max(h, t) for h, t in zip(height, told, strict=True)]
        for r in e.results:
            card = self._result(r)
            places.append((card, frame.answer, below))
            below += max(f.height for f in card.faces.values())
            height = [max(h, below) for h in height]
        top = max(tall.values()) + 14 if frame.stacked else 14.0
        mark: Mark = {"m": "state", "x": frame.state + 8, "y": top, "v": e.verdict}
        rule = [] if title else [across(0, frame.width, 0)]
        self.made.add([h + AIR for h in height], places, [*rule, mark, *shapes, *more], title)

    # -- the target ------------------------------------------------------------------------------------------------------
    def _target(self, e: Entry) -> Card:
        """What was to be reached: metric and figure, of what and until when, and the words."""
        o, frame = e.target, self.frame
        about = self.picture.things.get(o.about)
        faces = {}
        for n, lang in enumerate(LANGS):
            shapes: list[Mark] = []
            y = 4.0
            metric = fitted(o.words, TEXT, frame.target, 2)
            shapes += lines(0, y, metric, TEXT, b=500)
            y += LEADING[TEXT] * len(metric) + 4
            figure = pill(0, y + 12, o.kind, o.surface, frame.target)
            shapes.append(figure)
            beside = [] if redundant(o) else [read(o, self.picture.labels)[n]]
            beside += [about.label] if about and o.about != e.place else []
            beside += (
                [words("closure.from", lang, start=o.start[:4], end=o.end[:4])] if o.start[:4] != o.end[:4] else []
            )
            beside += [words("plot.scope", lang, scope=o.scope)] if o.scope else []
            room = frame.target - figure["w"] - 12
            shapes += lines(
                figure["w"] + 12,
                y + 2,
                notes := fitted(" · ".join(beside), SMALL, room, 2) if beside else (),
                SMALL,
                "muted",
            )
            y += max(28.0, 4 + LEADING[SMALL] * len(notes))
            y += self._quote(shapes, o, 0, y, frame.target)
            faces[lang] = Face(y + 4, 16, tuple(shapes), 0, frame.target)
        return Card(self._id(o.iri), o.iri, o.kind, frame.target, faces)

    def _quote(self, shapes: list[Mark], o: Outcome, x: float, y: float, room: float) -> float:
        """The words of a figure in two lines, below it; gives how tall they are."""
        passage = self.picture.passages.get(o.passage)
        said = fitted(clause(passage), SMALL, room, 2) if passage else ()
        shapes += lines(x, y, said, SMALL, "muted", f="serif")
        return LEADING[SMALL] * len(said)

    # -- what became of it ---------------------------------------------------------------------------------------------
    def _state(self, e: Entry) -> list[Block]:
        room = self.frame.state_room - MARK
        why: Both = ("", "")
        if e.why:
            each = [
                [words(f"plot.apart.{w}" if e.verdict != "unratable" else f"open.{w}", n) for w in e.why] for n in LANGS
            ]
            why = ("、".join(each[0]), ", ".join(each[1]))
        return [block(self.picture.label(ids.concept("verdict", e.verdict)), room),
                *([block(why, room, SMALL, "muted", 6)] if why[0] else [])]  # fmt: skip

    # -- what stands against it ------------------------------------------------------------------------------------------
    def _result(self, o: Outcome) -> Card:
        """A result: the figure as written and as read, which report says so, and the words."""
        room = self.frame.room
        passage = self.picture.passages.get(o.passage)
        report = self.picture.reports.get(passage.report) if passage else None
        faces = {}
        for n, lang in enumerate(LANGS):
            shapes: list[Mark] = [pill(0, 18, o.kind, o.surface, room)]
            x = shapes[0]["w"] + 12
            period = o.start if o.start == o.end else f"{o.start}–{o.end}"
            beside = [] if redundant(o) else [read(o, self.picture.labels)[n]]
            beside += [words("plot.scope", lang, scope=o.scope)] if o.scope else []
            beside += [period] if period else []
            notes = fitted(" · ".join(beside), SMALL, room - x, 2)
            shapes += lines(x, 8, notes, SMALL, "muted")
            y = max(34.0, 10 + LEADING[SMALL] * len(notes))
            y += self._quote(shapes, o, 0, y, room)
            title = fitted(report.title, SMALL, room, 2) if report else ()
            shapes += lines(0, y, title, SMALL, "muted")
            faces[lang] = Face(y + LEADING[SMALL] * len(title) + 6, 16, tuple(shapes), 0, room)
        return Card(self._id(o.iri), o.iri, o.kind, room, faces)

    def _silent(self, e: Entry) -> list[Block]:
        """What shows that a figure is not given: the words not read, the reports read, or that there is none."""
        room = self.frame.room
        made = [block((q := f"“{p.before}{p.quote}{p.after}”", q), room, SMALL, "muted", 3) for p in e.unread]
        for r in e.silent:
            made.append(
                block(
                    [words("closure.silent", n, title=r.title, sentences=r.sentences) for n in LANGS],
                    room,
                    SMALL,
                    "muted",
                )
            )
        if e.verdict == "noReport":
            made.append(block([words("closure.missing", n, year=e.due) for n in LANGS], room, SMALL, "muted"))
        return made


VIEW = View("closure", ("place", "year", "metric", "report"), (), make)

__all__ = ["NARROW", "VERDICTS", "VIEW", "WIDE", "Frame", "make", "sheet"]
