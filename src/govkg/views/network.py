"""The picture as pyvis knows it: nodes and edges with places computed beforehand, physics off.

Of pyvis two things are used, its data model and the vis-network file of its wheel; the page around them is our own (its
own pages load from other hosts and paste labels into HTML). A card is a node; each of its sides that lines join is a
node of no size, so that lines end at the edge of a card and never run below its words.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from govkg.errors import InternalError
from govkg.views.lanes import Plan

LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"dragNodes": False, "dragView": False, "zoomView": False, "selectable": True, "hover": True,
                    "multiselect": False, "selectConnectedEdges": False, "hoverConnectedEdges": False,
                    "navigationButtons": False, "keyboard": False, "tooltipDelay": 3600000},
    "nodes": {"shape": "custom", "physics": False, "chosen": False},
    "edges": {"physics": False, "chosen": False, "hoverWidth": 0, "selectionWidth": 0},
}  # fmt: skip
Places = dict[str, tuple[float, float]]


def network(plan: Plan, places: Places, lines: frozenset[str], lang: str) -> dict[str, Any]:
    """Nodes, edges and options for vis-network; what has no place is hidden."""
    from pyvis.network import Network

    made = Network(height="100%", width="100%", directed=True)
    for card in plan.cards.values():
        face = card.faces[lang]
        x, y = places.get(card.id, (0.0, 0.0))
        hidden = card.id not in places
        made.add_node(card.id, label=" ", shape="custom", x=x + card.width / 2, y=y + face.height / 2, hidden=hidden)
        for port, (px, py) in ports(card.width, face.height, face.anchor, face.left, face.right).items():
            made.add_node(card.id + port, label=" ", shape="custom", x=x + px, y=y + py, hidden=hidden)
    for line in plan.lines:
        source, target = (line[end] + port for end, port in zip(("from", "to"), line["ports"], strict=True))
        direction = "vertical" if line["ports"] in ("^v", "v^") else "horizontal"
        smooth = {"enabled": True, "type": "cubicBezier", "forceDirection": direction, "roundness": 0.5}
        made.add_edge(source, target, id=line["id"], arrows="", smooth=smooth, dashes=dashes(line["basis"]),
                      hidden=line["id"] not in lines)  # fmt: skip
    for node in made.nodes:
        node.pop("color", None)  # colours are tokens of the stylesheet
    return {"nodes": made.nodes, "edges": made.edges, "options": OPTIONS}


def ports(width: float, height: float, anchor: float, left: float, right: float) -> Places:
    """Where lines join a card, from its left top corner."""
    return {"<": (left, anchor), ">": (right, anchor), "^": (width / 2, 0.0), "v": (width / 2, height)}


def dashes(basis: str) -> bool | list[int]:
    """Solid for what the report says, dashed for what it only lists together, dotted for what follows."""
    return {"item": [6, 5], "inferred": [1, 5]}.get(basis, False)


def library() -> str:
    """The vis-network script of the pyvis wheel with its licence, found without running pyvis."""
    found = importlib.util.find_spec("pyvis")
    for place in found.submodule_search_locations or () if found else ():
        path = Path(place) / LIBRARY
        if path.is_file():
            return path.read_text(encoding="utf-8")  # with its line ends as a browser counts them
    raise InternalError("views.library", "the vis-network file of pyvis is missing", where=LIBRARY,
                        cure="install pyvis 0.3.2 again")  # fmt: skip
