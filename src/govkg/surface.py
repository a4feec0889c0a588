"""A figure's words read anew, on their own: what the proof compares with what the graph says.

Written apart from the extractor on purpose, so that an error of one is not repeated by the other. It sees nothing but the
surface (``19万余件``) and says value, unit and bound. The tables and patterns of this module are data for another reader too:
the page that a referee opens reads figures with the same ones in JavaScript (``govkg.referee``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

HAN = "零一二三四五六七八九"
STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
BELOW = ("不到", "不足", "不超过", "低于", "将近", "接近", "近", "至多", "最多", "≤", "＜", "<")
ABOVE = ("超过", "突破", "不少于", "不低于", "高于", "至少", "多达", "超", "逾", "≥", "＞", ">")
ABOUT = ("大约", "约为", "约")
BEHIND = {"以上": "above", "以内": "below", "以下": "below", "之内": "below", "左右": "about", "上下": "about"}
NUMERAL = re.compile(r"(?:[0-9零〇一二三四五六七八九两十百万亿.,]|千(?![瓦米克]))+")  # 3亿千瓦: 千 is of the unit

HALF = re.compile(r"(?:(.+?)个)?半(个?小时|天|个?工作日|个月)")  # 一个半小时
SHARE = re.compile(r"(.+)分之(.+)")
SLASH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
RANGE = re.compile(r"([0-9一-龥.,]+?)[%％‰]?(?:至|到|—|-|~|～|–|－)([0-9零一二三四五六七八九两十].*)")
MULTIPLIED = re.compile(r"[0-9.,]+([十百千万亿]+)")
MULTIPLIER = re.compile(r"[十百千万亿]")
UPWARDS = re.compile(r"上[百千万亿]")  # 上百家
RATIO = re.compile(r"[:：∶]1")
RANKS = (
    (re.compile(r"第([^\n]{1,40}?)[位名]?"), "exact"),
    (re.compile(r"前([^\n]{1,40}?)[位名]?"), "below"),
    (re.compile(r"([^\n]{1,40})强"), "below"),
)
WIDE = dict(zip("０１２３４５６７８９．，", "0123456789.,", strict=True))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a surface says: value, or low and high; the unit's words; the bound."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str

    def fields(self) -> dict[str, str]:
        """What it says as fields of a figure, decimals as text; what it does not say is left out.

        >>> Reading(Decimal("1.9E+5"), None, None, "件", "above").fields()
        {'value': '190000', 'unit': '件', 'bound': 'above'}
        """
        numbers = {name: f"{n:f}" for name in ("value", "low", "high") if (n := getattr(self, name)) is not None}
        return {**numbers, **({"unit": self.unit} if self.unit else {}), "bound": self.bound}


def amount(text: str) -> Decimal | None:
    """The number that digits, numerals and multipliers make together, None when they make none.

    >>> amount("1736.7万"), amount("三千八百"), amount("1万6千"), amount("近"), amount("1.2.3")
    (Decimal('17367000.0'), Decimal('3800'), Decimal('16000'), None, None)
    """
    try:
        return _amount(text)
    except InvalidOperation:  # two points in a number
        return None


def _amount(text: str) -> Decimal | None:
    total, part, digits = Decimal(0), Decimal(0), ""
    seen = False
    for c in text.replace(",", "").replace("两", "二").replace("〇", "零"):
        if c in HAN:
            digits += str(HAN.index(c))
        elif c in "0123456789.":
            digits += c
        elif c in STEPS:
            if c in "万亿":
                part += Decimal(digits) if digits else Decimal(0)
                total = (
                    (total + part or Decimal(1)) * STEPS[c] if c == "亿" else total + (part or Decimal(1)) * STEPS[c]
                )
                part = Decimal(0)
            else:
                part += (Decimal(digits) if digits else Decimal(1)) * STEPS[c]
            digits = ""
        else:
            return None
        seen = True
    return total + part + (Decimal(digits) if digits else 0) if seen else None


def read(surface: str) -> Reading | None:
    """What a surface says, None when it says no number.

    >>> read("19万余件")
    Reading(value=Decimal('190000'), low=None, high=None, unit='件', bound='above')
    >>> read("第6").unit, read("3至5天").high, read("三分之二").value
    ('名', Decimal('5'), Decimal('0.666667'))
    """
    words, bound = _bounds(_plain(surface))
    ranked = _rank(words)
    if ranked:
        return ranked
    if share := SHARE.fullmatch(words):
        return _share(share[1], share[2], bound)
    if slash := SLASH.fullmatch(words):
        return _share(slash[2], slash[1], bound)
    if half := HALF.fullmatch(words):
        return Reading((amount(half[1] or "") or 0) + Decimal("0.5"), None, None, half[2], bound)
    if words == "一半":
        return Reading(Decimal("0.5"), None, None, "", bound)
    span = RANGE.fullmatch(words)
    if span and NUMERAL.match(span[1]):
        low, _, _ = _number(span[1])
        high, unit, more = _number(span[2])
        if low is not None and high is not None:
            multiplied = MULTIPLIED.match(span[2])
            if multiplied and not MULTIPLIER.search(span[1]):
                low *= amount("1" + multiplied[1]) or 1
            return Reading(None, min(low, high), max(low, high), unit, "above" if more and bound == "exact" else bound)
    value, unit, more = _number(words)
    if value is None:
        return None
    return Reading(value, None, None, unit, "above" if more and bound == "exact" else bound)


def _plain(surface: str) -> str:
    """Full-width digits and points as plain ones; units keep their own characters."""
    return "".join(WIDE.get(c, c) for c in surface if c not in " \u3000")


def _bounds(words: str) -> tuple[str, str]:
    for bound, fronts in (("below", BELOW), ("above", ABOVE), ("about", ABOUT)):
        for front in fronts:
            if words.startswith(front):
                rest, _ = _bounds(words[len(front) :])
                return rest, bound
    if UPWARDS.match(words):
        return words[1:], "above"
    if words.endswith(("成多", "倍多")):
        return words[:-1], "above"
    for back, bound in BEHIND.items():
        if words.endswith(back):
            return words[: -len(back)], bound
    if words.endswith("内") and len(words) > 2:
        return words[:-1], "below"
    return words, "exact"


def _rank(words: str) -> Reading | None:
    if words == "首位":
        return Reading(Decimal(1), None, None, "名", "exact")
    for form, bound in RANKS:
        m = form.fullmatch(words)
        if m and (value := amount(m[1])) is not None:
            return Reading(value, None, None, "名", bound)
    return None


def _share(whole: str, part: str, bound: str) -> Reading | None:
    top, bottom = amount(part.replace("点", ".")), amount("1" + whole if whole in STEPS else whole)
    if top is None or not bottom:
        return None
    if whole == "百":
        return Reading(top, None, None, "%", bound)
    try:
        return Reading(round(top / bottom, 6), None, None, "", bound)
    except InvalidOperation:  # more digits than a share has
        return None


def _number(words: str) -> tuple[Decimal | None, str, bool]:
    """Number, unit and whether 余, 多 or 几 stands inside: 224亿余条(次)."""
    more = False
    digits = ""
    rest = words
    while rest:
        m = NUMERAL.match(rest)
        if m:
            digits += m[0]
            rest = rest[m.end() :]
        elif rest[0] in "余多几" and digits and not more:
            more, rest = True, rest[1:]
        else:
            break
    return amount(digits), "" if RATIO.fullmatch(rest) else rest, more
