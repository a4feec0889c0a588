"""The views that measure, in Chromium: quiet, within the window, open to everybody, and the words a click away."""

from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed
from tests.views.cities import cities

from govkg import views

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = needed
GIVEN = {
    "metric": {"metric": "办理时限"}, "burden": {}, "timeline": {}, "compare": {"a": "云澜市", "b": "临渚市"},
}  # fmt: skip
NAMES = pytest.mark.parametrize("name", list(GIVEN))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    folder = tmp_path_factory.mktemp("plots")
    return {
        (name, lang): views.write(cities(), name, out=folder / f"{name}-{lang}.html", lang=lang, **given)
        for name, given in GIVEN.items()
        for lang in ("zh", "en")
    }


def opened(browser: Any, path: Path, width: int, scheme: str, said: list[str]) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.on("console", lambda m: said.append(f"console {m.type}: {m.text}"))
    page.on("pageerror", lambda e: said.append(f"error: {e}"))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else said.append(r.url))
    page.goto(path.as_uri())
    page.wait_for_selector(".card")
    return page


@NAMES
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_a_view_is_quiet_fits_its_window_and_is_open_to_everybody(
    browser: Any, files: dict[tuple[str, str], Path], name: str, width: int, lang: str, scheme: str
) -> None:
    said: list[str] = []
    page = opened(browser, files[name, lang], width, scheme, said)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = axe.Axe().run(page)
    assert [v["id"] for v in found.response["violations"]] == []
    page.close()
    assert said == []


@NAMES
@pytest.mark.parametrize("width", [390, 1440])
def test_a_click_on_a_mark_shows_the_words_and_the_address_leads_back(
    browser: Any, files: dict[tuple[str, str], Path], name: str, width: int
) -> None:
    said: list[str] = []
    page = opened(browser, files[name, "zh"], width, "light", said)
    page.locator(".card").nth(1).click()
    page.wait_for_selector("#panel blockquote mark")
    words, address = page.locator("#panel blockquote").inner_text(), page.url
    assert "#" in address
    page.close()
    again = browser.new_page(viewport={"width": width, "height": 900})
    again.goto(address)
    again.wait_for_selector("#panel blockquote mark")
    assert again.locator("#panel blockquote").inner_text() == words
    again.close()
    assert said == []
