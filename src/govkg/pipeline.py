"""The whole way: sources → statements → release → store; and the graph of a workspace, opened.

All sources are read before anything is written; every file is written beside its place and moved there at the end, the
release last, so that a build killed at any moment leaves the last good graph. Same sources, same bytes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Quad

from govkg import document, graph, judgements, release, statements, store
from govkg.errors import CallerError, CuratorError
from govkg.graph import TRIG, Graph
from govkg.library import Library
from govkg.part import read
from govkg.sources import Source
from govkg.statements import Observation, Statement

__all__ = ["BuildResult", "build", "counts", "demo", "made", "open_graph", "read", "stale", "writable", "write"]

MADE = (".jsonl", ".trig", ".parquet", ".ttl")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made: the sources read, how many statements and quads, and where the release and the store stand."""

    sources: tuple[str, ...]
    statements: int
    quads: int
    release: Path
    store: Path


def counts(source: Source, found: Sequence[Statement]) -> dict[str, int]:
    """What ``[expected]`` of a source's description counts, as read."""
    parsed = document.parse(source.text, source.plans or None)
    kinds = Counter(s.kind for s in parsed.sentences)
    return {
        "sections": kinds["heading"],
        "sentences": len(parsed.sentences),
        "figures": len({s.evidence.start for s in found if isinstance(s, Observation)}),
        "characters": len(source.text),
    }


def made(library: Library, step: Callable[[str], None] = lambda _: None) -> tuple[dict[str, bytes], list[Quad], int]:
    """Every file that a build writes, by its path in the workspace, the quads of the graph, and how many statements.

    Nothing is written. Raises SourceError or CuratorError for the first source or table that is wrong.
    """
    sources = library.sources()
    if not sources:
        raise CallerError(
            "workspace.empty", "there is no source", where=str(library.root), cure="add a folder to sources/"
        )
    reviews = library.curated("reviews")
    files: dict[str, bytes] = {}
    read_of: list[tuple[Source, list[Statement]]] = []
    for source in sources:
        found = read(source, reviews)
        files[f"statements/{source.id}.jsonl"] = statements.dump(found).encode()
        read_of.append((source, found))
        step(source.id)
    known = {s.id for _, found in read_of for s in found}
    if lost := next((r["statement"] for r in reviews if not r["closed"] and r["statement"] not in known), None):
        raise CuratorError("review.lost", f"no statement has the id {lost}", where="reviews.tsv", cure="close the row")
    frozen = library.frozen()
    quads = release.quads(read_of, frozen, judgements.judged(library.curated("judgements"), frozen))
    files |= {f"release/{name}": data for name, data in release.files(read_of, quads).items()}
    return files, quads, len(known)


def build(library: Library, step: Callable[[str], None] = lambda _: None) -> BuildResult:
    """Builds a workspace anew and swaps to it at the end; gives what was made."""
    files, quads, count = made(library, step)
    out = writable(library).out
    # The release's TriG is what readers open: it comes last.
    for name in sorted(files, key=lambda n: (n.startswith("release/"), n.endswith(TRIG), n)):
        write(out / name, files[name])
    for path in _leftovers(out, files):
        path.unlink()
    folder = store.build(replace(library, out=out).store, quads, hashlib.sha256(files[f"release/{TRIG}"]).hexdigest())
    return BuildResult(tuple(library.source_ids()), count, len(quads), out / "release", folder)


def stale(library: Library) -> list[Path]:
    """Made files that are not what the sources give now, and files that no source gives any more."""
    files, _, _ = made(library)
    wrong = [library.out / n for n, data in files.items() if not _same(library.out / n, data)]
    return sorted([*wrong, *_leftovers(library.out, files)])


def demo(library: Library) -> Graph:
    """The graph of the bundled workspace, built here and now where it may be written, else as it was packaged."""
    if library.out == library.root or not (library.release / TRIG).is_file():
        build(library)
    return open_graph(library)


def open_graph(library: Library) -> Graph:
    """The graph of a workspace as it was last built; raises CallerError ``graph.missing`` when it never was."""
    return graph.open(library)


def writable(library: Library) -> Library:
    """The library with an ``out`` that can be written: its own, else a folder in the system's place for temporary files."""
    try:
        library.out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=library.out):
            return library
    except OSError:
        return replace(library, out=Path(tempfile.gettempdir()) / "govkg" / library.out.name)


def write(path: Path, data: bytes) -> None:
    """Puts a file in its place whole or not at all; a file that holds the same bytes is left alone."""
    if _same(path, data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _leftovers(out: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Files of an earlier build that no source gives any more."""
    there = [p for folder in ("statements", "release") for p in (out / folder).rglob("*") if p.suffix in MADE]
    return [p for p in there if p.relative_to(out).as_posix() not in files]
