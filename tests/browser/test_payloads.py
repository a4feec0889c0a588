"""Texts that would run, as names, quotes, metrics, parameters, addresses, file names and queries: nothing runs, all is shown as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from tests.browser import hostile
from tests.browser.chromium import Tab, needed, origin, tab
from tests.browser.payloads import CALL, payloads
from tests.web.serving import Server, serving

from govkg import store, views
from govkg.graph import Graph
from govkg.views import catalogue

pytestmark = needed
NAMED = {"metric": hostile.NAMES[0] + "量", "report": "stranger-2021", "of": hostile.NAMES[7], "a": "2021", "b": "2022"}
PLACES = ("/search?q={x}", "/query?query={x}", "/ask/outcomes-of-reform?reform={x}", "/ask/words-in-text?text={x}", "/compare?a={x}&b={x}",
          "/report/stranger-2021?of={x}&show={x}", "/view/neighbourhood?of={x}", "/{x}", "/id/{x}", "/?lang={x}&data={x}",
          "/ask/{x}", "/view/{x}", "/coverage?report={x}", "/query?query=SELECT%20*%20%7B%7D&view={x}&x={x}")  # fmt: skip


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("strangers")
    with serving(hostile.workspace(folder / "w"), folder, "--timeout", "10") as s:
        yield s


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(store.memory(hostile.quads()))


def unharmed(opened: Tab, where: str) -> None:
    """Nothing ran, nothing had to be stopped by the policy, no element came out of a text."""
    assert opened.page.evaluate("window.ran || 0") == 0, where
    assert opened.page.evaluate("window.stopped || []") == [], where
    assert (
        opened.page.locator("[onerror], [onload], [onfocus], [ontoggle], [onbegin], [onstart], [onmouseover]").count()
        == 0
    ), where
    assert (
        opened.page.locator(
            "embed, object, math, marquee, base, video, iframe[srcdoc], meta[http-equiv=refresh]"
        ).count()
        == 0
    ), where
    assert (
        opened.page.locator("[href^='javascript:' i], [action^='javascript:' i], [src^='javascript:' i]").count() == 0
    ), where
    shouted = [s for s in opened.said if not s.startswith("console error: Failed to load resource")]
    assert shouted == [], where
    opened.said.clear()


@pytest.mark.parametrize("name", catalogue.names())
def test_standalone_views_of_a_report_that_means_harm(browser: Any, graph: Graph, tmp_path: Path, name: str) -> None:
    given = {p: NAMED[p] for p in catalogue.view(name).required}
    out = tmp_path / f"x' onload={CALL.replace('/', '')} '<b>.html"
    opened = tab(browser)
    opened.page.goto(views.write(graph, name, out=out, **given).as_uri())
    opened.page.wait_for_selector("#panel", state="attached")
    unharmed(opened, name)
    for spot in opened.page.locator("[data-card]").all()[:12]:
        spot.dispatch_event("click")
    unharmed(opened, name)
    opened.page.context.close()


def test_parameters_addresses_and_queries(browser: Any, strangers: Server) -> None:
    opened = tab(browser, own=origin(strangers.address))
    for text, place in zip(payloads(), cycle(PLACES), strict=False):
        path = place.format(x=quote(text, safe=""))
        opened.page.goto(origin(strangers.address) + path.lstrip("/"))
        unharmed(opened, path)
    opened.page.context.close()


@pytest.mark.parametrize("path", ["/", "/search?q=window", "/report/stranger-2021", "/report", "/ask/reforms-and-outcomes", "/coverage",
                                  "/about", "/view/reforms-outcomes", "/ask/top-metrics?view=chart", "/compare?a=2021&b=2022",
                                  "/query?" + urlencode({"query": "SELECT ?x ?n { ?x rdfs:label ?n } LIMIT 300"})])  # fmt: skip
def test_pages_of_a_report_that_means_harm(browser: Any, strangers: Server, path: str) -> None:
    opened = tab(browser, own=origin(strangers.address))
    answer = opened.page.goto(origin(strangers.address) + path.lstrip("/"))
    assert answer.status == 200
    unharmed(opened, path)
    opened.page.context.close()


def test_pages_of_things_that_mean_harm(browser: Any, strangers: Server) -> None:
    opened = tab(browser, own=origin(strangers.address))
    found = strangers.query(
        "SELECT ?x ?n { ?x rdfs:label ?n FILTER(CONTAINS(STR(?n), 'window.ran') && STRSTARTS(STR(?x), 'https://w3id.org/govkg/id/')) } ORDER BY ?x"
    )
    things = {row["x"]: row["n"] for row in found.rows}
    assert len(things) >= 400
    for iri in list(things)[::8]:
        opened.page.goto(origin(strangers.address) + iri.removeprefix("https://w3id.org/govkg/"))
        assert CALL in opened.page.locator("h1").inner_text()
        unharmed(opened, iri)
    opened.page.context.close()


def test_no_answer_of_the_server_holds_a_payload_as_markup(strangers: Server) -> None:
    for n, text in enumerate(payloads()):
        for place in PLACES[n % 3 :: 3]:
            reply = strangers.get(place.format(x=quote(text, safe="")), Accept="text/html")
            assert text not in reply.text or "application/json" in reply.type, (place, text)
