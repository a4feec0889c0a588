"""Programs of other people against the endpoint: curl, SPARQLWrapper, rdflib, Comunica, and the forms that R and Jena send."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from tests.web.serving import Server

CLIENTS = Path(__file__).parent / "clients"
PREFIXES = "PREFIX gov: <https://w3id.org/govkg/ontology#>\nPREFIX dcterms: <http://purl.org/dc/terms/>\n"
TITLES = PREFIXES + "SELECT ?t { ?r a gov:Report ; dcterms:title ?t } ORDER BY ?t"
REPORTS = PREFIXES + "CONSTRUCT { ?r a gov:Report ; dcterms:title ?t } WHERE { ?r a gov:Report ; dcterms:title ?t }"


@pytest.fixture(scope="session")
def titles(served: Server) -> list[str]:
    found = [row["t"] for row in served.query(TITLES).rows]
    assert len(found) == 4
    return found


# -- curl --------------------------------------------------------------------------------------------------------------
def curl(*words: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not on this machine")
    return subprocess.run(
        [program, "-sS", "--fail-with-body", *words], capture_output=True, check=True, timeout=60
    ).stdout.decode()


def test_curl(served: Server, titles: list[str]) -> None:
    endpoint = f"{served.address}sparql"
    rows = "\r\n".join(["t", *titles, ""])
    assert curl("-G", endpoint, "--data-urlencode", f"query={TITLES}", "-H", "Accept: text/csv") == rows
    assert curl(endpoint, "--data-urlencode", f"query={TITLES}", "-H", "Accept: text/csv") == rows
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", TITLES, "-H", "Accept: text/csv")
    assert curl(endpoint, *direct) == rows
    assert (
        curl("-H", "Accept: text/csv", "-H", "Expect: 100-continue", endpoint, "--data-urlencode", f"query={TITLES}")
        == rows
    )
    assert "sd:Service" in curl(endpoint)
    assert curl("-I", endpoint + "?query=ASK%7B%7D").startswith("HTTP/1.1 200 OK")


def converted(client: SPARQLWrapper.SPARQLWrapper) -> Any:
    return client.query().convert()


# -- SPARQLWrapper -----------------------------------------------------------------------------------------------------
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper makes one
@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("way", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper(served: Server, titles: list[str], method: str, way: str) -> None:
    if method == SPARQLWrapper.GET and way == SPARQLWrapper.POSTDIRECTLY:
        way = SPARQLWrapper.URLENCODED
    client = SPARQLWrapper.SPARQLWrapper(f"{served.address}sparql")
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setQuery(TITLES)
    for form in (SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV, SPARQLWrapper.TSV):
        client.setReturnFormat(form)
        found = converted(client)
        if form == SPARQLWrapper.JSON:
            assert [b["t"]["value"] for b in found["results"]["bindings"]] == titles
        elif form == SPARQLWrapper.XML:
            assert [n.firstChild.data for n in found.getElementsByTagName("literal")] == titles
        else:
            assert all(t in found.decode() for t in titles)
    client.setQuery(REPORTS)
    for form in (SPARQLWrapper.TURTLE, SPARQLWrapper.RDFXML, SPARQLWrapper.JSONLD):
        client.setReturnFormat(form)
        found = converted(client)
        graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
        assert len(graph) == 8
    client.setReturnFormat(SPARQLWrapper.JSON)
    client.setQuery("ASK { ?s ?p ?o }")
    assert converted(client)["boolean"] is True
    client.addDefaultGraph("https://w3id.org/govkg/id/graph/linzhu-2022")
    client.setQuery(TITLES)
    assert len(converted(client)["results"]["bindings"]) == 1
    client.setQuery("SELECT nonsense")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="not SPARQL"):
        client.query()


# -- rdflib ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_sparqlstore(served: Server, titles: list[str], method: str, form: str) -> None:
    store = SPARQLStore(f"{served.address}sparql", method=method, returnFormat=form)
    graph = rdflib.Graph(store)
    rows: Any = graph.query(TITLES)
    assert [str(row[0]) for row in rows] == titles
    report = rdflib.URIRef("https://w3id.org/govkg/id/report/linzhu-2022")
    if form in ("xml", "json"):
        kind = rdflib.URIRef("https://w3id.org/govkg/ontology#Report")
        assert (report, rdflib.RDF.type, kind) in graph
        assert len(list(graph.triples((None, rdflib.RDF.type, kind)))) == 4
        assert graph.query("ASK { ?s ?p ?o }").askAnswer is True


def test_rdflib_reads_a_thing_by_its_address(served: Server) -> None:
    address = f"{served.address}id/report/linzhu-2022"
    graph = rdflib.Graph().parse(address)
    report = rdflib.URIRef("https://w3id.org/govkg/id/report/linzhu-2022")
    assert graph.value(report, rdflib.DCTERMS.title)
    described = rdflib.Graph().parse(f"{served.address}sparql")
    assert rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#Service") in set(described.objects())


# -- forms that R and Jena send, byte for byte -------------------------------------------------------------------------
ENCODED = (
    "query=PREFIX%20gov%3A%20%3Chttps%3A%2F%2Fw3id.org%2Fgovkg%2Fontology%23%3E%0APREFIX%20dcterms%3A%20%3Chttp%3A%2F%2F"
    "purl.org%2Fdc%2Fterms%2F%3E%0ASELECT%20%3Ft%20%7B%20%3Fr%20a%20gov%3AReport%20%3B%20dcterms%3Atitle%20%3Ft%20%7D"
    "%20ORDER%20BY%20%3Ft"
)
PLUS = ENCODED.replace("%20", "+")
HOST = "Host: 127.0.0.1:{port}\r\n"
SENT = {
    "R SPARQL package, GET through RCurl": (
        "GET /sparql?{encoded} HTTP/1.1\r\n" + HOST + "Accept: application/sparql-results+xml\r\n\r\n"
    ),
    "R httr, POST form": (
        "POST /sparql HTTP/1.1\r\n" + HOST + "User-Agent: libcurl/7.88.1 r-curl/5.2.1 httr/1.4.7\r\n"
        "Accept-Encoding: deflate, gzip, br, zstd\r\nAccept: application/sparql-results+xml, */*;q=0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{encoded}"
    ),
    "Jena with the JDK's client, POST form": (
        "POST /sparql HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nContent-Length: {plus_length}\r\n"
        + HOST
        + "HTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA\r\nUpgrade: h2c\r\n"
        "User-Agent: Java-http-client/17.0.9\r\nAccept: application/sparql-results+json, application/sparql-results+xml;q=0.9,"
        " text/tab-separated-values;q=0.7, text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n{plus}"
    ),
    "Jena over HttpURLConnection, GET": (
        "GET /sparql?{plus} HTTP/1.1\r\nAccept: application/sparql-results+xml, */*;q=0.1\r\n"
        "User-Agent: Apache-Jena-ARQ/3.17.0\r\n" + HOST + "Connection: Keep-Alive\r\n\r\n"
    ),
    "an old client, POST form over HTTP/1.0": (
        "POST /sparql HTTP/1.0\r\n" + HOST + "Content-type: application/x-www-form-urlencoded;charset=UTF-8\r\n"
        "Content-length: {length}\r\n\r\n{encoded}"
    ),
}


@pytest.mark.parametrize("who", SENT)
def test_forms_that_other_programs_send(served: Server, titles: list[str], who: str) -> None:
    request = SENT[who].format(encoded=ENCODED, plus=PLUS, length=len(ENCODED), plus_length=len(PLUS), port=served.port)
    if "Connection: " not in request:
        request = request.replace(" HTTP/1.1\r\n", " HTTP/1.1\r\nConnection: close\r\n")
    head, _, body = received(served, request.encode()).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    wanted = b"json" if b"+json" in request.encode() or "old" in who else b"xml"
    assert b"content-type: application/sparql-results+" + wanted in head
    assert int(dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])[b"content-length"]) == len(body)
    assert [t for t in titles if t in body.decode()] == titles


def received(served: Server, request: bytes) -> bytes:
    """The answer by its length, whatever becomes of the connection."""
    import socket

    with socket.create_connection(("127.0.0.1", served.port), 30) as s:
        s.sendall(request)
        data = b""
        while True:
            head, _, body = data.partition(b"\r\n\r\n")
            length = next(
                (int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.startswith(b"content-length:")), None
            )
            if length is not None and len(body) >= length:
                return data
            piece = s.recv(65536)
            if not piece:
                return data
            data += piece


# -- Comunica ----------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def comunica() -> Path:
    """A folder with Comunica from npm, locked; made once a machine."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("npm is not on this machine")
    lock = (CLIENTS / "package-lock.json").read_bytes()
    place = Path(tempfile.gettempdir()) / f"govkg-clients-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not (place / "done").exists():
        beside = Path(tempfile.mkdtemp(prefix="govkg-clients-"))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(CLIENTS / name, beside)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        made = subprocess.run(command, cwd=beside, capture_output=True, text=True, timeout=300, check=False)
        if made.returncode:
            shutil.rmtree(beside, ignore_errors=True)
            pytest.skip(f"npm cannot install here: {made.stderr.strip().splitlines()[-1:]}")
        (beside / "done").touch()
        try:
            beside.rename(place)
        except OSError:  # another run was quicker
            shutil.rmtree(beside, ignore_errors=True)
    return place


@pytest.mark.parametrize(
    "type", ["sparql", ""]
)  # told that it is an endpoint, and finding out from the service description
def test_comunica(served: Server, titles: list[str], comunica: Path, type: str) -> None:
    shutil.copy(CLIENTS / "ask.cjs", comunica)
    command = [str(shutil.which("node")), str(comunica / "ask.cjs"), f"{served.address}sparql", type]
    done = subprocess.run(command, cwd=comunica, capture_output=True, timeout=120, check=False,
                          env={**os.environ, "NODE_NO_WARNINGS": "1"})  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert found["titles"] == titles
    assert found["n"] == ["4"]
    assert found["yes"] is True
    assert found["triples"] == 4
    assert found["sources"] == titles


def test_the_lock_of_the_clients_pins_every_package_and_names_no_host() -> None:
    lock = json.loads((CLIENTS / "package-lock.json").read_text(encoding="utf-8"))
    packages = {k: v for k, v in lock["packages"].items() if k}
    assert len(packages) > 100
    assert all(v["integrity"].startswith("sha512-") for v in packages.values())
    assert not any("resolved" in v for v in packages.values())
