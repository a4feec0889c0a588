"""Every question: its header, its columns, its order, the same rows on another engine."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

import govkg
from govkg import computed, parameters, query, questions, store
from govkg.answer import EVIDENCE, Answer, Row
from govkg.errors import CallerError, InternalError
from govkg.graph import Graph
from govkg.questions import Question

# The 28 of the ontology's design, in its order, and what came besides.
WANTED = (
    "outcomes-of-reform", "reforms-and-outcomes", "reforms-without-outcome", "outcomes-without-reform", "units-of-reform",
    "reforms-of-unit", "platforms-and-parts", "platform-coverage", "awards-by-initiative", "documents-and-what-they-govern",
    "metric-values", "biggest-reductions", "burden-reduction", "savings", "approximate-figures", "targets-and-results",
    "derived-baselines", "compare-places", "diffusion", "contradictions", "unit-network", "evidence-of", "coverage",
    "not-reported", "what-changed", "path-between", "milestones-of-initiative", "shortcomings",
)  # fmt: skip
# Questions that need several reports are put to the two cities.
CITIES = {
    "targets-and-results", "derived-baselines", "compare-places", "diffusion", "contradictions", "not-reported", "what-changed",
    "successors-of-units", "year-on-year",
}  # fmt: skip
# No row on a real graph: its reports state no target, save no money, have no contradiction, are of one year; nobody judged its names.
NONE = {
    ("wuhan", "targets-and-results"), ("wuhan", "contradictions"), ("wuhan", "year-on-year"), ("two", "savings"),
    ("wuhan", "judgements"), ("wuhan", "reviews"), ("two", "brokers"),
}  # fmt: skip
GIVEN: dict[str, dict[str, Any]] = {
    "outcomes-of-reform": {"reform": "城市云"},
    "units-of-reform": {"reform": "城市云"},
    "reforms-of-unit": {"unit": "市数据局"},
    "reforms-over-successions": {"unit": "市数据局"},
    "about": {"of": "城市云"},
    "phrase-first": {"phrase": "城市云"},
    "path-between": {"from": "市公安局", "to": "i城码"},
    "not-reported": {"metric": "满意率", "year": "2023"},
    "unit-network": {"basis": "all"},
    "brokers": {"role": "all", "basis": "all"},
}
EACH = [pytest.param(q, id=q.name) for q in questions.all()]


@dataclass(frozen=True)
class Asked:
    """A question with the graph that it is put to, that graph's quads, and its parameters."""

    question: Question
    kg: Graph
    quads: list[ox.Quad]
    given: dict[str, Any]

    def ask(self, kg: Graph | None = None, **options: Any) -> Answer:
        return (kg or self.kg).ask(self.question.name, **options, **self.given)


@pytest.fixture(params=EACH)
def asked(request: pytest.FixtureRequest, small: Graph, small_quads: list[ox.Quad]) -> Asked:
    question: Question = request.param
    if question.name == "brokers":  # only the Wuhan report names enough bodies
        wuhan = govkg.open()
        return Asked(question, wuhan, list(store.named(wuhan.store)), GIVEN["brokers"])
    if question.name not in CITIES:
        values = dict(GIVEN.get(question.name, {}))
        if question.name == "evidence-of":
            values = {"statement": str(small.ask("shortcomings").rows[0]["statement"])}
        return Asked(question, small, small_quads, values)
    two: Graph = request.getfixturevalue("two")
    values = dict(GIVEN.get(question.name, {}))
    if question.release:
        before: Graph = request.getfixturevalue("earlier")
        assert before.library is not None
        values[question.release.name] = before.library.root
    return Asked(question, two, request.getfixturevalue("two_quads"), values)


def test_the_library_is_complete() -> None:
    assert len(set(WANTED)) == 28
    assert {q.name for q in questions.all()} >= {*WANTED, "about"}


def test_header_and_query_agree(asked: Asked) -> None:
    answer, question = asked.ask(), asked.question
    own = [c for c in question.columns if c not in EVIDENCE]
    made = [c for c in answer.columns if c not in EVIDENCE]
    assert made[: len(own)] == own
    assert all(c.endswith("Id") and c[:-2] in own for c in made[len(own) :])
    assert answer.columns[-len(EVIDENCE) :] == EVIDENCE
    said = (question.title, question.description, question.none, *question.columns.values())
    assert all(re.search(r"[一-鿿]", zh) and not re.search(r"[一-鿿]", en) for zh, en in said)
    assert all(re.search(r"[一-鿿]", p.zh) and not re.search(r"[一-鿿]", p.en) for p in question.parameters)
    order = re.split(r"ORDER BY", question.sparql)[-1]
    assert "?statement" in order or "?initiativeId" in order, "rows need a total order"


