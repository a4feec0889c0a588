"""Documents: titles in 《》, and rules, plans and lists named without marks behind a verb of issuing (编制权责清单)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.lookup import clauses
from govkg.extract.page import Candidate, Page

PRESS = re.compile(r"(?:日报|晚报|时报|新闻|周刊|杂志|早报|晨报)$")
KINDS = "调查报告|发展报告|白皮书|蓝皮书|办法|方案|规划|清单|标准|目录|细则|实施意见|条例|工作要点|指南|手册|规定|规范|指引|行动计划|实施方案"
ISSUED = re.compile(
    rf"(?:修订|制定|制订|编制完成|编制|出台|印发|发布|起草|下发|颁布|完善并印发)(?:了|印发|实施|出台|完成|修订|并印发实施|并实施|并有序实施|和实施|新版|首批){{0,4}}"
    rf"((?![0-9]+[份个项部条])[^，。；：！？、“”《》\n][^，。；：！？《》\n]{{3,28}}?(?:{KINDS}))(?=[，。；：、！？\n等和并及（]|$|多份)"
)
PASSIVE = re.compile(
    rf"(?:{KINDS})(?:等多份[^，。]{{2,8}}文件|等)?(?=(?:正式|陆续|已|全面|相继)+(?:出台|制定|印发|发布|建立|实施))"
)
KIND = re.compile(KINDS)
BROKEN = re.compile(r"[，。；：！？、《》\n]")
ARTICLES = re.compile(r"“[一二三四五六七八九十百0-9]{1,5}条”(?:[\u4e00-\u9fff]{0,8}?(?:措施|政策|意见|举措))?")
SEVERAL = re.compile(  # 甲目录、乙办法等6项配套制度出台施行
    r"((?:[^，。；、《》\n]{3,20}(?:目录|政策|清单|办法|方案|细则|规定|规则|标准|条例)、){1,10}[^，。；、《》\n]{3,24}(?:目录|政策|清单|办法|方案|细则|规定|规则|标准|条例))"
    r"等[^，。；]{0,18}(?:出台|印发|施行|实施|发布|制定)"
)
SUMMED = re.compile(r"(?<=[录策单法案则定准例])等")
REACH = 28  # code points: no document named without marks has a longer name

OFFICIAL = re.compile(
    r"(?:办法|通知|意见|方案|规划|目录|细则|条例|规定|指南|手册|规范|标准|清单|要点|措施|规程|协议|纲要|公约|决定|公告|计划|报告|"
    r"法|建议|指引|制度|白皮书|导则|政策|章程|准则|预案|汇编|倡议书?|合同|通告|批复|函|安排|机制|规则|总则|分工|任务书|草案）|试行）|暂行）|版）)$"
)
BRACKET = re.compile(r"（[^（）]{1,20}）$")
ISSUING = re.compile(
    r"(?:印发|出台|制定|制订|修订|编制|发布|颁布|下发|起草|实施|落实|依据|根据|按照|贯彻)(?:了|完成|并实施)?[“”]?$"
)
CARRIED = re.compile(
    r"(?:贯彻落实|深入贯彻|贯彻|落实|深入实施|全面实施|严格执行|审议|表决通过|审议通过)(?:了|好|实施)?"
    r"((?![0-9])[\u4e00-\u9fff]{4,20}(?:总体方案|行动方案|工作方案|(?:促进法|保护法|保障法|管理法|条例)(?:修订草案|草案)?|规划纲要|发展规划))(?=[，。；、和]|等)"
)
NEGATIVE = re.compile(r"负面清单(?!制度|管理|式)")
FRESH = re.compile(r"(?:新版|新一版|最新|统一的|全国统一)")
LISTED = re.compile(
    r"(?:制定实施|出台实施|颁布实施|制定|出台|颁布|修订|印发)((?:[\u4e00-\u9fff]{4,16}、){1,12}[\u4e00-\u9fff]{4,16}?)等(条例|办法|法律|细则|方案|规定)"
)


def find(page: Page) -> Iterator[Candidate]:
    """Documents of a page."""
    for start, end in page.titles:
        title = page.folded[start + 1 : end - 1]
        issued = ISSUING.search(page.before(start))
        official = OFFICIAL.search(title) or OFFICIAL.search(BRACKET.sub("", title))
        if not PRESS.search(title) and (issued or official):
            yield Candidate(start, end, "Document", page.text[start + 1 : end - 1], "document.title", 100)
    for m in ISSUED.finditer(page.folded):
        if m.end(1) - m.start(1) >= 5 and "的" not in m[1]:
            yield Candidate(m.start(1), m.end(1), "Document", page.text[m.start(1) : m.end(1)], "document.issued", 76)
    for m in CARRIED.finditer(page.folded):
        if "的" not in m[1]:
            yield Candidate(m.start(1), m.end(1), "Document", page.text[m.start(1) : m.end(1)], "document.carried", 58)
    for m in PASSIVE.finditer(page.folded):
        end = m.start() + len(KIND.match(m[0])[0])  # type: ignore[index]
        start = max(page.phrase_start(end), end - REACH)
        if m.start() - start >= 4 and "的" not in page.folded[start:end] and not BROKEN.search(page.folded, start, end):
            yield Candidate(start, end, "Document", page.text[start:end], "document.passive", 60)
    for m in filter(None, (SEVERAL.match(page.folded, start) for start in clauses(page.folded, SUMMED))):
        at = m.start(1)
        for part in m[1].split("、"):
            yield Candidate(at, at + len(part), "Document", page.text[at : at + len(part)], "document.several", 78)
            at += len(part) + 1
    for m in NEGATIVE.finditer(page.folded):
        start = page.noun_start(m.start(), 16, m.end())
        if fresh := FRESH.match(page.folded, start, m.start()):
            start = fresh.end()
        if m.start() - start >= 2:
            yield Candidate(start, m.end(), "Document", page.text[start : m.end()], "document.negative", 55)
    for m in LISTED.finditer(page.folded):
        at = m.start(1)
        for part in m[1].split("、"):
            yield Candidate(
                at, at + len(part), "Document", page.text[at : at + len(part)] + m[2], "document.listed", 84
            )
            at += len(part) + 1
    for m in ARTICLES.finditer(page.folded):
        start = page.noun_start(m.start(), 10)
        if m.start() - start >= 2 or (not m[0].endswith("”") and ISSUING.search(page.before(start))):
            yield Candidate(start, m.end(), "Document", page.text[start : m.end()], "document.articles", 82)
