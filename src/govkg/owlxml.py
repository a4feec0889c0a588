"""The ontology as OWL/XML (W3C, OWL 2 Web Ontology Language XML Serialization): axioms instead of triples, as Protégé shows them.

Written are the axioms that the ontology uses; a triple that belongs to none of them is refused, so that nothing is lost unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from govkg.errors import InternalError

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENTITIES = {
    OWL.Class: "Class", OWL.ObjectProperty: "ObjectProperty", OWL.DatatypeProperty: "DataProperty",
    OWL.AnnotationProperty: "AnnotationProperty",
}  # fmt: skip
CHARACTERISTICS = {OWL.FunctionalProperty: "Functional", OWL.TransitiveProperty: "Transitive"}
AXIOMS = {RDFS.subClassOf: "SubClassOf", OWL.equivalentClass: "EquivalentClasses"}
BUILT_IN = {RDFS.label, RDFS.comment, RDFS.seeAlso, OWL.versionInfo, OWL.priorVersion}


def write(graph: Graph) -> bytes:
    """The graph of an ontology as OWL/XML; raises InternalError for a triple that no axiom of the ontology's kind accounts for."""
    root = _Writer(graph).ontology()
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


class _Writer:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.kinds = {
            s: name for kind, name in ENTITIES.items() for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)
        }
        self.kinds |= dict.fromkeys(BUILT_IN, "AnnotationProperty")
        self.notes: dict[tuple[Node, Node, Node], list[tuple[Node, Node]]] = {}
        for axiom in graph.subjects(RDF.type, OWL.Axiom):
            parts = [graph.value(axiom, p) for p in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)]
            said = [(p, o) for p, o in graph.predicate_objects(axiom) if p in BUILT_IN]
            self.notes[parts[0], parts[1], parts[2]] = sorted(said, key=_order)  # type: ignore[index]

    def ontology(self) -> Element:
        iri = next(s for s in self.graph.subjects(RDF.type, OWL.Ontology) if isinstance(s, URIRef))
        root = Element("Ontology", {"xmlns": str(OWL), "ontologyIRI": iri})
        if version := self.graph.value(iri, OWL.versionIRI):
            root.set("versionIRI", str(version))
        for predicate, value in sorted(self.graph.predicate_objects(iri), key=_order):
            if predicate not in (RDF.type, OWL.versionIRI):
                self._annotation(root, predicate, value)
        for name, kind in sorted(self.kinds.items()):
            if name not in BUILT_IN:
                SubElement(SubElement(root, "Declaration"), kind, {"IRI": name})
        for subject, predicate, value in sorted(self.graph, key=lambda t: tuple(term.n3() for term in t)):
            if subject != iri and (
                isinstance(subject, URIRef) or (subject, RDF.type, OWL.AllDisjointClasses) in self.graph
            ):
                self._axiom(root, subject, predicate, value)
        return root

    def _axiom(self, root: Element, s: Node, p: Node, o: Node) -> None:
        kind = self.kinds.get(s, "")  # type: ignore[call-overload]
        object_or_data = kind.removesuffix("Property")
        if p == RDF.type:
            self._typed(root, s, o, object_or_data)
        elif p == OWL.members:
            self._list(SubElement(root, "DisjointClasses"), o)
        elif p in AXIOMS:
            axiom = self._begin(root, AXIOMS[p], s, p, o)  # type: ignore[index]
            self._class(axiom, s)
            self._class(axiom, o)
        elif p == OWL.hasKey:
            axiom = SubElement(root, "HasKey")
            self._class(axiom, s)
            for name in sorted(Collection(self.graph, o), key=lambda n: (self.kinds[n] != "ObjectProperty", str(n))):  # type: ignore[index]
                self._property(axiom, name)
        elif p in (RDFS.domain, RDFS.range):
            axiom = SubElement(root, f"{object_or_data}Property{'Domain' if p == RDFS.domain else 'Range'}")
            self._property(axiom, s)
            if p == RDFS.range and object_or_data == "Data":
                SubElement(axiom, "Datatype", {"IRI": str(o)})
            else:
                self._class(axiom, o)
        elif p == OWL.inverseOf:
            axiom = SubElement(root, "InverseObjectProperties")
            self._property(axiom, s)
            self._property(axiom, o)
        elif p == RDFS.subPropertyOf:
            axiom = self._begin(root, f"Sub{object_or_data}PropertyOf", s, p, o)
            self._property(axiom, s)
            self._property(axiom, o)
        elif p == OWL.propertyChainAxiom:
            axiom = SubElement(root, "SubObjectPropertyOf")
            chain = SubElement(axiom, "ObjectPropertyChain")
            for step in Collection(self.graph, o):
                self._property(chain, step)
            self._property(axiom, s)
        else:
            self._fact(root, s, p, o)

    def _typed(self, root: Element, s: Node, o: Node, object_or_data: str) -> None:
        if o in CHARACTERISTICS:
            name = CHARACTERISTICS[o]  # type: ignore[index]
            self._property(SubElement(root, f"{name}{object_or_data}Property"), s)
        elif o not in ENTITIES and o != OWL.AllDisjointClasses:
            axiom = SubElement(root, "ClassAssertion")
            self._class(axiom, o)
            SubElement(axiom, "NamedIndividual", {"IRI": str(s)})

    def _fact(self, root: Element, s: Node, p: Node, o: Node) -> None:
        kind = self.kinds.get(p, "")  # type: ignore[call-overload]
        if kind == "AnnotationProperty":
            axiom = self._begin(root, "AnnotationAssertion", s, p, o)
            SubElement(axiom, "AnnotationProperty", {"IRI": str(p)})
            SubElement(axiom, "IRI").text = str(s)
            _value(axiom, o)
        elif kind in ("ObjectProperty", "DataProperty"):
            axiom = SubElement(root, f"{kind}Assertion")
            self._property(axiom, p)
            SubElement(axiom, "NamedIndividual", {"IRI": str(s)})
            if kind == "ObjectProperty":
                SubElement(axiom, "NamedIndividual", {"IRI": str(o)})
            else:
                _value(axiom, o)
        else:
            raise InternalError("owlxml.triple", f"no axiom is known for {s} {p} {o}", cure="teach it to govkg.owlxml")

    def _begin(self, root: Element, name: str, s: Node, p: Node, o: Node) -> Element:
        axiom = SubElement(root, name)
        for predicate, value in self.notes.get((s, p, o), ()):
            self._annotation(axiom, predicate, value)
        return axiom

    def _annotation(self, parent: Element, predicate: Node, value: Node) -> None:
        annotation = SubElement(parent, "Annotation")
        SubElement(annotation, "AnnotationProperty", {"IRI": str(predicate)})
        _value(annotation, value)

    def _property(self, parent: Element, node: Node) -> None:
        if isinstance(node, BNode):
            inverse = SubElement(parent, "ObjectInverseOf")
            self._property(inverse, self._one(node, OWL.inverseOf))
        else:
            SubElement(parent, self.kinds[node], {"IRI": str(node)})  # type: ignore[index]

    def _class(self, parent: Element, node: Node) -> None:
        if isinstance(node, URIRef):
            SubElement(parent, "Class", {"IRI": node})
            return
        for predicate, name in ((OWL.unionOf, "ObjectUnionOf"), (OWL.intersectionOf, "ObjectIntersectionOf")):
            if (members := self.graph.value(node, predicate)) is not None:
                self._list(SubElement(parent, name), members)
                return
        if (filler := self.graph.value(node, OWL.someValuesFrom)) is not None:
            restriction = SubElement(parent, "ObjectSomeValuesFrom")
        else:
            filler = self._one(node, OWL.onClass)
            least = str(self._one(node, OWL.minQualifiedCardinality))
            restriction = SubElement(parent, "ObjectMinCardinality", {"cardinality": least})
        self._property(restriction, self._one(node, OWL.onProperty))
        self._class(restriction, filler)

    def _list(self, parent: Element, head: Node) -> None:
        for member in self._members(head):
            self._class(parent, member)

    def _members(self, head: Node) -> Iterator[Node]:
        yield from Collection(self.graph, head)

    def _one(self, node: Node, predicate: URIRef) -> Node:
        value = self.graph.value(node, predicate)
        if value is None:
            raise InternalError(
                "owlxml.expression", f"a class expression has no {predicate}", cure="teach it to govkg.owlxml"
            )
        return value


def _order(pair: tuple[Node, Node]) -> tuple[str, str]:
    return str(pair[0]), pair[1].n3()


def _value(parent: Element, value: Node) -> None:
    if isinstance(value, Literal):
        literal = SubElement(parent, "Literal")
        literal.text = str(value)
        if value.language:
            literal.set(XML_LANG, value.language)
        elif value.datatype and value.datatype != XSD.string:
            literal.set("datatypeIRI", value.datatype)
    else:
        SubElement(parent, "IRI").text = str(value)
