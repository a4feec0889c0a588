"""Ties between names: what is part of what, who takes part, who leads, what founds, who confers."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.marked import Stretch, marked

from govkg import document
from govkg.extract import mentions as names
from govkg.extract import relations
from govkg.extract.above import Above
from govkg.extract.spans import Mention


def read(words: str, above: str = "") -> set[tuple[str, str, str]]:
    """(kind, from, to) for each tie, by names."""
    head, _, over = marked(above)
    text, sentence, mentions = marked(words, offset=len(head))
    text = head + text[len(head) :]
    named = {m.start: m.name for m in [*over, *mentions]}
    return {(r.kind, named[r.from_start], named[r.to_start]) for r in relations.find(text, sentence, mentions, over)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "集{Platform|政务云}、{Platform|企业云}于一体的“{Platform|江城云}”启用。",
            {("政务云", "江城云"), ("企业云", "江城云")},
        ),
        ("{Platform|城市大脑}“{Reform|一码互联}”获好评。", {("一码互联", "城市大脑")}),
        ("{Platform|江南政务网}上线{Platform|“跨市通办”专区}。", {("“跨市通办”专区", "江南政务网")}),
        ("在{Platform|江南政务网}开辟{Platform|“一事联办”专区}。", {("“一事联办”专区", "江南政务网")}),
        (
            "依托{Platform|城市大脑},建成{Platform|智慧城管}、“{Platform|链税通}”等50个应用场景。",
            {("智慧城管", "城市大脑"), ("链税通", "城市大脑")},
        ),
        ("搭建{Platform|城运平台},上线{Platform|渍水快处}等应用场景。", {("渍水快处", "城运平台")}),
        ("“{Platform|霁事办}”上线;{Platform|“霁事办”企业专区}接入政策。", {("“霁事办”企业专区", "霁事办")}),
        ("“{Platform|岚海卫士}”“{Platform|智慧电梯}”投用。", set()),
    ],
)
def test_parts(words: str, expected: set[tuple[str, str]]) -> None:
    assert {(a, b) for kind, a, b in read(words) if kind == "partOf"} == expected


def test_scenes_belong_to_the_platform_of_the_heading() -> None:
    found = read("打造“{Platform|海堤哨兵}”“{Platform|一键排涝}”两个应用场景。", above="拓展“{Platform|湾智脑}”场景。")
    assert found == {("partOf", "海堤哨兵", "湾智脑"), ("partOf", "一键排涝", "湾智脑")}


def test_matters_belong_to_their_reform() -> None:
    found = read("{Unit|市市场监管局}牵头的“{Reform|企业开办一件事}”办结。", above="“{Reform|一件事一次办}”再升级。")
    assert found == {
        ("partOf", "企业开办一件事", "一件事一次办"),
        ("responsible", "市市场监管局", "企业开办一件事"),
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "会同{Unit|市财政局}、{Unit|市金融办}推行{Reform|电子保函}。",
            {("cooperates", "市财政局", "电子保函"), ("cooperates", "市金融办", "电子保函")},
        ),
        ("与{Unit|云江市数据局}共建“{Reform|云霁通办}”机制。", {("cooperates", "云江市数据局", "云霁通办")}),
        ("推进{Platform|受理平台}对接,完成与{Unit|省公安厅}等15套系统对接。", {("cooperates", "省公安厅", "受理平台")}),
        ("畅通{Platform|健康码}通道,为{Unit|市卫健委}等部门推送数据5亿条。", {("cooperates", "市卫健委", "健康码")}),
        ("{Unit|市住建局}牵头的{Reform|联合验收}用时9天。", {("responsible", "市住建局", "联合验收")}),
        ("{Unit|区住建局}推行“{Reform|分阶段施工许可}”。", {("responsible", "区住建局", "分阶段施工许可")}),
        (
            "{Unit|市经信局}会同{Unit|市司法局}、{Unit|市财政局}联合印发{Document|《办法》}。",
            {("responsible", u, "办法") for u in ("市经信局", "市司法局", "市财政局")},
        ),
        ("以{Unit|市政府办公厅}名义印发{Document|《工作方案》}。", {("responsible", "市政府办公厅", "工作方案")}),
    ],
)
def test_organisations(words: str, expected: set[tuple[str, str, str]]) -> None:
    assert read(words) == expected


def test_recipients_are_marked() -> None:
    text, sentence, mentions = marked("优化{Platform|健康码},为{Unit|市公安局}推送数据。")
    assert [(r.kind, r.basis) for r in relations.find(text, sentence, mentions)] == [("cooperates", "recipient")]


def test_a_title_founds_the_scheme_that_it_names() -> None:
    found = read("印发{Document|《推广“一业一证”改革的通知》},在全市实施“{Reform|一业一证}”改革。")
    assert ("issued", "推广“一业一证”改革的通知", "一业一证") in found


@pytest.mark.parametrize(
    ("words", "giver"),
    [
        ("{Unit|市交易中心}被{Unit|省总工会}授予“{Award|工人先锋号}”。", "省总工会"),
        ("“{Platform|湾智脑}”获{Unit|国家信息中心}颁发的“{Award|优秀应用奖}”。", "国家信息中心"),
        ("我市指标获评{Unit|国家发改委}年度{Award|标杆城市}。", "国家发改委"),
        ("“{Platform|岚小智}”在{Unit|省数据局}主办的{Campaign|数字大赛}中获{Award|特等奖}。", "省数据局"),
    ],
)
def test_who_confers(words: str, giver: str) -> None:
    assert [b for kind, _, b in read(words) if kind == "conferredBy"] == [giver]


def test_the_winner_of_an_award() -> None:
    assert ("produced", "湾智脑", "优秀应用奖") in read("“{Platform|湾智脑}”荣获“{Award|优秀应用奖}”。")


def test_above_gives_headings_then_earlier_sentences() -> None:
    text = "某局总结\n一、改革“一网通办”扩面\n1.推行“一业一证”改革。发证5张。会同市财政局推进。"
    d = document.parse(text)
    found = names.find(text, [(s.start, s.end) for s in d.sentences], names.Context())
    last = d.sentences[-1]
    assert [m.name for m in Above(d, found).of(last) if m.type == "Reform"] == ["一网通办", "一业一证"]


@given(st.text(alphabet="集于一体会同与牵头印发被授予“”《》、，。等12𠀀专区", max_size=60), st.data())
def test_ties_join_known_names(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    kinds = ("Platform", "Unit", "Document", "Award", "Reform", "Campaign")
    spans = [
        Mention(a, b, text[a:b], data.draw(st.sampled_from(kinds)), text[a:b], "r")
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    starts = {m.start for m in spans}
    for r in relations.find(text, Stretch(0, len(text)), spans):
        assert {r.from_start, r.to_start} <= starts
        assert 0 <= r.start < r.end <= len(text)


@pytest.mark.parametrize("words", ["会同", "集", "与", "牵头印发", "“”"])
def test_many_names_without_a_stop_are_read_in_time(words: str) -> None:
    text, spans = "", []
    for i in range(5_000):
        text += words
        spans.append(Mention(len(text), len(text) + 2, "名字", ("Platform", "Unit", "Document")[i % 3], f"名{i}", "r"))
        text += "名字"
    began = time.perf_counter()
    relations.find(text, Stretch(0, len(text)), spans)
    assert time.perf_counter() - began < 20
