"""What a reader meets at the margins: very tall pictures, the citation, damaged passages, paper."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed

import govkg
from govkg import resources, views

pytestmark = needed


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return views.write(govkg.open(), "reforms-outcomes", out=tmp_path_factory.mktemp("views") / "whole.html")


@pytest.fixture
def page(browser: Any, whole: Path) -> Iterator[Any]:
    made = browser.new_page(viewport={"width": 1440, "height": 900})
    made.goto(whole.as_uri())
    made.click("#unfold")
    yield made
    made.close()


def test_a_picture_is_drawn_however_tall_it_is(browser: Any, whole: Path) -> None:
    made = browser.new_page(viewport={"width": 1440, "height": 900}, device_scale_factor=8)
    made.goto(whole.as_uri())
    made.click("#unfold")
    assert made.locator("#drawing").bounding_box()["height"] * 8 > 16_000
    made.locator(".card", has_text="60.90%").first.click()
    assert made.locator("#panel mark").first.inner_text() == "60.90%"
    made.close()


def test_a_citation_counts_characters_as_people_do(page: Any) -> None:
    page.locator(".card", has_text="60.90%").first.click()
    first, last = re.findall(r"第([0-9]+)–([0-9]+)字", page.locator("#panel .cite").inner_text())[0]
    text = resources.path("graph/sources/wuhan-2021/text.txt").read_text(encoding="utf-8")
    assert text[int(first) - 1 : int(last)] == "60.90%"


def test_a_damaged_passage_says_so(page: Any) -> None:
    page.locator(".card", has_text="161652件").first.click()
    assert "副本" in page.locator("#panel .damage").inner_text()


def test_paper_holds_every_quote_and_no_tool(page: Any) -> None:
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#picture").is_hidden()
    assert page.locator("#search").is_hidden()
    assert page.locator("#table tbody tr").count() > 60
    assert page.locator("#table td.q").first.is_visible()
    assert page.locator("footer").is_visible()
