"""/sparql: the query operation of the SPARQL 1.1 Protocol, and the service description where nothing is asked.

It is an ASGI application of its own, without routing or request objects: most of a small query's time is spent here.
"""

from __future__ import annotations

from functools import lru_cache

from govkg import gate
from govkg.errors import CallerError
from govkg.web import about, guard, media, protocol
from govkg.web.guard import ALLOWED, TOLD, Headers, Receive, Scope, Send
from govkg.web.options import Options
from govkg.web.protocol import Operation
from govkg.web.state import State
from govkg.worker import Job

PATH = "/sparql"
ALLOW = "GET, HEAD, POST, OPTIONS"
VARY = (b"vary", b"Accept")
FRESH = (b"cache-control", b"no-cache")


class Endpoint:
    """The endpoint of a server's graph."""

    def __init__(self, state: State, options: Options) -> None:
        self.state, self.options = state, options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; raises what the guard turns into an answer."""
        scope[ALLOWED] = ALLOW
        accept, kind, method = "", "", scope["method"]
        for name, value in scope["headers"]:
            if name == b"accept":
                accept = f"{accept},{value.decode('latin-1')}" if accept else value.decode("latin-1")
            elif name == b"content-type":
                kind = value.decode("latin-1")
        if method == "OPTIONS":
            return await guard.reply(send, 204, b"", [(b"allow", ALLOW.encode()), (b"accept-query", ACCEPTED)])
        body = await guard.body(scope, receive, self.options) if method == "POST" else b""
        asked = protocol.read(method, scope["query_string"], kind, body)
        if asked is None:
            if method == "POST":
                raise CallerError("request.query", "there is no query", cure="give query=")
            return await self._description(scope, send, accept)
        scope[TOLD]["query"] = asked.text
        return await self._answer(asked, accept, scope, send)

    async def _answer(self, asked: Operation, accept: str, scope: Scope, send: Send) -> None:
        now = self.state.now
        table, graph, content_type = wanted(shape_of(asked.text), accept, asked.form)
        for name in (*(asked.default or ()), *(asked.named or ())):
            if name not in now.known:
                raise CallerError("request.graph", f"this dataset has no graph {name[:200]}",
                                  cure=f"it has {', '.join(now.graphs[:3])}{' …' * (len(now.graphs) > 3)}")  # fmt: skip
        result = await now.pool.answer(Job(asked.text, table, None, asked.default, asked.named, graph))
        headers: Headers = [(b"content-type", content_type), VARY, FRESH, (b"govkg-dataset", now.dataset[:16].encode())]
        if result.truncated:
            headers[2] = (b"cache-control", b"no-store")
            cut = f"rows={result.count}" if result.count >= 0 else "yes"
            headers.append((b"govkg-truncated", cut.encode()))
            scope[TOLD]["truncated"] = True
        if result.count >= 0:
            scope[TOLD]["rows"] = result.count
        await guard.reply(send, 200, result.data, headers)

    async def _description(self, scope: Scope, send: Send, accept: str) -> None:
        form, content_type = media.choose("graph", accept)
        now, here = self.state.now, guard.base(scope) + PATH
        counts = about.counted(now.void)
        data = about.written(about.service(here, now.graphs, counts, self.options), form)
        await guard.reply(send, 200, data, [(b"content-type", content_type.encode()), VARY, FRESH])


ACCEPTED = f"{protocol.QUERY}, {protocol.FORM}".encode()


def shape_of(text: str) -> str:
    r"""The query form of a text as the worker's gate will read it: select, ask, construct or describe; "" for none.

    >>> shape_of("prefix ask: <http://x/> \\u0053ELECT * {}")
    'select'
    """
    return protocol.form_of(gate.expand(text) if "\\" in text else text)


@lru_cache(maxsize=512)
def wanted(shape: str, accept: str, name: str = "") -> tuple[str, str, bytes]:
    """For a query form: the media type of a table, that of a graph, and the Content-Type of the answer.

    >>> wanted("construct", "application/rdf+xml")
    ('application/sparql-results+json', 'application/rdf+xml', b'application/rdf+xml')
    """
    graph = shape in ("construct", "describe")
    form, content_type = media.choose("graph" if graph else "table", accept, name)
    if graph:
        return media.JSON.types[0], form.types[0], content_type.encode()
    return form.types[0], media.TURTLE.types[0], content_type.encode()
