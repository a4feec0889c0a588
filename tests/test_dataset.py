"""The description of the release: counts held against the TriG, files against their bytes, and the same bytes every time."""

import hashlib
from collections import Counter

import pyoxigraph as ox
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import DCAT, DCTERMS, OWL, RDF, VOID, BNode, Graph, Literal, Namespace, URIRef

from govkg import dataset, ids, ontology, resources, vocab

RELEASE = resources.path("graph/release")
SPDX, SKOS = Namespace("http://spdx.org/rdf/terms#"), Namespace("http://www.w3.org/2004/02/skos/core#")
IRI = URIRef(dataset.IRI)
Triple = tuple[object, object, object]


@pytest.fixture(scope="module")
def told() -> Graph:
    return Graph().parse(RELEASE / dataset.NAME, format="turtle")


@pytest.fixture(scope="module")
def quads() -> list[tuple[Triple, str]]:
    found = parse(path=str(RELEASE / "govkg.trig"), format=RdfFormat.TRIG)
    return [((term(q.subject), term(q.predicate), term(q.object)), str(q.graph_name)[1:-1]) for q in found]


def term(found: object) -> object:
    if isinstance(found, ox.Literal):
        return (found.value, found.language, found.datatype.value)
    assert isinstance(found, ox.NamedNode)
    return URIRef(found.value)


def number(told: Graph, node: object, name: URIRef) -> int:
    found = list(told.objects(URIRef(str(node)), name))
    assert len(found) == 1
    return int(str(found[0]))


def test_counts_are_those_of_the_trig(told: Graph, quads: list[tuple[Triple, str]]) -> None:
    triples = {t for t, _ in quads}
    assert number(told, IRI, VOID.triples) == len(triples) > 10_000
    assert number(told, IRI, VOID.properties) == len({p for _, p, _ in triples})
    assert number(told, IRI, VOID.classes) == len({o for _, p, o in triples if p == RDF.type})
    assert number(told, IRI, VOID.distinctSubjects) == len({s for s, _, _ in triples})
    assert number(told, IRI, VOID.entities) == len({s for s, _, _ in triples if str(s).startswith(ids.ID)})


def test_each_graph_class_and_property_is_counted(told: Graph, quads: list[tuple[Triple, str]]) -> None:
    for name, count in Counter(g for _, g in quads).items():
        assert (IRI, VOID.subset, URIRef(name)) in told
        assert number(told, URIRef(name), VOID.triples) == count
    triples = {t for t, _ in quads}
    classes = Counter(o for _, p, o in triples if p == RDF.type)
    parts = {
        told.value(p, VOID["class"]): number(told, p, VOID.entities) for p in told.objects(IRI, VOID.classPartition)
    }
    assert parts == classes
    uses = {
        told.value(p, VOID.property): number(told, p, VOID.triples) for p in told.objects(IRI, VOID.propertyPartition)
    }
    assert uses == Counter(p for _, p, _ in triples)


def test_files_have_their_size_type_and_digest(told: Graph) -> None:
    named = set()
    for node in told.objects(IRI, DCAT.distribution):
        name = str(told.value(node, DCTERMS.title))
        data = (RELEASE / name).read_bytes()
        named.add(name)
        assert number(told, node, DCAT.byteSize) == len(data)
        checksum = told.value(node, SPDX.checksum)
        assert str(told.value(checksum, SPDX.checksumValue)) == hashlib.sha256(data).hexdigest()
        assert str(told.value(node, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
    made = {p.relative_to(RELEASE).as_posix() for p in RELEASE.rglob("*") if p.is_file()}
    assert named == made - {dataset.NAME, "manifest.json"}


def test_links_to_qudt_and_to_each_aligned_vocabulary(told: Graph, quads: list[tuple[Triple, str]]) -> None:
    unit = URIRef("http://qudt.org/schema/qudt/hasUnit")
    links = {t for t, _ in quads if t[1] == unit and str(t[2]).startswith("http://qudt.org/vocab/unit/")}
    assert number(told, URIRef(f"{dataset.IRI}/links/qudt-units"), VOID.triples) == len(links) > 10
    sets = [
        s for s in told.subjects(RDF.type, VOID.Linkset) if told.value(s, VOID.subjectsTarget) == URIRef(ontology.IRI)
    ]
    assert sum(number(told, s, VOID.triples) for s in sets) == len(vocab.table("alignments"))
    for linkset in sets:
        assert (
            len(list(told.objects(linkset, VOID.linkPredicate)))
            == len(list(told.objects(linkset, VOID.objectsTarget)))
            == 1
        )


def test_who_when_what_in_both_languages(told: Graph) -> None:
    for node in (IRI, URIRef(ontology.IRI)):
        for name in (DCTERMS.title, DCTERMS.description, SKOS.changeNote):
            assert {o.language for o in told.objects(node, name) if isinstance(o, Literal)} == {"zh", "en"}
        assert str(told.value(node, OWL.versionInfo)) == ontology.version().rpartition("/")[2]
        assert told.value(node, DCTERMS.license) and told.value(node, DCTERMS.creator)
    newest = vocab.table("changes")[0]["version"]
    assert ontology.version().endswith(newest), "the ontology's version has no row in changes.tsv"
    assert not [t for t in told if any(isinstance(x, BNode) for x in t)]
