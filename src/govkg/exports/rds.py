"""Tables as RDS, which R reads by itself: ``x <- readRDS("govkg.rds")``.

An answer is a data frame, a graph a list of data frames. Concepts are factors, texts are UTF-8 whatever R's locale, what is
not said is NA; each column has its heading as the attribute ``label``, and what the file says of itself are the attributes
``govkg.version``, ``govkg.dataset`` …

The serialization is R's own (R Internals, 1.8), version 2 in XDR, which every R since 2.3 reads. The package ``rdata``
writes it too, but needs pandas and makes of a missing value of a factor the number 0, with which R stops.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from govkg import files
from govkg.answer import Value
from govkg.exports.subject import Sheet, Subject
from govkg.exports.values import check

HEADER = b"X\n" + struct.pack(">iii", 2, 0x00040000, 0x00020300)  # version 2, written by R 4.0.0, read from R 2.3.0 on
SYMBOL, PAIR, CHAR, LOGICAL, INTEGER, REAL, STRING, LIST = 1, 2, 9, 10, 13, 14, 16, 19
END, REFERENCE = 254, 255
OBJECT, ATTRIBUTES, TAG = 0x100, 0x200, 0x400
UTF8, ASCII = 8 << 12, 64 << 12
NONE = -(2**31)  # NA of whole numbers and truth values
NA_REAL = struct.pack(">Q", 0x7FF00000000007A2)  # kept as bytes: as a number it may lose what tells it from NaN
Piece = Iterator[bytes]
Vector = Callable[["Writer"], Piece]


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes the tables of a subject as one file."""
    about = {f"govkg.{name}": strings([value]) for name, value in subject.about.text(subject.lang)}
    with files.whole(path) as part, part.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        file.write(HEADER)
        writer = Writer()
        frames = [
            frame(sheet.exact(), subject.lang, about if subject.of != "graph" else {}) for sheet in subject.sheets
        ]
        if subject.of == "graph":
            named = {"names": strings([sheet.name for sheet in subject.sheets])}
            file.writelines(vectors(frames, {**named, **about})(writer))
        else:
            file.writelines(frames[0](writer))
    return [path]


class Writer:
    """What a stream has named already: a symbol is written once, and then referred to by its number."""

    def __init__(self) -> None:
        self._symbols: dict[str, int] = {}

    def attributes(self, of: Mapping[str, Vector]) -> Piece:
        """A vector's attributes, as a list of pairs."""
        for name, value in of.items():
            yield _int(PAIR | TAG)
            if name in self._symbols:
                yield _int(self._symbols[name] << 8 | REFERENCE)
            else:
                self._symbols[name] = len(self._symbols) + 1
                yield _int(SYMBOL) + _char(name)
            yield from value(self)
        if of:
            yield _int(END)


def frame(sheet: Sheet, lang: str, about: Mapping[str, Vector]) -> Vector:
    """A table as a data frame."""

    def made(writer: Writer) -> Piece:
        cells = _columns(sheet)
        count = len(cells[0]) if cells else 0
        parts = [_vector(sheet, c, found, lang) for c, found in zip(sheet.columns, cells, strict=True)]
        return vectors(parts, {
            "names": strings(sheet.columns), "row.names": numbers([NONE, -count]), "class": strings(["data.frame"]), **about,
        }, OBJECT)(writer)  # fmt: skip

    return made


def _columns(sheet: Sheet) -> list[list[Value]]:
    found: list[list[Value]] = [[] for _ in sheet.columns]
    for n, row in enumerate(sheet.rows, 1):
        for cells, column in zip(found, sheet.columns, strict=True):
            value = row[column]
            cells.append(check(value, (sheet.name, n, column)) if isinstance(value, str) else value)
    return found


def _vector(sheet: Sheet, column: str, cells: Sequence[Value], lang: str) -> Vector:
    label = {"label": strings([sheet.label(column, lang)])}
    kind = sheet.kind(column)
    if kind == "truth":
        return numbers([NONE if v is None else int(v) for v in cells], label, LOGICAL)
    if kind == "concept":
        levels = sorted({str(v) for v in cells if v is not None})
        place = {level: n for n, level in enumerate(levels, 1)}
        factor = {"levels": strings(levels), "class": strings(["factor"]), **label}
        return numbers([NONE if v is None else place[str(v)] for v in cells], factor, INTEGER | OBJECT)
    if kind == "whole" and all(v is None or abs(int(v)) < -NONE for v in cells):
        return numbers([NONE if v is None else int(v) for v in cells], label)
    if kind in ("whole", "decimal", "number"):
        return reals([None if v is None else float(v) for v in cells], label)
    return strings([None if v is None else str(v) for v in cells], label)


def strings(cells: Sequence[str | None], attributes: Mapping[str, Vector] | None = None) -> Vector:
    """A vector of texts."""
    return _atoms(STRING, len(cells), lambda: (_char(c) for c in cells), attributes or {})


def numbers(cells: Sequence[int], attributes: Mapping[str, Vector] | None = None, kind: int = INTEGER) -> Vector:
    """A vector of whole numbers or truth values, NA as ``NONE``."""
    return _atoms(kind, len(cells), lambda: iter((struct.pack(f">{len(cells)}i", *cells),)), attributes or {})


def reals(cells: Sequence[float | None], attributes: Mapping[str, Vector] | None = None) -> Vector:
    """A vector of doubles."""
    pieces = (NA_REAL if c is None else struct.pack(">d", c) for c in cells)
    return _atoms(REAL, len(cells), lambda: pieces, attributes or {})


def vectors(parts: Sequence[Vector], attributes: Mapping[str, Vector], flags: int = 0) -> Vector:
    """A list."""

    def made(writer: Writer) -> Piece:
        yield _int(LIST | ATTRIBUTES | flags) + _int(len(parts))
        for part in parts:
            yield from part(writer)
        yield from writer.attributes(attributes)

    return made


def _atoms(kind: int, count: int, cells: Callable[[], Iterator[bytes]], attributes: Mapping[str, Vector]) -> Vector:
    def made(writer: Writer) -> Piece:
        yield _int(kind | (ATTRIBUTES if attributes else 0)) + _int(count)
        yield from cells()
        yield from writer.attributes(attributes)

    return made


def _char(text: str | None) -> bytes:
    if text is None:
        return _int(CHAR) + _int(-1)
    data = text.encode()
    return _int(CHAR | (ASCII if text.isascii() else UTF8)) + _int(len(data)) + data


def _int(value: int) -> bytes:
    return struct.pack(">i", value)
