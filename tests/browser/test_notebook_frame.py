"""A view inside the page of a notebook: it draws itself in its frame, and reaches nothing outside."""

from __future__ import annotations

from typing import Any

from tests.browser.chromium import needed

import govkg

pytestmark = needed


def test_a_view_draws_itself_in_its_frame(browser: Any) -> None:
    shown = govkg.open().view("path", of="市公安局", to="武汉战疫")
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.set_content(f"<!doctype html><meta charset=utf-8><p id=book>notebook</p>{shown._repr_html_()}")
    frame = page.frames[1]
    frame.wait_for_selector("#drawing [data-card]")
    assert frame.evaluate("window.origin") == "null"
    assert (
        frame.evaluate("(() => { try { return parent.document.title } catch (e) { return e.name } })()")
        == "SecurityError"
    )
    frame.click("#drawing [data-card]")
    frame.wait_for_selector("#panel mark")
    assert said == []
    page.close()
