"""Every question of the library gives the same rows from every home: asked of the bundled release and of the two cities."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from govkg import questions, store
from govkg.graph import Graph

QUERIES = Path(__file__).parent.parent / "queries"
FOLDERS = {"wuhan": QUERIES / "expected", "two": QUERIES / "two-cities" / "expected"}
CASES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    which: [
        (file.stem, case["parameters"])
        for file in sorted(folder.glob("*.json"))
        for case in json.loads(file.read_text("utf-8"))
    ]
    for which, folder in FOLDERS.items()
}
# Questions that Virtuoso 7.2 does not answer as they stand, each with its fault.
FAULTS: dict[str, str] = {}


def load(path: Path) -> ModuleType:
    """A module of another folder of tests."""
    name = f"store_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    sys.modules[name] = made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="session")
def graphs(tmp_path_factory: pytest.TempPathFactory, quads: list[ox.Quad]) -> dict[str, list[ox.Quad]]:
    """The quads of each graph."""
    folder, cities = tmp_path_factory.mktemp("cities"), load(QUERIES / "conftest.py")
    two = cities.built(cities.CITIES, folder / "two")
    cities.set_back(two, folder / "earlier")
    trig = folder / "two" / "release" / "govkg.trig"
    return {"wuhan": quads, "two": list(ox.parse(path=str(trig), format=ox.RdfFormat.TRIG))}


@pytest.fixture(scope="session")
def earlier(graphs: dict[str, list[ox.Quad]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What stands for another release in the cases."""
    from govkg import resources

    folder = next(p for p in tmp_path_factory.getbasetemp().glob("cities*") if (p / "earlier").is_dir())
    return {"the earlier release": folder / "earlier", "the same release": resources.path("graph")}


@pytest.fixture(scope="module", params=["disk", "oxigraph", "virtuoso"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=FOLDERS)
def both(kind: str, request: pytest.FixtureRequest, graphs: dict[str, list[ox.Quad]],
         tmp_path_factory: pytest.TempPathFactory, opening: Any) -> Iterator[tuple[str, str, Graph, Graph]]:  # fmt: skip
    """A home that one of the graphs was written to, and the same in memory."""
    which: str = request.param
    made: AbstractContextManager[store.Home] = opening(kind, tmp_path_factory.mktemp(kind))
    with made as home:
        home.write(graphs[which], which)
        yield kind, which, Graph(home.view()), Graph(store.memory(graphs[which]))


def test_every_question_gives_the_same_rows(both: tuple[str, str, Graph, Graph], earlier: dict[str, Path]) -> None:
    kind, which, kg, wanted = both
    wrong = {}
    for name, given in CASES[which]:
        if kind == "virtuoso" and name in FAULTS:
            continue
        values = {k: earlier[v] if k == "before" else v for k, v in given.items()}
        here = wanted.ask(name, **values)
        try:
            there = kg.ask(name, **values)
        except Exception as e:
            wrong[name, str(given)] = str(e)
            print(name, given, e)
            continue
        if (there.columns, there.rows, there.inferred) != (here.columns, here.rows, here.inferred):
            wrong[name, str(given)] = (there.rows, here.rows)
            print(
                name,
                given,
                len(there.rows),
                len(here.rows),
                there.columns == here.columns,
                [(a, b) for a, b in zip(there.rows, here.rows) if a != b][:1],
            )
    assert not wrong, wrong.keys()
    assert {name for cases in CASES.values() for name, _ in cases} == {q.name for q in questions.all()}
