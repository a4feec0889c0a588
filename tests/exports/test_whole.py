"""The corpus, the development texts and the report of Wuhan in one graph: every RDF, network, cube and package form of it.

Slow: with `python dev.py soak` only.
"""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from lxml import etree
from tests.exports.constraints import CONSTRAINTS
from tests.exports.test_corpus import whole
from tests.exports.test_cube import loaded, offends
from tests.exports.test_network import valid
from tests.exports.test_packages import offences
from tests.exports.test_triples import FORMATS

import govkg
from govkg import exports, pipeline, verify
from govkg.analysis.multigraph import multigraph
from govkg.exports import gather
from govkg.exports.subject import Subject
from govkg.graph import Graph
from govkg.library import open_library
from govkg.settings import Settings


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("工作区 全部")
    whole(folder)
    pipeline.build(open_library(Settings(workspace=folder)))
    return folder


@pytest.fixture(scope="module")
def kg(root: Path) -> Graph:
    return govkg.open(root)


@pytest.fixture(scope="module")
def subject(kg: Graph) -> Subject:
    return gather.of_graph(kg, "govkg export")


@pytest.mark.parametrize("form", FORMATS)
def test_quads_are_read_back_and_proved(form: str, root: Path, subject: Subject, tmp_path: Path) -> None:
    path = exports.write(subject, form, tmp_path / f"a.{form}")[0]
    trig = b"".join(p.read_bytes() for p in sorted((root / "release").rglob("*.trig")))
    there = {str(q) for q in ox.parse(trig, format=ox.RdfFormat.TRIG)}
    assert {str(q) for q in ox.parse(path.read_bytes(), format=FORMATS[form])} == there
    proof = verify.prove(path, root / "sources")
    assert proof.findings == [] and proof.reports > 20


def test_an_excerpt_is_proved(kg: Graph, root: Path, tmp_path: Path) -> None:
    path = exports.write(gather.of_answer(kg, kg.ask("reforms-and-outcomes"), ""), "nq", tmp_path / "a.nq")[0]
    proof = verify.prove(path, root / "sources")
    assert proof.findings == [] and proof.reports > 5


def test_the_cube_keeps_its_constraints(kg: Graph, subject: Subject, tmp_path: Path) -> None:
    cube = loaded(exports.write(subject, "cube", tmp_path / "a.ttl")[0].read_bytes())
    assert [c for c in CONSTRAINTS if offends(cube, c)] == []
    rows = cube.query("PREFIX qb: <http://purl.org/linked-data/cube#> SELECT ?o { ?o a qb:Observation }")
    assert isinstance(rows, ox.QuerySolutions)
    assert len([*rows]) == len(
        kg.query("SELECT DISTINCT ?o { ?o gov:surface ?s ; gov:kind ?k ; gov:value|gov:low|gov:high ?v }")
    )


def test_the_networks_are_valid_and_whole(kg: Graph, subject: Subject, tmp_path: Path) -> None:
    expected = multigraph(kg.store)
    for form in ("graphml", "gexf"):
        path = exports.write(subject, form, tmp_path / f"a.{form}")[0]
        root: etree._Element = valid(path)
        assert len([*root.iter("{*}edge")]) == expected.number_of_edges()
    read = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    found = {d["iri"]: {k: v for k, v in d.items() if k != "iri"} for _, d in read.nodes(data=True)}
    assert found == {n: {**d} for n, d in expected.nodes(data=True)}


def test_the_crate_keeps_the_rules_and_is_proved(root: Path, subject: Subject, tmp_path: Path) -> None:
    path = exports.write(subject, "ro-crate", tmp_path / "crate")[0]
    assert offences(json.loads(path.read_bytes()), path.parent) == []
    assert verify.verify(path.parent, root / "sources") == []
