"""A workspace that grows: what came, changed or went is read and nothing else, and the bytes are those of a build from nothing."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, VOID, Graph, URIRef
from tests.pipeline import reports

from govkg import dataset as dataset_of
from govkg import deciding, pipeline, release, statements, vocab
from govkg.errors import CuratorError
from govkg.library import Library, open_library
from govkg.settings import Settings

FORTY = 40
REVIEWS = "statement\tdecision\tby\ton\twhy\tclosed\n"


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A workspace of forty reports, which are two shards, built."""
    library = reports.write(tmp_path_factory.mktemp("forty"), range(FORTY))
    pipeline.build(library)
    return library


@pytest.fixture
def copy(forty: Library, tmp_path: Path) -> Library:
    """A copy of it that a test may change."""
    shutil.copytree(forty.root, tmp_path / "copy")
    return open_library(Settings(workspace=tmp_path / "copy"))


def from_nothing(library: Library, out: Path) -> dict[str, bytes]:
    fresh = replace(library, out=out)
    pipeline.build(fresh)
    return reports.made(fresh)


def dataset(library: Library) -> str:
    return str(json.loads((library.release / "manifest.json").read_bytes())["dataset"])


def curated(library: Library, table: str, text: str) -> None:
    (library.root / "curated").mkdir(exist_ok=True)
    (library.root / "curated" / f"{table}.tsv").write_text(text, encoding="utf-8")


def described(library: Library, n: int) -> None:
    """Changes what is said of a report."""
    path = library.root / "sources" / reports.name(n) / "source.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("云江市审批局2", "云江市行政审批局2"), encoding="utf-8")


def test_forty_reports_are_several_shards_with_tables_of_their_own(forty: Library) -> None:
    files = reports.made(forty)
    assert {"release/graphs/0.trig", "release/graphs/1.trig", "release/graphs/vocabulary.trig",
            "release/facts/entity/0.parquet", "release/facts/concept.parquet", "release/void.ttl"} <= files.keys()  # fmt: skip
    assert "release/govkg.trig" not in files
    said = json.loads(files["release/manifest.json"])
    assert len(said["sources"]) == FORTY
    for name, sum_ in said["files"].items():
        assert hashlib.sha256(files[f"release/{name}"]).hexdigest() == sum_
    assert said["files"].keys() == {n.removeprefix("release/") for n in files if n.startswith("release/")} - {
        "manifest.json"
    }
    kg = pipeline.open_graph(forty)
    assert kg.origin is not None and kg.origin.is_dir()
    assert len(kg.query("SELECT ?r { ?r a gov:Report }").rows) == FORTY


def test_adding_and_removing_reads_only_what_came_and_gives_the_bytes_of_a_build_from_nothing(
    forty: Library, copy: Library, tmp_path: Path
) -> None:
    reports.write(copy.root, [FORTY])
    assert pipeline.standing(copy).stale == {reports.name(FORTY): ("new",)}
    before = {p: p.stat().st_mtime_ns for p in (copy.release / "graphs").glob("?.trig")}
    result = pipeline.build(copy)
    assert result.read == (reports.name(FORTY),)
    assert len([p for p, stamp in before.items() if p.stat().st_mtime_ns != stamp]) == 1
    assert reports.made(copy) == from_nothing(copy, tmp_path / "nothing")
    assert len(pipeline.open_graph(copy).query("SELECT ?r { ?r a gov:Report }").rows) == FORTY + 1
    copy.remove([reports.name(FORTY)])
    result = pipeline.build(copy)
    assert (result.read, result.removed) == ((), (reports.name(FORTY),))
    assert reports.made(copy) == reports.made(forty)
    assert len(pipeline.open_graph(copy).query("SELECT ?r { ?r a gov:Report }").rows) == FORTY


