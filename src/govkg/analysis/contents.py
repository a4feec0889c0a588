"""What a report says from its first sentence to its last, or what is stated of a policy document."""

from __future__ import annotations

from dataclasses import replace

from govkg.analysis.gather import gather, report_of, said_in
from govkg.analysis.model import Picture, Tie
from govkg.analysis.reader import OUTCOMES, TIES, Reader
from govkg.analysis.units import REPORTING
from govkg.store import View


def report(store: View, id: str = "") -> Picture:
    """All that one report states: outcomes, and who takes part, what founds what, what is part of what.

    ``id`` may be left out where the graph holds one report. The reporting body that answers for what names no other body is
    left out: the view of units tells it. Raises CallerError ``view.report`` for an unknown report, or when one must be named.

    >>> import govkg
    >>> picture = report(govkg.open().store, "wuhan-2021")
    >>> sum(o.kind == "Result" for o in picture.outcomes.values())
    65
    """
    read = Reader(store)
    one = report_of(read, id)
    kinds = {i: kind for i, kind in said_in(read, one).items() if kind in (*OUTCOMES, *TIES)}
    gather(read, kinds)
    ties = [read.tie(i) for i in sorted(kinds) if kinds[i] in TIES and read.code(i, "basis") != REPORTING]
    stated = sorted(i for i in kinds if kinds[i] in OUTCOMES)
    claimed = {(t.source, t.target) for t in ties if t.kind == "attribution"}
    for i in stated:
        about = read.one(i, "about")
        if about and (about, i) not in claimed:
            ties.append(Tie(i, "about", about, i, read.first(i), read.one(i, "readBy")))
    made = read.picture((), stated, ties)
    return replace(made, reports={one.iri: one})


def document(store: View, iri: str) -> Picture:
    """What is stated of a document: who issues it, what it founds, what it is part of, what happened to it.

    >>> import govkg
    >>> from govkg.parameters import entities
    >>> kg = govkg.open()
    >>> notice = entities(kg.store, "关于在全市范围内推广实施“一业一证”改革的通知")[0].value
    >>> sorted(t.kind for t in document(kg.store, notice).ties)
    ['about', 'mandate', 'participation']
    """
    read = Reader(store)
    around = read.subjects("touching", thing=[iri])
    gather(read, [iri, *around])
    ties = [read.tie(i) for i in around if read.kind(i) in TIES]
    claimed = {t.target for t in ties if t.kind == "attribution"}
    stated = [i for i in around if read.kind(i) in OUTCOMES]
    for i in stated:
        if i not in claimed:
            ties.append(Tie(i, "about", iri, i, read.first(i), read.one(i, "readBy")))
    return read.picture([iri], {*claimed, *stated}, ties, iri)


__all__ = ["document", "report"]
