"""Organisations: by level and department (市公安局), by public name (国办), in lists that drop the level, as partners, and the body itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from govkg.extract.lexicon import Lexicon
from govkg.extract.page import Candidate, Page

VAGUE = frozenset(("政府", "人民政府", "纪委", "委办公厅", "人大", "政协", "法院", "检察院", "编办", "综治办", "委办"))
SELF = re.compile(r"我(?:局|委|办|厅|中心|院|处|会)(?!长)|(?<![\u4e00-\u9fff])本(?:局|委|办|厅)(?!级|长)")
SUFFIX = r"(?:总局|管理局|分局|局(?!面|部|限|域|势|长)|厅(?!长|级)|委(?!员(?!会)|托|派|任))"
CLIMB = r"(?:[省市区县州镇旗](?!级|场|民(?!政|宗)|域|直|政(?!府|务|数|协)|区|长|容)|自治区|国家)"
PARTY = (
    r"(?:省|市|区|县|州|自治区|地)(?:委(?:办公厅|办公室|组织部|宣传部|统战部|政法委|网信办|编办|深改委|深改办|改革办|人才办|营商办|督查办|财经办|财办|外办|台办|金融办|网信办|国安办|社工部|市直机关工委|直属机关工委|机关工委|督查室|政研室|巡察办|老干部局|党校|农办|依法治[省市区县]办)"
    r"|政府(?:办公厅|办公室|研究室|督查室|新闻办)?|人民政府(?:办公厅|办公室)?|人大(?:常委会)?|政协|纪委监委|纪委|监委|总工会|妇联|工商联|科协|公积金中心|文明办|法院|检察院|高院|中院|残联|红十字会|文联|侨联|贸促会|直机关工委|直机关纪工委)"
)
LONG = r"(?:省|市|(?<![社小园街景校片辖城郊校厂库林矿])区|县|(?<!贵)(?<!广)州|局)(?![级域])(?:(?:(?![被由向将把在为于获对])[\u4e00-\u9fff]){2,12}?)(?:领导小组办公室|领导小组|指挥部办公室|指挥部|工作专班|委员会|管委会|工委|研究院|交易中心|服务中心|信息中心|发展中心|促进中心|推广中心|评审中心|审查中心|数据中心|公积金中心|监管中心|管理中心|保障中心|指挥中心|监测中心|协会|学会|联合会|仲裁院|登记中心|组委会|集团|公司|支队|总队|监管部门|管理部门)(?:[\u4e00-\u9fff]{1,3}(?:组|处|科))?"
COMPANY = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|分公司|科技公司|集团公司|公司|集团)(?!治理|制|化|军|公司|式|型)"
)
SOCIETY = re.compile(r"(?:中国|全国)[\u4e00-\u9fff]{2,12}?(?:协会|学会|研究会|研究院|联合会|基金会|信通院|科学院)")
COMMITTEE = re.compile(r"组委会|组织委员会")
NO_LEVEL = re.compile(r"县级|市级|省级|市区|省市(?!场)|市县|区县")
BANK = re.compile(r"(?:农商银行|农商行|农信联社|农信社|商业银行|村镇银行|城商行|中心支行|分行(?<=[市省]分行))(?!业|卡)")
BANKS = re.compile(r"[\u4e00-\u9fff]{1,8}")
ANY_BANK = re.compile(r"各|家|个|的|等|多|全部|辖内|国有|股份|地方|中小")
NAMED = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,12}")
ANY_COMPANY = re.compile(
    r"国集团|^(?:大型|骨干|龙头|产业|企业|国有|中央|各|多个|一批|省属|市属|重点|行业|跨国|控股|投资|金融|媒体|教育|医疗|现代|头部|上市|.{0,4}(?:企业|产业|医疗|学校|教育|办学)){1,3}集团|(?:上市|型|跨国|控股|投资|征信|项目|航空|国有|管理|租赁|保险|基金|平台)公司|的|头部"
)
GOVERNMENTS = re.compile(r"各(?:乡镇|镇|街道|区|县|市|县区|区县|地)(?:人民政府|政府)")
DEPARTMENTS = re.compile(r"[省市区县](?:[\u4e00-\u9fff]{2,10})(?:主管部门|监督管理部门|监管部门|管理部门)")
QUOTED = re.compile(r"“[^“”]{2,12}”[\u4e00-\u9fff]{2,6}?(?:领导小组办公室|领导小组|工作专班|指挥部)")
PARTNERS = re.compile(
    r"(?:同|与|联合|会同|携手|牵手)((?:[\u4e00-\u9fffA-Za-z0-9]{2,14}、){1,12}[\u4e00-\u9fffA-Za-z0-9]{2,14}?)(?:等(?:[0-9]+余?家)?)?(?:企业|公司|单位|机构|高校)(?:签|合作|共|达成|开展|建立)"
)
TOWN = r"[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|特别行政区|[省市区县州盟旗镇乡])"
TOWNS = re.compile(rf"(?:{TOWN}){{1,3}}$")
REACH = 24  # code points: no government of three levels has a longer name
FIRSTS = "省市区县州镇旗自国中“各最海地局"  # what an organisation of a level begins with, beside places and bodies


@lru_cache(maxsize=4)
def _patterns(
    department: str, office: str, body: str, places: str, firsts: str
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = rf"(?:(?:{places})(?:[省市区县州]|自治区)?|国家)"
    core = rf"(?:{department}{SUFFIX}|{office}办(?!公|理|事|件|法|学|案|结|好|成)|{department}办(?!公|理|事|件|法|学|案|结|好|成)|{department}办公室|消防救援(?:大队|支队|总队))(?:(?:交警|特警|治安|刑侦|经侦|稽查|执法|监察|巡警|网安|城管){{1,2}}(?:支队|大队|总队)|[\u4e00-\u9fff]{{2,4}}分局)?"
    whole = rf"(?<![我全该各本])(?:中共)?(?:{QUOTED.pattern}|(?:{names}|{CLIMB}){core}|{body}(?!门|长(?!期)|公(?!室)|理|事|学|法)(?:秘书局)?|最高法|最高检|海关总署|{PARTY}|{LONG}|{GOVERNMENTS.pattern}|{DEPARTMENTS.pattern})"
    # Both begin with a set of characters, so that no other place is tried.
    listed = re.compile(rf"[、和及与由同合，。；：\n]({department}{SUFFIX})")
    # Only where one of the first characters stands is the long alternation tried: the outer pattern is a set of them.
    levelled = re.compile(rf"[{re.escape(firsts + FIRSTS)}](?<=(?=({whole})).)")
    named = re.compile(rf"[省市区县州盟旗镇乡]({core}|(?:人民)?政府(?:办公厅|办公室)?|公共资源交易中心|政务服务中心)")
    return levelled, listed, named


def shortens(short: str, full: str) -> bool:
    """True when an abbreviation picks its characters, in order, from the full name, and its level and last one agree.

    >>> shortens("市政数局", "云江市政务服务数据管理局"), shortens("省政务办", "安义县政务服务数据管理局")
    (True, False)
    """
    if len(short) < 3 or short[-1] != full[-1]:
        return False
    levels = [i for i, c in enumerate(full[:-2]) if c in "省市区县州"]
    rest = full[levels[-1] :] if levels else full
    if short[0] != rest[0] and not full.startswith(short[:2]):
        return False
    tail = iter(rest if short[0] == rest[0] else full)
    return all(c in tail for c in short)


class Organisations:
    """Finds the organisations of one page; what names the reporting body is folded into its name."""

    def __init__(self, page: Page, lexicon: Lexicon, bodies: Sequence[str]) -> None:
        self.page = page
        self.bodies = [b for b in bodies if b]
        self.levelled, self.listed, self.named = _patterns(
            lexicon.department, lexicon.office, lexicon.body, lexicon.any_place, lexicon.firsts
        )

    def own(self, surface: str) -> str:
        """The reporting body that a name is another form of, "" when it is somebody else's."""
        loose = surface.replace("和", "").replace("与", "")
        for body in self.bodies:
            level = next((i for i in range(len(body) - 3, 0, -1) if body[i] in "省市区县州"), 0)
            if surface == body or shortens(surface, body) or shortens(loose, body) or shortens(body[level:], surface):
                return body
        return ""

    def find(self) -> Iterator[Candidate]:
        """Every body named on a page."""
        text = self.page.folded
        for body in self.bodies:
            for m in re.finditer(re.escape(body), text):
                yield Candidate(m.start(), m.end(), "Unit", body, "organisation.reporting", 95)
        if self.bodies:
            for m in SELF.finditer(text):
                yield Candidate(m.start(), m.end(), "Unit", self.bodies[0], "self", 60)
        reached = 0
        for m in self.levelled.finditer(text):
            if m.start() >= reached:
                reached = m.end(1)
                yield from self._named(m.start(), reached, 68)
        for m in self.named.finditer(text):
            low = max(self.page.phrase_start(m.start(1)), m.start(1) - REACH)
            if towns := TOWNS.search(text, low, m.start(1)):
                yield from self._named(towns.start(), m.end(), 69)
        for m in self.listed.finditer(text):
            yield from self._named(m.start(1), m.end(), 62)
        for m in COMPANY.finditer(text):
            start = max(m.start() - 12, self.page.phrase_start(m.end()))
            if NAMED.fullmatch(text, start, m.start()) and not ANY_COMPANY.search(text[start : m.end()]):
                yield self._make(start, m.end(), 58)
        for m in COMMITTEE.finditer(text):
            start = max(m.start() - 10, self.page.phrase_start(m.end()))
            if BANKS.fullmatch(text, start, m.start()) and m.start() - start >= 2:
                yield self._make(start, m.end(), 63)
        for m in SOCIETY.finditer(text):
            yield self._make(m.start(), m.end(), 64)
        for m in BANK.finditer(text):
            start = max(m.start() - 8, self.page.phrase_start(m.end()))
            if BANKS.fullmatch(text, start, m.start()) and not ANY_BANK.search(text[start : m.start()]):
                yield self._make(start, m.end(), 70)
        for m in PARTNERS.finditer(text):
            at = m.start(1)
            for part in m[1].split("、"):
                yield self._make(at, at + len(part), 59)
                at += len(part) + 1

    def _make(self, start: int, end: int, weight: int) -> Candidate:
        return Candidate(start, end, "Unit", self.page.text[start:end], "organisation.named", weight)

    def _named(self, start: int, end: int, weight: int) -> Iterator[Candidate]:
        text = self.page.folded
        surface = text[start:end]
        if text[start - 1 : start] in ("全", "我", "该", "各", "本", "个") or surface in VAGUE or len(surface) < 2:
            return
        if surface.endswith("政府") and (text[start - 1 : start] in ("、", "委") or "全" in surface):
            return
        if (
            surface.endswith("城市政府")
            or NO_LEVEL.match(surface)
            or text.startswith(("工作报告", "网", "采购", "服务"), end)
        ):
            return
        own = self.own(surface)
        if own:
            yield Candidate(start, end, "Unit", own, "self", 90)
        else:
            yield self._make(start, end, 90 if surface[0] == "“" else weight)
