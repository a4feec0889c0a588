"""Names: each family of readers on sentences of its own, what is no name, and what holds for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govkg import document, vocab
from govkg.extract import mentions
from govkg.extract.mentions import Context
from govkg.extract.spans import Mention

REPORT = Context("青川市", ("青川市政务服务数据管理局",), "2022")


def read(text: str, context: Context = REPORT) -> list[Mention]:
    spans = [(s.start, s.end) for s in document.parse(text).sentences]
    return mentions.find(text, spans, context)


def names(text: str, kind: str) -> list[str]:
    return [m.name for m in read(text) if m.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("深入推进“一企一照”改革。", "Reform", ["一企一照"]),
        ("深化“数据援青”,探索“江算海用”。", "Reform", ["数据援青", "江算海用"]),
        ("深入推进“走在最前”,做到“两个不允许”。", "Reform", []),
        ("深化“放管服”改革,推行告知承诺制。", "Reform", ["放管服", "告知承诺制"]),
        ("持续深化高效办成一件事”改革。", "Reform", ["高效办成一件事"]),  # the opening mark is lost
        ("首批实现“全域通办”事项80项。", "Reform", ["全域通办"]),
        ("启动公共车位授权运营改革,完善制度。", "Reform", ["公共车位授权运营改革"]),
        ("利用“双随机、一公开”监管系统开展抽查。", "Reform", ["双随机、一公开"]),
        ("创新开展首席代表驻点审批工作经验被推广。", "Reform", ["首席代表驻点审批"]),
        ("推出“川鹤快办”服务,办件3万件。", "Reform", ["川鹤快办"]),
        ("推行信用监管。", "Reform", ["信用监管"]),  # everyday words unless they are said to be a scheme
        ("完善信用监管体系。", "Reform", []),
        ("完善审管联动机制,实行告知承诺6项。", "Reform", []),
        ("推行“亮码入企”,深化林长制。", "Reform", ["亮码入企", "林长制"]),  # a local name stays as it is
        ("获批要素市场化配置综合改革试点。", "Reform", ["要素市场化配置综合改革试点"]),
        ("“青事办”APP注册用户20万人。", "Platform", ["青事办"]),
        ("升级城市大脑,接入视频3万路。", "Platform", ["城市大脑"]),
        ("搭建矛盾调解平台,整合资源。", "Platform", ["矛盾调解平台"]),
        ("在青川政务网开辟“一企一照”专区。", "Platform", ["青川政务网", "“一企一照”专区"]),
        ("新型基础设施“青川云”正式启用。", "Platform", ["青川云"]),
        ("建成智慧消防、河道巡查、“税易达”等20个应用场景。", "Platform", ["智慧消防", "河道巡查", "税易达"]),
        ("健康码平台稳定运行。健康码日均亮码30万次。", "Platform", ["健康码", "健康码"]),
        ("开展“减时限”专项行动,压减20%。", "Campaign", ["“减时限”专项行动"]),
        ("组织开展工程招标领域突出问题整治以及惠民资金发放情况专项检查。", "Campaign",
         ["工程招标领域突出问题整治", "惠民资金发放情况专项检查"]),
        ("举办2022青川开放数据创新应用大赛。", "Campaign", ["2022青川开放数据创新应用大赛"]),
        ("印发《青川市公共数据管理办法》和《大厅服务规范》。", "Document", ["青川市公共数据管理办法", "大厅服务规范"]),
        ("制定实施市场主体登记、中介机构管理等条例。", "Document", ["市场主体登记条例", "中介机构管理条例"]),
        ("会同省公安厅、住建厅、交通运输厅联合推进。", "Unit", ["省公安厅", "住建厅", "交通运输厅"]),
        ("由市卫健委牵头,市财政局、市金融办配合。", "Unit", ["市卫健委", "市财政局", "市金融办"]),
        ("国办、国家发改委来我市调研。", "Unit", ["国办", "国家发改委"]),
        ("以市政府办公厅名义印发通知。", "Unit", ["市政府办公厅"]),
        ("荣获“2022数字城市创新大奖”。", "Award", ["2022数字城市创新大奖"]),
        ("我市指标获评国家发改委年度营商环境测评标杆城市。", "Award", ["年度营商环境测评标杆城市"]),
        ("大厅被省妇联授予“巾帼文明岗”。", "Award", ["巾帼文明岗"]),
        ("武汉城市圈事项跨市通办。", "Place", ["武汉城市圈"]),
        ("学习杭州、深圳做法。", "Place", ["杭州市", "深圳市"]),
        ("港口船舶登记、河湖岸线确权等12项改革任务落地见效。", "Reform", ["港口船舶登记", "河湖岸线确权"]),
        ("实行小型商户备案登记制度,群众满意。", "Reform", ["小型商户备案登记制度"]),
        ("开展闲置农房盘活利用试点,成效明显。", "Reform", ["闲置农房盘活利用试点"]),
        ("实施老城供水管网提质工程,改造管道80公里。", "Reform", ["老城供水管网提质工程"]),
        ("深化开发区管理体制改革。", "Reform", ["开发区管理体制改革"]),
        ("青川数据流通服务中心揭牌。武汉算力调度中心启动运行。", "Platform", ["武汉算力调度中心"]),
        ("提高“青企通”“信易融”等服务水平。", "Platform", ["青企通"]),
        ("优化各类为企服务机制,健全数据平台治理会商。", "Platform", []),
        ("开展消费提振专项行动、环境优化行动。", "Campaign", ["消费提振专项行动", "环境优化行动"]),
        ("常态化开展“打非治违”,落实责任。", "Campaign", ["打非治违"]),
        ("实施河湖清漂保洁、老街修缮更新等行动。", "Campaign", ["河湖清漂保洁行动", "老街修缮更新行动"]),
        ("举办各类重大赛事,对情况进行专项督查。", "Campaign", []),
        ("实施老街修缮提质工程和河湖清漂保洁工程。", "Reform", ["老街修缮提质工程", "河湖清漂保洁工程"]),
        ("扩大社区职业伤害保障试点。", "Reform", ["社区职业伤害保障试点"]),
        ("推动青川超算小镇等一批重点工程开工。", "Platform", ["青川超算小镇"]),
        ("建好用好涉企集成政务服务智能平台。", "Platform", ["涉企集成政务服务智能平台"]),
        ("全面落实优化营商环境总体方案,贯彻民营经济促进法。", "Document", ["优化营商环境总体方案", "民营经济促进法"]),
        ("制定实施公平竞争审查条例。", "Document", ["公平竞争审查条例"]),
        ("出台“30条”惠企政策。", "Document", ["“30条”惠企政策"]),
        ("入选首批国家智慧水利试点,获批世界地质公园。", "Award", ["国家智慧水利试点", "世界地质公园"]),
        ("能源集团、青矿集团等一批企业集团重组。", "Unit", ["能源集团", "青矿集团"]),
        ("提升高中办学条件,在30个县建设运营现代农事综合服务中心,农业部长会议召开。", "Unit", []),
        ("各级教育部门和社区卫生服务中心参加。", "Unit", []),
        ("创新乡村振兴机制,青海湖水质向好。", "Place", []),
    ],
)  # fmt: skip
def test_names_by_family(text: str, kind: str, expected: list[str]) -> None:
    assert names(text, kind) == expected


@pytest.mark.parametrize(
    "text",
    [
        "树牢“四个意识”,坚定“四个自信”,坚持“两个确立”。",
        "坚决纠治“四风”,严格落实“三会一课”。",
        "6500余份申请材料直接“硬减”。",
        "多个交易平台实现整合,各类系统互联互通。",
        "不断深化改革,推进重点领域改革。",
        "网上办结率达到98%。",
        "全省推进,全国领先。",
        "成绩属于大家,政府服务意识增强。",
    ],
)
def test_no_names(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("written", ["青川市政务服务数据管理局", "市政数局", "我局"])
def test_the_body_has_one_name(written: str) -> None:
    found = [m for m in read(f"{written}受理办件5万件。") if m.type == "Unit"]
    assert [m.name for m in found] == ["青川市政务服务数据管理局"]
    assert found[0].surface == written
    assert (found[0].rule == "self") == (written != REPORT.bodies[0])


def test_another_body_is_not_the_reporting_one() -> None:
    assert names("省政数局和市公安局支持。", "Unit") == ["省政数局", "市公安局"]


def test_the_place_is_folded_into_its_full_name() -> None:
    assert names("让“青川元素”走向全省,青川市排名第一。", "Place") == ["青川市", "青川市"]


def test_the_number_of_a_heading_is_no_part_of_the_name() -> None:
    assert [m.name for m in read("3.保证金“减负”改革落地见效。")] == ["保证金“减负”改革"]


def test_a_scheme_may_be_quoted_in_its_first_words_only() -> None:
    assert names("力推“亮码”入企，检查下降五成。", "Reform") == ["亮码入企"]
    assert names("开展“减证便民”行动。", "Campaign") == ["“减证便民”行动"]


def test_a_fund_that_starts_work_is_a_platform_without_its_amount() -> None:
    assert names("首期100亿元省级科技创新母基金投运。", "Platform") == ["省级科技创新母基金"]


def test_a_name_told_once_is_found_again() -> None:
    found = [m for m in read("上线“鹿鸣通”平台。鹿鸣通注册用户5万人。") if m.type == "Platform"]
    assert [m.name for m in found] == ["鹿鸣通", "鹿鸣通"]
    assert found[1].rule == "again"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上线云政平台。该平台办件5万件。", ["云政平台", "云政平台"]),
        ("推行“一业一证”改革。此项改革惠及企业。", ["一业一证", "一业一证"]),
        ("该平台办件5万件。上线云政平台。", ["云政平台"]),  # nothing was named before
        ("上线云政平台、云商平台。该平台办件5万件。", ["云政平台", "云商平台"]),  # which of the two?
        ("上线云政平台。" + "一切顺利。" * 60 + "该平台办件5万件。", ["云政平台"]),  # too far away
    ],
)
def test_references_go_to_what_was_named_last(text: str, expected: list[str]) -> None:
    assert [m.name for m in read(text) if m.type in ("Platform", "Reform")] == expected


def test_a_short_form_holds_from_its_introduction_on() -> None:
    text = "市公管局很忙。鹤汀市公共资源交易监督管理局（以下简称“市公管局”）办件5万件。市公管局获评先进。"
    found = [m for m in read(text, Context("岭川市")) if m.type == "Unit"]
    full = "鹤汀市公共资源交易监督管理局"
    assert [m.name for m in found] == ["市公管局", full, full, full]
    text = "印发《青川市公共数据管理办法》（以下简称《数据办法》），《数据办法》明确了责任。"
    assert {m.name for m in read(text) if m.type == "Document"} == {"青川市公共数据管理办法"}


def test_a_scheme_stands_inside_a_title() -> None:
    found = read("印发《关于推行“一业一证”改革的通知》。")
    assert [(m.type, m.name) for m in found] == [
        ("Document", "关于推行“一业一证”改革的通知"),
        ("Reform", "一业一证"),
    ]


def test_what_was_left_behind_is_no_reform() -> None:
    assert names("变“多头跑”为“就近办”,群众满意。", "Reform") == []


def test_an_excluded_origin_takes_its_rows_with_it() -> None:
    with vocab.without("wuhan-2021"):
        assert not any(r["origin"] == "wuhan-2021" for r in vocab.table("schemes"))
        assert names("“武汉云”平台启用。推进“一事联办”服务。", "Platform") == ["武汉云"]  # by its form alone
    assert any(r["origin"] == "wuhan-2021" for r in vocab.table("schemes"))


def test_the_lexicon_knows_the_genre() -> None:
    rows = vocab.table("schemes")
    assert len([r for r in rows if r["origin"] != "wuhan-2021"]) >= 250
    written = [w for r in rows for w in (r["zh"], *filter(None, r["aliases"].split("|")))]
    assert len(set(written)) == len(written)  # no way of writing means two schemes
    assert all(set(filter(None, r["ordinary"].split("|"))) <= {r["zh"], *r["aliases"].split("|")} for r in rows)
    assert all(r["zh"] and r["en"] and r["origin"] for r in rows)
    assert len({r["id"] for r in rows}) == len(rows)


HANZI = st.text(
    st.sampled_from(
        "市省区局委办厅改革平台系统“”《》、，。一二三业证码云通联专项行动荣获评为的在与和推进印发出台我全国武汉健康0123+\n𠀀𝟙é"
    ),
    max_size=80,
)


@settings(max_examples=200, deadline=None)
@given(HANZI | st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Nothing is raised; surfaces are exact, stay in their sentence and do not overlap within a type."""
    spans = [(s.start, s.end) for s in document.parse(text).sentences]
    found = mentions.find(text, spans, REPORT)
    last: dict[str, int] = {}
    for m in found:
        assert text[m.start : m.end] == m.surface != ""
        assert any(a <= m.start and m.end <= b for a, b in spans)
        assert m.start >= last.get(m.type, 0)
        last[m.type] = m.end


@pytest.mark.parametrize("piece", ["“", "一业一证", "市政府办公厅、", "推进改革", "武汉", "荣获", "《关于"])
def test_reading_is_linear(piece: str) -> None:
    def seconds(n: int) -> float:
        text = piece * n
        begun = time.process_time()
        read(text)
        return time.process_time() - begun

    seconds(50)
    assert seconds(4000 // len(piece)) < 3


@pytest.mark.parametrize(
    "piece",
    ["条例《《《“一业”", "平台“一业一证”", "甲乙和", "等改革任务", "市政府办公厅、", "（以下简称“云”）", "该平台"],
)
def test_one_sentence_without_end_is_read_in_time_that_grows_with_it(piece: str) -> None:
    def seconds(n: int) -> float:
        text = piece * (n // len(piece))
        begun = time.process_time()
        mentions.find(text, [(0, len(text))], REPORT)
        return time.process_time() - begun

    seconds(1000)
    # Four times the text; a square would be sixteen times. A busy machine may spoil one measurement: what grows too fast does so each time.
    assert any(seconds(40_000) < 8 * seconds(10_000) + 0.3 for _ in range(3))
