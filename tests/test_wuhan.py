"""The Wuhan graph, thing by thing: every named reform, platform, campaign, document, unit, award and place that the report
speaks of is a node of the right class, with its name, its words, an answer and a place in a view."""

from __future__ import annotations

import pytest

import govkg
from govkg import analysis, ids, views
from govkg.graph import Graph

# Class → names that a careful reader accepts for each thing, best first.
ENTITIES: dict[str, list[tuple[str, ...]]] = {
    "Reform": [
        (
            "高效办成一件事",
            "“高效办成一件事”改革",
        ),
        ("一事联办",),
        (
            "智慧城市建设",
            "智慧城市",
        ),
        ("一码互联",),
        ("专家履职检查",),
        (
            "放管服",
            "“放管服”改革",
        ),
        ("容缺审批",),
        (
            "一业一证",
            "“一业一证”改革",
        ),
        (
            "互联网+监管",
            "“互联网+监管”改革",
        ),
        ("一网通办",),
        ("掌上办",),
        ("跨市通办",),
        ("全市通办",),
        ("跨省通办",),
        ("双随机、一公开",),
        ("数据要素市场化改革",),
        (
            "政府投资项目远程异地评标常态化",
            "远程异地评标",
        ),
    ],
    "Platform": [
        (
            "行政执法管理与监督云平台",
            "武汉市行政执法管理与监督云平台",
        ),
        ("政务服务一体化平台",),
        (
            "湖北政务网",
            "湖北政务服务网",
        ),
        (
            "“一事联办”专区",
            "武汉“一事联办”专区",
        ),
        ("统一受理平台",),
        (
            "一体化24小时自助政务服务机",
            "24小时自助政务服务机",
        ),
        ("“跨市通办”专区",),
        ("武汉云",),
        ("政务云",),
        ("信创云",),
        ("企业云",),
        ("城市大脑",),
        (
            "武汉政务",
            "“武汉政务”协同办公平台",
        ),
        ("i武汉",),
        (
            "健康码",
            "健康码平台",
        ),
        ("市民码",),
        ("城市运行管理平台",),
        ("城管智能处置",),
        ("渍水快处",),
        ("社区工作平台",),
        ("公共卫生应急",),
        ("智慧城管",),
        ("链税通",),
        ("数字产权评估与交易中心",),
        ("电子监管和服务系统",),
        ("武汉战疫",),
    ],
    "Campaign": [
        ("容缺审批后跟进监管专项治理",),
        (
            "“减材料”专项行动",
            "减材料",
            "减材料专项行动",
        ),
        (
            "2021武汉城市圈开放数据创新应用大赛",
            "武汉城市圈开放数据创新应用大赛",
        ),
        (
            "应招标未招标、涉企招投标行政执法突出问题整治",
            "涉企招投标行政执法突出问题整治",
        ),
        ("惠企政策落实情况专项检查",),
        ("六项治理",),
        (
            "第四届政务服务技能竞赛",
            "全市第四届政务服务技能竞赛",
            "政务服务技能竞赛",
        ),
    ],
    "PolicyDocument": [
        ("关于在全市范围内推广实施“一业一证”改革的通知",),
        ("武汉市公共数据资源管理办法",),
        ("武汉市政务信息化项目建设管理办法",),
        ("武汉市公共资源交易目录",),
        ("巡视(察)反馈的招标投标领域问题整改工作细则",),
    ],
    "Organisation": [
        (
            "市政务服务大数据局",
            "武汉市政务服务大数据局",
            "武汉市政务服务和大数据管理局",
            "市政务服务和大数据管理局",
        ),
        (
            "国办",
            "国务院办公厅",
        ),
        (
            "国家发改委",
            "国家发展和改革委员会",
        ),
        (
            "省委办公厅",
            "湖北省委办公厅",
            "中共湖北省委办公厅",
        ),
        (
            "市政府办公厅",
            "武汉市政府办公厅",
            "武汉市人民政府办公厅",
        ),
        (
            "省公安厅",
            "湖北省公安厅",
        ),
        (
            "住建厅",
            "省住建厅",
            "湖北省住房和城乡建设厅",
        ),
        (
            "交通运输厅",
            "省交通运输厅",
            "湖北省交通运输厅",
        ),
        (
            "市卫健委",
            "武汉市卫生健康委员会",
            "武汉市卫健委",
        ),
        (
            "市公安局",
            "武汉市公安局",
        ),
        (
            "市疫情防控指挥部办公室综合组",
            "市疫情防控指挥部",
        ),
        (
            "市委市直机关工委",
            "武汉市委市直机关工委",
        ),
    ],
    "Award": [
        (
            "优化营商环境测评标杆城市",
            "年度优化营商环境测评标杆城市",
            "标杆城市",
        ),
        (
            "2021世界智慧城市复苏创新大奖",
            "世界智慧城市复苏创新大奖",
        ),
        (
            "数字中国大赛一等奖第一名",
            "数字中国大赛一等奖",
        ),
    ],
    "Place": [
        (
            "武汉市",
            "武汉",
        ),
        (
            "湖北省",
            "湖北",
        ),
        ("武汉城市圈",),
        ("长江中游城市群",),
        ("长江经济带",),
    ],
}

