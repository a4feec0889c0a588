"""The pages in Chromium: nothing is asked of the network, words are text, and what a reader does works."""

import csv
import io
import itertools
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import govkg
from govkg import analysis, rdf, store, views
from govkg.analysis import Picture
from govkg.graph import Graph
from govkg.statements import Attribution, Entity, Evidence, Observation, Statement
from govkg.views import cards, lanes, scene
from govkg.views.plan import Plan

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run"]  # fmt: skip
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
KG = govkg.open()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as p:
        made = p.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("views")
    return {
        "whole": views.write(KG, "reforms-outcomes", out=folder / "whole.html"),
        "around": views.write(KG, "neighbourhood", of="城市大脑", out=folder / "around.html"),
    }


def until(page: Any, true: str) -> None:
    """Waits for what a script says (Playwright's own waiting would need eval, which the page's policy forbids)."""
    for _ in range(200):
        if page.evaluate(true):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never true: {true}")


@dataclass
class Tab:
    """An open page and everything that it complained of or asked for."""

    page: Any
    said: list[str]


@pytest.fixture
def tab(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    opened: list[Tab] = []

    def open_page(path: Path, size: dict[str, int] = WIDE, scheme: str = "light") -> Any:
        page = browser.new_page(viewport=size, color_scheme=scheme)
        said: list[str] = []
        page.on("console", lambda m: said.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda e: said.append(f"error: {e}"))
        page.on("dialog", lambda d: d.dismiss())
        page.on("dialog", lambda d: said.append(f"dialog: {d.message}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else said.append(f"request: {r.url}"),
        )
        page.goto(path.as_uri())
        page.wait_for_selector(".card, .list [data-card]")
        until(page, "performance.getEntriesByName('govkg-usable').length")
        opened.append(Tab(page, said))
        return page

    yield open_page
    for one in opened:
        one.page.close()
        assert one.said == []


SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
NAMES = pytest.mark.parametrize("name", ["whole", "around"])


def told(page: Any) -> Any:
    return json.loads(page.locator("#data").text_content())


def drawn(page: Any) -> set[str]:
    return set(page.locator(".card").evaluate_all("(all) => all.map((e) => e.dataset.card)"))


def opened(page: Any) -> Any:
    """Every section open, every card drawn."""
    if page.locator("[aria-expanded=false].head").count():
        page.click("#unfold")
        if page.locator("[aria-expanded=false].head").count():
            page.click("#unfold")
    until(page, "[...document.querySelectorAll('#drawing > g:not([class])')].every((g) => g.childElementCount)")
    return page


def open_table(page: Any) -> None:
    """Opens the table, whose rows are made when it stands open."""
    page.click("#table summary")
    page.locator("#table tbody tr").first.wait_for()


def taken(page: Any, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.click(button)
    return Path(waiting.value.path()).read_bytes()


# -- look --------------------------------------------------------------------------------------------------------------
@NAMES
@SIZES
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_fit_and_are_readable(
    tab: Any, pages: dict[str, Path], name: str, size: dict[str, int], lang: str
) -> None:
    page = tab(pages[name], size, "dark" if lang == "en" else "light")
    page.click(f"[data-lang={lang}]")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    small = page.evaluate(
        "[...document.body.querySelectorAll('*')].filter((e) => !['SCRIPT', 'STYLE'].includes(e.tagName) && e.textContent.trim()"
        " && parseFloat(getComputedStyle(e).fontSize) < 12).length"
    )
    assert small == 0
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    assert page.locator("footer").inner_text().count("CC BY 4.0") == 1


@NAMES
def test_no_width_scrolls_sideways(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    for width in (320, 390, 720, 1039, 1040, 1367, 1368, 2560):  # 720 is what a screen of 1440 px shows at 200 %
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(30)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        assert page.locator(".card, .list [data-card]").first.is_visible()


@NAMES
@SIZES
@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "light"), ("zh", "dark"), ("en", "dark")])
def test_axe_finds_nothing(
    tab: Any, pages: dict[str, Path], name: str, size: dict[str, int], lang: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = tab(pages[name], size, scheme)
    page.click(f"[data-lang={lang}]")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.locator(".card, .list [data-card]").first.click()
    page.wait_for_timeout(200)  # until nothing fades any more
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found] == []


@NAMES
def test_words_stay_inside_their_cards_and_apart(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = opened(tab(pages[name]))
    for lang in ("zh", "en"):
        page.click(f"[data-lang={lang}]")
        opened(page)
        boxes = page.evaluate(
            "[...document.querySelectorAll('#drawing text')].map((e) => {"
            " const b = e.getBoundingClientRect(); return [e.textContent, b.left, b.top, b.right, b.bottom]; })"
        )
        assert len(boxes) > 8
        # A box of SVG text is as tall as the face, taller than its glyphs: six px of shared leading are no overlap.
        clash = [(a[0], b[0]) for a, b in itertools.combinations(boxes, 2)
                 if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 6 and b[2] < a[4] - 6]  # fmt: skip
        assert clash == []
        over = page.evaluate(
            "[...document.querySelectorAll('.card')].filter((g) => { const hit = g.querySelector('.hit').getBoundingClientRect();"
            " return [...g.querySelectorAll('text')].some((t) => { const b = t.getBoundingClientRect();"
            " return b.left < hit.left - 2 || b.right > hit.right + 2; }); }).map((g) => g.getAttribute('aria-label'))"
        )
        assert over == []


def test_the_first_look_fits_one_screen(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    assert page.locator("#drawing").bounding_box()["height"] <= lanes.FIRST
    assert page.locator("#table summary").bounding_box()["y"] < 900
    heads = page.locator(".head[aria-expanded=false]")
    shut = heads.count()
    assert shut >= 2
    before = drawn(page)
    heads.first.focus()
    page.keyboard.press("Enter")
    assert heads.count() == shut - 1
    assert before < drawn(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"


def test_a_page_is_small_and_soon_usable(tab: Any, pages: dict[str, Path]) -> None:
    assert pages["whole"].stat().st_size < 500_000
    page = tab(pages["whole"])
    usable = page.evaluate("performance.getEntriesByName('govkg-usable')[0].startTime")
    assert usable < 2000  # < 500 on a quiet machine; this one may be busy


def test_thousands_of_cards_are_drawn_as_they_come_near(tab: Any, tmp_path: Path) -> None:
    path = many(3000, tmp_path / "many.html")
    page = tab(path)
    first = page.locator(".card").count()
    assert 0 < first < 1000
    usable = page.evaluate("performance.getEntriesByName('govkg-usable')[0].startTime")
    assert usable < 4000  # < 1000 on a quiet machine
    page.evaluate("scrollTo(0, document.getElementById('drawing').getBoundingClientRect().height)")
    until(page, f"document.querySelectorAll('.card').length > {first}")
    assert page.locator("#drawing").bounding_box()["height"] > 30_000


def many(outcomes: int, path: Path) -> Path:
    """A report of as many outcomes, with all its sections open."""
    text = ""
    made: list[Statement] = []

    def words(a: int, b: int) -> Evidence:
        start = text.rfind("\n", 0, a) + 1
        return Evidence("stranger-2021", a, b, text[a:b], "", "", start, len(text), "一")

    for n in range(outcomes // 4):
        name = f"第{n}号改革"
        start = len(text)
        text += name
        spots = []
        for k in range(3):
            text += f"办件{n * 3 + k}件，"
            figure = f"{n * 3 + k}件"
            spots.append((len(text) - 1 - len(figure), len(text) - 1))
        text += "。\n"
        made.append(Entity(id=f"e{n}", evidence=words(start, start + len(name)), rule="r", kind="Reform", name=name, domain="policy"))  # fmt: skip
        for k, (a, b) in enumerate(spots):
            made.append(Observation(id=f"o{n}-{k}", evidence=words(a, b), rule="r", about=f"Reform/{name}",
                                    metric_as_written="办件", value=str(n * 3 + k), unit="件", start="2021", end="2021"))  # fmt: skip
            made.append(Attribution(id=f"a{n}-{k}", evidence=words(start, b), rule="r", initiative=f"Reform/{name}",
                                    outcome=f"o{n}-{k}", basis="explicit"))  # fmt: skip
    return views.write(store.memory(rdf.quads(Stranger(text), made)), "reforms-outcomes", out=path)


# -- words a click away ------------------------------------------------------------------------------------------------
def test_a_click_on_a_figure_shows_its_words(tab: Any, pages: dict[str, Path]) -> None:
    page = opened(tab(pages["whole"]))
    page.locator(".card", has_text="60.90%").first.click()
    panel = page.locator("#panel")
    assert panel.locator("mark").first.inner_text() == "60.90%"
    assert "办理时限、申请材料、办理环节、跑动次数分别压减60.90%" in panel.locator("blockquote").first.inner_text()
    assert "↓ 60.90 %" in panel.inner_text() and "基数未说明" in panel.inner_text()
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_a_click_on_a_line_shows_its_words(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["around"])
    at = page.evaluate(
        "(() => { const path = document.querySelector('.line.explicit .stroke'), m = path.getScreenCTM();"
        " const p = path.getPointAtLength(path.getTotalLength() / 2); return [p.x + m.e, p.y + m.f + 4]; })()"
    )
    page.mouse.click(*at)  # beside the line: the reach of a line is wide
    assert page.locator("#panel").is_visible()
    assert "报告称" in page.locator("#panel .what").inner_text()
    assert page.locator("#panel mark").count() >= 1
    page.mouse.click(5, 500)
    page.locator("#drawing").click(position={"x": 900, "y": 5})
    assert page.locator("#panel").is_hidden()


def test_strong_and_weak_ties_are_drawn_apart(tab: Any, pages: dict[str, Path]) -> None:
    page = opened(tab(pages["whole"]))
    dashes = {
        basis: page.locator(f".line.attribution.{basis} .stroke").first.evaluate(
            "(e) => getComputedStyle(e).strokeDasharray"
        )
        for basis in ("explicit", "item")
    }
    assert dashes["explicit"] == "none" and dashes["item"] != "none"
    assert page.locator("marker, [marker-end]").count() == 0  # no arrow that would say "caused"


def test_a_standalone_page_links_nowhere_and_the_explorer_links_to_its_pages(
    tab: Any, pages: dict[str, Path], tmp_path: Path
) -> None:
    page = tab(pages["around"])
    page.locator(".card").first.click()
    assert page.locator("a[href]").count() == 0
    path = tmp_path / "home.html"
    path.write_text(views.render(KG, "neighbourhood", "城市大脑", home="/"), encoding="utf-8")
    page = tab(path)
    page.locator(".card[data-kind=Platform]", has_text="城市大脑").first.click()
    links = page.locator("a[href]").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    assert "/" in links and "/view" in links
    assert any(re.fullmatch(r"/id/platform/[^/]+", x) for x in links)
    (quote,) = [x for x in links if x.startswith("/report/")]
    start = int(re.fullmatch(r"/report/wuhan-2021#c(\d+)", quote)[1])  # type: ignore[index]
    passage = told(page)["passages"]
    assert start in {p["sentence"] for p in passage.values()}


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


# -- state -------------------------------------------------------------------------------------------------------------
def test_the_whole_state_is_in_the_address(tab: Any, pages: dict[str, Path]) -> None:
    page = opened(tab(pages["whole"]))
    page.click("[data-lang=en]")
    page.click("[data-theme-choice=dark]")
    page.locator("[data-option='level/output']").uncheck()
    open_table(page)
    page.click("[data-sort=read]")
    page.locator(".card", has_text="60.90%").first.click()
    address = page.evaluate("location.hash")
    again = tab(pages["whole"])
    again.evaluate("(hash) => { location.hash = hash; }", address)
    again.wait_for_selector("#panel mark")
    for one in (page, again):
        assert one.locator("html").get_attribute("lang") == "en"
        assert one.locator("html").get_attribute("data-theme") == "dark"
        assert not one.locator("[data-option='level/output']").is_checked()
        assert one.locator("th[aria-sort=ascending]").count() == 1
        assert one.locator("#panel .figure").inner_text().startswith("60.90%")
        assert one.locator(".head[aria-expanded=false]").count() == 0
    assert again.evaluate("location.hash") == address
    assert drawn(page) == drawn(again)
    again.evaluate("location.hash = ''")
    again.wait_for_selector("#panel", state="hidden")
    assert again.locator("html").get_attribute("lang") == "zh-Hans"


def test_a_link_to_a_folded_thing_opens_its_section_alone(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    shut = page.locator(".head[aria-expanded=false]").count()
    data = told(page)
    cards = data["plans"][0]["cards"]
    ref = next(c["ref"] for c in cards.values() if data["nodes"][c["ref"]]["label"] == "健康码")
    page.evaluate("(ref) => { location.hash = `at=${encodeURIComponent(ref)}`; }", ref)
    page.wait_for_selector(".card.chosen")
    assert page.locator("#panel h2").inner_text() == "健康码"
    assert page.locator(".head[aria-expanded=false]").count() == shut - 1
    again = tab(pages["whole"])
    again.evaluate("(hash) => { location.hash = hash; }", page.evaluate("location.hash"))
    again.wait_for_selector(".card.chosen")
    assert again.evaluate("location.hash") == page.evaluate("location.hash")


def test_an_address_that_names_nothing_is_as_at_first(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["whole"])
    before = drawn(page)
    for hash in ("#at=no/such&off=kind/Nothing,__proto__/x&lang=xx&sort=<b>&open=%E0%A4%A", "#at=~about:x&off=%%%"):
        page.evaluate("(hash) => { location.hash = hash; }", hash)
        page.wait_for_timeout(50)
        assert drawn(page) == before
        assert page.locator("#panel").is_hidden()


def test_a_page_is_saved_with_its_state(tab: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    page = opened(tab(pages["whole"]))
    page.locator(".card", has_text="60.90%").first.click()
    page.click("[data-lang=en]")
    first, second = taken(page, "#save"), taken(page, "#save")
    assert first == second
    path = tmp_path / "saved.html"
    path.write_bytes(first)
    again = tab(path)
    assert again.locator("#panel .figure").inner_text().startswith("60.90%")
    assert again.locator("html").get_attribute("lang") == "en"
    assert taken(again, "#save") == first


def test_a_link_is_copied(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["around"])
    page.locator(".card", has_text="50余个").click()
    page.click("#copy")
    until(page, "document.getElementById('told').textContent")
    assert page.locator("#told").inner_text()[:2] in ("链接", "不能")


# -- taken along -------------------------------------------------------------------------------------------------------
@NAMES
def test_a_picture_is_taken_as_svg_with_its_source_in_it(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    text = taken(page, "#svg").decode()
    root = ET.fromstring(text)
    tags = {e.tag.rpartition("}")[2] for e in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "text", "title", "circle"}
    assert not re.search(r"var\(|class=|style=|href|<script|foreignObject|data-|tabindex|role=", text)
    words = "".join(root.itertext())
    for part in ("CC BY 4.0", "c0694fc77ddfc1a9", told(page)["dataset"][:16], page.locator("#title").inner_text()):
        assert part in words
    assert len([e for e in root.iter() if e.tag.endswith("text")]) > 10
    assert taken(page, "#svg").decode() == text


def test_a_picture_is_taken_as_png(tab: Any, pages: dict[str, Path]) -> None:
    page = tab(pages["around"])
    png = taken(page, "#png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(png[16:20], "big")
    assert width == 2 * (984 + 48)


# -- places ------------------------------------------------------------------------------------------------------------
def placed(page: Any) -> dict[str, tuple[float, float]]:
    found = page.locator(".card").evaluate_all(
        "(all) => all.map((e) => [e.dataset.card, ...e.getAttribute('transform').match(/-?[\\d.]+/g).map(Number)])"
    )
    return {c: (x, y) for c, x, y in found}


@NAMES
def test_the_page_and_python_place_alike(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    data = told(page)
    cards = data["plans"][0]["cards"]
    given = {n["id"]: n for n in data["network"]["nodes"] if not n["hidden"]}
    at = placed(page)
    assert set(at) == set(given)
    page.click("[data-theme-choice=dark]")
    page.click("[data-lang=en]")
    page.click("[data-lang=zh]")
    for where in (at, placed(page)):
        for card, (x, y) in where.items():
            face = cards[card]["faces"]["zh"]
            assert x == pytest.approx(given[card]["x"] - cards[card]["w"] / 2, abs=0.2)
            assert y == pytest.approx(given[card]["y"] - face["h"] / 2, abs=0.2)


def test_the_page_arranges_every_language_and_filter_as_python_does(tab: Any, pages: dict[str, Path]) -> None:
    plan = lanes.plan(analysis.reforms_outcomes(KG.store))
    page = opened(tab(pages["whole"]))
    page.locator("[data-option='kind/Platform']").uncheck()
    page.click("[data-lang=en]")
    opened(page)
    at = placed(page)
    shown = {x["id"] for x in plan.lines if x["from"] in at and x["to"] in at}
    expected, _ = lanes.arrange(plan, set(at), shown, "en")
    assert {c: pytest.approx(xy, abs=0.2) for c, xy in expected.items()} == at


def test_first_look_is_the_same_in_page_and_python(tab: Any, pages: dict[str, Path]) -> None:
    picture = analysis.reforms_outcomes(KG.store)
    shown = scene.first_look(picture, lanes.plan(picture))
    assert drawn(opened(tab(pages["whole"]))) == set(shown.cards)


# -- a narrow plan -----------------------------------------------------------------------------------------------------
def test_a_narrow_screen_draws_the_narrow_plan(tab: Any, tmp_path: Path) -> None:
    picture = analysis.reforms_outcomes(KG.store)
    path = tmp_path / "sheet.html"
    path.write_text(views.page_of(Graph(KG.store), "reforms-outcomes", picture, sheet_plan(picture)), encoding="utf-8")
    page = tab(path)
    assert page.locator("#drawing").bounding_box()["width"] == pytest.approx(992, abs=1)
    many_cards = page.locator(".card").count()
    page.locator(".card").nth(2).click()
    name = page.locator("#panel h2").inner_text()
    page.set_viewport_size(NARROW)
    until(page, "document.getElementById('drawing').getBoundingClientRect().width < 370")
    assert page.locator("#panel h2").inner_text() == name
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == many_cards
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    open_table(page)
    assert page.locator("#table tbody tr").count() == many_cards  # cards that no line joins are rows


def sheet_plan(picture: Picture) -> Plan:
    def wide(size: float) -> Plan:
        made = [cards.outcome(f"s{n}", o, picture, "", size) for n, o in enumerate(list(picture.outcomes.values())[:9])]
        groups = [
            {"title": ("甲", "A") if n == 0 else None, "cards": [{"card": c.id, "x": 0, "y": 0}], "marks": [],
             "height": {k: c.faces[k].height + 8 for k in ("zh", "en")}} for n, c in enumerate(made)
        ]  # fmt: skip
        return Plan("sheet", {c.id: c for c in made}, (), tuple(groups), size)

    return replace(wide(984), narrow=wide(358))


# -- hostile words -----------------------------------------------------------------------------------------------------
HOSTILE = (
    "<script>document.title='ran'</script>", "</script><script>alert(1)</script>", '"onmouseover="alert(1)" x="',
    "javascript:alert(1)", '"""\\u0022 . <urn:x> a <urn:y> ; \\" . }', "<img src=x onerror=alert(1)>", "{{script}}",
    "\u2028alert(1)", "<!--<script>",
)  # fmt: skip


@dataclass(frozen=True)
class Stranger:
    """A report that means harm."""

    text: str
    id: str = "stranger-2021"
    sha256: str = "0" * 64
    title: str = "</title><script>alert(1)</script>"
    body: str = "<b>市局</b>"
    place: str = ""
    code: str = ""
    covers: str = "2021"
    plans: str = "2022"
    dated: str = "2022-01-01"
    published: str = ""
    url: str = "javascript:alert(1)"
    copy_quality: tuple[str, str] = ("<i>副本</i>", "<i>copy</i>")


def strange(names: tuple[str, ...] = HOSTILE) -> tuple[Stranger, list[Statement]]:
    text = ""
    made: list[Statement] = []
    for n, name in enumerate(names):
        start = len(text)
        text += f"{name}办件{n}件。\n"
        figure = start + len(name) + 2

        def words(a: int, b: int, whole: str, first: int = start) -> Evidence:
            return Evidence("stranger-2021", a, b, whole[a:b], "", "", first, len(whole), "一")

        made.append(Entity(id=f"e{n}", evidence=words(start, start + len(name), text), rule=name, kind="Reform", name=name,
                           aliases=(name + "!",), domain="policy"))  # fmt: skip
        made.append(Observation(id=f"o{n}", evidence=words(figure, figure + 2, text), rule="r", about=f"Reform/{name}",
                                metric_as_written=name, value=str(n), unit="件", start="2021", end="2021"))  # fmt: skip
        made.append(Attribution(id=f"a{n}", evidence=words(start, figure + 2, text), rule="r",
                                initiative=f"Reform/{name}", outcome=f"o{n}", basis="explicit"))  # fmt: skip
    return Stranger(text), made


@SIZES
def test_hostile_words_run_nothing_and_show_as_text(tab: Any, tmp_path: Path, size: dict[str, int]) -> None:
    source, statements = strange()
    kg = store.memory(rdf.quads(source, statements))
    page = tab(views.write(kg, "reforms-outcomes", out=tmp_path / "hostile.html"), size)
    names = page.locator(".card[data-kind=Reform], .list .name")
    assert names.count() == len(HOSTILE)
    assert "ran" not in page.title()
    assert page.locator("img, iframe, a[href], .card script, .list script, [onmouseover]").count() == 0
    open_table(page)
    written = "".join(page.locator("#table").text_content().split())
    for n, name in enumerate(HOSTILE):
        assert "".join(name.split()) in written
        names.nth(n).hover()
        names.nth(n).click()
        heading = page.locator("#panel h2").text_content()
        assert heading in HOSTILE
        assert page.locator("#panel mark").first.text_content() == heading
        page.keyboard.press("Escape")
    assert "<i>副本</i>" in page.locator("#source").inner_text()


def test_hostile_words_stay_text_in_what_is_taken_along(tab: Any, tmp_path: Path) -> None:
    source, statements = strange()
    kg = store.memory(rdf.quads(source, statements))
    page = opened(tab(views.write(kg, "reforms-outcomes", out=tmp_path / "hostile.html")))
    taken_svg = taken(page, "#svg").decode()
    root = ET.fromstring(taken_svg)
    assert {e.tag.rpartition("}")[2] for e in root.iter()} <= {"svg", "g", "path", "rect", "text", "title"}
    assert not any(k.startswith("on") or "href" in k for e in root.iter() for k in e.keys())  # noqa: SIM118
    words = "".join("".join(root.itertext()).split())
    assert "<imgsrc=xonerror=alert(1)>" in words
    svg = tmp_path / "taken.svg"
    svg.write_text(taken_svg, encoding="utf-8")
    page.goto(svg.as_uri())
    page.wait_for_timeout(100)
    page = opened(tab(tmp_path / "hostile.html"))
    page.click("[data-lang=en]")
    saved = tmp_path / "saved.html"
    saved.write_bytes(taken(page, "#save"))
    again = tab(saved)
    assert again.locator(".card[data-kind=Reform]").count() == len(HOSTILE)


def payloads() -> tuple[str, ...]:
    """Two hundred texts that would say so if they ran: ten deeds in twenty disguises."""
    deeds = (
        "alert({n})", "window.ran={n}", "document.title='ran{n}'", "top.ran={n}", "self['ran']={n}", "eval('ran={n}')",
        "setTimeout('ran={n}')", "document.body.append('ran{n}')", "location='javascript:ran={n}'", "import('data:text/javascript,ran={n}')",
    )  # fmt: skip
    disguises = (
        "<script>{d}</script>", "</script><script>{d}</script>", "<img src=x onerror={d}>", "<svg onload={d}>", "<svg/onload={d}>",
        '"><script>{d}</script>', "' onmouseover={d} x='", '" onfocus={d} autofocus x="', "javascript:{d}", "<iframe srcdoc='<script>{d}</script>'>",
        "<a href=javascript:{d}>x</a>", "<body onload={d}>", "<details open ontoggle={d}>", "<style onload={d}></style>", "</title><script>{d}</script>",
        "</textarea><script>{d}</script>", "--><script>{d}</script>", "]]><script>{d}</script>", "{{{{{d}}}}}", "<foreignObject><script>{d}</script></foreignObject>",
    )  # fmt: skip
    made = [w.format(d=d) for w in disguises for d in deeds]
    return tuple(text.format(n=n) if "{n}" in text else text for n, text in enumerate(made))


def test_two_hundred_payloads_run_nowhere(tab: Any, tmp_path: Path) -> None:
    names = payloads()
    assert len(set(names)) == 200
    source, statements = strange(names)
    path = tmp_path / "<img src=x onerror=alert(1)>.html"
    views.write(store.memory(rdf.quads(source, statements)), "reforms-outcomes", out=path)
    page = tab(path)
    page.evaluate(
        "async (names) => { const search = document.getElementById('search'); for (const text of names) { search.value = text;"
        " search.dispatchEvent(new Event('input')); search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));"
        " const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));"
        " location.hash = new URLSearchParams({ q: text, at: text, off: text, sort: text, lang: text, open: text }); await changed; } }",
        list(names),
    )
    page.evaluate("location.hash = 'table=1'")
    page.locator("#table tbody tr").first.wait_for()
    opened(page)
    for kind in ("svg", "csv", "save"):
        (tmp_path / f"taken.{kind}").write_bytes(taken(page, f"#{kind}"))
    written = "".join(page.locator("#table").text_content().split())
    assert all("".join(name.split()) in written for name in names)
    saved = (tmp_path / "taken.save").rename(tmp_path / "saved.html")
    for one in (page, tab(saved)):
        assert one.evaluate("typeof ran") == "undefined"
        assert "ran" not in one.title()
        assert one.locator("img, iframe, #stage script, #panel script, #table script, #list script").count() == 0
    ET.fromstring((tmp_path / "taken.svg").read_bytes())
    page.goto((tmp_path / "taken.svg").as_uri())
    assert page.evaluate("typeof ran") == "undefined"


@pytest.mark.parametrize("start", list("=+-@"))
def test_a_cell_of_csv_is_never_a_formula(tab: Any, tmp_path: Path, start: str) -> None:
    formula = f"{start}cmd|' /C calc'!A0"
    source, statements = strange((formula,))
    page = tab(views.write(store.memory(rdf.quads(source, statements)), "reforms-outcomes", out=tmp_path / "f.html"))
    open_table(page)
    rows = list(csv.reader(io.StringIO(taken(page, "#csv").decode("utf-8-sig"))))
    assert any(c == "'" + formula for r in rows for c in r)
    assert not any(c.startswith(("=", "+", "-", "@")) for r in rows for c in r)


def test_policy_lets_nothing_in(pages: dict[str, Path]) -> None:
    text = pages["whole"].read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1] and "http" not in policy[1]
    assert "img-src blob:" in policy[1]  # a picture on its way to PNG, and nothing else
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", text)


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, pages: dict[str, Path]) -> None:
    for name, of, key in (("reforms-outcomes", None, "whole"), ("neighbourhood", "城市大脑", "around")):
        again = views.write(govkg.open(), name, of=of, out=tmp_path / f"{key}.html")
        assert again.read_bytes() == pages[key].read_bytes()
