"""Places: nothing overlaps, nothing leaves the drawing, the same graph gives the same picture under any hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import govkg
from govkg import analysis, parameters
from govkg.analysis import Picture
from govkg.graph import Graph
from govkg.views import lanes, neighbourhood, scene
from govkg.views.lanes import Plan
from govkg.views.network import network, ports
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
    options = {f["name"]: {o["id"]: o["on"] for o in f["options"]} for f in scene.filters(picture, plan)}
    assert options["domain"] == {"policy": True, "internal": False}
    assert options["level"] == {"outcome": True, "output": True, "activity": False, "unsure": True}
    assert options["basis"] == {"explicit": True, "item": True}
    assert options["empty"] == {"shown": False}


def test_lines_join_the_edges_of_their_cards(picture: Picture) -> None:
    plan = lanes.plan(picture)
    shown = scene.first_look(picture, plan)
    places, _ = lanes.arrange(plan, shown.cards, shown.lines, "zh")
    made = network(plan, places, shown.lines, "zh")
    at = {n["id"]: (n["x"], n["y"]) for n in made["nodes"]}
    seen = [e for e in made["edges"] if not e["hidden"]]
    assert len(seen) == len(shown.lines)
    for e in seen:
        (x1, _), (x2, _) = at[e["from"]], at[e["to"]]
        assert x1 < x2  # from left to right, through the gap between two lanes, where no card stands
        assert not any(x1 < places[c][0] and places[c][0] + plan.cards[c].width < x2 for c in places)
    assert {str(e["dashes"]) for e in seen} == {"False", "[6, 5]"}
    assert made["options"]["physics"] == {"enabled": False}


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


def test_the_same_graph_gives_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    script = "import govkg, sys; from pathlib import Path; from govkg import views; kg = govkg.open();\nfor n, of in (('reforms-outcomes', None), ('neighbourhood', '城市大脑')): views.write(kg, n, of, Path(sys.argv[1]) / n)"
    sums = set()
    for seed in ("0", "1", "42"):
        folder = tmp_path / seed
        env = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "PYTHONUTF8": "1",
        }
        subprocess.run([sys.executable, "-c", script, str(folder)], check=True, env=env)
        sums.add(
            tuple(hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in ("reforms-outcomes", "neighbourhood"))
        )
    assert len(sums) == 1
