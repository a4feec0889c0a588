"""The questions for other tools: what they read gives the rows that asking gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

import govkg
from govkg import cli, computed, interchange, parameters, query, questions
from govkg.answer import Answer, Row
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.questions import Question

EACH = [pytest.param(q, id=q.name) for q in questions.all() if not q.release]
SH, SCHEMA = rdflib.Namespace("http://www.w3.org/ns/shacl#"), rdflib.Namespace("https://schema.org/")


def selected(rows: list[Row], question: Question) -> list[Row]:
    """The rows of a query; of one whose order a step gives, in an order of their own."""
    return sorted(rows, key=str) if question.computed else rows


def asked(answer: Answer) -> list[Row]:
    """The rows of an answer as its query gives them."""
    return sorted(computed.blank(answer.computed, answer.rows), key=str) if answer.computed else answer.rows


@pytest.fixture(scope="module")
def wuhan() -> Graph:
    return govkg.open()


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "govkg"
    assert cli.main(["questions", "--export", "sparql-examples", "--out", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("question", EACH)
def test_an_example_is_read_back_and_gives_the_rows(question: Question, examples: Path, wuhan: Graph) -> None:
    graph = rdflib.Graph().parse(examples / f"{question.name}.ttl", format="turtle")
    (node,) = graph.subjects(rdflib.RDF.type, SH.SPARQLExecutable)
    assert str(node) == interchange.EXAMPLES + question.name
    assert (node, rdflib.RDF.type, SH.SPARQLSelectExecutable) in graph
    (text,) = graph.objects(node, SH.select)
    assert selected(wuhan.query(str(text)).rows, question) == asked(query.ask(wuhan, question.name, question.example))
    comments = {c.language: str(c) for c in graph.objects(node, rdflib.RDFS.comment) if isinstance(c, rdflib.Literal)}
    assert set(comments) == {"zh", "en"} and question.title[0] in comments["zh"] and question.title[1] in comments["en"]
    assert all(value in comments["en"] for value in question.example.values())
    assert [str(t) for t in graph.objects(node, SCHEMA.target)] == [interchange.ENDPOINT]
    assert set(question.tags) <= {str(k) for k in graph.objects(node, SCHEMA.keywords)}
    declared = {
        str(graph.value(d, SH.prefix)): (graph.value(d, SH.namespace))
        for d in graph.objects(graph.value(node, SH.prefixes), SH.declare)
    }
    assert {k: str(v) for k, v in declared.items()} == interchange.declared(str(text)) and declared
    assert all(isinstance(v, rdflib.Literal) and v.datatype == rdflib.XSD.anyURI for v in declared.values())


def test_all_examples_are_one_graph_with_one_name_a_prefix(examples: Path) -> None:
    store = ox.Store()
    for path in sorted(examples.glob("*.ttl")):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    found = store.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?p (COUNT(DISTINCT ?n) AS ?many) { ?d sh:prefix ?p ; sh:namespace ?n } GROUP BY ?p"
    )
    assert {s["many"].value for s in found} == {"1"}  # type: ignore[union-attr]
    executables = list(store.quads_for_pattern(None, None, ox.NamedNode(str(SH.SPARQLExecutable)), None))
    assert len(executables) == len(questions.all()) - 1


def test_without_a_graph_parameters_stay_open_and_defaults_hold(wuhan: Graph) -> None:
    question = questions.get("outcomes-without-reform")
    text = interchange.turtle(question)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    (select,) = graph.objects(None, SH.select)
    assert wuhan.query(str(select)).rows == wuhan.ask(question.name).rows


def test_what_a_text_holds_stays_in_its_literal() -> None:
    evil = questions.parse("evil", '#+ title: {zh: 题, en: "T\\" . <x> <y> <z> ."}\n#+ description: {zh: 述, en: D}\n'
                           "#+ columns:\n#+   a: {zh: 甲, en: a}\n#+ view: table\n"
                           'SELECT ?a { ?a ?b """x\\""\\"\\\\"""}')  # fmt: skip
    made = rdflib.Graph().parse(data=interchange.turtle(evil), format="turtle")
    (select,) = made.objects(None, SH.select)
    assert str(select).strip() == evil.sparql.split("\n")[-1]
    assert (rdflib.URIRef("x"), None, None) not in made
    for make in (interchange.turtle, interchange.decorated):
        with pytest.raises(CallerError, match="give its URL"):
            make(evil, "http://x/> . <a> <b> <c> . <")


