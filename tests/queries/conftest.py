"""A small graph with one of everything, written by the real writer; and two invented cities, read by the real pipeline."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from govkg import graph as graphs
from govkg import ids, judgements, pipeline, rdf, reviews, store
from govkg import statements as st
from govkg.graph import Graph
from govkg.library import Library
from govkg.sources import Source

TEXT = (
    "甲市推进“一事联办”改革,办理时限压减60.90%。甲市数据局会同市公安局建成城市云,首批16家单位上云,近2亿元资金节约。"
    "印发《城市云管理办法》,规范城市云。城市云上线i城码,获评创新大奖。开展六项治理。推进容缺办理。2022年覆盖20家单位。亮点还不够多。"
)
CONCEPTS = {
    "basis": {
        "explicit": "报告称",
        "item": "同条列出",
        "named": "文中点名",
        "reportingBody": "报告主体（文中未另指明）",
    },
    "role": {"responsible": "责任", "cooperates": "协同", "issues": "印发", "recipient": "接收", "confers": "授予"},
    "bound": {"exact": "恰", "above": "以上", "below": "以下", "about": "约"},
    "direction": {"down": "下降", "up": "上升"},
    "domain": {"policy": "政策业务", "internal": "内部管理"},
    "level": {"output": "产出", "outcome": "成效", "impact": "影响", "activity": "活动", "input": "投入"},
    "comparison": {"unstated": "基数未说明", "priorYear": "上年"},
    "changeType": {"relative": "相对", "absolute": "绝对", "points": "百分点"},
    "event": {"issued": "印发", "launched": "启用"},
    "status": {"proposed": "待审"},
    "judgement": {"different": "不同"},
    "decision": {"corrected": "更正"},
    "ignored": {"noClaim": "无可核实的内容"},
    "metric": {"processingTime": "办理时限"},
}
CLASSES = {
    "Reform": "改革", "Platform": "平台", "Campaign": "专项行动", "PolicyDocument": "文件", "Organisation": "单位",
    "Award": "荣誉", "Place": "地方", "Result": "结果", "Target": "目标", "Milestone": "里程碑", "Recognition": "荣誉",
}  # fmt: skip


@dataclass
class Maker:
    """Makes statements whose evidence is the first place of their words in the text."""

    text: str = TEXT

    def evidence(self, words: str) -> st.Evidence:
        start = self.text.index(words)
        end = start + len(words)
        first = self.text.rfind("。", 0, start) + 1
        last = self.text.find("。", end - 1) + 1
        around = self.text[max(0, start - 8) : start], self.text[end : end + 8]
        return st.Evidence("jia-2021", start, end, words, *around, first, last, "一/1")

    def __call__(self, made_of: type[st.Statement], words: str, /, **fields: Any) -> Any:
        made = made_of(evidence=self.evidence(words), rule="test", **fields)
        return replace(made, id=made.anchor())


def statements() -> list[st.Statement]:
    make = Maker()
    city = "Place/甲市"
    body, police = "Unit/甲市数据局", "Unit/市公安局"
    reform, cloud, code, act = "Reform/一事联办", "Platform/城市云", "Platform/i城码", "Document/城市云管理办法"
    time = make(
        st.Observation, "60.90%", about=reform, metric_as_written="办理时限", metric="processingTime", value="60.90", unit="%",
        kind="change", direction="down", change_type="relative", compared_with="unstated", start="2021", end="2021", place=city,
    )  # fmt: skip
    units = make(
        st.Observation, "16家", about=cloud, metric_as_written="上云单位", value="16", unit="家", start="2021", end="2021",
        place=city,
    )  # fmt: skip
    saved = make(
        st.Observation, "近2亿元", about=cloud, metric_as_written="资金节约", value="200000000", unit="元", bound="below",
        start="2021", end="2021",
    )  # fmt: skip
    target = make(
        st.Observation, "20家", about=cloud, metric_as_written="覆盖单位", value="20", unit="家", role="target", start="2022",
        end="2022",
    )  # fmt: skip
    prize = make(st.Recognition, "创新大奖", award="Award/创新大奖", about=code)
    launched = make(st.Milestone, "上线", event="launched", entity=code)
    return [
        make(st.Entity, "甲市", kind="Place", name="甲市", code="420199"),
        make(st.Entity, "甲市数据局", kind="Unit", name="甲市数据局", aliases=("市数据局",), reporting=True),
        make(st.Entity, "市公安局", kind="Unit", name="市公安局"),
        make(st.Entity, "“一事联办”改革", kind="Reform", name="一事联办", aliases=("“一事联办”改革",), domain="policy"),
        make(st.Entity, "城市云", kind="Platform", name="城市云", domain="policy"),
        make(st.Entity, "i城码", kind="Platform", name="i城码", domain="policy"),
        make(st.Entity, "六项治理", kind="Campaign", name="六项治理", domain="internal"),
        make(st.Entity, "容缺办理", kind="Reform", name="容缺办理", domain="policy"),
        make(st.Entity, "城市云管理办法", kind="Document", name="城市云管理办法"),
        make(st.Entity, "创新大奖", kind="Award", name="创新大奖"),
        time, units, saved, target, prize, launched,
        make(st.Attribution, "“一事联办”改革,办理时限压减60.90%", initiative=reform, outcome=time.id, basis="explicit"),
        make(st.Attribution, "建成城市云,首批16家单位上云", initiative=cloud, outcome=units.id, basis="item"),
        make(st.Attribution, "城市云上线i城码,获评创新大奖", initiative=code, outcome=prize.id, basis="explicit"),
        make(st.Attribution, "上线i城码", initiative=code, outcome=launched.id, basis="explicit"),
        make(st.Milestone, "印发", event="issued", entity=act),
        make(st.Participation, "甲市数据局", organisation=body, initiative=cloud, role="responsible", basis="reportingBody"),
        make(st.Participation, "市公安局建成城市云", organisation=police, initiative=cloud, role="cooperates"),
        make(st.Participation, "印发《城市云管理办法》", organisation=body, initiative=act, role="issues"),
        make(st.Mandate, "《城市云管理办法》,规范城市云", document=act, initiative=cloud),
        make(st.Composition, "城市云上线i城码", part=code, whole=cloud),
        make(st.Shortcoming, "亮点还不够多", about=body),
        make(st.Ignored, "开展六项治理。", reason="noClaim"),
    ]  # fmt: skip


def labels() -> list[ox.Quad]:
    graph = ox.NamedNode(ids.graph("vocabulary"))
    named = [
        (
            ox.NamedNode(ids.concept(scheme, code)),
            ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
            code,
            zh,
        )
        for scheme, codes in CONCEPTS.items()
        for code, zh in codes.items()
    ]
    named += [(ox.NamedNode(ids.ONTOLOGY + code), rdf.LABEL, code, zh) for code, zh in CLASSES.items()]
    out = []
    for node, predicate, en, zh in named:
        out.append(ox.Quad(node, predicate, ox.Literal(zh, language="zh"), graph))
        out.append(ox.Quad(node, predicate, ox.Literal(en, language="en"), graph))
    scheme = ox.NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    for of, codes in CONCEPTS.items():
        out += [ox.Quad(ox.NamedNode(ids.concept(of, c)), scheme, ox.NamedNode(ids.VOCAB + of), graph) for c in codes]
    metric = ox.NamedNode(ids.concept("metric", "processingTime"))
    out.append(ox.Quad(metric, rdf.gov("resultLevel"), ox.NamedNode(ids.concept("level", "outcome")), graph))
    return out


def succession() -> list[ox.Quad]:
    """甲市数据局 took over from 甲市信息办 in 2020, as the tables of bodies would say it."""
    skos, dcterms = "http://www.w3.org/2004/02/skos/core#", rdf.DCTERMS
    node, former, later = (
        ox.NamedNode(ids.VOCAB + x) for x in ("succession/jia-2020", "body/jia-xin-xi-ban", "body/jia-shu-ju-ju")
    )
    said: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (node, rdf.RDF_TYPE, rdf.gov("Reorganisation")),
        (node, rdf.gov("formerBody"), former),
        (node, rdf.gov("resultingBody"), later),
        (node, rdf.gov("effective"), ox.Literal("2020")),
        (node, rdf.gov("reorganisationKind"), ox.NamedNode(ids.concept("reorganisation", "renamed"))),
        (node, ox.NamedNode(dcterms + "source"), ox.Literal("甲市机构改革方案")),
    ]
    for body, name in ((former, "甲市信息办"), (later, "甲市数据局")):
        said.append((body, rdf.RDF_TYPE, rdf.gov("KnownBody")))
        said.append((body, ox.NamedNode(skos + "prefLabel"), ox.Literal(name, language="zh")))
    return [ox.Quad(s, p, o, ox.NamedNode(ids.graph("vocabulary"))) for s, p, o in said]


def quads() -> list[ox.Quad]:
    """The small graph: the source, the labels, and the one part-of triple that the rules would infer."""
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    source = Source(id="jia-2021", text=TEXT, sha256=sha256, title="甲市数据局2021年工作总结", body="甲市数据局", place="甲市",
                    code="420199", covers="2021", plans="2022")  # fmt: skip
    cells = (
        "j1",
        "Unit/甲市数据局@420199",
        "Unit/市公安局@420199",
        "different",
        "a reader",
        "2022-02-01",
        "two bureaus",
        "",
    )
    judged = judgements.judged([dict(zip(judgements.COLUMNS, cells, strict=True))])
    said = statements()
    asked = next(s for s in said if isinstance(s, st.Observation) and s.unit == "家")
    reviewed = reviews.Stated(
        "r1", asked.id, "corrected", "a reader", "2022-02-01", "misprint", ("value=16",), ("value=61",)
    )
    found = rdf.quads(source, said, judged=judged, reviewed=[reviewed])
    by_label = {q.object.value: q.subject for q in found if q.predicate == rdf.LABEL}  # type: ignore[union-attr]
    part = ox.Quad(by_label["i城码"], rdf.gov("partOf"), by_label["城市云"], ox.NamedNode(ids.inferred("jia-2021")))
    return [*found, *labels(), *succession(), part]


@pytest.fixture(scope="session")
def small_quads() -> list[ox.Quad]:
    return quads()


@pytest.fixture(scope="session")
def small(small_quads: list[ox.Quad], tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The small graph in memory; its origin is a TriG file, so that it can be asked with a time limit."""
    path: Path = tmp_path_factory.mktemp("small") / "govkg.trig"
    path.write_bytes(rdf.trig(small_quads))
    return Graph(store.memory(small_quads), path)


