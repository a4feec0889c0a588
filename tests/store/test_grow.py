"""The store that grows: whatever its history, it is the store that would be built from nothing."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SOAK

from govkg import rdf, store

NAMES = [f"urn:graph:{n}" for n in range(5)]
# Few terms, so that triples stand in several graphs; the subjects of "own" are of one graph alone.
NODES = [ox.NamedNode(f"urn:n{i}") for i in range(3)]
VALUES: list[ox.NamedNode | ox.Literal] = [
    *NODES,
    ox.Literal("武汉云", language="zh"),
    ox.Literal("60.90", datatype=rdf.DECIMAL),
    ox.Literal('{\n "} .\n'),
]
TRIPLES = st.frozensets(
    st.builds(ox.Triple, st.sampled_from(NODES), st.sampled_from([rdf.LABEL, rdf.RDF_TYPE]), st.sampled_from(VALUES)),
    max_size=6,
)
Graphs = dict[str, frozenset[ox.Triple]]
CHANGES = st.lists(st.dictionaries(st.sampled_from(NAMES), st.one_of(st.none(), TRIPLES), max_size=3), max_size=5)


def quads(graphs: Graphs) -> list[ox.Quad]:
    return [ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(iri)) for iri, ts in graphs.items() for t in ts]


def held(view: store.View) -> list[str]:
    return sorted(map(str, view))


@settings(max_examples=300 if SOAK else 12)
@given(CHANGES)
def test_a_store_that_grew_is_the_one_built_from_nothing(changes: list[dict[str, frozenset[ox.Triple] | None]]) -> None:
    import tempfile

    now: Graphs = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        base = None
        for n, change in enumerate(changes):
            before = set(now)
            for iri, triples in change.items():
                if triples:
                    now[iri] = triples
                else:
                    now.pop(iri, None)
            fresh = [store.block(quads({iri: now[iri]})) for iri in change if iri in now]
            gone = [iri for iri in change if iri in before and (n % 2 or iri not in now)]
            store.grow(Path(place), base, f"{n}", gone, fresh)
            base = f"{n}"
            view = store.open(Path(place))
            assert held(view) == held(store.memory(quads(now)))
            assert {g.value for g in view.named_graphs()} == set(now)
