"""A finished part as one file: what a report gave, kept until it is published, so that a build that was killed goes on.

``<id>.<key>.part`` is a zip of ``about.json`` (what the build itself keeps in mind), ``statements.jsonl``, ``said.trig`` and
``follows.trig`` (the blocks of the two graphs) and ``named.trig`` (of the first, what the facts tables take from it). It is written whole or not at all; the same part gives the same bytes.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from govkg import dataset, edition, facts, manifest, part, rdf, reviews, statements
from govkg.edition import Block
from govkg.errors import CallerError
from govkg.judgements import Judged
from govkg.sources import Source
from govkg.statements import Entity, digest

LEVEL = 1  # of compression: parts are kept for minutes
Reviews = part.Reviews
Frozen = Mapping[tuple[str, str], str]
ABOUT, STATEMENTS, SAID, FOLLOWS, NAMED = "about.json", "statements.jsonl", "said.trig", "follows.trig", "named.trig"


@dataclass(frozen=True, slots=True)
class About:
    """What a build keeps in mind of a part: hashes and counts, and which decisions of people touched it."""

    id: str
    title: str
    sha256: str
    statements: int
    jsonl: str  # sha256 of the statements' file
    graphs: dict[str, str]  # IRI → sha256 of the block
    counts: dict[str, list[int]]
    reviews: dict[str, str] = field(default_factory=dict)  # statement → a digest of the open decisions on it
    identifiers: list[list[str]] = field(default_factory=list)  # key, place, IRI
    judged: list[str] = field(default_factory=list)  # the place of its names and a hash of the judgements near it

    @property
    def quads(self) -> int:
        return sum(row[0] for row in self.counts.values())

    @property
    def curation(self) -> object:
        """What people decided on it, as a key takes it."""
        return sorted(self.reviews.items()), sorted(self.identifiers), self.judged


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it is kept: its statements' lines, its graphs' blocks, and the TriG of what the facts tables take from these."""

    about: About
    statements: bytes
    blocks: list[Block]
    named: bytes


def made(source: Source, rows: Reviews = (), frozen: Frozen | None = None, judged: Judged | None = None) -> Packed:
    """The part of a report, ready to be kept.

    >>> from govkg.library import open_library
    >>> from govkg.settings import Settings
    >>> packed = made(open_library(Settings()).source("wuhan-2021"))
    >>> packed.about.statements, unpacked(BytesIO(pack(packed))) == packed
    (406, True)
    """
    found = part.make(source, rows, frozen, judged)
    blocks: list[Block] = []
    counts = {}
    for quads in (found.said, found.follows):
        for iri, block in edition.split(rdf.written(quads)) if quads else ():
            blocks.append((iri, block))
            counts[iri] = dataset.counts(quads)
    lines = statements.dump(found.statements).encode()
    about = About(
        source.id, source.title, source.sha256, len(found.statements), manifest.digest(lines),
        {iri: manifest.digest(block) for iri, block in blocks}, counts,
        reviewed(found.statements, rows), identified(source, found.statements, frozen or {}),
        touched(source, judged),
    )  # fmt: skip
    return Packed(about, lines, blocks, rdf.written([q for q in found.said if q.predicate in facts.TAKEN]))


def reviewed(found: Iterable[statements.Statement], rows: Reviews) -> dict[str, str]:
    """The digests of the open decisions on these statements."""
    marks = reviews.marks(rows)
    return {s.id: marks[s.id] for s in found if s.id in marks} if marks else {}


def identified(source: Source, found: Iterable[statements.Statement], frozen: Frozen) -> list[list[str]]:
    """The frozen identifiers of things that the report names."""
    if not frozen:
        return []
    local = source.code or source.place or source.id
    named = {(s.key, rdf.home(s, local)) for s in found if isinstance(s, Entity)}
    return sorted([*place, frozen[place]] for place in named & frozen.keys())


def touched(source: Source, judged: Judged | None) -> list[str]:
    """The place of a report's names and a hash of the judgements that bear on it; [] where none does."""
    local = source.code or source.place or source.id
    near = judged.touching(local, source.id) if judged else ""
    return [local, digest(near)] if near else []


def pack(packed: Packed) -> bytes:
    """The bytes of a part's file."""
    by_name = {iri.endswith("/inferred"): block for iri, block in packed.blocks}
    files = {ABOUT: json.dumps(asdict(packed.about), ensure_ascii=False).encode(), STATEMENTS: packed.statements,
             SAID: by_name.get(False, b""), FOLLOWS: by_name.get(True, b""), NAMED: packed.named}  # fmt: skip
    to = BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as file:
        for name, data in files.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, LEVEL)
    return to.getvalue()


def unpacked(file: BinaryIO | Path) -> Packed:
    """The part that a file holds; raises what zipfile raises where it is none."""
    with zipfile.ZipFile(file) as held:
        about = About(**json.loads(held.read(ABOUT)))
        return Packed(about, held.read(STATEMENTS), _blocks(held), held.read(NAMED))


def about(path: Path) -> About | None:
    """What is to be kept in mind of a part that was finished before; None where there is no whole one."""
    try:
        with zipfile.ZipFile(path) as held:
            return About(**json.loads(held.read(ABOUT)))
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError):
        return None


def blocks(path: Path) -> list[Block]:
    """The blocks of the graphs of a part."""
    with zipfile.ZipFile(path) as held:
        return _blocks(held)


def keep(folder: Path, key: str, packed: Packed) -> Path:
    """Writes a part's file, whole or not at all."""
    path = place(folder, packed.about.id, key)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(pack(packed))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def place(folder: Path, source: str, key: str) -> Path:
    """Where the part of a source is kept."""
    return folder / name(source, key)


def name(source: str, key: str) -> str:
    """What the part of a source is called."""
    return f"{source}.{key}.part"


def changed(where: str) -> CallerError:
    """The error of a build under which something changed."""
    return CallerError("build.changed", "this changed while the graph was built; nothing was published", where=where,
                       cure="run govkg build again")  # fmt: skip


def _blocks(held: zipfile.ZipFile) -> list[Block]:
    found = (held.read(name) for name in (SAID, FOLLOWS))
    return [block for data in found if data for block in edition.split(data)]
