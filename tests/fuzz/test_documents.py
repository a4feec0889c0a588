"""Whatever the text, reading ends without an error, and every statement stands on its exact words.

1,000 documents in `python dev.py test`, the same each time; 100,000, new each time, in `python dev.py soak`.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from tests.conftest import SOAK
from tests.fuzz.documents import documents, reports
from tests.fuzz.patterns import Report

from govkg import annotations as marks
from govkg import assemble, coverage, statements

COUNT = 100_000 if SOAK else 1_000


@settings(max_examples=COUNT, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_any_text_is_read_and_every_statement_is_grounded(report: Report) -> None:
    made = assemble.read(report)
    text = report.text
    for s in made:
        e = s.evidence
        assert 0 <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == e.exact
        assert text[: e.start].endswith(e.prefix)
        assert text[e.end :].startswith(e.suffix)
        assert e.sentence_start < e.end <= e.sentence_end
        assert s.id == s.anchor()
    assert len({s.id for s in made}) == len(made)
    annotated = marks.annotate(made, report)
    for part in ("quantities", "entities", "milestones"):
        for row in annotated[part]:
            assert text[row["start"] : row["end"]] == row["surface"]
    assert coverage.table(report, made)[-1].accounted
    assert [s.record() for s in assemble.read(report)] == [s.record() for s in made]


HOSTILE = {
    "one clause": "推进改革办件5件", "marks": "，、", "open quotes": "“改", "closed quotes": "”", "open titles": "《关于", "titles": "《关于改革的方案》印发",
    "digits": "9", "numerals": "三千", "years": "199", "spaces": " ", "wide spaces": "　", "letters": "Ab1", "lines": "一、改\n", "items": "一是推进；",
    "cues": "均已如期",
    "names": "武汉市政务服务和大数据管理局、", "lists": "分别为3件、", "brackets": "（（", "beyond": "\U00020000",
}  # fmt: skip
CASES = [pytest.param(w, m, id=f"{k} {i}")
         for k, w in HOSTILE.items() for i, m in (("in one sentence", ""), ("in sentences", "。\n"))]  # fmt: skip
SIZES = (4_000, 32_000) if not SOAK else (64_000, 1_000_000)
STEEPEST = 1.4  # exponent of growth


@pytest.mark.parametrize(("words", "mark"), CASES)
def test_reading_grows_with_the_text(words: str, mark: str) -> None:
    steepest = (SIZES[1] / SIZES[0]) ** STEEPEST
    for _ in range(3):  # a busy machine may spoil one measurement: what grows too fast does so each time
        spent = [seconds((words + mark) * (size // len(words + mark))) for size in SIZES]
        if spent[1] < 1 or spent[1] / spent[0] < steepest:
            return
    pytest.fail(f"{spent}")


def seconds(words: str) -> float:
    """The processor time that reading takes."""
    about = reports()[0]
    begun = time.process_time()
    made = assemble.read(Report("h", f"办件5件。\n{words}。\n受理6件。", about.body, about.place, "2021", "2022"))
    assert any(isinstance(s, statements.Observation) for s in made)
    return time.process_time() - begun
