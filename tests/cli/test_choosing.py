"""The list of questions, what a question takes, what may be chosen: to read at two widths, in two languages, and as JSON."""

from __future__ import annotations

import json
import re

import pytest

from govkg import cli, questions
from govkg.cli import choosing
from govkg.cli.context import width


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 120])
def test_the_list_fits_the_terminal_and_breaks_no_word(lang: str, columns: int) -> None:
    lines = choosing.listed(lang, columns).splitlines()
    assert max(width(line) for line in lines) <= max(columns, width(lines[0]))
    words = " ".join(line.strip() for line in lines)
    for question in questions.all():
        assert f"  {question.name}" in "\n".join(lines)
        for p in question.parameters:
            assert (f"--{p.name}" if p.required else f"[--{p.name}]") in words
    text = re.sub(r"\s", "", "".join(lines))
    assert all(re.sub(r"\s", "", q.title[lang == "en"]) in text for q in questions.all())
    assert not [line for line in lines if line.strip() and line.strip()[0] in "，。、；：）]"]
    assert len(lines) < 3 * len(questions.all())


def test_every_question_stands_in_a_group() -> None:
    assert all(q.tags and set(q.tags) <= set(questions.TAGS) for q in questions.all())
    lines = choosing.listed("en", 100).splitlines()
    assert [line for line in lines[1:] if line and not line.startswith(" ")] == [
        "Reforms and outcomes", "Responsible bodies", "Platforms and documents", "Metrics and values", "Comparing places",
        "Quotes and sources",
    ]  # fmt: skip


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.main(words) == 0
    return capsys.readouterr().out


def test_both_commands_list_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(["ask"], capsys) == told(["questions"], capsys)
    assert told(["ask", "--json"], capsys) == told(["questions", "--json"], capsys)
    assert json.loads(told(["questions", "--json"], capsys))[0]["tags"] == ["evidence"]


@pytest.mark.parametrize("words", [["outcomes-of-reform", "--help"], ["--limit", "3", "outcomes-of-reform", "--help"]])
def test_the_help_of_a_question_says_what_it_takes(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = told(["--lang", "en", "ask", *words], capsys)
    assert text.startswith("Usage: govkg ask")
    assert "  --reform  reform, platform or campaign (required)\n" in text
    assert "  --kind  kind of outcome (default: result milestone recognition)\n" in text
    assert "--reform  改革、平台或专项行动（必填）" in told(["--lang", "zh", "ask", *words], capsys)
    assert "--reform " not in told(["ask", "--help"], capsys).replace("--reform 一事联办", "")


def test_choices_are_a_table_with_counts(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["ask", "outcomes-of-reform", "--choices", "--reform", "一事联办", "--limit", "2"]
    text = told(["--lang", "zh", *words], capsys)
    assert "  行数  值\n     8  高效办成一件事\n     5  一事联办\n" in text
    assert "     4  explicit  报告称\n     1  item      同条列出\n" in text
    assert re.search(r"另有 \d+ 个；--limit \d+ 或 --json 全部列出", text)
    assert "reported as result of" in told(["--lang", "en", *words], capsys)
    data = json.loads(told(["--lang", "en", *words, "--json"], capsys))
    assert data["question"] == "outcomes-of-reform"
    reform = data["parameters"][0]
    assert reform["required"] and reform["counted"] == "rows" and len(reform["choices"]) > 30


def test_choices_of_what_takes_anything(capsys: pytest.CaptureFixture[str]) -> None:
    assert "any value" in told(["--lang", "en", "ask", "evidence-of", "--choices"], capsys)
    assert cli.main(["ask", "outcomes-of-reform", "--choices", "--refrom", "x"]) == 1
    assert "did you mean reform" in capsys.readouterr().err
