"""The period that a sentence states for its figures, never more precise than its words."""

from __future__ import annotations

import re
from bisect import bisect_left

from govkg.extract.spans import Quantity
from govkg.fiveyears import FIVE_YEAR_PLANS

QUARTERS = {"上半年": ("01", "06"), "下半年": ("07", "12"), "前三季度": ("01", "09"), "一季度": ("01", "03"), "第一季度": ("01", "03"),
            "二季度": ("04", "06"), "第二季度": ("04", "06"), "三季度": ("07", "09"), "第三季度": ("07", "09"),
            "四季度": ("10", "12"), "第四季度": ("10", "12")}  # fmt: skip
NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5, "十": 10, "3": 3, "5": 5}
# One pass over a sentence; what stands in a title 《…》 or behind 较, 比 is passed over.
STATED = re.compile(
    r"(?=[《较比0-9上下前第一二三四五十过这近最“\"到至截去全])(?:"  # tested first: most characters open no period
    r"(?P<title>《[^《》]{0,80}》)"
    r"|(?P<against>[较比](?:[“\"]?十[一二三四五六]五[”\"]?|20[0-9]{2}年|去年|上年)[末底]?)"
    r"|(?P<span1>20[0-9]{2})年?(?:至|到|-|—|~|–)(?P<span2>20[0-9]{2})年"
    r"|(?:(?P<my>20[0-9]{2})年)?(?P<m1>[0-9]{1,2})月?(?:至|到|-|—|~|–)(?P<m2>[0-9]{1,2})月"
    r"|(?P<dy>20[0-9]{2})年(?P<dm>[0-9]{1,2})月(?P<dd>[0-9]{1,2})日"
    r"|(?P<yy>20[0-9]{2})年(?P<ym>[0-9]{1,2})月(?:份|底|末|起|以来)?"
    r"|(?P<mo>(?<![0-9])[0-9]{1,2})月(?:份|底|末|起|以来)?(?![0-9]{1,2}日)(?!龄)"
    r"|(?:(?P<hy>20[0-9]{2})年)?(?P<half>上半年|下半年|前三季度|第?[一二三四]季度)"
    r"|[“\"]?(?P<plan>十[一二三四五六]五)[”\"]?(?:以来|时期|期间)(?!的?[0-9])(?!末)"
    r"|(?:过去|这|近|最近)?(?P<years>[三四五十]|[35])年(?:来|间|以来)"
    r"|(?:到|至|截至)(?P<until>20[0-9]{2})年(?:底|末)?"
    r"|(?P<last>去年)(?:底|末)|(?P<past>去年|过去一年)|(?P<whole>全年(?!度))"
    r"|(?<![0-9])(?P<year>20[0-9]{2})年(?!度?(?:工作|总结|计划|财政)|来|以来|底|末|[0-9]))"
)


MARK = re.compile(r"[，,。；;：:\n]")
HAPPENED = re.compile(
    r"上线|启用|通过|成立|挂牌|揭牌|印发|出台|颁布|施行|建成|投用|投运|投产|开放|开通|发布|获批|启动|开业|落地|竣工|交付|验收"
)


class Stated:
    """The periods that a sentence states, each with its place; asked for the one that holds at a figure.

    >>> t = "2021年8月份疫情严峻时，日均扫码量达到1400万人次"
    >>> Stated(t, 0, len(t), "2021", "2022").at(22, 0)
    '2021-08'
    >>> t = "全年减少企业税负3500亿元"
    >>> Stated(t, 0, len(t), "2016", "2017", ahead=True).at(8, 0), Stated(t, 0, len(t), "2012/2016", "2017").at(8, 0)
    ('2017', '2016')
    >>> t = "“十四五”以来，全省新增5万户"
    >>> Stated(t, 0, len(t), "2025", "2026").at(12, 0)
    '2021/2025'
    """

    def __init__(self, text: str, start: int, end: int, covers: str, plans: str | None, ahead: bool = False) -> None:
        self.covers, self.plans, self.ahead = covers, plans, ahead
        self.year = covers.rpartition("/")[2][:4]
        self.single = covers[:4] == self.year
        self.stated: list[tuple[int, str, int]] = []  # where it ends, the period, how far it holds
        for m in STATED.finditer(text, start, end):
            if period := self._period(m):
                self.stated.append((m.end(), period, _holds(text, m.end(), end) if "-" in period else end))
        self.ends = [at for at, _, _ in self.stated]

    def at(self, figure: int, left: int) -> str | None:
        """The last period stated between ``left`` and the figure; None where none is stated."""
        for at, period, holds in reversed(self.stated[: bisect_left(self.ends, figure + 1)]):
            if (at >= left or "/" in period) and figure <= holds:  # a span of years holds for its whole sentence
                return period
        return None

    def _period(self, m: re.Match[str]) -> str:
        year = self.year
        if m["title"] or m["against"]:
            return ""
        if m["span1"]:
            return f"{m['span1']}/{m['span2']}"
        if m["m1"]:
            first, last = int(m["m1"]), int(m["m2"])
            return f"{m['my'] or year}-{first:02d}/{m['my'] or year}-{last:02d}" if 1 <= first < last <= 12 else ""
        if m["dy"]:
            return f"{m['dy']}-{int(m['dm']):02d}-{int(m['dd']):02d}"
        if m["yy"]:
            return f"{m['yy']}-{int(m['ym']):02d}" if 1 <= int(m["ym"]) <= 12 else ""
        if m["mo"]:
            return f"{year}-{int(m['mo']):02d}" if 1 <= int(m["mo"]) <= 12 and self.single else ""
        if m["half"]:
            first_month, last_month = QUARTERS[m["half"]]
            return f"{m['hy'] or year}-{first_month}/{m['hy'] or year}-{last_month}"
        if m["plan"]:
            return "/".join(map(str, FIVE_YEAR_PLANS[m["plan"]]))
        if m["years"]:
            return f"{int(year) - NUMBERS[m['years']] + 1}/{year}" if year.isdigit() else ""
        if m["until"]:
            return m["until"]
        if m["whole"]:  # of what is planned the year planned for; of several years the last
            return self.plans if self.ahead and self.plans else self.covers if self.single else year
        if m["past"]:
            return "" if self.single else year
        if m["last"]:
            return str(int(self.plans) - 1) if self.plans and self.plans.isdigit() else ""
        return m["year"]


def _holds(text: str, at: int, end: int) -> int:
    """How far a day or month holds: not beyond its clause where it only dates what happened (于6月28日上线，…)."""
    close = MARK.search(text, at, end)
    stop = close.start() if close else end
    return stop if HAPPENED.search(text, at, stop) else end


def period(quantity: Quantity, covers: str, plans: str) -> tuple[str, str]:
    """Start and end of a figure's period with the text's own precision; the default depends on the role.

    >>> from dataclasses import replace
    >>> from decimal import Decimal
    >>> q = Quantity(0, 2, "5件", Decimal(5), "件", "r", role="baseline", compared_with="priorYear")
    >>> period(q, "2021", "2022"), period(replace(q, role="target"), "2021", "2022")
    (('2020', '2020'), ('2022', '2022'))
    """
    stated = quantity.period
    if stated is None:
        if quantity.role == "target":
            stated = plans or covers
        elif quantity.role == "baseline":
            stated = str(int(covers) - 1) if quantity.compared_with == "priorYear" and covers.isdigit() else ""
        else:
            stated = covers
    start, _, end = stated.partition("/")
    return start, end or start
