"""Reforms by their form without quote marks, and every scheme and platform that the lexicon knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.lexicon import Lexicon
from govkg.extract.page import Candidate, Page

REFORM = re.compile(r"改革(?![开发创方试任任举项事措工红成经])")
GENERIC = re.compile(
    r"(?:深化|全面深化|重大|各项|重点|关键|一系列|有关|相关|领域|这项|该项|此项|体制|机制|体制机制|制度|攻坚|创新|推进|系统性|集成|试点|综合|持续|"
    r"深入|各领域|重点领域|关键领域|行政|管理|综合配套|配套|.{0,4}年)*"
)
OUTSIDE = re.compile(r"[“”，的抓]|[0-9两三]+余?[项条个]|^[一二三四]是|^(?:审批制度|经济体制|政治体制)$")
TRIAL = re.compile(r"(?:综合改革|改革|综合|国家|对外开放|扩大开放)试点(?!城|地|省|市|区|县|任|工作|范|项|单位)")
PRACTICE = re.compile(
    r"(?:创新|探索|首创)(?:开展|推行|实施|实行)?([\u4e00-\u9fff]{4,12}?)(?:工作)?(?:经验|做法|模式)(?=被|获|在|得|入)"
)
PLAIN_FORM = re.compile(
    r"(?<![\u4e00-\u9fff])一[业网窗站码链照证次门企键枚件事][\u4e00-\u9fff](?:[\u4e00-\u9fff]{0,2}办|一[\u4e00-\u9fff])|[跨全][省市区县域境城][\u4e00-\u9fff]?通办"
)
NO_NAME = re.compile(r"[结件]|理(?!念)|公(?!开)|事(?!项|处)|率")
GENERIC_NAME = re.compile(
    r"(?:网上|就近|马上|指尖|随时|上门|一次|帮|代|掌上)办|全程网办|帮办代办|一件事|首席数据官|容缺受理|容缺办理|告知承诺|电子证照"
)
SAID = re.compile(r"变(?:“[^”]{2,12}”为)?$")


def known(page: Page, lexicon: Lexicon) -> Iterator[Candidate]:
    """Names of the lexicon wherever they stand."""
    for m in lexicon.scheme.finditer(page.folded):
        name, kind = lexicon.schemes[m[0]]
        quote = page.quote_at(m.start())
        if NO_NAME.match(page.folded, m.end()) or (quote is None and GENERIC_NAME.fullmatch(m[0])):
            continue
        if quote and SAID.search(page.before(quote[0])):
            continue
        whole = (
            quote is None
            or (quote[0] + 1 == m.start() and quote[1] - 1 == m.end())
            or "、" in page.folded[quote[0] : quote[1]]
        )
        yield Candidate(m.start(), m.end(), kind, name, "lexicon", 75 if whole else 42)


def find(page: Page) -> Iterator[Candidate]:
    """Reforms named without marks: a phrase that ends in 改革, a practice said to be new, a form of the genre."""
    for m in REFORM.finditer(page.folded):
        start = page.phrase_start(m.start())
        words = page.folded[start : m.start()]
        if len(words) >= 3 and not OUTSIDE.search(words) and not GENERIC.fullmatch(words):
            yield Candidate(start, m.end(), "Reform", page.text[start : m.end()], "reform.phrase", 50)
    for m in TRIAL.finditer(page.folded):
        start = page.phrase_start(m.start())
        if m.start() - start >= 2 and not OUTSIDE.search(page.folded[start : m.start()]):
            yield Candidate(start, m.end(), "Reform", page.text[start : m.end()], "reform.trial", 52)
    for m in PRACTICE.finditer(page.folded):
        yield Candidate(m.start(1), m.end(1), "Reform", page.text[m.start(1) : m.end(1)], "reform.practice", 50)
    for m in PLAIN_FORM.finditer(page.folded):
        yield Candidate(m.start(), m.end(), "Reform", page.text[m.start() : m.end()], "reform.form", 45)
