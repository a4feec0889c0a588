"""Linked data: what is at a thing's address, in each form, with its words; text of a report stays text."""

from __future__ import annotations

import html.parser
import json
import re

import pyoxigraph as ox
import pytest
from tests.web.serving import Server, enc

from govkg.analysis.model import Outcome, Passage, Thing
from govkg.analysis.profile import Entry, Group, Profile, Source
from govkg.web import frame, profile

FORMS = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}
BASE = "https://w3id.org/govkg/"
KINDS = {ox.NamedNode("http://www.w3.org/2002/07/owl#" + n) for n in ("Class", "ObjectProperty", "DatatypeProperty")}
SITE = {
    "lang": "en", "data": "en", "html": "en", "path": "/", "here": "", "menu": (), "langs": {"zh": "/", "en": "/"},
    "datas": {"zh": "/", "en": "/"}, "json": "/x.json", "dataset": "0" * 64, "quads": 1, "version": "0", "asked": {}, "kept": {},
    "review": False,
}  # fmt: skip


@pytest.fixture(scope="session")
def reform(bundled: Server) -> str:
    """The path of a reform."""
    (row,) = bundled.query("SELECT ?r { ?r a gov:Reform ; rdfs:label '一事联办'@zh }").rows
    return row["r"].removeprefix(BASE)


