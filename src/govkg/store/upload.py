"""An upload: a release goes into a server graph by graph, in chunks, and can be stopped and gone on with at any moment.

Where the server holds no whole release, chunks go straight into their graphs; else into graphs beside, named by what they hold,
which take the place of the old ones at the end, in one request. Graphs that are the same are not sent. The server is its own
ledger: ``MARK`` names each graph that is on its way with its digest, and the number of its triples tells which chunks are in,
because the triples of a graph are sorted and each chunk is one request. A chunk that comes twice changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from govkg.errors import CallerError, InternalError
from govkg.store.contract import Step
from govkg.store.server import ALL, DIGEST, JSON, MARK, NAME, SENDING, TRIPLES, UPDATE, Holding, Server, target_of
from govkg.store.wire import BusyError, Reply, said

CHUNK = 20_000  # triples of one request
ROWS = 200  # of the mark in one INSERT DATA


class Upload:
    """One release on its way to one server."""

    def __init__(self, server: Server, quads: Iterable[Quad], name: str, step: Step, chunk: int = CHUNK) -> None:
        self.server, self.name, self.step, self.chunk = server, name, step, chunk
        of: dict[str, list[Triple]] = {}
        for q in quads:
            if isinstance(q.graph_name, DefaultGraph):
                continue  # the copies in a store
            if isinstance(q.graph_name, BlankNode) or any(isinstance(t, BlankNode) for t in (q.subject, q.object)):
                raise InternalError("store.blank", "a blank node cannot be sent in chunks", where=str(q.graph_name))
            of.setdefault(q.graph_name.value, []).append(q.triple)
        self.lines = {g: _lines(of.pop(g)) for g in sorted(of)}
        self.digests = {g: _digest(g, lines) for g, lines in self.lines.items()}

    def run(self) -> None:
        """Sends what the server does not hold yet, then swaps; raises CallerError when the server gives up for good."""
        tries = self.server.wire.tries
        for n in range(tries):
            holding = self.server.holding(insist=True)
            if (holding.name, holding.graphs, holding.sending) == (self.name, self.digests, {}):
                return
            try:
                target = self._send(self._begun(holding))
                self._update(self._swap(holding, target), again=False)
                return
            except BusyError:
                # A swap is not repeated blindly: what the server did of it is read anew.
                if n == tries - 1:
                    raise
                self.server.wire.pause(0.5 * 2**n)

    def _begun(self, holding: Holding) -> Holding:
        """The same, of a server that has a mark at least, by which a union shows."""
        if holding.name is not None:
            return holding
        self._update([f"INSERT DATA {{ GRAPH {MARK} {{ {MARK} {NAME} {Literal('')} }} }}"])
        holding = self.server.holding(insist=True)
        if not holding.union and self.server.result("ASK { ?s ?p ?o }", JSON, insist=True):
            self._update([f"DROP SILENT GRAPH {MARK}"])
            raise CallerError("server.occupied", "the default graph of the server holds something that is no release",
                              where=self.server.wire.url, cure="give a server or a dataset of its own")  # fmt: skip
        return holding

    # -- sending -------------------------------------------------------------------------------------------------------
    def _send(self, holding: Holding) -> dict[str, str]:
        """Sends the graphs that the server does not hold; gives for each where it was sent."""
        fresh = [g for g, d in self.digests.items() if holding.graphs.get(g) != d]
        # Where nothing whole is there, nothing has to be kept.
        target = {g: f"{MARK.value}:{self.digests[g]}" if holding.name else g for g in fresh}
        sending = {target[g]: self.digests[g] for g in fresh}
        known = {t for t, d in sending.items() if holding.sending.get(t) == d}
        if holding.sending != sending:
            known = known if holding.name else set()
            self._announce(sending, [t for t in holding.sending if t not in known], holding)
        total, done = sum(len(self.lines[g]) for g in fresh), 0
        for g in fresh:
            for n in self._graph(target[g], self.lines[g], target[g] in known, holding):
                done += n
                self.step(done, total)
        return target

    def _announce(self, sending: dict[str, str], stale: list[str], holding: Holding) -> None:
        """Writes into the mark which graphs are on their way; takes away what an upload of something else left."""
        steps = [f"DROP SILENT GRAPH {NamedNode(t)}" for t in stale]
        if stale and not holding.name:
            steps.append(f"DROP SILENT GRAPH {ALL}" if holding.union else "DROP SILENT DEFAULT")
        steps.append(f"DELETE WHERE {{ GRAPH {MARK} {{ ?t {SENDING} ?d }} }}")
        self._update(
            [*steps, *_inserts([f"{NamedNode(t)} {SENDING} {Literal(d)}" for t, d in sorted(sending.items())])]
        )

    def _graph(self, target: str, lines: list[bytes], known: bool, holding: Holding) -> Iterator[int]:
        """Sends one graph; tells how many triples more are in. Copies go first, unless they are made by the swap."""
        at = self._count(target) if known else 0
        at = 0 if at > len(lines) else at if at == len(lines) else at - at % self.chunk
        yield at
        while at < len(lines):
            piece = lines[at : at + self.chunk]
            if not holding.name:
                self._put("POST", ALL.value if holding.union else None, b"".join(piece))
            self._put("POST" if at else "PUT", target, b"".join(piece))
            at += len(piece)
            yield len(piece)
        if (count := self._count(target)) != len(lines):
            raise CallerError("server.lost", f"the server keeps {count} of the {len(lines)} triples of {target}",
                              where=self.server.wire.url, cure="try again, or try another server")  # fmt: skip

    def _count(self, graph: str) -> int:
        text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}"
        (row,) = self.server.select(text, insist=True)
        return int(row["n"].value)

    # -- the swap ------------------------------------------------------------------------------------------------------
    def _swap(self, holding: Holding, target: dict[str, str]) -> list[str]:
        """The one request that takes old graphs away, puts the new ones in their place and says so."""
        copies, into = (f"GRAPH {ALL} {{ ?s ?p ?o }}", str(ALL)) if holding.union else ("?s ?p ?o", "DEFAULT")
        steps = []
        for g in map(NamedNode, sorted(g for g, d in holding.graphs.items() if self.digests.get(g) != d)):
            # Its copies, but those that are another graph's too.
            other = f"GRAPH ?h {{ ?s ?p ?o }} GRAPH {MARK} {{ ?h ?is ?d }} FILTER(?h != {g})"
            where = f"GRAPH {g} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {other} }}"
            steps.append(f"DELETE {{ {copies} }} WHERE {{ {where} }}")
            steps.append(f"DROP SILENT GRAPH {g}")
        for final, sent in ((NamedNode(g), NamedNode(t)) for g, t in target.items() if g != t):
            steps.append(f"ADD {sent} TO {into}")
            steps.append(f"MOVE {sent} TO {final}")
        rows = [f"{NamedNode(g)} {DIGEST} {Literal(d)}" for g, d in self.digests.items()]
        return [*steps, f"DROP SILENT GRAPH {MARK}", *_inserts([*rows, f"{MARK} {NAME} {Literal(self.name)}"])]

    # -- requests ------------------------------------------------------------------------------------------------------
    def _put(self, method: str, graph: str | None, body: bytes) -> None:
        path = self._service(2, "Graph Store", "--graphs")
        self._done(self.server.wire.insist(method, target_of(path, graph), body, TRIPLES))

    def _update(self, steps: list[str], again: bool = True) -> None:
        send = self.server.wire.insist if again else self.server.wire.send
        self._done(send("POST", self._service(1, "update", "--update"), " ;\n".join(steps).encode(), UPDATE))

    def _service(self, n: int, name: str, option: str) -> str:
        if not self.server.services[n]:
            raise CallerError("server.service", f"it is not known where the server has its {name} service",
                              where=self.server.wire.url, cure=f"give its URL ({option})")  # fmt: skip
        return self.server.services[n]

    def _done(self, reply: Reply) -> None:
        if not 200 <= reply.status < 300:
            raise CallerError("server.failed", f"the server does not take it ({reply.status} {said(reply)})".replace(" )", ")"),
                              where=self.server.wire.url, cure="look into the server's log")  # fmt: skip


def _inserts(rows: list[str]) -> list[str]:
    """The rows into the mark, a part at a time: Virtuoso takes no more than 10,000 lines."""
    parts = (" . ".join(rows[i : i + ROWS]) for i in range(0, len(rows), ROWS))
    return [f"INSERT DATA {{ GRAPH {MARK} {{ {part} }} }}" for part in parts]


def _lines(triples: list[Triple]) -> list[bytes]:
    text = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return sorted(set(text.splitlines(keepends=True)))


def _digest(graph: str, lines: list[bytes]) -> str:
    made = hashlib.sha256(graph.encode())
    for line in lines:
        made.update(b"\n" + line)
    return made.hexdigest()[:32]
