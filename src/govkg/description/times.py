"""When: the period that a report looks back on, the year it plans for, its own date and the date of its publication."""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest

from govkg.description.layout import YEAR, Layout, year
from govkg.description.model import UNKNOWN, Found

FIVE_YEARS = {
    "十一五": (2006, 2010),
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
}
HAN = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
GAP = r"\s{0,8}"  # within a date; bounded, so that no run of spaces is tried from each of its places
DASH = rf"{GAP}[-—–－―~～至到]{{1,2}}{GAP}"
STATED = re.compile(
    rf"(?P<y1>{YEAR}){GAP}年?(?:度)?{DASH}(?P<y2>{YEAR}){GAP}年"
    rf"|(?P<date>{YEAR}{GAP}年{GAP}[0-9]{{1,2}}{GAP}月{GAP}[0-9]{{1,2}}{GAP}日)"
    rf"|(?:(?P<y>{YEAR}){GAP}年度?)?{GAP}(?:(?P<half>[上下])半年|(?P<first>前|第)?(?P<quarter>[一二三四1-4])个?季度"
    rf"|(?P<m1>1?[0-9]){GAP}月?{DASH}(?P<m2>1?[0-9]){GAP}月份?)"
    rf"|(?P<my>{YEAR}){GAP}年{GAP}(?P<month>1?[0-9]){GAP}月份?(?![0-9])"
    rf"|“?(?P<plan>十[一二三四五]五)”?"
    rf"|(?P<year>{YEAR}){GAP}年"
)
AHEAD = re.compile(r"计划|思路|安排|打算|要点|任务|展望|部署|目标|草案|规划|重点工作|工作重点|工作举措")
BACK = re.compile(r"总结|回顾|情况|述职|汇报|小结|成效|执行")
NEXT = re.compile(r"下一?步|下一?阶段|明年|来年|下一?年度?|新的一年|今后(?:工作|一个时期)")
OF_GOVERNMENT = re.compile(
    rf"(?:(?P<year>{YEAR}){GAP}年?[^\n]{{0,24}})?政府工作报告(?:[（(](?P<behind>{YEAR}){GAP}年?[）)])?"
)
MEETING = re.compile(rf"(?P<year>{YEAR}){GAP}年(?:(?P<month>1?[0-9]){GAP}月)?[^\n]{{0,16}}?[^\n]{{0,24}}(?:会议|大会)")
FIRST_SESSION = re.compile(r"第一次会议")
TERM = re.compile(r"五年|本届政府|[0-9一二三四五]{1,3}届政府|换届|届满")
DAY = rf"(?P<y>{YEAR}){GAP}[年./-]{GAP}(?P<m>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){GAP}[月./-]{GAP}(?P<d>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})日?"
PUBLISHED = re.compile(rf"(?:发布|公开|发文|上传|更新)?{GAP}(?:时间|日期){GAP}[:：]?{GAP}[\[【]?{GAP}{DAY}")
WRITTEN = re.compile(rf"[（(]?{GAP}{DAY}{GAP}[）)]?")
AHEAD_IN_TEXT = re.compile(
    rf"{YEAR}年(?:[^\n，。,]{{0,8}}(?:计划|思路|安排|打算|重点工作|目标)|[，,]我[^\n，。]{{0,6}}?(?:将|要|计划)|是|工作)"
)
CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def covers_and_plans(layout: Layout, title: str) -> tuple[Found, Found]:
    """The period looked back on and the period planned for; UNKNOWN for what the report does not tell.

    >>> from govkg.description import layout
    >>> [f.value for f in covers_and_plans(layout.of(""), "云江市数据局2022年上半年工作总结和下半年工作计划")]
    ['2022-01/2022-06', '2022-07/2022-12']
    """
    if "政府工作报告" in title and not re.search(r"(?:法治|数字)政府工作报告", title):
        found = _of_government(layout, title)
        if found[0]:
            return found
    covers, plans = _said(title, "title")
    opening = next((c for c in (_said(line, "heading")[0] for line in layout.headings[:4]) if c), UNKNOWN)
    if not covers and not plans:
        covers = opening or _of_text(layout)
    elif (
        covers
        and opening
        and opening.value[:4].isdigit()
        and covers.value[:4] > opening.value[:4]
        and "/" not in covers.value
    ):
        covers = Found(covers.value, f"{covers.words} ≠ {opening.words}", covers.where, sure=False)
    return covers, plans or _planned(layout, title, covers.value)


def _said(words: str, where: str) -> tuple[Found, Found]:
    """What one line says: each stated period with the words up to the next one, which tell whether they look ahead."""
    covers = plans = UNKNOWN
    stated = [m for m in STATED.finditer(words) if not m["date"]]
    known = ""
    for m, behind in zip_longest(stated, stated[1:]):
        value, known = _period(m, known)
        if not value:
            continue
        about = words[m.end() : behind.start() if behind else len(words)]
        said = (m[0] + about)[:40]
        if AHEAD.search(about) and not BACK.search(about):
            plans = plans or Found(value, said, where)
        elif not covers and (where == "title" or BACK.search(about) or "工作" in about):
            covers = Found(value, said, where)
    return covers, plans


