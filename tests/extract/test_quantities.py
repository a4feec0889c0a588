"""What figures mean: metric, kind, direction, role, period, comparison and pairing."""

from typing import Any

import pytest

from govkg.extract.quantities import Context, find
from govkg.extract.spans import Quantity


def read(text: str, **context: Any) -> list[Quantity]:
    return find(text, 0, len(text), Context(**{"covers": "2021", "plans": "2022", **context}))


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("首批137个应用上云。", ["应用上云"]),
        ("在大厅开设容缺审批专窗70个。", ["容缺审批专窗"]),
        ("全年满意率99.88%。", ["满意率"]),
        ("办理时限压减60.90%。", ["办理时限"]),
        ("平均办理环节、申请材料、办理时限分别压缩至3.17个、2.63份、2.46天。", ["办理环节", "申请材料", "办理时限"]),
        ("受理各类办件1736.7万件，同比增长12.6%。", ["受理各类办件", "受理各类办件"]),
        ("为投标人节约投标保证金近2亿元。", ["投标保证金"]),
        ("8名干部获嘉奖。", ["嘉奖"]),
        ("800余项实现“掌上办”。", ["掌上办"]),
        ("在全省政务服务能力第三方评估中，我市排名第3。", ["政务服务能力第三方评估排名"]),
    ],
)
def test_a_metric_is_named_in_the_words_of_the_report(text: str, metrics: list[str]) -> None:
    assert [q.metric for q in read(text)] == metrics


def test_a_list_is_paired_in_order_and_what_follows_repeats_it() -> None:
    found = read("办理环节、申请材料分别压缩至3个、2份，较去年再压缩5%和21%。")
    assert [(q.surface, q.metric, q.kind, q.direction) for q in found] == [
        ("3个", "办理环节", "level", None),
        ("2份", "申请材料", "level", None),
        ("5%", "办理环节", "change", "down"),
        ("21%", "申请材料", "change", "down"),
    ]
    assert {q.compared_with for q in found[2:]} == {"priorYear"}


def test_a_shared_value_has_one_surface_and_all_its_metrics() -> None:
    (found,) = read("办复率、回访率、满意率均为100%。")
    assert (found.metric, found.also) == ("办复率", ("回访率", "满意率"))


def test_from_a_to_b_is_a_baseline_and_a_value() -> None:
    found = read("许可时间从35个工作日减至8个工作日。")
    assert [(q.surface, q.role, q.kind) for q in found] == [
        ("35个工作日", "baseline", "level"),
        ("8个工作日", "value", "level"),
    ]


def test_from_lists_to_lists_pairs_each() -> None:
    found = read("办理环节、申请材料分别由9.6个、18.4份压缩至2.8个、6.3份。")
    assert [(q.metric, q.role) for q in found] == [
        ("办理环节", "baseline"),
        ("申请材料", "baseline"),
        ("办理环节", "value"),
        ("申请材料", "value"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("办件量增长12%。", "change", "up"),
        ("材料减少三分之二。", "change", "down"),
        ("办理时间减少2天。", "change", "down"),
        ("新增用户5万户。", "level", None),
        ("网办率提升至83%。", "level", None),
        ("办结率98.4%。", "level", None),
        ("比年初提高8.1个百分点。", "change", "up"),
        ("为企业节约资金3亿元。", "level", None),
        ("高于全国3.7个百分点。", "level", None),
    ],
)
def test_levels_and_changes_are_told_apart(text: str, kind: str, direction: str | None) -> None:
    (found,) = read(text)
    assert (found.kind, found.direction) == (kind, direction)


@pytest.mark.parametrize(
    ("text", "role", "context"),
    [
        ("力争办件达到200项。", "target", {}),
        ("新增主题30个以上。", "target", {"plan_section": True}),
        ("计划投资1.2亿元。", "target", {}),
        ("办件达到200项。", "value", {}),
    ],
)
def test_a_plan_is_not_a_result(text: str, role: str, context: dict[str, bool]) -> None:
    assert [q.role for q in read(text, **context)] == [role]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021年8月份，日均扫码量达到1400万人次。", "2021-08"),
        ("上半年办件5件。", "2021-01/2021-06"),
        ("“十四五”以来，新建中心5个。", "2021/2025"),
        ("2021年，办件5件。", None),
        ("2019年办件5件。", "2019"),
    ],
)
def test_a_period_is_never_more_precise_than_the_text(text: str, period: str | None) -> None:
    assert [q.period for q in read(text)] == [period]


def test_a_part_points_to_its_whole() -> None:
    whole, part = read("办理服务19万余件，其中武汉市办件量12万余件。")
    assert part.part_of == whole.start
