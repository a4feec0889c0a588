"""The Wuhan graph's own answers, row by row, as a person reviewed them against the report.

``python tests/queries/update.py`` writes them anew; read the difference against the text before you keep it.
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

FOLDER = Path(__file__).parent / "expected"
CASES: list[tuple[str, dict[str, Any]]] = [
    (file.stem, case["parameters"])
    for file in sorted(FOLDER.glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
]


def shown(answer: Answer) -> list[str]:
    """The columns that matter: what a person reads, and the quote; no identifiers."""
    unseen = {
        "statement",
        "start",
        "end",
        "source",
        "sentence",
        "sentenceStart",
        "statement2",
        "statement3",
        "hash",
        "sha256",
    }
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


@pytest.mark.parametrize(("name", "parameters"), CASES, ids=[f"{n}-{'-'.join(map(str, p.values()))}" for n, p in CASES])
def test_the_rows_are_the_reviewed_ones(name: str, parameters: dict[str, Any], kg: Graph) -> None:
    cases = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    wanted = next(c["rows"] for c in cases if c["parameters"] == parameters)
    assert compact(kg.ask(name, **parameters)) == wanted


def test_every_question_has_expected_rows() -> None:
    assert {name for name, _ in CASES} == {q.name for q in questions.all()}


def test_every_quote_stands_in_the_report(kg: Graph) -> None:
    assert kg.library is not None
    text = {name: kg.library.source(name).text for name in kg.library.source_ids()}
    for name, parameters in CASES:
        for row in kg.ask(name, **parameters).rows:
            source, start, end = str(row["source"]), row["start"], row["end"]
            assert isinstance(start, int) and isinstance(end, int)
            assert text[source][start:end] == row["quote"]


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
