"""Figures by their form alone: numeral, multiplier, approximators before and behind, unit. One pass over a sentence.

What a figure means (metric, role, period, change) is decided in ``quantities``; here stands only what it says and which
numbers are no figures at all: dates, ordinals, names, hotlines, section numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govkg import vocab
from govkg.extract import numerals
from govkg.extract.lookup import alternation
from govkg.extract.spans import Bound

BEFORE: dict[str, Bound] = {
    "近": "below", "将近": "below", "接近": "below", "不到": "below", "不足": "below", "低于": "below", "不超过": "below",
    "至多": "below", "最多": "below", "超": "above", "超过": "above", "突破": "above", "至少": "above", "不少于": "above",
    "不低于": "above", "高于": "above", "逾": "above", "多达": "above", "上": "above", "≥": "above", "＞": "above", ">": "above", "≤": "below", "＜": "below", "<": "below", "约": "about", "大约": "about", "约为": "about",
}  # fmt: skip
AFTER: dict[str, Bound] = {
    "以上": "above", "以内": "below", "以下": "below", "之内": "below", "左右": "about", "上下": "about", "内": "below", "多": "above",
}  # fmt: skip
SURE = {"上": "(?<![以之])上(?=[百千万亿])"}  # 上百家, not 以上百家
MIDDLE = "余多几"
NUMBER = rf"(?:{numerals.ARABIC}|{numerals.CHINESE})"
MULT = f"(?:[十百万亿]|{numerals.THOUSAND}){{0,3}}"
# Chinese units that make a figure of a single Chinese digit only when something else shows that it measures.
WEAK = frozenset("国大级届批类方面次年步位所地点部门市省区县村")
RANK_CUE = re.compile(
    r"排名|排|进入|列|位|居|名次|蝉联|跃|升|前进|第|全[国省市区县]|世界|全球|西北|西部|中部|东部|各省|获|奖"
)
DIGIT = re.compile("[0-9０-９零〇一二三四五六七八九十百千万亿两首半]")
SPACE = "[ 　]?"
AGE = re.compile(r"(?:寿命|年龄)[^，,。；;]{0,32}$|(?:提高|提升|延长|增长|增加|达)(?:到|至)?$")
# A duration in years is told by its verb or by the property that is measured in years: 平均受教育年限从9.6年提高到10.2年.
YEARS_CUE = re.compile(
    r"(?:连续|延长|缩短|提前|蝉联|已有)[^，,。；;]{0,3}$|(?:年限|寿命|年龄|工期|学制)[^，,。；;]{0,20}$"
)
STRONG_CUE = re.compile(r"跻身|进入|入选|上榜|位列|入围|评为|世界|全球|中国|全国|企业|城市|案例|榜|县|区")
SHARED_UNIT = re.compile(
    r"[和与及](?:近|约|超过?)?[0-9]+(?:[.][0-9]+)?(?:个百分点|[%％‰万亿]|[天件项个家户元人])"
)  # 4.2和0.7个百分点
IN_LIST = re.compile(r"[0-9]、$")
MOVED = re.compile(r"(?:上升|提升|跃升|下降|前进|升|跃|提|降|进)(?:至|到|为|了)")  # 由第七升至第三
RATIO = re.compile(r"[:：∶]1(?![0-9])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written: its span, value (or range), unit, bound and whether it is a rank."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: Bound
    rank: bool
    rule: str
    number_start: int


@vocab.kept
def _pattern() -> re.Pattern[str]:
    written = {w: r["not_before"] for r in vocab.table("units") for w in r["written"].split("|")}
    units = alternation(written, {w: f"(?!{other})" for w, other in written.items() if other})
    before = "|".join(sorted((SURE.get(w, w) for w in BEFORE), key=lambda w: -len(w)))
    after = "|".join(sorted((w for w in AFTER if w != "多"), key=lambda w: -len(w)))  # 三成多: 多 only behind 成 and 倍
    opens = "".join(sorted({w[0] for w in BEFORE}))  # tested first: most characters open no figure
    return re.compile(
        rf"(?=[{opens}0-9０-９零〇一二三四五六七八九十百千万亿两第前首半 　])"
        rf"(?:(?P<fraction>(?P<fb>{before})?(?:(?P<den>百|千|万|[二三四五六七八九十]{{1,2}})分之(?P<num>{NUMBER})(?:点(?P<point>[一二三四五六七八九零]+))?)(?P<fa>{after})?)"
        rf"|(?P<slash>(?P<lb>{before})?(?<![0-9/.])(?P<ln>[1-9])/(?P<ld>[2-9]|10)(?![0-9/年月日.])(?P<la>{after})?)"
        rf"|(?P<half>(?P<hb>{before})?一半(?P<ha>{after})?)"
        rf"|(?P<halfu>(?<![上下前后每])(?P<hn>[一两三四五六七八九十0-9]+个)?半(?P<hu>个?小时|天|个?工作日|个月)(?P<hua>{after})?)"
        rf"|(?P<tenths>(?P<tn>[一二三四五六七八九])成(?P<tm>[一二三四五六七八九半])(?P<ta>{after})?(?=[，,。；;、！）)的\\s]|$))"
        rf"|(?P<front>(?<![0-9之以目年月日提])前(?P<fn>[0-9]+|[一二三四五六七八九十]+)(?P<fu>名|位)?)"
        rf"|(?P<strong>(?P<sn>[0-9]+|百|十)强)"
        rf"|(?P<ordinal>第(?P<on>[0-9]+|{numerals.CHINESE})(?P<ou>位|名)?)"
        rf"|(?P<first>(?<=[居列])首位)"
        rf"|(?P<b>(?<!节)(?<!预)(?:{before}))?{SPACE}(?P<n>{NUMBER})(?P<mid0>[{MIDDLE}])?(?P<mult>{MULT})(?:(?<=[万亿])(?P<x>[0-9]+)(?P<xm>[千百万]))?(?P<mid>[{MIDDLE}])?"
        rf"(?:(?P<u0>{units})?(?:至|到|—|-|~|～|–|－)(?P<n2>{NUMBER})(?P<mult2>{MULT})(?P<mid2>[{MIDDLE}])?)?"
        rf"{SPACE}(?:(?P<u>{units})(?P<ub>[（(](?:{units})(?:、(?:{units}))*[）)]次?)?)?(?P<a>{after}|(?<=[成倍])多(?=[，,。；;、！）)\\n\u4e00-\u9fff]|$))?)"
    )


@vocab.kept
def _set_phrases() -> re.Pattern[str]:
    words = {row["word"] for row in vocab.table("setphrases")}
    return re.compile(alternation(words))


# What a number may stand in that is no measure: each is read as one stretch and passed over.
NEVER = re.compile(
    r"(?=[0-9A-Za-z［\[〔十二“‘N])(?:"
    r"(?:19|20)[0-9]{2}(?:[-—~至到/](?:19|20)?[0-9]{2})?年(?:度|[0-9]{1,2}月(?:份|底|末|初)?(?:[0-9]{1,2}日)?|底|末|初)?"
    r"|[0-9]{1,2}月(?:份|底|末|初)?(?:[0-9]{1,2}日)?|[0-9]{1,2}(?:至|到|-|—)[0-9]{1,2}月|[0-9]{1,2}日(?!均)"
    r"|(?<![超近约过逾破到达至])(?:19|20)[0-9]{2}(?![0-9.,，]|[十百千万亿余多]|[个件项家人户份元条次张名公亩吨米平套台辆列款场所座处]|艘|起|名|箱)"
    r"|24小时(?![以之内左，,。；;、）)])"  # round the clock, not a duration
    r"|[0-9]{1,12}[×xX*][0-9]{1,12}(?:小时)?|[A-Za-z][A-Za-z.]{0,20}[0-9]{1,12}+(?:[.][0-9]{1,6}+)?(?![万亿千百]*[个台套件家户人枚张条座辆])|[0-9]{1,12}(?:[.][0-9]{1,6})?[A-Za-z]{1,20}(?![A-Za-z])(?<![0-9][PTG])(?<![TGPMk]B)(?<!Mbps)(?<!TEU)(?<!flops)(?<!FLOPS)(?<!Flops)(?<![EZ]B)"
    r"|[0-9]{1,6}(?:[.][0-9]{1,6})?版|1[0-9]{4}(?=[^0-9,，.]{0,6}(?:热线|平台|专线|便民))|12[0-9]{3}(?![0-9]|[件户家人条份笔元万亿余]|[项次名](?!目))|[0-9]{3,4}-[0-9]{7,8}|[0-9]{1,12}号|[0-9]{1,6}\+[0-9N]|N\+[0-9]|[0-9]\+"
    r"|[［\[][0-9]{1,6}[］\]]|〔[0-9]{1,6}〕|十[一二三四五六七八九]?届|二十[大届]|十[八九]大|[0-9]{1,6}·[0-9]{1,6}"
    r"|[“‘][一二三四五六七八九十双]{1,6}[^“”‘’0-9]{1,10}[”’]|[“‘][0-9]个[^“”‘’]{1,8}[”’])"
)


class _Spans:
    """Stretches of text, asked quickly whether one of them starts before a place and reaches beyond another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.reach: list[int] = []
        for a, b in sorted(spans):
            self.starts.append(a)
            self.reach.append(max(b, self.reach[-1]) if self.reach else b)

    def cover(self, beyond: int, before: int) -> bool:
        i = bisect_left(self.starts, before) - 1
        return i >= 0 and self.reach[i] > beyond


