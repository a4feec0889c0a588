"""What of a graph HermiT is given: the things and statements by name, with their classes and the ties between them.

No literals (HermiT refuses dates, and nothing follows from words), no passages, sentences left out or findings. Things of one
kind and concepts of one scheme are declared different from each other: the writer gives one name to one thing, so that "two
organisations" are two, and a property with one value that has two is a contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from govkg import ids
from govkg.rdf import CLASSES, GOV, RDF_TYPE, gov
from govkg.reason.rules import OWL, RDF

LEFT_OUT = {gov(c) for c in ("Evidence", "IgnoredSentence", "ReadingFinding")}
KINDS = {gov(c) for c in CLASSES.values()}
DIFFERENT = 2  # fewer names than that are not told apart


def individuals(quads: Iterable[Quad]) -> list[Triple]:
    """The assertions about the individuals of a graph, sorted, and that those of a kind are different."""
    rows = [q.triple for q in quads if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)]
    typed: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for t in rows:
        if t.predicate == RDF_TYPE and isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode):
            typed[t.subject].add(t.object)
    left = {n for n, classes in typed.items() if classes & LEFT_OUT}
    said = {t for t in rows if t.predicate.value.startswith(GOV)
            and t.subject not in left and t.object not in left and str(t.subject).startswith(f"<{ids.ID}")}  # fmt: skip
    used = {n for t in said for n in (t.subject, t.object) if isinstance(n, NamedNode)}
    ours = {Triple(n, RDF_TYPE, c) for n in typed if n in used or typed[n] & KINDS if n not in left for c in typed[n]
            if c.value.startswith(GOV)}  # fmt: skip
    groups: dict[str, set[NamedNode]] = defaultdict(set)
    for n in typed:
        for c in typed[n] & KINDS:
            groups[c.value].add(n)
    for n in used:
        if n.value.startswith(ids.VOCAB):
            groups[n.value.rpartition("/")[0]].add(n)
    apart = [t for key in sorted(groups) if len(groups[key]) >= DIFFERENT for t in different(groups[key], key)]
    return [*sorted(said | ours, key=str), *apart]


def different(nodes: Iterable[NamedNode], name: str) -> Iterator[Triple]:
    """``owl:AllDifferent`` of the nodes, as a list of blank nodes with names of its own."""
    members = sorted(nodes, key=str)
    label = "".join(c if c.isalnum() else "x" for c in name)
    axiom = BlankNode(f"different{label}")
    cells = [BlankNode(f"different{label}n{n}") for n in range(len(members))]
    yield Triple(axiom, RDF_TYPE, NamedNode(OWL + "AllDifferent"))
    yield Triple(axiom, NamedNode(OWL + "distinctMembers"), cells[0])
    for n, (cell, member) in enumerate(zip(cells, members, strict=True)):
        yield Triple(cell, NamedNode(RDF + "first"), member)
        yield Triple(cell, NamedNode(RDF + "rest"), cells[n + 1] if n + 1 < len(cells) else NamedNode(RDF + "nil"))
