"""The numbers of an answer as points to draw: its figures with their bounds, else its counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from govkg import messages
from govkg.analysis import comparable
from govkg.analysis.model import Outcome
from govkg.answer import Answer, Row
from govkg.web import cells
from govkg.web.charts import Point

LEADS = (
    "about",
    "initiative",
    "thing",
    "platform",
    "organisation",
    "place",
    "scheme",
    "whole",
    "one",
    "metric",
    "outcome",
)
NOUNS = ("outcome", "metric", "concept", "burden")  # columns that say what a number is of


def drawable(answer: Answer) -> bool:
    """Whether an answer has numbers for an axis."""
    return measured(answer) or bool(counted(answer))


def drawn(answer: Answer, lang: str, figures: Mapping[int, Outcome] | None = None) -> list[Point]:
    """The numbers of an answer as points: its figures, else the first column of counts; ``figures`` are those of its rows.

    >>> rows = [{"metric": "办件量", "figures": 5, "year": 2021}, {"metric": "好评率", "figures": 2, "year": 2021}]
    >>> [(p.label, p.value) for p in drawn(Answer(("metric", "figures", "year"), rows, name="x"), "zh")]
    [('办件量', Decimal('5')), ('好评率', Decimal('2'))]
    """
    columns = [c for c in cells.columns(answer, cells.alike(answer)) if c != "figure"]
    if measured(answer):
        made = (figure(answer, row, n, columns, lang) for n, row in enumerate(answer.rows))
        return [
            replace(p, kin=comparable.axis((figures or {})[p.row])) if p.row in (figures or {}) else p
            for p in made
            if p
        ]
    column = counted(answer)
    unit = label(answer, column, lang) if column else ""
    return [
        Point(named(answer, row, columns), Decimal(str(row[column])), unit=unit, row=n)
        for n, row in enumerate(answer.rows if column else ())
    ]


def measured(answer: Answer) -> bool:
    """Whether an answer holds figures as read."""
    held = [c for c in ("value", "low", "high") if c in answer.columns]
    return "unit" in answer.columns and any(row[c] is not None for row in answer.rows for c in held)


def counted(answer: Answer) -> str:
    """The first column of whole numbers that are no year and no rank; empty where there is none."""
    for c in cells.columns(answer):
        if c not in ("year", "period", "rank") and answer.rows and all(type(row[c]) is int for row in answer.rows):
            return c
    return ""


def figure(answer: Answer, row: Row, n: int, columns: Sequence[str], lang: str) -> Point | None:
    """A figure as a point; a change downwards lies below zero."""
    way = cells.coded(row, "direction")
    sign = -1 if way == "down" else 1

    def number(column: str) -> Decimal | None:
        value = row.get(column)
        return Decimal(str(value)) * sign if isinstance(value, int | Decimal) else None

    value, low, high = number("value"), number("low"), number("high")
    if value is None and low is None and high is None:
        return None
    style = {"Target": "hollow", "Baseline": "ghost"}.get(cells.kind(row), "filled")
    if "derived" in answer.columns or n in answer.inferred:
        style = "derived"
    unit = str(row.get("unit") or "")
    if str(row.get("figure") or "").startswith("第"):  # a place in a ranking is no count of the same unit
        unit = messages.text("web.ask.ranking", lang)
    return Point(named(answer, row, columns), value, low, high, cells.coded(row, "bound"), style, unit, bool(way), n)


def named(answer: Answer, row: Row, columns: Sequence[str]) -> str:
    """What a number is of, in the words of its row: the thing, then the metric."""
    texts = [c for c in columns if isinstance(row[c], str) and row[c]]
    noun = [c for c in texts if c in NOUNS][:1]
    lead = [c for c in LEADS if c in texts and c not in noun][:1] or ([] if noun else texts[:1])
    return " · ".join(str(row[c]) for c in [*lead, *noun]) or answer.title[0]


def label(answer: Answer, column: str, lang: str) -> str:
    """The heading of a column in a language."""
    return answer.labels.get(column, (column, column))[lang == "en"]
