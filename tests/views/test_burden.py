"""Burdens: the bar leaves what is left, the base is said or said to be missing, the deepest fall first."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from tests.views.cities import check, cities, furniture, made, plans, said, shapes, wuhan

from govkg import rdf, store
from govkg.analysis.burden import Burdens, Fall, burden
from govkg.graph import Graph
from govkg.statements import Entity, Evidence, Observation, Statement
from govkg.views.burden import WIDE, sheet


@pytest.mark.parametrize("graph", ["wuhan", "cities"])
def test_every_figure_stands_with_its_words(graph: str) -> None:
    check(*made(graph, "burden"))


def test_the_bar_leaves_what_is_left_of_the_base() -> None:
    picture, plan = made("wuhan", "burden", of="一事联办")
    assert len(plan.cards) == 4
    for one in plans(plan):
        for id, card in one.cards.items():
            left, gone = shapes(one, id, "bar")
            assert (left["style"], gone["style"]) == ("filled", "ghost")
            share = left["w"] / (left["w"] + gone["w"])
            assert share == pytest.approx(1 - float(picture.outcomes[card.ref].value) / 100, abs=0.01)
            assert gone["x"] == pytest.approx(left["x"] + left["w"], abs=0.2)


def test_a_missing_base_is_said_on_every_fall_that_has_none() -> None:
    picture, plan = made("wuhan", "burden")
    unstated = [id for id, c in plan.cards.items() if picture.outcomes[c.ref].base == "unstated"]
    assert len(unstated) == 4
    for one in plans(plan):
        for id in unstated:
            assert any("基数未说明" in t for t in said(one, id))
            assert any("base not stated" in t for t in said(one, id, "en"))


def test_groups_and_rows_are_sorted_by_the_depth_of_the_fall() -> None:
    found = burden(wuhan().store)
    depths = [[float(f.fall) for f in falls] for _, _, falls in found.groups]
    assert depths == [[80.15, 75.17, 60.9, 39.16], [46.67, 21, 18.54, 5], [0]]


def test_a_level_stands_beside_its_change_and_comes_from_the_base_that_was_worked_out_of_both() -> None:
    found = burden(wuhan().store, of="高效办成一件事")
    time = next(f for _, _, falls in found.groups for f in falls if f.burden == "time")
    assert time.change and time.level and time.base
    assert (time.change.outcome.surface, time.level.outcome.surface) == ("18.54%", "2.46天")
    assert time.base.derived
    assert set(time.base.sources) == {time.change.outcome.iri, time.level.outcome.iri}
    _, plan = made("wuhan", "burden", of="高效办成一件事")
    base = next(id for id, c in plan.cards.items() if c.ref == time.base.outcome.iri)
    assert any("推算" in t for t in said(plan, base))
    assert any("derived" in t for t in said(plan, base, "en"))
    assert {s["style"] for s in shapes(plan, base, "dot")} == {"derived"}


def test_targets_are_no_falls() -> None:
    picture, plan = made("cities", "burden")
    assert {picture.outcomes[c.ref].kind for c in plan.cards.values()} == {"Result", "DerivedObservation"}


def test_what_was_taken_away_is_not_what_is_left() -> None:
    found = burden(wuhan().store, of="“减材料”专项行动")
    (fall,) = (f for _, _, falls in found.groups for f in falls)
    assert fall.taken
    _, plan = made("wuhan", "burden", of="“减材料”专项行动")
    assert "减去的数量" in furniture(plan)
    assert "现在" not in furniture(plan)


def test_the_kinds_of_burden_are_those_of_the_question() -> None:
    asked = {str(r["statement"]) for r in cities().ask("burden-reduction").rows}
    stated = {
        m.outcome.iri for _, _, falls in burden(cities().store).groups for f in falls for m in (f.change, f.level) if m
    }
    assert stated == asked


@pytest.mark.parametrize(("bound", "ends"), [("above", "<"), ("below", ">")])
def test_a_bounded_fall_leaves_its_end_open(bound: str, ends: str) -> None:
    found = burden(wuhan().store, of="一事联办")
    place, thing, (first, *_) = found.groups[0]
    assert first.change
    rough = replace(first.change, outcome=replace(first.change.outcome, bound=bound))
    rows = sheet(Burdens(found.picture, ((place, thing, (Fall("trips", rough, None, None),)),)), WIDE)
    (card,) = rows.cards.values()
    assert [s["ends"] for s in card.faces["zh"].marks if s["m"] == "whisker"] == [ends]


TEXT = "压缩891项省级事项办理时间，办理时间压缩至3天，新上10万吨铝基材料。\n"


@dataclass(frozen=True)
class Invented:
    """A report of figures that look like burdens."""

    id: str = "invented-2021"
    text: str = TEXT
    sha256: str = "0" * 64
    title: str = "虚构的报告"
    body: str = "市局"
    place: str = ""
    code: str = ""
    covers: str = "2021"
    plans: str = ""
    dated: str = ""
    published: str = ""
    url: str = ""
    copy_quality: tuple[str, str] = ("", "")


def test_a_figure_in_another_unit_is_no_burden() -> None:
    made: list[Statement] = [
        Observation(
            id=f"o{value}", evidence=Evidence("invented-2021", (at := TEXT.index(value + unit)), at + len(value + unit), value + unit, "", "", 0, len(TEXT) - 1, ""),
            rule="r", about="Reform/改革", metric_as_written=name, value=value, unit=unit, start="2021", end="2021",
        )
        for value, unit, name in (("891", "项", "省级事项办理时间"), ("3", "天", "办理时间"), ("10", "万吨", "铝基材料"))
    ]  # fmt: skip
    of = Evidence("invented-2021", 0, 2, TEXT[:2], "", "", 0, len(TEXT) - 1, "")
    made = [Entity(id="e", evidence=of, rule="r", kind="Reform", name="改革"), *made]
    kg = Graph(store.memory(rdf.quads(Invented(), made)))
    assert [r["figure"] for r in kg.ask("burden-reduction").rows] == ["3天"]
    assert [f.said.outcome.surface for _, _, falls in burden(kg.store).groups for f in falls] == ["3天"]
