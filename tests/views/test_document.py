"""A report as its statements in order, a document with what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.views.sheetwise import NOTICE, cities, empty, faults, heads, names, wuhan

from govkg.analysis.contents import report
from govkg.analysis.units import REPORTING, units
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.views import catalogue

REPORTS = ["linzhu-2022", "linzhu-2023", "yunlan-2022", "yunlan-2023"]


def test_the_only_report_needs_no_name() -> None:
    picture, plan = catalogue.make(wuhan().store, "document", {})
    assert faults(picture, plan) == []
    assert plan.says["name"] == ("市政务服务大数据局2021年工作总结",) * 2


@pytest.mark.parametrize("id", REPORTS)
def test_a_report_of_several_is_sound(id: str) -> None:
    picture, plan = catalogue.make(cities().store, "document", {"report": id})
    assert faults(picture, plan) == []
    assert [r.id for r in picture.reports.values()] == [id]
    assert {p.report for p in picture.passages.values()} >= set(picture.reports)


def test_every_statement_is_there_once_in_either_width() -> None:
    picture, plan = catalogue.make(wuhan().store, "document", {})
    assert len(picture.outcomes) == 102
    said = sorted((t.kind, t.iri) for t in picture.ties)
    assert plan.narrow
    for one in (plan, plan.narrow):
        assert sorted((x["kind"], x["tie"]) for x in one.lines) == said
        assert sorted(c.ref for c in one.cards.values() if c.ref in picture.outcomes) == sorted(picture.outcomes)


def test_only_what_the_reporting_body_is_taken_for_is_left_out() -> None:
    picture = report(wuhan().store)
    told = {t.iri for t in picture.ties if t.kind == "participation"}
    every = units(wuhan().store).picture.ties
    assert told == {t.iri for t in every if t.basis != REPORTING}
    assert len(told) < len(every)


def test_statements_stand_in_the_order_of_the_text_under_its_headings() -> None:
    picture, plan = catalogue.make(wuhan().store, "document", {})
    order = [plan.cards[c["card"]].ref for row in plan.groups for c in row["cards"]]
    starts = [picture.passages[picture.outcomes[i].passage].start for i in order if i in picture.outcomes]
    assert starts == sorted(starts)
    assert heads(plan)[:3] == ["开篇与总述", "一 (三)严守政治纪律和政治规矩", "二 (一)稳步推进“放管服”改革任务落实"]
    small = [m["t"][0] for row in plan.groups for m in row["marks"]]
    assert "2.加快推动“一事联办”服务落地。" in small


def test_a_plan_is_never_shown_as_a_result() -> None:
    picture, plan = catalogue.make(cities().store, "document", {"report": "yunlan-2022"})
    targets = {o.iri for o in picture.outcomes.values() if o.kind == "Target"}
    assert len(targets) == 5
    pills = [
        m["k"]
        for c in plan.cards.values()
        if c.ref in targets
        for f in c.faces.values()
        for m in f.marks
        if m["m"] == "pill"
    ]
    assert pills == ["Target"] * 10


def test_the_metric_is_named_in_the_language_of_the_face() -> None:
    picture, plan = catalogue.make(wuhan().store, "document", {})
    steps = next(
        c for c in plan.cards.values() if c.ref in picture.outcomes and picture.outcomes[c.ref].words == "办理环节"
    )
    assert "processing steps" in {m.get("t") for m in steps.faces["en"].marks}
    assert [m["t"] for m in steps.faces["zh"].marks if m["m"] == "text"] == ["办理环节"]


def test_a_document_stands_between_who_issues_it_and_what_it_founds() -> None:
    picture, plan = catalogue.make(wuhan().store, "document", {"of": NOTICE})
    assert faults(picture, plan) == []
    (row,) = plan.groups
    assert len(row["cards"]) == 4
    assert names(picture, plan)[:3] == ["市政府办公厅", NOTICE, "一业一证"]
    assert sorted(x["kind"] for x in plan.lines) == ["about", "mandate", "participation"]
    assert plan.narrow
    assert len(plan.narrow.lines) == 3


@pytest.mark.parametrize("graph", [wuhan, cities], ids=["wuhan", "cities"])
def test_every_document_is_sound(graph: Callable[[], Graph]) -> None:
    store = graph().store
    found = sorted(
        {
            t.label
            for r in ([None] if graph is wuhan else REPORTS)
            for t in report(store, r or "").things.values()
            if t.kind == "PolicyDocument"
        }
    )
    assert found
    for name in found:
        assert faults(*catalogue.make(store, "document", {"of": name})) == []


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        ({}, "view.report", "linzhu-2022, linzhu-2023"),
        ({"report": "wuhan-2021"}, "view.report", "no report 'wuhan-2021'"),
        ({"of": "云澜市政务数据管理办法", "report": "yunlan-2022"}, "view.of", "--of or --report"),
        ({"of": "云澜通"}, "entity.class", "not a document"),
    ],
)
def test_bad_input_is_one_clear_line(given: dict[str, str], code: str, says: str) -> None:
    with pytest.raises(CallerError, match=says) as caught:
        catalogue.make(cities().store, "document", given)
    assert caught.value.code == code


def test_an_empty_graph_says_so() -> None:
    with pytest.raises(CallerError, match="there is none"):
        catalogue.make(empty().store, "document", {})
