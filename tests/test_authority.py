"""Names placed in public tables: full names, governments, codes, schemes; what the tables do not tell stays unsure."""

from __future__ import annotations

from collections import Counter

import pytest

from govkg import assemble, vocab
from govkg.authority import Authority, Standing, scheme, with_place
from govkg.document import parse
from govkg.resolve import resolve
from govkg.sources import Source
from govkg.statements import Entity, Finding


def things(text: str, place: str = "武汉市", body: str = "武汉市政务服务和大数据管理局") -> dict[str, Entity]:
    source = Source(id="t", text=text, sha256="0" * 64, body=body, place=place, covers="2022", plans="2023")
    return {s.name: s for s in assemble.read(source) if isinstance(s, Entity)}


def test_every_province_and_prefecture_has_its_code_and_lies_in_its_province() -> None:
    rows = [r for r in vocab.table("places") if r["code"]]
    assert Counter(r["level"] for r in rows) == {"province": 34, "prefecture": 333}
    assert len({r["code"] for r in rows}) == len(rows)
    provinces = {r["code"] for r in rows if r["level"] == "province"}
    assert all(
        r["parent"] in provinces and r["code"][:2] == r["parent"][:2] for r in rows if r["level"] == "prefecture"
    )


@pytest.mark.parametrize(
    ("place", "name", "full", "within"),
    [
        ("武汉市", "市公安局", "武汉市公安局", "420100"),
        ("武汉市", "省人社厅", "湖北省人力资源和社会保障厅", "420000"),
        ("武汉市", "黄石市住建局", "黄石市住房和城乡建设局", "420200"),
        ("武汉市", "团市委", "共青团武汉市委员会", "420100"),
        ("武汉市", "市委网信办", "中共武汉市委网络安全和信息化委员会办公室", "420100"),
        ("武汉市", "区审批局", "", ""),  # of which district is not said
        ("武汉市江岸区", "区卫健局", "武汉市江岸区卫生健康局", "武汉市江岸区"),
        ("武汉市江岸区", "市财政局", "武汉市财政局", "420100"),
        ("宁夏回族自治区", "自治区政府", "宁夏回族自治区人民政府", "640000"),
        ("四川省", "国家卫健委", "国家卫生健康委员会", ""),
        ("四川省", "环保部", "环境保护部", ""),
        ("青川市", "市医保局", "青川市医疗保障局", "青川市"),  # a city that the table does not know
        ("青川市", "省医保局", "", ""),
        ("武汉市", "市场协会", "", ""),
    ],
)
def test_organisations_are_placed(place: str, name: str, full: str, within: str) -> None:
    assert Authority(place).unit(name) == Standing(full=full, within=within)


def test_the_code_of_a_description_goes_first() -> None:
    assert Authority("吉林", "220200").unit("市财政局").full == "吉林市财政局"


def test_a_list_that_drops_the_level_belongs_to_its_first_government() -> None:
    found = things("省公安厅、住建厅联合发文。黄石市财政局、审计局配合。")
    assert (found["住建厅"].full, found["住建厅"].within) == ("湖北省住房和城乡建设厅", "420000")
    assert (found["审计局"].full, found["审计局"].within) == ("黄石市审计局", "420200")


def test_two_ways_of_writing_one_body_are_one_thing() -> None:
    found = things("国办来我市调研。国务院办公厅印发通知。")
    assert found["国办"].full == "国务院办公厅"
    assert found["国办"].aliases == ("国务院办公厅",)
    assert "国务院办公厅" not in found


def test_an_open_reference_is_a_finding() -> None:
    source = Source(id="t", text="该平台办件5万件。", sha256="0" * 64, place="武汉市", covers="2022")
    found = [s for s in assemble.read(source) if isinstance(s, Finding) and s.code == "openReference"]
    assert [s.evidence.exact for s in found] == ["该平台"]


def test_places_lie_in_their_provinces_and_districts_in_their_city() -> None:
    found = things("学习杭州、深圳做法,与江岸区共建。武汉市推行。")
    assert (found["杭州市"].code, found["杭州市"].within) == ("330100", "330000")
    assert (found["武汉市"].code, found["武汉市"].within) == ("420100", "420000")
    assert (found["江岸区"].code, found["江岸区"].within) == ("", "420100")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("“一业一证”改革", "yi-ye-yi-zheng"),
        ("“最多跑一次”服务模式", "zui-duo-pao-yi-ci"),
        ("河长制工作", "he-zhang-zhi"),
        ("亮码入企", "sao-ma-ru-qi"),
        ("灯火", ""),
    ],
)
def test_schemes_are_known_by_their_local_names(name: str, expected: str) -> None:
    assert scheme(name) == expected


def test_an_initiative_realises_its_scheme() -> None:
    found = things("深入推进“一业一证”改革,办件5万件。开展“减材料”专项行动。")
    assert found["一业一证"].scheme == "yi-ye-yi-zheng"
    assert found["“减材料”专项行动"].scheme == ""


def test_the_sentence_that_opens_a_report_is_no_other_name_of_its_place() -> None:
    text = "深化改革。办件5件。"
    document = parse(text)
    named = with_place(document, [], "云江市")
    (place,) = resolve(document, named).values()
    assert (place.name, place.first.rule, place.aliases) == ("云江市", "place.described", ())
