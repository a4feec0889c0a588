"""Tables as Parquet, typed: decimals exact, whole numbers of 64 bits, what is not said null.

The file's own metadata says what it is (``govkg.version``, ``govkg.licence``, ``govkg.dataset`` …) and heads its columns
(``govkg.columns``, as JSON).
"""

from __future__ import annotations

import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from govkg import files
from govkg.answer import Value, digits
from govkg.exports.subject import Sheet, Subject
from govkg.exports.values import Where, check

if TYPE_CHECKING:
    import duckdb

TYPES = {"text": "VARCHAR", "concept": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE", "truth": "BOOLEAN"}
DIGITS = 38  # of a decimal in Parquet


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes the table of an answer or a view as a file, those of a graph as a folder with a file for each."""
    import duckdb

    folder = subject.of == "graph"
    with files.whole(path, files.NOTE if folder else "") as part, tempfile.TemporaryDirectory() as scratch:
        with duckdb.connect(config={"threads": 1}) as db:
            for sheet in subject.sheets:
                _fill(db, Path(scratch), part / f"{sheet.name}.parquet" if folder else part, sheet, subject)
        if not folder:
            return [path]
        (part / files.NOTE).write_bytes(subject.about.note(subject.sheets))
    return [path / f"{sheet.name}.parquet" for sheet in subject.sheets] + [path / files.NOTE]


def _fill(db: duckdb.DuckDBPyConnection, scratch: Path, path: Path, sheet: Sheet, subject: Subject) -> None:
    """Writes a table by way of a file of JSON lines: parameters would take a hundred times as long."""
    types = {c: TYPES.get(sheet.kind(c)) or _decimal(sheet, c) for c in sheet.columns}
    if any(t == "DOUBLE" and sheet.kind(c) == "decimal" for c, t in types.items()):
        sheet = sheet.exact()
        types = {c: types.get(c, "VARCHAR") for c in sheet.columns}
    told = {f"govkg.{name}": value for name, value in subject.about.text(subject.lang)}
    told["govkg.columns"] = json.dumps(sheet.described(), ensure_ascii=False)
    lines, out = scratch / "rows.jsonl", scratch / "table.parquet"
    with lines.open("w", encoding="utf-8", newline="\n") as file:
        for n, row in enumerate(sheet.rows, 1):
            cells = [_cell(row[c], (sheet.name, n, c)) for c in sheet.columns]
            file.write(json.dumps(dict(enumerate(cells)), ensure_ascii=False) + "\n")
    typed = ", ".join(f"'{n}': '{t}'" for n, t in enumerate(types.values()))
    named = ", ".join(f'"{n}" AS {_name(c)}' for n, c in enumerate(types))
    read = f"read_json({_text(lines.as_posix())}, format = 'newline_delimited', columns = {{{typed}}}, maximum_object_size = 100000000)"
    meta = ", ".join(f"{_text(k)}: {_text(v)}" for k, v in told.items())
    db.execute(
        f"COPY (SELECT {named} FROM {read}) TO {_text(out.as_posix())}"
        f" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{meta}}})"
    )
    path.write_bytes(out.read_bytes())


def _decimal(sheet: Sheet, column: str) -> str:
    """The type that holds every decimal of a column exactly; a double where none does (its digits then stand beside it)."""
    before = after = 0
    for row in sheet.rows:
        if (value := row[column]) is not None:
            whole, _, fraction = digits(Decimal(str(value)).copy_abs()).partition(".")
            before, after = max(before, len(whole)), max(after, len(fraction))
    return f"DECIMAL({DIGITS}, {after})" if before + after <= DIGITS else "DOUBLE"


def _cell(value: Value, where: Where) -> Value:
    if isinstance(value, Decimal):
        return digits(value)
    return check(value, where) if isinstance(value, str) else value


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
