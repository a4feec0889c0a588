"""The two invented cities of tests/queries, built by the real pipeline, with no more of the vocabulary than they use."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from govkg import concepts, ids, pipeline, store
from govkg import graph as graphs
from govkg.graph import Graph
from govkg.library import Library

CITIES = Path(__file__).parents[1] / "queries" / "two-cities"


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The two cities with all of the vocabulary."""
    library = Library(CITIES, tmp_path_factory.mktemp("two"))
    pipeline.build(library)
    return graphs.open(library)


@pytest.fixture(scope="session")
def quads(two: Graph) -> list[ox.Quad]:
    """The release of the two cities; of the vocabulary what the statements name."""
    every = list(store.named(two.store))
    vocabulary = ox.NamedNode(concepts.GRAPH)
    used = {q.object for q in every if q.graph_name != vocabulary}
    return [q for q in every
            if q.graph_name != vocabulary or q.subject in used or str(q.subject).startswith(f"<{ids.ONTOLOGY}")]  # fmt: skip


@pytest.fixture(scope="session")
def cities(quads: list[ox.Quad]) -> Graph:
    return Graph(store.memory(quads))
