"""What is found in a graph for what a person types, and in which order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import govkg
from govkg import graph, pipeline
from govkg.library import Library
from govkg.seek import Index

CITIES = Path(__file__).parents[1] / "queries" / "two-cities" / "sources"


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of(govkg.open().store)


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Two invented cities, two years each."""
    root = tmp_path_factory.mktemp("seek") / "cities"
    shutil.copytree(CITIES, root / "sources")
    library = Library(root, root)
    pipeline.build(library)
    return Index.of(graph.open(library).store)


def first(index: Index, query: str) -> str:
    """The name that stands first."""
    return next((h.zh for h in index.suggest(query)), "")


@pytest.mark.parametrize(
    "query",
    [
        "武汉云",
        "wuhanyun",
        "wu han yun",
        "WuHanYun",
        "ｗｕｈａｎｙｕｎ",
        "why",
        "Wuhan cloud",
        "wuhan clod",
        "wuhanyn",
        "武汉芸",
    ],
)
def test_a_thing_is_found_by_hanzi_pinyin_initials_english_and_with_a_slip(index: Index, query: str) -> None:
    assert first(index, query) == "武汉云"


@pytest.mark.parametrize("query", ["一事联办", "yishilianban", "yslb", "joint handling", "一事联班", "一事朕办"])
def test_one_wrong_hanzi_of_a_name_is_forgiven(index: Index, query: str) -> None:
    assert first(index, query) == "一事联办"


def test_every_thing_of_the_graph_is_first_by_its_own_name(index: Index) -> None:
    things = [
        e for e in index.entries if e.kind in ("Reform", "Platform", "Campaign", "Organisation", "Place", "Award")
    ]
    assert len(things) > 70
    for e in things:
        assert e.iri in [h.iri for h in index.suggest(e.zh, 3) if h.how == "exact"], e.zh


def test_every_thing_is_found_by_its_pinyin(index: Index) -> None:
    for e in index.entries:
        if e.kind in ("Reform", "Platform", "Campaign") and e.pinyin[0].replace(" ", "").isalpha():
            found = [h.iri for h in index.suggest(e.pinyin[0].replace(" ", ""), 5)]
            assert e.iri in found, e.zh


def test_names_that_are_exact_come_before_those_that_begin_so_and_those_before_the_rest(index: Index) -> None:
    hows = [h.how for h in index.suggest("数据", 30) if h.kind not in ("Scheme", "KnownBody")]
    order = [("exact", "prefix", "contains").index(h) for h in hows]
    assert order == sorted(order)
    assert len(set(order)) == 3


def test_pinyin_begins_where_a_syllable_begins(index: Index) -> None:
    assert "武汉云" in [h.zh for h in index.suggest("hanyun", 20)]
    assert "武汉云" not in [h.zh for h in index.suggest("anyun", 20)]


def test_a_figure_is_found_as_it_is_written(index: Index) -> None:
    (group, *_) = index.find("60.90%").groups
    assert (group.name, group.total) == ("figure", 1)
    assert group.hits[0].said[-1] == ("60.90%", True)


def test_a_metric_brings_its_figures_by_any_of_its_names(index: Index) -> None:
    by_name = {g.name: g for g in index.find("办理时限").groups}
    by_english = {g.name: g for g in index.find("processing time").groups}
    assert by_name["metric"].hits[0].zh == by_english["metric"].hits[0].zh == "办理时限"
    assert by_english["figure"].total >= 2


def test_a_sentence_is_found_by_two_hanzi_and_by_one(index: Index) -> None:
    for query in ("压减", "压"):
        groups = {g.name: g for g in index.find(query).groups}
        assert any(query in "".join(t for t, _ in h.said) for h in groups["passage"].hits)


def test_every_sentence_of_the_graph_is_found_by_its_own_words(index: Index) -> None:
    assert len(index.sentences) > 100
    for s in index.sentences:
        words = max(s.text.replace("“", ",").replace("”", ",").split(","), key=len)[:12]
        if len(words) > 6 and not any(c in words for c in ' 、，;；。"《》〈〉「」'):
            group = index.find(words, "passage", 50).groups
            assert (s.report, s.start) in [(h.report, h.start) for g in group for h in g.hits], words


def test_words_apart_must_all_be_there(index: Index) -> None:
    groups = {g.name: g for g in index.find("办理时限 60.90%").groups}
    assert groups["figure"].total == 1
    assert {t for h in groups["passage"].hits for t, hit in h.said if hit} == {"办理时限", "60.90%"}


def test_words_that_no_sentence_has_as_they_stand_are_sought_in_pieces(index: Index) -> None:
    found = index.find("办理时限压缩")
    assert found.loose
    assert [g.name for g in found.groups] == ["passage"]


def test_what_is_not_there_gives_the_nearest_names_and_nothing_else(index: Index) -> None:
    found = index.find("公共卫牛应急")
    assert "公共卫生应急" in [h.zh for g in found.groups for h in g.hits] + [h.zh for h in found.near]
    assert index.find("qqqqzzzz").groups == ()


def test_a_query_of_nothing_of_signs_or_of_a_whole_page_is_answered(index: Index) -> None:
    for query in ("", "   ", "“”，。", "*", "\n", "%_", "a" * 5000, "一" * 5000, "\ud800", "<script>"):
        found = index.find(query)
        assert len(found.words) <= 6


def test_hits_in_segments_give_the_text_again(index: Index) -> None:
    for query in ("数据", "云", "i"):
        for group in index.find(query, limit=50).groups:
            for h in group.hits:
                if group.name == "figure":
                    assert "".join(t for t, _ in h.said) == h.zh


def test_a_group_alone_goes_on_where_it_was_left(index: Index) -> None:
    (whole,) = index.find("数据", "figure", 50).groups
    (rest,) = index.find("数据", "figure", 50, 5).groups
    assert rest.hits == whole.hits[5:]
    assert rest.total == whole.total


def test_all_of_a_kind_come_by_their_sound(index: Index) -> None:
    group = index.browse("Reform", 100)
    keys = {e.iri: e.pinyin[0] for e in index.entries if e.pinyin}
    assert group.total == len(group.hits) == 19
    assert [keys[h.iri] for h in group.hits] == sorted(keys[h.iri] for h in group.hits)


def test_things_of_the_same_name_are_all_there(cities: Index) -> None:
    labels = [h.zh for h in cities.suggest("最多跑一次", 10) if h.kind == "Reform"]
    assert labels.count("最多跑一次") == len(
        {e.iri for e in cities.entries if e.zh == "最多跑一次" and e.kind == "Reform"}
    )
    assert len(labels) == 2


def test_two_indexes_of_one_store_find_the_same(index: Index) -> None:
    again = Index.of(govkg.open().store)
    for query in ("数据", "yun", "一事联班", "平台 数据", "made"):
        assert again.find(query) == index.find(query)
