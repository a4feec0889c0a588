"""The place of a figure: the one that opens its clause, else the report's own."""

import hashlib

import pytest

from govkg import assemble
from govkg.sources import Source
from govkg.statements import Observation


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("东湾区“星桥通”受理业务2.1万件。", "东湾区"),
        ("1.东湾区“星桥通”受理业务2.1万件。", "东湾区"),
        ("东湾区依托“星桥通”受理业务2.1万件。", "东湾区"),
        ("“星桥通”受理业务2.1万件。", "云江市"),
        ("全市“星桥通”受理业务2.1万件。", "云江市"),
    ],
)
def test_a_figure_of_an_initiative_is_of_the_place_that_opens_its_clause(sentence: str, place: str) -> None:
    text = f"云江市数据局2021年工作总结\n\n一、优化政务服务\n\n{sentence}\n"
    source = Source(id="made", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), body="云江市数据局",
                    place="云江市", covers="2021")  # fmt: skip
    found = [s for s in assemble.read(source) if isinstance(s, Observation)]
    assert [(s.about, s.place) for s in found] == [("Platform/星桥通", f"Place/{place}")]


def test_a_figure_in_a_passage_that_may_still_speak_of_five_years_is_of_no_year_that_it_does_not_state() -> None:
    text = "云江市2026年政府工作报告\n一、工作回顾\n五年来，就业保持稳定。\n城镇新增就业8.6万人。\n2025年，城镇新增就业1.7万人。\n"
    source = Source(id="made", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), body="云江市人民政府",
                    place="云江市", covers="2025", plans="2026")  # fmt: skip
    found = [s for s in assemble.read(source) if isinstance(s, Observation)]
    assert {s.evidence.exact: (s.start, s.end) for s in found} == {"8.6万人": ("", ""), "1.7万人": ("2025", "2025")}
