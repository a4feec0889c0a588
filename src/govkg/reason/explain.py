"""Why an ontology is inconsistent: a smallest set of axioms and assertions that cannot all be true.

HermiT only says that there is a contradiction. Axioms are laid in a row; the first of them whose coming makes the row
inconsistent belongs to the contradiction, and nothing behind it is needed. It is set aside, what stands before it is laid anew,
nearest first, and so on until those set aside contradict each other: then none of them can be spared. Where it is known what
was added, the first row too begins with that and what is nearest to it. Growing rows are tried in one run of Java, which stops
at the first inconsistent one. A contradiction of k axioms takes about 2k runs of half a second to one; after ``most`` runs what
is known so far is given, and that it is not yet the smallest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import isqrt

from pyoxigraph import NamedNode, Triple

from govkg.rdf import RDF_TYPE
from govkg.reason import hermit
from govkg.reason.axioms import Axiom, grouped, nearest

MOST = 60  # runs of Java
CLOSE = 24  # rows that one run tries, each by an axiom longer
STEP = 3  # what is sought in a row laid nearest first is near its beginning: each tried row is by a third longer
MEMBER = NamedNode("urn:govkg:member")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Axioms that cannot all be true; ``minimal`` when none can be spared; ``runs`` of HermiT that it took."""

    axioms: tuple[Axiom, ...]
    minimal: bool
    runs: int


def contradiction(
    triples: Iterable[Triple], most: int = MOST, given: Sequence[Triple] = (), added: Collection[Triple] = ()
) -> Explanation | None:
    """A smallest contradiction among the triples, None when they are consistent; ``given`` triples hold and are not listed.

    Of several contradictions it is one near the triples that were ``added`` or are given. Raises CallerError ``reason.java``
    without Java and ``reason.hermit`` when HermiT refuses the ontology.
    """
    declared, axioms = grouped(triples)
    base = [*declared, *given]
    found: list[Axiom] = []
    row = _first(axioms, given, added)
    laid = bool(given or added)  # nearest first
    runs, low, high, sure = 0, 0, len(row), False
    while runs < most:
        cuts = _cuts(low, high, near=laid and low == 0)
        if low == 0:
            cuts = [0, *cuts]
        runs += 1
        at = hermit.first_inconsistent([[*base, *_triples(found), *_triples(row[:cut])] for cut in cuts])
        if at < 0:
            if not sure:
                return None
            low = cuts[-1]  # the row up to ``high`` is known to be inconsistent
        elif cuts[at] == 0:
            return Explanation(tuple(found), True, runs)
        else:
            low, high, sure = (cuts[at - 1] if at else low), cuts[at], True
        if high - low == 1 and sure:
            found.append(row[low])
            if low == 0:  # with nothing before it the row was inconsistent
                return Explanation(tuple(found), True, runs)
            row, laid = nearest(row[:low], found), True
            low, high = 0, len(row)
    return Explanation((*found, *row[:high]), False, runs)


def impossible(triples: Iterable[Triple], iri: str, most: int = MOST) -> Explanation | None:
    """Why a class can have no member: what contradicts there being one; None when it can."""
    return contradiction(triples, most, [Triple(MEMBER, RDF_TYPE, NamedNode(iri))])


def _first(axioms: list[Axiom], given: Sequence[Triple], added: Collection[Triple]) -> list[Axiom]:
    """The axioms as they are tried first: what was added, then the others by how near they are to it and to what is given."""
    if not given and not added:
        return axioms
    new = [a for a in axioms if a.head in added]
    return new + nearest([a for a in axioms if a.head not in added], [*new, *(Axiom((t,)) for t in given)])


def _triples(axioms: Iterable[Axiom]) -> list[Triple]:
    return [t for a in axioms for t in a.triples]


def _cuts(low: int, high: int, near: bool) -> list[int]:
    """Where rows end that are tried in one run, rising, the last at ``high``."""
    if near:
        cuts, cut = [], low
        while cut < high:
            cut += max(1, cut // STEP)
            cuts.append(cut)
    else:
        width = high - low if high - low <= CLOSE else min(isqrt(high - low), CLOSE)
        cuts = [low + (high - low) * n // width for n in range(1, width)]
    return sorted({c for c in (*cuts, high) if low < c <= high})
