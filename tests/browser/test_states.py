"""Views whose address was written by hand, and pictures that stand in pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.browser.chromium import needed, origin, tab
from tests.web.serving import Server

import govkg
from govkg import views

pytestmark = needed
ODD = ["at=constructor", "at=__proto__", "at=toString", "at=~x", "off=__proto__/x", "on=kind/constructor", "open=%25", "q=%00",
       "sort=constructor", "lang=xx", "theme=xx", "at=%F0%9F", "open=constructor"]  # fmt: skip


@pytest.mark.parametrize("name", ["reforms-outcomes", "whole"])
def test_an_address_written_by_hand_breaks_no_view(browser: Any, tmp_path: Path, name: str) -> None:
    path = views.write(govkg.open(), name, out=tmp_path / "v.html")
    opened = tab(browser)
    for odd in ODD:
        opened.page.goto("about:blank")
        opened.page.goto(f"{path.as_uri()}#{odd}")
        opened.page.wait_for_selector("#table summary")
        assert opened.page.locator("#filters > summary").inner_text()
        assert opened.page.locator("#panel").is_hidden(), odd
    opened.calm()
    opened.page.context.close()


def test_a_link_of_a_picture_in_a_page_opens_the_page_in_its_language(browser: Any, explorer: Server) -> None:
    opened = tab(browser, locale="zh-CN", own=origin(explorer.address))
    opened.page.goto(f"{origin(explorer.address)}ask/outcomes-of-reform?reform={quote('一事联办')}&view=graph&lang=en")
    frame = opened.page.frame_locator(".pictured iframe")
    frame.locator(".card", has_text="60.90%").first.click()
    frame.locator("#panel .where a").click()
    opened.page.wait_for_url("**/report/wuhan-2021**")
    assert opened.page.locator("html").get_attribute("lang") == "en"
    assert opened.page.locator(".c:target").count() == 1
    opened.calm()
    opened.page.context.close()


def test_the_choice_of_light_and_dark_goes_from_page_to_picture(browser: Any, explorer: Server) -> None:
    opened = tab(browser, own=origin(explorer.address))
    opened.page.goto(origin(explorer.address))
    for _ in range(2):
        opened.page.click("[data-theme-button]")
    assert opened.page.locator("html").get_attribute("data-theme") == "dark"
    opened.page.goto(origin(explorer.address) + "view/awards")
    assert opened.page.locator("html").get_attribute("data-theme") == "dark"
    opened.calm()
    opened.page.context.close()
