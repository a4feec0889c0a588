"""Numerals of official Chinese: exact values, nothing rounded, nothing too long read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govkg.extract import figures, numerals
from govkg.surface import read as read_anew

DIGITS = "零一二三四五六七八九"


def spelled(n: int) -> str:
    """A number below 10,000 in Chinese characters, as officials write it."""
    words, rest, gap = "", n, False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, step)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = bool(words)
    return words


@given(st.integers(min_value=1, max_value=9999))
def test_every_small_number_reads_back(n: int) -> None:
    assert numerals.chinese(spelled(n)) == n
    assert numerals.chinese(spelled(n) + "万") == n * 10_000


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_digits_are_exact(value: Decimal) -> None:
    wide = f"{value:f}".translate({ord(a): b for a, b in zip("0123456789.", "０１２３４５６７８９．", strict=True)})
    assert numerals.arabic(f"{value:,f}") == numerals.arabic(wide) == value


@pytest.mark.parametrize("text", ["一一", "三三四", "两两"])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert numerals.chinese(text) in (None, Decimal(334))


@pytest.mark.parametrize("text", ["1" * 5000, "亿" * 5000, "1,111" * 1000, "一" * 5000 + "个", "９" * 300 + "件"])
def test_a_numeral_without_end_is_no_figure(text: str) -> None:
    assert list(figures.find(text, 0, len(text))) == []


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("新型储能装机超630万千瓦。", "超630万千瓦", "6300000", "千瓦"),
        ("发电量达8100亿千瓦时，", "8100亿千瓦时", "810000000000", "千瓦时"),
        ("能力提高到16.9万吨/日。", "16.9万吨/日", "169000.0", "吨/日"),
        ("减少1/3审批事项", "1/3", "0.333333", ""),
        ("班列开行超2000列，", "超2000列", "2000", "列"),
        ("人均预期寿命提升至76.5岁。", "76.5岁", "76.5", "岁"),
        ("互联网出口总带宽4550G,", "4550G", "4550", "G"),
        ("集装箱吞吐量8097万标箱、", "8097万标箱", "80970000", "标箱"),
    ],
)
def test_a_unit_keeps_its_thousand(text: str, surface: str, value: str, unit: str) -> None:
    (found,) = figures.find(text, 0, len(text))
    assert (text[found.start : found.end], f"{found.value:f}", found.unit) == (surface, value, unit)
    again = read_anew(surface)
    assert again is not None
    assert again.value is not None and (again.value, again.unit, again.bound) == (found.value, unit, found.bound)


@pytest.mark.parametrize(
    "text", ["65岁以上老年人", "5岁以下儿童", "五星级饭店", "30万千瓦级煤电机组", "成立70周年", "“3个100万”行动", "省级百强中心镇", "5G网络", "两个市场两种资源"]
)  # fmt: skip
def test_classes_and_names_are_no_figures(text: str) -> None:
    assert list(figures.find(text, 0, len(text))) == []
