"""The numbers of Word's lists, which the program writes and the text therefore lacks: 一、（一）1. ①."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from govkg.documents.packages import attribute, child, local

HAN = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
         (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
COUNTED = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)
PLACE = re.compile(r"%([1-9])")


def han(n: int) -> str:
    """A number from 0 to 9999 in Chinese characters.

    >>> [han(n) for n in (3, 10, 12, 20, 105)]
    ['三', '十', '十二', '二十', '一百零五']
    """
    if not 0 < n < 10000:
        return HAN[0] if n == 0 else str(n)
    out, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            out += ("零" if gap and out else "") + HAN[digit] + word
        gap = digit == 0
    return out.removeprefix("一") if out.startswith("一十") else out


def written(n: int, style: str) -> str:
    """A number in one of Word's styles; one that is not known is written with digits.

    >>> [written(4, s) for s in ("decimal", "japaneseCounting", "decimalEnclosedCircle", "upperRoman", "ideographTraditional")]
    ['4', '四', '④', 'IV', '丁']
    """
    if style in COUNTED:
        return han(n)
    if style.startswith("decimalEnclosedCircle") and 0 < n <= 20:
        return chr(0x2460 + n - 1)
    if style == "ideographTraditional" and 0 < n <= 10:
        return STEMS[n - 1]
    if style in ("lowerLetter", "upperLetter") and n > 0:
        letter = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and 0 < n < 4000:
        out = ""
        for value, letters in ROMAN:
            out += letters * (n // value)
            n %= value
        return out.upper() if style == "upperRoman" else out
    if style == "decimalFullWidth":
        return str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return f"{n:02d}" if style == "decimalZero" else str(n)


@dataclass(slots=True)
class Level:
    """One level of a list: its style, how it is written (``（%2）``) and where it starts."""

    style: str = "decimal"
    words: str = ""
    start: int = 1
    behind: str = "tab"


@dataclass(slots=True)
class Lists:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # list → level → its form
    counts: dict[str, dict[int, int]] = field(
        default_factory=dict
    )  # counted by abstract list: restarts are lists of their own
    abstract: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # paragraph style → its list and level

    def mark(self, number: str, level: int) -> str:
        """The number of the next paragraph of a list, as Word shows it; "" for a bullet."""
        form = self.levels.get(number, {}).get(level)
        if form is None or form.style in ("bullet", "none"):
            return ""
        counts = self.counts.setdefault(self.abstract.get(number, number), {})
        counts[level] = counts.get(level, form.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]

        def shown(m: re.Match[str]) -> str:
            at = int(m[1]) - 1
            one = self.levels[number].get(at, Level())
            return written(counts.get(at, one.start), one.style if "%" + m[1] in form.words else form.style)

        words = PLACE.sub(shown, form.words)
        return f"{words} " if words[-1:].isalnum() and words.isascii() and form.behind != "nothing" else words


def load(numbering: etree._Element | None, styles: etree._Element | None) -> Lists:
    """The lists of a document from its parts numbering.xml and styles.xml."""
    lists = Lists()
    if numbering is None:
        return lists
    forms = {attribute(e, "abstractNumId"): _levels(e) for e in numbering if local(e) == "abstractNum"}
    for num in (e for e in numbering if local(e) == "num"):
        number, of = attribute(num, "numId"), child(num, "abstractNumId")
        abstract = attribute(of, "val") if of is not None else ""
        levels = dict(forms.get(abstract, {}))
        own = False
        for override in (e for e in num if local(e) == "lvlOverride"):
            at = _int(attribute(override, "ilvl"), 0)
            own = True
            if (lvl := child(override, "lvl")) is not None:
                levels[at] = _level(lvl)
            elif (start := child(override, "startOverride")) is not None:
                base = levels.get(at, Level())
                levels[at] = Level(base.style, base.words, _int(attribute(start, "val"), 1), base.behind)
        lists.levels[number] = levels
        lists.abstract[number] = f"num {number}" if own else abstract
    if styles is not None:
        _by_style(lists, styles)
    return lists


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_int(attribute(e, "ilvl"), 0): _level(e) for e in abstract if local(e) == "lvl"}


def _level(e: etree._Element) -> Level:
    def value(name: str, default: str) -> str:
        found = child(e, name)
        return default if found is None else attribute(found, "val", default)

    return Level(value("numFmt", "decimal"), value("lvlText", ""), _int(value("start", "1"), 1), value("suff", "tab"))


def _by_style(lists: Lists, styles: etree._Element) -> None:
    """A style has its own list, or that of the style it is based on."""
    about = {attribute(e, "styleId"): e for e in styles if local(e) == "style"}
    for style in about:
        name, seen = style, set[str]()
        while name in about and name not in seen:
            seen.add(name)
            numbered = child(about[name], "pPr", "numPr")
            if numbered is not None and (of := child(numbered, "numId")) is not None:
                level = child(numbered, "ilvl")
                lists.styles[style] = (
                    attribute(of, "val"),
                    _int(attribute(level, "val"), 0) if level is not None else 0,
                )
                break
            base = child(about[name], "basedOn")
            name = attribute(base, "val") if base is not None else ""


def _int(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default
