"""Awards: who confers them where it is said, and that it is not where it is not; ranks apart; the report's own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.views.sheetwise import cities, empty, faults, heads, names, wuhan

from govkg.analysis.awards import awards
from govkg.graph import Graph
from govkg.views import catalogue

GRAPHS = pytest.mark.parametrize("graph", [wuhan, cities], ids=["wuhan", "cities"])


@GRAPHS
def test_a_sheet_is_sound(graph: Callable[[], Graph]) -> None:
    assert faults(*catalogue.make(graph().store, "awards", {})) == []


@GRAPHS
def test_every_tie_is_a_line_once_in_either_width(graph: Callable[[], Graph]) -> None:
    picture, plan = catalogue.make(graph().store, "awards", {})
    said = sorted((t.kind, t.iri) for t in picture.ties)
    assert said
    assert plan.narrow
    for one in (plan, plan.narrow):
        assert sorted((x["kind"], x["tie"]) for x in one.lines) == said


def test_awards_and_ranks_stand_apart_in_the_order_of_the_text() -> None:
    picture, plan = catalogue.make(wuhan().store, "awards", {})
    assert heads(plan) == ["荣誉 · 武汉市政务服务和大数据管理局 2021", "排名 · 武汉市政务服务和大数据管理局 2021"]
    shown = [
        n
        for n in names(picture, plan)
        if n in {o.words or o.surface for o in picture.outcomes.values()} | {"第6", "第1"}
    ]
    assert shown[-2:] == ["第6", "第1"]


def test_who_confers_is_said_only_where_the_report_says_it() -> None:
    picture = awards(wuhan().store)
    by = {picture.outcomes[t.target].words: picture.things[t.source].label for t in picture.ties if t.kind == "confers"}
    assert by == {"年度优化营商环境测评标杆城市": "国家发改委", "优秀基层党组织": "市委市直机关工委"}
    _, plan = catalogue.make(wuhan().store, "awards", {})
    unsaid = [m["t"] for row in plan.groups for m in row["marks"]]
    assert unsaid == [["未写明授予单位", "not said by whom"]] * 3


def test_the_words_that_say_won_or_only_shortlisted_stand_below() -> None:
    picture, plan = catalogue.make(wuhan().store, "awards", {})
    prize = next(o.iri for o in picture.outcomes.values() if o.words == "2021世界智慧城市复苏创新大奖")
    card = next(c for c in plan.cards.values() if c.ref == prize)
    assert any("荣获" in m.get("t", "") for m in card.faces["en"].marks)


def test_of_one_report_tells_what_that_report_says() -> None:
    whole, _ = catalogue.make(wuhan().store, "awards", {})
    one, _ = catalogue.make(wuhan().store, "awards", {"report": "wuhan-2021"})
    assert set(one.outcomes) == set(whole.outcomes)
    none, plan = catalogue.make(cities().store, "awards", {"report": "linzhu-2022"})
    assert none.outcomes == {}
    assert plan.says["how"][0] == "报告没有提到荣誉或排名。"


def test_an_empty_graph_says_so() -> None:
    _, plan = catalogue.make(empty().store, "awards", {})
    assert plan.groups == ()
    assert plan.says["how"][1] == "No report mentions an award or a rank."
