"""Why a row is in an answer: the smallest sets of statements that give it, with their words.

A set was tried, not argued: on a graph of reports and vocabulary with these statements alone the same query gives the row, and
without any one of them it does not. Where a row needs that something is absent (NOT EXISTS, MINUS, an OPTIONAL that found
nothing) the scope says which pattern nothing met and how many statements of which reports were looked through.

>>> import govkg
>>> reason = govkg.open().why("outcomes-of-reform", reform="一事联办", kind="result")
>>> [m.kind for m in reason.sets[0].statements]
['attribution', 'observation', 'entity']
>>> reason.complete, reason.gone
(True, True)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from govkg import computed, parameters, questions, store
from govkg.answer import EVIDENCE, FURTHER, Answer, Row
from govkg.errors import CallerError
from govkg.query import View, ask
from govkg.why.absence import Absences
from govkg.why.asked import Asked, Solution, ready
from govkg.why.model import Member, Reason, Scope, Witness
from govkg.why.search import MOST, SECONDS, Search, rows
from govkg.why.units import Ground, Unit
from govkg.why.wording import Names, Words
from govkg.worker.engine import value

FEW = 100  # solutions of which the first by its terms stands for the row
ROWS = 10  # that are told of when none is named
PARTS = frozenset({"value", "low", "high", "bound", "unit", "direction"})  # of a figure
CELLS, CUT = 6, 24  # cells that a row is known by, characters of each


def reasons(kg: View, asked: Answer | str, wanted: Iterable[int] | None = None, params: Mapping[str, object] | None = None, *,
            lang: str = "", seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic) -> list[Reason]:  # fmt: skip
    """Why rows are in an answer, in a question's or in a query's; the first ten when none is named, counted from 0.

    ``seconds`` of ``clock`` for one row at most; a search that ends early says so. Raises CallerError as asking does,
    ``why.row`` for a row that there is not and ``why.form`` for DESCRIBE.
    """
    if isinstance(asked, str) and any(asked == q.name and q.computed for q in questions.all()):
        asked = ask(kg, asked, params, lang=lang or "zh")  # its rows are in an order that the query alone has not
    answer = asked if isinstance(asked, Answer) else None
    lang = lang or (answer.lang if answer else "zh")
    text, before = _text(kg, asked, params or {}, lang)
    query = ready(text, kg.said is not None)
    search = Search(kg.store, query, seconds=seconds, clock=clock,
                    beside=store.beside(kg.store, before) if before else None)  # fmt: skip
    columns, found = rows(search.whole, query.told)
    columns = columns[: len(columns) - len(query.guards) * (not query.tree.distinct)]
    if answer:  # its rows may be fewer, and in the order of another engine
        given = computed.blank(answer.computed, answer.rows) if answer.computed else answer.rows
        keys = [query.of_values(r.values()) for r in given]
        places = {query.key(r.get(c) for c in columns): r for r in found}
        if not places.keys() >= set(keys):
            places |= {query.key(r.get(c) for c in columns): r for r in rows(search.whole, query.counted)[1]}
        if not places.keys() >= set(keys):
            raise CallerError("why.row", "the graph does not give every row of this answer any more", cure="ask again")
        found = [places[k] for k in keys]
    told = Telling(search, _labels(asked), lang)
    if not found or (query.tree.form == "ASK" and not value(found[0]["answer"])):
        return [told.nothing()]
    numbers = range(min(ROWS, len(found))) if wanted is None else list(wanted)
    if any(not 0 <= n < len(found) for n in numbers):
        raise CallerError("why.row", "the answer has no such row", cure=f"it has {len(found)}")
    made = [told.of(n, found[n], columns) for n in numbers]
    if answer and answer.computed:  # what a step filled follows from all rows: why a row is there is told of the rest
        made = [replace(r, values=answer.rows[r.row]) for r in made]
    return made


class Telling:
    """The reasons of a query's rows, in words."""

    def __init__(self, search: Search, labels: Mapping[str, tuple[str, str]], lang: str) -> None:
        self.search, self.labels, self.lang = search, labels, lang
        names = Names(search.ground.store, lang)
        self.words = Words(search.ground, names)
        self.absences = Absences(search.lineage, names)

    def of(self, number: int, row: Solution, columns: tuple[str, ...]) -> Reason:
        """Why a row is there."""
        found = self.search.find(row, columns)
        sets = tuple(
            Witness(self.members(s), s not in found.loose)
            for s in sorted(found.sets, key=lambda s: (len(s), sorted(s)))
        )
        first = min(islice(self.search.lineage.solutions(row, columns), FEW), key=str, default=None)
        values = {c.removeprefix("?"): value(row.get(c)) for c in columns}
        return Reason(
            number, values, sets, self.absences.of(first), found.all, found.gone, self._cells(values), self.lang
        )

    def nothing(self) -> Reason:
        """Why there is no row at all: what was looked through."""
        return Reason(0, {}, (), self.absences.of(None), lang=self.lang)

    def members(self, units: Iterable[Unit]) -> tuple[Member, ...]:
        """The statements of a set: those that tie and measure first, names last."""
        made = [self.words.member(u) for u in units]
        order = ("attribution", "participation", "composition", "mandate", "recognition", "milestone", "observation")
        rank = {kind: n for n, kind in enumerate(order)}
        return tuple(
            sorted(
                made, key=lambda m: (m.kind == "entity", rank.get(m.kind, len(rank)), m.source, m.start, m.end, m.id)
            )
        )

    def _cells(self, values: Row) -> tuple[tuple[str, str], ...]:
        """What a reader knows a row by: its first cells that say something."""
        made: list[tuple[str, str]] = []
        for c, v in values.items():
            unread = bool(self.labels) and (
                c.endswith("Id") or c in EVIDENCE or c in FURTHER or ("figure" in values and c in PARTS)
            )
            if v in (None, "") or unread or len(made) == CELLS:
                continue
            words = f"{v:f}" if hasattr(v, "as_tuple") else str(v)
            heading = self.labels[c][self.lang == "en"] if c in self.labels else c
            made.append((heading, words if len(words) <= CUT else words[: CUT - 1] + "…"))
        return tuple(made)


def _text(kg: View, asked: Answer | str, params: Mapping[str, object], lang: str) -> tuple[str, Path | None]:
    """The query of what was asked, and the earlier release that it compares with."""
    if isinstance(asked, Answer):
        if not asked.sparql:
            raise CallerError(
                "why.answer", "this answer does not know its query", cure="give the query or the question's name"
            )
        if str(store.BEFORE) in asked.sparql:
            raise CallerError(
                "why.answer",
                "this answer compares with an earlier release",
                cure="give the question's name and parameters",
            )
        return asked.sparql, None
    if any(c in asked for c in "{?<"):
        return asked, None
    question = questions.get(asked)
    before = Path(str(params[question.release.name])) if question.release and question.release.name in params else None
    return parameters.bind(kg.store, question, params, lang), before


def _labels(asked: Answer | str) -> Mapping[str, tuple[str, str]]:
    if isinstance(asked, Answer):
        return asked.labels
    return {} if any(c in asked for c in "{?<") else questions.get(asked).columns


__all__ = ["MOST", "ROWS", "SECONDS", "Asked", "Ground", "Member", "Reason", "Scope", "Search", "Unit", "Witness", "ready",
           "reasons"]  # fmt: skip
