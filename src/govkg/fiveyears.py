"""The years that words name without a number: a five-year plan's (“十四五”时期), the last five (过去五年), the last one (过去一年)."""

from __future__ import annotations

import re

FIVE_YEARS = re.compile(r"[“\"]?(十[一二三四五六]五)[”\"]?(?!末)")
OPENS_FIVE_YEARS = re.compile(r"[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间|的?五年)")
FIVE_YEAR_PLANS = {"十一五": (2006, 2010), "十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025),
                   "十五五": (2026, 2030), "十六五": (2031, 2035)}  # fmt: skip
OPENS = re.compile(
    rf"[ 　]*(?:(?P<one>(?:过去一年|去年)(?!底|末))|(?P<five>过去五年|五年来)|(?P<plan>{OPENS_FIVE_YEARS.pattern})"
    r"|今年|明年|来年|下一步|一年来|20[0-9]{2}年)"
)


def years_of(words: str) -> list[tuple[int, int]]:
    """The first and the last year of each five-year plan that the words name.

    >>> years_of("“十三五”时期发展成就和“十四五”时期主要目标任务")
    [(2016, 2020), (2021, 2025)]
    """
    return [FIVE_YEAR_PLANS[m[1]] for m in FIVE_YEARS.finditer(words)]


def opened(words: str, plans: str) -> str | None:
    """The years of which a sentence says at its opening that it speaks, "" for any other year, None where it says nothing.

    ``plans`` is the year that the report plans for: 过去五年 are those before it.

    >>> opened("“十四五”时期是开启新征程的第一个五年。", "2021"), opened("过去五年，成就显著。", "2021"), opened("今年发展目标", "2021")
    ('2021/2025', '2016/2020', '')
    >>> opened("经济运行总体平稳。", "2021") is None
    True
    """
    if not (m := OPENS.match(words)):
        return None
    if m["plan"]:
        return "/".join(map(str, years_of(m["plan"])[0]))
    if not plans.isdigit() or not (m["one"] or m["five"]):
        return ""
    return str(int(plans) - 1) if m["one"] else f"{int(plans) - 5}/{int(plans) - 1}"
