"""What a bare text says about itself."""

import json
from pathlib import Path

import pytest

from govkg import description
from govkg.errors import SourceError

TEXT = "云江市政务服务数据管理局2021年工作总结\n2021年，我局受理办件5件。\n2022年工作计划\n力争办件达到6件。\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, ("云江市政务服务数据管理局", "云江市", "2021", "2022")),
        ("霁川市行政审批局２０２２年工作总结\n受理5件。", ("霁川市行政审批局", "霁川市", "2022", "")),
        (
            "2023年政府工作报告\n过去一年，岭川市经济增长。\n在岭川市，《岭川市条例》出台。",
            ("", "岭川市", "2022", "2023"),
        ),
        (
            "市数据局2021年工作总结\n出台《武汉市办法》《武汉市目录》，建设智慧城市。",
            ("市数据局", "武汉市", "2021", ""),
        ),
        ("没有年份的短文。", ("", "", "", "")),
    ],
)
def test_a_text_tells_whose_it_is(text: str, found: tuple[str, str, str, str]) -> None:
    told = description.guess(text)
    assert (told["body"], told["place"], told["covers"], told["plans"]) == found


def test_the_caller_goes_before_the_index_and_the_index_before_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    row = {"id": "a", "body": "市数据局", "place": "云江市", "covers": "2020", "plans": None, "kind": "composed"}
    (tmp_path / "index.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    source = description.of_file(tmp_path / "a.txt", place="云江市城北区")
    assert (source.id, source.body, source.place) == ("a", "市数据局", "云江市城北区")
    assert (source.covers, source.plans) == ("2020", "")


def test_an_index_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "index.jsonl").write_text('{"id": "b"}\nnonsense\n', encoding="utf-8")
    with pytest.raises(SourceError) as e:
        description.of_file(tmp_path / "a.txt")
    assert e.value.where.endswith("index.jsonl:2")
