"""Rows of a sheet: small cards that stand in columns, and the sheet that they are put into from top to bottom.

A row holds the cards that belong together; its height is that of its lowest card in each language, so nothing ever stands
on the next row, whatever the filters leave.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from govkg.analysis import Both, Picture, Thing, Tie
from govkg.views.cards import LANGS, Card, Face, Mark, words
from govkg.views.plan import NARROW, STRENGTH, WIDTH, Plan, line
from govkg.views.type import LEADING, SMALL, TEXT, balanced, width, wrap

GAP, AIR = 4, 8  # below a row; between rows that do not belong together
GLYPH, INDENT = 10, 26  # the middle of a glyph, and where the name behind it begins
EDGE, STEP = 12, 24  # in one column: left of the first card, and of what a bracket ties to it, from there on
Place = tuple[Card, float, float]  # a card and its left top corner within its row
NOTHING: Both = ("", "")


class Sheet:
    """A sheet that grows row by row; cards get ids as they are asked for, the same for the same picture."""

    def __init__(self, picture: Picture, width: float = WIDTH) -> None:
        self.picture, self.width = picture, width
        self.cards: dict[str, Card] = {}
        self.lines: list[dict[str, str]] = []
        self.groups: list[dict[str, Any]] = []
        nodes = dict.fromkeys((*picture.things, *picture.outcomes, *(t.iri for t in picture.ties)))
        self._names = {iri: f"n{n}" for n, iri in enumerate(nodes)}
        self._used: dict[str, int] = {}

    def id(self, iri: str) -> str:
        """A new card's id: ``n7`` the first time that a node is shown, then ``n7.1``, ``n7.2``."""
        times = self._used.get(iri, 0)
        self._used[iri] = times + 1
        return self._names[iri] + (f".{times}" if times else "")

    def row(
        self, places: Collection[Place], title: Both | None = None, marks: Iterable[Mark] = (), gap: float = GAP,
        least: float = 0,
    ) -> None:  # fmt: skip
        """Adds a row; ``least`` is the height that its furniture needs."""
        for card, _, _ in places:
            self.cards[card.id] = card
        tall = {n: max((y + c.faces[n].height for c, _, y in places), default=0.0) for n in LANGS}
        self.groups.append({
            "title": title, "cards": [{"card": c.id, "x": x, "y": y} for c, x, y in places],
            "height": {n: round(max(tall[n], least) + gap, 1) for n in LANGS}, "marks": list(marks),
        })  # fmt: skip

    def rest(self, air: float) -> None:
        """Leaves more air below the last row."""
        if self.groups:
            self.groups[-1]["height"] = {n: h + air for n, h in self.groups[-1]["height"].items()}

    def tie(self, tie: Tie, source: Card, target: Card, ports: str = "><") -> None:
        """Adds a line between two cards."""
        self.lines.append(line(tie, source.id, target.id, ports))

    def bracket(self, tie: Tie, one: Card, other: Card) -> None:
        """Adds a line along the left edge, from one card of a column to another, whichever of them is the source."""
        source, target = (one, other) if one.ref == tie.source else (other, one)
        self.tie(tie, source, target, "<<")

    def plan(self, narrow: Plan | None = None) -> Plan:
        """The finished plan."""
        return Plan("sheet", self.cards, tuple(self.lines), tuple(self.groups), self.width, narrow)


def furniture(x: float, y: float, said: Both, size: int = SMALL, tone: str = "muted", at: str = "left") -> Mark:
    """A text that belongs to the sheet and not to a card."""
    return {"m": "text", "x": x, "y": y, "s": size, "t": list(said), "c": tone, "a": at}


def aside(x: float, heading: Both, room: float, middle: float | None = None) -> list[Mark]:
    """Small words beside a row, on two lines at most, from the row's first line on or around its ``middle``."""
    lines = [_two(t, room) for t in heading]
    count = max(map(len, lines))
    top = 16 if middle is None else middle - LEADING[SMALL] * (count - 1) / 2
    pairs = zip(*([*x, *[""] * (count - len(x))] for x in lines), strict=True)
    return [furniture(x, top + LEADING[SMALL] * n, (zh, en)) for n, (zh, en) in enumerate(pairs) if zh or en]


def _two(heading: str, room: float) -> list[str]:
    lines = wrap(heading, SMALL, room, 2)
    return balanced(heading, SMALL, room) if len(lines) == 2 and len(lines[1]) <= 2 else lines


