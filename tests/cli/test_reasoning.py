"""`govkg reason` and the marks of what was inferred."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from govkg import ids
from govkg.cli import main


def test_a_sound_graph_says_who_falls_in_which_class_and_writes_what_follows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "inferred.trig"
    assert main(["--lang", "zh", "reason", "-o", str(out)]) == 0
    said = capsys.readouterr().out
    assert "一致，没有不可能有成员的类" in said and "获誉的举措：2 个" in said
    quads = list(parse(path=str(out), format=RdfFormat.TRIG))
    assert {str(q.graph_name) for q in quads} == {f"<{ids.inferred('wuhan-2021')}>"}
    assert f"推理得出 {len(quads)} 条三元组" in said
    assert main(["reason", "-o", str(tmp_path / "again.trig")]) == 0
    assert (tmp_path / "again.trig").read_bytes() == out.read_bytes()


def test_a_contradiction_is_a_finding_in_words_and_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text("gov:Reform rdfs:subClassOf gov:Organisation .", encoding="utf-8")
    assert main(["--lang", "en", "reason", "--add", str(wrong), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["consistent"] is False and told["members"] == {}
    (why,) = told["reasons"]
    assert "Every “reform” is also “organisation”." in why["sentences"] and len(why["terms"]) == len(why["sentences"])


def test_axioms_that_are_no_turtle_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text("gov:Reform is nice", encoding="utf-8")
    assert main(["reason", "--add", str(wrong)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "wrong.ttl" in error


def test_axioms_about_a_misspelt_term_name_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    axioms, out = tmp_path / "mine.ttl", tmp_path / "follows.trig"
    axioms.write_text("gov:Mileston owl:disjointWith gov:Outcome .", encoding="utf-8")
    assert main(["--lang", "en", "reason", "--add", str(axioms), "--out", str(out)]) == 1
    err = capsys.readouterr().err
    assert "there is no gov:Mileston" in err and "gov:Milestone" in err and err.count("\n") == 1
    assert not out.exists()


def test_a_question_marks_the_rows_that_no_report_says_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "outcomes-of-reform", "--reform", "城市大脑", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {bool(r["via"]) == r["inferred"] for r in rows} == {True} and {r["inferred"] for r in rows} == {True, False}
    assert main(["--lang", "zh", "ask", "outcomes-of-reform", "--reform", "城市大脑"]) == 0
    assert capsys.readouterr().out.count("推理得出") == sum(r["inferred"] for r in rows)


def test_a_query_may_ask_for_all_that_follows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = tmp_path / "q.rq"
    query.write_text("SELECT ?x ?c { VALUES ?c { gov:AwardedInitiative gov:Award } ?x a ?c }", encoding="utf-8")
    assert main(["query", str(query), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["rows"]
    assert main(["query", str(query), "--inferred", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert len(rows) == len(said) + 2
    assert {r["c"].rpartition("#")[2] for r in rows if r["inferred"]} == {"AwardedInitiative"}
