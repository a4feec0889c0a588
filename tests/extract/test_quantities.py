"""What figures mean: metric, kind, direction, role, period, comparison and pairing."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("力争“星桥通”受理业务达到15万件以上。", ["受理业务"]),
        ("在全省政务服务能力第三方评估中，我市排名第3。", ["政务服务能力第三方评估排名"]),
        ("服务业增加值占地区生产总值比重达56.2%。", ["服务业增加值占地区生产总值比重"]),
        ("实现金融业增加值占比8.5%。", ["金融业增加值占比"]),
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
        ("2021年，办件5件。", "2021"),
        ("2019年办件5件。", "2019"),
    ],
)
def test_a_period_is_never_more_precise_than_the_text(text: str, period: str | None) -> None:
    assert [q.period for q in read(text)] == [period]


def test_a_part_points_to_its_whole() -> None:
    whole, part = read("办理服务19万余件，其中武汉市办件量12万余件。")
    assert part.part_of == whole.start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("餐饮、药店、美容美发办理时限分别压缩至3天、4天、2天。", ["餐饮办理时限", "药店办理时限", "美容美发办理时限"]),
        ("全年帮办项目136个。青川、沙湖分别帮办72个、64个。", ["帮办项目"] * 3),
        ("城乡居民人均可支配收入分别增长4.4%、5.6%。", ["城乡居民人均可支配收入"] * 2),
        ("进出口总值创历史新高，达到5379亿元、增长18.5％。", ["进出口总值", "进出口总值"]),
        ("新增归集数据94.5亿条，总量达到412亿条。", ["新增归集数据", "新增归集数据总量"]),
        ("受理投诉11件，比上年减少14件。", ["受理投诉", "受理投诉"]),
        ("地方一般公共预算收入增速居全国第八，税收收入增速居全国第二。", ["一般公共预算收入", "税收收入增速"]),
        ("利润总额为“十三五”时期的2.2倍。", ["利润总额"]),
        ("取消评比达标表彰项目29项。", ["评比达标表彰项目"]),
        ("为超20000名视力、听力等残疾儿童提供康复。", ["残疾儿童"]),
        ("本届政府减少1/3行政审批事项。", ["行政审批事项"]),
        ("连续四年获评先进单位。", ["连续获评先进单位"]),
    ],
)
def test_a_metric_is_found_where_the_words_are_apart(text: str, expected: list[str]) -> None:
    found = [q.metric for q in read(text)]
    assert len(found) == len(expected)
    assert all(e in f or f in e for e, f in zip(expected, found, strict=True)), found


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("将社保、民政等86项事项下放到镇街。", "value"),
        ("人均预期寿命提高，新增床位300张。", "value"),
        ("发展远超预期，发送旅客6400万人次。", "value"),
        ("新建公园目标完成率98%。", "value"),
        ("主要预期目标是：保持稳定；居民消费价格涨幅3%左右。", "target"),
        ("将达到300张。", "target"),
        ("到2027年，数字经济规模突破4000亿元。", "target"),
        ("未达到年初确定的35个目标。", "target"),
    ],
)
def test_only_words_of_the_future_make_a_target(text: str, role: str) -> None:
    assert [q.role for q in read(text)] == [role]


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("平均压缩审批时间45天。", "change", "down"),
        ("改造提升25个标准化机构。", "level", None),
        ("平均竞价下浮率31.4%。", "level", None),
        ("总费用与GDP的比率降低1.1个百分点。", "change", "down"),
        ("较2020年前进1位。", "change", "up"),
        ("带宽扩容3倍。", "change", "up"),
    ],
)
def test_more_levels_and_changes(text: str, kind: str, direction: str | None) -> None:
    assert [(q.kind, q.direction) for q in read(text)] == [(kind, direction)]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("截至12月底，发证457张。", ["2021-12"]),
        ("9月起先行先试，选取12个行业。", ["2021-09"]),
        ("研究制定《总体规划（2020—2025年）》，设专栏27个。", [None]),
        ("三季度回落，全年生产总值增长4.9%。", ["2021"]),
        ("城镇化率从2020年的53.2%提高到58.1%。", ["2020", None]),
        ("较2019年增长5%。", [None]),
    ],
)
def test_a_period_holds_only_for_what_it_is_said_of(text: str, periods: list[str | None]) -> None:
    assert [q.period for q in read(text)] == periods


def test_parts_of_a_list_stand_beside_their_places() -> None:
    text = "发现问题97个,已整改91个,整改率93.8%。"
    assert [text[q.metric_start : q.metric_start + len(q.metric)] for q in read(text) if q.metric_start >= 0] == [
        q.metric for q in read(text) if q.metric_start >= 0
    ]


HOSTILE = [
    "1",
    "1,111",
    "亿",
    "三家",
    "近3家、",
    "分别",
    "压缩至3个",
    "第3位",
    "“一",
    "（",
    "较上年",
    "其中3个",
    "、等",
    "办理",
    "从2020年的3个到",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_sentence_without_end_is_read_in_linear_time(unit: str) -> None:
    import time

    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        start = time.perf_counter()
        find(text, 0, len(text), Context("2021", "2022"))
        return time.perf_counter() - start

    seconds(2_000)
    assert seconds(40_000) < max(0.2, 40 * seconds(4_000))


@given(
    st.text(
        alphabet=st.sampled_from(
            "第前近约超由从至到为分别其中较上年增长压减0123456789.,，、。；万亿千百一二三两余个件家%成倍名位《》（）“”年月日的和及\U00020000办理时限满意率"
        ),
        max_size=120,
    ),
    st.booleans(),
)
def test_any_sentence_is_read_and_each_surface_is_in_its_place(text: str, plan: bool) -> None:
    found = find(text, 0, len(text), Context("2021", "2022", plan))
    assert all(text[q.start : q.end] == q.surface and q.rule for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.part_of == -1 or q.part_of < q.start for q in found)
    assert all((q.direction is None) == (q.kind != "change") for q in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平均受教育年限从9.6年提高到10.2年。", [("9.6年", "baseline"), ("10.2年", "value")]),
        ("人均预期寿命从2020年的75.2岁提升至2025年的76.8岁左右。", [("75.2岁", "baseline"), ("76.8岁左右", "value")]),
        (
            "普及率、治理率、覆盖率分别提高20.9、36.2、54个百分点。",
            [("20.9", "value"), ("36.2", "value"), ("54个百分点", "value")],
        ),
        ("贷款增速比平均增速分别高4.2和0.7个百分点。", [("4.2", "value"), ("0.7个百分点", "value")]),
    ],
)
def test_every_figure_of_a_pair_or_list_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    found = read(text, covers="2025", plans="2026")
    assert [(q.surface, q.role) for q in found] == expected
    assert len({q.metric for q in found}) == (3 if len(found) == 3 else 1)


@pytest.mark.parametrize("text", ["进出口增速高于全国3.7个百分点。", "贷款增速比平均增速高4.2个百分点。"])
def test_a_gap_is_a_level_of_the_metric_before_the_comparison(text: str) -> None:
    (gap,) = read(text)
    assert (gap.kind, gap.metric) == ("level", text[: text.index("增速") + 2])


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("12个专业群入选“双高计划”，增设专业97个。", "value"),
        ("争取中央预算内投资、国债分别增长64.8%、42.5%。", "value"),
        ("争取新增专业97个。", "target"),
    ],
)
def test_a_word_of_the_future_in_a_name_or_of_money_won_plans_nothing(text: str, role: str) -> None:
    assert {q.role for q in read(text)} == {role}


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("40条高速公路相继开通，农村公路里程居全国第2位。", ["高速公路", "农村公路里程"]),
        ("A类应用、B类渗透率等5项指标居全国第一。", ["指标居全国第一", "A类应用渗透率"]),
        ("锡铟锗产量全球第一。", ["锡铟锗产量"]),
        ("运行产能提升至全国第2位。", ["运行产能"]),
        ("新能源产业产值年均增长30.4%。", ["新能源产业产值"]),
        ("高新技术企业数3年翻一番。", ["高新技术企业数"]),
        ("打造1000个民族村寨旅游提升示范村。", ["民族村寨旅游提升示范村"]),
        ("新建和改造高标准农田94万亩。", ["改造高标准农田"]),
        ("完成1679个行政村生活污水和199个黑臭水体治理。", ["行政村生活污水", "黑臭水体治理"]),
        ("农村自来水、户厕普及率达到98%、85%。", ["农村自来水普及率", "户厕普及率"]),
        ("1324人凭转化贡献晋升职称。", ["凭转化贡献晋升职称"]),
        ("首期100亿元省级母基金投运。", ["省级母基金"]),
        ("11个县（市、区）通过评估。", ["县（市、区）"]),
        ("对规模以上工业增长贡献率达72.9%。", ["对规模以上工业增长贡献率"]),
    ],
)
def test_a_metric_is_no_more_and_no_less_than_its_noun(text: str, metrics: list[str]) -> None:
    assert [q.metric for q in read(text)] == metrics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("带动上百家企业入驻。", [("上百家", "100", "家", "above")]),
        ("惠及群众三成多，增长三倍多。", [("三成多", "3", "成", "above"), ("三倍多", "3", "倍", "above")]),
        ("合格率百分之六十点五。", [("百分之六十点五", "60.5", "%", "exact")]),
        ("满意率≥95%，差错率<1%。", [("≥95%", "95", "%", "above"), ("<1%", "1", "%", "below")]),
        (
            "办理时间由一个半小时缩短至半小时。",
            [("一个半小时", "1.5", "小时", "exact"), ("半小时", "0.5", "小时", "exact")],
        ),
        (
            "办理35辆（艘、架、列）次，一百二十三件（次）。",
            [
                ("35辆（艘、架、列）次", "35", "辆（艘、架、列）次", "exact"),
                ("一百二十三件（次）", "123", "件（次）", "exact"),
            ],
        ),
    ],
)
def test_a_figure_is_read_with_all_its_words(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [(q.surface, str(q.value), q.unit, q.bound) for q in read(text)] == expected


@pytest.mark.parametrize("text", ["上半年办件增多。", "下半年、每半天巡查。", "以上百姓受益。"])
def test_words_that_only_look_like_figures_are_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["减少审批环节3个、材料5份、时限7天。", "户均节约2小时。"])
def test_steps_and_time_that_are_saved_are_a_change_down(text: str) -> None:
    assert {(q.kind, q.direction) for q in read(text)} == {("change", "down")}


def test_what_it_was_before_is_a_baseline_and_beyond_a_target_is_a_result() -> None:
    found = read("用时仅3分钟，比原来的30分钟缩短了90%，超目标5.6个百分点。")
    assert [q.role for q in found] == ["value", "baseline", "value", "value"]
