"""``--why`` on the command line, to read and for a program, and from Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import govkg
from govkg import cli

ONE = ["ask", "outcomes-of-reform", "--reform", "一事联办", "--why", "--row", "2"]
ABSENT = "SELECT ?l { ?r a gov:Reform ; rdfs:label ?l MINUS { ?a gov:initiative ?r ; a gov:Attribution } }"


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.main(words)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_row_with_its_statements(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told([*ONE, "--lang", "zh"], capsys)
    assert code == 0
    assert "依据 1：3 条陈述" in out
    assert "成果归属：“60.90%”归于一事联办（报告称）" in out
    assert "分别压减【60.90%】、39.16%" in out
    assert "wuhan-2021 1953–1959  statement/cf81d708d45baee9" in out
    code, out, _ = told([*ONE, "--lang", "en"], capsys)
    assert code == 0
    assert "Row 2" in out
    assert "Result of an initiative: “60.90%” is told of 一事联办 (reported as result of)" in out


def test_a_program_reads_every_set(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "absent.rq"
    file.write_text(ABSENT, encoding="utf-8")
    code, out, _ = told(["query", str(file), "--why", "--json"], capsys)
    assert code == 0
    rows = json.loads(out)
    assert [r["row"] for r in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert [m["kind"] for m in row["sets"][0]["statements"]] == ["entity"]
        assert row["absent"][0]["way"] == "minus"
        assert row["absent"][0]["statements"] == sum(row["absent"][0]["sources"].values()) > 0
        assert row["complete"]
        assert row["gone_without"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([*ONE[:-1], "99"], "the answer has no such row; it has 5"),
        ([*ONE, "--format", "csv"], "--why has no format 'csv'; use table or json"),
        (["ask", "no-such-question", "--why"], "there is no question 'no-such-question'"),
    ],
)
def test_what_is_wrong_is_one_line(words: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told([*words, "--lang", "en"], capsys)
    assert (code, out) == (1, "")
    assert line in err
    assert err.count("\n") == 1


def test_what_the_ontology_concludes_rests_on_statements_too() -> None:
    kg = govkg.open().reasoned()
    answer = kg.query("SELECT ?label { ?r a gov:AwardedInitiative ; rdfs:label ?label } ORDER BY ?label")
    reason = kg.why(answer, seconds=60)
    assert [m.kind for m in reason.sets[0].statements] == ["attribution", "recognition", "entity"]


def test_the_lines_are_the_same_every_time(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["ask", "platforms-and-parts", "--platform", "城市大脑", "--why", "--lang", "zh"]
    assert told(words, capsys) == told(words, capsys)
