"""Every page of the explorer, in both languages, on a phone and at a desk, light and dark: quiet, within its window, accessible.

A page is opened once in each language and then made as narrow as a phone. axe, which costs more than everything else together, looks
at each page once, by turns in both languages, at a desk and on a phone; ``python dev.py soak`` has it look all four times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.browser.chromium import NARROW, WIDE, Tab, needed, tab
from tests.conftest import SOAK
from tests.views.cities import cities
from tests.web.serving import Server

import govkg
from govkg.graph import Graph
from govkg.views import catalogue

pytestmark = needed
BASE = "https://w3id.org/govkg/"
EXAMPLES = {
    "of": "城市大脑",
    "to": "一码互联",
    "report": "wuhan-2021",
    "metric": "processingTime",
    "phrase": "一网通办",
    "a": "2021",
    "b": "2022",
}
# A page of a thing of each class, and of each sort of statement.
KINDS = (
    "Reform", "Platform", "Campaign", "Organisation", "PolicyDocument", "Place", "Award", "Report", "Scheme", "KnownBody", "Result",
    "DerivedObservation", "Attribution", "Milestone", "PlannedMilestone", "Recognition", "Participation", "Composition", "Mandate",
    "Shortcoming", "IgnoredSentence", "ReadingFinding", "Evidence",
)  # fmt: skip
# What two cities of two years show beside it: values over years, targets, the same thing elsewhere.
TOWNS = {
    "reform": "?x a gov:Reform ; rdfs:label '最多跑一次'@zh", "platform": "?x a gov:Platform ; rdfs:label '云澜通'@zh",
    "target": "?x a gov:Target", "place": "?x a gov:Place", "metric": "?s gov:metric ?x",
}  # fmt: skip
COUNTS = "SELECT ?class (COUNT(*) AS ?n) { ?x a ?class } GROUP BY ?class ORDER BY DESC(?n) LIMIT 5"
REFORMS = "SELECT ?x ?n { ?x a gov:Reform ; rdfs:label ?n } ORDER BY ?n LIMIT 5"
WAYS = {"zh": ("light", "dark"), "en": ("dark", "light")}  # at a desk, on a phone
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@cache
def wuhan() -> Graph:
    return govkg.open()


def first(kg: Graph, pattern: str) -> str:
    """The page of the first thing that a pattern fits."""
    return "/" + str(kg.query(f"SELECT ?x {{ {pattern} }} ORDER BY ?x LIMIT 1").rows[0]["x"]).removeprefix(BASE)


def asked(path: str, given: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(given)}" if given else path


def addresses() -> Iterator[tuple[str, str, str]]:
    """Name, server and path of every page."""
    of_wuhan = {
        "start": "/", "found": "/search?q=数据", "nothing-found": "/search?q=zzzzzz", "search": "/search", "views": "/view", "questions": "/ask",
        "question": "/ask/outcomes-of-reform?reform=一事联办&why=2", "question-table": "/ask/reforms-and-outcomes?view=table",
        "question-chart": "/ask/burden-reduction?view=chart", "question-form": "/ask/units-of-reform", "approximate": "/ask/approximate-figures",
        "query": "/query", "query-result": asked("/query", {"query": REFORMS}), "query-chart": asked("/query", {"query": COUNTS, "view": "chart"}),
        "query-wrong": asked("/query", {"query": "SELECT ?x {\n ?x a gov:Reform ;;; nix }"}), "compare": "/compare", "coverage": "/coverage",
        "ontology": "/ontology", "about": "/about", "reports": "/report", "reader": "/report/wuhan-2021", "unread": "/report/wuhan-2021?show=unread",
        "missing": "/nothing-is-here", "missing-thing": "/id/reform/nothing", "concept": "/vocab/metric/processingTime",
    }  # fmt: skip
    for name, path in of_wuhan.items():
        yield name, "explorer", path
    said = first(wuhan(), "?x a gov:Result ; gov:metric ?m").rpartition("/")[2]
    yield "reader-card", "explorer", f"/report/wuhan-2021?s={said}#s{said}"
    for kind in KINDS:
        yield kind, "explorer", first(wuhan(), f"?x a gov:{kind}")
    for name in catalogue.names():
        yield (
            f"view-{name}",
            "explorer",
            asked(f"/view/{name}", {p: EXAMPLES[p] for p in catalogue.view(name).required}),
        )
    for name, pattern in TOWNS.items():
        yield f"towns-{name}", "towns", first(cities(), pattern)
    sides = {"a": "最多跑一次（云澜市）", "b": "最多跑一次（临渚市）"}
    of_towns = {
        "start": "/", "compared": asked("/compare", sides), "years": "/compare?a=2021&b=2022", "coverage": "/coverage", "account":
        "/coverage?report=linzhu-2023", "reports": "/report", "chart": "/ask/metric-values?metric=办理时限&view=chart",
        "view-compare": asked("/view/compare", {"a": "云澜市", "b": "临渚市"}), "view-metric": asked("/view/metric", {"metric": "办理时限"}),
    }  # fmt: skip
    for name, path in of_towns.items():
        yield f"towns-{name}", "towns", path


@pytest.fixture(params=WAYS, scope="module")
def reader(request: pytest.FixtureRequest, browser: Any) -> Iterator[tuple[Tab, str]]:
    made = tab(browser, WIDE, WAYS[request.param][0], LOCALES[request.param], "http://127.0.0.1:")
    yield made, request.param
    made.page.context.close()


PAGES = [pytest.param(n, name, server, path, id=name) for n, (name, server, path) in enumerate(addresses())]


@pytest.mark.parametrize(("n", "name", "server", "path"), PAGES)
def test_a_page_is_quiet_fits_and_is_accessible(
    reader: tuple[Tab, str], explorer: Server, towns: Server, n: int, name: str, server: str, path: str
) -> None:
    opened, lang = reader
    opened.said.clear()
    at = {"explorer": explorer, "towns": towns}[server].address.rstrip("/")
    opened.page.set_viewport_size(WIDE)
    opened.page.emulate_media(color_scheme=WAYS[lang][0])
    answer = opened.page.goto(at + path, wait_until="load")
    missing = name.startswith("missing")
    assert answer.status == (404 if missing else 400 if name == "query-wrong" else 200)
    if answer.status != 200:
        opened.said.clear()  # the browser itself reports a page that is not there
    assert opened.page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    assert opened.page.locator("h1").count() == 1
    for k, (size, scheme) in enumerate(zip((WIDE, NARROW), WAYS[lang], strict=True)):
        opened.page.set_viewport_size(size)
        opened.page.emulate_media(color_scheme=scheme)
        opened.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        opened.kept(f"{name}-{lang}-{size['width']}-{scheme}")
        opened.fits()
        opened.page.evaluate("for (const d of document.querySelectorAll('main details')) d.open = true")
        opened.fits()
        if SOAK or n % 4 == 2 * (lang == "en") + k:
            opened.accessible()
    opened.calm()
