"""The tables of a large release in a file of DuckDB: read from there, they take neither the time nor the memory of reading all.

A file belongs to the facts files of one release, by their hashes. The next release's is made from it: a copy, in which the rows
of those sources are exchanged whose facts files are other ones. It is written beside and renamed: whoever is stopped leaves
nothing that looks whole, and who reads an older one keeps it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from govkg.tables.made import MACROS, OF_SOURCES, OF_THINGS

STATED = (
    "observation",
    "milestone",
    "recognition",
    "shortcoming",
    "attribution",
    "participation",
    "mandate",
    "composition",
    "finding",
)
READ = ("entity", *STATED, "report")  # the facts tables whose rows have a source
NEEDED = (*READ, "concept", "part")  # an earlier release may not have all
CONFIG: Mapping[str, str | int] = {"threads": 1, "default_null_order": "nulls_first_on_asc_last_on_desc"}
MEMORY = "1GB"  # that the engine may use for a file; what needs more goes by way of the disk
FORMAT = hashlib.sha256("".join([MACROS, *OF_THINGS.values(), *OF_SOURCES.values()]).encode()).hexdigest()[:8]
MOST = 0.25  # of the facts files changed, above which the file is made from nothing
KEPT = 1  # files that are left beside the newest
FEW = 1000  # sources that are named one by one
PART = "facts/part.parquet"
ABANDONED = 3600.0  # seconds after which nobody writes to an unfinished file any more
Files = dict[str, list[Path]]
if TYPE_CHECKING:
    import duckdb


def table_of(name: str) -> str:
    """The table that a facts file belongs to, by its name in the manifest.

    >>> table_of("facts/part.parquet"), table_of("facts/entity/0110.parquet")
    ('part', 'entity')
    """
    return name.split("/")[1].removesuffix(".parquet")


def file(home: Path, named: Mapping[str, str]) -> Path:
    """Where the tables of facts files stand: files by name with their sha256."""
    what = "\n".join(f"{n} {h}" for n, h in sorted(named.items()))
    return home / f"v{FORMAT}-{hashlib.sha256(what.encode()).hexdigest()[:16]}.duckdb"


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A file of tables, for reading; raises duckdb.Error for one that is none."""
    import duckdb

    return duckdb.connect(str(path), read_only=True, config={**CONFIG, "memory_limit": MEMORY})


def make(home: Path, folder: Path, named: Mapping[str, str]) -> Path:
    """Keeps the tables of a release's facts files, which stand in ``folder``; one process makes them, others wait for it."""
    from filelock import FileLock

    home.mkdir(parents=True, exist_ok=True)
    path = file(home, named)
    with FileLock(home / "lock"):
        if not path.exists():
            beside = path.with_name(f"{path.stem}.building-{os.getpid()}")
            try:
                _grow(beside, _older(home), folder, named)
                beside.replace(path)
            finally:
                for left in (beside, Path(f"{beside}.wal")):
                    left.unlink(missing_ok=True)
        os.utime(path)
        _tidy(home)
    return path


def fill(db: duckdb.DuckDBPyConnection, files: Files) -> None:
    """Reads facts tables into an empty database and makes the others from them."""
    db.execute(MACROS)
    for name, paths in files.items():
        db.execute(f'CREATE TABLE "{name}" AS {_rows(name, paths)}')
    for name, query in {**OF_THINGS, **OF_SOURCES}.items():
        db.execute(f"CREATE TABLE {name} AS {query}")


def _rows(name: str, paths: Sequence[Path]) -> str:
    listed = ", ".join("'" + path.as_posix().replace("'", "''") + "'" for path in paths)
    # What a person rejected counts for nothing; a thing stays, others name it.
    standing = " WHERE status <> 'rejected'" if name in STATED else ""
    return f"SELECT * FROM read_parquet([{listed}]){standing}"


def _grow(path: Path, before: Path | None, folder: Path, named: Mapping[str, str]) -> None:
    """Writes the file, from an older one where most of it stays."""
    import duckdb

    if before is not None:
        with suppress(OSError, duckdb.Error):  # whatever is wrong with the older one: it is made from nothing
            shutil.copyfile(before, path)
            with duckdb.connect(str(path), config={**CONFIG, "memory_limit": MEMORY}) as db:
                if _exchange(db, folder, named):
                    return
    path.unlink(missing_ok=True)
    files: Files = defaultdict(list)
    for name in sorted(named):
        files[table_of(name)].append(folder / name)
    with duckdb.connect(str(path), config={**CONFIG, "memory_limit": MEMORY}) as db:
        fill(db, files)
        _note(db, named)


