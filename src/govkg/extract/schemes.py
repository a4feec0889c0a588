"""Reforms by their form without quote marks, and every scheme and platform that the lexicon knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.lexicon import Lexicon
from govkg.extract.page import Candidate, Page

REFORM = re.compile(r"改革(?![开发创方试任任举项事措工红成经])")
GENERIC = re.compile(
    r"(?:.{1,4}性|深层次|关键环节|关键|环节|领域|本轮|新一轮|差别化|五大|[省市区县]级|国家|全省|全市|深化|全面深化|重大|各项|重点|关键|一系列|有关|相关|领域|这项|该项|此项|体制|机制|体制机制|制度|攻坚|创新|推进|系统性|集成|试点|综合|持续|"
    r"深入|各领域|重点领域|关键领域|行政|管理|综合配套|配套|.{0,4}年){0,8}"
)
OUTSIDE = re.compile(
    r"[“”，的抓]|[0-9两三]余?[项条个]|^[一二三四]是|需要|期盼|这一|[一二三四五六七]中全会|全球治理|多管齐下|放管结合|^(?:审批制度|经济体制|政治体制)$"
)
TRIAL = re.compile(r"(?:综合改革|改革|综合|国家|对外开放|扩大开放)试点(?!城|地|省|市|区|县|任|工作|范|项|单位)")
PRACTICE = re.compile(
    r"(?:创新|探索|首创)(?:开展|推行|实施|实行)?([\u4e00-\u9fff]{4,12}?)(?:工作)?(?:经验|做法|模式)(?=被|获|在|得|入)"
)
MANY = re.compile(
    r"等(?:[0-9一二三四五六七八九十百]+余?多?项)?(?:重点|重大|特色|试点|国家级|省级|关键|一批)?改革"
    r"(?:任务|经验|试点|举措|事项|成果|做法|案例|(?=[，。；列入获被已得]|在全))"
    r"|等(?:[0-9一二三四五六七八九十百]+余?多?项)?(?:重点|国家级|省级|国家|综合)?试点(?=[，。；])"
)
LIST = re.compile(r"[、和]")
BOUNDS = re.compile(r"[，。；：！？\n]")
LONGEST_LIST = 80  # code points: how far left of 等…改革 the list of reforms may begin
SYSTEM = re.compile(r"制度(?!改革|创新|体系|建设|集成|化|型|开放|保障|障碍|性|优势|机制|规则|供给|红利|规定|安排|环境)")
RULED = re.compile(r"(?:建立|实行|推行|全面实施|实施|试行|首创|创立|创建|推出|落实|严格落实)(?:了|好|健全|完善|落实)?")
GENERIC_SYSTEM = re.compile(
    r"(?:各项|相关|有关|基本|管理|工作|规章|基础|现代|会议|请示|报告|责任|监督|内部|配套|政策|这项|一系列|系列|一整套|长效|决策|财务|学习|公开|政府|公平|统计|法律|国家|企业|根本|重要|"
    r"党内|组织|生活|主体|民主|协商|集中|议事|干部|值班|例会|调度|通报|考核|问责|追究|联席|述职|评议|社会|保险|养老|医疗|休假)*"
)
PRACTISED = re.compile(
    r"(?:推行|首创|试行|率先推出|全面推广)(?:了)?([\u4e00-\u9fff]{2,12}(?:监管|审批|审查|执法|办理|受理|承诺|收费|登记|验收|评标|评审|支付|"
    r"工作法|申报|送达|勘验|监督|检查|结算|帮办|代办|核准|备案))(?=[，。；、和及等]|改革|模式|机制)"
)
TRIED = re.compile(r"试点(?=[，。；、范取成经示省地]|$)")
TRYING = re.compile(
    r"(?:稳妥|有序|深入|全面|积极)?(?:开展|推进|启动|实施|深化|扩大|获批|争取|承担|完成|加快|列入|拓展|组织|获得|启动实施|探索)(?:了|全国|国家|全省|首批|新一轮)*"
)
PROGRAMME = re.compile(r"(?<!行动)(?:工程|计划)(?=[，。；、和与及]|取得|落地|深入|顺利|全面|提前)")
CARRIED = re.compile(r"实施(?:了|好)?")
CLAUSE = re.compile(r"[，。；：！？、（）《》\n]")
STOP = re.compile(r"[，。；：！？（）《》\n]")
PAIRED = re.compile(r"(?:工程|计划|制度|试点|行动)(?:和|与|及|以及)")  # another one before it: 甲工程和乙工程
LOOSE = re.compile(r"(?:和|与|及|好|了|由|一批)*")
FARTHEST = 30  # code points between the verb that sets a scheme up and its head noun
GOES_ON = re.compile(
    r"(?:(?<!行动)计划|工程|制度)(?=(?:深入|加快|全面|有序|顺利|扎实|有力|稳步|持续|同步|正式|启动)+(?:推进|实施|建立|推行|开展|落地|推开|铺开)|提质扩面|扩面提质|扩面增效|落地见效|圆满收官)"
)
PLAIN_NAME = re.compile(r"(?!.*(?:[的了把将对为在]|开展|推进|实施|落实))[\u4e00-\u9fff]{4,14}")
EFFECTIVE = re.compile(
    r"(?<=[，。；：\n])((?:[\u4e00-\u9fff]{3,9}、){1,8}[\u4e00-\u9fff]{3,9}?)等(?:改革|举措|制度|政策|机制)?(?:落地见效|落地实施|全面推行|顺利实施|落地生效)"
)
DIGITAL = re.compile(
    r"(?:数字|智慧)(?!政府|经济|社会|城市|化|乡村|中国|技术|基础|底座|生态|文化|产业|政务|人才|孪生|身份|证书|赋能|转型|平台|资源|应用|终端|校园|医院|园区|社区|门牌|交通|水利|农业|养老|场景|监管|档案|人民|货币|贸易|治理|管理|服务)[\u4e00-\u9fff]{2}(?=建设)"
)
TOOLS = re.compile(
    r"(?:创设|创新推出|推出|设立|首创|创新)(?:了)?((?:[\u4e00-\u9fff]{4,12}、){1,6}[\u4e00-\u9fff]{4,14}?)等(?:[0-9一二三四五六七八九十]+[项个种])?(?:政策|金融|创新|货币政策|服务|特色)?(?:工具|机制|模式|做法|产品|服务)(?=[，。；])"
)
GOVERNING = re.compile(r"(?:深化|推进|探索|实施|开展|启动|推动|加快|完成|落实)(?:了)?$")
PLAIN_WORDS = re.compile(r"[\u4e00-\u9fff]{3,12}")
PLAIN_FORM = re.compile(
    r"(?<![\u4e00-\u9fff])一[业网窗站码链照证次门企键枚件事][\u4e00-\u9fff](?:[\u4e00-\u9fff]{0,2}办|一[\u4e00-\u9fff])|[跨全][省市区县域境城][\u4e00-\u9fff]?通办"
)
NO_NAME = re.compile(r"[结件]|理(?!念)|公(?!开)|事(?!项|处)|率")
INTRODUCED = re.compile(r"(?:推行|推出|首创|试行|实行|探索|创新)(?:了|开展|推行)?$")
HEADED = re.compile(r"(?:等)?(?:改革|模式|试点)")
COUNTED = re.compile(r"[0-9]")
SAID = re.compile(r"变(?:“[^”]{2,12}”为)?$")


def known(page: Page, lexicon: Lexicon) -> Iterator[Candidate]:
    """Names of the lexicon wherever they stand."""
    for start, word in lexicon.scheme.find(page.folded):
        name, kind = lexicon.schemes[word]
        end, quote = start + len(word), page.quote_at(start)
        if NO_NAME.match(page.folded, end):
            continue
        if quote is None and word in lexicon.ordinary and not _introduced(page, start, end):
            continue
        if quote and SAID.search(page.before(quote[0])):
            continue
        whole = (
            quote is None
            or (quote[0] + 1 == start and quote[1] - 1 == end)
            or _several(page.folded[quote[0] + 1 : quote[1] - 1])
        )
        yield Candidate(start, end, kind, name, "lexicon", 75 if whole else 42)


def _several(words: str) -> bool:
    """Whether a quote lists names; 交地即交证、开工即配套、竣工即登记 is one name in three beats."""
    parts = words.split("、")
    return len(parts) > 1 and not (len(parts) > 2 and len({len(p) for p in parts}) == 1 and len(parts[0]) > 3)


def _joined(page: Page, start: int) -> int:
    """The beginning of a name of two parts, where a verb governs both: 探索经济区与行政区适度分离改革."""
    if page.folded[start - 1 : start] in ("与", "和"):
        first = page.phrase_start(start - 1)
        if PLAIN_WORDS.fullmatch(page.folded, first, start - 1) and GOVERNING.search(page.before(first)):
            return first
    return start


def _introduced(page: Page, start: int, end: int) -> bool:
    """Whether everyday words are said to be a scheme: by a verb before them or a noun behind them."""
    if HEADED.match(page.folded, end):
        return True
    return bool(INTRODUCED.search(page.before(start))) and not COUNTED.match(page.folded, end)


def find(page: Page) -> Iterator[Candidate]:
    """Reforms named without marks: a phrase that ends in 改革, a practice said to be new, a form of the genre."""
    for m in REFORM.finditer(page.folded):
        start = _joined(page, page.phrase_start(m.start()))
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
    for m in PRACTISED.finditer(page.folded):
        if not OUTSIDE.search(m[1]):
            yield Candidate(m.start(1), m.end(1), "Reform", page.text[m.start(1) : m.end(1)], "reform.practised", 49)
    for m in DIGITAL.finditer(page.folded):
        yield Candidate(m.start(), m.end(), "Reform", page.text[m.start() : m.end()], "reform.digital", 47)
    yield from _ruled(page)
    yield from _carried(page)
    yield from _made(page)
    yield from _listed(page)


def _ruled(page: Page) -> Iterator[Candidate]:
    """Systems, trials and programmes behind a verb that sets them up: 实行…制度, 开展…试点, 实施…工程."""
    families = (
        (SYSTEM, RULED, GENERIC_SYSTEM, 4, "reform.system"),
        (TRIED, TRYING, GENERIC, 4, "reform.trial"),
        (PROGRAMME, CARRIED, GENERIC, 4, "reform.programme"),
    )
    for head, verb, generic, least, rule in families:
        for m in head.finditer(page.folded):
            low = max(page.sentence(m.start())[0], m.start() - FARTHEST)
            low = max((c.end() for c in CLAUSE.finditer(page.folded, low, m.start())), default=low)
            start = max((v.end() for v in verb.finditer(page.folded, low, m.start())), default=-1)
            if start < 0 and head is TRIED and page.folded[low - 1 : low] == "、":  # 开展甲、乙、丙开放试点
                low = max(page.sentence(m.start())[0], m.start() - FARTHEST)
                low = max((c.end() for c in STOP.finditer(page.folded, low, m.start())), default=low)
                start = max((v.end() for v in verb.finditer(page.folded, low, m.start())), default=-1)
            if start >= 0:
                start = max((p.end() for p in PAIRED.finditer(page.folded, start, m.start())), default=start)
                start = LOOSE.match(page.folded, start, m.start()).end()  # type: ignore[union-attr]
            words = page.folded[start : m.start()] if start >= 0 else ""
            if len(words) >= least and not OUTSIDE.search(words) and not generic.fullmatch(words):
                yield Candidate(start, m.end(), "Reform", page.text[start : m.end()], rule, 49)


def _carried(page: Page) -> Iterator[Candidate]:
    """Programmes and systems that are said to go on or to be set up: 营养改善计划提质扩面, 首席数据官制度同步建立."""
    for m in GOES_ON.finditer(page.folded):
        low = max(page.sentence(m.start())[0], m.start() - 16)
        start = max((c.end() for c in CLAUSE.finditer(page.folded, low, m.start())), default=low)
        if not PLAIN_NAME.fullmatch(page.folded, start, m.start()):
            start = page.phrase_start(m.start())
        if page.folded[start - 1 : start] in ("和", "与") and PLAIN_WORDS.fullmatch(
            page.folded, first := page.phrase_start(start - 1), start - 1
        ):
            start = first
        words = page.folded[start : m.start()]
        opens = start == page.sentence(start)[0] or page.folded[start - 1] in "，。；、：\n"
        if opens and 4 <= len(words) <= 20 and not OUTSIDE.search(words) and not GENERIC_SYSTEM.fullmatch(words):
            yield Candidate(start, m.end(), "Reform", page.text[start : m.end()], "reform.carried", 49)


def _made(page: Page) -> Iterator[Candidate]:
    """What is listed as tools or services that were created: 创设互换便利、回购增持再贷款等工具."""
    for m in (*TOOLS.finditer(page.folded), *EFFECTIVE.finditer(page.folded)):
        at = m.start(1)
        for part in m[1].split("、"):
            if len(part) >= 3 and not OUTSIDE.search(part):
                yield Candidate(at, at + len(part), "Reform", page.text[at : at + len(part)], "reform.made", 48)
            at += len(part) + 1


def _listed(page: Page) -> Iterator[Candidate]:
    """The members of a list that is counted as reforms: …、…等N项改革任务."""
    for m in MANY.finditer(page.folded):
        low = max(page.sentence(m.start())[0], m.start() - LONGEST_LIST)
        low = max((b.end() for b in BOUNDS.finditer(page.folded, low, m.start())), default=low)
        stops = [*(c.start() for c in LIST.finditer(page.folded, low, m.start())), m.start()]
        start = max(low, page.phrase_start(stops[0]))
        least = 2 if len(stops) >= 3 else 4  # 户籍 in a long list of reforms
        for stop in stops:
            if stop - start >= least and not OUTSIDE.search(page.folded[start:stop]):
                yield Candidate(start, stop, "Reform", page.text[start:stop], "reform.listed", 54)
            start = stop + 1
