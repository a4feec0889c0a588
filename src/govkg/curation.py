"""The tables of ``curated/``, written: a row is added at the end or closed by a date, and never deleted.

Every other line stays as a person left it. A table is replaced whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from govkg import journal
from govkg.errors import CallerError
from govkg.library import Library

LOCK = "curated.lock"


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

    Raises CallerError ``curated.cell`` for a cell that no table can hold, ``workspace.unwritable``.
    """
    if wrong := next((c for cells in rows for c in cells if any(mark in c for mark in "\t\r\n")), None):
        raise CallerError("curated.cell", f"a table cannot hold {wrong!r}", cure="write it in one line, without tabs")
    path = library.root / "curated" / f"{table}.tsv"
    text = _text(path) or f"# {comment}\n" + "\t".join(columns) + "\n"
    _replace(path, text + ("" if text.endswith("\n") else "\n") + "".join("\t".join(cells) + "\n" for cells in rows))
    return path


def close(library: Library, table: str, row: str, on: str) -> Path:
    """Closes the row of that id; raises CallerError ``curated.unknown`` where none is open."""
    path = library.root / "curated" / f"{table}.tsv"
    lines = _text(path).split("\n")
    header = next((line.rstrip("\r").split("\t") for line in lines if line.strip() and not line.startswith("#")), [])
    at = header.index("closed") if "closed" in header else -1
    for n, line in enumerate(lines):
        cells = line.rstrip("\r").split("\t")
        if cells[0] == row and len(cells) == len(header) and cells != header and not cells[at]:
            cells[at] = on
            lines[n] = "\t".join(cells) + ("\r" if line.endswith("\r") else "")
            _replace(path, "\n".join(lines))
            return path
    raise CallerError(
        "curated.unknown", f"no open row has the id {row!r}", where=str(path), cure="govkg judge rows lists them"
    )


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


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
