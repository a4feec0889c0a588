"""How two things are connected: the steps of each path in a line, and below it the sentence that each step rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govkg.analysis import Both, Picture, named
from govkg.analysis.path import Path, Paths, paths
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.cards import Card
from govkg.views.catalogue import View
from govkg.views.plan import NARROW, Plan
from govkg.views.rows import AIR, EDGE, Sheet, both, how
from govkg.views.spans import basis, joined, role, stacked, words

WIDE, STEP = 192, 264  # width of a thing, from the left edge of one to that of the next
MOST = 20  # paths of one picture
DOWN = "v^"


def plan(found: Paths) -> Plan:
    """A section for each path, the shortest first."""
    made = []
    for sheet in (Sheet(found.picture), Sheet(found.picture, NARROW)):
        for n, one in enumerate(found.found[:MOST], 1):
            title = both("path.title", n=str(n), steps=str(len(one.steps)))
            (_line if sheet.width > NARROW else _column)(sheet, one, title)
        made.append(sheet)
    wide, narrow = made
    return replace(wide.plan(narrow.plan()), says=how("path", found.found))


def _line(sheet: Sheet, one: Path, title: Both) -> None:
    boxes = [_box(sheet, i, WIDE) for i in one.nodes]
    sheet.row(stacked([(float(n * STEP), [c]) for n, c in enumerate(boxes)]), title, gap=AIR)
    for n, t in enumerate(one.steps):
        sheet.tie(t, boxes[n], boxes[n + 1])
        words(sheet, t.passage, 0, _note(sheet.picture, one, n))
    sheet.rest(2 * AIR)


def _column(sheet: Sheet, one: Path, title: Both | None) -> None:
    before: Card | None = None
    for n, i in enumerate(one.nodes):
        box = _box(sheet, i, NARROW - EDGE)
        sheet.row([(box, EDGE, 0)], title, gap=AIR)
        title = None
        if before:
            sheet.bracket(one.steps[n - 1], before, box)
        if n < len(one.steps):
            words(sheet, one.steps[n].passage, EDGE, _note(sheet.picture, one, n))
        before = box
    sheet.rest(2 * AIR)


def _box(sheet: Sheet, iri: str, room: float) -> Card:
    picture = sheet.picture
    if iri in picture.outcomes:
        return cards.outcome(sheet.id(iri), picture.outcomes[iri], picture, "", room)
    return cards.initiative(sheet.id(iri), picture.things[iri], room, iri == picture.centre)


def _note(picture: Picture, one: Path, n: int) -> Both:
    """Which step it is, between which two, and how strongly it is stated."""
    t = one.steps[n]
    return joined(both("path.step", n=str(n + 1)), both(f"path.{t.kind}"), role(picture, t), basis(t))


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan."""
    found = paths(store, named.one(store, given["of"]), named.one(store, given["to"]))
    return found.picture, plan(found)


VIEW = View("path", ("of", "to"), ("of", "to"), make)
