"""Tables as a workbook of Excel: a sheet a table, and one that says what it all is.

The first row heads each column in Chinese and English and stays in sight. Of an answer, what people read stands left of what
programs need. Numbers are numbers; beside an exact decimal stand
its digits as text. A text is a text: no formula, no link, whatever it begins with. Control characters are written as the
format has it (``_x000B_``), which Excel and LibreOffice read back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govkg import files, messages
from govkg.answer import EVIDENCE, FURTHER, Value, wide
from govkg.errors import CallerError
from govkg.exports import headings
from govkg.exports.delimited import RUN, SPREADSHEET
from govkg.exports.subject import Sheet, Subject
from govkg.exports.values import check

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_576
NARROW, ID, MOST, QUOTE = 8, 14, 32, 48  # widths of columns in characters; a quote that is longer is wrapped
A4 = 9  # of the format's numbers of paper sizes
ARROW = 4  # of a heading, the room for the filter's arrow
MEASURED = 400  # rows whose texts say how wide a column is
DAWN = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook must have a date; a clock would make other bytes each time
ABOUT = ("说明", "About")
FONT = "Microsoft YaHei"


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes the tables of a subject as one workbook."""
    from xlsxwriter import Workbook

    with files.whole(path) as part, part.open("wb") as raw:
        book = Workbook(raw, {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
        try:
            book.set_properties(_properties(subject))
            for name, value in subject.about.text(subject.lang):
                book.set_custom_property(f"govkg.{name}", value[:255], "text")
            formats = _formats(book)
            for sheet in subject.sheets:
                _table(book.add_worksheet(sheet.name[:31]), arranged(subject, sheet.exact()), formats)
            _about(book.add_worksheet("·".join(ABOUT)), subject, formats)
        finally:
            _close(book)
    return [path]


def arranged(subject: Subject, sheet: Sheet) -> Sheet:
    """A table as a person reads it from the left: what an answer says, its words, where these stand, then what is for programs.

    The tables of a graph keep the order of their columns.
    """
    if subject.of == "graph":
        return sheet
    places = [c for c in EVIDENCE + FURTHER if not _quotes(c)]
    turn = {c: 3 if _address(c) else 2 if c in places else 1 if _quotes(c) else 0 for c in sheet.columns}
    return replace(sheet, columns=tuple(sorted(sheet.columns, key=turn.__getitem__)))


def _close(book: Workbook) -> None:
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as e:  # a full disk
        raise OSError(str(e)) from e


def _properties(subject: Subject) -> dict[str, Any]:
    about = subject.about
    return {"title": about.title[subject.lang == "en"], "subject": about.dataset, "author": f"govkg {about.version}",
            "comments": f"{about.licence}\n{about.call}", "created": DAWN}  # fmt: skip


def _formats(book: Workbook) -> dict[str, Any]:
    body = {"font_name": FONT, "font_size": 10, "valign": "top"}
    long = {"text_wrap": True}
    # Excel runs no text as a formula; with the mark it does not either when somebody edits the cell.
    quoted = {"quote_prefix": True}
    looks: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"},
        "text": {}, "long": long, "text!": quoted, "long!": {**long, **quoted}, "number": {"align": "right"},
        "id": {"font_color": "#6b6b6b"}, "id!": {"font_color": "#6b6b6b", **quoted},
    }  # fmt: skip
    return {name: book.add_format({**body, **look}) for name, look in looks.items()}


def _table(page: Worksheet, sheet: Sheet, formats: dict[str, Any]) -> None:
    heads = _heads(sheet)
    least = [max(max(wide(line) for line in h.split("\n")) + ARROW, NARROW) for h in heads]
    tall = [_quotes(c) for c in sheet.columns]
    most = [ID if _address(c) else QUOTE if tall[at] else MOST for at, c in enumerate(sheet.columns)]
    widths = list(least)
    page.set_row(0, 34, formats["head"])  # before its cells: rows are written away as they are passed
    for at, head in enumerate(heads):
        page.write_string(0, at, head, formats["head"])
    count = 0
    for n, row in enumerate(sheet.rows, 1):
        if n >= ROWS:
            raise CallerError("export.value", f"a sheet of Excel holds {ROWS - 1:,} rows", where=sheet.name,
                              cure="write csv or parquet")  # fmt: skip
        for at, column in enumerate(sheet.columns):
            value = row[column]
            if value is None:
                continue
            _cell(page, n, at, value, formats, (sheet.name, n, column), "long" if tall[at] else "text")
            if n <= MEASURED and isinstance(value, str):
                widths[at] = max(widths[at], min(wide(value) + 2, most[at]))
        count = n
    page.freeze_panes(1, 1)
    for at, width in enumerate(widths):
        page.set_column(at, at, width, formats["id" if _address(sheet.columns[at]) else "text"])
    page.autofilter(0, 0, max(count, 1), len(heads) - 1)
    page.set_paper(A4)
    page.set_landscape()
    page.repeat_rows(0)


def _cell(
    page: Worksheet, n: int, at: int, value: Value, formats: dict[str, Any], where: tuple[str, int, str], look: str
) -> None:  # fmt: skip
    if isinstance(value, str):
        check(value, where, SPREADSHEET)
        look = "id" if _address(where[2]) else look
        page.write_string(n, at, value, formats[look + ("!" if value.lstrip().startswith((*RUN, "'")) else "")])
    elif isinstance(value, bool):
        page.write_boolean(n, at, value, formats["text"])
    elif value is not None:
        page.write_number(n, at, float(value), formats["number"])


def _about(page: Worksheet, subject: Subject, formats: dict[str, Any]) -> None:
    """The sheet that says what the others are: version, licence, dataset, call, and each column."""
    page.set_column(0, 0, 22)
    page.set_column(1, 3, 24)
    page.set_column(4, 4, 90)
    n = 0
    for name, _ in subject.about.text("zh"):
        label = " ".join(messages.text(f"export.about.{name}", lang) for lang in ("zh", "en"))
        value = " / ".join(dict.fromkeys(dict(subject.about.text(lang))[name] for lang in ("zh", "en")))
        page.write_string(n, 0, label, formats["head"])
        page.write_string(n, 1, value[:SPREADSHEET], formats["text"])
        n += 1
    n += 1
    for at, key in enumerate(("sheet", "column", "zh", "en", "means")):
        label = " ".join(messages.text(f"export.about.{key}", lang) for lang in ("zh", "en"))
        page.write_string(n, at, label, formats["head"])
    for sheet in subject.sheets:
        for column in sheet.exact().columns:
            n += 1
            made = sheet.exact()
            if subject.of == "graph":
                means = headings.meaning(sheet.name, column)
            else:
                means = headings.meaning_in_answer(column, {"figure", "bound"} <= {*made.columns})
            cells = (
                sheet.name,
                column,
                made.label(column, "zh"),
                made.label(column, "en"),
                " / ".join(filter(None, means)),
            )
            for at, text in enumerate(cells):
                page.write_string(n, at, text, formats["text"])


def _heads(sheet: Sheet) -> list[str]:
    """Headings in two lines, each once: a filter or a pivot table takes no two alike."""
    plain = ["\n".join(dict.fromkeys((sheet.label(c, "zh"), sheet.label(c, "en")))) for c in sheet.columns]
    return [h if plain.count(h) == 1 else f"{h} ({c})" for h, c in zip(plain, sheet.columns, strict=True)]


def _quotes(column: str) -> bool:
    return column.rstrip("23") in ("quote", "exact", "message")


def _address(column: str) -> bool:
    """Whether a column holds addresses of things, which are there for programs."""
    return column.endswith(("Id", "_id")) or column.rstrip("23") in ("statement", "id", "iri", "subset_of")
