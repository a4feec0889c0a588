"""Questions as functions and every query by name: real signatures, clear errors, the rows of asking by name."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import govkg
from govkg import functions, gate, query, questions, resources
from govkg.collection import UnknownQueryError
from govkg.errors import CallerError
from govkg.functions import called
from govkg.graph import Graph
from govkg.questions import Question

EACH = [pytest.param(q, id=q.name) for q in questions.all()]
STUB = Path(functions.__file__).parent / "calls.pyi"


@pytest.fixture(scope="module")
def wuhan() -> Graph:
    return govkg.open()


@pytest.mark.parametrize("question", [p for p in EACH if p.id != "what-changed"])
def test_a_function_asks_its_question(question: Question, wuhan: Graph) -> None:
    function = getattr(wuhan.questions, called(question.name))
    given = {called(k): v for k, v in question.example.items()}
    assert function(**given, limit=3).rows == query.ask(wuhan, question.name, question.example, limit=3).rows
    required = [question.example[p.name] for p in question.parameters if p.required]
    if len(required) == len(question.example):
        assert function(*required, limit=3).rows == function(**given, limit=3).rows


@pytest.mark.parametrize("question", EACH)
def test_the_signature_is_the_header(question: Question, wuhan: Graph) -> None:
    function = getattr(wuhan.questions, called(question.name))
    assert function.__name__ == called(question.name)
    made = inspect.signature(function).parameters
    assert {called(p.name) for p in question.parameters} | {"lang", "limit", "timeout"} == set(made)
    for p in question.parameters:
        one = made[called(p.name)]
        assert (one.default is inspect.Parameter.empty) == p.required
        default = (one.default,) if isinstance(one.default, str) else one.default or ()
        assert p.required or tuple(default) == p.default
    doc = inspect.getdoc(function) or ""
    assert doc.startswith(question.title[1]) and question.title[0] in doc and question.description[1] in doc
    assert all(f"{called(p.name)}: {p.en}" in doc for p in question.parameters)


def test_a_default_that_is_spelled_out_is_the_default(wuhan: Graph) -> None:
    for question in questions.all():
        if any(p.default for p in question.parameters) and not any(p.required for p in question.parameters):
            function = getattr(wuhan.questions, called(question.name))
            spelled_out: dict[str, Any] = {
                name: p.default for name, p in inspect.signature(function).parameters.items() if name != "lang"
            }
            assert function(**spelled_out).rows == function().rows


def test_what_a_type_checker_reads_is_what_runs() -> None:
    assert STUB.read_text(encoding="utf-8") == functions.stub(), "run python -m govkg.functions"
    (made,) = (n for n in ast.parse(functions.stub()).body if isinstance(n, ast.ClassDef))
    methods = {n.name: n for n in made.body if isinstance(n, ast.FunctionDef)}
    assert set(methods) == {called(q.name) for q in questions.all()}
    for question in questions.all():
        method, real = methods[called(question.name)], functions.signature(question)
        assert [a.arg for a in method.args.args[1:] + method.args.kwonlyargs] == list(real.parameters)
        assert ast.get_docstring(method) == inspect.cleandoc(functions.told(question))
        defaults = [ast.literal_eval(d) for d in method.args.defaults]
        wanted = [p.default for p in real.parameters.values() if p.kind == p.POSITIONAL_OR_KEYWORD]
        assert defaults == [d for d in wanted if d is not inspect.Parameter.empty]
        kinds = [ast.unparse(a.annotation) for a in method.args.args[1:] if a.annotation]
        assert kinds == [p.annotation for p in real.parameters.values() if p.kind == p.POSITIONAL_OR_KEYWORD]


def test_a_wrong_call_is_one_clear_line(wuhan: Graph) -> None:
    asked: Any = wuhan.questions
    with pytest.raises(CallerError, match="needs reform") as e:
        asked.outcomes_of_reform()
    assert e.value.code == "parameter.missing"
    with pytest.raises(CallerError, match="did you mean reform"):
        asked.outcomes_of_reform(refrom="一事联办")
    with pytest.raises(CallerError, match="it takes initiative"):
        asked.savings("一网通办", 2021)
    with pytest.raises(CallerError, match="given twice"):
        asked.savings("一网通办", initiative="一网通办")
    with pytest.raises(AttributeError, match="did you mean outcomes_of_reform"):
        asked.outcome_of_reform()
    with pytest.raises(AttributeError):
        asked._nothing  # noqa: B018


def test_questions_are_a_sequence_too(wuhan: Graph) -> None:
    asked: Any = wuhan.questions
    assert tuple(asked) == questions.all() and len(asked) == len(questions.all())
    assert asked[0] is questions.all()[0] and asked[:2] == questions.all()[:2]
    assert asked["savings"].name == "savings" and "savings" in asked and questions.get("savings") in asked
    assert "nothing" not in asked and 1 not in asked
    assert {"outcomes_of_reform", "path_between"} <= set(dir(asked)) and "path_between(from_, to)" in repr(asked)


def test_every_file_is_a_query_by_name(wuhan: Graph) -> None:
    root = resources.path("queries")
    files = {p.relative_to(root).with_suffix("").as_posix(): p for p in root.rglob("*.rq")}
    assert set(wuhan.queries) == set(files) and len(wuhan.queries) == len(files) > 100
    for name, found in wuhan.queries.items():
        assert found.sparql == files[name].read_text(encoding="utf-8")
        assert found.about and name in repr(found)
        gate.check(found.sparql)


def test_every_query_answers(wuhan: Graph) -> None:
    given: dict[str, dict[str, Any]] = {q.name: dict(q.example) for q in questions.all()}
    thing = "https://w3id.org/govkg/id/reform/420100-yi-shi-lian-ban-fac614"
    empty = Graph(ox.Store())
    for name, found in wuhan.queries.items():
        folder, _, short = name.partition("/")
        if short == "what-changed":
            continue
        if folder == "ask":
            rows = found(limit=2, **given[short]).rows
            assert rows == query.ask(wuhan, short, given[short], limit=2).rows
        elif folder == "qc":  # what is slow on a graph is looked at by validate; here they need only run
            assert empty.queries[name]().columns
        else:
            opened: dict[str, Any] = dict.fromkeys(found.parameters, thing)
            assert found(**opened).columns


def test_an_open_variable_takes_nodes_and_values(wuhan: Graph) -> None:
    spoken = wuhan.queries["view/touching"]
    thing = "https://w3id.org/govkg/id/reform/420100-yi-shi-lian-ban-fac614"
    cloud = str(wuhan.ask("about", of="武汉云").rows[0]["thingId"])
    one, both = spoken(thing=thing), spoken(thing=[thing, cloud])
    assert 0 < len(one) < len(both) and spoken.parameters == ("thing",)
    assert spoken(thing="一事联办").rows == []  # a text is no node
    assert len(wuhan.queries["construct/3-part-of"](limit=1)) == 1
    with pytest.raises(CallerError, match="it takes thing"):
        spoken(things=thing)
    with pytest.raises(CallerError, match="http"):
        spoken(thing=object())


def test_an_unknown_query_is_a_key_error_that_names_the_nearest(wuhan: Graph) -> None:
    with pytest.raises(KeyError, match="did you mean qc/contradiction"):
        wuhan.queries["qc/contradictions"]
    with pytest.raises(UnknownQueryError) as e:
        wuhan.queries["zzz"]
    assert str(e.value) == "there is no query 'zzz'; the folders are ask, construct, qc, view"
    assert wuhan.queries.get("zzz") is None and "qc/contradiction" in wuhan.queries
