"""A question that takes a second release: from a workspace, a release's folder or its file; with a deadline too; wrong ones told."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from govkg import store
from govkg.errors import CallerError
from govkg.graph import Graph


def root(kg: Graph) -> Path:
    assert kg.library is not None
    return kg.library.root


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
