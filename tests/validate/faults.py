"""Seeded faults: kinds of damage that a rule, a curator or a careless hand may do to the Wuhan graph, each with what must find it.

A kind breaks a node that a seeded generator chooses; ``FAULTS[kind](graph, rng)`` gives the broken graph, the node at
fault, and the codes of which one at least must be among the node's findings.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pyoxigraph import Literal, NamedNode, Triple
from tests.validate.graphs import Node, Triples, add, members, put, subjects, value, values

from govkg import ids
from govkg.rdf import ALT, DECIMAL, HAS_UNIT, INTEGER, LABEL, RDF_TYPE, gov

Fault = tuple[Triples, NamedNode, set[str]]
Maker = Callable[[Triples, Random], Fault]
FAULTS: dict[str, Maker] = {}
OBSERVATIONS = ("Result", "Target", "Baseline")
STATEMENTS = (*OBSERVATIONS, "Milestone", "Recognition", "Attribution", "Participation", "Mandate", "Composition")
THINGS = ("Reform", "Platform", "Campaign", "PolicyDocument", "Organisation", "Award", "Place")
NOWHERE = NamedNode(ids.ID + "reform/nowhere-000000")


def fault(make: Maker) -> Maker:
    """Enters a kind under its name."""
    FAULTS[make.__name__.replace("_", " ")] = make
    return make


def pick(rng: Random, nodes: list[NamedNode]) -> NamedNode:
    assert nodes
    return rng.choice(nodes)


def having(graph: Triples, *props: str, among: tuple[str, ...] = OBSERVATIONS) -> list[NamedNode]:
    """Nodes of these classes that have all the properties."""
    found = set(members(graph, *among))
    for prop in props:
        found &= set(subjects(graph, gov(prop)))
    return sorted(found, key=str)


def of_kind(graph: Triples, kind: str) -> list[NamedNode]:
    return [n for n in having(graph, "kind", "value") if values(graph, n, gov("kind")) == [concept("kind", kind)]]


def concept(scheme: str, code: str) -> NamedNode:
    return NamedNode(ids.concept(scheme, code))


def decimal(words: object) -> Literal:
    return Literal(str(words), datatype=DECIMAL)


def integer(number: int) -> Literal:
    return Literal(str(number), datatype=INTEGER)


def whole(graph: Triples, node: Node, prop: str) -> int:
    return int(value(graph, node, gov(prop)).value)


@fault
def evidence_is_missing(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, *STATEMENTS, *THINGS))
    return put(graph, node, gov("evidence")), node, {"shape.said-evidence"}


@fault
def a_value_is_no_decimal(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, having(graph, "value"))
    bad = rng.choice((Literal("六成"), Literal("60,9", datatype=DECIMAL), Literal("6.09E1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#double"))))  # fmt: skip
    return put(graph, node, gov("value"), bad), node, {"shape.figure-value"}


@fault
def a_figure_has_two_values(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, having(graph, "value"))
    return add(graph, node, gov("value"), decimal(rng.randint(10**6, 10**7))), node, {"shape.figure-value"}


@fault
def a_value_and_a_range(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, having(graph, "value"))
    both = add(graph, node, gov("low"), decimal(1))
    return add(both, node, gov("high"), decimal(2)), node, {"shape.figure-number"}


@fault
def a_range_upside_down(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, having(graph, "value"))
    bare = put(graph, node, gov("value"))
    return add(add(bare, node, gov("low"), decimal(9)), node, gov("high"), decimal(2)), node, {"shape.figure-range"}


@fault
def an_outcome_is_a_target(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, [n for n in members(graph, "Attribution") if result(graph, n)])
    target = value(graph, node, gov("outcome"))
    assert isinstance(target, NamedNode)
    return put(graph, target, RDF_TYPE, gov("Target")), node, {"shape.attribution-outcome", "qc.outcome-is-plan"}


def result(graph: Triples, attribution: NamedNode) -> bool:
    """Whether the outcome is a figure."""
    outcome = value(graph, attribution, gov("outcome"))
    return isinstance(outcome, NamedNode) and values(graph, outcome, RDF_TYPE) == [gov("Result")]


@fault
def an_outcome_is_missing(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Attribution"))
    return put(graph, node, gov("outcome")), node, {"shape.attribution-outcome"}


@fault
def an_outcome_is_not_in_the_graph(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Attribution"))
    gone = value(graph, node, gov("outcome"))
    left = frozenset(t for t in graph if t.subject != gone)
    return left, node, {"shape.attribution-outcome"}


@fault
def a_unit_is_missing(graph: Triples, rng: Random) -> Fault:
    united = set(subjects(graph, HAS_UNIT))
    node = pick(rng, [n for n in having(graph, "unitAsWritten") if n in united])
    return put(graph, node, gov("unitAsWritten")), node, {"shape.figure-united"}


@fault
def a_statement_is_of_no_class(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, *STATEMENTS))
    return put(graph, node, RDF_TYPE), node, {"shape.Classed"}


@fault
def a_figure_is_of_another_class(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, *OBSERVATIONS))
    return put(graph, node, RDF_TYPE, gov("Mandate")), node, {"shape.ClassedFigure"}


@fault
def a_class_is_misspelt(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, *STATEMENTS, *THINGS))
    old = value(graph, node, RDF_TYPE).value
    return put(graph, node, RDF_TYPE, NamedNode(old + "s")), node, {"qc.unknown-term"}


@fault
def a_thing_is_of_two_classes(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Reform", "Platform"))
    return add(graph, node, RDF_TYPE, gov("Organisation")), node, {"qc.two-classes"}


@fault
def parts_in_a_circle(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Composition"))
    part, over = value(graph, node, gov("part")), value(graph, node, gov("whole"))
    other = NamedNode(node.value + "-back")
    copied = {
        Triple(other, t.predicate, t.object)
        for t in graph
        if t.subject == node and t.predicate not in (gov("part"), gov("whole"))
    }
    assert isinstance(part, NamedNode)
    return (
        graph | copied | {Triple(other, gov("part"), over), Triple(other, gov("whole"), part)},
        part,
        {"qc.part-of-itself"},
    )


@fault
def an_iri_points_nowhere(graph: Triples, rng: Random) -> Fault:
    prop = rng.choice(("about", "initiative"))
    node = pick(rng, list(subjects(graph, gov(prop))))
    return put(graph, node, gov(prop), NOWHERE), node, {"qc.dangling"}


@fault
def a_period_ends_before_it_starts(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, having(graph, "periodStart", "periodEnd"))
    return put(graph, node, gov("periodEnd"), Literal("1999")), node, {"qc.period-reversed"}


@fault
def a_period_is_no_date(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, having(graph, "periodStart"))
    return (
        put(graph, node, gov("periodStart"), Literal(rng.choice(("2021年", "21", "2021-13", "")))),
        node,
        {"shape.figure-start"},
    )


@fault
def a_share_over_hundred(graph: Triples, rng: Random) -> Fault:
    shares = {
        n for n in subjects(graph, gov("quantityKind")) if values(graph, n, gov("quantityKind")) == [Literal("share")]
    }
    nodes = [n for n in of_kind(graph, "level") if set(values(graph, n, gov("metric"))) & shares and values(graph, n, gov("unitAsWritten")) == [Literal("%")]]  # fmt: skip
    node = pick(rng, nodes)
    return put(graph, node, gov("value"), decimal(rng.randint(101, 999))), node, {"qc.share-over-hundred"}


@fault
def a_part_larger_than_its_whole(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, parts(graph))
    return put(graph, node, gov("value"), decimal(10**12)), node, {"qc.whole-smaller-than-part"}


@fault
def a_part_in_another_unit(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, parts(graph))
    bare = put(graph, node, HAS_UNIT)
    return put(bare, node, gov("unitAsWritten"), Literal("吨")), node, {"qc.part-in-another-unit"}


def parts(graph: Triples) -> list[NamedNode]:
    """Figures that are a part of another in the same unit."""
    found = []
    for node in having(graph, "subsetOf", "value", "unitAsWritten"):
        over = value(graph, node, gov("subsetOf"))
        assert isinstance(over, NamedNode)
        if values(graph, over, gov("unitAsWritten")) == values(graph, node, gov("unitAsWritten")) and values(
            graph, over, gov("value")
        ):
            found.append(node)
    return found


@fault
def a_rank_with_a_direction(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, of_kind(graph, "level"))
    ranked = put(graph, node, gov("kind"), concept("kind", "rank"))
    return put(ranked, node, gov("direction"), concept("direction", "up")), node, {"shape.figure-rank"}


@fault
def a_change_without_direction(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, of_kind(graph, "change"))
    return put(graph, node, gov("direction")), node, {"qc.change-without-direction"}


@fault
def a_level_with_a_type_of_change(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, of_kind(graph, "change"))
    return put(graph, node, gov("kind"), concept("kind", "level")), node, {"shape.figure-level"}


@fault
def an_unknown_concept(graph: Triples, rng: Random) -> Fault:
    prop, scheme = rng.choice((("bound", "bound"), ("metric", "metric"), ("status", "status")))
    node = pick(rng, having(graph, prop))
    return put(graph, node, gov(prop), concept(scheme, "neverHeardOf")), node, {"qc.unknown-concept"}


@fault
def a_concept_of_another_scheme(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Attribution"))
    return put(graph, node, gov("basis"), concept("basis", "named")), node, {"shape.attribution-basis"}


@fault
def a_wrong_sha256(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Report"))
    old = value(graph, node, gov("sha256")).value
    at = rng.randrange(64)
    bad = rng.choice((old[:at] + old[at + 1 :], old.upper(), old[:at] + "x" + old[at + 1 :], old + old[at], ""))
    return put(graph, node, gov("sha256"), Literal(bad)), node, {"shape.report-sha256"}


@fault
def a_quote_ends_before_it_starts(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Evidence"))
    return (
        put(graph, node, gov("end"), integer(whole(graph, node, "start") - rng.randint(0, 5))),
        node,
        {"shape.evidence-order"},
    )


@fault
def a_quote_of_another_length(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Evidence"))
    longer = value(graph, node, gov("exact")).value + rng.choice("的了，。")
    return put(graph, node, gov("exact"), Literal(longer)), node, {"qc.quote-length"}


@fault
def a_quote_of_other_words(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, [n for n in members(graph, "Evidence") if "囗" not in value(graph, n, gov("exact")).value])
    old = value(graph, node, gov("exact")).value
    at = rng.randrange(len(old))
    return put(graph, node, gov("exact"), Literal(old[:at] + "囗" + old[at + 1 :])), node, {"qc.quote-not-in-sentence"}


@fault
def a_figure_that_is_not_its_quote(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, having(graph, "surface"))
    return put(graph, node, gov("surface"), Literal("一百有余")), node, {"shape.figure-quote"}


@fault
def a_milestone_of_nothing(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Milestone"))
    return put(graph, node, gov("about")), node, {"shape.event-about"}


@fault
def a_plan_passed_off_as_done(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Milestone"))
    return put(graph, node, gov("event"), concept("event", "planned")), node, {"shape.milestone-event"}


@fault
def two_things_of_one_name(graph: Triples, rng: Random) -> Fault:
    kind = rng.choice(("Reform", "Platform", "Organisation"))
    one, other = sorted(rng.sample(members(graph, kind), 2), key=str)
    return put(graph, other, LABEL, value(graph, one, LABEL)), one, {"qc.same-name"}


@fault
def an_alias_that_is_another_things_name(graph: Triples, rng: Random) -> Fault:
    one, other = rng.sample(members(graph, "Platform"), 2)
    return add(graph, one, ALT, value(graph, other, LABEL)), one, {"qc.alias-of-another"}


@fault
def a_thing_without_a_name(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, *THINGS))
    return put(graph, node, LABEL), node, {"shape.thing-label"}


@fault
def a_participation_of_a_place(graph: Triples, rng: Random) -> Fault:
    node, place = pick(rng, members(graph, "Participation")), pick(rng, members(graph, "Place"))
    return put(graph, node, gov("organisation"), place), node, {"shape.participation-organisation"}


@fault
def a_document_that_founds_itself(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Mandate"))
    return put(graph, node, gov("initiative"), value(graph, node, gov("document"))), node, {"shape.mandate-document"}


@fault
def an_outcome_tied_twice(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, "Attribution"))
    other = NamedNode(node.value + "-again")
    return graph | {Triple(other, t.predicate, t.object) for t in graph if t.subject == node}, node, {"qc.tie-twice"}


@fault
def a_hash_that_is_none(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, *STATEMENTS, *THINGS))
    return put(graph, node, gov("contentHash"), Literal("6c75faa4")), node, {"shape.said-hash"}


@fault
def a_start_year_of_another_period(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, having(graph, "periodStartYear"))
    return put(graph, node, gov("periodStartYear"), integer(1987)), node, {"qc.year-mismatch"}


@fault
def words_of_another_report(graph: Triples, rng: Random) -> Fault:
    node = pick(rng, members(graph, *STATEMENTS))
    passage = value(graph, node, gov("evidence"))
    other = NamedNode(ids.report("elsewhere-2020"))
    report = pick(rng, members(graph, "Report"))
    copied = {Triple(other, t.predicate, t.object) for t in graph if t.subject == report}
    assert isinstance(passage, NamedNode)
    return put(graph | copied, passage, gov("source"), other), node, {"shape.said-where"}
