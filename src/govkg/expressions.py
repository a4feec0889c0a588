"""Axioms in words: class expressions, lists and other nameless nodes of an ontology, written as Manchester syntax writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Term = NamedNode | BlankNode | Literal
Node = Mapping[str, Sequence[Term]]  # predicate IRI → objects
Nodes = Mapping[NamedNode | BlankNode, Node]
Namer = Callable[[str], str]

RDF, OWL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2002/07/owl#"
JOINED = {"intersectionOf": "and", "unionOf": "or"}
QUANTIFIED = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}
GENID = "https://w3id.org/govkg/.well-known/genid/"  # what nameless nodes are called where they need a name
COUNTED = {
    "minQualifiedCardinality": "min", "maxQualifiedCardinality": "max", "qualifiedCardinality": "exactly",
    "minCardinality": "min", "maxCardinality": "max", "cardinality": "exactly",
}  # fmt: skip


def nodes(found: Iterable[Quad | Triple]) -> Nodes:
    """Triples by subject and predicate."""
    made: dict[NamedNode | BlankNode, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for t in found:
        if isinstance(t.subject, NamedNode | BlankNode) and isinstance(t.object, NamedNode | BlankNode | Literal):
            made[t.subject][t.predicate.value].append(t.object)
    return made


def nameless(term: Term) -> bool:
    """True for a blank node, and for one that was given a name made from what it says."""
    return isinstance(term, BlankNode) or (isinstance(term, NamedNode) and term.value.startswith(GENID))


def words(known: Nodes, term: Term, name: Namer, nested: bool = False, said: Namer = str) -> str:
    """A term as text: a name, a literal, or what a nameless node says; ``said`` puts the words between names into a language.

    >>> from pyoxigraph import RdfFormat, parse
    >>> text = '@prefix owl: <http://www.w3.org/2002/07/owl#> . <x:a> <x:is> [ owl:unionOf ( <x:b> [ owl:inverseOf <x:c> ] ) ] .'
    >>> known = nodes(parse(text, format=RdfFormat.TURTLE))
    >>> words(known, known[NamedNode("x:a")]["x:is"][0], lambda iri: iri.removeprefix("x:"))
    'b or inverse c'
    """
    if isinstance(term, Literal):
        return f"{term.value}@{term.language}" if term.language else term.value
    if not nameless(term):
        return name(term.value)
    node = known.get(term, {})
    if RDF + "first" in node:
        return ", ".join(words(known, x, name, False, said) for x in members(known, term))
    for key, word in JOINED.items():
        if OWL + key in node:
            text = f" {said(word)} ".join(words(known, x, name, True, said) for x in members(known, node[OWL + key][0]))
            return f"({text})" if nested else text
    if OWL + "onProperty" in node:
        text = _restriction(known, node, name, said)
        return f"({text})" if nested else text
    for key, word in (("complementOf", "not"), ("inverseOf", "inverse")):
        if OWL + key in node:
            return f"{said(word)} {words(known, node[OWL + key][0], name, True, said)}"
    if OWL + "oneOf" in node:
        return "{" + ", ".join(words(known, x, name, False, said) for x in members(known, node[OWL + "oneOf"][0])) + "}"
    inner = sorted(f"{name(p)} {words(known, o, name, True)}" for p, os in node.items() for o in os)
    return f"[{'; '.join(inner)}]"


def _restriction(known: Nodes, node: Node, name: Namer, said: Namer) -> str:
    on = words(known, node[OWL + "onProperty"][0], name, True, said)
    for key, word in QUANTIFIED.items():
        if OWL + key in node:
            return f"{on} {said(word)} {words(known, node[OWL + key][0], name, True, said)}"
    for key, word in COUNTED.items():
        if OWL + key in node:
            of = node.get(OWL + "onClass", ())
            rest = (*node[OWL + key][:1], *of)
            return " ".join([on, said(word), *(words(known, x, name, True, said) for x in rest)])
    return on


def members(known: Nodes, head: Term) -> list[Term]:
    """The members of a list, in order; a list that comes back to itself ends there."""
    found: list[Term] = []
    seen: set[Term] = set()
    while not isinstance(head, Literal) and head not in seen and RDF + "first" in known.get(head, {}):
        seen.add(head)
        found.append(known[head][RDF + "first"][0])
        head = known[head].get(RDF + "rest", [head])[0]
    return found
