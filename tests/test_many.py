"""A release of many shards is read, compared, loaded and proved as the same reports in one file."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests import many
from tests.many import Both

from govkg import difference, edition, graph, ids, manifest, store, verify, views
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.findings import Finding
from govkg.library import Library

MADE_UP = {"verify.bound", "verify.unit", "verify.value"}  # figures of made-up reports are not read from their words


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return many.write(tmp_path_factory.mktemp("many"), many.reports(36, items=1))


@pytest.fixture
def own(both: Both, tmp_path: Path) -> Path:
    """A copy of the workspace of many shards, to be spoiled."""
    return shutil.copytree(both.many, tmp_path / "many")


def wrong(root: Path) -> list[Finding]:
    found = verify.verify(root / "release", root / "sources")
    return [f for f in found if f.code not in MADE_UP]


def renewed(root: Path) -> None:
    """Writes into the manifest what the files and graphs are now, as whoever forges a release would."""
    release = root / "release"
    said = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    said["files"] = {n: manifest.digest((release / n).read_bytes()) for n in said["files"]}
    said["graphs"] = {iri: manifest.digest(block) for iri, block in Edition(release).blocks()}
    said["dataset"] = manifest.dataset(said["graphs"])
    (release / "manifest.json").write_text(json.dumps(said), encoding="utf-8")


def changed(path: Path, pattern: str, new: str) -> str:
    """Changes the first match in a file; gives what stood there."""
    text = path.read_text(encoding="utf-8")
    found = re.search(pattern, text)
    assert found
    path.write_text(text[: found.start()] + new + text[found.end() :], encoding="utf-8", newline="\n")
    return found[0]


def test_it_has_the_graphs_of_one_file(both: Both) -> None:
    one, shards = Edition(both.one / "release"), Edition(both.many / "release")
    assert len(shards.files()) > 3
    assert b"".join(shards.trig()) == b"".join(one.trig()) == (one.folder / edition.TRIG).read_bytes()
    assert set(shards.quads()) == set(one.quads())
    assert any(iri == ids.ACROSS for iri, _ in shards.blocks())


def test_it_is_proved_as_one_file_is(both: Both) -> None:
    seen: list[tuple[int, int]] = []
    one = verify.prove(both.one / "release", both.one / "sources")
    shards = verify.prove(both.many / "release", both.many / "sources", lambda *n: seen.append(n))
    assert one == shards and {f.code for f in one.findings} <= MADE_UP
    assert seen == [(n, 36) for n in range(1, 37)]
    assert one.findings == verify.verify(both.one / "release" / "govkg.trig", both.one / "sources")


def test_a_quote_changed_in_a_shard_names_its_statement_and_its_file(own: Path) -> None:
    path = own / "release" / "graphs" / "0.trig"
    changed(path, r'gov:exact "一事联办', 'gov:exact "二事联办')
    found = wrong(own)
    assert {"verify.quote", "verify.manifest"} <= {f.code for f in found}
    assert str(path) in {f.node for f in found}
    renewed(own)
    assert {f.code for f in wrong(own)} >= {"verify.quote"} and "verify.manifest" not in {f.code for f in wrong(own)}


def test_what_follows_across_reports_is_concluded_again(own: Path) -> None:
    path = own / "release" / "graphs" / "across.trig"
    gone = changed(path, r"gov:contributedOutcome <[^>]+>", "gov:contributedOutcome <urn:x>")
    renewed(own)
    assert [(f.code, f.message.rpartition("ontology#")[2]) for f in wrong(own)] == [
        ("verify.triple", "contributedOutcome is missing"),
        ("verify.triple", "contributedOutcome is not what its statement says"),
    ], gone


def test_a_shard_that_is_gone_and_a_file_too_many_are_told(own: Path) -> None:
    (own / "release" / "graphs" / "1.trig").unlink()
    (own / "release" / "facts" / "report" / "11.parquet").write_bytes(b"PAR1")
    found = {(Path(f.node).name, f.message) for f in wrong(own) if f.code == "verify.manifest"}
    assert ("1.trig", "the manifest names the file, and it is not there") in found
    assert ("11.parquet", "the manifest does not name the file") in found
    assert ("manifest.json", "the dataset's hash is not that of its graphs") in found
    assert any(what == "the manifest names the graph, and it is not there" for _, what in found)


def test_a_shard_that_is_no_trig_is_told_and_the_others_are_proved(own: Path) -> None:
    path = own / "release" / "graphs" / "0.trig"
    changed(path, r'gov:exact "[^"]*"', "gov:exact ")
    proved = verify.prove(own / "release", own / "sources")
    assert "verify.syntax" in {f.code for f in proved.findings}
    assert proved.reports == 35
    path.write_bytes(b"no TriG at all")
    assert "verify.syntax" in {f.code for f in wrong(own)}


def test_a_graph_of_no_report_is_accounted_for_by_nothing(own: Path) -> None:
    path = own / "release" / "graphs" / "across.trig"
    extra = f"<{ids.graph('zz')}> {{\n\t<urn:a> <urn:p> <urn:b> .\n}}\n"
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8", newline="\n")
    renewed(own)
    assert [(f.node, f.code) for f in wrong(own)] == [("urn:a", "verify.triple")]


def test_it_is_opened_loaded_and_compared(both: Both) -> None:
    one, shards = (graph.open(Library(root, root)) for root in (both.one, both.many))
    assert len(one.store) == len(shards.store)
    assert one.ask("top-metrics").rows == shards.ask("top-metrics").rows
    assert one.ask("top-metrics", engine="facts").rows == shards.ask("top-metrics", engine="facts").rows
    assert views.dataset_of(one) == views.dataset_of(shards) == Edition(both.many / "release").dataset
    home = store.home()
    assert home.holds(graph.put(Library(both.many, both.many), home, lambda done, of: None))
    assert len(list(store.named(home.view()))) == len(list(Edition(both.one / "release").quads()))
    old, new = difference.load(both.one), difference.load(both.many / "release")
    assert old.quads == new.quads
    before = [store.beside(one.store, path) for path in (both.one, both.many, both.many / "release")]
    assert len({len(found) for found in before}) == 1


def test_a_folder_without_a_graph_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    assert edition.at(tmp_path) is None
    with pytest.raises(CallerError, match="there is no such graph"):
        verify.verify(tmp_path, tmp_path)
