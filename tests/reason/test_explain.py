"""A contradiction is explained: the axioms and individuals that cannot all be true, in words, none too many.

The soak explains one more wrong axiom, which tests/cli/test_reasoning.py has explained by the command each time.
"""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad
from tests.conftest import SOAK

from govkg import reason
from govkg.errors import CallerError
from govkg.reason import aggregates, explain, hermit, rules
from govkg.reason.axioms import grouped

BRAIN = "<https://w3id.org/govkg/id/platform/420100-cheng-shi-da-nao-3fe974>"
POLICY, INTERNAL = (f"<https://w3id.org/govkg/vocab/domain/{c}>" for c in ("policy", "internal"))


@pytest.mark.parametrize(
    ("wrong", "sentences"),
    [
        pytest.param(
            f"{BRAIN} a gov:Reform .",
            {"城市大脑 属于类“改革”。", "城市大脑 属于类“平台”。", "下列各类互斥：改革、平台。"},
            id="disjoint classes",
        ),
        pytest.param(
            f"{BRAIN} gov:domain {INTERNAL} .",
            {"“业务领域”至多有一个值。", "城市大脑 的“业务领域”是 内部管理与党建。", "城市大脑 的“业务领域”是 政策业务。",
             "下列各个体互不相同：内部管理与党建、政策业务。"},
            id="two values of a property with one",
        ),
        pytest.param(
            f"{BRAIN} gov:award <urn:prize> .",
            {"城市大脑 的“荣誉”是 urn:prize。", "城市大脑 属于类“平台”。", "凡有“荣誉”的都是“获誉”。", "凡“获誉”都是“成果陈述”。",
             "凡“成果陈述”都是“陈述”。", "下列各类互斥：平台、陈述。"},
            id="domain",
        ),
    ],
)  # fmt: skip
def test_a_wrong_assertion_is_named_with_what_it_contradicts(
    wrong: str, sentences: set[str], wuhan: list[Quad]
) -> None:
    (why,) = reason.reasons(wuhan, wrong, lang="zh")
    assert set(why.sentences) == sentences and why.minimal and why.about == ""


WRONG = [
    ("gov:hasReportedResult rdfs:range gov:Milestone .", "Whatever “has reported result” points to belongs to “milestone”."),
    ("gov:partOf a owl:SymmetricProperty , owl:IrreflexiveProperty .", ""),
    ("gov:Reform rdfs:subClassOf gov:Organisation .", "Every “reform” is also “organisation”."),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "named"), WRONG if SOAK else WRONG[:2])
def test_a_wrong_axiom_is_named(wrong: str, named: str, wuhan: list[Quad]) -> None:
    if not named:  # of no OWL 2 DL ontology: refused in words instead
        with pytest.raises(CallerError, match="HermiT refuses"):
            reason.reasons(wuhan, wrong, lang="en")
        return
    (why,) = reason.reasons(wuhan, wrong, lang="en")
    assert named in why.sentences and why.minimal
    assert why.runs <= 20


def test_each_axiom_of_an_explanation_is_needed() -> None:
    wrong = "<urn:x> a gov:Result ; gov:reportedAsResultOf <urn:y> . gov:reportedAsResultOf rdfs:range gov:Award . <urn:y> a gov:Reform ."
    triples = rules.turtle(wrong)
    found = explain.contradiction(triples)
    assert found is not None and found.minimal
    declared, _ = grouped(triples)
    without = [[a for a in found.axioms if a != spared] for spared in found.axioms]
    kept = [[*declared, *(t for a in axioms for t in a.triples)] for axioms in (*without, found.axioms)]
    assert hermit.first_inconsistent(kept) == len(without)  # none but all of them together


def test_of_several_contradictions_the_one_with_what_was_added_is_explained() -> None:
    before = "<urn:a> a gov:Reform , gov:Platform ."
    added = [t for t in rules.turtle("<urn:z> a gov:Place , gov:Award .") if "urn:z" in str(t)]
    found = explain.contradiction([*rules.turtle(before), *added], added=added)
    assert found is not None and found.minimal
    assert {a.head for a in found.axioms} > set(added)


def test_why_a_class_can_have_no_member() -> None:
    (why,) = reason.reasons(extra="gov:Both a owl:Class ; rdfs:subClassOf gov:Result , gov:Target .", lang="en")
    assert why.about == "Both"
    assert set(why.sentences) == {
        "Every “Both” is also “result”.", "Every “Both” is also “target”.",
        "Nothing is of more than one of the classes: result, target.",
    }  # fmt: skip


def test_a_consistent_ontology_has_nothing_to_explain(wuhan: list[Quad]) -> None:
    assert reason.reasons(wuhan) == []
    assert explain.contradiction([*rules.turtle(), *aggregates.individuals(wuhan)]) is None


def test_the_search_ends_when_its_runs_are_used_up(wuhan: list[Quad]) -> None:
    (why,) = reason.reasons(wuhan, f"{BRAIN} a gov:Reform .", lang="zh", most=2)
    assert not why.minimal and why.runs == 2 and len(why.sentences) > 3


def test_the_same_contradiction_is_explained_in_the_same_words() -> None:
    triples = rules.turtle("<urn:x> a gov:Reform , gov:Platform .")  # its blank nodes get other names each time
    once = explain.contradiction(triples)
    again = explain.contradiction(reversed(rules.turtle("<urn:x> a gov:Reform , gov:Platform .")))
    assert once and again and [a.key for a in once.axioms] == [a.key for a in again.axioms]


def test_axioms_are_whole_and_annotations_are_none() -> None:
    declared, axioms = grouped(rules.turtle())
    predicates = {a.head.predicate.value.rpartition("#")[2] for a in axioms}
    assert {"subClassOf", "equivalentClass", "propertyChainAxiom", "inverseOf", "domain", "range", "type"} <= predicates
    assert not {"label", "definition", "title"} & predicates
    assert {t.object.value.rpartition("#")[2] for t in declared if isinstance(t.object, NamedNode)} >= {
        "Class",
        "ObjectProperty",
    }


def test_every_kind_of_axiom_of_the_ontology_has_its_words() -> None:
    from govkg.reason import wording

    more = """
    gov:Evidence owl:hasKey ( gov:start gov:end ) . gov:Outcome owl:disjointUnionOf ( gov:Milestone gov:Recognition ) .
    gov:Award rdfs:subClassOf [ a owl:Restriction ; owl:onProperty gov:award ; owl:maxCardinality 1 ] ,
        [ owl:complementOf gov:Place ] , [ a owl:Restriction ; owl:onProperty gov:place ; owl:allValuesFrom gov:Place ] .
    """
    ontology = rules.turtle(more)
    _, axioms = grouped(ontology)
    for lang in ("zh", "en"):
        told = [wording.sentence(a, axioms, wording.names(ontology, lang), lang) for a in axioms]
        assert len(told) > 150 and not [
            t for t in told if "http" in t or "_:" in t or "some expression" in t or "某表达式" in t
        ]
    assert "Members of “evidence” with the same start, end are one." in told
    assert "Every “award” is also “with “award” to at most 1 things”." in told
