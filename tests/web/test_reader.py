"""/report: the words of a report, every statement marked at its quote, as a page and as data."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.web.serving import ROOT, Reply, Server, enc, serving

from govkg import document, pipeline, resources
from govkg.analysis.reading import Sentence
from govkg.library import Library
from govkg.web.paper import Margin

WUHAN = resources.path("graph/sources/wuhan-2021/text.txt").read_text(encoding="utf-8")
HOSTILE = (
    "某市2022年工作总结\n一、改革情况\n（一）深化“</mark><script>alert(1)</script>”改革。"
    "𠮷祥𡈽地<img src=x onerror=alert(2)>办理业务2300件，满意率96.2%。\n"
    "（二）推进“一网通办”。“一网通办”平台上线，受理&lt;事项&gt;19万余件，平均办理时限压减60.90%。\n"
)


class Spans(HTMLParser):
    """The text of every sentence and of every statement's span, as a browser would have it."""

    VOID = frozenset({"meta", "link", "input", "br", "img"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, list[str], str]] = []
        self.said: dict[str, str] = {}
        self.sentences: dict[int, str] = {}
        self.ids: list[str] = []
        self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        assert "style" not in given
        assert not any(k.startswith("on") for k in given)
        self.ids += [given["id"]] if "id" in given else []
        self.scripts += tag == "script"
        if tag not in self.VOID:
            sentence = given["id"] if given.get("class", "").split(" ")[0] == "c" else ""
            self.open.append((tag, given.get("data-s", "").split(), sentence))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, ids, sentence in self.open:
            for name in ids:
                self.said[name] = self.said.get(name, "") + data
            if sentence:
                self.sentences[int(sentence[1:])] = self.sentences.get(int(sentence[1:]), "") + data


def statements(path: Path) -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {r["id"]: r for r in rows if r["type"] != "ignored"}


def page(server: Server, path: str) -> Spans:
    reply = server.get(path, Accept="text/html")
    assert reply.status == 200, reply.text[:300]
    return Spans(reply.text)


def data(reply: Reply) -> dict[str, Any]:
    assert reply.status == 200, reply.text[:300]
    found: dict[str, Any] = json.loads(reply.body)
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Library]]:
    """A server of a report whose words are HTML, and of one so long that it has several pages."""
    root = tmp_path_factory.mktemp("hostile") / "reports"
    short = ROOT / "tests" / "queries" / "two-cities" / "sources" / "linzhu-2022" / "text.txt"
    head, _, body = short.read_text(encoding="utf-8").partition("\n")
    long = head + "\n" + "".join(f"\n{n}、第{n}部分工作\n" + body for n in "一二三四五六七八九十" * 12)
    for name, text in (("hostile", HOSTILE), ("long", long)):
        folder = root / "sources" / name
        folder.mkdir(parents=True)
        (folder / "text.txt").write_bytes(text.encode())
        digest = hashlib.sha256(text.encode()).hexdigest()
        title = "</title><script>alert(3)</script>" if name == "hostile" else "长报告"
        (folder / "source.toml").write_text(
            f"title = '{title}'\nsha256 = '{digest}'\nplace = '临渚市'\ncovers = '2022'\n", encoding="utf-8"
        )
    library = Library(root, root)
    pipeline.build(library)
    with serving(root, tmp_path_factory.mktemp("server"), "--timeout", "10") as server:
        yield server, library


def test_every_statement_is_marked_at_exactly_its_quote(bundled: Server) -> None:
    found = page(bundled, "/report/wuhan-2021")
    rows = statements(resources.path("graph/statements/wuhan-2021.jsonl"))
    assert found.said == {name: r["evidence"]["exact"] for name, r in rows.items()}
    assert {f"s{name}" for name in rows} < set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_the_sentences_are_those_of_the_text_each_once(bundled: Server) -> None:
    found = page(bundled, "/report/wuhan-2021")
    expected = {s.start: WUHAN[s.start : s.end] for s in document.parse(WUHAN, "2022").sentences}
    assert found.sentences == expected


def test_the_data_has_the_same_offsets_and_words(bundled: Server) -> None:
    told = data(bundled.get("/report/wuhan-2021.json?lang=zh"))
    assert told == data(bundled.get("/report/wuhan-2021?lang=zh", Accept="application/json"))
    for s in told["sentences"]:
        assert s["text"] == WUHAN[s["start"] : s["end"]]
    rows = statements(resources.path("graph/statements/wuhan-2021.jsonl"))
    assert {(s["id"], WUHAN[s["start"] : s["end"]]) for s in told["statements"]} == {
        (name, r["evidence"]["exact"]) for name, r in rows.items()
    }
    figure = next(s for s in told["statements"] if s["read"].get("surface") == "60.90%")
    assert (figure["kind"], figure["read"]["direction"], figure["read"]["base"]) == ("Result", "down", "unstated")
    assert figure["words"] == "办理时限"


