"""What a build releases: the graph as canonical TriG, and a manifest of what it is made from. Same statements, same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from pyoxigraph import Quad

from govkg import rdf
from govkg.sources import Source
from govkg.statements import Statement

Read = Sequence[tuple[Source, Sequence[Statement]]]


def quads(read: Read, frozen: Mapping[tuple[str, str], str] | None = None) -> list[Quad]:
    """Every quad of a release: one named graph a source; ``frozen`` holds identifiers that were cited and never change."""
    return rdf.ordered(quad for source, found in read for quad in rdf.quads(source, found, frozen=frozen))


def files(read: Read, found: Sequence[Quad]) -> dict[str, bytes]:
    """The files of a release by name."""
    made = {"govkg.trig": rdf.trig(found)}
    body = {
        "sources": {source.id: {"sha256": source.sha256, "statements": len(said)} for source, said in read},
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in made.items()},
        "quads": len(found),
    }
    manifest = json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {**made, "manifest.json": manifest.encode()}
