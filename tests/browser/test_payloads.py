"""Texts that would run, as names, quotes, metrics, parameters, addresses, file names and queries: nothing runs, all is shown as text.

The server is asked for every text, at one place each; the browser opens every seventh of those answers, in which every way out, all
that runs and every place occur, and one thing in 36. ``python dev.py soak`` opens them all, and one thing in twelve.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pytest
from tests.browser import hostile
from tests.browser.chromium import Tab, needed, origin, tab
from tests.browser.payloads import CALL, RUNS, payloads
from tests.browser.viewing import taken, until
from tests.conftest import SOAK
from tests.web.serving import Server, serving

from govkg import store, views
from govkg.graph import Graph
from govkg.views import catalogue

pytestmark = needed
NAMED = {
    "metric": hostile.NAMES[0] + "量",
    "report": "stranger-2021",
    "of": hostile.NAMES[7],
    "to": hostile.NAMES[0],
    "phrase": hostile.NAMES[0],
    "a": "2021",
    "b": "2022",
}
PLACES = ("/search?q={x}", "/query?query={x}", "/ask/outcomes-of-reform?reform={x}", "/ask/words-in-text?text={x}", "/compare?a={x}&b={x}",
          "/report/stranger-2021?of={x}&show=unread", "/view/neighbourhood?of={x}", "/{x}", "/id/{x}", "/?lang={x}&data={x}", "/ask/{x}",
          "/view/{x}", "/report/{x}", "/coverage?report={x}", "/query?query=SELECT%20*%20%7B%7D&view={x}&x={x}", "/query?query={literal}",
          "/view/metric?metric={x}&place={x}", "/report/stranger-2021?s={x}")  # fmt: skip
PAGES = ("/", "/search?q=window", "/report/stranger-2021", "/report", "/ask/reforms-and-outcomes", "/coverage", "/about", "/view",
         "/view/reforms-outcomes", "/view/whole", "/ask/top-metrics?view=chart", "/compare?a=2021&b=2022", "/ontology",
         "/query?" + urlencode({"query": "SELECT ?x ?n { ?x rdfs:label ?n } LIMIT 300"}),
         "/query?" + urlencode({"query": "SELECT (IRI('javascript:window.ran=1') AS ?x) {}"}))  # fmt: skip
FILES = ("/index.json", "/search.json?q=window", "/report/stranger-2021.json", "/ask/reforms-and-outcomes.json", "/view/reforms-outcomes.json",
         "/coverage.json", "/api/ask/reforms-and-outcomes", "/api/ask/reforms-and-outcomes?format=csv")  # fmt: skip
# Elements, attributes and addresses that no page of ours has, so that any of them came out of a text.
FOREIGN = """(() => {
    const alien = 'embed, object, math, marquee, base, video, iframe[srcdoc], meta[http-equiv=refresh i], foreignObject, animate';
    const runs = (a) => /^on/i.test(a.name) || (/^(href|src|action|formaction|xlink:href|data)$/i.test(a.name) && /^\\s*javascript:/i.test(a.value));
    return [window.ran || 0, window.stopped || [], [...document.querySelectorAll('*')].filter((e) => e.matches(alien)
        || [...e.attributes].some(runs)).map((e) => e.outerHTML.slice(0, 160))];
})()"""


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("strangers")
    with serving(hostile.workspace(folder / "w"), folder, "--timeout", "10") as s:
        yield s


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(store.memory(hostile.quads()))


@pytest.fixture(scope="module")
def visit(browser: Any, strangers: Server) -> Iterator[Tab]:
    made = tab(browser, own=origin(strangers.address))
    yield made
    made.page.context.close()


def unharmed(opened: Tab, where: str) -> None:
    """Nothing ran, nothing had to be stopped by the policy, no element or handler came out of a text."""
    assert opened.page.evaluate(FOREIGN) == [0, [], []], where
    shouted = [s for s in opened.said if not s.startswith("console error: Failed to load resource")]
    assert shouted == [], where
    opened.said.clear()


def went(opened: Tab, server: Server, path: str) -> int:
    """Opens a page; its status."""
    answer = opened.page.goto(origin(server.address) + path.lstrip("/"), wait_until="domcontentloaded")
    unharmed(opened, path)
    status: int = answer.status
    return status


def placed(text: str, place: str) -> str:
    """An address with a text in it."""
    literal = f"SELECT ({json.dumps(text, ensure_ascii=True)} AS ?x) {{}}"
    return place.format(x=quote(text, safe=""), literal=quote(literal, safe=""))


@pytest.mark.parametrize("name", catalogue.names())
def test_standalone_views_of_a_report_that_means_harm(browser: Any, graph: Graph, tmp_path: Path, name: str) -> None:
    given = {p: NAMED[p] for p in catalogue.view(name).required}
    out = tmp_path / f"x' onload={CALL.replace('/', '')} '<b>.html"
    opened = tab(browser)
    page = opened.page
    page.goto(views.write(graph, name, out=out, **given).as_uri())
    until(page, "performance.getEntriesByName('govkg-usable').length")
    unharmed(opened, name)
    page.evaluate("[...document.querySelectorAll('[data-card], [data-line], [data-community]')].slice(0, 24).forEach((e) =>"
                  " e.dispatchEvent(new MouseEvent('click', { bubbles: true })))")  # fmt: skip
    unharmed(opened, name)
    page.evaluate(
        "(at) => { location.hash = at; }",
        urlencode({"q": hostile.NAMES[0], "at": hostile.NAMES[1], "open": hostile.NAMES[2]}),
    )
    until(page, f"document.getElementById('search').value === {json.dumps(hostile.NAMES[0])}")
    unharmed(opened, name)
    svg = tmp_path / "taken.svg"
    svg.write_bytes(taken(page, "#svg"))
    foreign = {e.tag.rpartition("}")[2] for e in ET.fromstring(svg.read_bytes()).iter()}
    assert foreign <= {"svg", "g", "path", "rect", "text", "title", "circle", "line", "polygon", "ellipse"}
    saved = tmp_path / "saved.html"
    saved.write_bytes(taken(page, "#save"))
    for file in (svg, saved):
        page.goto(file.as_uri())
        unharmed(opened, f"{name} {file.name}")
    page.context.close()


def test_parameters_addresses_and_queries(visit: Tab, strangers: Server) -> None:
    for text, place in list(zip(payloads(), cycle(PLACES), strict=False))[:: 1 if SOAK else 7]:
        path = placed(text, place)
        assert went(visit, strangers, path) < 500, path


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_a_report_that_means_harm(visit: Tab, strangers: Server, path: str) -> None:
    assert went(visit, strangers, path) == 200
    visit.page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    unharmed(visit, path)


def test_a_statement_that_means_harm_is_opened_in_the_reader(visit: Tab, strangers: Server) -> None:
    went(visit, strangers, "/report/stranger-2021")
    for n in (0, 7, 40):
        visit.page.locator("[data-choose]").nth(n).click()
        visit.page.wait_for_selector("#card")
        unharmed(visit, f"statement {n}")
        visit.page.keyboard.press("Escape")


def test_offers_while_one_types(visit: Tab, strangers: Server) -> None:
    went(visit, strangers, "/")
    field = visit.page.locator(".wide [data-seek]")
    offers = visit.page.locator(f"#{field.get_attribute('aria-controls')}")
    for run in RUNS[:6]:
        field.fill(run.replace("{x}", CALL)[:24])
        offers.locator("[role=option]", has_text="window.ran").first.wait_for()
        unharmed(visit, run)
        field.fill("")


def test_pages_of_things_that_mean_harm(visit: Tab, strangers: Server) -> None:
    found = strangers.query(
        "SELECT ?x ?n { ?x rdfs:label ?n FILTER(CONTAINS(STR(?n), 'window.ran') && STRSTARTS(STR(?x), 'https://w3id.org/govkg/id/')) } ORDER BY ?x"
    )
    things = {row["x"]: row["n"] for row in found.rows}
    assert len(things) >= 400
    for iri in list(things)[:: 12 if SOAK else 36]:
        assert went(visit, strangers, iri.removeprefix("https://w3id.org/govkg")) == 200
        assert CALL in visit.page.locator("h1").inner_text()


@pytest.mark.parametrize("path", FILES)
def test_what_is_downloaded_is_no_page(strangers: Server, path: str) -> None:
    reply = strangers.get(path, Accept="*/*")
    assert reply.status == 200
    assert "window.ran" in reply.text or path == "/coverage.json"
    assert reply.type.startswith(("application/json", "text/csv", "application/sparql-results+json"))
    assert reply.headers["x-content-type-options"] == "nosniff"
    if path.endswith("csv"):
        rows = list(csv.reader(io.StringIO(reply.text.removeprefix("\ufeff"))))
        assert any("cmd|" in cell for row in rows for cell in row)
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_no_answer_of_the_server_holds_a_payload_as_markup(strangers: Server) -> None:
    for text, place in zip(payloads(), islice(cycle(PLACES), 7, None), strict=False):
        reply = strangers.get(placed(text, place), Accept="text/html")
        assert reply.status < 500, (place, text)
        assert text not in reply.text or reply.type.startswith("application/json"), (place, text)