def test_a_figure_opens_with_all_that_was_read(bundled: Server) -> None:
    told = data(bundled.get("/report/wuhan-2021.json"))
    figure = next(s for s in told["statements"] if s["read"].get("surface") == "19万余件")
    reply = bundled.get(f"/report/wuhan-2021?s={figure['id']}&lang=zh", Accept="text/html")
    opened = data(bundled.get(f"/report/wuhan-2021.json?s={figure['id']}&lang=zh"))["card"]
    assert opened["title"] == "≥ 190,000 件"
    assert ["所述对象", "跨市通办"] in [row[:2] for row in opened["facts"]]
    assert ["同条列出", "跨市通办"] in [row[:2] for row in opened["facts"]]
    assert f"第{figure['start'] + 1}–{figure['end']}字" in opened["cite"]
    assert opened["cite"] in reply.text.replace("&#34;", '"')
    assert 'id="card"' in reply.text
    start = int(opened["sentence"].rpartition("#c")[2])
    assert WUHAN[start:].startswith("分两批") or start <= figure["start"]


def test_what_else_a_figure_might_have_been_is_told_on_demand(bundled: Server) -> None:
    told = data(bundled.get("/report/wuhan-2021.json"))
    figure = next(s for s in told["statements"] if s["read"].get("surface") == "18.54%")
    address = f"/report/wuhan-2021.json?lang=zh&s={figure['id']}"
    assert data(bundled.get(address))["card"]["choices"] == []
    choices = data(bundled.get(address + "&why=1"))["card"]["choices"]
    subject = next(x for x in choices if x["called"] == "所述对象")
    assert [o["words"] for o in subject["options"] if o["won"]] == ["高效办成一件事"]
    lost = {o["words"]: o["why"] for o in subject["options"] if not o["won"]}
    assert lost["“减材料”专项行动"] == "在数字之后，且不是被数之物"
    shown = bundled.get(address.replace(".json", "") + "&why=1", Accept="text/html").text
    assert "在数字之后，且不是被数之物" in shown


def test_the_notes_carry_the_bound_and_the_missing_base(bundled: Server) -> None:
    text = bundled.get("/report/wuhan-2021?lang=zh", Accept="text/html").text
    assert "<b>≥ 190,000 件</b>" in text
    assert "<b>↓ 60.90 % · 基数未说明</b>" in text
    assert "同条列出" in text
    assert "报告称" in text
    english = bundled.get("/report/wuhan-2021?lang=en", Accept="text/html").text
    assert "base not stated" in english
    assert "wrong character, 判断力 is meant" in english


def test_what_was_not_read_is_counted_and_says_why(bundled: Server) -> None:
    told = data(bundled.get("/report/wuhan-2021.json?lang=zh"))
    unread = [s for s in told["sentences"] if "unread" in s]
    body = sum(s["kind"] == "body" for s in told["sentences"])
    text = bundled.get("/report/wuhan-2021?lang=zh&show=unread", Accept="text/html").text
    assert f"正文 {body} 句，其中 {len(unread)} 句没有读出陈述" in text
    assert text.count('class="note why"') == len(unread) == text.count('class="c unread"')
    assert all(s["unread"].startswith("未读：") for s in unread)
    assert 'class="note why"' not in bundled.get("/report/wuhan-2021", Accept="text/html").text


