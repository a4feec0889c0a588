"""Free SPARQL that scans is written anew where the rows stay the same; what hangs on chance or order is left alone."""

from __future__ import annotations

from collections import Counter

import pytest

from govkg import gate, pattern, query, rewrite
from govkg.errors import CallerError
from govkg.graph import Graph

TIES = "?t a gov:Attribution ; gov:initiative ?r"
CASES = [
    ("constant", 'SELECT ?r { ?r a gov:Reform ; rdfs:label ?l FILTER(?l = "一事联办"@zh) }', 'VALUES ?l { "一事联办"@zh }'),
    ("constant", "SELECT * { ?o a ?k FILTER(?k IN (gov:Result, gov:Target, gov:Result) && isIRI(?o)) }", "VALUES ?k { gov:Result gov:Target }"),
    ("constant", "SELECT * { OPTIONAL { ?z gov:partOf ?w } ?o gov:about ?r ; gov:surface ?s FILTER(gov:Reform = ?k) ?r a ?k }", "VALUES ?k { gov:Reform }"),
    ("equal", "SELECT * { ?a gov:initiative ?i . ?j rdfs:label ?l FILTER(?i = ?j) }", "BIND(?i AS ?j)"),
    ("equal", "SELECT * { ?a gov:initiative ?i . ?b gov:about ?j FILTER(sameTerm(?i, ?j) && ?a != ?b) }", "BIND(?i AS ?j)"),
    ("exists", f"SELECT * {{ ?r a gov:Reform FILTER EXISTS {{ {TIES} }} }}", "SELECT DISTINCT ?r"),
    ("not-exists", f"SELECT * {{ ?r a gov:Reform FILTER(NOT EXISTS {{ {TIES} }}) }}", "MINUS {"),
    ("apart", "SELECT * { ?x a gov:Result ; gov:place ?p ; gov:value ?v . ?y a gov:Result ; gov:place ?p ; gov:value ?w FILTER(?v < ?w) }", "SELECT *"),
    ("optional", "SELECT * { ?x a gov:Result ; gov:periodStartYear ?p OPTIONAL { ?y a gov:Target ; gov:periodStartYear ?p } }", "SELECT *"),
]  # fmt: skip
ALONE = [
    "SELECT ?r { ?r rdfs:label ?l FILTER(?l = 1) }",  # 1 and 1.0 are equal and not the same
    'SELECT ?r { ?r rdfs:label ?l FILTER(?l = "2021"^^xsd:gYear) }',
    'SELECT ?r { ?r a gov:Reform OPTIONAL { ?r rdfs:label ?l } FILTER(?l = "x"@zh) }',  # would bind what is not bound
    'SELECT ?r { ?r rdfs:label ?l FILTER(?l = "x"@zh || ?l = "y"@zh) }',
    'SELECT ?r { ?r rdfs:label ?l FILTER(?l = "x"@zh) } LIMIT 3',  # any three
    'SELECT ?r { ?r rdfs:label ?l FILTER(?l = "x"@zh) } ORDER BY ?l LIMIT 3',
    'SELECT (SAMPLE(?r) AS ?one) { ?r rdfs:label ?l FILTER(?l = "x"@zh) }',
    "SELECT * { ?a gov:value ?v . ?b gov:value ?w FILTER(?v = ?w) }",  # 1 = 1.0
    "SELECT * { ?a gov:initiative ?i . ?j rdfs:label ?l OPTIONAL { ?j gov:domain ?d } FILTER(?i = ?j) }",
    "SELECT * { ?r a gov:Reform FILTER EXISTS { ?t gov:initiative ?r } }",  # one look-up a row
    "SELECT * { ?r a gov:Reform FILTER NOT EXISTS { ?t a gov:Attribution ; gov:initiative ?x } }",  # nothing shared
    "SELECT * { ?r a gov:Reform ; rdfs:label ?l FILTER NOT EXISTS { ?t gov:initiative ?r ; gov:basis ?b FILTER(?l != ?b) } }",
    "SELECT * { ?r a gov:Reform FILTER EXISTS { ?r gov:partOf* ?w . ?w a gov:Platform } }",  # a path of no step
    "SELECT * { ?r a gov:Reform OPTIONAL { ?r gov:partOf ?w } FILTER NOT EXISTS { ?t a gov:Attribution ; gov:initiative ?w } }",
    "SELECT * { ?r a gov:Reform FILTER(EXISTS { ?t a gov:Attribution ; gov:initiative ?r } || ?r = id:x) }",
    "SELECT * { ?x a gov:Result ; gov:about ?r . ?r rdfs:label ?l }",  # one leads to the other
    "SELECT * { ?x a gov:Result ; gov:value ?v . ?y a gov:Target ; gov:value ?w }",  # nothing shared
    "SELECT * { ?r a gov:Reform ; rdfs:label ?l OPTIONAL { ?r gov:domain ?d FILTER EXISTS { ?t gov:initiative ?r ; gov:basis ?l } } }",
    "SELECT * { ?x ?p << ?a ?b ?c >> }",
    "SELECT * { ?x a ?k FILTER(?k = gov:Reform) " + " " * rewrite.LONGEST + "}",
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "holds"), CASES)
def test_each_rule_keeps_the_rows(rule: str, text: str, holds: str, small: Graph, two: Graph) -> None:
    made = rewrite.rewrite(gate.check(text))
    assert rule in made.rules and holds in made.text
    for graph in (small, two):
        before, after = query.execute(graph.store, text), query.execute(graph.store, made.text)
        assert before[0] == after[0] and Counter(map(repr, before[1])) == Counter(map(repr, after[1]))
    assert query.execute(two.store, text)[1] or rule == "constant"


