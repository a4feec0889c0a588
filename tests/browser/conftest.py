"""One Chromium for all tests of pages, and the bundled graph served for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.chromium import ARGS, CHROMIUM
from tests.web.serving import Server, serving


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as p:
        made = p.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        yield made
        made.close()


@pytest.fixture(scope="session")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bundled graph, served."""
    with serving(None, tmp_path_factory.mktemp("explorer"), "--timeout", "10") as s:
        yield s
