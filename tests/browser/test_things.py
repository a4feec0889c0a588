"""Pages of things, coverage and comparing in Chromium: every size and language, words one click away, nothing asked elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.browser.chromium import needed
from tests.web.serving import Server

pytestmark = needed
SIZES = pytest.mark.parametrize("width", [390, 1440])
BASE = "https://w3id.org/govkg/"
WANTED = {
    "reform": "?x a gov:Reform ; rdfs:label '最多跑一次'@zh",
    "platform": "?x a gov:Platform ; rdfs:label '云澜通'@zh",
}
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def paths(towns: Server) -> dict[str, str]:
    """Pages by what they are of."""
    made = {}
    for name, pattern in WANTED.items():
        iri = towns.query(f"SELECT DISTINCT ?x {{ {pattern} }} ORDER BY DESC(?x) LIMIT 1").rows[0]["x"]
        made[name] = "/" + iri.removeprefix(BASE)
    return made | {"coverage": "/coverage", "nothing": "/id/reform/nothing"}


@pytest.fixture
def tab(browser: Any, towns: Server) -> Iterator[Open]:
    """Opens a page; whatever it complains of or asks of another host fails the test."""
    opened: list[tuple[Any, list[str]]] = []

    def open_page(path: str, width: int = 1440, scheme: str = "light", locale: str = "zh-CN") -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda m: said.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: said.append(f"error: {e}"))
        here = towns.address.rstrip("/")
        page.on("request", lambda r: None if r.url.startswith((here, "data:", "blob:")) else said.append(r.url))
        page.goto(here + path)
        opened.append((page, said))
        return page

    yield open_page
    for page, said in opened:
        page.context.close()
        assert [s for s in said if "404 (Not Found)" not in s] == []


@SIZES
def test_a_line_opens_onto_its_words_and_leads_into_the_report(tab: Open, paths: dict[str, str], width: int) -> None:
    page = tab(paths["reform"], width)
    line = page.locator(".line", has_text="35%").first
    assert not line.locator("blockquote").is_visible()
    line.locator("summary").click()
    assert line.locator("blockquote").is_visible()
    assert line.locator("mark").inner_text() == "35%"
    link = line.get_by_role("link", name="在报告中阅读").get_attribute("href")
    assert link.startswith("/report/yunlan-2022#c") and link.rpartition("c")[2].isdigit()


def test_a_line_opens_from_the_keyboard(tab: Open, paths: dict[str, str]) -> None:
    page = tab(paths["reform"])
    summary = page.locator(".line summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".line blockquote").first.is_visible()


def test_a_target_is_hollow_and_a_result_is_filled(tab: Open, paths: dict[str, str]) -> None:
    page = tab(paths["platform"])
    fills = page.evaluate(
        "[...document.querySelectorAll('.column rect')].map(r => [r.parentNode.getAttribute('class'), getComputedStyle(r).fill])"
    )
    assert {f for c, f in fills if "c-Target" in c or "c-derived" in c} == {"none"}
    assert all(f != "none" for c, f in fills if "c-Result" in c) and len(fills) > 6


def test_names_are_chosen_where_several_have_one_and_sides_stay_in_the_address(tab: Open) -> None:
    page = tab("/compare")
    page.get_by_label("甲").fill("最多跑一次")
    page.get_by_label("乙").fill("云澜通")
    page.get_by_role("button", name="对照").click()
    page.get_by_role("link", name="最多跑一次（云澜市）").first.click()
    assert page.locator(".pair").count() > 0
    assert "a=https" in page.url and "b=" + quote("云澜通") in page.url
    rows = page.locator(".pair tbody tr")
    left, right = rows.first.locator("td").nth(0).bounding_box(), rows.last.locator("td").nth(0).bounding_box()
    assert left["x"] == right["x"]  # the same positions in every row
    page.locator(".cell summary").first.click()
    assert page.locator(".cell blockquote").first.is_visible()


def test_pages_work_without_scripts(browser: Any, towns: Server, paths: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(towns.address.rstrip("/") + paths["platform"])
    page.locator(".line summary").first.click()
    assert page.locator(".line blockquote").first.is_visible()
    context.close()


def test_printing_shows_the_words(tab: Open, paths: dict[str, str], tmp_path: Path) -> None:
    page = tab(paths["reform"])
    page.emulate_media(media="print")
    assert page.pdf(path=str(tmp_path / "page.pdf"))
    assert not page.locator("header.bar").is_visible()


def test_what_is_not_there_is_said_in_the_pages_language(tab: Open, paths: dict[str, str], towns: Server) -> None:
    page = tab(paths["nothing"] + "?lang=en")
    assert page.locator("h1").inner_text() and page.locator(".bar").is_visible()
    assert json.loads(towns.get(paths["coverage"] + ".json").body)["dataset"]
