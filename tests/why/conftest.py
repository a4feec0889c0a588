"""The two invented cities of tests/queries, built by the real pipeline, with no more of the vocabulary than they use."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from govkg import concepts, ids, pipeline, store
from govkg.graph import Graph
from govkg.library import Library

CITIES = Path(__file__).parents[1] / "queries" / "two-cities"


@pytest.fixture(scope="session")
def quads(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """The release of the two cities; of the vocabulary what the statements name."""
    library = Library(CITIES, tmp_path_factory.mktemp("two"))
    pipeline.build(library)
    every = list(ox.parse(path=str(library.release / "govkg.trig"), format=ox.RdfFormat.TRIG))
    vocabulary = ox.NamedNode(concepts.GRAPH)
    used = {q.object for q in every if q.graph_name != vocabulary}
    return [q for q in every
            if q.graph_name != vocabulary or q.subject in used or str(q.subject).startswith(f"<{ids.ONTOLOGY}")]  # fmt: skip


@pytest.fixture(scope="session")
def cities(quads: list[ox.Quad]) -> Graph:
    return Graph(store.memory(quads))