# As text stands in the page's data.
ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
CASES = [(kind, names) for kind, group in ENTITIES.items() for names in group]
PREFIXES = """PREFIX gov: <https://w3id.org/govkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture(scope="module")
def kg() -> Graph:
    return govkg.open()


@pytest.fixture(scope="module")
def things(kg: Graph) -> dict[str, dict[str, tuple[str, str]]]:
    """Class → name without marks → (IRI, quote)."""
    rows = kg.query(
        PREFIXES
        + """SELECT ?thing ?kind ?name ?quote WHERE {
          ?thing a ?kind ; rdfs:label|skos:altLabel ?name ; gov:evidence/gov:exact ?quote }"""
    ).rows
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for row in rows:
        kind = str(row["kind"]).removeprefix(ids.ONTOLOGY)
        found.setdefault(kind, {})[plain(str(row["name"]))] = (str(row["thing"]), str(row["quote"]))
    return found


def plain(name: str) -> str:
    return "".join(c for c in name if c not in '“”"《》‘’')


def named(things: dict[str, dict[str, tuple[str, str]]], kind: str, names: tuple[str, ...]) -> str | None:
    of_kind = things.get(kind, {})
    return next((of_kind[plain(n)][0] for n in names if plain(n) in of_kind), None)


@pytest.mark.parametrize(("kind", "names"), CASES, ids=[n[0] for _, n in CASES])
def test_a_thing_of_the_report_is_a_node_with_its_words_and_answers(
    kind: str, names: tuple[str, ...], things: dict[str, dict[str, tuple[str, str]]], kg: Graph
) -> None:
    iri = named(things, kind, names)
    assert iri is not None, f"no {kind} named {names}"
    answer = kg.ask("about", of=iri)
    assert answer.rows
    assert all(row["quote"] for row in answer.rows)


def test_the_body_of_the_report_answers_for_what_names_nobody_else(kg: Graph) -> None:
    (row,) = kg.ask("units-of-reform", reform="武汉云").rows
    assert (row["organisation"], row["basis"]) == ("武汉市政务服务和大数据管理局", "报告主体（文中未另指明）")


@pytest.mark.parametrize(
    ("unit", "initiative", "role"),
    [
        ("市政府办公厅", "关于在全市范围内推广实施“一业一证”改革的通知", "印发"),
        ("市卫健委", "健康码", "接收"),
        ("市公安局", "健康码", "接收"),
        ("省公安厅", "统一受理平台", "配合"),
    ],
)
def test_a_unit_that_the_text_names_is_tied_to_what_it_did(kg: Graph, unit: str, initiative: str, role: str) -> None:
    rows = kg.ask("units-of-reform", reform=initiative).rows
    found = {(plain(str(r["organisation"])), r["role"], r["basis"]) for r in rows}
    assert any(unit in o and r == role and b == "文中指明" for o, r, b in found), found


@pytest.mark.parametrize(("kind", "names"), CASES, ids=[n[0] for _, n in CASES])
def test_a_thing_of_the_report_shows_in_a_view(
    kind: str, names: tuple[str, ...], things: dict[str, dict[str, tuple[str, str]]], kg: Graph
) -> None:
    iri = named(things, kind, names)
    assert iri is not None
    picture = analysis.neighbourhood(kg.store, iri)
    assert picture.centre is not None
    page = views.render(kg, "neighbourhood", iri)
    assert picture.things[picture.centre].label.translate(ESCAPED) in page
