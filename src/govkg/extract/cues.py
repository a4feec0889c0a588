"""Cue words of figures (``vocabularies/cues-measure.tsv``) as compiled patterns; every pattern is an alternation of words.

A word of the kind ``hide`` keeps a shorter cue inside it from being read: 人均预期寿命 is no 预期, 远超预期 neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from govkg import vocab


@vocab.kept
def words(*kinds: str) -> tuple[str, ...]:
    """The words of these kinds, longest first.

    >>> "压减" in words("down"), words("down")[0] >= words("down")[-1] or len(words("down")[0]) > 1
    (True, True)
    """
    found = {row["word"] for row in vocab.table("cues-measure") if row["kind"] in kinds}
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


def alternation(choice: Iterable[str]) -> str:
    """The words as one group of a regular expression, longest first; an empty choice matches nothing."""
    return "(?:" + ("|".join(map(re.escape, choice)) or r"(?!)") + ")"


@vocab.kept
def pattern(*kinds: str) -> re.Pattern[str]:
    """Finds a word of these kinds anywhere; group 1 is set where it is a cue, not where a hiding word covers it."""
    hidden = alternation(words(*(f"{k}-hide" for k in kinds)))
    return re.compile(rf"{hidden}|({alternation(words(*kinds))})")


def last(text: str, start: int, end: int, *kinds: str) -> int:
    """Where the last cue of these kinds in ``text[start:end]`` starts, -1 when there is none.

    >>> last("平均预期寿命提高，力争达到80岁", 0, 15, "target")
    9
    """
    found = -1
    for m in pattern(*kinds).finditer(text, start, end):
        if m[1]:
            found = m.start()
    return found
