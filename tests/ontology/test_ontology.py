"""The ontology: complete, labelled, consistent; shapes and checks that catch what they are for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store, parse
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from govkg import concepts, ids, rdf, reason, resources, validate, vocab

GOV = ids.ONTOLOGY
OF_TERMS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
PREFIXES = "PREFIX gov: <https://w3id.org/govkg/ontology#>\n"


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(resources.path("ontology/govkg.ttl"))


@pytest.fixture(scope="module")
def terms(ontology: rdflib.Graph) -> set[str]:
    nodes = {s for kind in OF_TERMS for s in ontology.subjects(RDF.type, kind) if str(s).startswith(GOV)}
    return {str(s).removeprefix(GOV) for s in nodes}


def test_every_term_has_labels_and_a_definition_in_both_languages(ontology: rdflib.Graph, terms: set[str]) -> None:
    lacking = [
        (term, prop, lang)
        for term in terms
        for prop in (RDFS.label, SKOS.definition)
        for lang in ("zh", "en")
        if not any(
            o.language == lang
            for o in ontology.objects(rdflib.URIRef(GOV + term), prop)
            if isinstance(o, rdflib.Literal)
        )
    ]
    assert len(terms) > 80
    assert lacking == []


def used(text: str) -> set[str]:
    return set(re.findall(r"gov:([A-Za-z0-9]+)", re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)))


@pytest.mark.parametrize("folder", ["queries/ask", "queries/construct", "queries/qc"])
def test_every_term_that_a_query_uses_is_a_term_of_the_ontology(folder: str, terms: set[str]) -> None:
    for path in resources.path(folder).glob("*.rq"):
        assert used(path.read_text(encoding="utf-8")) <= terms, path.name


def test_every_term_of_the_shapes_and_of_the_graph_is_a_term_of_the_ontology(terms: set[str]) -> None:
    assert used(resources.path("ontology/shapes.ttl").read_text(encoding="utf-8")) <= terms
    release = parse(path=str(resources.path("graph/release") / "govkg.trig"), format=RdfFormat.TRIG)
    there = {str(t).strip("<>") for q in release for t in (q.predicate, q.object)}
    written = {t.removeprefix(GOV) for t in there if t.startswith(GOV)}
    assert len(written) > 60
    assert written <= terms


def test_every_concept_that_a_statement_chooses_is_in_the_vocabulary() -> None:
    known = {ids.concept(r["scheme"], r["id"]) for r in vocab.table("concepts")}
    known |= {ids.concept("metric", r["id"]) for r in vocab.table("metrics")}
    known |= {ids.concept("scheme", r["id"]) for r in vocab.table("schemes")}
    known |= set(concepts.unit_iris().values())
    graph = ids.graph("wuhan-2021")
    release = parse(path=str(resources.path("graph/release") / "govkg.trig"), format=RdfFormat.TRIG)
    chosen = {str(q.object).strip("<>") for q in release if str(q.graph_name) == f"<{graph}>"}
    assert {c for c in chosen if c.startswith(ids.VOCAB)} <= known


def test_the_vocabularies_are_written_anew_from_their_tables() -> None:
    assert concepts.main(["--check"]) == 0


def test_no_row_of_a_vocabulary_stands_twice_and_each_says_where_it_is_from() -> None:
    for path in sorted(resources.path("ontology/vocabularies").glob("*.tsv")):
        rows = vocab.table(path.stem)
        assert rows, path.name
        if "origin" in rows[0]:
            assert all(r["origin"] for r in rows), path.name
        if "id" in rows[0]:
            keys = [(r.get("scheme", ""), r["id"]) for r in rows]
            assert len(keys) == len(set(keys)), path.name


def test_hermit_finds_the_ontology_consistent_and_every_class_possible() -> None:
    assert reason.check() == reason.Verdict(True, ())


def test_hermit_names_a_class_that_can_have_no_member() -> None:
    assert reason.check(extra="gov:Both a owl:Class ; rdfs:subClassOf gov:Result , gov:Target .").unsatisfiable == (
        "Both",
    )


def test_hermit_refuses_a_thing_that_is_a_reform_and_a_platform() -> None:
    assert not reason.check(extra="<urn:x> a gov:Reform , gov:Platform .").consistent


def test_the_release_has_no_structural_finding() -> None:
    findings = validate.validate(resources.path("graph/release") / "govkg.trig")
    assert [f for f in findings if f.severity == "error"] == []


GOOD = """
@prefix gov: <https://w3id.org/govkg/ontology#> .
<urn:g> { %s }
"""


@pytest.mark.parametrize(
    ("triples", "component"),
    [
        ("<urn:a> a gov:Result .", "MinCountConstraintComponent"),
        ("<urn:a> a gov:Attribution ; gov:basis <urn:b> , <urn:c> .", "MaxCountConstraintComponent"),
        ("<urn:a> a gov:Evidence ; gov:start 9 ; gov:end 3 .", "LessThanConstraintComponent"),
        ('<urn:a> a gov:Report ; gov:sha256 "short" .', "PatternConstraintComponent"),
        ("<urn:a> a gov:Target ; gov:bound <urn:roughly> .", "InConstraintComponent"),
        ("<urn:a> a gov:Result ; gov:value 1.0 ; gov:low 1.0 ; gov:high 2.0 .", "XoneConstraintComponent"),
    ],
)
def test_a_bad_node_is_caught_by_its_shape(triples: str, component: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.trig"
    path.write_text(GOOD % triples, encoding="utf-8")
    assert f"shacl.{component}" in {f.code for f in validate.shaped(path)}


BAD = {
    "outcome-is-plan": '<urn:a> a gov:Attribution ; gov:outcome <urn:o> ; gov:evidence <urn:e> . <urn:o> a gov:Target . <urn:e> gov:exact "x" .',
    "outcome-missing": '<urn:a> a gov:Attribution ; gov:outcome <urn:o> ; gov:initiative <urn:i> ; gov:evidence <urn:e> . <urn:e> gov:exact "x" .',
    "part-of-itself": '<urn:c> gov:part <urn:p> ; gov:whole <urn:p> ; gov:evidence <urn:e> . <urn:e> gov:exact "x" .',
    "whole-smaller-than-part": '<urn:a> gov:subsetOf <urn:w> ; gov:value 9.0 ; gov:unitAsWritten "件" ; gov:evidence <urn:e> . <urn:w> gov:value 3.0 ; gov:unitAsWritten "件" . <urn:e> gov:exact "x" .',
    "share-over-hundred": '<urn:a> gov:kind <https://w3id.org/govkg/vocab/kind/level> ; gov:unitAsWritten "%" ; gov:value 120.0 ; gov:metric <urn:m> ; gov:evidence <urn:e> . <urn:m> gov:quantityKind "share" . <urn:e> gov:exact "x" .',
    "change-without-direction": '<urn:a> gov:kind <https://w3id.org/govkg/vocab/kind/change> ; gov:evidence <urn:e> . <urn:e> gov:exact "x" .',
    "two-classes": '<urn:a> a gov:Reform , gov:Platform ; <http://www.w3.org/2000/01/rdf-schema#label> "x"@zh .',
    "concept-clash": '<urn:a> <http://www.w3.org/2004/02/skos/core#inScheme> <urn:s> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "x"@zh . <urn:b> <http://www.w3.org/2004/02/skos/core#inScheme> <urn:s> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "x"@zh .',
}


def test_every_check_has_a_failing_example() -> None:
    assert {p.stem for p in resources.path("queries/qc").glob("*.rq")} == set(BAD)


@pytest.mark.parametrize("check", sorted(BAD))
def test_a_bad_graph_is_caught_by_its_check(check: str) -> None:
    store = Store()
    store.load(f"@prefix gov: <{rdf.GOV}> .\n{BAD[check]}".encode(), format=RdfFormat.TURTLE)
    assert f"qc.{check}" in {f.code for f in validate.checked(store)}