# -- grlc ----------------------------------------------------------------------------------------------------------
def as_grlc(text: str) -> tuple[dict[str, Any], dict[str, tuple[str, bool, str]]]:
    """Decorators and parameters as grlc reads them: YAML behind ``#+``, variables named ``?_name_type``."""
    about: dict[str, Any] = {}
    for line in (row.removeprefix("#+ ") for row in text.split("\n") if row.startswith("#+")):
        if m := re.fullmatch(r"(\w+): (\".*\")", line):
            about[m[1]] = json.loads(m[2])
        elif m := re.fullmatch(r"(\w+):", line):
            about[m[1]] = last = []
        else:
            last.append(line.strip().removeprefix("- "))
    found = {}
    for variable in translateQuery(parseQuery(text)).algebra["_vars"]:
        m = re.match(r"(_{1,2})([^_]+)_?([a-zA-Z0-9]+)?", str(variable))
        if m and not re.match(r"__agg_\d+__", str(variable)):
            found[m[2]] = (f"?{variable}", m[1] == "_", m[3] or "")
    return about, found


def given_to_grlc(
    text: str, found: dict[str, tuple[str, bool, str]], values: dict[str, ox.NamedNode | ox.Literal]
) -> str:
    if any(kind == "integer" for _, _, kind in found.values()):
        assert interchange.XSD in text  # else grlc puts it before every SELECT
    for name, value in values.items():
        original, _, kind = found[name]
        assert isinstance(value, ox.NamedNode) == (kind == "iri")
        term = f'"{value.value}"^^xsd:integer' if kind == "integer" else str(value)
        text = text.replace(original, term)
    return text


@pytest.mark.parametrize("question", EACH)
def test_grlc_reads_parameters_and_gets_the_rows(question: Question, wuhan: Graph) -> None:
    text = interchange.decorated(question)
    about, found = as_grlc(text)
    assert about["summary"] == question.title[1] and about.get("tags", []) == list(question.tags)
    assert {n: r for n, (_, r, _) in found.items()} == {p.name: p.required for p in question.parameters}
    given = {name: value for name, value in question.example.items() if value != "all"}  # which grlc cannot say
    bound = parameters.terms(wuhan.store, question, given)
    values = {p.name: bound[p.variable][0] for p in question.parameters if p.name in given}
    rows = query.execute(wuhan.store, given_to_grlc(text, found, values))[1]
    assert selected(rows, question) == asked(query.ask(wuhan, question.name, given))


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("outcomes-of-reform", {"reform": "一事联办", "kind": "result", "basis": "explicit"}),
        ("metric-values", {"year": "2021", "place": "武汉市", "kind": "result"}),
        ("unit-network", {"role": "cooperates"}),
        ("reforms-and-outcomes", {"level": "output"}),
        ("coverage", {"outcome": "finding"}),
    ],
)
def test_one_value_of_grlc_is_one_value_of_ours(name: str, given: dict[str, str], wuhan: Graph) -> None:
    question = questions.get(name)
    text = interchange.decorated(question)
    bound = parameters.terms(wuhan.store, question, given)
    values = {p.name: bound[p.variable][0] for p in question.parameters if p.name in given}
    made = given_to_grlc(text, as_grlc(text)[1], values)
    answer = wuhan.ask(name, **given)  # type: ignore[arg-type]
    assert selected(query.execute(wuhan.store, made)[1], questions.get(name)) == asked(answer) != []


def test_our_own_header_is_what_grlc_would_load() -> None:
    """Every line is one of the forms of YAML that our reader takes: nothing that a reader of YAML would refuse."""
    plain = re.compile(r"#\+ (?:  )*[a-z][A-Za-z0-9]*:(?: (?:\{.*\}|\[.*\]|\".*\"|[^\"{}\[\]&*!|>%@`#-].*))?")
    for question in questions.all():
        for line in question.sparql.split("\n"):
            if line.startswith("#+"):
                assert plain.fullmatch(line), line
                assert not re.search(r"(?<![\"\w]): .*[^\"{]: (?![\"一-鿿\w])", line)


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "er"
    assert (
        cli.main(
            ["questions", "--export", "grlc", "--out", str(out), "--json", "--endpoint", "https://a.example/sparql"]
        )
        == 0
    )
    files = json.loads(capsys.readouterr().out)["files"]
    assert len(files) == len(questions.all()) - 1
    assert '#+ endpoint: "https://a.example/sparql"' in Path(files[0]).read_text(encoding="utf-8")
    for words, says in (
        (["--export", "doc", "--out", str(out)], "use sparql-examples or grlc"),
        (["--export", "grlc"], "write --out DIR"),
        (["--export", "grlc", "--out", files[0]], "cannot be written"),
    ):
        assert cli.main(["questions", *words]) == 1
        assert says in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CallerError) as e:
        interchange.write("grlc", tmp_path / "file")
    assert e.value.code == "file.unwritable"
