"""The files of a release, made a shard at a time: from the parts that were read anew and from what was published before.

Everything is written below the folder of the next release, whole or not at all; what comes back is the names with their hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from govkg import concepts, dataset, edition, facts, ids, manifest, parts, rdf, release, sources, statements
from govkg.edition import Block
from govkg.errors import SourceError
from govkg.sources import Source
from govkg.statements import Statement
from govkg.store.grow import HEAD

PART_OF = rdf.gov("partOf")


@dataclass(frozen=True, slots=True)
class Member:
    """A source of a shard: its folder, and where what it gives stands: a part, or its statements' file and a file of TriG."""

    folder: Path
    part: Path | None
    published: Path
    trig: Path | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A shard to be printed below ``to``; ``whole`` where it is the only one."""

    prefix: str
    members: tuple[Member, ...]
    to: Path
    whole: bool = False


def shard(sheet: Sheet, more: Sequence[Block] = ()) -> dict[str, str]:
    """Writes the files of a shard; gives their names with the sha256 of each. ``more`` are graphs of no source."""
    read: list[tuple[Source, Sequence[Statement]]] = []
    blocks: list[Block] = list(more)
    named: list[Quad] = []
    made: dict[str, bytes] = {}
    old = _published({m.trig for m in sheet.members if m.part is None and m.trig is not None}, sheet.members)
    for member in sheet.members:
        try:
            source = sources.load(member.folder)
        except SourceError as e:  # it could be read when the build began
            raise parts.changed(str(member.folder)) from e
        if member.part is None:
            lines, here = member.published.read_bytes(), old.get(source.id, [])
            named += anchors(here)
        else:
            packed = parts.unpacked(member.part)
            lines, here = packed.statements, packed.blocks
            named += parse(packed.named, format=RdfFormat.TRIG)
            made[f"statements/{source.id}.jsonl"] = lines
        where = member.published.name
        fresh = member.part is not None  # its file has sums of its own
        read.append((source, [statements.parse(s, where, known=fresh) for s in lines.decode().splitlines()]))
        blocks += here
    made[names(sheet.prefix, sheet.whole)] = edition.join(HEAD, blocks)
    for table, data in facts.of_sources(read, named).items():
        made[f"release/facts/{table}{'' if sheet.whole else f'/{sheet.prefix}'}.parquet"] = data
    return written(sheet.to, made)


def names(prefix: str, whole: bool) -> str:
    """Where the TriG of a shard stands in a workspace.

    >>> names("", True), names("01", False)
    ('release/govkg.trig', 'release/graphs/01.trig')
    """
    return f"release/{edition.TRIG}" if whole else f"release/{edition.GRAPHS}/{prefix}.trig"


def apart(pairs: Iterable[tuple[str, str]], terms: Iterable[Quad]) -> dict[str, bytes]:
    """The tables that are of no source: what is part of what, and the terms of the vocabularies."""
    linked = (Quad(NamedNode(a), PART_OF, NamedNode(b)) for a, b in pairs)
    return {f"release/facts/{table}.parquet": data for table, data in facts.of_whole(chain(linked, terms)).items()}


def written(to: Path, made: Mapping[str, bytes]) -> dict[str, str]:
    """Writes files below a folder; gives their names with the sha256 of each."""
    for name, data in made.items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return {name: manifest.digest(data) for name, data in made.items()}


@lru_cache(maxsize=1)
def vocabulary() -> Block:
    """The block of the vocabulary's graph."""
    return edition.split(rdf.trig(release.vocabulary()))[0]


@lru_cache(maxsize=1)
def counted() -> list[int]:
    """The counts of the vocabulary's graph, as ``dataset.counts`` gives them."""
    return dataset.counts(release.vocabulary())


def quads(blocks: Iterable[Block]) -> Iterator[Quad]:
    """The quads of some blocks."""
    for _, block in blocks:
        yield from parse(HEAD + block, format=RdfFormat.TRIG)


def anchors(blocks: Iterable[Block]) -> list[Quad]:
    """Of some blocks what the facts tables take from the graph."""
    said = quads(b for b in blocks if not b[0].endswith("/inferred"))
    return [q for q in said if q.predicate in facts.TAKEN]


def of_source(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """The blocks that are of a source, each with its id."""
    for iri, block in blocks:
        name = iri.removeprefix(ids.graph("")).removesuffix("/inferred")
        if iri in (ids.graph(name), ids.inferred(name)) and iri not in (ids.ACROSS, concepts.GRAPH):
            yield name, (iri, block)


def _published(files: Iterable[Path], members: Iterable[Member]) -> dict[str, list[Block]]:
    """The blocks of sources that were published before."""
    wanted = {m.folder.name for m in members if m.part is None}
    found: dict[str, list[Block]] = {}
    for path in sorted(files):
        for name, block in of_source(edition.split(path.read_bytes())):
            if name in wanted:
                found.setdefault(name, []).append(block)
    return found
