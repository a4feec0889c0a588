"""Who works with whom, who stands between, what hangs together: against networkx, hands and planted communities."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache

import networkx as nx
import pyoxigraph as ox
import pytest
from tests.views.cities import cities, wuhan

from govkg import ids, store
from govkg.analysis import brokers as brokering
from govkg.analysis.backbone import backbone
from govkg.analysis.brokers import brokers
from govkg.analysis.gather import answered
from govkg.analysis.multigraph import multigraph
from govkg.analysis.partners import partners, tied
from govkg.analysis.path import paths
from govkg.analysis.reforms import reforms
from govkg.computed.clusters import clusters
from govkg.graph import Graph
from govkg.store import View

GRAPHS = pytest.mark.parametrize("graph", [wuhan, cities], ids=["wuhan", "cities"])
GOV, RDF, RDFS = ids.ONTOLOGY, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
HOME = ox.NamedNode(ids.ID + "graph/made-up")
VOCABULARY = tuple(f"<{ids.VOCAB}{scheme}" for scheme in ("role", "basis"))
SENTENCE = "甲与乙共同推进某事。"


# -- graphs by hand ----------------------------------------------------------------------------------------------------
def thing(kind: str, name: str) -> str:
    return f"{ids.ID}{kind.lower()}/made-{name}"


def said(subject: str, **fields: str | int) -> Iterable[ox.Quad]:
    for name, value in fields.items():
        of = ox.NamedNode(value) if isinstance(value, str) and value.startswith("http") else None
        if name == "type":
            yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(RDF + "type"), ox.NamedNode(GOV + str(value)), HOME)
        elif name == "label":
            yield ox.Quad(
                ox.NamedNode(subject), ox.NamedNode(RDFS + "label"), ox.Literal(str(value), language="zh"), HOME
            )
        else:
            yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(GOV + name), of or ox.Literal(value), HOME)


def duties(taking: Iterable[tuple[str, str]], planned: Iterable[str] = (), role: str = "cooperates") -> View:
    """A graph of bodies that one report names on initiatives; every statement has a sentence of its own."""
    report = ids.report("made-up")
    quads = [q for q in store.named(wuhan().store) if str(q.subject).startswith(VOCABULARY)]
    pairs = sorted(set(taking))
    for name in {i for _, i in pairs}:
        quads += said(thing("Reform", name), type="Reform", label=name)
    for name in {b for b, _ in pairs}:
        quads += said(thing("Organisation", name), type="Organisation", label=name)
    fixed = {"exact": SENTENCE[:3], "sentence": SENTENCE, "sectionPath": "一", "source": report}
    for n, (body, initiative) in enumerate(pairs):
        s, e = f"{ids.ID}statement/{n:016x}", f"{ids.ID}evidence/made-up-{n * 20}-{n * 20 + 3}"
        quads += said(s, type="Participation", organisation=thing("Organisation", body), initiative=thing("Reform", initiative),
                      role=ids.concept("role", role), basis=ids.concept("basis", "named"), evidence=e, source=report)  # fmt: skip
        quads += said(e, type="Evidence", start=n * 20, end=n * 20 + 3, sentenceStart=n * 20, **fixed)
        for name in (thing("Organisation", body), thing("Reform", initiative)):
            quads += said(name, evidence=e)
        if initiative in planned:
            quads += said(
                f"{s}f", type="PlannedMilestone", about=thing("Reform", initiative), evidence=e, source=report
            )
    return store.memory(quads)


def chance(seed: int, bodies: int = 14, initiatives: int = 16, ties: int = 34) -> list[tuple[str, str]]:
    draw = random.Random(seed)
    return [(f"b{draw.randrange(bodies)}", f"i{draw.randrange(initiatives)}") for _ in range(ties)]


@lru_cache(maxsize=8)
def by_chance(seed: int) -> View:
    return duties(chance(seed))


# -- partners ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(4))
def test_weights_are_those_that_networkx_counts(seed: int) -> None:
    both = nx.Graph(chance(seed))
    bodies = sorted(n for n in both if n.startswith("b"))
    wanted = nx.bipartite.weighted_projected_graph(both, bodies)
    made = tied(by_chance(seed))
    named = {thing("Organisation", b): b for b in bodies}
    assert {frozenset((named[a], named[b])): d["weight"] for a, b, d in made.edges(data=True)} == {
        frozenset((a, b)): d["weight"] for a, b, d in wanted.edges(data=True)
    }
    found = partners(by_chance(seed))
    assert nx.utils.graphs_equal(found.graph, made)
    assert all(found.picture.passages[t.passage].quote for p in found.pairs for s in p.shared for t in (s.one, s.other))


@GRAPHS
@pytest.mark.parametrize("reporting", [False, True])
def test_partners_of_a_real_graph_are_those_of_its_edges(graph: Callable[[], Graph], reporting: bool) -> None:
    """Two bodies with an edge to one initiative in one report; recipients and, unless asked for, reporting bodies are none."""
    edges = [
        (a, b, d["report"]) for a, b, d in multigraph(graph().store).edges(data=True)
        if d["kind"] == "participation" and d["role"] != "recipient" and (reporting or d["basis"] == "named")
    ]  # fmt: skip
    pairs = itertools.combinations(edges, 2)
    wanted = {frozenset((a, x)) for (a, b, r), (x, y, s) in pairs if a != x and (b, r) == (y, s)}
    assert {frozenset((p.one, p.other)) for p in partners(graph().store, reporting=reporting).pairs} == wanted
    assert wanted


def test_what_is_only_planned_is_kept_apart() -> None:
    graph = duties([("甲", "一"), ("乙", "一"), ("甲", "二"), ("乙", "二")], planned=["二"])
    (pair,) = partners(graph).pairs
    assert (pair.weight, pair.planned) == (1, 1) and [s.planned for s in pair.shared] == [False, True]
    rows = answered(graph, "unit-network")
    assert [(r["initiative"], r["planned"], r["together"]) for r in rows] == [("一", "", 1), ("二", "计划", 1)]
    assert len(tied(duties([("甲", "二"), ("乙", "二")], planned=["二"]))) == 0


def test_recipients_are_no_partners() -> None:
    assert partners(duties([("甲", "一"), ("乙", "一")], role="recipient")).pairs == ()


# -- brokers -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(4))
def test_brokers_are_those_that_brute_force_finds(seed: int) -> None:
    graph = tied(by_chance(seed))
    wanted = {
        b: sum(not graph.has_edge(x, y) for x, y in itertools.combinations(graph[b], 2)) for b in graph
    }  # fmt: skip
    found = brokers(by_chance(seed))
    assert {b.iri: b.pairs for b in found.found} == {b: n for b, n in wanted.items() if n}
    assert {b.iri: b.partners for b in found.found} == {b: graph.degree(b) for b, n in wanted.items() if n}
    exact = nx.betweenness_centrality(graph)
    assert all(b.betweenness == pytest.approx(exact[b.iri]) for b in found.found) and not found.sampled
    rows = answered(by_chance(seed), "brokers")
    assert {str(r["brokerId"]): r["pairs"] for r in rows} == {b.iri: b.pairs for b in found.found}


def test_a_broker_by_hand() -> None:
    """甲 — 一 — 中 — 二 — 乙, and 丙 with 乙 on 三: two pairs have one between, 甲 and 丙 are three steps apart."""
    graph = duties([("甲", "一"), ("中", "一"), ("中", "二"), ("乙", "二"), ("乙", "三"), ("丙", "三")])
    found = brokers(graph)
    told = {found.picture.things[b.iri].label: (b.pairs, round(b.betweenness, 3)) for b in found.found}
    assert told == {"中": (1, 0.667), "乙": (1, 0.667)}
    one = brokers(graph, of=thing("Organisation", "中"))
    assert [b.iri for b in one.found] == [thing("Organisation", "中")]


def test_betweenness_of_many_bodies_is_estimated_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brokering, "EXACT", 5)
    monkeypatch.setattr(brokering, "SAMPLE", 5)
    first, again = brokers(by_chance(1)), brokers(by_chance(1))
    assert first.sampled and first == again


# -- communities -------------------------------------------------------------------------------------------------------
def planted(
    seed: int, groups: int = 4, size: int = 10, inside: float = 0.7, between: float = 0.02
) -> list[tuple[str, str, str]]:
    draw = random.Random(seed)
    nodes = [f"{'abcdefgh'[g]}{n}" for g in range(groups) for n in range(size)]
    return [
        (x, y, "tie")
        for x, y in itertools.combinations(nodes, 2)
        if draw.random() < (inside if x[0] == y[0] else between)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_planted_communities_are_found(seed: int) -> None:
    made = clusters(planted(seed))
    assert made.marked and all(len({n[0] for n in g}) == 1 for g in made.groups) and len(made.groups) == 4


@pytest.mark.parametrize("seed", range(3))
def test_ties_by_chance_are_no_structure(seed: int) -> None:
    """As many ties as the planted graph has: Louvain finds parts here too, and they mean nothing."""
    nodes = [f"n{n:02}" for n in range(40)]
    ties = random.Random(seed).sample(list(itertools.combinations(nodes, 2)), 100)
    made = clusters((a, b, "tie") for a, b in ties)
    assert len(made.groups) > 2 and made.modularity > 0.2 and not made.marked


def test_stars_are_no_structure_and_nothing_is_none() -> None:
    assert not clusters([(f"c{k}", f"c{k}-{n}", "tie") for k in range(5) for n in range(4)]).marked
    assert clusters([]).groups == () and not clusters([]).marked


def test_rewired_ties_keep_their_kinds_and_counts() -> None:
    from govkg.computed.clusters import _rewired

    edges = sorted({(*sorted((int(a[1]) + 10 * "abcd".index(a[0]), int(b[1]) + 10 * "abcd".index(b[0]))), "xy"[n % 2])
                    for n, (a, b, _) in enumerate(planted(1))})  # fmt: skip

    def degrees(ties: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        return sorted((at, tie[at], tie[2]) for tie in ties for at in (0, 1))  # type: ignore[misc]

    made = _rewired(edges, 3)  # type: ignore[arg-type]
    assert degrees(made) == degrees(edges) and len(set(made)) == len(edges) and set(made) != set(edges)  # type: ignore[arg-type]
    assert all(a != b for a, b, _ in made)


def test_communities_do_not_hang_on_order_or_hash_seed() -> None:
    ties = planted(2)
    assert clusters(random.Random(1).sample(ties, len(ties))) == clusters(ties)
    code = ("import govkg; from govkg.analysis.reforms import reforms; f = reforms(govkg.open().store);"
            "print(f.clusters, f.inside, f.structure)")  # fmt: skip
    told = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={**_environ(), "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "77")
    }  # fmt: skip
    assert len(told) == 1 and b"Clusters" in told.pop()


def _environ() -> dict[str, str]:
    import os

    return dict(os.environ)


@GRAPHS
def test_every_tie_lies_in_a_community_or_between_two(graph: Callable[[], Graph]) -> None:
    found = reforms(graph().store)
    rows = answered(graph().store, "communities-of-reforms")
    ties = [t.iri for group in found.inside for t in group] + [t.iri for t in found.between]
    assert sorted(ties) == sorted({str(r["statement"]) for r in rows}) and ties
    assert all(set(g) == {e for t in inside for e in (t.source, t.target)}
               for g, inside in zip(found.clusters.groups, found.inside, strict=True))  # fmt: skip
    assert {r["structure"] for r in rows} == {found.structure[0]}


# -- backbone ----------------------------------------------------------------------------------------------------------
@GRAPHS
def test_what_rests_on_a_platform_is_what_its_edges_say(graph: Callable[[], Graph]) -> None:
    edges = [(a, b, d) for a, b, d in multigraph(graph().store).edges(data=True)]
    whole = nx.DiGraph((a, b) for a, b, d in edges if d["kind"] == "composition")
    found = backbone(graph().store).found
    assert found and [b.total for b in found] == sorted((b.total for b in found), reverse=True)
    for one in found:
        below = {one.iri, *(nx.ancestors(whole, one.iri) if one.iri in whole else ())}
        parts = {a for a, b, d in edges if d["kind"] == "composition" and b in below} - {one.iri}
        bodies = {a for a, b, d in edges if d["kind"] == "participation" and d["basis"] == "named" and b in below}
        outcomes = {b for a, b, d in edges if d["kind"] == "attribution" and a in below}
        assert {r.iri for r in one.resting} == parts | bodies | outcomes
        for r in one.resting:
            bases = {b for a, b, d in edges if a == r.iri and (d["kind"] == "composition" or d.get("basis") == "named")}
            bases |= {a for a, b, d in edges if b == r.iri and d["kind"] == "attribution"}
            assert r.only == (bases <= below), r


# -- paths -------------------------------------------------------------------------------------------------------------
def test_a_path_leads_from_one_to_the_other_by_its_statements() -> None:
    kg = wuhan()
    label = {
        d["label"]: i for i, d in multigraph(kg.store).nodes(data=True) if d["type"] in ("Organisation", "Platform")
    }
    found = paths(kg.store, label["市公安局"], label["武汉战疫"])
    assert [[found.picture.things[i].label for i in p.nodes] for p in found.found] == [
        ["市公安局", "健康码", "武汉战疫"]
    ]
    (one,) = found.found
    assert all((t.source, t.target) == ends for t, ends in zip(one.steps, itertools.pairwise(one.nodes), strict=True))
    assert [t.kind for t in one.steps] == ["participation", "composition"]
    assert all("健康码" in found.picture.passages[t.passage].quote for t in one.steps)
