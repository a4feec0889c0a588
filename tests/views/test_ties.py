"""The pictures of ties: partners, brokers, communities of reforms, backbone platforms, paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from tests.analysis.test_ties import duties, thing
from tests.views.sheetwise import cities, empty, faults, heads, names, wuhan

from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.views import catalogue

GIVEN: dict[str, dict[str, Mapping[str, str]]] = {
    "partners": {"wuhan": {}, "cities": {}},
    "brokers": {"wuhan": {}, "cities": {}},
    "communities": {"wuhan": {}, "cities": {}},
    "backbone": {"wuhan": {}, "cities": {}},
    "path": {"wuhan": {"of": "市公安局", "to": "武汉战疫"}, "cities": {"of": "市人社局", "to": "市医保局"}},
}
GRAPHS: dict[str, Callable[[], Graph]] = {"wuhan": wuhan, "cities": cities}
EACH = pytest.mark.parametrize(("name", "graph"), [(n, g) for n in GIVEN for g in GRAPHS])


@EACH
def test_a_sheet_is_sound_and_its_twin_says_the_same(name: str, graph: str) -> None:
    picture, plan = catalogue.make(GRAPHS[graph]().store, name, GIVEN[name][graph])
    assert faults(picture, plan) == []
    assert plan.narrow
    assert {x["tie"] for x in plan.lines} == {x["tie"] for x in plan.narrow.lines} == {t.iri for t in picture.ties}
    assert plan.lines or name == "brokers"
    assert len({x["id"] for x in plan.lines}) == len(plan.lines)


@pytest.mark.parametrize("name", ["partners", "brokers", "communities", "backbone"])
def test_an_empty_graph_says_that_there_is_nothing(name: str) -> None:
    _, plan = catalogue.make(empty().store, name, {})
    assert plan.cards == {} and plan.says["how"][0].startswith(("报告没有", "没有"))


def test_partners_stand_on_both_sides_of_what_they_share() -> None:
    picture, plan = catalogue.make(wuhan().store, "partners", {})
    assert heads(plan) == ["已写明的协同"]
    assert names(picture, plan)[:3] == ["交通运输厅", "统一受理平台", "省公安厅"]
    assert len(plan.lines) == 6  # three pairs, each named twice
    with pytest.raises(CallerError, match="武汉云"):
        catalogue.make(wuhan().store, "partners", {"of": "武汉云"})


def test_what_is_planned_stands_apart_with_how_much_two_share() -> None:
    graph = duties([("甲", i) for i in "一二三"] + [("乙", i) for i in "一二三"], planned=["三"])
    picture, plan = catalogue.make(graph, "partners", {})
    assert faults(picture, plan) == [] and heads(plan) == ["已写明的协同", "只列入计划的"]
    said = [m["t"] for c in plan.cards.values() for m in c.faces["zh"].marks if m["m"] == "text"]
    assert "配合 · 共 2 项" in said and not any("共 1 项" in t for t in said)


def test_a_broker_stands_in_the_middle_with_its_count() -> None:
    graph = duties([("甲", "一"), ("中", "一"), ("中", "二"), ("乙", "二")])
    picture, plan = catalogue.make(graph, "brokers", {})
    assert faults(picture, plan) == [] and heads(plan) == ["中：居于 1 对单位之间，介数 1.00"]
    assert names(picture, plan)[:5] == ["乙", "二", "中", "一", "甲"] or names(picture, plan)[:5] == [
        "甲",
        "一",
        "中",
        "二",
        "乙",
    ]
    assert sorted(x["tie"] for x in plan.lines) == sorted(t.iri for t in picture.ties)
    one, _ = catalogue.make(graph, "brokers", {"of": thing("Organisation", "中")})
    assert {t.iri for t in one.ties} == {t.iri for t in picture.ties}


def test_communities_say_whether_they_mean_anything() -> None:
    _, plan = catalogue.make(wuhan().store, "communities", {})
    assert heads(plan)[0] == "城市大脑 · 成员 5"
    assert plan.says["structure"][0].startswith("无明显群组：模块度")


def test_what_rests_on_a_part_stands_further_in() -> None:
    picture, plan = catalogue.make(wuhan().store, "backbone", {"of": "城市大脑"})
    assert heads(plan) == ["城市大脑：依托者 9（部分 4，成果 5）；唯此一处依托的：部分 4，成果 5"]
    label = {c: (picture.things.get(plan.cards[c].ref) or picture.outcomes[plan.cards[c].ref]) for c in plan.cards}
    left = {getattr(label[p["card"]], "label", "") or getattr(label[p["card"]], "words", ""): p["x"]
            for row in plan.groups for p in row["cards"]}  # fmt: skip
    assert left["城市大脑"] < left["一码互联"] < left["数字中国大赛一等奖第一名"]


def test_each_step_of_a_path_has_its_sentence_below() -> None:
    _, plan = catalogue.make(wuhan().store, "path", GIVEN["path"]["wuhan"])
    assert heads(plan) == ["路径 1：2 步"]
    said = ["".join(m["t"][0] for m in row["marks"]) for row in plan.groups if row["marks"]]
    assert len(said) == 2 and all("【" in s and "健康码" in s for s in said)
    assert "第 1 步 · 参与 · 接收" in said[0] and "第 2 步 · 属于" in said[1]
    _, none = catalogue.make(wuhan().store, "path", {"of": "市公安局", "to": "武汉云"})
    assert none.says["how"][0] == "没有三步以内的连接。" and not none.cards