def _note(db: duckdb.DuckDBPyConnection, named: Mapping[str, str]) -> None:
    db.execute("CREATE OR REPLACE TABLE made_from (name VARCHAR, sha256 VARCHAR)")
    db.executemany("INSERT INTO made_from VALUES (?, ?)", sorted(named.items()))


def _exchange(db: duckdb.DuckDBPyConnection, folder: Path, named: Mapping[str, str]) -> bool:
    """Exchanges the rows of the shards that are other ones than those the database was made from; False where that is too much."""
    had = dict(db.execute("SELECT name, sha256 FROM made_from").fetchall())
    whole = {n for n in {*had, *named} if n.count("/") == 1}
    if any(had.get(n) != named.get(n) for n in whole - {PART}) or PART not in named:
        return False
    shards = {_shard(n) for n in named if n not in whole}
    other = {_shard(n) for n in {*had, *named} if n not in whole and had.get(n) != named.get(n)}
    if not shards or len(other & shards) > max(1, MOST * len(shards)):
        return False
    files = {
        t: [folder / n for n in sorted(named) if n not in whole and table_of(n) == t and _shard(n) in other]
        for t in READ
    }
    left = [folder / n for n in sorted(named) if n not in whole and table_of(n) == "report" and _shard(n) not in other]
    db.execute("BEGIN")
    db.execute("CREATE TEMP TABLE before AS SELECT DISTINCT id, name, sort_key, class, domain, scheme FROM entity")
    _sources(db, "touched", left, files["report"])
    for name in READ:
        db.execute(f'DELETE FROM "{name}" WHERE source IN (SELECT source FROM touched)')
        if files[name]:
            db.execute(f'INSERT INTO "{name}" {_rows(name, files[name])}')
    db.execute(f"CREATE OR REPLACE TABLE part AS {_rows('part', [folder / PART])}")
    for name, query in OF_THINGS.items():
        db.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")
    # A thing may be called or classed otherwise now: the sources that name it are made again, too.
    now = "SELECT DISTINCT id, name, sort_key, class, domain, scheme FROM entity"
    unlike = f"((SELECT * FROM before EXCEPT {now}) UNION ({now} EXCEPT SELECT * FROM before))"
    db.execute(f"INSERT INTO touched SELECT DISTINCT source FROM entity WHERE id IN (SELECT id FROM {unlike})")
    among = _among(db)
    for name in OF_SOURCES:
        db.execute(f"DELETE FROM {name} WHERE source IN {among}")
    for name, query in OF_SOURCES.items():
        db.execute(f"INSERT INTO {name} SELECT * FROM ({query}) WHERE source IN {among}")
    _note(db, named)
    db.execute("DROP TABLE before; DROP TABLE touched; COMMIT; CHECKPOINT")
    return True


def _sources(db: duckdb.DuckDBPyConnection, table: str, left: Sequence[Path], fresh: Sequence[Path]) -> None:
    """The sources whose rows are exchanged: those that stand in no file which is left as it was, and those of the new files."""
    stays = f"SELECT source FROM ({_rows('report', left)})" if left else "SELECT NULL WHERE false"
    comes = f"UNION SELECT source FROM ({_rows('report', fresh)})" if fresh else ""
    db.execute(f"CREATE TEMP TABLE {table} AS (SELECT source FROM report EXCEPT {stays}) {comes}")


def _among(db: duckdb.DuckDBPyConnection) -> str:
    """The touched sources as SQL: where they are few by their ids, which the engine looks for before it joins."""
    found = db.execute("SELECT DISTINCT source FROM touched").fetchmany(FEW + 1)
    if not 0 < len(found) <= FEW:
        return "(SELECT source FROM touched)"
    return "(" + ", ".join("'" + str(name).replace("'", "''") + "'" for (name,) in found) + ")"


def _shard(name: str) -> str:
    """The shard of a facts file, by its name in the manifest: ``facts/entity/0110.parquet`` → ``0110``."""
    return name.rpartition("/")[2].removesuffix(".parquet")


def _older(home: Path) -> Path | None:
    """The newest file of this format that is kept."""
    return max(home.glob(f"v{FORMAT}-*.duckdb"), key=_age, default=None)


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _tidy(home: Path) -> None:
    """Removes the files that are older than the last few; what a reader on Windows holds open stays until the next time."""
    for old in sorted(home.glob("v*.duckdb"), key=_age, reverse=True)[1 + KEPT :]:
        with suppress(OSError):
            old.unlink()
    for left in home.glob("v*.building-*"):
        if time.time() - _age(left) > ABANDONED:
            with suppress(OSError):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
