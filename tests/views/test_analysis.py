"""What views ask of the graph: complete, with its words, and nothing that a person rejected."""

import pytest

from govkg.analysis import Outcome, Picture, neighbourhood
from govkg.analysis.figures import digits, read, redundant
from govkg.graph import Graph


def outcome(picture: Picture, words: str) -> Outcome:
    return next(o for o in picture.outcomes.values() if o.words == words or o.surface == words)


def test_every_attribution_is_there_and_none_that_was_rejected(picture: Picture) -> None:
    said = [t for t in picture.ties if t.kind == "attribution"]
    assert sorted(t.basis for t in said) == ["explicit"] * 4 + ["item"] * 4
    assert "误读" not in {o.words for o in picture.outcomes.values()}
    assert {t.kind for t in picture.ties} == {"attribution", "participation", "mandate", "composition"}


def test_initiatives_without_outcomes_are_known_too(picture: Picture) -> None:
    names = {t.label for t in picture.things.values()}
    assert {"智慧城市", "容缺办理", "一事联办", "城市云", "城市云管理办法", "市公安局", "创新大奖"} <= names


@pytest.mark.parametrize("part", ["things", "outcomes", "ties"])
def test_everything_has_its_words_inside_their_sentence(picture: Picture, part: str, text: str) -> None:
    found = getattr(picture, part)
    for node in found if isinstance(found, tuple) else found.values():
        p = picture.passages[node.passage]
        assert p.quote
        assert node.rule == "test"
        assert p.before + p.quote + p.after in text
        assert text[p.start : p.end] == p.quote


def test_a_result_level_comes_from_the_metric_and_is_unsure_without_one(picture: Picture) -> None:
    levels = {o.words: o.level for o in picture.outcomes.values()}
    assert levels["办理时限"] == "outcome"
    assert levels["上云单位"] == "output"
    assert levels["资金节约"] == "unsure"
    assert outcome(picture, "创新大奖").level == ""


def test_the_graph_of_networkx_has_the_same_nodes_and_edges(picture: Picture) -> None:
    graph = picture.graph
    assert set(graph.nodes) == set(picture.things) | set(picture.outcomes)
    assert graph.number_of_edges() == len(picture.ties)
    assert all(graph.nodes[n]["data"].iri == n for n in graph.nodes)


def test_a_neighbourhood_holds_what_is_stated_and_marks_what_follows(small: Graph, cloud: str) -> None:
    around = neighbourhood(small.store, cloud)
    bases = {
        around.outcomes[t.target].words or around.outcomes[t.target].event: t.basis
        for t in around.ties
        if t.target in around.outcomes
    }
    assert bases == {
        "上云单位": "item",
        "资金节约": "item",
        "覆盖单位": "item",
        "创新大奖": "item",
        "launched": "inferred",
    }
    assert {around.things[t.source].label for t in around.ties if t.kind == "participation"} == {
        "甲市数据局",
        "市公安局",
    }
    assert around.centre == cloud


def test_a_change_keeps_its_digits_its_arrow_and_its_base(picture: Picture) -> None:
    time = outcome(picture, "办理时限")
    assert read(time) == ("↓ 60.90 % · 基数未说明", "↓ 60.90 % · base not stated")
    assert not redundant(time)


def test_a_bound_is_never_dropped(picture: Picture) -> None:
    assert read(outcome(picture, "资金节约"))[0] == "≤ 200,000,000 元"
    assert redundant(outcome(picture, "上云单位"))


def test_a_range_shows_both_ends() -> None:
    o = Outcome(
        iri="", kind="Result", passage="", rule="", surface="3至5个", low="3", high="5", unit="个", bound="about"
    )
    assert read(o)[0] == "≈ 3–5 个"
    assert digits("not a number") == "not a number"
