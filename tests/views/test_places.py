"""Places: nothing overlaps, nothing leaves the drawing, the same graph gives the same picture under any hash seed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

import govkg
from govkg import analysis, parameters
from govkg.analysis import Picture
from govkg.graph import Graph
from govkg.views import facets, lanes, neighbourhood, scene, sheet
from govkg.views.cards import Card, Face
from govkg.views.network import network, ports
from govkg.views.plan import Plan
from govkg.views.type import NO_END, NO_START, TEXT, width, wrap

Places = Mapping[str, tuple[float, float]]


def collisions(plan: Plan, places: Places, lang: str) -> list[tuple[str, str]]:
    boxes = {c: (*places[c], plan.cards[c].width, plan.cards[c].faces[lang].height) for c in places}
    return [
        (a, b)
        for a, b in combinations(sorted(boxes), 2)
        if boxes[a][0] < boxes[b][0] + boxes[b][2] and boxes[b][0] < boxes[a][0] + boxes[a][2]
        and boxes[a][1] < boxes[b][1] + boxes[b][3] and boxes[b][1] < boxes[a][1] + boxes[a][3]
    ]  # fmt: skip


def outside(plan: Plan, places: Places, height: float, lang: str) -> list[str]:
    return [
        c
        for c, (x, y) in places.items()
        if x < 0 or x + plan.cards[c].width > plan.width or y < 0 or y + plan.cards[c].faces[lang].height > height
    ]


@pytest.fixture(scope="module")
def wuhan() -> Graph:
    return govkg.open()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("everything", [False, True])
def test_lanes_do_not_overlap(wuhan: Graph, lang: str, everything: bool) -> None:
    picture = analysis.reforms_outcomes(wuhan.store)
    plan = lanes.plan(picture)
    shown = scene.first_look(picture, plan)
    cards = set(plan.cards) if everything else shown.cards
    lines = {x["id"] for x in plan.lines} if everything else shown.lines
    places, height = lanes.arrange(plan, cards, lines, lang)
    assert set(places) == set(cards)
    assert len(places) > 60
    assert collisions(plan, places, lang) == []
    assert outside(plan, places, height, lang) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["城市大脑", "武汉云", "一事联办", "健康码", "武汉市政务服务和大数据管理局", "武汉市"])
def test_a_neighbourhood_does_not_overlap(wuhan: Graph, name: str, lang: str) -> None:
    picture = analysis.neighbourhood(wuhan.store, parameters.entities(wuhan.store, name)[0].value)
    plan = neighbourhood.plan(picture)
    places, _, height = neighbourhood.arrange(plan, set(plan.cards), lang)
    assert set(places) == set(plan.cards)
    assert collisions(plan, places, lang) == []
    assert outside(plan, places, height, lang) == []


def test_initiatives_stand_in_the_order_of_the_report_by_section(picture: Picture) -> None:
    plan = lanes.plan(picture)
    found = [[picture.things[plan.cards[i["card"]].ref].label for i in g["items"]] for g in plan.groups]
    assert [g["path"] for g in plan.groups] == ["", "一/(一)", "一/(二)", "二/(一)"]
    assert found == [["智慧城市"], ["一事联办"], ["城市云", "i城码", "容缺办理"], ["六项治理"]]


def test_a_row_stands_at_the_initiative_with_the_strongest_tie(picture: Picture) -> None:
    plan = lanes.plan(picture)
    prize = next(c for c in plan.cards.values() if c.kind == "Recognition")
    ties = [x for x in plan.lines if x["to"] == prize.id]
    assert [x["basis"] for x in ties] == ["explicit", "item"]
    places, _ = lanes.arrange(plan, set(plan.cards), {x["id"] for x in plan.lines}, "zh")
    near, far = (abs(places[x["from"]][1] - places[prize.id][1]) for x in ties)
    assert near < far
    moved, _ = lanes.arrange(plan, set(plan.cards), {x["id"] for x in plan.lines} - {ties[0]["id"]}, "zh")
    assert moved[prize.id] != places[prize.id]


def test_the_first_look_is_outputs_and_outcomes_of_policy_work(picture: Picture) -> None:
    plan = lanes.plan(picture)
    shown = scene.first_look(picture, plan)
    names = {getattr(picture.things.get(plan.cards[c].ref), "label", "") for c in shown.cards}
    assert "一事联办" in names
    assert not {"六项治理", "智慧城市", "容缺办理"} & names
    options = {f["name"]: {o["id"]: o["on"] for o in f["options"]} for f in facets.filters(picture, plan)}
    assert options["domain"] == {"policy": True, "internal": False}
    assert options["level"] == {"outcome": True, "output": True, "activity": False, "unsure": True}
    assert options["basis"] == {"explicit": True, "item": True}
    assert options["empty"] == {"shown": False}


def test_lines_join_the_edges_of_their_cards(picture: Picture) -> None:
    plan = lanes.plan(picture)
    shown = scene.first_look(picture, plan)
    places, _ = lanes.arrange(plan, shown.cards, shown.lines, "zh")
    made = network(plan, places, shown.lines, "zh")
    middles = {n["id"]: (n["x"], n["y"]) for n in made["nodes"] if not n["hidden"]}
    assert {c: (x + plan.cards[c].width / 2) for c, (x, _) in places.items()} == {c: x for c, (x, _) in middles.items()}
    seen = [e for e in made["edges"] if not e["hidden"]]
    assert {e["id"] for e in seen} == set(shown.lines)
    joined = {x["id"]: x["ports"] for x in plan.lines}

    def end(card: str, port: str) -> float:
        face = plan.cards[card].faces["zh"]
        return places[card][0] + ports(plan.cards[card].width, face.height, face.anchor, face.left, face.right)[port][0]

    for e in seen:
        x1, x2 = (end(e[side], port) for side, port in zip(("from", "to"), joined[e["id"]], strict=True))
        assert x1 < x2  # from left to right, through the gap between two lanes, where no card stands
        assert not any(x1 < places[c][0] and places[c][0] + plan.cards[c].width < x2 for c in places)
    assert {str(e["dashes"]) for e in seen} == {"False", "[6, 5]"}


def test_ports_lie_on_the_edges_of_a_card() -> None:
    assert ports(100, 40, 16, 0, 90) == {"<": (0, 16), ">": (90, 16), "^": (50, 0.0), "v": (50, 40)}


@given(some.text(alphabet="武汉市政务，。《》“”（）abc 12.5%", max_size=60), some.integers(40, 200))
def test_lines_break_where_they_may(text: str, room: int) -> None:
    lines = wrap(text, TEXT, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(x, TEXT) <= room for x in lines if len(x) > 2)


def test_no_line_opens_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for room in range(60, 160, 3):
        lines = wrap("印发《武汉市公共数据资源管理办法》，规范“一网通办”、跨市通办（试行）。", TEXT, room)
        assert not any(x[0] in NO_START for x in lines[1:])
        assert not any(x[-1] in NO_END for x in lines)


def test_what_is_left_out_is_marked() -> None:
    assert wrap("一二三四五六七八九十", 14, 56, 2) == ["一二三四", "五六七…"]


# -- sheets ------------------------------------------------------------------------------------------------------------
def rows(*given: tuple[bool, int, float]) -> Plan:
    """A sheet of rows: titled or not, how many cards, how tall."""
    made: dict[str, Card] = {}
    groups = []
    for n, (titled, many, tall) in enumerate(given):
        ids = [f"c{n}-{k}" for k in range(many)]
        made |= {i: Card(i, i, "Result", 100, {lang: Face(tall, 10, ()) for lang in ("zh", "en")}) for i in ids}
        groups.append({"title": ("题", "title") if titled else None, "height": {"zh": tall, "en": tall}, "marks": [],
                       "cards": [{"card": i, "x": 120 * k, "y": 0} for k, i in enumerate(ids)]})  # fmt: skip
    return Plan("sheet", made, (), tuple(groups))


def test_a_row_without_a_shown_card_collapses_and_its_title_with_the_last() -> None:
    plan = rows((True, 1, 40), (False, 2, 30), (True, 1, 50))
    everything, height = sheet.arrange(plan, set(plan.cards), "zh")
    assert everything == {"c0-0": (0, 48), "c1-0": (0, 88), "c1-1": (120, 88), "c2-0": (0, 166)}
    assert height == 216
    assert sheet.arrange(plan, {"c1-1", "c2-0"}, "zh")[0] == {"c1-1": (120, 48), "c2-0": (0, 126)}
    assert sheet.arrange(plan, {"c2-0"}, "zh") == ({"c2-0": (0, 48)}, 98)
    assert sheet.arrange(plan, set(), "zh") == ({}, 0)


def test_an_axis_stands_while_a_row_of_its_section_stands() -> None:
    plan = rows((True, 0, 20), (False, 1, 40), (True, 0, 20), (False, 1, 40))
    assert sheet.arrange(plan, {"c1-0"}, "zh") == ({"c1-0": (0, 68)}, 108)
    assert sheet.arrange(plan, set(plan.cards), "zh")[1] == 216


@given(some.lists(some.tuples(some.booleans(), some.integers(0, 3), some.integers(20, 60)), max_size=8), some.data())
def test_no_filter_makes_cards_of_a_sheet_overlap(
    given_rows: list[tuple[bool, int, int]], draw: some.DataObject
) -> None:
    plan = rows(*given_rows)
    shown = draw.draw(some.sets(some.sampled_from(sorted(plan.cards)))) if plan.cards else set()
    places, height = sheet.arrange(plan, shown, "zh")
    assert set(places) == shown
    assert collisions(plan, places, "zh") == []
    assert outside(plan, places, height, "zh") == []


# -- folding -----------------------------------------------------------------------------------------------------------
def test_the_first_look_fits_one_screen_and_folds_the_rest(wuhan: Graph) -> None:
    picture = analysis.reforms_outcomes(wuhan.store)
    plan = lanes.plan(picture)
    shown = scene.first_look(picture, plan)
    closed = lanes.folded(plan, shown.cards, shown.lines, "zh")
    places, height = lanes.arrange(plan, shown.cards, shown.lines, "zh", closed)
    assert height <= lanes.FIRST
    assert places and closed
    for number in closed:
        assert not {i["card"] for i in plan.groups[number]["items"]} & set(places)


def test_one_section_is_always_open(picture: Picture) -> None:
    plan = lanes.plan(picture)
    closed = lanes.folded(plan, set(plan.cards), {x["id"] for x in plan.lines}, "zh")
    assert 0 not in closed


# -- facets ------------------------------------------------------------------------------------------------------------
def test_outcomes_are_told_apart_by_the_body_that_is_responsible(picture: Picture) -> None:
    plan = lanes.plan(picture)
    told = facets.told(picture, [c.ref for c in plan.cards.values()])
    cloud = next(t.iri for t in picture.things.values() if t.label == "城市云")
    saved = next(o.iri for o in picture.outcomes.values() if o.words == "资金节约")
    assert told[cloud]["unit"] == told[saved]["unit"] == ("市公安局", "甲市数据局")
    assert told[saved]["year"] == ("2021",)
    assert told[saved]["place"] == ("甲市",)


def test_a_facet_that_tells_nothing_apart_is_left_out(picture: Picture) -> None:
    names = [f["name"] for f in facets.filters(picture, lanes.plan(picture))]
    assert "place" not in names
    assert names[:4] == ["kind", "level", "domain", "basis"]
    assert {"year", "unit", "measure"} <= set(names)
