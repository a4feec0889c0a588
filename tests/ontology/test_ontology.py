"""The ontology: complete, labelled, consistent, and the only words that queries, shapes and graph use."""

from __future__ import annotations

import re

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from govkg import concepts, ids, reason, resources, vocab

GOV = ids.ONTOLOGY
OF_TERMS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


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
