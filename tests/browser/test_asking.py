"""The pages of questions and of SPARQL in Chromium: nobody else is asked, nothing is refused by the policy, axe finds nothing."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.browser.chromium import needed
from tests.web.serving import Server

from govkg.web import frame

pytestmark = needed
COUNTS = "SELECT ?class (COUNT(*) AS ?n) { ?x a ?class } GROUP BY ?class ORDER BY DESC(?n) LIMIT 5"
bundled_editor = pytest.mark.skipif("editor.js" not in frame.shelf(), reason="the editor is not bundled here")


def opened(browser: Any, explorer: Server, path: str, wide: bool = True, scheme: str = "light", **more: Any) -> Any:
    size = {"width": 1440, "height": 900} if wide else {"width": 390, "height": 844}
    tab = browser.new_page(viewport=size, color_scheme=scheme, **more)
    tab.told = []
    tab.on("console", lambda m: tab.told.append(m.text))
    tab.on("pageerror", lambda e: tab.told.append(str(e)))
    tab.on(
        "request", lambda r: None if r.url.startswith((explorer.address, "data:", "blob:")) else tab.told.append(r.url)
    )
    tab.goto(explorer.address.rstrip("/") + path)
    return tab


def test_a_question_is_asked_sorted_and_its_quote_is_a_click_away(browser: Any, explorer: Server) -> None:
    tab = opened(browser, explorer, "/ask/outcomes-of-reform?lang=zh")
    tab.get_by_label("改革、平台或专项行动").fill("一事联办")
    tab.get_by_role("button", name="查询").click()
    assert "level=" not in tab.url  # empty fields stay out of the address
    tab.locator("tr.said summary").nth(1).click()
    assert tab.locator("blockquote mark:visible").inner_text().startswith("已定标事项")
    tab.get_by_role("link", name="原文数值").click()
    assert tab.locator("th[aria-sort=ascending]").count() == 1
    first = tab.locator("td .figure").first.inner_text()
    address = tab.url
    again = opened(browser, explorer, address.removeprefix(explorer.address.rstrip("/")))
    assert again.locator("td .figure").first.inner_text() == first
    assert tab.told == again.told == []
    again.close()
    tab.close()


@bundled_editor
def test_the_editor_runs_charts_downloads_and_is_shared(browser: Any, explorer: Server) -> None:
    tab = opened(browser, explorer, "/query?lang=en")
    editor = tab.locator(".cm-content")
    editor.click()
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text(COUNTS)
    tab.keyboard.press("Control+Enter")
    tab.wait_for_url("**query=SELECT*")
    assert tab.locator(".rows tbody tr").count() == 5
    tab.get_by_role("button", name="Chart").click()
    assert tab.locator("svg .beam").count() == 5
    with tab.expect_download() as waiting:
        tab.get_by_role("link", name="CSV").click()
    path = waiting.value.path()
    assert Path(path).read_text(encoding="utf-8").startswith("class,n")
    again = opened(browser, explorer, tab.get_by_role("link", name="Link", exact=True).get_attribute("href") or "")
    assert again.locator("svg .beam").count() == 5
    assert again.locator(".cm-content").inner_text().strip() == COUNTS
    assert tab.told == again.told == []
    tab.get_by_text("Queries of before").click()
    assert tab.locator("[data-history] li button").first.inner_text().startswith("SELECT ?class")
    again.close()
    tab.close()


@bundled_editor
@pytest.mark.parametrize("typed", ["gaige", "gg", "改革", "refor"])
def test_terms_are_completed_by_pinyin_initials_hanzi_and_english(browser: Any, explorer: Server, typed: str) -> None:
    tab = opened(browser, explorer, "/query?lang=zh")
    tab.locator(".cm-content").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.press("Delete")
    tab.keyboard.insert_text("SELECT * { ?x a ")
    for letter in typed:
        tab.keyboard.insert_text(letter) if ord(letter) > 127 else tab.keyboard.type(letter)
    tab.keyboard.press("Control+Space")
    tab.locator(".cm-tooltip-autocomplete").wait_for()
    labels = tab.locator(".cm-tooltip-autocomplete .cm-completionLabel").all_inner_texts()
    assert "gov:Reform" in labels[:5], labels[:10]
    tab.locator(".cm-tooltip-autocomplete li", has_text="gov:Reform").first.click()
    assert "?x a gov:Reform" in tab.locator(".cm-content").inner_text()
    assert tab.told == []
    tab.close()


@bundled_editor
def test_an_error_is_marked_at_its_line(browser: Any, explorer: Server) -> None:
    query = "SELECT ?x {\n  ?x a gov:Reform ;;; nix\n}"
    tab = opened(browser, explorer, "/query?" + urlencode({"query": query, "lang": "zh"}))
    tab.locator(".cm-lint-marker-error").wait_for()
    assert tab.locator(".cm-lint-marker-error").count() == 1
    assert "第 2 行" in tab.locator("#error").inner_text()
    assert not any("Content Security" in t or "Refused" in t for t in tab.told)
    tab.close()


@bundled_editor
def test_tab_leaves_the_editor(browser: Any, explorer: Server) -> None:
    tab = opened(browser, explorer, "/query?lang=en")
    tab.locator(".cm-content").click()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Run"
    tab.close()


def test_without_scripts_and_bundle_the_plain_field_asks(browser: Any, explorer: Server) -> None:
    tab = opened(browser, explorer, "/query?lang=en", java_script_enabled=False)
    tab.locator("textarea").fill(COUNTS)
    tab.get_by_role("button", name="Run").click()
    assert tab.locator(".rows tbody tr").count() == 5
    tab.get_by_role("button", name="Chart").click()
    assert tab.locator("svg .beam").count() == 5
    assert tab.locator("textarea").input_value().strip() == COUNTS
    tab.close()
