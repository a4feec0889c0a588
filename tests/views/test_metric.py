"""One metric over places and years: bounds always drawn, targets never filled, and no axis for what may not share one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.views.cities import check, cities, furniture, made, plans, shapes, wuhan

from govkg import messages
from govkg.analysis import Outcome
from govkg.analysis.comparable import unlike
from govkg.analysis.metric import Measure, metric, panels
from govkg.errors import CallerError
from govkg.views.scales import number, scale
from govkg.views.strip import Strip, marks, style

DAYS = Outcome(iri="a", kind="Result", passage="", rule="", value="3.2", unit="天", metric="processingTime")
CASES = [
    ("wuhan", "办理时限"),
    ("wuhan", "办件量"),
    ("wuhan", "满意率"),
    ("cities", "办理时限"),
    ("cities", "满意率"),
    ("cities", "注册用户"),
]


def of(o: Outcome) -> Measure:
    return Measure(o, "", "")


@pytest.mark.parametrize(("graph", "name"), CASES)
def test_every_figure_stands_with_its_words(graph: str, name: str) -> None:
    check(*made(graph, "metric", metric=name))


@pytest.mark.parametrize(("graph", "name"), CASES)
def test_a_target_is_never_filled_and_a_derived_value_never_looks_stated(graph: str, name: str) -> None:
    picture, plan = made(graph, "metric", metric=name)
    for one in plans(plan):
        for id, card in one.cards.items():
            o = picture.outcomes[card.ref]
            expected = (
                "derived" if not o.surface else {"Result": "filled", "Target": "hollow", "Baseline": "ghost"}[o.kind]
            )
            found = [*shapes(one, id, "dot"), *shapes(one, id, "bar")]
            assert found
            assert {s["style"] for s in found} == {expected}


@pytest.mark.parametrize(("graph", "name"), CASES)
def test_a_bound_is_always_drawn_and_always_said(graph: str, name: str) -> None:
    picture, plan = made(graph, "metric", metric=name)
    for one in plans(plan):
        for id, card in one.cards.items():
            o = picture.outcomes[card.ref]
            expected = {"above": [">"], "below": ["<"], "about": [">", "<"], "exact": [], "": ["|"]}[o.bound]
            for lang in ("zh", "en"):
                assert [s["ends"] for s in shapes(one, id, "whisker", lang)] == expected
                if o.bound not in ("exact", ""):
                    sign = {"above": "≥", "below": "≤", "about": "≈"}[o.bound]
                    assert any(sign in s["t"] for s in shapes(one, id, "text", lang))


def test_both_graphs_hold_bounds_and_targets_so_that_the_tests_above_can_fail() -> None:
    every = [m for g, n in CASES for m in metric((wuhan if g == "wuhan" else cities)().store, n).measures]
    assert {m.outcome.bound for m in every} >= {"exact", "above", "below"}
    assert {m.outcome.kind for m in every} >= {"Result", "Target"}
    assert any(m.derived for m in every)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"unit": "个工作日"}, ("unit",)),
        ({"unit": "%", "figure": "change", "change": "relative", "base": "priorYear"}, ("unit", "figure")),
        ({"flow": "cumulative"}, ("flow",)),
        ({"figure": "rank"}, ("figure",)),
    ],
)
def test_traps_never_share_an_axis_and_the_reason_has_words(change: dict[str, str], why: tuple[str, ...]) -> None:
    one, other = of(DAYS), of(replace(DAYS, iri="b", **change))
    assert len(panels([one, other])) == 2
    assert unlike(one.outcome, other.outcome) == why
    for name in why:
        assert all(messages.text(f"view.plot.apart.{name}", n) for n in ("zh", "en"))


def test_changes_against_other_bases_never_share_an_axis() -> None:
    fell = replace(DAYS, figure="change", change="relative", unit="%", direction="down", base="priorYear")
    unstated = replace(fell, iri="b", base="unstated")
    assert unlike(fell, unstated) == ("base",)
    assert len(panels([of(fell), of(unstated), of(replace(unstated, iri="c"))])) == 2


def test_a_panel_that_stands_apart_says_why() -> None:
    _, plan = made("cities", "metric", metric="办理时限")
    assert [row["title"] for row in plan.groups if row["title"]] == [
        ["水平 · 天", "level · 天"],
        ["变化 · % · 较上年", "change · % · against the year before"],
    ]
    assert any("单位不同" in t for t in furniture(plan))
    assert any("different units" in t for t in furniture(plan, "en"))


def test_places_in_two_rankings_never_share_an_axis() -> None:
    found = metric(wuhan().store, "assessmentRank")
    one, other = found.measures
    assert one.outcome.words != other.outcome.words
    assert unlike(one.outcome, other.outcome) == ("ranking",)
    assert len(panels(found.measures)) == 2


def test_what_share_an_axis_stand_in_the_order_of_their_values() -> None:
    picture, plan = made("cities", "metric", metric="办理时限")
    at = {picture.outcomes[c.ref].surface: shapes(plan, id, "dot")[0]["x"] for id, c in plan.cards.items()}
    assert at["1.5天"] < at["2.4天"] < at["2.5天以内"] < at["3.2天"] < at["4.5天"]
    assert at["3.2天"] - at["1.5天"] == pytest.approx((at["4.5天"] - at["1.5天"]) * 1.7 / 3, abs=0.2)


def test_a_place_and_a_year_narrow_the_figures() -> None:
    found = metric(cities().store, "办理时限", place="临渚市", year="2023")
    assert sorted(m.outcome.surface for m in found.measures) == ["1.5天", "4.2天", "4天以内"]


@pytest.mark.parametrize("name", ["processingTime", "办理时限", "processing time", "审批时限"])
def test_a_metric_is_known_by_code_label_and_other_name(name: str) -> None:
    assert metric(cities().store, name).metric.endswith("/processingTime")


def test_a_figure_without_a_metric_is_found_by_the_words_of_the_report() -> None:
    found = metric(cities().store, "参训人员")
    assert [m.outcome.surface for m in found.measures] == ["460人次"]
    assert found.metric == ""


def test_an_unknown_metric_is_told_with_the_nearest() -> None:
    with pytest.raises(CallerError, match="满意率") as e:
        metric(cities().store, "满意度率")
    assert e.value.code == "view.metric"


def test_a_range_is_closed_and_without_a_dot_nobody_stated() -> None:
    m = of(replace(DAYS, value="", low="3", high="5"))
    found = marks(m, Strip.of([m], 0, 200), 0)
    assert [s["m"] for s in found] == ["whisker", "bar"]
    assert found[0]["ends"] == "|"


def test_an_about_is_open_on_both_sides() -> None:
    m = of(replace(DAYS, bound="about"))
    assert sorted(s["ends"] for s in marks(m, Strip.of([m], 0, 200), 0) if s["m"] == "whisker") == ["<", ">"]


def test_a_fall_is_negative_and_its_bound_points_down() -> None:
    fell = of(replace(DAYS, figure="change", unit="%", value="60", direction="down", bound="above"))
    assert fell.point == Decimal(-60)
    assert fell.interval == (None, Decimal(-60))
    assert [s["ends"] for s in marks(fell, Strip.of([fell], 0, 200), 0) if s["m"] == "whisker"] == ["<"]


def test_styles_are_told_by_kind() -> None:
    kinds = ("Result", "Target", "Baseline")
    assert [style(of(replace(DAYS, kind=k))) for k in kinds] == ["filled", "hollow", "ghost"]
    assert style(replace(of(DAYS), derived=True)) == "derived"


def test_an_axis_is_logarithmic_only_beyond_three_orders() -> None:
    assert not scale([Decimal(16), Decimal(16000)], 0, 100).log
    wide = scale([Decimal(16), Decimal(17000)], 0, 100)
    assert wide.log
    assert wide.at(Decimal(100)) - wide.at(Decimal(10)) == pytest.approx(
        wide.at(Decimal(1000)) - wide.at(Decimal(100)), abs=0.2
    )


def test_an_axis_that_begins_beyond_zero_says_so() -> None:
    _, plan = made("cities", "metric", metric="满意率")
    assert any("不从 0 起" in t for t in furniture(plan))
    _, plan = made("cities", "metric", metric="办理时限")
    assert not any("不从 0 起" in t for t in furniture(plan))


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [("15000", "1.5万", "15,000"), ("2E+9", "20亿", "2,000,000,000"), ("-20", "−20", "−20"), ("0", "0", "0")],
)
def test_ticks_are_written_as_people_of_either_language_do(value: str, zh: str, en: str) -> None:
    assert number(Decimal(value)) == (zh, en)


def test_places_in_a_ranking_begin_with_the_first() -> None:
    one = metric(wuhan().store, "assessmentRank").measures[:1]
    found = Strip.of(one, 0, 200).scale
    assert found.ticks[0] == 1
    assert all(t == t.to_integral_value() for t in found.ticks)
    assert not found.cut


def test_nothing_asked_for_is_an_empty_sheet_and_no_failure() -> None:
    picture, plan = made("cities", "metric", metric="办理时限", year="1999")
    assert not plan.cards
    assert not picture.outcomes
