"""Special actions, rectifications, checks and competitions named without quote marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.lexicon import Lexicon
from govkg.extract.page import Candidate, Page

STARTED = re.compile(
    r"(?:开展|组织|举办|实施|启动|部署|完成|参加|承办|主办|以及|推进|深化|牵头)(?:了|好|全面|实施|开展|举办|组织){0,2}$"
)
RULED = re.compile(r"(?:组织开展|开展|举办|实施|启动|部署|以及)(?:了|好)?")
GENERIC = re.compile(
    r"(?:全市|全省|全区|全国|相关|有关|各类|各项|系列|一系列|重点|各种|这些|上述|多项|专业|技能|创新|应用|国家|年度|"
    r"[0-9一二三四五六七八九十两]+[个项场次]|日常|集中|联合|具体|统一|实际|自觉)*"
)
COUNTED = re.compile(r"(?:—+|[0-9]+余?多?[个项场次]|首个)+")
LISTED = re.compile(r"^[^、]*、.*等$")
ENDED = re.compile(
    r"[。，、；]|(?:为|共|已|累计)|(?:深入|扎实|全面|有序|持续|加快|纵深|稳步)(?:推进|开展|实施)|取得|启动|走深走实"
)
JOINED = ("、", "和", "及", "与")
NOT_BEHIND = re.compile(r"事|方案|计划|自觉|力|小组|领导|办公室|纲要|队伍|者|员|奖|指南")


def find(page: Page, lexicon: Lexicon) -> Iterator[Candidate]:
    """Campaigns of a page."""
    text = page.folded
    head = re.compile(lexicon.bare["Campaign"])
    for m in head.finditer(text):
        if NOT_BEHIND.match(text, m.end()) or page.quote_at(m.start()):
            continue
        low = page.sentence(m.start())[0]
        window = text[max(low, m.start() - 30) : m.start()]
        ruled = list(RULED.finditer(window))
        start = page.phrase_start(m.start())
        if ruled and not re.search(r"[，。；：！？》”\n]", window[ruled[-1].end() :]):
            start = m.start() - len(window) + ruled[-1].end()
            if joined := list(head.finditer(text, start, m.start())):  # 、 behind another campaign: 甲行动、乙行动
                start = joined[-1].end() + text.startswith(JOINED, joined[-1].end())
        if counted := COUNTED.match(text, start, m.start()):
            start = counted.end()
        words = text[start : m.start()]
        plain = "专项" not in m[0] and "突出问题" not in m[0]
        if LISTED.search(words):
            yield from _listed(page, start, m)
            continue
        if (
            "进行" in words
            or GENERIC.fullmatch(words)
            or len(words) < (2 if not plain else 3)
            or "“" in words
            or "”" in words
        ):
            continue
        if m[0] == "行动" and not ENDED.match(text, m.end()):
            continue
        yield Candidate(start, m.end(), "Campaign", page.text[start : m.end()], "campaign.phrase", 76)


def _listed(page: Page, start: int, head: re.Match[str]) -> Iterator[Candidate]:
    """The members of a list that share their noun: 甲、乙等行动 is 甲行动 and 乙行动."""
    for part in re.finditer(r"[^、]+", page.folded[start : head.start()].removesuffix("等")):
        low, high = start + part.start(), start + part.end()
        if 4 <= high - low <= 20 and not GENERIC.fullmatch(part[0]) and not re.search(r"[“”0-9]", part[0]):
            yield Candidate(low, high, "Campaign", page.text[low:high] + head[0], "campaign.listed", 76)
