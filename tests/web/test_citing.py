"""Pages show how to cite them: the same references that govkg cite gives, with files at addresses of the page."""

import json
import re
from html import unescape

import pytest
from bibtexparser.entrypoint import parse_string
from tests.web.serving import Server

import govkg
from govkg import resources
from govkg.citation import bibtex, building, csl, gbt7714, origin, references, ris
from govkg.citation.model import Cited
from govkg.citation.origin import Origin

FIGURE = "06d789e5f2f9cc80"
THING = "platform/420100-cheng-shi-da-nao-3fe974"
WRITERS = {".bib": bibtex.write, ".ris": ris.write, ".csl.json": csl.write}


@pytest.fixture(scope="module")
def here() -> Origin:
    return origin.at(resources.path("graph/release"))


@pytest.fixture(scope="module")
def cited(here: Origin) -> dict[str, Cited]:
    """Addresses of pages, and what govkg cite gives for each."""
    return {
        f"/id/statement/{FIGURE}": building.statement(here, FIGURE),
        f"/id/{THING}": building.statement(here, f"https://w3id.org/govkg/id/{THING}"),
        "/ask/outcomes-of-reform?reform=%E4%B8%80%E4%BA%8B%E8%81%94%E5%8A%9E": building.question(
            here, "outcomes-of-reform", {"reform": "一事联办"}
        ),
        "/ask/savings": building.question(here, "savings", {}),
        "/view/neighbourhood?of=%E5%9F%8E%E5%B8%82%E5%A4%A7%E8%84%91": building.view(
            here, "neighbourhood", {"of": "城市大脑"}
        ),
        "/view/awards": building.view(here, "awards", {}),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_files_are_those_of_the_command(bundled: Server, cited: dict[str, Cited], lang: str) -> None:
    for address, one in cited.items():
        path, _, asked = address.partition("?")
        for end, write in WRITERS.items():
            reply = bundled.get(f"{path}{end}?{asked}{'&' if asked else ''}lang={lang}")
            assert (reply.status, reply.text) == (200, write(references.of(one, lang), lang)), f"{address}{end}"
            assert reply.headers["content-disposition"].startswith('attachment; filename="govkg-')
            assert reply.headers["content-disposition"].endswith(f'{end}"')


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_every_form_and_where_it_is_a_file(bundled: Server, cited: dict[str, Cited], lang: str) -> None:
    for address, one in cited.items():
        if address.startswith("/view"):
            page = bundled.get(f"{address}{'&' if '?' in address else '?'}lang={lang}", Accept="text/html").text
            hrefs = [unescape(h) for h in re.findall(r'<a href="(/view/[^"]+)">(?:BibTeX|RIS|CSL-JSON)</a>', page)]
            assert [bundled.get(h).text for h in hrefs] == [w(references.of(one, lang), lang) for w in WRITERS.values()]
            continue
        path, _, asked = address.partition("?")
        reply = bundled.get(f"{path}.json?{asked}{'&' if asked else ''}lang={lang}")
        shown = json.loads(reply.body)["citing"]
        assert shown["id"] == one.id
        made = references.of(one, lang)
        assert [f["text"] for f in shown["forms"]] == [
            gbt7714.write(made, lang),
            *(w(made, lang) for w in WRITERS.values()),
        ]
        html = bundled.get(f"{address}{'&' if asked else '?'}lang={lang}", Accept="text/html")
        assert one.id.replace("&", "&amp;") in html.text.replace("&#38;", "&amp;")
        for form in shown["forms"][1:]:
            assert bundled.get(form["href"]).text == form["text"]


def test_what_has_no_reference_is_told_in_one_line(bundled: Server) -> None:
    for path in ("/id/report/wuhan-2021.bib", "/vocab/metric/processingTime.ris", "/id/platform/nothing.csl.json", "/ask/nothing.bib", "/view/nothing.ris",
                 "/ask/units-of-reform.bib", "/view/neighbourhood.bib", "/ask/savings.bib?nothing=1"):  # fmt: skip
        reply = bundled.get(path)
        assert 400 <= reply.status < 500, path
        assert "Traceback" not in reply.text


def test_a_page_s_references_are_read_from_the_store_alone(here: Origin) -> None:
    """As the release's files have them, but for the last zeros of a figure, which the reading does not show either."""
    kg = govkg.open()
    near = Origin(kg, here.dataset)
    checked = 0
    for source in here.every():
        for record in here.records(
            {source: frozenset(here.kg.query("SELECT ?s { ?s gov:contentHash ?h }").to_pandas()["s"])}
        ):
            found = near.near(record.iri)
            assert found is not None, record.iri
            one, other = (references.of(building.of_record(o, r)) for o, r in ((here, record), (near, found)))
            assert one == other, record.iri
            checked += 1
    assert checked > 300
    assert parse_string(bibtex.write(one)).failed_blocks == []
