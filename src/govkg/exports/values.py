"""Values that a form cannot hold: told by their place, before anything is written."""

from __future__ import annotations

import re

from govkg.errors import CallerError

Where = tuple[str, int, str]  # table, row counted from 1, column
# NUL, at which most readers stop, and halves of surrogate pairs, which no encoding writes.
NONE = re.compile("[\0\ud800-\udfff]")


def check(text: str, where: Where, most: int | None = None) -> str:
    r"""The text itself; raises CallerError ``export.value`` where no file holds it, or it has more than ``most`` UTF-16 units.

    >>> check("一网\0通办", ("answer", 12, "quote"))
    Traceback (most recent call last):
    govkg.errors.CallerError: answer: row 12, column quote: this form cannot hold U+0000; take it out of the source, or write json
    """
    if found := NONE.search(text):
        raise unheld(f"U+{ord(found[0]):04X}", where, "take it out of the source, or write json")
    if most is not None and len(text) > most // 2 and (length := len(text.encode("utf-16-le")) // 2) > most:
        raise unheld(f"a text of {length:,} characters, at most {most:,}", where, "write csv or parquet")
    return text


def unheld(what: str, where: Where, cure: str) -> CallerError:
    """The error for a value that a form cannot hold."""
    table, row, column = where
    place = f"{table}: row {row}, column {column}" if row else table
    return CallerError("export.value", f"this form cannot hold {what}", where=place, cure=cure)
