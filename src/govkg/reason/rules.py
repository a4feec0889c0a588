"""What the ontology lets one conclude, as rules that run over data of any size.

OWL 2 RL has two kinds of rules for individuals. Some need one statement of the data: a class has superclasses, a property has
superproperties, inverses, domains and ranges. They are read off the reasoner itself: ``reasonable`` is given the ontology and
one made-up individual a class and one made-up pair a property, and what it concludes of these holds of every individual and
every pair. The data never enter it (its memory grows with the square of what it is given). The others join statements:
transitive properties, property chains (which reasonable does not know), and classes defined by what their members have.
They become SPARQL CONSTRUCT queries. What would make two names one (functional properties, keys) is left to HermiT: names of a
graph are never merged by a rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from govkg import resources
from govkg.rdf import RDF_TYPE

OWL, RDFS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PROBE = "urn:govkg:probe:"
OURS = re.compile(rf"(?!{OWL}|{RDFS}|{RDF}|http://www\.w3\.org/2001/XMLSchema#|{PROBE})")
Node = NamedNode | BlankNode | Literal | Triple
Edges = Mapping[str, Mapping[str, list[Node]]]


@dataclass(frozen=True, slots=True)
class Property:
    """What one pair of a property says besides: superproperties, the same backwards, classes of the subject, of the object."""

    above: tuple[NamedNode, ...] = ()
    inverse: tuple[NamedNode, ...] = ()
    domain: tuple[NamedNode, ...] = ()
    range: tuple[NamedNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """An ontology's rules: ``above`` class → superclasses; ``joins`` CONSTRUCT queries; what these read and conclude."""

    above: Mapping[NamedNode, tuple[NamedNode, ...]]
    properties: Mapping[NamedNode, Property]
    joins: tuple[str, ...]
    joined: frozenset[NamedNode]  # properties and classes that a join reads or concludes


def turtle(extra: str = "") -> list[Triple]:
    """The triples of the ontology, with ``extra`` Turtle behind it."""
    text = resources.path("ontology/govkg.ttl").read_text(encoding="utf-8") + "\n" + extra
    return [q.triple for q in parse(text, format=RdfFormat.TURTLE)]


@lru_cache(maxsize=1)
def ours() -> Rules:
    """The rules of govkg's own ontology.

    >>> [c.value.rpartition("#")[2] for c in ours().above[NamedNode("https://w3id.org/govkg/ontology#Target")]]
    ['Figure', 'Observation', 'Statement']
    """
    return compiled(turtle())


def compiled(ontology: Iterable[Triple]) -> Rules:
    """The rules of an ontology."""
    triples = list(ontology)
    joins = tuple(sorted(set(_joins(_edges(triples)))))
    named = {NamedNode(iri) for text in joins for iri in re.findall(r"<([^<>]+)>", text)} - {RDF_TYPE}
    above, properties = _probed(triples)
    read = named | {q for p in named & properties.keys() for q in (*properties[p].above, *properties[p].inverse)}
    return Rules(above, properties, joins, frozenset(read))


def _probed(triples: list[Triple]) -> tuple[dict[NamedNode, tuple[NamedNode, ...]], dict[NamedNode, Property]]:
    """What reasonable concludes of one individual a class and one pair a property."""
    import rdflib
    import reasonable

    def term(node: Node) -> rdflib.term.Node:
        if isinstance(node, Literal):
            return rdflib.Literal(node.value, lang=node.language)
        assert isinstance(node, NamedNode | BlankNode)
        return rdflib.URIRef(node.value) if isinstance(node, NamedNode) else rdflib.BNode(node.value)

    def of(*kinds: str) -> list[str]:
        wanted = {NamedNode(OWL + k) for k in kinds}
        found = {t.subject.value for t in triples
                 if t.predicate == RDF_TYPE and t.object in wanted and isinstance(t.subject, NamedNode)}  # fmt: skip
        return sorted(filter(OURS.match, found))

    classes, properties = of("Class"), of("ObjectProperty", "DatatypeProperty")
    given: list[tuple[rdflib.term.Node, ...]] = [(term(t.subject), term(t.predicate), term(t.object)) for t in triples]
    given += [(rdflib.URIRef(f"{PROBE}c:{c}"), rdflib.RDF.type, rdflib.URIRef(c)) for c in classes]
    given += [(rdflib.URIRef(f"{PROBE}s:{p}"), rdflib.URIRef(p), rdflib.URIRef(f"{PROBE}o:{p}")) for p in properties]
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(given)
    types: dict[str, set[str]] = defaultdict(set)
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for s, p, o in reasoner.reason():
        if str(s).startswith(PROBE) and isinstance(o, rdflib.URIRef):
            if p == rdflib.RDF.type and OURS.match(o):
                types[str(s)].add(str(o))
            elif OURS.match(p) and o.startswith(PROBE):
                pairs[str(s), str(o)].add(str(p))

    def nodes(iris: Iterable[str], but: str = "") -> tuple[NamedNode, ...]:
        return tuple(NamedNode(i) for i in sorted(iris) if i != but)

    above = {NamedNode(c): nodes(types[f"{PROBE}c:{c}"], c) for c in classes}
    made = {}
    for p in properties:
        s, o = f"{PROBE}s:{p}", f"{PROBE}o:{p}"
        made[NamedNode(p)] = Property(nodes(pairs[s, o], p), nodes(pairs[o, s]), nodes(types[s]), nodes(types[o]))
    return above, made


