"""Views over places and years in Chromium: every tile, dot and cell leads to its words, on any screen."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import NARROW, WIDE, needed
from tests.browser.viewing import open_table, opened, tab, taken, told
from tests.views.provinces import provinces

from govkg import views

pytestmark = needed
__all__ = ["tab"]  # a fixture
GIVEN = {"diffusion": {"scheme": "一网通办"}, "phrases": {"phrase": "一网通办"}, "panel": {"metric": "办理时限"}}
ROWS = {"diffusion": 5, "phrases": 5, "panel": 4}
NAMES = pytest.mark.parametrize("name", list(GIVEN))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("places")
    return {n: views.write(provinces(), n, out=folder / f"{n}.html", **g) for n, g in GIVEN.items()}


@NAMES
def test_no_width_scrolls_sideways_and_words_are_large_enough(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = opened(tab(pages[name], scheme="dark"))
    for lang in ("zh", "en"):
        page.click(f"[data-lang={lang}]")
        for width in (320, 390, 1040, 1440, 2560):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(30)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
            assert page.locator(".card").first.is_visible()
    small = page.evaluate("[...document.querySelectorAll('#drawing text')].filter((e) => parseFloat(getComputedStyle(e).fontSize) < 12).length")  # fmt: skip
    assert small == 0


@NAMES
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
def test_words_stay_inside_their_cards(tab: Any, pages: dict[str, Path], name: str, size: dict[str, int]) -> None:
    page = opened(tab(pages[name], size))
    for lang in ("zh", "en"):
        page.click(f"[data-lang={lang}]")
        out = page.evaluate("""() => [...document.querySelectorAll('.card')].flatMap((g) => {
            const box = g.querySelector('.hit').getBoundingClientRect();
            return [...g.querySelectorAll('text')].map((t) => t.getBoundingClientRect())
              .filter((t) => t.right > box.right + 3 || t.left < box.left - 3 || t.bottom > box.bottom + 3).map(() => g.getAttribute('aria-label'));
        })""")
        assert out == []


@NAMES
def test_every_card_opens_its_quote_and_the_address_keeps_it(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = opened(tab(pages[name]))
    data = told(page)
    for card in page.locator(".card").all()[:8]:
        card.click()
        node = data["nodes"][data["plans"][0]["cards"][card.get_attribute("data-card")]["ref"]]
        assert page.locator("#panel mark").first.inner_text() == data["passages"][node["passage"]]["quote"]
    assert "#" in page.url
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert page.locator("#panel mark").count() == 1


@NAMES
def test_the_table_holds_the_same_with_every_quote(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    open_table(page)
    assert page.locator("#table tbody tr").count() == ROWS[name]
    assert all(t.strip() for t in page.locator("#table td.q").all_inner_texts())
    assert taken(page, "#csv").decode("utf-8-sig").count("\r\n") == ROWS[name] + 1


@NAMES
def test_the_picture_taken_along_has_its_own_inks(tab: Any, pages: dict[str, Path], name: str) -> None:
    page = tab(pages[name])
    svg = taken(page, "#svg").decode()
    assert "class=" not in svg and "http://" not in svg.replace("http://www.w3.org", "")
    if name == "panel":
        assert "未收录该年报告" in svg and "报告未给出数值" in svg and "提到处未能读出" in svg
    else:
        assert (
            len(
                re.findall(
                    r"<text[^>]*>[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新台港澳]</text>", svg
                )
            )
            == 34
        )
    assert taken(page, "#png")[:4] == b"\x89PNG"


def test_filters_empty_a_tile_and_the_map_stays(tab: Any, pages: dict[str, Path]) -> None:
    page = opened(tab(pages["diffusion"]))
    assert page.locator("[data-card=p510000]").count() == 1
    page.locator("[data-option='kind/plan']").click()
    assert page.locator("[data-card=p510000]").count() == 0
    assert page.locator("[data-card=p440000]").count() == 1
