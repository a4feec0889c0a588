"""The referee file in Chromium: it reads as Python does, proves what is right, and names the figure that somebody altered."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import NARROW, WIDE, Tab, needed, tab
from tests.conftest import SOAK
from tests.referee import case_of
from tests.repair.damaging import workspace

from govkg import accession, pipeline, questions, referee, repair, statements, surface
from govkg.citation import building, origin
from govkg.intake.model import Item
from govkg.referee import tables, writing

pytestmark = needed
PARTS = [
    *(
        "约 近 超过 第 前 强 位 名 余 多 几 个 半 小时 天 分之 / 至 — % ％ 百 千 万 亿 千瓦 两 〇 零 一 三 九 1 2 60.90 0.5 . , ， １ ． 以上 以内 内 左右 "
        "成多 倍多 上 件 亿元 一半 首位 :1 ： ² ٣ 𠀀 😀 < ≥ 12345678901234567890 点 7"
    ).split(),
    " ",
    "\u3000",
    "\n",
    "\r",
    "\u2028",
    "\x85",
]


def surfaces() -> list[str]:
    """The words of every figure of the bundled graph and of the golden texts, and numerals put together by chance."""
    words = {
        s.evidence.exact for s in statements.load(case_of.library().statements("wuhan-2021")) if s.type == "observation"
    }
    for path in (Path(__file__).parents[1] / "golden").glob("*.quantities.jsonl"):
        words |= {json.loads(line)["surface"] for line in path.read_text(encoding="utf-8").splitlines()}
    chance = random.Random(9)
    for _ in range(1_000_000 if SOAK else 20_000):
        words.add("".join(chance.choice(PARTS) for _ in range(chance.randint(0, 7))))
    return sorted(words)


def read(words: str) -> list[str | None] | None:
    found = surface.read(words)
    return (
        None if found is None else [*(_plain(x) for x in (found.value, found.low, found.high)), found.unit, found.bound]
    )


def _plain(x: Decimal | None) -> str | None:
    text = f"{x:f}" if x is not None else ""
    return (text.rstrip("0").rstrip(".") if "." in text else text) or None


@pytest.fixture(scope="module")
def parts(browser: Any) -> Iterator[Any]:
    """A blank page with the parts of the verifier in it."""
    opened = browser.new_page()
    names = [n for n in writing.SCRIPTS if n != "app.js"]
    opened.evaluate(
        "\n".join(
            [*map(writing.asset, names), "Object.assign(window, { sha256, cut, reader, plain, canonical, exactly });"]
        )
    )
    yield opened
    opened.close()


def test_every_figure_is_read_in_the_browser_as_in_python(parts: Any) -> None:
    words = surfaces()
    script = """([tables, words]) => { const read = reader(tables); const say = (x) => (x === null ? null : plain(x)); return words.map((w) => {
        const r = read(w); return r && [say(r.value), say(r.low), say(r.high), r.unit, r.bound]; }); }"""
    found = parts.evaluate(script, [tables.reading(), words])
    assert [(w, a, b) for w, a, b in zip(words, map(read, words), found, strict=True) if a != b] == []
    assert sum(f is not None for f in found) > 2000


def test_a_text_has_the_sha256_that_python_gives_it(parts: Any) -> None:
    chance = random.Random(3)
    texts = ["a" * n for n in range(1001)] + [
        "".join(chance.choice("汉é😀𠀀a\0\uffff\u07ff\u0800") for _ in range(n)) for n in range(200)
    ]
    assert parts.evaluate("(texts) => texts.map(sha256)", texts) == [
        hashlib.sha256(t.encode()).hexdigest() for t in texts
    ]


def test_a_text_is_cut_by_code_points_and_numbers_keep_their_digits(parts: Any) -> None:
    text = case_of.HARD
    assert parts.evaluate("(t) => [cut(t).length, cut(t).between(2, 5), cut(t).between(3, 900)]", text) == [
        len(text),
        text[2:5],
        text[3:],
    ]
    given = '{"a":[60.90,"1.5\\\\\\"2",null,12345678901234567890.12345678901],"b":true}'
    said = parts.evaluate("(t) => JSON.stringify(exactly(t).a.map(String))", given)
    assert json.loads(said) == ["60.90", '1.5\\"2', "null", "12345678901234567890.12345678901"]


def test_a_statement_is_written_in_the_browser_as_its_hash_is_taken(parts: Any) -> None:
    rows = [s.record() for s in statements.load(case_of.library().statements("wuhan-2021"))]
    rows.append({"b": ["x", '\u2028\x7f\x00\x1f"\\/'], "a": True, "é": 1, "z": {"y": "", "x": None}})
    assert parts.evaluate("(rows) => rows.map(canonical)", rows) == [
        json.dumps(r, ensure_ascii=False, sort_keys=True) for r in rows
    ]


# -- whole pages -------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def made() -> str:
    cited = case_of.question("outcomes-of-reform", reform="一事联办")
    return referee.page(cited, case_of.library(), "zh").decode()


def window(browser: Any, size: dict[str, int] = WIDE, scheme: str = "light") -> Tab:
    opened = tab(browser, size, scheme)
    opened.page.context.set_offline(True)
    return opened


@pytest.fixture(scope="module")
def table(browser: Any) -> Iterator[Tab]:
    """One window, in which one altered page after the other is opened."""
    opened = window(browser)
    yield opened
    opened.page.context.close()


def laid(opened: Tab, folder: Path, text: str) -> None:
    file = folder / "审稿 referee.html"
    file.write_bytes(text.encode())
    opened.page.goto(file.as_uri())


def shown(browser: Any, folder: Path, text: str, size: dict[str, int] = WIDE, scheme: str = "light") -> Tab:
    opened = window(browser, size, scheme)
    laid(opened, folder, text)
    return opened


def unproved(opened: Tab) -> tuple[list[str], list[int]]:
    """The ids of the statements and the places of the rows that are not proved."""
    page = opened.page
    names = page.evaluate(
        "[...document.querySelectorAll('article:has(.verdict.unproved) .id')].map((e) => e.textContent)"
    )
    rows = page.evaluate(
        "[...document.querySelectorAll('#answer tbody tr')].flatMap((r, n) => (r.querySelector('.unproved') ? [n] : []))"
    )
    return names, rows


@pytest.mark.parametrize(
    ("lang", "size", "scheme"), [("zh", WIDE, "light"), ("zh", NARROW, "dark"), ("en", NARROW, "light")]
)
def test_a_referee_sees_each_figure_proved(
    browser: Any, tmp_path: Path, lang: str, size: dict[str, int], scheme: str
) -> None:
    text = referee.page(case_of.question("outcomes-of-reform", reform="一事联办"), case_of.library(), lang).decode()
    opened = shown(browser, tmp_path, text, size, scheme)
    head = opened.page.locator("#verdict > p").first.inner_text()
    assert (
        head == {"zh": "全部核对相符。数字 5 个，已证实 5 个。", "en": "Everything holds. 5 of 5 figures proved."}[lang]
    )
    assert unproved(opened) == ([], []) and opened.page.locator("article .verdict.proved").count() == 10
    assert "60.9 %" in opened.page.locator("article:has(mark:text-is('60.90%')) .verdict").inner_text()
    opened.page.fill("#paper", opened.page.locator("#identifier").inner_text())
    assert opened.page.locator("#same").get_attribute("class") == "proved"
    opened.page.fill("#paper", "govkg:ask/outcomes-of-reform@00~00")
    assert opened.page.locator("#same").get_attribute("class") == "unproved"
    opened.fits()
    opened.accessible()
    opened.kept(f"referee-{lang}-{size['width']}")
    opened.calm()
    opened.page.context.close()


def test_without_a_script_all_is_there_and_nothing_is_called_checked(browser: Any, tmp_path: Path, made: str) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(made.encode())
    opened = browser.new_context(java_script_enabled=False).new_page()
    opened.goto(file.as_uri())
    assert opened.locator("#verdict").inner_text() == "未核验：页内程序没有运行。内容齐全，但没有一项经过核对。"
    assert opened.locator(".text").inner_text().count("60.90%") == 1
    assert opened.locator("#answer tbody tr").count() == 5 and opened.locator("blockquote mark").count() == 10
    assert "已证实" not in opened.locator("main").inner_text().partition("此页证明什么")[0]
    opened.context.close()


FIGURE = "cf81d708d45baee9"  # 办理时限 60.90%
TIE = "a5680242c2088594"
Alter = Callable[[str], str]


def _text(old: str, new: str) -> Alter:
    def alter(made: str) -> str:
        before, start, after = made.partition("<div class=text")
        assert re.search(old, after)
        return before + start + re.sub(old, new, after, count=1)

    return alter


def _of(id_: str, old: str, new: str) -> Alter:
    """Alters what the page shows of a statement."""

    def alter(made: str) -> str:
        articles = made.split("<article")
        at = next(n for n, a in enumerate(articles) if f"<code class=id>{id_}" in a)
        assert old in articles[at]
        articles[at] = articles[at].replace(old, new, 1)
        return "<article".join(articles)

    return alter


def _data(change: Callable[[dict[str, Any]], None], then: Alter = lambda made: made) -> Alter:
    """Alters what stands in the data of the page."""

    def alter(made: str) -> str:
        before, start, after = then(made).partition('<script type="application/json" id="data">')
        data, end, rest = after.partition("</script>")
        held = json.loads(data)
        change(held)
        return before + start + json.dumps(held).replace("<", "\\u003c") + end + rest

    return alter


def _statement(held: dict[str, Any], id_: str = FIGURE) -> dict[str, Any]:
    return next(s for s in held["statements"] if s["record"]["id"] == id_)


def _forged(held: dict[str, Any]) -> None:
    """A value altered with its hash taken anew, as one would who knows how."""
    one = _statement(held)
    one["record"]["value"] = "61.90"
    one["hash"] = statements.digest(json.dumps(one["record"], ensure_ascii=False, sort_keys=True))


ALTERED: dict[str, tuple[Alter, list[str], list[int]]] = {
    "a digit of the quote": (_of(FIGURE, "<mark>60.90%", "<mark>61.90%"), [FIGURE], [1]),
    "a digit of the sentence": (_of(FIGURE, "发文105项", "发文106项"), [FIGURE], [1]),
    "a value": (_of(FIGURE, '"value">60.90', '"value">61.90'), [FIGURE], [1]),
    "a place": (_of(FIGURE, "class=at>", "class=at>1"), [FIGURE], [1]),
    "an offset": (_data(lambda h: _statement(h)["record"]["evidence"].update(start=1951)), [FIGURE], [1]),
    "a bound": (_data(lambda h: _statement(h)["record"].update(bound="above")), [FIGURE], [1]),
    "a hash": (_data(lambda h: _statement(h).update(hash="0" * 16)), [FIGURE], [1]),
    "a value with its hash": (_data(_forged, _of(FIGURE, '"value">60.90', '"value">61.90')), [FIGURE], [1]),
    "a basis": (_data(lambda h: _statement(h, TIE)["record"].update(basis="item")), [TIE], [1]),
    "a cell": (lambda made: made.replace('原文数值"><span>60.90% ', '原文数值"><span>61.90% ', 1), [], [1]),
    "a name in the table": (lambda made: made.replace('成果"><span>办理时限<', '成果"><span>办理时间<', 1), [], [1]),
    "a figure of the answer": (_data(lambda h: h.update(answer=h["answer"].replace('"value":60.9', '"value":61.9'))), [], [1]),
    "a row": (lambda made: re.sub(r"<tr><td.*?</tr>\n", "", made, count=1), [], [0, 1, 2, 3]),
    "a row of the answer": (_data(lambda h: h.update(answer=h["answer"].replace('"period":"2021"', '"period":"2020"', 1))), [], [0]),
    "the identifier": (lambda made: re.sub(r"(<code id=identifier>.*?~)[0-9a-f]{4}", r"\g<1>0000", made), [], []),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_what_somebody_altered_is_named(table: Tab, tmp_path: Path, made: str, what: str) -> None:
    alter, names, rows = ALTERED[what]
    altered = alter(made)
    assert altered != made
    laid(table, tmp_path, altered)
    assert table.page.locator("#verdict").get_attribute("class") == "unproved"
    assert table.page.locator("#verdict > p").first.inner_text().startswith("有不符之处。")
    assert unproved(table) == (names, rows)


@pytest.mark.parametrize(("old", "new"), [("60.90%", "61.90%"), ("市", "")])
def test_an_altered_text_proves_nothing(table: Tab, tmp_path: Path, made: str, old: str, new: str) -> None:
    laid(table, tmp_path, _text(re.escape(old), new)(made))
    names, rows = unproved(table)
    assert len(names) == 10 and rows == [0, 1, 2, 3, 4]
    said = table.page.locator(f"article:has(.id:text-is('{FIGURE}')) .verdict").inner_text()
    assert "报告全文的 sha256 不符" in said and "所示位置的原文不是引文" in said


def test_a_text_that_is_hard_to_show_is_proved_to_the_last_character(browser: Any, tmp_path: Path) -> None:
    opened = shown(browser, tmp_path, writing.written(case_of.hard(), "zh"))
    assert opened.page.locator(".text").evaluate("(e) => e.textContent") == case_of.HARD
    assert unproved(opened) == ([], [])
    assert opened.page.locator("#verdict > p").first.inner_text() == "全部核对相符。数字 2 个，已证实 2 个。"
    assert opened.page.locator("s[title]").first.get_attribute("title") == "“脱”字"
    opened.calm()
    opened.page.context.close()


# Answers of each shape: a figure that a tie points at, rows of sentences, what is derived or counted, words without a statement, no row.
SHAPES = (
    "about",
    "coverage",
    "derived-baselines",
    "path-between",
    "phrase-first",
    "top-metrics",
    "unit-network",
    "year-on-year",
)


def test_a_correction_is_shown_as_a_persons_and_its_words_are_held_to_what_the_rule_had_read(
    browser: Any, tmp_path: Path
) -> None:
    opened = shown(browser, tmp_path, writing.written(case_of.corrected(), "zh"))
    assert unproved(opened) == ([], [])
    said = opened.page.locator("#n1 .decided").inner_text()
    assert said == "人工更正（李雷，2026-11-28）：公报为准。规则原读：数值 190000"
    assert opened.page.locator("#n1 dd[data-field=value]").inner_text() == "195000"
    other = writing.written(case_of.corrected(read="180000"), "zh")
    opened.page.context.close()
    opened = shown(browser, tmp_path, other)
    assert unproved(opened)[0] == [case_of.corrected().statements[0].statement.id]
    opened.page.context.close()


def test_every_question_of_the_library_is_proved_or_says_what_is_not(browser: Any, tmp_path: Path) -> None:
    opened = tab(browser)
    for question in questions.all():
        if question.release or not (SOAK or question.name in SHAPES):
            continue
        cited = building.question(case_of.graph(), question.name, question.example)
        file = tmp_path / "q.html"
        file.write_bytes(referee.page(cited, case_of.library(), "en"))
        opened.page.goto(file.as_uri())
        assert unproved(opened) == ([], []), question.name
        head = opened.page.locator("#verdict > p").first.inner_text()
        assert head.startswith("Everything holds." if cited.statements else "There is no statement"), question.name
    opened.calm()
    opened.page.context.close()


def test_statements_that_kept_their_ids_over_a_repaired_text_are_proved(browser: Any, tmp_path: Path) -> None:
    good = case_of.library().source("wuhan-2021").text
    library = workspace(tmp_path / "ws", good, 2)
    better = accession.read(Item("official.txt", "official.txt", good.encode()))
    repair.write(library, repair.plan(library, "w", better, by="li", on="2026-11-28", why="official page"))
    pipeline.build(library)
    cited = building.question(origin.of_library(library), "outcomes-of-reform", {"reform": "一事联办"})
    assert any(r.statement.natural for r in cited.statements)
    opened = shown(browser, tmp_path, referee.page(cited, library, "zh").decode())
    assert unproved(opened) == ([], []) and opened.page.locator("article .verdict.proved").count() >= 10
    opened.calm()
