"""Each form of export read back by the program that it is for, or that program's own reader: tables with rows and headings."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from openpyxl.utils.escape import unescape

from govkg.answer import digits
from govkg.exports import Sheet, Subject, delimited, workbook

RSCRIPT = shutil.which("Rscript")
SCRIPT = Path(__file__).with_name("read.R")
FORMS = ("csv", "excel-csv", "tsv", "xlsx", "parquet", "stata", "r", "json")


@dataclass
class Read:
    """A table as a reader found it; ``about`` is what the file says of itself."""

    columns: list[str]
    rows: list[list[Any]]
    headings: list[str] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)


def expected(subject: Subject, sheet: Sheet, form: str) -> list[list[Any]]:
    """The rows that a form promises: values as they are, where its numbers are doubles with the digits beside them."""
    if form in ("excel-csv", "xlsx", "stata", "r"):
        sheet = sheet.exact()
    kinds = {c: sheet.kind(c) for c in sheet.columns}
    doubles = form in ("xlsx", "stata", "r", "json")
    made = []
    for row in sheet.rows:
        cells: list[Any] = []
        for c in sheet.columns:
            value: Any = row[c]
            if form in ("csv", "excel-csv"):
                value = digits(value)
            elif form == "tsv":
                value = None if value is None else digits(value)
            elif form == "stata" and kinds[c] == "text":
                value = value or ""  # Stata has no other missing text
            elif isinstance(value, Decimal) and doubles:
                value = float(value)
            elif isinstance(value, Decimal) or (form == "parquet" and kinds[c] == "decimal" and value is not None):
                value = Decimal(value)
            cells.append(value)
        made.append(cells)
    return made


def read(form: str, subject: Subject, written: list[Path]) -> dict[str, Read]:
    """The tables of an export by name."""
    if form == "xlsx":
        return _workbook(subject, written[0])
    if form == "json":
        return _json(written[0])
    if form == "r":
        return _r(subject, written[0])
    one = {"csv": _csv, "excel-csv": _excel, "tsv": _tsv, "parquet": _parquet, "stata": _stata}[form]
    files = [p for p in written if p.suffix != ".json"]
    return {s.name: one(p, s) for s, p in zip(subject.sheets, files, strict=True)}


def _csv(path: Path, sheet: Sheet) -> Read:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file, strict=True))
    return Read(head, rows)


def _excel(path: Path, sheet: Sheet) -> Read:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file, strict=True))
    return Read(list(sheet.exact().columns), [[delimited.bare(c) for c in row] for row in rows], head)


def _tsv(path: Path, sheet: Sheet) -> Read:
    """As ClickHouse and PostgreSQL read it: split first, then the escapes."""
    head, *lines = path.read_bytes().decode().removesuffix("\n").split("\n")
    unescaped = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}

    def cell(text: str) -> str | None:
        out, i = "", 0
        if text == "\\N":
            return None
        while i < len(text):
            pair = text[i : i + 2]
            out, i = (out + unescaped[pair], i + 2) if pair[0] == "\\" else (out + text[i], i + 1)
        return out

    return Read(head.split("\t"), [[cell(c) for c in line.split("\t")] for line in lines])


def _parquet(path: Path, sheet: Sheet) -> Read:
    with duckdb.connect() as db:
        found = db.execute("SELECT * FROM read_parquet(?)", [path.as_posix()])
        columns = [d[0] for d in found.description or ()]
        rows = [list(row) for row in found.fetchall()]
        told = db.execute("SELECT key, value FROM parquet_kv_metadata(?)", [path.as_posix()]).fetchall()
    about = {k.decode().removeprefix("govkg."): v.decode() for k, v in told if k.startswith(b"govkg.")}
    return Read(columns, rows, [c["zh"] for c in json.loads(about["columns"])], about)


def _stata(path: Path, sheet: Sheet) -> Read:
    """By ReadStat, which haven and others use; and by pandas, which must find the same."""
    frame, meta = pyreadstat.read_dta(path, apply_value_formats=False)
    exact = sheet.exact()
    rows = []
    for cells in frame.itertuples(index=False):
        row: list[Any] = []
        for name, column, value in zip(frame.columns, exact.columns, cells, strict=True):
            kind = exact.kind(column)
            if kind == "text":
                row.append(value)
            elif value is None or value != value:
                row.append(None)
            elif kind == "concept":
                row.append(meta.variable_value_labels[name][int(value)])
            else:
                row.append({"truth": bool, "whole": int}.get(kind, float)(value))
        rows.append(row)
    again = pd.read_stata(path)
    assert list(again.columns) == list(frame.columns)
    for name, column in zip(frame.columns, exact.columns, strict=True):
        if exact.kind(column) == "text":
            assert list(again[name]) == list(frame[name])
    about = dict(note.split(": ", 1) for note in meta.notes)
    about["label"] = str(meta.file_label)
    return Read(list(frame.columns), rows, [str(meta.column_names_to_labels[c]) for c in frame.columns], about)


def _workbook(subject: Subject, path: Path) -> dict[str, Read]:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    about = {p.name.removeprefix("govkg."): str(p.value) for p in book.custom_doc_props.props}
    made = {}
    for sheet in subject.sheets:
        page = book[sheet.name[:31]]
        assert page.freeze_panes == "B2"
        assert not any(c.data_type == "f" or c.hyperlink for row in page.iter_rows() for c in row)
        head, *rows = [[_plain(c.value) for c in row] for row in page.iter_rows(max_col=len(sheet.exact().columns))]
        places = [workbook.arranged(subject, sheet.exact()).columns.index(c) for c in sheet.exact().columns]
        head, *rows = [[row[n] for n in places] for row in (head, *rows)]  # in the order of the table itself
        made[sheet.name] = Read(list(sheet.exact().columns), rows, head, about)
    return made


def _plain(value: Any) -> Any:
    return unescape(value) if isinstance(value, str) else value


def _json(path: Path) -> dict[str, Read]:
    found = json.loads(path.read_text(encoding="utf-8"))
    return {
        t["name"]: Read(
            [c["name"] for c in t["columns"]],
            [[row[c["name"]] for c in t["columns"]] for row in t["rows"]],
            [c["zh"] for c in t["columns"]],
            found["about"],
        )
        for t in found["tables"]
    }


def _r(subject: Subject, path: Path) -> dict[str, Read]:
    """By R itself, in a locale that knows no hanzi."""
    if RSCRIPT is None:
        pytest.skip("Rscript is not here")
    surroundings = {**os.environ, "LC_ALL": "C"}
    words = [RSCRIPT, "--vanilla", str(SCRIPT), str(path)]
    told = subprocess.run(words, capture_output=True, env=surroundings, check=False, timeout=120)
    assert told.returncode == 0, told.stderr.decode(errors="replace")
    about, columns = {}, {s.name: Read([], []) for s in subject.sheets}
    cells: dict[str, list[list[Any]]] = {s.name: [] for s in subject.sheets}
    for line in told.stdout.decode("ascii").splitlines():
        what, name, *rest = line.split()
        if what == "about":
            about[name.removeprefix("govkg.")] = _hex(rest[0])
            continue
        table = _hex(name) or subject.sheets[0].name
        if what == "rows":
            count = int(rest[0])
            columns[table].rows = [list(row) for row in zip(*cells[table], strict=True)]
            assert len(columns[table].rows) == count
            continue
        column, kind, label, *found = rest
        columns[table].columns.append(_hex(column))
        columns[table].headings.append(_hex(label))
        cells[table].append([_cell(kind, c) for c in found])
    for one in columns.values():
        one.about = about
    return columns


def _hex(text: str) -> str:
    return bytes.fromhex(text[1:]).decode()


def _cell(kind: str, text: str) -> Any:
    if text == "NA":
        return None
    if kind in ("factor", "character"):
        return _hex(text)
    if kind == "logical":
        return text == "TRUE"
    return int(text) if kind == "integer" else float.fromhex(text)
