"""Milestones: which verb happens to which thing, and which says nothing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.marked import Stretch, marked

from govkg.extract import events
from govkg.extract.spans import Mention


def read(words: str, plan: bool = False, above: str = "") -> list[tuple[str, str, str]]:
    """(verb, event, name of the thing) for each milestone."""
    head, _, over = marked(above)
    text, sentence, mentions = marked(words, plan, offset=len(head))
    text = head + text[len(head) :]
    names = {m.start: m.name for m in [*over, *mentions]}
    return [(e.surface, e.event, names[e.of]) for e in events.find(text, sentence, mentions, over)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“{Platform|江城云}”正式启用,首批5家单位上云。", [("正式启用", "launched", "江城云")]),
        ("建成“{Platform|云小办}”平台。", [("建成", "launched", "云小办")]),
        ("在{Platform|江南政务网}开辟{Platform|“一事联办”专区}。", [("开辟", "launched", "“一事联办”专区")]),
        ("{Platform|江南政务网}上线{Platform|“跨市通办”专区}。", [("上线", "launched", "“跨市通办”专区")]),
        ("“{Platform|渣土眼}”上线后案件减少。", [("上线", "launched", "渣土眼")]),
        ("出台{Document|《数据管理办法》}和标准。", [("出台", "issued", "数据管理办法")]),
        ("{Document|《十四五规划》}正式出台。", [("正式出台", "issued", "十四五规划")]),
        ("修订印发{Document|《交易目录》}。", [("修订印发", "revised", "交易目录")]),
        ("{Platform|健康码}升级为{Platform|市民码}。", [("升级为", "upgraded", "健康码")]),
        ("推进{Platform|监督云平台}标准化升级改造。", [("升级改造", "upgraded", "监督云平台")]),
        ("试点“{Reform|一业一证}”改革。", [("试点", "piloted", "一业一证")]),
        ("“{Reform|不见面开标}”全面铺开。", [("全面铺开", "extended", "不见面开标")]),
        (
            "{Reform|专家履职检查}经验被{Unit|国家发改委}在全国复制推广。",
            [("被国家发改委在全国复制推广", "replicated", "专家履职检查")],
        ),
        ("全面完成{Campaign|国企提升行动}任务。", [("全面完成", "completed", "国企提升行动")]),
        ("成功组织举办{Campaign|政务技能竞赛}。", [("成功组织举办", "completed", "政务技能竞赛")]),
        ("推动{Platform|产权交易中心}筹建工作。", [("筹建", "planned", "产权交易中心")]),
    ],
)
def test_one_thing(words: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(words) == expected


def test_list_shares_its_verb() -> None:
    found = read("推动建成{Platform|公共卫生}、{Platform|智慧城管}、“{Platform|链税通}”等50余个应用场景。")
    assert found == [("建成", "launched", n) for n in ("公共卫生", "智慧城管", "链税通")]


def test_list_before_its_verb() -> None:
    found = read("{Reform|施工图审查改革}、{Reform|惠企兑现改革}得到全省推广。")
    assert [(e, n) for _, e, n in found] == [("replicated", "施工图审查改革"), ("replicated", "惠企兑现改革")]


def test_counted_things_are_launched() -> None:
    found = read("“{Platform|岚海卫士}”“{Platform|智慧电梯}”等12个场景投入实战。")
    assert found == [("投入实战", "launched", "岚海卫士"), ("投入实战", "launched", "智慧电梯")]


def test_carried_over_a_comma() -> None:
    found = read("建成{Platform|社区平台},整合48个终端,在全市推广应用。")
    assert [(e, n) for _, e, n in found] == [("launched", "社区平台"), ("extended", "社区平台")]


def test_thing_spoken_of_above() -> None:
    found = read("相关做法被省发改委在全省推广。", above="{Reform|保证金减负改革}")
    assert [(e, n) for _, e, n in found] == [("replicated", "保证金减负改革")]


@pytest.mark.parametrize(
    "words",
    [
        "深化“{Reform|互联网+监管}”改革。",
        "加强{Platform|市民之家}治安管理。",
        "“{Platform|云小办}”上线服务460项。",
        "加大{Reform|电子证照}推广应用力度。",
        "完成{Reform|远程评标}项目76个。",
        "建成5G基站9473个。",
        "建成“{Reform|千万工程}”示范村507个。",
        "举办{Campaign|文博会}等活动。",
        "在“{Reform|跨市通办}”窗口开设专线。",
    ],
)
def test_plain_activities_are_none(words: str) -> None:
    assert read(words) == []


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("启动“{Platform|城市大脑}”一期建设。", True),
        ("实施“{Reform|证照联办}”。", True),
        ("拟上线“{Platform|云小办}”。", False),
        ("今年,要对企业实行“{Reform|证照分离}”改革。", False),
        ("抓紧建成{Platform|一体化平台}。", False),
        ("规划建设{Platform|物联感知平台}。", False),
    ],
)
def test_plans_are_planned(words: str, plan: bool) -> None:
    assert [event for _, event, _ in read(words, plan)] == ["planned"]


def test_what_a_plan_says_was_done_is_done() -> None:
    assert [event for _, event, _ in read("“{Platform|云小办}”已正式启用。", plan=True)] == ["launched"]


def test_what_has_its_day_has_happened() -> None:
    assert [e for _, e, _ in read("2024年12月,省政府印发{Document|《工作方案》}。", plan=True)] == ["issued"]
    assert [e for _, e, _ in read("到2027年6月建成{Platform|数据平台}。", plan=True)] == ["planned"]


def test_verbs_inside_names_are_not_read() -> None:
    assert read("用好“{Platform|上线通}”和{Campaign|启动攻坚行动}。") == []


@given(st.text(alphabet="建成上线印发升级为试点“”《》、，。等12𠀀平台的", max_size=60), st.data())
def test_every_surface_is_its_stretch(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    mentions = [
        Mention(a, b, text[a:b], "Platform", text[a:b], "r") for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    starts = {m.start for m in mentions}
    for e in events.find(text, Stretch(0, len(text)), mentions):
        assert text[e.start : e.end] == e.surface and e.surface
        assert e.of in starts


@pytest.mark.parametrize("words", ["启用", "建成", "要", "被在全国", "试点任务由"])
def test_a_megabyte_without_a_stop_is_read_in_time(words: str) -> None:
    text = "“某某云”" + words * (1_000_000 // len(words))
    began = time.perf_counter()
    events.find(text, Stretch(0, len(text)), [Mention(1, 4, "某某云", "Platform", "某某云", "r")])
    names = [Mention(i, i + 2, text[i : i + 2], "Platform", "x", "r") for i in range(0, 100_000, 10)]
    found = events.find(text[:100_000], Stretch(0, 100_000), names)
    assert time.perf_counter() - began < 20
    assert all(text[e.start : e.end] == e.surface for e in found)
