"""A release on disk is read alike whether it stands in one file or in many."""

import json
import shutil
from pathlib import Path

import pytest

from govkg import edition, manifest, resources
from govkg.edition import Edition
from govkg.errors import CallerError

RELEASE = resources.path("graph/release")


@pytest.fixture
def many(tmp_path: Path) -> Edition:
    """The bundled release, its graphs in three files, one table in two."""
    trig = (RELEASE / edition.TRIG).read_bytes()
    (tmp_path / "graphs").mkdir()
    (tmp_path / "facts" / "report").mkdir(parents=True)
    head, blocks = edition.header(trig), edition.split(trig)
    for name, some in (("vocabulary", blocks[:1]), ("0", blocks[1:]), ("across", [])):
        (tmp_path / "graphs" / f"{name}.trig").write_bytes(edition.join(head, some))
    for name in ("0", "1"):
        (tmp_path / "facts" / "report" / f"{name}.parquet").write_bytes(b"")
    shutil.copyfile(RELEASE / "manifest.json", tmp_path / "manifest.json")
    return Edition(tmp_path)


def test_many_files_give_the_bytes_of_one(many: Edition) -> None:
    assert b"".join(many.trig()) == (RELEASE / edition.TRIG).read_bytes()
    assert list(many.blocks()) == list(Edition(RELEASE).blocks())
    assert many.dataset == Edition(RELEASE).dataset


def test_the_tables_of_a_shard_are_found(many: Edition) -> None:
    assert [p.name for p in many.facts("report")] == ["0.parquet", "1.parquet"]
    assert many.facts("observation") == []


def test_graphs_come_in_the_order_of_the_canonical_trig() -> None:
    head = b"@prefix a: <urn:a:> .\n"
    blocks = [(iri, f"<{iri}> {{\n\t<urn:s> a a:b .\n}}\n".encode()) for iri in ("urn:g", "urn:g/inferred", "urn:g-2")]
    made = edition.join(head, blocks)
    assert [iri for iri, _ in edition.split(made)] == ["urn:g-2", "urn:g/inferred", "urn:g"]
    assert edition.header(made) == head
    assert edition.split(head) == []


def test_the_dataset_is_the_hash_of_the_graphs() -> None:
    said = json.loads((RELEASE / "manifest.json").read_text(encoding="utf-8"))
    blocks = {iri: manifest.digest(block) for iri, block in Edition(RELEASE).blocks()}
    assert said["graphs"] == blocks
    assert said["dataset"] == manifest.dataset(blocks)
    assert said["quads"] == sum(row[0] for row in said["counts"].values())


@pytest.mark.parametrize(
    ("text", "code"), [("", "graph.missing"), ("[]", "graph.unreadable"), ("{", "graph.unreadable")]
)
def test_a_folder_without_a_manifest_is_no_release(tmp_path: Path, text: str, code: str) -> None:
    if text:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(CallerError) as e:
        _ = Edition(tmp_path).dataset
    assert e.value.code == code
