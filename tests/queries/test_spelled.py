"""A question as SPARQL to take elsewhere: the same rows, prefixes declared, nothing pasted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery
from tests.queries.test_questions import CITIES, GIVEN

import govkg
from govkg import cli, computed, query, questions, spelled, store
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.questions import Question

EACH = [pytest.param(q, id=q.name) for q in questions.all()]


@pytest.fixture(scope="module")
def wuhan() -> Graph:
    return govkg.open()


@pytest.mark.parametrize("question", [p for p in EACH if p.id != "what-changed"])
def test_the_text_gives_the_rows_of_the_question(question: Question, wuhan: Graph) -> None:
    lang = "en" if len(question.name) % 2 else "zh"
    text = spelled.text(question, question.example, lang, lambda: wuhan.store)
    answer, asked = wuhan.query(text), query.ask(wuhan, question.name, question.example, lang=lang)
    assert answer.columns == asked.columns and len(answer.inferred) == len(asked.inferred)
    if question.computed:  # a step fills columns and orders the rows; the comment says so
        assert sorted(answer.rows, key=str) == sorted(computed.blank(question.computed, asked.rows), key=str)
        assert " ".join(computed.COLUMNS[question.computed]) in text.split("\n\n")[0]
    else:
        assert (answer.rows, answer.inferred) == (asked.rows, asked.inferred)


@pytest.mark.parametrize("question", [p for p in EACH if p.id in CITIES - {"what-changed"}])
def test_it_does_on_several_reports(question: Question, two: Graph) -> None:
    given = GIVEN.get(question.name, {})
    text = spelled.text(question, given, "zh", lambda: two.store)
    assert two.query(text).rows == two.ask(question.name, **given).rows != []


def test_between_two_releases_the_comment_says_what_to_load(two: Graph, earlier: Graph) -> None:
    assert earlier.library is not None
    given: dict[str, Any] = {"before": earlier.library.root}
    text = spelled.text(questions.get("what-changed"), given, "zh", lambda: two.store)
    assert f"命名图 {store.BEFORE.value}" in text
    both = Graph(store.beside(two.store, earlier.library.root))
    assert both.query(text).rows == two.ask("what-changed", **given).rows != []


@pytest.mark.parametrize("question", EACH)
def test_every_prefix_is_declared_and_nothing_is_left_open(question: Question, wuhan: Graph) -> None:
    text = spelled.text(question, question.example, "zh", lambda: wuhan.store)
    assert "UNDEF" not in text and "#+" not in text
    ox.Store().query(text)  # no prefixes of ours
    prepareQuery(text)
    head, _, body = text.partition("\n\n")
    assert all(line.startswith("# ") for line in head.splitlines()) and body.startswith("PREFIX")
    assert question.title[0] in head.splitlines()[0] and f"govkg ask {question.name}" in head.splitlines()[1]
    assert all(value in head for value in question.example.values())


def test_what_is_no_name_needs_no_graph() -> None:
    node = "https://w3id.org/govkg/id/reform/x"
    text = spelled.text(
        questions.get("outcomes-of-reform"), {"reform": f"<{node}>", "kind": ["target", "result"]}, "en"
    )
    assert f"VALUES ?reformId {{ <{node}> }}" in text and "ontology#Target> <" in text
    text = spelled.text(questions.get("metric-values"), {"year": [2020, 2021], "metric": "办件"}, "en")
    assert "VALUES ?yearGiven {" in text and '"办件"' in text
    for question in questions.all():
        if not any(p.required for p in question.parameters):
            assert "UNDEF" not in spelled.text(question)
    with pytest.raises(CallerError) as e:
        spelled.text(questions.get("outcomes-of-reform"), {"reform": "一事联办"})
    assert e.value.code == "graph.needed"
    with pytest.raises(CallerError, match="needs reform"):
        spelled.text(questions.get("outcomes-of-reform"), {})


@pytest.mark.parametrize(
    "value",
    [
        "办件\n} ; DROP ALL #",
        '" } UNION { ?s ?p ?o } #',
        "\\u0053ERVICE",
        "'''\"\"\"\\",
        "办\u2028件\u0000\u0007",
        "${x} `id`",
    ],
)
def test_a_value_stays_a_value(value: str, small: Graph) -> None:
    text = spelled.text(questions.get("metric-values"), {"metric": value}, "zh", lambda: small.store)
    head, _, body = text.partition("\n\n")
    assert all(line.startswith("# ") for line in head.split("\n")) and body.startswith("PREFIX")
    assert head.isprintable() or all(c.isprintable() or c == "\n" for c in head)
    assert small.query(text).rows == small.ask("metric-values", metric=value).rows == []
    listed = ox.Store().query(
        text[: text.index("SELECT")] + "SELECT ?x { VALUES ?x { " + str(ox.Literal(value)) + " } }"
    )
    assert [s["x"].value for s in listed] == [value]  # type: ignore[union-attr]


@pytest.mark.parametrize("value", ["http://a b", "https://x/<script>", "http://x/\n#"])
def test_what_is_no_iri_is_looked_up_as_a_name(value: str, small: Graph) -> None:
    with pytest.raises(CallerError) as e:
        spelled.text(questions.get("about"), {"of": value}, "zh", lambda: small.store)
    assert e.value.code == "entity.unknown"


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.main(words)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("name", ["outcomes-of-reform", "derived-baselines"])
def test_what_the_command_writes_the_command_runs(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [w for k, v in questions.get(name).example.items() for w in (f"--{k}", v)]
    code, text, _ = told(["ask", name, *words, "--sparql"], capsys)
    assert code == 0
    (tmp_path / "question.rq").write_text(text, encoding="utf-8")
    ran, asked = (
        json.loads(told([*command, "--json"], capsys)[1])
        for command in (["query", str(tmp_path / "question.rq")], ["ask", name, *words])
    )
    assert ran["rows"] == asked["rows"] != []


def test_the_command_opens_no_graph_it_does_not_need(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sources").mkdir()
    here = ["--workspace", str(tmp_path)]
    code, out, err = told(["ask", "metric-values", "--year", "2021", "--sparql", *here], capsys)
    assert (code, err) == (0, "") and "2021" in out
    code, out, err = told(["ask", "metric-values", "--place", "武汉市", "--sparql", *here], capsys)
    assert (code, out, err.count("\n")) == (1, "", 1) and "run govkg build" in err


def test_a_shell_takes_the_command_back(capsys: pytest.CaptureFixture[str]) -> None:
    import shlex

    given: dict[str, Any] = {"metric": "it's “办件” $HOME", "year": "2021"}
    words = shlex.split(spelled.command(questions.get("metric-values"), given))
    assert words == ["govkg", "ask", "metric-values", "--metric", given["metric"], "--year", "2021"]
