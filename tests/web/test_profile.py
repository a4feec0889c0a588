"""Pages of things: every line rests on its words, strengths stay apart, plans are no results, long groups come by the page."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from tests.web.serving import Server

import govkg
from govkg.analysis.profile import GROUPS, MOST, profile
from govkg.graph import Graph
from govkg.web import profile as pages

BASE = "https://w3id.org/govkg/"


@pytest.fixture(scope="session")
def kg() -> Graph:
    return govkg.open()


@pytest.fixture(scope="session")
def every(kg: Graph) -> list[str]:
    """Every thing of the bundled graph."""
    rows = kg.query("SELECT DISTINCT ?x { ?x gov:mentionedIn ?r } ORDER BY ?x").rows
    return [str(r["x"]) for r in rows]


def test_every_line_of_every_thing_rests_on_its_words(kg: Graph, every: list[str]) -> None:
    text = kg.library.source("wuhan-2021").text if kg.library else ""
    count = 0
    for iri in every:
        found = profile(kg.store, iri)
        assert found is not None and found.named, iri
        for group in found.groups.values():
            for x in group.lines:
                assert x.passage is not None or x.kind == "DerivedObservation", x.iri
                if x.passage:
                    count += 1
                    assert text[x.passage.start : x.passage.end] == x.passage.quote
                    assert x.passage.sentence <= x.passage.start
    assert count > 250


def test_what_is_attributed_is_on_the_page_of_its_initiative_and_said_how_strongly(kg: Graph) -> None:
    rows = kg.query("SELECT ?i ?o ?b { ?a a gov:Attribution ; gov:initiative ?i ; gov:outcome ?o ; gov:basis ?b }").rows
    assert len(rows) > 50
    for r in rows:
        found = profile(kg.store, str(r["i"]))
        assert found is not None
        bases = [
            x.basis for n in ("figures", "milestones", "recognitions") if n in found.groups
            for x in found.groups[n].lines if x.iri == r["o"]
        ]  # fmt: skip
        assert bases == [str(r["b"]).rpartition("/")[2]]


def test_a_long_group_comes_by_the_page_and_none_is_lost(kg: Graph) -> None:
    iri = next(
        str(r["x"])
        for r in kg.query(
            "SELECT ?x (COUNT(?s) AS ?n) { ?s gov:organisation ?x } GROUP BY ?x ORDER BY DESC(?n) LIMIT 1"
        ).rows
    )
    whole = profile(kg.store, iri, most=1000)
    assert whole is not None and whole.groups["initiatives"].total > 40
    seen = []
    for page in range(1, 20):
        part = profile(kg.store, iri, {"initiatives": page}, most=10)
        assert part is not None
        if part.groups["initiatives"].page < page:
            break
        assert len(part.groups["initiatives"].lines) <= 10
        seen += [x.iri for x in part.groups["initiatives"].lines]
    assert seen == [x.iri for x in whole.groups["initiatives"].lines]
    assert MOST <= 200


def test_rejected_statements_stand_apart() -> None:
    from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

    bundled = govkg.open()
    store = Store()
    store.extend(bundled.store.quads_for_pattern(None, None, None, DefaultGraph()))
    row = bundled.query(
        "SELECT ?i ?o { ?a a gov:Attribution ; gov:initiative ?i ; gov:outcome ?o . ?o a gov:Result }"
    ).rows[0]
    status, outcome = NamedNode(BASE + "ontology#status"), NamedNode(str(row["o"]))
    for q in list(store.quads_for_pattern(outcome, status, None, None)):
        store.remove(q)
    store.add(Quad(outcome, status, NamedNode(BASE + "vocab/status/rejected"), DefaultGraph()))
    found = profile(store, str(row["i"]))
    assert found is not None
    assert [x.iri for x in found.groups["rejected"].lines] == [outcome.value]
    assert outcome.value not in [x.iri for x in found.groups.get("figures", found.groups["rejected"]).lines] or (
        "figures" not in found.groups
    )


def page(server: Server, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(server.get(path + ".json").body)
    return found


def thing(server: Server, name: str, kind: str) -> str:
    row = server.query(f"SELECT ?x {{ ?x a gov:{kind} ; rdfs:label '{name}'@zh }} ORDER BY DESC(?x) LIMIT 1").rows[0]
    return "/" + row["x"].removeprefix(BASE)


def test_figures_of_several_years_stand_side_by_side_in_one_unit(served: Server) -> None:
    data = page(served, thing(served, "云澜通", "Platform"))
    users = next(s for s in data["series"] if s["words"] == "注册用户")
    assert [(p["year"], p["kind"], p["written"]) for p in users["points"]][1:] == [
        ("2022", "Result", "12.5万人"), ("2023", "Result", "近16万人"), ("2023", "Target", "15万人以上"),
    ]  # fmt: skip
    assert users["points"][0]["kind"] == "derived" and users["points"][0]["year"] == "2021"
    assert [p["bound"] for p in users["points"][1:]] == ["exact", "below", "above"]


def test_a_target_is_hollow_and_never_among_results(served: Server) -> None:
    path = thing(served, "云澜通", "Platform")
    data = page(served, path)
    figures = next(g for g in data["groups"] if g["name"] == "figures")
    targets = [x for r in figures["runs"] for x in r["lines"] if x["kind"] == "Target"]
    assert {x["written"] for x in targets} == {"60家", "70家", "15万人以上"}
    assert all(x["basis"] == "" for x in targets)
    text = served.get(path, Accept="text/html").text
    assert text.count('class="typemark Target"') == len(targets)


def test_derived_and_inferred_are_folded_apart(served: Server) -> None:
    path = thing(served, "云澜通", "Platform")
    data = page(served, path)
    names = [g["name"] for g in data["groups"]]
    assert "derived" in names and "inferred" in names and names == [n for n in GROUPS if n in names]
    text = served.get(path + "?lang=en", Accept="text/html").text
    assert text.index("no report says them directly") > text.index('<details class="apart">')


def test_what_is_absent_is_said(served: Server) -> None:
    path = thing(served, "“助企直通车”专区", "Platform")
    text = served.get(path + "?lang=zh", Accept="text/html").text
    assert "报告未提及与之相关的数值" in text and "报告未提及其依据的文件" in text


def test_the_lede_says_only_what_is_stated_in_both_languages(served: Server) -> None:
    path = thing(served, "云澜通", "Platform")
    zh, en = (page(served, path + "")["lede"], json.loads(served.get(path + ".json?lang=en").body)["lede"])
    zh = json.loads(served.get(path + ".json?lang=zh").body)["lede"]
    assert zh == (
        "云澜市的平台，见于2022、2023年的报告。报告未另指明责任单位，按报告主体云澜市政务服务数据管理局记。"
        "组成部分有“助企直通车”专区。报告称由此而来的成果3项，同条列出5项。"
    )
    assert (
        en.startswith("Platform in 云澜市, named in the reports on 2022, 2023.")
        and "listed under the same item: 5" in en
    )


def test_the_table_has_every_line_with_its_words(served: Server) -> None:
    path = thing(served, "云澜通", "Platform")
    reply = served.get(path + ".csv")
    assert reply.status == 200 and reply.type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    data = page(served, path)
    assert len(rows) == sum(g["total"] for g in data["groups"])
    assert all(r["quote"] in r["sentence"] and r["source"] for r in rows if r["group"] != "derived")
    assert set(rows[0]) == set(pages.COLUMNS)


def test_a_page_is_light_and_links_its_words_into_the_report(bundled: Server, every: list[str]) -> None:
    heaviest = 0
    for iri in every[::5]:
        reply = bundled.get("/" + iri.removeprefix(BASE), Accept="text/html")
        assert reply.status == 200
        heaviest = max(heaviest, len(reply.body))
        assert "/report/wuhan-2021#c" in reply.text
    assert heaviest < 300_000


def test_statement_pages_say_what_was_read_and_by_which_rule(bundled: Server) -> None:
    iri = bundled.query("SELECT ?x { ?x a gov:Result ; gov:surface '60.90%' }").rows[0]["x"]
    data = page(bundled, "/" + iri.removeprefix(BASE))
    assert data["name"] == "一事联办：办理时限 60.90%"
    assert data["quotes"][0]["text"] == "60.90%" and data["rules"] and all(r["said"] for r in data["rules"])
    assert all(not f["name"].startswith(("gov:", "skos:", "rdf:", "dcterms:")) for f in data["facts"])
    assert "第" in data["cite"]["text"] or "characters" in data["cite"]["text"]


def test_no_page_shows_a_raw_name_of_a_property(bundled: Server) -> None:
    """Every node of the graph that has a page of its own, a few of each class."""
    rows = bundled.query("SELECT ?c (MIN(?x) AS ?one) (MAX(?x) AS ?other) { ?x a ?c } GROUP BY ?c").rows
    assert len(rows) > 20
    for row in rows:
        for iri in (row["one"], row["other"]):
            if iri.startswith(BASE):
                reply = bundled.get("/" + iri.removeprefix(BASE) + ".json?lang=en")
                assert reply.status == 200, iri
                data = json.loads(reply.body)
                names = [f["name"] for f in [*data.get("facts", []), *data.get("technical", []), *data.get("uses", [])]]
                assert not [n for n in names if ":" in n], (iri, names)
                assert bundled.get("/" + iri.removeprefix(BASE), Accept="text/html").status == 200


def test_a_concept_shows_where_it_is_used_each_figure_with_its_metric_and_says_where_it_stops(bundled: Server) -> None:
    data = page(bundled, "/vocab/metric/processingTime")
    used = [x["name"] for u in data["uses"] for x in u["items"]]
    assert any(n == "一事联办：办理时限 60.90%" for n in used)
    most = page(bundled, "/vocab/status/proposed")
    assert most["used"] > most["shown"] == 50 and most["query"].startswith("SELECT")
    text = bundled.get("/vocab/status/proposed?lang=en", Accept="text/html").text
    assert "The first 50 are listed." in text and "/query?query=" in text
