"""A report laid out for its page: which sentences stand on which page, in what blocks, with which spans and notes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from govkg.analysis.layers import Part, layers
from govkg.analysis.model import Tie
from govkg.analysis.reading import KINDS, Reading, Said, Sentence
from govkg.web.notes import NOTED, Notes

# What a page weighs at most and what its parts weigh, in bytes of HTML, as measured on the longest reports.
MOST, PER_SENTENCE, PER_SPAN, PER_NOTE = 220_000, 190, 330, 420
HEADED = 2  # sections down to this depth are not parted from their text without need


@dataclass(frozen=True)
class Choice:
    """What a reader asked to see: types of statements (none: all), those of one thing, and what was not read."""

    kinds: frozenset[str] = frozenset()
    of: str = ""
    unread: bool = False

    def shows(self, said: Said) -> bool:
        """Whether a statement is to be marked in the text."""
        if said.flaw:
            return not self.of and (not self.kinds or "Flaw" in self.kinds)
        return (not self.kinds or said.kind in self.kinds) and (not self.of or self.of in said.of)


def pages(read: Reading) -> list[tuple[int, int]]:
    """The pages of a report as ranges of its sentences: one where that is not too heavy, else as few as will do.

    A page begins with a section where it can, else with a paragraph.
    """
    weights = [_weight(read, s) for s in read.sentences]
    made: list[tuple[int, int]] = []
    first, filled = 0, 0
    for start, end in _units(read.sentences, weights):
        weight = sum(weights[start:end])
        if filled and filled + weight > MOST:
            made.append((first, start))
            first, filled = start, 0
        filled += weight
    return [*made, (first, len(read.sentences))]


def _weight(read: Reading, s: Sentence) -> int:
    found = read.within(s)
    noted = sum(x.kind in NOTED for x in found)
    return 3 * len(s.text) + PER_SENTENCE + PER_SPAN * len(found) + PER_NOTE * noted


def _units(sentences: Sequence[Sentence], weights: Sequence[int]) -> Iterator[tuple[int, int]]:
    """What is kept together: a section with its text where a page can hold it, else its paragraphs."""
    starts = [n for n, s in enumerate(sentences) if n == 0 or (s.kind == "heading" and s.depth <= HEADED)]
    for start, end in zip(starts, [*starts[1:], len(sentences)], strict=True):
        if sum(weights[start:end]) <= MOST:
            yield start, end
            continue
        cuts = [n for n in range(start, end) if n == start or sentences[n].opens]
        yield from zip(cuts, [*cuts[1:], end], strict=True)


def page_of(parted: Sequence[tuple[int, int]], sentence: int) -> int:
    """The number of the page, from 0, that a sentence stands on.

    >>> page_of([(0, 5), (5, 9)], 5)
    1
    """
    return next((n for n, (_, end) in enumerate(parted) if sentence < end), len(parted) - 1)


def numbered(read: Reading, choice: Choice) -> dict[str, int]:
    """The numbers of the notes, through the whole report: id → number, from 1."""
    noted = [s.id for s in read.said if s.kind in NOTED and choice.shows(s)]
    return {name: n for n, name in enumerate(noted, 1)}


class Margin:
    """How far the notes lag behind the text, in px by estimate, so that a crowded sentence gets its notes run together."""

    LINE, HANZI, GAP = 35.0, 39, 24.0  # of the text: height of a line, hanzi in it, between paragraphs
    NOTE, WIDE, APART = 18.0, 26, 4.0  # of the notes: height of a line, hanzi in it, between two
    ABOVE = 8.0  # the notes of one sentence
    SLACK = 180.0

    def __init__(self) -> None:
        self.text = self.notes = 0.0

    def crowded(self, s: Sentence, notes: Sequence[dict[str, Any]]) -> bool:
        """Whether the notes of the next sentence, one below the other, would end too far below it."""
        if s.opens:
            self.text = math.ceil(self.text / self.LINE) * self.LINE + self.GAP
        top, self.text = max(self.text, self.notes), self.text + len(s.text) / self.HANZI * self.LINE
        if not notes:
            return False
        sizes = [_width(n) for n in notes]
        height = sum(math.ceil(w / self.WIDE) * self.NOTE + self.APART for w in sizes) + self.ABOVE
        crowded = len(notes) > 1 and top + height > self.text + self.LINE + self.SLACK
        self.notes = top + (math.ceil(sum(sizes) / self.WIDE) * self.NOTE + self.ABOVE if crowded else height)
        return crowded


def _width(note: dict[str, Any]) -> float:
    """The width of a note in hanzi."""
    words = "  ".join(
        [note["called"], note["figure"], note["words"], note["about"], *(b + n for _, b, n in note["bases"])]
    )
    return sum(0.55 if c < "\u0250" else 1 for c in words)


def blocks(notes: Notes, choice: Choice, page: tuple[int, int], chosen: str) -> list[dict[str, Any]]:
    """The headings and paragraphs of a page, each with its sentences."""
    read, numbers = notes.read, numbered(notes.read, choice)
    made: list[dict[str, Any]] = []
    margin = Margin()
    for n in range(*page):
        s = read.sentences[n]
        if s.opens or not made:
            made.append({"kind": s.kind, "level": min(max(s.depth, 1), 3) + 1, "sentences": []})
        told = _sentence(notes, choice, s, numbers, chosen)
        made[-1]["sentences"].append({**told, "run": margin.crowded(s, told["notes"])})
    return made


def _sentence(
    notes: Notes, choice: Choice, s: Sentence, numbers: dict[str, int], chosen: str
) -> dict[str, Any]:  # fmt: skip
    shown = [x for x in notes.read.within(s) if choice.shows(x)]
    spans = [list(g) for _, g in groupby(shown, key=lambda x: (x.start, x.end))]
    # One that began in the sentence before goes on here: its notes and its anchor stand there.
    begun = [x.start < s.start for x, *_ in spans]
    quiet = {n for n, g in enumerate(spans) if isinstance(g[0].node, Tie)}
    parts = layers(s.text, s.start, [(g[0].start, g[0].end) for g in spans], quiet)
    beside = [(numbers[x.id], x) for g in spans for x in g if x.id in numbers and s.start <= x.start]
    return {
        "start": s.start,
        "parts": parts,
        "spans": [_span(notes, g, numbers, n) for g, n in zip(spans, begun, strict=True)],
        "notes": notes.margin(beside),
        "unread": notes.why(s) if choice.unread and s.unread else "",
        "chosen": any(x.id == chosen and s.start <= x.start for x in notes.read.within(s)),
    }


def _span(notes: Notes, group: list[Said], numbers: dict[str, int], begun: bool) -> dict[str, Any]:
    """Statements with the very same words, as one span with one line: the first of them gives its type."""
    lead = group[0]
    basis = next((x.node.basis for x in group if isinstance(x.node, Tie)), "") if isinstance(lead.node, Tie) else ""
    return {"ids": [x.id for x in group], "kind": lead.kind, "basis": basis, "begun": begun,
            "n": next((numbers[x.id] for x in group if x.id in numbers), 0),
            "title": f"{notes.called(lead)} · {notes.words(lead)}"}  # fmt: skip


def contents(read: Reading, deepest: int) -> list[dict[str, Any]]:
    """The headings down to a depth, for a table of contents."""
    return [
        {"start": s.start, "depth": s.depth, "words": s.text.strip().rstrip("。")}
        for s in read.sentences
        if s.kind == "heading" and s.depth <= deepest
    ]


def facets(read: Reading, choice: Choice, name: Callable[[str], str]) -> list[dict[str, Any]]:
    """The types of statements that the report has, with their counts among what the other choices leave."""
    others = Choice(of=choice.of)
    counts: dict[str, int] = {}
    for s in read.said:
        if others.shows(s):
            counts[s.kind] = counts.get(s.kind, 0) + 1
    order = [k for k in (*KINDS, "Flaw") if k in counts or k in choice.kinds]
    return [
        {"kind": k, "called": name(k), "n": counts.get(k, 0), "on": k in choice.kinds,
         "next": ",".join(sorted(choice.kinds ^ {k}))}
        for k in order
    ]  # fmt: skip


def touching(read: Reading, said: Said) -> list[Said]:
    """What else is said with the same words or with some of them, the closest first."""
    found: Iterable[Said] = (x for x in read.said if x.id != said.id and x.start < said.end and said.start < x.end)
    return sorted(found, key=lambda x: (abs(x.start - said.start) + abs(x.end - said.end), x.start, x.id))


__all__ = [
    "Choice", "Part", "blocks", "contents", "facets", "numbered", "page_of", "pages", "touching",
]  # fmt: skip
