"""The graph of every report beside the repository has no structural fault; what is doubtful in it is listed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.validate import workspaces

from govkg import pipeline, validate
from govkg.assemble import read
from govkg.sources import of_text
from govkg.statements import Participation, Recognition

TEXTS = list(workspaces.texts())
DOUBTFUL = 0.01  # findings that are no errors, at most so many a statement


@pytest.mark.skipif(not TEXTS, reason="the annotated texts and full-length reports (../shared) are not here")
def test_the_graph_of_all_texts_has_no_structural_fault(tmp_path: Path) -> None:
    library = workspaces.everything(tmp_path / "workspace")
    built = pipeline.build(library)
    assert len(built.sources) == len(TEXTS) > 40
    found = validate.validate(library.release)
    assert [str(f) for f in found if f.severity == "error"] == []
    doubtful = Counter(f.code for f in found)
    assert sum(doubtful.values()) < DOUBTFUL * built.statements, doubtful


def said(text: str) -> list[str]:
    """What the statements of a text call awards and initiatives."""
    found = read(
        of_text("x", text.encode(), "x.txt", body="四川省人民政府", place="四川省", covers="2025", plans="2026")
    )
    return [
        s.award if isinstance(s, Recognition) else s.initiative
        for s in found
        if isinstance(s, Recognition | Participation)
    ]


def test_a_name_that_is_a_reform_elsewhere_in_the_report_is_no_award() -> None:
    award = "9所高职学校入选第二轮国家“双高计划”。\n"
    assert said(f"四川省2026年政府工作报告\n{award}") == ["Award/双高计划"]
    assert said(f"四川省2026年政府工作报告\n深入实施“双高计划”改革。\n{award}") == []


def test_an_award_whose_name_opens_with_a_unit_is_the_award() -> None:
    text = "四川省2026年政府工作报告\n3个经验入选中央财办新供给引领新消费新需求典型案例。\n"
    assert said(text) == ["Award/中央财办新供给引领新消费新需求典型案例"]


def test_an_award_is_nothing_that_a_unit_does() -> None:
    assert said("四川省2026年政府工作报告\n9所高职学校入选“双高计划”。\n“双高计划”：由教育部和财政部联合实施。\n") == [
        "Award/双高计划"
    ]
