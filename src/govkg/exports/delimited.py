"""Tables as text: CSV for machines, CSV for Excel, and TSV.

A value that is not said is an empty cell; an empty text is a pair of quotation marks. What the file says of itself stands
beside it, in ``FILE.about.json`` (of a folder, in ``about.json``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from govkg import files
from govkg.answer import Value
from govkg.errors import CallerError
from govkg.exports.subject import Sheet, Subject, digits

Cell = Callable[[Value, str], str]  # the text of a cell and what it is told by when it cannot be held


def plain(subject: Subject, path: Path) -> list[Path]:
    """CSV for machines (RFC 4180, UTF-8): each text as it is, nothing added or left out."""
    return _write(subject, path, "csv", lambda sheet: _lines(sheet, _raw, ",", "\r\n"))


def _write(subject: Subject, path: Path, ending: str, lines: Callable[[Sheet], Iterator[str]]) -> list[Path]:
    note = subject.about.note(subject.sheets)
    if subject.of != "graph":
        beside = path.with_name(path.name + ".about.json")
        with files.whole(path) as part, files.whole(beside) as told:
            _fill(part, lines(subject.sheets[0]))
            told.write_bytes(note)
        return [path, beside]
    with files.whole(path) as part:
        part.mkdir()
        for sheet in subject.sheets:
            _fill(part / f"{sheet.name}.{ending}", lines(sheet))
        (part / files.NOTE).write_bytes(note)
    return [path / f"{sheet.name}.{ending}" for sheet in subject.sheets] + [path / files.NOTE]


def _fill(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _lines(sheet: Sheet, cell: Cell, separator: str, end: str) -> Iterator[str]:
    yield separator.join(_quoted(name, separator) for name in sheet.columns) + end
    for n, row in enumerate(sheet.rows, 1):
        cells = [cell(row[c], f"{sheet.name}: row {n}, column {c}") for c in sheet.columns]
        # A line of one empty cell would be no row to most readers.
        yield (separator.join(cells) if len(cells) > 1 or cells[0] else '""') + end


def _raw(value: Value, where: str) -> str:
    if value is None:
        return ""
    text = digits(value)
    check(text, where)
    return _quoted(text, ",") if isinstance(value, str) else text


def check(text: str, where: str) -> None:
    """Raises CallerError ``export.value`` for half a surrogate pair, which UTF-8 does not write, and NUL, which readers stop at."""
    for c in text:
        if c == "\0" or "\ud800" <= c <= "\udfff":
            raise unheld(f"U+{ord(c):04X}", where)


def unheld(what: str, where: str) -> CallerError:
    """The error for a value that the form cannot hold."""
    cure = "write json, or correct the source"
    return CallerError("export.value", f"this form cannot hold {what}", where=where, cure=cure)


def _quoted(text: str, separator: str) -> str:
    if text and not any(c in text for c in (separator, '"', "\r", "\n")) and text == text.strip():
        return text
    return '"' + text.replace('"', '""') + '"'
