"""The model: every term defined, exemplified and asked for; header, keys and axioms; OWL 2 DL by OWL API's own check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from tests.ontology import owlapi

from govkg import ids, ontology, rdf, reason, resources, vocab

GOV = rdflib.Namespace(ids.ONTOLOGY)
HEADER = rdflib.URIRef(ontology.IRI)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.fixture(scope="module")
def core() -> rdflib.Graph:
    return ontology.graph(["govkg"])


@pytest.fixture(scope="module")
def terms(core: rdflib.Graph) -> set[str]:
    kinds = (OWL.Class, *PROPERTIES)
    return {str(s).removeprefix(GOV) for k in kinds for s in core.subjects(RDF.type, k) if str(s).startswith(GOV)}


def asked() -> set[str]:
    """The terms that a query names, in its body or as the class of a parameter."""
    found: set[str] = set()
    for path in resources.path("queries").rglob("*.rq"):
        text = path.read_text(encoding="utf-8")
        body = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
        found |= set(re.findall(r"\bgov:(\w+)", body))
        found |= {rdf.CLASSES.get(name, name) for name in re.findall(r"\bof: (\w+)", text)}
    return found


def test_no_term_is_there_that_no_query_asks_for_without_a_reason(terms: set[str]) -> None:
    reasons = {row["term"]: row["reason"] for row in vocab.table("unasked")}
    assert terms - asked() - set(reasons) == set()
    assert set(reasons) <= terms
    assert all(len(reason) > 10 for reason in reasons.values())
    assert len(reasons) < len(terms) / 4


def test_no_definition_is_a_placeholder(core: rdflib.Graph, terms: set[str]) -> None:
    hollow = re.compile(r"^The \w+( \w+)? of (a|the) (figure|passage|report)\b.{0,35}$|的(逆|类别|方向)。$")
    for term in terms:
        for text in core.objects(GOV[term], SKOS.definition):
            assert isinstance(text, rdflib.Literal)
            assert not hollow.match(str(text)), term
            assert len(str(text)) >= (8 if text.language == "zh" else 20), (term, str(text))


def test_an_example_stands_in_the_graph(core: rdflib.Graph) -> None:
    release = resources.path("graph/release") / "govkg.trig"
    words = {str(q.object.value) for q in parse(path=str(release), format=RdfFormat.TRIG) if hasattr(q.object, "value")}
    whole = "\n".join(sorted(words))
    examples = {str(o) for o in core.objects(None, SKOS.example)}
    assert len(examples) > 40
    # What happened to bodies is in tables, joined from several cells.
    assert {e for e in examples if e not in whole} <= {"国家旅游局与文化部组建为文化和旅游部（2018-03）"}


def test_the_header_says_which_version_it_is_and_who_made_it_under_which_licence(core: rdflib.Graph) -> None:
    dated = str(core.value(HEADER, OWL.versionInfo))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", dated)
    assert ontology.version() == f"{ontology.IRI}/{dated}"
    assert str(core.value(HEADER, DCTERMS.modified)) == dated
    assert dated in str(core.value(HEADER, DCTERMS.bibliographicCitation))
    for needed in (OWL.priorVersion, DCTERMS.creator, DCTERMS.license, DCTERMS.created, RDFS.seeAlso):
        assert core.value(HEADER, needed) is not None or len(list(core.objects(HEADER, needed))) > 1, needed
    manifest = (resources.path("graph/release") / "manifest.json").read_text(encoding="utf-8")
    assert ontology.version() in manifest


def test_every_property_says_what_it_is_of_and_what_its_values_are(core: rdflib.Graph) -> None:
    ours = {s for k in PROPERTIES for s in core.subjects(RDF.type, k) if str(s).startswith(GOV)}
    assert [p for p in ours for q in (RDFS.domain, RDFS.range) if len(list(core.objects(p, q))) != 1] == []


def test_nothing_is_two_kinds_of_thing_by_accident() -> None:
    structural = {str(k) for k in (OWL.Class, *PROPERTIES, OWL.AnnotationProperty, OWL.Ontology)}
    functional = {str(k) for k in (OWL.FunctionalProperty, OWL.TransitiveProperty)}
    typed = [(str(s), str(o)) for s, o in ontology.graph().subject_objects(RDF.type) if isinstance(s, rdflib.URIRef)]
    for quad in parse(path=str(resources.path("graph/release") / "govkg.trig"), format=RdfFormat.TRIG):
        if quad.predicate == rdf.RDF_TYPE:
            typed.append((str(quad.subject).strip("<>"), str(quad.object).strip("<>")))
    kinds: dict[str, set[str]] = {}
    for iri, kind in typed:
        if kind not in functional:
            kinds.setdefault(iri, set()).add(kind if kind in structural else "individual")
    assert {iri: found for iri, found in kinds.items() if len(found) > 1} == {}
    assert sum("individual" in found for found in kinds.values()) > 1000


needs_owlapi = pytest.mark.skipif(not owlapi.THERE, reason="OWL API is not installed (apt-get install libowlapi-java)")
WRONG = {
    "a cardinality on a transitive property": "gov:Whole a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty gov:partOf ;"
    " owl:maxCardinality 1 ] .",
    "a functional property that a chain makes": "gov:contributedOutcome a owl:FunctionalProperty .",
    "a property for things and for values": "gov:value a owl:ObjectProperty .",
}


@needs_owlapi
def test_the_merged_ontology_is_in_owl_2_dl_and_a_wrong_axiom_is_not(tmp_path: Path) -> None:
    files = [tmp_path / "merged.ttl"]
    files[0].write_bytes(ontology.export("turtle"))
    core = ontology.export("turtle", ["govkg"]).decode()
    for n, wrong in enumerate(WRONG.values()):
        files.append(tmp_path / f"wrong-{n}.ttl")
        files[-1].write_text(core + wrong, encoding="utf-8")
    merged, *others = owlapi.ask(*files)
    assert merged["violations"] == []
    assert len(merged["axioms"]) > 10_000
    for name, answer in zip(WRONG, others, strict=True):
        assert answer["violations"], name
    assert "partOf" in " ".join(others[0]["violations"])


@needs_owlapi
def test_owl_xml_holds_the_same_axioms_as_turtle(tmp_path: Path) -> None:
    turtle, xml = tmp_path / "o.ttl", tmp_path / "o.owx"
    turtle.write_bytes(ontology.export("turtle", ["govkg", "alignments"]))
    xml.write_bytes(ontology.export("owlxml", ["govkg", "alignments"]))
    first, second = owlapi.ask(turtle, xml)
    assert first == second


CONSISTENT = {
    "a target is attributed": ("<urn:a> a gov:Attribution ; gov:outcome <urn:t> . <urn:t> a gov:Target .", False),
    "something only planned is attributed": ("<urn:a> gov:outcome <urn:p> . <urn:p> a gov:PlannedMilestone .", False),
    "a milestone is attributed": ("<urn:a> gov:outcome <urn:m> . <urn:m> a gov:Milestone .", True),
    "a derived figure has a value": ("<urn:d> a gov:DerivedObservation ; gov:value 1.0 ; gov:about <urn:r> .", True),
    "a derived figure is a result": ("<urn:d> a gov:DerivedObservation , gov:Result .", False),
    "a derived figure is a statement": ("<urn:d> a gov:DerivedObservation , gov:Statement .", False),
    "an organisation is a concept": ("<urn:o> a gov:Organisation , skos:Concept .", False),
    "two places of one code are one": (
        '<urn:a> a gov:Place ; gov:placeCode "420100" . <urn:b> a gov:Place ; gov:placeCode "420100" . <urn:a> owl:differentFrom <urn:b> .',
        False,
    ),
    "two passages with one start and end are one": (
        "<urn:a> a gov:Evidence ; gov:source <urn:s> ; gov:start 1 ; gov:end 2 . <urn:b> a gov:Evidence ; gov:source <urn:s> ;"
        " gov:start 1 ; gov:end 2 . <urn:a> owl:differentFrom <urn:b> . <urn:s> a gov:Report .",
        False,
    ),
}


@pytest.mark.parametrize("case", CONSISTENT)
def test_what_follows_and_what_contradicts(case: str) -> None:
    extra, consistent = CONSISTENT[case]
    assert reason.check(extra=extra).consistent is consistent


def test_a_reform_of_two_organisations_is_a_joint_reform() -> None:
    two = "<urn:r> a gov:Reform ; gov:carriedOutBy <urn:a> , <urn:b> . <urn:a> a gov:Organisation . <urn:b> a gov:Organisation ."
    differ = " <urn:a> owl:differentFrom <urn:b> ."
    no = " <urn:r> a [ a owl:Class ; owl:complementOf gov:JointReform ] ."
    assert reason.check(extra=two + no).consistent  # the two may be one
    assert not reason.check(extra=two + differ + no).consistent
