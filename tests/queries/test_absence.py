"""An empty answer is told apart: not said, no such source, or a pattern that can never match."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.queries import generated
from tests.queries.broken import BROKEN

import govkg
from govkg import absence, cli, gate, query, resources
from govkg.absence import schema
from govkg.graph import Graph

WANTED = 0.9  # of the broken queries, the right cause


def test_the_right_cause_is_named(two: Graph) -> None:
    found = [(row, absence.of_query(two, row[4])) for row in BROKEN]
    right = [row for row, a in found if a.cause == row[1]]
    faults = [row for row, a in found if a.cause == row[1] and row[2] in a.fault and row[3] in a.nearest]
    print(f"right cause: {len(right)} of {len(BROKEN)}, fault and nearest too: {len(faults)}")
    wrong = [(row[4], a.sentence("en")) for row, a in found if row not in right]
    assert len(right) >= WANTED * len(BROKEN), wrong
    assert len(faults) >= WANTED * len(BROKEN), [(row[4], a.sentence("en")) for row, a in found if row not in faults]


def test_the_broken_ones_are_many_and_of_all_three_causes() -> None:
    assert len(BROKEN) >= 60 and len({row[0] for row in BROKEN}) >= 20
    assert {row[1] for row in BROKEN} == set(absence.CAUSES)
    assert all(sum(row[1] == cause for row in BROKEN) >= 10 for cause in absence.CAUSES)


@pytest.mark.parametrize("n", range(0, len(BROKEN), 5))
def test_one_sentence_in_each_language_with_the_place_of_the_fault(n: int, two: Graph) -> None:
    text = BROKEN[n][4]
    found = absence.of_query(two, text)
    line = text.split("\n")[found.line - 1][found.column - 1 :]
    assert line.strip()
    zh, en = found.sentence("zh"), found.sentence("en")
    assert "\n" not in zh + en and zh.count("。") <= 2 and re.search(r"[\u4e00-\u9fff]", zh)
    assert json.loads(json.dumps(found.to_json()))["sentence"] == {"zh": zh, "en": en}


def test_a_query_with_rows_and_one_that_cannot_be_read(two: Graph) -> None:
    assert absence.of_query(two, "SELECT * { ?r a gov:Reform }").cause == "none"
    assert absence.of_query(two, "ASK { ?r a gov:Reform }").cause == "none"
    assert absence.of_query(two, "ASK { ?r a gov:Refrom }").nearest == "gov:Reform"
    lateral = "SELECT * { ?r a gov:Nothing LATERAL { SELECT * { ?r ?p ?o } } }"
    assert absence.of_query(two, lateral, empty=True).kind == "unread"


def test_every_empty_query_of_the_project_and_by_chance_gets_a_cause(two: Graph) -> None:
    texts = [p.read_text(encoding="utf-8") for p in sorted(resources.path("queries").rglob("*.rq"))]
    constants = {
        "rdfs:label": ['"最多跑一次"@zh', '"云澜市"@zh', '"没有"@zh'],
        "gov:covers": ['"2022"'],
        "gov:unitAsWritten": ['"件"', '"亩"'],
    }
    texts += [
        generated.query(seed, {**constants, "gov:place": ["<https://w3id.org/govkg/id/place/x>"] * 4})
        for seed in range(300, 400)
    ]
    told = 0
    for text in texts:
        if not query.execute(two.store, gate.check(text), 1)[1]:
            found = absence.of_query(two, text, empty=True)
            assert found.sentence("zh") and found.sentence("en")
            told += found.cause in absence.CAUSES
    assert told > 50


@pytest.mark.parametrize(
    ("name", "given", "cause", "words"),
    [
        ("metric-values", {"metric": "满意率", "year": "2019"}, "missing", "2019"),
        ("metric-values", {"place": "杭州市"}, "missing", "杭州市"),
        ("outcomes-of-reform", {"reform": "好差评论"}, "silent", "好差评论"),
        ("outcomes-of-reform", {"reform": "好差评"}, "silent", "好差评"),
        ("outcomes-of-reform", {"reform": "最多跑一次", "level": "impact"}, "silent", "--level impact"),
        ("shortcomings", {}, "none", ""),
    ],
)
def test_a_question_without_rows_speaks_of_its_parameters(
    name: str, given: dict[str, str], cause: str, words: str, two: Graph
) -> None:
    found = absence.of_question(two, name, given, empty=cause != "none")
    assert found.cause == cause and words in found.fault, found
    assert found.sentence("zh") and found.sentence("en")


def test_what_the_ontology_allows() -> None:
    gov = "https://w3id.org/govkg/ontology#"
    o = schema.ontology()
    assert o.disjoint(gov + "Reform", gov + "Organisation") and not o.disjoint(gov + "Reform", gov + "Initiative")
    assert o.disjoint(gov + "Result", gov + "Target") and not o.disjoint(gov + "Result", gov + "Outcome")
    assert o.excludes(gov + "value", "domain", {gov + "Reform"}) and not o.excludes(
        gov + "value", "domain", {gov + "Result"}
    )
    assert o.excludes(gov + "outcome", "range", {gov + "Target"})


def test_at_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?r { ?r a gov:Refrom }", encoding="utf-8")
    assert cli.main(["--lang", "zh", "query", str(file), "--why-empty"]) == 0
    shown = capsys.readouterr().out
    assert "没有符合的行" in shown and "gov:Refrom（第 1 行第 18 列）。最接近的是 gov:Reform。" in shown
    assert cli.main(["query", str(file), "--why-empty", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cause"] == "never"
    file.write_text("SELECT ?r { ?r a gov:Reform }", encoding="utf-8")
    assert cli.main(["query", str(file), "--why-empty", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("r")
    words = ["--lang", "en", "ask", "metric-values", "--metric", "办理时限", "--year", "2018", "--why-empty"]
    assert cli.main(words) == 0
    assert "The source is not in the corpus: no report covers 2018." in capsys.readouterr().out
    assert cli.main(["--lang", "en", "ask", "outcomes-of-reform", "--reform", "一事联", "--why-empty"]) == 0
    assert "The sources do not say: no report names 一事联. Nearest: 一事联办" in capsys.readouterr().out


def test_held_on_the_wuhan_graph() -> None:
    kg = govkg.open()
    found = absence.of_query(kg, "SELECT ?o { ?o a gov:Result ; gov:place/rdfs:label '长沙市'@zh ; gov:value ?v }")
    assert (found.cause, found.kind, found.nearest) == ("missing", "place.none", "武汉市")
