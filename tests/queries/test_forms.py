"""Forms: what may be chosen, and that each choice finds what the form says."""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph as ox
import pytest
from tests.queries.test_questions import CITIES, GIVEN

import govkg
from govkg import forms, questions
from govkg.errors import CallerError
from govkg.forms import Field, Form
from govkg.graph import Graph
from govkg.grouping import grouped
from govkg.questions import Question

EACH = [pytest.param(q, id=q.name) for q in questions.all() if not q.release]
LOOKED_AT = 2  # choices of a field that are asked, from the top and from the bottom


@pytest.fixture(scope="module")
def wuhan() -> Graph:
    return govkg.open()


def agrees(kg: Graph, question: Question, made: Form, given: dict[str, Any]) -> int:
    """Asks what is offered; gives how many choices were looked at."""
    seen = 0
    for field in made.fields:
        for choice in {*field.choices[:LOOKED_AT], *field.choices[-LOOKED_AT:]}:
            if field.counted not in ("rows", "values"):
                continue
            rows = len(kg.ask(question.name, **{**given, field.name: choice.value}))
            assert rows == choice.count if field.counted == "rows" else rows >= choice.count > 0, (field.name, choice)
            seen += 1
    return seen


@pytest.mark.parametrize("question", EACH)
def test_a_count_is_the_rows_that_the_choice_gives(question: Question, wuhan: Graph) -> None:
    given = dict(question.example)
    made = forms.form(wuhan, question, "zh", given)
    assert agrees(wuhan, question, made, given) or not any(f.choices for f in made.fields)


@pytest.mark.parametrize("question", [p for p in EACH if p.id in CITIES])
def test_counts_hold_on_several_reports(question: Question, two: Graph) -> None:
    given = dict(GIVEN.get(question.name, {}))
    made = forms.form(two, question, "en", given)
    assert agrees(two, question, made, given) > 0


def test_every_reform_with_outcomes_is_offered_and_no_other(wuhan: Graph) -> None:
    made = forms.form(wuhan, questions.get("outcomes-of-reform"))
    found = wuhan.query(
        "SELECT DISTINCT ?name { VALUES ?c { gov:Reform gov:Platform gov:Campaign } ?x a ?c ; rdfs:label ?name FILTER(LANG(?name) = 'zh') }"
    )
    with_rows = {r["name"] for r in found if len(wuhan.ask("outcomes-of-reform", reform=str(r["name"])))}
    assert {c.value for c in made.field("reform").choices} == with_rows and len(with_rows) < len(found)


def test_the_most_frequent_stand_first(wuhan: Graph) -> None:
    for question in (questions.get("outcomes-of-reform"), questions.get("metric-values"), questions.get("coverage")):
        for field in forms.form(wuhan, question).fields:
            counts = [c.count for c in field.choices]
            assert counts == sorted(counts, reverse=True)


def test_without_rows_statements_are_counted(wuhan: Graph) -> None:
    made = forms.form(wuhan, questions.get("outcomes-of-reform"), given={"reform": "一事联办"}, rows=False)
    assert {f.counted for f in made.fields} <= {"statements", ""} and made.field("reform").choices[0].count > 8
    about = wuhan.query(
        'SELECT DISTINCT ?s { ?s ?p ?x ; gov:evidence ?e . ?x rdfs:label "一事联办"@zh FILTER(?p != gov:mentionedIn) }'
    )
    assert {c.value: c.count for c in made.field("reform").choices}["一事联办"] == len(about) > 5


def test_what_is_given_narrows_the_counts(wuhan: Graph) -> None:
    question = questions.get("outcomes-of-reform")
    wide = forms.form(wuhan, question).field("basis")
    narrow = forms.form(wuhan, question, "zh", {"reform": "一事联办"}).field("basis")
    assert (wide.counted, narrow.counted) == ("statements", "rows")
    assert {c.value: c.count for c in narrow.choices if c.count} == {"explicit": 4, "item": 1}