def find(text: str, start: int, end: int, names: Sequence[tuple[int, int]] = ()) -> Iterator[Figure]:
    """The figures of ``text[start:end]``, left to right, none overlapping another, none inside a name."""
    if not DIGIT.search(text, start, end):
        return
    spared = named = None
    position = start
    for m in _pattern().finditer(text, start, end):
        if m.start() < position:
            continue
        figure = _figure(text, m, start, end)
        if figure is None or _behind_letter(text, figure.number_start, start):
            continue
        if spared is None or named is None:
            spared = _Spans((m.start(), m.end()) for p in (NEVER, _set_phrases()) for m in p.finditer(text, start, end))
            named = _Spans(names)
        if spared.cover(figure.number_start, figure.end):
            continue
        # A name that opens with a counted thing (15套省垂系统) does not hide the count.
        if named.cover(figure.number_start, figure.start if figure.unit else figure.end):
            continue
        position = figure.end
        yield figure


def _behind_letter(text: str, number: int, start: int) -> bool:
    """Whether a letter that looks like a digit stands for one before the number (6O28台): 28 would be a wrong figure."""
    before = text[max(start, number - 2) : number]
    return len(before) == 2 and before[0].isdigit() and before[1] in "OoIl"


def _figure(text: str, m: re.Match[str], start: int, end: int) -> Figure | None:
    if m["fraction"]:
        numerator = _value(m["num"], "")
        if numerator is None:
            return None
        if m["point"]:
            numerator += Decimal("0." + "".join(str(numerals.DIGITS[c]) for c in m["point"]))
        if m["den"] == "百":
            return _made(m, numerator, "%", _bound(m["fb"], "", m["fa"]), "figure.percent")
        denominator = {"千": Decimal(1000), "万": Decimal(10000)}.get(m["den"]) or numerals.chinese(m["den"])
        if not denominator:
            return None
        return _made(m, round(numerator / denominator, 6), "", _bound(m["fb"], "", m["fa"]), "figure.fraction")
    if m["slash"]:
        part, whole = Decimal(m["ln"]), Decimal(m["ld"])
        if part >= whole:
            return None
        return _made(m, round(part / whole, 6), "", _bound(m["lb"], "", m["la"]), "figure.fraction")
    if m["tenths"]:
        tenth = Decimal(5) if m["tm"] == "半" else Decimal(numerals.DIGITS[m["tm"]])
        return _made(m, numerals.DIGITS[m["tn"]] + tenth / 10, "成", _bound("", "", m["ta"]), "figure.tenths")
    if m["half"]:
        return _made(m, Decimal("0.5"), "", _bound(m["hb"], "", m["ha"]), "figure.half")
    if m["halfu"]:
        count = _value(m["hn"][:-1], "") if m["hn"] else Decimal(0)
        if count is None:
            return None
        return _made(m, count + Decimal("0.5"), m["hu"], _bound("", "", m["hua"]), "figure.half")
    if m["first"]:
        return _made(m, Decimal(1), "名", "exact", "rank.first", rank=True)
    if m["front"]:
        value = _value(m["fn"], "")
        follows = text[m.end() : m.end() + 1]
        if (
            value is None
            or follows in tuple("个年月天日季次三期批轮阶项")
            or not RANK_CUE.search(text, max(start, m.start() - 10), m.start())
        ):
            return None
        return _made(m, value, "名", "below", "rank.front", rank=True)
    if m["strong"]:
        if not STRONG_CUE.search(text, max(start, m.start() - 20), m.start()):
            return None
        value = _value(m["sn"], "")
        return _made(m, value, "名", "below", "rank.strong", rank=True) if value is not None else None
    if m["ordinal"]:
        return _ordinal(text, m, start)
    return _plain(text, m, start, end)


