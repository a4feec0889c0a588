"""What every sheet must keep to, and the two graphs that it is tried on: the bundled report, two invented cities of two years."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tests.views.cities import cities, wuhan

from govkg import store
from govkg.analysis import Outcome, Picture, Thing
from govkg.graph import Graph
from govkg.views import sheet
from govkg.views.cards import LANGS
from govkg.views.plan import Plan
from govkg.views.type import width

NOTICE = "关于在全市范围内推广实施“一业一证”改革的通知"
__all__ = ["NOTICE", "SLACK", "cities", "empty", "faults", "heads", "names", "plans", "wuhan"]
SLACK = 1.0  # px that a measured text may be over


@lru_cache(maxsize=1)
def empty() -> Graph:
    """A graph of nothing."""
    return Graph(store.memory([]))


def plans(plan: Plan) -> list[Plan]:
    """A plan and its narrow twin."""
    return [plan, *([plan.narrow] if plan.narrow else [])]


def faults(picture: Picture, plan: Plan) -> list[str]:
    """All that is wrong with a plan and its narrow twin, in words; nothing when it is sound."""
    return [
        f"{one.width:g}: {fault}"
        for one in plans(plan)
        for fault in (*_places(one), *_words(one), *_ends(picture, one))
    ]


def _places(plan: Plan) -> Iterator[str]:
    for lang in LANGS:
        at, height = sheet.arrange(plan, set(plan.cards), lang)
        yield from (f"{c} has no place" for c in sorted(set(plan.cards) - set(at)))
        boxes = sorted(
            (y, x, x + plan.cards[c].width, y + plan.cards[c].faces[lang].height, c) for c, (x, y) in at.items()
        )
        for n, (top, left, right, low, card) in enumerate(boxes):
            if left < 0 or right > plan.width or top < 0 or low > height:
                yield f"{card} leaves the sheet"
            for other_top, other_left, other_right, _, other in boxes[n + 1 :]:
                if other_top >= low:
                    break
                if left < other_right and other_left < right:
                    yield f"{card} stands on {other} in {lang}"


def _words(plan: Plan) -> Iterator[str]:
    """Texts stay inside their card, and furniture inside the sheet."""
    for card in plan.cards.values():
        for lang, face in card.faces.items():
            for m in face.marks:
                if m["m"] == "text" and not _inside(m, m["t"], card.width):
                    yield f"{m['t']!r} leaves its card in {lang}"
                if m["m"] == "text" and not 0 <= m["y"] <= face.height:
                    yield f"{m['t']!r} stands above or below its card in {lang}"
    for row in plan.groups:
        for m in (m for m in row["marks"] if "t" in m):
            for n, lang in enumerate(LANGS):
                if not _inside(m, m["t"][n], plan.width):
                    yield f"{m['t'][n]!r} leaves the sheet in {lang}"


def _inside(mark: dict[str, object], text: str, room: float) -> bool:
    size, x = mark["s"], mark["x"]
    assert isinstance(size, int) and isinstance(x, int | float)
    wide = width(text, size)
    left = x - wide * {"left": 0, "center": 0.5, "right": 1}[str(mark.get("a", "left"))]
    return left >= -SLACK and left + wide <= room + SLACK


def _ends(picture: Picture, plan: Plan) -> Iterator[str]:
    """Every card and line has words of a report behind it, and lines end at cards of what they tie."""
    ties = {(t.iri, t.kind): t for t in picture.ties}
    nodes: dict[str, Thing | Outcome] = {**picture.things, **picture.outcomes}
    for card in plan.cards.values():
        node = nodes.get(card.ref)
        if node is None or not picture.passages[node.passage].quote:
            yield f"{card.id} has no words"
    for x in plan.lines:
        t = ties[x["tie"], x["kind"]]
        if (plan.cards[x["from"]].ref, plan.cards[x["to"]].ref) != (t.source, t.target):
            yield f"{x['id']} joins other cards than it ties"
        if not picture.passages[t.passage].quote:
            yield f"{x['id']} has no words"
    if len({x["id"] for x in plan.lines}) < len(plan.lines):
        yield "two lines of one id"


def heads(plan: Plan) -> list[str]:
    """The titles of a sheet, in Chinese."""
    return [row["title"][0] for row in plan.groups if row["title"]]


def names(picture: Picture, plan: Plan) -> list[str]:
    """What the cards show, from top to bottom and from left to right."""
    nodes = {
        **{t.iri: t.label for t in picture.things.values()},
        **{o.iri: o.surface or o.words for o in picture.outcomes.values()},
    }
    return [
        nodes[plan.cards[c["card"]].ref]
        for row in plan.groups
        for c in sorted(row["cards"], key=lambda c: (c["x"], c["y"]))
    ]
