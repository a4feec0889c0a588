"""The bytes of a referee file: the same each time, whole without a script, small, and nothing of a text is markup."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.referee import case_of

from govkg import referee
from govkg.errors import SourceError
from govkg.library import Library
from govkg.referee import writing
from govkg.referee.case import gather


class Shown(HTMLParser):
    """The tags of a page, and the text of its report and of its table."""

    def __init__(self, data: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_an_answer_is_whole_on_its_page_and_small() -> None:
    cited = case_of.question("outcomes-of-reform", reform="一事联办")
    data = referee.page(cited, case_of.library(), "zh")
    text = "".join(Shown(data.decode()).text)
    assert len(data) < 200_000
    assert case_of.library().source("wuhan-2021").text in text
    assert cited.id in text and cited.dataset in text
    assert all(r.sentence in text and r.statement.id in text for r in cited.statements)
    assert cited.answer is not None
    assert [row["figure"] for row in cited.answer.rows] == re.findall(
        r'data-column="figure"[^>]*>([^< ]+)', data.decode()
    )
    assert b"http-equiv" in data and b"'unsafe" not in data


def test_the_same_answer_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.referee import case_of; from govkg import referee;"
        "c = case_of.question('outcomes-of-reform', reform='一事联办');"
        "print(hashlib.sha256(referee.page(c, case_of.library(), 'en')).hexdigest())"
    )
    root = Path(__file__).parents[2]
    said = set()
    for seed in ("1", "2"):
        environ = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
            "PYTHONUTF8": "1",
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=environ, capture_output=True, text=True, encoding="utf-8", check=True
        )
        said.add(done.stdout)
    assert len(said) == 1


def test_the_statements_that_a_tie_points_at_are_on_the_page_too() -> None:
    made = gather(case_of.question("outcomes-of-reform", reform="一事联办"), case_of.library())
    there = {r.statement.id for r in made.statements}
    assert {r.statement.outcome for r in made.statements if hasattr(r.statement, "outcome")} <= there
    assert [r.statement.evidence.start for r in made.statements] == sorted(
        r.statement.evidence.start for r in made.statements
    )


def test_nothing_of_a_report_becomes_markup() -> None:
    made = Shown(writing.written(case_of.hard(), "zh"))
    assert made.tags.count("script") == 2 and "i" not in made.tags
    assert case_of.HARD.replace("&lt;", "<") not in made.text
    assert made.tags.count("b") == 2  # the numbers of the two statements


def test_a_text_that_is_another_one_is_refused(tmp_path: Path) -> None:
    cited = case_of.question("units-of-reform", reform="武汉云")
    with pytest.raises(SourceError, match="no source"):
        referee.page(cited, Library(tmp_path, case_of.library().out), "zh")
    report = cited.reports[0]
    other = replace(cited, reports=(replace(report, sha256="0" * 64),))
    with pytest.raises(SourceError, match="not the one that the graph was read from"):
        referee.page(other, case_of.library(), "zh")