def _ordinal(text: str, m: re.Match[str], start: int) -> Figure | None:
    """第6 is a rank where the words before speak of ranking and no noun follows; else it is a name (第一产业, 第四届)."""
    value = _value(m["on"], "")
    follows = text[m.end() : m.end() + 1]
    if value is None or not (
        m["ou"] or not follows or follows in "，,。；;、！）)”的和 　\n" or MOVED.match(text, m.end())
    ):
        return None
    cue = RANK_CUE.search(text, max(start, m.start() - 14), m.start())
    if text[m.start() - 1] in "从由" and m["ou"]:
        cue = RANK_CUE.match("第")
    if cue is None or m.start() == start:
        return None
    return _made(m, value, "名", "exact", "rank.ordinal", rank=True)


def _plain(text: str, m: re.Match[str], start: int, end: int) -> Figure | None:
    number, unit = m["n"], (m["u"] or "") + (m["ub"] or "")
    if text[m.start("n") - 1 : m.start("n")] == "第" or text[m.start("n") - 1 : m.start("n")] in tuple("×.．Nn+＋"):
        return None
    value = _value(number, m["mult"])
    if value is None:
        return None
    if m["x"]:
        value += _value(m["x"], m["xm"]) or 0
    if text[m.end() : m.end() + 1] == "级" or (
        unit == "周" and text[m.end() : m.end() + 1] == "年"
    ):  # 五星级, 30万千瓦级: a class
        return None
    if unit == "岁" and not AGE.search(text, max(start, m.start() - 36), m.start()):  # 65岁以上老年人: a name
        return None
    if unit == "G" and value < 10:  # 5G is a standard, 4550G a bandwidth
        return None
    if unit == "大" and text.startswith("关", m.end("u")):
        unit = ""
    bound = _bound(m["b"], (m["mid0"] or "") + (m["mid"] or "") + (m["mid2"] or ""), m["a"])
    chinese = numerals.is_chinese(number)
    if m["a"] == "内" and unit not in ("年", "天", "小时", "个月", "分钟", "个工作日", "日", "周"):
        return None
    if m["n2"]:
        second = _value(m["n2"], m["mult2"])
        if second is None or not unit or (m["u0"] and m["u0"] != unit) or (unit in "年月日"):
            return None
        if not m["mult"] and m["mult2"]:
            value *= numerals.multiplier(m["mult2"])
        if chinese and unit not in ("成", "%", "个", "天", "倍", "个工作日", "人", "家", "项"):
            return None
        return Figure(m.start(), m.end(), None, min(value, second), max(value, second), unit, bound, False,
                      "figure.range", m.start("n"))  # fmt: skip
    if chinese and not _measures(text, m, number, unit, bound, start):
        return None
    if not unit and not _bare(text, m, end):
        return None
    if unit == "年" and not YEARS_CUE.search(text, max(start, m.start() - 24), m.start()) and m["a"] != "内":
        return None
    if unit in ("日", "度", "方", "周") and chinese and not (unit == "周" and bound == "about"):
        return None
    if unit in ("个点", "级", "届", "版", "部", "版", "方", "日"):
        return None if unit == "日" or chinese else _done(m, value, unit, bound)
    return _done(m, value, unit, bound)


