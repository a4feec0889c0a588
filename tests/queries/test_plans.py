"""The plans of the large questions: every planted case of figures that are compared, in one graph, answered by both engines."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests import many
from tests.queries.test_compared import ABOUT, PAIRS, TARGETS, told

from govkg import engine, release, store, tables
from govkg import statements as st
from govkg.edition import Edition
from govkg.graph import Graph
from govkg.sources import Source
from govkg.tables import Place

Read = list[tuple[Source, list[st.Statement]]]
LARGE = ("targets-and-results", "contradictions", "not-reported")
UNREAD = "指标未见分晓。"


class Homes:
    """Places with their codes, a new one each time."""

    def __init__(self) -> None:
        self.names: dict[str, object] = {}

    def new(self, wanted: object) -> dict[str, str]:
        code = f"42{len(self.names):04}"
        self.names[name := f"第{len(self.names)}市"] = wanted
        return {"place": name, "code": code}


def targets(homes: Homes) -> Iterator[tuple[Source, list[st.Statement]]]:
    """Each target with its results, in a place of its own."""
    for target, results, metric, wanted in TARGETS:
        home = homes.new(wanted)
        yield told(2021, [("target", "目标", target)], metric, **home)
        yield told(2022, [("value", f"之{n}", r) for n, r in enumerate(results)], metric, **home)
    home = homes.new("notRead")
    yield told(2021, [("target", "目标", ("100", {}))], "casesHandled", **home)
    yield told(2022, [], "casesHandled", **home, unread=UNREAD)
    home = homes.new("notReported")  # what a person rejected as unread shows nothing
    yield told(2021, [("target", "目标", ("100", {}))], "casesHandled", **home)
    source, said = told(2022, [], "casesHandled", **home, unread=UNREAD)
    yield source, [replace(s, status="rejected") if isinstance(s, st.Finding) else s for s in said]
    home = homes.new("notReported")  # the report of another body says it
    yield told(2021, [("target", "目标", ("100", {}))], "casesHandled", **home)
    source, said = told(2022, [("value", "之0", ("120", {"place": "Place/" + home["place"]}))], "trips", **home)
    yield source, said


def pairs(homes: Homes) -> Iterator[tuple[Source, list[st.Statement]]]:
    """Each pair of figures, in one report and in the reports of two years."""
    for one, other, contradict in PAIRS:
        for first, second in ((one, other), (other, one)):
            figures = [("value", words, (value, fields)) for words, value, fields in (first, second)]
            yield told(2021, figures, "casesHandled", **homes.new(contradict))
        home = homes.new(contradict)
        for year, (words, value, fields) in ((2021, one), (2022, other)):
            figures = [("value", words, (value, {"start": "2021", **fields}))]
            yield told(year, figures, "casesHandled", **home)
    for opens in ("5.东湾区", "全区", "东湾区域"):  # a district is another place; a scope and an area are none
        figures = [("value", "7件", ("7", {})), ("value", "9件", ("9", {"opens": opens}))]
        yield told(2021, figures, "casesHandled", **homes.new(opens != "5.东湾区"))
    figures = [("value", "7件", ("7", {})), ("target", "9件", ("9", {"start": "2021"}))]
    yield told(2021, figures, "casesHandled", **homes.new(False))
    figures = [("value", f"{n}件", (str(n), dict(ABOUT) if n == 5 else {})) for n in (3, 5, 7)]
    yield told(2021, figures, "casesHandled", **homes.new(True))


@pytest.fixture(scope="module")
def homes() -> Homes:
    return Homes()


@pytest.fixture(scope="module")
def read(homes: Homes) -> Read:
    return [*targets(homes), *pairs(homes)]


def opened(root: Path, files: dict[str, bytes], of: Graph | None, quads: list[Any]) -> Graph:
    """The graph of a release whose files are written below a folder."""
    for name, data in files.items():
        path = root / "release" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    place = Place(root / "release", Edition(root / "release").dataset)
    return replace(of, facts=place) if of else Graph(store.memory(quads), facts=place)


@pytest.fixture(scope="module")
def one(read: Read, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    quads = release.quads(read)
    return opened(tmp_path_factory.mktemp("one"), release.files(read, quads), None, quads)


@pytest.fixture(scope="module")
def shards(read: Read, one: Graph, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return opened(tmp_path_factory.mktemp("shards"), many.shard(read, release.quads(read)), one, [])


def exactly(kg: Graph, name: str, which: str, **given: Any) -> list[list[str]]:
    answer = kg.ask(name, engine=which, **given)
    assert answer.engine == which
    return [[repr(row[c]) for c in answer.columns] for row in answer.rows]


def asked(name: str) -> list[dict[str, Any]]:
    every: dict[str, list[dict[str, Any]]] = {
        "targets-and-results": [{}, {"lang": "en"}, {"year": 2023}, {"verdict": "met,partly,notRead"}, {"place": "第3市"}],
        "contradictions": [{}, {"lang": "en"}, {"year": 2021}, {"metric": "指标"}, {"kind": "target"}, {"place": "第90市"}],
        "not-reported": [{"metric": m, "year": y, **more} for m in ("指标", "办件量", "出行") for y in (2021, [2022, 2023])
                         for more in ({}, {"verdict": "notRead,noReport"}, {"place": "第67市"})],
    }  # fmt: skip
    return every[name]


@pytest.mark.parametrize("name", LARGE)
def test_both_engines_give_the_same_rows_of_every_planted_case(name: str, one: Graph, shards: Graph) -> None:
    told = 0
    for given in asked(name):
        rows = exactly(one, name, "sparql", **given)
        assert exactly(one, name, "facts", **given) == rows, given
        assert exactly(shards, name, "facts", **given) == rows, given
        told += len(rows)
    assert told > 50


def test_the_plan_finds_the_verdict_of_every_planted_target(homes: Homes, one: Graph) -> None:
    found = defaultdict(set)
    for r in one.ask("targets-and-results", engine="facts").rows:
        found[str(r["place"])].add(str(r["verdictId"]).rpartition("/")[2])
    wanted = {home: {verdict} for home, verdict in homes.names.items() if isinstance(verdict, str)}
    assert {home: found[home] for home in wanted} == wanted
    every = {"met", "missed", "partly", "redefined", "unratable", "notReported", "notRead", "noReport"}
    assert set.union(*wanted.values()) == every


def test_the_plan_finds_every_planted_contradiction_and_no_other(homes: Homes, one: Graph) -> None:
    found = {str(r["place"]) for r in one.ask("contradictions", engine="facts").rows}
    wanted = {home for home, contradict in homes.names.items() if contradict is True}
    assert {h for h in found if isinstance(homes.names[h], bool)} == wanted and len(wanted) > 30


def test_the_three_absences_are_told_apart(one: Graph) -> None:
    rows = one.ask("not-reported", metric="指标", year=2022, engine="facts").rows
    assert {str(r["verdictId"]).rpartition("/")[2] for r in rows} == {"noReport", "notRead", "notReported"}
    assert all((r["findingId"] is not None) == (str(r["verdictId"]).endswith("notRead")) for r in rows)
    assert {r["quote"] for r in rows} == {None, UNREAD.rstrip("。")}


def test_sentences_are_counted_as_the_graph_counts_them(one: Graph) -> None:
    assert one.facts
    opened = tables.open(*one.facts)
    assert opened
    counted = one.query(
        "SELECT ?r (COUNT(DISTINCT ?at) AS ?n) { ?e a gov:Evidence ; gov:source ?r ; gov:sentenceStart ?at } GROUP BY ?r"
    ).rows
    _, held = opened.rows("SELECT report_id, sentences FROM report", {})
    assert dict(held) == {str(r["r"]): int(str(r["n"])) for r in counted}


def test_a_release_without_one_of_the_tables_is_answered_by_the_store(one: Graph, tmp_path: Path) -> None:
    """Such is a release of an earlier version."""
    assert one.facts
    folder = shutil.copytree(one.facts.folder, tmp_path / "release")
    said = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(said.replace('"facts/finding.parquet"', '"facts/other.parquet"'), "utf-8")
    (folder / "facts" / "finding.parquet").rename(folder / "facts" / "other.parquet")
    earlier = replace(one, facts=Place(folder, one.facts.dataset))
    assert earlier.ask("targets-and-results", place="第3市").engine == "sparql"


@pytest.mark.parametrize("name", LARGE)
def test_statements_are_joined_by_hash(name: str, one: Graph) -> None:
    """What is gone through row by row is short: the years that a figure may reach back, the years and the names asked for."""
    assert one.facts
    opened = tables.open(*one.facts)
    plan = engine.plan(name)
    assert opened and plan
    given = {"lang": "zh", "yearGiven": [2021], "metricGiven": ["指标"]}
    _, found = opened.rows(f"EXPLAIN (FORMAT json) {plan.sql}", {n: given.get(n) for n in plan.names})
    steps = [step for _, drawn in found for step in every(json.loads(drawn))]
    assert sum(step["name"] == "HASH_JOIN" for step in steps) >= 4
    for step in steps:
        assert step["name"] not in ("CROSS_PRODUCT", "IE_JOIN")
        if step["name"] in ("BLOCKWISE_NL_JOIN", "NESTED_LOOP_JOIN"):
            assert re.search(r"- back\b|CAST\(y AS|, word\)", str(step["extra_info"])), step["extra_info"]


def every(drawn: Any) -> Iterator[dict[str, Any]]:
    """The steps of a plan as the engine draws it."""
    for step in drawn if isinstance(drawn, list) else [drawn]:
        yield step
        yield from every(step.get("children", []))
