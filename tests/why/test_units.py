"""Every triple of a release belongs to something: a statement, a passage of one, what follows from some, or the ground."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

import govkg
from govkg import release, store
from govkg.derived import DERIVED_FROM
from govkg.graph import Graph
from govkg.why import units
from govkg.why.units import Ground


@pytest.fixture(scope="module", params=["bundled", "cities"])
def kg(request: pytest.FixtureRequest) -> Graph:
    graph: Graph = govkg.open() if request.param == "bundled" else request.getfixturevalue("two")
    return graph


def test_statements_and_the_ground_are_all_that_is_said(kg: Graph) -> None:
    ground = Ground(kg.store)
    own: Counter[ox.Quad] = Counter()
    for unit in ground.every():
        mine = ground.quads(unit)
        assert len(set(mine)) == len(mine)
        own.update(q for q in mine if units.part(q) == "statement")
        assert {units.part(q) for q in mine} == {"statement", "passage"}
    held = {q for unit in ground.every() for q in ground.quads(unit)} | set(ground.ground())
    said = [q for q in store.named(kg.store) if units.part(q) != "inferred"]
    assert set(said) == held
    assert set(own.values()) == {1}, "a triple of a statement's own node is of that statement alone"
    assert not held & {q for q in said if units.part(q) == "ground"} - set(ground.ground())


def test_what_is_inferred_rests_on_statements(kg: Graph) -> None:
    quads = list(store.named(kg.store))
    said = [q for q in quads if units.said(q.graph_name)]
    follows = {q.triple for q in release.inferred("x", said)}
    derived = {q.subject for q in quads if q.predicate == DERIVED_FROM}
    inferred = [q for q in quads if units.part(q) == "inferred"]
    assert inferred
    assert all(q.triple in follows or q.subject in derived for q in inferred)
    ground = Ground(kg.store)
    for node in derived:
        assert isinstance(node, ox.NamedNode)
        assert {u.node for u in ground.of(node)} == {p.value for p in ground.premises(node)}
        (deduced,) = [d for d in ground.leading(ground.premises(node)[0].value) if d.quads[0].subject == node]
        assert set(deduced.quads) == {q for q in inferred if q.subject == node}


def test_who_makes_a_triple_hold(kg: Graph) -> None:
    ground = Ground(kg.store)
    for q in list(store.named(kg.store))[::50]:
        fact = (q.subject, q.predicate, q.object)
        holders = ground.holders(fact)
        match units.part(q):
            case "ground":
                assert holders is None
            case "inferred":
                assert holders == frozenset()
                assert ground.inferred(fact)
            case _:
                assert holders
                assert all(q.triple in {x.triple for x in ground.quads(u)} for u in holders)


def test_predicates_narrow_the_ground_and_nothing_else(kg: Graph) -> None:
    ground = Ground(kg.store)
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert set(ground.ground(frozenset({label}))) == {q for q in ground.ground() if q.predicate == label}
