"""The pages in Chromium: nothing is asked of the network, they fit, places are those of Python, every word is a click away."""

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import NARROW, needed
from tests.browser.viewing import (
    KG,
    NAMES,
    SIZES,
    drawn,
    many,
    open_table,
    opened,
    pages,
    placed,
    tab,
    told,
    until,
)

from govkg import analysis, views
from govkg.analysis import Picture
from govkg.graph import Graph
from govkg.views import cards, lanes, scene
from govkg.views.plan import Plan

pytestmark = needed
__all__ = ["pages", "tab"]  # fixtures


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
    assert "/?lang=zh" in links and "/view?lang=zh" in links
    assert any(re.fullmatch(r"/id/platform/[^/?]+\?lang=zh", x) for x in links)
    (quote,) = [x for x in links if x.startswith("/report/")]
    start = int(re.fullmatch(r"/report/wuhan-2021\?at=(\d+)&lang=zh#c\1", quote)[1])  # type: ignore[index]
    passage = told(page)["passages"]
    assert start in {p["sentence"] for p in passage.values()}


# -- places ------------------------------------------------------------------------------------------------------------
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
