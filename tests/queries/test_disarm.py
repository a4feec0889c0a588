"""Texts that the gate and a backtracking engine read differently: none reaches out, and what is innocent keeps its meaning."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.worker.listener import listening

from govkg import disarm, query
from govkg.errors import CallerError
from govkg.graph import Graph

CALL = "SERVICE<%s>{ ?x ?y ?z }"
SILENT = "SERVICESILENT<%s>{ ?x ?y ?z }"
# What was seen to reach out, when the gate's reading alone was run; %s is the address of a listener.
DISGUISES = (
    "SELECT * { VALUES ?v { '''A' } " + CALL + " # \\x '''\n }",
    'SELECT * { VALUES ?v { """A" } ' + CALL + ' # \\x """\n }',
    "SELECT * { VALUES ?v { '''A' } " + CALL + " # \\u005CuD800 '''\n }",
    "SELECT * { ?s ?p ?o FILTER(1 <'x>'||true) " + CALL + " #'\n }",
    "BASE <http://x/> SELECT * { ?s ?p ?o FILTER(1 <?a-'x>'||true) " + CALL + " #'\n }",
    "SELECT * { ?s ?p ?o FILTER(EXISTS{} <1#>'''\n||true) " + CALL + " #'''\n }",
    "SELECT * { ?s ?p ?o FILTER(<<(<http://a> <http://b> 1)>> <1#>'''\n||true) " + CALL + " #'''\n }",
    "SELECT * { ?s ?p ?o FILTER(?o <1#>'''\n||?o!=<http://x/\\u005Cu0041>) " + CALL + " #'''\n }",
    "PREFIX p: <https://> SELECT * { ?s ?q p:x.example\\/#y." + CALL + " }",
    "PREFIX p: <https://> SELECT * { ?s ?q p:x.example\\/\\#y." + SILENT + " }",
    "PREFIX p: <http://h:80> SELECT * { ?s ?q p:" + CALL + " }",
    "PREFIX p: <http://h:80> SELECT * { ?s ?q p:" + SILENT + " }",
    "PREFIX : <http://h/> SELECT * { ?s ?q :a.b." + CALL + " }",
    "SELECT * { ?s ?q _:a." + CALL + " }",
)  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> Graph:
    node = ox.NamedNode
    store = ox.Store()
    for end in (node("http://h:80"), node("https://x.example/#y"), ox.Literal(1)):
        store.add(ox.Quad(node("http://a"), node("http://b"), end))
    return Graph(store)


@pytest.mark.parametrize("text", DISGUISES)
def test_no_disguise_reaches_out(text: str, graph: Graph) -> None:
    with listening() as listener:
        with pytest.raises(CallerError):
            query.run(graph, text % listener.url)
        assert listener.count == 0


def test_a_graph_that_is_none_of_ours_is_not_named_by_a_broken_name(graph: Graph) -> None:
    with pytest.raises(CallerError):
        query.run(graph, "PREFIX p: <http://h:80> DESCRIBE p:FROM<http://notmine> { ?s ?p ?o }")


def test_innocent_words_keep_their_meaning(graph: Graph) -> None:
    (row,) = query.run(graph, r"""
        PREFIX x: <http://x/>
        SELECT ("public service" AS ?a) ('''it's \\from''' AS ?b) ('\\service' AS ?c) (<http://x/service> AS ?d)
               (x:from.service AS ?e) (x:service AS ?f) (prov:wasDerivedFrom AS ?service) (x:a\-from AS ?g)
        { } # a service from here""").rows  # fmt: skip
    assert row == {
        "a": "public service", "b": "it's \\from", "c": "\\service", "d": "http://x/service", "e": "http://x/from.service",
        "f": "http://x/service", "service": "http://www.w3.org/ns/prov#wasDerivedFrom", "g": "http://x/a-from",
    }  # fmt: skip


PIECES = ["'", '"', "'''", '"""', "\\", "\\u0041", "#", "\n", "<", ">", "<1#>", "SERVICE", "from", ":", "p:", ".", "?x", "{", "}", " ", "||", "a"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_what_is_ready_holds_the_words_in_variables_alone(pieces: list[str]) -> None:
    """Whatever stands around it: an engine finds no keyword in what is ready, however it reads it."""
    text = f"PREFIX p: <http://p/> SELECT * {{ ?s ?p {''.join(pieces)} ?o }}"
    try:
        made = disarm.ready(text)
    except CallerError:
        return
    for word in ("service", "from"):
        assert all(before in "?$_" or before.isalnum() for before in before_each(made.lower(), word)), made


def before_each(text: str, word: str) -> list[str]:
    """The character before each place of a word."""
    return [text[i - 1] for i in range(len(text)) if text.startswith(word, i)]
