"""How alike two names are, in words: why they may be one thing, and what speaks against it.

The words that tell names apart (numbers, sides, levels of government) stand in ``likeness.tsv``. A name that another number,
place or level tells from the other is never alike, however close its letters are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from govkg import vocab

CLOSE = 80  # of 100: how close the letters of two names must be
SHORTEST = 3  # characters of a name that letters can tell from others
ENDING = 2  # last characters that the names of bodies and documents share: 条例, 办法, 中心


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two names may be one thing, or may not: a code whose words are the message ``judge.reason.CODE``, and its values."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    numerals: frozenset[str]
    sides: frozenset[str]
    levels: tuple[str, ...]
    wholes: tuple[str, ...]
    nation: tuple[str, ...]
    tails: tuple[str, ...]
    marks: Mapping[int, None]
    places: Mapping[str, str]  # name or short name → code
    longest: int


@vocab.kept
def _words() -> _Words:
    of: dict[str, list[str]] = {}
    for row in vocab.table("likeness"):
        of.setdefault(row["kind"], []).append(row["word"])
    places = {
        name: r["code"] for r in (*vocab.table("places"), *vocab.table("districts")) if r["code"]
        for name in (r["zh"], r["short"]) if name
    }  # fmt: skip
    by_length = {kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in of.items()}
    return _Words(
        frozenset(of["numeral"]), frozenset(of["side"]), by_length["level"], by_length["whole"], by_length["nation"], by_length["tail"],
        dict.fromkeys(map(ord, of["mark"])), places, max(map(len, places)),
    )  # fmt: skip


@vocab.kept
def plain(name: str) -> str:
    """A name without marks and blanks, in one width and case.

    >>> plain("“ｉ武汉” APP")
    'i武汉app'
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(dict(_words().marks))
    return "".join(folded.split())


@vocab.kept
def bare(name: str) -> str:
    """An initiative's name without what may be left out at its end.

    >>> bare("“一业一证”改革"), bare("改革")
    ('一业一证', '改革')
    """
    short = plain(name)
    for tail in map(str.casefold, _words().tails):
        if short.endswith(tail) and len(short) - len(tail) >= SHORTEST:
            return short[: -len(tail)]
    return short


def national(name: str) -> bool:
    """Whether a name means one thing in the whole country.

    >>> national("国家政务服务平台"), national("政务服务平台")
    (True, False)
    """
    return plain(name).startswith(_words().nation)


def split(name: str, place: str) -> tuple[str, str]:
    """The level of government that a body's name begins with, "" for none, and the rest; ``place`` is the government's name.

    >>> split("武汉市政务服务局", "武汉市"), split("市政务服务局", "武汉市"), split("市场监管局", "武汉市")
    (('市', '政务服务局'), ('市', '政务服务局'), ('', '市场监管局'))
    """
    short = plain(name)
    head = next((p for p in (place, place[:-1]) if len(p) > 1 and short.startswith(p)), "")
    if head and len(short) - len(head) >= SHORTEST - 1:
        rest = short[len(head) :]
        if head == place:
            return place[-1], rest
        return level(rest) or place[-1], rest[len(level(rest)) :]
    found = level(short)
    return found, short[len(found) :]


def level(name: str) -> str:
    """The level word at the head of a name; 市场 and 区块 begin with none.

    >>> level("市政务服务局"), level("市场监管局")
    ('市', '')
    """
    if name.startswith(_words().wholes):
        return ""
    return next((w for w in _words().levels if name.startswith(w)), "")


def places(name: str) -> frozenset[str]:
    """The codes of the places that a name contains, the longest names first.

    >>> sorted(places("武汉市江岸区政务中心"))
    ['420100', '420102']
    """
    words, found, at = _words(), set(), 0
    while at < len(name):
        size = next((n for n in range(words.longest, 1, -1) if name[at : at + n] in words.places), 0)
        if size:
            found.add(words.places[name[at : at + size]])
        at += size or 1
    return frozenset(found)


def told_apart(left: str, right: str, home: str = "") -> Reason | None:
    """What says that two names are two things, however close: another number, side, place or level. None where nothing does.

    ``home`` is the code of the place that both are of: a name that says it says nothing new.

    >>> told_apart("智慧城市一期", "智慧城市二期").code, told_apart("江岸区政务中心", "武昌区政务中心").code
    ('numbers', 'places')
    >>> told_apart("市政务服务局", "武汉市政务服务局", "420100") is None
    True
    """
    words, a, b = _words(), plain(left), plain(right)
    if _numbers(a) != _numbers(b):
        return Reason("numbers")
    if sorted(c for c in a if c in words.sides) != sorted(c for c in b if c in words.sides) and len(a) == len(b):
        return Reason("sides")
    if places(a) - {home} != places(b) - {home}:
        return Reason("places")
    one, other = level(a), level(b)
    if one and other and one != other:
        return Reason("levels")
    return None


def _numbers(name: str) -> list[str]:
    """The numbers of a name in their order: digits that stand together are one."""
    found, digits = [], ""
    for c in name + " ":
        if c.isdecimal():
            digits += c
            continue
        if digits:
            found.append(digits)
            digits = ""
        if c in _words().numerals:
            found.append(c)
    return found


def alike(kind: str, left: str, right: str) -> tuple[int, Reason] | None:
    """How alike two bare names of a kind are, of 100, and in what way; None where they are not.

    >>> alike("Unit", "政务服务局", "政务服务和大数据管理局")
    (75, Reason(code='abbreviation', values=()))
    >>> alike("Unit", "教育局", "卫生局") is None
    True
    """
    from rapidfuzz import fuzz

    if min(len(left), len(right)) < SHORTEST:
        return None
    if kind in ("Unit", "Document") and left[-1] != right[-1]:
        return None
    if kind == "Document" and left[-ENDING:] != right[-ENDING:]:
        return None
    if abbreviates(left, right):
        return 75, Reason("abbreviation")
    close = int(fuzz.ratio(left, right))
    return (close - 5, Reason("letters", (("percent", str(close)),))) if close >= CLOSE else None


def abbreviates(one: str, other: str) -> bool:
    """Whether the shorter has the first two and the last character of the longer, and the rest in its order.

    >>> abbreviates("政务服务局", "政务服务和大数据管理局"), abbreviates("教育局", "教师教育局")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) == len(long) or short[:2] != long[:2] or short[-1] != long[-1] or len(short) * 3 < len(long):
        return False
    left = iter(long)
    return all(c in left for c in short)
