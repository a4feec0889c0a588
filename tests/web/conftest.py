"""Servers that the tests of this folder share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.views.cities import cities
from tests.web.serving import Server, serving


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two invented cities, two years each, built into a store on disk."""
    root = tmp_path_factory.mktemp("served") / "cities"
    built = cities().library
    assert built
    return Path(shutil.copytree(built.root, root))


@pytest.fixture(scope="session")
def served(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that most tests ask."""
    with serving(
        workspace, tmp_path_factory.mktemp("server"), "--timeout", "5", "--workers", "2", "--rows", "1000"
    ) as s:
        yield s


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bundled graph, served."""
    with serving(None, tmp_path_factory.mktemp("bundled"), "--timeout", "10") as s:
        yield s
