"""/about: what it counts is what the graph holds; what it says of versions and files is what the release says."""

from __future__ import annotations

import json

from tests.web.serving import ROOT, Server

from govkg import resources

HTML = "text/html"


def test_counts_are_those_of_the_graph(bundled: Server) -> None:
    data = json.loads(bundled.get("/about.json").body)
    for row in [*data["counts"]["outcomes"], *data["counts"]["ties"], *data["counts"]["things"]]:
        (counted,) = bundled.query(f"SELECT (COUNT(*) AS ?n) {{ ?x a gov:{row['kind']} }}").rows
        assert row["count"] == int(counted["n"]), row["kind"]


def test_versions_files_and_dataset_are_those_of_the_manifest(bundled: Server) -> None:
    manifest = json.loads(resources.path("graph/release/manifest.json").read_text(encoding="utf-8"))
    data = json.loads(bundled.get("/about.json").body)
    page = bundled.get("/about", Accept=HTML)
    assert data["versions"]["dataset"] == manifest["dataset"]
    assert data["versions"]["ontology"] == manifest["ontology"]
    assert {f["name"]: f["sha256"] for f in data["files"]} == manifest["files"]
    assert manifest["dataset"] in page.text
    assert str(ROOT) not in page.text


def test_the_reference_can_be_taken_as_it_stands(bundled: Server) -> None:
    data = json.loads(bundled.get("/about.json?lang=en").body)
    assert data["dataset"][:16] in data["cite"]
    assert data["bibtex"].count("{") == data["bibtex"].count("}")
    assert data["dataset"] in data["bibtex"]


def test_it_says_in_both_languages_what_the_graph_cannot(bundled: Server) -> None:
    assert "说了不等于证实" in bundled.get("/about?lang=zh", Accept=HTML).text
    assert "Said is not proved" in bundled.get("/about?lang=en", Accept=HTML).text
