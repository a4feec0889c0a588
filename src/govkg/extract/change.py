"""Whether a figure is a level or a change, which way it goes, what it is compared with and how it accrues."""

from __future__ import annotations

import re
from typing import Literal

from govkg import vocab
from govkg.extract import cues
from govkg.extract.spans import Kind, Quantity

Direction = Literal["up", "down"]
Comparison = Literal["priorYear", "preReform", "statutory", "unstated", ""]
Flow = Literal["cumulative", "inPeriod", "pointInTime", "average", ""]

SHARES = frozenset(("%", "％", "‰", "成", "倍", "番", "个百分点", "百分点"))
SPANS = frozenset(
    ("天", "日", "个工作日", "工作日", "小时", "个小时", "分钟", "秒", "次", "份", "个环节", "个月", "年")
)
NEW = re.compile(r"(?:新增(?:加)?|净增)[^，,。；;]{0,12}$")
SAVED = re.compile(r"(?:节约|节省|节支|减免|减负|让利)[^，,]{0,20}$")
SAVED_SHARE = re.compile(r"(?:节约|节省|节支)(?:了|近|约)*$")
REACHED = re.compile(r"(?:至|到|为|成)(?:了|约|近|超)?$")
GROWTH = re.compile(r"(?:幅度?|率|速)(?:达到?|为|均为)$")
RATE = re.compile(r"(增长率|增速|增幅|涨幅|压减率|压缩率|压减比例|降幅|减幅|跌幅)[^，,。；;0-9]{0,4}$")
RATE_BEHIND = re.compile(r"的?(降幅|压减率|压缩率|增幅|增速|涨幅|增长)")
GAP = re.compile(r"(?:高于|低于|高出|领先|比(?![率例重值])[^，,]{2,18}(?<![提降])(?:高|低|快))[^，,]{0,8}$")
TRANSITIVE = re.compile(r"(?:提升|提高|优化|上升)$")  # 改造提升25个机构: the things are improved, not their number
# Against what was, not against another place: 比去年同期多2600余件, 比承诺时限少用19天, 企业少跑4趟.
EARLIER = re.compile(
    r"[比较](?:[^，,。；;]{0,8}?(?:去年|上年|往年|20[0-9]{2}年|年初|上月|同期|以前|之前|此前|原来|原先|过去|前|法定|承诺|规定|上次|上月|上季度)[^，,。；;]{0,8}?)"
    r"(?P<way>多|少|快|短)(?:出|用|花|跑|交|办|收|受理|办理|填|报|走)*(?:了|约|近)*$"
)
FEWER = re.compile(r"(?:省时|少(?:跑|交|填|报|带|提交|递交|提供|走|用|花|排队|等候?|往返|跑腿))[^，,。；;0-9]{0,8}$")
STEPS = re.compile(r"(?:环节|材料|步骤|时限|跑动|表单|要件)$")
IN_LIST = re.compile(r"[、和及与][\u4e00-\u9fff]{2,8}")
NAMED = re.compile(r"(?:节约|增值|下浮|审减|核减|节资|贡献|溢价|让利)率[^，,。；;0-9]{0,4}$")


@vocab.kept
def _change() -> re.Pattern[str]:
    """A verb of change directly before its figure, with the words that may stand between."""
    down, up = cues.alternation(cues.words("down")), cues.alternation(cues.words("up"))
    return re.compile(
        rf"(?:(?P<down>{down}|降幅|跌幅)|(?P<up>{up}|增幅|增速|涨幅))(?:了|幅度?|率)?(?:再|又|超)?(?:达到?|为|均为)?(?:约|近|超过?)?$"
    )


@vocab.kept
def _near() -> re.Pattern[str]:
    down, up = cues.alternation(cues.words("down")), cues.alternation(cues.words("up"))
    return re.compile(rf"(?:(?P<down>{down})|(?P<up>{up}))[^，,。；;至到为率]{{0,2}}$")


@vocab.kept
def _shortened() -> re.Pattern[str]:
    return re.compile(r"(?:压缩|压减|缩短|减少|精简|节省|节约)[^，,。；;至到为率]{1,8}$")