def test_every_row_shows_its_words_or_what_shows_their_absence(asked: Asked) -> None:
    answer = asked.ask()
    assert answer.rows, "the small graph and the two cities hold one of everything"
    for row in answer.rows:
        shown(row)
    assert len({tuple(row.items()) for row in answer.rows}) == len(answer.rows), "no row twice"


def shown(row: Row) -> None:
    """A row's words stand in their sentence; or, without words, it has the record of reading that shows their absence."""
    if row["quote"] is None:  # only what is not there has no words
        assert str(row["verdictId"]).rpartition("/")[2] in ("notReported", "noReport")
        assert isinstance(row["reports"], int) and row["reports"] > 0 and row["first"] and row["last"]
        if str(row["verdictId"]).endswith("/notReported"):
            assert isinstance(row["sentences"], int) and row["sentences"] > 0 and row["report"] and row["source"]
            assert row["statement"] == row["reportId"]
        return
    assert (
        row["source"] and row["section"] is not None and str(row["statement"]).startswith("https://w3id.org/govkg/id/")
    )
    quoted(row, "")
    for n in ("2", "3"):
        if row.get("quote" + n) is not None:
            assert row["source" + n] if "source" + n in row else row["source"]
            assert row["statement" + n] and isinstance(row["start" + n], int) and isinstance(row["end" + n], int)
            if "sentence" + n in row:
                quoted(row, n)


def quoted(row: Row, n: str) -> None:
    sentence, start, end, first = (row[c + n] for c in ("sentence", "start", "end", "sentenceStart"))
    assert isinstance(start, int) and isinstance(end, int) and isinstance(first, int)
    quote = str(row["quote" + n])
    assert quote and end - start == len(quote) and str(sentence)[start - first : end - first] == quote


def test_order_does_not_hang_on_the_order_of_loading(asked: Asked) -> None:
    wanted = asked.ask().to_csv()
    for seed in range(3):
        shuffled = random.Random(seed).sample(asked.quads, len(asked.quads))
        assert asked.ask(Graph(store.memory(shuffled))).to_csv() == wanted


# Every question on both real graphs; where it needs parameters, these.
REAL: dict[str, dict[str, dict[str, Any]]] = {
    "wuhan": {
        "outcomes-of-reform": {"reform": "一事联办"},
        "units-of-reform": {"reform": "武汉云"},
        "reforms-of-unit": {"unit": "市公安局"},
        "reforms-over-successions": {"unit": "市公安局"},
        "about": {"of": "市公安局"},
        "phrase-first": {"phrase": "一网通办"},
        "path-between": {"from": "市公安局", "to": "武汉战疫"},
        "not-reported": {"metric": "好评率", "year": 2021},
    },
    "two": {
        "outcomes-of-reform": {"reform": "最多跑一次"},
        "units-of-reform": {"reform": "跨省通办"},
        "reforms-of-unit": {"unit": "市公安局"},
        "reforms-over-successions": {"unit": "市公安局"},
        "about": {"of": "最多跑一次"},
        "phrase-first": {"phrase": "最多跑一次"},
        "path-between": {"from": "市人社局", "to": "市医保局"},
        "not-reported": {"metric": "好评率", "year": 2022},
    },
}


@pytest.mark.parametrize("which", ["wuhan", "two"])
@pytest.mark.parametrize("question", EACH)
def test_every_row_of_the_real_graphs_does(question: Question, which: str, request: pytest.FixtureRequest) -> None:
    kg = govkg.open() if which == "wuhan" else request.getfixturevalue("two")
    values: dict[str, Any] = {p.name: "all" for p in question.parameters if p.type == "concept"}
    values |= REAL[which].get(question.name, {})
    if question.name == "evidence-of":
        values["statement"] = kg.ask("shortcomings").rows[0]["statement"]
    if question.release:
        values[question.release.name] = request.getfixturevalue("earlier").library.root
    rows = kg.ask(question.name, **values).rows
    assert rows or (which, question.name) in NONE
    for row in rows:
        shown(row)
    assert len({tuple(row.items()) for row in rows}) == len(rows), "no row twice"


