"""The graph as one of networkx says what the store says, and no more."""

from __future__ import annotations

import networkx as nx
import pyoxigraph as ox
import pytest

import govkg
from govkg import ids, store
from govkg.analysis.multigraph import multigraph
from govkg.store import View

GOV = ids.ONTOLOGY
TIED = {
    "attribution": "Attribution", "participation": "Participation", "composition": "Composition", "mandate": "Mandate",
    "recognition": "Recognition",
}  # fmt: skip


@pytest.fixture(scope="module")
def wuhan() -> View:
    return govkg.open().store


def counted(graph: View, text: str) -> int:
    found = graph.query(f"PREFIX gov: <{GOV}> SELECT (COUNT(*) AS ?n) {{ {text} }}")
    assert isinstance(found, ox.QuerySolutions)
    return int(next(found)["n"].value)


def test_every_tying_statement_is_an_edge_with_its_words(wuhan: View) -> None:
    made = multigraph(wuhan)
    for kind, name in TIED.items():
        assert sum(d["kind"] == kind for *_, d in made.edges(data=True)) == counted(wuhan, f"?s a gov:{name}"), kind
    for _, _, key, d in made.edges(keys=True, data=True):
        quote = counted(wuhan, f"<{key}> gov:evidence/gov:exact {ox.Literal(d['quote'])}")
        assert key == d["statement"] and quote == 1 and d["report"] == "wuhan-2021" and d["status"] == "proposed"


def test_no_edge_says_that_a_reform_caused_anything(wuhan: View) -> None:
    bases = {d["basis"] for *_, d in multigraph(wuhan).edges(data=True) if d["kind"] == "attribution"}
    assert bases == {"reportedAs", "listedUnder"}


def test_figures_are_exact_and_only_where_they_are_outcomes(wuhan: View) -> None:
    results = {i: d for i, d in multigraph(wuhan).nodes(data=True) if d["type"] == "Result"}
    assert len(results) == counted(
        wuhan, "SELECT DISTINCT ?o { ?s a gov:Attribution ; gov:outcome ?o . ?o a gov:Result }"
    )
    assert all(
        str(d["value_exact"]) and float(d["value_exact"]) == d["value"] for d in results.values() if "value" in d
    )
    assert any(d["bound"] == "above" for d in results.values())


def test_attributes_are_what_graphml_and_gexf_hold(wuhan: View) -> None:
    made = multigraph(wuhan)
    values = [v for _, d in made.nodes(data=True) for v in d.values()]
    values += [v for *_, d in made.edges(data=True) for v in d.values()]
    assert {type(v) for v in values} <= {str, int, float} and "" not in values
    again = nx.parse_graphml("\n".join(nx.generate_graphml(made)), force_multigraph=True)
    assert sorted(again.nodes(data=True)) == sorted(made.nodes(data=True))


def test_what_a_person_rejected_is_left_out(wuhan: View) -> None:
    made = multigraph(wuhan)
    outcome, key = next((b, k) for _, b, k, d in made.edges(keys=True, data=True) if d["kind"] == "attribution")
    for out in (key, outcome):
        left = multigraph(rejecting(wuhan, out))
        assert key not in {k for *_, k in left.edges(keys=True)}, out
    assert outcome in made and outcome not in multigraph(rejecting(wuhan, outcome))


def rejecting(graph: View, iri: str) -> View:
    status, node = ox.NamedNode(GOV + "status"), ox.NamedNode(iri)
    quads = [q for q in store.named(graph) if not (q.subject == node and q.predicate == status)]
    home = next(q.graph_name for q in quads if q.subject == node)
    return store.memory([*quads, ox.Quad(node, status, ox.NamedNode(ids.concept("status", "rejected")), home)])
