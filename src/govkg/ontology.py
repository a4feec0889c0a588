"""The ontology as one thing: its version, its parts merged, and its files in the formats that editors read.

The edit file is ``ontology/govkg.ttl``; alignments and vocabularies stand beside it. An export is the same bytes every time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, parse, serialize

from govkg import concepts, ids, resources
from govkg.errors import CallerError

if TYPE_CHECKING:
    from rdflib import Graph

IRI = ids.ONTOLOGY.rstrip("#")
PARTS = ("govkg", "alignments", "vocabularies")
FORMATS = {"turtle": "ttl", "rdfxml": "rdf", "owlxml": "owx", "ntriples": "nt"}  # format → ending of the file


@lru_cache(maxsize=1)
def version() -> str:
    """The IRI of the ontology's version, as its header says.

    >>> version().startswith("https://w3id.org/govkg/ontology/2")
    True
    """
    return next(term.value for name, term in header() if name == "http://www.w3.org/2002/07/owl#versionIRI")


@lru_cache(maxsize=1)
def header() -> tuple[tuple[str, NamedNode | Literal], ...]:
    """What the edit file says of the ontology itself: predicates with their values (without rdflib, so that a build starts quickly).

    >>> [term.value for name, term in header() if name.endswith("/title") and getattr(term, "language", "") == "en"]
    ['Ontology of government work reports']
    """
    said = parse(path=str(resources.path("ontology/govkg.ttl")), format=RdfFormat.TURTLE)
    found = [(q.predicate.value, q.object) for q in said if q.subject == NamedNode(IRI)]
    return tuple((name, term) for name, term in found if isinstance(term, NamedNode | Literal))


def graph(parts: Iterable[str] = PARTS) -> Graph:
    """The parts as one graph with one header: what the alignments say of themselves is left out.

    >>> len(graph(["govkg"])) > 500
    True
    """
    from rdflib import OWL, Graph, URIRef

    from govkg import alignments

    merged = Graph()
    for part in parts:
        if part == "vocabularies":
            for table in concepts.TABLES:
                merged.parse(data=concepts.turtle(table), format="turtle")
        elif part in PARTS:
            merged.parse(resources.path(f"ontology/{part}.ttl"), format="turtle")
        else:
            raise CallerError("ontology.part", f"the ontology has no part {part!r}", cure=f"one of {', '.join(PARTS)}")
    for triple in list(merged.triples((URIRef(alignments.IRI), None, None))):
        if triple[1] == OWL.imports or "govkg" in parts:
            merged.remove(triple)
    return merged


def export(form: str = "turtle", parts: Iterable[str] = PARTS) -> bytes:
    """The ontology in a format: ``turtle``, ``rdfxml``, ``owlxml`` or ``ntriples``; all hold the same graph.

    Raises CallerError for a format that is none of them.

    >>> export("ntriples", ["govkg"]) == export("ntriples", ["govkg"])
    True
    """
    from govkg import owlxml

    if form not in FORMATS:
        raise CallerError("ontology.format", f"there is no format {form!r}", cure=f"one of {', '.join(FORMATS)}")
    made = _sorted(graph(parts))
    if form == "owlxml":
        return owlxml.write(made)
    if form == "turtle":
        return made.serialize(format="turtle", encoding="utf-8").rstrip(b"\n") + b"\n"
    lines = sorted(filter(None, made.serialize(format="nt", encoding="utf-8").split(b"\n")))
    flat = b"\n".join(lines) + b"\n"
    return _rdfxml(flat) if form == "rdfxml" else flat


def _rdfxml(flat: bytes) -> bytes:
    """RDF/XML of sorted N-Triples. rdflib's own writer takes subjects in the order of a set; this one keeps the order it is given."""
    from govkg.alignments import PREFIXES

    known = {**PREFIXES, "vocab": ids.VOCAB}
    triples = parse(flat, format=RdfFormat.N_TRIPLES, rename_blank_nodes=False)
    data = serialize((q.triple for q in triples), format=RdfFormat.RDF_XML, prefixes=known)
    assert data is not None
    head, _, body = data.partition(b"<rdf:RDF")
    names, _, rest = body.partition(b">")
    return head + b"<rdf:RDF " + b" ".join(sorted(names.split())) + b">" + rest


def _sorted(found: Graph) -> Graph:
    """The same graph with blank nodes named by what they say, its triples put in an order: a serializer then writes the same bytes."""
    from rdflib import OWL, RDFS, SKOS, Graph
    from rdflib.compare import to_canonical_graph

    from govkg.alignments import PREFIXES

    made = Graph()
    for prefix, space in sorted(
        {**PREFIXES, "vocab": ids.VOCAB, "rdfs": str(RDFS), "owl": str(OWL), "skos": str(SKOS)}.items()
    ):
        made.bind(prefix, space, replace=True)
    for triple in sorted(to_canonical_graph(found), key=lambda t: tuple(term.n3() for term in t)):
        made.add(triple)
    return made
