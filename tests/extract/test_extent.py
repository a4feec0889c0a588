"""What a figure takes in and how it counts over time, from the words beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from govkg import assemble
from govkg.statements import Observation


@dataclass
class Report:
    text: str
    id: str = "s"
    body: str = "云江市人民政府"
    place: str = "云江市"
    code: str = "429100"
    covers: str = "2021"
    plans: str = "2022"


def read(said: str) -> dict[str, Observation]:
    """The figures of a sentence by their words."""
    report = Report(f"云江市2021年政府工作报告\n\n一、工作回顾\n\n{said}\n")
    return {s.evidence.exact: s for s in assemble.read(report) if isinstance(s, Observation)}


@pytest.mark.parametrize(
    ("said", "figure", "scope"),
    [
        ("市本级办件5万件。", "5万件", "市本级"),
        ("市本级办件5万件，同比增长10%。", "10%", "市本级"),  # what carries on takes in the same
        ("全市办件50万件。", "50万件", ""),  # the reporter's own place adds nothing
        ("全国新增就业1200万人。", "1200万人", "全国"),
        ("入选全国试点3个。", "3个", ""),  # the nation is not what was counted
        ("全球首个搜索引擎覆盖90个国家。", "90个", ""),
        ("营商环境评价位列全市第3、全省第13。", "第13", "全省"),
        ("规上工业增加值增长6%。", "6%", "规模以上"),
        ("规模以上工业企业50家、专精特新“小巨人”企业8家。", "8家", ""),  # a name of its own behind another figure
        ("按可比价格计算，地区生产总值增长6%。", "6%", "不变价"),
        ("税收收入同口径增长5%。", "5%", "同口径"),
        ("增加值增长6%（不含烟草）。", "6%", "不含烟草"),
        ("因统计口径调整，全年新登记市场主体12万户。", "12万户", "统计口径调整"),
        ("城镇居民人均可支配收入4万元。", "4万元", "城镇"),
        ("城镇新增就业5万人。", "5万人", "城镇"),
        ("签约项目20个。", "20个", ""),
    ],
)
def test_the_scope_is_what_the_words_beside_a_figure_say(said: str, figure: str, scope: str) -> None:
    assert read(said)[figure].scope == scope


@pytest.mark.parametrize(
    ("said", "figure", "flow"),
    [
        ("累计办理业务80万件。", "80万件", "cumulative"),
        ("全年累计办理业务10万件。", "10万件", "inPeriod"),
        ("截至2021年底，累计办理业务80万件。", "80万件", "cumulative"),
        ("平台上线以来办理业务80万件。", "80万件", "cumulative"),
        ("今年以来办理业务10万件。", "10万件", "inPeriod"),
        ("截至2021年底，市场主体达到50万户。", "50万户", "pointInTime"),
        ("截至目前，新增市场主体5万户。", "5万户", "inPeriod"),
        ("年末市场主体达到50万户。", "50万户", "pointInTime"),
        ("平台日均访问量5万人次。", "5万人次", "average"),
        ("办理业务10万件。", "10万件", ""),
    ],
)
def test_how_a_figure_counts_over_time_is_what_its_words_say(said: str, figure: str, flow: str) -> None:
    assert read(said)[figure].flow == flow


def test_a_count_of_five_digits_is_no_hotline() -> None:
    assert read("全年办件12034件，12345热线受理投诉9件。")["12034件"].value == "12034"
    assert "12345" not in "".join(read("12345热线受理投诉9件。"))
