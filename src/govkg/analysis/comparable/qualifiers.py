"""What a figure takes in beside its name: how far it reaches, at which prices, and whether the way of counting was changed.

Read from the figure's own words in the graph: its metric, its scope, and the clause that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from govkg import vocab
from govkg.analysis.model import Outcome, Passage

MARK = re.compile(r"(?<![0-9])[，,]|[，,](?![0-9]{3})|[。；;：:、\n]")
ASIDE = re.compile(r"^(?:个|以上|左右)?[（(][^（）()]{1,40}[）)]")
REACH = ("world", "nation", "province", "city", "county")
LEADING = re.compile(r"^(?:其中|截至[^，,]{0,12}|[0-9]{4}年|今年|去年|到|全年|累计|已)*$")
NATION = ("000000", "100000")
MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """``extent``: codes of what is taken in, sorted; ``prices``: constant, current or ""; ``changed`` and ``adjusted`` as said."""

    extent: tuple[str, ...] = ()
    prices: str = ""
    changed: bool = False


@vocab.kept
def _words() -> Mapping[str, tuple[str, str]]:
    return {row["word"]: (row["kind"], row["says"]) for row in vocab.table("cues-scope")}


@vocab.kept
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _words()), key=lambda w: (-len(w), w))))


def clause(p: Passage) -> str:
    """The clause of a figure: a lead clause without a figure of its own, its own words, and what brackets behind it say.

    >>> clause(Passage("", "", 0, 2, "按可比价格计算，全年增加值增长", "6%", "（不含烟草），好。"))
    '按可比价格计算，全年增加值增长6%（不含烟草）'
    """
    before = re.split(r"[。；;\n]", p.before)[-1]
    cuts = [m.end() for m in MARK.finditer(before)]
    start = cuts[-1] if cuts else 0
    lead = before[cuts[-2] if len(cuts) > 1 else 0 : start]
    if not re.search(r"[0-9]", lead) and not lead.endswith("、"):
        start -= len(lead)
    aside = ASIDE.match(p.after)
    behind = aside[0] if aside else MARK.split(p.after)[0]
    return before[start:] + p.quote + behind


@lru_cache(maxsize=65536)
def _read(words: str, metric: str, scope: str, rank: bool, own: str) -> Qualifiers:
    extent: set[str] = set()
    prices, changed = "", False
    for text in (metric, scope, words):
        for m in _pattern().finditer(text):
            kind, says = _words()[m[0]]
            if kind == "prices":
                prices = prices or says
            elif kind == "changed":
                changed = True
            elif kind == "adjusted":
                extent.add(says)
            elif says not in REACH:
                if text is not words or _near(words, m.end(), metric):
                    extent.add(says)
            elif says != own and (text is not words or _reaches(words, m, metric, rank)):
                extent.add(says)
    return Qualifiers(tuple(sorted(extent)), prices, changed)


def _near(words: str, at: int, metric: str) -> bool:
    """Whether a word belongs to the metric: it stands before it, or the metric's words are put together from elsewhere."""
    found = words.find(metric)
    return found < 0 or at <= found + len(metric) + 1 or words[at : at + 1] in ("）", ")") or "（" in words[:at]


def _reaches(words: str, m: re.Match[str], metric: str, rank: bool) -> bool:
    """全国 says how far a figure reaches where it opens the clause or stands before the metric; in a ranking, before the place.

    入选全国试点3个 counts what was chosen, not what the nation has.
    """
    if rank:
        return bool(re.match(r"[^，,。；;]{0,8}?(?:第|前|首位)", words[m.end() :])) or words.startswith(m[0])
    opening = MARK.split(words[: m.start()])[-1]
    return bool(LEADING.match(opening)) or (bool(metric) and words.startswith(metric, m.end()))


def qualifiers(o: Outcome) -> Qualifiers:
    """The qualifiers of a figure.

    >>> a = Outcome(iri="", kind="Result", passage="", rule="", words="工业增加值", clause="规模以上工业增加值增长6%")
    >>> qualifiers(a).extent, qualifiers(Outcome(iri="", kind="Result", passage="", rule="", clause="按可比价格计算，增长6%")).prices
    (('aboveScale',), 'constant')
    """
    return _read(o.clause, o.words, o.scope, o.figure == "rank", _own(o.area))


def level(area: str) -> str:
    """How far a place reaches, by its code; "" where it has none.

    >>> level("420000"), level("420100"), level("420102"), level("100000")
    ('province', 'city', 'county', 'nation')
    """
    if not area:
        return ""
    if area in NATION:
        return "nation"
    if area.endswith("0000"):
        return "province"
    return "city" if area.endswith("00") else "county"


def within(inner: str, outer: str) -> bool:
    """Whether one place lies in another, by their codes; one without a code of its own has the code of what it lies in and a +.

    >>> within("420102", "420100"), within("420100", "430000"), within("420100+", "420100"), within("420100", "420100")
    (True, False, True, False)
    """
    if not inner or not outer or inner == outer or outer.endswith("+"):
        return False
    reach = level(outer)
    stem = "" if reach == "nation" else outer[:2] if reach == "province" else outer[:4] if reach == "city" else outer
    return inner.startswith(stem)


def _own(area: str) -> str:
    """The word of the reporter's own reach, which adds nothing: 全市 in a city's report."""
    found = level(area)
    return "city" if found == "province" and area[:2] in MUNICIPALITIES else found
