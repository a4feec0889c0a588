"""What one report says, and reading ahead: nodes and their words in few questions, where one by one would be hundreds."""

from __future__ import annotations

from collections.abc import Iterable

from govkg import query
from govkg.analysis.model import Report
from govkg.analysis.reader import OUTCOMES, THINGS, TIES, Reader
from govkg.answer import Row
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.store import View

ENDS = sorted({"about", "award", "conferredBy", "metric", *(end for _, *ends in TIES.values() for end in ends)})


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


def answered(store: View, question: str, **given: str) -> list[Row]:
    """The rows of a question of the library, so that a view and a question never count differently.

    >>> import govkg
    >>> answered(govkg.open().store, "unit-network")[0]["initiative"]
    '统一受理平台'
    """
    values = {k.removesuffix("_"): v for k, v in given.items() if v}
    try:
        return query.ask(Graph(store), question, values, engine="sparql").rows
    except CallerError as e:
        if e.code != "parameter.wrong":
            raise
        return []  # a graph without the vocabulary has no role and no basis, and no statement that names one


def report_of(read: Reader, id: str = "") -> Report:
    """The report of an id, or of a title that no other report has; of the only one where ``id`` is "".

    Raises CallerError ``view.report`` when there is none of that id, or several and none is named.
    """
    known = {r.id: r for r in read.reports().values()}
    if not id and len(known) == 1:
        id = next(iter(known))
    if id not in known and len(titled := [r.id for r in known.values() if id and r.title == id]) == 1:
        id = titled[0]
    if id not in known:
        what = f"the graph has no report {id!r}" if id else "which report?"
        raise CallerError("view.report", what, cure=f"there is {', '.join(sorted(known)[:20]) or 'none'}")
    return known[id]


def said_in(read: Reader, report: Report) -> dict[str, str]:
    """What a report states or names, each with its class."""
    rows = ((str(r["s"]), str(r["class"]).rpartition("#")[2]) for r in read.rows("said-in", report=[report.iri]))
    return {iri: kind for iri, kind in sorted(rows) if kind in (*THINGS, *OUTCOMES, *TIES)}


__all__ = ["answered", "gather", "report_of", "said_in"]
