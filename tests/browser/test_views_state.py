"""The state of a view in its address and in a saved page, and what is taken along."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from tests.browser.chromium import needed
from tests.browser.viewing import NAMES, drawn, open_table, opened, pages, tab, taken, told, until

pytestmark = needed
__all__ = ["pages", "tab"]  # fixtures


# -- state -------------------------------------------------------------------------------------------------------------
def test_the_whole_state_is_in_the_address(tab: Any, pages: dict[str, Path]) -> None:
    page = opened(tab(pages["whole"]))
    page.click("[data-lang=en]")
    page.click("[data-theme-choice=dark]")
    page.locator("[data-option='level/output']").uncheck()
    open_table(page)
    page.click("[data-sort=read]")
    page.locator(".card", has_text="60.90%").first.click()
    address = page.evaluate("location.hash")
    again = tab(pages["whole"])
    again.evaluate("(hash) => { location.hash = hash; }", address)
    again.wait_for_selector("#panel mark")
    for one in (page, again):
        assert one.locator("html").get_attribute("lang") == "en"
        assert one.locator("html").get_attribute("data-theme") == "dark"
        assert not one.locator("[data-option='level/output']").is_checked()
        assert one.locator("th[aria-sort=ascending]").count() == 1
        assert one.locator("#panel .figure").inner_text().startswith("60.90%")
        assert one.locator(".head[aria-expanded=false]").count() == 0
    assert again.evaluate("location.hash") == address
    assert drawn(page) == drawn(again)
    again.evaluate("location.hash = ''")
    again.wait_for_selector("#panel", state="hidden")
    assert again.locator("html").get_attribute("lang") == "zh-Hans"


def test_a_link_to_a_folded_thing_opens_its_section_alone(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    shut = page.locator(".head[aria-expanded=false]").count()
    data = told(page)
    cards = data["plans"][0]["cards"]
    ref = next(c["ref"] for c in cards.values() if data["nodes"][c["ref"]]["label"] == "健康码")
    page.evaluate("(ref) => { location.hash = `at=${encodeURIComponent(ref)}`; }", ref)
    page.wait_for_selector(".card.chosen")
    assert page.locator("#panel h2").inner_text() == "健康码"
    assert page.locator(".head[aria-expanded=false]").count() == shut - 1
    again = tab(pages["whole"])
    again.evaluate("(hash) => { location.hash = hash; }", page.evaluate("location.hash"))
    again.wait_for_selector(".card.chosen")
    assert again.evaluate("location.hash") == page.evaluate("location.hash")


def test_an_address_that_names_nothing_is_as_at_first(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    before = drawn(page)
    for hash in ("#at=no/such&off=kind/Nothing,__proto__/x&lang=xx&sort=<b>&open=%E0%A4%A", "#at=~about:x&off=%%%"):
        page.evaluate("(hash) => { location.hash = hash; }", hash)
        page.wait_for_timeout(50)
        assert drawn(page) == before
        assert page.locator("#panel").is_hidden()


def test_a_page_is_saved_with_its_state(tab: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    page = opened(tab(pages["whole"]))
    page.locator(".card", has_text="60.90%").first.click()
    page.click("[data-lang=en]")
    first, second = taken(page, "#save"), taken(page, "#save")
    assert first == second
    path = tmp_path / "saved.html"
    path.write_bytes(first)
    again = tab(path)
    assert again.locator("#panel .figure").inner_text().startswith("60.90%")
    assert again.locator("html").get_attribute("lang") == "en"
    assert taken(again, "#save") == first


def test_a_link_is_copied(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["around"])
    page.locator(".card", has_text="50余个").click()
    page.click("#copy")
    until(page, "document.getElementById('told').textContent")
    assert page.locator("#told").inner_text()[:2] in ("链接", "不能")


# -- taken along -------------------------------------------------------------------------------------------------------
@NAMES
def test_a_picture_is_taken_as_svg_with_its_source_in_it(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    text = taken(page, "#svg").decode()
    root = ET.fromstring(text)
    tags = {e.tag.rpartition("}")[2] for e in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "text", "title", "circle"}
    assert not re.search(r"var\(|class=|style=|href|<script|foreignObject|data-|tabindex|role=", text)
    words = "".join(root.itertext())
    for part in ("CC BY 4.0", "c0694fc77ddfc1a9", told(page)["dataset"][:16], page.locator("#title").inner_text()):
        assert part in words
    assert len([e for e in root.iter() if e.tag.endswith("text")]) > 10
    assert taken(page, "#svg").decode() == text


def test_a_picture_is_taken_as_png(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["around"])
    png = taken(page, "#png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(png[16:20], "big")
    assert width == 2 * (984 + 48)
