"""What is copied from a page does what it says and nothing else, whatever the values hold."""

from __future__ import annotations

import ast
import shutil
import subprocess
from typing import Any

import pytest

from govkg import questions
from govkg.web import snippets

VALUES = ['"+__import__("os").system("id")+"', "it's", "\\", "一事联办", "a\nb", "$(id)", "`id`", "\u2028"]


@pytest.mark.parametrize("value", VALUES)
def test_python_says_the_value_and_calls_nothing(value: str) -> None:
    said: dict[str, object] = {"reform": value, "kind": [value, "result"]}
    made = dict(snippets.of_question(questions.get("outcomes-of-reform"), said, "http://localhost:8765"))["Python"]
    called: Any = ast.parse(made).body[1]
    given = {k.arg: ast.literal_eval(k.value) for k in called.value.keywords}
    assert given == said


@pytest.mark.skipif(not shutil.which("sh"), reason="no shell on this machine")
@pytest.mark.parametrize(
    "query", ['ASK { ?x ?y """\nEND\necho ran\n""" }', "ASK {}\nEND\nENDE", "ASK { $(echo ran) `echo ran` }"]
)
def test_the_shell_reads_the_query_and_runs_nothing_of_it(query: str) -> None:
    made = dict(snippets.of_query(query, "http://localhost:8765", False))["govkg"]
    script = "govkg() { cat; }\n" + made
    answer = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True, timeout=20)
    assert answer.stdout == query + "\n"
