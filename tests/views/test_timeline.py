"""The timeline: never more precise than the text, planned never filled, what has no date not on the strip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.views.cities import check, cities, furniture, made, plans, said, shapes, wuhan

from govkg.analysis.timeline import Event, Timeline, timeline
from govkg.views.timeline import WIDE, sheet, span


@pytest.mark.parametrize("graph", ["wuhan", "cities"])
def test_every_event_stands_with_its_words(graph: str) -> None:
    check(*made(graph, "timeline"))


def test_every_event_of_the_graph_is_there_once() -> None:
    picture, plan = made("wuhan", "timeline")
    kinds = [picture.outcomes[c.ref].kind for c in plan.cards.values()]
    assert [kinds.count(k) for k in ("Milestone", "PlannedMilestone", "Recognition")] == [29, 1, 5]
    assert len({c.ref for c in plan.cards.values()}) == len(kinds)


def test_what_is_planned_is_never_filled() -> None:
    picture, plan = made("wuhan", "timeline")
    for one in plans(plan):
        for id, card in one.cards.items():
            (glyph,) = shapes(one, id, "glyph")
            assert glyph["k"] == picture.outcomes[card.ref].kind
    planned = next(id for id, c in plan.cards.items() if c.kind == "PlannedMilestone")
    assert "筹划中" in said(plan, planned)


def test_what_has_no_date_is_not_on_the_strip_and_that_is_said() -> None:
    _, plan = made("wuhan", "timeline")
    assert not [s for id in plan.cards for m in ("bar", "dot") for s in shapes(plan, id, m)]
    assert any("没有写明以下各项的日期" in t for t in furniture(plan))
    assert plan.groups[0]["title"] == ["2021 · 报告所涉年度", "2021 · the year that the reports cover"]


def dated(start: str, end: str, kind: str = "Milestone") -> list[dict[str, object]]:
    """The marks of an event to which a date was given."""
    found = timeline(wuhan().store, of="武汉云")
    event = found.events[0]
    moved = Event(replace(event.outcome, start=start, end=end, kind=kind), event.report, event.covers)
    (card,) = sheet(Timeline(found.picture, (moved,)), WIDE).cards.values()
    return [dict(s) for s in card.faces["zh"].marks if s["m"] in ("bar", "dot", "whisker")]


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2021", "2021", 12), ("2021-03", "2021-03", 1), ("2021-04", "2021-06", 3), ("2021-07", "2021-12", 6)],
)
def test_a_date_is_as_wide_as_what_the_text_says(start: str, end: str, months: int) -> None:
    (bar,) = dated(start, end)
    assert bar["m"] == "bar"
    assert bar["w"] == pytest.approx((WIDE.right - WIDE.left) * months / 12, abs=0.2)
    assert bar["style"] == "filled"


def test_a_day_is_a_dot_in_its_month() -> None:
    (dot,) = dated("2021-03-15", "2021-03-15")
    low, high = span("2021-03", "2021-03")
    assert dot["m"] == "dot"
    share = (float(str(dot["x"])) - WIDE.left) / (WIDE.right - WIDE.left)
    assert low < share < high


def test_a_planned_date_is_hollow() -> None:
    assert [s["style"] for s in dated("2022", "2022", "PlannedMilestone")] == ["hollow"]


def test_what_runs_beyond_its_year_is_open() -> None:
    bar, whisker = dated("2020-10", "2021-03")
    assert bar["m"] == "bar"
    assert whisker["ends"] == ">"


def test_years_run_from_the_earliest_and_dated_events_stand_first() -> None:
    found = timeline(cities().store)
    years = [e.year for e in found.events]
    assert years == sorted(years)
    event = found.events[-1]
    early = Event(replace(event.outcome, start="2022-05", end="2022-05"), event.report, event.covers)
    rows = sheet(Timeline(found.picture, (early, *found.events[:-1])), WIDE)
    assert rows.groups[0]["title"] == ["2022", "2022"]


def test_a_place_a_report_and_a_thing_narrow_the_events() -> None:
    assert len(timeline(cities().store, of="云澜通").events) == 2
    assert len(timeline(cities().store, place="云澜市").events) == 4
    assert {e.report.rpartition("/")[2] for e in timeline(cities().store, report="yunlan-2022").events} == {
        "yunlan-2022"
    }
