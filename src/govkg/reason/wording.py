"""Axioms in words, Chinese or English, from the catalogue of messages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from govkg import ids, messages
from govkg.rdf import LABEL, RDF_TYPE, gov
from govkg.reason.axioms import Axiom
from govkg.reason.rules import OWL, RDF, RDFS, Edges, Node

PREF = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
FEATURES = ("FunctionalProperty", "InverseFunctionalProperty", "TransitiveProperty", "SymmetricProperty", "AsymmetricProperty",
            "ReflexiveProperty", "IrreflexiveProperty")  # fmt: skip
RELATIONS = {RDFS + k: k for k in ("subClassOf", "subPropertyOf", "domain", "range")} | {
    OWL + k: k for k in ("equivalentClass", "equivalentProperty", "disjointWith", "propertyDisjointWith", "inverseOf",
                         "complementOf", "sameAs", "differentFrom")}  # fmt: skip
MEMBERS = {"AllDisjointClasses": "members", "AllDisjointProperties": "members", "AllDifferent": "distinctMembers"}
COUNTS = {"minCardinality": "min", "minQualifiedCardinality": "min", "maxCardinality": "max",
          "maxQualifiedCardinality": "max", "cardinality": "exactly", "qualifiedCardinality": "exactly"}  # fmt: skip


def names(triples: Iterable[Triple | Quad], lang: str) -> dict[str, str]:
    """IRI → what a person calls it: its label in the language or else in Chinese; of a statement the words that it read.

    >>> names([Triple(gov("Reform"), LABEL, Literal("改革", language="zh"))], "en")[gov("Reform").value]
    '改革'
    """
    found: dict[str, str] = {}
    exact: dict[str, str] = {}
    passages: dict[str, str] = {}
    for t in triples:
        s, p, o = t.subject, t.predicate, t.object
        if not isinstance(s, NamedNode):
            continue
        if p in (LABEL, PREF) and isinstance(o, Literal) and (o.language == lang or s.value not in found):
            found[s.value] = o.value
        elif p == gov("exact") and isinstance(o, Literal):
            exact[s.value] = o.value
        elif p == gov("evidence") and isinstance(o, NamedNode):
            passages[s.value] = o.value
    quotes = ("“{}”" if lang == "en" else "「{}」").format
    said = {iri: quotes(exact[p]) for iri, p in passages.items() if p in exact and iri.startswith(ids.statement(""))}
    return said | found


def sentence(axiom: Axiom, among: Sequence[Axiom], called: Mapping[str, str], lang: str) -> str:
    """The axiom as one sentence; of a long list only the members that the other axioms ``among`` which it stands speak of."""
    return _Speaker(axiom, among, called, lang).sentence()


class _Speaker:
    def __init__(self, axiom: Axiom, among: Sequence[Axiom], called: Mapping[str, str], lang: str) -> None:
        self.axiom, self.called, self.lang = axiom, called, lang
        self.others = frozenset[str]().union(*(a.terms for a in among if a != axiom))
        edges: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for t in axiom.triples:
            edges[str(t.subject)][t.predicate.value].append(t.object)
        self.edges: Edges = edges

    def say(self, key: str, **values: str) -> str:
        return messages.text(f"reason.{key}", self.lang, **values)

    def sentence(self) -> str:
        s, p, o = self.axiom.head
        kind = o.value.rpartition("#")[2] if isinstance(o, NamedNode) else ""
        if p == RDF_TYPE and kind in MEMBERS:
            lists = [n for key in ("members", "distinctMembers") for n in self.edges[str(s)].get(OWL + key, [])]
            every = [n for head in lists for n in self.list(head)]
            spoken = [n for n in every if isinstance(n, NamedNode) and n.value in self.others]
            return self.say(f"axiom.{kind}", members=self.join(spoken if len(spoken) > 1 else every, "and"))
        if p == RDF_TYPE and kind in FEATURES:
            return self.say(f"axiom.{kind}", property=self.name(s))
        if p == RDF_TYPE:
            return self.say("axiom.type", thing=self.name(s), type=self.name(o))
        if p.value == OWL + "propertyChainAxiom":
            steps = self.say("expression.then").join(self.name(n) for n in self.list(o))
            return self.say("axiom.chain", property=self.name(s), chain=steps)
        if p.value == OWL + "hasKey":
            return self.say("axiom.hasKey", a=self.name(s), keys=self.join(self.list(o), "and"))
        if p.value == OWL + "disjointUnionOf":
            return self.say("axiom.disjointUnionOf", a=self.name(s), members=self.join(self.list(o), "and"))
        if (relation := RELATIONS.get(p.value)) is not None:
            return self.say(f"axiom.{relation}", a=self.name(s), b=self.name(o))
        return self.say("axiom.tie", a=self.name(s), property=self.name(p), b=self.name(o))

    def name(self, node: Node) -> str:
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, NamedNode):
            if node.value in self.called:
                return self.called[node.value]
            outside = node.value.startswith("http") and not node.value.startswith(ids.ID)
            return re.split(r"[#/]", node.value)[-1] if outside else node.value
        return self.expression(node) if isinstance(node, BlankNode) else str(node)

    def expression(self, node: BlankNode) -> str:
        out = self.edges[str(node)]
        for key, word in (("intersectionOf", "and"), ("unionOf", "or"), ("oneOf", "or")):
            if OWL + key in out:
                return self.join(self.list(out[OWL + key][0]), word)
        if OWL + "complementOf" in out:
            return self.say("expression.not", a=self.name(out[OWL + "complementOf"][0]))
        if OWL + "onProperty" not in out:
            inverse = out.get(OWL + "inverseOf")
            return self.say("expression.inverse", a=self.name(inverse[0])) if inverse else self.say("expression.other")
        tie = self.name(out[OWL + "onProperty"][0])
        for key in ("someValuesFrom", "allValuesFrom", "hasValue"):
            if OWL + key in out:
                return self.say(f"expression.{key}", property=tie, a=self.name(out[OWL + key][0]))
        filler = out.get(OWL + "onClass") or out.get(OWL + "onDataRange")
        whose = self.name(filler[0]) if filler else self.say("expression.anything")
        for key, word in COUNTS.items():
            if OWL + key in out:
                return self.say(f"expression.{word}", property=tie, count=self.name(out[OWL + key][0]), a=whose)
        return self.say("expression.other")

    def join(self, nodes: Sequence[Node], word: str) -> str:
        return self.say(f"expression.{word}").join(self.name(n) for n in nodes)

    def list(self, head: Node) -> list[Node]:
        found: list[Node] = []
        while str(head) != f"<{RDF}nil>":
            cell = self.edges[str(head)]
            found += cell[RDF + "first"]
            head = cell[RDF + "rest"][0]
        return found