def _done(m: re.Match[str], value: Decimal, unit: str, bound: Bound) -> Figure:
    ratio = RATIO.match(m.string, m.end()) if not unit else None
    if ratio:
        return Figure(
            m.start("b") if m["b"] else m.start("n"),
            ratio.end(),
            value,
            None,
            None,
            "",
            bound,
            False,
            "figure.ratio",
            m.start("n"),
        )
    finish = m.end() if unit or m["a"] else m.end("mid") if m["mid"] else m.end("xm") if m["x"] else m.end("mult")
    begin = m.start("b") if m["b"] else m.start("n")
    return Figure(
        begin, finish, value, None, None, unit, bound, False, "figure.unit" if unit else "figure.bare", m.start("n")
    )


def _measures(text: str, m: re.Match[str], number: str, unit: str, bound: Bound, start: int) -> bool:
    """Whether a numeral in Chinese characters measures, and is no part of a name, a slogan or a set phrase."""
    before, after = text[max(start, m.start() - 2) : m.start()], text[m.end() : m.end() + 2]
    if unit in ("成", "倍", "番"):
        return not after.startswith(
            ("立", "果", "效", "为", "本", "员", "功", "熟", "交", "绩", "长")
        ) and number not in ("千", "百")
    if not unit:  # 上亿市场主体; not 千家万户, 上万人次的
        return bool(m["b"]) and number[-1] in "万亿" and "\u4e00" <= after[:1] <= "\u9fff"
    if unit in ("年", "次", "月", "个月") and before == "连续":
        return True
    if number in ("万", "亿", "千", "百", "十") or (len(number) > 1 and set(number) <= set("十百千万亿")):
        return bound != "exact" or (unit == "元" and number != "千")
    if len(number) > 1:
        return unit not in WEAK or bound != "exact"
    if number == "一":
        return (
            bound != "exact"
            or unit in ("宗", "番")
            or (bool(re.search(r"[至为到]$", before)) and unit in ("个", "天", "次"))
        )
    if unit == "位" and before.endswith(("进", "升", "移", "前")):
        return True
    if unit in WEAK:
        return bound != "exact"
    return not before.endswith(("“", "‘", "第", "这", "那", "上", "下")) and unit not in (
        "人",
        "地",
        "层",
        "路",
        "面",
        "线",
        "期",
        "块",
        "手",
        "对",
    )


