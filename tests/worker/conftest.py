"""Stores to be asked by workers: the small graph on disk and as a file."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.queries.conftest import quads

from govkg import rdf, store


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph as a store's folder."""
    return store.build(tmp_path_factory.mktemp("store"), quads(), "small")


@pytest.fixture(scope="session")
def trig(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph as a file."""
    path = tmp_path_factory.mktemp("file") / "govkg.trig"
    path.write_bytes(rdf.trig(quads()))
    return path


@pytest.fixture(scope="session")
def memory() -> ox.Store:
    """The small graph in this process."""
    return store.memory(quads())


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """What an error's traceback still holds of the engine's is let go on this thread: on another one the engine complains."""
    yield
    gc.collect()
