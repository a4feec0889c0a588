"""Every view as a file, the network off: quiet, within its window, accessible, and every card and line gives its words.

In Chinese of the bundled graph, in English of two invented cities. axe looks at each, and its address is opened in a fresh window,
light in the one and dark in the other, at a desk or on a phone by turns; in ``python dev.py soak`` at both widths.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import NARROW, WIDE, Tab, needed, tab
from tests.browser.viewing import until
from tests.conftest import SOAK
from tests.views.cities import GRAPHS

from govkg import messages, views
from govkg.views import catalogue

pytestmark = needed
OF = {"zh": "wuhan", "en": "cities"}
GIVEN = {
    "wuhan": {
        "of": "城市大脑",
        "to": "一码互联",
        "report": "wuhan-2021",
        "metric": "办理时限",
        "phrase": "一网通办",
        "a": "2021",
        "b": "2022",
    },
    "cities": {
        "of": "云澜通",
        "to": "“助企直通车”专区",
        "report": "yunlan-2022",
        "metric": "办理时限",
        "phrase": "最多跑一次",
        "a": "云澜市",
        "b": "临渚市",
    },
}
# The Wuhan report sets itself no target in figures; in neither graph is a body connected through another alone.
EMPTY = (("closure", "zh"), ("brokers", "zh"), ("brokers", "en"))
MARKED = "document.querySelector('#panel mark')?.textContent || ''"
SPOTS = {
    "card": "#drawing [data-card], #list [data-card], .cloud-list [data-node]",
    "line": "#drawing [data-line], .cloud-list [data-line]",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Every view in its graph's language."""
    folder = tmp_path_factory.mktemp("standalone")
    made = {}
    for lang, graph in OF.items():
        for name in catalogue.names():
            needs = ("report",) if name == "document" else catalogue.view(name).required
            given = {p: GIVEN[graph][p] for p in needs}
            out = folder / f"{name}.{lang}.html"
            made[name, lang] = views.write(GRAPHS[graph](), name, out=out, lang=lang, **given)
    return made


@pytest.fixture(params=[(lang, size) for lang in OF for size in (WIDE, NARROW)], ids=["zh-1440", "zh-390", "en-1440", "en-390"], scope="module")  # fmt: skip
def offline(request: pytest.FixtureRequest, browser: Any) -> Iterator[tuple[Tab, str]]:
    lang, size = request.param
    dark = (lang == "zh") == (size is NARROW)
    made = tab(browser, size, "dark" if dark else "light")
    made.page.context.set_offline(True)
    yield made, lang
    made.page.context.close()


@pytest.mark.parametrize(("n", "name"), [pytest.param(n, name, id=name) for n, name in enumerate(catalogue.names())])
def test_a_view_works_from_a_file_without_a_network(
    offline: tuple[Tab, str], browser: Any, files: dict[tuple[str, str], Path], n: int, name: str
) -> None:
    opened, lang = offline
    page = opened.page
    turn = SOAK or (page.viewport_size == NARROW) == (n % 2 == 1)
    page.goto(files[name, lang].as_uri())
    until(page, "performance.getEntriesByName('govkg-usable').length")
    opened.fits()
    opened.kept(f"file-{name}-{lang}-{page.viewport_size['width']}")
    if page.locator("button[data-community]").count():
        page.locator("button[data-community]").first.click()
    if (name, lang) in EMPTY:
        assert page.query_selector(SPOTS["card"]) is None
        assert messages.text("view.none", lang)[:11] in page.locator("body").inner_text()
        if turn:
            opened.accessible()
        opened.calm()
        return
    for what, spots in SPOTS.items():
        spot = page.query_selector(spots)
        if what == "card" or spot:
            spot.dispatch_event("click")
            until(page, f"{MARKED} !== ''")
            assert page.evaluate(MARKED) in page.locator("#panel blockquote").first.inner_text()
            if what == "card":
                if turn:
                    again(browser, page)
                page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
                opened.fits()
                if turn:
                    opened.accessible()
            page.keyboard.press("Escape")
            until(page, f"{MARKED} === ''")
    opened.calm()


def again(browser: Any, page: Any) -> None:
    """The address in a fresh window opens the same panel."""
    other = browser.new_page(viewport=page.viewport_size)
    other.goto(page.url)
    until(other, f"{MARKED} !== ''")
    assert other.locator("#panel").inner_text() == page.locator("#panel").inner_text()
    other.close()