# -- joins -------------------------------------------------------------------------------------------------------------
def _edges(triples: Iterable[Triple]) -> Edges:
    edges: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for t in triples:
        edges[str(t.subject)][t.predicate.value].append(t.object)
    return edges


def _joins(edges: Edges) -> Iterator[str]:
    for subject, out in edges.items():
        kinds = {str(o) for o in out.get(RDF + "type", [])}
        if f"<{OWL}TransitiveProperty>" in kinds:
            yield f"CONSTRUCT {{ ?a {subject} ?c }} WHERE {{ ?a {subject} ?b . ?b {subject} ?c }}"
        for chain in out.get(OWL + "propertyChainAxiom", []):
            steps = [_step(edges, p, f"?v{n}", f"?v{n + 1}") for n, p in enumerate(_list(edges, chain))]
            yield f"CONSTRUCT {{ ?v0 {subject} ?v{len(steps)} }} WHERE {{ {' . '.join(steps)} }}"
        for same in out.get(OWL + "equivalentClass", []):
            yield from _members(edges, same, subject)
            yield from _owed(edges, subject, same)
        for above in out.get(RDFS + "subClassOf", []):
            if isinstance(above, NamedNode) and subject.startswith("_:"):
                yield from _members(edges, BlankNode(subject[2:]), str(above))
            yield from _owed(edges, subject, above)


def _members(edges: Edges, expression: Node, name: str) -> Iterator[str]:
    """Whoever meets the expression is a member of the named class."""
    if isinstance(expression, BlankNode) and name.startswith("<"):
        where = _pattern(edges, expression, "?x")
        if where is not None:
            yield f"CONSTRUCT {{ ?x <{RDF}type> {name} }} WHERE {{ {where} }}"


def _owed(edges: Edges, name: str, expression: Node) -> Iterator[str]:
    """What a member of the named class owes to "only" in the expression: the class of what it is tied to."""
    out = edges.get(str(expression), {})
    for part in _list(edges, *out.get(OWL + "intersectionOf", [])) if out else ():
        yield from _owed(edges, name, part)
    for value in out.get(OWL + "allValuesFrom", []):
        if isinstance(value, NamedNode) and OURS.match(value.value) and name.startswith("<"):
            tie = _step(edges, out[OWL + "onProperty"][0], "?x", "?y")
            yield f"CONSTRUCT {{ ?y <{RDF}type> {value} }} WHERE {{ ?x <{RDF}type> {name} . {tie} }}"


def _pattern(edges: Edges, expression: Node, var: str) -> str | None:
    """The expression as a graph pattern; None for what OWL 2 RL does not conclude from (counts, complements, datatypes)."""
    if isinstance(expression, NamedNode):
        if expression.value == OWL + "Thing":
            return ""
        return f"{var} <{RDF}type> {expression}" if OURS.match(expression.value) else None
    out = edges[str(expression)]
    if OWL + "intersectionOf" in out:
        parts = [_pattern(edges, e, var) for e in _list(edges, *out[OWL + "intersectionOf"])]
        return None if None in parts else " . ".join(p for p in parts if p)
    if OWL + "unionOf" in out:
        parts = [_pattern(edges, e, var) for e in _list(edges, *out[OWL + "unionOf"])]
        return None if None in parts else " UNION ".join(f"{{ {p} }}" for p in parts)
    if OWL + "hasValue" in out:
        return _step(edges, out[OWL + "onProperty"][0], var, str(out[OWL + "hasValue"][0]))
    if OWL + "someValuesFrom" in out:
        inner = _pattern(edges, out[OWL + "someValuesFrom"][0], var + "i")
        tie = _step(edges, out[OWL + "onProperty"][0], var, var + "i")
        return None if inner is None else " . ".join(filter(None, (tie, inner)))
    return None


def _step(edges: Edges, prop: Node, a: str, b: str) -> str:
    inverse = edges.get(str(prop), {}).get(OWL + "inverseOf", [])
    return f"{b} {inverse[0]} {a}" if isinstance(prop, BlankNode) and inverse else f"{a} {prop} {b}"


def _list(edges: Edges, head: Node | None = None) -> list[Node]:
    found = []
    while head is not None and str(head) != f"<{RDF}nil>":
        cell = edges[str(head)]
        found.append(cell[RDF + "first"][0])
        head = cell[RDF + "rest"][0]
    return found
