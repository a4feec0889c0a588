"""Why an ontology is inconsistent: a smallest set of axioms and assertions that cannot all be true.

HermiT only says that there is a contradiction. Axioms are laid in a row; the first of them whose coming makes the row
inconsistent belongs to the contradiction, and nothing behind it is needed. It is set aside, what stands before it is laid anew,
nearest first, and so on until those set aside contradict each other: then none of them can be spared. Growing rows are tried in
one run of Java, which stops at the first inconsistent one. A contradiction of k axioms among n takes about 2k to 3k runs of one
to two seconds; after ``most`` runs what is known so far is given, and that it is not yet the smallest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from govkg.rdf import RDF_TYPE
from govkg.reason import hermit
from govkg.reason.axioms import Axiom, grouped, nearest

MOST = 60  # runs of Java
WIDTH, CLOSE = 8, 24  # rows tried in a run: of a long row, of a short one, which is read faster
SHORT = 400  # axioms
MEMBER = NamedNode("urn:govkg:member")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Axioms that cannot all be true; ``minimal`` when none can be spared; ``runs`` of HermiT that it took."""

    axioms: tuple[Axiom, ...]
    minimal: bool
    runs: int


def contradiction(triples: Iterable[Triple], most: int = MOST, given: Sequence[Triple] = ()) -> Explanation | None:
    """A smallest contradiction among the triples, None when they are consistent; ``given`` triples hold and are not listed.

    Raises CallerError ``reason.java`` without Java and ``reason.hermit`` when HermiT refuses the ontology.
    """
    declared, axioms = grouped(triples)
    base = [*declared, *given]
    found: list[Axiom] = []
    row, runs, low, high, sure = axioms, 0, 0, len(axioms), False
    while runs < most:
        cuts = [0, high] if not row else _cuts(low, high, geometric=bool(found) and low == 0)
        if low == 0 and 0 not in cuts:
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
            row = nearest(row[:low], found)
            low, high = 0, len(row)
    return Explanation((*found, *row[:high]), False, runs)


def impossible(triples: Iterable[Triple], iri: str, most: int = MOST) -> Explanation | None:
    """Why a class can have no member: what contradicts there being one; None when it can."""
    return contradiction(triples, most, [Triple(MEMBER, RDF_TYPE, NamedNode(iri))])


def _triples(axioms: Iterable[Axiom]) -> list[Triple]:
    return [t for a in axioms for t in a.triples]


def _cuts(low: int, high: int, geometric: bool) -> list[int]:
    """Where rows end that are tried in one run, rising, the last at ``high`` unless the answer there is known."""
    if geometric:
        cuts = [2**n for n in range(20) if 2**n < high]
    else:
        width = WIDTH if high > SHORT else CLOSE
        cuts = [low + (high - low) * n // width for n in range(1, width)]
    return sorted({c for c in (*cuts, high) if low < c <= high})
