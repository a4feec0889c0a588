"""Figures on a strip: a dot for the value, a whisker for what its bound leaves open, the words beside it.

Results are filled, targets hollow, baselines ghosted, what was worked out dotted. Nothing here decides what shares a strip.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from govkg.analysis import Both, Picture, comparable
from govkg.analysis.figures import redundant
from govkg.analysis.metric import Measure
from govkg.analysis.model import DERIVED
from govkg.views.cards import LANGS, Card, Mark, reading, words
from govkg.views.plan import Plan
from govkg.views.scales import Scale, number, places, scale
from govkg.views.shapes import bar, dot, down, fitted, furniture, whisker
from govkg.views.type import LEADING, SMALL, TEXT, width

STYLES = {"Result": "filled", "Target": "hollow", "Baseline": "ghost"}
OPEN, NEAR = 28, 16  # how far an open whisker runs, and one of 约
BEFORE, BEHIND = 12, 36  # room on an axis beyond its ends, for dots and open whiskers


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a strip lies, and its scale."""

    left: float
    right: float
    scale: Scale

    @classmethod
    def of(cls, measures: Iterable[Measure], left: float, right: float, most: int = 5, zero: bool = False) -> Strip:
        """The strip that holds these measures with their bounds."""
        found = list(measures)
        values = [v for m in found for v in (m.point, *m.interval) if v is not None]
        if found and all(m.outcome.figure == "rank" for m in found):
            return cls(left, right, places(values, left + BEFORE, right - BEHIND, most))
        return cls(left, right, scale(values, left + BEFORE, right - BEHIND, most, zero))

    def grid(self, height: float) -> list[Mark]:
        """The lines of the ticks down a row."""
        return [down(self.scale.at(t), 0, height) for t in self.scale.ticks]

    def axis(self, y: float) -> list[Mark]:
        """The numbers of the ticks, as many as stand apart."""
        made: list[Mark] = []
        ends = [-1e9, -1e9]
        for tick in self.scale.ticks:
            x, said = self.scale.at(tick), number(tick)
            half = [width(t, SMALL) / 2 for t in said]
            shown = [x - h > end + 8 for h, end in zip(half, ends, strict=True)]
            ends = [x + h if s else e for h, s, e in zip(half, shown, ends, strict=True)]
            if any(shown):
                made.append(furniture(x, y, [t if s else "" for t, s in zip(said, shown, strict=True)], a="center"))
        return made


def style(m: Measure) -> str:
    """How a measure is drawn; a target is never filled."""
    return "derived" if m.derived else STYLES[m.outcome.kind]


def marks(m: Measure, strip: Strip, y: float) -> list[Mark]:
    """The dot and the whiskers of a measure."""
    kind, how, at = m.outcome.kind, style(m), strip.scale.at
    least, most = m.interval
    made: list[Mark] = []

    def reach(x1: float, x2: float, ends: str) -> None:
        made.append(whisker(max(strip.left, x1), min(strip.right, x2), y, kind, ends))

    if least is not None and most is not None and least != most:
        reach(at(least), at(most), "|")
        if m.point is None:
            made.append(bar(at(least), max(at(most), at(least) + 2), y, kind, how, 6))
    elif m.point is not None and least is None and most is None:  # 约
        reach(at(m.point), at(m.point) + NEAR, ">")
        reach(at(m.point) - NEAR, at(m.point), "<")
    elif m.point is not None and most is None:
        reach(at(m.point), at(m.point) + OPEN, ">")
    elif m.point is not None and least is None:
        reach(at(m.point) - OPEN, at(m.point), "<")
    if m.point is not None:
        made.append(dot(at(m.point), y, kind, how))
    return made


def said(m: Measure, picture: Picture) -> tuple[str, Both]:
    """The figure as written, "" for a derived one, and as read where that adds something."""
    o = m.outcome
    if m.derived:
        return "", tuple(f"{t} · {words('derived', n)}" for t, n in zip(reading(o, picture), LANGS, strict=True))  # type: ignore[return-value]
    return o.surface, ("", "") if redundant(o) else reading(o, picture)


def kind(m: Measure, lang: str) -> str:
    """What a measure is beside a result, in a word: 目标, 基数, 推算; "" for a result."""
    if m.derived:
        return words("derived", lang)
    return "" if m.outcome.kind == "Result" else words(f"kind.{m.outcome.kind}", lang)


