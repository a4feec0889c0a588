"""A real Chromium for the tests of pages: what it is started with, what a page did that it should not, what it looks like.

Whoever wants to see the pages sets ``SIGHTS``: ``SIGHTS=1 python dev.py test tests/browser`` keeps pictures of them in ``build/sights``.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

# The same Chromium without a window around its pages is half as dear to open.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
ARGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run")  # fmt: skip
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SIGHTS = Path(__file__).parents[2] / "build" / "sights"  # pictures of pages; git ignores them
LONG = 6000  # px of a page that a picture of it shows
needed = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
# Whatever a page runs that it should not, and whatever the policy had to stop, is noted in the page itself.
WATCH = """
window.stopped = [];
addEventListener('securitypolicyviolation', (e) => window.stopped.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""


@dataclass
class Tab:
    """An open page and everything that it complained of or asked for elsewhere."""

    page: Any
    said: list[str] = field(default_factory=list)

    def calm(self) -> None:
        """Fails when the page complained, asked another host, or had something stopped by its policy."""
        stopped = self.page.evaluate("window.stopped || []")
        assert (self.said, stopped) == ([], [])

    def fits(self) -> None:
        """Fails when the page is wider than its window."""
        wider = self.page.evaluate(
            "[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
            ".slice(0, 3).map((e) => e.outerHTML.slice(0, 120))"
        )
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, wider

    def accessible(self) -> None:
        """Fails with axe's findings, one line each."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        lines = [
            f"{v['id']}: {n['html'][:160]} {n['target'][:1]} {(n['any'] or [{}])[0].get('message', '')[:160]}"
            for v in found
            for n in v["nodes"][:3]
        ]
        assert not lines, "\n".join(lines)

    def kept(self, name: str) -> None:
        """Keeps a picture of the page, of a very long one its beginning, for whoever asked for pictures."""
        if not os.environ.get("SIGHTS"):
            return
        SIGHTS.mkdir(parents=True, exist_ok=True)
        file = SIGHTS / f"{re.sub('[^a-z0-9-]+', '-', name.lower()).strip('-')}.png"
        wide, tall = self.page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        self.page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": wide, "height": min(tall, LONG)})


def tab(
    browser: Any, size: dict[str, int] = WIDE, scheme: str = "light", locale: str = "zh-CN", own: str = "file:"
) -> Tab:
    """A new page; ``own`` is what its requests may begin with."""
    page = browser.new_context(viewport=size, color_scheme=scheme, locale=locale).new_page()
    made = Tab(page)
    page.add_init_script(WATCH)

    def asked(url: str) -> None:
        if not url.startswith((own, "data:", "blob:")):
            made.said.append(f"request: {url}")

    def opened(dialog: Any) -> None:
        made.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def logged(message: Any) -> None:
        if message.type in ("error", "warning"):
            made.said.append(f"console {message.type}: {message.text}")

    page.on("console", logged)
    page.on("pageerror", lambda e: made.said.append(f"error: {e}"))
    page.on("dialog", opened)
    page.on("request", lambda r: asked(r.url))
    return made


def origin(address: str) -> str:
    """The part of an address that all requests of its pages share.

    >>> origin("http://127.0.0.1:80/x?y")
    'http://127.0.0.1:80/'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"
