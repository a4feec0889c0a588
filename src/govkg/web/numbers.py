"""The numbers of an answer as points to draw: its figures with their bounds, else its counts."""

from __future__ import annotations

from decimal import Decimal

from govkg import messages
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


def drawn(answer: Answer, lang: str) -> list[Point]:
    """The numbers of an answer as points: its figures, else the first column of counts."""
    if measured(answer):
        return [p for n, row in enumerate(answer.rows) if (p := figure(answer, row, n, lang))]
    column = counted(answer)
    if not column:
        return []
    unit = label(answer, column, lang)
    return [
        Point(named(answer, row), Decimal(str(row[column])), unit=unit, row=n)
        for n, row in enumerate(answer.rows)
        if isinstance(row[column], int)
    ]


def measured(answer: Answer) -> bool:
    """Whether an answer holds figures as read."""
    return (
        "value" in answer.columns and "unit" in answer.columns and any(row["value"] is not None for row in answer.rows)
    )


def barred(answer: Answer) -> bool:
    """Whether its numbers are counts, which bars show from zero."""
    return not measured(answer)


def counted(answer: Answer) -> str:
    """The first column of whole numbers that are no year and no place in a text; empty where there is none."""
    for c in cells.columns(answer):
        if c not in ("year", "period", "rank") and all(isinstance(row[c], int) for row in answer.rows) and answer.rows:
            return c
    return ""


def figure(answer: Answer, row: Row, n: int, lang: str) -> Point | None:
    """A figure as a point; a change downwards lies below zero."""
    way = cells.coded(row, "direction")
    sign = -1 if way == "down" else 1

    def number(column: str) -> Decimal | None:
        value = row.get(column)
        return Decimal(str(value)) * sign if isinstance(value, int | Decimal) else None

    value, low, high = number("value"), number("low"), number("high")
    if value is None and low is None and high is None:
        return None
    style = {"Target": "hollow", "Baseline": "ghost"}.get(cells.coded(row, "kind"), "filled")
    if "derived" in answer.columns or n in answer.inferred:
        style = "derived"
    unit = str(row.get("unit") or "")
    if str(row.get("figure") or "").startswith("第"):  # a place in a ranking is no count of the same unit
        unit = messages.text("web.ask.ranking", lang)
    return Point(named(answer, row), value, low, high, cells.coded(row, "bound"), style, unit, bool(way), n)


def named(answer: Answer, row: Row) -> str:
    """What a number is of, in the words of its row: the thing, then the metric."""
    texts = [
        c for c in cells.columns(answer, cells.alike(answer)) if isinstance(row[c], str) and row[c] and c != "figure"
    ]
    noun = [c for c in texts if c in NOUNS][:1]
    lead = [c for c in LEADS if c in texts and c not in noun][:1] or ([] if noun else texts[:1])
    return " · ".join(str(row[c]) for c in [*lead, *noun]) or answer.title[0]


def label(answer: Answer, column: str, lang: str) -> str:
    """The heading of a column in a language."""
    return answer.labels.get(column, (column, column))[lang == "en"]
