"""What describes a release to portals and archives: DCAT, Croissant, Frictionless, RO-Crate, each by the rules of its own."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

import govkg
from govkg import exports, resources, verify
from govkg.errors import CallerError
from govkg.exports import crate, gather
from govkg.exports.subject import Subject
from govkg.tables import Place

RELEASE, TEXTS = resources.path("graph/release"), resources.path("graph/sources")
DCAT = "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#> PREFIX dcterms: <http://purl.org/dc/terms/>"


@pytest.fixture(scope="module")
def whole() -> Subject:
    return gather.of_graph(govkg.open(), "govkg export")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("数据 包")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["a.jsonld", "a.ttl"])
def test_dcat_tells_each_file_its_size_and_checksum(name: str, whole: Subject, tmp_path: Path) -> None:
    (path,) = exports.write(whole, "dcat", tmp_path / name)
    made = ox.Store()
    made.load(path.read_bytes(), format=ox.RdfFormat.TURTLE if name.endswith("ttl") else ox.RdfFormat.JSON_LD)
    rows = made.query(f"""{DCAT} SELECT ?name ?size ?sum ?media {{ ?d a dcat:Dataset ; dcat:distribution ?f . ?f a dcat:Distribution ;
        dcterms:title ?name ; dcat:byteSize ?size ; dcat:mediaType ?media ; dcterms:license ?l ; dcat:accessURL ?u ;
        spdx:checksum/spdx:checksumValue ?sum }}""")
    assert isinstance(rows, ox.QuerySolutions)
    found = {r["name"].value: (int(r["size"].value), r["sum"].value) for r in rows}
    files = [p for p in RELEASE.rglob("*") if p.is_file() and p.name != "manifest.json"]
    assert found == {p.relative_to(RELEASE).as_posix(): (p.stat().st_size, sha256(p)) for p in files}
    told = made.query(
        f"{DCAT} ASK {{ ?d a dcat:Dataset ; dcat:version ?v ; dcterms:identifier '{whole.about.dataset}' ; dcterms:license ?l }}"
    )
    assert told
    assert not any(isinstance(t, ox.BlankNode) for q in made for t in (q.subject, q.object))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_croissant_is_valid_and_a_record_is_read_through_it(
    whole: Subject, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    path = exports.write(whole, "croissant", folder / "croissant 一")[0]
    monkeypatch.chdir(path.parent)
    read = mlcroissant.Dataset(path.name)
    assert read.metadata.ctx.issues.report() == ""
    told = json.loads(path.read_bytes())
    assert (told["conformsTo"], told["identifier"]) == ("http://mlcommons.org/croissant/1.0", whole.about.dataset)
    for file in told["distribution"]:
        held = path.parent / file["contentUrl"]
        assert (file["sha256"], file["contentSize"]) == (sha256(held), f"{held.stat().st_size} B")
    sheet = next(s for s in whole.sheets if s.name == "observation")
    records = [*read.records("observation")]
    assert len(records) == len([*sheet.rows]) > 50
    for record, row in zip(records, sheet.rows, strict=True):
        for column in sheet.columns:
            value = record[f"observation/{column}"]
            assert (value.decode() if isinstance(value, bytes) else value) == row[column], column


def test_a_data_package_is_typed_as_its_schema_says(whole: Subject, folder: Path) -> None:
    path = exports.write(whole, "datapackage", folder / "datapackage")[0]
    told = json.loads(path.read_bytes())
    assert told["profile"] == "tabular-data-package" and told["id"] == whole.about.dataset
    cast: dict[str, Callable[[str], object]] = {
        "string": str,
        "integer": int,
        "number": Decimal,
        "boolean": lambda v: {"true": True, "false": False}[v],
    }
    assert {r["name"] for r in told["resources"]} == {s.name for s in whole.sheets}
    for resource in told["resources"]:
        held = path.parent / resource["path"]
        assert (resource["bytes"], resource["hash"]) == (held.stat().st_size, f"sha256:{sha256(held)}")
        with held.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head == [f["name"] for f in resource["schema"]["fields"]]
        for row in rows:
            for field, cell in zip(resource["schema"]["fields"], row, strict=True):
                assert cell == "" or cast[field["type"]](cell) is not None
        if key := resource["schema"].get("primaryKey"):
            keys = [row[head.index(key)] for row in rows]
            assert all(keys) and len(keys) == len(set(keys)), resource["name"]


def entities(metadata: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {e["@id"]: e for e in metadata["@graph"]}


def offences(metadata: dict[str, Any], root: Path) -> list[str]:
    """The rules of RO-Crate 1.1 that a crate breaks, for those that a machine can check."""
    found: list[str] = []
    if metadata["@context"][0] != "https://w3id.org/ro/crate/1.1/context":
        found.append("context")
    by_id = entities(metadata)
    if len(by_id) != len(metadata["@graph"]):
        found.append("an entity stands twice")
    head = by_id.get("ro-crate-metadata.json", {})
    if head.get("@type") != "CreativeWork" or head.get("conformsTo") != {"@id": "https://w3id.org/ro/crate/1.1"}:
        found.append("descriptor")
    crate_ = by_id.get(head.get("about", {}).get("@id", ""), {})
    if crate_.get("@type") != "Dataset" or not str(crate_.get("@id", "")).endswith("/"):
        found.append("root")
    found += [
        f"root lacks {name}" for name in ("name", "description", "datePublished", "license") if not crate_.get(name)
    ]
    for entity in [e for e in by_id.values() if e is not head]:
        if "@type" not in entity:
            found.append(f"{entity['@id']} has no type")
        for value in entity.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and (set(one) != {"@id"} or one["@id"] not in by_id):
                    found.append(f"{entity['@id']} refers to {one}")
    parts = {p["@id"] for p in crate_.get("hasPart", [])}
    files = {e["@id"]: e for e in by_id.values() if e.get("@type") == "File"}
    if parts != set(files):
        found.append("hasPart is not the files")
    for iri, file in files.items():
        path = root / unquote(iri)
        if not path.is_file() or file["contentSize"] != str(path.stat().st_size) or file["sha256"] != sha256(path):
            found.append(f"{iri} is not the file")
    return found


def test_a_crate_keeps_the_rules_and_is_proved(whole: Subject, folder: Path) -> None:
    path = exports.write(whole, "ro-crate", folder / "对象 crate")[0]
    metadata = json.loads(path.read_bytes())
    assert offences(metadata, path.parent) == []
    by_id = entities(metadata)
    text = TEXTS / "wuhan-2021" / "text.txt"
    assert by_id["https://w3id.org/govkg/id/report/wuhan-2021"]["sha256"] == sha256(text)
    assert by_id["./"]["identifier"] == whole.about.dataset and by_id["#govkg"]["version"] == whole.about.version
    proof = verify.prove(path.parent, TEXTS)
    assert (proof.findings, proof.statements) == ([], 406)
    named = {unquote(p["@id"]) for p in by_id["./"]["hasPart"]}
    assert {p.relative_to(RELEASE).as_posix() for p in RELEASE.rglob("*") if p.is_file()} == named


def test_a_broken_crate_is_seen(whole: Subject, folder: Path, tmp_path: Path) -> None:
    path = exports.write(whole, "ro-crate", tmp_path / "crate")[0]
    metadata = json.loads(path.read_bytes())
    (path.parent / "govkg.trig").write_bytes(b"")
    assert offences(metadata, path.parent) == ["govkg.trig is not the file"]
    metadata["@graph"] = [e for e in metadata["@graph"] if e["@id"] != "#govkg"]
    assert "#export refers to {'@id': '#govkg'}" in offences(metadata, path.parent)


def test_a_zip_is_the_same_crate_and_the_same_bytes(whole: Subject, tmp_path: Path) -> None:
    one, two = (exports.write(whole, "ro-crate", tmp_path / name)[0] for name in ("一.zip", "b.zip"))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as held:
        assert held.testzip() is None
        assert {i.date_time for i in held.infolist()} == {crate.EPOCH}
        held.extractall(tmp_path / "out")
        metadata = json.loads(held.read(crate.NAME))
    assert offences(metadata, tmp_path / "out") == []
    assert verify.verify(tmp_path / "out", TEXTS) == []


@pytest.mark.parametrize("form", ["dcat", "croissant", "datapackage", "ro-crate"])
def test_a_graph_that_is_no_release_is_refused(form: str, tmp_path: Path) -> None:
    from tests.exports import hostiles

    with pytest.raises(CallerError) as e:
        exports.write(hostiles.subject("甲"), form, tmp_path / "a")
    assert e.value.code == "export.facts" and not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "name", ["../theirs.txt", "facts/../../theirs.txt", "/etc/hostname", "..\\theirs.txt", "C:theirs.txt", ""]
)
def test_a_manifest_that_names_a_file_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    """A release comes from anywhere: a crate of it takes nothing from outside of it, and writes nothing there."""
    release = tmp_path / "ws" / "release"
    shutil.copytree(RELEASE, release)
    (release.parent / "theirs.txt").write_text("secret", encoding="utf-8")
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][name] = "0" * 64
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    kg = replace(govkg.open(), facts=Place(release, manifest["dataset"]))
    for form, out in (("ro-crate", "out"), ("ro-crate", "a.zip"), ("dcat", "a.jsonld")):
        with pytest.raises(CallerError) as e:
            exports.write(gather.of_graph(kg, "govkg export"), form, tmp_path / "made" / out)
        assert e.value.code == "graph.unreadable"
    assert {p.name for p in tmp_path.iterdir()} == {"ws"}
