"""Where a row needs that something is absent, the scope says what was looked through."""

from __future__ import annotations

import pytest

from govkg import store, why
from govkg.errors import CallerError
from govkg.graph import Graph

NONE = "?a a gov:Attribution ; gov:initiative ?r ."
WAYS = {
    "not-exists": f"SELECT ?r {{ ?r a gov:Reform FILTER NOT EXISTS {{ {NONE} }} }}",
    "minus": f"SELECT ?r {{ ?r a gov:Reform MINUS {{ {NONE} }} }}",
    "optional": f"SELECT ?r {{ ?r a gov:Reform OPTIONAL {{ {NONE} }} FILTER(!BOUND(?a)) }}",
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_row_that_holds_because_nothing_is_said(way: str, cities: Graph) -> None:
    attributions = cities.query("SELECT ?s ?source { ?s a gov:Attribution ; gov:source ?source }").rows
    for reason in why.reasons(cities, WAYS[way], lang="en"):
        (witness,) = reason.sets[:1]
        assert [m.kind for m in witness.statements] == ["entity"]
        (scope,) = reason.scopes
        assert scope.way == way
        assert scope.statements == len(attributions)
        assert len(scope.looked) == len({r["source"] for r in attributions})
        assert dict(scope.bound).keys() == {"?r"}
        assert f"Looked through: {len(attributions)} " in str(reason)


def test_no_row_at_all(cities: Graph) -> None:
    (reason,) = why.reasons(cities, "ASK { ?x a gov:Attribution ; gov:outcome id:nothing }", lang="en")
    assert not reason.sets
    assert reason.scopes[0].way == "none"
    assert "There is no row" in str(reason)
    assert "没有任何行" in str(cities.why("SELECT ?x { ?x gov:value 4711 }"))


def test_a_count_of_nothing_needs_no_statement(cities: Graph) -> None:
    reason = cities.why("SELECT (COUNT(?x) AS ?n) { ?x gov:value 4711.5 }")
    assert reason.values == {"n": 0}
    assert [w.statements for w in reason.sets] == [()]


def test_what_is_missing_inside_of_what_is_missing_is_not_a_premise(cities: Graph) -> None:
    text = (
        "SELECT ?r { ?r a gov:Reform FILTER NOT EXISTS { ?a gov:initiative ?r FILTER NOT EXISTS { ?a gov:basis ?b } } }"
    )
    assert [s.way for s in cities.why(text).scopes] == ["not-exists"]


def test_the_vocabulary_and_the_reports_are_the_ground(cities: Graph) -> None:
    reason = cities.why("SELECT ?title { ?r a gov:Report ; dcterms:title ?title }")
    assert [w.statements for w in reason.sets] == [()]
    assert "不依据任何陈述" in str(reason)


@pytest.mark.parametrize(
    ("text", "rows", "code"),
    [
        ("DESCRIBE <https://w3id.org/govkg/id/report/linzhu-2022>", None, "why.form"),
        ("SELECT ?r { ?r a gov:Reform }", [99], "why.row"),
        ("SELECT ?r { ?r a gov:Reform", None, "query.unread"),
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", None, "query.service"),
        ("no-such-question", None, "question.unknown"),
    ],
)
def test_what_cannot_be_told(text: str, rows: list[int] | None, code: str, cities: Graph) -> None:
    with pytest.raises(CallerError) as e:
        why.reasons(cities, text, rows)
    assert e.value.code == code


def test_an_answer_without_its_query_is_refused(cities: Graph) -> None:
    from dataclasses import replace

    with pytest.raises(CallerError, match="does not know its query"):
        why.reasons(cities, replace(cities.query("SELECT ?r { ?r a gov:Reform }"), sparql=""))


def test_an_answer_that_the_graph_does_not_give_is_refused(cities: Graph) -> None:
    answer = cities.query("SELECT ?r { ?r a gov:Reform }")
    answer.rows[0]["r"] = "https://example.org/none"
    with pytest.raises(CallerError, match="any more"):
        why.reasons(cities, answer)


def test_every_form_is_told(cities: Graph) -> None:
    for text in ("ASK { ?r a gov:Reform ; rdfs:label '最多跑一次'@zh }",
                 "CONSTRUCT { ?i gov:has ?o } { ?a gov:initiative ?i ; gov:outcome ?o }", "CONSTRUCT WHERE { ?a gov:part ?p }"):  # fmt: skip
        reason = cities.why(text)
        assert reason.sets
        assert reason.gone


def test_a_name_that_several_reports_give_has_a_set_for_each(cities: Graph) -> None:
    reason = cities.why("SELECT DISTINCT ?l { ?b a gov:Place ; rdfs:label ?l FILTER(?l = '临渚市'@zh) }")
    assert {m.source for w in reason.sets for m in w.statements} == {"linzhu-2022", "linzhu-2023"}
    assert {len(w.statements) for w in reason.sets} == {1}


def test_time_that_is_up_is_said(cities: Graph) -> None:
    reason = cities.why("SELECT (COUNT(*) AS ?n) { ?s gov:evidence ?e }", seconds=0.0, lang="en")
    assert not reason.complete


def test_the_first_ten_rows(cities: Graph) -> None:
    assert [r.row for r in why.reasons(cities, "SELECT ?s { ?s a gov:Result }")] == list(range(why.ROWS))


def test_the_store_stays_as_it_was(cities: Graph) -> None:
    before = len(cities.store)
    why.reasons(cities, WAYS["minus"])
    assert len(cities.store) == before
    assert store.memory([]) is not cities.store
