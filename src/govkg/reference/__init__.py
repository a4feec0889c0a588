"""The reference of the questions: every question with its parameters, columns, calls and first rows, in Chinese and English."""

from __future__ import annotations

from pathlib import Path

from govkg import edition, resources, store
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.reference.page import page

__all__ = ["page", "render"]


def render(trig: Path | None = None, lang: str = "zh") -> str:
    """The page, its rows taken from a release or a file of TriG (the bundled one where none is given)."""
    found = edition.at(trig or resources.path("graph/release"))
    if found is None:
        raise CallerError(
            "graph.missing", "there is no graph to take rows from", where=str(trig), cure="run govkg build"
        )
    origin = found.folder if isinstance(found, Edition) else found
    return page(Graph(store.reopen(origin), origin), lang)
