"""Honours, prizes and recognitions: what is said to be won, in quote marks or ending in a noun of honour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.page import Candidate, Page

WON = re.compile(
    r"(?:荣获|喜获|勇夺|夺得|获评为?|获得|获批为?|获颁|获授|斩获|摘得|蝉联|被[^，。；]{0,16}?(?:评为|授予|命名为|认定为|列为|确定为)|评为|评选为|命名为|"
    r"认定为|授予|入选|(?:纳入|列入)(?=(?:国家|全国|世界)[^，。；]{2,20}(?:名单|名录))|进入(?=全国|全省|国家|世界)|入围|跻身|荣膺|获(?=[^，。；取得批悉益胜知利]))(?:了|我局|我市|我区|我县|全国首批)?"
)
HONOUR = (
    "一等奖第一名|第一名|冠军|亚军|季军|[特一二三]等奖|金奖|银奖|铜奖|大奖|优秀奖|应用奖|创新奖|奖|称号|标杆城市|标杆市|先进集体|先进单位|先进个人|"
    "优秀单位|优秀案例|典型案例|十佳案例|推广案例|经验案例|创新案例(?:[0-9]{1,4}强)?|案例|示范[\\u4e00-\\u9fff]{0,4}|文明单位|文明城市|文明岗|文明号|"
    "先锋号|优秀基层党组织|公务员|优质服务窗口|服务大厅|创新成果|标兵|团队|百强|名单|名录|名品|联系点|经验做法|典型经验|优秀实践|十大[\\u4e00-\\u9fff]{2,8}|实践创新基地|先行区|试验区|世界地质公园|世界遗产|文化遗产|全国重点实验室|试点|城市|景区|集群|旅游乡村|园区|休闲街区|试点地区|试点城市|数据集试点|集聚区试点|卓越单位|口碑省份|荣誉|[0-9]{1,4}强"
)
TITLE = re.compile(rf"[^，。；：！？、\n]{{0,40}}(?:{HONOUR})(?!补|金|励|牌|评|项)")
QUOTE = re.compile(r"“([^“”\n]{2,40})”")
HONOURED = re.compile(rf"(?:{HONOUR})")
GIVER = re.compile(r"(?:[^，。；“”]{0,18}?(?:颁发的|授予的|评选的|的))?")
HAN = re.compile(r"[\u4e00-\u9fff]")
CASE = re.compile(r"[^，。]{0,3}(?:案例|名单|试点)|等[0-9]")
MERE = re.compile(
    r"(?:省部?|市|全省|全市|国家|国家级|国际|和|文艺|首批|重点|培育|全国性|产业|行业|评|大|级)*(?:奖|称号|荣誉|案例|示范|第一名|名单|试点|城市|集群|园区|大奖)"
    r"|(?:建设|创建|争创|试行|开展|优化).*"
)
TRIAL = re.compile(r"(?:改革|综合|开放)试点$")
FRESH = re.compile(r"(?:首批|全国首批|全国首个|第一批|新一轮|[0-9一二三四五六七八九十]+余?多?[个项家名]|国内首个)+")


def find(page: Page) -> Iterator[Candidate]:
    """Awards of a page."""
    text = page.folded
    for m in WON.finditer(text):
        high = page.sentence(m.start())[1]
        at = m.end()
        quoted = re.compile(r"[^，。；“”]{0,20}").match(text, at, high)
        stop = quoted.end() if quoted else at
        q = QUOTE.match(text, stop, high)
        found = False
        title = TITLE.match(text, at, high)
        if title and q and title.end() > q.end() and HAN.match(text, q.end()) and not text.startswith("称号", q.end()):
            q = None
        while q:
            lead = text[at : q.start()] if not found else ""
            if (
                "评" in m[0]
                or "授" in m[0]
                or "称号" in text[q.end() : q.end() + 12]
                or HONOURED.search(q[1])
                or "命名" in m[0]
                or (m[0] in ("入选", "进入") and not CASE.match(text, q.end()))
            ) and not re.search(r"改革|平台|工作|专项", lead):
                found = True
                yield Candidate(q.start(1), q.end(1), "Award", page.text[q.start(1) : q.end(1)], "award.quoted", 88)
            if not found:
                break
            q = QUOTE.match(text, q.end() + (text[q.end() : q.end() + 1] in "、和"), high)
        if found:
            continue
        while title:
            words = title[0]
            start = title.start() + _lead(words)
            if fresh := FRESH.match(text, start, title.end()):
                start = fresh.end()
            end = title.end() - (2 if words.endswith("称号") else 0)
            reform = m[0].startswith("获批") and TRIAL.search(text, start, end)  # a trial that is granted, no honour
            if end - start >= 3 and not reform and not MERE.fullmatch(text[start:end]):
                yield Candidate(start, end, "Award", page.text[start:end], "award.title", 89)
            title = (
                TITLE.match(text, title.end() + 1, high)
                if text[title.end() : title.end() + 1] in ("、", "和")
                else None
            )


def _lead(words: str) -> int:
    """How much of the words behind a verb of winning names the giver: 国家发改委|年度…测评标杆城市."""
    m = re.match(
        r"(?:国家|省|市|区|县|全国)?[\u4e00-\u9fff]{1,8}?(?:委|局|厅|办|部|总工会|妇联|学会|协会|研究院|联合会)(?:[\u4e00-\u9fff]{2}的|的)?(?=[\u4e00-\u9fff0-9])",
        words,
    )
    if m and (words[m.end() - 1] == "的" or re.match(r"年度|[0-9]{4}|全|优|先|第|“", words[m.end() :])):
        return m.end()
    return 0
