"""The reference of the questions in Chromium: phone and desk, light and dark, both languages, the keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.chromium import needed

from govkg import resources

pytestmark = needed
SIZES = [({"width": 1440, "height": 900}, "light"), ({"width": 390, "height": 844}, "dark")]


@pytest.fixture(params=SIZES, ids=["desk", "phone"])
def tab(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    size, scheme = request.param
    opened = browser.new_page(viewport=size, color_scheme=scheme)
    asked: list[str] = []
    opened.on("request", lambda r: asked.append(r.url))
    opened.on("console", lambda m: asked.append(m.text))
    opened.on("pageerror", lambda e: asked.append(str(e)))
    url = (resources.root() / "docs" / "questions.html").as_uri()
    opened.goto(url)
    yield opened
    assert asked == [url]
    opened.close()


def test_the_page_is_as_wide_as_the_screen(tab: Any) -> None:
    for language in ("中文", "English"):
        tab.locator("label", has_text=language).click()
        tab.evaluate("for (const d of document.querySelectorAll('main details')) d.open = true")
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        cut = tab.evaluate("""() => [...document.querySelectorAll('main dd, main p, main blockquote')].filter(n => n.checkVisibility()
          && !n.querySelector('pre') && n.scrollWidth > n.clientWidth + 1).map(n => n.textContent.slice(0, 40))""")
        assert cut == []


def test_one_language_is_seen_and_the_switch_changes_it(tab: Any) -> None:
    assert tab.locator("html").get_attribute("lang") == "zh-Hans"
    assert tab.locator("#savings h3").inner_text() == "省下了多少钱" and tab.locator(".en:visible").count() == 0
    tab.locator("label", has_text="English").click()
    assert (
        tab.locator("#savings h3").inner_text() == "How much money was saved"
        and tab.locator(".zh:visible").count() == 0
    )
    assert tab.title() == "The questions that the graph answers"
    assert tab.locator("#savings mark").first.is_visible(), "the words of the report stay as they are"


def test_a_question_is_found_and_reached(tab: Any) -> None:
    if not tab.locator("#find").is_visible():
        tab.locator("#contents summary").click()
    tab.locator("#find").fill("network")
    assert tab.locator("#contents a[data-find]:visible").count() == 1
    tab.locator("#find").press("Enter")
    tab.wait_for_function("Math.abs(document.getElementById('unit-network').getBoundingClientRect().top) < 60")


def test_the_query_unfolds_by_keyboard(tab: Any) -> None:
    summary = tab.locator("#outcomes-of-reform summary")
    summary.focus()
    tab.keyboard.press("Enter")
    shown = tab.locator("#outcomes-of-reform details pre:visible")
    assert shown.count() == 1 and shown.inner_text().startswith("# 某项改革据报告带来了哪些成果")
