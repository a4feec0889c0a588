"""The reader in a real browser: what opens where, what the address says, keyboard, phone, paper, no script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed
from tests.web.serving import Server

pytestmark = needed
SEAL = "rgb(179, 51, 31)"
PATH = "report/wuhan-2021"


class Visit:
    """A page that notes errors of the console and requests to other hosts."""

    def __init__(self, browser: Any, address: str, width: int, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", **options)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on("request", lambda r: None if r.url.startswith(address) else self.faults.append(r.url))


@pytest.fixture
def visit(browser: Any, explorer: Server) -> Iterator[Any]:
    opened: list[Visit] = []

    def go(path: str = PATH, width: int = 1440, **options: Any) -> Any:
        v = Visit(browser, explorer.address, width, **options)
        opened.append(v)
        v.page.goto(explorer.address + path)
        return v.page

    yield go
    for v in opened:
        assert v.faults == []
        v.context.close()


def color(node: Any) -> str:
    found: str = node.evaluate("e => getComputedStyle(e).color")
    return found


def test_a_figure_opens_beside_its_sentence_and_the_address_reopens_it(visit: Any) -> None:
    page = visit()
    figure = page.locator(".c a", has_text="60.90%").first
    figure.click()
    page.wait_for_selector("#card")
    assert page.locator("#card .as").inner_text() == "↓ 60.90 % · 基数未说明"
    assert page.locator("#card blockquote").inner_text() == "60.90%"
    assert color(figure) == SEAL
    top = page.locator("#card").bounding_box()["y"]
    assert abs(top - figure.bounding_box()["y"]) < 160
    again = visit(page.url.partition("/report")[0] and "report" + page.url.partition("/report")[2])
    assert again.locator("#card").inner_text() == page.locator("#card").inner_text()
    assert color(again.locator(".c a", has_text="60.90%").first) == SEAL
    page.keyboard.press("Escape")
    assert page.locator("#card").count() == 0
    assert "s=" not in page.url.partition("#")[0]


def test_a_note_leads_to_its_words(visit: Any) -> None:
    page = visit()
    note = page.locator(".note", has_text="≥ 190,000 件").first
    words = page.locator(f'.m[data-s~="{note.get_attribute("data-of")}"]').first
    assert abs(note.bounding_box()["y"] - words.bounding_box()["y"]) < 320
    note.locator("a").click()
    page.wait_for_selector("#card")
    assert words.inner_text() == "19万余件"
    assert color(words) == SEAL
    assert words.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }")


def test_the_address_of_a_sentence_marks_it_without_script(visit: Any) -> None:
    page = visit(f"{PATH}#c1711", java_script_enabled=False)
    sentence = page.locator("#c1711")
    assert color(sentence) == SEAL
    assert 0 <= sentence.bounding_box()["y"] < 900
    name = page.locator(".m.k-Result[id]").nth(5).get_attribute("id")
    page.goto(page.url.partition("#")[0] + f"#{name}")
    assert color(page.locator(f"#{name}")) == SEAL


def test_without_script_a_click_shows_all_that_was_read(visit: Any) -> None:
    page = visit(java_script_enabled=False)
    page.locator(".c a", has_text="60.90%").first.click()
    assert page.locator("#card .as").inner_text() == "↓ 60.90 % · 基数未说明"
    page.locator("#card [data-shut]").click()
    assert page.locator("#card").count() == 0


def test_the_keyboard_goes_from_statement_to_statement(visit: Any) -> None:
    page = visit()
    seen = []
    for key in ("j", "j", "j", "k"):
        before = page.locator("#card").get_attribute("data-id") if page.locator("#card").count() else ""
        page.keyboard.press(key)
        page.wait_for_function(
            "b => document.getElementById('card')?.dataset.id !== b && document.getElementById('card')", arg=before
        )
        seen.append(page.locator("#card").get_attribute("data-id"))
    assert len(set(seen)) == 3
    assert seen[3] == seen[1]
    assert page.evaluate("document.activeElement.dataset.choose") == seen[3]


def test_a_statement_within_another_opens_and_names_the_other(visit: Any) -> None:
    page = visit()
    page.locator(".m .m > a").first.click()
    page.wait_for_selector("#card ul a")
    first = page.locator("#card").get_attribute("data-id")
    page.locator("#card ul a").first.click()
    page.wait_for_function("b => document.getElementById('card')?.dataset.id !== b", arg=first)
    assert first in [a.get_attribute("data-choose") for a in page.locator("#card ul a").all()]


def test_on_a_phone_what_was_read_is_a_sheet_below(visit: Any) -> None:
    page = visit(width=390)
    assert page.locator(".notes").first.is_hidden()
    page.locator(".c a", has_text="60.90%").first.click()
    page.wait_for_selector("#card")
    box = page.locator("#card").bounding_box()
    assert box["x"] == 0
    assert round(box["width"]) == 390
    assert round(box["y"] + box["height"]) == 900
    page.wait_for_timeout(600)
    assert page.locator(".c a", has_text="60.90%").first.bounding_box()["y"] < box["y"]


@pytest.mark.parametrize("width", [390, 1024, 1440, 2560])
@pytest.mark.parametrize("query", ["?lang=zh", "?lang=en&show=unread", "?lang=zh&kind=Result"])
def test_nothing_scrolls_sideways(visit: Any, width: int, query: str) -> None:
    page = visit(PATH + query, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ends = page.evaluate("[...document.querySelectorAll('.notes')].map(n => n.getBoundingClientRect().right)")
    assert all(0 <= x <= width for x in ends)


def test_on_paper_the_notes_have_numbers(visit: Any, tmp_path: Path) -> None:
    page = visit()
    page.emulate_media(media="print")
    note = page.locator(".note a[data-no]").nth(4)
    number = note.get_attribute("data-no")
    shown = note.evaluate("e => getComputedStyle(e, '::before').content")
    words = page.locator(f'.m[data-no="{number}"]').evaluate("e => getComputedStyle(e, '::after').content")
    assert number in shown
    assert number in words
    assert page.locator(".aside").is_hidden()
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    assert (tmp_path / "report.pdf").stat().st_size > 20_000


def test_a_filter_keeps_the_place_that_was_read(visit: Any) -> None:
    page = visit()
    page.evaluate("scrollTo(0, 2400)")
    page.locator(".facets a", has_text="里程碑").click()
    page.wait_for_url("**kind=Milestone*")
    page.wait_for_function("scrollY > 2000")
    assert page.locator(".m.k-Result").count() == 1  # the word among the types
    assert page.locator(".text .m.k-Milestone").count() > 10
