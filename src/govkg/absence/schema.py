"""What the ontology allows: which classes have members in common, what a property is said of and what it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from govkg import resources, terms

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
TYPE = RDF + "type"


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """The ontology of the project, read once."""
    return Ontology()


class Ontology:
    """Classes with their parents and what they are disjoint with; properties with domain and range, as IRIs."""

    def __init__(self) -> None:
        path = resources.path("ontology/govkg.ttl")
        self.store = ox.Store()
        self.store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
        self.classes = {s for s in self._of_type("Class") if s}
        self.properties = {
            s for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty") for s in self._of_type(kind) if s
        }
        self.parents: dict[str, set[str]] = {}
        for q in self.store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None, None):
            if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode):
                self.parents.setdefault(q.subject.value, set()).add(q.object.value)
        self.apart = [
            set(self._list(q.object))
            for q in self.store.quads_for_pattern(None, ox.NamedNode(OWL + "members"), None, None)
        ]

    def _of_type(self, kind: str) -> list[str]:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(OWL + kind), None)
        return [q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)]

    def _list(self, node: object) -> list[str]:
        found = []
        while isinstance(node, ox.BlankNode):
            first = next(self.store.quads_for_pattern(node, ox.NamedNode(RDF + "first"), None, None)).object
            found += [first.value] if isinstance(first, ox.NamedNode) else []
            node = next(self.store.quads_for_pattern(node, ox.NamedNode(RDF + "rest"), None, None)).object
        return found

    def above(self, name: str) -> set[str]:
        """A class and all that it is a kind of."""
        found, todo = set(), [name]
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += sorted(self.parents.get(one, ()))
        return found

    def disjoint(self, one: str, other: str) -> bool:
        """Whether no thing can be of both classes."""
        left, right = self.above(one), self.above(other)
        return any(
            a != b for group in self.apart for a in left & group for b in right & group if not {a, b} <= left & right
        )

    def told(self, name: str, what: str) -> list[str]:
        """The classes of a property's domain or range (``what``), a union as its members."""
        found: list[str] = []
        for q in self.store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(RDFS + what), None, None):
            if isinstance(q.object, ox.NamedNode):
                found.append(q.object.value)
            else:
                for u in self.store.quads_for_pattern(q.object, ox.NamedNode(OWL + "unionOf"), None, None):  # type: ignore[arg-type]
                    found += self._list(u.object)
        return found

    def excludes(self, name: str, what: str, members: Iterable[str]) -> bool:
        """Whether a property's domain or range leaves no place for things of these classes."""
        told = [t for named in self.told(name, what) for t in self.kinds(named)]
        return bool(told) and all(self.disjoint(t, m) for t in told for m in members)

    def kinds(self, name: str) -> list[str]:
        """The classes that a class is made of where it is a union by definition, else itself."""
        made = [
            part
            for q in self.store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(OWL + "equivalentClass"), None, None)
            for u in self.store.quads_for_pattern(q.object, ox.NamedNode(OWL + "unionOf"), None, None)  # type: ignore[arg-type]
            for part in self._list(u.object)
        ]
        return [k for part in made for k in self.kinds(part)] or [name]


def nearest(iri: str, names: Iterable[str] = ()) -> str:
    """The known IRI that looks most like one, "" where none does."""
    known = {*terms.known(), *names}
    for space, locals_ in terms.outside().items():
        if iri.startswith(space):
            known |= {space + name for name in locals_}
    return terms.nearest(iri, sorted(known))
