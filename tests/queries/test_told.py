"""Small things that a first walk found: what is told is so."""

from __future__ import annotations

from decimal import Decimal

import pytest

import govkg
from govkg import errors, query

KG = govkg.open()
PLATFORM = "https://w3id.org/govkg/ontology#Platform"


def test_one_thing_written_in_two_ways_is_counted_once() -> None:
    text = f"SELECT (COUNT(*) AS ?n) {{ ?s a ?c FILTER(?c IN (gov:Platform, <{PLATFORM}>)) }}"
    assert query.run(KG, text).rows == query.run(KG, text, as_written=True).rows


def test_a_literal_that_does_not_fit_its_datatype_is_what_it_says() -> None:
    text = "SELECT ('abc'^^xsd:decimal AS ?a) ('x'^^xsd:integer AS ?b) ('1.50'^^xsd:decimal AS ?c) {}"
    assert query.run(KG, text).rows == [{"a": "abc", "b": "x", "c": Decimal("1.50")}]


def test_rows_that_a_limit_chose_are_not_taken_for_inferred() -> None:
    reasoned = KG.reasoned()
    assert reasoned.query("SELECT ?q { ?e gov:exact ?q } LIMIT 2").inferred == frozenset()
    assert reasoned.query("SELECT ?s ?v { ?s a gov:Result ; gov:value ?v } ORDER BY ?v LIMIT 4").inferred == frozenset()


def test_a_label_of_several_words_is_one_choice() -> None:
    planned = query.ask(KG, "outcomes-of-reform", {"reform": "城市大脑", "kind": "planned milestone"}, lang="en")
    assert {row["kind"] for row in planned} <= {"planned milestone"}
    tied = query.ask(KG, "outcomes-of-reform", {"reform": "一事联办", "basis": "reported as result of"}, lang="en")
    assert {row["basis"] for row in tied} == {"reported as result of"}
    both = query.ask(KG, "outcomes-of-reform", {"reform": "城市大脑", "kind": "result planned"})
    assert len(both) > 0


def test_why_there_is_no_answer_is_told_of_what_no_report_names_and_of_an_answer() -> None:
    assert str(KG.why_empty("metric-values", place="襄阳市")).startswith("语料中没有所问的报告")
    assert KG.why_empty(KG.query("SELECT ?r { ?r a gov:Awrad }")).nearest == "gov:Award"


@pytest.mark.parametrize("wrong", ["http://[a", "https:///%zz"])
def test_an_iri_that_is_none_is_one_line(wrong: str) -> None:
    with pytest.raises(errors.CallerError) as e:
        KG.ask("about", of=wrong)
    assert e.value.code == "entity.unknown"
