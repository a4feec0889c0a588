"""Which engine answers a question: SPARQL on the store, or the question's plan on the facts tables. Both give the same rows.

A plan is ``queries/ask/NAME.sql`` beside ``NAME.rq``: the same parameters (``$reformId``: a list of IRIs or values, or null), the
same columns in the same order, the same order of rows. Its first line names the columns that are decimals. A last column
``inferred`` is no column of the answer: it marks the rows that rest on what was inferred.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

import pyoxigraph as ox

from govkg import resources, tables
from govkg.answer import Row
from govkg.errors import CallerError
from govkg.questions import Question
from govkg.store import View
from govkg.tables import Place, Tables

ENGINES = ("auto", "sparql", "facts")
SMALL = 40_000  # quads; below that the store answers sooner than the tables are read
Bound = Mapping[str, list[ox.NamedNode | ox.Literal]]


class Asked(Protocol):
    """What the choice looks at: the release whose facts these are, and the store."""

    @property
    def store(self) -> View: ...

    @property
    def facts(self) -> Place | None: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """A question's SQL, the parameters that it names, and which of its columns are decimals."""

    sql: str
    names: frozenset[str]
    decimals: frozenset[str]


@lru_cache(maxsize=256)
def plan(name: str) -> Plan | None:
    """The plan of a question, or None.

    >>> sorted(plan("diffusion").names)
    ['lang', 'schemeId', 'stageId']
    >>> plan("what-changed") is None
    True
    """
    path = resources.path("queries/ask") / f"{name}.sql"
    if not path.is_file():
        return None
    sql = path.read_text(encoding="utf-8")
    decimal = re.match(r"-- decimal: ([^\n]*)", sql)
    return Plan(sql, frozenset(re.findall(r"\$(\w+)", sql)), frozenset(decimal[1].split() if decimal else ()))


def choose(kg: Asked, question: Question, bound: Bound, engine: str = "auto") -> Tables | None:
    """The tables that answer, or None for the store.

    The rule: tables answer where the question has a plan, the graph has the facts of its very release (a graph with all that
    OWL concludes, or one that was changed, has none), and no text is given twice; by themselves only where the graph is not
    small. Raises CallerError ``engine.unknown``, and ``engine.facts`` where facts are asked for and cannot answer.
    """
    if engine not in ENGINES:
        raise CallerError("engine.unknown", f"there is no engine {engine!r}", cure=f"use {', '.join(ENGINES)}")
    if engine == "sparql":
        return None
    texts = (p.variable for p in question.parameters if p.type in ("text", "pattern"))
    why = (
        "it has no plan over the facts tables"
        if plan(question.name) is None
        else "a text is given twice"
        if any(len(bound.get(v, ())) > 1 for v in texts)
        else "the graph has no facts tables of its release"
        if kg.facts is None
        else ""
    )
    if not why and kg.facts and (engine == "facts" or not tables.small(*kg.facts[:2], SMALL)):
        opened = tables.open(*kg.facts)
        if opened:
            return opened
        why = "the graph has no facts tables of its release"
    if engine == "facts":
        raise CallerError("engine.facts", f"facts cannot answer {question.name}: {why}", cure="leave --engine out")
    return None


def run(opened: Tables, question: Question, bound: Bound, lang: str, limit: int | None = None,
        timeout: float | None = None) -> tuple[tuple[str, ...], list[Row], bool, frozenset[int]]:  # fmt: skip
    """Columns, rows, whether more were left off, and the places of rows that rest on what was inferred.

    Raises CallerError ``query.timeout`` when the time is up.
    """
    made = plan(question.name)
    assert made is not None
    columns, found = opened.rows(made.sql, values(made, bound, lang), None if limit is None else limit + 1, timeout)
    truncated = limit is not None and len(found) > limit
    found = found[:limit]
    rows: list[Row] = [dict(zip(columns, cells, strict=True)) for cells in found]
    for column in made.decimals:
        for row in rows:
            if (text := row[column]) is not None:
                row[column] = Decimal(str(text))
    resting: frozenset[int] = frozenset()
    if columns[-1] == "inferred":
        columns = columns[:-1]
        resting = frozenset(n for n, row in enumerate(rows) if row.pop("inferred"))
    return columns, rows, truncated, resting


def values(of: Plan, bound: Bound, lang: str) -> dict[str, Any]:
    """What a plan's ``$names`` are bound to: lists of IRIs or values, None where nothing is asked for."""
    made: dict[str, Any] = {n: None if n not in bound else [_value(t) for t in bound[n]] for n in of.names - {"lang"}}
    return made | ({"lang": lang} if "lang" in of.names else {})


def _value(term: ox.NamedNode | ox.Literal) -> str | int:
    if isinstance(term, ox.Literal) and term.datatype.value.endswith("#integer"):
        return int(term.value)
    return term.value
