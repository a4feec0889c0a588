"""Platforms, systems, portals, clouds and facilities by the noun that ends their name, and lists of application scenes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.lexicon import Lexicon
from govkg.extract.page import Candidate, Page

NATURAL = re.compile(r"(?:生态|地球|操作|传动|动力|供给|神经|肺氧合|成像|水系|免疫|交通系|电力|教育|政法|卫生)$")
NOT_BEHIND = re.compile(
    r"构|体系|集成|性|治理|推进|内|梳理|观念|工程|思维|谋划|企业|经济|终端|提升|重塑|重构|布局|部署|整治|学习|总结|研究|解决|建设工程|们"
)
PLAIN = re.compile(
    r"^(?:各|各类|各级|多个|相关|有关|业务|信息|管理|服务|综合|工作|新|省垂|垂管|自建|省级|市级|区级|县级|国家级|交易|电子|统一|网络|网上|线上|第三方|大数据|"
    r"信息化|自动化|两大|三大|四大|五大|六大|大|小|中枢|两个|三个|一个|重要|重大|核心|主|子|基础|技术|数据|展示|交流|合作|第一公开|一流|高能级|"
    r"创新|产业|科创|国家|全国|开放|载体|招商|投融资|融资|消费|政务服务|公安|教育|卫生|政府|工商联|生态|高水平|重点|实体|新型|区域|发展|政务|金融|税务|城市|社会|安全|一批|众创|研发|转化|孵化|支付|直播|电商|互联网|短视频|自媒体|社交|媒体|审批|业务办理|开放合作|系列|执法|监管|监督|全市|全省|宣传|智能|便民)*$"
)
CLOUD = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3}云)(?=[、，。”于和的等]|完成|正式|承载|平台|上|[\u4e00-\u9fff]{2,4}节点)"
)
NODE = re.compile(r"(?:政务|城市|企业|信创|行业)云[\u4e00-\u9fff]{2,4}节点")
ZONE = re.compile(r"[\u4e00-\u9fff（）]{0,8}?(?:自贸试验区|自由贸易试验区)")
BRAIN = re.compile(r"[\u4e00-\u9fff]{0,6}(?:城市|数据|产业|政务|交通|智慧|生态|农业)大脑")
CENTRE = re.compile(r"中心(?!城|区|工作|任务|化|主任|组)")
KIND = re.compile(r"(?:数据交易|数据要素运营|数据运营|科技创新|商事仲裁|算力|运行指挥|智算|运行)$")
BUILT = re.compile(r"(?:打造|建设|筹建|建成|组建|启用|推动|谋划|规划建设)(?:了|全国|全省|首个|一批|现代|国家级)*$")
SCENES = re.compile(
    r"(?:上线|建成|推出|打造|搭建|开发|建设|开通)(?:了)?((?:[\u4e00-\u9fff“”A-Za-z0-9]{3,12}[、和]){1,12}[\u4e00-\u9fff“”A-Za-z0-9]{3,12}?)"
    r"(?:等|[0-9一二三四五六七八九十两]+(?:个|大))[^，。；、]{0,12}?(?:应用场景|场景|应用|业务系统|子系统|平台)"
)
SUCH = re.compile(r"[、和]")
HEADS = ("场景", "平台", "系统", "应用", "网站")
COUNTED = re.compile(r"(?:[0-9一二三四五六七八九十两]+余?多?[个套项家款种处]|[各这]类|^类)")
TRIM = re.compile(
    r"^(?:全市|全省|全区|全国|全县|市级|省级|区级|县级|一批|新一代|[第][一二三四]|现有|[0-9]+余?多?[个套类项家款种处]|[一二三四五六]是|类|建设|打造|两|三|四|五|首个|首批|市县|统一的|[省市区县](?=[^级场民政域区县镇直]))+(?=[\u4e00-\u9fff]{4})"
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
            or words.startswith("”")
            or words.endswith("”")
        ):
            continue
        yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.phrase", 55)
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
        start = max(m.start(), page.phrase_start(m.end()))
        yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.brain", 77)
    for m in ZONE.finditer(page.folded):
        start = max(m.start(), page.phrase_start(m.end()))
        start += page.folded.startswith("个", start)
        yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.zone", 54)
    yield from _centres(page)
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
        if (
            m.start() - start >= 2
            and KIND.search(page.folded, start, m.start())
            and "公共资源" not in page.folded[start : m.start()]
        ):
            yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.centre", 53)
        elif m.start() - start >= 5 and (
            (BUILT.search(page.before(start, 8)) and page.folded[m.end() : m.end() + 1] in "，。；、")
            or page.folded.startswith(("筹建", "建成"), m.end())
        ):
            yield Candidate(start, m.end(), "Platform", page.text[start : m.end()], "platform.centre", 54)


def _scenes(page: Page) -> Iterator[Candidate]:
    for m in SCENES.finditer(page.folded):
        at = m.start(1)
        for part in SUCH.split(m[1]):
            end = at + len(part)
            inner = part.strip("“”")
            start = at + part.index(inner) if inner else at
            if len(inner) >= 3 and not re.search(r"[0-9]", inner):
                yield Candidate(
                    start, start + len(inner), "Platform", page.text[start : start + len(inner)], "platform.scene", 74
                )
            at = end + 1
