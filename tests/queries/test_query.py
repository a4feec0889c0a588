"""Any SPARQL: rows as Python values, one clear line for what is wrong, limits that hold."""

from __future__ import annotations

import os
import time
from decimal import Decimal

import pytest

from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.query import close
from govkg.worker import Limits

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c < ?f && ?f < ?i) }"


def test_values_keep_their_kind(small: Graph) -> None:
    answer = small.query(
        "SELECT ?value ?start ?label ?x (1.5e0 AS ?d) (true AS ?b) {"
        " ?o gov:value ?value ; gov:about/rdfs:label ?label ; gov:evidence/gov:start ?start FILTER(?value = 60.9) }"
    )
    assert answer.columns == ("value", "start", "label", "x", "d", "b")
    assert answer.rows == [{"value": Decimal("60.9"), "start": 19, "label": "一事联办", "x": None, "d": 1.5, "b": True}]


def test_ask_construct_and_describe(small: Graph) -> None:
    assert small.query("ASK { ?r a gov:Reform }").rows == [{"answer": True}]
    made = small.query("CONSTRUCT { ?r gov:is 1 } WHERE { ?r a gov:Reform }")
    assert made.columns == ("subject", "predicate", "object") and {r["object"] for r in made.rows} == {1}
    assert small.query("DESCRIBE ?r WHERE { ?r a gov:Award }").rows


def test_named_graphs_can_be_asked(small: Graph) -> None:
    rows = small.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").rows
    assert [str(r["g"]).rpartition("/graph/")[2] for r in rows] == ["jia-2021", "jia-2021/inferred", "vocabulary"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("SELECT", "query, line 1, column 7: not SPARQL: cannot go on after 'SELECT'; correct the query"),
        ("SELECT * {\n ?s ?p\n}", "query, line 3, column 2: not SPARQL: cannot go on after '}'; correct the query"),
        (
            "SELECT * { ?s foo:bar ?o }",
            "query, line 1, column 15: not SPARQL: the prefix foo: is not declared; correct the query",
        ),
        ("# nothing", "query, line 1, column 1: not SPARQL: there is no query in it; correct the query"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "correct the query"),
        ("SELECT * { ?s ?p ?o } LIMIT x", "query, line 1, column 29: not SPARQL: unknown word 'x'; correct the query"),
        ("select * { ?s ?p 'a }", 'query, line 1, column 18: not SPARQL: cannot read "\'a }"; correct the query'),
    ],
)
def test_malformed_sparql_is_one_line_with_its_place(text: str, line: str, small: Graph) -> None:
    with pytest.raises(CallerError) as e:
        small.query(text)
    assert e.value.code == "query.malformed"
    assert str(e.value).endswith(line) and "\n" not in str(e.value)


@pytest.mark.parametrize(
    "text", ["SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "LOAD <http://127.0.0.1:1/>"]
)
@pytest.mark.parametrize("timeout", [None, 20.0])
def test_the_gate_stands_before_everything(text: str, timeout: float | None, small: Graph) -> None:
    with pytest.raises(CallerError, match="is refused"):
        small.query(text, timeout=timeout)


def test_a_limit_cuts_and_says_so(small: Graph) -> None:
    cut = small.query("SELECT * { ?s ?p ?o }", limit=3)
    assert len(cut) == 3 and cut.truncated and "其余未列出" in str(cut)
    whole = small.query("SELECT ?r { ?r a gov:Award }", limit=1)
    assert len(whole) == 1 and not whole.truncated
    with pytest.raises(CallerError, match="limit is 0"):
        small.query("ASK {}", limit=0)


def test_a_deadline_kills_and_says_so(small: Graph) -> None:
    began = time.monotonic()
    with pytest.raises(CallerError, match=r"no answer within 1\.5 s") as e:
        small.query(SLOW, timeout=1.5)
    assert e.value.code == "query.timeout" and time.monotonic() - began < 6


def test_within_the_deadline_the_rows_are_the_same(small: Graph) -> None:
    for name in ("reforms-and-outcomes", "approximate-figures"):
        assert small.ask(name, timeout=60).rows == small.ask(name).rows
    assert small.query("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", limit=2, timeout=60).truncated
    with pytest.raises(CallerError, match="the prefix foo: is not declared"):
        small.query("SELECT * { ?s foo:bar ?o }", timeout=60)


def test_a_graph_in_memory_only_is_copied_to_the_worker(small: Graph) -> None:
    every = "SELECT ?g ?s ?p ?o { { ?s ?p ?o BIND('' AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o"
    assert Graph(small.store).query(every, timeout=60).rows == small.query(every).rows
    with pytest.raises(CallerError, match="more than 0"):
        small.query("ASK {}", timeout=0)


def test_limits_hold_in_process_too(small: Graph) -> None:
    cut = small.query("SELECT * { ?s ?p ?o }", limits=Limits(rows=3))
    assert len(cut) == 3 and cut.truncated
    few = small.query("SELECT * { ?s ?p ?o }", limits=Limits(bytes=500))
    assert 0 < len(few) < 10 and few.truncated
    with pytest.raises(CallerError) as e:
        small.query("SELECT (GROUP_CONCAT(?x) AS ?y) { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?a), STR(?d)) AS ?x) }",
                    limits=Limits(seconds=60, memory=50_000_000))  # fmt: skip
    assert e.value.code == "query.memory"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_process_has_workers_of_its_own(small: Graph) -> None:
    assert small.query("ASK { ?r a gov:Reform }", timeout=60).rows == [{"answer": True}]
    if (child := os.fork()) == 0:
        code = 1
        try:
            code = 0 if small.query("ASK { ?r a gov:Award }", timeout=60).rows == [{"answer": True}] else 2
            close()
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    assert small.query("ASK { ?r a gov:Reform }", timeout=60).rows == [{"answer": True}]
