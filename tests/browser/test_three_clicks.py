"""Somebody who has never seen it: three clicks or fewer from the start page to an answer and the words it rests on; and back, and shared.

Typing into a field is no click, and neither is Enter in it; everything else that a mouse does is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.chromium import NARROW, WIDE, Tab, needed, origin, tab
from tests.browser.viewing import until
from tests.web.serving import Server

pytestmark = needed
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
ACHIEVED = "办理时限、申请材料、办理环节、跑动次数分别压减60.90%"
SEAL = "rgb(179, 51, 31)"


class Newcomer:
    """Somebody at the start page, whose clicks are counted."""

    def __init__(self, browser: Any, server: Server, size: dict[str, int] = WIDE) -> None:
        self.server, self.clicks = server, 0
        self.tab: Tab = tab(browser, size, own=origin(server.address))
        self.page = self.tab.page
        self.page.goto(server.address)

    def click(self, what: Any, **where: Any) -> None:
        """Clicks what can be seen."""
        what.click(**where)
        self.clicks += 1

    def seek(self, words: str) -> Any:
        """Types into the search that stands on the start page, and gives what it offers."""
        field = self.page.locator("main [data-seek]")
        field.fill(words)
        return self.page.locator(f"#{field.get_attribute('aria-controls')} [role=option]")

    def gone(self) -> None:
        """Leaves; the pages must have been quiet."""
        self.tab.calm()
        self.page.context.close()


@pytest.fixture
def newcomer(browser: Any, explorer: Server) -> Iterator[Any]:
    came: list[Newcomer] = []

    def come(size: dict[str, int] = WIDE) -> Newcomer:
        came.append(Newcomer(browser, explorer, size))
        return came[-1]

    yield come
    for one in came:
        one.gone()


def seal(node: Any) -> bool:
    """True for words in the colour of what was chosen."""
    return bool(node.evaluate("e => getComputedStyle(e).color") == SEAL)


def link(page: Any, server: Server) -> str:
    """The address of a page as one would send it, without the server."""
    return str(page.url.removeprefix(server.address.rstrip("/")))


def sent(browser: Any, server: Server, path: str) -> Tab:
    """The same address in a browser that knows nothing of the first."""
    made = tab(browser, own=origin(server.address))
    made.page.goto(server.address.rstrip("/") + path)
    return made


# -- three clicks ------------------------------------------------------------------------------------------------------
@SIZES
@pytest.mark.parametrize("typed", ["一事联办", "yishilianban"])
def test_what_a_reform_achieved_and_the_sentence_that_says_so(newcomer: Any, size: dict[str, int], typed: str) -> None:
    one = newcomer(size)
    one.click(one.seek(typed).first)
    one.page.wait_for_url("**/id/reform/**")
    assert "一事联办" in one.page.locator("h1").inner_text()
    outcome = one.page.locator(".line", has=one.page.locator(".fig b", has_text="60.90%")).first
    assert "基数未说明" in outcome.inner_text()  # achieved, and from where is not said
    one.click(outcome.locator("summary"))
    assert outcome.locator("mark").inner_text() == "60.90%"
    assert ACHIEVED in outcome.locator("blockquote").inner_text()
    one.click(outcome.get_by_role("link", name="在报告中阅读"))
    one.page.wait_for_url("**/report/**")
    sentence = one.page.locator(":target")
    assert ACHIEVED in sentence.inner_text()
    assert seal(sentence)
    assert one.clicks <= 3


def test_the_start_page_itself_says_what_a_reform_achieved(newcomer: Any) -> None:
    one = newcomer()
    example = one.page.locator(".examples article", has_text="一事联办")
    assert example.locator(".sentence mark").inner_text() == "60.90%"
    assert one.clicks == 0


@SIZES
def test_who_was_responsible_and_the_words_behind_it(newcomer: Any, size: dict[str, int]) -> None:
    one = newcomer(size)
    one.click(one.seek("武汉云").first)
    one.page.wait_for_url("**/id/platform/**")
    body = one.page.locator(".line", has_text="武汉市政务服务和大数据管理局").first
    assert body.is_visible()
    assert "报告主体" in one.page.locator("main").inner_text()  # that the report names no other is said
    one.click(
        body.locator("summary"), position={"x": 6, "y": 12}
    )  # the chevron: the name beside it leads to the body's page
    assert body.locator("blockquote mark").inner_text().strip()
    assert one.clicks <= 3


@SIZES
def test_which_figures_are_approximate(newcomer: Any, size: dict[str, int]) -> None:
    one = newcomer(size)
    one.click(one.page.locator(".examples a", has_text="约数").first)
    one.page.wait_for_url("**/ask/approximate-figures**")
    figures = one.page.locator("table.answer .figure")
    assert figures.count() >= 10
    assert all(read.strip()[0] in "≥≈≤" for read in one.page.locator("table.answer .figure + small").all_inner_texts())
    first = figures.first.inner_text()
    one.click(one.page.locator("tr.said summary").first)
    assert one.page.locator("blockquote mark:visible").first.inner_text() in (first, first.strip())
    assert one.clicks <= 3


# -- there, back and shared --------------------------------------------------------------------------------------------
def test_from_the_search_to_the_quote_in_the_report_and_back_and_shared(
    newcomer: Any, browser: Any, explorer: Server
) -> None:
    one = newcomer()
    page = one.page
    page.locator("main [data-seek]").fill("武汉云")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    page.locator("section#initiative .hit a, main .hit a").filter(has_text="武汉云").first.click()
    page.wait_for_url("**/id/platform/**")
    thing = page.url
    line = page.locator(".line", has_text="16家").first
    line.locator("summary").click()
    words = line.locator("blockquote").inner_text()
    line.get_by_role("link", name="在报告中阅读").click()
    page.wait_for_url("**/report/**")
    sentence = page.locator(":target")
    assert seal(sentence)
    assert "16家" in sentence.inner_text()
    assert "".join(sentence.inner_text().split()) in "".join(words.split())
    shared = link(page, explorer)
    page.go_back()
    page.wait_for_url(thing)
    assert page.locator("h1").inner_text() == "武汉云"
    again = sent(browser, explorer, shared)
    assert again.page.locator(":target").inner_text() == sentence_of(one, shared)
    assert seal(again.page.locator(":target"))
    again.calm()
    again.page.context.close()


def sentence_of(one: Newcomer, path: str) -> str:
    """The marked sentence of an address, in the first browser."""
    one.page.goto(one.server.address.rstrip("/") + path)
    return str(one.page.locator(":target").inner_text())


def test_a_statement_open_in_the_reader_is_shared(newcomer: Any, browser: Any, explorer: Server) -> None:
    one = newcomer()
    page = one.page
    page.goto(explorer.address + "report/wuhan-2021")
    figure = page.locator(".c a", has_text="60.90%").first
    figure.click()
    page.wait_for_selector("#card")
    again = sent(browser, explorer, link(page, explorer))
    assert again.page.locator("#card").inner_text() == page.locator("#card").inner_text()
    assert seal(again.page.locator(".c a", has_text="60.90%").first)
    again.calm()
    again.page.context.close()


def test_an_edge_of_a_view_shows_its_quote_and_leads_to_it_in_the_report(newcomer: Any, explorer: Server) -> None:
    one = newcomer()
    page = one.page
    page.goto(explorer.address + "view/reforms-outcomes")
    until(page, "performance.getEntriesByName('govkg-usable').length")
    at = page.evaluate(
        "(() => { const path = document.querySelector('.line.explicit .stroke'), m = path.getScreenCTM();"
        " const p = path.getPointAtLength(path.getTotalLength() / 2); return [p.x + m.e, p.y + m.f]; })()"
    )
    page.mouse.click(*at)
    assert "报告称" in page.locator("#panel .what").inner_text()
    quote = page.locator("#panel mark").first.inner_text()
    page.locator("#panel .where a").first.click()
    page.wait_for_url("**/report/**")
    assert seal(page.locator(":target"))
    assert "".join(quote.split())[:12] in "".join(page.locator(":target").inner_text().split())
    page.go_back()
    page.wait_for_selector("#panel mark")
    assert page.locator("#panel mark").first.inner_text() == quote  # the panel is as it was left


def test_the_state_of_a_view_is_copied_and_reopened(newcomer: Any, browser: Any, explorer: Server) -> None:
    one = newcomer()
    page = one.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin(explorer.address).rstrip("/"))
    page.goto(explorer.address + "view/reforms-outcomes")
    page.locator("[data-option='basis/item']").uncheck()
    page.locator("#search").fill("一事联办")
    page.keyboard.press("Enter")
    page.locator("#copy").click()
    until(page, "document.getElementById('told').textContent")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    again = sent(browser, explorer, copied.removeprefix(explorer.address.rstrip("/")))
    again.page.wait_for_selector("#panel mark")
    for what in ("#panel", "#stage"):
        assert again.page.locator(what).inner_text() == page.locator(what).inner_text()
    assert not again.page.locator("[data-option='basis/item']").is_checked()
    again.calm()
    again.page.context.close()