def _bare(text: str, m: re.Match[str], end: int) -> bool:
    """Whether a number without unit is a figure: it has a multiplier, or stands where a value stands."""
    follows = text[m.end() : m.end() + 1] if m.end() < end else ""
    if numerals.is_chinese(m["n"]):
        return True  # _measures has looked at it
    before = text[max(0, m.start() - 3) : m.start()]
    if m["mult"] and m["mult"][-1] in "万亿":
        return True
    if m["b"] == "等" or (
        before.endswith("等") and re.match(r"部门|单位|地区|城市|省份|领域|行业", text[m.end() : m.end() + 2])
    ):
        return True
    if RATIO.match(text, m.end()) or SHARED_UNIT.match(text, m.end()):
        return True
    closed = not follows or follows in "，,。；;、）)！：:\n "
    if closed and follows == "、" and IN_LIST.search(before):  # 20.9、36.2、54个百分点
        return True
    return closed and bool(re.search(r"[\u4e00-\u9fff]$", before)) and not re.search(r"[第年月日号约]$", before)


def _value(number: str, mult: str) -> Decimal | None:
    if len(number) > numerals.LONGEST:
        return None
    if numerals.is_chinese(number):
        return numerals.chinese(number + mult)
    return numerals.arabic(number) * numerals.multiplier(mult)


def _bound(before: str | None, middle: str, after: str | None) -> Bound:
    """The bound of a figure; of two the outer one, before, wins (约8万余 is about)."""
    if before:
        return BEFORE[before]
    if after:
        return AFTER[after]
    return "above" if middle else "exact"


def _made(m: re.Match[str], value: Decimal | None, unit: str, bound: Bound, rule: str, rank: bool = False) -> Figure:
    return Figure(m.start(), m.end(), value, None, None, unit, bound, rank, rule, m.start())
