"""The page of a difference in Chromium: it fits the screen, folds without a script, and asks nobody for anything."""

from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import needed

from govkg import resources
from govkg.difference import difference, page

pytestmark = needed


@pytest.mark.parametrize(("width", "lang"), [(1440, "zh"), (390, "en")])
def test_a_change_is_read_at_any_width(browser: Any, tmp_path: Path, width: int, lang: str) -> None:
    old = resources.path("ontology/govkg.ttl").read_text(encoding="utf-8")
    for name, text in (("old.ttl", old), ("new.ttl", old.replace('"reform"@en', '"reform of how things are done"@en'))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    file = tmp_path / "changes.html"
    file.write_text(page.page(difference(tmp_path / "old.ttl", tmp_path / "new.ttl"), lang), encoding="utf-8")
    tab: Any = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark")
    asked: list[str] = []
    tab.on("request", lambda r: asked.append(r.url))
    tab.on("console", lambda m: asked.append(m.text))
    tab.goto(file.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.locator("ins:visible", has_text="reform of how things are done").count() == 1
    tab.locator("summary").first.click()
    assert tab.locator("ins:visible").count() == 0
    assert asked == [file.as_uri()]
    tab.close()
