"""The reference of the questions: complete, in both languages, its calls run, its rows are those of the graph."""

from __future__ import annotations

import hashlib
import html
import os
import re
import shlex
import subprocess
import sys
from typing import Any

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, parse

import govkg
from govkg import cli, messages, questions, reference, resources, store
from govkg.answer import Answer
from govkg.graph import Graph
from govkg.questions import Question

EACH = [pytest.param(q, id=q.name) for q in questions.all()]
TRIG = resources.path("graph/release/govkg.trig")


@pytest.fixture(scope="module")
def made() -> str:
    return reference.render()


@pytest.fixture(scope="module")
def kg() -> Graph:
    return govkg.open()


def section(made: str, name: str) -> str:
    found = re.search(rf'<section class="question" id="{name}">.*?</section>', made, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("question", EACH)
def test_a_question_is_told_whole_in_both_languages(question: Question, made: str) -> None:
    text = section(made, question.name)
    said = [
        question.title,
        question.description,
        *question.columns.values(),
        *((p.zh, p.en) for p in question.parameters),
    ]
    own = said[: 2 + len(question.columns) - len(questions.EVIDENCE)] + said[2 + len(question.columns) :]
    assert all(html.escape(words) in text for pair in own for words in pair)
    for p in question.parameters:
        assert f"<dt><code>{p.name}</code>" in text
        assert all(f"<code>{code}</code>" in text or code in text for code in p.default)
    marks = [text.count(f'class="{lang} mark">{word}<') for lang, word in (("zh", "必填"), ("en", "required"))]
    assert marks == [sum(p.required for p in question.parameters)] * 2


@pytest.mark.parametrize("question", [p for p in EACH if p.id != "what-changed"])
def test_every_call_gives_the_rows_that_are_shown(
    question: Question, made: str, kg: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section(made, question.name)
    python = html.unescape(re.findall(r"<pre>(kg\.[^\n]*)</pre>", text)[0])
    answer: Any = eval(python, {"kg": kg})
    assert isinstance(answer, Answer)
    for n, row in enumerate(answer.rows[:3]):
        for heading, cell in answer.read(n):
            assert f"<dt>{html.escape(heading)}</dt><dd>{html.escape(cell)}</dd>" in text
        if row["quote"] is not None:
            assert f"<mark>{html.escape(str(row['quote']))}</mark>" in text
    assert text.count("<li>") == min(3, len(answer)) and (f"共 {len(answer)} 行" in text or not answer.rows)
    for sparql in re.findall(r'<div class="(?:zh|en)"[^>]*><pre>(.*?)</pre>', text, re.DOTALL):
        assert len(kg.query(html.unescape(sparql))) == len(answer)
    command = shlex.split(html.unescape(re.findall(r"<pre>(govkg ask[^\n]*)</pre>", text)[0]))
    if question.name in ("outcomes-of-reform", "path-between"):
        assert cli.main(["--lang", "zh", *command[1:], "--format", "csv"]) == 0
        assert capsys.readouterr().out == answer.to_csv()


def test_an_example_has_rows_where_the_bundled_graph_can(kg: Graph) -> None:
    # One report: no contradiction, no target, no year before it; nobody judged its names.
    nothing = {"contradictions", "targets-and-results", "year-on-year", "judgements", "reviews"}
    for question in questions.all():
        if question.release is None:
            assert (len(kg.ask(question.name, **_given(question))) > 0) == (question.name not in nothing)


def _given(question: Question) -> dict[str, Any]:
    return {f"{k}_" if k == "from" else k: v for k, v in question.example.items()}


def test_every_link_leads_somewhere_and_nobody_is_asked(made: str) -> None:
    anchors = re.findall(r'\bid="([^"]+)"', made)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(anchors)
    assert re.findall(r'href="(?!#)', made) == [] and "'unsafe-" not in made and "default-src 'none'" in made
    assert not re.search(r'<[^>]+\s(?:src|style|on\w+)="', made)


def test_text_of_a_graph_is_text() -> None:
    evil = '</script><script>alert("x")</script>'
    quads = [Quad(q.subject, q.predicate, Literal(evil, language="zh") if isinstance(q.object, Literal) and q.object.language == "zh" else q.object, q.graph_name)
             for q in parse(path=str(TRIG), format=RdfFormat.TRIG)]  # fmt: skip
    made = reference.page(Graph(store.memory(quads)))
    assert made.count("<script") == 2 and html.escape(evil) in made


def test_another_graph_is_no_trouble() -> None:
    made = reference.page(Graph(store.memory([])), "en")
    assert '<html lang="en">' in made and "This graph does not hold what the example asks for." in made


def test_the_committed_page_is_current_and_small(made: str) -> None:
    path = resources.root() / "docs" / "questions.html"
    assert path.read_bytes() == made.encode() and len(made.encode()) < 700_000


def test_the_same_graph_gives_the_same_page_under_another_hash_seed(made: str) -> None:
    code = "import hashlib; from govkg import reference; print(hashlib.sha256(reference.render().encode()).hexdigest())"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"},
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(made.encode()).hexdigest()


def test_every_word_of_the_page_is_in_the_catalogue() -> None:
    used = {key for key in messages.catalogue() if key.startswith(("reference.", "tag."))}
    assert {f"tag.{tag}" for tag in questions.TAGS} <= used
    assert {f"reference.type.{kind}" for kind in questions.TYPES} <= used
