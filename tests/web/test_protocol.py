"""SPARQL 1.1 Protocol, section 2: the test cases of the W3C that concern queries, and what the specification asks besides."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from tests.web.serving import GRAPH, JSON, Reply, Server, enc

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
FIRST, SECOND, OTHER = GRAPH + "linzhu-2022", GRAPH + "linzhu-2023", GRAPH + "yunlan-2022"
TABLES = {JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"}

Dataset = Mapping[str, str | list[str]]


def report(graph: str) -> str:
    """A pattern that holds in the default graph when it is that named graph."""
    return f"<{graph.replace('/graph/', '/report/')}> a gov:Report"


def says(reply: Reply) -> bool:
    found = json.loads(reply.body)["boolean"]
    assert isinstance(found, bool)
    return found


# -- the cases of the W3C ----------------------------------------------------------------------------------------------
def test_query_get(served: Server) -> None:
    reply = served.get("/sparql?query=ASK%20%7B%7D")
    assert reply.status == 200
    assert reply.type.split(";")[0] in TABLES
    assert says(reply)


@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; charset=UTF-8", FORM.upper()])
def test_query_post_form(served: Server, content_type: str) -> None:
    reply = served.ask("POST", "/sparql", b"query=ASK%20%7B%7D", Content_Type=content_type)
    assert reply.status == 200
    assert says(reply)


@pytest.mark.parametrize("content_type", [DIRECT, f"{DIRECT};charset=utf-8"])
def test_query_post_direct(served: Server, content_type: str) -> None:
    reply = served.ask("POST", "/sparql", "ASK { ?s ?p '临竹市'@zh }".encode(), Content_Type=content_type)
    assert reply.status == 200
    assert isinstance(says(reply), bool)


WAYS = ("get", "form", "direct")


def operated(served: Server, way: str, sparql: str, dataset: Dataset) -> Reply:
    """The same operation by one of the three ways."""
    pairs = urlencode(dataset, doseq=True)
    if way == "get":
        reply = served.get(f"/sparql?query={enc(sparql)}&{pairs}")
    elif way == "form":
        reply = served.ask("POST", "/sparql", f"query={enc(sparql)}&{pairs}".encode(), Content_Type=FORM)
    else:
        reply = served.ask("POST", f"/sparql?{pairs}", sparql.encode(), Content_Type=DIRECT)
    assert reply.status == 200, reply.text
    return reply


@pytest.mark.parametrize("way", WAYS)
def test_query_dataset_default_graph(served: Server, way: str) -> None:
    given: Dataset = {"default-graph-uri": FIRST}
    assert says(operated(served, way, f"ASK {{ {report(FIRST)} }}", given))
    assert not says(operated(served, way, f"ASK {{ {report(SECOND)} }}", given))
    assert not says(operated(served, way, "ASK { GRAPH ?g { ?s ?p ?o } }", given))


@pytest.mark.parametrize("way", WAYS)
def test_query_dataset_default_graphs(served: Server, way: str) -> None:
    given: Dataset = {"default-graph-uri": [FIRST, SECOND]}
    assert says(operated(served, way, f"ASK {{ {report(FIRST)} . {report(SECOND)} }}", given))
    assert not says(operated(served, way, f"ASK {{ {report(OTHER)} }}", given))


@pytest.mark.parametrize("way", WAYS)
def test_query_dataset_named_graphs(served: Server, way: str) -> None:
    given: Dataset = {"named-graph-uri": [FIRST, SECOND]}
    both = f"ASK {{ GRAPH ?g {{ {report(FIRST)} }} GRAPH ?h {{ {report(SECOND)} }} FILTER(?g != ?h) }}"
    assert says(operated(served, way, both, given))
    assert not says(operated(served, way, "ASK { ?s ?p ?o }", given))  # no default graph was named
    assert not says(operated(served, way, f"ASK {{ GRAPH <{OTHER}> {{ ?s ?p ?o }} }}", given))


@pytest.mark.parametrize("way", WAYS)
def test_query_dataset_full(served: Server, way: str) -> None:
    given: Dataset = {"default-graph-uri": OTHER, "named-graph-uri": [FIRST, SECOND]}
    full = f"ASK {{ {report(OTHER)} GRAPH ?g {{ {report(FIRST)} }} GRAPH ?h {{ {report(SECOND)} }} }}"
    assert says(operated(served, way, full, given))
    assert not says(operated(served, way, f"ASK {{ GRAPH ?g {{ {report(OTHER)} }} }}", given))
    assert not says(operated(served, way, f"ASK {{ {report(FIRST)} }}", given))


@pytest.mark.parametrize("way", WAYS)
def test_query_multiple_dataset(served: Server, way: str) -> None:
    """The dataset of the protocol stands above the one in the text."""
    sparql = f"ASK FROM <{FIRST}> {{ {report(SECOND)} }}"
    assert says(operated(served, way, sparql, {"default-graph-uri": SECOND}))
    other = f"ASK FROM <{FIRST}> {{ {report(FIRST)} }}"
    assert not says(operated(served, way, other, {"default-graph-uri": SECOND}))
    assert says(operated(served, way, other, {}))


def test_query_content_type_select(served: Server) -> None:
    assert served.query("SELECT (1 AS ?value) {}", "*/*").type.split(";")[0] in TABLES


def test_query_content_type_ask(served: Server) -> None:
    assert served.query("ASK {}", "*/*").type.split(";")[0] in TABLES


def test_query_content_type_describe(served: Server) -> None:
    assert served.query("DESCRIBE <http://example.org/>", "*/*").type.split(";")[0] in GRAPHS


def test_query_content_type_construct(served: Server) -> None:
    reply = served.query("CONSTRUCT { <s> <p> 1 } WHERE {}".replace("<s>", "gov:s").replace("<p>", "gov:p"), "")
    assert reply.type.split(";")[0] in GRAPHS


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_bad_query_method(served: Server, method: str) -> None:
    reply = served.ask(method, "/sparql?query=ASK%20%7B%7D")
    assert reply.status == 405
    assert reply.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert reply.one_line


@pytest.mark.parametrize(
    ("path", "body", "content_type"),
    [
        ("/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", None, ""),
        ("/sparql", b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM),
        ("/sparql?query=ASK%20%7B%7D", b"ASK {}", DIRECT),
        ("/sparql?query=ASK%20%7B%7D", b"query=ASK%20%7B%7D", FORM),
    ],
)
def test_bad_multiple_queries(served: Server, path: str, body: bytes | None, content_type: str) -> None:
    reply = served.get(path) if body is None else served.ask("POST", path, body, Content_Type=content_type)
    assert reply.status == 400
    assert reply.one_line


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json", "multipart/form-data; boundary=x", "text/sparql"]
)
def test_bad_query_wrong_media_type(served: Server, content_type: str) -> None:
    reply = served.ask("POST", "/sparql", b"ASK {}", Content_Type=content_type)
    assert reply.status == 415
    assert reply.one_line


@pytest.mark.parametrize("body", [b"query=ASK%20%7B%7D", b"ASK {}"])
def test_bad_query_missing_form_type_and_direct_type(served: Server, body: bytes) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    assert served.raw(head.encode() + body).startswith(b"HTTP/1.1 415 ")


def test_bad_query_non_utf8(served: Server) -> None:
    utf16 = "ASK {}".encode("utf-16")
    assert served.ask("POST", "/sparql", utf16, Content_Type=DIRECT).status == 400
    assert served.ask("POST", "/sparql", utf16, Content_Type=f"{DIRECT}; charset=UTF-16").status == 400
    assert served.ask("POST", "/sparql", b"query=ASK%20%7B%7D%20%23%FF", Content_Type=FORM).status == 400
    assert served.get("/sparql?query=ASK%20%7B%7D%23%FE").status == 400


@pytest.mark.parametrize(
    "sparql", ["ASK { ?s", "SELECT", "", " ", "nonsense", "SELECT * { ?s ?p ?o } LIMIT x", "ASK {} ASK {}"]
)
def test_bad_query_syntax(served: Server, sparql: str) -> None:
    reply = served.query(sparql)
    assert reply.status == 400
    assert reply.type == "text/plain; charset=utf-8"
    assert reply.one_line


UPDATE = "CLEAR%20ALL"


@pytest.mark.parametrize(
    ("method", "path", "body", "content_type", "status"),
    [
        ("GET", f"/sparql?update={UPDATE}", None, "", 403),
        ("POST", "/sparql", f"update={UPDATE}".encode(), FORM, 403),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403),
        ("POST", "/sparql", f"update={UPDATE}&using-graph-uri=x".encode(), FORM, 403),
        ("POST", "/sparql?using-named-graph-uri=x", f"update={UPDATE}".encode(), FORM, 403),
        ("POST", "/sparql", f"update={UPDATE}&update={UPDATE}".encode(), FORM, 403),
        ("POST", "/sparql", b"query=CLEAR%20ALL", FORM, 400),
        ("POST", "/sparql", b"INSERT DATA { <urn:a> <urn:b> 1 }", DIRECT, 400),
        ("PUT", "/sparql?default", b"<urn:a> <urn:b> 1 .", "text/turtle", 405),
        ("POST", "/sparql?default", b"<urn:a> <urn:b> 1 .", "text/turtle", 415),
        ("DELETE", "/sparql?default", None, "", 405),
        ("POST", "/update", f"update={UPDATE}".encode(), FORM, 404),
    ],
)
def test_updates_are_refused(
    served: Server, method: str, path: str, body: bytes | None, content_type: str, status: int
) -> None:
    before = served.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    headers = {"Content_Type": content_type} if content_type else {}
    reply = served.ask(method, path, body, **headers)
    assert reply.status == status, reply.text
    assert reply.one_line
    assert served.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == before


# -- and besides -------------------------------------------------------------------------------------------------------
def test_a_graph_that_is_none_of_the_dataset_is_refused(served: Server) -> None:
    for name in ("http://example.org/", "file:///etc/passwd", "x", ""):
        for way in ("default-graph-uri", "named-graph-uri"):
            reply = served.get(f"/sparql?query=ASK%20%7B%7D&{way}={enc(name)}")
            assert reply.status == 400
            assert reply.one_line
            assert "graph" in reply.text


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/*", "text/csv"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml", "application/xml"),
        ("application/json", "application/json"),
        ("text/csv, application/sparql-results+json;q=0.9", "text/csv"),
        ("text/tab-separated-values;q=1.0, text/csv;q=0.1", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, */*;q=0.5", "application/sparql-results+xml"),
        ("image/png, */*;q=0.1", JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("TEXT/CSV ; Q=1", "text/csv"),
        ("garbage;;;q=x, text/csv", "text/csv"),
    ],
)
def test_the_form_of_a_table_is_what_the_client_likes_best(served: Server, accept: str, expected: str) -> None:
    reply = served.query("SELECT ?r { ?r a gov:Report }", accept)
    assert reply.status == 200
    assert reply.type.split(";")[0] == expected
    assert "Accept" in reply.headers["vary"]


SELECT = 'SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { ("武汉, \\"x\\"" "办理"@zh 60.90 UNDEF) (<http://x/y> "\\n<&" 1e0 true) } }'


def test_every_form_of_a_table_says_the_same(served: Server) -> None:
    said = json.loads(served.query(SELECT).body)["results"]["bindings"]
    assert said[0]["a"]["value"] == '武汉, "x"'
    assert "d" not in said[0]
    tree = ET.fromstring(served.query(SELECT, "application/sparql-results+xml").body)
    space = "{http://www.w3.org/2005/sparql-results#}"
    results = tree.findall(f"{space}results/{space}result")
    for row, result in zip(said, results, strict=True):
        cells = {b.get("name"): (b[0].tag.removeprefix(space), b[0].text) for b in result}
        kinds = {"uri": "uri", "literal": "literal"}
        assert cells == {n: (kinds[v["type"]], v["value"]) for n, v in row.items()}
    csv = served.query(SELECT, "text/csv")
    assert csv.type == "text/csv; charset=utf-8"
    lines = csv.text.split("\r\n")
    assert lines[0] == "a,b,c,d"
    assert lines[1].startswith('"武汉, ""x""",办理,60.9')
    tsv = served.query(SELECT, "text/tab-separated-values").text.split("\n")
    assert tsv[0] == "?a\t?b\t?c\t?d"
    assert tsv[1].split("\t")[:2] == ['"武汉, \\"x\\""', '"办理"@zh']


