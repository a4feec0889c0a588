"""Awards and ranks: left who confers, in the middle what, in the report's own words, right what it honours.

A report rarely says who confers an award; where it does not, that is said too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

from govkg.analysis import INITIATIVES, Both, Outcome, Picture, Tie
from govkg.analysis.awards import awards
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.cards import Card, Face, Mark
from govkg.views.catalogue import View
from govkg.views.plan import NARROW, Plan
from govkg.views.rows import AIR, EDGE, INDENT, STEP, Sheet, both, furniture, how, name, strength, text
from govkg.views.type import LEADING, NAME, SMALL, TEXT, balanced, width, wrap

WHAT, WIDE, WHOM = 224, 440, 728  # left edge and width of an award, left edge of what it honours


def plan(picture: Picture) -> Plan:
    """By report: first awards, then ranks, each in the order of the text."""
    sheet = Sheet(picture)
    _fill(sheet)
    narrow = Sheet(picture, NARROW)
    _fill(narrow)
    return replace(sheet.plan(narrow.plan()), says=how("awards", picture.outcomes))


def _fill(sheet: Sheet) -> None:
    picture = sheet.picture
    ties: dict[str, list[Tie]] = {}
    for t in picture.ties:
        if t.source in picture.things:
            ties.setdefault(t.target, []).append(t)
    order = sorted(picture.outcomes.values(), key=lambda o: _key(picture, o))
    for (report, rank), found in groupby(order, key=lambda o: _key(picture, o)[:2]):
        of = picture.reports.get(report)
        zh, en = both("awards.ranks" if rank else "awards.awards")
        by = "" if of is None else of.body if sheet.width > NARROW else of.place or of.body
        title: Both | None = (f"{zh} · {by} {of.covers}", f"{en} · {by} {of.covers}") if of else (zh, en)
        for o in found:
            if sheet.width > NARROW:
                _row(sheet, o, ties.get(o.iri, []), title)
            else:
                _stack(sheet, o, ties.get(o.iri, []), title)
            title = None


def _key(picture: Picture, o: Outcome) -> tuple[str, bool, int, str]:
    words = picture.passages.get(o.passage)
    return (words.report if words else "", o.kind != "Recognition", words.start if words else 0, o.iri)


def _row(sheet: Sheet, o: Outcome, ties: list[Tie], title: Both | None) -> None:
    picture = sheet.picture
    what = _award(sheet.id(o.iri), o, picture, WIDE)
    left = _conferring(ties)
    right = _honoured(ties, o)
    who = [cards.side(sheet.id(t.source), picture.things[t.source], dict.fromkeys(cards.LANGS, "")) for t in left]
    whom = []
    for t in right:
        thing = picture.things[t.source]
        small = thing.kind not in INITIATIVES
        id = sheet.id(thing.iri)
        room = sheet.width - WHOM
        whom.append(name(id, thing, room) if small else cards.initiative(id, thing, room - 32, kind=False))
    tall = max(f.height for f in what.faces.values())
    stack = sum(max(f.height for f in c.faces.values()) + AIR for c in whom) - AIR
    room = max(tall, stack)
    anchor = (room - tall) / 2 + 16
    places = [(what, float(WHAT), (room - tall) / 2)]
    places += [(c, 0.0, anchor - c.faces["zh"].anchor) for c in who]
    y = anchor - whom[0].faces["zh"].anchor if len(whom) == 1 else (room - stack) / 2
    for card in whom:
        places.append((card, float(WHOM), y))
        y += max(f.height for f in card.faces.values()) + AIR
    least = min(0.0, *(y for _, _, y in places))
    marks = (
        [] if who or o.kind != "Recognition" else [furniture(160, anchor - least, both("awards.unsaid"), at="right")]
    )
    sheet.row([(c, x, y - least) for c, x, y in places], title, marks, AIR)
    for t, card in zip(left, who, strict=True):
        sheet.tie(t, card, what)
    for t, card in zip(right, whom, strict=True):
        sheet.tie(t, card, what, "<>")


def _stack(sheet: Sheet, o: Outcome, ties: list[Tie], title: Both | None) -> None:
    """The same for a narrow screen: the award, below it whom it honours and who confers it."""
    picture = sheet.picture
    what = _award(sheet.id(o.iri), o, picture, NARROW - EDGE)
    sheet.row([(what, EDGE, 0)], title, gap=0)
    for t in (*_honoured(ties, o), *_conferring(ties)):
        note = both("awards.by" if t.kind == "confers" else "awards.to")
        card = name(sheet.id(t.source), picture.things[t.source], NARROW - EDGE - STEP, note)
        sheet.row([(card, EDGE + STEP, 0)], gap=0)
        sheet.bracket(t, card, what)
    sheet.rest(AIR)


def _conferring(ties: list[Tie]) -> list[Tie]:
    return [t for t in ties if t.kind == "confers"]


def _honoured(ties: list[Tie], o: Outcome) -> list[Tie]:
    found = [t for t in ties if t.kind in ("about", "attribution")]
    return sorted(found, key=lambda t: (t.source != o.about, strength(t), t.iri))


def _award(id: str, o: Outcome, picture: Picture, room: float) -> Card:
    """An award by its name, a rank by its figure and what it ranks, with the words of the report below."""
    faces = {}
    passage = picture.passages.get(o.passage)
    said = cards.clause(passage) if passage else ""
    for lang in cards.LANGS:
        marks: list[Mark] = []
        left: float = INDENT
        if o.surface and o.kind != "Recognition":
            size = round(width(o.surface, TEXT) + 20, 1)
            marks.append({"m": "pill", "k": o.kind, "x": 0, "y": 4, "w": size, "h": 24, "t": o.surface})
            left = size + 12
        else:
            marks.append({"m": "glyph", "k": o.kind, "x": 10, "y": 16})
        lines = balanced(o.words, NAME, room - left)
        marks += [text(left, 4 + LEADING[NAME] * (n + 0.5), NAME, t, b=500) for n, t in enumerate(lines)]
        low = 4 + LEADING[NAME] * len(lines)
        if said and said != o.words:
            quoted = wrap(said, SMALL, room - left, 2)
            marks += [
                text(left, low + LEADING[SMALL] * (n + 0.5), SMALL, t, "muted", f="serif") for n, t in enumerate(quoted)
            ]
            low += LEADING[SMALL] * len(quoted)
        faces[lang] = Face(low + 6, 16, tuple(marks), 0, room)
    return Card(id, o.iri, o.kind, room, faces)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan."""
    picture = awards(store, given.get("report", ""))
    return picture, plan(picture)


VIEW = View("awards", ("report",), (), make)
