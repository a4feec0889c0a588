"""Makes the picture of the README from a view: ``python docs/picture.py VIEW.html docs/images/reforms-outcomes.png``.

Needs Playwright (a test dependency) and Chromium; ``CHROMIUM`` names its program where it is not on the path.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

WIDTH, HEIGHT = 1440, 1000


def shoot(view: Path, out: Path, figure: str = "60.90%") -> None:
    """Opens a view, chooses a figure so that its words stand beside the drawing, and writes what a reader sees.

    Raises SystemExit when there is no Chromium.
    """
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        raise SystemExit("no Chromium on this machine; install it or set CHROMIUM")
    out.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(view.resolve().as_uri())
        chosen = page.locator(".card", has_text=figure).first
        chosen.click()
        # From the heading of its section on, so that the reader sees where in the report it stands.
        chosen.evaluate(
            "(e) => { const top = e.getBoundingClientRect().top;"
            " const heads = [...document.querySelectorAll('.head')].map((h) => h.getBoundingClientRect().top);"
            " scrollTo(0, Math.max(...heads.filter((y) => y < top)) + scrollY - 56); }"
        )
        page.mouse.move(1, 1)
        page.wait_for_timeout(300)
        page.screenshot(path=str(out))
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    shoot(Path(sys.argv[1]), Path(sys.argv[2]))
