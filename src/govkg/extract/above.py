"""What stands above a sentence: the names of its headings and of the sentences before it in its item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from govkg.document import Document, Section, Sentence
from govkg.extract.spans import Mention

INITIATIVES = ("Reform", "Platform", "Campaign")
CONTEXT = 8  # how many names of earlier sentences, and of each heading, are kept
Place = tuple[int, int]  # a section's start and level


class Above:
    """What the item above a sentence has named: its headings, then its earlier sentences."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self.document = document
        self.headings: dict[Place, list[Mention]] = {}
        self.bodies: dict[Place, list[Mention]] = {}
        self.known: dict[str, Mention] = {}  # every initiative of the report where it is first named
        for m in mentions:
            s = document.sentence_at(m.start)
            if m.type in INITIATIVES:
                self.known.setdefault(m.name, m)
            if s.kind in ("heading", "body"):
                kind = self.headings if m.end <= s.section.heading_end or s.kind == "heading" else self.bodies
                kind.setdefault(_place(s.section), []).append(m)
        self.around = self._around()

    def _around(self) -> dict[Place, tuple[Place, ...]]:
        """Each section with those around it, outermost first. The same number may come again: a paper behind another."""
        found: dict[Place, tuple[Place, ...]] = {}
        open_: dict[str, Place] = {}
        for section in self.document.sections:
            outer, place = open_.get(section.path.rpartition("/")[0]), _place(section)
            found[place] = (*(found[outer] if outer and section.path else ()), place)
            open_[section.path] = place
        return found

    def of(self, sentence: Sentence) -> list[Mention]:
        """Names of the headings over the sentence and of the sentences before it in its item, outermost first."""
        place = _place(sentence.section)
        found: list[Mention] = []
        for outer in self.around[place]:
            if named := self.headings.get(outer):
                here = bisect_right(named, sentence.start, key=lambda m: m.end)
                found += named[max(0, here - CONTEXT) : here]
        earlier = self.bodies.get(place, [])
        here = bisect_right(earlier, sentence.start, key=lambda m: m.end)
        return found + earlier[max(0, here - CONTEXT) : here]


def _place(section: Section) -> Place:
    return section.start, section.level