def test_a_workspace_that_shrinks_to_one_shard_has_one_file_again(copy: Library, tmp_path: Path) -> None:
    copy.remove(map(reports.name, range(30, FORTY)))
    result = pipeline.build(copy)
    assert result.read == ()
    files = reports.made(copy)
    assert "release/govkg.trig" in files
    assert not [n for n in files if "/graphs/" in n or n.endswith("/0.parquet")]
    assert files == from_nothing(copy, tmp_path / "nothing")


def test_nothing_is_read_or_written_where_nothing_changed(copy: Library) -> None:
    stamps = {p: p.stat().st_mtime_ns for p in copy.out.rglob("*.trig")}
    assert pipeline.standing(copy).current
    assert pipeline.build(copy).read == ()
    assert {p: p.stat().st_mtime_ns for p in copy.out.rglob("*.trig")} == stamps
    assert len((copy.out / ".govkg" / "builds.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_what_changed_is_stale_and_says_why(copy: Library) -> None:
    described(copy, 3)
    (copy.root / "sources" / reports.name(4) / "text.txt").write_bytes(b"other")
    (copy.out / "statements" / f"{reports.name(5)}.jsonl").write_bytes(b"")
    shutil.move(copy.root / "sources" / reports.name(6), copy.root / "six")
    (copy.release / "facts" / "part.parquet").unlink()
    now = pipeline.standing(copy)
    assert now.stale == {reports.name(3): ("description",), reports.name(4): ("text",), reports.name(5): ("made",)}
    assert now.gone == (reports.name(6),)
    assert now.torn == {"release/facts/part.parquet", f"statements/{reports.name(5)}.jsonl"}


def test_other_rules_or_another_vocabulary_make_everything_stale(copy: Library) -> None:
    with vocab.without("a book that was taken out"):
        assert set(pipeline.standing(copy).stale.values()) == {("vocabulary",)}
    path = copy.release / "manifest.json"
    said = json.loads(path.read_bytes())
    path.write_text(json.dumps({**said, "versions": {**said["versions"], "rules": "older"}}), encoding="utf-8")
    now = pipeline.standing(copy)
    assert set(now.stale.values()) == {("rules",)}
    assert len(now.stale) == FORTY


def test_what_people_decide_makes_stale_what_it_is_about(copy: Library, forty: Library) -> None:
    first = json.loads(
        (copy.out / "statements" / f"{reports.name(7)}.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    )
    row = f"{first['id']}\trejected\tli\t2026-01-01\tmisread\t"
    curated(copy, "reviews", f"{REVIEWS}{row}\n")
    assert pipeline.standing(copy).stale == {reports.name(7): ("curation",)}
    assert pipeline.build(copy).read == (reports.name(7),)
    assert dataset(copy) != dataset(forty)
    assert pipeline.standing(copy).current
    curated(copy, "reviews", f"{REVIEWS}{row}2026-02-01\n")
    assert pipeline.standing(copy).stale == {reports.name(7): ("curation",)}
    assert pipeline.build(copy).read == (reports.name(7),)
    assert reports.made(copy) == reports.made(forty)
    curated(copy, "reviews", f"{REVIEWS}0000000000000000\taccepted\tli\t2026-01-01\tseen\t\n")
    with pytest.raises(CuratorError) as e:
        pipeline.build(copy)
    assert e.value.code == "review.lost"
    assert reports.made(copy) == reports.made(forty)


def test_a_correction_writes_the_shard_of_its_report_and_no_other(copy: Library, forty: Library) -> None:
    def stamps() -> dict[str, int]:
        there = [
            *(copy.release / "graphs").glob("*.trig"),
            *(copy.release / "facts").rglob("*.parquet"),
            *(copy.out / "statements").iterdir(),
        ]
        return {p.relative_to(copy.out).as_posix(): p.stat().st_mtime_ns for p in there}

    figure = next(
        s
        for s in statements.load(copy.statements(reports.name(7)))
        if isinstance(s, statements.Observation) and s.unit == "个"
    )
    before = stamps()
    row = deciding.correct(copy, figure.id, {"value": "19"}, "li", "misprint", "2026-01-01")
    assert pipeline.build(copy).read == (reports.name(7),)
    now = stamps()
    written = {p for p in before if now[p] != before[p]}
    assert f"statements/{reports.name(7)}.jsonl" in written
    assert len([p for p in written if p.startswith("statements/")]) == 1
    assert len([p for p in written if p.startswith("release/graphs/")]) == 1
    assert len({p.rpartition("/")[2] for p in written if p.startswith("release/facts/") and p.count("/") == 3}) <= 1
    deciding.close(copy, row.id, "2026-02-01")
    pipeline.build(copy)
    assert reports.made(copy) == reports.made(forty)


def test_a_frozen_identifier_makes_stale_the_reports_that_name_the_thing(copy: Library, tmp_path: Path) -> None:
    iri = "https://w3id.org/govkg/id/reform/cited"
    place = f"5301{8 % 90 + 10}"
    curated(
        copy,
        "identifiers",
        f"key\tplace\tiri\twho\twhen\twhy\nReform/一事联办\t{place}\t{iri}\tli\t2026-01-01\tcited\n",
    )
    assert pipeline.standing(copy).stale == {reports.name(8): ("curation",)}
    assert pipeline.build(copy).read == (reports.name(8),)
    assert iri.encode() in b"".join(reports.made(copy).values())
    curated(copy, "identifiers", "key\tplace\tiri\twho\twhen\twhy\n")
    assert pipeline.standing(copy).stale == {reports.name(8): ("curation",)}


def test_damaged_files_are_made_again_from_what_is_there(copy: Library, forty: Library) -> None:
    (copy.release / "facts" / "entity" / "0.parquet").write_bytes(b"torn")
    (copy.release / "facts" / "part.parquet").unlink()
    (copy.release / "facts" / "old.parquet").write_bytes(b"")
    shutil.rmtree(copy.store)
    assert pipeline.build(copy).read == ()
    assert reports.made(copy) == reports.made(forty)
    assert pipeline.open_graph(copy).origin == copy.store / (copy.store / "current").read_text(encoding="utf-8").strip()
    torn = copy.release / "graphs" / "0.trig"
    torn.write_bytes(torn.read_bytes()[:-100])
    read = pipeline.build(copy).read
    assert 0 < len(read) < FORTY
    assert reports.made(copy) == reports.made(forty)


def test_several_processes_give_the_bytes_of_one(forty: Library, tmp_path: Path) -> None:
    out = replace(forty, out=tmp_path / "out")
    assert len(pipeline.build(out, jobs=2).read) == FORTY
    assert reports.made(out) == reports.made(forty)


def test_a_shard_at_a_time_gives_the_bytes_of_all_at_once(tmp_path: Path) -> None:
    library = reports.write(tmp_path, range(5))
    pipeline.build(library)
    files = reports.made(library)
    read = [(source, pipeline.read(source)) for source in library.sources()]
    for name, data in release.files(read, release.quads(read)).items():
        if name != "manifest.json":
            assert files[f"release/{name}"] == data, name


def test_the_description_of_many_files_adds_up(forty: Library) -> None:
    told = Graph().parse(forty.release / "void.ttl", format="turtle")
    said = json.loads((forty.release / "manifest.json").read_bytes())
    whole = URIRef(dataset_of.IRI)
    assert [int(str(n)) for n in told.objects(whole, VOID.triples)] == [said["quads"]]
    assert not list(told.objects(whole, VOID.distinctSubjects))
    assert {str(g) for g in told.objects(whole, VOID.subset)} == said["graphs"].keys()
    for iri, counts in said["counts"].items():
        assert [int(str(n)) for n in told.objects(URIRef(iri), VOID.triples)] == counts[:1]
    named = {str(t) for d in told.objects(whole, DCAT.distribution) for t in told.objects(d, DCTERMS.title)}
    assert named == said["files"].keys() - {"void.ttl"}
