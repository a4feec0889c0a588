"""The view of a text that names are looked for in: a folded copy of equal length, its quotes and titles, its phrase edges.

The folded copy writes every mark one way (full-width punctuation, half-width digits and letters, “ ” for all quote marks),
so that patterns are written once; offsets are those of the frozen text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from govkg import vocab
from govkg.extract.lookup import alternation
from govkg.extract.spans import EntityType

HALF = {
    chr(ord(a) + i): chr(ord(b) + i)
    for a, b, n in (("０", "0", 10), ("Ａ", "A", 26), ("ａ", "a", 26))
    for i in range(n)
}
FOLD = HALF | {
    ",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", "＋": "+", "「": "“", "」": "”",
    "『": "“", "』": "”", "〝": "“", "〞": "”", "＂": '"', "•": "·", "・": "·", "　": " ",
}  # fmt: skip
OTHER = re.compile(f"[{''.join(map(re.escape, FOLD))}]")
QUOTE = re.compile(r"“([^“”\n。！？]{1,40})”")
PLAIN_QUOTE = re.compile(r'"([^"\n。！？]{1,40})"')
LEFT_OPEN = re.compile(r"”")
TITLE = re.compile(r"《([^《》\n]{2,120}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})?)》")
HARD = "，。；：！？、\n（）《》<> \t"
HARD_MARK = re.compile(f"[{HARD}]")
NUMBER = re.compile(r"[0-9]{1,2}[.．](?![0-9])")  # of a heading, no part of the name that it opens with
HANZI = re.compile(r"[\u4e00-\u9fff]")
LONGEST = 40  # code points: no name of the genre is longer than this, so no phrase is followed further to the left


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name. Where two overlap, the heavier one stays."""

    start: int
    end: int
    type: EntityType
    name: str
    rule: str
    weight: int


def _one_way(m: re.Match[str]) -> str:
    return FOLD[m[0]]


def fold(text: str) -> str:
    """The copy of equal length on which patterns match.

    >>> fold("深化「互联网＋监管」改革,办件５件")
    '深化“互联网+监管”改革，办件5件'
    """
    folded = OTHER.sub(_one_way, text)
    if '"' in folded:
        folded = PLAIN_QUOTE.sub(lambda m: f"“{m[1]}”", folded)
    return folded


@lru_cache(maxsize=2)
def folded(text: str) -> str:
    """The folded copy of a whole text, made once for all who read it."""
    return fold(text)


@vocab.kept
def _words() -> tuple[re.Pattern[str], frozenset[str]]:
    """The words at which phrases break, as one pattern, with those that only keep a shorter one from being seen."""
    rows = vocab.table("words")
    return re.compile(alternation(r["word"] for r in rows)), frozenset(r["word"] for r in rows if r["kind"] == "keep")


class Page:
    """A folded text with its quotes, titles and phrase edges."""

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        self.text, self.folded = text, folded(text)
        self.sentences = sentences
        self.starts = [s for s, _ in sentences]
        self.quotes = [(m.start(), m.end()) for m in QUOTE.finditer(self.folded)]
        self.quote_starts = [s for s, _ in self.quotes]
        self.titles = [(m.start(), m.end()) for m in TITLE.finditer(self.folded)]
        self._edges: dict[int, list[int]] = {}
        self._words = _words()  # once a page: the tables are the same all through a reading

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds an offset (the whole text where there is none)."""
        i = bisect_right(self.starts, at) - 1
        return self.sentences[i] if i >= 0 else (0, len(self.text))

    def quote_at(self, at: int) -> tuple[int, int] | None:
        """The quote whose inside holds an offset."""
        i = bisect_right(self.quote_starts, at) - 1
        if i >= 0 and self.quotes[i][0] < at < self.quotes[i][1]:
            return self.quotes[i]
        return None

    def edges(self, sentence: tuple[int, int]) -> list[int]:
        """Where noun phrases may begin in a sentence: behind marks, verbs and function words."""
        known = self._edges.get(sentence[0])
        if known is None:
            pattern, keep = self._words
            start, end = sentence
            found = [start, *(m.end() for m in HARD_MARK.finditer(self.folded, start, end))]
            if number := NUMBER.match(self.folded, start, end):
                found.append(number.end())
            found += [m.end() for m in pattern.finditer(self.folded, start, end) if m[0] not in keep]
            known = self._edges[start] = sorted(set(found))
        return known

    def phrase_start(self, end: int) -> int:
        """Where the noun phrase that ends at ``end`` begins; a quote inside the phrase belongs to it whole."""
        sentence = self.sentence(max(0, end - 1))
        inside = self.quote_at(end)
        floor = max(sentence[0], end - LONGEST, inside[0] + 1 if inside else 0)
        edges = self.edges(sentence)
        at = end
        while at > floor:
            i = bisect_right(edges, at) - 1
            edge = edges[i] if i >= 0 else floor
            quote = self.quote_at(edge) or self._quote_ending(edge)
            if quote and quote != inside and quote[0] >= floor:
                at = quote[0]
                if at in edges:
                    return at
                continue
            return max(edge, floor)
        return max(at, floor)

    def noun_start(self, head: int, reach: int, end: int = -1) -> int:
        """Where the hanzi before a head noun begin that belong to its name: within its phrase and no further than ``reach``."""
        start = max(self.phrase_start(head if end < 0 else end), head - reach, 0)
        at = head
        while at > start and HANZI.match(self.folded, at - 1):
            at -= 1
        return at

    def cut(self, start: int, end: int) -> bool:
        """True when a word ends inside a stretch, so that the stretch is no word: 新乡 in 创新|乡村振兴."""
        edges = self.edges(self.sentence(start))
        i = bisect_right(edges, start)
        return i < len(edges) and edges[i] < end

    def _quote_ending(self, at: int) -> tuple[int, int] | None:
        i = bisect_right(self.quote_starts, at - 1) - 1
        return self.quotes[i] if i >= 0 and self.quotes[i][1] == at else None

    def before(self, start: int, reach: int = 12) -> str:
        """The words of the same sentence before an offset."""
        return self.folded[max(self.sentence(start)[0], start - reach) : start]

    def after(self, end: int, reach: int = 20) -> str:
        """The words behind an offset, up to the end of its sentence."""
        return self.folded[end : min(self.sentence(max(0, end - 1))[1], end + reach)]
