"""The page of the score in Chromium: marks, cards and filters work, and nothing is asked of the network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed

from govkg.evaluation import gold, reading
from govkg.evaluation.page import page

pytestmark = needed
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("evaluation") / "score.html"
    texts = gold.load(GOLDEN, "composed")[:2]
    made.write_text(page([reading.read(a) for a in texts], "zh", "阅读检验"), encoding="utf-8")
    return made


@pytest.fixture(params=[{"width": 1440, "height": 900}, {"width": 390, "height": 844}], ids=["wide", "narrow"])
def tab(request: pytest.FixtureRequest, browser: Any, file: Path) -> Iterator[Any]:
    opened = browser.new_page(viewport=request.param)
    asked: list[str] = []
    opened.on("request", lambda r: asked.append(r.url))
    opened.on("console", lambda m: asked.append(m.text))
    opened.on("pageerror", lambda e: asked.append(str(e)))
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert asked == [file.as_uri()]


def test_a_mark_shows_what_was_marked_and_what_was_read(tab: Any) -> None:
    tab.locator("#page mark").first.press("Enter")
    card = tab.locator("#panel .case").first
    assert card.is_visible()
    assert card.locator("tr").count() > 2
    assert card.locator(".rule b").count() or "漏读" in card.inner_text()
    assert "。" in card.inner_text()  # the rule's sentence


def test_filters_leave_only_what_they_name(tab: Any) -> None:
    everything = tab.locator("#page mark").count()
    for name in ("漏读", "误读", "部分对"):
        tab.locator("#verdicts label", has_text=name).last.locator("input").uncheck()
    right = tab.locator("#page mark").count()
    assert 0 < right <= everything
    assert tab.locator("#page mark:not(.right):not(.plain)").count() == 0  # plain: only a right link ends there
    assert tab.locator("#errors li").count() == 0
    tab.locator("#part").select_option("entities")
    assert 0 < tab.locator("#page mark").count() < right


def test_a_rule_is_followed_to_its_places_and_back(tab: Any) -> None:
    everything = tab.locator("#page mark").count()
    tab.locator("#rules button").first.click()
    assert tab.locator("#ruleshown").is_visible()
    assert tab.locator("#page mark").count() < everything
    tab.locator("#ruleshown button").click()
    assert tab.locator("#page mark").count() == everything


def test_the_text_is_whole_and_the_page_as_wide_as_the_screen(tab: Any) -> None:
    shown = tab.locator("#page").inner_text()
    text = gold.load(GOLDEN, "composed")[0].source.text
    assert "".join(shown.split()) == "".join(text.split())
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_list_of_differences_leads_to_each_of_them(tab: Any) -> None:
    listed = tab.locator("#errors li button")
    assert listed.count() > 0
    if not listed.first.is_visible():
        tab.locator("#errors summary").click()
    for n in range(min(3, listed.count())):
        listed.nth(n).click()
        said = listed.nth(n).locator("b").inner_text()
        assert tab.locator("#page mark[aria-pressed=true]").is_visible()
        assert "≠" in tab.locator("#panel").inner_text() or said in tab.locator("#panel").inner_text()
        box, card = tab.locator("#page mark[aria-pressed=true]").bounding_box(), tab.locator("#panel").bounding_box()
        assert box["y"] + box["height"] <= card["y"] or box["x"] + box["width"] <= card["x"]
    tab.keyboard.press("Escape")
    assert tab.locator("#panel .case").count() == 0


def test_what_no_rule_found_is_listed_over_all_texts(tab: Any) -> None:
    row = tab.locator("#rules tr", has=tab.locator("button", has_text="没有规则读到")).first
    wrong = int(row.locator("td").nth(3).inner_text())
    row.locator("button").click()
    assert tab.locator("#errors li button").count() == wrong
    assert f"{wrong} 处不符" in tab.locator("#errors summary").inner_text()
    assert tab.locator("#page mark").count() > 0


def test_a_wrong_link_is_seen_where_it_ends_and_told_with_its_rule(tab: Any) -> None:
    tab.locator("#part").select_option("links")
    ends = tab.locator("#page mark[data-tie]")
    assert ends.count() > 0
    ends.first.press("Enter")
    assert "→" in tab.locator("#panel .ends").first.inner_text()
    tab.locator("#panel .close").click()
    assert tab.locator("#page mark[aria-pressed]").count() == 0
