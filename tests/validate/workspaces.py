"""A workspace of every report that stands beside the repository: the annotated texts and the full-length reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from govkg import accession
from govkg.intake.model import Item
from govkg.library import Library

SHARED = Path(__file__).parents[3] / "shared"
FOLDERS = (SHARED / "gold" / "seed", SHARED / "gold" / "dev", SHARED / "corpus")
TOLD = ("title", "body", "place", "covers", "plans")


def texts(folders: Sequence[Path] = FOLDERS) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every text that is here, with what the index beside it says of it; none where ../shared is not."""
    for folder in folders:
        index = folder / "index.jsonl"
        rows = [json.loads(line) for line in index.read_text(encoding="utf-8").splitlines()] if index.is_file() else []
        for row in rows:
            yield folder / f"{row['id']}.txt", {key: str(row[key]) for key in TOLD if row.get(key)}


def everything(root: Path, folders: Sequence[Path] = FOLDERS) -> Library:
    """A workspace with each text added to it as `govkg add` does, under the name of its file."""
    (root / "sources").mkdir(parents=True)
    library = Library(root, root)
    for path, told in texts(folders):
        read = accession.read(Item(path.name, str(path), path.read_bytes()), told)
        name = f"full-{path.stem}" if path.parent.name == "corpus" else path.stem
        library.add(name, accession.files(read, name))
    return library
