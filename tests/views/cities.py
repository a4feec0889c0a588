"""Two invented cities with two years each, built once; and what every view that measures must keep."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import govkg
from govkg import pipeline
from govkg.analysis import Picture
from govkg.graph import Graph
from govkg.library import Library
from govkg.views import catalogue
from govkg.views.plan import Plan

ROOT = Path(__file__).parents[2]
_FOLDER = tempfile.TemporaryDirectory(prefix="govkg-cities-", ignore_cleanup_errors=True)
Shape = Mapping[str, Any]


@cache
def cities() -> Graph:
    root = Path(_FOLDER.name) / "cities"
    shutil.copytree(ROOT / "tests" / "queries" / "two-cities" / "sources", root / "sources")
    pipeline.build(Library(root, root))
    return govkg.open(root)


@cache
def wuhan() -> Graph:
    return govkg.open()


GRAPHS = {"cities": cities, "wuhan": wuhan}


def made(graph: str, name: str, **given: str) -> tuple[Picture, Plan]:
    return catalogue.make(GRAPHS[graph]().store, name, given)


def plans(plan: Plan) -> list[Plan]:
    """A plan and its twin for a phone."""
    assert plan.narrow is not None
    return [plan, plan.narrow]


def shapes(plan: Plan, card: str, m: str, lang: str = "zh") -> list[Shape]:
    """The marks of a kind on a card."""
    return [s for s in plan.cards[card].faces[lang].marks if s["m"] == m]


def furniture(plan: Plan, lang: str = "zh") -> list[str]:
    """The words that belong to no card."""
    n = ("zh", "en").index(lang)
    return [s["t"][n] for row in plan.groups for s in row["marks"] if s["m"] == "text" and s["t"][n]]


def said(plan: Plan, card: str, lang: str = "zh") -> list[str]:
    return [s["t"] for s in plan.cards[card].faces[lang].marks if s["m"] in ("text", "pill")]


def check(picture: Picture, plan: Plan) -> None:
    """Every card shows a node with its words, stands inside the sheet and on no other card; so do the words of its row."""
    assert plan.cards
    ties = {t.iri: t for t in picture.ties}
    for one in plans(plan):
        placed = [c for row in one.groups for c in row["cards"]]
        assert sorted(c["card"] for c in placed) == sorted(one.cards)
        for card in one.cards.values():
            node = picture.things.get(card.ref) or picture.outcomes.get(card.ref) or ties[card.ref]
            assert picture.passages[node.passage].quote
        for lang in ("zh", "en"):
            for row in one.groups:
                boxes = [_box(one, c, lang) for c in row["cards"]]
                for n, (x1, y1, x2, y2) in enumerate(boxes):
                    assert x1 >= 0 and x2 <= one.width + 0.1 and y2 <= row["height"][lang] + 0.1
                    for a1, b1, a2, b2 in boxes[:n]:
                        assert x2 <= a1 or a2 <= x1 or y2 <= b1 or b2 <= y1
                for c in row["cards"]:
                    for s in one.cards[c["card"]].faces[lang].marks:
                        assert c["x"] <= _left(s) + c["x"] and _right(s) + c["x"] <= one.width + 20


def _box(plan: Plan, c: Mapping[str, Any], lang: str) -> tuple[float, float, float, float]:
    card = plan.cards[c["card"]]
    return (c["x"], c["y"], c["x"] + card.width, c["y"] + card.faces[lang].height)


def _left(s: Shape) -> float:
    return float(s.get("x1", s.get("x", 0)))


def _right(s: Shape) -> float:
    return float(s.get("x2", s.get("x", 0) + s.get("w", 0)))
