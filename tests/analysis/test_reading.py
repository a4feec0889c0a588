"""A report as it can be read: its own words, whole and once, and every statement at its quote."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

import govkg
from govkg import document, pipeline
from govkg.analysis.layers import layers
from govkg.analysis.reading import Flaw, Reading, passage, reading
from govkg.graph import Graph
from govkg.graph import open as open_graph
from govkg.library import Library

CITIES = Path(__file__).parents[1] / "queries" / "two-cities" / "sources"
ASTRAL = "某市2022年工作总结\n一、改革情况\n（一）深化“一网通办”。𠮷祥𡈽地办理业务2300件，满意率96.2%。\n"


@pytest.fixture(scope="module")
def kg() -> Graph:
    return govkg.open()


@pytest.fixture(scope="module")
def wuhan(kg: Graph) -> Reading:
    assert kg.library
    source = kg.library.source("wuhan-2021")
    read = reading(kg.store, "wuhan-2021", source.text, source.sha256)
    assert read
    return read


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The invented cities, and a report with hanzi beyond U+FFFF."""
    root = tmp_path_factory.mktemp("read") / "cities"
    shutil.copytree(CITIES, root / "sources")
    made = root / "sources" / "astral"
    made.mkdir()
    (made / "text.txt").write_bytes(ASTRAL.encode())
    digest = hashlib.sha256(ASTRAL.encode()).hexdigest()
    (made / "source.toml").write_text(
        f'title = "某市2022年工作总结"\nsha256 = "{digest}"\nplace = "临渚市"\ncovers = "2022"\nplans = "2023"\n',
        encoding="utf-8",
    )
    library = Library(root, root)
    pipeline.build(library)
    return library


def test_nothing_of_the_text_is_lost_or_doubled(kg: Graph, wuhan: Reading) -> None:
    assert kg.library
    text = kg.library.source("wuhan-2021").text
    expected = [text[s.start : s.end] for s in document.parse(text, "2022").sentences]
    assert [s.text for s in wuhan.sentences] == expected
    assert "".join("".join(expected).split()) == "".join(text.split())


def test_every_statement_of_the_file_that_is_not_an_ignored_row_is_there_with_its_words(
    kg: Graph, wuhan: Reading
) -> None:
    assert kg.library
    rows = [json.loads(x) for x in kg.library.statements("wuhan-2021").read_text(encoding="utf-8").splitlines()]
    expected = {(r["id"], r["evidence"]["start"], r["evidence"]["exact"]) for r in rows if r["type"] != "ignored"}
    assert {(s.id, s.start, passage(wuhan, s).quote) for s in wuhan.said} == expected
    assert len(expected) == 340


def test_each_sentence_is_read_or_says_why_not(wuhan: Reading) -> None:
    assert 0 < len(wuhan.unread) < wuhan.body
    for s in wuhan.unread:
        assert s.why or any(isinstance(x.node, Flaw) for x in wuhan.within(s)), s.text


def test_without_the_text_the_sentences_of_the_graph_are_shown(kg: Graph, wuhan: Reading) -> None:
    bare = reading(kg.store, "wuhan-2021")
    assert bare
    assert not bare.whole
    assert [(s.start, s.text) for s in bare.sentences] == [(s.start, s.text) for s in wuhan.sentences]
    headings = [{s.start for s in read.sentences if s.kind == "heading"} for read in (bare, wuhan)]
    assert headings[0] == headings[1]


def test_another_text_is_not_taken_for_the_one_that_was_read(kg: Graph) -> None:
    other = reading(kg.store, "wuhan-2021", "另一份报告。", "0" * 64)
    assert other
    assert not other.whole
    assert all("另一份" not in s.text for s in other.sentences)


def test_hanzi_beyond_the_first_plane_do_not_move_a_span(cities: Library) -> None:
    source = cities.source("astral")
    read = reading(open_graph(cities).store, "astral", source.text, source.sha256)
    assert read
    figures = {source.text[s.start : s.end] for s in read.said if s.kind == "Result"}
    assert figures == {"2300件", "96.2%"}
    for s in read.said:
        assert source.text[s.start : s.end] == passage(read, s).quote


@pytest.mark.parametrize("name", ["linzhu-2022", "linzhu-2023", "yunlan-2022", "yunlan-2023"])
def test_spans_of_any_report_nest_and_keep_its_words(cities: Library, name: str) -> None:
    source = cities.source(name)
    read = reading(open_graph(cities).store, name, source.text, source.sha256)
    assert read
    assert read.said
    for sentence in read.sentences:
        found = [(s.start, s.end) for s in read.within(sentence)]
        parts = layers(sentence.text, sentence.start, found)
        assert "".join(p[2] for p in parts if p[0] == "text") == sentence.text
        open_: list[int] = []
        words = dict.fromkeys(range(len(found)), "")
        for p in parts:
            if p[0] == "open":
                open_.append(p[1])
            elif p[0] == "close":
                assert open_.pop() == p[1]
            else:
                for n in open_:
                    words[n] += p[2]
        assert not open_
        for n, (a, b) in enumerate(found):
            assert words[n] == source.text[max(a, sentence.start) : min(b, sentence.end)]


def test_spans_that_cross_come_in_pieces_and_keep_their_words() -> None:
    parts = layers("一二三四五六", 100, [(100, 104), (102, 106)])
    assert [p[1:] for p in parts if p[0] == "open"] == [[0, 1, True], [1, 0, True], [1, 0, False]]
    assert "".join(p[2] for p in parts if p[0] == "text") == "一二三四五六"


def test_a_report_that_the_graph_does_not_have(kg: Graph) -> None:
    assert reading(kg.store, "vocabulary") is None
    assert reading(kg.store, "wuhan-1921") is None


def test_quiet_spans_within_one_another_share_one_line() -> None:
    spans = [(0, 6), (1, 6), (2, 4)]
    assert [p[2] for p in layers("一二三四五六", 0, spans) if p[0] == "open"] == [2, 1, 0]
    assert [p[2] for p in layers("一二三四五六", 0, spans, {0, 1}) if p[0] == "open"] == [1, 1, 0]
