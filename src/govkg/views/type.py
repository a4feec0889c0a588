"""Setting type for a canvas: how wide a text is and where its lines break, without a browser.

Widths are those of a CJK sans face, rounded up: East Asian wide and ambiguous characters take one em, Latin ones less.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

SMALL, TEXT, NAME = 12, 14, 16  # the fourth size is the page's title
LEADING = {SMALL: 18, TEXT: 20, NAME: 24}
MANY = 99  # more lines than any text has
NO_START = "，。、；：？！）》」』】〉”’…—～·,.;:?!)]}%％"  # may not open a line
NO_END = "（《「『【〈“‘([{"  # may not close one
_PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,+%/_-]*|.", re.DOTALL)
_WIDE_LATIN = frozenset("MWmw@%")


def width(text: str, size: int) -> float:
    """The width of a line in px.

    >>> width("武汉云", 16), width("i武汉", 14) < width("武武汉", 14)
    (48.0, True)
    """
    return sum(map(_advances(size).__getitem__, text))


class _Advances(dict[str, float]):
    """The widths of characters in one size, each measured once."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __missing__(self, c: str) -> float:
        return self.setdefault(c, self.size * _em(c))


@cache
def _advances(size: int) -> _Advances:
    return _Advances(size)


def _em(c: str) -> float:
    if unicodedata.east_asian_width(c) in "WFA":
        return 1.0
    if unicodedata.combining(c):
        return 0.0
    return 0.92 if c in _WIDE_LATIN else 0.68 if c.isupper() else 0.58


def wrap(text: str, size: int, room: float, most: int = MANY) -> list[str]:
    """The lines of a text; no line opens with a closing mark; what is more than ``most`` lines ends in an ellipsis.

    >>> wrap("规范市、区两级《办法》", 14, 70)
    ['规范市、区', '两级《办', '法》']
    """
    return list(_wrapped(text, size, room, most))


@lru_cache(maxsize=16384)
def _wrapped(text: str, size: int, room: float, most: int) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        if line and width(line + piece, size) > room:
            while piece[0] in NO_START and len(line) > 1:  # marks stand on the next line together with their word
                line, piece = line[:-1], line[-1] + piece
            while len(line) > 1 and line[-1] in NO_END:
                line, piece = line[:-1], line[-1] + piece
            lines.append(line.rstrip())
            line = ""
            piece = piece.lstrip()
        line += piece
        while width(line, size) > room and len(line) > 1:  # a piece that is wider than the line
            keep = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width(line[:n], size) <= room)
            lines.append(line[:keep])
            line = line[keep:]
    lines.append(line.rstrip())
    if len(lines) > most:
        last = lines[most - 1]
        while last and width(last + "…", size) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], last + "…"]
    return tuple(x for x in lines if x) or ("",)


def balanced(text: str, size: int, room: float) -> list[str]:
    """The lines of a name, of about one length, so that no last character stands alone.

    >>> balanced("行政执法管理与监督云平台", 16, 180)
    ['行政执法管理', '与监督云平台']
    """
    return list(_balanced(text, size, room))


@lru_cache(maxsize=16384)
def _balanced(text: str, size: int, room: float) -> tuple[str, ...]:
    best = _wrapped(text, size, room, MANY)
    if len(best) > 1:
        narrow = room
        while narrow > 4 * size and len(tried := _wrapped(text, size, narrow, MANY)) == len(best):
            best, narrow = tried, narrow - size / 2
    return best


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(text)
