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
        path, found = sentence.section.path, []
        parts = path.split("/")
        for n in range(1, len(parts) + 1):
            found += [m for m in self.headings.get("/".join(parts[:n]), ()) if m.end <= sentence.start]
        earlier = self.bodies.get(path, [])
        here = bisect_right(earlier, sentence.start, key=lambda m: m.end)
        return found + earlier[max(0, here - CONTEXT) : here]
