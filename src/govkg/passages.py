"""Passages of a text and the context that tells each of them apart from every other place with the same words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from govkg.document import Document
from govkg.statements import CONTEXT, LONGEST_CONTEXT, Evidence

GRAM = 8  # code points: every window of 2 * GRAM - 1 holds one gram that begins at a multiple of GRAM
FEW = 4  # places that cost less to look at than to narrow down


class Passages:
    """One text, asked many times whether a passage stands in it only once; the answer costs no search of the whole."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at in range(0, len(self.text) - GRAM + 1, GRAM):
            found.setdefault(self.text[at : at + GRAM], []).append(at)
        return found

    def context(self, start: int, end: int) -> tuple[str, str]:
        """Prefix and suffix of ``start:end``: they grow until they tell it apart, or to ``LONGEST_CONTEXT``.

        >>> Passages("办件5件。" * 3).context(2, 4)[0]
        '办件'
        >>> p = Passages("甲" + "一" * 100 + "5件" + "二" * 100)
        >>> [len(words) for words in p.context(101, 103)]
        [32, 32]
        """
        reach = CONTEXT
        while reach < min(len(self.text), LONGEST_CONTEXT) and self.again(max(0, start - reach), end + reach):
            reach *= 4
        return self.text[max(0, start - reach) : start], self.text[end : end + reach]

    def again(self, start: int, end: int) -> bool:
        """Whether the words ``start:end`` stand anywhere else too.

        >>> p = Passages("受理办件五十件，办结率百分之百，群众满意。" * 2 + "完")
        >>> p.again(0, 20), p.again(0, 40)
        (True, False)
        """
        end = min(end, len(self.text))
        window = self.text[start:end]
        if len(window) < 2 * GRAM - 1:
            return self.text.find(window) < start or self.text.find(window, start + 1) >= 0
        # An occurrence elsewhere holds, at one of the first offsets, a gram that the index knows.
        known = self._places.get
        for offset in range(GRAM):
            places = known(window[offset : offset + GRAM])
            if places is None or (len(places) == 1 and places[0] == start + offset):
                continue
            if self._elsewhere(window, offset, start):
                return True
        return False

    def evidence(
        self, document: Document, source: str, start: int, end: int, damage: Sequence[tuple[int, int, str]] = ()
    ) -> Evidence:
        """The words ``start:end`` of a source with the context that tells them apart, their sentence, section and damage."""
        s = document.sentence_at(start)
        prefix, suffix = self.context(start, end)
        why = ""
        if damage:
            why = "；".join(dict.fromkeys(w for a, b, w in damage if a < s.end and s.start < b))
        return Evidence(source, start, end, self.text[start:end], prefix, suffix, s.start, max(s.end, end),
                        s.section.path, why)  # fmt: skip

    def _elsewhere(self, window: str, offset: int, start: int) -> bool:
        """Whether the window stands elsewhere so that the grams at ``offset``, ``offset + GRAM`` … are those of the index."""
        at, places = offset, self._places[window[offset : offset + GRAM]]
        if self._any(window, places[:2], offset, start):  # as where a paper stands twice in a file
            return True
        for later in range(offset + GRAM, len(window) - GRAM + 1, GRAM):
            if len(places) < FEW:
                break
            others = self._places.get(window[later : later + GRAM], [])
            if len(others) < len(places):  # rows of blanks or dots stand everywhere
                at, places = later, others
        return self._any(window, places, at, start)

    def _any(self, window: str, places: Sequence[int], at: int, start: int) -> bool:
        return any(p - at != start and self.text.startswith(window, p - at) for p in places if p >= at)
