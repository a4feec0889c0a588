"""/: what the graph holds and where it leads, made from the graph alone."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from tests.web.serving import Server, enc

HTML = "text/html"


def test_the_page_names_every_report_with_its_reader(served: Server) -> None:
    data = json.loads(served.get("/index.json").body)
    page = served.get("/", Accept=HTML)
    assert {r["id"] for r in data["reports"]} == {"linzhu-2022", "linzhu-2023", "yunlan-2022", "yunlan-2023"}
    for report in data["reports"]:
        assert f'href="/report/{report["id"]}' in page.text
        assert report["statements"] > report["figures"] > 0


def test_the_examples_are_of_this_graph(served: Server, bundled: Server) -> None:
    cities, wuhan = (json.loads(s.get("/index.json").body)["examples"] for s in (served, bundled))
    assert wuhan["reform"]["label"] == "一事联办"
    assert cities["reform"]["label"] != wuhan["reform"]["label"]
    assert cities["platform"]["label"] != wuhan["platform"]["label"]
    for found in (cities, wuhan):
        assert found["units"]
        assert all(f["read"][0] in "≥≈≤↓↑" for f in found["approximate"])


def test_the_answers_of_the_examples_are_those_of_the_questions(bundled: Server) -> None:
    found = json.loads(bundled.get("/index.json").body)["examples"]
    rows = json.loads(bundled.get("/api/ask/approximate-figures.json").body)["rows"]
    assert found["bounded"] == len(rows)
    assert {f["surface"] for f in found["approximate"]} <= {r["figure"] for r in rows}


def test_every_initiative_is_a_link_with_its_outcomes(bundled: Server) -> None:
    data = json.loads(bundled.get("/index.json").body)
    page = bundled.get("/", Accept=HTML)
    assert {k["kind"]: k["count"] for k in data["kinds"]} == {"Reform": 19, "Platform": 28, "Campaign": 7}
    for kind in data["kinds"]:
        for thing in kind["things"]:
            assert f'href="{thing["href"]}"' in page.text
            assert bundled.get(thing["href"]).status == 200
            break


def test_every_question_stands_in_one_group(bundled: Server) -> None:
    data = json.loads(bundled.get("/index.json").body)
    names = [q["name"] for tag in data["tags"] for q in tag["questions"]]
    listed = [q["name"] for q in json.loads(bundled.get("/api/ask").body)["questions"]]
    assert sorted(names) == sorted(listed)


def test_words_to_try_are_found(bundled: Server) -> None:
    for word in json.loads(bundled.get("/index.json").body)["tries"]:
        assert json.loads(bundled.get(f"/search.json?q={enc(word)}").body)["groups"], word


def test_both_languages_have_the_whole_page(bundled: Server) -> None:
    for lang, words in (("zh", "收录的报告"), ("en", "The reports")):
        page = bundled.get(f"/?lang={lang}", Accept=HTML)
        assert words in page.text
        assert not re.search(r"\{[a-z]+\}", page.text)


def test_two_reads_of_the_page_are_the_same(bundled: Server) -> None:
    assert bundled.get("/").body == bundled.get("/").body


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_leads_to_what_is_there(bundled: Server, lang: str) -> None:
    page = bundled.get(f"/?lang={lang}", Accept=HTML)
    addresses = {unescape(a) for a in re.findall(r'(?:href|src)="([^"#]+)', page.text)}
    own = [
        a
        for a in addresses
        if a.startswith(("/view", "/search", "/about", "/assets", "/void", "/health", "/api", "/ontology"))
    ]
    assert all(a.startswith("/") for a in addresses)
    assert len(own) > 15
    for address in sorted(own):
        assert bundled.get(address, Accept=HTML if address.startswith("/view") else "*/*").status == 200, address
