"""What is exported: tables, the graph itself where it is the whole of it, and what every export says of itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from govkg.answer import Row, digits
from govkg.frames import AMOUNTS

if TYPE_CHECKING:
    from govkg.graph import Graph

Labels = dict[str, tuple[str, str]]
SUBJECTS = ("graph", "answer", "view")
KINDS = ("text", "concept", "whole", "decimal", "number", "truth")
WHOLE = 2**53  # what a double holds exactly; whole numbers beyond that are kept as decimals
PLACES = ("start", "end", "sentenceStart")  # where words stand, in code points
EXACT = ("（精确）", " (exact)")


@dataclass(frozen=True)
class About:
    """What an export says of itself: where it is from, under which licence, and the call that makes it again.

    ``dataset`` is the hash that names the release (64 hex), ``source`` the ids of the reports that it rests on, by spaces.

    >>> About(("一网通办", "One network"), "0.1.0", "https://creativecommons.org/licenses/by/4.0/", "0" * 64).text("en")[0]
    ('title', 'One network')
    """

    title: tuple[str, str]
    version: str
    licence: str
    dataset: str
    source: str = ""
    call: str = ""

    def text(self, lang: str) -> list[tuple[str, str]]:
        """Name and value of each, in a fixed order; the title in one language."""
        named = {"title": self.title[lang == "en"], "version": self.version, "licence": self.licence,
                 "dataset": self.dataset, "source": self.source, "call": self.call}  # fmt: skip
        return list(named.items())

    def data(self, sheets: Iterable[Sheet] = ()) -> dict[str, object]:
        """The same for JSON, with the columns of each table and what they are headed."""
        tables = {s.name: s.described() for s in sheets}
        made: dict[str, object] = {**dict(self.text("zh")), "title": {"zh": self.title[0], "en": self.title[1]}}
        return made | ({"tables": tables} if tables else {})

    def note(self, sheets: Iterable[Sheet] = ()) -> bytes:
        """The same as a file that stands beside one whose format has no place for it."""
        return (json.dumps(self.data(sheets), ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True)
class Sheet:
    """A table. ``rows`` can be gone through again and again; a value that is not said is None, never 0 or "".

    ``labels`` has the zh and en heading of a column. ``kinds`` says what a column holds: ``text``, ``concept`` (a text of a
    few, that may be numbered), ``whole`` (at most 2**53), ``decimal`` (exact), ``number`` (a double) or ``truth``; a column that is
    not named there holds text.

    >>> sheet = Sheet("answer", ("value",), [{"value": Decimal("60.90")}], {"value": ("数值", "value")}, {"value": "decimal"})
    >>> sheet.exact().columns, list(sheet.exact().rows)
    (('value', 'value_exact'), [{'value': Decimal('60.90'), 'value_exact': '60.90'}])
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def label(self, column: str, lang: str) -> str:
        """The heading of a column; its name where it has none."""
        return self.labels.get(column, (column, column))[lang == "en"]

    def kind(self, column: str) -> str:
        """What a column holds."""
        return self.kinds.get(column, "text")

    def described(self) -> list[dict[str, str]]:
        """Its columns for JSON: name, kind, headings."""
        return [
            {"name": c, "kind": self.kind(c), "zh": self.label(c, "zh"), "en": self.label(c, "en")}
            for c in self.columns
        ]

    def exact(self) -> Sheet:
        """The same for a format whose numbers are doubles: beside each exact decimal its digits as text, in ``X_exact``."""
        added = [c for c in self.columns if self.kind(c) == "decimal" and f"{c}_exact" not in self.columns]
        if not added:
            return self
        columns = tuple(n for c in self.columns for n in ((c, f"{c}_exact") if c in added else (c,)))
        labels = {f"{c}_exact": (self.label(c, "zh") + EXACT[0], self.label(c, "en") + EXACT[1]) for c in added}
        return replace(self, columns=columns, rows=_Beside(self.rows, added), labels={**self.labels, **labels})


class _Beside:
    """Rows with the digits of their decimals as text beside them."""

    def __init__(self, rows: Iterable[Row], names: Sequence[str]) -> None:
        self._rows, self._names = rows, names

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            yield {**row, **{f"{c}_exact": None if row[c] is None else digits(row[c]) for c in self._names}}


@dataclass(frozen=True)
class Subject:
    """What is exported: a graph, an answer or a view (``of``), its tables, and the graph that it is of.

    ``tables`` makes the tables when they are asked for; a form that writes the graph's quads does without them.
    """

    about: About
    of: str
    tables: Callable[[], Sequence[Sheet]]
    graph: Graph | None = None
    lang: str = "zh"  # of headings, where a form has room for one language only

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables; raises CallerError ``export.facts`` for a graph that has none at hand."""
        return tuple(self.tables())


def kinds(columns: Sequence[str], rows: Sequence[Row], concepts: Iterable[str] = ()) -> dict[str, str]:
    """What each column holds, by the values that are in it; text, where it mixes them.

    Of a column in which nothing is said its name tells, so that one question gives the same columns whatever it is asked.

    >>> kinds(("n", "v", "w"), [{"n": 1, "v": Decimal("0.5"), "w": None}, {"n": None, "v": None, "w": None}])
    {'n': 'whole', 'v': 'decimal', 'w': 'text'}
    """
    named = frozenset(concepts)
    made = {}
    for column in columns:
        said = [row[column] for row in rows if row[column] is not None]
        types = {type(v) for v in said}
        if not said:
            made[column] = "decimal" if column in AMOUNTS else "whole" if column.rstrip("23") in PLACES else "text"
        elif types == {bool}:
            made[column] = "truth"
        elif types == {int} and all(isinstance(v, int) and -WHOLE <= v <= WHOLE for v in said):
            made[column] = "whole"
        elif types and types <= {int, Decimal}:
            made[column] = "decimal"
        elif types and types <= {int, Decimal, float}:
            made[column] = "number"
        else:
            made[column] = "concept" if column in named else "text"
    return made