def _period(m: re.Match[str], known: str) -> tuple[str, str]:
    """The period of a match in ISO 8601 and the year that later words without one stand in; "" for none."""
    if m["plan"]:
        first, last = FIVE_YEARS[m["plan"]]
        return f"{first}/{last}", str(last)
    if m["y1"]:
        first, last = year(m["y1"]), year(m["y2"])
        return (f"{first}/{last}" if first < last else ""), str(last)
    if m["year"]:
        return str(year(m["year"])), str(year(m["year"]))
    if m["my"]:
        at = str(year(m["my"]))
        return (f"{at}-{int(m['month']):02d}" if 1 <= int(m["month"]) <= 12 else at), at
    at = str(year(m["y"])) if m["y"] else known
    if m["half"]:
        months = (1, 6) if m["half"] == "上" else (7, 12)
    elif m["quarter"]:
        last = 3 * HAN[m["quarter"]]
        months = (1 if m["first"] == "前" else last - 2, last)
    else:
        months = (int(m["m1"]), int(m["m2"]))
    if not at or not 1 <= months[0] <= months[1] <= 12:
        return "", at
    return f"{at}-{months[0]:02d}/{at}-{months[1]:02d}", at


def _of_government(layout: Layout, title: str) -> tuple[Found, Found]:
    """A government's report to its congress: named by the year that it plans for, looks back on the one before or a term."""
    said = next((m for m in OF_GOVERNMENT.finditer(title) if m["year"] or m["behind"]), None)
    met = next((m for line in layout.head for m in [MEETING.search(line)] if m), None)
    review = next((line for line in layout.headings[:3] if re.search(r"回顾|总结|成就|工作情况", line)), "")
    if said:
        planned, words = year(said["year"] or said["behind"]), said[0]
    elif met:
        # A congress that meets at the end of a year hears the plan for the next.
        planned, words = year(met["year"]) + (_number(met["month"] or "1") >= 11), met[0]
    else:
        return UNKNOWN, UNKNOWN
    looked = [year(m["year"]) for m in STATED.finditer(review) if m["year"]]
    if looked and max(looked) == planned:  # named by the year that it looks back on
        planned += 1
    opening = layout.text[:600]
    term = TERM.search(review) or (FIRST_SESSION.search(opening) and TERM.search(opening))
    plan = next((m["plan"] for m in STATED.finditer(review) if m["plan"]), None)
    plans = Found(str(planned), words, "title" if said else "head")
    if term and not looked:
        return Found(f"{planned - 5}/{planned - 1}", review or term[0], "heading"), plans
    if plan and not looked:
        return Found("/".join(map(str, FIVE_YEARS[plan])), review, "heading"), plans
    return Found(str(planned - 1), review or words, "heading" if looked else plans.where), plans


def _of_text(layout: Layout) -> Found:
    """What a report without a year in its title suggests: its first words, else its date."""
    if m := re.search(rf"{YEAR}年(?!\s*[0-9]{{1,2}}月[0-9]{{1,2}}日)", layout.text[:400]):
        at = layout.text[m.start() : m.end() + 8].split("\n")[0]
        return Found(str(year(m[1])), at, "text", sure=False)
    for line, where in (*((x, "close") for x in layout.close), *((x, "head") for x in layout.head)):
        if found := WRITTEN.search(line) if where == "head" else WRITTEN.fullmatch(line):
            month = _number(found["m"])
            if month >= 11 or month <= 3:
                return Found(str(year(found["y"]) - (month <= 3)), line, where, sure=False)
    return UNKNOWN


def _planned(layout: Layout, title: str, covers: str) -> Found:
    """The year planned for, as the title's 下一步, a heading or the text tells it."""
    whole = re.fullmatch(r"(?:[0-9]{4}/)?([0-9]{4})", covers)
    for line, where in ((title, "title"), *((h, "heading") for h in layout.headings)):
        if where == "heading":
            _, plans = _said(line, where)
            if plans and plans.value > covers:
                return plans
            if (half := re.search(r"下半年", line)) and covers.endswith("-06") and AHEAD.search(line):
                return Found(f"{covers[:4]}-07/{covers[:4]}-12", half[0], where)
        if whole and (m := NEXT.search(line)) and (AHEAD.search(line) or "工作" in line):
            return Found(str(int(whole[1]) + 1), line[m.start() :][:40], where)
    if whole:
        for m in AHEAD_IN_TEXT.finditer(layout.text):
            if year(m[1]) == int(whole[1]) + 1:
                return Found(str(year(m[1])), m[0], "text")
    return UNKNOWN


def published(layout: Layout, stated: str = "") -> Found:
    """The day of publication: what the container states, else the register line of the page."""
    if (m := WRITTEN.search(stated)) and (day := _day(m)):
        return Found(day, stated, "container")
    for line in layout.head:
        if (m := PUBLISHED.search(line)) and (day := _day(m)):
            return Found(day, m[0], "head")
    return UNKNOWN


def dated(layout: Layout, stated: str = "") -> Found:
    """The report's own date: what the container states, below its signature, below its title."""
    if (m := WRITTEN.search(stated)) and (day := _day(m)):
        return Found(day, stated, "container")
    for line in reversed(layout.close):
        if (m := WRITTEN.fullmatch(line.split(" ")[-1].split("\u3000")[-1])) and (day := _day(m)):
            return Found(day, line, "close")
    for line in layout.head:
        met = WRITTEN.match(line.lstrip("—―－-（( "))
        if met and (line[0] in "（(—―－" or len(line) < 14 or "会议" in line) and (day := _day(met)):
            return Found(day, line, "head")
    return UNKNOWN


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    return (CHINESE.get(tens, 1) * 10 if ten else 0) + CHINESE.get(ones, 0)


def _day(m: re.Match[str]) -> str:
    """The day of a match in ISO 8601, "" for one that no calendar has."""
    try:
        return date(year(m["y"]), _number(m["m"]), _number(m["d"])).isoformat()
    except ValueError:
        return ""
