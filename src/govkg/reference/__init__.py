"""The reference of the questions: every question with its parameters, columns, calls and first rows, in Chinese and English."""

from __future__ import annotations

from pathlib import Path

from govkg import resources, store
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.reference.page import page

__all__ = ["page", "render"]


def render(trig: Path | None = None, lang: str = "zh") -> str:
    """The page, its rows taken from a release's TriG (the bundled one where none is given)."""
    found = trig or resources.path("graph/release/govkg.trig")
    if not found.is_file():
        raise CallerError(
            "graph.missing", "there is no graph to take rows from", where=str(found), cure="run govkg build"
        )
    return page(Graph(store.reopen(found), found), lang)
