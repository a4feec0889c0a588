"""How much of a file is taken: sizes, pages, depth, time. A file beyond them is refused in one clear line.

The limits are those of reports: the longest work reports have some hundred pages and a few megabytes.
"""

from __future__ import annotations

from pathlib import Path

from govkg.errors import SourceError

MIB = 1 << 20
MAX_BYTES = 50 * MIB  # of a file as it lies on the disk
MAX_UNPACKED = 200 * MIB  # of all members of a zip container together
MAX_RATIO = 250  # unpacked to packed, of a member beyond SMALL; the XML of office files stays below 60
SMALL = MIB  # a member this small harms nobody, whatever its ratio
MAX_MEMBERS = 10_000
MAX_PAGES = 2_000
MAX_DEPTH = 250  # of nested elements
MAX_CELLS = 200_000  # of one table with its merged cells written out
MAX_FORMS = 5_000  # and pictures that a page of a PDF draws
MAX_SECONDS = 300.0  # for the pages of a PDF


def check_size(size: int, where: str) -> None:
    """Refuses a file by its size in bytes, before it is read; raises SourceError ``document.size``.

    >>> check_size(500 * MIB, "a.pdf")
    Traceback (most recent call last):
    govkg.errors.SourceError: a.pdf: the file has 500 MB, more than the 50 MB that are read; split it, or save it without pictures
    """
    if size > MAX_BYTES:
        raise SourceError("document.size", f"the file has {size / MIB:.0f} MB, more than the {MAX_BYTES // MIB} MB that are read",
                          where=where, cure="split it, or save it without pictures")  # fmt: skip


def load(path: Path) -> bytes:
    """The bytes of a file that is not too large; its size is asked first, and no more than that is read.

    Raises SourceError ``source.missing``, ``source.unreadable`` or ``document.size``.
    """
    where = str(path)
    try:
        check_size(path.stat().st_size, where)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as e:
        raise SourceError("source.missing", "there is no such file", where=where, cure="check the path") from e
    except OSError as e:
        raise SourceError("source.unreadable", f"the file cannot be read ({e.strerror})", where=where,
                          cure="give a file that you may read") from e  # fmt: skip
    check_size(len(data), where)
    return data
