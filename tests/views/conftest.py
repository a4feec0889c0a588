"""A small report with one of everything that a view draws, some of it awkward: names that would run, a hanzi beyond U+FFFF."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

from govkg import concepts, ids, rdf, store
from govkg import statements as st
from govkg.analysis import Picture, reforms_outcomes
from govkg.graph import Graph
from govkg.sources import Source

TEXT = (
    "总述一句𠮷祥,推进智慧城市。甲市推进“一事联办”改革,办理时限压减60.90%。甲市数据局会同市公安局建成城市云,首批16家单位上云,"
    "近2亿元资金节约。印发《城市云管理办法》,规范城市云。城市云上线i城码,获评创新大奖。开展六项治理,召开会议21次。推进容缺办理。"
    "2022年覆盖20家单位。亮点还不够多。"
)
SOURCE = Source(
    id="jia-2021", text=TEXT, sha256=hashlib.sha256(TEXT.encode()).hexdigest(), title="甲市数据局2021年工作总结", body="甲市数据局",
    place="甲市", code="420199", covers="2021", plans="2022", copy_quality=("不完整的副本。", "An imperfect copy."),
)  # fmt: skip


def made(made_of: type[st.Statement], words: str, section: str, /, **fields: Any) -> Any:
    """A statement whose evidence is the first place of its words in the text."""
    start = TEXT.index(words)
    end = start + len(words)
    first, last = TEXT.rfind("。", 0, start) + 1, TEXT.find("。", end - 1) + 1
    around = TEXT[max(0, start - 8) : start], TEXT[end : end + 8]
    one = made_of(
        evidence=st.Evidence("jia-2021", start, end, words, *around, first, last, section), rule="test", **fields
    )
    return replace(one, id=one.anchor())


def statements() -> Sequence[st.Statement]:
    reform, cloud, code, act = "Reform/一事联办", "Platform/城市云", "Platform/i城码", "Document/城市云管理办法"
    body, police, city = "Unit/甲市数据局", "Unit/市公安局", "Place/甲市"
    observed, said = st.Observation, st.Attribution
    time = made(observed, "60.90%", "一/(一)", about=reform, metric_as_written="办理时限", metric="processingTime", value="60.90",
                unit="%", kind="change", direction="down", change_type="relative", compared_with="unstated", start="2021", end="2021")  # fmt: skip
    units = made(
        observed,
        "16家",
        "一/(二)/1",
        about=cloud,
        metric_as_written="上云单位",
        metric="unitsConnected",
        value="16",
        unit="家",
    )
    saved = made(
        observed,
        "近2亿元",
        "一/(二)/1",
        about=cloud,
        metric_as_written="资金节约",
        value="200000000",
        unit="元",
        bound="below",
    )
    target = made(
        observed,
        "20家",
        "一/(二)",
        about=cloud,
        metric_as_written="覆盖单位",
        value="20",
        unit="家",
        role="target",
        start="2022",
        end="2022",
    )
    meetings = made(
        observed,
        "21次",
        "二/(一)",
        about="Campaign/六项治理",
        metric_as_written="会议",
        metric="meetings",
        value="21",
        unit="次",
    )
    prize = made(st.Recognition, "创新大奖", "一/(二)", award="Award/创新大奖", about=code)
    launched = made(st.Milestone, "上线", "一/(二)", event="launched", entity=code)
    rejected = made(observed, "2022年", "一/(二)", about=cloud, metric_as_written="误读", value="2022", unit="年")
    return [
        made(st.Entity, "甲市", "一", kind="Place", name="甲市", code="420199"),
        made(st.Entity, "甲市数据局", "一", kind="Unit", name="甲市数据局", aliases=("市数据局",), reporting=True),
        made(st.Entity, "市公安局", "一", kind="Unit", name="市公安局"),
        made(st.Entity, "智慧城市", "", kind="Reform", name="智慧城市", domain="policy"),
        made(st.Entity, "“一事联办”改革", "一/(一)", kind="Reform", name="一事联办", aliases=("“一事联办”改革",), domain="policy"),
        made(st.Entity, "城市云", "一/(二)", kind="Platform", name="城市云", domain="policy"),
        made(st.Entity, "i城码", "一/(二)", kind="Platform", name="i城码", domain="policy"),
        made(st.Entity, "六项治理", "二/(一)", kind="Campaign", name="六项治理", domain="internal"),
        made(st.Entity, "容缺办理", "一/(二)", kind="Reform", name="容缺办理", domain="policy"),
        made(st.Entity, "城市云管理办法", "一/(二)", kind="Document", name="城市云管理办法"),
        made(st.Entity, "创新大奖", "一/(二)", kind="Award", name="创新大奖"),
        time, units, saved, target, meetings, prize, launched, replace(rejected, status="rejected"),
        made(said, "“一事联办”改革,办理时限压减60.90%", "一/(一)", initiative=reform, outcome=time.id, basis="explicit"),
        made(said, "建成城市云,首批16家单位上云", "一/(二)/1", initiative=cloud, outcome=units.id, basis="item"),
        made(said, "城市云,首批16家单位上云,近2亿元资金节约", "一/(二)/1", initiative=cloud, outcome=saved.id, basis="item"),
        made(said, "2022年覆盖20家单位", "一/(二)", initiative=cloud, outcome=target.id, basis="item"),
        made(said, "2022年覆盖", "一/(二)", initiative=cloud, outcome=rejected.id, basis="item"),
        made(said, "城市云上线i城码,获评创新大奖", "一/(二)", initiative=code, outcome=prize.id, basis="explicit"),
        made(said, "城市云上线i城码,获评创新大奖", "一/(二)", initiative=cloud, outcome=prize.id, basis="item"),
        made(said, "上线i城码", "一/(二)", initiative=code, outcome=launched.id, basis="explicit"),
        made(said, "开展六项治理,召开会议21次", "二/(一)", initiative="Campaign/六项治理", outcome=meetings.id, basis="explicit"),
        made(st.Participation, "甲市数据局", "一", organisation=body, initiative=cloud, role="responsible", basis="reportingBody"),
        made(st.Participation, "市公安局建成城市云", "一/(二)", organisation=police, initiative=cloud, role="cooperates"),
        made(st.Mandate, "《城市云管理办法》,规范城市云", "一/(二)", document=act, initiative=cloud),
        made(st.Composition, "城市云上线i城码", "一/(二)", part=code, whole=cloud),
        made(st.Shortcoming, "亮点还不够多", "二", about=body),
        made(st.Ignored, "推进容缺办理。", "一/(二)", reason="heading"),
        made(st.Observation, "总述一句𠮷祥", "", about=city, metric_as_written="祥", value="1", unit="句"),
    ]  # fmt: skip


def quads() -> list[ox.Quad]:
    found = rdf.quads(SOURCE, statements(), concepts.unit_iris())
    vocabulary = ox.NamedNode(concepts.GRAPH)
    return [
        *found,
        *(
            ox.Quad(t.subject, t.predicate, t.object, vocabulary)
            for n in ("concepts", "metrics")
            for t in concepts.triples(n)
        ),
    ]


@pytest.fixture(scope="session")
def small() -> Graph:
    return Graph(store.memory(quads()))


@pytest.fixture(scope="session")
def picture(small: Graph) -> Picture:
    return reforms_outcomes(small.store)


@pytest.fixture(scope="session")
def cloud() -> str:
    return ids.entity("Platform", "城市云", "420199")


@pytest.fixture(scope="session")
def text() -> str:
    return TEXT
