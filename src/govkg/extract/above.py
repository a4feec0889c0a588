"""What stands above a sentence: the names of its headings and of the sentences before it in its item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from govkg.document import Document, Sentence
from govkg.extract.spans import Mention

INITIATIVES = ("Reform", "Platform", "Campaign")
CONTEXT = 8  # how many names of earlier sentences are kept


class Above:
    """What the item above a sentence has named: its headings, then its earlier sentences."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self.document = document
        self.headings: dict[str, list[Mention]] = {}
        self.bodies: dict[str, list[Mention]] = {}
        self._named: dict[str, list[Mention]] = {}
        self.known: dict[str, Mention] = {}  # every initiative of the report where it is first named
        for m in mentions:
            s = document.sentence_at(m.start)
            if m.type in INITIATIVES:
                self.known.setdefault(m.name, m)
            if s.kind in ("heading", "body"):
                kind = self.headings if m.end <= s.section.heading_end or s.kind == "heading" else self.bodies
                kind.setdefault(s.section.path, []).append(m)

    def of(self, sentence: Sentence) -> list[Mention]:
        """Names of the headings over the sentence and of the sentences before it in its item, outermost first."""
        path = sentence.section.path
        found = [m for m in self._over(path) if m.end <= sentence.start]
        earlier = self.bodies.get(path, [])
        here = bisect_right(earlier, sentence.start, key=lambda m: m.end)
        return found + earlier[max(0, here - CONTEXT) : here]

    def _over(self, path: str) -> list[Mention]:
        """All names of the headings over a path, its own with them."""
        known = self._named.get(path)
        if known is None:
            above = self._over(path.rpartition("/")[0]) if "/" in path else []
            known = self._named[path] = [*above, *self.headings.get(path, ())]
        return known
