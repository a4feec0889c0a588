"""The handbook of the ontology: its terms, vocabularies and pictures as one page in Chinese and English that works offline."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse

from govkg import edition, files, resources
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.handbook.page import page

__all__ = ["page", "render", "write"]


def render(trig: Path | None = None, lang: str = "zh") -> str:
    """The page, its cases taken from a release or a file of TriG (the bundled one where none is given)."""
    found = edition.at(trig or resources.path("graph/release"))
    if found is None:
        raise CallerError(
            "graph.missing", "there is no graph to take examples from", where=str(trig), cure="run govkg build"
        )
    quads = found.quads() if isinstance(found, Edition) else parse(path=str(found), format=RdfFormat.TRIG)
    return page(quads, lang)


def write(out: Path, trig: Path | None = None, lang: str = "zh") -> Path:
    """Writes the page and gives its path; raises CallerError where it cannot be written."""
    files.write(out, render(trig, lang).encode())
    return out
