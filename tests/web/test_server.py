"""The server itself: who may ask it, how much, what it tells, how it stops, what it answers when it is busy.

The soak kills it and its workers more often.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.conftest import SOAK
from tests.web.serving import JSON, ROOT, Reply, Server, enc, serving, start

DEADLY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
POINT = "SELECT ?t { ?r a gov:Report ; dcterms:title ?t } ORDER BY ?t"
FORM = "application/x-www-form-urlencoded"


# -- who may ask -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST", "127.0.0.1:{port}"])
def test_the_names_of_this_machine_are_answered(served: Server, host: str) -> None:
    assert served.get("/health", Host=host.format(port=served.port)).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "10.0.0.1", "", "127.0.0.1.x"]
)
def test_other_names_are_not(served: Server, host: str) -> None:
    for path in ("/sparql?query=ASK%20%7B%7D", "/health", "/api/ask", "/id/x"):
        reply = served.get(path, Host=host)
        assert reply.status == 421
        assert "dataset" not in reply.text


def test_without_review_there_is_nothing_to_post_to(served: Server) -> None:
    for path in (
        "/review",
        "/review/do/decide",
        "/review/do/close",
        "/review/do/judge",
        "/review/do/add",
        "/review/enter?key=x",
    ):
        assert served.get(path).status == 404
        assert served.ask("POST", path, b"token=x", Content_Type=FORM, Origin=served.address.rstrip("/")).status == 404


def test_a_request_without_host_is_not_answered(served: Server) -> None:
    assert served.raw(b"GET /health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421 ")


def test_every_answer_carries_the_safe_headers(served: Server) -> None:
    for path in (
        "/sparql?query=ASK%20%7B%7D",
        "/sparql?query=x",
        "/health",
        "/api/ask",
        "/nothing",
        "/id/report/linzhu-2022",
    ):
        headers = served.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_pages_of_other_origins_read_nothing_unless_they_are_named(
    served: Server, workspace: Path, tmp_path: Path
) -> None:
    asked = {"Origin": "https://a.example", "Access_Control_Request_Method": "GET"}
    assert "access-control-allow-origin" not in served.ask("OPTIONS", "/sparql", **asked).headers
    assert "access-control-allow-origin" not in served.get("/health", Origin="https://a.example").headers
    with serving(workspace, tmp_path, "--cors", "https://a.example", "--workers", "1", "--name", "data.example") as s:
        preflight = s.ask("OPTIONS", "/sparql", **asked)
        assert preflight.status == 204
        assert preflight.headers["access-control-allow-origin"] == "https://a.example"
        assert "POST" in preflight.headers["access-control-allow-methods"]
        reply = s.query("ASK {}", JSON)
        assert "access-control-allow-origin" not in reply.headers
        reply = s.get("/api/ask", Origin="https://a.example")
        assert reply.headers["access-control-allow-origin"] == "https://a.example"
        assert "access-control-allow-origin" not in s.get("/api/ask", Origin="https://b.example").headers
        assert s.get("/health", Host="data.example").status == 200


# -- how much ----------------------------------------------------------------------------------------------------------
def test_what_is_too_large_is_told_and_not_read(served: Server) -> None:
    assert served.get("/sparql?query=" + "x" * 17_000).status == 414
    assert served.get("/health", X_Long="x" * 40_000).status == 431
    body = b"query=" + b"x" * 2**21
    reply = served.ask("POST", "/sparql", body, Content_Type=FORM)
    assert reply.status == 413
    assert reply.one_line
    chunks = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    chunks += (
        b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        + b"100000\r\n"
        + b"x" * 2**20
        + b"\r\n1\r\nx\r\n0\r\n\r\n"
    )
    assert served.raw(chunks).startswith(b"HTTP/1.1 413 ")
    assert served.ask("POST", "/sparql", b"x", Content_Type=FORM, Content_Encoding="gzip").status == 415


def test_a_truncated_answer_says_so_and_is_well_formed(served: Server) -> None:
    every = "SELECT ?s ?p ?o { ?s ?p ?o }"
    for accept, rows in ((JSON, lambda r: len(r.rows)), ("text/csv", lambda r: r.text.count("\r\n") - 1)):
        reply = served.query(every + " LIMIT 5000", accept)
        assert reply.status == 200
        assert reply.headers["govkg-truncated"] == "rows=1000"
        assert reply.headers["cache-control"] == "no-store"
        if accept == JSON:
            assert rows(reply) == 1000
        whole = served.query(every + " LIMIT 1000", accept)
        assert "govkg-truncated" not in whole.headers


def test_a_query_that_takes_too_long_is_stopped_and_others_are_answered(served: Server) -> None:
    said: list[Reply] = []
    poisoned = threading.Thread(target=lambda: said.append(served.query(DEADLY)))
    poisoned.start()
    begun = time.monotonic()
    while poisoned.is_alive():
        reply = served.query(POINT)
        assert reply.status == 200
        assert len(reply.rows) == 4
        time.sleep(0.05)
    assert 4.5 < time.monotonic() - begun < 30
    (stopped,) = said
    assert stopped.status == 504
    assert stopped.one_line
    assert "5 s" in stopped.text


def test_a_full_queue_is_told_with_when_to_come_back(workspace: Path, tmp_path: Path) -> None:
    with serving(workspace, tmp_path, "--workers", "1", "--queue", "0", "--slow", "1", "--timeout", "4") as s:
        said: list[Reply] = []
        threads = [threading.Thread(target=lambda: said.append(s.query(DEADLY))) for _ in range(3)]
        for t in threads:
            t.start()
        while not said:
            time.sleep(0.05)
        reply = said[0]  # one runs, in the slow lane; the others found the queue or that lane full
        assert reply.status == 503
        assert int(reply.headers["retry-after"]) > 0
        assert reply.one_line
        assert s.get("/health").status == 200
        for t in threads:
            t.join()
        assert sorted(r.status for r in said) == [503, 503, 504]
        assert s.query(POINT).status == 200


def test_slow_queries_leave_room_for_quick_ones(workspace: Path, tmp_path: Path) -> None:
    """Two deadly ones fill the slow lane, a third is stopped soon or refused; whoever is quick is answered meanwhile."""
    with serving(workspace, tmp_path, "--workers", "1", "--slow", "2", "--timeout", "8") as s:
        said: list[Reply] = []
        threads = [threading.Thread(target=lambda n=n: said.append(s.query(f"# {n}\n{DEADLY}"))) for n in range(3)]
        for t in threads:
            t.start()
        while json.loads(s.get("/health").body)["pool"]["slow"] < 2 or not said:
            time.sleep(0.05)
        for _ in range(10):
            assert s.query(POINT).status == 200
        assert json.loads(s.get("/health").body)["pool"]["slow"] == 2
        assert [r.status for r in said] == [503]
        assert s.query(f"# 2\n{DEADLY}").status == 503
        for t in threads:
            t.join()
        assert sorted(r.status for r in said) == [503, 504, 504]
        assert json.loads(s.get("/health").body)["pool"]["slow"] == 0


def test_what_comes_slowly_or_as_nonsense_costs_nobody_else(served: Server) -> None:
    idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(50)]
    for s in idle:
        s.sendall(b"GET /health HTTP/1.1\r\nHost: lo")
    assert served.query(POINT).status == 200
    for s in idle:
        s.close()
    for nonsense in (b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"\r\n" * 50 + b"x", b"GET / HTTP/9.9\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", served.port)) as s:
            s.sendall(nonsense)
            s.shutdown(socket.SHUT_WR)
            s.recv(1000)
    assert served.query(POINT).status == 200


# -- what it tells -----------------------------------------------------------------------------------------------------
UNREAD = """
import sys
from pathlib import Path
from govkg.library import Library
from govkg.web import server
from govkg.web.options import Options
root = Path(sys.argv[1])
options = Options(port=0, workers=1, departure=1.0, log=Path(sys.argv[2]))
server.serve(Library(root, root), options, lambda address: print(address, flush=True))
"""


def test_who_reads_nothing_of_an_answer_is_let_go(workspace: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", UNREAD, str(workspace), str(tmp_path / "journal.jsonl")]
    with subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            port = int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
            everything = enc("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000")
            with socket.socket() as s:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                s.connect(("127.0.0.1", port))
                s.settimeout(60)
                s.sendall(f"GET /sparql?query={everything} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                head = s.recv(1000)
                whole = int(re.search(rb"content-length: (\d+)", head)[1])  # type: ignore[index]
                time.sleep(3)
                length = 0
                with contextlib.suppress(ConnectionResetError):
                    while piece := s.recv(65536):
                        length += len(piece)
            assert length < whole / 2
        finally:
            process.kill()


def test_health_says_how_it_is(served: Server) -> None:
    body = json.loads(served.get("/health").body)
    assert body["status"] == "ok"
    assert re.fullmatch(r"[0-9a-f]{64}", body["dataset"])
    assert body["pool"]["workers"] == 2
    assert {"waiting", "busy", "cage", "timeout"} <= set(body["pool"])
    assert set(body["versions"]) == {"govkg", "engine"}


def test_a_line_a_request_and_no_text_of_queries(served: Server) -> None:
    served.query("ASK { ?secret a gov:Report }")
    served.query("SELECT nonsense")
    lines = served.journal()
    good, bad = [x for x in lines if x.get("path") == "/sparql"][-2:]
    assert (good["method"], good["status"]) == ("GET", 200)
    assert {"time", "ms", "bytes"} <= set(good)
    assert bad["status"] == 400
    assert bad["code"] == "query.malformed"
    assert "secret" not in served.log.read_text(encoding="utf-8")


def test_queries_are_in_the_journal_where_that_was_asked_for(workspace: Path, tmp_path: Path) -> None:
    with serving(workspace, tmp_path, "--log-queries", "--workers", "1") as s:
        s.query("ASK { ?shown a gov:Report }")
        assert "?shown" in str(s.journal()[-1]["query"])


def test_a_port_that_is_taken_is_one_clear_line(served: Server, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "GOVKG_LANG": "en"}
    command = [sys.executable, "-m", "govkg", "serve", "--port", str(served.port)]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == f"govkg: 127.0.0.1:{served.port}: the port is taken; give another with --port\n"


# -- how it ends -------------------------------------------------------------------------------------------------------
def test_other_machines_are_let_in_only_by_a_word_of_its_own(workspace: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "govkg",
        "serve",
        "--port",
        "0",
        "--host",
        "0.0.0.0",
        "--workspace",
        str(workspace),
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "GOVKG_LANG": "en"}
    refused = subprocess.run(
        command, env=env, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert "--public" in refused.stderr
    with serving(workspace, tmp_path, "--host", "0.0.0.0", "--public") as opened:
        assert opened.get("/health").status == 200


def test_it_stops_when_told_and_answers_what_is_under_way(workspace: Path, tmp_path: Path) -> None:
    with serving(workspace, tmp_path, "--workers", "1", "--timeout", "2") as s:
        said: list[int] = []
        under_way = threading.Thread(target=lambda: said.append(s.query(DEADLY).status))
        under_way.start()
        time.sleep(0.5)
        assert s.stop() == 0
        under_way.join()
        assert said == [504]
        assert {"started", "stopped"} <= {str(x.get("event")) for x in s.journal()}


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(x) for x in found.stdout.split()]


def loaded(server: Server, expected: bytes, wrong: list[str]) -> None:
    """Asks until the connection is cut; an answer that came whole must be right."""
    while True:
        try:
            reply = server.query(POINT)
        except (OSError, http.client.HTTPException):
            return
        if reply.status != 200 or reply.body != expected:
            wrong.append(f"{reply.status} {reply.text[:200]}")


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_killed_at_any_moment_the_next_start_answers_the_same(workspace: Path, tmp_path: Path) -> None:
    expected = None
    for n in range(100 if SOAK else 3):
        server = start(workspace, tmp_path / "journal.jsonl", "--workers", "2")
        reply = server.query(POINT)
        expected = expected or reply.body
        assert reply.body == expected
        workers = children(server.process.pid)
        assert len(workers) == 2

        wrong: list[str] = []
        threads = [threading.Thread(target=loaded, args=(server, expected, wrong)) for _ in range(3)]
        for t in threads:
            t.start()
        time.sleep(0.05 + 0.07 * (n % 7))
        server.process.kill()
        server.process.wait()
        for t in threads:
            t.join(20)
        assert wrong == []
        deadline = time.monotonic() + 10
        while any(
            Path(f"/proc/{w}/stat").exists() and " Z " not in Path(f"/proc/{w}/stat").read_text() for w in workers
        ):
            assert time.monotonic() < deadline, "workers outlive their server"
            time.sleep(0.05)
        if server.process.stdout:
            server.process.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_a_worker_that_is_killed_costs_no_answer(workspace: Path, tmp_path: Path) -> None:
    with serving(workspace, tmp_path, "--workers", "2") as s:
        expected = s.query(POINT).body
        for _ in range(5 if SOAK else 3):
            for worker in children(s.process.pid):
                os.kill(worker, signal.SIGKILL)
            for _ in range(3):
                reply = s.query(POINT)
                assert reply.status == 200
                assert reply.body == expected


def test_a_build_that_swaps_the_graph_is_taken_over(workspace: Path, tmp_path: Path) -> None:
    import shutil

    from govkg import pipeline
    from govkg.library import Library

    root = tmp_path / "growing"
    shutil.copytree(workspace / "sources", root / "sources", ignore=shutil.ignore_patterns("yunlan-*"))
    pipeline.build(Library(root, root))
    with serving(root, tmp_path, "--workers", "1", "--timeout", "2") as s:
        assert len(s.query(POINT).rows) == 2
        before = json.loads(s.get("/health").body)["dataset"]
        for name in ("yunlan-2022", "yunlan-2023"):
            shutil.copytree(workspace / "sources" / name, root / "sources" / name)
        pipeline.build(Library(root, root))
        deadline = time.monotonic() + 20
        while len(s.query(POINT).rows) == 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(s.query(POINT).rows) == 4
        assert json.loads(s.get("/health").body)["dataset"] != before
        assert s.get("/sparql?" + urlencode({"query": "ASK {}", "default-graph-uri": "https://w3id.org/govkg/id/graph/yunlan-2022"})).status == 200  # fmt: skip
        assert s.get(f"/sparql?query={enc('ASK {}')}&default-graph-uri=x").status == 400
