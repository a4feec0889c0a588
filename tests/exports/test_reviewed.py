"""Exports of a graph of several reports, on which people have decided: proved whole and in excerpt, the rejected left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from tests.queries.conftest import CITIES, built

from govkg import deciding, exports, shards, verify
from govkg.exports import gather
from govkg.graph import Graph


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, dict[str, str], Path]:
    """Two cities with one figure corrected, one accepted, and an outcome that a report ties to a reform rejected.

    The release is of many files: a report is a shard.
    """
    root = tmp_path_factory.mktemp("评 审")
    shutil.copytree(CITIES / "sources", root / "sources")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "CAPACITY", 1)
        return decided(root)


def decided(root: Path) -> tuple[Graph, dict[str, str], Path]:
    kg = built(root, root)
    assert kg.library is not None
    asked = "SELECT ?o { ?o gov:reportedAsResultOf ?r ; gov:metric ?m ; gov:value ?v } ORDER BY ?o LIMIT 3"
    ids = dict(zip(("corrected", "rejected", "accepted"), (str(r["o"]) for r in kg.query(asked).rows), strict=True))
    deciding.correct(kg.library, ids["corrected"], {"scope": "全市"}, "审阅人", "口径见前文", "2026-11-01")
    deciding.reject(kg.library, ids["rejected"], "审阅人", "误读", "2026-11-01")
    deciding.accept(kg.library, ids["accepted"], "审阅人", "核对无误", "2026-11-01")
    assert len([*(root / "release" / "graphs").glob("*.trig")]) > 1
    return built(root, root), ids, root / "sources"


@pytest.mark.parametrize("form", ["trig", "nq", "jsonld"])
def test_the_whole_is_proved(form: str, reviewed: tuple[Graph, dict[str, str], Path], tmp_path: Path) -> None:
    kg, _, texts = reviewed
    path = exports.write(gather.of_graph(kg, ""), form, tmp_path / f"a.{form}")[0]
    proof = verify.prove(path, texts)
    assert (proof.findings, proof.reports) == ([], 4)


@pytest.mark.parametrize("question", ["metric-values", "reforms-and-outcomes", "unit-network", "reviews"])
def test_an_excerpt_is_proved_with_what_was_decided(
    question: str, reviewed: tuple[Graph, dict[str, str], Path], tmp_path: Path
) -> None:
    kg, ids, texts = reviewed
    subject = gather.of_answer(kg, kg.ask(question), "")
    path = exports.write(subject, "nq", tmp_path / "a.nq")[0]
    proof = verify.prove(path, texts)
    assert proof.findings == [] and proof.reports >= 1
    text = path.read_text(encoding="utf-8")
    if question == "metric-values":  # the decision comes with the figure that it corrects
        reviews = [line for line in text.splitlines() if f"#reviews> <{ids['corrected']}>" in line]
        assert len(reviews) == 1 and ids["rejected"] not in text


def test_the_rejected_is_in_no_network_and_no_cube(
    reviewed: tuple[Graph, dict[str, str], Path], tmp_path: Path
) -> None:
    kg, ids, _ = reviewed
    subject = gather.of_graph(kg, "")
    (graphml,) = exports.write(subject, "graphml", tmp_path / "a.graphml")
    iris = {d["iri"] for _, d in nx.read_graphml(graphml, force_multigraph=True).nodes(data=True)}
    assert ids["accepted"] in iris and ids["corrected"] in iris and ids["rejected"] not in iris
    (cube,) = exports.write(subject, "cube", tmp_path / "a.ttl")
    named = {q.object.value for q in ox.parse(cube.read_bytes(), format=ox.RdfFormat.TURTLE)
             if q.predicate.value.endswith("cube#statement") and isinstance(q.object, ox.NamedNode)}  # fmt: skip
    assert ids["accepted"] in named and ids["corrected"] in named and ids["rejected"] not in named
