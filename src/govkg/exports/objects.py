"""Tables as JSON: ``about``, then each table with its columns (name, kind, headings) and its rows as objects.

A value that is not said is null. A decimal is a number where a double holds it exactly, else its digits as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from govkg import files
from govkg.answer import plain
from govkg.exports.subject import Sheet, Subject
from govkg.exports.values import unheld

HALF = re.compile("[\ud800-\udfff]")


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes the tables of a subject as one file."""
    with files.whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"about": {_json(subject.about.data())},\n"tables": [')
        for n, sheet in enumerate(subject.sheets):
            file.write(",\n" if n else "\n")
            file.writelines(_table(sheet))
        file.write("\n]}\n")
    return [path]


def _table(sheet: Sheet) -> Iterator[str]:
    head = {"name": sheet.name, "columns": sheet.described()}
    yield _json(head)[:-1] + ', "rows": ['
    for n, row in enumerate(sheet.rows, 1):
        line = _json({c: plain(row[c]) for c in sheet.columns})
        if found := HALF.search(line):
            column = next(c for c in sheet.columns if isinstance(row[c], str) and HALF.search(str(row[c])))
            raise unheld(f"U+{ord(found[0]):04X}", (sheet.name, n, column), "take it out of the source")
        yield ("\n " if n == 1 else ",\n ") + line
    yield "\n]}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
