"""Awards, commendations and ranks: what was given, to whom, by whom, as far as a report says."""

from __future__ import annotations

from govkg.analysis.gather import gather
from govkg.analysis.model import Picture, Tie
from govkg.analysis.reader import Reader
from govkg.store import View


def awards(store: View) -> Picture:
    """Every recognition and rank, tied to what it honours, to what it is attributed to and to who confers it.

    >>> import govkg
    >>> picture = awards(govkg.open().store)
    >>> [picture.things[t.source].label for t in picture.ties if t.kind == "confers"]
    ['国家发改委', '市委市直机关工委']
    """
    read = Reader(store)
    found = read.subjects("recognitions")
    claims = read.subjects("attributed", outcome=found)
    gather(read, [*found, *claims])
    ties = [read.tie(i) for i in claims]
    claimed = {(t.source, t.target) for t in ties}
    for i in found:
        rule, passage = read.one(i, "readBy"), read.first(i)
        if (about := read.one(i, "about")) and (about, i) not in claimed:
            ties.append(Tie(i, "about", about, i, passage, rule))
        if by := read.one(i, "conferredBy"):
            ties.append(Tie(i, "confers", by, i, passage, rule))
    return read.picture((), found, ties)


__all__ = ["awards"]
