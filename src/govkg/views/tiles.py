"""A tile map of provinces: one square each, filled by how early its reports name a thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govkg import vocab
from govkg.analysis import Both
from govkg.views.cards import LANGS, Card, Face, Mark, words
from govkg.views.shapes import dot, furniture, text, tile
from govkg.views.type import NAME, SMALL, TEXT, width

GAP, STEPS = 4, 5


@dataclass(frozen=True, slots=True)
class Tile:
    """A province's square: its name in both languages, and where it stands, from 0."""

    code: str
    names: Both
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Square:
    """What is known of a province: ``how`` as in ``shapes.tile``, the year of the first report, whether one below the province gave it."""

    how: str
    ref: str = ""
    kind: str = ""
    year: str = ""
    below: bool = False


@vocab.kept
def tiles() -> tuple[Tile, ...]:
    """The squares of all provinces.

    >>> len(tiles()), tiles()[0].names
    (34, ('京', 'BJ'))
    """
    found = vocab.table("tiles")
    left, top = min(int(r["column"]) for r in found), min(int(r["row"]) for r in found)
    return tuple(Tile(r["code"], (r["zh"], r["en"]), int(r["column"]) - left, int(r["row"]) - top) for r in found)


def steps(years: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The step of each year, 5 the earliest, with the years that share it: each its own where there are at most five.

    >>> steps(["2018", "2021", "2018"])
    {'2018': (5, '2018'), '2021': (1, '2021')}
    >>> steps(str(y) for y in range(2003, 2026))["2008"]
    (4, '2008–2012')
    """
    found = sorted(set(years))
    if len(found) <= STEPS:
        return {y: (STEPS - round(n * (STEPS - 1) / max(1, len(found) - 1)), y) for n, y in enumerate(found)}
    first, last = int(found[0]), int(found[-1])
    wide = -(-(last - first + 1) // STEPS)
    made = {}
    for y in found:
        n = (int(y) - first) // wide
        low = first + n * wide
        high = min(last, low + wide - 1)
        made[y] = (STEPS - n, f"{low}–{high}" if high > low else str(low))
    return made


def height(step: float) -> float:
    """How tall the map is whose squares stand ``step`` px apart."""
    return (max(t.row for t in tiles()) + 1) * step


def draw(
    found: Mapping[str, Square], step: float, names: Mapping[str, str]
) -> tuple[list[tuple[Card, float, float]], list[Mark]]:
    """The map from 0, 0: squares that a report fills as cards (``names``: code → card's id), all others as furniture."""
    side = step - GAP
    shade = steps(s.year for s in found.values() if s.how == "named")
    cards: list[tuple[Card, float, float]] = []
    marks: list[Mark] = []
    for t in tiles():
        one = found.get(t.code) or Square("missing")
        x, y = t.column * step, t.row * step
        if not one.ref:
            marks += [
                tile(x, y, side, one.how),
                furniture(x + side / 2, y + side / 2, t.names, TEXT, "muted", a="center"),
            ]
            continue
        faces = {}
        for n, lang in enumerate(LANGS):
            shapes = [tile(0, 0, side, one.how, shade[one.year][0] if one.how == "named" else 0)]
            shapes.append(text(side / 2, side * 0.32, NAME if step > 48 else TEXT, t.names[n], a="center", b=500))
            shapes.append(text(side / 2, side * 0.74, SMALL, one.year, a="center"))
            if one.below:
                shapes.append(dot(side - 7, 7, "Organisation", "filled", 3))
            faces[lang] = Face(side, side / 2, tuple(shapes), 0, side)
        cards.append((Card(names[t.code], one.ref, one.kind, side, faces), x, y))
    return cards, marks


def key(found: Mapping[str, Square], x: float, y: float, room: float) -> tuple[list[Mark], float]:
    """What the squares mean, one below the other, in columns as ``room`` allows: what occurs; and where it ends."""
    shade = set(steps(s.year for s in found.values() if s.how == "named").values())
    how = {s.how for s in found.values()} | ({"missing"} if len(found) < len(tiles()) else set())
    entries: list[tuple[list[Mark], Both]] = [
        ([tile(0, -9, 18, "named", n)], (years, years)) for n, years in sorted(shade, reverse=True)
    ]
    for name in ("plan", "silent", "missing"):
        if name in how:
            entries.append(([tile(0, -9, 18, name)], (words(f"tiles.{name}", "zh"), words(f"tiles.{name}", "en"))))
    if any(s.below for s in found.values()):
        entries.append(([dot(9, 0, "Organisation", "filled", 3)], (words("tiles.below", "zh"), words("tiles.below", "en"))))  # fmt: skip
    made: list[Mark] = []
    left, at = 0.0, y + 12
    for shapes, names in entries:
        wide = 28 + max(width(t, SMALL) for t in names)
        if left and left + wide > room:
            left, at = 0.0, at + 26
        for s in shapes:
            made.append(s | {"x": round(s["x"] + x + left, 1), "y": round(s["y"] + at, 1)})
        made.append(furniture(x + left + 28, at, names))
        left += wide + 20
    return made, at + 14


__all__ = ["GAP", "Square", "Tile", "draw", "height", "key", "steps", "tiles"]
