"""Two engines, one answer: SPARQL on the store and a question's plan over the facts tables give the same rows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from benchmarks import _generated

import govkg
from govkg import engine, facts, questions, release, store, tables
from govkg.answer import Answer
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.tables import Place

PLANS = [q.name for q in questions.all() if engine.plan(q.name)]
# Beyond the question as it stands and with all codes: parameters by graph.
CASES: dict[str, dict[str, list[dict[str, Any]]]] = {
    "wuhan": {
        "outcomes-of-reform": [{"reform": n} for n in ("一事联办", "城市大脑", "高效办成一件事")]
        + [{"reform": ["一事联办", "武汉云"], "kind": "all", "basis": "explicit"}, {"reform": "城市大脑", "level": "none,output"}],
        "reforms-and-outcomes": [{"year": 2021}, {"year": ["2021", "2020"], "domain": "internal", "level": "all"}],
        "metric-values": [{"metric": "满意"}, {"metric": "办理时限", "kind": "result"}, {"place": "武汉市", "year": 2021}],
        "approximate-figures": [{"bound": "above"}],
        "biggest-reductions": [{"change": "points,absolute"}],
        "diffusion": [{"scheme": "一件事一次办"}, {"stage": "planned"}],
        "compare-places": [{"scheme": "一件事一次办"}, {"place": "武汉市", "year": 2021}],
        "platforms-and-parts": [{"platform": "城市大脑"}],
        "parts-of-parts": [{"whole": "城市大脑"}],
        "named-together": [{"of": "城市大脑"}],
        "top-metrics": [{"place": "武汉市", "year": 2021}],
        "year-on-year": [{"metric": "processingTime"}],
        "targets-and-results": [{"place": "武汉市"}],
        "not-reported": [{"metric": "好评率", "year": 2021}, {"metric": "办理时限", "year": [2021, 2022]}, {"metric": "处置时间", "year": 2021}],
        "words-in-text": [{"words": "一"}, {"words": "APP"}, {"words": "群众", "pattern": "[0-9]+%"}, {"pattern": "^[^,]{2,9}办"}],
        "outcomes-by-unit-and-year": [{"role": "all", "basis": "explicit"}, {"unit": "市公安局"}],
    },
    "two": {
        "outcomes-of-reform": [{"reform": "最多跑一次"}, {"reform": "云澜通", "kind": "all"}],
        "metric-values": [{"place": "临渚市", "year": 2023}],
        "diffusion": [{"scheme": "证照同办", "stage": "planned"}, {"scheme": "证照同办"}],
        "compare-places": [{"scheme": "证照同办"}, {"place": "临渚市", "year": 2023}, {"year": ["2022", "2023"]}],
        "platforms-and-parts": [{"platform": "云澜通"}],
        "parts-of-parts": [{"whole": "云澜通"}],
        "top-metrics": [{"year": 2023}, {"place": "云澜市"}],
        "year-on-year": [{"place": "云澜市"}, {"year": [2022, 2023]}, {"metric": "processingTime"}],
        "words-in-text": [{"source": "yunlan-2022"}],
        "targets-and-results": [{"verdict": "met,missed"}, {"place": "临渚市", "year": [2023, 2024]}, {"verdict": "noReport"}],
        "contradictions": [{"metric": "满意率"}, {"year": 2023}, {"place": "云澜市", "kind": "result"}],
        "not-reported": [{"metric": "满意率", "year": 2023}, {"metric": "办理时限", "year": [2021, 2023], "place": "云澜市"}, {"metric": "好评", "year": 2022, "verdict": "notReported"}],
    },
    "made": {
        "outcomes-of-reform": [{"reform": "一事联办0"}, {"reform": "一事联办1", "level": "outcome"}],
        "platforms-and-parts": [{"platform": "一事联办0"}],
        "parts-of-parts": [{"whole": "一事联办0"}],
        "named-together": [{"of": "云江通1"}],
        "year-on-year": [{"year": 2018}],
        "targets-and-results": [{"year": [2016, 2017]}],
        "contradictions": [{"kind": "target"}, {"year": 2018}],
        "not-reported": [{"metric": "率", "year": 2018}],
        "outcomes-by-unit-and-year": [{"unit": "市审批局1处"}],
    },
}  # fmt: skip
ASKED = [(which, name) for which in CASES for name in PLANS]


def written(root: Path, triples: int) -> Graph:
    """A graph of varied made-up reports with its release, as a build leaves it."""
    read = _generated.corpus(triples, items=2)
    found = release.quads(read)
    files = release.files(read, found)
    for name, data in files.items():
        path = root / "release" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Graph(store.memory(found), facts=Place(root / "release", Edition(root / "release").dataset))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return written(tmp_path_factory.mktemp("made"), 10_000)


@pytest.fixture(scope="module")
def wuhan() -> Graph:
    return govkg.open()


def exactly(answer: Answer) -> list[list[str]]:
    """Rows with the kind of each value: 1 is not True, 60.9 is not 60.90."""
    return [[repr(row[c]) for c in answer.columns] for row in answer.rows]


def both(kg: Graph, name: str, lang: str = "zh", **given: Any) -> Answer:
    one, other = (kg.ask(name, engine=e, lang=lang, **given) for e in ("sparql", "facts"))
    assert (one.engine, other.engine) == ("sparql", "facts")
    assert one.columns == other.columns and exactly(one) == exactly(other)
    assert one.inferred == other.inferred
    return other


@pytest.mark.parametrize(("which", "name"), ASKED)
def test_both_engines_give_the_same_rows(which: str, name: str, request: pytest.FixtureRequest) -> None:
    kg: Graph = request.getfixturevalue(which)
    question = questions.get(name)
    every = {p.name: "all" for p in question.parameters if p.type == "concept"}
    alone: list[dict[str, Any]] = [] if any(p.required for p in question.parameters) else [{}, every]
    for given in [*alone, *CASES[which].get(name, [])]:
        for lang in ("zh", "en"):
            both(kg, name, lang, **given)


def test_a_plan_has_rows_somewhere() -> None:
    assert len(PLANS) >= 17
    for name in PLANS:
        assert any(name in cases for cases in CASES.values()), name


def test_every_reform_and_body_of_the_made_reports(made: Graph) -> None:
    for name, parameter, kind in (
        ("outcomes-of-reform", "reform", "Reform"),
        ("outcomes-by-unit-and-year", "unit", "Organisation"),
    ):
        rows = made.query(f"SELECT DISTINCT ?x {{ ?x a gov:{kind} }}").rows
        assert sum(len(both(made, name, **{parameter: str(r["x"])})) for r in rows) > 10


def test_what_rests_on_inference_is_marked_by_both(made: Graph) -> None:
    answer = both(made, "outcomes-of-reform", reform="一事联办0")
    assert answer.inferred == frozenset(n for n, r in enumerate(answer.rows) if r["via"]) and answer.inferred
    assert len(answer.inferred) < len(answer.rows)


def test_a_limit_cuts_and_says_so(made: Graph) -> None:
    whole = made.ask("words-in-text", engine="facts")
    cut = made.ask("words-in-text", engine="facts", limit=5)
    assert cut.rows == whole.rows[:5] and cut.truncated and not whole.truncated
    assert not made.ask("words-in-text", engine="facts", limit=len(whole)).truncated
    with pytest.raises(CallerError, match="limit is 0"):
        made.ask("words-in-text", engine="facts", limit=0)
    with pytest.raises(CallerError, match="timeout is 0"):
        made.ask("words-in-text", engine="facts", timeout=0)


def test_a_plan_is_stopped_when_the_time_is_up(made: Graph) -> None:
    assert made.facts and made.ask("top-metrics", engine="facts", timeout=60).rows
    opened = tables.open(*made.facts)
    assert opened
    endless = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 8"
    with pytest.raises(CallerError, match=r"no answer within 0\.3 s"):
        opened.rows(endless, {}, timeout=0.3)
    assert opened.rows("SELECT 1 AS one", {}) == (("one",), [(1,)])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY thing TO 'x.csv'",
        "SET enable_external_access = true",
        "ATTACH 'x.db'",
    ],
)
def test_plans_reach_nothing_outside(sql: str, made: Graph) -> None:
    import duckdb

    assert made.facts
    opened = tables.open(*made.facts)
    assert opened
    with pytest.raises(duckdb.Error, match=r"disabled|locked|Cannot change|permission"):
        opened.rows(sql, {})


def test_the_rule(made: Graph, small: Graph, wuhan: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SMALL", 10**9)
    assert made.ask("top-metrics").engine == "sparql", "a small graph is answered by the store"
    monkeypatch.setattr(engine, "SMALL", 100)
    assert made.ask("top-metrics").engine == "facts"
    assert made.ask("shortcomings").engine == "sparql", "no plan"
    assert made.ask("words-in-text", words=["联办", "云江"]).engine == "sparql", "a text twice"
    assert made.ask("top-metrics", engine="sparql").engine == "sparql"
    assert wuhan.ask("top-metrics").engine == "facts"
    assert small.ask("top-metrics").engine == "sparql", "no facts"
    assert json.loads(made.ask("top-metrics").to_json())["engine"] == "facts"
    for kg, name, why in ((small, "top-metrics", "no facts tables"), (made, "shortcomings", "no plan"), (made.reasoned(), "top-metrics", "no facts tables")):  # fmt: skip
        with pytest.raises(CallerError, match=why) as e:
            kg.ask(name, engine="facts")
        assert e.value.code == "engine.facts"
    with pytest.raises(CallerError, match="there is no engine 'sql'"):
        made.ask("top-metrics", engine="sql")


def test_facts_of_another_release_answer_nothing(made: Graph, tmp_path: Path) -> None:
    assert made.facts
    folder = shutil.copytree(made.facts[0], tmp_path / "release")
    assert tables.open(folder, made.facts[1]) is not None
    assert tables.open(folder, "0" * 64) is None
    tables.open.cache_clear()
    changed = folder / "facts" / "part.parquet"
    changed.write_bytes((folder / "facts" / "report.parquet").read_bytes())
    assert tables.open(folder, made.facts[1]) is None
    with pytest.raises(CallerError, match="no facts tables of its release"):
        replace(made, facts=Place(folder, made.facts.dataset)).ask("top-metrics", engine="facts")


@pytest.mark.parametrize(
    "pattern", ["(", r"\d+", "(?i)a", "a++", "[[:alpha:]]", "a{1,2000}", "x" * 201, "{,3}", "[a&&b]"]
)
def test_a_pattern_that_engines_read_differently_is_refused(pattern: str, made: Graph) -> None:
    for which in ("sparql", "facts"):
        with pytest.raises(CallerError, match="pattern is"):
            made.ask("words-in-text", pattern=pattern, engine=which)


def test_facts_have_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from benchmarks import _generated; from govkg import facts, release\n"
        "read = _generated.corpus(3000, items=1); made = facts.tables(read, release.quads(read))\n"
        "print(sorted((n, hashlib.sha256(d).hexdigest()) for n, d in made.items()))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True,
                       env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] and "observation" in runs[0]


def test_facts_read_as_a_data_frame(made: Graph) -> None:
    import duckdb

    assert made.facts
    path = made.facts[0] / "facts" / "observation.parquet"
    frame = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)]).df()
    assert list(frame.columns) == list(facts.columns("observation"))
    assert frame["value"].dtype == "float64" and frame["statement"].is_unique
    assert all(
        row["sentence"][row["evidence_start"] - row["sentence_start"] :].startswith(row["exact"])
        for row in frame.to_dict("records")
    )
