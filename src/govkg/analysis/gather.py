"""Reading ahead: nodes and the words behind them in two questions, where one by one would be hundreds."""

from __future__ import annotations

from collections.abc import Iterable

from govkg.analysis.reader import TIES, Reader

ENDS = (
    "about",
    "award",
    "conferredBy",
    "metric",
    *{end: 0 for _, source, target in TIES.values() for end in (source, target)},
)


def gather(read: Reader, iris: Iterable[str]) -> None:
    """Reads statements, what they name, and the passages of all of these.

    >>> import govkg
    >>> read = Reader(govkg.open().store)
    >>> gather(read, read.subjects("recognitions"))
    >>> sorted({read.kind(i) for i in read.nodes} - {""})
    ['Award', 'Organisation', 'Place', 'Recognition', 'Reform', 'Result']
    """
    said = list(iris)
    read.describe(said)
    named = {v for i in said for end in ENDS for v in read.nodes[i].get(end, ())}
    read.describe(named)
    read.describe(e for i in (*said, *named) for e in read.nodes[i].get("evidence", ()))


__all__ = ["gather"]
