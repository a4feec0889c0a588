"""A neighbourhood: one thing in the middle, who and which documents to its left, outcomes to its right, wholes above, parts below.

Cards of a sector stand on an arc of a wide ring. ``arrange`` has its twin in assets/layout.js, as the lanes have.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from govkg import analysis
from govkg.analysis import INITIATIVES, Picture, Thing, Tie, named
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.cards import Card
from govkg.views.catalogue import View
from govkg.views.plan import STRENGTH, WIDTH, Plan, line, note

SECTORS = ("who", "documents", "wholes", "outcomes", "initiatives", "places", "parts", "family")
LEFT_OF, RIGHT_OF, ABOVE, BELOW = (
    ("who", "documents", "places"),
    ("outcomes", "initiatives"),
    ("wholes",),
    ("parts", "family"),
)
MANY = 6  # initiatives; more of them stand below in rows
CENTRE, BEND, PART, COLUMNS, STEP = 360.0, 40.0, 176, 5, 24  # middle of the ring, depth of its arc, parts in rows
RIGHT, SIDE, ROWS, CAPTION, RING, TOP, CLEAR = 560, 12, 4, 32, 72, 40, 160


def plan(picture: Picture) -> Plan:
    """The thing, its neighbours by sector and the lines between them."""
    centre = picture.centre
    names = {iri: f"n{n}" for n, iri in enumerate([*picture.things, *picture.outcomes])}
    made: dict[str, Card] = {names[centre]: cards.initiative(names[centre], picture.things[centre], centre=True)}
    sectors: dict[str, list[str]] = {s: [] for s in SECTORS}
    lines: list[dict[str, str]] = []
    order = sorted(
        picture.ties, key=lambda t: (_place(picture, t), STRENGTH.index(t.basis) if t.basis in STRENGTH else 0, t.iri)
    )
    others = {t.target if t.source == centre else t.source for t in order if t.kind != "composition"}
    many = sum(picture.things[i].kind in INITIATIVES for i in others - {centre} if i in picture.things) > MANY
    for t in order:
        other = t.target if t.source == centre else t.source
        if other == centre or other not in names:
            continue
        id = names[other]
        sector = _sector(picture, t, other)
        sector = "family" if many and sector == "initiatives" else sector
        if id not in made:
            made[id] = _card(picture, id, other, sector, t)
            sectors[sector].append(id)
        here, there = "<>" if sector in LEFT_OF else "><" if sector in RIGHT_OF else "^v" if sector in ABOVE else "v^"
        lines.append(line(t, names[t.source], names[t.target], here + there if t.source == centre else there + here))
    groups: list[dict[str, Any]] = [{"sector": s, "cards": ids} for s, ids in sectors.items() if ids]
    groups.insert(0, {"sector": "centre", "cards": [names[centre]]})
    return Plan("ring", made, tuple(lines), tuple(groups))


def _place(picture: Picture, t: Tie) -> int:
    passage = picture.passages.get(t.passage)
    return passage.start if passage else 0


def _sector(picture: Picture, t: Tie, other: str) -> str:
    thing = picture.things.get(other)
    if thing is None:
        return "outcomes"
    if t.kind == "composition":
        return "parts" if t.source == other else "wholes"
    by_kind = {"Organisation": "who", "PolicyDocument": "documents", "Place": "places"}
    return "initiatives" if thing.kind in INITIATIVES else by_kind.get(thing.kind, "outcomes")


def _card(picture: Picture, id: str, iri: str, sector: str, t: Tie) -> Card:
    if iri in picture.outcomes:
        return cards.outcome(id, picture.outcomes[iri], picture, picture.centre)
    thing: Thing = picture.things[iri]
    if sector in LEFT_OF:
        return cards.side(
            id, thing, {n: note(picture, t, n) if t.kind in ("participation", "mandate") else "" for n in cards.LANGS}
        )
    return cards.initiative(id, thing, PART if sector in (*ABOVE, *BELOW) else 224)


def arrange(
    plan: Plan, shown: Collection[str], lang: str
) -> tuple[dict[str, tuple[float, float]], dict[str, tuple[float, float]], float]:
    """Left top corners of the shown cards, the places of the sectors' captions, and the height of the whole."""
    at: dict[str, tuple[float, float]] = {}
    captions: dict[str, tuple[float, float]] = {}
    sectors = {g["sector"]: [c for c in g["cards"] if c in shown] for g in plan.groups}

    def height(card: str) -> float:
        return plan.cards[card].faces[lang].height

    def rows(sector: str) -> list[list[str]]:
        found = sectors.get(sector, [])
        return [found[n : n + COLUMNS] for n in range(0, len(found), COLUMNS)]

    def stack(names: tuple[str, ...], gap: float) -> float:
        return sum(CAPTION + sum(height(c) + gap for c in sectors[s]) for s in names if sectors.get(s))

    y: float = TOP

    def band(sector: str) -> None:
        nonlocal y
        for row in rows(sector):
            wide = len(row) * PART + (len(row) - 1) * STEP
            x = max(2.0, min(WIDTH - wide - 2, CENTRE - wide / 2))
            for n, c in enumerate(row):
                at[c] = (x + n * (PART + STEP), y)
            y += max(height(c) for c in row) + STEP

    if sectors.get("wholes"):
        captions["wholes"] = (CENTRE, y - CAPTION + 4)
        band("wholes")
        y += RING - STEP
    middle_card = sectors["centre"][0]
    left, right = stack(LEFT_OF, SIDE), stack(RIGHT_OF, ROWS)
    room = max(left, right, CLEAR)
    middle = y + room / 2
    at[middle_card] = (CENTRE - plan.cards[middle_card].width / 2, middle - height(middle_card) / 2)

    def arc(names: tuple[str, ...], tall: float, x: float, sign: float, gap: float) -> None:
        down = middle - (tall + CAPTION) / 2
        for s in names:
            if sectors.get(s):
                captions[s] = (x + sign * BEND, down)
                down += CAPTION
                for c in sectors[s]:
                    off = (down + height(c) / 2 - middle) / (max(tall, CLEAR) / 2)
                    at[c] = (x + sign * BEND * (1 - off * off), down)
                    down += height(c) + gap

    arc(LEFT_OF, left, BEND, -1, SIDE)
    arc(RIGHT_OF, right, RIGHT - BEND, 1, ROWS)
    y += room + RING
    for sector in BELOW:
        if sectors.get(sector):
            captions[sector] = (CENTRE, y - CAPTION + 4)
            band(sector)
            y += RING - STEP
    return at, captions, y


def _make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    picture = analysis.neighbourhood(store, named.one(store, given["of"]))
    return picture, plan(picture)


VIEW = View("neighbourhood", ("of",), ("of",), _make)
