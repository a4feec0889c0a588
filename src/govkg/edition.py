"""A release on disk, read: its manifest, the blocks of its graphs, its TriG as one stream, and where its facts tables stand.

A release of few sources has one ``govkg.trig`` and a file for each facts table. One of many has a file for each shard of its
sources: ``graphs/<prefix>.trig`` and ``facts/<table>/<prefix>.parquet``. Both are read alike here. Canonical TriG is a run of
graph blocks, sorted by graph, below one header of prefixes: so files are split into blocks and put together again as text.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

from govkg.errors import CallerError

TRIG, MANIFEST = "govkg.trig", "manifest.json"
GRAPHS, FACTS = "graphs", "facts"
END = b"\n}\n"
Block = tuple[str, bytes]


class Edition:
    """The release in a folder.

    >>> from govkg import resources
    >>> release = Edition(resources.path("graph/release"))
    >>> [iri.rpartition("/graph/")[2] for iri, _ in release.blocks()]
    ['vocabulary', 'wuhan-2021/inferred', 'wuhan-2021']
    >>> b"".join(release.trig()) == (release.folder / TRIG).read_bytes()
    True
    >>> [path.name for path in release.facts("report")]
    ['report.parquet']
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What the release says of itself; raises CallerError ``graph.missing`` where it says nothing, ``graph.unreadable``."""
        path, cure = self.folder / MANIFEST, "run govkg build"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(found, dict) and isinstance(found["dataset"], str):
                if all(map(_inside, found.get("files", ()))):
                    return found
                what = "the manifest names a file that is not in the release"
            else:
                what = "this is no manifest of a release"
        except FileNotFoundError as e:
            what = "this workspace has no graph yet"
            raise CallerError("graph.missing", what, where=str(self.folder.parent), cure=cure) from e
        except (OSError, ValueError, KeyError) as e:
            what = f"the manifest cannot be read ({' '.join(str(e).split())[:200]})"
        raise CallerError("graph.unreadable", what, where=str(path), cure=cure)

    @property
    def dataset(self) -> str:
        """The hash that names the release: a function of its graphs alone, however they stand in files."""
        return str(self.manifest["dataset"])

    def files(self) -> list[Path]:
        """The files of TriG, sorted."""
        one = self.folder / TRIG
        return [one] if one.is_file() else sorted((self.folder / GRAPHS).glob("*.trig"))

    def facts(self, table: str) -> list[Path]:
        """The Parquet files of a facts table, sorted: one, or one for each shard; none where there is no such table."""
        one = self.folder / FACTS / f"{table}.parquet"
        return [one] if one.is_file() else sorted((self.folder / FACTS / table).glob("*.parquet"))

    def blocks(self) -> Iterator[Block]:
        """Each graph's IRI and its block of canonical TriG, in the order of the canonical TriG; one at a time in memory."""
        waiting = [head for path in self.files() if (head := _first(path))]
        heapq.heapify(waiting)
        while waiting:
            _, path, start = heapq.heappop(waiting)
            block, after = _take(path, start)
            yield _iri(block), block
            if after:
                heapq.heappush(waiting, after)

    def trig(self) -> Iterator[bytes]:
        """The canonical TriG of the whole release, in pieces: the header of prefixes, then the graphs' blocks."""
        files = self.files()
        if files:
            yield header(_start(files[0]))
        for _, block in self.blocks():
            yield block

    def graphs(self, wanted: Container[str] | None = None) -> Iterator[tuple[str, list[Quad]]]:
        """Each graph's IRI with its quads, or those of the IRIs that are ``wanted``; one at a time in memory.

        Raises SyntaxError or ValueError for what is no TriG.
        """
        files = self.files()
        head = header(_start(files[0])) if files else b""
        for iri, block in self.blocks():
            if wanted is None or iri in wanted:
                yield iri, list(parse(head + block, format=RdfFormat.TRIG))

    def quads(self) -> Iterator[Quad]:
        """The quads of the release, a graph at a time in memory; raises as ``graphs`` does."""
        for _, found in self.graphs():
            yield from found


def at(path: Path) -> Edition | Path | None:
    """The release that a path stands for: of a workspace, of a release's folder; a file of TriG as it is; None for neither.

    A folder with ``govkg.trig`` and no manifest, of an older govkg, stands for that file.

    >>> from govkg import resources
    >>> at(resources.path("graph")).folder == at(resources.path("graph/release")).folder
    True
    """
    for folder in (path / "release", path):
        if (folder / MANIFEST).is_file() and Edition(folder).files():
            return Edition(folder)
        if (folder / TRIG).is_file():
            return folder / TRIG
    return path if path.is_file() else None


def split(trig: bytes) -> list[Block]:
    r"""The blocks of a file of canonical TriG, each with the IRI of its graph.

    >>> split(b"@prefix a: <urn:a:> .\n<urn:g> {\n\t<urn:s> a a:b .\n}\n")
    [('urn:g', b'<urn:g> {\n\t<urn:s> a a:b .\n}\n')]
    """
    found, start = [], len(header(trig))
    while start < len(trig):
        end = _end(trig, start)
        found.append((_iri(trig[start:end]), trig[start:end]))
        start = end
    return found


def join(head: bytes, blocks: Iterable[Block]) -> bytes:
    """A file of canonical TriG: the header of prefixes, then the blocks in the order of their graphs."""
    return head + b"".join(block for _, block in sorted(blocks, key=lambda b: order(b[0])))


def order(graph: str) -> str:
    """What canonical TriG sorts the IRIs of graphs by: a term as it is written ends with an angle bracket."""
    return f"<{graph}>"


def header(trig: bytes) -> bytes:
    """The lines of prefixes that a file of TriG begins with."""
    end = 0
    while trig.startswith(b"@prefix", end):
        end = trig.index(b"\n", end) + 1
    return trig[:end]


Head = tuple[str, Path, int]  # what the block sorts by, its file and where it begins


def _inside(name: str) -> bool:
    """Whether a file of a manifest can only be one of the release's own, on any system: a release comes from anywhere."""
    return not set(name) & set("\\:\0") and not {"", ".", ".."}.intersection(name.split("/"))


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1 << 16)


def _first(path: Path) -> Head | None:
    head = len(header(_start(path)))
    with path.open("rb") as file:
        file.seek(head)
        line = file.readline()
    return (line.partition(b" ")[0].decode(), path, head) if line else None


def _take(path: Path, start: int) -> tuple[bytes, Head | None]:
    """The block that begins there, and where the next one does. The file is open no longer than that: there may be many."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        end = _end(text, start)
        line = text[end : text.find(b"\n", end) + 1]
        return text[start:end], (line.partition(b" ")[0].decode(), path, end) if line else None


def _end(text: bytes | mmap, start: int) -> int:
    found = text.find(END, start)
    return found + len(END) if found >= 0 else len(text)


def _iri(block: bytes) -> str:
    return block[1 : block.index(b"> {")].decode()
