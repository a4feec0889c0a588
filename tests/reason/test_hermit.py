"""HermiT over ontology and individuals: who falls in which defined class, and what it says of wrong axioms."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad

from govkg import ids, rdf, reason
from govkg.errors import CallerError
from govkg.reason import aggregates, hermit, rules, wording
from govkg.reason.hermit import Verdict

EVIDENCED = {
    "一事联办", "一网通办", "一码互联", "掌上办", "互联网+监管", "全市通办", "智慧城市建设", "高效办成一件事", "事前承诺制度",
    "数据要素市场化改革", "专家履职检查",
}  # fmt: skip
QUANTIFIED = {"一事联办", "一网通办", "掌上办", "全市通办", "高效办成一件事"}
AWARDED = {"一码互联", "智慧城市建设"}
JOINT = """
gov:takenPartInBy a owl:ObjectProperty .
gov:Joint a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( gov:Initiative
    [ a owl:Restriction ; owl:onProperty gov:takenPartInBy ; owl:minQualifiedCardinality "2"^^xsd:nonNegativeInteger ;
      owl:onClass gov:Organisation ] ) ] .
"""


@pytest.fixture(scope="module")
def verdict(wuhan: list[Quad]) -> Verdict:
    return reason.check(wuhan)


@pytest.fixture(scope="module")
def called(wuhan: list[Quad]) -> dict[str, str]:
    return wording.names(wuhan, "zh")


def test_ontology_and_wuhan_graph_are_consistent_and_no_class_is_impossible(verdict: Verdict) -> None:
    assert (verdict.consistent, verdict.unsatisfiable) == (True, ())


@pytest.mark.parametrize(
    ("name", "members"),
    [("EvidencedReform", EVIDENCED), ("QuantifiedReform", QUANTIFIED), ("AwardedInitiative", AWARDED)],
)
def test_the_defined_classes_hold_exactly_these(
    name: str, members: set[str], verdict: Verdict, called: dict[str, str]
) -> None:
    assert {called[iri] for iri in verdict.members[name]} == members


def test_hermit_and_the_rules_agree_on_the_defined_classes(verdict: Verdict, wuhan: list[Quad]) -> None:
    from govkg.reason import closure

    made = {(str(q.subject).strip("<>"), str(q.object).strip("<>").removeprefix(rdf.GOV))
            for q in closure.materialise(closure.sources(wuhan).items()) if q.predicate == rdf.RDF_TYPE}  # fmt: skip
    for name in ("EvidencedReform", "QuantifiedReform", "AwardedInitiative"):
        assert {s for s, c in made if c == name} == set(verdict.members[name])


def participations(wuhan: list[Quad]) -> tuple[list[Quad], dict[object, set[str]]]:
    """A tie for each organisation that leads a thing or takes part in it, and the same read off the statements."""
    nodes: dict[object, dict[str, object]] = {}
    for q in wuhan:
        nodes.setdefault(q.subject, {})[q.predicate.value.rpartition("#")[2]] = q.object
    graph = NamedNode(ids.inferred("wuhan-2021"))
    ties: list[Quad] = []
    bodies: dict[object, set[str]] = {}
    for node in nodes.values():
        if "organisation" in node and str(node["role"]).strip(">").endswith(("/responsible", "/cooperates")):
            ties.append(Quad(node["initiative"], rdf.gov("takenPartInBy"), node["organisation"], graph))  # type: ignore[arg-type]
            bodies.setdefault(node["initiative"], set()).add(str(node["organisation"]))
    return ties, bodies


def test_what_is_joint_has_two_different_organisations(wuhan: list[Quad]) -> None:
    ties, bodies = participations(wuhan)
    expected = {str(iri).strip("<>") for iri, names in bodies.items() if len(names) > 1}
    found = reason.check([*wuhan, *ties], JOINT).members.get("Joint", ())
    assert expected and set(found) == expected


def test_without_all_different_two_names_might_be_one(wuhan: list[Quad]) -> None:
    ties, _ = participations(wuhan)
    individuals = aggregates.individuals([*wuhan, *ties])
    merged = [t for t in individuals if isinstance(t.subject, NamedNode)]
    assert len(merged) < len(individuals)
    assert hermit.classify([*rules.turtle(JOINT), *merged], [rdf.GOV + "Joint"]).members == {}


def test_what_hermit_refuses_is_one_line() -> None:
    with pytest.raises(CallerError) as e:
        reason.check(extra="gov:partOf a owl:FunctionalProperty .")  # transitive: not of OWL 2 DL
    assert e.value.code == "reason.hermit" and "Non-simple" in str(e.value) and "\n" not in str(e.value)


def test_what_hermit_concludes_stays_in_an_ontology_of_its_own(wuhan: list[Quad]) -> None:
    import owlready2

    owlready2.JAVA_EXE = hermit.java()
    world = hermit.load([*rules.turtle(), *aggregates.individuals(wuhan)])
    gov = world.get_ontology(rdf.GOV)
    said = len(gov.graph)
    assert list(gov.EvidencedReform.instances()) == []
    inferences = world.get_ontology(hermit.INFERENCES)
    with inferences:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    assert len(list(gov.EvidencedReform.instances())) == len(EVIDENCED)
    assert len(gov.graph) == said and len(inferences.graph) > len(EVIDENCED)