def test_a_closed_scheme_is_listed_whole_in_both_languages(wuhan: Graph) -> None:
    question = questions.get("outcomes-of-reform")
    zh, en = (forms.form(wuhan, question, lang).field("level") for lang in ("zh", "en"))
    assert {c.value for c in zh.choices} == {c.value for c in en.choices} >= {"output", "outcome", "unsure", "none"}
    assert not zh.open and all(re.search(r"[一-鿿]", c.label) for c in zh.choices)
    assert not any(re.search(r"[一-鿿]", c.label) for c in en.choices)


def test_things_of_one_name_are_one_choice_as_a_question_takes_them(small_quads: list[ox.Quad]) -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    twin = ox.NamedNode("https://w3id.org/govkg/id/reform/twin")
    reform = ox.NamedNode("https://w3id.org/govkg/ontology#Reform")
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in small_quads)
    store.extend([ox.Quad(twin, kind, reform), ox.Quad(twin, label, ox.Literal("一事联办", language="zh"))])
    made = forms.form(Graph(store), questions.get("outcomes-of-reform")).field("reform")
    assert [c.value for c in made.choices].count("一事联办") == 1
    assert made.choices[[c.value for c in made.choices].index("一事联办")].count == len(
        Graph(store).ask("outcomes-of-reform", reform="一事联办")
    )


def test_an_empty_graph_offers_nothing() -> None:
    for question in questions.all():
        for field in forms.form(Graph(ox.Store()), question).fields:
            assert all(c.count == 0 for c in field.choices)


def test_a_wrong_parameter_names_the_nearest(wuhan: Graph) -> None:
    with pytest.raises(CallerError, match="did you mean reform"):
        forms.form(wuhan, questions.get("outcomes-of-reform"), given={"refrom": "x"})


def test_a_form_is_json_and_a_field_a_schema(wuhan: Graph) -> None:
    made = forms.form(wuhan, questions.get("reforms-and-outcomes"), "en")
    data = json.loads(json.dumps(made.data()))
    assert [p["name"] for p in data["parameters"]] == ["level", "domain", "kind", "basis", "year"]
    kind = made.field("kind").schema()
    assert kind["type"] == "array" and kind["default"] == ["result", "milestone", "recognition"]
    assert {"all", "result", "target"} <= set(kind["items"]["enum"])
    for value in kind["items"]["enum"]:
        wuhan.ask("reforms-and-outcomes", kind=value, limit=1)  # whatever is enumerated is taken
    reform = forms.form(wuhan, questions.get("outcomes-of-reform")).field("reform").schema()
    assert "enum" not in reform["items"] and reform["items"]["examples"]
    assert Field("n", "n", "integer", "", False, ()).schema() == {"type": "integer", "description": "n"}


def test_the_header_alone_needs_no_graph() -> None:
    for question in questions.all():
        made = forms.header(question, "en")
        assert [(f.name, f.required, f.default) for f in made.fields] == [
            (p.name, p.required, p.default) for p in question.parameters
        ]


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?a ?b ?c }",
        "SELECT ?b (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?b",
        "SELECT ?a { ?a ?b ?c } LIMIT 3",
        "SELECT ?a { ?a ?b ?c",
    ],
)
def test_what_cannot_be_grouped_is_left(query: str) -> None:
    assert grouped(query, "b") is None


def test_a_variable_inside_a_sub_select_cannot_be_grouped_by() -> None:
    query = "SELECT ?a { { SELECT ?a { VALUES ?b { UNDEF } ?a ?b ?c } } }"
    assert grouped(query, "b", query) is None
    query = (
        "SELECT ?a { { VALUES ?b { UNDEF } ?a ?b ?c } UNION { ?a ?b 1 } FILTER EXISTS { VALUES ?d { UNDEF } ?a ?d 1 } }"
    )
    assert grouped(query, "b", query) and grouped(query, "d", query) is None
