"""Facts tables: the statements as flat Parquet tables, for whoever works in R, Stata, pandas or DuckDB.

One table a type of statement, a row a statement, with the names of things instead of their IRIs and the words of each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from govkg import ids
from govkg.sources import Source
from govkg.statements import Evidence, Statement

TYPES = ("entity", "observation", "milestone", "recognition", "shortcoming", "attribution", "participation", "mandate",
         "composition")  # fmt: skip
WORDS = ("source", "start", "end", "exact", "section", "damage")
Read = Sequence[tuple[Source, Sequence[Statement]]]


def tables(read_of: Read) -> dict[str, bytes]:
    """The Parquet bytes of each table; the same statements give the same bytes."""
    import duckdb

    rows: dict[str, list[dict[str, str]]] = {t: [] for t in TYPES}
    for _, statements in read_of:
        for s in statements:
            if s.type in rows:
                rows[s.type].append(row(s))
    made = {}
    with duckdb.connect(config={"threads": 1}) as db, tempfile.TemporaryDirectory() as folder:
        for name, found in rows.items():
            if not found:
                continue
            columns = list(found[0])
            quoted = ", ".join(f'"{c}" VARCHAR' for c in columns)
            db.execute(f"CREATE TABLE {name} ({quoted})")
            ordered = sorted(
                ([r[c] for c in columns] for r in found), key=lambda cells: (cells[1], len(cells[2]), cells[2], cells)
            )
            marks = ", ".join("?" * len(columns))
            values = ", ".join(f"({marks})" for _ in ordered)
            db.execute(f"INSERT INTO {name} VALUES {values}", [c for cells in ordered for c in cells])
            path = Path(folder) / f"{name}.parquet"
            db.execute(f"COPY {name} TO '{path.as_posix()}' (FORMAT parquet, COMPRESSION zstd)")
            made[name] = path.read_bytes()
    return made


def row(s: Statement) -> dict[str, str]:
    """A statement as one flat row of text cells; what is not said is empty."""
    cells = {"statement": ids.statement(s.id)}
    cells |= {f"evidence_{w}" if w in ("start", "end") else w: str(getattr(s.evidence, w)) for w in WORDS}
    for f in fields(s):
        if f.name in ("id", "evidence") or f.type is Evidence:
            continue
        value = getattr(s, f.name)
        cells[f.name] = "|".join(value) if isinstance(value, tuple) else str(value)
    return cells
