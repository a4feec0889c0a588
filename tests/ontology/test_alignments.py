"""The alignments: every outside term in an excerpt with its origin, every relation with its reason, and nothing broken by them."""

from __future__ import annotations

import pytest
import rdflib
from rdflib import namespace
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from govkg import alignments, errors, ids, ontology, reason, resources, vocab

WANTED = {"prov", "org", "sosa", "qudt", "skos", "dcterms", "oa", "eli", "cpsv", "qb", "iati", "cids", "schema"}
SPACES = {
    "prov": "PROV",
    "org": "ORG",
    "sosa": "SOSA",
    "skos": "SKOS",
    "dcterms": "DCTERMS",
    "qb": "QB",
    "schema": "SDO",
}


def test_the_file_is_made_from_its_table() -> None:
    assert alignments.main(["--check"]) == 0


def test_every_vocabulary_is_aligned_and_its_excerpt_says_where_it_was_read() -> None:
    found = {path.stem: path.read_text(encoding="utf-8") for path in resources.path("ontology/imports").glob("*.tsv")}
    assert set(found) == WANTED
    for name, text in found.items():
        head = [line for line in text.splitlines() if line.startswith("# ")]
        assert len(head) >= 2 and any(line.startswith("# Read in ") for line in head), name
    used = {alignments.imported()[alignments.expand(row["target"])]["excerpt"] for row in vocab.table("alignments")}
    assert used == WANTED


def test_every_outside_name_of_the_alignments_stands_in_an_excerpt() -> None:
    graph = rdflib.Graph().parse(resources.path("ontology/alignments.ttl"))
    own = (ids.ONTOLOGY, alignments.IRI, ontology.IRI, str(OWL), str(RDF), str(RDFS))
    outside = {
        str(t) for triple in graph for t in triple if isinstance(t, rdflib.URIRef) and not str(t).startswith(own)
    }
    assert len(outside) > 50
    assert outside - set(alignments.imported()) == set()


@pytest.mark.parametrize("excerpt", sorted(SPACES))
def test_the_names_of_an_excerpt_are_those_of_the_vocabulary_that_rdflib_carries(excerpt: str) -> None:
    space = getattr(namespace, SPACES[excerpt])
    names = [row["iri"] for row in alignments.imported().values() if row["excerpt"] == excerpt]
    assert names
    assert [n for n in names if not n.startswith(str(space)) or n.removeprefix(str(space)) not in space] == []


def test_every_relation_has_its_reason_in_both_languages() -> None:
    graph = rdflib.Graph().parse(resources.path("ontology/alignments.ttl"))
    rows = vocab.table("alignments")
    reasons = list(graph.subjects(RDF.type, OWL.Axiom))
    assert len(reasons) == len(rows) > 60
    for axiom in reasons:
        tags = {o.language for o in graph.objects(axiom, RDFS.comment) if isinstance(o, rdflib.Literal) and len(o) > 4}
        assert tags == {"zh", "en"}


def test_every_term_that_is_aligned_is_one_of_ours() -> None:
    core = ontology.graph(["govkg"])
    for row in vocab.table("alignments"):
        assert (rdflib.URIRef(ids.ONTOLOGY + row["term"]), SKOS.definition, None) in core, row["term"]


def test_an_invented_name_and_an_unknown_relation_are_refused() -> None:
    row = {
        "term": "Report",
        "relation": "skos:closeMatch",
        "target": "prov:Enitity",
        "reason_zh": "x",
        "reason_en": "x",
    }
    with pytest.raises(errors.CuratorError) as caught:
        alignments.turtle([row])
    assert caught.value.code == "alignment.unknown"
    with pytest.raises(errors.CuratorError) as caught:
        alignments.turtle([{**row, "target": "prov:Entity", "relation": "skos:sameAs"}])
    assert caught.value.code == "alignment.relation"


def test_hermit_finds_the_aligned_ontology_consistent() -> None:
    text = ontology.graph(["alignments"]).serialize(format="turtle")
    # What PROV-O says of its own terms, so that a report taken for an activity would be found.
    facts = "prov:Entity a owl:Class ; owl:disjointWith prov:Activity . prov:Activity a owl:Class . <http://www.w3.org/ns/org#ChangeEvent> rdfs:subClassOf prov:Activity ."
    assert reason.check(extra=f"{text}\n{facts}") == reason.Verdict(True, ())
    wrong = "gov:Reorganisation rdfs:subClassOf gov:Report ."
    assert not reason.check(extra=f"{text}\n{facts}\n{wrong} <urn:x> a gov:Reorganisation .").consistent
