"""What answers SPARQL in the benchmark of asking: rdflib, pyoxigraph in memory and on disk, Virtuoso; each in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIMIT = 60.0
RUNS = 15
Rows = list[dict[str, Any]]
Run = Callable[[str], Rows]


def oxigraph(store: Any) -> Run:
    def run(query: str) -> Rows:
        found = store.query(query)
        names = [v.value for v in found.variables]
        return [{n: None if t is None else t.value for n, t in zip(names, row, strict=True)} for row in found]

    return run


def in_memory(folder: Path) -> Callable[[], Run]:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(path=str(folder / "all.nt"), format=RdfFormat.N_TRIPLES)
    return lambda: oxigraph(store)


def on_disk(folder: Path) -> Callable[[], Run]:
    from pyoxigraph import RdfFormat, Store

    place = folder / "oxigraph"
    if not place.exists():
        store = Store(str(place))
        store.bulk_load(path=str(folder / "all.nt"), format=RdfFormat.N_TRIPLES)
        store.optimize()
        del store
    return lambda: oxigraph(Store.read_only(str(place)))


def on_rdflib(folder: Path) -> Callable[[], Run]:
    import gc

    import rdflib

    gc.disable()
    graph = rdflib.Graph()
    graph.parse(str(folder / "all.nt"), format="nt")

    def run(query: str) -> Rows:
        found: Any = graph.query(query)
        names = [str(v) for v in found.vars]
        return [{n: t if t is None else str(t) for n, t in zip(names, row, strict=True)} for row in found]

    return lambda: run


ENGINES = {"rdflib": on_rdflib, "pyoxigraph memory": in_memory, "pyoxigraph disk": on_disk}


def serve(engine: str, folder: Path) -> None:
    """A process of an engine: reads queries on standard input, answers each from a copy of itself that can be stopped."""
    make = ENGINES[engine](folder)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        query = json.loads(line)
        with tempfile.TemporaryFile("w+") as out:
            child = os.fork()
            if not child:
                try:
                    json.dump(measured(make(), query, 1 if engine == "rdflib" else RUNS), out)
                    out.flush()
                finally:
                    os._exit(0)
            began = time.monotonic()
            while not os.waitpid(child, os.WNOHANG)[0]:
                if time.monotonic() - began > LIMIT * 1.2 + 5:
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)
                    break
                time.sleep(0.005)
            out.seek(0)
            print(out.read() or "null", flush=True)


def measured(run: Callable[[str], Any], query: str, runs: int) -> dict[str, Any]:
    """Median of the seconds of a query, first rows; few runs where one takes long."""
    begun = time.perf_counter()
    try:
        rows = run(query)
    except Exception as e:  # whatever a peer says, it is its answer
        return {"seconds": LIMIT, "rows": None, "error": f"{type(e).__name__}: {str(e)[:160]}"}
    first = time.perf_counter() - begun
    times: list[float] = []
    while len(times) < runs and sum(times) < 3 and first < LIMIT / 4 and runs > 1:
        begun = time.perf_counter()
        run(query)
        times.append(time.perf_counter() - begun)
    return {"seconds": min(statistics.median(times) if times else first, LIMIT), "rows": rows}


class Virtuoso:
    """A Virtuoso server of this run, loaded in bulk, asked over HTTP on one connection."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "virtuoso"
        self.folder.mkdir()
        self.sql, self.http = free_port(), free_port()
        files = "DatabaseFile=v.db\nErrorLogFile=v.log\nLockFile=v.lck\nTransactionFile=v.trx\nxa_persistent_file=v.pxa"
        (self.folder / "virtuoso.ini").write_text(
            f"[Database]\n{files}\nFileExtend=200\nMaxCheckpointRemap=2000\nStriping=0\n"
            "[TempDatabase]\nDatabaseFile=t.db\nTransactionFile=t.trx\nMaxCheckpointRemap=2000\nStriping=0\n"
            f"[Parameters]\nServerPort={self.sql}\nDisableUnixSocket=1\nNumberOfBuffers=170000\nMaxDirtyBuffers=130000\n"
            f"DirsAllowed=., {folder}\nThreadsPerQuery={os.cpu_count()}\nAsyncQueueMaxThreads={os.cpu_count()}\n"
            f"[HTTPServer]\nServerPort={self.http}\nServerThreads=4\n"
            f"[SPARQL]\nResultSetMaxRows=10000000\nMaxQueryCostEstimationTime=0\nMaxQueryExecutionTime={LIMIT:.0f}\n"
        )
        self.process = subprocess.Popen(["virtuoso-t", "-f", "-c", "virtuoso.ini"], cwd=self.folder,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        for _ in range(120):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.http)) == 0:
                    break
            time.sleep(0.5)
        load = f"ld_dir('{folder}', 'all.nt', 'urn:all'); rdf_loader_run(); checkpoint;"
        subprocess.run(["isql-vt", str(self.sql), "dba", "dba", f"exec={load}"], check=True, capture_output=True)

    def __call__(self, query: str) -> Rows:
        import http.client
        from urllib.parse import urlencode

        if not hasattr(self, "_open"):
            self._open = http.client.HTTPConnection("127.0.0.1", self.http, timeout=LIMIT + 5)
        body = urlencode({"query": query, "default-graph-uri": "urn:all"})
        head = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
        try:
            self._open.request("POST", "/sparql", body, head)
            reply = self._open.getresponse()
            data = reply.read()
        except OSError:
            del self._open
            raise
        if reply.status != 200:
            raise RuntimeError(data.decode(errors="replace"))
        found = json.loads(data)
        names = found["head"]["vars"]
        return [{n: row[n]["value"] if n in row else None for n in names} for row in found["results"]["bindings"]]

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class Asking:
    """An engine for the length of a block: a function from a query to what was measured, None where it was stopped."""

    def __init__(self, peer: str, folder: Path) -> None:
        self.peer, self.folder = peer, folder

    def __enter__(self) -> Callable[[str], Any]:
        if self.peer == "virtuoso":
            self.server = Virtuoso(self.folder)
            return lambda query: measured(self.server, query, RUNS)
        self.process = subprocess.Popen([sys.executable, str(Path(__file__).with_name("asking.py")), "--serve", self.peer, str(self.folder)], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        assert self.process.stdin and self.process.stdout
        sent, read = self.process.stdin, self.process.stdout
        read.readline()

        def run(query: str) -> Any:
            sent.write(json.dumps(query) + "\n")
            sent.flush()
            return json.loads(read.readline())

        return run

    def __exit__(self, *_: object) -> None:
        if self.peer == "virtuoso":
            self.server.close()
        else:
            self.process.kill()
            self.process.wait()
