"""Platforms that others rest on: left the platform, right what rests on it; what rests on a part stands further in, tied to the part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govkg.analysis import Both, Picture, named
from govkg.analysis.backbone import Backbone, Backbones, Resting, backbone, counts
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.cards import Card
from govkg.views.catalogue import View
from govkg.views.plan import NARROW, Plan
from govkg.views.rows import AIR, EDGE, STEP, Sheet, both, how, name
from govkg.views.spans import joined, role, tall

WIDE, DIRECT, FURTHER = (
    200,
    264,
    328,
)  # width of a platform; left edges of what rests on it and of what rests on its parts
MOST = 40  # platforms of one picture


def plan(found: Backbones) -> Plan:
    """A section for each platform, that on which most rests first."""
    made = []
    for sheet in (Sheet(found.picture), Sheet(found.picture, NARROW)):
        for one in found.found[:MOST]:
            _section(sheet, one, _title(found.picture, one))
        made.append(sheet)
    wide, narrow = made
    left = max(0, len(found.found) - MOST)
    more = both("backbone.more", n=str(left)) if left else ("", "")
    return replace(wide.plan(narrow.plan()), says=how("backbone", found.found) | {"more": more})


def _title(picture: Picture, one: Backbone) -> Both:
    only = counts(one, only=True)
    label = picture.things[one.iri].label
    parts = [
        both("backbone.title", name=label, n=str(one.total), counts=counts(one)[k], only=only[k] or "0")[k]
        for k in (0, 1)
    ]
    return parts[0], parts[1]


def _section(sheet: Sheet, one: Backbone, title: Both) -> None:
    """The platform with what rests on it in one row, or one below the other."""
    wide = sheet.width > NARROW
    top = cards.initiative(
        sheet.id(one.iri), sheet.picture.things[one.iri], WIDE if wide else NARROW - EDGE, kind=False
    )
    boxes: dict[str, Card] = {one.iri: top}
    lines: list[tuple[Resting, Card, int]] = []
    for item in _ordered(one):
        deep = 1 if item.through else 0
        left = (FURTHER if deep else DIRECT) if wide else EDGE + STEP * (1 + deep)
        card = _card(sheet, item, sheet.width - left)
        boxes.setdefault(item.iri, card)
        lines.append((item, card, left))
    if wide:
        height = sum(tall(c) for _, c, _ in lines)
        places = [(top, 0.0, max(0.0, (height - tall(top)) / 2) if len(lines) < 8 else 0.0)]
        y = 0.0
        for _, card, left in lines:
            places.append((card, float(left), y))
            y += tall(card)
        sheet.row(places, title, gap=2 * AIR)
    else:
        sheet.row([(top, EDGE, 0)], title, gap=0)
        for _, card, left in lines:
            sheet.row([(card, left, 0)], gap=0)
        sheet.rest(2 * AIR)
    for item, card, _ in lines:
        base = boxes.get(item.through or one.iri, top)
        if not wide or item.through:
            sheet.bracket(item.tie, card, base)
        elif item.kind == "outcomes":
            sheet.tie(item.tie, base, card)
        else:
            sheet.tie(item.tie, card, base, "<>")


def _ordered(one: Backbone) -> list[Resting]:
    """Parts first, each with what rests on it, then bodies and outcomes."""
    rank = {"parts": 0, "bodies": 1, "recipients": 2, "outcomes": 3}
    direct = sorted((r for r in one.resting if not r.through), key=lambda r: rank[r.kind])
    below: dict[str, list[Resting]] = {}
    for r in one.resting:
        if r.through:
            below.setdefault(r.through, []).append(r)
    made: list[Resting] = []

    def put(item: Resting) -> None:
        made.append(item)
        for r in sorted(below.pop(item.iri, []), key=lambda r: rank[r.kind]):
            put(r)

    for item in direct:
        put(item)
    for rest in list(below.values()):  # parts of a ring
        made += rest
    return made


def _card(sheet: Sheet, item: Resting, room: float) -> Card:
    picture = sheet.picture
    if item.iri in picture.outcomes:
        return cards.outcome(sheet.id(item.iri), picture.outcomes[item.iri], picture, "", room)
    note = joined(role(picture, item.tie), both("backbone.only") if item.only else both("backbone.also"))
    return name(sheet.id(item.iri), picture.things[item.iri], room, note)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan."""
    found = backbone(store, named.one(store, given["of"], ("Platform",)) if "of" in given else "")
    return found.picture, plan(found)


VIEW = View("backbone", ("of",), (), make)