class Page(html.parser.HTMLParser):
    """The tags of a page, its addresses and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.inline: list[str] = []  # attributes that a strict policy forbids
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.inline += [k for k, _ in attrs if k == "style" or k.startswith("on")]
        self.addresses += [v or "" for k, v in attrs if k in ("href", "src", "action", "data", "srcset")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_thing_is_a_page_with_its_words(bundled: Server, reform: str) -> None:
    reply = bundled.get(f"/{reform}", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert reply.status == 200
    assert reply.type == "text/html; charset=utf-8"
    assert reply.headers["content-location"] == f"/{reform}.html"
    assert "Accept" in reply.headers["vary"]
    page = Page(reply.text)
    assert "一事联办" in page.text
    assert "60.90%" in page.text
    assert not page.tags & {"img", "object", "style", "embed"} and page.inline == []
    assert all(a.startswith(("/", "#")) for a in page.addresses)
    assert "unsafe" not in reply.headers["content-security-policy"]
    for address in sorted({a for a in page.addresses if a.startswith(("/id/", "/vocab/")) and "." not in a})[:25]:
        assert bundled.get(address, Accept="text/html").status == 200, address


@pytest.mark.parametrize("accept", sorted(FORMS))
def test_a_thing_is_rdf_in_every_form(bundled: Server, reform: str, accept: str) -> None:
    for reply in (
        bundled.get(f"/{reform}", Accept=accept),
        bundled.get(f"/{reform}.{FORMS[accept]}", Accept="text/html"),
    ):
        assert reply.status == 200
        assert reply.type.split(";")[0] == accept
        assert reply.headers["content-location"] == f"/{reform}.{FORMS[accept]}"
        form = ox.RdfFormat.from_media_type(accept)
        assert form is not None
        found = list(ox.parse(reply.body, format=form))
        thing = ox.NamedNode(BASE + reform)
        assert ox.Literal("一事联办", language="zh") in {q.object for q in found if q.subject == thing}
        assert {str(q.predicate) for q in found} >= {f"<{BASE}ontology#exact>", f"<{BASE}ontology#reportedAsResultOf>"}


@pytest.mark.parametrize("kind", ["report/wuhan-2021", "statement", "evidence", "concept"])
def test_statements_passages_reports_and_concepts_have_pages(bundled: Server, kind: str) -> None:
    patterns = {"statement": "?x a gov:Result", "evidence": "?x a gov:Evidence", "concept": "?s gov:resultLevel ?x"}
    path = f"id/{kind}"
    if kind in patterns:
        path = bundled.query(f"SELECT ?x {{ {patterns[kind]} }} LIMIT 1").rows[0]["x"].removeprefix(BASE)
    for accept in ("text/html", "text/turtle"):
        assert bundled.get(f"/{path}", Accept=accept).status == 200


def test_what_is_not_in_the_graph_is_404(bundled: Server) -> None:
    for path in ("/id/reform/nothing", "/id/", "/id/x%3E%20%3Fp%20%3Fo%20%7D", "/vocab/level/none", "/id/" + "x" * 400,
                 "/id/%22%3E%3Cscript%3E", "/id/../../etc/passwd", "/ontology.exe"):  # fmt: skip
        for accept in ("text/html", "text/turtle", "application/ld+json"):
            reply = bundled.get(path, Accept=accept)
            assert reply.status == 404, path
            assert reply.type == ("text/html" if accept == "text/html" else "text/plain") + "; charset=utf-8"
            assert reply.headers["x-content-type-options"] == "nosniff"


def test_the_ontology_is_a_page_of_the_explorer(bundled: Server) -> None:
    page = bundled.get("/ontology", Accept="text/html", Accept_Language="zh-CN,zh;q=0.9")
    assert page.status == 200
    assert '<html lang="zh-Hans">' in page.text[:200]
    assert len(page.body) < 300_000
    assert 'href="/ontology.html"' in page.text
    anchors = set(re.findall(r' id="(\w+)"', page.text))
    terms = {q.subject.value for q in ox.parse(bundled.get("/ontology.ttl").body, format=ox.RdfFormat.TURTLE)
             if isinstance(q.subject, ox.NamedNode) and q.object in KINDS and q.subject.value.startswith(BASE)}  # fmt: skip
    assert len(terms) > 100
    assert {t.removeprefix(BASE + "ontology#") for t in terms} <= anchors
    links = set(re.findall(r'href="#(\w+)"', page.text))
    assert links <= anchors


def test_every_class_of_the_ontology_shows_a_case_with_its_words_or_says_there_is_none(bundled: Server) -> None:
    found = json.loads(bundled.get("/ontology", Accept="application/json", Accept_Language="en").body)
    assert json.loads(bundled.get("/ontology.json", Accept_Language="en").body) == found
    reform = next(c for c in found["classes"] if c["name"] == "Reform")
    assert (reform["label"], reform["other"], reform["count"]) == ("reform", "改革", 19)
    assert [p["name"] for p in reform["parents"]] == ["Initiative"]
    quoted = [c for c in found["classes"] if c["example"] and c["example"]["quote"]]
    assert len(quoted) > 20
    for c in quoted:
        q = c["example"]["quote"]
        assert q["end"] - q["start"] == len(q["text"]), c["name"]
        assert q["sentence"] == q["start"] - len(q["before"]), c["name"]
        assert f'id="c{q["sentence"]}"' in bundled.get(f"/report/{q['report']}", Accept="text/html").text, c["name"]
    for v in found["vocabularies"]:
        assert bundled.get("/" + v["iri"].removeprefix(BASE), Accept="text/html").status == 200, v["name"]


def test_the_handbook_and_the_file_of_the_ontology_keep_their_addresses(bundled: Server) -> None:
    page = bundled.get("/ontology.html", Accept_Language="zh-CN,zh;q=0.9")
    assert 'lang="zh' in page.text[:200]
    assert "script-src 'sha256-" in page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    for accept, end in FORMS.items():
        reply = bundled.get("/ontology", Accept=accept)
        assert reply.headers["content-location"] == f"/ontology.{end}"
        form = ox.RdfFormat.from_media_type(accept)
        assert form is not None
        found = {q.subject for q in ox.parse(reply.body, format=form)}
        assert ox.NamedNode(BASE + "ontology#Reform") in found
        assert bundled.get(f"/ontology.{end}").body == reply.body


def test_void_describes_the_data_and_where_to_ask(bundled: Server) -> None:
    void = "http://rdfs.org/ns/void#"
    for path in ("/void", "/.well-known/void"):
        for accept in FORMS:
            reply = bundled.get(path, Accept=accept)
            assert reply.status == 200
            form = ox.RdfFormat.from_media_type(accept)
            assert form is not None
            found = {(q.subject, q.predicate, q.object) for q in ox.parse(reply.body, format=form)}
            dataset = ox.NamedNode(BASE + "id/dataset")
            endpoint = ox.NamedNode(f"http://127.0.0.1:{bundled.port}/sparql")
            assert (dataset, ox.NamedNode(void + "sparqlEndpoint"), endpoint) in found
            assert any(p == ox.NamedNode(void + "triples") and s == dataset for s, p, _ in found)


EVIL = "<script>alert(1)</script><b onclick=x>\"'&</mark>"


def test_text_of_a_report_is_text() -> None:
    words = Passage("https://w3id.org/govkg/id/evidence/x", "r", 3, 9, EVIL, EVIL, EVIL, EVIL, EVIL)
    outcome = Outcome(iri="https://w3id.org/govkg/id/statement/x", kind="Result", passage="", rule=EVIL, surface=EVIL, words=EVIL,
                      value="1", unit=EVIL, scope=EVIL, start=EVIL, end=EVIL)  # fmt: skip
    line = Entry(outcome.iri, "Result", "explicit", passage=words, outcome=outcome, rule=EVIL)
    who = Entry("javascript:x", "Participation", EVIL, role=EVIL, other='javascript:"x"', passage=words)
    thing = Thing("https://w3id.org/govkg/id/reform/x", "Reform", EVIL, (EVIL,))
    groups = {"figures": Group("figures", (line,), 1), "who": Group("who", (who,), 1)}
    report = Source("r", EVIL, EVIL, EVIL, EVIL, EVIL, "")
    made = profile.page(
        Profile(thing, (EVIL,), (line,), groups, (), (), {"r": report}, ("r",), {}, {}), "0" * 64, "en", "en"
    )
    made["citing"] = {"id": EVIL, "forms": [{"name": EVIL, "text": EVIL, "href": "", "ending": EVIL}]}
    text = frame.render(frame.Page("thing.html", EVIL, made), SITE, frame.Tongue("en", "en", "zh"))
    parsed = Page(text)
    assert not parsed.tags & {"b ", "mark>"} and parsed.inline == []
    assert text.count("<script") == 2 and "alert(1)</script>" not in text  # those of the frame
    assert EVIL in parsed.text
    assert all(a.startswith("/") or not a for a in parsed.addresses if not a.startswith("#"))


def test_pages_speak_the_language_of_the_reader(bundled: Server, reform: str) -> None:
    zh = bundled.get(f"/{reform}", Accept="text/html", Accept_Language="zh-CN")
    en = bundled.get(f"/{reform}", Accept="text/html", Accept_Language="en")
    assert "首次提及" in zh.text and "报告称" in zh.text
    assert "Where it is first named" in en.text and "reported as result of" in en.text
    asked = bundled.get(f"/{reform}?lang=zh", Accept="text/html", Accept_Language="en").text
    assert "首次提及" in asked and 'lang="zh-Hans"' in asked[:60]
    assert json.loads(bundled.get(f"/api/ask/about?of={enc('一事联办')}&limit=1").body)["rows"]
