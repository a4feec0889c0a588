"""Sections and sentences of reports, from short texts of the genre."""

from itertools import pairwise

import pytest

from govkg import document

REPORT = """青岚市数据局2023年工作总结
栏目:通知公告 发布时间:2024-01-12
2023年，我局推进改革。
一、2023年工作情况
（一）提升“一网通办”。受理办件5件。上线专区1个
1.开展试点。覆盖3.5万家单位。一是建成平台。二是完善机制，办结率1.5%。
三、2024年工作计划
一是上线平台；二是力争办件达到10件。
2024年，我们将以优异成绩前进。
青岚市数据局
2024年1月5日
扫一扫在手机上查看
"""


def parts(text: str, plans: str | None = "2024") -> list[tuple[str, str, str, bool]]:
    parsed = document.parse(text, plans)
    return [(text[s.start : s.end], s.kind, s.section.path, s.plan) for s in parsed.sentences]


def test_a_report_is_read_part_by_part() -> None:
    assert parts(REPORT) == [
        ("青岚市数据局2023年工作总结", "title", "", False),
        ("栏目:通知公告 发布时间:2024-01-12", "header", "", False),
        ("2023年，我局推进改革。", "body", "", False),
        ("一、2023年工作情况", "heading", "一", False),
        ("（一）提升“一网通办”。", "heading", "一/(一)", False),
        ("受理办件5件。", "body", "一/(一)", False),
        ("上线专区1个", "body", "一/(一)", False),
        ("1.开展试点。", "heading", "一/(一)/1", False),
        ("覆盖3.5万家单位。", "body", "一/(一)/1", False),
        ("一是建成平台。", "body", "一/(一)/1/一是", False),
        ("二是完善机制，办结率1.5%。", "body", "一/(一)/1/二是", False),
        ("三、2024年工作计划", "heading", "三", True),
        ("一是上线平台；", "body", "三/一是", True),
        ("二是力争办件达到10件。", "body", "三/二是", True),
        ("2024年，我们将以优异成绩前进。", "body", "", True),
        ("青岚市数据局", "signature", "", False),
        ("2024年1月5日", "signature", "", False),
        ("扫一扫在手机上查看", "footer", "", False),
    ]


@pytest.mark.parametrize(
    ("heading", "plan"),
    [
        ("二、2024年重点工作", True),
        ("二、下一步工作打算", True),
        ("二、2023年工作回顾", False),
        ("二、2023年重点任务完成情况", False),
        ("二、持续优化营商环境", False),
    ],
)
def test_a_heading_that_looks_ahead_makes_its_part_a_plan(heading: str, plan: bool) -> None:
    assert parts(f"一、总体情况\n办件1件。\n{heading}\n（一）抓落实。办件2件。")[-1][3] is plan


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("今年要继续办好实事。力争新增项目20个以上,确保全面建成。", True),
        ("今年要继续办好实事。去年新增项目20个以上,确保全面建成。", False),
        ("一、营商环境\n（一）减负\n今年要继续办好实事。力争新增项目20个以上,确保全面建成。", False),
        ("新增项目20个以上。", False),
    ],
)
def test_an_excerpt_whose_verbs_all_look_ahead_is_a_plan(text: str, plan: bool) -> None:
    assert {s.plan for s in document.parse(text, "2026").sentences if s.kind == "body"} == {plan}


def test_every_character_that_is_no_space_belongs_to_one_sentence() -> None:
    sentences = document.parse(REPORT, "2024").sentences
    covered = "".join(REPORT[s.start : s.end] for s in sentences)
    assert covered == REPORT.replace("\n", "")
    assert all(a.end <= b.start for a, b in pairwise(sentences))


def test_a_sentence_is_found_by_its_offset() -> None:
    parsed = document.parse(REPORT, "2024")
    at = REPORT.index("3.5万家")
    assert REPORT[parsed.sentence_at(at).start : parsed.sentence_at(at).end] == "覆盖3.5万家单位。"


@pytest.mark.parametrize("text", ["", "\n\n", "　", "一、", "一是", "𠀀一、𠀀。" * 3])
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    assert all(text[s.start : s.end].strip() for s in document.parse(text).sentences)


def plans_of(text: str, plans: str = "2026") -> dict[str, bool]:
    """Each sentence of the body with whether it looks ahead."""
    return {text[s.start : s.end]: s.plan for s in document.parse(text, plans).sentences if s.kind == "body"}


def test_the_parts_behind_a_plan_look_ahead_until_one_looks_back() -> None:
    found = plans_of(
        "一、2025年工作回顾\n办件1件。\n二、2026年工作总体部署\n办件2件。\n三、推进民生改善\n办件3件。\n四、上年任务完成情况\n办件4件。"
    )
    assert list(found.values()) == [False, True, True, False]


def test_an_appendix_belongs_to_no_part_before_it() -> None:
    text = "一、2025年工作回顾\n办件1件。\n二、2026年工作安排\n办件2件。\n附件\n名词解释\n1.一码通：一个通用的码。办件3件。\n附件2\n2026年民生实事\n一、养老\n新增4件。"
    found = document.parse(text, "2026")
    assert [(s.section.path, s.plan) for s in found.sentences if s.kind == "body"] == [
        ("一", False), ("二", True), ("附/1", False), ("附2/一", True),
    ]  # fmt: skip


def test_a_part_on_two_five_year_plans_is_told_apart_by_its_paragraphs() -> None:
    found = plans_of(
        "一、2020年工作回顾\n办件1件。\n二、“十三五”发展成就和“十四五”主要目标任务\n过去五年，办件2件。\n“十四五”时期是新的五年，办件3件。",
        "2021",
    )
    assert list(found.values()) == [False, False, True]


def test_a_passage_on_five_years_ends_with_its_paragraph_but_where_that_is_one_sentence() -> None:
    whole = document.parse("一、工作回顾\n五年来，事业发展。办件2件。\n办件1件。\n今年，办件3件。", "2026")
    lines = document.parse("一、工作回顾\n五年来，事业发展。\n办件2件。\n办件1件。\n今年，办件3件。", "2026")
    assert [s.years for s in whole.sentences if s.kind == "body"] == ["2021/2025", "2021/2025", "", ""]
    assert [s.years for s in lines.sentences if s.kind == "body"] == ["2021/2025", document.UNSURE, document.UNSURE, ""]


@pytest.mark.parametrize(("heading", "plan"), [("一、上半年工作情况", False), ("一、下半年工作打算", True)])
def test_a_half_year_report_looks_back_on_the_year_it_plans_for(heading: str, plan: bool) -> None:
    assert list(plans_of(f"{heading}\n办件1件。", "2026").values()) == [plan]


def test_lost_line_breaks_are_found_again_by_the_numbering() -> None:
    text = "一、主要工作。（一）推进改革。办件1件。（二）优化服务。办件2件。二、下一步打算。办件3件，共有（三）类。"
    found = document.parse(text, "2026")
    assert [(s.section.path, s.plan) for s in found.sentences if s.kind == "body"] == [
        ("一/(一)", False), ("一/(二)", False), ("二", True),
    ]  # fmt: skip


def test_a_text_that_is_a_plan_by_its_title_looks_ahead() -> None:
    assert set(plans_of("云江市2026年政务服务工作要点\n一、优化服务\n新增专窗3个。").values()) == {True}


def test_text_behind_the_closing_date_is_read_when_it_is_text() -> None:
    text = f"办件1件。\n云江市政务局\n2025年12月31日\n{'推进一网通办' * 16}，办件2件。\n版权所有"
    assert [s.kind for s in document.parse(text).sentences] == ["body", "signature", "signature", "body", "footer"]
