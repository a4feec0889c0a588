"""Diffusion: the first report of a place is marked, a plan is none, and an absence says which it is."""

from __future__ import annotations

import pytest
from tests.views.cities import check, furniture, made, plans, said, shapes
from tests.views.provinces import drawn, provinces

from govkg.analysis.diffusion import diffusion
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.views import catalogue, tiles
from govkg.views.diffusion import provinces as squares
from govkg.views.plan import Plan

SCHEME = "一网通办"


def tile(plan: Plan, code: str) -> dict[str, object]:
    (found,) = shapes(plan, f"p{code}", "tile")
    return dict(found)


@pytest.mark.parametrize("graph", ["cities", "wuhan", "provinces"])
def test_every_mention_stands_with_its_words(graph: str) -> None:
    picture, plan = drawn("diffusion", scheme=SCHEME) if graph == "provinces" else made(graph, "diffusion")
    check(picture, plan)
    for one in plans(plan):
        assert {c.ref for c in one.cards.values()} == {t.iri for t in picture.ties}


def test_without_a_scheme_it_is_the_one_that_most_places_name() -> None:
    assert diffusion(provinces().store).name[0] == SCHEME


def test_the_rows_are_those_of_the_question() -> None:
    found = diffusion(provinces().store, SCHEME)
    firsts = {(m.place, m.planned): m.year for m in reversed(found.mentions)}
    asked = {
        (r["placeId"], str(r["stageId"]).endswith("planned")): r["year"]
        for r in provinces().ask("diffusion", scheme=SCHEME).rows
    }
    assert firsts == asked
    assert len(asked) == 4


def test_a_province_is_filled_by_its_first_report_and_says_when_a_city_gave_it() -> None:
    _, plan = drawn("diffusion", scheme=SCHEME)
    for one in plans(plan):
        assert (tile(one, "420000")["how"], tile(one, "420000")["step"]) == ("named", 5)
        assert shapes(one, "p420000", "dot"), "the report is a city's"
        assert (tile(one, "440000")["step"], shapes(one, "p440000", "dot")) == (1, [])
        assert "2019" in said(one, "p440000") and "粤" in said(one, "p440000") and "GD" in said(one, "p440000", "en")


def test_plan_silence_and_no_report_are_drawn_apart() -> None:
    found = diffusion(provinces().store, SCHEME)
    how = {code: s.how for code, s in squares(found).items()}
    assert how == {"420000": "named", "440000": "named", "510000": "plan", "330000": "silent"}
    _, plan = drawn("diffusion", scheme=SCHEME)
    for one in plans(plan):
        marks = [s["how"] for row in one.groups for s in row["marks"] if s["m"] == "tile" and s["w"] > 18]
        assert marks.count("missing") == 30 and marks.count("silent") == 1
        words = " ".join(furniture(one))
        assert "没有收录报告" in words and "有报告，没有提到" in words and "图上没有位置：云澜市" in words
        assert "有报告而没有提到的地方 1 个：浙江省" in words


def test_a_plan_is_hollow_and_never_the_first() -> None:
    picture, plan = drawn("diffusion", scheme=SCHEME)
    planned = {t.iri for t in picture.ties if t.kind == "plan"}
    assert len(planned) == 1
    for one in plans(plan):
        dots = {c.ref: shapes(one, c.id, "dot")[0] for c in one.cards.values() if c.id.startswith("d")}
        assert {ref for ref, d in dots.items() if d["style"] == "hollow"} == planned
        assert [round(d["r"]) for _, d in sorted(dots.items(), key=lambda x: x[1]["r"])].count(4) == 1, "named again"
        assert not [c for c in one.cards.values() if c.id.startswith("f") and c.ref in planned]


def test_a_place_keeps_to_what_lies_in_it() -> None:
    found = diffusion(provinces().store, SCHEME, "广东省")
    assert [w.label for w in found.places] == ["广东省"]
    assert {m.year for m in found.mentions} == {"2019", "2021"}


def test_a_graph_without_schemes_gives_an_empty_sheet(small: Graph) -> None:
    assert diffusion(small.store).mentions == ()
    assert catalogue.make(small.store, "diffusion", {})[1].groups == ()


def test_a_scheme_that_there_is_not_is_said() -> None:
    with pytest.raises(CallerError) as caught:
        diffusion(provinces().store, "水晶球")
    assert caught.value.code == "parameter.wrong"


def test_the_map_has_every_province_once_and_no_two_squares_in_one_place() -> None:
    found = tiles.tiles()
    assert len(found) == 34 == len({t.code for t in found}) == len({(t.column, t.row) for t in found})
    assert len({n for t in found for n in t.names}) == 68
    from govkg import vocab

    assert {t.code for t in found} == {r["code"] for r in vocab.table("places") if r["level"] == "province"}


@pytest.mark.parametrize("years", [[], ["2020"], ["2018", "2020", "2021"], [str(y) for y in range(2003, 2026)]])
def test_earlier_years_are_never_lighter(years: list[str]) -> None:
    found = tiles.steps(years)
    order = [found[y][0] for y in sorted(found)]
    assert order == sorted(order, reverse=True)
    assert all(1 <= n <= 5 for n in order) and (not order or order[0] == 5)
