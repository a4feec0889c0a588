"""A statement's fields and an answer's cells in the reader's words: what the page shows, and what its script holds it to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from govkg import messages, rdf, vocab
from govkg.answer import SYMBOL, digits
from govkg.ids import FOLDERS
from govkg.records import Record

KEY = re.compile(f"(?:{'|'.join(FOLDERS)})/")
SILENT = {
    "index",
    "status",
    "rule",
    "id",
    "natural",
    "type",
    "evidence",
}  # fields that say nothing to a reader, or stand elsewhere
POINTS = ("outcome", "rank", "subset_of")  # fields that name another statement: it goes by its quote
LONG = 32  # code points of such a quote
SCHEMES = {
    (kind, name): how.removeprefix("concept:")
    for kind, fields in rdf.FIELDS.items()
    for name, (_, how) in fields.items()
    if how.startswith("concept:")
} | {
    ("entity", "kind"): "explain.kind",
    ("observation", "role"): "explain.role",
    ("entity", "reporting"): "referee.reporting",
}


def told(key: str, lang: str, **values: object) -> str:
    """A message of the catalogue's part for referee files."""
    return messages.text(f"referee.{key}", lang, **values)


def labels(statements: Sequence[Record], lang: str) -> dict[str, str]:
    """What codes and other statements are called: ``type.field/code`` → words, for all that stand in some statements."""
    found: dict[str, str] = {}
    concepts = _concepts(lang)
    quotes = {r.statement.id: r.statement.evidence.exact for r in statements}
    for record in statements:
        s = record.statement
        for name, value in s.record().items():
            words = concepts.get((SCHEMES.get((s.type, name), ""), digits(value)))
            if words and not isinstance(value, list):
                found[f"{s.type}.{name}/{digits(value)}"] = words
            elif name in POINTS and (quote := quotes.get(digits(value))):
                found[f"{s.type}.{name}/{value}"] = quote if len(quote) <= LONG else f"{quote[:LONG]}…"
    return found


@vocab.kept
def _concepts(lang: str) -> Mapping[tuple[str, str], str]:
    made = {(r["scheme"], r["id"]): r[lang] for r in vocab.table("concepts")}
    for key, words in messages.catalogue().items():
        said, _, code = key.rpartition(".")
        if said in ("explain.kind", "explain.role", "referee.reporting"):
            made[said, code] = words[lang]
    made |= {("metric", r["id"]): r[lang] for r in vocab.table("metrics")}
    return made | {("scheme", r["id"]): r[lang] for r in vocab.table("schemes")}


def fields(record: Record, named: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields of a statement that say something, with their words; ``named`` as ``labels`` gives it."""
    s = record.statement
    said = [(n, v) for n, v in s.record().items() if n not in SILENT and v not in ("", [], False)]
    return [(name, worded(s.type, name, value, named)) for name, value in said]


def worded(kind: str, name: str, value: Any, named: Mapping[str, str]) -> str:
    """A field's value to read: a code by its label, a thing by its name, names in a row.

    >>> worded("attribution", "initiative", "Reform/一事联办", {})
    '一事联办'
    """
    if isinstance(value, list):
        return "、".join(value)
    text = digits(value)
    if (words := named.get(f"{kind}.{name}/{text}")) is not None:
        return words
    return text[key.end() :] if (key := KEY.match(text)) else text


def field(name: str, lang: str) -> str:
    """What a field is called."""
    known = messages.catalogue()
    return next((known[k][lang] for k in (f"explain.field.{name}", f"referee.field.{name}") if k in known), name)


def cell(row: Mapping[str, Any], column: str) -> tuple[str, str]:
    """A cell to read and, of a figure, what was read from it where that is not the same.

    >>> cell({"figure": "19万余件", "value": 190000, "boundId": "vocab/bound/above"}, "figure")
    ('19万余件', '≥ 190000')
    >>> from decimal import Decimal
    >>> cell({"figure": "60.90%", "value": Decimal("60.9"), "directionId": "vocab/direction/down"}, "figure")
    ('60.90%', '↓')
    """
    text = digits(row[column])
    if column != "figure" or not text:
        return text, ""
    bound, way = (SYMBOL.get(digits(row.get(c)).rpartition("/")[2], "") for c in ("boundId", "directionId"))
    numbers = [digits(row[c]) for c in ("value", "low", "high") if row.get(c) is not None]
    read = "–".join(numbers) if bound or not all(n in text for n in numbers) else ""
    return text, " ".join(filter(None, (way, bound, read)))
