"""Into a server: what is stopped is gone on with, what is there is not sent again, what is not ours is left alone."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from govkg import cli, graph, resources, store
from govkg.errors import CallerError, InternalError
from govkg.graph import Graph
from govkg.store.server import ALL, MARK, Server
from govkg.store.upload import Upload

SOAK = bool(os.environ.get("GOVKG_SOAK"))
ID = "https://w3id.org/govkg/id/"
P, S = ox.NamedNode(ID + "p"), ox.NamedNode(ID + "s")
# Another process, which sends until it is killed.
SENDER = """
import sys
import pyoxigraph as ox
from govkg.store.server import Server
from govkg.store.upload import Upload
quads = ox.parse(path=sys.argv[2], format=ox.RdfFormat.N_QUADS)
print("ready", flush=True)
Upload(Server(sys.argv[1]), quads, sys.argv[3], lambda done, of: print(done, flush=True), chunk=100).run()
"""


def some(name: str, graphs: str, count: int = 400) -> list[ox.Quad]:
    """Quads in graphs that hold much alike, and one triple that all have."""
    found = [ox.Quad(S, P, ox.Literal("everywhere"), ox.NamedNode(f"{ID}graph/{g}")) for g in graphs]
    return found + [
        ox.Quad(S, P, ox.Literal(f"{name} {g} {i}", language="zh"), ox.NamedNode(f"{ID}graph/{g}"))
        for g in graphs
        for i in range(count)
    ]


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, opening: Any, tmp_path: Path) -> Iterator[Server]:
    with opening(request.param, tmp_path) as home:
        yield home


@pytest.fixture
def plain(opening: Any, tmp_path: Path) -> Iterator[Server]:
    """A server whose default graph is a graph of its own."""
    with opening("oxigraph", tmp_path) as home:
        yield home


def url_of(server: Server) -> str:
    wire = server.wire
    return wire.url.replace("://", f"://{wire.user}:{wire.password}@") if wire.user else wire.url


def holds(server: Server, quads: list[ox.Quad]) -> None:
    """All of the quads are there, once, and nothing else; nothing is left from the way there."""
    assert set(server.view()) == set(store.memory(quads))
    graphs = {row["g"] for row in server.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    ours = {g for g in graphs if "govkg" in str(g)}
    copies = {ALL} if server.holding().union else set()
    assert ours == {MARK, *copies, *(q.graph_name for q in quads)} and not server.holding().sending


def test_only_what_changed_is_sent(server: Server) -> None:
    told: list[tuple[int, int]] = []
    first, second = some("x", "abc"), [*some("x", "ac"), *some("y", "d")]
    server.write(first, "first", lambda done, of: told.append((done, of)))
    assert told[-1] == (1203, 1203)
    told.clear()
    server.write(second, "second", lambda done, of: told.append((done, of)))
    assert told[-1] == (401, 401)
    holds(server, second)
    server.write(second[:500], "third")
    holds(server, second[:500])


def test_an_upload_that_is_killed_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    """Killed at any moment: readers have the last whole release, and in the end nothing is there twice or missing."""
    rng, kills = random.Random(7), 0
    last: list[ox.Quad] = []
    for turn in range(3 if SOAK else 2):  # into an empty server, then in place of something
        quads = [*some(f"turn {turn}", "abc", 1_000), *some("same", "d")]
        path = tmp_path / f"{turn}.nq"
        path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        best = 0
        for n in range(40 if SOAK else 4):
            command = [sys.executable, "-c", SENDER, url_of(server), str(path), str(turn)]
            env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
            with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, encoding="utf-8") as process:
                assert process.stdout
                assert process.stdout.readline() == "ready\n"
                first = [process.stdout.readline() for _ in range(rng.randrange(n, 4 + 6 * n))]  # later each time
                time.sleep(rng.uniform(0, 0.01))
                process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
                said = [int(line) for line in [*first, *process.stdout.read().split()] if line]
            kills += process.returncode != 0
            sent = [to for at, to in pairwise([0, *said]) if 0 < to - at <= 100]  # chunks, no graph that was in already
            assert not sent or sent[0] >= best, "it goes on where it stopped"
            best = max([best, *said])
            if server.holds(str(turn)):
                break
            if last and server.holding().union:
                continue  # Virtuoso commits each step of the swap by itself: what is between is mended by the next upload
            if last:
                assert set(server.view()) == set(store.memory(last))
            else:
                with pytest.raises(CallerError, match=r"holds no release|on its way"):
                    server.view()
        server.write(quads, str(turn))
        holds(server, quads)
        last = quads
    assert kills > 1


def test_chunks_that_are_in_are_not_sent_again(server: Server) -> None:
    class Stopped(Exception):  # noqa: N818
        pass

    def stop(done: int, of: int) -> None:
        told.append(done)
        if done >= 900:
            raise Stopped

    told: list[int] = []
    for name, graphs in (("first", "ab"), ("second", "cd")):
        quads = some(name, graphs, 600)
        told.clear()
        with pytest.raises(Stopped):
            Upload(server, quads, name, stop, chunk=100).run()
        told.clear()
        Upload(server, quads, name, lambda done, of: told.append(done), chunk=100).run()
        assert told[:2] == [601, 901], "the first graph whole, and the chunks of the second"
        holds(server, quads)


def test_something_else_is_sent_after_an_upload_that_was_given_up(server: Server) -> None:
    for last in ([], some("whole", "ab")):
        if last:
            server.write(last, "whole")
        with pytest.raises(ZeroDivisionError):
            Upload(
                server, some("given up", "bcd"), "given up", lambda done, of: print(1 // max(0, 700 - done)), chunk=100
            ).run()
        quads = some("other", "bc")
        server.write(quads, f"other {len(last)}")
        holds(server, quads)


def test_other_graphs_of_the_server_are_left_alone(server: Server) -> None:
    other = b"<urn:govkg-test:s> <urn:govkg-test:p> <urn:govkg-test:o> .\n"
    target = f"{server.services[2]}?graph=urn:govkg-test:g"
    server.wire.insist("PUT", target, other, "application/n-triples")
    for name in ("first", "second"):
        server.write(some(name, "ab"), name)
        assert set(server.view()) == set(store.memory(some(name, "ab"))), "and are no part of the graph"
        assert server.result("ASK { GRAPH <urn:govkg-test:g> { ?s ?p ?o } }", "application/sparql-results+json")


def test_a_default_graph_that_somebody_uses_is_not_touched(plain: Server) -> None:
    other = b"<urn:s> <urn:p> <urn:o> .\n"
    plain.wire.insist("PUT", f"{plain.services[2]}?default", other, "application/n-triples")
    for _ in range(2):
        with pytest.raises(CallerError) as e:
            plain.write(some("x", "a"), "first")
        assert e.value.code == "server.occupied"
    assert [str(r["o"]) for r in plain.select("SELECT ?o { ?s ?p ?o }")] == ["<urn:o>"]


def test_a_blank_node_is_refused(plain: Server) -> None:
    with pytest.raises(InternalError) as e:
        plain.write([ox.Quad(ox.BlankNode("x"), P, S, S)], "first")
    assert e.value.code == "store.blank" and plain.holding().name is None


# -- a line that fails -------------------------------------------------------------------------------------------------
@contextmanager
def line(url: str, faults: list[str]) -> Iterator[str]:
    """A way to the server on which requests fail as the list says: ``busy`` before, ``lost`` after the server did its part."""
    there = urlsplit(url)

    class Way(BaseHTTPRequestHandler):
        def one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            writes = self.command == "PUT" or "query" not in self.path
            fault = faults.pop(0) if faults and (writes or faults[0] == "cut") else ""
            if fault == "busy":
                self.send_response(503)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            connection = HTTPConnection(there.hostname or "", there.port, timeout=20)
            connection.request(self.command, self.path, body or None, dict(self.headers))
            reply = connection.getresponse()
            data = reply.read()
            connection.close()
            self.close_connection = True
            if fault == "lost":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.getheader("Content-Type") or "text/plain")
            self.send_header("Content-Length", str(len(data) + (500 if fault == "cut" else 0)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = one  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    way = ThreadingHTTPServer(("127.0.0.1", 0), Way)
    thread = threading.Thread(target=way.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{way.server_address[1]}"
    finally:
        way.shutdown()
        thread.join()
        way.server_close()


def hurried(url: str) -> Server:
    server = Server(url)
    server.wire.pause = lambda seconds: time.sleep(seconds / 100)
    return server


@pytest.mark.parametrize("fault", ["busy", "lost"])
def test_what_passes_is_tried_again(plain: Server, fault: str) -> None:
    before = some("before", "bc")
    plain.write(before, "before")
    faults = [fault, "", fault, fault, "", fault, fault, "", "", fault]
    with line(plain.wire.url, faults) as url:
        Upload(hurried(url), some("after", "ab", 250), "after", lambda *_: None, chunk=100).run()
    assert not faults
    holds(plain, some("after", "ab", 250))


def test_half_an_answer_is_none(plain: Server) -> None:
    plain.write(some("x", "a"), "first")
    faults: list[str] = []
    with line(plain.wire.url, faults) as url:
        kg = Graph(Server(url).view())
        for text in ("SELECT ?o { ?s ?p ?o }", "ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
            faults.append("cut")
            with pytest.raises(CallerError, match="was cut"):
                kg.query(text)
            assert kg.query(text).rows


def test_a_swap_whose_answer_is_lost_is_not_done_twice(plain: Server) -> None:
    plain.write(some("before", "a"), "before")
    after = some("after", "a")
    faults = ["", "", "lost"]  # what is on its way, its one chunk, the swap
    with line(plain.wire.url, faults) as url:
        hurried(url).write(after, "after")
    assert not faults
    holds(plain, after)


def test_a_server_that_gives_up_is_told_and_gone_on_with(plain: Server) -> None:
    quads = some("x", "abc", 250)
    with line(plain.wire.url, [*[""] * 6, *["busy"] * 99]) as url:
        with pytest.raises(CallerError, match="goes on where it stopped") as e:
            hurried(url).write(quads, "first")
        assert e.value.code == "server.unreachable"
    told: list[int] = []
    Upload(plain, quads, "first", lambda done, of: told.append(done), chunk=100).run()
    assert told[0] > 0
    holds(plain, quads)


# -- who asks, and how long --------------------------------------------------------------------------------------------
def test_name_and_password_stand_in_no_message(virtuoso: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = virtuoso.replace("dba:dba", "dba:topsecret")
    for url, cure in ((wrong, "check name, password"), (virtuoso.replace("dba:dba@", ""), "GOVKG_STORE_USER")):
        assert cli.main(["load", url]) == 1
        said = capsys.readouterr()
        assert cure in said.err and "topsecret" not in said.err + said.out and "dba:" not in said.err
    assert "topsecret" not in repr(Server(wrong).wire)


def test_a_password_goes_over_an_open_line_to_this_machine_only() -> None:
    wire = Server("http://who:secret@graph.example").wire
    with pytest.raises(CallerError, match="https") as e:
        wire._authorization("GET", "/", b"", {"scheme": "basic"})
    assert e.value.code == "server.refused" and "secret" not in str(e.value)
    assert Server("http://who:secret@127.0.0.1:1").wire._authorization("GET", "/", b"", {"scheme": "basic"}) == (
        "Basic d2hvOnNlY3JldA=="
    )


@pytest.mark.parametrize(
    "url",
    ["http://", "ftp://x", "http://x:port", "http://x/?query=1", "http://x y/", "http://x:99999999", "http://汉/"],
)
def test_what_is_no_url_is_told(url: str) -> None:
    with pytest.raises(CallerError) as e:
        store.home(url)
    assert e.value.code == "server.url"


def test_what_is_no_sparql_server_is_told(tmp_path: Path) -> None:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *_: object) -> None:
            pass

    page = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=page.serve_forever)
    thread.start()
    try:
        with pytest.raises(CallerError) as e:
            graph.at(f"http://127.0.0.1:{page.server_address[1]}")
        assert e.value.code == "server.unreachable"
    finally:
        page.shutdown()
        thread.join()
        page.server_close()


HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?c) < STR(?i)) }"
WIDE = "SELECT * { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(STR(?c)) > 0) }"


def test_time_is_kept(plain: Server) -> None:
    plain.write(some("x", "ab"), "first")
    began = time.monotonic()
    with pytest.raises(CallerError) as e:
        Graph(plain.view()).query(HEAVY, timeout=0.5)
    assert e.value.code == "query.timeout" and time.monotonic() - began < 5


def test_an_answer_that_the_server_cuts_is_no_answer(opening: Any, tmp_path: Path) -> None:
    with opening("oxigraph", tmp_path, "--timeout-s", "1") as server:
        server.write(some("x", "abcdef", 1_000), "first")
        with pytest.raises(CallerError) as e:
            Graph(server.view()).query(WIDE, limit=10)
        assert e.value.code in ("server.answer", "server.unreachable", "query.failed")


def test_the_commands_ask_a_server(
    plain: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = plain.wire.url
    words = ["ask", "outcomes-of-reform", "--reform", "一事联办", "--format", "csv"]
    assert cli.main([*words, "--endpoint", url]) == 1
    assert "run govkg load" in capsys.readouterr().err
    assert cli.main(["load", url, "--lang", "zh"]) == 0
    assert "图谱已在服务器中" in capsys.readouterr().out
    monkeypatch.setenv("GOVKG_ENDPOINT", url)
    assert cli.main(["load", "--json"]) == 0
    release = json.loads(capsys.readouterr().out)["release"]
    assert plain.holds(release)
    assert cli.main(words) == 0
    there = capsys.readouterr().out
    monkeypatch.delenv("GOVKG_ENDPOINT")
    assert cli.main(words) == 0
    assert capsys.readouterr().out == there and "39.16%" in there
    path = resources.path("queries/ask/savings.rq")
    assert cli.main(["query", str(path), "--endpoint", url, "--format", "json"]) == 0
    there = capsys.readouterr().out
    assert cli.main(["query", str(path), "--format", "json"]) == 0
    assert capsys.readouterr().out == there
    assert cli.main(["load"]) == 1 and "no server is named" in capsys.readouterr().err
