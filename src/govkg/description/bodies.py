"""Whose report it is, and of which place: the title, the letterhead, the register, the signature, the opening words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from govkg.description import address
from govkg.description.layout import PAGE_WORDS, YEAR, Layout
from govkg.description.model import UNKNOWN, Found

END = (
    "人民政府|政府|委员会|办公室|办公厅|领导小组|指挥部|人民法院|法院|检察院|管委会|常委会|联合会|公司|集团|中心|分局|总局|大队|支队|总队|"
    "街道办|党组|党委|党工委|[\u4e00-\u9fff]局|厅|委|办|署|院|会|处|站|部|社|所"
)
FOLLOWS = (
    rf"(?=\s*(?:{YEAR}\s*[年—–－~～至-]|关于|上半年|下半年|前?[一二三四]季度|第[一二三四]季度|“|[（(]|年度|述职|近[一二三四五]年|五年|"
    r"工作(?:总结|报告|情况|汇报|回顾|要点|计划|思路|安排|打算|小结|完成|开展)|$))"
)
BODY = re.compile(rf"[\u4e00-\u9fff（）()“”]{{0,28}}?(?:{END}){FOLLOWS}")
# A department with its subject behind it: 行政审批局党建工作总结.
DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{1,14}?(?:(?<!全)局(?![长面部势])|委员会|(?<!大)厅|办公室)")
WHOLE = re.compile(rf"[\u4e00-\u9fff（）()]{{2,30}}(?:{END})")
NOT_BODIES = re.compile(
    r"^(?:[我本该全各]|建设|经济|社会$|政府$|人民政府$)|法治政府$|数字政府$|“十|工作会$|[代机]会$|社会$"
)
LEADING = re.compile(rf"^(?:[《“]?{YEAR}\s*年度?|关于|报送|呈报|印发|《)+\s*")
OF_GOVERNMENT = re.compile(r"(?<!法治)(?<!数字)(?:人民)?政府(?:{YEAR}年)?工作报告".replace("{YEAR}", YEAR))
SPEAKS_FOR = re.compile(r"我(?:受|代表)\s*(国务院|[\u4e00-\u9fff]{0,14}?(?:人民政府|政府))")
MEETING = re.compile(r"在([\u4e00-\u9fff]{2,20}?)第[一二三四五六七八九十]{1,4}届人民代表大会")
REGISTERED = re.compile(
    r"(?:发文机[构关]|发布机构|公开主体|制发机关|发布单位|信息来源|来\s*源)\s*[:：]\s*([\u4e00-\u9fff]{4,30})"
)
CALLED = re.compile(rf"([\u4e00-\u9fff]{{3,26}}(?:{END}))\s*[（(](?:以下)?简称")
OPENING = re.compile(r"^.*?年(?:以来|来|度)?")
DATE = re.compile(
    rf"{YEAR}\s*年\s*(?:[0-9一二三四五六七八九十]{{1,3}})\s*月\s*(?:[0-9一二三四五六七八九十]{{1,3}})\s*日"
)
NUMBER = re.compile(
    r"(?:^|[:：\s])([\u4e00-\u9fff（）()]{1,14}\s?[〔\[【（(]\s?(?:19|20)[0-9]{2}\s?[〕\]】）)]\s?第?\s?[0-9]{1,4}\s?号)"
)
NAMED = re.compile(
    r"(?<![\u4e00-\u9fff])(?![^市省]?[全各我本该等为个在对])[\u4e00-\u9fff]{2,3}(?<!城)[市省](?=[\u4e00-\u9fff])"
)
NATION = "全国"


def number(layout: Layout, stated: str = "") -> Found:
    """The document number that the container states or the head has: 云政数〔2021〕12号."""
    if m := NUMBER.search(stated):
        return Found(re.sub(r"\s", "", m[1]), stated, "container")
    for line in layout.head:
        if m := NUMBER.search(line):
            return Found(re.sub(r"\s", "", m[1]), line, "head")
    return UNKNOWN


def body(layout: Layout, title: str, issuers: Sequence[str] = ()) -> Found:
    """The reporting body as it is called; a place is not yet put before a relative name (市数据局).

    ``issuers`` are the bodies that the container states as issuer or source.

    >>> from govkg.description import layout
    >>> body(layout.of(""), "2021年度云江市数据局工作总结").value
    '云江市数据局'
    """
    if re.match(rf"(?:{YEAR}年)?(?:中华人民共和国)?国务院", title) or re.search(r"我代表国务院", layout.text[:600]):
        return Found("国务院", "国务院", "title" if "国务院" in title else "text")
    words = LEADING.sub("", title)
    if OF_GOVERNMENT.search(title) and not re.search(r"政府办|政府研究室", title):
        if (opened := address.units(words))[0]:
            return Found(government("".join(opened[0])), words[: opened[1]], "title")
    elif (m := BODY.match(words)) and len(m[0]) > 1 and not NOT_BODIES.search(m[0]):
        return Found(m[0], m[0], "title")
    elif (opened := address.units(words))[0] and (m := DEPARTMENT.match(words, opened[1])):
        return Found(words[: m.end()], words[: m.end()], "title")
    for line in layout.head:
        if line.endswith("文件") and WHOLE.fullmatch(line[:-2]):
            return Found(line[:-2], line, "head")
        if (m := REGISTERED.search(line)) and address.units(m[1])[0] and WHOLE.fullmatch(m[1]):
            return Found(m[1], m[0], "head")
        if WHOLE.fullmatch(line) and len(line) > 4 and not NOT_BODIES.search(line) and not PAGE_WORDS.search(line):
            return Found(line, line, "head")
    for issuer in issuers:
        if address.units(issuer)[0] and WHOLE.fullmatch(issuer):
            return Found(issuer, issuer, "container")
    if m := SPEAKS_FOR.search(layout.text[:1500]):
        return Found(m[1], m[0], "text")
    for i, line in enumerate(layout.close):
        signed = DATE.sub("", line).strip(" \u3000")
        dated = DATE.search(line) or (i + 1 < len(layout.close) and DATE.match(layout.close[i + 1]))
        if dated and WHOLE.fullmatch(signed) and len(signed) > 3:
            return Found(signed, line, "close")
    if m := CALLED.search(layout.text[:1500]):
        opening = OPENING.sub("", m[1])
        if WHOLE.fullmatch(opening):
            return Found(opening, m[0], "text")
    return UNKNOWN


def place(layout: Layout, title: str, who: Found, stated: Sequence[str] = ()) -> tuple[list[str], Found]:
    """The units of the report's place and the finding; what only the text's repetition suggests is not sure.

    ``stated`` are the issuers, the site and the title that the container states.
    """
    if who.value == "国务院":
        return [NATION], Found(NATION, who.value, "derived")
    for words, where in ((LEADING.sub("", title), "title"), (who.value, who.where)):
        words = words.removeprefix("中共")
        if (found := address.units(words))[0]:
            units = address.above(found[0], layout.text)
            return units, Found(address.name(units), words[: found[1]], where)
    for line in (*layout.head, layout.text[:300]):
        for pattern in (MEETING, REGISTERED):
            if (m := pattern.search(line)) and (found := address.units(m[1]))[0]:
                units = address.above(found[0], layout.text)
                return units, Found(address.name(units), m[0], "head")
    if (m := CALLED.search(layout.text[:1500])) and (found := address.units(OPENING.sub("", m[1])))[0]:
        units = address.above(found[0], layout.text)
        return units, Found(address.name(units), m[0], "text")
    for part in (part for words in stated for part in re.split(r"[\s_|｜–—-]+", words)):
        if (found := address.units(part))[0] and re.search(r"政府|政务|门户|网|[局委办厅]$", part[found[1] :]):
            units = address.above(found[0], layout.text)
            return units, Found(address.name(units), part, "container")
    common = Counter([*address.named(layout.text), *NAMED.findall(layout.text)]).most_common(1)
    if common and common[0][1] > 1 and (found := address.units(common[0][0]))[0]:
        units = address.above(found[0], layout.text)
        return units, Found(address.name(units), f"{common[0][0]} ×{common[0][1]}", "text", sure=False)
    return [], UNKNOWN


def government(place: str) -> str:
    """The government of a place.

    >>> government("云江市"), government("香港特别行政区")
    ('云江市人民政府', '香港特别行政区政府')
    """
    return place + ("政府" if place.endswith("特别行政区") else "人民政府")


def full(who: Found, units: list[str]) -> Found:
    """A relative name with its place: 市数据局 of 武汉市 → 武汉市数据局; others as they are.

    >>> full(Found("市数据局", "市数据局", "title"), ["湖北省", "武汉市"]).value
    '武汉市数据局'
    """
    called = re.sub(r"^自治区(?=人民政府|党委)", "", who.value) if units and units[0].endswith("自治区") else who.value
    if called != who.value:
        return Found(units[0] + called, who.words, who.where)
    last = next((i for i in reversed(range(len(units))) if units[i][-1] == who.value[:1]), None)
    if last is not None and not address.units(who.value)[0] and who.value[0] in "省市区县州盟旗镇乡":
        return Found(address.name(units[: last + 1]) + who.value[1:], who.words, who.where)
    return who
