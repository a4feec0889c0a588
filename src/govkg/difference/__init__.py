"""What changed between two versions of an ontology or a graph: terms, axioms, concepts, statements, and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from govkg import ids, rdf
from govkg.difference import said, things
from govkg.difference.model import PARTS, WAYS, Change, Difference, Field, Side, concluded
from govkg.difference.reading import called, load

__all__ = ["Change", "Difference", "Field", "Side", "compare", "difference", "load"]


def difference(old: Path, new: Path) -> Difference:
    """What differs between the versions at two paths: files, release folders or ontology folders.

    Raises CallerError for what cannot be read.
    """
    sides = zip((load(old), load(new)), called(old, new), strict=True)
    return compare(*(replace(side, name=name) for side, name in sides))


def compare(old: Side, new: Side) -> Difference:
    """What differs between two versions, in a fixed order.

    >>> from pyoxigraph import Literal
    >>> label = Quad(rdf.gov("Reform"), rdf.LABEL, Literal("reform", language="en"))
    >>> compare(Side("a", "", "", frozenset()), Side("b", "", "", frozenset([label]))).counts()
    {('term', 'added'): 1}
    """
    a, b = _parted(old), _parted(new)
    names = said.labels(old.quads) | said.labels(new.quads)
    found = [*things.compare(a["things"], b["things"]), *said.compare(a["said"], b["said"])]
    found += said.follows(a["inferred"], b["inferred"], names)
    found.sort(
        key=lambda c: (
            PARTS.index(c.part),
            WAYS.index(c.way),
            c.where,
            c.kind == "AnnotationProperty",
            c.kind,
            c.id,
            c.label,
        )
    )
    return Difference(old, new, tuple(found))


def _parted(side: Side) -> dict[str, list[Quad]]:
    """The quads of what is said (graphs of sources), of what follows, and of everything else."""
    made: dict[str, list[Quad]] = {"said": [], "inferred": [], "things": []}
    sources = {q.graph_name for q in side.quads if q.predicate == rdf.RDF_TYPE and q.object == rdf.gov("Report")}
    for q in side.quads:
        graph = q.graph_name
        if graph in sources and isinstance(graph, NamedNode):
            made["said"].append(q)
            if isinstance(q.subject, NamedNode) and q.subject.value.startswith(ids.report("")):
                made["things"].append(q)
        elif concluded(graph):
            made["inferred"].append(q)
        else:
            made["things"].append(q)
    return made
