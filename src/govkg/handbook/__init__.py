"""The handbook of the ontology: its terms, vocabularies and pictures as one page in Chinese and English that works offline."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse

from govkg import resources
from govkg.errors import CallerError
from govkg.handbook.page import page

__all__ = ["page", "render", "write"]


def render(trig: Path | None = None, lang: str = "zh") -> str:
    """The page, its cases taken from a release's TriG (the bundled one where none is given)."""
    found = trig or resources.path("graph/release/govkg.trig")
    if not found.is_file():
        raise CallerError(
            "graph.missing", "there is no graph to take examples from", where=str(found), cure="run govkg build"
        )
    return page(parse(path=str(found), format=RdfFormat.TRIG), lang)


def write(out: Path, trig: Path | None = None, lang: str = "zh") -> Path:
    """Writes the page and gives its path; raises CallerError where it cannot be written."""
    made = render(trig, lang)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(made, encoding="utf-8", newline="\n")
    except OSError as e:
        raise CallerError("handbook.unwritable", f"the page cannot be written ({e.strerror})", where=str(out),
                          cure="name another file with -o") from e  # fmt: skip
    return out
