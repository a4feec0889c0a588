"""Blanks and line breaks in Chinese text: between hanzi there are none, a number that was broken is one again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\xad\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
BLANKS = re.compile(r"[ \t\r\f\xa0\u2002-\u200a]+")
WORD_END = re.compile(r"[A-Za-z]$|[A-Za-z0-9][.,;:!?)]$")
WORD_START = re.compile(r"[A-Za-z]")

# Shapes that fonts of PDFs name instead of the character that was written. Kangxi radicals, compatibility forms and
# ligatures have a normal form; most of the radicals of the supplement have none (UCD, EquivalentUnifiedIdeograph.txt).
SHAPES = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
RADICALS = dict(zip("⼾⾭⺁⺄⺅⺆⺇⺈⺋⺌⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺝⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺳⺶⺷⺹⺼⺽⺾⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
                    "户青厂乙亻冂几刀卩小兀尣尢巳幺彑彐忄㣺扌攵旡月母民氵氺灬爫爫丬牛犭王疋目示礻竹糸纟罓羊羊耂肉臼艹衤襾西见角角讠贝车辶辶阝钅長镸长门阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟", strict=True))  # fmt: skip


def unified(text: str) -> str:
    """Text with the characters themselves where a font named their shapes.

    >>> unified("深圳市⻰岗区⼀体化⼯作，ﬁle")
    '深圳市龙岗区一体化工作，file'
    """
    return SHAPES.sub(lambda m: RADICALS.get(m[0], unicodedata.normalize("NFKC", m[0])), text)


def clean(text: str) -> str:
    r"""Lines without invisible characters, with single blanks, and none at their ends.

    >>> clean("  受理\u200b 5\xa0 件　\n　　办结")
    '受理 5 件\n办结'
    """
    text = BLANKS.sub(" ", INVISIBLE.sub("", text))
    return "\n".join(line.strip(" \u3000") for line in text.split("\n"))


def wide(c: str) -> bool:
    """True for hanzi and their punctuation, which no blank parts."""
    return c > "\u2e7f" or c in "“”‘’…—·"


def glue(a: str, b: str) -> str:
    """What stands between two parts of a text that a line break parted: a blank or nothing.

    >>> glue("办件28", "6.4万件"), glue("政务", "服务"), glue("one", "two"), glue("增长12.", "6%"), glue("使用APP", "办理")
    ('', '', ' ', '', '')
    """
    return " " if WORD_END.search(a) and WORD_START.match(b) else ""


def joined(parts: Sequence[str]) -> str:
    """Parts of one text as one.

    >>> joined(["办件量", "（万件）"])
    '办件量（万件）'
    """
    out = ""
    for part in parts:
        out += glue(out, part) + part
    return out
