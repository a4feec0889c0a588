"""What the construct rules conclude from several sources: in a graph of its own, and proved again by verify."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QueryTriples, Store
from tests.conftest import SOAK
from tests.reason import factory

from govkg import across, concepts, ids, rdf, release, store, verify
from govkg.errors import CuratorError


def test_a_release_holds_what_follows_across_its_sources_and_verify_makes_it_again(tmp_path: Path) -> None:
    quads = release.quads([factory.report(5, n, 40) for n in range(factory.REPORTS)])
    together = {q.triple for q in quads if q.graph_name == NamedNode(ids.ACROSS)}
    said = [q for q in quads if not str(q.graph_name).strip("<>").endswith(("/inferred", "/across", "/vocabulary"))]
    each = {q.triple for q in quads if str(q.graph_name).strip("<>").endswith("/inferred")}
    whole = Store()
    whole.extend(Quad(q.subject, q.predicate, q.object) for q in said)
    every = set()
    for rule in release.rules().values():
        result = whole.query(rule)
        assert isinstance(result, QueryTriples)
        every |= set(result)
    assert together and together == every - each
    assert {t.predicate for t in together} <= {rdf.gov("partOf"), rdf.gov("contributedOutcome")}
    path = tmp_path / "govkg.trig"
    path.write_bytes(rdf.trig(quads))  # its reports have no texts here: of that alone the proof complains
    assert {f.code for f in verify.verify(path, tmp_path) if "/report/" not in f.node} <= {"verify.text"}
    path.write_bytes(rdf.trig(q for q in quads if q.graph_name != NamedNode(ids.ACROSS)))
    lost = [f for f in verify.verify(path, tmp_path) if "/report/" not in f.node]
    assert "verify.triple" in {f.code for f in lost}


def test_one_source_has_nothing_across() -> None:
    quads = release.quads([factory.report(5, 0, 40)])
    assert NamedNode(ids.ACROSS) not in {q.graph_name for q in quads}


THINGS = [rdf.gov(f"thing{n}") for n in range(5)]
SAID = st.tuples(
    st.sampled_from(["Composition", "Composition", "Attribution"]),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from(["explicit", "item", "curated"]),
    st.sampled_from(["read", "read", "read", "rejected"]),
)
Said = list[tuple[str, int, int, str, str]]
CHANGES = st.lists(
    st.tuples(st.integers(0, 3), st.one_of(st.none(), st.lists(SAID, max_size=4))), min_size=1, max_size=8
)


def report(name: str, said: Said) -> list[Quad]:
    """What a report says: compositions of things, and attributions to them."""
    graph, made = NamedNode(ids.graph(name)), []
    for n, (kind, a, b, basis, status) in enumerate(said):
        node, outcome = (NamedNode(ids.statement(f"{name}-{n}{end}")) for end in ("", "o"))
        tied: dict[str, NamedNode] = {"part": THINGS[a], "whole": THINGS[b]}
        if kind == "Attribution":
            tied = {"initiative": THINGS[a], "outcome": outcome, "basis": NamedNode(ids.concept("basis", basis))}
            whose = outcome if b else node  # an attribution falls with its outcome
            made.append(Quad(outcome, rdf.RDF_TYPE, rdf.gov("Result"), graph))
        else:
            whose = node
        made.append(Quad(node, rdf.RDF_TYPE, rdf.gov(kind), graph))
        made.append(Quad(whose, rdf.gov("status"), NamedNode(ids.concept("status", status)), graph))
        made += [Quad(node, rdf.gov(p), o, graph) for p, o in tied.items()]
    return made


def alone(name: str, said: list[Quad]) -> list[Quad]:
    return release.inferred(name, release.standing(said))


def oracle(now: dict[str, list[Quad]]) -> list[Quad]:
    said = [q for quads in now.values() for q in quads]
    follows = [q for name, quads in now.items() for q in alone(name, quads)]
    return release.across(release.standing(said), follows)


@settings(max_examples=400 if SOAK else 60)
@given(CHANGES)
def test_whatever_comes_and_goes_the_same_follows_as_from_everything(changes: list[tuple[int, Said | None]]) -> None:
    now: dict[str, list[Quad]] = {}
    before, graph = Store(), NamedNode(ids.ACROSS)
    for number, said in changes:
        name, after = f"s{number}", Store()
        now.pop(name, None)
        if said:
            now[name] = report(name, said)
        kept = list(before.quads_for_pattern(None, None, None, graph))
        quads = [q for n, quads in now.items() for q in [*quads, *alone(n, quads)]]
        after.extend(store.both([*quads, *kept]))
        ((iri, text),) = across.anew(before, [ids.graph(name)])(after)
        expected = oracle(now)
        assert iri == ids.ACROSS and (text and text.decode()) == (
            store.block(expected)[1].decode() if expected else None
        )
        assert across.quads(after) == expected
        before = store.memory([*quads, *expected])


def test_a_report_that_goes_takes_along_what_followed_from_it(tmp_path: Path) -> None:
    graphs: dict[str, list[Quad]] = {}
    for n in range(factory.REPORTS):
        source, statements = factory.report(5, n, 25)
        graphs[source.id] = rdf.quads(source, statements, concepts.unit_iris())

    def blocks(name: str) -> list[tuple[str, bytes]]:
        return [store.block(quads) for quads in (graphs[name], alone(name, graphs[name])) if quads]

    def found() -> list[Quad]:
        return rdf.ordered(store.open(tmp_path).quads_for_pattern(None, None, None, NamedNode(ids.ACROSS)))

    fresh = [b for name in graphs for b in blocks(name)]
    first = store.grow(tmp_path, None, "four", fresh=fresh, finish=across.anew(None, ()))
    four, gone = found(), sorted(graphs)[1]
    assert four == oracle(graphs)
    view, changed = store.open(tmp_path), [ids.graph(gone)]
    store.grow(tmp_path, "four", "three", [iri for iri, _ in blocks(gone)], finish=across.anew(view, changed))
    three = found()
    assert three == oracle({name: quads for name, quads in graphs.items() if name != gone})
    assert 0 < len(three) < len(four)
    again = store.grow(
        tmp_path, "three", "again", fresh=blocks(gone), finish=across.anew(store.open(tmp_path), changed)
    )
    assert set(store.reopen(again)) == set(store.reopen(first))


def test_a_rule_of_unknown_reach_is_refused() -> None:
    assert {across.reach(name, rule) for name, rule in release.rules().items()} == {across.ONE, across.LINKED}
    head = "CONSTRUCT { ?a gov:near ?b } WHERE "
    for rule in (
        "{ ?a gov:part ?b }",  # of what, it does not say
        "{ ?a a gov:Reform ; gov:domain ?b }",  # of a thing, of which many reports speak
        "{ ?a a gov:Composition ; gov:part ?b . FILTER NOT EXISTS { ?c gov:whole ?b } }",
        "{ ?a a gov:Composition ; gov:part/gov:sortKey ?b }",
        "{ ?a a gov:Composition ; ?p ?b }",
        "{ ?a a gov:Composition ; gov:part ?b . OPTIONAL { ?a gov:whole ?c } }",
        "{ ?a (^gov:part/gov:whole)+ ?c . ?b (^gov:part/gov:whole)+ ?c }",
        "{ ?a (^gov:part/gov:whole)+ ?c . ?b a gov:Award }",
        "{ ?c (^gov:part/gov:whole)+ ?d . ?a a gov:Attribution ; gov:initiative ?c ; gov:outcome ?b }",
        "{ ?a (gov:part/^gov:whole)+ ?b }",
        "{ ?a ?p << ?a gov:part ?b >> }",
    ):
        with pytest.raises(CuratorError, match=r"^9-new\.rq: the rule speaks neither") as e:
            across.reach("9-new.rq", head + rule)
        assert e.value.code == "rule.reach"