def test_one_type_or_one_thing_alone_is_marked(bundled: Server) -> None:
    told = data(bundled.get("/report/wuhan-2021.json"))
    by_id = {s["id"]: s for s in told["statements"]}
    results = page(bundled, "/report/wuhan-2021?kind=Result,Milestone")
    assert {by_id[i]["kind"] for i in results.said} == {"Result", "Milestone"}
    thing = next(s for s in told["statements"] if s["kind"] == "Reform" and s["words"] == "跨市通办")
    about = page(bundled, f"/report/wuhan-2021?of={enc(thing['iri'])}")
    assert set(about.said) == {s["id"] for s in told["statements"] if thing["iri"] in s["of"]}
    assert len(about.said) > 3
    none = bundled.get("/report/wuhan-2021?lang=zh&of=https://w3id.org/govkg/id/no", Accept="text/html")
    assert "报告未提及：https://w3id.org/govkg/id/no" in none.text
    assert not Spans(none.text).said


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/report/wuhan-1921", 404, "no report"),
        ("/report/vocabulary", 404, "no report"),
        ("/report/%22such%3E", 404, "no report"),
        ("/report/wuhan-2021?kind=Wonder", 400, "no type of statement"),
        ("/report/wuhan-2021?s=0000", 400, "no statement of this report"),
        ("/report/wuhan-2021?at=-1", 400, "no place in the text"),
        ("/report/wuhan-2021?at=١", 400, "no place in the text"),
        ("/report/wuhan-2021?show=all", 400, "unknown"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(bundled: Server, path: str, status: int, words: str) -> None:
    reply = bundled.get(path.replace("١", enc("١")))
    assert reply.status == status
    assert reply.one_line
    assert words in reply.text


def test_the_list_names_every_report(served: Server) -> None:
    told = data(served.get("/report.json"))["reports"]
    assert {r["id"] for r in told} == {"linzhu-2022", "linzhu-2023", "yunlan-2022", "yunlan-2023"}
    assert all(r["n"] > 3 for r in told)
    text = served.get("/report?lang=en", Accept="text/html").text
    assert all(f'href="/report/{r["id"]}' in text for r in told)


def test_text_of_a_report_stays_text(hostile: tuple[Server, Library]) -> None:
    server, library = hostile
    own = page(server, "/report/long").scripts
    for query in ("", "?show=unread", "?lang=en", *(f"?s={i}" for i in statements(library.statements("hostile")))):
        found = page(server, f"/report/hostile{query}")
        assert found.scripts == own
        words = "".join(found.sentences.values())
        assert "</mark><script>alert(1)</script>" in words
        assert "<img src=x onerror=alert(2)>" in words
        assert "&lt;事项&gt;" in words
    reply = server.get("/report/hostile", Accept="text/html")
    assert "script-src 'self'" in reply.headers["content-security-policy"]


def test_hanzi_beyond_the_first_plane_do_not_move_a_mark(hostile: tuple[Server, Library]) -> None:
    server, library = hostile
    found = page(server, "/report/hostile")
    rows = statements(library.statements("hostile"))
    assert {"2300件", "96.2%", "60.90%"} <= {r["evidence"]["exact"] for r in rows.values()}
    assert found.said == {name: r["evidence"]["exact"] for name, r in rows.items()}
    assert found.sentences == {s.start: HOSTILE[s.start : s.end] for s in document.parse(HOSTILE).sentences}


def test_a_long_report_comes_in_pages_that_lose_nothing(hostile: tuple[Server, Library]) -> None:
    server, library = hostile
    text = library.source("long").text
    told = data(server.get("/report/long.json"))
    assert len(told["pages"]) > 1
    seen: dict[int, str] = {}
    said: dict[str, str] = {}
    for start in told["pages"]:
        reply = server.get(f"/report/long?at={start}", Accept="text/html")
        assert len(reply.body) < 300_000
        found = Spans(reply.text)
        assert not set(seen) & set(found.sentences)
        seen |= found.sentences
        said |= found.said
    assert seen == {s.start: text[s.start : s.end] for s in document.parse(text).sentences}
    assert set(said) == {s["id"] for s in told["statements"]}
    # A statement leads to its own page, and so does the address of its sentence.
    last = told["statements"][-1]
    assert f"s{last['id']}" in page(server, f"/report/long?s={last['id']}").ids
    card = data(server.get(f"/report/long.json?s={last['id']}"))["card"]
    path, _, anchor = card["sentence"].partition("#")
    assert anchor in page(server, path).ids


def test_without_its_text_the_report_says_what_is_missing(tmp_path: Path, workspace: Path) -> None:
    copy = tmp_path / "cities"
    shutil.copytree(workspace, copy)
    text = (copy / "sources" / "linzhu-2022" / "text.txt").read_text(encoding="utf-8")
    (copy / "sources" / "linzhu-2022" / "text.txt").unlink()
    with serving(copy, tmp_path, "--timeout", "5") as server:
        reply = server.get("/report/linzhu-2022?lang=zh", Accept="text/html")
        assert "这里没有该报告的冻结原文" in reply.text
        found = Spans(reply.text)
        assert found.sentences
        for start, words in found.sentences.items():
            assert text[start : start + len(words)] == words
        whole = server.get("/report/linzhu-2023?lang=zh", Accept="text/html")
        assert "冻结原文" not in whole.text


def test_notes_run_together_where_a_list_would_end_far_below_its_sentence() -> None:
    sentence = Sentence(0, 20, "受理办件" * 5, "body", "", opens=True, plan=False, read=True)
    note = {"called": "成果", "figure": "5 件", "words": "受理办件", "about": "", "bases": []}
    margin = Margin()
    assert not margin.crowded(sentence, [note] * 3)
    assert margin.crowded(sentence, [note] * 30)
    assert not Margin().crowded(sentence, [])
