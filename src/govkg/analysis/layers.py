"""Spans that stand in one sentence, nested: each opens, holds words and other spans, and closes; one that crosses another is cut.

>>> [tuple(p) for p in layers("受理办件5件", 10, [(10, 16), (14, 16)])]
[('open', 0, 1, True), ('text', 0, '受理办件'), ('open', 1, 0, True), ('text', 1, '5件'), ('close', 1), ('close', 0)]
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

Part = list[Any]  # ["open", span, height, first piece] | ["text", innermost span or -1, words] | ["close", span]


def layers(text: str, start: int, spans: Sequence[tuple[int, int]], quiet: Collection[int] = ()) -> list[Part]:
    """The parts of a sentence that begins at ``start``; ``spans`` are (start, end), sorted by start, the longest first.

    ``height`` is how many layers lie within a piece, so that its line can stand below theirs; ``quiet`` spans (their indices)
    within one another share one line. A span that crosses another
    comes in pieces: the first one says so, together they are its words. What reaches beyond the sentence is left out.
    """
    end = start + len(text)
    places = [(max(a, start), min(b, end)) for a, b in spans]
    cuts = sorted({start, end, *(x for a, b in places if a < b for x in (a, b))})
    parts: list[Part] = []
    running: list[tuple[int, Part]] = []  # open pieces, the outermost first
    begun: set[int] = set()

    def close() -> int:
        n, part = running.pop()
        parts.append(["close", n])
        if running:
            around, outer = running[-1]
            outer[2] = max(outer[2], part[2] + (0 if n in quiet and around in quiet else 1))
        return n

    def begin(n: int) -> None:
        part: Part = ["open", n, 0, n not in begun]
        begun.add(n)
        parts.append(part)
        running.append((n, part))

    opening: dict[int, list[int]] = {}
    for n, (a, b) in enumerate(places):
        if a < b:
            opening.setdefault(a, []).append(n)
    for at, cut in enumerate(cuts):
        again: list[int] = []
        while any(places[n][1] == cut for n, _ in running):
            n = close()
            if places[n][1] != cut:
                again.append(n)
        for n in reversed(again):
            begin(n)
        if at + 1 == len(cuts):
            break
        for n in sorted(opening.get(cut, ()), key=lambda n: (-places[n][1], n)):
            begin(n)
        words = text[cut - start : cuts[at + 1] - start]
        parts.append(["text", running[-1][0] if running else -1, words])
    return parts
