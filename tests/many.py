"""A release of many shards, and the same reports in one file: what reads the one must read the other alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import _generated
from pyoxigraph import Quad

from govkg import dataset, edition, facts, ids, manifest, ontology, rdf, release, shards
from govkg.concepts import GRAPH
from govkg.sources import Source
from govkg.statements import Composition, Statement

Read = list[tuple[Source, list[Statement]]]


@dataclass(frozen=True)
class Both:
    """The folders of the workspaces: the release in one file, and in many shards."""

    one: Path
    many: Path


def reports(count: int, items: int = 2) -> Read:
    """Made-up reports; of what is part of what, each says one half, so that some follows from several reports alone."""
    made = [_generated.report(n, items=items, varied=True) for n in range(count)]
    return [
        (s, [x for n, x in enumerate(said) if not isinstance(x, Composition) or n % 2 == int(s.covers) % 2])
        for s, said in made
    ]


def write(root: Path, read: Read) -> Both:
    """Both workspaces of these reports below a folder, each with its texts."""
    quads = release.quads(read)
    files = release.files(read, quads)
    both = Both(root / "one", root / "many")
    for name, data in files.items():
        _put(both.one / "release" / name, data)
    _put(both.many / "release" / dataset.NAME, files[dataset.NAME])
    for name, data in shard(read, quads).items():
        _put(both.many / "release" / name, data)
    for folder in (both.one, both.many):
        for source, _ in read:
            _put(folder / "sources" / source.id / "text.txt", source.text.encode())
    return both


def shard(read: Read, quads: Sequence[Quad]) -> dict[str, bytes]:
    """The files of a release of many shards by name, with their manifest."""
    trig = rdf.trig(quads)
    head, blocks = edition.header(trig), dict(edition.split(trig))
    by_id = {s.id: (s, said) for s, said in read}
    made = {f"facts/{name}.parquet": data for name, data in facts.of_whole(quads).items()}
    for name, iri in (("vocabulary", GRAPH), ("across", ids.ACROSS)):
        made[f"graphs/{name}.trig"] = edition.join(head, [(iri, blocks[iri])] if iri in blocks else [])
    for prefix, names in shards.of(by_id).items():
        own = [iri for name in names for iri in (ids.graph(name), ids.inferred(name)) if iri in blocks]
        made[f"graphs/{prefix}.trig"] = edition.join(head, [(iri, blocks[iri]) for iri in own])
        for table, data in facts.of_sources([by_id[n] for n in names], quads).items():
            made[f"facts/{table}/{prefix}.parquet"] = data
    made["manifest.json"] = manifest.text(
        graphs={iri: manifest.digest(block) for iri, block in blocks.items()},
        counts={iri: dataset.counts(found) for iri, found in release.by_graph(quads).items()},
        sources={s.id: {"title": s.title, "sha256": s.sha256, "statements": len(said)} for s, said in read},
        files={name: manifest.digest(data) for name, data in made.items()}, versions={}, ontology=ontology.version(),
    )  # fmt: skip
    return made


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
