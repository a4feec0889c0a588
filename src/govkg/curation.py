"""The tables of ``curated/``, written: a row is added at the end or closed by a date, and never deleted.

Every other line stays as a person left it. A table is replaced whole or not at all.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from govkg import journal
from govkg.errors import CallerError
from govkg.library import Library

LOCK = "curated.lock"


def today() -> str:
    """The date of a decision, as this machine has it."""
    return datetime.now().astimezone().date().isoformat()


def signed(by: str, why: str, example: str) -> tuple[str, str]:
    """Who decides and why, without blanks around; raises CallerError ``judge.by``, ``judge.why`` where it is not said."""
    by, why = by.strip(), why.strip()
    if not why:
        raise CallerError("judge.why", "a decision has a reason", cure=f"give it, e.g. --why {example}")
    if not by:
        raise CallerError("judge.by", "it is not said who decides", cure="give --by NAME, or set GOVKG_BY")
    return by, why


@contextmanager
def held(library: Library) -> Iterator[None]:
    """Keeps others from writing the tables between what one reads of them and what one writes: no decision is lost.

    Raises CallerError ``workspace.unwritable``.
    """
    from filelock import FileLock

    path = library.out / journal.HOME / LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.acquire()
    except OSError as e:
        raise _unwritable(path, e) from e
    try:
        yield
    finally:
        lock.release()


def add(library: Library, table: str, columns: Sequence[str], rows: Sequence[Sequence[str]], comment: str) -> Path:
    """Adds rows to a table, which is made with ``comment`` and ``columns`` where it is not there; gives its path.

    The cells go where the table's own header has their columns; a table that lacks some gets them at its end.
    Raises CallerError ``curated.cell`` for a cell that no table can hold, ``workspace.unwritable``.
    """
    return change(library, table, columns, (), rows, "", comment)


def close(
    library: Library, table: str, row: str, on: str, cure: str = "govkg judge rows lists them", line: int = 0
) -> Path:
    """Closes the row of that id, or in that line where its id is not written; raises CallerError ``curated.unknown`` where
    none is open.
    """
    path = library.root / "curated" / f"{table}.tsv"
    closed = _closed(_text(path), row, on, line)
    if closed is None:
        raise CallerError("curated.unknown", f"no open row has the id {row!r}", where=str(path), cure=cure)
    _replace(path, closed)
    return path


def change(
    library: Library, table: str, columns: Sequence[str], ended: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]],
    on: str, comment: str,
) -> Path:  # fmt: skip
    """Closes rows and adds others at once, so that no decision is gone before the one that takes its place is there.

    As ``changed``, of the table that ``add`` would make; gives its path.
    """
    path = library.root / "curated" / f"{table}.tsv"
    _replace(path, changed(path, columns, ended, rows, on, comment).decode("utf-8"))
    return path


def changed(
    path: Path, columns: Sequence[str], ended: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], on: str, comment: str = ""
) -> bytes:  # fmt: skip
    """The bytes of a table with some rows closed (each by its id, and its line where that is known) and others added.

    Raises CallerError ``curated.cell``, and ``curated.unknown`` where a row that is to be closed is not open.
    """
    if wrong := next((c for cells in rows for c in cells if not holds(c)), None):
        raise CallerError(
            "curated.cell",
            f"a table cannot hold {wrong!r}",
            cure="write it in one line, without tabs or control characters",
        )
    text = _widened(_text(path) or f"# {comment}\n" + "\t".join(columns) + "\n", columns)
    for row, line in ended:
        closed = _closed(text, row, on, line)
        if closed is None:
            raise CallerError(
                "curated.unknown", f"no open row has the id {row!r}", where=str(path), cure="load it again"
            )
        text = closed
    return _added(text, columns, rows).encode("utf-8")


def _added(text: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = _widened(text, columns)
    head = _header(text.split("\n"))
    end = "\r\n" if text.endswith("\r\n") else "\n"
    lines = ["\t".join(dict(zip(columns, cells, strict=True)).get(name, "") for name in head) + end for cells in rows]
    return text + ("" if text.endswith("\n") else "\n") + "".join(lines)


def _closed(text: str, row: str, on: str, line: int = 0) -> str | None:
    """The table with a row closed; None where none is open."""
    lines = text.split("\n")
    header = _header(lines)
    at, of = (header.index(name) if name in header else -1 for name in ("closed", "id"))
    for n, words in enumerate(lines):
        cells = words.rstrip("\r").split("\t")
        if len(cells) != len(header) or cells == header or words.startswith("#") or cells[at]:
            continue
        if (n + 1 == line) if line else cells[of] == row:
            cells[at] = on
            lines[n] = "\t".join(cells) + ("\r" if words.endswith("\r") else "")
            return "\n".join(lines)
    return None


def _widened(text: str, columns: Sequence[str]) -> str:
    """The table with the columns that it lacks, empty, before its other ones; every cell that is there stays."""
    lines = text.split("\n")
    header = _header(lines)
    lacking = [name for name in columns if name not in header]
    if not lacking:
        return text
    for n, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            here = line.rstrip("\r").split("\t")
            cells = dict(zip(header, here, strict=False)) if here != header else {name: name for name in columns}
            extra = [cells.get(name, "") for name in header if name not in columns]
            lines[n] = "\t".join([*(cells.get(name, "") for name in columns), *extra]) + line[len(line.rstrip("\r")) :]
    return "\n".join(lines)


def _header(lines: Sequence[str]) -> list[str]:
    first = (line.rstrip("\r").split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return next(first, [])


def holds(cell: str) -> bool:
    """Whether a cell keeps its words in a table of text: no tabs, line ends or other control characters, nothing half."""
    return not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in cell)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig") if path.is_file() else ""


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode("utf-8"))
        beside.replace(path)
    except OSError as e:
        raise _unwritable(path, e) from e
    finally:
        beside.unlink(missing_ok=True)


def _unwritable(path: Path, e: OSError) -> CallerError:
    return CallerError("workspace.unwritable", f"the workspace cannot be written ({e.strerror})", where=str(path),
                       cure="name a folder that you may write")  # fmt: skip
