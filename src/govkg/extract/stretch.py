"""One sentence as the quantity readers see it: its clauses and segments, found once, and short windows around a figure."""

from __future__ import annotations

import re
from bisect import bisect_right

CLAUSE = re.compile(r"[，,。；;：:！？!?\n]")
SEGMENT = re.compile(r"[。；;\n]")
WINDOW = 240  # code points: words farther from a figure say nothing about it; keeps the reading linear


class Stretch:
    """``text[start:end]`` with the places where its clauses and segments begin.

    >>> s = Stretch("A市；办件5件，增长2%。", 0, 13)
    >>> s.clause(9), s.segment(9), s.ahead(9)
    (8, 3, '增')
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self._clauses = [start] + [m.end() for m in CLAUSE.finditer(text, start, end) if not _inside(text, m.start())]
        self._segments = [start] + [m.end() for m in SEGMENT.finditer(text, start, end)]

    def clause(self, at: int) -> int:
        """Where the clause that holds ``at`` begins, never farther than the window."""
        return max(self._clauses[bisect_right(self._clauses, at) - 1], at - WINDOW)

    def segment(self, at: int) -> int:
        """Where the stretch between semicolons that holds ``at`` begins, never farther than the window."""
        return max(self._segments[bisect_right(self._segments, at) - 1], at - WINDOW)

    def clauses(self, left: int, at: int) -> list[str]:
        """The whole clauses that stand between ``left`` and the clause of ``at``, in their order."""
        left = max(left, at - WINDOW)
        cuts = self._clauses[bisect_right(self._clauses, left) : bisect_right(self._clauses, at)]
        return [self.text[a:b].strip("，,。；;：:！？!?\n ") for a, b in zip([left, *cuts], cuts, strict=False)]

    def ahead(self, at: int) -> str:
        """The words of the clause before ``at``."""
        return self.text[self.clause(at) : at]

    def before(self, at: int) -> str:
        """The words of the sentence before ``at``, as far as the window goes."""
        return self.text[max(self.start, at - WINDOW) : at]


def _inside(text: str, at: int) -> bool:
    """Whether a mark stands inside a number: 1,836家."""
    return (
        text[at] in ",，"
        and text[at - 1 : at].isdigit()
        and text[at + 1 : at + 4].isdigit()
        and len(text[at + 1 : at + 4]) == 3
    )
