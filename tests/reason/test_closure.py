"""What follows from a graph: the same as owlrl concludes, kept apart, whatever the order and the number of sources.

The soak makes up a second set of reports.
"""

from __future__ import annotations

import owlrl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize
from tests.conftest import SOAK
from tests.reason import factory

from govkg import ids, rdf
from govkg.reason import closure, rules

GOV = rdf.GOV
Fact = tuple[str, str, str]


def told(facts: set[Fact]) -> set[Fact]:
    """About individuals, in terms of gov:, of a thing and another."""
    return {
        (s, p, o)
        for s, p, o in facts
        if not s.startswith(GOV) and s != o
        and (p.startswith(GOV) or (p == rdf.RDF_TYPE.value and o.startswith(GOV)))
    }  # fmt: skip


def oracle(triples: set[Triple], extra: str = "") -> set[Fact]:
    """What owlrl concludes. Keys only make two names one, and owlrl's rule does so where one key of several is shared."""
    data = serialize([*rules.turtle(extra), *triples], format=RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=data, format="nt")
    graph.remove((None, rdflib.OWL.hasKey, None))
    before = {tuple(map(str, t)) for t in graph}
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    after = {(str(s), str(p), str(o)) for s, p, o in graph if isinstance(s, rdflib.URIRef)}
    return told(after - before)


def facts(quads: list[Quad]) -> set[Fact]:
    return {tuple(str(n).strip("<>") for n in (q.subject, q.predicate, q.object)) for q in quads}  # type: ignore[misc]


def fresh(made: list[Quad], parts: list[tuple[str, list[Triple]]]) -> set[Fact]:
    """What is concluded and said by no source."""
    said = {t for _, part in parts for t in part}
    return told(facts([q for q in made if q.triple not in said]))


def concluded(parts: list[tuple[str, list[Triple]]], extra: str = "") -> list[Quad]:
    return list(closure.materialise(parts, rules.compiled(rules.turtle(extra))))


def test_the_wuhan_graph_gives_what_owlrl_gives(wuhan: list[Quad]) -> None:
    parts = closure.sources(wuhan)
    parts.pop("")  # the vocabulary, whose concepts would be typed already
    made = concluded(list(parts.items()))
    assert fresh(made, list(parts.items())) == oracle({t for part in parts.values() for t in part})
    assert {q.graph_name for q in made} == {NamedNode(ids.inferred("wuhan-2021"))}


@pytest.mark.parametrize("seed", [1, 2] if SOAK else [1])
def test_made_up_reports_give_what_owlrl_gives(seed: int) -> None:
    parts = [factory.written(seed, n, 12) for n in range(5)]  # four of one place, so that some follows across
    triples = [(name, [q.triple for q in quads]) for name, quads in parts]
    made = concluded(triples)
    assert fresh(made, triples) == oracle({t for _, part in triples for t in part})


NODES = [NamedNode(f"urn:n{i}") for i in range(6)]
TIES = st.tuples(st.sampled_from(NODES), st.sampled_from(["partOf", "hasReportedResult", "reportedAsResultOf",
                                                          "contributedOutcome", "realises", "about"]),
                 st.sampled_from(NODES))  # fmt: skip
TYPES = st.tuples(st.sampled_from(NODES), st.just("type"), st.sampled_from(["Reform", "Platform", "Result", "Milestone",
                                                                             "Recognition", "Place"]))  # fmt: skip
EXTRA = """
gov:hasPart a owl:ObjectProperty ; owl:inverseOf gov:partOf .
gov:near a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:subPropertyOf gov:touches . gov:touches a owl:ObjectProperty .
gov:partOf rdfs:subPropertyOf gov:near .
gov:Whole a owl:Class ; owl:equivalentClass [ a owl:Restriction ; owl:onProperty gov:hasPart ; owl:someValuesFrom owl:Thing ] .
gov:Busy a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:unionOf ( gov:Whole gov:EvidencedReform ) ] .
gov:Busy rdfs:subClassOf [ a owl:Restriction ; owl:onProperty gov:realises ; owl:allValuesFrom gov:Scheme ] .
"""


@settings(max_examples=8)
@given(st.lists(st.lists(st.one_of(TIES, TYPES), max_size=7), min_size=1, max_size=4))
def test_any_graph_in_any_sources_gives_what_owlrl_gives(
    drawn: list[list[tuple[NamedNode, str, NamedNode | str]]],
) -> None:
    parts = []
    for n, part in enumerate(drawn):
        triples = [
            Triple(s, rdf.RDF_TYPE, rdf.gov(o)) if isinstance(o, str) else Triple(s, rdf.gov(p), o)
            for s, p, o in part
            if p != "about"  # has one value only: owlrl makes two names one, which no rule of ours does
        ]
        parts.append((f"s{n}", triples))
    made = concluded(parts, EXTRA)
    assert fresh(made, parts) == oracle({t for _, part in parts for t in part}, EXTRA)


def test_what_needs_two_sources_stands_in_a_graph_of_its_own() -> None:
    a, b, c, d = NODES[:4]
    one = [Triple(a, rdf.gov("partOf"), b)]
    two = [Triple(b, rdf.gov("partOf"), c), Triple(d, rdf.gov("reportedAsResultOf"), a)]
    made = concluded([("one", one), ("two", two)])
    across = {q.triple for q in made if q.graph_name == NamedNode(ids.ACROSS)}
    assert across == {
        Triple(a, rdf.gov("partOf"), c),
        Triple(b, rdf.gov("contributedOutcome"), d),
        Triple(c, rdf.gov("contributedOutcome"), d),
    }
    assert len(made) == len(set(made))


def test_one_source_has_nothing_across_and_nothing_said_is_concluded() -> None:
    name, quads = factory.written(3, 0, 12)
    said = {q.triple for q in quads}
    made = concluded([(name, list(said))])
    assert {q.graph_name for q in made} == {NamedNode(ids.inferred(name))}
    assert made and not said & {q.triple for q in made}


def test_what_all_share_is_not_concluded_again_by_each_source() -> None:
    concept = NamedNode(ids.concept("scheme", "x"))
    shared = [Triple(concept, rdf.RDF_TYPE, rdf.gov("Scheme"))]
    part = [Triple(NODES[0], rdf.gov("realises"), concept)]
    assert {q.subject for q in concluded([("", shared), ("s", part)])} == {NODES[0]}
