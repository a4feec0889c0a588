"""Two sides: the same positions on both, what may not be compared refused with its reason, silence told apart from absence."""

from __future__ import annotations

import pytest
from tests.views.cities import check, cities, furniture, made, plans, shapes, wuhan

from govkg.analysis.compare import Comparison, Row, compare
from govkg.errors import CallerError
from govkg.views.compare import NARROW, WIDE, Frame, strip

CASES = [("云澜市", "临渚市"), ("2022", "2023"), ("yunlan-2022", "yunlan-2023"), ("yunlan-2022", "linzhu-2022")]


def rows(found: Comparison) -> list[Row]:
    return [r for s in found.subjects for r in s.rows]


def surfaces(row: Row) -> tuple[list[str], list[str]]:
    return [m.outcome.surface for m in row.a.measures], [m.outcome.surface for m in row.b.measures]


@pytest.mark.parametrize(("a", "b"), CASES)
def test_everything_stands_with_its_words(a: str, b: str) -> None:
    check(*made("cities", "compare", a=a, b=b))


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize(("a", "b"), CASES)
def test_a_value_stands_at_the_same_place_on_both_sides(a: str, b: str, frame: Frame) -> None:
    found = compare(cities().store, a, b)
    _, plan = made("cities", "compare", a=a, b=b)
    one = plans(plan)[frame is NARROW]
    at = {c["card"]: c["x"] for g in one.groups for c in g["cards"]}
    by = {card.ref: id for id, card in one.cards.items()}
    compared = 0
    for row in rows(found):
        scale = strip(row, frame)
        for cell, left in ((row.a, frame.a), (row.b, frame.b)):
            for m in cell.measures:
                id = by[m.outcome.iri]
                assert at[id] == left
                dots = shapes(one, id, "dot")
                assert bool(dots) == bool(scale)
                if scale and m.point is not None:
                    compared += 1
                    assert dots[0]["x"] == scale.scale.at(m.point)
    assert compared or (a, b) == ("yunlan-2022", "linzhu-2022")


@pytest.mark.parametrize(("a", "b"), CASES)
def test_a_target_never_meets_a_result_and_is_never_filled(a: str, b: str) -> None:
    picture, plan = made("cities", "compare", a=a, b=b)
    for row in rows(compare(cities().store, a, b)):
        assert {m.outcome.kind for m in (*row.a.measures, *row.b.measures)} == {row.kind}
    for one in plans(plan):
        for id, card in one.cards.items():
            if card.ref in picture.outcomes:
                hollow = picture.outcomes[card.ref].kind == "Target"
                assert all((s["style"] == "hollow") == hollow for s in shapes(one, id, "dot"))


@pytest.mark.parametrize(("a", "b"), CASES)
def test_a_bound_is_always_drawn_where_there_is_a_scale_and_said_everywhere(a: str, b: str) -> None:
    picture, plan = made("cities", "compare", a=a, b=b)
    for id, card in plan.cards.items():
        o = picture.outcomes.get(card.ref)
        if o and o.bound != "exact":
            assert any(
                ("≥", "≤", "≈")[("above", "below", "about").index(o.bound)] in s["t"] for s in shapes(plan, id, "text")
            )
            assert bool(shapes(plan, id, "dot")) == bool(shapes(plan, id, "whisker"))


def test_unlike_scopes_are_refused_in_words_and_get_no_scale() -> None:
    found = compare(cities().store, "云澜市", "临渚市")
    row = next(
        r for r in rows(found) if r.metric.endswith("/satisfactionRate") and r.year == "2022" and r.kind == "Result"
    )
    assert surfaces(row) == (["98.6%", "97.9%"], ["96.2%"])
    assert row.apart == ("scope",)
    assert strip(row, WIDE) is None
    _, plan = made("cities", "compare", a="云澜市", b="临渚市")
    assert "不可比：口径不同" in furniture(plan)
    assert "Not comparable: different scopes" in " ".join(furniture(plan, "en"))


