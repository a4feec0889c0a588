"""Cards: one thing or outcome as set type with its shape, in both languages, ready to be drawn at a place.

A face is a list of marks in px from the card's top left corner: texts, pills, glyphs, an outline. Nothing is measured in
the browser, so a card is as large there as here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from govkg import messages
from govkg.analysis import INITIATIVES, Outcome, Passage, Picture, Thing
from govkg.analysis.figures import read, redundant
from govkg.ids import concept
from govkg.views.type import LEADING, NAME, SMALL, TEXT, balanced, width, wrap

LANGS = ("zh", "en")
SIDE, MIDDLE, ROW = 184, 224, 424  # widths of the lanes
COLUMN = 136  # where the words of a row begin, behind its figure
LEAD, LINES = 14, 36  # hanzi before a quote that a row always has room for, and in its two lines
Mark = dict[str, Any]
_MARKS = re.compile(r"[，,。；;：:！!？?\n]")


@dataclass(frozen=True, slots=True)
class Face:
    """One language of a card; ``anchor`` is where lines arrive, px below its top."""

    height: float
    anchor: float
    marks: tuple[Mark, ...]
    left: float = 0  # where lines leave on either side, px from the card's left edge
    right: float = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A node of the picture: ``ref`` is the thing or outcome that it shows (one may be shown twice)."""

    id: str
    ref: str
    kind: str
    width: float
    faces: dict[str, Face] = field(hash=False)


def words(key: str, lang: str, **values: object) -> str:
    """A message of the catalogue's part for views."""
    return messages.text(f"view.{key}", lang, **values)


def _text(x: float, y: float, size: int, text: str, tone: str = "ink", **more: Any) -> Mark:
    return {"m": "text", "x": x, "y": round(y, 1), "s": size, "t": text, "c": tone, **more}


def initiative(id: str, thing: Thing, size: float = MIDDLE, centre: bool = False, kind: bool = True) -> Card:
    """An initiative, or the thing that a neighbourhood is about, in the outline of its type; ``kind`` names the type."""
    faces = {}
    for lang in LANGS:
        lines = balanced(thing.label, NAME, size - 44)
        height = 6 + LEADING[NAME] * len(lines) + (LEADING[SMALL] if kind else 0) + 6
        marks: list[Mark] = [{"m": "outline", "k": thing.kind, "w": size, "h": height, "strong": centre}]
        marks += [
            _text(size / 2, 6 + LEADING[NAME] * (n + 0.5), NAME, t, a="center", b=500) for n, t in enumerate(lines)
        ]
        if kind:
            below = 6 + LEADING[NAME] * len(lines) + LEADING[SMALL] / 2 - 1
            marks.append(_text(size / 2, below, SMALL, words(f"kind.{thing.kind}", lang), "muted", a="center"))
        # The notch of a campaign's flag lies inside its box.
        faces[lang] = Face(height, height / 2, tuple(marks), 0, size - (10 if thing.kind == "Campaign" else 0))
    return Card(id, thing.iri, thing.kind, size, faces)


def side(id: str, thing: Thing, notes: dict[str, str]) -> Card:
    """An organisation or document beside the initiatives, set to the right, its glyph where the line leaves."""
    faces = {}
    for lang in LANGS:
        lines = balanced(thing.label, TEXT, SIDE - 28)
        small = wrap(notes[lang], SMALL, SIDE - 28) if notes[lang] else []
        height = 4 + LEADING[TEXT] * len(lines) + LEADING[SMALL] * len(small) + 4
        edge = SIDE - 24
        marks: list[Mark] = [{"m": "glyph", "k": thing.kind, "x": SIDE - 10, "y": 4 + LEADING[TEXT] / 2}]
        marks += [_text(edge, 4 + LEADING[TEXT] * (n + 0.5), TEXT, t, a="right") for n, t in enumerate(lines)]
        top = 4 + LEADING[TEXT] * len(lines)
        marks += [
            _text(edge, top + LEADING[SMALL] * (n + 0.5), SMALL, t, "muted", a="right") for n, t in enumerate(small)
        ]
        faces[lang] = Face(height, 4 + LEADING[TEXT] / 2, tuple(marks), 0, SIDE)
    return Card(id, thing.iri, thing.kind, SIDE, faces)


