"""A panel: one scale a section, changes never among levels, targets hollow, and three absences."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.views.cities import check, cities, furniture, made, plans, said, shapes, wuhan
from tests.views.provinces import drawn, provinces

from govkg.analysis import Outcome
from govkg.analysis.metric import Measure
from govkg.analysis.panel import panel
from govkg.views.panel import _marks, _standing, spans
from govkg.views.scales import places, scale

CASES = [("wuhan", "办理时限"), ("wuhan", "办件量"), ("cities", "办理时限"), ("cities", "满意率")]


@pytest.mark.parametrize(("graph", "name"), CASES)
def test_every_figure_stands_with_its_words(graph: str, name: str) -> None:
    picture, plan = made(graph, "panel", metric=name)
    check(picture, plan)
    for one in plans(plan):
        assert {c.ref for c in one.cards.values()} == {m.outcome.iri for m in panel((cities() if graph == "cities" else wuhan()).store, name).measured.measures}  # fmt: skip
        for id, card in one.cards.items():
            o = picture.outcomes[card.ref]
            if o.surface:
                assert o.surface in "".join(said(one, id))


@pytest.mark.parametrize(("graph", "name"), CASES)
def test_a_section_holds_what_may_share_one_scale(graph: str, name: str) -> None:
    picture, plan = made(graph, "panel", metric=name)
    section: set[tuple[str, ...]] = set()
    for row in plan.groups:
        if row["title"]:
            section = set()
        section |= {Measure(picture.outcomes[plan.cards[c["card"]].ref], "", "").axis for c in row["cards"]}
        assert len(section) <= 1


def test_targets_are_hollow_and_say_what_they_are() -> None:
    picture, plan = drawn("panel", metric="办理时限")
    targets = [c for c in plan.cards.values() if picture.outcomes[c.ref].kind == "Target"]
    assert [picture.outcomes[c.ref].surface for c in targets] == ["2天以内"]
    for c in targets:
        assert {s["style"] for s in shapes(plan, c.id, "dot")} == {"hollow"}
        assert any("目标" in t for t in said(plan, c.id)) and any("target" in t for t in said(plan, c.id, "en"))


def test_three_absences_are_told_apart() -> None:
    found = panel(provinces().store, "办理时限")
    label = {p: found.measured.picture.things[p].label for p in found.places}
    assert {(label[p], y): why for (p, y), why in found.absent.items()} == {
        ("广东省", "2020"): "missing", ("浙江省", "2019"): "missing", ("浙江省", "2020"): "unread", ("浙江省", "2022"): "silent",
    }  # fmt: skip
    assert found.silent == ("云澜市", "四川省", "黄石市")
    _, plan = drawn("panel", metric="办理时限")
    for one in plans(plan):
        words = " ".join(furniture(one))
        assert all(
            t in words
            for t in ("报告未给出数值", "提到处未能读出", "未收录该年报告", "有报告而没有这项指标的地方 3 个")
        )


def test_a_year_or_place_narrows_it() -> None:
    assert panel(provinces().store, "办理时限", "浙江省").years == ("2020", "2021", "2022")
    assert panel(provinces().store, "办理时限", year="2021").years == ("2021",)


ONE = Outcome(iri="a", kind="Result", passage="", rule="", value="3", unit="天")


@pytest.mark.parametrize(("bound", "ends"), [("exact", []), ("above", [">"]), ("below", ["<"]), ("about", [">", "<"])])
def test_a_bound_is_drawn_upright(bound: str, ends: list[str]) -> None:
    standing = _standing(scale([Decimal(0), Decimal(3)], 0, 100, 2))
    found = _marks(Measure(replace(ONE, bound=bound), "", ""), standing)
    assert [s["ends"] for s in found if s["m"] == "riser"] == ends
    for s in (s for s in found if s["m"] == "riser"):
        assert s["y1"] > s["y2"] >= 0


def test_greater_figures_stand_higher_and_the_first_place_highest() -> None:
    up = _standing(scale([Decimal(0), Decimal(10)], 0, 100, 2))
    assert up.at(Decimal(10)) < up.at(Decimal(1))
    rank = _standing(places([Decimal(8)], 0, 100, 2))
    assert rank.at(Decimal(1)) < rank.at(Decimal(8))


def test_years_are_told_as_runs() -> None:
    assert spans([2014, 2015, 2019]) == "2014–2015 2019"
