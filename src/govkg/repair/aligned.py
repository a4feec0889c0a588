"""Two copies of one text, laid beside each other: where a passage of the one stands in the other.

First their stretches between marks are matched as wholes, blanks and forms of characters aside; what is left between two matches is
matched character by character. A stretch that is too long for that stays unmatched: nothing is guessed of it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

STRETCH = re.compile(r"[^。；;！!？?，,、\n]*[。；;！!？?，,、\n]+|[^。；;！!？?，,、\n]+")
MOST = 4e7  # cells of a matrix of characters that are compared


@dataclass(frozen=True, slots=True)
class Run:
    """Characters ``a:b`` of the one text are ``c:d`` of the other; ``same`` where they are alike, one for one."""

    a: int
    b: int
    c: int
    d: int
    same: bool


class Alignment:
    """Where the passages of a text stand in another copy of it.

    >>> old, new = "受理办件19万余件。网页底部。全年办结", "受理各类办件19万余件。全年办结"
    >>> beside = Alignment(old, new)
    >>> start, end = beside.place(4, 9)
    >>> new[start:end], round(beside.share(0, len(old)) * len(old))
    ('19万余件', 14)
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._runs = [r for r in _runs(old, new) if r.b > r.a]
        self._starts = [r.a for r in self._runs]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where ``start:end`` of the old text stands in the new one; None where neither of its ends is found."""
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        return (first, max(first, last + 1))

    def share(self, start: int, end: int) -> float:
        """Which share of the characters ``start:end`` of the old text stands, one for one, in the new."""
        if end <= start:
            return 0.0
        same = 0
        for n in range(max(0, bisect_right(self._starts, start) - 1), len(self._runs)):
            run = self._runs[n]
            if run.a >= end:
                break
            if run.same:
                same += max(0, min(end, run.b) - max(start, run.a))
        return same / (end - start)

    def common(self) -> float:
        """Which share of the longer text is in both."""
        same = sum(r.b - r.a for r in self._runs if r.same)
        return same / max(len(self.old), len(self.new), 1)

    def _at(self, at: int) -> int | None:
        n = bisect_right(self._starts, at) - 1
        if n < 0 or at >= self._runs[n].b:
            return None
        run = self._runs[n]
        if run.same:
            return run.c + at - run.a
        if run.d == run.c:  # it is not in the new text: its place is where it would stand
            return run.c
        return min(run.d - 1, run.c + (at - run.a) * (run.d - run.c) // (run.b - run.a))


def plain(words: str) -> str:
    """Words as they are compared over two copies: no blanks, no marks, one form of each character.

    >>> plain("压减６０．９％，") == plain("压减 60.9%"), plain("网络。")
    (True, '网络')
    """
    kept = (c for c in unicodedata.normalize("NFKC", words) if not c.isspace())
    return "".join(c for c in kept if c in "%.+-" or not unicodedata.category(c).startswith(("P", "C")))


def _runs(old: str, new: str) -> Iterator[Run]:
    left, right = _stretches(old), _stretches(new)
    matcher = SequenceMatcher(None, [plain(w) for _, w in left], [plain(w) for _, w in right], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for (at, words), (to, others) in zip(left[a:b], right[c:d], strict=True):
                yield from _characters(words, others, at, to)
        else:
            yield from _characters(
                "".join(w for _, w in left[a:b]),
                "".join(w for _, w in right[c:d]),
                _place(left, a, old),
                _place(right, c, new),
            )


def _characters(old: str, new: str, at: int, to: int) -> Iterator[Run]:
    if old == new:
        yield Run(at, at + len(old), to, to + len(new), True)
        return
    if len(old) * len(new) > MOST:
        return
    from rapidfuzz.distance import Levenshtein

    for op in Levenshtein.opcodes(old, new):
        yield Run(at + op.src_start, at + op.src_end, to + op.dest_start, to + op.dest_end, op.tag == "equal")


def _stretches(text: str) -> list[tuple[int, str]]:
    return [(m.start(), m[0]) for m in STRETCH.finditer(text)]


def _place(stretches: Sequence[tuple[int, str]], n: int, text: str) -> int:
    return stretches[n][0] if n < len(stretches) else len(text)
