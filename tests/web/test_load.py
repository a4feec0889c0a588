"""Mixed load with poison every second: no wrong answer, no lost request but the refused ones, memory flat. Long in soak."""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from tests.conftest import SOAK
from tests.web.serving import JSON, Server, serving

SECONDS = 600 if SOAK else 6
P = "PREFIX gov: <https://w3id.org/govkg/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/> "
POISON = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?b (!<x:y>|^!<x:y>)* ?c . ?c (!<x:y>|^!<x:y>)* ?d }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?o), STR(?x))) AS ?long) { ?s ?p ?o . ?x ?y ?z . ?z2 ?y2 ?x2 }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?c ?f",
    "SELECT * { " + "{" * 3000 + "?s ?p ?o" + "}" * 3000 + " }",
    "SELECT * { FILTER(" + "!" * 20000 + "true) }",
    "# " + "x" * 900_000,
    'SELECT (REPLACE(?o, "(.*)(.*)(.*)(.*)", "$1$1$2$2$3$3") AS ?r) { ?s ?p ?o . ?s2 ?p2 ?o2 FILTER(REGEX(STR(?o2), "(a+)+$")) }',
)  # fmt: skip
CALLS = (
    ("GET", "/sparql?query=" + quote(P + "SELECT ?t { ?r a gov:Report ; dcterms:title ?t } ORDER BY ?t"), None),
    ("GET", "/sparql?query=" + quote(P + "SELECT ?s ?v { ?s a gov:Result ; gov:value ?v } ORDER BY ?s ?v"), None),
    ("GET", "/sparql?query=" + quote(P + "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"), None),
    ("POST", "/sparql", "query=" + quote(P + "ASK { ?r a gov:Report }")),
    ("GET", "/sparql?format=nt&query=" + quote(P + "CONSTRUCT { ?r dcterms:title ?t } WHERE { ?r a gov:Report ; dcterms:title ?t } ORDER BY ?t"), None),
    ("GET", "/id/report/linzhu-2022.nt", None),
    ("GET", "/id/report/linzhu-2022.html", None),
    ("GET", "/api/ask/awards-by-initiative", None),
    ("GET", "/sparql?query=SELECT%20nonsense", None),
)  # fmt: skip


def asked(connection: http.client.HTTPConnection, call: tuple[str, str, str | None]) -> tuple[int, bytes]:
    method, path, body = call
    headers = {"Accept": JSON if path.startswith("/sparql") and "format" not in path else "*/*"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body, headers)
    reply = connection.getresponse()
    return reply.status, reply.read()


def memory(server: Server) -> tuple[int, list[int]]:
    """Resident kilobytes of the server, and of each of its workers."""
    found = subprocess.run(["ps", "-o", "pid=,ppid=,rss=", "-e"], capture_output=True, text=True, check=True)
    rows = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    pid = server.process.pid
    return next(r for p, _, r in rows if p == pid), [r for _, parent, r in rows if parent == pid]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="memory is read by ps of Linux")
def test_mixed_load_with_poison(workspace: Path, tmp_path: Path) -> None:
    with serving(
        workspace, tmp_path, "--timeout", "5", "--workers", "3", "--memory-mb", "512", "--queue", "64"
    ) as server:
        report = loaded(server, SECONDS, clients=6)
    assert report["wrong"] == []
    assert report["lost"] == []
    assert report["answered"] > 5 * SECONDS
    assert report["poisoned"] >= SECONDS * 0.5
    first, last = report["first"], report["last"]
    assert last < first * 1.15 + 20_000, report


def loaded(server: Server, seconds: float, clients: int) -> dict[str, Any]:
    """Load for so many seconds: what was answered, refused, wrong and lost, and the server's memory early and late."""
    expected = []
    for call in CALLS:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        expected.append(asked(connection, call))
        connection.close()
    assert [status for status, _ in expected] == [200] * 8 + [400]
    end = time.monotonic() + seconds
    wrong: list[str] = []
    lost: list[str] = []
    seen: Counter[str] = Counter()
    lock = threading.Lock()

    def client(n: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        at = n
        while time.monotonic() < end:
            at += 1
            call = CALLS[at % len(CALLS)]
            try:
                found = asked(connection, call)
            except (OSError, http.client.HTTPException) as e:
                lost.append(f"{call[1][:80]}: {e!r}")
                connection.close()
                continue
            with lock:
                if found == expected[at % len(CALLS)]:
                    seen["answered"] += 1
                elif found[0] == 503:
                    seen["refused"] += 1
                else:
                    wrong.append(f"{call[1][:80]}: {found[0]} {found[1][:200]!r}")
        connection.close()

    def poison() -> None:
        n = 0
        while time.monotonic() < end:
            threading.Thread(target=poisoned, args=(POISON[n % len(POISON)],)).start()
            n += 1
            time.sleep(1)

    def poisoned(query: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            connection.request(
                "POST", "/sparql", urlencode({"query": query}), {"Content-Type": "application/x-www-form-urlencoded"}
            )
            reply = connection.getresponse()
            body = reply.read()
            with lock:
                seen["poisoned"] += 1
                seen[f"poison {reply.status}"] += 1
                if reply.status not in (400, 413, 503, 504) and "govkg-truncated" not in dict(reply.getheaders()):
                    wrong.append(f"poison: {reply.status} {body[:200]!r} {query[:80]}")
        except (OSError, http.client.HTTPException) as e:
            lost.append(f"poison: {e!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    threads.append(threading.Thread(target=poison))
    for t in threads:
        t.start()
    samples = []
    while time.monotonic() < end:
        time.sleep(min(1.0, seconds / 10))
        samples.append(memory(server)[0])
    for t in threads:
        t.join()
    time.sleep(4)  # the last poison
    fifth = max(1, len(samples) // 5)
    health = json.loads(server.get("/health").body)
    return {**seen, "wrong": wrong[:5], "lost": lost[:5], "first": statistics.median(samples[fifth : 2 * fifth]),
            "last": statistics.median(samples[-fifth:]), "workers": memory(server)[1], "pool": health["pool"]}  # fmt: skip
