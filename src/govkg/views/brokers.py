"""Bodies that stand between others: for each the pairs that it connects, one left, the other right, what each shares with it between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govkg.analysis import Both, Picture, named
from govkg.analysis.brokers import Bridge, Broker, Brokers, brokers
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.catalogue import View
from govkg.views.plan import NARROW, Plan
from govkg.views.rows import AIR, EDGE, STEP, Sheet, both, how, name
from govkg.views.spans import role, stacked

FIRST, WIDE, MIDDLE, SECOND, OTHER = 208, 200, 432, 560, 784  # left edges of the columns; width of what is shared
BETWEEN = 104  # width of the body between
MOST = 24  # pairs of one body that are drawn


def plan(found: Brokers) -> Plan:
    """By body, the one between most pairs first."""
    made = []
    for sheet in (Sheet(found.picture), Sheet(found.picture, NARROW)):
        for one in found.found:
            title: Both | None = _title(found, one)
            for bridge in one.bridges[:MOST]:
                (_row if sheet.width > NARROW else _stack)(sheet, bridge, title)
                title = None
            sheet.rest(2 * AIR)
        made.append(sheet)
    wide, narrow = made
    return replace(wide.plan(narrow.plan()), says=how("brokers", found.found))


def _title(found: Brokers, one: Broker) -> Both:
    label = found.picture.things[one.iri].label
    key = "brokers.sampled" if found.sampled else "brokers.title"
    zh, en = both(key, name=label, n=str(one.pairs), b=f"{one.betweenness:.2f}")
    if len(one.bridges) > MOST:
        more = both("brokers.more", n=str(len(one.bridges) - MOST))
        zh, en = zh + more[0], en + more[1]
    return zh, en


def _row(sheet: Sheet, bridge: Bridge, title: Both | None) -> None:
    things = sheet.picture.things
    one = cards.side(
        sheet.id(bridge.one.source),
        things[bridge.one.source],
        dict(zip(cards.LANGS, role(sheet.picture, bridge.one), strict=True)),
    )
    other = name(sheet.id(bridge.other.source), things[bridge.other.source], sheet.width - OTHER)
    first, second = (cards.initiative(sheet.id(t.target), things[t.target], WIDE) for t in (bridge.one, bridge.other))
    body = bridge.own[0].source
    middle = name(sheet.id(body), things[body], BETWEEN, strong=True)
    columns = [
        (0.0, one),
        (float(FIRST), first),
        (float(MIDDLE), middle),
        (float(SECOND), second),
        (float(OTHER), other),
    ]
    sheet.row(stacked([(x, [card]) for x, card in columns]), title, gap=2 * AIR)
    sheet.tie(bridge.one, one, first)
    sheet.tie(bridge.own[0], middle, first, "<>")
    sheet.tie(bridge.own[1], middle, second)
    sheet.tie(bridge.other, other, second, "<>")


def _stack(sheet: Sheet, bridge: Bridge, title: Both | None) -> None:
    """What the one shares with it, then what the other does."""
    things = sheet.picture.things
    for t, own in zip((bridge.one, bridge.other), bridge.own, strict=True):
        what = cards.initiative(sheet.id(t.target), things[t.target], NARROW - EDGE)
        sheet.row([(what, EDGE, 0)], title, gap=0)
        title = None
        for tie in (t, own):
            card = name(
                sheet.id(tie.source),
                things[tie.source],
                NARROW - EDGE - STEP,
                role(sheet.picture, tie),
                strong=tie is own,
            )
            sheet.row([(card, EDGE + STEP, 0)], gap=0)
            sheet.bracket(tie, card, what)
        sheet.rest(AIR)
    sheet.rest(AIR)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan."""
    found = brokers(store, named.one(store, given["of"], ("Organisation",)) if "of" in given else "")
    return found.picture, plan(found)


VIEW = View("brokers", ("of",), (), make)
