"""A release of many shards, served: its pages list many reports a page at a time, and find them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests import many
from tests.web.serving import Server, serving

from govkg.statements import Entity

COUNT = 121


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports that only name things: here they are counted and listed."""
    read: many.Read = [(s, [x for x in said if isinstance(x, Entity)]) for s, said in many.reports(COUNT, items=1)]
    return many.write(tmp_path_factory.mktemp("many"), read).many


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(folder, tmp_path_factory.mktemp("server"), "--timeout", "20") as s:
        yield s


def data(server: Server, path: str) -> Any:
    reply = server.get(path)
    assert reply.status == 200, reply.text[:300]
    return json.loads(reply.body)


def test_reports_are_listed_a_page_at_a_time(server: Server) -> None:
    first, second = data(server, "/report.json"), data(server, "/report.json?page=2")
    assert (len(first["reports"]), len(second["reports"]), first["total"], first["pages"]) == (100, 21, COUNT, 2)
    assert len({r["id"] for r in first["reports"] + second["reports"]}) == COUNT
    assert data(server, "/report.json?page=999")["page"] == 2 and data(server, "/report.json?page=%C2%B2")["page"] == 1
    text = server.get("/report?lang=zh", Accept="text/html").text
    assert "第1页，共2页" in text and 'type="search" name="q"' in text and text.count("<tr>") <= 102


def test_a_report_is_found_among_many(server: Server) -> None:
    found = data(server, f"/report.json?q={quote('云江12市 2019')}")
    assert [r["title"] for r in found["reports"]] == ["云江12市2019年工作总结"]
    assert found["total"] == 1 and found["of"] == COUNT
    none = server.get(f"/report?lang=zh&q={quote('<b>天外')}", Accept="text/html").text
    assert "没有一份报告" in none and "<b>天外" not in none
    paged = server.get(f"/report?lang=zh&q={quote('云江')}", Accept="text/html").text
    assert f"q={quote('云江')}" in paged  # the next page is of what was sought


def test_accounts_of_sentences_are_listed_a_page_at_a_time(server: Server) -> None:
    found = data(server, "/coverage.json")
    assert (len(found["rows"]), found["pages"], found["total"]) == (20, 7, COUNT)
    assert [r["covers"] for r in data(server, f"/coverage.json?q={quote('云江12市 2019')}")["rows"]] == ["2019"]


def test_the_other_pages_name_no_more_than_fits(server: Server) -> None:
    about = data(server, "/about.json")
    assert len(about["sources"]) == 100 and about["lists"]["sources"] == COUNT
    assert about["counts"]["reports"] == COUNT
    start = data(server, "/index.json")
    assert len(start["reports"]) == 12 and start["all"] == COUNT
    views = server.get("/view?lang=zh", Accept="text/html").text
    assert '<input name="report" list="document-report"' in views and '<datalist id="document-report">' in views
    forms = re.findall(r"<(select|datalist)[ >](.*?)</\1>", views, re.DOTALL)
    assert forms and max(words.count("<option") for _, words in forms) <= 3 * 60


def test_what_is_sought_is_found_in_segments(server: Server, folder: Path) -> None:
    found = data(server, f"/search.json?q={quote('云江12市2019年工作总结')}")
    assert any(g["name"] == "report" for g in found["groups"])
    shards = [p.stem for p in (folder / "release" / "graphs").glob("[01]*.trig")]
    kept = sorted(p.name.partition("-")[0] for p in (folder / ".govkg" / "seek").glob("*.gz"))
    assert kept == sorted([*(f"s{shard}" for shard in shards), "whole"])


def test_it_is_asked_and_described(server: Server) -> None:
    rows = server.query("SELECT (COUNT(*) AS ?n) { ?r a gov:Report }").rows
    assert rows == [{"n": str(COUNT)}]
    assert server.get("/void", Accept="text/turtle").status == 200
