"""/search: the page, its twin as data, what is offered while one types, and what it says where nothing is found."""

from __future__ import annotations

import json
import statistics
import time
from typing import Any

import pytest
from tests.web.serving import Server, enc

HTML = "text/html"


def found(server: Server, query: str, more: str = "") -> dict[str, Any]:
    """The twin of the page."""
    reply = server.get(f"/search.json?q={enc(query)}{more}")
    assert reply.status == 200
    return dict(json.loads(reply.body))


def offered(server: Server, query: str, more: str = "") -> list[dict[str, Any]]:
    """The options of the combobox."""
    return list(json.loads(server.get(f"/search/suggest?q={enc(query)}{more}").body)["items"])


def test_the_page_shows_what_its_twin_holds(bundled: Server) -> None:
    page = bundled.get(f"/search?q={enc('一事联办')}&lang=zh", Accept=HTML)
    data = found(bundled, "一事联办", "&lang=zh")
    assert page.status == 200
    for group in data["groups"]:
        assert f'id="{group["name"]}"' in page.text
        for hit in group["hits"]:
            assert hit["href"] in page.text


def test_a_passage_leads_to_its_sentence_in_the_reader(bundled: Server) -> None:
    (group,) = found(bundled, "压减", "&in=passage")["groups"]
    for hit in group["hits"]:
        assert hit["href"] == f"/report/wuhan-2021#c{hit['start']}"
        assert "压减" in [text for text, met in hit["said"] if met]


def test_a_figure_stands_with_its_bound_its_quote_and_the_way_to_the_reader(bundled: Server) -> None:
    (hit,) = [h for g in found(bundled, "19万余件")["groups"] if g["name"] == "figure" for h in g["hits"]]
    assert hit["read"] == "≥ 190,000 件"
    assert ["19万余件", True] in hit["sentence"]
    assert "/report/wuhan-2021#c" in hit["readHref"]


def test_a_search_without_a_hit_says_what_was_looked_in(bundled: Server) -> None:
    page = bundled.get("/search?q=qqqqzzzz&lang=en", Accept=HTML)
    looked = found(bundled, "qqqqzzzz")["looked"]
    assert page.status == 200
    assert f"{looked['names']:,}" in page.text
    assert f"{looked['sentences']:,}" in page.text
    assert 'href="/coverage' in page.text


def test_what_is_only_spelt_alike_is_offered_as_nearest(bundled: Server) -> None:
    data = found(bundled, "公章清单")
    page = bundled.get(f"/search?q={enc('公章清单')}", Accept=HTML)
    assert page.status == 200
    assert data["near"] and not data["groups"]
    assert all(hit["href"] in page.text for hit in data["near"])


def test_a_page_without_a_query_leads_to_all_of_each_kind(bundled: Server) -> None:
    page = bundled.get("/search", Accept=HTML)
    data = json.loads(bundled.get("/search.json").body)
    assert page.status == 200
    for kind in data["kinds"]:
        assert f"kind={kind['kind']}" in page.text
        listed = json.loads(bundled.get(f"/search.json?kind={kind['kind']}").body)
        assert listed["groups"][0]["total"] == kind["count"]


def test_long_lists_are_paged_without_loss(bundled: Server) -> None:
    seen: list[str] = []
    start = 0
    while True:
        (group,) = json.loads(bundled.get(f"/search.json?kind=Metric&from={start}").body)["groups"]
        seen += [h["iri"] for h in group["hits"]]
        if not group["next"]:
            break
        start = group["next"]
    assert len(seen) == len(set(seen)) == group["total"] > 300


def test_links_keep_the_language(bundled: Server) -> None:
    for item in offered(bundled, "武汉云", "&lang=zh"):
        assert "lang=zh" in item["href"]
    for item in offered(bundled, "武汉云", "&lang=en&data=zh"):
        assert item["href"].partition("#")[0].endswith("?data=zh")


def test_options_name_things_figures_sentences_and_questions(bundled: Server) -> None:
    kinds = {i["kind"] for q in ("办理时限", "约数") for i in offered(bundled, q)}
    assert {"Metric", "Result", "Passage", "Question"} <= kinds


def test_concepts_are_named_in_the_language_of_names_and_things_as_reports_name_them(bundled: Server) -> None:
    hits = {h["kind"]: h for g in found(bundled, "办理时限", "&lang=en")["groups"] for h in g["hits"]}
    assert (hits["Metric"]["label"], hits["Metric"]["other"]) == ("processing time", "办理时限")
    hits = {h["kind"]: h for g in found(bundled, "joint handling", "&lang=en")["groups"] for h in g["hits"]}
    assert (hits["Reform"]["label"], hits["Reform"]["other"]) == ("一事联办", "One matter, joint handling")


def test_options_of_one_name_say_what_tells_them_apart(served: Server) -> None:
    twins = [i for i in offered(served, "最多跑一次") if i["kind"] == "Reform"]
    assert len({i["href"] for i in twins}) == len({i["more"] for i in twins}) == 2


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\u202e", "%00", "a" * 3000]
)
def test_what_is_typed_stays_text(bundled: Server, query: str) -> None:
    page = bundled.get(f"/search?q={enc(query)}", Accept=HTML)
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert bundled.get(f"/search/suggest?q={enc(query)}").status == 200


@pytest.mark.parametrize("wrong", ["in=nothing", "kind=Nothing", "from=x", "from=-1"])
def test_a_wrong_parameter_is_an_error_in_words(bundled: Server, wrong: str) -> None:
    reply = bundled.get(f"/search?q=a&{wrong}", Accept=HTML)
    assert reply.status == 400
    assert "<h1>" in reply.text


def test_pages_carry_the_strict_policy_and_stay_small(bundled: Server) -> None:
    for path in ("/", f"/search?q={enc('数据')}", "/view", "/about"):
        reply = bundled.get(path, Accept=HTML)
        assert "unsafe-inline" not in reply.headers["content-security-policy"]
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        assert len(reply.body) < 110_000
        assert " style=" not in reply.text
        assert "http://" not in reply.text.replace("http://www.w3.org", "")


def test_pages_answer_quickly(bundled: Server) -> None:
    for path in ("/", f"/search?q={enc('数据')}", f"/search/suggest?q={enc('数')}", "/about", "/view"):
        bundled.get(path)
        times = []
        for _ in range(9):
            begun = time.perf_counter()
            bundled.get(path)
            times.append(time.perf_counter() - begun)
        assert statistics.median(times) < 0.25, path  # a machine that others use too; the measured figure is far below
