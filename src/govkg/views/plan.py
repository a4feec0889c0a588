"""A plan: the cards and lines of a picture and what belongs together, before a filter says what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from govkg.analysis import Both, Picture, Tie
from govkg.views import cards
from govkg.views.cards import Card

WIDTH, NARROW = 984, 358
STRENGTH = ("explicit", "curated", "item", "inferred")


@dataclass(frozen=True)
class Plan:
    """The cards, the lines between them, and how they are grouped.

    ``kind`` says who gives them their places: ``lanes``, ``ring``, ``sheet`` or ``cloud``. ``narrow`` is drawn instead on a
    narrow screen. ``says`` are values for the view's title and lede, zh and en; ``extra`` is data for a view's own script.
    """

    kind: str
    cards: dict[str, Card]
    lines: tuple[dict[str, str], ...]
    groups: tuple[dict[str, Any], ...]
    width: float = WIDTH
    narrow: Plan | None = None
    says: Mapping[str, Both] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


def line(t: Tie, source: str, target: str, ports: str = "><") -> dict[str, str]:
    """A line of the picture; ``ports`` are the sides of the two cards that it joins: ``<`` ``>`` ``^`` ``v``."""
    basis = t.basis or ("founds" if t.kind == "mandate" else t.kind)
    return {"id": f"{t.kind}:{t.iri.rpartition('/')[2]}:{source}", "tie": t.iri, "kind": t.kind, "basis": basis,
            "from": source, "to": target, "ports": ports}  # fmt: skip


def note(picture: Picture, t: Tie, lang: str) -> str:
    """What a companion is to an initiative, in a word or two."""
    if t.kind == "mandate":
        return cards.words("mandate", lang)
    n = cards.LANGS.index(lang)
    if t.basis == "reportingBody":
        return picture.label(f"https://w3id.org/govkg/vocab/basis/{t.basis}")[n]
    return picture.label(f"https://w3id.org/govkg/vocab/role/{t.role}")[n]
