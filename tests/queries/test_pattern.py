"""A query taken apart and put together again asks the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from govkg import gate, pattern, query, resources
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.pattern import Bind, Exists, Filter, Optional, SubSelect, Triple, Union, Values

FILES = sorted(resources.path("queries").rglob("*.rq"))
TRICKY = [
    "SELECT * { ?s ?p 5. ?s gov:value -1.5 , +2 }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) (GROUP_CONCAT(?p; SEPARATOR=', ') AS ?all) { ?s ?p ?o } GROUP BY (STR(?s) AS ?k) ?o HAVING (COUNT(*) > 1) ORDER BY DESC(?n) ?k LIMIT 3 OFFSET 1",
    "SELECT ?l { [] a gov:Reform ; rdfs:label ?l ; gov:evidence [ gov:start ?n ; gov:source [] ] FILTER(?n>1) }",
    "SELECT * { ?x (gov:partOf|^gov:partOf)*/!(rdf:type|^rdfs:label) ?y . ?x gov:partOf? ?z }",
    "SELECT * { ?x a gov:Reform FILTER(?x = id:a || NOT EXISTS { ?x gov:domain ?d FILTER EXISTS { ?d ?p ?x } } && !BOUND(?q)) }",
    "SELECT * { VALUES (?a ?b) { (UNDEF 'x'@zh) (1 \"y\"^^xsd:string) } ?s rdfs:label ?a } VALUES ?c { true }",
    "SELECT * { { ?s a gov:Reform } UNION { ?s a gov:Platform } UNION { { SELECT DISTINCT ?s { ?s a gov:Award } LIMIT 2 } } MINUS { ?s gov:domain ?x } }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?x { ?x rdfs:label ?l FILTER(LANG(?l) IN ('zh', 'en') && REGEX(?l, '^(一|武)', 'i')) BIND(IF(?l > 'b', 1, -1) AS ?y) } ORDER BY (?y - 1) ASC(?x)",
    "SELECT * { (1 ?x [ a gov:Reform ]) rdf:rest*/rdf:first ?z }",
    "ASK { ?x a/rdfs:subClassOf* gov:Reform }",
    "DESCRIBE <https://w3id.org/govkg/id/report/jia-2021> gov:Reform",
    "DESCRIBE ?x WHERE { ?x a gov:Award }",
    "CONSTRUCT WHERE { ?x gov:partOf ?y . }",
    "CONSTRUCT { ?x gov:is [ gov:of ?y ] } { ?x gov:partOf ?y } LIMIT 2",
    "BASE <http://a/> PREFIX : <http://b/> SELECT $x { $x :p <c> # a comment\n OPTIONAL { ?x :q 'it\\'s' } }",
    "SELECT * { ?s ?p ?o . { } FILTER(xsd:integer(?o) >= 3 - -1) FILTER NOT EXISTS { ?s gov:x ?o } . }",
    'SELECT * { ?s ?p """a "quoted" } text""" ; ?q \'\'\'b\'\'\'@en-GB ; . }',
]  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_every_query_of_the_project_gives_the_same_rows(file: Path, two: Graph) -> None:
    text = gate.check(file.read_text(encoding="utf-8"))
    again = pattern.render(pattern.parse(text))
    assert pattern.render(pattern.parse(again)) == again
    before, after = query.execute(two.store, text), query.execute(two.store, again)
    assert before[0] == after[0] and Counter(map(repr, before[1])) == Counter(map(repr, after[1]))


def test_there_are_many() -> None:
    assert len(FILES) > 100


@pytest.mark.parametrize("text", TRICKY)
def test_what_is_hard_to_read_gives_the_same_rows(text: str, small: Graph) -> None:
    try:
        before = query.execute(small.store, text)
    except CallerError:
        again = pattern.read(text)
        if again is not None:
            with pytest.raises(CallerError):
                query.execute(small.store, pattern.render(again))
        return
    again = pattern.parse(gate.check(text))
    after = query.execute(small.store, pattern.render(again))
    names = [sorted(before[0]), sorted(after[0])]
    assert names[0] == names[1]
    rows = [Counter(repr([r[c] for c in names[0] if "_:" not in str(r[c])]) for r in got[1]) for got in (before, after)]
    assert rows[0] == rows[1]


def test_most_of_the_hard_ones_run(small: Graph) -> None:
    ran = 0
    for text in TRICKY:
        try:
            query.execute(small.store, text)
            ran += 1
        except CallerError:
            pass
    assert ran >= len(TRICKY) - 2


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?x ?p << ?a ?b ?c >> }",
        "SELECT * { ?x ?p ?y LATERAL { SELECT * { ?y ?q ?z } } }",
        "SELECT * { ?x ?p ?y FILTER(?x<?y&&?y>?x) }",
        "SELECT * { ?x ?p ?y",
        "SELECT * { ?x ?p ?y } }",
        "SELECT { ?x ?p ?y }",
        "SELECT * " + "{" * 300 + "}" * 300,
        "",
    ],
)
def test_what_it_cannot_read_it_says(text: str) -> None:
    assert pattern.read(text) is None
    with pytest.raises(CallerError) as e:
        pattern.parse(text)
    assert e.value.code == "query.unread" and e.value.where.startswith("query, line 1, column")


def test_parts_know_where_they_stand() -> None:
    text = "SELECT ?x {\n ?x a gov:Reform ; rdfs:label ?l , ?m .\n FILTER(?l != ?m)\n OPTIONAL { ?x gov:domain ?d } }"
    parts = pattern.parse(text).where.elements
    said = [text[e.start : e.end] for e in parts]
    assert said == [
        "?x a gov:Reform", "rdfs:label ?l", "?m", "FILTER(?l != ?m)", "OPTIONAL { ?x gov:domain ?d }",
    ]  # fmt: skip
    last = parts[2]
    assert isinstance(last, Triple) and [text[p : p + 2] for p in last.places] == ["?x", "rd", "?m"]


def test_variables_that_are_handed_out_bound_and_named() -> None:
    q = pattern.parse(
        "SELECT * { ?a gov:about ?b OPTIONAL { ?b rdfs:label ?l } { ?a gov:x ?u } UNION { ?a gov:y ?v }"
        " FILTER(?f > 1 && EXISTS { ?a gov:z ?e }) MINUS { ?a gov:w ?m } BIND(STR(?l) AS ?s) VALUES (?c ?d) { (1 UNDEF) }"
        " { SELECT ?k (COUNT(?h) AS ?n) { ?k gov:about ?h } GROUP BY ?k } }"
    )
    assert "".join(sorted(v[1:] for v in pattern.visible(q))) == "abcdklnsuv"
    assert "".join(sorted(v[1:] for v in pattern.certain(q))) == "abck"
    assert "".join(sorted(v[1:] for v in pattern.used(q))) == "abcdefhklmnsuv"


def test_cutting_out_takes_that_part_alone() -> None:
    q = pattern.parse("SELECT ?x { ?x a ?y { ?x a ?y } UNION { ?x gov:p ?z FILTER EXISTS { ?x a ?y } } }")
    assert pattern.show(pattern.without(q, q.where.elements[0])).startswith("SELECT ?x WHERE { { ?x a ?y . } UNION")
    union = q.where.elements[1]
    assert isinstance(union, Union)
    assert pattern.show(pattern.without(q, union.branches[0])) == (
        "SELECT ?x WHERE { ?x a ?y . { ?x gov:p ?z . FILTER EXISTS { ?x a ?y . } } }"
    )
    inner = next(n for n in pattern.walk(q) if isinstance(n, Exists)).group.elements[0]
    assert "EXISTS { }" in pattern.show(pattern.without(q, inner))


def test_the_kinds_of_parts() -> None:
    q = pattern.parse(
        "SELECT * { ?a ?b ?c OPTIONAL { ?a ?b ?d } FILTER(?c > 1) BIND(1 AS ?e) VALUES ?f { 1 } { SELECT * { ?a ?b ?c } } }"
    )
    kinds = [type(n.elements[0]) if isinstance(n, pattern.Group) else type(n) for n in q.where.elements]
    assert kinds == [Triple, Optional, Filter, Bind, Values, SubSelect]
