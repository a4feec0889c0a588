"""The whole way: what a build writes, that it writes the same bytes again, and that bad input writes nothing.

The soak builds under five seeds of Python's hashes, every day two.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import SOAK

from govkg import pipeline, resources, statements
from govkg.errors import CuratorError, GovkgError, SourceError
from govkg.library import Library, open_library
from govkg.settings import Settings
from govkg.statements import Finding

WUHAN = resources.path("graph/sources/wuhan-2021")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A workspace of one report, built."""
    library = a_workspace(tmp_path_factory.mktemp("workspace"))
    pipeline.build(library)
    return library


def a_workspace(root: Path) -> Library:
    shutil.copytree(WUHAN, root / "sources" / "wuhan-2021")
    return open_library(Settings(workspace=root))


def made(library: Library) -> dict[str, bytes]:
    folders = (library.out / "statements", library.out / "release")
    return {p.relative_to(library.out).as_posix(): p.read_bytes() for f in folders for p in f.rglob("*") if p.is_file()}


def test_a_build_writes_statements_release_and_store(built: Library) -> None:
    files = made(built)
    assert {"statements/wuhan-2021.jsonl", "release/govkg.trig", "release/manifest.json"} <= set(files)
    assert len(statements.load(built.statements("wuhan-2021"))) > 200
    assert pipeline.open_graph(built).origin is not None


def test_nothing_of_the_clock_or_the_machine_is_in_what_was_made(built: Library) -> None:
    for name, data in made(built).items():
        assert str(built.root).encode() not in data, name


@pytest.mark.parametrize("seed", ["0", "1", "2", "3", "4"] if SOAK else ["0", "1"])
def test_the_same_sources_give_the_same_bytes_under_any_hash_seed(built: Library, seed: str, tmp_path: Path) -> None:
    library = a_workspace(tmp_path)
    subprocess.run(
        [sys.executable, "-m", "govkg", "build", "--workspace", str(tmp_path)],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    assert made(library) == made(built)


def test_what_was_built_is_current_and_a_changed_file_is_stale(tmp_path: Path) -> None:
    library = a_workspace(tmp_path)
    pipeline.build(library)
    assert pipeline.stale(library) == []
    path = library.statements("wuhan-2021")
    path.write_bytes(path.read_bytes() + b"\n")
    (library.release / "facts" / "old.parquet").write_bytes(b"")
    (library.release / "CHANGES.md").write_bytes(b"")  # nobody's but its writer's
    assert pipeline.stale(library) == [library.release / "facts" / "old.parquet", path]
    pipeline.build(library)
    assert pipeline.stale(library) == []
    assert (library.release / "CHANGES.md").is_file()


def test_where_no_source_can_be_read_nothing_is_published(tmp_path: Path) -> None:
    library = a_workspace(tmp_path)
    (tmp_path / "sources" / "wuhan-2021" / "text.txt").write_bytes(b"")
    with pytest.raises(SourceError):
        pipeline.build(library)
    assert made(library) == {}


def test_a_workspace_without_sources_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    with pytest.raises(GovkgError) as e:
        pipeline.build(open_library(Settings(workspace=tmp_path)))
    assert e.value.code == "workspace.empty"


def test_reviews_decide_the_status_of_a_statement(built: Library) -> None:
    source = built.source("wuhan-2021")
    first = pipeline.read(source)[0]
    row = {
        "statement": first.id,
        "decision": "rejected",
        "by": "li",
        "on": "2026-01-01",
        "why": "misread",
        "closed": "",
    }
    assert {s.id: s.status for s in pipeline.read(source, [row])}[first.id] == "rejected"
    assert {s.id: s.status for s in pipeline.read(source, [{**row, "closed": "2026-02-01"}])}[first.id] == "proposed"
    with pytest.raises(CuratorError) as e:
        pipeline.read(source, [{**row, "decision": "maybe"}])
    assert e.value.code == "review.decision"


def test_a_review_of_a_statement_that_is_gone_is_told(tmp_path: Path) -> None:
    library = a_workspace(tmp_path)
    (tmp_path / "curated").mkdir()
    rows = "statement\tdecision\tby\ton\twhy\tclosed\n0000000000000000\taccepted\tli\t2026-01-01\tseen\t\n"
    (tmp_path / "curated" / "reviews.tsv").write_text(rows, encoding="utf-8")
    with pytest.raises(CuratorError) as e:
        pipeline.build(library)
    assert e.value.code == "review.lost"


def test_the_counts_of_the_wuhan_report_are_the_expected_ones(built: Library) -> None:
    source = built.source("wuhan-2021")
    counts = pipeline.counts(source, statements.load(built.statements("wuhan-2021")))
    assert set(source.expected) == set(counts)
    assert {k: n for k, n in counts.items() if not source.expected[k][0] <= n <= source.expected[k][1]} == {}


def test_damaged_passages_are_findings_and_the_words_of_the_web_page_are_not(built: Library) -> None:
    source = built.source("wuhan-2021")
    found = {s.evidence.exact for s in statements.load(built.statements("wuhan-2021")) if isinstance(s, Finding)}
    for damage in source.damage:
        assert (damage.quote in found) == (damage.kind != "page"), damage.quote


def test_what_cannot_be_written_goes_to_a_temporary_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    library = pipeline.writable(Library(tmp_path, tmp_path / "file" / "cache"))
    assert not library.out.is_relative_to(tmp_path / "file")
    assert library.root == tmp_path
