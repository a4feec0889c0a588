"""Facilities: centres, laboratories, zones and stations that bear a proper name and are said to be built, opened or granted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.lexicon import Lexicon
from govkg.extract.page import Candidate, Page

HEAD = re.compile(
    r"(?:(?<!副)中心(?!城|区|工作|任务|化|主任|组)|实验室|研究院|试验区(?!改革)|先行区|先导区|产业园区?|科技园区?|小镇|基地|枢纽(?!型)|"
    r"国际机场|水电站|科学装置|版本馆|博物馆|母基金|引导基金|账户)"
)
BUILT = re.compile(
    r"(?:打造|建设|建好|筹建|建成|组建|启用|启动|推动|谋划|规划建设|获批建设|获批|创建|成立|设立|开工|落户|投用|共建)(?:了|全国|全省|首个|一批|现代)*$"
)
OPENED = re.compile(
    r"(?:二期|一期)?(?:正式|顺利|成功|全面|相继|陆续|如期|[0-9年月日])*(?:启动|投入|投用|投运|投产|建成|揭牌|挂牌|落户|落地|开工|获批|启用|成立|上线|运行|运营|开建|开馆|通航|建设取得|筹建)"
)
GROUP = re.compile(
    r"(?:(?:、|和|及)[\u4e00-\u9fff]{3,20}|等(?:一批|[0-9]+[个项])?(?:重点|重大)?(?:工程|项目|平台)?)"
    r"(?:正式|成功|相继|陆续|全面)*(?:获批|建成|投入运行|投运|投用|揭牌|挂牌|启用|开工|竣工)"
)
PROPER = re.compile(
    r"国家(?!级)|全国(?!重点)|中国|中华|大湾区|长三角|京津冀|成渝|西部|中部|东部|粤|华东|华南|华北|东北"
)
COUNTED = re.compile(r"[0-9一二三四五六七八九十两多几]余?多?[个家座处大]|^(?:一批|各|多|等)|的|是|，|、")
TOLD = (
    "小镇",
    "实验室",
    "科学装置",
    "试验区",
    "先行区",
    "先导区",
    "母基金",
    "引导基金",
    "账户",
)  # heads of names that need no place beside them
PLAIN = re.compile(
    r"(?:国家|全国|省|市|区|级|重点|特色|新|联合|工程|技术|企业|现代|农业|旅游|综合|改革|开放|创新|产业|示范)*"
)
REACH = 20  # code points: how far left of its noun a facility's name may begin


def find(page: Page, lexicon: Lexicon) -> Iterator[Candidate]:
    """Facilities of a page, each said to be built or opened."""
    for m in HEAD.finditer(page.folded):
        start = page.noun_start(m.start(), REACH)
        if page.folded.startswith("建设", start):
            start += 2
        start += page.folded.startswith(("好", "了"), start)
        start += 2 * page.folded.startswith(("亿元", "万元"), start)
        words = page.folded[start : m.start()]
        if PLAIN.fullmatch(words) or len(words) < 2 or COUNTED.search(words):
            continue
        built = BUILT.search(page.before(start, 8))
        opened = OPENED.match(page.folded, m.end()) or GROUP.match(page.folded, m.end())
        proper = PROPER.match(words) or lexicon.place.at(words, 0)
        long = m[0] == "中心" and len(words) >= 5
        named = len(words) >= 4 and not PLAIN.fullmatch(words)
        if (
            (named and opened and m[0] in TOLD)
            or (proper and (built or opened) and len(words) >= 4)
            or (
                long
                and (
                    (built and page.folded[m.end() : m.end() + 1] in "，。；、")
                    or page.folded.startswith(("筹建", "建成"), m.end())
                )
            )
        ):
            yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.facility", 54)