def kind(unit: str, ahead: str, behind: str, *, share: bool, counts: bool, joint: str, earlier: Direction | None
         ) -> tuple[Kind, Direction | None]:  # fmt: skip
    """Level or change, and which way, of a figure that is no rank.

    ``ahead`` are the words of its clause before it, ``behind`` a few after it; ``counts`` says that a counted noun follows,
    ``joint`` what stands between it and the figure before, whose direction is ``earlier``.

    >>> kind("%", "办理时限压减", "。", share=True, counts=False, joint="", earlier=None)
    ('change', 'down')
    >>> kind("%", "网办率提升至", "。", share=True, counts=False, joint="", earlier=None)
    ('level', None)
    """
    if unit == "番":
        return "change", "up"
    if unit in ("个位次", "位次") or (
        unit == "位"
        and re.search(r"(?:前进|前移|上移|上升|提升|跃升|攀升|晋升|进位|进|升|后退|后移|下降|下滑)了?$", ahead)
    ):
        return "change", "down" if re.search(r"下降|下滑|后退|后移", ahead) else "up"
    ahead = ahead.rstrip("“”")
    if (share or unit in SPANS) and SAVED_SHARE.search(ahead):
        return "change", "down"
    if unit in SPANS and re.search(r"提前(?:了|约|近)*$", ahead):
        return "change", "down"
    if not share and (earlier_ := EARLIER.search(ahead)):
        return "change", "up" if earlier_["way"] == "多" else "down"
    if not share and FEWER.search(ahead):
        return ("level", None) if unit.endswith("元") else ("change", "down")
    if NAMED.search(ahead) or ("点" in unit and GAP.search(ahead)):
        return "level", None
    if share and (rate := RATE.search(ahead)):
        return "change", "down" if rate[1][0] in "压降减跌" else "up"
    m = _change().search(ahead)
    if m is None and share:
        m = _near().search(ahead)
        if m is None and earlier and re.fullmatch(r"[、和及与，,]+", joint) and not behind.startswith("的"):
            return "change", earlier
    if m is None and earlier and (unit in SPANS or STEPS.search(joint)) and IN_LIST.fullmatch(joint):
        return "change", earlier  # 减少环节3个、材料5份
    if m is None:
        if share and (follows := RATE_BEHIND.match(behind)):
            return "change", "down" if follows[1][0] in "降压" else "up"
        if (unit in SPANS or STEPS.search(ahead)) and _shortened().search(ahead) and not counts:
            return "change", "down"
        return "level", None
    if REACHED.search(ahead) and not GROWTH.search(ahead):
        return "level", None
    if not share and NEW.search(ahead):
        return "level", None
    if not share and SAVED.search(ahead):
        return ("change", "down") if unit in SPANS or unit == "环节" else ("level", None)
    if counts and not share and TRANSITIVE.search(ahead):
        return "level", None
    return "change", "down" if m["down"] else "up"


def compared_with(what: Kind, ahead: str, sentence: str) -> Comparison:
    """What a figure is compared with, as far as the words say."""
    if cues.last(ahead, 0, len(ahead), "statutory") >= 0:
        return "statutory" if what == "change" else ""
    if cues.last(sentence, 0, len(sentence), "reform") >= 0:
        return "preReform"
    if cues.last(ahead, 0, len(ahead), "prior") >= 0:
        return "priorYear"
    return "unstated" if what == "change" else ""


def flow(ahead: str, name: str, opening: str) -> Flow:
    """How a figure accrues: a running total, within the period, at a point in time, an average.

    A total that is said to be of this year (全年累计) is no running one; what is new by a day (截至目前，新增) is of the period.

    >>> flow("累计办理", "办件", ""), flow("全年累计办理", "办件", ""), flow("", "", "截至2021年底，"), flow("新增", "", "截至目前，")
    ('cumulative', 'inPeriod', 'pointInTime', 'inPeriod')
    """
    words, whole = ahead + name, opening + ahead
    if cues.last(words, 0, len(words), "average") >= 0:
        return "average"
    if cues.last(ahead, 0, len(ahead), "added") >= 0 and cues.last(ahead, 0, len(ahead), "cumulative") < 0:
        return "inPeriod"
    until = cues.last(whole, 0, len(whole), "point") >= 0
    since = cues.last(whole, 0, len(whole), "since") >= 0
    year = cues.last(ahead, 0, len(ahead), "inperiod") >= 0
    if since or cues.last(ahead, 0, len(ahead), "cumulative") >= 0:
        return "inPeriod" if year and not until and not since else "cumulative"
    if until:
        return "pointInTime"
    return "inPeriod" if year else ""


def change_type(q: Quantity) -> str:
    """Relative for percentages, multiples and fractions of the old value; points for 个百分点; absolute for the rest."""
    if q.kind != "change":
        return ""
    if "百分点" in q.unit:
        return "points"
    return "relative" if q.unit in ("%", "％", "‰", "倍", "成", "番", "") else "absolute"
