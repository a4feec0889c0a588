"""Every question: its header, its columns, its order, the same rows on another engine."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from govkg import parameters, query, questions, store
from govkg.answer import EVIDENCE
from govkg.errors import CallerError, InternalError
from govkg.graph import Graph
from govkg.questions import Question

WANTED = {
    "outcomes-of-reform", "reforms-and-outcomes", "reforms-without-outcome", "outcomes-without-reform", "units-of-reform",
    "reforms-of-unit", "platforms-and-parts", "platform-coverage", "awards-by-initiative", "documents-and-what-they-govern",
    "metric-values", "biggest-reductions", "burden-reduction", "evidence-of", "milestones-of-initiative", "shortcomings",
    "about", "savings", "approximate-figures", "unit-network", "coverage", "path-between",
}  # fmt: skip
GIVEN: dict[str, dict[str, Any]] = {
    "outcomes-of-reform": {"reform": "城市云"},
    "units-of-reform": {"reform": "城市云"},
    "reforms-of-unit": {"unit": "市数据局"},
    "about": {"of": "城市云"},
    "path-between": {"from": "市公安局", "to": "i城码"},
}
EACH = [pytest.param(q, id=q.name) for q in questions.all()]


def given(question: Question, kg: Graph) -> dict[str, Any]:
    if question.name == "evidence-of":
        return {"statement": str(kg.ask("shortcomings").rows[0]["statement"])}
    return dict(GIVEN.get(question.name, {}))


def test_the_library_is_complete() -> None:
    assert {q.name for q in questions.all()} >= WANTED


@pytest.mark.parametrize("question", EACH)
def test_header_and_query_agree(question: Question, small: Graph) -> None:
    answer = small.ask(question.name, **given(question, small))
    own = [c for c in question.columns if c not in EVIDENCE]
    made = [c for c in answer.columns if c not in EVIDENCE]
    assert made[: len(own)] == own
    assert all(c.endswith("Id") and c[:-2] in own for c in made[len(own) :])
    assert answer.columns[-len(EVIDENCE) :] == EVIDENCE
    assert all(
        re.search(r"[一-鿿]", zh) and not re.search(r"[一-鿿]", en) for zh, en in (question.title, question.description)
    )
    order = re.split(r"ORDER BY", question.sparql)[-1]
    assert "?statement" in order or "?initiativeId" in order, "rows need a total order"


@pytest.mark.parametrize("question", EACH)
def test_every_row_shows_its_words(question: Question, small: Graph) -> None:
    answer = small.ask(question.name, **given(question, small))
    assert answer.rows, "the small graph holds one of everything"
    for row in answer.rows:
        sentence, start, first = str(row["sentence"]), row["start"], row["sentenceStart"]
        assert isinstance(start, int) and isinstance(first, int)
        quote = str(row["quote"])
        assert quote and sentence[start - first : start - first + len(quote)] == quote
        assert row["source"] == "jia-2021" and row["section"] == "一/1"
        assert str(row["statement"]).startswith("https://w3id.org/govkg/id/")
    assert len({tuple(row.items()) for row in answer.rows}) == len(answer.rows), "no row twice"


@pytest.mark.parametrize("question", EACH)
def test_order_does_not_hang_on_the_order_of_loading(
    question: Question, small: Graph, small_quads: list[ox.Quad]
) -> None:
    wanted = small.ask(question.name, **given(question, small)).to_csv()
    for seed in range(3):
        shuffled = random.Random(seed).sample(small_quads, len(small_quads))
        assert Graph(store.memory(shuffled)).ask(question.name, **given(question, small)).to_csv() == wanted


# rdflib joins the three steps of path-between without an index: 106 s, where the rest takes five together.
@pytest.mark.parametrize("question", [p for p in EACH if p.id != "path-between"])
def test_rdflib_gives_the_same_rows(question: Question, small: Graph, small_quads: list[ox.Quad]) -> None:
    values = given(question, small)
    text = parameters.bind(small.store, question, values)
    graph = rdflib.Graph()
    flat = ox.serialize((q.triple for q in small_quads), format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=flat, format="nt")
    found = graph.query(text, initNs={k: rdflib.Namespace(v) for k, v in query.PREFIXES.items()})
    columns = [str(v) for v in found.vars or []]
    other = [tuple(plain(t) for t in row) for row in found]  # type: ignore[union-attr]
    answer = small.ask(question.name, **values)
    assert columns == list(answer.columns)
    assert sorted(other, key=str) == sorted((tuple(plain(row[c]) for c in columns) for row in answer.rows), key=str)


def plain(term: object) -> object:
    if isinstance(term, rdflib.Literal) and isinstance(term.value, int | Decimal):
        term = term.value
    return None if term is None else Decimal(term).normalize() if isinstance(term, int | Decimal) else str(term)


@pytest.mark.parametrize("question", EACH)
def test_english_has_no_missing_labels(question: Question, small: Graph) -> None:
    zh, en = (small.ask(question.name, lang=lang, **given(question, small)) for lang in ("zh", "en"))
    assert [r["statement"] for r in zh.rows] == [r["statement"] for r in en.rows]
    assert en.table().splitlines()[0] == question.title[1]


@pytest.mark.parametrize("question", EACH)
def test_an_empty_graph_gives_no_rows(question: Question) -> None:
    if any(p.required for p in question.parameters):
        return
    empty = Graph(ox.Store())
    every: dict[str, Any] = {p.name: "all" for p in question.parameters if p.type == "concept"}
    answer = empty.ask(question.name, **every)
    assert answer.rows == [] and "报告未提及" in str(answer)


@pytest.mark.parametrize("question", EACH)
def test_the_file_is_a_query_of_its_own(question: Question, small: Graph) -> None:
    """Anybody may run the file as it stands: an UNDEF restricts nothing."""
    if question.name == "path-between":
        return  # every pair of things
    columns, rows, _ = query.execute(small.store, question.sparql)
    every: dict[str, Any] = {p.name: "all" for p in question.parameters if p.type == "concept"}
    if not any(p.required for p in question.parameters):
        answer = small.ask(question.name, **every)
        assert (columns, rows) == (answer.columns, answer.rows)
    assert rows


def test_unknown_question_names_the_nearest() -> None:
    with pytest.raises(CallerError, match="did you mean outcomes-of-reform") as e:
        questions.get("outcome-of-reforms")
    assert e.value.code == "question.unknown"
    with pytest.raises(CallerError, match="`govkg ask` lists"):
        questions.get("zzz")


@pytest.mark.parametrize(
    "head",
    [
        "#+ title: {zh: 题, en: T}",
        "#+ title: {zh: 题}\n#+ description: {zh: 题, en: T}\n#+ columns:\n#+   a: {zh: 甲, en: a}\n#+ view: table",
        "#+ title: {zh: 题, en: T}\n#+ description: {zh: 题, en: T}\n#+ columns:\n#+   a: {zh: 甲, en: a}\n#+ view: poster",
        "#+ title: {zh: 题, en: T}\n#+ description: {zh: 题, en: T}\n#+ columns: [a, b]\n#+ view: table",
        "#+ title: {zh: 题, en: T}\n#+ title: {zh: 题, en: T}",
        "#+ title: &x {zh: 题, en: T}",
        "#+title {zh: 题, en: T}",
        "#+     deep: x",
        "#+ title: {zh: 题, en: T}\n#+ description: {zh: 题, en: T}\n#+ parameters:\n#+   p: {type: thing, zh: 甲, en: p}\n"
        "#+ columns:\n#+   a: {zh: 甲, en: a}\n#+ view: table",
        "#+ title: {zh: 题, en: T}\n#+ description: {zh: 题, en: T}\n#+ parameters:\n#+   p: {type: text, zh: 甲, en: p}\n"
        "#+ columns:\n#+   a: {zh: 甲, en: a}\n#+ view: table",
    ],
)
def test_a_wrong_header_is_refused(head: str) -> None:
    with pytest.raises(InternalError) as e:
        questions.parse("wrong", head + "\nSELECT ?a { ?a ?b ?c }")
    assert e.value.code == "question.header" and e.value.where.startswith("wrong.rq")


def test_a_right_header_is_read() -> None:
    text = (
        '#+ title: {zh: 题, en: T}\n#+ description:\n#+   zh: 述\n#+   en: "a: b"\n#+ parameters:\n'
        "#+   year: {type: year, zh: 年, en: year, default: 2021}\n#+ columns:\n#+   a: {zh: 甲, en: a}\n#+ view: table\n"
        "SELECT ?a { VALUES ?yearGiven { UNDEF } # VALUES ?yearGiven { UNDEF }\n ?a ?b ?yearGiven }"
    )  # fmt: skip
    question = questions.parse("right", text)
    assert (question.title, question.description) == (("题", "T"), ("述", "a: b"))
    year = question.parameter("year")
    assert year and (year.default, year.required, year.variable) == (("2021",), False, "yearGiven")
    assert len(questions.slots(text, "yearGiven")) == 1, "a comment is no place for terms"
