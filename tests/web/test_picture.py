"""/view: the views with their forms, each view as a page with its own policy, its data as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from tests.web.serving import Server, enc

import govkg
from govkg.analysis.overview import overview
from govkg.views import catalogue
from govkg.web import picture

HTML = "text/html"


def test_every_view_stands_in_the_list_with_what_it_asks_for(served: Server) -> None:
    data = json.loads(served.get("/view.json").body)["views"]
    page = served.get("/view", Accept=HTML)
    assert [v["name"] for v in data] == list(catalogue.names())
    for view in data:
        assert f'id="{view["name"]}"' in page.text
        assert [f["name"] for f in view["fields"]] == list(catalogue.view(view["name"]).parameters)


def test_every_first_choice_of_a_form_opens_its_view(served: Server) -> None:
    for view in json.loads(served.get("/view.json").body)["views"]:
        asked = {f["name"]: f["groups"][0][1][0][0] for f in view["fields"] if f["required"]}
        if "b" in asked:
            asked["b"] = next(f for f in view["fields"] if f["name"] == "b")["groups"][0][1][1][0]
        address = f"/view/{view['name']}?" + "&".join(f"{k}={enc(v)}" for k, v in asked.items())
        reply = served.get(address, Accept=HTML)
        assert reply.status == 200, (address, reply.text[:200])


def test_a_view_of_a_report_is_of_the_newest_where_none_is_named() -> None:
    found = overview(govkg.open().store)
    assert picture.newest(found) == {"report": "wuhan-2021"}
    assert picture.newest(replace(found, reports=())) == {}


def test_a_view_is_served_under_its_own_policy(bundled: Server) -> None:
    reply = bundled.get(f"/view/neighbourhood?of={enc('一事联办')}&lang=zh", Accept=HTML)
    policy = reply.headers["content-security-policy"]
    assert reply.status == 200
    assert "unsafe-inline" not in policy
    assert policy.endswith("frame-ancestors 'self'")
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]{44}'", policy)
    assert "一事联办" in reply.text
    assert '"home":"/"' in reply.text


def test_the_data_of_a_view_is_json(bundled: Server) -> None:
    reply = bundled.get(f"/view/neighbourhood.json?of={enc('一事联办')}")
    data = json.loads(reply.body)
    assert reply.type.startswith("application/json")
    assert data["view"] == "neighbourhood"
    assert data["nodes"]


def test_a_view_asked_again_is_the_same(bundled: Server) -> None:
    path = "/view/reforms-outcomes?lang=zh"
    assert bundled.get(path, Accept=HTML).body == bundled.get(path, Accept=HTML).body


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/view/nothing", 404, "reforms-outcomes"),
        ("/view/neighbourhood.json", 400, "of"),
        ("/view/neighbourhood?of=" + enc("一事联班"), 400, "一事联办"),
        ("/view/reforms-outcomes?of=x", 400, "reforms-outcomes"),
        ("/view/reforms-outcomes?colour=x", 400, "colour"),
        ("/view/neighbourhood?of=" + enc("<script>alert(1)</script>"), 400, "script"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_that_says_what_can(
    bundled: Server, path: str, status: int, words: str
) -> None:
    reply = bundled.get(path, Accept=HTML)
    assert reply.status == status
    assert words in reply.text
    assert "<script>alert" not in reply.text
    assert "<h1>" in reply.text


def test_a_view_that_needs_to_be_told_of_what_leads_to_its_form(bundled: Server) -> None:
    reply = bundled.get("/view/metric?lang=en", Accept="text/html", Accept_Language="zh")
    assert (reply.status, reply.headers["location"]) == (303, "/view?lang=en#metric")
    assert 'id="metric"' in bundled.get(reply.headers["location"].partition("#")[0], Accept="text/html").text
    assert bundled.get("/view/metric.json").status == 400


def test_a_picture_within_another_page_opens_its_links_over_that_page(bundled: Server) -> None:
    path = "/view/neighbourhood?of=" + enc("一事联办")
    alone, framed = (bundled.get(p, Accept=HTML).text for p in (path, path + "&framed=1"))
    assert '<base target="_top">' not in alone
    assert '<base target="_top">' in framed
    assert '<body class="framed">' in framed


@pytest.mark.parametrize(
    ("lang", "cure"), [("zh", "视图页列出全部视图。"), ("en", "The page of the views lists them all.")]
)
def test_an_error_says_what_to_do_in_the_language_of_the_page(bundled: Server, lang: str, cure: str) -> None:
    reply = bundled.get(f"/view/nothing?lang={lang}", Accept=HTML)
    assert reply.status == 404
    assert cure in reply.text
    assert 'href="/view' in reply.text


def test_a_formula_can_be_typed_and_those_of_the_corpus_are_offered(bundled: Server) -> None:
    text = bundled.get("/view?lang=zh", Accept=HTML).text
    form = text[text.index('id="phrases"') : text.index('id="document"')]
    assert '<input name="phrase" list="phrases-phrase"' in form
    offered = re.findall(r'<option value="([^"]+)">', form[: form.index("</datalist>")])
    assert "一网通办" in offered and "低空经济" not in offered
    reply = bundled.get(f"/view/phrases?phrase={enc('低空经济')}&lang=zh", Accept=HTML)
    assert reply.status == 400 and "没有报告用到这个提法" in reply.text


def test_schemes_and_metrics_lead_to_their_views(bundled: Server) -> None:
    scheme = bundled.get("/vocab/scheme/yi-wang-tong-ban?lang=zh", Accept=HTML).text
    metric = bundled.get("/vocab/metric/processingTime?lang=zh", Accept=HTML).text
    for text, address in (
        (scheme, "/view/diffusion?scheme=yi-wang-tong-ban"), (metric, "/view/panel?metric=processingTime"), (metric, "/ask/metric-values?metric=processingTime"),
    ):  # fmt: skip
        assert address in text
        reply = bundled.get(address, Accept=HTML)
        assert reply.status == 200, address
        assert "2.46天" in reply.text or "一网通办" in reply.text
