"""The marks that plots are made of: lines of text, figures in pills, dots, bars, whiskers and rules, in px."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from govkg.views.cards import Mark
from govkg.views.type import LEADING, SMALL, TEXT, width, wrap

PILL = 24  # the height of a pill


@lru_cache(maxsize=8192)
def fitted(words: str, size: int, room: float, most: int = 99) -> tuple[str, ...]:
    """The lines of a text, as ``wrap`` makes them; a sheet says the same words many times.

    >>> fitted("报告未提及", 12, 200), fitted("报告未提及", 12, 40)
    (('报告未提及',), ('报告未', '提及'))
    """
    flat = " ".join(words.split())
    return (flat,) if width(flat, size) <= room else tuple(wrap(flat, size, room, most))


def text(x: float, y: float, size: int, t: str, tone: str = "ink", **more: Any) -> Mark:
    """A line of a card's face, its middle at ``y``."""
    return {"m": "text", "x": round(x, 1), "y": round(y, 1), "s": size, "t": t, "c": tone, **more}


def furniture(x: float, y: float, t: Iterable[str], size: int = SMALL, tone: str = "muted", a: str = "left") -> Mark:
    """A line of a row, zh and en, that belongs to no card."""
    return {"m": "text", "x": round(x, 1), "y": round(y, 1), "s": size, "t": list(t), "c": tone, "a": a}


def pill(x: float, y: float, kind: str, t: str, room: float) -> Mark:
    """A figure as written, its middle at ``y``; ``w`` is as wide as its words need and ``room`` allows."""
    shown = fitted(t, TEXT, room - 20, 1)[0]
    wide = min(room, width(shown, TEXT) + 20)
    return {
        "m": "pill",
        "k": kind,
        "x": round(x, 1),
        "y": round(y - PILL / 2, 1),
        "w": round(wide, 1),
        "h": PILL,
        "t": shown,
    }


def glyph(x: float, y: float, kind: str) -> Mark:
    """The shape of a type, its middle at ``x`` and ``y``."""
    return {"m": "glyph", "k": kind, "x": x, "y": y}


def dot(x: float, y: float, kind: str, style: str, r: float = 5) -> Mark:
    """A value: ``filled`` for a result, ``hollow`` a target, ``ghost`` a baseline, ``derived`` one worked out."""
    return {"m": "dot", "x": round(x, 1), "y": y, "r": r, "k": kind, "style": style}


def bar(x1: float, x2: float, y: float, kind: str, style: str, h: float = 12) -> Mark:
    """A length, its middle at ``y``."""
    return {"m": "bar", "x": round(x1, 1), "y": y - h / 2, "w": round(x2 - x1, 1), "h": h, "k": kind, "style": style}


def whisker(x1: float, x2: float, y: float, kind: str, ends: str) -> Mark:
    """What a bound leaves open: ``|`` closed on both ends, ``>`` open to the right (≥), ``<`` to the left (≤)."""
    return {"m": "whisker", "x1": round(x1, 1), "x2": round(x2, 1), "y": y, "k": kind, "ends": ends}


def tile(x: float, y: float, size: float, how: str, step: int = 0) -> Mark:
    """A square of a tile map: ``named`` with a step from 1 (latest, lightest) to 5, ``plan`` with a ring, ``silent`` empty, ``missing`` hatched."""
    return {"m": "tile", "x": round(x, 1), "y": round(y, 1), "w": size, "h": size, "how": how, "step": step}


def riser(x: float, y1: float, y2: float, kind: str, ends: str) -> Mark:
    """A whisker from below (``y1``) to above (``y2``): ``>`` open above (≥), ``<`` open below (≤), ``|`` closed on both ends."""
    return {"m": "riser", "x": round(x, 1), "y1": round(y1, 1), "y2": round(y2, 1), "k": kind, "ends": ends}


def across(x1: float, x2: float, y: float, tone: str = "rule", dash: bool = False) -> Mark:
    """A rule from left to right."""
    return {"m": "rule", "x1": round(x1, 1), "y1": y, "x2": round(x2, 1), "y2": y, "tone": tone, "dash": dash}


def down(x: float, y1: float, y2: float) -> Mark:
    """A rule from above to below."""
    return {"m": "rule", "x1": x, "y1": y1, "x2": x, "y2": y2, "tone": "rule", "dash": False}


def lines(x: float, y: float, said: Iterable[str], size: int, tone: str = "ink", **more: Any) -> list[Mark]:
    """Lines of a card's face below each other, the first one's top at ``y``."""
    return [text(x, y + LEADING[size] * (n + 0.5), size, t, tone, **more) for n, t in enumerate(said)]
