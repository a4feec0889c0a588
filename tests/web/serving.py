"""The real server as a process, and a client that shows what came over the wire."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).parents[2]
GRAPH = "https://w3id.org/govkg/id/graph/"
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Reply:
    """One answer: status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a result in JSON, their values alone."""
        found = json.loads(self.body)["results"]["bindings"]
        return [{k: v["value"] for k, v in row.items()} for row in found]

    @property
    def one_line(self) -> bool:
        return self.text.endswith("\n") and self.text.count("\n") == 1 and len(self.text) > 10


@dataclass
class Server:
    """A running `govkg serve`."""

    process: subprocess.Popen[str]
    address: str
    log: Path
    said: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    def ask(self, method: str, path: str, body: bytes | None = None, /, **headers: str) -> Reply:
        """One request; a header's name is written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, **headers)

    def query(self, sparql: str, accept: str = JSON, /, **parameters: str) -> Reply:
        """A query by GET."""
        return self.get("/sparql?" + urlencode({"query": sparql, **parameters}), Accept=accept)

    def raw(self, data: bytes) -> bytes:
        """Whatever bytes come back for those bytes until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), 30) as s:
            s.sendall(data)
            parts = []
            while piece := s.recv(65536):
                parts.append(piece)
            return b"".join(parts)

    def journal(self) -> list[dict[str, object]]:
        """The lines of the journal, once the last ones are written."""
        time.sleep(0.3)
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def stop(self) -> int:
        """Asks it to stop and gives its exit code."""
        self.process.send_signal(signal.SIGTERM if os.name != "nt" else signal.SIGINT)
        return self.process.wait(30)


def start(workspace: Path | None, log: Path, *words: str, wait: float = 60) -> Server:
    """A server on a free port, once it says that it answers."""
    command = [sys.executable, "-m", "govkg", "serve", "--port", "0", "--json", "--log", str(log)]
    if workspace:
        command += ["--workspace", str(workspace)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "GOVKG_LANG": "en"}
    process = subprocess.Popen([*command, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env,
                               encoding="utf-8", cwd=log.parent)  # fmt: skip
    assert process.stdout
    lines: queue.Queue[str] = queue.Queue()
    said: list[str] = []

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            said.append(line)
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    told = ""
    while not told.rstrip().endswith("}"):
        line = lines.get(timeout=wait)
        assert line, f"the server ended: {''.join(said)}"
        told += line
    return Server(process, json.loads(told)["address"], log, said)


@contextlib.contextmanager
def serving(workspace: Path | None, folder: Path, *words: str) -> Iterator[Server]:
    """A server for a while."""
    server = start(workspace, folder / "journal.jsonl", *words)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.process.wait(30)
        if server.process.stdout:
            server.process.stdout.close()


def enc(text: str) -> str:
    """Percent-encoded, blanks and all."""
    return quote(text, safe="")
