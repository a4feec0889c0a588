"""RDF Data Cube: every figure that a report gives, as an observation with its bound, its words and its statement.

Left out: what a person rejected, figures derived from others (no report says them), and observations without a number. Where a
report does not say the place, the period, the metric, the unit or the scope, the observation has ``cube/code/unsaid`` there: every
observation needs every dimension, and a guess would be worse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from govkg import ids, rdf, release
from govkg.exports import quads, structure
from govkg.exports.quads import Named
from govkg.exports.structure import DATA, QB, SKOS, TYPE, UNSAID, Set, Term
from govkg.exports.subject import About, Subject
from govkg.exports.triples import LINES, named, put
from govkg.statements import digest

REJECTED = NamedNode(ids.concept("status", "rejected"))
IN_SCHEME, PREFERRED, NOTATION = (NamedNode(SKOS + n) for n in ("inScheme", "prefLabel", "notation"))
EXACTLY = NamedNode(SKOS + "exactMatch")
CONCEPT = NamedNode(structure.CONCEPT)
VERSION = NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
OBSERVATION, DATASET = NamedNode(QB + "Observation"), NamedNode(QB + "dataSet")
Node = Mapping[NamedNode, Term]


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes the cube as Turtle."""
    return put(path, turtle(triples(named(subject), subject.about), subject.about))


def turtle(made: Iterable[Triple], about: About) -> Iterator[bytes]:
    """Triples as Turtle, with what the file is in comments above them."""
    told = [f"{name}: {value}" for name, value in about.text("zh") if value]
    yield "".join(f"# {LINES.sub(' ', line)}\n" for line in told).encode()
    ordered = sorted(set(made), key=lambda t: (str(t.subject), t.predicate != TYPE, str(t.predicate), str(t.object)))
    data = serialize(ordered, format=RdfFormat.TURTLE, prefixes=structure.PREFIXES)
    assert data is not None
    lines = data.split(b"\n")
    count = sum(line.startswith(b"@prefix") for line in lines)
    yield b"\n".join([*sorted(lines[:count]), *lines[count:]])


def triples(found: Iterable[Named], about: About) -> Iterator[Triple]:
    """The cube of some graphs: observations, code lists, data sets, structures.

    >>> import govkg
    >>> from govkg.exports import gather
    >>> kg = govkg.open()
    >>> made = list(triples(quads.graphs(kg), gather.of_graph(kg, "").about))
    >>> len({t.subject for t in made if t.object == OBSERVATION}) == len(kg.query("SELECT ?o { ?o gov:surface ?s ; gov:kind ?k }"))
    True
    """
    sets: set[Set] = set()
    codes = _Codes()
    for _, said in found:
        nodes = {iri: dict(told) for iri, told in quads.named_in(said).items()}
        for iri, node in nodes.items():
            of = _set(node)
            if of:
                sets.add(of)
                yield from _observation(iri, node, nodes, of, codes)
    yield from codes.triples()
    yield from structure.components(sets)
    for of in sorted(sets):
        yield from structure.described(of)
        me = NamedNode(structure.dataset(of))
        yield Triple(me, NamedNode(rdf.DCTERMS + "license"), NamedNode(about.licence))
        yield Triple(me, NamedNode(rdf.DCTERMS + "identifier"), Literal(about.dataset))
        yield Triple(me, NamedNode(rdf.DCTERMS + "provenance"), Literal(about.call))
        yield Triple(me, VERSION, Literal(about.version))


def _set(node: Node) -> Set | None:
    """The data set that a node belongs to; None for what is no figure, or no figure that stands."""
    role = getattr(node.get(TYPE), "value", "").removeprefix(ids.ONTOLOGY)
    if role not in structure.ROLES or node.get(rdf.gov("status")) == REJECTED:
        return None
    measures = tuple(m for m in structure.MEASURES if rdf.gov(m) in node)
    kind = node[rdf.gov("kind")].value.rpartition("/")[2]
    return (role, kind, measures) if measures else None


