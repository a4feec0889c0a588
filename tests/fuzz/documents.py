"""Documents that nobody wrote: pieces of real reports, cut, fused and turned over, between characters that belong in none."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st
from tests.fuzz.patterns import Report, golden

WUHAN = Path(__file__).parents[2] / "graph" / "sources" / "wuhan-2021" / "text.txt"
NUMBERS = (
    "5件", "1736.7万", "三千八百份", "１２．５％", "3至5天", "近三分之二", "第6位", "前10", "2021年", "1-9月", "，", "、", "同比增长",
    "由", "压缩至", "其中", "分别", "1,234,567元", "百万", "千瓦", "亿", "１，２３４", "-5", "1/3", "50强", "一半", "零〇", "99999999999999999999999999",
)  # fmt: skip
HEADINGS = (
    "一、",
    "二、2022年工作计划\n",
    "（一）",
    "（一）（二）",
    "1.",
    "1、",
    "①",
    "一是",
    "二是要",
    "第一章",
    "\n",
    "三、",
    "百百百、",
    "附件\n",
)
MARKS = tuple("，。；：！？“”‘’「」『』《》〈〉（）()【】\"'、·—…-~～\n\r\t \u3000\u00a0%‰°℃$￥*+=/\\|<>&#@")
STRANGE = (
    "\x00", "\x01", "\x0b", "\x0c", "\x1c", "\x1d", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\u200e", "\u202e", "\u2066", "e\u0301", "が", "\u0308",
    "\U00020000", "\U0002a6d6", "\U0001f600", "\ufffd", "\uff21", "②", "²", "½", "Ⅷ", "ﬁ", "عربي", "עברית", "ß", "İ", "ǅ", "٣", "𝟗", "〇", "㎡", "㈠", "龘",
)  # fmt: skip


@lru_cache(maxsize=1)
def reports() -> tuple[Report, ...]:
    """The texts that are cut up, with what their descriptions say."""
    wuhan = Report(
        "wuhan-2021", WUHAN.read_text(encoding="utf-8"), "武汉市政务服务和大数据管理局", "武汉市", "2021", "2022"
    )
    return (wuhan, *golden())


@st.composite
def _slice(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(reports())).text
    start = draw(st.integers(0, len(text) - 1))
    return text[start : start + draw(st.integers(1, 240))]


def _words(choice: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(choice), min_size=1, max_size=12).map("".join)


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12)
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
SHORT = st.one_of(_words(NUMBERS), _words(HEADINGS), _words(MARKS), _words(STRANGE), HAN, ANY)
LONG = st.builds(
    lambda words, n: words * n, st.one_of(_words(NUMBERS), _words(MARKS), _words(HEADINGS), HAN), st.integers(2, 60)
)
PIECES = st.lists(st.one_of(_slice(), _slice(), _slice(), SHORT, SHORT, LONG), min_size=1, max_size=7)
EDITS = st.lists(
    st.tuples(st.sampled_from(("delete", "double", "swap", "fuse", "reverse", "break", "widen")), st.integers(0, 4000), st.integers(1, 60)),
    max_size=4,
)  # fmt: skip


def edited(text: str, edits: list[tuple[str, int, int]]) -> str:
    """The text after its edits: (what, where, how long), the place counted round the text."""
    for what, place, length in edits:
        at = place % (len(text) + 1)
        head, span, tail = text[:at], text[at : at + length], text[at + length :]
        if what == "delete":
            span = ""
        elif what == "double":
            span *= 2
        elif what == "swap":
            span, tail = tail[:length], span + tail[length:]
        elif what == "fuse":
            tail = tail.replace("\n", "")
        elif what == "reverse":
            span = span[::-1]
        elif what == "break":
            span = "\n".join(span)
        else:
            span = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in span)
        text = head + span + tail
    return text


@st.composite
def documents(draw: st.DrawFn) -> Report:
    """A text, with the description of some report or with none."""
    text = edited("".join(draw(PIECES)), draw(EDITS))
    about = draw(st.sampled_from(reports()))
    if draw(st.integers(0, 3)) == 0:
        about = replace(about, body="", place="", covers="", plans="")
    return replace(about, text=text)