def outcome(id: str, o: Outcome, picture: Picture, host: str = "", room: float = ROW) -> Card:
    """An outcome as a row: its figure or glyph, then what it is, then how it was read."""
    faces = {}
    for n, lang in enumerate(LANGS):
        name, note, serif = _row(o, picture, host, n)
        marks: list[Mark] = []
        left, top = COLUMN, 0.0
        if o.surface and o.value + o.low:
            size = width(o.surface, TEXT) + 20
            shown = wrap(o.surface, TEXT, room - 24, 1)[0]
            size = min(size, room)
            marks.append({"m": "pill", "k": o.kind, "x": 0, "y": 4, "w": round(size, 1), "h": 24, "t": shown})
            if size > COLUMN - 8:
                left, top = 12, 26.0
        else:
            marks.append({"m": "glyph", "k": o.kind, "x": 9, "y": 16})
            label = picture.label(concept("event", o.event))[n] if o.event else words(f"kind.{o.kind}", lang)
            marks.append(_text(24, 16, TEXT, wrap(label, TEXT, COLUMN - 30, 1)[0]))
        lines = wrap(name, TEXT, room - left, 2)
        marks += [
            _text(left, top + 6 + LEADING[TEXT] * (i + 0.5), TEXT, t, **({"f": "serif"} if serif else {}))
            for i, t in enumerate(lines)
        ]
        bottom = top + 6 + LEADING[TEXT] * len(lines)
        if note:
            if len(lines) == 1 and width(name, TEXT) + 20 + width(note, SMALL) <= room - left:
                marks.append(_text(room, top + 6 + LEADING[TEXT] / 2, SMALL, note, "muted", a="right"))
            else:
                small = wrap(note, SMALL, room - left, 2)
                marks += [
                    _text(left, bottom + LEADING[SMALL] * (i + 0.5), SMALL, t, "muted") for i, t in enumerate(small)
                ]
                bottom += LEADING[SMALL] * len(small)
        faces[lang] = Face(max(32.0, bottom + 6), 16, tuple(marks), 0, room)
    return Card(id, o.iri, o.kind, room, faces)


def reading(o: Outcome, picture: Picture) -> tuple[str, str]:
    """The figure as read, zh and en."""
    return read(o, picture.labels)


def _row(o: Outcome, picture: Picture, host: str, n: int) -> tuple[str, str, bool]:
    """What an outcome is, a note beside it, and whether these are the report's running words (then in serif)."""
    lang = LANGS[n]
    if o.kind in ("Result", "Target", "Baseline"):
        note = "" if redundant(o) else reading(o, picture)[n]
        if o.kind != "Result":
            period = o.start if o.start == o.end else f"{o.start}/{o.end}"
            note = " · ".join(filter(None, (words(f"kind.{o.kind}", lang), period, note)))
        return o.words, note, False
    thing = picture.things.get(o.about)
    if o.kind == "Recognition":
        by = picture.things.get(o.conferred_by)
        if thing and o.award == host:
            return thing.label, "", False
        return o.words, words("by", lang, name=by.label) if by else "", False
    if thing and o.about != host and o.kind != "Shortcoming":
        return thing.label, "", False
    passage = picture.passages.get(o.passage)
    return (clause(passage) if passage else o.surface), "", True


def clause(passage: Passage) -> str:
    """A quote with the words up to the next marks, so that a verb is not left alone.

    >>> clause(Passage("", "", 0, 2, "办好实事，", "升级", "改造网络。推进共享"))
    '升级改造网络'
    """
    before, after = re.split(_MARKS, passage.before)[-1], re.split(_MARKS, passage.after)[0]
    spare = max(LEAD, LINES - len(passage.quote + after))
    if len(before) > spare:  # a damaged copy runs sentences together
        before = "…" + before[-spare:]
    return before + passage.quote + after


__all__ = ["INITIATIVES", "LANGS", "Card", "Face", "initiative", "outcome", "reading", "side", "words"]
