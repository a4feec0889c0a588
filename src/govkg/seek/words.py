"""Words as they are compared, and a text in segments that says where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Segment = tuple[str, bool]  # a piece of a text, and whether it is what was sought
LONGEST = 100  # characters of a query that are looked at
SOON = 24  # characters that a clause may be away where a text is cut
WORDS = 6  # words of a query that are looked at
APART = re.compile(r"[\s,;，、；。“”‘’\"《》〈〉「」（）()]+")  # what parts words
_WIDE = {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def folded(text: str) -> str:
    """A text as it is compared: lower case, full-width signs as plain ones; every character keeps its place.

    >>> folded("５Ｇ基站"), len(folded("İ武"))
    ('5g基站', 2)
    """
    plain = text.translate(_WIDE)
    small = plain.lower()
    return small if len(small) == len(plain) else "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)


def asked(query: str) -> tuple[str, ...]:
    """The words of a query, folded, each once; quotation marks and the like part words.

    >>> asked("“一事联办”  提速 提速")
    ('一事联办', '提速')
    """
    found = APART.split(folded(query)[:LONGEST])
    return tuple(dict.fromkeys(w for w in found if w))[:WORDS]


def bare(text: str) -> str:
    """A folded text without the signs that part words, as it is typed by whoever leaves them out.

    >>> bare("“减材料”专项行动")
    '减材料专项行动'
    """
    return APART.sub("", text)


def hanzi(text: str) -> bool:
    """Whether a text has a Chinese character.

    >>> hanzi("i武汉"), hanzi("wuhan")
    (True, False)
    """
    return any("\u3400" <= c <= "\u9fff" or c >= "\U00020000" for c in text)


def segments(text: str, words: Sequence[str], most: int = 0) -> tuple[Segment, ...]:
    """A text in segments; ``most`` characters around the first hit where it is longer.

    >>> segments("推进一事联办改革", ("联办",))
    (('推进一事', False), ('联办', True), ('改革', False))
    >>> segments("一二三四五六七八九十", ("九",), most=4)
    (('…七八', False), ('九', True), ('十', False))
    """
    spans = merged(m.span() for w in words if w for m in re.finditer(re.escape(w), folded(text)))
    low, high = 0, len(text)
    if most and high > most:
        low = max(0, min(spans[0][0] - most // 2, high - most)) if spans else 0
        low = clause(text, low, spans[0][0]) if low else 0
        high = min(high, max(low + most, spans[0][1] if spans else 0))
    made: list[Segment] = []
    at = low
    for start, end in spans:
        if start < low or end > high:
            continue
        made += [(text[at:start], False), (text[start:end], True)]
        at = end
    made.append((text[at:high], False))
    if low:
        made.insert(0, ("…", False))
    if high < len(text):
        made.append(("…", False))
    return joined(made)


def clause(text: str, low: int, high: int) -> int:
    """Where the first clause begins after ``low``; ``low`` where none does soon enough before ``high``.

    >>> clause("推进改革,着力建设", 1, 7), clause("推进改革着力建设", 1, 7)
    (5, 1)
    """
    found = re.compile("[，。；：,;:]").search(text, low, min(high, low + SOON))
    return found.end() if found else low


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap made one.

    >>> merged([(4, 6), (0, 2), (1, 3)])
    [(0, 3), (4, 6)]
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def joined(pieces: Iterable[Segment]) -> tuple[Segment, ...]:
    """Segments of the same kind that follow each other made one, empty ones left out."""
    made: list[Segment] = []
    for text, hit in pieces:
        if not text:
            continue
        if made and made[-1][1] == hit:
            made[-1] = (made[-1][0] + text, hit)
        else:
            made.append((text, hit))
    return tuple(made)