def _observation(iri: str, node: Node, nodes: Mapping[str, Node], of: Set, codes: _Codes) -> Iterator[Triple]:
    role, _, measures = of
    me = NamedNode(f"{DATA}observation/{iri.rpartition('/')[2]}")
    yield Triple(me, TYPE, OBSERVATION)
    yield Triple(me, DATASET, NamedNode(structure.dataset(of)))
    place = node.get(rdf.gov("place"))
    for thing in (place, node[rdf.gov("about")]):
        label = nodes.get(getattr(thing, "value", ""), {}).get(rdf.LABEL)
        if isinstance(thing, NamedNode) and label is not None:
            yield Triple(thing, rdf.LABEL, label)
    values: dict[str, Term] = {
        "statement": NamedNode(iri), "about": node[rdf.gov("about")], "area": place or UNSAID, "period": codes.period(node),
        "metric": codes.concept("metric", node.get(rdf.gov("metric"))), "unit": codes.unit(node),
        "kind": codes.concept("kind", node[rdf.gov("kind")]), "role": codes.role(role),
        "scope": codes.words("scope", node.get(rdf.gov("scope"))),
    }  # fmt: skip
    for name, value in values.items():
        yield Triple(me, NamedNode(structure.DIMENSIONS[name][0]), value)
    for name in (*measures, *structure.ATTRIBUTES):
        if rdf.gov(name) in node:
            yield Triple(me, rdf.gov(name), node[rdf.gov(name)])


class _Codes:
    """The codes of each list, and what is said of them."""

    def __init__(self) -> None:
        self.lists: dict[str, dict[NamedNode, set[tuple[NamedNode, Term]]]] = defaultdict(dict)

    def _add(self, dimension: str, code: NamedNode, *said: tuple[NamedNode, Term]) -> NamedNode:
        self.lists[dimension].setdefault(code, set()).update(said)
        return code

    def unsaid(self, dimension: str) -> NamedNode:
        """What stands where a report says nothing."""
        labels = [
            (PREFERRED, Literal(words, language=tongue)) for tongue, words in (("zh", "未说明"), ("en", "not said"))
        ]
        return self._add(dimension, UNSAID, *labels)

    def concept(self, dimension: str, value: Term | None) -> NamedNode:
        """A concept of a vocabulary, as it is."""
        return self._add(dimension, value) if isinstance(value, NamedNode) else self.unsaid(dimension)

    def words(self, dimension: str, value: Term | None) -> NamedNode:
        """A code for words as they stand in the report."""
        if value is None:
            return self.unsaid(dimension)
        return self._add(dimension, NamedNode(f"{DATA}{dimension}/{digest(value.value)}"), (PREFERRED, value))

    def unit(self, node: Node) -> NamedNode:
        """The unit as written, with the unit of measure that it is, where that is known."""
        value = node.get(rdf.gov("unitAsWritten"))
        if value is None or not value.value:
            return self.unsaid("unit")
        known = node.get(rdf.HAS_UNIT)
        same = [(EXACTLY, known)] if known is not None else []
        code = NamedNode(f"{DATA}unit/{quote(value.value, safe='', errors='replace')}")
        return self._add("unit", code, (NOTATION, value), (PREFERRED, Literal(value.value, language="zh")), *same)

    def period(self, node: Node) -> NamedNode:
        """The period in the precision of the report."""
        said = {name: node[rdf.gov(name)] for name in ("periodStart", "periodEnd") if rdf.gov(name) in node}
        ends = list(dict.fromkeys(term.value for term in said.values()))
        if not ends:
            return self.unsaid("period")
        code = NamedNode(f"{DATA}period/{quote('--'.join(ends), safe='', errors='replace')}")
        return self._add(
            "period", code, (NOTATION, Literal("/".join(ends))), *((rdf.gov(n), t) for n, t in said.items())
        )

    def role(self, name: str) -> NamedNode:
        """Result, target or baseline."""
        told = [
            (PREFERRED, Literal(structure.ROLES[name][n], language=tongue)) for n, tongue in enumerate(("zh", "en"))
        ]
        return self._add("role", NamedNode(f"{DATA}role/{name.lower()}"), *told)

    def triples(self) -> Iterator[Triple]:
        """Every code in its list; concepts of the vocabularies with their labels."""
        used = {code for codes in self.lists.values() for code in codes}
        for q in release.vocabulary():
            if q.subject in used and q.predicate == PREFERRED:
                yield q.triple
        for dimension, codes in self.lists.items():
            for code, said in codes.items():
                yield Triple(code, TYPE, CONCEPT)
                yield Triple(code, IN_SCHEME, NamedNode(structure.code_list(dimension)))
                for predicate, value in said:
                    yield Triple(code, predicate, value)
