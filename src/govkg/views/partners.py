"""Who works with whom: two bodies, between them what they share, those that share most first; what is only planned below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govkg.analysis import Both, Picture, named
from govkg.analysis.partners import Pair, Partners, partners
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.cards import Card
from govkg.views.catalogue import View
from govkg.views.plan import NARROW, Plan
from govkg.views.rows import AIR, EDGE, STEP, Sheet, both, how, name
from govkg.views.spans import joined, role, stacked

WHAT, WIDE, OTHER = 232, 344, 624  # left edge and width of what is shared, left edge of the other body


def plan(found: Partners) -> Plan:
    """The pairs in one sheet, and in one column for a narrow screen."""
    made = []
    for sheet in (Sheet(found.picture), Sheet(found.picture, NARROW)):
        for key, pairs in (
            ("stated", [p for p in found.pairs if p.weight]),
            ("planned", [p for p in found.pairs if p.planned]),
        ):
            title: Both | None = both(f"partners.{key}")
            for p in pairs:
                (_row if sheet.width > NARROW else _stack)(sheet, p, key == "planned", title)
                title = None
        made.append(sheet)
    wide, narrow = made
    return replace(wide.plan(narrow.plan()), says=how("partners", found.pairs))


def _row(sheet: Sheet, pair: Pair, planned: bool, title: Both | None) -> None:
    things = sheet.picture.things
    shared = [s for s in pair.shared if s.planned == planned]
    first = shared[0]
    one = cards.side(
        sheet.id(pair.one), things[pair.one], dict(zip(cards.LANGS, role(sheet.picture, first.one), strict=True))
    )
    note = joined(role(sheet.picture, first.other), _together(pair, planned))
    other = name(sheet.id(pair.other), things[pair.other], sheet.width - OTHER, note)
    boxes: dict[str, Card] = {}
    for s in shared:
        if s.initiative not in boxes:
            boxes[s.initiative] = cards.initiative(sheet.id(s.initiative), things[s.initiative], WIDE)
    sheet.row(stacked([(0.0, [one]), (float(WHAT), [*boxes.values()]), (float(OTHER), [other])]), title, gap=2 * AIR)
    told: set[str] = set()
    for s in shared:
        for t, card, ports in ((s.one, one, "><"), (s.other, other, "<>")):
            if t.iri not in told:
                told.add(t.iri)
                sheet.tie(t, card, boxes[s.initiative], ports)


def _stack(sheet: Sheet, pair: Pair, planned: bool, title: Both | None) -> None:
    """What two share, below it who they are."""
    things = sheet.picture.things
    done: set[str] = set()
    for s in pair.shared:
        if s.planned != planned or s.initiative in done:
            continue
        done.add(s.initiative)
        what = cards.initiative(sheet.id(s.initiative), things[s.initiative], NARROW - EDGE)
        sheet.row([(what, EDGE, 0)], title, gap=0)
        title = None
        for t, note in (
            (s.one, role(sheet.picture, s.one)),
            (s.other, joined(role(sheet.picture, s.other), _together(pair, planned))),
        ):
            card = name(sheet.id(t.source), things[t.source], NARROW - EDGE - STEP, note)
            sheet.row([(card, EDGE + STEP, 0)], gap=0)
            sheet.bracket(t, card, what)
        sheet.rest(2 * AIR)


def _together(pair: Pair, planned: bool) -> Both:
    count = pair.planned if planned else pair.weight
    return both("partners.together", n=str(count)) if count > 1 else ("", "")


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan."""
    found = partners(store, named.one(store, given["of"], ("Organisation",)) if "of" in given else "")
    return found.picture, plan(found)


VIEW = View("partners", ("of",), (), make)
