"""The handbook in Chromium, wide and narrow, light and dark: languages, anchors, search, and nobody is asked for anything.

What is measured is measured in every window; what is done is done at a desk and on a phone, in ``python dev.py soak`` in every window.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed
from tests.conftest import SOAK

from govkg import handbook

pytestmark = needed
SIZES = {
    "wide": ({"width": 1440, "height": 900}, "light"), "wide-dark": ({"width": 1440, "height": 900}, "dark"),
    "narrow": ({"width": 390, "height": 844}, "light"), "zoomed": ({"width": 720, "height": 450}, "dark"),
}  # fmt: skip
measured = pytest.mark.parametrize("tab", list(SIZES), indirect=True)
done = pytest.mark.parametrize("tab", list(SIZES) if SOAK else ["wide", "narrow"], indirect=True)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return handbook.write(tmp_path_factory.mktemp("handbook") / "ontology.html")


@pytest.fixture
def tab(request: pytest.FixtureRequest, browser: Any, file: Path) -> Iterator[Any]:
    size, scheme = SIZES[request.param]
    opened = browser.new_page(viewport=size, color_scheme=scheme)
    asked: list[str] = []
    opened.on("request", lambda r: asked.append(r.url))
    opened.on("console", lambda m: asked.append(m.text))
    opened.on("pageerror", lambda e: asked.append(str(e)))
    opened.goto(file.as_uri())
    yield opened
    assert asked == [file.as_uri()]
    opened.close()


def seen(tab: Any, what: str) -> int:
    """How many elements of a selector are to be seen (Playwright's own ``:visible`` takes seconds for thousands)."""
    shown = (
        "(s) => [...document.querySelectorAll(s)].filter((e) => e.checkVisibility({ visibilityProperty: true })).length"
    )
    return int(tab.evaluate(shown, what))


def fits(tab: Any) -> bool:
    return bool(tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@measured
def test_the_page_is_as_wide_as_the_screen_in_both_languages(tab: Any) -> None:
    assert fits(tab)
    tab.locator("label", has_text="English").click()
    assert fits(tab)
    tab.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert fits(tab)


@done
def test_the_switch_changes_every_word_and_the_page_remembers_nothing_it_need_not(tab: Any) -> None:
    assert tab.locator("html").get_attribute("lang") == "zh-Hans"
    assert tab.locator("#Reform .definition").first.is_visible()
    assert "改革" in tab.locator("#Reform h3").inner_text()
    assert seen(tab, ".zh") > 1000
    assert seen(tab, ".en") == 0
    tab.locator("label", has_text="English").click()
    assert tab.locator("html").get_attribute("lang") == "en"
    assert tab.title() == "Ontology of government work reports"
    assert tab.locator("#Reform h3").inner_text().startswith("reform")
    assert seen(tab, ".zh") == 0
    assert tab.locator("#Reform blockquote").is_visible()


@done
def test_an_anchor_is_the_local_name(tab: Any, file: Path) -> None:
    tab.evaluate("location.hash = '#Observation'")
    tab.wait_for_function("Math.abs(document.getElementById('Observation').getBoundingClientRect().top) < 60")
    tab.locator("#Observation a[href='#Result']:visible").first.click()
    tab.wait_for_function("Math.abs(document.getElementById('Result').getBoundingClientRect().top) < 60")
    assert tab.url.endswith("#Result")


@done
def test_an_anchor_in_a_folded_list_opens_it(tab: Any) -> None:
    row = tab.locator("[id='metric/processingTime']")
    assert not row.is_visible()
    tab.evaluate("location.hash = '#metric/processingTime'")
    row.wait_for(state="visible")


@done
def test_concepts_are_found_by_any_of_their_names(tab: Any) -> None:
    tab.locator("#search").fill("办理周期")
    assert tab.locator("[id='metric/processingTime']").is_visible()
    shown = tab.locator(".scheme tbody tr[id]:visible").count()
    assert 0 < shown < 10
    assert str(shown) in tab.locator("#hits").inner_text()
    tab.locator("#search").fill("no such concept at all")
    assert tab.locator(".scheme:visible").count() == 0
    tab.locator("#search").fill("")
    assert tab.locator(".scheme:visible").count() > 10


@done
def test_terms_are_found_in_the_contents(tab: Any) -> None:
    if not tab.locator("#find").is_visible():
        tab.locator("#contents summary").click()
    tab.locator("#find").fill("listedunder")
    names = tab.locator("#contents a[data-find]:visible")
    assert names.count() == 1
    tab.locator("#find").press("Enter")
    assert tab.url.endswith("#listedUnder")


@measured
def test_pictures_are_seen_in_one_width_and_their_words_lie_inside(tab: Any) -> None:
    for name in ("ladder", "figure", "participation", "way"):
        assert tab.locator(f"#picture-{name} svg:visible").count() == 1
    outside = tab.evaluate("""() => [...document.querySelectorAll('figure svg')].filter(s => s.checkVisibility()).flatMap(s => {
      const box = s.getBoundingClientRect();
      return [...s.querySelectorAll('text')].filter(t => { const b = t.getBoundingClientRect();
        return b.left < box.left - 1 || b.right > box.right + 1 || b.bottom > box.bottom + 1; }).map(t => t.textContent); })""")
    assert outside == []


@done
def test_the_keyboard_is_enough_to_switch(tab: Any) -> None:
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowRight")
    assert tab.locator("#lang-en").is_checked()
    assert seen(tab, ".zh") == 0