@pytest.mark.parametrize("accept", sorted(TABLES))
def test_an_answer_to_ask_has_every_form(served: Server, accept: str) -> None:
    reply = served.query("ASK { ?r a gov:Report }", accept)
    assert reply.status == 200
    assert reply.type.split(";")[0] == accept
    assert "true" in reply.text


CONSTRUCT = "CONSTRUCT { ?r a gov:Report ; dcterms:title ?t } WHERE { ?r a gov:Report ; dcterms:title ?t }"


@pytest.mark.parametrize("accept", sorted(GRAPHS))
def test_every_form_of_a_graph_says_the_same(served: Server, accept: str) -> None:
    reply = served.query(CONSTRUCT, accept)
    assert reply.status == 200
    assert reply.type.split(";")[0] == accept
    form = ox.RdfFormat.from_media_type(accept)
    assert form is not None
    found = {(q.subject, q.predicate, q.object) for q in ox.parse(reply.body, format=form)}
    plain = served.query(CONSTRUCT, "application/n-triples").body
    assert found == {(q.subject, q.predicate, q.object) for q in ox.parse(plain, format=ox.RdfFormat.N_TRIPLES)}
    assert len(found) == 8


def test_what_no_form_satisfies_is_406_with_the_forms_that_there_are(served: Server) -> None:
    for sparql, accept, offered in (("ASK {}", "image/png", "text/csv"), (CONSTRUCT, "text/csv", "text/turtle")):
        reply = served.query(sparql, accept)
        assert reply.status == 406
        assert offered in reply.text
        assert reply.one_line


