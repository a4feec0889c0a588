"""The picture as pyvis knows it: nodes and edges with the places of the first look, computed beforehand, no physics.

Of pyvis only its data model is used; the page that draws is our own (what pyvis writes loads from other hosts, pastes
labels into HTML and runs a simulation). The page takes the places of the first look from here.
"""

from __future__ import annotations

from typing import Any

from govkg.views.plan import Plan

Places = dict[str, tuple[float, float]]


def network(plan: Plan, places: Places, lines: frozenset[str], lang: str) -> dict[str, list[dict[str, Any]]]:
    """Nodes by the middles of their cards, and edges; what has no place is hidden."""
    from pyvis.network import Network

    made = Network(height="100%", width="100%", directed=True)
    for card in plan.cards.values():
        x, y = places.get(card.id, (0.0, 0.0))
        made.add_node(card.id, x=round(x + card.width / 2, 2), y=round(y + card.faces[lang].height / 2, 2),
                      hidden=card.id not in places)  # fmt: skip
    for line in plan.lines:
        seen = line["id"] in lines and line["from"] in places and line["to"] in places
        made.add_edge(line["from"], line["to"], id=line["id"], dashes=dashes(line["basis"]), hidden=not seen)
    return {
        "nodes": [{k: n[k] for k in ("id", "x", "y", "hidden")} for n in made.nodes],
        "edges": [{k: e[k] for k in ("id", "from", "to", "dashes", "hidden")} for e in made.edges],
    }


def ports(width: float, height: float, anchor: float, left: float, right: float) -> Places:
    """Where lines join a card, from its left top corner."""
    return {"<": (left, anchor), ">": (right, anchor), "^": (width / 2, 0.0), "v": (width / 2, height)}


def dashes(basis: str) -> bool | list[int]:
    """Solid for what the report says, dashed for what it only lists together, dotted for what follows."""
    return {"item": [6, 5], "inferred": [1, 5]}.get(basis, False)
