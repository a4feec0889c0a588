"""Makes docs/images/reforms-outcomes.png, the README's picture, from the bundled graph: ``python docs/images/make.py``.

Needs Chromium (``CHROMIUM`` names it where it is not on the path) and playwright. Text on screen differs by a machine's fonts,
so the picture is not compared byte by byte.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import govkg
from govkg import views

FIGURE = "60.90%"  # shown with its words in the margin
WIDTH, HEIGHT = 1440, 960
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]


def main(out: Path) -> None:
    """Writes the view, opens it, chooses a figure, and keeps what a reader then sees."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p:
        view = views.write(govkg.open(), "reforms-outcomes", out=Path(folder) / "view.html")
        browser = p.chromium.launch(executable_path=chromium, args=ARGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(view.as_uri())
        figure = page.locator(".card", has_text=FIGURE).first
        figure.click()
        figure.evaluate("(e) => scrollTo(0, e.getBoundingClientRect().top + scrollY - 480)")
        page.mouse.move(2, 2)
        page.wait_for_timeout(300)
        page.screenshot(path=out)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("reforms-outcomes.png"))
