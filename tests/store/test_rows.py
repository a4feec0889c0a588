"""Every question of the library gives the same rows from every home: asked of the bundled release and of the two cities."""

from __future__ import annotations

import importlib.util
import json
import os
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

SOAK = bool(os.environ.get("GOVKG_SOAK"))
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
# What Virtuoso 7.2 answers as we do, in a second or two (its compiler needs that for ten OPTIONALs, not the graph).
VIRTUOSO = {"burden-reduction", "metric-values", "outcomes-without-reform", "savings", "shortcomings"}
# What it does not answer, or otherwise, each with its fault; the rest it answers slowly, and is asked it in `dev.py soak`. A file of a question cannot be written around them and stay quick on Oxigraph.
FAULTS = {
    "about": "a variable that one OPTIONAL binds is lost when a later one reads it: rows without their bound",
    "biggest-reductions": "rows are lost: 4 of 8",
    "compare-places": "SP031: SPARQL compiler: Internal error: sparp_gp_deprecate(): equiv re-deprecation",
    "coverage": "SQ156: Internal Optimized compiler error: Bad dfe in sqlo_place_exp",
    "derived-baselines": "compiles for more than 25 s",
    "diffusion": "compiles for more than 25 s",
    "documents-and-what-they-govern": "compiles for more than 25 s",
    "not-reported": "an OPTIONAL finds nothing where it should: a report that is there is said not to be",
    "outcomes-of-reform": "a path that may have no step (gov:partOf?) beside VALUES loses rows or doubles them",
    "targets-and-results": "compiles for more than 25 s",
}


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
    wrong, asked = {}, set()
    for name, given in CASES[which]:
        if kind == "virtuoso" and (name in FAULTS if SOAK else name not in VIRTUOSO):
            continue
        values: dict[str, Any] = {k: earlier[v] if k == "before" else v for k, v in given.items()}
        there, here = kg.ask(name, **values), wanted.ask(name, **values)
        if (there.columns, there.rows, there.inferred) != (here.columns, here.rows, here.inferred):
            wrong[name, str(given)] = (there.rows, here.rows)
        asked.add(name)
    assert not wrong, wrong.keys()
    assert asked


def test_each_question_is_asked() -> None:
    names = {q.name for q in questions.all()}
    assert {name for cases in CASES.values() for name, _ in cases} == names
    assert names > VIRTUOSO | set(FAULTS) and not VIRTUOSO & set(FAULTS)
