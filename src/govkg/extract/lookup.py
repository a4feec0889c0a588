"""Very many fixed words, looked up in a text: as part of a pattern, or by a table that costs the same for any number of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

MARKS = "，。；：\n"
CLAUSE = 120  # code points: a longer clause is not looked into
FEW = 6  # branches that are tried one after the other


def alternation(words: Iterable[str], follows: Mapping[str, str] | None = None) -> str:
    """A regular expression for any of the words, longest first, sharing beginnings so that matching stays linear.

    ``follows`` has the pattern that must stand behind a word. Where very many first characters are possible, sets of them
    are asked first, so that few branches are tried at a place.

    >>> alternation(["推进", "推动", "推"]), alternation(["户", "户次"], {"户": "(?!籍)"})
    ('(?:推(?:动|进)?)', '(?:户(?:(?:次)|(?!籍)))')
    """
    known = follows or {}
    branches: dict[str, dict[str, str]] = {}
    for word in words:
        if word:
            branches.setdefault(word[0], {})[word[1:]] = known.get(word, "")
    parts = {}
    for first, rests in sorted(branches.items()):
        end = rests.pop("", None)
        tail = alternation(rests, rests) if rests else ""
        if tail and end is not None:
            tail = f"(?:{tail}|{end})" if end else tail + "?"
        parts[first] = re.escape(first) + (tail or end or "")
    return f"(?:{_branches(parts)})" if parts else "(?!)"


def _branches(parts: dict[str, str]) -> str:
    if len(parts) <= FEW**2:
        return "|".join(parts.values())
    firsts, size = list(parts), -(-len(parts) // FEW)
    bunches = [firsts[i : i + size] for i in range(0, len(firsts), size)]
    return "|".join(f"(?={_set(b)})(?:{_branches({c: parts[c] for c in b})})" for b in bunches)


def _set(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(set(characters))))}]"


def clauses(text: str, verb: re.Pattern[str]) -> Iterator[int]:
    """Where the clauses begin that hold a match of a pattern, each once.

    >>> list(clauses("启用平台。A站建成投用，B站在建。", re.compile("建成|启用")))
    [0, 5]
    """
    last = -1
    for m in verb.finditer(text):
        low = max(0, m.start() - CLAUSE)
        at = max(text.rfind(mark, low, m.start()) for mark in MARKS) + 1
        if at != last and (at > 0 or low == 0):
            last = at
            yield at


class Lookup:
    """Words of two characters and more, found wherever they stand: at each place the longest, none inside the one before.

    Only where a first and a second character of them meet is the table asked, and its words only where three characters of one do.

    >>> [(at, word) for at, word in Lookup(["武汉", "武汉城市圈", "黄石"]).find("武汉城市圈有武汉、黄石。")]
    [(0, '武汉城市圈'), (6, '武汉'), (9, '黄石')]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda w: (-len(w), w)):
            if len(word) > 1:
                self.words.setdefault(word[:2], []).append(word)
        pairs = f"{_set(k[0] for k in self.words)}(?={_set(k[1] for k in self.words)})" if self.words else "(?!)"
        self.pairs = re.compile(pairs)
        every = [word for some in self.words.values() for word in some]
        self.short = frozenset(word for word in every if len(word) == 2)
        self.threes = frozenset(word[:3] for word in every)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Each place with its word."""
        reached, short, threes = 0, self.short, self.threes
        for m in self.pairs.finditer(text):
            at = m.start()
            if at < reached or (text[at : at + 3] not in threes and text[at : at + 2] not in short):
                continue
            if word := self.at(text, at):
                reached = at + len(word)
                yield at, word

    def at(self, text: str, start: int) -> str:
        """The longest of the words that begins at a place, "" for none."""
        for word in self.words.get(text[start : start + 2], ()):
            if text.startswith(word, start):
                return word
        return ""
