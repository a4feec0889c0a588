"""The tables of a large release in a file: the rows of those in memory, and after a change those of a file made from nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests import many

from govkg import engine, manifest, questions, release, tables
from govkg.edition import Edition
from govkg.statements import Entity
from govkg.tables import Place, kept, made

NAMES = (*kept.READ, *made.OF_THINGS, *made.OF_SOURCES, "part", "concept")
Rows = dict[str, list[tuple[Any, ...]]]
First = tuple[Path, dict[str, str], Rows]


@pytest.fixture(scope="module")
def read() -> many.Read:
    return many.reports(38, items=1)


def written(root: Path, of: many.Read) -> dict[str, str]:
    """Writes the facts files of a release of many shards; their names with their hashes."""
    named = {}
    for name, data in many.shard(of, release.quads(of)).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
        if name.startswith("facts/"):
            named[name] = manifest.digest(data)
    return named


def rows(home: Path, named: dict[str, str]) -> Rows:
    with kept.connect(kept.file(home, named)) as db:
        return {n: sorted(db.execute(f'SELECT * FROM "{n}"').fetchall(), key=repr) for n in NAMES}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, read: many.Read) -> First:
    """A release, its facts files, and what its tables hold."""
    root = tmp_path_factory.mktemp("first")
    named = written(root, read)
    kept.make(root / "home", root, named)
    return root, named, rows(root / "home", named)


def test_a_file_holds_what_is_read_into_memory(first: First, monkeypatch: pytest.MonkeyPatch) -> None:
    root, named, held = first
    place = Place(root, Edition(root).dataset, root / "home")
    memory = tables.open(*place)  # small: read into memory
    monkeypatch.setattr(tables, "LARGE", 0)
    tables.open.cache_clear()
    from_file = tables.open(*place)
    assert memory and from_file
    for q in questions.all():
        if plan := engine.plan(q.name):
            values = {n: "zh" if n == "lang" else None for n in plan.names}
            assert memory.rows(plan.sql, values) == from_file.rows(plan.sql, values), q.name
    assert len(held["outcome"]) > 100
    with pytest.raises(Exception, match="disabled"):
        from_file.rows("SELECT * FROM read_text('pyproject.toml')", {})
    path = kept.file(root / "home", named)
    whole = path.read_bytes()
    for broken in (b"", whole[: len(whole) // 2]):
        tables.open.cache_clear()
        del from_file
        path.write_bytes(broken)
        from_file = tables.open(*place)  # made again
        assert from_file and from_file.rows("SELECT count(*) FROM outcome", {}) == memory.rows(
            "SELECT count(*) FROM outcome", {}
        )
    tables.open.cache_clear()


def test_where_no_file_can_be_made_there_are_no_tables(
    first: First, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, _, _ = first
    monkeypatch.setattr(tables, "LARGE", 0)
    (tmp_path / "home").write_bytes(b"a file where the folder should be")
    assert tables.open(root, Edition(root).dataset, tmp_path / "home") is None


@pytest.mark.parametrize("change", ["added", "removed", "reworded", "renamed", "rejected"])
def test_after_a_change_it_is_what_it_were_made_from_nothing(
    change: str, first: First, read: many.Read, tmp_path: Path
) -> None:
    new = list(read)
    source, said = new[5]
    if change == "added":
        new.append(many.reports(39, items=1)[-1])
    elif change == "removed":
        del new[5]
    elif change == "reworded":
        new[5] = (replace(source, title="另一个题目"), said[: len(said) // 2])
    elif change == "renamed":  # a thing that other reports name, too, is sorted and classed otherwise by one
        new[5] = (source, [replace(s, domain="internal") if isinstance(s, Entity) else s for s in said])
    else:
        new[5] = (source, [s if isinstance(s, Entity) else replace(s, status="rejected") for s in said])
    named = written(tmp_path, new)
    _, before, _ = first
    changed = {n for n in {*named, *before} if named.get(n) != before.get(n)}
    assert 0 < len(changed) < len(named)
    grown = first[0] / "home"
    kept.make(grown, tmp_path, named)
    kept.make(tmp_path / "home", tmp_path, named)
    assert rows(grown, named) == rows(tmp_path / "home", named)


def test_a_change_is_made_in_a_copy(first: First, read: many.Read, tmp_path: Path) -> None:
    import duckdb

    root, named, _ = first
    new = written(tmp_path, read[:-1])
    shards = {kept._shard(n) for n in new if kept.table_of(n) == "report"}
    path = tmp_path / "copy.duckdb"
    with duckdb.connect(str(path), config=dict(kept.CONFIG)) as db:
        kept.fill(db, {t: sorted((root / "facts" / t).glob("*")) or [root / "facts" / f"{t}.parquet"] for t in
                       (*kept.READ, "part", "concept")})  # fmt: skip
        kept._note(db, named)
        # Two shards, one of them changed: that is at most one, and the rows of the other were not read again.
        assert len(shards) == 2 and kept._exchange(db, tmp_path, new)


def test_whoever_is_killed_leaves_nothing_that_looks_whole(first: First, tmp_path: Path) -> None:
    root, named, held = first
    code = (
        "import os, sys, threading; from pathlib import Path; from govkg.tables import kept\n"
        "threading.Timer(float(sys.argv[3]), os._exit, (9,)).start()\n"
        "root = Path(sys.argv[1]); named = dict(l.split() for l in sys.stdin)\n"
        "kept.make(Path(sys.argv[2]), root, named); os._exit(0)"
    )
    lines = "".join(f"{n} {h}\n" for n, h in named.items())
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for seconds in ("0.05", "0.2"):
        subprocess.run([sys.executable, "-c", code, str(root), str(tmp_path), seconds], input=lines, text=True,
                       env=env, check=False)  # fmt: skip
        if kept.file(tmp_path, named).is_file():
            assert rows(tmp_path, named) == held
    kept.make(tmp_path, root, named)
    assert rows(tmp_path, named) == held


def test_two_that_make_it_at_once_make_it_once(first: First, tmp_path: Path) -> None:
    root, named, held = first
    code = (
        "import sys; from pathlib import Path; from govkg.tables import kept\n"
        "kept.make(Path(sys.argv[2]), Path(sys.argv[1]), dict(l.split() for l in sys.stdin))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(root), str(tmp_path)], stdin=subprocess.PIPE, text=True, env=env
        )
        for _ in range(2)
    ]
    for one in running:
        assert one.stdin
        one.stdin.write("".join(f"{n} {h}\n" for n, h in named.items()))
        one.stdin.close()
    assert [one.wait() for one in running] == [0, 0]
    assert [p.name for p in tmp_path.glob("v*")] == [kept.file(tmp_path, named).name]
    assert rows(tmp_path, named) == held
