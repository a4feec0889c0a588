"""An answer: the rows of a question or a query, each with its evidence, as a table to read and as files to keep."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govkg import frames, markup

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | Decimal | None
Row = dict[str, Value]

EVIDENCE = ("statement", "quote", "start", "end", "source", "section", "sentence", "sentenceStart")
# Evidence of quote2 and quote3, where a row has several.
FURTHER = tuple(c + n for c in ("statement", "start", "end", "source", "sentence", "sentenceStart") for n in "23")
_UNSEEN = {*EVIDENCE, *FURTHER, "derived"} - {"quote"}
_READ = {"value", "low", "high", "bound", "unit", "direction"}  # shown beside the figure as written
_QUOTES = ("quote", "quote2", "quote3")
MOST = 200  # rows that a notebook shows
SYMBOL = {"above": "≥", "below": "≤", "about": "≈", "down": "↓", "up": "↑"}
_PIECE = re.compile(
    r"[“‘（《「『【(≥≤≈↑↓]*(?:\d+(?:,\d{3})+(?:\.\d+)?|[A-Za-z0-9.%+/:_-]+|.)[，。、；：！？”’）》」』】%,.;:!?)…]*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Answer:
    """What came back. ``rows`` are dicts of Python values (exact ``Decimal``, never float for a decimal).

    A column ``X`` that names a thing has its IRI beside it in ``XId``. ``labels`` gives each column's zh and en heading.
    Rows that rest on inferred triples are named in ``inferred`` and marked in every form: 推理得出 in tables, a column
    ``inferred`` in files and frames.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    name: str = ""
    title: tuple[str, str] = ("", "")
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    lang: str = "zh"
    truncated: bool = False
    none: tuple[str, str] = ("没有符合的行。", "No rows.")  # said when there is no row
    inferred: frozenset[int] = (
        frozenset()
    )  # the places of rows that no report says itself: they follow from what is said
    engine: str = "sparql"  # what answered: sparql, or facts (the question's plan over the facts tables)
    sparql: str = ""  # the query that gave it
    computed: str = ""  # the step that filled columns of its rows (govkg.computed), "" for none
    reading: tuple[str, str] = ("", "")  # how to read it and what it does not say: zh, en

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __str__(self) -> str:
        return self.table()

    @property
    def evidence(self) -> list[Row]:
        """The evidence columns of each row: statement, quote, start, end, source, section, sentence."""
        return [{c: row[c] for c in EVIDENCE if c in row} for row in self.rows]

    def heading(self, column: str) -> str:
        """The heading of a column in the answer's language."""
        if column in self.labels:
            return self.labels[column][self.lang == "en"]
        if column.endswith("Id") and column[:-2] in self.labels:
            return self.heading(column[:-2]) + (" id" if self.lang == "en" else "标识")
        return column

    def read(self, n: int) -> list[tuple[str, str]]:
        """What a row says to a reader: heading and text of each cell that says something, quotes aside.

        >>> Answer(("改革", "n"), [{"改革": "一事联办", "n": None}]).read(0)
        [('改革', '一事联办')]
        """
        cells = [(self.heading(c), _cell(self.rows[n], c)) for c in self.shown() if c not in _QUOTES]
        return [(head, text) for head, text in cells if text]

    def table(self, width: int = 120) -> str:
        """The answer as lines of at most ``width`` columns, hanzi counted as two; figures as written, then as read.

        >>> print(Answer(("改革", "n"), [{"改革": "一事联办", "n": 105}]).table())
        改革      n
        ────────  ───
        一事联办  105
        1 行
        """
        english, shown, count = self.lang == "en", self.shown(), self._count()
        title = [self.title[english], ""] if self.title[0] else []
        same = self._same(shown)
        if same:
            title[1:1] = [
                "  ".join(f"{self.heading(c)}{': ' if english else '：'}{_cell(self.rows[0], c)}" for c in same)
            ]
        shown = [c for c in shown if c not in same]
        head = [self.heading(c) for c in shown]
        body = [[_cell(row, c) for c in shown] for row in self.rows]
        if self.inferred:  # before the quote, which takes the room that is left
            at = len(shown) - (shown[-1:] == ["quote"])
            shown, head = [*shown[:at], "inferred", *shown[at:]], [*head[:at], "", *head[at:]]
            body = [[*cells[:at], self._mark(n), *cells[at:]] for n, cells in enumerate(body)]
        if not self.rows:
            return "\n".join([*title, count, *self._reading(width)])
        for n in range(len(body) - 1, 0, -1):  # what the line above says already is not said again
            for i, cell in enumerate(body[n][:-1]):
                if cell != body[n - 1][i]:
                    break
                body[n][i] = ""
            if shown[-1] == "quote" and body[n][-1] == body[n - 1][-1]:
                body[n][-1] = "〃"
        widest = [max(wide(t) for t in column) for column in zip(head, *body, strict=True)]
        if len(body) == 1 and sum(widest) + 2 * (len(widest) - 1) > width:
            return "\n".join([*title, *_fields(head, body[0], width), count, *self._reading(width)])
        widths = _fit(
            widest,
            width - 2 * len(shown) + 2,
            {i: 14 if c == "figure" else 28 for i, c in enumerate(shown) if c in ("figure", "quote", "quote2")},
        )
        lines = [*title, *side_by_side(head, widths), "  ".join("─" * w for w in widths).rstrip()]
        for cells in body:
            lines += side_by_side(cells, widths)
        return "\n".join([*lines, count, *self._reading(width)])

    def to_pandas(self, *, decimals: str = "exact", typed: bool = True) -> pd.DataFrame:
        """A pandas data frame with typed columns (``frames`` says which), headings and title in its ``attrs``.

        Decimals stay exact ``Decimal`` objects; ``decimals="float"`` gives ``Float64``. ``typed=False`` leaves Python values.
        Raises CallerError with the command to install pandas where it is missing.
        """
        columns, rows = self.marked()
        labels = {c: list(self.labels.get(c, (self.heading(c), self.heading(c)))) for c in columns}
        about = {"question": self.name, "title": list(self.title), "labels": labels, "truncated": self.truncated}
        return frames.frame(columns, rows, about, decimals=decimals, typed=typed)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text(str(self))  # IPython in a terminal

    def _repr_html_(self) -> str:
        """The answer in a notebook: what ``table`` shows, at most ``MOST`` rows of it."""
        shown, english = self.shown(), self.lang == "en"
        head = [*(self.heading(c) for c in shown), *([""] if self.inferred else [])]
        rows: list[list[str | markup.Quote]] = []
        for n, row in enumerate(self.rows[:MOST]):
            cells = [markup.Quote(*_around(row, c[5:])) if c in _QUOTES else _cell(row, c) for c in shown]
            rows.append([*cells, self._mark(n)] if self.inferred else list(cells))
        numbers = [all(isinstance(row[c], int | float | Decimal | None) for row in self.rows) for c in shown]
        foot = self._count()
        if len(self.rows) > MOST:
            foot += f", the first {MOST} shown" if english else f"，这里列出前 {MOST} 行"
        if said := self.reading[english]:
            foot += f". {said}" if english else f"。{said}"
        return markup.table(self.title[english], head, rows, [*numbers, *([False] if self.inferred else [])], foot)

    def to_json(self, indent: int | None = 1) -> str:
        """JSON: question, title, columns with headings, rows; a decimal is a number where a number holds it exactly."""
        columns, rows = self.marked()
        body = {
            "question": self.name or None,
            "title": {"zh": self.title[0], "en": self.title[1]},
            "columns": [{"name": c, "label": self.heading(c)} for c in columns],
            "rows": [{c: plain(row[c]) for c in columns} for row in rows],
            "truncated": self.truncated,
            "engine": self.engine,
        }
        if self.reading[0]:
            body["reading"] = {"zh": self.reading[0], "en": self.reading[1]}
        return json.dumps(body, ensure_ascii=False, indent=indent) + "\n"

    def to_csv(self) -> str:
        """CSV (RFC 4180, one header line of column names); a text that a spreadsheet would run gets an apostrophe."""
        out = io.StringIO()
        writer = csv.writer(out)
        columns, rows = self.marked()
        writer.writerow(columns)
        writer.writerows([_safe(row[c]) for c in columns] for row in rows)
        return out.getvalue()

    def to_tsv(self) -> str:
        """Tab separated, one line a row; tabs and line ends inside a text become spaces."""
        columns, rows = self.marked()
        lines = [columns, *([" ".join(_safe(row[c]).split()) for c in columns] for row in rows)]
        return "".join("\t".join(cells) + "\n" for cells in lines)

    def to_md(self) -> str:
        """A Markdown table of the readable columns."""
        shown = self.shown()
        mark = [""] if self.inferred else []
        lines = [[*(self.heading(c) for c in shown), *mark], ["---"] * (len(shown) + len(mark))]
        lines += [[*(_cell(row, c) for c in shown), *(self._mark(n) for _ in mark)] for n, row in enumerate(self.rows)]
        said = self.reading[self.lang == "en"]
        rows = "".join("| " + " | ".join(_markdown(c) for c in cells) + " |\n" for cells in lines)
        return rows + (f"\n{_markdown(said)}\n" if said else "")

    def _count(self) -> str:
        english = self.lang == "en"
        if not self.rows:
            return self.none[english]
        count = f"{len(self.rows)} {('row' if len(self.rows) == 1 else 'rows') if english else '行'}"
        return count + ((", more were left off" if english else "，其余未列出") if self.truncated else "")

    def _reading(self, width: int) -> list[str]:
        """How to read it, as lines below a table."""
        said = self.reading[self.lang == "en"]
        return ["", *side_by_side([said], [width])] if said else []

    def _mark(self, n: int) -> str:
        return ("推理得出" if self.lang == "zh" else "inferred") if n in self.inferred else ""

    def marked(self) -> tuple[tuple[str, ...], list[Row]]:
        """Columns and rows for files: with a column that marks them where some rest on what was inferred."""
        if not self.inferred:
            return self.columns, self.rows
        rows = [{**row, "inferred": n in self.inferred} for n, row in enumerate(self.rows)]
        return (*(c for c in self.columns if c != "inferred"), "inferred"), rows

    def _same(self, shown: list[str]) -> list[str]:
        """Columns of a question that say one thing in every row: said once, above the table."""
        if not self.name or len(self.rows) < 4:
            return []
        inner = [c for c in shown[1:] if c not in ("figure", "quote") and isinstance(self.rows[0][c], str)]
        return [c for c in inner if len({row[c] for row in self.rows}) == 1]

    def shown(self) -> list[str]:
        """The columns that a person reads: no identifiers beside names, no parts of a figure, nothing that is empty throughout.

        >>> Answer(("改革", "quote", "start"), [{"改革": "一事联办", "quote": "压减60.90%", "start": 9}], name="x").shown()
        ['改革', 'quote']
        """
        if not self.name:
            return list(self.columns)
        parts = _READ if "figure" in self.columns else set()
        keep = [c for c in self.columns if not c.endswith("Id") and c not in _UNSEEN and c not in parts]
        return [c for c in keep if any(row[c] not in (None, "") for row in self.rows)] or keep


