"""A folder of annotated texts: ``index.jsonl`` with a row a text, and for each ID the text and its four files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govkg import description, sources
from govkg.annotations import PARTS
from govkg.errors import SourceError
from govkg.sources import Source

Row = Mapping[str, Any]
SPANNED = ("id", "start", "end", "surface")
NEEDED = {
    "quantities": (*SPANNED, "value", "unit", "metric", "subject"),
    "entities": (*SPANNED, "type", "name"),
    "links": ("id", "kind", "from", "to"),
    "milestones": (*SPANNED, "event", "of"),
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with what people marked in it; ``kind`` says where it is from (real, restated, composed)."""

    source: Source
    kind: str
    parts: Mapping[str, Sequence[Row]]
    covers: frozenset[str]  # periods that its figures need not state


def load(folder: Path, only: str = "") -> list[Annotated]:
    """The annotated texts of a folder, by id; with ``only`` those of one kind, or the one of that id.

    Raises SourceError when the folder holds none, or a file is missing, no JSON lines, or lacks a field.
    """
    if not folder.is_dir():
        raise SourceError(
            "gold.missing", "there is no such folder", where=str(folder), cure="name a folder of annotated texts"
        )
    index = (
        {str(row.get("id")): row for row in rows(folder / "index.jsonl", ("id",))}
        if (folder / "index.jsonl").is_file()
        else {}
    )
    found = []
    for path in sorted(folder.glob("*.txt")):
        about = index.get(path.stem, {})
        if only and only not in (path.stem, about.get("kind")):
            continue
        parts = {part: rows(folder / f"{path.stem}.{part}.jsonl", NEEDED[part]) for part in PARTS}
        covers = frozenset(str(about[k]) for k in ("covers", "plans", "year") if about.get(k))
        found.append(Annotated(description.of_file(path), str(about.get("kind") or ""), parts, covers))
    if not found:
        what = f"nothing annotated of the kind or id {only!r}" if only else "no annotated texts (ID.txt)"
        raise SourceError("gold.empty", f"there is {what}", where=str(folder), cure="name a folder like tests/golden")
    return found


def rows(path: Path, needed: Sequence[str]) -> list[Row]:
    """The rows of a file of JSON lines; raises SourceError for one that is none or lacks a field."""
    found: list[Row] = []
    for n, line in enumerate(sources.read_bytes(path).decode("utf-8", errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            lacking = [k for k in needed if k not in row]
        except (ValueError, TypeError) as e:
            raise SourceError(
                "gold.row", f"not a row of JSON ({e})", where=f"{path}:{n}", cure="correct the line"
            ) from e
        if not isinstance(row, dict) or lacking:
            what = "no object" if not isinstance(row, dict) else "has no " + ", ".join(lacking)
            raise SourceError("gold.row", f"the row is wrong: {what}", where=f"{path}:{n}", cure="correct the line")
        found.append(row)
    return found
