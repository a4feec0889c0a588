"""The facts tables of a release, opened in DuckDB, and then without access to anything outside.

A plan (``queries/ask/NAME.sql``) reads the facts tables and what is made of them (``made``): ``thing`` and ``name`` (each class
and each label of a thing once), ``mention`` (each passage that names it), ``outcome`` (results, targets, baselines, milestones
and recognitions as one table, with labels) and ``tie`` (attributions with their outcomes). The tables of a small release are
read into memory; those of a large one stand in a file (``kept``) that is made once and opened in a moment.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from govkg.errors import CallerError
from govkg.tables import kept
from govkg.tables.kept import CONFIG, Files

MANIFEST = "manifest.json"
LARGE = 4_000_000  # bytes of facts files, some 100,000 rows; above that they are kept in a file
if TYPE_CHECKING:
    import duckdb


class Place(NamedTuple):
    """A release's folder, the hash of its dataset, and the folder where its tables may be kept; none where they may not."""

    folder: Path
    dataset: str
    home: Path | None = None


class Tables:
    """Facts tables, open; ``rows`` answers a plan. One for a process; every thread may ask."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        import duckdb

        self._stopped = duckdb.InterruptException
        self._db = db
        self._db.execute("SET enable_external_access = false; SET lock_configuration = true")

    def rows(self, sql: str, values: dict[str, Any], count: int | None = None,
             timeout: float | None = None) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:  # fmt: skip
        """Columns and rows of a plan, at most ``count``, its ``$names`` bound to the values.

        Raises CallerError ``query.timeout`` when it is not done in time.
        """
        with self._db.cursor() as cursor:
            clock = threading.Timer(timeout, cursor.interrupt) if timeout is not None else None
            if clock:
                clock.start()
            try:
                cursor.execute(sql, values)
                found = cursor.fetchall() if count is None else cursor.fetchmany(count)
                return tuple(d[0] for d in cursor.description or ()), found
            except self._stopped as e:
                raise CallerError("query.timeout", f"no answer within {timeout:g} s, the query was stopped",
                                  cure="narrow the query or give it more time (--timeout)") from e  # fmt: skip
            finally:
                if clock:
                    clock.cancel()


@lru_cache(maxsize=4)
def _manifest(folder: Path, dataset: str) -> dict[str, Any] | None:
    """The manifest of the release in ``folder``; None where it is not that of the dataset with that hash, or lacks a table."""
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        tables = {kept.table_of(n) for n in read["files"] if n.startswith("facts/")}
        return read if read["dataset"] == dataset and tables.issuperset(kept.NEEDED) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def small(folder: Path, dataset: str, quads: int) -> bool:
    """Whether the release has fewer quads than so many."""
    read = _manifest(folder, dataset)
    return read is not None and read["quads"] < quads


@lru_cache(maxsize=2)
def open(folder: Path, dataset: str, home: Path | None = None) -> Tables | None:
    """The tables of the release in ``folder`` with the hash ``dataset``; None where they are not there or not of it.

    ``home`` is where those of a large release are kept. A file that is not the one in the release's manifest is another
    release's, too.
    """
    read = _manifest(folder, dataset)
    if read is None:
        return None
    named = {n: h for n, h in read["files"].items() if n.startswith("facts/")}
    try:
        if home is not None and sum((folder / n).stat().st_size for n in named) > LARGE:
            return _from_file(home, folder, named)
        return Tables(_read(folder, named)) if _whole(folder, named) else None
    except OSError:
        return None


def _from_file(home: Path, folder: Path, named: Mapping[str, str]) -> Tables | None:
    """The tables in their file, which is made where it is not there or broken; None where it cannot be made."""
    import duckdb

    path = kept.file(home, named)
    if path.is_file():
        try:
            return Tables(kept.connect(path))
        except duckdb.Error:  # not whole, whoever did that
            path.unlink()
    if not _whole(folder, named):
        return None
    try:
        return Tables(kept.connect(kept.make(home, folder, named)))
    except duckdb.Error:  # a full disk: the store answers
        return None


def _whole(folder: Path, named: Mapping[str, str]) -> bool:
    """Whether every file is the one that the manifest names."""
    return all(hashlib.sha256((folder / n).read_bytes()).hexdigest() == h for n, h in named.items())


def _read(folder: Path, named: Mapping[str, str]) -> duckdb.DuckDBPyConnection:
    """The tables in memory."""
    import duckdb

    db = duckdb.connect(config=dict(CONFIG))
    files: Files = defaultdict(list)
    for name in named:
        files[kept.table_of(name)].append(folder / name)
    kept.fill(db, files)
    return db
