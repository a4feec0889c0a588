"""Awards, commendations and ranks: what was given, to whom, by whom, as far as a report says."""

from __future__ import annotations

from govkg.analysis.gather import gather, report_of, said_in
from govkg.analysis.model import Picture, Tie
from govkg.analysis.reader import Reader
from govkg.store import View


def awards(store: View, report: str = "") -> Picture:
    """Every recognition and rank, tied to what it honours, to what it is attributed to and to who confers it.

    ``report`` is the id of the one report to tell of; raises CallerError ``view.report`` where there is none of it.

    >>> import govkg
    >>> picture = awards(govkg.open().store)
    >>> [picture.things[t.source].label for t in picture.ties if t.kind == "confers"]
    ['国家发改委', '市委市直机关工委']
    """
    read = Reader(store)
    found = _of(read, report) if report else read.subjects("recognitions")
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


def _of(read: Reader, report: str) -> list[str]:
    within = said_in(read, report_of(read, report))
    read.describe(figures := [i for i, kind in within.items() if kind == "Result"])
    ranks = [i for i in figures if read.code(i, "kind") == "rank"]
    return sorted([*ranks, *(i for i, kind in within.items() if kind == "Recognition")])


__all__ = ["awards"]
