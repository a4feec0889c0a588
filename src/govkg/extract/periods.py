"""The period that a sentence states for its figures, never more precise than its words."""

from __future__ import annotations

import re

PLANS = {"十二五": ("2011", "2015"), "十三五": ("2016", "2020"), "十四五": ("2021", "2025"), "十五五": ("2026", "2030")}
MONTHS = re.compile(r"(?:(20[0-9]{2})年)?([0-9]{1,2})(?:月)?(?:至|到|-|—|~)([0-9]{1,2})月")
MONTH = re.compile(r"(?<!底)(?<!截至)(20[0-9]{2})年([0-9]{1,2})月(?:份)?")
SPAN = re.compile(r"(20[0-9]{2})(?:年)?(?:至|到|-|—|~)(20[0-9]{2})年")
HALF = re.compile(r"(?:(20[0-9]{2})年)?(上半年|下半年|前三季度|一季度|第一季度|二季度|三季度|四季度)")
PLAN = re.compile(r"[“\"]?(十[二三四五]五)[”\"]?(?:以来|时期|期间|末|规划)?")
YEARS = re.compile(r"(?:过去|近|这|五年来|五年间|五年)(?:的)?([三四五两])?年?(?:来|间|以来)?")
YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年(?!度?(?:工作|总结)|来|以来|底|末|[0-9])")
UNTIL = re.compile(r"(?:到|至|截至)(20[0-9]{2})年(?:底|末)?")
QUARTERS = {"上半年": ("01", "06"), "下半年": ("07", "12"), "前三季度": ("01", "09"), "一季度": ("01", "03"),
            "第一季度": ("01", "03"), "二季度": ("04", "06"), "三季度": ("07", "09"), "四季度": ("10", "12")}  # fmt: skip


def find(before: str, covers: str, plans: str | None, *, baseline: bool = False) -> str | None:
    """The period that the words before a figure state (from its sentence's start), None where they state none.

    The last one stated counts; what equals the period that the report covers is the default and stays None.

    >>> find("2021年8月份疫情严峻时，日均扫码量达到", "2021", "2022")
    '2021-08'
    >>> find("“十四五”以来，全省新增", "2025", "2026")
    '2021/2025'
    """
    found: list[tuple[int, str]] = []
    year = covers.rpartition("/")[2]
    for m in SPAN.finditer(before):
        found.append((m.start(), f"{m[1]}/{m[2]}"))
    for m in MONTHS.finditer(before):
        found.append((m.start(), f"{m[1] or year}-{int(m[2]):02d}/{m[1] or year}-{int(m[3]):02d}"))
    for m in MONTH.finditer(before):
        found.append((m.start(), f"{m[1]}-{int(m[2]):02d}"))
    for m in HALF.finditer(before):
        first, last = QUARTERS[m[2]]
        found.append((m.start(), f"{m[1] or year}-{first}/{m[1] or year}-{last}"))
    for m in PLAN.finditer(before):
        if m[0].endswith(("以来", "时期", "期间")):
            found.append((m.start(), "/".join(PLANS[m[1]])))
    for m in re.finditer(r"(?:过去|这)?五年(?:来|间)", before):
        if year.isdigit():
            found.append((m.start(), f"{int(year) - 4}/{year}"))
    for m in UNTIL.finditer(before):
        if m[1] != year or plans == m[1]:
            found.append((m.start(), m[1]))
    for m in YEAR.finditer(before):
        if not re.search(r"[较比]$|相比", before[max(0, m.start() - 1) : m.start()]) and (m[1] != year or baseline):
            found.append((m.start(), m[1]))
    if not found:
        return None
    stated = max(found)[1]
    return None if stated in (covers, plans) else stated
