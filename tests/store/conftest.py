"""The three homes, the third one twice: an Oxigraph server and Virtuoso, both real, started here and ended here."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from govkg import store
from govkg.errors import CallerError
from govkg.store import Home
from govkg.store.server import Server

KINDS = ("memory", "disk", "oxigraph", "virtuoso")
VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
CaseMode = 2
[HTTPServer]
ServerPort = {http}
ServerRoot = .
MaxClientConnections = 5
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryCostEstimationTime = 0
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as s:
        return int(s.getsockname()[1])


@contextmanager
def started(command: list[str], folder: Path, url: str) -> Iterator[str]:
    """A server, once it answers; killed at the end."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 240  # a machine may be busy
        while True:
            try:
                assert Server(url).services
                break
            except CallerError:
                assert process.poll() is None and time.monotonic() < until, (folder / "server.log").read_text("utf-8")
                time.sleep(0.05)
        yield url
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph(folder: Path, *words: str) -> Iterator[str]:
    """A new Oxigraph server in memory; its URL."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("the package oxigraph is not installed")
    port = free_port()
    folder.mkdir(exist_ok=True)
    with started([program, "serve", "--bind", f"127.0.0.1:{port}", *words], folder, f"http://127.0.0.1:{port}") as url:
        yield url


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Virtuoso with an empty database; its URL, with the name and password that it begins with."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    folder, port = tmp_path_factory.mktemp("virtuoso"), free_port()
    ini = VIRTUOSO.format(sql=free_port(), http=port)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with started(command, folder, f"http://127.0.0.1:{port}"):
        yield f"http://dba:dba@127.0.0.1:{port}"


def wiped(server: Server) -> Server:
    """The server without any graph of ours."""
    graphs = [row["g"] for row in server.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")]
    ours = [g for g in graphs if str(g).startswith(("<urn:", "<https://w3id.org/govkg/"))]
    update(server, " ; ".join(f"DROP SILENT GRAPH {g}" for g in ours))
    return server


def update(server: Server, text: str) -> None:
    """An update of the server, as anybody might make it."""
    if text:
        reply = server.wire.send("POST", server.services[1], text.encode(), "application/sparql-update")
        assert reply.status < 300, reply


@contextmanager
def opened(kind: str, folder: Path, request: pytest.FixtureRequest, *words: str) -> Iterator[Home]:
    if kind == "memory":
        yield store.home()
    elif kind == "disk":
        yield store.home(folder / "store")
    elif kind == "oxigraph":
        with oxigraph(folder / "oxigraph", *words) as url:
            yield store.home(url)
    else:
        server = Server(request.getfixturevalue("virtuoso"))
        yield wiped(server)
        wiped(server)


@pytest.fixture(scope="session")
def opening(request: pytest.FixtureRequest) -> Callable[..., AbstractContextManager[Home]]:
    """Opens a home of a kind, in a folder, with further words for the server; for wider scopes than that of a test."""
    return lambda kind, folder, *words: opened(kind, folder, request, *words)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def home(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Home]:
    """A home of each kind that nothing was written to."""
    with opened(kind, tmp_path, request) as made:
        yield made


@pytest.fixture(scope="session")
def quads() -> list[ox.Quad]:
    """The bundled release."""
    from govkg import resources

    return list(ox.parse(path=str(resources.path("graph/release/govkg.trig")), format=ox.RdfFormat.TRIG))
