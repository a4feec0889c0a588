"""Tables as files of Stata, format 118 (Stata 14 and later): UTF-8, long texts whole, labels of variables and values.

Names of variables are legal and each once; the heading is the variable's label, Chinese or English. A concept is a number
with a value label. What is not said is ``.``, of a text the empty one: Stata has no other missing text. The data label names
the dataset; version, licence, source and call are notes of the data (``notes``), as are names that had to be changed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from govkg import files
from govkg.answer import Value
from govkg.errors import CallerError
from govkg.exports.subject import Sheet, Subject
from govkg.exports.values import Where, check

EPOCH = datetime(1960, 1, 1)  # noqa: DTZ001  # Stata's own zero: a clock would make other bytes each time
LONGEST = 2045  # bytes of a text that is no strL
NAME, LABEL = 32, 80  # characters of a variable's name and label
LONG = 2_147_483_620  # the largest whole number of the type "long"
# What Stata keeps for itself (help reswords), and what pandas would rename besides.
RESERVED = frozenset(
    "_all _b _cons _coef _n _N _pi _pred _rc _skip _se aggregate array boolean break byte case catch class colvector complex"
    " const continue default delegate delete do double else eltypedef end enum explicit export external float for friend"
    " function global goto if in inline int local long NULL pragma protected quad rowvector short strL typedef typename using"
    " virtual with".split()
)


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes the table of an answer or a view as a file, those of a graph as a folder with a file for each.

    Raises CallerError ``export.extra`` where pandas is missing.
    """
    if find_spec("pandas") is None:
        raise CallerError("export.extra", "pandas is not installed", cure='run: pip install "govkg[desk]"')
    if subject.of != "graph":
        with files.whole(path) as part:
            _fill(part, subject.sheets[0], subject)
        return [path]
    with files.whole(path) as part:
        part.mkdir()
        for sheet in subject.sheets:
            _fill(part / f"{sheet.name}.dta", sheet, subject)
        (part / files.NOTE).write_bytes(subject.about.note(subject.sheets))
    return [path / f"{sheet.name}.dta" for sheet in subject.sheets] + [path / files.NOTE]


def names(columns: Sequence[str]) -> dict[str, str]:
    """The name of the variable of each column: legal in Stata, each once.

    >>> names(("in", "value", "Value", "改革", "str5"))
    {'in': 'in_', 'value': 'value', 'Value': 'Value', '改革': 'v4', 'str5': 'str5_'}
    """
    made: dict[str, str] = {}
    for n, column in enumerate(columns, 1):
        bare = re.sub(r"[^A-Za-z0-9_]", "", column)[: NAME - 4] or f"v{n}"
        if bare in RESERVED or re.fullmatch(r"str[0-9]+", bare) or bare[0].isdigit():
            bare = f"{bare}_" if not bare[0].isdigit() else f"v{bare}"
        while bare in made.values():
            bare = f"{bare[: NAME - 4]}_{n}"
        made[column] = bare
    return made


def _fill(path: Path, sheet: Sheet, subject: Subject) -> None:
    import pandas as pd

    sheet, about = sheet.exact(), subject.about
    named = names(sheet.columns)
    cells: dict[str, list[Value]] = {c: [] for c in sheet.columns}
    for n, row in enumerate(sheet.rows, 1):
        for column, found in cells.items():
            found.append(_checked(row[column], (sheet.name, n, column)))
    values: dict[str, dict[Any, str]] = {}
    frame = pd.DataFrame({
        named[c]: _series(pd, sheet.kind(c), found, values, named[c]) for c, found in cells.items()
    })  # fmt: skip
    long = [
        named[c] for c, found in cells.items()
        if sheet.kind(c) == "text" and any(len(str(v).encode()) > LONGEST for v in found if v is not None)
    ]  # fmt: skip
    frame.to_stata(
        path, version=118, write_index=False, time_stamp=EPOCH, convert_strl=long, value_labels=values,
        data_label=f"govkg {about.dataset}"[:LABEL],
        variable_labels={named[c]: sheet.label(c, subject.lang)[:LABEL] for c in sheet.columns},
    )  # fmt: skip
    said = [f"{name}: {value}" for name, value in about.text(subject.lang) if value]
    said += [f"{named[c]}: {c}" for c in sheet.columns if named[c] != c]
    path.write_bytes(noted(path.read_bytes(), said))


def _checked(value: Value, where: Where) -> Value:
    return check(value, where) if isinstance(value, str) else value


def _series(
    pd: Any, kind: str, cells: Sequence[Value], values: dict[str, dict[Any, str]], name: str
) -> Any:  # fmt: skip
    if kind == "text":
        return pd.Series(["" if v is None else str(v) for v in cells], dtype=object)
    if kind in ("concept", "truth"):
        said = sorted({str(v) for v in cells if v is not None}) if kind == "concept" else ["false", "true"]
        place: dict[Value, int] = {False: 0, True: 1} if kind == "truth" else {v: n for n, v in enumerate(said, 1)}
        values[name] = dict(enumerate(said, 0 if kind == "truth" else 1))
        cells = [None if v is None else place[v] for v in cells]
    if kind != "decimal" and kind != "number" and all(v is None or abs(int(v)) <= LONG for v in cells):
        return pd.Series(cells, dtype="Int32")
    return pd.Series([None if v is None else float(v) for v in cells], dtype="float64")


def noted(data: bytes, notes: Sequence[str]) -> bytes:
    """A file of Stata with notes of its data put in; the map of its parts is moved by as much.

    The layout is that of ``help dta``: a note is a characteristic ``noteN`` of ``_dta``, ``note0`` has how many there are.
    """

    def characteristic(name: str, text: str) -> bytes:
        body = b"_dta".ljust(129, b"\0") + name.encode().ljust(129, b"\0") + text.encode() + b"\0"
        return b"<ch>" + struct.pack("<I", len(body)) + body + b"</ch>"

    put = characteristic("note0", str(len(notes)))
    put += b"".join(characteristic(f"note{n}", text) for n, text in enumerate(notes, 1))
    start = data.index(b"<map>") + len(b"<map>")
    places = list(struct.unpack_from("<14Q", data, start))
    at = places[8] + len(b"<characteristics>")
    moved = [p if p <= places[8] else p + len(put) for p in places]
    return data[:start] + struct.pack("<14Q", *moved) + data[start + 14 * 8 : at] + put + data[at:]
