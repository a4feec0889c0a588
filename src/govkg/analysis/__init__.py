"""What views draw, asked of the store: the whole table of reforms and outcomes, or what stands around one thing."""

from __future__ import annotations

from dataclasses import replace

from govkg.analysis.gather import gather, report_of, said_in
from govkg.analysis.model import INITIATIVES, Both, Outcome, Passage, Picture, Report, Thing, Tie
from govkg.analysis.reader import OUTCOMES, TIES, Reader
from govkg.store import View


def reforms_outcomes(store: View, report: str = "") -> Picture:
    """Every initiative with its attributed outcomes, who takes part, which documents found it, what it is part of.

    ``report`` is the id of the one report to tell of; raises CallerError ``view.report`` where there is none of it.

    >>> import govkg
    >>> picture = reforms_outcomes(govkg.open().store)
    >>> any(t.label == "一事联办" for t in picture.things.values())
    True
    """
    read = Reader(store)
    if report:
        within = said_in(read, report_of(read, report))
        initiatives = [i for i, kind in within.items() if kind in INITIATIVES]
        said = {i for i, kind in within.items() if kind == "Attribution"}
        around = _tying(read, [i for i, kind in within.items() if kind in TIES], set(initiatives))
    else:
        initiatives = read.subjects("initiatives")
        said = set(read.subjects("attributions"))
        around = set(read.subjects("touching", thing=initiatives))
    gather(read, said | around)
    ties = [
        read.tie(i)
        for i in sorted(said | around)
        if read.kind(i) in TIES and (i in said or read.kind(i) != "Attribution")
    ]
    return read.picture(initiatives, (t.target for t in ties if t.kind == "attribution"), ties)


def _tying(read: Reader, ties: list[str], things: set[str]) -> set[str]:
    """Those of these ties that have one of the things at an end."""
    read.describe(ties)
    ends = {i: {read.one(i, end) for end in TIES[read.kind(i)][1:]} for i in ties}
    return {i for i, found in ends.items() if things & found}


def neighbourhood(store: View, iri: str) -> Picture:
    """What is stated of a thing, one step around it; of its parts also what they are reported to have brought about.

    Outcomes of parts are tied with basis ``inferred``: they follow from two statements, no report says them.
    """
    read = Reader(store)
    around = read.subjects("touching", thing=[iri])
    read.describe([iri, *around])
    ties = [read.tie(i) for i in around if read.kind(i) in TIES]
    outcomes = {t.target for t in ties if t.kind == "attribution"}
    stated = [i for i in around if read.kind(i) in OUTCOMES]
    read.describe(stated)
    for i in stated:
        if i not in outcomes:
            ties.append(Tie(i, "about", iri, i, read.first(i), read.one(i, "readBy")))
    parts = _parts(read, iri)
    below = read.subjects("touching", thing=parts)
    read.describe(below)
    for i in below:
        if read.kind(i) == "Attribution" and read.one(i, "initiative") in parts:
            tie = read.tie(i)
            if tie.target not in outcomes:
                ties.append(replace(tie, source=iri, basis="inferred"))
                outcomes.add(tie.target)
    return read.picture([iri], {*outcomes, *stated}, ties, iri)


def _parts(read: Reader, iri: str) -> list[str]:
    """Everything that is part of a thing, however deep."""
    found: list[str] = []
    edge = [iri]
    while edge:
        ties = read.subjects("touching", thing=edge)
        read.describe(ties)
        edge = sorted({
            read.one(i, "part") for i in ties if read.kind(i) == "Composition" and read.one(i, "whole") in edge
        } - {iri, *found})  # fmt: skip
        found += edge
    return found


__all__ = [
    "INITIATIVES", "Both", "Outcome", "Passage", "Picture", "Reader", "Report", "Thing", "Tie", "neighbourhood",
    "reforms_outcomes",
]  # fmt: skip
