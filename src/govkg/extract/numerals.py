"""Numerals as official Chinese writes them: 1736.7万, ２．９, 三千八百, 19万, 3亿5000万, 十二; exact, as Decimal."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

ARABIC = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])(?:[.．][0-9０-９]+)?|[0-9０-９]+(?:[.．][0-9０-９]+)?"
THOUSAND = "千(?![瓦米克])"  # of the unit in 千瓦, 千米, 千克
CHINESE = rf"(?:[零〇一二三四五六七八九十百万亿两]|{THOUSAND})+"
IN_HANZI = re.compile(CHINESE)
LONGEST = 24  # characters of a numeral; what is longer is no figure


def chinese(text: str) -> Decimal | None:
    """The value of a numeral in Chinese characters, None when it is no well-formed number.

    >>> chinese("三千八百"), chinese("十二"), chinese("二〇二一"), chinese("三亿五千万"), chinese("百")
    (Decimal('3800'), Decimal('12'), Decimal('2021'), Decimal('350000000'), Decimal('100'))
    """
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text)) if len(text) > 2 or "〇" in text or "零" in text else None
    total = section = digit = 0
    seen_digit = False
    for c in text:
        if c in DIGITS:
            if seen_digit and digit:
                return None
            digit, seen_digit = DIGITS[c], True
        elif c in SMALL:
            section += (digit if seen_digit and digit else 1) * SMALL[c]
            digit, seen_digit = 0, False
        else:
            section += digit
            if c == "亿":
                total = (total + section or 1) * LARGE[c]
            else:
                total += (section or 1) * LARGE[c]
            section = digit = 0
            seen_digit = False
    return Decimal(total + section + digit)


def arabic(text: str) -> Decimal:
    """The value of a numeral in Arabic or full-width digits, thousands separators left out.

    >>> arabic("161,652"), arabic("２．９")
    (Decimal('161652'), Decimal('2.9'))
    """
    return Decimal(text.translate(WIDE).replace(",", ""))


def multiplier(text: str) -> Decimal:
    """What 万, 亿, 千万, 百亿 … multiply by.

    >>> multiplier("千万"), multiplier("")
    (Decimal('10000000'), Decimal('1'))
    """
    value = Decimal(1)
    for c in text:
        value *= SMALL.get(c) or LARGE[c]
    return value


def is_chinese(text: str) -> bool:
    """True when a numeral is written in Chinese characters only."""
    return bool(IN_HANZI.fullmatch(text))
