"""Facilities: centres, laboratories, zones and stations that bear a proper name and are said to be built, opened or granted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.lexicon import Lexicon
from govkg.extract.lookup import clauses
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


# Works and houses that are things of their own where a verb of building governs them, one or several.
WORK = (
    r"(?:通道|大桥|隧道|(?<![网服工车加充换])站|口岸|机场|铁路|高铁|高速公路|(?<!提)高速|中学|小学|学校|大学|学院|医院|医学中心|医疗中心|水库|灌区|发电厂|电厂|处理厂|水厂|码头|"
    r"体育馆|体育场|图书馆|科技馆|美术馆|文化馆|大剧院|湿地公园|国家公园|基金|大?科学装置|生态岛|产业园区?|创新中心|数据中心|健身中心|运营中心|科学中心|智算中心|调度中心|枢纽|灯塔|实验室|研究院|法务区|航站楼|综合保税区|功能区|产业港|保税物流中心)"
)
ITEM = rf"[\u4e00-\u9fffA-Za-z0-9（）“”·]{{2,16}}?{WORK}"
ERECTED = re.compile(
    rf"(?:(?<!未)建成(?:投用|启用|运营|投运|开通|通车)?|投用|启用|开通|贯通|成功落地|落地|开工建设|启动建设|加快建设|组建|设立|筹建|获批建设|获批)(?:了|全国首个|全省首个)?"
    rf"(?P<list>{ITEM}(?:[、和]{ITEM}){{0,6}})(?=[，。；、]|等|和|[一二三]期)"
)
FINISHED = re.compile(
    rf"(?P<list>{ITEM}(?:[、和]{ITEM}){{0,6}})(?:等[^，。；、]{{0,8}})?(?:[一二三]期)?(?:工程|项目)?"
    r"(?:正式|成功|全面|相继|陆续|顺利|如期|已经|已|现已|在[\u4e00-\u9fff])*(?:建成|启用|投用|投运|投产|开工|开建|获批|通车|开通|运行|运营|揭牌|挂牌|落地|落成|竣工|被(?=[^，。；]{2,16}(?:认定|评|授予|命名|列)为)|获评|入选)"
)
FINISH = re.compile(
    r"建成|启用|投用|投运|投产|开工|开建|获批|通车|开通|运行|运营|揭牌|挂牌|落地|落成|竣工|被|获评|入选"
)
OF_MANY = re.compile(  # 建成零工驿站12处
    r"(?:建成|新建|设立|打造|布设|开设|建设|新增|设置)(?:了)?([\u4e00-\u9fff“”]{2,8}?(?:驿站|书屋|书吧|食堂|服务点|服务站|便民点|兑换点|港湾|之家|客厅))(?=[0-9]{1,6}余?[处个家座])"
)
PLAIN_WORK = re.compile(
    r"(?:一?[批个所座家条处]|[各多等新老旧]|国家(?:级)?|全国|全[省市区县]|[省市区县乡镇村](?:级|属|本级)?|高水平|高标准|现代化|区域性?|重点|中小|标准化|农村|城市|公办|民办|普通|职业|综合|产业|技术|工程|智慧|数字|大型|重大|特色|示范|专业|政府|投资|引导|企业|科技|创新|创业|人才|配套|交通|医疗|卫生|教育|文化|体育|便民|生态|污水|垃圾|充换?电|加油|服务|基层|社区|改造|升级|的)*"
)


def _works(page: Page, lexicon: Lexicon) -> Iterator[Candidate]:
    """Works that a verb of building governs, in lists too: 建成深中通道、黄茅海通道等工程."""
    opened = (FINISHED.match(page.folded, start) for start in clauses(page.folded, FINISH))
    for pattern, found in ((ERECTED, ERECTED.finditer(page.folded)), (FINISHED, filter(None, opened))):
        for m in found:
            at, parts = m.start("list"), re.split("[、和]", m["list"])
            if pattern is FINISHED and "（" not in parts[0]:  # 推进机场和铁路…: a name begins where its phrase does
                opens = max(at, page.phrase_start(at + len(parts[0])))
                parts[0], at = parts[0][opens - at :], opens
            for part in parts:
                head = re.search(rf"{WORK}$", part)
                words = part[: head.start()] if head else ""
                proper = bool(PROPER.match(words) or lexicon.place.at(words, 0) or "“" in words)
                if (
                    head
                    and len(words) >= 2
                    and "的" not in words
                    and not PLAIN_WORK.fullmatch(words)
                    and (proper or len(part) >= (4 if len(parts) > 1 else 6))
                ):
                    yield Candidate(at, at + len(part), "Platform", page.text[at : at + len(part)], "platform.work", 53)
                at += len(part) + 1


def find(page: Page, lexicon: Lexicon) -> Iterator[Candidate]:
    """Facilities of a page, each said to be built or opened."""
    yield from _works(page, lexicon)
    for m in OF_MANY.finditer(page.folded):
        if len(m[1]) > 3 and not PLAIN_WORK.fullmatch(m[1][:-2]):
            yield Candidate(m.start(1), m.end(1), "Platform", page.text[m.start(1) : m.end(1)], "platform.of_many", 50)
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
