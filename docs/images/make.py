"""Makes the README's pictures in docs/images from the bundled graph: ``python docs/images/make.py``.

``reforms-outcomes.png`` is the view with a figure chosen, ``reader.png`` the report with the same figure's sentence, as
``govkg serve`` shows it. Needs Chromium (``CHROMIUM`` names it where it is not on the path) and playwright. Text on screen
differs by a machine's fonts, so the pictures are not compared byte by byte.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import govkg
from govkg import views

FIGURE = "60.90%"  # shown with its words in the margin
REPORT = "wuhan-2021"
WIDTH, HEIGHT = 1440, 900
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of the bundled graph."""
    command = [sys.executable, "-m", "govkg", "serve", "--port", "0", "--json", "--log", os.devnull]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout
            told = ""
            while not told.rstrip().endswith("}"):
                told += process.stdout.readline()
            yield json.loads(told)["address"]
        finally:
            process.terminate()


def main(out: Path) -> None:
    """Opens the view and the reader, chooses a figure in each, and keeps what one then sees."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p, served() as address:
        view = views.write(govkg.open(), "reforms-outcomes", out=Path(folder) / "view.html")
        browser = p.chromium.launch(executable_path=chromium, args=ARGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="zh-CN")
        page.goto(view.as_uri() + "#lang=zh")
        page.fill("#search", FIGURE)
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        page.screenshot(path=out / "reforms-outcomes.png")
        page.goto(f"{address}report/{REPORT}")
        page.locator(".m.k-Result a", has_text=FIGURE).first.click()
        page.wait_for_timeout(600)
        page.screenshot(path=out / "reader.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
