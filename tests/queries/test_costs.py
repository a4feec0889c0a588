"""What the parts of a query cost: counts that add up, the step that costs, an end in time."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from govkg import cli, costs, messages
from govkg.errors import CallerError
from govkg.graph import Graph

DEATH = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c < ?f && ?f < ?i) }"
NESTED = """SELECT ?m (COUNT(?o) AS ?n) {
  ?o a gov:Result ; gov:metric ?m
  OPTIONAL { ?m skos:prefLabel ?l FILTER(LANG(?l) = "zh") }
  { ?o gov:about ?x } UNION { ?o gov:place ?x . ?x gov:within ?y }
  FILTER NOT EXISTS { ?b a gov:Attribution ; gov:outcome ?o }
  { SELECT ?m (COUNT(*) AS ?k) { ?z gov:metric ?m } GROUP BY ?m }
} GROUP BY ?m"""


def test_each_count_is_what_the_pattern_gives(two: Graph) -> None:
    found = costs.explain(two, NESTED)
    said = {(s.depth, s.text): s for s in found.steps}
    for s in found.steps:
        if s.kind == "triple":
            assert s.alone == two.query(f"SELECT (COUNT(*) AS ?n) {{ {s.text} }}").rows[0]["n"]
    results = two.query("SELECT ?o { ?o a gov:Result ; gov:metric ?m }")
    assert said[0, "?o gov:metric ?m ."].rows == len(results)
    assert said[1, "{ … } 2/2"].alone == len(two.query("SELECT * { ?o gov:place ?x . ?x gov:within ?y }"))
    body = NESTED[NESTED.index("{") : NESTED.rindex("}") + 1]
    assert said[0, "FILTER NOT EXISTS { … }"].rows == len(two.query(f"SELECT * {body}"))
    assert found.rows == len(two.query(NESTED)) and found.ms is not None
    assert [s.depth for s in found.steps if s.text.startswith(("SELECT", "?z", "?b"))] == [1, 2, 1, 1]


def test_steps_go_from_the_rare_to_the_many_and_say_where_they_stand(two: Graph) -> None:
    found = costs.explain(two, "SELECT * { ?s gov:source ?p .\n ?r a gov:Report ; gov:place ?p2 . FILTER(?r = ?p) }")
    assert [s.kind for s in found.steps] == ["triple", "triple", "triple", "filter"]
    first = found.steps[0]
    assert (first.text, first.line, first.column) == ("?r a gov:Report .", 2, 2)
    assert found.steps[2].loose and found.rules == ("equal",) and "BIND(?r AS ?p)" in found.rewritten


@pytest.mark.parametrize(
    ("text", "why", "step"),
    [
        ("SELECT * { ?e gov:source ?p . ?r gov:mentionedIn ?p ; a gov:Organisation }", "explodes", "?e gov:source ?p ."),
        ("SELECT * { ?e gov:exact ?p . ?r gov:surface ?w }", "cross", "?e gov:exact ?p ."),
        ('SELECT * { ?c skos:altLabel ?l FILTER(CONTAINS(?l, "一事联办")) }', "scans", "?c skos:altLabel ?l ."),
        ("SELECT * { ?r a gov:Report ; gov:place ?p }", "", None),
    ],
)  # fmt: skip
def test_the_step_that_costs_is_named(text: str, why: str, step: str | None, two: Graph) -> None:
    found = costs.explain(two, text)
    assert found.why == why and (found.steps[found.costly].text if found.costly is not None else None) == step
    for lang in ("zh", "en"):
        last = found.table(lang).splitlines()[-1]
        assert (step in last) if step else last == messages.text("costs.none", lang)


def test_explaining_a_query_of_death_ends(two: Graph) -> None:
    began = time.monotonic()
    found = costs.explain(two, DEATH, 2.0)
    assert time.monotonic() - began < 12 and found.costly == 1 and found.why == "cross"
    assert found.steps[1].over and found.steps[2].rows is None and found.rows is None
    assert "超时" in found.table("zh") and "over time" in found.table("en")


def test_what_cannot_be_taken_apart_is_said(two: Graph) -> None:
    with pytest.raises(CallerError, match="cannot be taken apart"):
        costs.explain(two, "SELECT * { ?x ?p << ?a ?b ?c >> }")
    with pytest.raises(CallerError, match="SERVICE is refused"):
        costs.explain(two, "SELECT * { SERVICE <http://x/> { ?x ?p ?c } }")


def test_at_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?r { ?r a gov:Reform ; rdfs:label ?l FILTER(?l = '一事联办'@zh) }", encoding="utf-8")
    assert cli.main(["--lang", "zh", "query", str(file), "--explain"]) == 0
    shown = capsys.readouterr().out
    assert "单独" in shown and "常量提前" in shown and "VALUES ?l { '一事联办'@zh }" in shown
    assert cli.main(["--lang", "zh", "query", str(file), "--explain", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rules"] == ["constant"]
    assert cli.main(["--lang", "en", "ask", "shortcomings", "--explain"]) == 0
    assert "rows after" in capsys.readouterr().out
