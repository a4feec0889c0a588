"""The questions of the library with the parameters of their reviewed answers: their sets hold what the answers quote."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SOAK
from tests.why.oracle import Oracle
from tests.why.test_sets import key, said

import govkg
from govkg import computed, query, store, why
from govkg.answer import Answer, Row
from govkg.graph import Graph

HERE = Path(__file__).parents[1] / "queries"
EVERY: list[tuple[str, str, dict[str, Any]]] = [
    (which, file.stem, case["parameters"])
    for which, folder in (("wuhan", HERE / "expected"), ("two", HERE / "two-cities" / "expected"))
    for file in sorted(folder.glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
    if "before" not in case["parameters"] and (case["rows"] or SOAK)
]
CASES = EVERY if SOAK else list({(which, name): (which, name, p) for which, name, p in EVERY}.values())  # one of each


@pytest.fixture(scope="module")
def wuhan() -> Graph:
    return govkg.open()


@pytest.fixture(scope="module")
def oracles(wuhan: Graph, two: Graph) -> dict[str, Oracle]:
    return {"wuhan": Oracle(store.named(wuhan.store)), "two": Oracle(store.named(two.store))}


def test_every_question_is_here() -> None:
    with_releases = {q.name for q in govkg.open().questions if q.release}
    assert {name for _, name, _ in CASES} | with_releases | {"evidence-of"} == {q.name for q in govkg.open().questions}


def asked(answer: Answer, row: int) -> Row:
    """A row as SPARQL gives it: without what a step filled."""
    return computed.blank(answer.computed, answer.rows)[row] if answer.computed else answer.rows[row]


@pytest.mark.parametrize(
    ("which", "name", "parameters"), CASES, ids=["-".join([w, n, *map(str, p.values())]) for w, n, p in CASES]
)
def test_a_row_of_each_question(
    which: str, name: str, parameters: dict[str, Any], oracles: dict[str, Oracle], request: pytest.FixtureRequest
) -> None:
    kg: Graph = request.getfixturevalue(which)
    answer = kg.ask(name, **parameters)
    if not answer.rows:
        reason = kg.why(answer)
        assert not reason.sets
        assert [s.way for s in reason.scopes] == ["none"]
        return
    row = len(answer.rows) // 2
    (reason,) = why.reasons(kg, answer, [row], seconds=4, clock=time.process_time)
    assert reason.values == answer.rows[row]
    assert reason.sets
    for witness in reason.sets[:2]:
        kept = said(witness)
        wanted = key(asked(answer, row), words=False)

        def given(some: frozenset[tuple[str, str]], wanted: str = wanted) -> bool:
            rows = oracles[which].rows(some, answer.sparql)
            return wanted in {key(r, words=False) for r in rows}

        assert given(kept)
        if witness.minimal:
            assert not [s for s in sorted(kept)[:6] if given(kept - {s})]
    union = frozenset().union(*map(said, reason.sets))
    if union and reason.gone:
        rest = oracles[which].rows(oracles[which].every - union, answer.sparql)
        assert wanted not in {key(r, words=False) for r in rest}
    quoted = answer.rows[row].get("statement")
    everywhere = {m.id for witness in reason.sets for m in witness.statements}
    if quoted and "/report/" not in str(quoted) and "/derived/" not in str(quoted) and "/vocab/" not in str(quoted):
        assert quoted in everywhere


def test_words_are_those_of_the_source(wuhan: Graph) -> None:
    assert wuhan.library is not None
    text = wuhan.library.source("wuhan-2021").text
    for reason in why.reasons(wuhan, "reforms-and-outcomes"):
        for m in (m for witness in reason.sets for m in witness.statements):
            assert text[m.start : m.end] == m.quote
            assert text[m.sentence_start :].startswith(m.sentence)
            assert m.said


def test_an_answer_and_its_question_say_the_same(wuhan: Graph) -> None:
    answer = wuhan.ask("outcomes-of-reform", reform="一事联办", limit=2)
    asked = why.reasons(wuhan, "outcomes-of-reform", params={"reform": "一事联办"})
    assert [r.record() for r in why.reasons(wuhan, answer)] == [r.record() for r in asked[:2]]
    assert query.run(wuhan, answer.sparql).rows[:2] == answer.rows
