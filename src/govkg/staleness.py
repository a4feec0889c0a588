"""What of a workspace is not what its sources give now, and why: told from hashes alone, nothing is read anew for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govkg import keys, parts, press, rdf, reviews, shards, sources, statements
from govkg.edition import Edition
from govkg.errors import GovkgError
from govkg.judgements import Judged
from govkg.keys import Inputs
from govkg.library import Library
from govkg.seen import Seen
from govkg.statements import Entity

MADE = (".jsonl", ".trig", ".parquet", ".ttl")
# Why a source is read anew, in the order in which it is told.
REASONS = ("new", "text", "description", "rules", "writer", "vocabulary", "curation", "made")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a workspace stands to its release: ``stale`` says of each source that must be read why, ``gone`` are those removed."""

    versions: dict[str, str]
    inputs: dict[str, Inputs]
    stale: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    torn: frozenset[str] = frozenset()  # files of the release that are not the ones of its manifest
    before: Mapping[str, Any] = field(default_factory=dict)  # the manifest of the release; empty where there is none

    @property
    def current(self) -> bool:
        """Whether a build would change nothing."""
        return bool(self.before) and not (self.stale or self.gone or self.torn)


def of(
    library: Library, seen: Seen, home: Path, decided: parts.Reviews, frozen: parts.Frozen, judged: Judged
) -> Standing:
    """How a workspace stands to the release in ``home``; ``decided``, ``frozen`` and ``judged`` are what people
    decided.
    """
    made_by = keys.versions()
    inputs = {name: told(library.root / "sources" / name, seen) for name in library.source_ids()}
    before = manifest_of(home)
    rows: Mapping[str, Any] = before.get("sources", {})
    torn = frozenset(_torn(home, before, seen))
    spoilt = _spoilt(rows, torn)
    changed = {name for name in made_by if before and before.get("versions", {}).get(name) != made_by[name]}
    touched = _touched(library, home, rows, reviews.opened(decided), frozen) | _judged(library, rows, judged)
    stale: dict[str, tuple[str, ...]] = {}
    for name, now in inputs.items():
        row = rows.get(name)
        if row is None:
            stale[name] = ("new",)
            continue
        why = set(changed)
        why |= {"text"} if row["sha256"] != now.text else set()
        why |= {"description"} if row.get("description") != now.description else set()
        why |= {"curation"} if name in touched else set()
        why |= {"made"} if name in spoilt else set()
        if why:
            stale[name] = tuple(r for r in REASONS if r in why)
    return Standing(made_by, inputs, stale, tuple(sorted(rows.keys() - inputs.keys())), torn, before)


def told(folder: Path, seen: Seen) -> Inputs:
    """What a source's folder holds now."""
    return Inputs(seen.sha256(folder / "text.txt"), seen.sha256(folder / "source.toml"))


def manifest_of(home: Path) -> dict[str, Any]:
    """The manifest of the release in a workspace; empty where there is none, or none that says what a build needs."""
    try:
        found = dict(Edition(home / "release").manifest)
    except GovkgError:
        return {}
    return found if {"graphs", "counts", "versions", "files", "sources"} <= found.keys() else {}


def leftovers(home: Path, kept: Iterable[str]) -> list[str]:
    """Made files below a workspace that are none of those to keep."""
    folders = (home / "statements", home / "release")
    there = (p.relative_to(home).as_posix() for f in folders for p in f.rglob("*") if p.suffix in MADE)
    return sorted(set(there) - set(kept))


def _torn(home: Path, before: Mapping[str, Any], seen: Seen) -> Iterator[str]:
    """Files of the release, and of the statements, that are not the ones of the manifest."""
    for name, sum_ in before.get("files", {}).items():
        if seen.sha256(home / "release" / name) != sum_:
            yield f"release/{name}"
    for name, row in before.get("sources", {}).items():
        if seen.sha256(home / "statements" / f"{name}.jsonl") != row.get("jsonl"):
            yield f"statements/{name}.jsonl"


def _spoilt(rows: Mapping[str, Any], torn: frozenset[str]) -> set[str]:
    """The sources whose statements or graphs are not to be had from the release any more."""
    found = {name for name in rows if f"statements/{name}.jsonl" in torn}
    laid = shards.of(rows)
    for prefix, names in laid.items():
        if press.names(prefix, len(laid) == 1) in torn:
            found.update(names)
    return found


def _touched(
    library: Library, home: Path, rows: Mapping[str, Any], kept: Sequence[reviews.Row], frozen: parts.Frozen
) -> set[str]:
    """The sources that what people decided since the last build bears on."""
    decided = reviews.marks(kept)
    found, known = (
        {r.source for r in kept if r.source in rows and r.statement not in rows[r.source].get("reviews", {})},
        set(),
    )
    places: set[tuple[str, str]] = set()
    for name, row in rows.items():
        had = row.get("reviews", {})
        named = {(key, place): iri for key, place, iri in row.get("identifiers", [])}
        known |= had.keys()
        places |= named.keys()
        if any(decided.get(s) != d for s, d in had.items()) or any(frozen.get(k) != iri for k, iri in named.items()):
            found.add(name)
    asked, things = decided.keys() - known, frozen.keys() - places
    words = [f'"id": "{s}"'.encode() for s in asked]
    words += [f'"name": {json.dumps(key.partition("/")[2], ensure_ascii=False)}'.encode() for key, _ in things]
    for name in rows.keys() - found if words else ():
        path = home / "statements" / f"{name}.jsonl"
        data = path.read_bytes() if path.is_file() else b""
        if any(word in data for word in words) and _bears(library, name, data, asked, things):
            found.add(name)
    return found


def _judged(library: Library, rows: Mapping[str, Any], judged: Judged) -> set[str]:
    """The sources on whose names people judge otherwise than when they were read."""
    found = set()
    for name, row in rows.items():
        had = row.get("judged", [])
        if not had and not judged.rows:
            continue
        try:
            now = parts.touched(sources.load(library.root / "sources" / name), judged)
        except GovkgError:
            continue  # its text or description is another, or it is gone: a reason of its own
        if now != had:
            found.add(name)
    return found


def _bears(library: Library, name: str, data: bytes, asked: Set[str], things: Set[tuple[str, str]]) -> bool:
    """Whether decisions are about statements, or identifiers of things, of a source."""
    try:
        said = [statements.parse(line) for line in data.decode().splitlines()]
        source = sources.load(library.root / "sources" / name)
    except (GovkgError, UnicodeDecodeError):
        return True  # it is read anew, and said what is wrong
    local = source.code or source.place or source.id
    named = {(s.key, rdf.home(s, local)) for s in said if isinstance(s, Entity)}
    return bool({s.id for s in said} & asked or named & things)


def blocks_of(home: Path, before: Mapping[str, Any]) -> dict[str, Path]:
    """The file of TriG that holds the graphs of each source of the release."""
    laid = shards.of(before.get("sources", {}))
    return {name: home / press.names(prefix, len(laid) == 1) for prefix, names in laid.items() for name in names}
