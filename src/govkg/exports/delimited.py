r"""Tables as text: CSV for machines, CSV for Excel, and TSV.

``plain`` is RFC 4180 in UTF-8: a value that is not said is an empty cell, an empty text a pair of quotation marks. ``excel``
is the same with a byte order mark, and with an apostrophe before each text that Excel would run or turn into another value
(and before one that begins with an apostrophe, so that ``bare`` has every text back). ``tsv`` is what PostgreSQL, MySQL and
ClickHouse read: ``\N`` for what is not said, ``\t``, ``\n``, ``\r`` and ``\\`` inside texts. What a file says of itself
stands beside it in ``FILE.about.json``, of a folder in ``about.json``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from govkg import files
from govkg.answer import Value, digits
from govkg.exports.subject import Sheet, Subject
from govkg.exports.values import Where, check

Cell = Callable[[Value, Where], str]
SPREADSHEET = 32_767  # characters of a cell, in UTF-16: what is longer Excel cuts
RUN = tuple("=+-@\t\r\n＝＋－＠")  # what Excel and its like take for a formula, or skip before one
# Texts that Excel would show as another value, in any language of its own: numbers with a zero before or behind them, of many
# digits or with an exponent, percentages with other than two places, dates, times and truth values; full-width digits are digits to it.
TURNED = re.compile(
    r"0[0-9][0-9]*|[0-9.]{16,255}|[0-9,]{0,26}\.[0-9]{0,20}0|[0-9]{1,20}\.(?:[0-9]|[0-9]{3,20})%|[0-9]{1,20}(?:\.[0-9]{0,20})?e[-+]?[0-9]{1,9}"
    r"|[0-9]{1,4}[-/:.][0-9]{1,4}(?:[-/:.][0-9]{1,4})?|(?:[0-9]{2,4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}时(?:[0-9]{1,2}分)?(?:[0-9]{1,2}秒)?"
    r"|true|false",
    re.IGNORECASE,
)
LONGEST = 255  # characters of a number or a date
MARK = "'"


def plain(subject: Subject, path: Path) -> list[Path]:
    """CSV for machines: each text as it is, nothing added or left out."""
    return _write(subject, path, "csv", lambda sheet: _lines(sheet, _raw, ",", "\r\n", '""'))


def excel(subject: Subject, path: Path) -> list[Path]:
    """CSV that Excel opens as it stands: hanzi, no formula, no date that was none, headings in the subject's language."""

    def lines(sheet: Sheet) -> Iterator[str]:
        made = sheet.exact()
        yield "\ufeff" + ",".join(_defused(h, ("", 0, "")) for h in headings(made, subject.lang)) + "\r\n"
        yield from _rows(made, _defused, ",", "\r\n", '""')

    return _write(subject, path, "csv", lines)


def tsv(subject: Subject, path: Path) -> list[Path]:
    """Tab separated, a line a row, escaped as PostgreSQL, MySQL and ClickHouse read it."""
    return _write(subject, path, "tsv", lambda sheet: _lines(sheet, _escaped, "\t", "\n"))


def bare(text: str) -> str:
    """A text of CSV for Excel as it was before.

    >>> bare("'=1+1"), bare("''quoted"), bare("一网通办")
    ('=1+1', "'quoted", '一网通办')
    """
    return text.removeprefix(MARK)


def headings(sheet: Sheet, lang: str) -> list[str]:
    """The headings of a table in a language, each once: where two are alike, with the column's name."""
    plain = [sheet.label(c, lang) for c in sheet.columns]
    return [h if plain.count(h) == 1 else f"{h} ({c})" for h, c in zip(plain, sheet.columns, strict=True)]


def _write(subject: Subject, path: Path, ending: str, lines: Callable[[Sheet], Iterator[str]]) -> list[Path]:
    note = subject.about.note(subject.sheets)
    if subject.of != "graph":
        beside = path.parent / f"{path.name}.about.json"
        with files.whole(path) as part, files.whole(beside) as told:
            _fill(part, lines(subject.sheets[0]))
            told.write_bytes(note)
        return [path, beside]
    with files.whole(path, files.NOTE) as part:
        for sheet in subject.sheets:
            _fill(part / f"{sheet.name}.{ending}", lines(sheet))
        (part / files.NOTE).write_bytes(note)
    return [path / f"{sheet.name}.{ending}" for sheet in subject.sheets] + [path / files.NOTE]


def _fill(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _lines(sheet: Sheet, cell: Cell, separator: str, end: str, empty: str = "") -> Iterator[str]:
    yield separator.join(sheet.columns) + end
    yield from _rows(sheet, cell, separator, end, empty)


def _rows(sheet: Sheet, cell: Cell, separator: str, end: str, empty: str = "") -> Iterator[str]:
    """The lines of a table; ``empty`` stands for a line that has nothing in it, which to readers of CSV would be no row."""
    for n, row in enumerate(sheet.rows, 1):
        yield (separator.join(cell(row[c], (sheet.name, n, c)) for c in sheet.columns) or empty) + end


def _raw(value: Value, where: Where) -> str:
    if not isinstance(value, str):
        return digits(value)
    return _quoted(check(value, where))


def _defused(value: Value, where: Where) -> str:
    if not isinstance(value, str):
        return digits(value)
    if value.startswith((MARK, *RUN)) or value.lstrip().startswith(RUN) or _turned(value):
        value = MARK + value
    return _quoted(check(value, where, SPREADSHEET))


def _turned(value: str) -> bool:
    """Whether Excel would show a text as another value; a longer one than that it takes for a text."""
    return len(value) <= LONGEST and TURNED.fullmatch(unicodedata.normalize("NFKC", value.strip())) is not None


def _escaped(value: Value, where: Where) -> str:
    if value is None:
        return "\\N"
    if not isinstance(value, str):
        return digits(value)
    text = check(value, where).replace("\\", "\\\\")
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _quoted(text: str) -> str:
    if text and not any(c in text for c in ',"\r\n') and text == text.strip():
        return text
    return '"' + text.replace('"', '""') + '"'
