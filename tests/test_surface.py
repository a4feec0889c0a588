"""Figures read anew from their words, against every figure of the golden texts."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from govkg import surface

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("words", "value", "unit", "bound"),
    [
        ("19万余件", "190000", "件", "above"),
        ("近2亿元", "200000000", "元", "below"),
        ("224亿余条(次)", "22400000000", "条(次)", "above"),
        ("60.90%", "60.90", "%", "exact"),
        ("第6", "6", "名", "exact"),
        ("约8万余人", "80000", "人", "about"),
        ("百分之九十八", "98", "%", "exact"),
        ("三分之一", "0.333333", "", "exact"),
        ("一半以上", "0.5", "", "above"),
        ("前10", "10", "名", "below"),
        ("2.50:1", "2.50", "", "exact"),
        ("１．５万户", "15000", "户", "exact"),
        ("两成", "2", "成", "exact"),
        ("1万6千多户", "16000", "户", "above"),
        ("上百家", "100", "家", "above"),
        ("≥95%", "95", "%", "above"),
        ("<1%", "1", "%", "below"),
        ("三成多", "3", "成", "above"),
        ("一个半小时", "1.5", "小时", "exact"),
        ("半天", "0.5", "天", "exact"),
        ("百分之六十点五", "60.5", "%", "exact"),
        ("35辆（艘、架、列）次", "35", "辆（艘、架、列）次", "exact"),
    ],
)
def test_a_figure_is_read_from_its_words_alone(words: str, value: str, unit: str, bound: str) -> None:
    reading = surface.read(words)
    assert reading is not None
    assert (reading.value, reading.unit, reading.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize("dash", "至到—-~～–－")
def test_a_range_is_read_whichever_dash_stands_in_it(dash: str) -> None:
    reading = surface.read(f"6%{dash}6.5%")
    assert reading == surface.Reading(None, Decimal(6), Decimal("6.5"), "%", "exact")


@pytest.mark.parametrize("words", ["", "件", "近", "平台"])
def test_words_without_a_number_say_none(words: str) -> None:
    assert surface.read(words) is None


def test_every_figure_of_the_golden_texts_is_read_as_it_was_marked_by_hand() -> None:
    checked = 0
    for path in sorted(GOLDEN.glob("*.quantities.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold.get("optional"):
                continue
            reading = surface.read(gold["surface"])
            assert reading is not None, gold["surface"]
            said = [reading.low, reading.high] if isinstance(gold["value"], list) else [reading.value]
            wanted = gold["value"] if isinstance(gold["value"], list) else [gold["value"]]
            assert [float(x or 0) for x in said] == pytest.approx(wanted, rel=1e-3), gold["surface"]
            checked += 1
    assert checked > 300
