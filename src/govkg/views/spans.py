"""What stands between two things: a row whose cards stand at one height, and the words that a step rests on."""

from __future__ import annotations

from collections.abc import Sequence

from govkg.analysis import Both, Picture, Tie
from govkg.ids import concept
from govkg.views.cards import LANGS, Card, Mark
from govkg.views.rows import AIR, Place, Sheet, both
from govkg.views.type import LEADING, TEXT, wrap

STEP = 6  # between cards of a stack


def tall(card: Card) -> float:
    """The height of a card in the language in which it is taller."""
    return max(f.height for f in card.faces.values())


def stacked(stacks: Sequence[tuple[float, Sequence[Card]]]) -> list[Place]:
    """Stacks of cards side by side, each around one middle, by their left edges."""
    heights = [sum(tall(c) for c in cards) + STEP * max(0, len(cards) - 1) for _, cards in stacks]
    room = max(heights, default=0.0)
    places: list[Place] = []
    for (x, cards), height in zip(stacks, heights, strict=True):
        y = (room - height) / 2
        for card in cards:
            places.append((card, x, y))
            y += tall(card) + STEP
    return places


def words(sheet: Sheet, passage: str, left: float, note: Both) -> None:
    """A row with the sentence of a passage in serif, its quote in brackets, and a note behind it."""
    p = sheet.picture.passages.get(passage)
    if p is None:
        return
    said = f"{p.before}【{p.quote}】{p.after}"
    lines = {
        n: wrap(said + (f"（{note[k]}）" if note[k] else ""), TEXT, sheet.width - left) for k, n in enumerate(LANGS)
    }
    count = max(map(len, lines.values()))
    marks: list[Mark] = []
    for n in range(count):
        zh, en = (found[n] if n < len(found) else "" for found in lines.values())
        y = LEADING[TEXT] * (n + 0.5)
        marks.append({"m": "text", "x": left, "y": y, "s": TEXT, "t": [zh, en], "c": "ink", "a": "left", "f": "serif"})
    sheet.row([], None, marks, AIR, LEADING[TEXT] * count)


def role(picture: Picture, t: Tie) -> Both:
    """What a body is to an initiative."""
    return picture.label(concept("role", t.role)) if t.role else ("", "")


def joined(*notes: Both) -> Both:
    """Notes beside each other, those left out that say nothing.

    >>> joined(("配合", "cooperates"), ("", ""), ("计划", "planned"))
    ('配合 · 计划', 'cooperates · planned')
    """
    zh, en = (" · ".join(n[k] for n in notes if n[k]) for k in (0, 1))
    return zh, en


def basis(t: Tie) -> Both:
    """How strongly a step is stated, where that is less than a report's own word."""
    return both(f"basis.{t.basis}") if t.basis in ("item", "inferred") else ("", "")


__all__ = ["basis", "joined", "role", "stacked", "tall", "words"]