@pytest.mark.parametrize("name", ["format", "output"])
def test_a_parameter_may_name_the_form(served: Server, name: str) -> None:
    for value, expected in (("csv", "text/csv"), ("xml", "application/sparql-results+xml"), ("text/csv", "text/csv"),
                            ("application/sparql-results+json", JSON), ("tsv", "text/tab-separated-values")):  # fmt: skip
        assert served.query("ASK {}", "image/png", **{name: value}).type.split(";")[0] == expected
    assert served.query(CONSTRUCT, **{name: "rdfxml"}).type == "application/rdf+xml"
    assert served.query("ASK {}", **{name: "parquet"}).status == 400


def test_head_is_get_without_a_body(served: Server) -> None:
    got = served.query("SELECT ?r { ?r a gov:Report }")
    head = served.ask("HEAD", "/sparql?query=" + enc("SELECT ?r { ?r a gov:Report }"), Accept=JSON)
    assert head.status == 200
    assert head.body == b""
    assert head.headers["content-length"] == str(len(got.body))
    assert head.type == got.type


def test_options_says_what_is_allowed(served: Server) -> None:
    reply = served.ask("OPTIONS", "/sparql")
    assert reply.status == 204
    assert reply.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_without_a_query_the_service_describes_itself(served: Server) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for accept in sorted(GRAPHS):
        reply = served.get("/sparql", Accept=accept)
        assert reply.status == 200
        form = ox.RdfFormat.from_media_type(accept)
        assert form is not None
        store = ox.Store()
        store.load(reply.body, format=form)
        found = store.query(
            f"PREFIX sd: <{sd}> SELECT ?e ?n {{ ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query ;"
            " sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ; sd:defaultDataset ?d ."
            " ?d sd:defaultGraph ?default ; sd:namedGraph/sd:name ?n }"
        )
        rows = {(r["e"].value, r["n"].value) for r in found}  # type: ignore[union-attr]
        assert {e for e, _ in rows} == {f"http://127.0.0.1:{served.port}/sparql"}
        listed = served.query("SELECT DISTINCT ?g { GRAPH ?g {} }").rows
        assert {n for _, n in rows} == {r["g"] for r in listed}
        assert FIRST in {n for _, n in rows}
    assert served.ask("POST", "/sparql", b"", Content_Type=FORM).status == 400
    assert served.get(f"/sparql?default-graph-uri={enc(FIRST)}").status == 400
