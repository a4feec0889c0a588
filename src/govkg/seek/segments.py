"""The index of a large release, put together from segments: one for each shard of its sources, kept in a file by its hash.

A segment is what there is to be found in some graphs, with nothing in it that rests on others: adding a report makes the
segment of its shard again and reads those of the others as they were kept. The index is the one that the whole store gives.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from govkg import concepts, ids, shards
from govkg.seek.entries import Entries, Sentence, Stated, Things
from govkg.seek.index import Index
from govkg.store import View

FORMAT = "1"  # of the files; one of another format is made again


@dataclass(frozen=True, slots=True)
class Segment:
    """What is to be found in some graphs."""

    things: Things
    stated: list[Stated]
    sentences: list[Sentence]

    @classmethod
    def of(cls, store: View, graphs: list[str]) -> Segment:
        """The segment of some named graphs of a store."""
        read = Entries(store, [ox.NamedNode(iri) for iri in graphs])
        return cls(read.things(), read.stated(), read.sentences())

    def dump(self) -> bytes:
        """The segment as a file; the same segment gives the same bytes."""
        t = self.things
        body = {
            "kinds": t.kinds, "names": {k: sorted(v) for k, v in t.names.items()},
            "others": {k: sorted(v) for k, v in t.others.items()}, "keys": t.keys, "realised": t.realised,
            "pointed": t.pointed, "shared": sorted(t.shared), "rejected": sorted(t.rejected),
            "stated": [astuple(s) for s in self.stated], "sentences": [astuple(s) for s in self.sentences],
        }  # fmt: skip
        return gzip.compress(json.dumps(body, ensure_ascii=False, sort_keys=True).encode(), 1, mtime=0)

    @classmethod
    def load(cls, data: bytes) -> Segment:
        """The segment of a file; raises OSError, ValueError, KeyError or TypeError for one that is none."""
        body: dict[str, Any] = json.loads(gzip.decompress(data))
        names = {iri: [(lang, name) for lang, name in of] for iri, of in body["names"].items()}
        things = Things(body["kinds"], names, body["others"], body["keys"], body["realised"], Counter(body["pointed"]),
                        {(p, s, o) for p, s, o in body["shared"]}, {*body["rejected"]})  # fmt: skip
        return cls(things, [Stated(*row) for row in body["stated"]], [Sentence(*row) for row in body["sentences"]])


def index(store: View, manifest: Mapping[str, Any], home: Path | None = None) -> Index:
    """The index of the release of a manifest, which ``store`` holds; segments are kept in ``home``.

    A release of one shard is read as a whole. Where nothing can be kept, every segment is made.
    """
    parts = shards.of(manifest.get("sources", {}))
    hashes = manifest.get("graphs", {})
    if len(parts) < 2 or not hashes:
        return Index.of(store)
    things, stated, sentences = Things({}, {}, {}, {}, {}, Counter(), set(), set()), list[Stated](), list[Sentence]()
    kept = set()
    for name, graphs in _graphs(parts, hashes):
        path = home / f"{name}.gz" if home else None
        segment = _kept(path) or _made(store, graphs, path)
        things.add(segment.things)
        stated += segment.stated
        sentences += segment.sentences
        kept.add(path)
    if home:
        _tidy(home, kept)
    sentences.sort(key=lambda s: (s.report, s.start))
    return Index(things.entries(), things.figures(stated), sentences)


def _graphs(parts: Mapping[str, tuple[str, ...]], hashes: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Each segment's name and its graphs: those of a shard's sources, and those that are of no source."""
    of = {
        f"s{prefix}": [iri for n in names for iri in (ids.graph(n), ids.inferred(n))] for prefix, names in parts.items()
    }
    for name, graphs in {**of, "whole": [concepts.GRAPH, ids.ACROSS]}.items():
        there = [iri for iri in graphs if iri in hashes]
        what = hashlib.sha256("\n".join([FORMAT, *(f"{iri} {hashes[iri]}" for iri in there)]).encode()).hexdigest()
        yield f"{name}-{what[:16]}", there


def _kept(path: Path | None) -> Segment | None:
    try:
        return Segment.load(path.read_bytes()) if path else None
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None  # not there, or not whole: it is made again


def _made(store: View, graphs: list[str], path: Path | None) -> Segment:
    segment = Segment.of(store, graphs)
    if path:
        with suppress(OSError):  # what cannot be kept is made the next time
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.{os.getpid()}")
            beside.write_bytes(segment.dump())
            beside.replace(path)
    return segment


def _tidy(home: Path, keep: set[Path | None]) -> None:
    """Removes the segments of earlier releases."""
    for old in home.glob("*.gz"):
        if old not in keep:
            with suppress(OSError):
                old.unlink()