# rdflib joins without an index: path-between takes it 106 s, compare-places and diffusion minutes on two cities. A filter
# of an OPTIONAL that holds a sub-SELECT sees no variable from outside there, so targets-and-results goes another way.
# No graph small enough for it has brokers: networkx finds the same ones (tests/analysis/test_ties.py).
UNFIT = {"path-between", "compare-places", "diffusion", "targets-and-results", "what-changed", "brokers"}


@pytest.mark.parametrize("question", [p for p in EACH if p.id not in {*UNFIT, *CITIES}])
def test_rdflib_gives_the_same_rows(question: Question, small: Graph, small_quads: list[ox.Quad]) -> None:
    values = dict(GIVEN.get(question.name, {}))
    if question.name == "evidence-of":
        values = {"statement": str(small.ask("shortcomings").rows[0]["statement"])}
    same_on_rdflib(question, values, small, small_quads)


@pytest.mark.parametrize("question", [p for p in EACH if p.id in CITIES - UNFIT])
def test_rdflib_gives_the_same_rows_on_two_cities(question: Question, two_quads: list[ox.Quad]) -> None:
    """Of the vocabulary only what the reports use, for rdflib's sake."""
    said = [q for q in two_quads if not str(q.graph_name).endswith("/vocabulary>")]
    used = {str(t) for q in said for t in (q.predicate, q.object)}
    sought = ("/vocab/verdict/", "/vocab/body/", "/vocab/succession/")  # by their names
    pared = [*said, *(q for q in two_quads if str(q.subject) in used or any(s in str(q.subject) for s in sought))]
    same_on_rdflib(question, GIVEN.get(question.name, {}), Graph(store.memory(pared)), pared)


def same_on_rdflib(question: Question, values: dict[str, Any], kg: Graph, quads: list[ox.Quad]) -> None:
    text = parameters.bind(kg.store, question, values)
    graph = rdflib.Graph()
    flat = ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=flat, format="nt")
    found = graph.query(text, initNs={k: rdflib.Namespace(v) for k, v in query.PREFIXES.items()})
    columns = [str(v) for v in found.vars or []]
    other = [tuple(plain(t) for t in row) for row in found]  # type: ignore[union-attr]
    answer = kg.ask(question.name, **values)
    assert columns == list(answer.columns) and answer.rows
    rows = computed.blank(answer.computed, answer.rows) if answer.computed else answer.rows
    assert sorted(other, key=str) == sorted((tuple(plain(row[c]) for c in columns) for row in rows), key=str)


def plain(term: object) -> object:
    if isinstance(term, rdflib.Literal) and isinstance(term.value, int | Decimal):
        term = term.value
    return None if term is None else Decimal(term).normalize() if isinstance(term, int | Decimal) else str(term)


def test_english_has_no_missing_labels(asked: Asked) -> None:
    zh, en = (asked.ask(lang=lang) for lang in ("zh", "en"))
    assert [r["statement"] for r in zh.rows] == [r["statement"] for r in en.rows]
    assert [[c for c in zh.columns if r[c] is None] for r in zh.rows] == [
        [c for c in en.columns if r[c] is None] for r in en.rows
    ]
    assert en.table().splitlines()[0] == asked.question.title[1]


@pytest.mark.parametrize("question", EACH)
def test_an_empty_graph_gives_no_rows(question: Question) -> None:
    if any(p.required for p in question.parameters):
        return
    empty = Graph(ox.Store())
    every: dict[str, Any] = {p.name: "all" for p in question.parameters if p.type == "concept"}
    answer = empty.ask(question.name, **every)
    assert answer.rows == [] and question.none[0] in str(answer)


def test_the_file_is_a_query_of_its_own(asked: Asked) -> None:
    """Anybody may run the file as it stands: an UNDEF restricts nothing."""
    question = asked.question
    if question.name == "path-between":
        return  # every pair of things
    columns, rows, _ = query.execute(asked.kg.store, question.sparql)
    every: dict[str, Any] = {p.name: "all" for p in question.parameters if p.type == "concept"}
    if not any(p.required for p in question.parameters):
        answer = asked.kg.ask(question.name, **every)
        if question.computed:  # which puts them in an order of its own
            assert columns == answer.columns
            assert sorted(rows, key=str) == sorted(computed.blank(question.computed, answer.rows), key=str)
        else:
            assert (columns, rows) == (answer.columns, answer.rows)
    # Every graph of a store is a part of it: nothing changed. Every place reports something in some year.
    assert bool(rows) != (question.name in ("what-changed", "not-reported"))


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