def name(id: str, thing: Thing, room: float, note: Both = NOTHING, most: int = 3, strong: bool = False) -> Card:
    """A thing in one quiet line: its glyph, its name, at the far side a word on what it is here."""
    faces = {}
    for n, lang in enumerate(LANGS):
        small = wrap(note[n], SMALL, room / 2, 1)[0]
        spare = room - INDENT - (width(small, SMALL) + 12 if small else 0)
        below = bool(small) and width(thing.label, TEXT) > spare and spare < room / 2
        lines = list(_set(thing.label, room - INDENT if below else spare))
        if len(lines) > most:
            lines = wrap(thing.label, TEXT, spare, most)
        marks: list[Mark] = [{"m": "glyph", "k": thing.kind, "x": GLYPH, "y": 16}]
        weight: Mark = {"b": 500} if strong else {}
        marks += [text(INDENT, 6 + LEADING[TEXT] * (i + 0.5), TEXT, t, "ink", **weight) for i, t in enumerate(lines)]
        height = 12 + LEADING[TEXT] * len(lines)
        if small:
            y = height - 6 + LEADING[SMALL] / 2 if below else 16
            marks.append(text(INDENT if below else room, y, SMALL, small, "muted", a="left" if below else "right"))
            height += LEADING[SMALL] if below else 0
        faces[lang] = Face(height, 16, tuple(marks), 0, room)
    return Card(id, thing.iri, thing.kind, room, faces)


@lru_cache(maxsize=4096)
def _set(label: str, room: float) -> tuple[str, ...]:
    """A name in lines; the same names stand in many rows."""
    return tuple(balanced(label, TEXT, room))


def dot(id: str, thing: Thing) -> Card:
    """A thing by a dot alone, where its name stands at the head of many rows."""
    mark: Mark = {"m": "dot", "x": GLYPH, "y": 16, "r": 3, "k": thing.kind, "style": "filled"}
    face = Face(32, 16, (mark,), GLYPH - 3, GLYPH + 3)
    return Card(id, thing.iri, thing.kind, 2 * GLYPH, dict.fromkeys(LANGS, face))


def quiet(id: str, thing: Thing, note: Both, room: float) -> Card:
    """A thing by a small word alone, set to the right, with a dot where its line leaves."""
    mark: Mark = {"m": "dot", "x": room - GLYPH, "y": 16, "r": 3, "k": thing.kind, "style": "filled"}
    faces = {}
    for n, lang in enumerate(LANGS):
        lines = wrap(note[n], SMALL, room - INDENT, 2)
        small = [
            text(room - INDENT, 16 + LEADING[SMALL] * i, SMALL, t, "muted", a="right") for i, t in enumerate(lines)
        ]
        faces[lang] = Face(14 + LEADING[SMALL] * len(lines), 16, (mark, *small), 0, room - GLYPH + 3)
    return Card(id, thing.iri, thing.kind, room, faces)


def widened(card: Card, room: float, marks: dict[str, list[Mark]]) -> Card:
    """A card with more words to the right of its own."""
    faces = {}
    for n, f in card.faces.items():
        low = max((m["y"] + LEADING[SMALL] / 2 for m in marks[n]), default=0.0)
        faces[n] = Face(max(f.height, low + 6), f.anchor, (*f.marks, *marks[n]), f.left, room)
    return Card(card.id, card.ref, card.kind, room, faces)


def text(x: float, y: float, size: int, words: str, tone: str = "ink", **more: Any) -> Mark:
    """A text of a card's face; ``y`` is the middle of its line."""
    return {"m": "text", "x": round(x, 1), "y": round(y, 1), "s": size, "t": words, "c": tone, **more}


def strength(t: Tie) -> int:
    """How strongly a tie is stated, from 0 on."""
    return STRENGTH.index(t.basis) if t.basis in STRENGTH else len(STRENGTH)


def how(key: str, there: object) -> dict[str, Both]:
    """What the lede of a view says: how to read it, or that there is nothing; ``there`` is what there is."""
    return {"how": both(f"how.{key}") if there else both(f"none.{key}")}


def both(key: str, **values: str) -> Both:
    """A message of the views in both languages."""
    zh, en = (words(key, n, **values) for n in LANGS)
    return (zh, en)


__all__ = [
    "AIR",
    "EDGE",
    "GAP",
    "INDENT",
    "NARROW",
    "NOTHING",
    "Place",
    "STEP",
    "Sheet",
    "aside",
    "both",
    "dot",
    "furniture",
    "how",
    "name",
    "quiet",
    "strength",
    "text",
    "widened",
]
