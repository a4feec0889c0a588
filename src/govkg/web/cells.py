"""The rows of an answer as a page shows them: cells with what they link to, figures as written and as read, quotes in their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from govkg.analysis.figures import ARROWS, SIGNS, base, digits
from govkg.answer import Answer, Row, Value

ALIKE = 3  # rows from which on a column that says one thing throughout is said once, above the table
QUOTES = ("quote", "quote2", "quote3")
SHORT, AROUND = 12, 16  # characters of a quote that is shown among words of its sentence, and so many on either side
PLANNED = ("Target", "PlannedMilestone")
APART = (*PLANNED, "Baseline")  # classes of what is no result


def table(answer: Answer, order: Sequence[int], same: Mapping[str, str], lang: str) -> list[dict[str, Any]]:
    """The rows at those places of an answer, in that order; columns in ``same`` are left out."""
    shown = columns(answer, same)
    return [
        {
            "number": n,
            "inferred": n in answer.inferred,
            "cells": [cell(answer.rows[n], c, lang) for c in shown],
            "figure": {"text": words(answer.rows[n].get("figure")), "read": read(answer.rows[n], lang)},
            "quotes": quotes(answer.rows[n]),
        }
        for n in order
    ]


def columns(answer: Answer, same: Iterable[str] = ()) -> list[str]:
    """The columns of the table: what a person reads, quotes aside, which every row has behind a click.

    >>> columns(Answer(("改革", "quote"), [{"改革": "一事联办", "quote": "压减"}], name="x"))
    ['改革']
    """
    return [c for c in answer.shown() if c not in QUOTES and c not in set(same)]


def alike(answer: Answer) -> dict[str, str]:
    """Columns that say one thing in every row, with what they say.

    >>> rows = [{"举措": "一事联办", "n": n} for n in range(3)]
    >>> alike(Answer(("举措", "n"), rows, name="x"))
    {'举措': '一事联办'}
    """
    if len(answer.rows) < ALIKE:
        return {}
    found = {}
    for c in columns(answer):
        first = answer.rows[0][c]
        if isinstance(first, str) and first and c != "figure" and all(row[c] == first for row in answer.rows):
            found[c] = first
    return found if len(found) < len(columns(answer)) else {}


def cell(row: Row, column: str, lang: str) -> dict[str, Any]:
    """One cell: its kind (text, thing, concept, figure, number, basis), its words, and the IRI of what it names.

    >>> cell({"n": Decimal("60.90")}, "n", "zh")
    {'kind': 'number', 'text': '60.90'}
    >>> cell({"reform": "武汉云", "reformId": "https://w3id.org/govkg/id/platform/x"}, "reform", "zh")["kind"]
    'thing'
    """
    value, iri = row.get(column), row.get(f"{column}Id")
    if column == "figure":
        return {"kind": "figure", "text": words(value), "read": read(row, lang), "planned": planned(row)}
    if isinstance(value, bool):
        return {"kind": "text", "text": {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]}
    if isinstance(value, int | float | Decimal):
        return {"kind": "number", "text": words(value)}
    if column in ("basis", "role") and isinstance(iri, str):
        return {"kind": "basis", "text": words(value), "code": iri.rpartition("/")[2], "iri": iri}
    if value and isinstance(iri, str) and iri.startswith("http"):
        return {"kind": "thing" if "/id/" in iri else "concept", "text": words(value), "iri": iri}
    return {"kind": "text", "text": words(value)}


def words(value: Value) -> str:
    """A value as text; a decimal keeps its digits."""
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def coded(row: Row, column: str) -> str:
    """The code of a concept or class that a row names: what stands behind the last / or # of its IRI.

    >>> coded({"boundId": "https://w3id.org/govkg/vocab/bound/above"}, "bound")
    'above'
    """
    return str(row.get(f"{column}Id") or "").rpartition("/")[2].rpartition("#")[2]


def kind(row: Row) -> str:
    """The class of a row's figure where it is no result: Target, PlannedMilestone or Baseline, whichever column says so.

    >>> kind({"typeId": "https://w3id.org/govkg/ontology#Target"}), kind({"kindId": "https://w3id.org/govkg/ontology#Result"})
    ('Target', '')
    """
    codes = [coded(row, c.removesuffix("Id")) for c in sorted(row, key=lambda c: c != "kindId") if c.endswith("Id")]
    return next((c for c in codes if c in APART), "")


def planned(row: Row) -> bool:
    """Whether a row tells what is aimed at, not what was reached."""
    return kind(row) in PLANNED


def read(row: Row, lang: str) -> str:
    """What was read from a figure, with its bound and its direction; empty where reading adds nothing to the words.

    >>> row = {"figure": "19万余件", "value": Decimal("190000"), "unit": "件", "boundId": "https://x/above"}
    >>> read(row, "zh")
    '≥ 190,000 件'
    >>> read({"figure": "105项", "value": Decimal("105"), "unit": "项"}, "zh")
    ''
    >>> read({"value": 5, "unit": "%", "directionId": "https://x/up", "baseId": "https://x/priorYear"}, "zh")
    '↑ 5 % · 较上年'
    """
    surface = words(row.get("figure"))
    numbers = [digits(words(row[c]), surface) for c in ("value", "low", "high") if row.get(c) is not None]
    bound, way = SIGNS.get(coded(row, "bound"), ""), ARROWS.get(coded(row, "direction"), "")
    if not numbers or (not bound and not way and all(n.replace(",", "") in surface.replace(",", "") for n in numbers)):
        return ""
    unit = words(row.get("unit"))
    text = f"{way}{bound}{'–'.join(numbers)}{' ' + unit if unit else ''}"
    against = way and ("base" in row or "baseId" in row) and not row.get("base")  # else a column of its own says so
    return f"{text} · {base(coded(row, 'base'))[lang == 'en']}" if against else text


def quotes(row: Row) -> list[dict[str, Any]]:
    """The quotes that a row rests on, each between what stands before and after it in its sentence.

    >>> row = {"quote": "压减60.90%", "sentence": "时限压减60.90%。", "start": 12, "sentenceStart": 10, "source": "wuhan-2021"}
    >>> made = quotes(row)[0]
    >>> made["before"], made["after"], made["report"]
    ('时限', '。', '/report/wuhan-2021#c10')
    """
    found = []
    for column in QUOTES:
        which = column[5:]
        quote, sentence, start, first = (row.get(c + which) for c in ("quote", "sentence", "start", "sentenceStart"))
        if not isinstance(quote, str) or not quote:
            continue
        before = after = ""
        if isinstance(sentence, str) and isinstance(start, int) and isinstance(first, int):
            left, right = start - first, start - first + len(quote)
            if left >= 0 and sentence[left:right] == quote:
                before, after = sentence[:left], sentence[right:]
        short = len(quote) <= SHORT
        lead, trail = (before[-AROUND:], after[:AROUND]) if short else ("", "")
        source, at = words(row.get("source" + which)), first if isinstance(first, int) else start
        statement = words(row.get("statement" + which))
        found.append({
            "quote": quote, "before": before, "after": after,
                "lead": ("…" if len(lead) < len(before) and short else "") + lead,
                "trail": trail + ("…" if len(trail) < len(after) and short else ""), "section": words(row.get("section" + which)), "source": source,
            "report": f"/report/{source}#c{at}" if source and isinstance(at, int) else "",
            "statement": statement if statement.startswith("http") else "",
        })  # fmt: skip
    return found


def ordered(answer: Answer, sort: str) -> list[int]:
    """The places of the rows, by a column (``-column``: falling); as the question gives them for an empty text.

    >>> ordered(Answer(("n",), [{"n": 2}, {"n": None}, {"n": 1}]), "-n")
    [0, 2, 1]
    """
    places = list(range(len(answer.rows)))
    column, falling = sort.removeprefix("-"), sort.startswith("-")
    if column not in answer.columns:
        return places
    held = [n for n in places if key(answer.rows[n], column) is not None]
    numbers = [n for n in held if not isinstance(key(answer.rows[n], column), str)]
    texts = [n for n in held if isinstance(key(answer.rows[n], column), str)]
    for group in (numbers, texts):
        group.sort(key=lambda n: key(answer.rows[n], column) or "", reverse=falling)
    return [*numbers, *texts, *(n for n in places if key(answer.rows[n], column) is None)]


def key(row: Row, column: str) -> Any:
    """What a row is sorted by: a figure by its number, words by their pinyin; None goes last."""
    value = row.get(column)
    if column == "figure":
        found = [n for c in ("value", "low", "high") if isinstance(n := row.get(c), int | Decimal)]
        if found:
            return -found[0] if coded(row, "direction") == "down" else found[0]
    if isinstance(value, str):
        return spoken(value) if value else None
    return value


@lru_cache(maxsize=4096)
def spoken(text: str) -> str:
    """A text by its pinyin, then by itself: the order in which a Chinese list is read."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text)) + "\0" + text
