"""One Chromium for all tests of pages, and the two graphs served for them.

It ends with the last test of this folder, not with the session: as long as it runs, Playwright holds the thread's event
loop, and tests elsewhere that need one, or a Chromium of their own, would fail.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import ARGS, CHROMIUM
from tests.views.cities import cities
from tests.web.serving import Server, serving

FOLDER = Path(__file__).parent
_running: list[Any] = []  # Playwright and its Chromium, while there are any


@pytest.fixture(scope="module")
def browser() -> Any:
    """Chromium, started by the first module that needs it."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    if not _running:
        _running.append(sync_api.sync_playwright().start())
        _running.append(_running[0].chromium.launch(executable_path=CHROMIUM, args=list(ARGS)))
    return _running[1]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """Ends Chromium after the last test of this folder, once that test's own fixtures are gone."""
    try:
        yield
    finally:
        if _running and (nextitem is None or FOLDER not in nextitem.path.parents):
            _running.pop().close()
            _running.pop().stop()


@pytest.fixture(scope="session")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bundled graph, served."""
    with serving(None, tmp_path_factory.mktemp("explorer"), "--timeout", "10") as s:
        yield s


@pytest.fixture(scope="session")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two invented cities of two years, served."""
    library = cities().library
    assert library
    with serving(library.root, tmp_path_factory.mktemp("towns"), "--workers", "1") as s:
        yield s
