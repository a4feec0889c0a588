"""Communities of reforms: each with what its members hang together by, left the body, platform or document, right what it ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govkg.analysis import Both, Picture, Tie
from govkg.analysis.reforms import Reforms, reforms
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.catalogue import View
from govkg.views.plan import NARROW, Plan
from govkg.views.rows import AIR, EDGE, STEP, Sheet, both, how, name
from govkg.views.spans import joined, role, stacked

WIDE, MEMBER = 288, 376  # width of what ties, left edge of what it ties


def plan(found: Reforms) -> Plan:
    """A section for each community, the largest first; ties from one to another last."""
    made = []
    for sheet in (Sheet(found.picture), Sheet(found.picture, NARROW)):
        for group, ties in zip(found.clusters.groups, found.inside, strict=True):
            label = found.picture.things[group[0]].label
            _section(sheet, ties, both("reforms.group", name=label, n=str(len(group))))
        _section(sheet, found.between, both("reforms.between"))
        made.append(sheet)
    wide, narrow = made
    says = how("communities", found.inside) | {"structure": _structure(found)}
    return replace(wide.plan(narrow.plan()), says=says)


def _structure(found: Reforms) -> Both:
    zh, en = found.structure
    return (f"{zh}。", f"{en[:1].upper()}{en[1:]}. ") if found.inside else ("", "")


def _section(sheet: Sheet, ties: tuple[Tie, ...], head: Both) -> None:
    title: Both | None = head
    by: dict[str, list[Tie]] = {}
    for t in ties:
        by.setdefault(_hub(t), []).append(t)
    for hub, members in sorted(by.items(), key=lambda kv: (-len(kv[1]), kv[0])):
        wide = sheet.width > NARROW
        box = cards.initiative(sheet.id(hub), sheet.picture.things[hub], WIDE if wide else NARROW - EDGE)
        room = sheet.width - MEMBER if wide else NARROW - EDGE - STEP
        named = [
            (t, name(sheet.id(_member(t)), sheet.picture.things[_member(t)], room, _note(sheet, t))) for t in members
        ]
        if wide:
            sheet.row(stacked([(0.0, [box]), (float(MEMBER), [c for _, c in named])]), title, gap=2 * AIR)
            for t, card in named:
                if t.source == hub:
                    sheet.tie(t, box, card)
                else:
                    sheet.tie(t, card, box, "<>")
        else:
            sheet.row([(box, EDGE, 0)], title, gap=0)
            for t, card in named:
                sheet.row([(card, EDGE + STEP, 0)], gap=0)
                sheet.bracket(t, card, box)
            sheet.rest(2 * AIR)
        title = None


def _hub(t: Tie) -> str:
    """What a tie hangs on: the whole, the document, the body."""
    return t.target if t.kind == "composition" else t.source


def _member(t: Tie) -> str:
    return t.source if t.kind == "composition" else t.target


def _note(sheet: Sheet, t: Tie) -> Both:
    return joined(both(f"reforms.{t.kind}"), role(sheet.picture, t))


def make(store: Store, _: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan; it takes no parameters."""
    found = reforms(store)
    return found.picture, plan(found)


VIEW = View("communities", (), (), make)
