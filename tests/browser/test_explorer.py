"""Every page of the explorer, in both languages, on a phone and at a desk, light and dark: quiet, within its window, accessible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.browser.chromium import NARROW, WIDE, Tab, needed, origin, tab
from tests.web.serving import Server

import govkg
from govkg.views import catalogue

pytestmark = needed
KG = govkg.open()
BASE = "https://w3id.org/govkg/"
EXAMPLES = {"of": "城市大脑", "report": "wuhan-2021", "metric": "processingTime", "a": "2021", "b": "2022"}
KINDS = (
    "Reform",
    "Platform",
    "Campaign",
    "Organisation",
    "PolicyDocument",
    "Place",
    "Award",
    "Result",
    "Attribution",
    "Milestone",
)
WAYS = [("zh", WIDE, "light"), ("zh", NARROW, "dark"), ("en", WIDE, "dark"), ("en", NARROW, "light")]


def first(kind: str) -> str:
    """The page of the first thing of a class."""
    found = KG.query(f"SELECT ?x {{ ?x a gov:{kind} }} ORDER BY ?x LIMIT 1").rows
    return "/" + str(found[0]["x"]).removeprefix(BASE)


def addresses() -> Iterator[tuple[str, str]]:
    """Name and path of every page."""
    yield from {
        "start": "/", "found": "/search?q=武汉", "nothing-found": "/search?q=zzzzzz", "views": "/view", "questions": "/ask",
        "question": "/ask/outcomes-of-reform?reform=一事联办", "question-table": "/ask/reforms-and-outcomes?view=table",
        "question-chart": "/ask/biggest-reductions?view=chart", "approximate": "/ask/approximate-figures", "query": "/query",
        "query-result": "/query?" + urlencode({"query": "SELECT ?x ?n { ?x a gov:Reform ; rdfs:label ?n } ORDER BY ?n LIMIT 5"}),
        "compare": "/compare", "coverage": "/coverage", "ontology": "/ontology", "about": "/about", "reports": "/report",
        "reader": "/report/wuhan-2021", "missing": "/nothing-is-here", "concept": "/vocab/metric/processingTime",
    }.items()  # fmt: skip
    for kind in KINDS:
        yield kind, first(kind)
    for name in catalogue.names():
        given = {p: EXAMPLES[p] for p in catalogue.view(name).required}
        yield f"view-{name}", f"/view/{name}?{urlencode(given)}" if given else f"/view/{name}"


@pytest.fixture(params=WAYS, ids=[f"{lang}-{size['width']}-{scheme}" for lang, size, scheme in WAYS], scope="module")
def reader(request: pytest.FixtureRequest, browser: Any, explorer: Server) -> Iterator[tuple[Tab, str, str]]:
    lang, size, scheme = request.param
    made = tab(browser, size, scheme, {"zh": "zh-CN", "en": "en-GB"}[lang], origin(explorer.address))
    yield made, lang, f"{lang}-{size['width']}-{scheme}"
    made.page.context.close()


@pytest.mark.parametrize(("name", "path"), [pytest.param(n, p, id=n) for n, p in addresses()])
def test_a_page_is_quiet_fits_and_is_accessible(
    reader: tuple[Tab, str, str], explorer: Server, name: str, path: str
) -> None:
    opened, lang, way = reader
    opened.said.clear()
    answer = opened.page.goto(origin(explorer.address) + path.lstrip("/"), wait_until="load")
    assert answer.status == (404 if name == "missing" else 200)
    if name == "missing":
        opened.said.clear()  # the browser itself reports a page that is not there
    opened.page.wait_for_timeout(150)
    assert opened.page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    assert opened.page.locator("h1").count() == 1
    opened.kept(f"{name}-{way}")
    opened.fits()
    opened.accessible()
    opened.calm()
