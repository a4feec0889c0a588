"""Platforms: every part under its whole, what is reported beside it, whatever shape the parts have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.views.sheetwise import cities, empty, faults, heads, names, wuhan

from govkg.analysis import Outcome, Passage, Picture, Thing, Tie
from govkg.analysis.platforms import platforms
from govkg.graph import Graph
from govkg.views import catalogue
from govkg.views.platforms import LEVELS, plan

GRAPHS = pytest.mark.parametrize("graph", [wuhan, cities], ids=["wuhan", "cities"])
NAMES = [
    "云",
    "“跨市通办”专区",
    "一体化24小时自助政务服务机服务平台",
    "cloud platform of the province",
    "城市运行管理平台",
]


def drawn(edges: list[tuple[int, int]], alone: int = 0) -> Picture:
    """A picture of platforms by number, part and whole; each has an outcome, an even one two."""
    numbers = sorted({n for e in edges for n in e} | set(range(100, 100 + alone)))
    passages = {f"e{n}": Passage(f"e{n}", "r", n * 10, n * 10 + 2, "建", "平台", "成", "一") for n in range(200)}
    things = {f"p{n}": Thing(f"p{n}", "Platform", f"{NAMES[n % 5]}{n}", passage=f"e{n}") for n in numbers}
    outcomes = {
        f"o{n}.{k}": Outcome(iri=f"o{n}.{k}", kind="Result", passage=f"e{n}", rule="t", words="办件", surface="19万余件", value="190000", unit="件", bound="above")
        for n in numbers for k in range(1 + (n % 2 == 0)) if n < 100
    }  # fmt: skip
    ties = [Tie(f"c{a}.{b}", "composition", f"p{a}", f"p{b}", f"e{a}", "t") for a, b in sorted(set(edges))]
    ties += [Tie(f"again{a}.{b}", "composition", f"p{a}", f"p{b}", f"e{b}", "t") for a, b in sorted(set(edges))[:2]]
    ties += [Tie(f"a{o}", "attribution", f"p{o[1:].split('.')[0]}", o, "e0", "t", "item") for o in outcomes]
    return Picture(things, outcomes, tuple(ties), passages, {}, {})


@GRAPHS
def test_a_sheet_is_sound(graph: Callable[[], Graph]) -> None:
    assert faults(*catalogue.make(graph().store, "platforms", {})) == []


@GRAPHS
def test_every_tie_is_a_line_once_in_either_width(graph: Callable[[], Graph]) -> None:
    picture, drawn = catalogue.make(graph().store, "platforms", {})
    said = sorted((t.kind, t.iri) for t in picture.ties)
    assert len(said) > 5
    assert drawn.narrow
    for one in (drawn, drawn.narrow):
        assert sorted((x["kind"], x["tie"]) for x in one.lines) == said


def test_wholes_come_first_and_what_is_only_named_last() -> None:
    picture, made = catalogue.make(wuhan().store, "platforms", {})
    assert heads(made) == ["由几部分组成的平台", "其他平台", "报告只点名、未述其他的平台"]
    shown = names(picture, made)
    assert shown[:2] == ["城市大脑", "50余个"]
    assert shown[-3:] == ["政府网站第一公开平台", "市民码", "电子监管和服务系统"]
    assert made.narrow
    assert set(names(picture, made.narrow)) == set(shown)


def test_what_a_platform_is_reported_to_have_is_complete() -> None:
    picture = platforms(wuhan().store)
    cloud = next(t.iri for t in picture.things.values() if t.label == "武汉云")
    assert {
        picture.outcomes[t.target].surface for t in picture.ties if t.source == cloud and t.target in picture.outcomes
    } == {"16家", "137个", "正式启用"}


def test_of_a_part_shows_its_whole() -> None:
    picture, made = catalogue.make(wuhan().store, "platforms", {"of": "信创云"})
    assert {t.label for t in picture.things.values() if t.kind == "Platform"} == {
        "武汉云",
        "政务云",
        "信创云",
        "企业云",
    }
    assert picture.things[picture.centre].label == "信创云"
    assert faults(picture, made) == []


def test_of_one_report_tells_what_that_report_says() -> None:
    before, plan_before = catalogue.make(cities().store, "platforms", {"report": "yunlan-2022"})
    after, plan_after = catalogue.make(cities().store, "platforms", {"report": "yunlan-2023"})
    assert faults(before, plan_before) + faults(after, plan_after) == []
    assert {t.label for t in before.things.values() if t.kind == "Platform"} == {"云澜通", "“助企直通车”专区"}
    assert {t.label for t in after.things.values() if t.kind == "Platform"} == {"云澜通"}
    assert after.outcomes
    assert not set(before.outcomes) & set(after.outcomes)
    part, _ = catalogue.make(cities().store, "platforms", {"report": "yunlan-2023", "of": "“助企直通车”专区"})
    assert [t for t in part.ties if t.kind == "composition"] == []


def test_what_lies_too_deep_stands_below_as_a_whole() -> None:
    chain = [(n + 1, n) for n in range(6)]
    picture = drawn(chain)
    made = plan(picture)
    assert faults(picture, made) == []
    left = [min(c["x"] for c in row["cards"]) for row in made.groups]
    assert (
        len({c["x"] for row in made.groups for c in row["cards"] if made.cards[c["card"]].kind == "Platform"}) == LEVELS
    )
    assert left[-1] > 0
    assert {x["tie"] for x in made.lines} >= {f"c{a}.{b}" for a, b in chain}


@given(
    some.lists(
        some.tuples(some.integers(0, 9), some.integers(0, 9)).filter(lambda e: e[0] != e[1]), min_size=1, max_size=16
    ),
    some.integers(0, 5),
)
def test_any_shape_of_parts_is_drawn_whole(edges: list[tuple[int, int]], alone: int) -> None:
    picture = drawn(edges, alone)
    made = plan(picture)
    assert faults(picture, made) == []
    assert made.narrow
    for one in (made, made.narrow):
        assert {x["tie"] for x in one.lines} == {t.iri for t in picture.ties}
        assert {c.ref for c in one.cards.values()} == {*picture.things, *picture.outcomes}


def test_an_empty_graph_says_so() -> None:
    _, made = catalogue.make(empty().store, "platforms", {})
    assert made.groups == ()
    assert made.says["how"][0] == "报告没有提到平台。"