@pytest.mark.parametrize("text", ALONE)
def test_what_could_change_the_rows_is_left_alone(text: str) -> None:
    assert rewrite.rewrite(text) == rewrite.Rewritten(text)


def test_a_rare_pattern_is_left_to_the_engine(two: Graph) -> None:
    text = gate.check(CASES[7][1])
    size = rewrite.counter(two.store, query.PREFIXES)
    first = pattern.parse(text)
    counts = [size(first, t) for t in first.where.elements if isinstance(t, pattern.Triple)]
    assert 0 < min(counts) < rewrite.MANY
    assert rewrite.rewrite(text, size).rules == ()
    every = pattern.parse("SELECT * { ?s ?p ?o }")
    assert size(every, pattern.Triple("?s", "?p", "?o")) == rewrite.MANY


def test_conditions_one_by_one() -> None:
    q = pattern.parse(
        "ASK { ?x ?p ?y FILTER((?x = 1 && (?y != 'a'@zh && EXISTS { ?y ?q ?z })) && (?p = ?x || ?p = 2)) }"
    )
    (f,) = (e for e in q.where.elements if isinstance(e, pattern.Filter))
    from govkg.pattern.conditions import conditions

    found = conditions(f.condition)
    assert [(c.kind, c.operator) for c in found] == [("among", "="), ("compare", "!="), ("exists", ""), ("other", "")]
    assert found[1].constants == ("'a'@zh",) and pattern.show(found[3].expression) == "(?p = ?x || ?p = 2)"


def test_a_query_that_scans_is_answered_at_once(two: Graph) -> None:
    """Free SPARQL goes through the rewriting: the engine alone would ask the inner pattern anew for each row."""
    text = "SELECT (COUNT(*) AS ?n) { ?c a skos:Concept FILTER NOT EXISTS { ?c skos:inScheme ?s . ?s a skos:ConceptScheme . ?d skos:inScheme ?s } }"
    assert rewrite.helped(two.store, text, query.PREFIXES).rules == ("not-exists",)
    assert two.query(text).rows == [{"n": 0}]


def test_what_is_no_sparql_is_told_as_it_was_written(two: Graph) -> None:
    text = "SELECT ?x { ?x a ?k ; foo:bar ?y FILTER(?k = gov:Reform) }"
    with pytest.raises(CallerError, match="line 1, column 31: not SPARQL"):
        two.query(text)
    with pytest.raises(CallerError, match="SERVICE is refused"):
        two.query("SELECT * { SERVICE <http://x/> { ?x a ?k FILTER(?k = gov:Reform) } }")