def test_a_level_and_a_change_of_one_metric_are_rows_of_their_own() -> None:
    found = compare(cities().store, "2022", "2023", place="云澜市")
    times = [surfaces(r) for r in rows(found) if r.metric.endswith("/processingTime") and r.kind == "Result"]
    assert sorted(times) == [(["20%"], ["25%"]), (["3.2天"], ["2.4天"])]
    assert not any(r.apart for r in rows(found) if r.metric.endswith("/processingTime"))


def test_no_figures_of_a_row_differ_in_what_an_axis_needs() -> None:
    for a, b in CASES:
        for row in rows(compare(cities().store, a, b)):
            axes = {m.axis for m in (*row.a.measures, *row.b.measures)}
            assert len(axes) == 1 or row.apart or row.told


def test_a_bound_that_leaves_open_which_is_more_is_said() -> None:
    found = compare(cities().store, "2022", "2023", place="云澜市")
    users = next(r for r in rows(found) if surfaces(r) == (["12.5万人"], ["近16万人"]))
    assert users.rough
    _, plan = made("cities", "compare", a="2022", b="2023", place="云澜市")
    assert "有约数，看不出孰多" in furniture(plan)


def test_initiatives_meet_by_the_scheme_that_they_realise() -> None:
    found = compare(cities().store, "云澜市", "临渚市")
    pairs = {(found.picture.things[s.a].label, found.picture.things[s.b].label) for s in found.subjects if s.a and s.b}
    assert pairs == {("准入准营一件事", "证照同办"), ("最多跑一次", "最多跑一次")}
    first = found.subjects[0]
    assert surfaces(first.rows[0]) == (["96%"], ["88%"])


def test_silence_is_told_apart_from_a_report_that_is_not_there() -> None:
    _, plan = made("cities", "compare", a="云澜市", b="临渚市")
    assert "报告未提及" in furniture(plan)
    assert "未收录该报告" not in furniture(plan)
    found = compare(wuhan().store, "2021", "2022")
    assert {r.b.state for r in rows(found)} == {"missing"}
    assert {s.absent for s in found.subjects if s.where == "a" and s.a} == {"missing"}
    _, plan = made("wuhan", "compare", a="2021", b="2022")
    assert "未收录该报告" in furniture(plan)
    assert "报告未提及" not in furniture(plan)
    assert "this report is not in the corpus" in furniture(plan, "en")


def test_a_side_that_says_nothing_is_no_zero() -> None:
    for a, b in CASES:
        for row in rows(compare(cities().store, a, b)):
            for cell in (row.a, row.b):
                assert bool(cell.measures) == (cell.state == "said")


def test_what_both_have_stands_before_what_one_has() -> None:
    for a, b in CASES:
        order = [s.where for s in compare(cities().store, a, b).subjects]
        assert order == sorted(order, key=("both", "a", "b").index)


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ("云澜市", "2022", "view.sides"),
        ("yunlan-2022", "云澜市", "view.sides"),
        ("某地", "云澜市", "view.side"),
        ("2022", "2022", "view.sides"),
    ],
)
def test_sides_of_different_kinds_and_unknown_ones_are_told(a: str, b: str, code: str) -> None:
    with pytest.raises(CallerError) as e:
        compare(cities().store, a, b)
    assert e.value.code == code


def test_a_year_narrows_two_places() -> None:
    found = compare(cities().store, "云澜市", "临渚市", year="2023")
    assert {m.report.rpartition("/")[2] for r in rows(found) for m in (*r.a.measures, *r.b.measures)} == {
        "yunlan-2023",
        "linzhu-2023",
    }


@pytest.mark.parametrize("year", ["abc", "20224", "二〇二二"])
@pytest.mark.parametrize(
    ("name", "given"), [("compare", {"a": "云澜市", "b": "临渚市"}), ("metric", {"metric": "办理时限"})]
)
def test_a_year_that_is_none_is_told(name: str, given: dict[str, str], year: str) -> None:
    with pytest.raises(CallerError) as e:
        made("cities", name, **given, year=year)
    assert e.value.code == "parameter.wrong"
