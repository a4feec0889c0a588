"""Units: the named first, the reporting body quietly below, each tie once, all with their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.views.sheetwise import cities, empty, faults, heads, names, wuhan

from govkg.analysis.units import REPORTING, units
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.views import catalogue
from govkg.views import units as view

GRAPHS = pytest.mark.parametrize("graph", [wuhan, cities], ids=["wuhan", "cities"])


@GRAPHS
def test_a_sheet_is_sound(graph: Callable[[], Graph]) -> None:
    assert faults(*catalogue.make(graph().store, "units", {})) == []


@GRAPHS
def test_every_participation_is_a_line_once_in_either_width(graph: Callable[[], Graph]) -> None:
    picture, plan = catalogue.make(graph().store, "units", {})
    said = sorted(t.iri for t in picture.ties)
    assert len(said) > 15
    assert sorted(x["tie"] for x in plan.lines) == said
    assert plan.narrow
    assert sorted(x["tie"] for x in plan.narrow.lines) == said


def test_what_is_named_stands_first() -> None:
    picture, plan = catalogue.make(wuhan().store, "units", {})
    assert heads(plan) == ["文中指明的单位", "武汉市政务服务和大数据管理局（2021）：文中未另指明，按报告主体记"]
    shown = names(picture, plan)
    assert shown[:2] == ["关于在全市范围内推广实施“一业一证”改革的通知", "市政府办公厅"]
    assert shown.index("市疫情防控指挥部办公室综合组") < shown.index("高效办成一件事")
    assert plan.narrow
    assert heads(plan.narrow) == ["文中指明的单位", "报告主体（文中未另指明）"]


def test_the_reporting_body_never_stands_by_name_among_the_named() -> None:
    picture, plan = catalogue.make(wuhan().store, "units", {})
    body = next(t.source for t in picture.ties if t.basis == REPORTING)
    faces = [f for c in plan.cards.values() if c.ref == body for f in c.faces.values()]
    assert len(faces) > 100
    assert not any("武汉市" in m.get("t", "") for f in faces for m in f.marks)


def test_sections_stand_in_the_order_of_the_report() -> None:
    duties = units(wuhan().store)
    starts = [duties.place(t) for t in duties.unnamed()]
    assert starts == sorted(starts)
    assert len({duties.section(t).split("/")[0] for t in duties.unnamed()}) == 4  # the opening, and three parts


def test_a_second_year_says_where_it_names_a_thing() -> None:
    duties = units(cities().store)
    told = {
        (duties.picture.things[t.target].label, duties.picture.reports[duties.report(t)].covers): duties.section(t)
        for t in duties.unnamed()
    }
    assert told["证照同办", "2022"] == "三"
    assert told["证照同办", "2023"].startswith("一/")


def test_of_one_body_shows_what_it_takes_part_in_with_all_who_do() -> None:
    picture, plan = catalogue.make(wuhan().store, "units", {"of": "市公安局"})
    assert set(names(picture, plan)) == {
        "武汉市政务服务和大数据管理局",
        "健康码",
        "市公安局",
        "市卫健委",
        "市疫情防控指挥部办公室综合组",
    }
    assert heads(plan) == ["文中指明的单位"]
    assert faults(picture, plan) == []


def test_of_one_report_tells_what_that_report_says() -> None:
    picture, plan = catalogue.make(cities().store, "units", {"report": "yunlan-2022"})
    assert faults(picture, plan) == []
    assert {picture.reports[picture.passages[t.passage].report].id for t in picture.ties} == {"yunlan-2022"}
    assert len(picture.ties) == 6
    both, _ = catalogue.make(cities().store, "units", {"report": "yunlan-2022", "of": "市公安局"})
    assert {t.iri for t in both.ties} < {t.iri for t in picture.ties}
    with pytest.raises(CallerError) as caught:
        catalogue.make(cities().store, "units", {"report": "yunlan-2021"})
    assert caught.value.code == "view.report"


def test_of_something_else_is_said() -> None:
    with pytest.raises(CallerError) as caught:
        catalogue.make(wuhan().store, "units", {"of": "武汉云"})
    assert caught.value.code == "entity.class"


def test_an_empty_graph_says_so() -> None:
    _, plan = catalogue.make(empty().store, "units", {})
    assert plan.cards == {}
    assert plan.says["how"] == ("报告没有提到单位做什么。", "No report says what an organisation does.")
    assert view.plan(units(wuhan().store)).says["how"][0].startswith("先列文中指明的单位")