def wide(text: str) -> int:
    """Columns that a text takes on a terminal.

    >>> wide("i武汉")
    5
    """
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def digits(value: Value) -> str:
    """A value as text: a decimal by its digits, a truth value as ``true`` or ``false``, what is not said as nothing.

    >>> digits(Decimal("1E+3")), digits(True), digits(0.1)
    ('1000', 'true', '0.1')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _cell(row: Row, column: str) -> str:
    """A cell to read: on one line, control characters made visible; a figure with its reading beside it."""
    if column in ("quote", "quote2"):
        return _printable(_quoted(row, column.removeprefix("quote")))
    text = _printable(digits(row[column]))
    if column != "figure" or not text:
        return text
    bound, way = (str(row.get(c) or "").rpartition("/")[2] for c in ("boundId", "directionId"))
    numbers = [row[c] for c in ("value", "low", "high") if row.get(c) is not None]
    plain = bound in ("", "exact") and all(digits(n) in text for n in numbers)
    read = "–".join(f"{n:,}" for n in numbers if isinstance(n, int | Decimal))
    if not read or (plain and not way):
        return text
    return f"{SYMBOL.get(way, '')}{text}" + ("" if plain else f" ({SYMBOL.get(bound, '')}{read})")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))


def _quoted(row: Row, which: str = "") -> str:
    """A quote to read: one of a few words stands in brackets among the words around it in its sentence."""
    before, quote, after = _around(row, which)
    return f"{before}【{quote}】{after}" if before or after else quote


def _around(row: Row, which: str = "") -> tuple[str, str, str]:
    """A quote, and where it is short some words before and after it in its sentence."""
    quote, sentence, start, first = (row.get(c + which) for c in ("quote", "sentence", "start", "sentenceStart"))
    if not (isinstance(quote, str) and isinstance(sentence, str) and isinstance(start, int) and isinstance(first, int)):
        return "", digits(quote), ""
    left, right = start - first, start - first + len(quote)
    if len(quote) > 12 or sentence[left:right] != quote:
        return "", quote, ""
    before, after = sentence[max(0, left - 10) : left], sentence[right : right + 6]
    return f"{'…' if left > 10 else ''}{before}", quote, f"{after}{'…' if right + 6 < len(sentence) else ''}"


def _fit(widths: list[int], room: int, least: Mapping[int, int]) -> list[int]:
    """Column widths cut down, the widest first, until they fit: to eight or their own least width, then to half of it."""
    widths = list(widths)
    for part in (1, 2):
        while sum(widths) > room:
            free = [(w, -i) for i, w in enumerate(widths) if w > least.get(i, 8) // part]
            if not free:
                break
            widths[-max(free)[1]] -= 1
    return widths


def _fields(head: list[str], cells: list[str], width: int) -> list[str]:
    """One row that is too wide for a line, field by field; a hash in it stays whole and can be copied."""
    pairs = [[h, c] for h, c in zip(head, cells, strict=True) if c]
    margin = max(wide(h) for h, _ in pairs)
    return [line for pair in pairs for line in side_by_side(pair, [margin, max(8, width - margin - 2)])]


def side_by_side(cells: list[str], widths: list[int]) -> list[str]:
    """One row as lines, its cells broken at their widths."""
    broken = [_break(text, w) for text, w in zip(cells, widths, strict=True)]
    height = max(len(b) for b in broken)
    out = []
    for n in range(height):
        parts = [b[n] if n < len(b) else "" for b in broken]
        out.append("  ".join(p + " " * (w - wide(p)) for p, w in zip(parts, widths, strict=True)).rstrip())
    return out


def _break(text: str, width: int) -> list[str]:
    """The lines of a text; numbers stay whole, no closing mark begins a line and no opening mark ends one."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if wide(line + piece) > width and line:
            lines.append(line.rstrip())
            line = ""
        for c in piece:  # a piece that is wider than the column
            if wide(line + c) > width and line:
                lines.append(line)
                line = ""
            line += c
    return [*lines, line.rstrip()]


def plain(value: Value) -> Any:
    """A value for JSON: a decimal is a number where a number holds it exactly, else its digits as text."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    return value


def _safe(value: Value) -> str:
    text = digits(value)
    return "'" + text if isinstance(value, str) and text[:1] in tuple("=+-@\t\r") and text else text


def _markdown(text: str) -> str:
    for mark in "\\`*_[]|<>":
        text = text.replace(mark, "\\" + mark)
    return text
