"""`govkg reason` and the marks of what was inferred."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A file with a wrong axiom, and what the command says of it in JSON."""
    mine = tmp_path_factory.mktemp("reason") / "wrong.ttl"
    mine.write_text("gov:Reform rdfs:subClassOf gov:Organisation .", encoding="utf-8")
    with redirect_stdout(io.StringIO()) as said:
        assert main(["--lang", "en", "reason", "--add", str(mine), "--json"]) == 1
    return mine, json.loads(said.getvalue())


def test_a_contradiction_is_a_finding_in_words_and_in_json(wrong: tuple[Path, Any]) -> None:
    _, told = wrong
    assert told["consistent"] is False and told["members"] == {}
    (why,) = told["reasons"]
    assert "Every “reform” is also “organisation”." in why["sentences"] and len(why["terms"]) == len(why["sentences"])
    assert why["minimal"] and why["runs"] <= 20


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


@pytest.mark.parametrize(
    ("axioms", "told"),
    [
        pytest.param("gov:Reform rdfs:subClasOf gov:Award .", ("rdfs:subClasOf", "rdfs:subClassOf"), id="rdfs"),
        pytest.param("gov:Reform a owl:Clas .", ("owl:Clas", "owl:Class"), id="owl"),
        pytest.param('gov:Reform skos:note "1"^^xsd:intger .', ("xsd:intger", "xsd:integer"), id="datatype"),
        pytest.param("", ("no triple",), id="empty"),
        pytest.param("# nothing yet\n", ("no triple",), id="comment"),
        pytest.param(
            "gov:Reform rdfs:subClassOf [ a owl:Restriction ; owl:onProperty gov:award ] .",
            ("restriction on gov:award", "owl:someValuesFrom"),
            id="no filler",
        ),
        pytest.param(
            "gov:Reform rdfs:subClassOf [ a owl:Restriction ; owl:someValuesFrom gov:Award ] .",
            ("names no property", "owl:onProperty"),
            id="no property",
        ),
        pytest.param(
            "gov:Reform rdfs:subClassOf [ a owl:Restriction ; owl:onProperty gov:award ; owl:minQualifiedCardinality 1 ] .",
            ("gov:award", "owl:onClass"),
            id="no class",
        ),
        pytest.param("\n\ngov:Reform is nice .", ("line 3 ",), id="line"),
    ],
)
def test_axioms_that_would_not_be_understood_are_refused(
    axioms: str, told: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(axioms, encoding="utf-8")
    assert main(["--lang", "en", "reason", "--add", str(mine)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "mine.ttl" in said.err
    assert all(t in said.err for t in told), said.err


def test_a_file_that_is_not_there_is_no_fault_of_syntax(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "reason", "--add", str(tmp_path / "none.ttl")]) == 1
    assert "none.ttl: there is no such file; check the path" in capsys.readouterr().err
    assert main(["--lang", "en", "reason", "--add", str(tmp_path)]) == 1
    assert "this is a folder" in capsys.readouterr().err
    assert main(["--lang", "zh", "validate", "--shapes", str(tmp_path / "none.ttl")]) == 1
    assert "没有这个文件 [file.missing]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["reason", "-o"], ["ontology", "turtle", "-o"], ["ontology", "html", "-o"], ["validate", "--ontology", "--html"]],
)
def test_a_place_that_cannot_be_written_is_one_line(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "nodir" / "x.out"
    assert main(["--lang", "en", *words, str(place)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert "cannot be written" in said.err and "x.out" in said.err and not place.parent.exists()


def test_axioms_that_are_understood_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text("gov:Mine a owl:Class ; rdfs:subClassOf gov:Award .", encoding="utf-8")
    assert main(["--lang", "en", "reason", "--add", str(mine)]) == 0
    assert f"along with 2 triples of {mine}" in capsys.readouterr().out
    assert main(["reason", "--add", str(mine), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == {"file": str(mine), "triples": 2}


def test_what_was_added_comes_first_and_is_marked(wrong: tuple[Path, Any], capsys: pytest.CaptureFixture[str]) -> None:
    mine, told = wrong
    (why,) = told["reasons"]
    assert why["sentences"][0] == "Every “reform” is also “organisation”."
    assert why["added"] == [True, *[False] * (len(why["sentences"]) - 1)]
    assert main(["--lang", "en", "reason", "--add", str(mine), "--runs", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == f"  · Every “reform” is also “organisation”. ({mine})"
    assert sum(line.startswith("  · ") for line in lines) == 20
    assert lines[21].startswith("  … and ") and " more" in lines[21]


def test_what_hermit_refuses_names_the_file_at_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text("gov:partOf a owl:SymmetricProperty , owl:IrreflexiveProperty .", encoding="utf-8")
    assert main(["--lang", "en", "reason", "--add", str(mine)]) == 1
    err = capsys.readouterr().err
    assert "mine.ttl: HermiT refuses" in err and err.endswith("correct the axioms\n")


def test_the_forms_of_the_ontology_count_html_which_has_no_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "ontology", "foo"]) == 1
    assert "ntriples, html" in capsys.readouterr().err
    assert main(["--lang", "en", "ontology", "html", "--part", "govkg"]) == 1
    assert "--part: the handbook shows the whole ontology; leave out --part" in capsys.readouterr().err
