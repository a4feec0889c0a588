"""The whole graph: what it holds, its communities, and that they are packed as a reader can look at them."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import govkg
from govkg.analysis import Passage, Picture, Report, Thing, Tie
from govkg.analysis.communities import LEAST, MOST, communities
from govkg.analysis.reader import LABEL, Reader
from govkg.analysis.whole import whole
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.views import communities as cloud
from govkg.views import packing, render

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wuhan() -> Picture:
    return whole(govkg.open().store)


def invented(groups: int, members: int, bridges: bool = True) -> Picture:
    """Stars of things, each of a report of its own place, and as many things that nothing ties."""
    rng = Random(1)
    things, ties, words, reports = {}, [], {}, {}
    for g in range(groups):
        said, report = f"urn:words/{g:03}", f"urn:report/{g:03}"
        words[said] = Passage(said, report, 0, 2, "", "说的", "话")
        reports[report] = Report(report, f"r{g}", "工作总结", "0" * 64, place=f"云江{g}市")
        hub = f"urn:{g:03}/000"
        for n in range(members):
            iri = f"urn:{g:03}/{n:03}"
            things[iri] = Thing(iri, "Platform", f"平台{g}之{n}", passage=said)
            if n:
                ties.append(Tie(f"urn:t/{g}/{n}", "composition", iri, hub, said, ""))
        if g and bridges:
            ties.append(Tie(f"urn:b/{g}", "composition", hub, f"urn:{rng.randrange(g):03}/000", said, ""))
        things[f"urn:lone/{g:03}"] = Thing(f"urn:lone/{g:03}", "Award", f"奖项{g}", passage=said)
    return Picture(dict(sorted(things.items())), {}, tuple(ties), words, reports, {})


def tied(picture: Picture) -> list[tuple[str, str, str, str]]:
    return sorted(
        (t.kind, picture.things[t.source].label, picture.things[t.target].label, t.basis) for t in picture.ties
    )


# -- what it holds -----------------------------------------------------------------------------------------------------
def test_it_ties_things_to_each_other_and_to_the_metrics_of_their_figures(small: Graph) -> None:
    found = tied(whole(small.store))
    assert ("participation", "市公安局", "城市云", "named") in found
    assert ("mandate", "城市云管理办法", "城市云", "") in found
    assert ("composition", "i城码", "城市云", "") in found
    assert ("award", "i城码", "创新大奖", "") in found
    times = [f for f in found if f[1] == "一事联办"]
    assert len(times) == 1  # the report ties the figure to the reform: not said once more of the bare figure
    assert times[0][0] == "attribution"
    assert times[0][3] == "explicit"
    assert ("attribution", "城市云", "创新大奖", "item") in found


def test_what_a_person_rejected_is_not_there(small: Graph) -> None:
    picture = whole(small.store)
    assert "误读" not in {picture.passages[t.passage].quote for t in picture.ties}
    assert not [t for t in picture.ties if picture.passages[t.passage].quote == "2022年覆盖"]


def test_every_tie_has_its_words(wuhan: Picture) -> None:
    assert len(wuhan.ties) > 100
    assert all(wuhan.passages[t.passage].quote for t in wuhan.ties)


def test_every_thing_but_a_metric_has_its_words(wuhan: Picture) -> None:
    kinds = {t.kind for t in wuhan.things.values() if not t.passage}
    assert kinds == {"Metric"}


# -- communities -------------------------------------------------------------------------------------------------------
def test_every_thing_stands_in_one_community(wuhan: Picture) -> None:
    members = [m for c in communities(wuhan) for m in c.members]
    assert sorted(members) == sorted(wuhan.things)


def test_small_and_lone_things_stand_apart(wuhan: Picture) -> None:
    *groups, last = communities(wuhan)
    assert last.scattered
    assert last.called == ()
    assert all(len(c.members) >= LEAST and not c.scattered for c in groups)


def test_stars_are_found_and_called_after_their_middle() -> None:
    found = communities(invented(6, 12))
    assert [len(c.members) for c in found] == [12] * 6 + [6]
    hubs = [c.members[0] for c in found[:-1]]
    assert len({h.split("/")[0] for h in hubs}) == 6


def test_more_communities_than_a_picture_holds_are_put_together() -> None:
    found = communities(invented(MOST + 9, 3, bridges=False))
    assert len(found) == MOST + 1
    assert found[-1].scattered
    assert len(found[-1].members) > MOST


def test_an_empty_graph_has_none() -> None:
    assert communities(Picture({}, {}, (), {}, {}, {})) == ()


# -- places ------------------------------------------------------------------------------------------------------------
def apart(circles: list[cloud.Circle]) -> list[float]:
    return [math.hypot(a.x - b.x, a.y - b.y) - a.r - b.r for a, b in itertools.combinations(circles, 2)]


@pytest.mark.parametrize("picture", [invented(40, 30), invented(3, 400), invented(1, 3)], ids=["many", "large", "one"])
def test_circles_stand_apart_and_hold_their_members(picture: Picture) -> None:
    circles = cloud.arranged(picture)
    assert all(math.isfinite(v) for c in circles for v in (c.x, c.y, c.r))
    assert min(apart(circles), default=packing.GAP) >= packing.GAP - 0.01
    data = cloud.plan(picture).extra
    for n, home in enumerate(data["nodes"]["community"]):
        c = data["communities"][home]
        assert math.hypot(data["nodes"]["x"][n] - c["x"], data["nodes"]["y"][n] - c["y"]) <= c["r"] - 8


def test_the_circles_of_the_bundled_graph_stand_apart(wuhan: Picture) -> None:
    assert min(apart(cloud.arranged(wuhan))) >= packing.GAP - 0.01


def test_members_do_not_cover_each_other() -> None:
    places = packing.places(500)
    nearest = min(math.hypot(a[0] - b[0], a[1] - b[1]) for a, b in itertools.combinations(places, 2))
    assert nearest > 1.2 * packing.STEP


def test_what_is_tied_sits_together() -> None:
    near = {n: [(n + d) % 60 for d in (1, -1)] for n in range(60)}

    def length(seat: dict[int, packing.Point]) -> float:
        return sum(math.dist(seat[a], seat[b]) for a, others in near.items() for b in others)

    order = list(range(60))
    Random(3).shuffle(order)
    assert length(packing.seated(order, near)) < 0.5 * length(dict(zip(order, packing.places(60), strict=True)))


# -- what the page gets ------------------------------------------------------------------------------------------------
def test_the_columns_tell_what_the_picture_holds(wuhan: Picture) -> None:
    data = cloud.plan(wuhan).extra
    words, lines = data["passages"], data["lines"]
    for n, tie in enumerate(wuhan.ties):
        p, passage = lines["passage"][n], wuhan.passages[tie.passage]
        sentence = words["sentences"][words["sentence"][p]].encode("utf-16-le")
        first, last = 2 * words["at"][p], 2 * (words["at"][p] + words["length"][p])
        assert sentence[first:last].decode("utf-16-le") == passage.quote
        assert data["nodes"]["label"][lines["from"][n]] == wuhan.things[tie.source].label
        assert lines["kind"]["names"][lines["kind"]["of"][n]] == tie.kind


def test_bundles_count_the_ties_between_communities(wuhan: Picture) -> None:
    data = cloud.plan(wuhan).extra
    home = data["nodes"]["community"]
    pairs = [tuple(sorted((home[a], home[b]))) for a, b in zip(data["lines"]["from"], data["lines"]["to"], strict=True)]
    between = [p for p in pairs if p[0] != p[1]]
    assert between
    assert {(a, b): n for a, b, n in data["bundles"]} == {p: between.count(p) for p in between}


def test_communities_of_one_name_are_told_apart_by_their_place() -> None:
    picture = invented(2, 6)
    same = {i: replace(t, label="城市云") for i, t in picture.things.items()}

    def places(things: dict[str, Thing]) -> list[str]:
        return [c["place"] for c in cloud.plan(replace(picture, things=things)).extra["communities"]]

    assert places(picture.things) == ["", "", ""]
    assert places(same) == ["云江0市", "云江1市", ""]


def test_the_page_is_small_and_takes_no_parameters(small: Graph) -> None:
    page = render(govkg.open(), "whole")
    assert len(page.encode()) < 400_000
    with pytest.raises(CallerError) as e:
        render(small, "whole", of="城市云")
    assert e.value.code == "view.of"


def test_more_nodes_are_asked_for_than_one_query_holds(small: Graph) -> None:
    names = {t.iri: t.label for t in whole(small.store).things.values() if t.kind != "Metric"}
    asked = [*names, *(f"https://w3id.org/govkg/id/platform/420199-{'x' * 60}-{n}" for n in range(14_000))]
    read = Reader(small.store)
    read.describe(asked)
    assert {i: read.one(i, LABEL) for i in asked if read.one(i, LABEL)} == names
