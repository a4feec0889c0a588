"""Filters, search, keys and the table of views in Chromium."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed
from tests.browser.viewing import NAMES, SIZES, drawn, open_table, opened, pages, tab, taken, told

pytestmark = needed
__all__ = ["pages", "tab"]  # fixtures


# -- filters and search ------------------------------------------------------------------------------------------------
def test_the_basis_filter_hides_what_is_only_listed(tab: Any, pages: dict[str, Path]) -> None:
    page = opened(tab(pages["whole"]))
    open_table(page)
    lines = told(page)["plans"][0]["lines"]
    only = {x["to"] for x in lines if x["basis"] == "item"} - {x["to"] for x in lines if x["basis"] == "explicit"}
    shown = drawn(page)
    assert only & shown
    page.locator("[data-option='basis/item']").uncheck()
    left = drawn(page)
    assert not only & left and left < shown
    assert "同条列出" not in page.locator("#table tbody").text_content()
    page.locator(".reset").click()
    assert drawn(page) == shown


def test_one_body_can_be_looked_at_alone(tab: Any, pages: dict[str, Path]) -> None:
    page = opened(tab(pages["whole"]))
    page.locator("[data-filter=unit] summary").click()
    page.locator("[data-option='unit/市公安局']").hover()
    page.locator("[data-only='unit/市公安局']").click()
    names = page.locator(".card[data-kind=Organisation]").evaluate_all("(all) => all.map((e) => e.textContent)")
    assert names and all("市公安局" in n for n in names)
    assert page.locator(".card[data-kind=Result], .card[data-kind=Milestone]").count() >= 1


@SIZES
@pytest.mark.parametrize("asked", ["csdn", "chengshi", "城市大脑", "CSDN", "chengshidanao", "chegnshidanao"])
def test_search_finds_by_hanzi_pinyin_initials_and_with_a_slip(
    tab: Any, pages: dict[str, Path], size: dict[str, int], asked: str
) -> None:
    page = tab(pages["whole"], size)
    page.fill("#search", asked)
    assert "城市大脑" in page.locator("#found li").first.inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "城市大脑"


@pytest.mark.parametrize(("asked", "found"), [("processing time", "办理时限"), ("campagn", "专项行动")])
def test_search_finds_by_english(tab: Any, pages: dict[str, Path], asked: str, found: str) -> None:
    page = tab(pages["whole"])
    page.fill("#search", asked)
    assert found in page.locator("#found").inner_text()


def test_search_opens_the_filters_and_the_section_that_hide_a_thing(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    data = told(page)
    cards = data["plans"][0]["cards"]
    shown = {cards[c]["ref"] for c in drawn(opened(page))}
    page.click("#unfold")
    hidden = next(n["label"] for ref, n in data["nodes"].items() if ref not in shown and n["domain"] == "policy")
    page.fill("#search", hidden)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == hidden
    assert page.locator(".card[aria-pressed=true]").count() == 1


def test_the_keyboard_is_enough(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["around"])
    page.locator(".card[tabindex='0']").focus()
    before = page.evaluate("document.activeElement.dataset.card")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.card") != before
    page.keyboard.press("Enter")
    assert page.locator("#panel mark").count() >= 1
    page.keyboard.press("Escape")
    page.locator(".card", has_text="50余个").focus()
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.line")
    page.keyboard.press(" ")
    assert "报告称" in page.locator("#panel .what").inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.textContent").startswith("城市大脑")
    assert page.locator("#stage [tabindex='0']:not(.head)").count() == 1


# -- table -------------------------------------------------------------------------------------------------------------
@NAMES
def test_the_table_holds_every_line_with_its_quote(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    open_table(page)
    page.evaluate("document.querySelectorAll('.facet').forEach((d) => { d.open = true; })")
    for more in page.locator("#filters .more").all():
        more.click()
    for box in page.locator("[data-option]:is(input)").all():
        box.check()
    rows = page.locator("#table tbody tr")
    assert rows.count() == len(told(page)["plans"][0]["lines"])
    assert all(q.strip() for q in page.locator("#table td.q").all_text_contents())


def test_the_table_sorts_by_its_heads_and_is_taken_as_csv(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    open_table(page)
    page.click("[data-sort=read]")
    read = [float(t.replace(",", "")) for x in page.locator("td[data-column=读作]").all_text_contents()
            for t in re.findall(r"\d[\d,]*(?:\.\d+)?", x)[:1]]  # fmt: skip
    assert read == sorted(read) and len(read) > 5
    page.click("[data-sort=read]")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("读作")
    written = taken(page, "#csv")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert len(rows) == page.locator("#table tbody tr").count() + 1
    assert rows[0][-1] == "IRI" and all(r[-1].startswith("https://w3id.org/govkg/id/") for r in rows[1:])
    quotes = rows[0].index("原文")
    assert [r[quotes] for r in rows[1:]] == page.locator("#table td.q").all_text_contents()
