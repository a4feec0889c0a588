"""The index of many segments is the one of the whole store; adding a report makes one segment again."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from tests import many

from govkg import release, seek, store
from govkg.edition import Edition
from govkg.seek import Index
from govkg.seek.segments import Segment
from govkg.statements import Entity
from govkg.store import View


@pytest.fixture(scope="module")
def read() -> many.Read:
    """Reports that name the same things, one of them with a thing that a person rejected."""
    made = many.reports(36, items=1)
    source, said = made[3]
    made[3] = (
        source,
        [replace(s, status="rejected") if isinstance(s, Entity) and s.kind == "Award" else s for s in said],
    )
    return made


def held(folder: Path, read: many.Read) -> tuple[View, Edition]:
    """The reports in a store, and their release of many shards."""
    quads = release.quads(read)
    (folder / "manifest.json").write_bytes(many.shard(read, quads)["manifest.json"])
    return store.memory(quads), Edition(folder)


def same(one: Index, other: Index) -> bool:
    return (one.entries, one.figures, one.sentences) == (other.entries, other.figures, other.sentences)


def test_it_is_the_index_of_the_whole(read: many.Read, tmp_path: Path) -> None:
    view, edition = held(tmp_path, read)
    whole = Index.of(view)
    assert len(whole.sentences) > 100 and any(e.weight > 1 for e in whole.entries)
    assert same(whole, seek.index(view, edition.manifest))
    home = tmp_path / "seek"
    assert same(whole, seek.index(view, edition.manifest, home))
    assert same(whole, seek.index(store.memory([]), edition.manifest, home))  # from what was kept alone


def test_a_report_more_makes_one_segment_again(read: many.Read, tmp_path: Path) -> None:
    view, edition = held(tmp_path, read[:-1])
    home = tmp_path / "seek"
    seek.index(view, edition.manifest, home)
    before = {p.name for p in home.iterdir()}
    more, edition = held(tmp_path, read)
    assert same(Index.of(more), seek.index(more, edition.manifest, home))
    after = {p.name for p in home.iterdir()}
    changed = {name.partition("-")[0] for name in after - before}
    assert len(after) > 2 and len(changed - {"whole"}) == 1  # what follows across reports may be other, too
    assert len(after) == len(before)


def test_a_segment_that_is_not_whole_is_made_again(read: many.Read, tmp_path: Path) -> None:
    view, edition = held(tmp_path, read)
    home = tmp_path / "seek"
    whole = seek.index(view, edition.manifest, home)
    for n, path in enumerate(sorted(home.iterdir())):
        data = path.read_bytes()
        path.write_bytes((data[: len(data) // 2], b"", gzip.compress(b"{}"))[n % 3])
    assert same(whole, seek.index(view, edition.manifest, home))
    assert all(Segment.load(path.read_bytes()) for path in home.iterdir())


def test_a_segment_has_the_same_bytes_again(read: many.Read, tmp_path: Path) -> None:
    view, edition = held(tmp_path, read)
    for home in ("a", "b"):
        seek.index(view, edition.manifest, tmp_path / home)
    names = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert names == sorted(p.name for p in (tmp_path / "b").iterdir())
    assert all((tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in names)


def test_a_release_of_one_shard_is_read_as_a_whole(read: many.Read, tmp_path: Path) -> None:
    view, edition = held(tmp_path, read[:3])
    assert same(Index.of(view), seek.index(view, edition.manifest, tmp_path / "seek"))
    assert not (tmp_path / "seek").exists()
