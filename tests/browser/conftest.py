"""One Chromium for all tests of pages, and the two graphs served for them.

Scoped to this folder: a test elsewhere may start a Chromium of its own, and two at once in one process fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.chromium import ARGS, CHROMIUM
from tests.views.cities import cities
from tests.web.serving import Server, serving


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as p:
        made = p.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        yield made
        made.close()


@pytest.fixture(scope="package")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bundled graph, served."""
    with serving(None, tmp_path_factory.mktemp("explorer"), "--timeout", "10") as s:
        yield s


@pytest.fixture(scope="package")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two invented cities of two years, served."""
    library = cities().library
    assert library
    with serving(library.root, tmp_path_factory.mktemp("towns"), "--workers", "1") as s:
        yield s
