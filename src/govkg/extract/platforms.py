"""Platforms, systems, portals, clouds and facilities by the noun that ends their name, and lists of application scenes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract import facilities
from govkg.extract.lexicon import Lexicon
from govkg.extract.page import Candidate, Page

NATURAL = re.compile(r"(?:生态|地球|操作|传动|动力|供给|神经|肺氧合|成像|水系|免疫|交通系|电力|教育|政法|卫生)$")
PLAIN_CENTRE = re.compile(r"(?:一批|[万千百]卡级|超大规模|区域|国家|国际|科技创新|灾备|运行|产业|大型|国家级)*")
NOUN_VERB = re.compile(
    r"(?:集成|融合|协同|共享|监测|调度|监管|管理|指挥|交换|预警|分析|运营|协调|保障)$"
)  # verbs that modify a noun as often
ACTION = re.compile(r"(?:监测|调度|监管|服务|管理|运营|交易|审批|指挥|共享|交换|协同|预警|分析)")
WEB = re.compile(r"(?:[网站]|服务|政务|信息|应用|数据|统一|总|开放平台|办事|移动)$")
NOT_BEHIND = re.compile(
    r"构|制(?!造)|会|体系|集成|性|治理|推进|内|梳理|观念|工程|思维|谋划|企业|经济|终端|提升|重塑|重构|布局|部署|整治|学习|总结|研究|解决|建设工程|们"
)
PLAIN = re.compile(
    r"^(?:[与和同向对][国省市区县](?:级)?|部门|自建|省建|非紧急类|[各相关]类|国垂|省垂|地方|[^，。]{0,6}融资|市场化|运作|系统|公共$|大通道|大枢纽|企业与|外贸企业与|商贸|文旅|中心$|市县|该中心|规模大且|一些|概念验证中心|科研|各|各类|各级|多个|相关|有关|业务|信息|管理|服务|综合|工作|新|省垂|垂管|自建|省级|市级|区级|县级|国家级|交易|电子|统一|网络|网上|线上|第三方|大数据|"
    r"信息化|自动化|两大|三大|四大|五大|六大|大|小|中枢|两个|三个|一个|重要|重大|核心|主|子|基础|技术|数据|展示|交流|合作|第一公开|一流|高能级|"
    r"创新|产业|科创|国家|全国|开放|载体|招商|投融资|融资|消费|政务服务|公安|教育|卫生|政府|工商联|生态|高水平|重点|实体|新型|区域|发展|政务|金融|税务|城市|社会|安全|一批|众创|研发|转化|孵化|支付|直播|电商|互联网|短视频|自媒体|社交|媒体|审批|业务办理|开放合作|系列|执法|监管|监督|全市|全省|宣传|智能|便民|专业|国企|科技|科技创新|制造业|中试|概念验证和|概念验证|人才|人才高地|十大|国家级|贸易|消费|重大|共享|服务贸易|研发|创业|就业|区县级|[省市区县镇]级|人工智能|众|孵化|联盟|载体|综合服务|公共服务|为企服务){0,8}$"
)
CLOUD = re.compile(
    r"(?<![\u4e00-\u9fff])(?![与和及在用上将把])([\u4e00-\u9fff]{2,3}云)(?=[、，。”于和的等]|完成|正式|承载|平台|上|[\u4e00-\u9fff]{2,4}节点)"
)
NODE = re.compile(r"(?:政务|城市|企业|信创|行业)云[\u4e00-\u9fff]{2,4}节点")
AROUND_THE_CLOCK = re.compile(
    r"24小时(?:自助|政务|便民|警务)[\u4e00-\u9fff]{0,6}?(?:服务区|大厅|超市|驿站|小屋|服务厅|自助区|区)(?!域)"
)
LIBRARY = re.compile(r"电子证照库|数据交易所|公共信用信息库|电子印章库")
ZONE = re.compile(
    r"自贸试验区|自由贸易试验区|综合试验区(?<=跨境电商综合试验区)|综试区(?<=跨境电商综试区)|综合试验区(?<=跨境电子商务综合试验区)"
)
BRAIN = re.compile(r"(?:城市|数据|产业|政务|交通|智慧|生态|农业)大脑")
CENTRE = re.compile(r"中心(?!城|区|工作|任务|化|主任|组)")
KIND = re.compile(
    r"(?:数据交易|数据要素运营|数据运营|科技创新|商事仲裁|算力|运行指挥|智算|运行|超算|灾备|知识产权运营|指挥调度)$"
)
SCENES = re.compile(
    r"(?:推广|上线|建成|推出|打造|搭建|开发|建设|开通)(?:了)?((?:[\u4e00-\u9fff“”A-Za-z0-9]{3,12}[、和]){1,12}[\u4e00-\u9fff“”A-Za-z0-9]{3,12}?)"
    r"(?:等|[0-9一二三四五六七八九十两]+(?:个|大))[^，。；、]{0,12}?(?:应用场景|场景|应用|业务系统|子系统|平台)"
)
SUCH = re.compile(r"[、和]")
UNFIT = re.compile(r"[0-9“”]|^一批|^多部门")  # members of a list of scenes that are no names
HEADS = ("场景", "平台", "系统", "应用", "网站")
COUNTED = re.compile(r"(?:[0-9一二三四五六七八九十两]余?多?[个套项家款种处条部]|[各这]类|^类)")
TRIM = re.compile(
    r"^(?:[与和同向](?=[国省市区县])|全市|全省|全区|全国|全县|市级|省级|区级|县级|一批|新一代|[第][一二三四]|现有|[0-9]+余?多?[个套类项家款种处]|[一二三四五六]是|类|建设|打造|两|三|四|五|首个|首批|市县|统一的|建设|更多|大批|种|[省市区县](?=[^级场民政域区县镇直]))+(?=[\u4e00-\u9fff“]{4})"
)


def find(page: Page, lexicon: Lexicon) -> Iterator[Candidate]:
    """Platforms named without quote marks."""
    head = re.compile(lexicon.bare["Platform"])
    for m in head.finditer(page.folded):
        if (
            NOT_BEHIND.match(page.folded, m.end())
            or page.quote_at(m.start())
            or page.folded[m.end() : m.end() + 1] == "“"
        ):
            continue
        start = widen(page, page.phrase_start(m.start()), m.start())
        words = page.folded[start : m.start()]
        while inner := NOUN_VERB.search(page.before(start, 4)):  # 对企|集成|政务服务智能平台, 算力|监测|调度服务平台
            wider = page.phrase_start(start - len(inner[0]))
            if wider >= start - len(inner[0]) or not (PLAIN.match(words) or ACTION.match(words)):
                break
            start, words = wider, page.folded[wider : m.start()]
        if counted := list(COUNTED.finditer(words)):
            start, words = start + counted[-1].end(), words[counted[-1].end() :]
        if trimmed := TRIM.match(words):
            start, words = start + trimmed.end(), words[trimmed.end() :]
        if (
            len(words) < 2
            or "是" in words
            or "，" in words
            or PLAIN.match(words)
            or (m[0] == "系统" and NATURAL.search(words))
            or (m[0] == "门户" and not WEB.search(words))
            or words.startswith("”")
            or words.endswith("”")
        ):
            continue
        yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.phrase", 55)
    for m in AROUND_THE_CLOCK.finditer(page.folded):
        yield Candidate(m.start(), m.end(), "Platform", page.text[m.start() : m.end()], "platform.self_service", 56)
    for m in LIBRARY.finditer(page.folded):
        start = m.start() - page.folded.startswith(("省", "市", "县", "区"), max(0, m.start() - 1))
        yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.library", 50)
    for pattern, rule in ((NODE, "platform.node"), (CLOUD, "platform.cloud")):
        for m in pattern.finditer(page.folded):
            yield Candidate(
                m.start(),
                m.start() + len(m[m.lastindex or 0]),
                "Platform",
                m[m.lastindex or 0],
                rule,
                52 + (rule == "platform.node") * 30,
            )
    for m in BRAIN.finditer(page.folded):
        start = page.noun_start(m.start(), 6, m.end())
        yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.brain", 77)
    for m in ZONE.finditer(page.folded):
        start = page.noun_start(m.start(), 8, m.end())
        start += page.folded.startswith("个", start)
        yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.zone", 54)
    yield from _centres(page)
    yield from facilities.find(page, lexicon)
    yield from _scenes(page)


def widen(page: Page, start: int, head: int) -> int:
    """Steps over 与 and 和 when what stands between them and the head is no name by itself: 监管和服务系统."""
    if (
        head - start <= 3
        and start >= 3
        and page.folded[start - 1] in "与和"
        and page.folded[start - 3 : start - 1] not in HEADS
    ):
        return page.phrase_start(start - 1)
    return start


def _centres(page: Page) -> Iterator[Candidate]:
    for m in CENTRE.finditer(page.folded):
        start = widen(page, page.phrase_start(m.start()), m.start())
        start += 2 * page.folded.startswith("建设", start)
        if counted := list(COUNTED.finditer(page.folded, start, m.start())):
            start = counted[-1].end()
        if (
            m.start() - start >= 2
            and KIND.search(page.folded, start, m.start())
            and not PLAIN_CENTRE.fullmatch(page.folded, start, m.start())
            and "公共资源" not in page.folded[start : m.start()]
        ):
            yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.centre", 53)


def _scenes(page: Page) -> Iterator[Candidate]:
    for m in SCENES.finditer(page.folded):
        at = m.start(1)
        for part in SUCH.split(m[1]):
            end = at + len(part)
            inner = part.strip("“”")
            start = at + part.index(inner) if inner else at
            if len(inner) >= 3 and not UNFIT.search(inner):
                yield Candidate(
                    start, start + len(inner), "Platform", page.text[start : start + len(inner)], "platform.scene", 74
                )
            at = end + 1
