"""Finding in Chromium: the start page, the search that offers while one types, results, views, the page about the graph."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.chromium import needed
from tests.web.serving import ROOT, Server, enc, serving

from govkg import pipeline
from govkg.library import Library

axes = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = needed
WIDE, NARROW = 1440, 390
PAYLOAD = "<img src=x onerror=window.ran=1>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A report whose title, body and words are markup."""
    root = tmp_path_factory.mktemp("hostile") / "w"
    folder = root / "sources" / "linzhu-2022"
    shutil.copytree(ROOT / "tests" / "queries" / "two-cities" / "sources" / "linzhu-2022", folder)
    text = (folder / "text.txt").read_text(encoding="utf-8")
    text = text.replace("云澜通", f"云澜通{PAYLOAD}").replace("好差评", f"好差评{PAYLOAD}")
    (folder / "text.txt").write_text(text, encoding="utf-8", newline="\n")
    told = (folder / "source.toml").read_text(encoding="utf-8").splitlines()
    made = [
        f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"' if line.startswith("sha256") else
        f'title = "{PAYLOAD}{line[9:]}' if line.startswith('title = "') else line
        for line in told
    ]  # fmt: skip
    (folder / "source.toml").write_text("\n".join(made) + "\n", encoding="utf-8")
    pipeline.build(Library(root, root))
    with serving(root, tmp_path_factory.mktemp("hostile-log")) as s:
        yield s


class Tab:
    """An open page; what it complained of and which other hosts it asked."""

    def __init__(self, browser: Any, server: Server, width: int = WIDE, scheme: str = "light", **more: Any) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN", **more
        )
        self.page = self.context.new_page()
        self.base = server.address.rstrip("/")
        self.wrong: list[str] = []
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.on("request", lambda r: None if r.url.startswith((self.base, "data:")) else self.wrong.append(r.url))

    def go(self, path: str) -> Any:
        """Opens a page of the server."""
        self.page.goto(self.base + path)
        return self.page


@pytest.fixture
def tab(browser: Any, explorer: Server) -> Iterator[Any]:
    opened: list[Tab] = []

    def new(at: Server | None = None, **more: Any) -> Tab:
        opened.append(Tab(browser, at or explorer, **more))
        return opened[-1]

    yield new
    for one in opened:
        one.context.close()
        assert one.wrong == []


def typed(page: Any, words: str, field: str = ".wide [data-seek]") -> Any:
    """Types into a search and gives the list that opens."""
    page.locator(field).click()
    page.keyboard.type(words)
    offers = page.locator(f"#{page.locator(field).get_attribute('aria-controls')}")
    offers.locator("[role=option]").first.wait_for(timeout=10_000)
    return offers


def test_what_is_typed_opens_a_list_that_keys_walk_and_enter_follows(tab: Any) -> None:
    page = tab().go("/?lang=zh")
    offers = typed(page, "yishilianban")
    field = page.locator(".wide [data-seek]")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = offers.locator("[aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    assert "一事联办" in chosen.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/reform/**")
    assert "一事联办" in page.locator("h1").inner_text()


def test_escape_closes_the_list_and_enter_alone_searches(tab: Any) -> None:
    page = tab().go("/?lang=zh")
    offers = typed(page, "数据")
    page.keyboard.press("Escape")
    assert offers.is_hidden()
    assert page.locator(".wide [data-seek]").get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert page.locator("section#figure .hit").count() == 6


def test_a_slash_leads_to_the_search_on_every_page(tab: Any) -> None:
    page = tab().go("/about?lang=zh")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    offers = typed(page, "武汉云", ".seek [data-seek]")
    assert "武汉云" in offers.inner_text()


def test_axe_finds_nothing_in_an_open_list(tab: Any) -> None:
    for width in (WIDE, NARROW):
        page = tab(width=width).go("/?lang=zh")
        offers = typed(page, "办理")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert offers.locator("mark.met").count() > 3
        found = axes.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_an_option_that_is_clicked_is_followed(tab: Any) -> None:
    page = tab().go("/?lang=zh")
    typed(page, "60.90%").locator("[role=option]", has_text="60.90%").first.click()
    page.wait_for_url("**/id/statement/**")


def test_words_that_an_input_method_still_holds_are_not_asked_for(tab: Any) -> None:
    page = tab().go("/?lang=zh")
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/suggest" in r.url else None)
    field = page.locator(".wide [data-seek]")
    field.evaluate(
        "e => { e.focus(); e.value = 'wuh'; e.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true})) }"
    )
    page.wait_for_timeout(400)
    assert asked == []
    field.evaluate(
        "e => { e.value = '武汉'; e.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true})) }"
    )
    page.locator(".wide .offers [role=option]").first.wait_for()
    assert len(asked) == 1


def test_all_of_it_works_without_javascript(tab: Any) -> None:
    page = tab(java_script_enabled=False).go("/?lang=zh")
    page.locator(".wide [name=q]").fill("一事联办")
    page.locator(".wide button").click()
    page.locator("section#initiative a", has_text="一事联办").first.click()
    assert "/id/reform/" in page.url
    page.goto(page.url.split("/id/")[0] + "/view?lang=zh")
    page.locator("#neighbourhood select").select_option(label="一事联办")
    page.locator("#neighbourhood button").click()
    assert "/view/neighbourhood?" in page.url


def test_what_a_reform_achieved_is_one_click_from_the_start_and_its_sentence_is_there(tab: Any) -> None:
    page = tab().go("/?lang=zh")
    example = page.locator(".examples article").first
    assert "一事联办" in example.inner_text()
    assert "60.90%" in example.locator(".sentence mark").inner_text()
    assert example.locator("a.surface").first.get_attribute("href").startswith("/report/wuhan-2021")
    example.locator("p a").first.click()
    assert "一事联办" in page.locator("h1").inner_text()


def test_who_was_responsible_is_two_clicks_from_the_start(tab: Any) -> None:
    page = tab().go("/?lang=zh")
    page.locator("section:has(#k-Platform) a", has_text="武汉云").first.click()
    assert "武汉市政务服务和大数据管理局" in page.locator("main").inner_text()


def test_which_figures_are_approximate_is_asked_with_one_click(tab: Any) -> None:
    page = tab().go("/?lang=zh")
    (link,) = page.locator(".examples h3 a", has_text="约数").all()
    assert link.get_attribute("href").partition("?")[0] == "/ask/approximate-figures"


def test_markup_in_a_report_stays_text_in_lists_options_and_forms(tab: Any, hostile: Server) -> None:
    for path in ("/", f"/search?q={enc(PAYLOAD)}", f"/search?q={enc('好差评')}", "/view", "/search?kind=Report"):
        page = tab(hostile).go(path)
        assert page.evaluate("window.ran") is None
        assert page.locator("main img").count() == 0
    assert PAYLOAD in page.locator("main").inner_text()
    page = tab(hostile).go("/")
    offers = typed(page, "img src")
    assert PAYLOAD in offers.inner_text()
    assert offers.locator("img").count() == 0
    assert page.evaluate("window.ran") is None


def test_a_view_opens_in_the_explorer_and_leads_back(tab: Any) -> None:
    page = tab().go("/view?lang=zh")
    page.locator("#neighbourhood select").select_option(label="一事联办")
    page.locator("#neighbourhood button").click()
    page.locator("#home a").first.click()
    assert page.url.split("/", 3)[3] == "?lang=zh"
