"""What the server says of itself and of its data: the SPARQL 1.1 Service Description and VoID, in any form of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from govkg.query import PREFIXES
from govkg.web.media import Form
from govkg.web.options import Options

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
VOID = "http://rdfs.org/ns/void#"
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
           "JSON-LD", "RDF_XML")  # fmt: skip
ENGINE = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
SHORT = {**PREFIXES, "sd": SD, "void": VOID, "dcat": "http://www.w3.org/ns/dcat#", "foaf": "http://xmlns.com/foaf/0.1/"}
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
COUNT = ox.NamedNode(VOID + "triples")


def written(triples: Iterable[ox.Triple], form: Form) -> bytes:
    """Triples in a form of a graph.

    >>> from govkg.web.media import NTRIPLES
    >>> written([ox.Triple(ox.NamedNode("http://x/a"), TYPE, ox.NamedNode(SD + "Service"))], NTRIPLES).split()[0]
    b'<http://x/a>'
    """
    ordered = sorted(triples, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    made = ox.serialize(ordered, format=ENGINE[form.name], prefixes=SHORT) or b""
    if form.name != "turtle":
        return made
    lines = made.splitlines(keepends=True)  # the serializer writes its prefixes in the order of a hash map
    count = sum(line.startswith(b"@prefix") for line in lines)
    return b"".join([*sorted(lines[:count]), *lines[count:]])


def service(endpoint: str, graphs: Sequence[str], counts: dict[str, int], options: Options) -> list[ox.Triple]:
    """The description of the service at an endpoint: what it speaks, and the default graph and named graphs it offers."""
    here, dataset, everything = (ox.NamedNode(endpoint + part) for part in ("", "#dataset", "#default-graph"))
    said: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (here, "endpoint", here),
        (here, "supportedLanguage", ox.NamedNode(SD + "SPARQL11Query")),
        (here, "feature", ox.NamedNode(SD + "UnionDefaultGraph")),
        (here, "defaultDataset", dataset),
        (here, "availableGraphs", dataset),
        (dataset, "defaultGraph", everything),
        *((here, "resultFormat", ox.NamedNode(FORMATS + name)) for name in RESULTS),
    ]
    kinds = [(here, "Service"), (dataset, "Dataset"), (dataset, "GraphCollection"), (everything, "Graph")]
    found = [ox.Triple(node, TYPE, ox.NamedNode(SD + kind)) for node, kind in kinds]
    found += [ox.Triple(s, ox.NamedNode(SD + p), o) for s, p, o in said]
    for number, name in enumerate(graphs, 1):
        place, graph = ox.NamedNode(f"{endpoint}#graph-{number}"), ox.NamedNode(name)
        found += [
            ox.Triple(dataset, ox.NamedNode(SD + "namedGraph"), place),
            ox.Triple(place, TYPE, ox.NamedNode(SD + "NamedGraph")),
            ox.Triple(place, ox.NamedNode(SD + "name"), graph),
        ]
        if name in counts:
            node = ox.NamedNode(f"{endpoint}#graph-{number}-triples")
            found += [
                ox.Triple(place, ox.NamedNode(SD + "graph"), node),
                ox.Triple(node, TYPE, ox.NamedNode(SD + "Graph")),
                ox.Triple(node, COUNT, ox.Literal(counts[name])),
            ]
    limits = (
        f"Reads only; SERVICE and updates are refused. At most {options.timeout:g} s, {options.rows:,} rows and "
        f"{options.answer // 2**20} MB an answer; an answer cut at the row limit says so in Govkg-Truncated."
    )
    words = ox.NamedNode(PREFIXES["rdfs"] + "comment")
    return [*found, ox.Triple(here, words, ox.Literal(limits, language="en"))]


def described(void: Path) -> list[ox.Triple]:
    """The release's own description of its data, its ``void.ttl``; nothing where the release has none."""
    if not void.is_file():
        return []
    return [q.triple for q in ox.parse(path=str(void), format=ox.RdfFormat.TURTLE)]


def endpoint_of(data: Sequence[ox.Triple], endpoint: str) -> list[ox.Triple]:
    """The description of the data with where it can be asked."""
    kind = ox.NamedNode(VOID + "Dataset")
    exact = [t.subject for t in data if t.predicate == TYPE and t.object == kind]
    place = ox.NamedNode(VOID + "sparqlEndpoint")
    return [*data, *(ox.Triple(s, place, ox.NamedNode(endpoint)) for s in exact[:1])]


def counted(data: Iterable[ox.Triple]) -> dict[str, int]:
    """IRI of a set → its number of triples, as its description says."""
    return {
        t.subject.value: int(t.object.value)
        for t in data
        if t.predicate == COUNT and isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.Literal)
    }
