"""The answers on the Wuhan graph and on the two cities, row by row, as a person reviewed them against the reports.

``python tests/queries/update.py`` writes them anew; read the difference against the texts before you keep it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import govkg
from govkg import questions
from govkg.answer import Answer
from govkg.graph import Graph

HERE = Path(__file__).parent
FOLDERS = {"wuhan": HERE / "expected", "two": HERE / "two-cities" / "expected"}
# What stands for an earlier release in the parameters of a case → the fixture whose workspace it is.
BEFORE = {"the earlier release": "earlier", "the same release": "kg"}
CASES: list[tuple[str, str, dict[str, Any]]] = [
    (which, file.stem, case["parameters"])
    for which, folder in FOLDERS.items()
    for file in sorted(folder.glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
]
UNSEEN = {"statement", "start", "end", "sentence", "sentenceStart", "hash", "sha256", "derived"}


def shown(answer: Answer) -> list[str]:
    """The columns that matter: what a person reads, the quotes and, with several reports, their sources; no identifiers."""
    several = len({r["source"] for r in answer.rows}) > 1
    unseen = {*UNSEEN, *(c + n for c in UNSEEN for n in "23"), *(() if several else ("source", "source2", "source3"))}
    return [c for c in answer.columns if not c.endswith("Id") and c not in unseen]


def compact(answer: Answer) -> list[dict[str, Any]]:
    """Rows without what is empty, decimals as texts."""
    columns = shown(answer)
    return [
        {c: r[c] if isinstance(r[c], int) else str(r[c]) for c in columns if r[c] not in (None, "")}
        for r in answer.rows
    ]


@pytest.fixture(scope="module")
def kg() -> Graph:
    return govkg.open()


def asked(which: str, name: str, parameters: dict[str, Any], request: pytest.FixtureRequest) -> tuple[Graph, Answer]:
    graph: Graph = request.getfixturevalue({"wuhan": "kg", "two": "two"}[which])
    if "before" in parameters:
        before: Graph = request.getfixturevalue(BEFORE[parameters["before"]])
        assert before.library is not None
        parameters = {**parameters, "before": before.library.root}
    return graph, graph.ask(name, **parameters)


@pytest.mark.parametrize(
    ("which", "name", "parameters"), CASES, ids=["-".join([w, n, *map(str, p.values())]) for w, n, p in CASES]
)
def test_the_rows_are_the_reviewed_ones(
    which: str, name: str, parameters: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    cases = json.loads((FOLDERS[which] / f"{name}.json").read_text("utf-8"))
    wanted = next(c["rows"] for c in cases if c["parameters"] == parameters)
    assert compact(asked(which, name, parameters, request)[1]) == wanted


def test_every_question_has_expected_rows() -> None:
    assert {name for which, name, _ in CASES if which == "wuhan"} == {q.name for q in questions.all()}
    some = {name for which, name, _ in CASES if which == "two" for case in _rows(which, name) if case}
    wuhan = {name for which, name, _ in CASES if which == "wuhan" for case in _rows(which, name) if case}
    assert some | wuhan == {q.name for q in questions.all()}, "each has rows on one of the graphs"


def _rows(which: str, name: str) -> list[list[dict[str, Any]]]:
    return [case["rows"] for case in json.loads((FOLDERS[which] / f"{name}.json").read_text("utf-8"))]


@pytest.mark.parametrize(
    ("which", "name", "parameters"), CASES, ids=["-".join([w, n, *map(str, p.values())]) for w, n, p in CASES]
)
def test_every_quote_stands_in_the_report(
    which: str, name: str, parameters: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    graph, answer = asked(which, name, parameters, request)
    assert graph.library is not None
    for row in answer.rows:
        for n in ("", "2", "3"):
            if row.get("quote" + n) is None:
                assert n or (row["verdictId"] and row["reports"]), "no words: then the record that shows it"
                continue
            source, start, end = str(row.get("source" + n) or row["source"]), row["start" + n], row["end" + n]
            assert isinstance(start, int) and isinstance(end, int)
            assert graph.library.source(source).text[start:end] == row["quote" + n]


@pytest.mark.parametrize("name", ["武汉云", "城市大脑", "i武汉", "一事联办"])
def test_who_answers_is_the_reporting_body_and_marked_so(name: str, kg: Graph) -> None:
    rows = kg.ask("units-of-reform", reform=name).rows
    assert {(r["organisation"], r["basis"]) for r in rows if r["role"] == "负责"} == {
        ("武汉市政务服务和大数据管理局", "报告主体（文中未另指明）")
    }


def test_every_thing_answers(kg: Graph) -> None:
    found = kg.query(
        "SELECT DISTINCT ?thing ?name { ?thing gov:mentionedIn ?report ; rdfs:label ?name } ORDER BY ?thing"
    ).rows
    assert len(found) > 80
    for row in found:
        rows = kg.ask("about", of=str(row["thing"])).rows
        assert rows and all(r["thing"] == row["name"] for r in rows), row


def test_what_was_worked_out_is_marked_in_every_row(kg: Graph) -> None:
    answer = kg.ask("derived-baselines")
    assert answer.inferred == frozenset(range(len(answer.rows))) and answer.rows
    assert not kg.ask("biggest-reductions").inferred
