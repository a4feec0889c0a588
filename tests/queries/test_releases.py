"""A question that takes a second release: from a workspace, a release's folder or its file; with a deadline too; wrong ones told."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from govkg import graph as graphs
from govkg import pipeline, store
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.library import Library

CITY = Path(__file__).parent / "two-cities" / "sources" / "linzhu-2022"


def root(kg: Graph) -> Path:
    assert kg.library is not None
    return kg.library.root


def workspace(folder: Path, text: str) -> Graph:
    """The graph of one report, with another text than it has."""
    source = folder / "sources" / CITY.name
    source.mkdir(parents=True)
    (source / "text.txt").write_text(text, encoding="utf-8", newline="\n")
    digest = hashlib.sha256(text.encode()).hexdigest()
    about = re.sub(r'sha256 = "\w+"', f'sha256 = "{digest}"', (CITY / "source.toml").read_text(encoding="utf-8"))
    (source / "source.toml").write_text(about, encoding="utf-8", newline="\n")
    library = Library(folder, folder)
    pipeline.build(library)
    return graphs.open(library)


def test_every_way_to_name_a_release_is_the_same(two: Graph, earlier: Graph) -> None:
    ways = (root(earlier), root(earlier) / "release", root(earlier) / "release" / "govkg.trig")
    answers = [two.ask("what-changed", before=way).rows for way in ways]
    assert answers[0] and answers[0] == answers[1] == answers[2]
    assert two.ask("what-changed", before=ways[0], timeout=60).rows == answers[0]


def test_what_is_added_one_way_is_removed_the_other(two: Graph, earlier: Graph) -> None:
    assert two.library is not None
    there = two.ask("what-changed", before=root(earlier)).rows
    back = earlier.ask("what-changed", before=two.library.release).rows
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}

    def told(rows: list[dict[str, object]], swap: bool) -> set[tuple[object, ...]]:
        kinds = [str(r["changeId"]).rpartition("/")[2] for r in rows]
        sides = [(r["now"], r["was"]) if swap else (r["was"], r["now"]) for r in rows]
        return {
            (swapped[k] if swap else k, r["statement"], r["quote"], r["field"], *side)
            for k, r, side in zip(kinds, rows, sides, strict=True)
        }

    assert told(there, False) == told(back, True)  # type: ignore[arg-type]


def test_a_release_is_no_change_of_itself(two: Graph) -> None:
    assert two.library is not None
    answer = two.ask("what-changed", before=two.library.release)
    assert answer.rows == [] and "没有改动" in str(answer)


def test_the_store_that_is_asked_is_not_touched(two: Graph, earlier: Graph) -> None:
    count = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    before = two.query(count).rows
    two.ask("what-changed", before=root(earlier))
    assert two.query(count).rows == before
    assert not two.query(f"ASK {{ GRAPH {store.BEFORE} {{ ?s ?p ?o }} }}").rows[0]["answer"]


def test_what_is_no_release_is_told_in_one_line(two: Graph, tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CallerError, match="there is no release") as e:
            two.ask("what-changed", before=wrong)
        assert e.value.code == "release.missing" and str(wrong) in str(e.value) and "\n" not in str(e.value)
    bad = tmp_path / "govkg.trig"
    bad.write_text("<a> <b> .\n", encoding="utf-8")
    with pytest.raises(CallerError, match="this is no release") as e:
        two.ask("what-changed", before=bad)
    assert e.value.code == "release.missing" and "\n" not in str(e.value)
    with pytest.raises(CallerError, match="what-changed needs before"):
        two.ask("what-changed")


def test_beside_keeps_the_two_apart(tmp_path: Path) -> None:
    a, b, p = (ox.NamedNode(f"urn:{x}") for x in "abp")
    now = store.memory([ox.Quad(a, p, ox.Literal("now"), ox.NamedNode("urn:g"))])
    (tmp_path / "govkg.trig").write_text('<urn:g> { <urn:b> <urn:p> "before" }\n', encoding="utf-8")
    both = store.beside(now, tmp_path)
    assert {(q.subject, q.graph_name) for q in both} == {(a, ox.DefaultGraph()), (b, store.BEFORE)}


def test_what_only_moved_has_not_changed(tmp_path: Path) -> None:
    """A paragraph is deleted before others and one figure is corrected: of what is still said nothing else is told."""
    text = (CITY / "text.txt").read_text(encoding="utf-8")
    gone = "（一）优化审批流程。办理时限压缩至4.5天，满意率96.2%。\n"
    assert gone in text and text.count("压缩至4天以内") == 1
    before = workspace(tmp_path / "before", text)
    after = workspace(tmp_path / "after", text.replace(gone, "").replace("压缩至4天以内", "压缩至3天以内"))
    places = "SELECT ?s ?start { ?s gov:contentHash ?hash ; gov:evidence/gov:start ?start }"
    old, new = ({r["s"]: r["start"] for r in kg.query(places).rows} for kg in (before, after))
    moved = {s for s in new.keys() & old.keys() if new[s] != old[s]}
    rows = after.ask("what-changed", before=root(before)).rows
    assert len(moved) > 10 and not moved & {r["statement"] for r in rows}
    told = {way: {r["quote"] for r in rows if r["change"] == way} for way in ("新增", "删去", "改动")}
    assert told["改动"] == set()
    assert told["新增"] - told["删去"] == {"3天以内"}
    assert told["删去"] - told["新增"] == {"4天以内", "4.5天", "96.2%", "（一）优化审批流程。"}


def test_fields_and_values_are_told_by_their_names(tmp_path: Path) -> None:
    """Each side of a statement that moved by its own passage; a field and a thing by what they are called."""
    text = (CITY / "text.txt").read_text(encoding="utf-8")
    kg = workspace(tmp_path / "now", text)
    file = root(kg) / "release" / "govkg.trig"
    was = file.read_text(encoding="utf-8")
    result = kg.query(
        'SELECT ?s ?hash ?about { ?s gov:surface "32项" ; gov:contentHash ?hash ; gov:about ?about }'
    ).rows[0]
    at = was.index(f"<{result['s']}> a ")
    block = was[at : was.index(" .\n", at)]
    other = "https://w3id.org/govkg/id/organisation/x"
    changed = block.replace(str(result["hash"]), "0" * 16).replace(str(result["about"]), other)
    passage = re.search(r"id/evidence/linzhu-2022-(\d+-\d+)", block)
    assert passage and changed.count(other) == 1
    earlier = was.replace(block, changed).replace(passage[0], "id/evidence/linzhu-2022-1-2")
    earlier = earlier.replace("开展“减证便民”专项行动，取消证明事项32项。", "开展专项行动，取消证明事项32项。")
    earlier += f'\n<urn:g> {{ <{other}> <http://www.w3.org/2000/01/rdf-schema#label> "某局"@zh }}\n'
    (tmp_path / "govkg.trig").write_text(earlier, encoding="utf-8", newline="\n")
    for lang, about, sentence in (("zh", "关于", "整句"), ("en", "about", "sentence")):
        rows = kg.ask("what-changed", before=tmp_path, change="changed", lang=lang).rows
        assert {(r["figure"], r["field"], r["was"], r["now"]) for r in rows} == {
            ("32项", about, "某局", "“减证便民”专项行动"),
            ("32项", sentence, "开展专项行动，取消证明事项32项。", "开展“减证便民”专项行动，取消证明事项32项。"),
        }
