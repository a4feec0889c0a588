"""Long stretches without a full stop are read in windows, so that the work grows with the text and not with its square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from govkg.extract.spans import Mention

LONG = 2000  # code points: a sentence of a real report is shorter
REACH, SIZE, SHARED = 200, 48, 12  # context beside the names of a window; names a window; names two windows share


class Spanned(Protocol):
    """A sentence: where it stands and whether it speaks of what is to come."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def plan(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a long sentence."""

    start: int
    end: int
    plan: bool


def windows(sentence: Spanned, mentions: Sequence[Mention]) -> Iterator[tuple[Spanned, Sequence[Mention]]]:
    """The sentence with its names, or, where it is too long, parts of it that share a few names.

    >>> names = [Mention(i, i + 1, "云", "Platform", "云", "r") for i in range(0, 6000, 60)]
    >>> [(w.start, w.end, len(m)) for w, m in windows(Window(0, 6000, False), names)]
    [(0, 3021, 48), (1960, 5181, 48), (4120, 6000, 28)]
    """
    if sentence.end - sentence.start <= LONG and len(mentions) <= SIZE:
        yield sentence, mentions
        return
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end))
    for i in range(0, max(1, len(ordered) - SHARED), SIZE - SHARED):
        group = ordered[i : i + SIZE]
        start = max(sentence.start, group[0].start - REACH) if group else sentence.start
        end = min(sentence.end, (max(m.end for m in group) if group else start) + REACH)
        yield Window(start, end, sentence.plan), group