CITIES = Path(__file__).parent / "two-cities"
MISSING = "linzhu-2023"  # the report that the earlier release does not have


def built(root: Path, out: Path) -> Graph:
    """The graph of a workspace, built by the real pipeline into ``out``."""
    library = Library(root, out)
    pipeline.build(library)
    return graphs.open(library)


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Two invented cities, the years 2022 and 2023: four reports."""
    return built(CITIES, tmp_path_factory.mktemp("two"))


def set_back(two: Graph, root: Path) -> Graph:
    """An earlier release of the same: one report is not there yet, and a person has decided on one statement."""
    shutil.copytree(CITIES / "sources", root / "sources", ignore=shutil.ignore_patterns(MISSING))
    goal = two.query('SELECT ?s { ?s a gov:Target ; gov:surface "60家" }').rows[0]["s"]
    row = (str(goal).rpartition("/")[2], "accepted", "a reader", "2024-02-01", "read against the text", "")
    (root / "curated").mkdir()
    (root / "curated" / "reviews.tsv").write_text(
        "statement\tdecision\tby\ton\twhy\tclosed\n" + "\t".join(row) + "\n", encoding="utf-8", newline="\n"
    )
    return built(root, root)


@pytest.fixture(scope="session")
def earlier(two: Graph, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return set_back(two, tmp_path_factory.mktemp("earlier"))


@pytest.fixture(scope="session")
def two_quads(two: Graph) -> list[ox.Quad]:
    assert two.library is not None
    return list(ox.parse(path=str(two.library.release / "govkg.trig"), format=ox.RdfFormat.TRIG))