def because(name: str, codes: Iterable[str], conversion: str = "") -> Both:
    """A sentence of the catalogue with the reasons of the judge in it, zh and en; with the conversion where there is one."""
    labels = [comparable.label(code) for code in codes]
    more = [conversion] if conversion else []
    zh, en = [*(x[0] for x in labels), *more], [*(x[1] for x in labels), *more]
    return (words(name, "zh", why="；".join(zh)), words(name, "en", why="; ".join(en)))


Block = tuple[int, str, tuple[list[str], list[str]]]  # size, tone, lines in zh and en


def column(x: float, y: float, blocks: Iterable[Block]) -> tuple[list[Mark], tuple[float, float]]:
    """Lines of furniture below each other, each language closed up by itself; gives their marks and where they end, zh and en."""
    made: dict[tuple[float, int, str], list[str]] = {}
    at = [y, y]
    for size, tone, both in blocks:
        for n, lines in enumerate(both):
            for t in lines:
                made.setdefault((round(at[n] + LEADING[size] / 2, 1), size, tone), ["", ""])[n] = t
                at[n] += LEADING[size]
    return [furniture(x, middle, t, size, tone) for (middle, size, tone), t in made.items()], (at[0], at[1])


def block(both: Both | Sequence[str], room: float, size: int = TEXT, tone: str = "ink", most: int = 3) -> Block:
    """Words in both languages as lines of a column; none where there are none."""
    zh, en = (list(fitted(t, size, room, most)) if t else [] for t in both)
    return (size, tone, (zh, en))


def key(measures: Iterable[Measure], room: float) -> tuple[list[Mark], float]:
    """What the dots and whiskers of these measures mean, in a row, and how tall that is: what occurs, nothing where all are plain results."""
    found = list(measures)
    entries: list[tuple[list[Mark], str]] = []
    for how, k, name in (("filled", "Result", "kind.Result"), ("hollow", "Target", "kind.Target"), ("ghost", "Baseline", "kind.Baseline"),
                         ("derived", DERIVED, "derived")):  # fmt: skip
        if any(style(m) == how for m in found):
            entries.append(([dot(12, 0, k, how)], name))
    for bound, ends in (("above", ">"), ("below", "<"), ("about", "><")):
        if any(m.outcome.bound == bound for m in found):
            spans = [whisker(12, 24, 0, "Result", e) if e == ">" else whisker(0, 12, 0, "Result", e) for e in ends]
            entries.append((spans, f"bound.{bound}"))
    if any(None not in (i := m.interval) and i[0] != i[1] for m in found):
        entries.append(([whisker(0, 24, 0, DERIVED, "|")], "bound.between"))
    if [name for _, name in entries] == ["kind.Result"]:
        return [], 0.0
    made: list[Mark] = []
    right, y = 0.0, 9.0
    for shapes, name in entries:
        names = [words(name, n) for n in LANGS]
        wide = 30 + max(width(t, SMALL) for t in names)
        if right and right + wide > room:
            right, y = 0.0, y + LEADING[SMALL] + 2
        for shape in shapes:
            moved = {k: round(v + right, 1) if k in ("x", "x1", "x2") else v for k, v in shape.items()}
            made.append(moved | {"y": y})
        made.append(furniture(right + 30, y, names))
        right += wide + 20
    return made, y + 9 if entries else 0.0


class Rows:
    """A sheet that grows row by row."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self.groups: list[dict[str, Any]] = []

    def add(self, height: Sequence[float], cards: Iterable[tuple[Card, float, float]] = (), marks: Iterable[Mark] = (),
            title: Both | None = None) -> None:  # fmt: skip
        """Adds a row: its height in zh and en, its cards with their left top corners, its furniture."""
        places = list(cards)
        self.cards |= {c.id: c for c, _, _ in places}
        self.groups.append({
            "title": list(title) if title else None,
            "cards": [{"card": c.id, "x": x, "y": y} for c, x, y in places],
            "height": {n: round(h, 1) for n, h in zip(LANGS, height, strict=True)}, "marks": list(marks),
        })  # fmt: skip

    def plan(self, width: float, **more: Any) -> Plan:
        """The finished plan."""
        return Plan("sheet", self.cards, (), tuple(self.groups), width, **more)
