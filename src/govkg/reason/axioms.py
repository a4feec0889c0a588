"""Triples as axioms: what an explanation is made of. An axiom is taken whole, with the blank nodes that spell it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from govkg.rdf import RDF_TYPE
from govkg.reason.rules import OURS, OWL, RDFS

Term = NamedNode | BlankNode
DECLARED = {NamedNode(OWL + k) for k in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology",
                                         "NamedIndividual", "Restriction")} | {NamedNode(RDFS + "Datatype")}  # fmt: skip
WORDS = {NamedNode(RDFS + k) for k in ("label", "comment", "seeAlso", "isDefinedBy")} | {
    NamedNode(OWL + k) for k in ("versionIRI", "versionInfo", "priorVersion", "deprecated", "imports")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom or assertion: its first triple says what kind it is, the others spell out its blank nodes."""

    triples: tuple[Triple, ...]

    @property
    def head(self) -> Triple:
        return self.triples[0]

    @property
    def terms(self) -> frozenset[str]:
        """The IRIs that it speaks of, OWL's own left out."""
        nodes = {n.value for t in self.triples for n in t if isinstance(n, NamedNode)}
        return frozenset(filter(OURS.match, nodes))

    @property
    def reach(self) -> frozenset[str]:
        """The IRIs by which others lead to it: of what is said of an individual not the class or property it has with many."""
        if _terminological(self.head):
            return self.terms
        ends = (self.head.subject, self.head.object) if self.head.predicate != RDF_TYPE else (self.head.subject,)
        return frozenset(n.value for n in ends if isinstance(n, NamedNode))

    @property
    def key(self) -> tuple[bool, str, list[str]]:
        """What axioms are sorted by, the same whatever names the blank nodes have: the ontology's own come first."""
        return (
            not _terminological(self.head),
            " ".join("_" if isinstance(n, BlankNode) else str(n) for n in self.head),
            sorted(self.terms),
        )


def grouped(triples: Iterable[Triple]) -> tuple[list[Triple], list[Axiom]]:
    """Declarations, which always hold, and axioms: those of the ontology first, then what is said of individuals.

    Labels, definitions and other annotations say nothing to a reasoner and are left out.
    """
    every = sorted(set(triples), key=str)
    notes = {t.subject for t in every if t.predicate == RDF_TYPE and t.object == NamedNode(OWL + "AnnotationProperty")}
    headers = {t.subject for t in every if t.predicate == RDF_TYPE and t.object == NamedNode(OWL + "Ontology")}
    of: dict[object, list[Triple]] = defaultdict(list)
    inner = set()
    for t in every:
        of[t.subject].append(t)
        if isinstance(t.object, BlankNode):
            inner.add(t.object)
    declared, axioms = [], []
    for t in every:
        if t.predicate in notes or t.predicate in WORDS or t.subject in headers:
            continue
        if isinstance(t.subject, BlankNode) and (t.subject in inner or not _opens(t, of[t.subject])):
            continue
        if t.predicate == RDF_TYPE and t.object in DECLARED:
            declared.append(t)
        else:
            start: list[object] = [t.object] if isinstance(t.subject, NamedNode) else [t.subject, t.object]
            axioms.append(Axiom((t, *_spelled(start, of, t))))
    return declared, sorted(axioms, key=lambda a: a.key)


def _opens(t: Triple, siblings: list[Triple]) -> bool:
    """Whether of the triples of a blank node that nothing points to this one names the axiom's kind."""
    if any(s.predicate.value == RDFS + "subClassOf" for s in siblings):
        return t.predicate.value == RDFS + "subClassOf"
    return t.predicate == RDF_TYPE


def _spelled(nodes: list[object], of: dict[object, list[Triple]], head: Triple) -> list[Triple]:
    found: list[Triple] = []
    edge, seen = [n for n in nodes if isinstance(n, BlankNode)], set()
    while edge:
        node = edge.pop()
        if node in seen:
            continue
        seen.add(node)
        for t in of[node]:
            if t != head:
                found.append(t)
                if isinstance(t.object, BlankNode):
                    edge.append(t.object)
    return sorted(found, key=str)


def _terminological(t: Triple) -> bool:
    spoken = t.object if t.predicate == RDF_TYPE else t.predicate
    return isinstance(spoken, NamedNode) and not OURS.match(spoken.value)


def nearest(axioms: Iterable[Axiom], found: Iterable[Axiom], widest: int = 20) -> list[Axiom]:
    """The axioms ordered by how many steps of shared terms lie between them and those found; long lists lead nowhere.

    In a step the ontology's own come first, then what is said of individuals that were reached.
    """
    left = list(axioms)
    near = {t for a in found for t in a.terms if len(a.terms) <= widest or a.head.predicate != RDF_TYPE}
    made: list[Axiom] = []
    while left:
        step = [a for a in left if a.reach & near]
        if not step:
            return made + left
        made += sorted(step, key=lambda a: (a.key[0], len(a.terms - near), a.key))
        taken = set(step)
        left = [a for a in left if a not in taken]
        near |= {t for a in step if len(a.terms) <= widest for t in a.terms}
    return made
