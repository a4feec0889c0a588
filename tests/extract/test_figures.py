"""Figures by their form: what is one, where it starts and ends, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govkg.extract import figures, numerals


def read(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (
            text[f.start : f.end],
            f"{f.low:f}-{f.high:f}" if f.low is not None and f.high is not None else f"{f.value:f}",
            f.unit,
            f.bound,
        )
        for f in figures.find(text, 0, len(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办理业务161652件。", [("161652件", "161652", "件", "exact")]),
        ("受理1736.7万件", [("1736.7万件", "17367000.0", "件", "exact")]),
        ("办件19万余件", [("19万余件", "190000", "件", "above")]),
        ("节约近2亿元", [("近2亿元", "200000000", "元", "below")]),
        ("推送224亿余条(次)", [("224亿余条(次)", "22400000000", "条(次)", "above")]),
        ("压减60.90%", [("60.90%", "60.90", "%", "exact")]),
        ("用户突破210万。", [("突破210万", "2100000", "", "above")]),
        ("缩短至3至5天", [("3至5天", "3-5", "天", "exact")]),
        ("七至八成办结", [("七至八成", "7-8", "成", "exact")]),
        ("占三分之一", [("三分之一", "0.333333", "", "exact")]),
        ("达百分之九十八", [("百分之九十八", "98", "%", "exact")]),
        ("不到一半", [("不到一半", "0.5", "", "below")]),
        ("服务上亿市场主体", [("上亿", "100000000", "", "above")]),
        ("覆盖13市，惠及2万家庭", [("13市", "13", "市", "exact"), ("2万", "20000", "", "exact")]),
        ("在省内排名第3，", [("第3", "3", "名", "exact")]),
        ("位列全国第二。", [("第二", "2", "名", "exact")]),
        ("进入全国前10", [("前10", "10", "名", "below")]),
        ("走访三千八百余家", [("三千八百余家", "3800", "家", "above")]),
        ("１．５万户企业", [("１．５万户", "15000.0", "户", "exact")]),
        ("8,940张许可证", [("8,940张", "8940", "张", "exact")]),
        ("15秒以内接通", [("15秒以内", "15", "秒", "below")]),
        ("约8万余人", [("约8万余人", "80000", "人", "about")]),
        ("户均节约640元", [("640元", "640", "元", "exact")]),
        ("收入比缩小至2.27:1。", [("2.27:1", "2.27", "", "exact")]),
        ("表扬信百余封", [("百余封", "100", "封", "above")]),
    ],
)
def test_a_figure_is_read_to_the_character(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年8月，我局推进改革。", "十九大精神", "第四届技能竞赛", "12345热线", "7×24小时服务", "5G基站", "PM2.5浓度",
        "一网通办", "四个意识", "中央八项规定", "第一责任人", "“三张清单”", "2021-2025年", "1至6月", "〔2021〕5号", "第一产业",
        "自助终端6O28台", "投诉率4O.5%", "受理1l20件",
    ],
)  # fmt: skip
def test_dates_names_and_set_phrases_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_a_numeral_too_long_for_a_figure_makes_no_rank() -> None:
    assert read("入选全国企业" + "9" * 30 + "强") == []


def test_what_stands_in_a_name_is_no_figure() -> None:
    text = "荣获2021智慧城市30强称号，受理5件"
    found = [text[f.start : f.end] for f in figures.find(text, 0, len(text), [(2, 13)])]
    assert found == ["5件"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十二", 12),
        ("三千八百", 3800),
        ("一百零五", 105),
        ("两万", 20000),
        ("三亿五千万", 350000000),
        ("十", 10),
        ("二〇二一", 2021),
    ],
)
def test_chinese_numerals_have_their_value(text: str, value: int) -> None:
    assert numerals.chinese(text) == Decimal(value)


@given(
    st.text(
        alphabet=st.sampled_from(
            "第前近约超过0123456789０１.,，万亿千百十一二三两余多个件家%％成至到分之以上内年月日的，。\U00020000一网通办强位"
        )
    )
)
def test_any_text_is_read_without_complaint_and_figures_never_overlap(text: str) -> None:
    last = 0
    for f in figures.find(text, 0, len(text)):
        assert last <= f.start < f.end <= len(text)
        assert f.value is not None or (f.low is not None and f.high is not None and f.low <= f.high)
        last = f.end


@given(st.text(max_size=200))
def test_random_characters_raise_nothing(text: str) -> None:
    assert all(f.start < f.end for f in figures.find(text, 0, len(text)))
