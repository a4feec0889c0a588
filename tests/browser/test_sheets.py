"""The sheets in Chromium: both graphs, both languages, both widths; every line gives its words, and nothing is complained of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed
from tests.views.sheetwise import cities, wuhan

from govkg import views

pytestmark = needed
SHEETS = ("units", "platforms", "awards", "document")
READY = "performance.getEntriesByName('govkg-usable').length > 0"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MARKED = "document.querySelector('#panel mark')?.textContent || ''"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Every sheet, of the bundled graph in Chinese and of the two cities in English."""
    folder = tmp_path_factory.mktemp("sheets")
    made = {("zh", v): views.write(wuhan(), v, out=folder / f"{v}.zh.html", lang="zh") for v in SHEETS}
    for v in SHEETS:
        given = {"report": "yunlan-2022"} if v == "document" else {}
        made["en", v] = views.write(cities(), v, out=folder / f"{v}.en.html", lang="en", **given)
    return made


def until(page: Any, true: str) -> None:
    """Waits without Playwright's own eval, which the page's policy forbids."""
    for _ in range(400):
        if page.evaluate(true):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never true: {true}")


@pytest.mark.parametrize("view", SHEETS)
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_line_and_a_card_give_their_words(
    browser: Any, pages: dict[tuple[str, str], Path], lang: str, width: int, view: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, color_scheme="dark")
    page, said = context.new_page(), []
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.goto(pages[lang, view].as_uri())
    until(page, READY)
    assert page.evaluate(OVER) == 0
    for what in ("[data-line]", "[data-card]"):
        page.query_selector(f"svg {what}").dispatch_event("click")
        until(page, f"{MARKED} !== ''")
        assert len(page.evaluate(MARKED)) >= 2
        page.keyboard.press("Escape")
        until(page, f"{MARKED} === ''")
    assert said == []
    context.close()


@pytest.mark.parametrize("view", SHEETS)
@pytest.mark.parametrize(("lang", "width", "scheme"), [("zh", 1440, "light"), ("en", 390, "dark")])
def test_axe_finds_nothing(
    browser: Any, pages: dict[tuple[str, str], Path], lang: str, width: int, scheme: str, view: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(pages[lang, view].as_uri())
    until(page, READY)
    assert [v["id"] for v in axe.Axe().run(page).response["violations"]] == []
    context.close()
