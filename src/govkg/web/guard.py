"""What stands before every handler: which hosts are answered, what pages of other origins may read, how large a request may be,
safe headers on every answer, errors as answers, and the line in the journal.

A page of another site can make a browser send requests here under a name that it controls (DNS rebinding): only the
machine's own names, IP addresses and names that were given are answered to.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import lru_cache
from typing import Any

from govkg.errors import CallerError, GovkgError, InternalError
from govkg.web import problems
from govkg.web.journal import Journal
from govkg.web.options import Options

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Told = Callable[[GovkgError, Scope], tuple[bytes, str]]  # an error as a page, and the page's policy

_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::[0-9]{1,5})?")
PATH = "/sparql"  # answers programs only
TOLD = "govkg.told"  # in the scope: what a handler has to say to the journal
ALLOWED = "govkg.allow"  # in the scope: the methods of a resource that refused one
SAFE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
]
OWN = (b"cross-origin-resource-policy", b"same-origin")
_OWN: Headers = [OWN]
EXPOSED = b"Govkg-Truncated, Govkg-Dataset, Retry-After"


class Disconnected(Exception):  # noqa: N818 (the client went, nothing erred)
    """The client went away before its request had arrived whole."""


class Guard:
    """An ASGI application that stands before another one."""

    def __init__(self, app: App, options: Options, journal: Journal, told: Told | None = None) -> None:
        self.app, self.options, self.journal, self.told = app, options, journal, told
        self._known = lru_cache(maxsize=256)(lambda host: known(host, options))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, whatever happens, and notes it."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begun = time.perf_counter()
        told: dict[str, object] = {}
        scope[TOLD] = told
        host, origin, hosts = b"", b"", 0
        for name, value in scope["headers"]:
            if name == b"host":
                host, hosts = value, hosts + 1
            elif name == b"origin":
                origin = value
        shared = self._shared(origin) if self.options.cors else _OWN
        status, length = 0, 0

        async def answer(message: Message) -> None:
            nonlocal status, length
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = safe(message.get("headers", ()), shared)
            else:
                length += len(message.get("body", b""))
            await send(message)

        try:
            if hosts > 1 or not self._known(host):
                raise CallerError("request.host", f"this server does not answer to the name {shown(host)}",
                                  cure="ask it as localhost, or start it with --name and that name")  # fmt: skip
            if len(scope["query_string"]) + len(scope["raw_path"]) > self.options.url:
                raise CallerError("request.url", f"the URL is longer than {self.options.url:,} bytes",
                                  cure="send the query by POST")  # fmt: skip
            if scope["method"] == "OPTIONS" and self.options.cors and origin:
                told["preflight"] = True
                await preflight(answer, shared)
            else:
                await self.app(scope, receive, answer)
        except Disconnected:
            told["code"] = "disconnected"
        except GovkgError as e:
            told["code"] = e.code
            await refuse(e, scope, answer, self.options.lang, started=bool(status), told=self.told)
        except Exception as e:  # our own fault: told in the journal, never to the client
            told["code"] = "internal"
            told["error"] = traceback.format_exception_only(e)[-1].strip()[:300]
            told["at"] = " < ".join(f"{f.name}:{f.lineno}" for f in traceback.extract_tb(e.__traceback__)[-4:])
            broken = InternalError("internal", "the server made a mistake", cure="its journal says where")
            await refuse(broken, scope, answer, self.options.lang, started=bool(status), told=self.told)
        self.journal.request(scope["method"], scope["path"], status, (time.perf_counter() - begun) * 1000, length, told)
        return None

    def _shared(self, origin: bytes) -> Headers:
        """The CORS headers for a page's origin; none for one that was not named."""
        named = {o.encode() for o in self.options.cors}
        every = b"*" in named
        if origin and (every or origin in named):
            return [(b"access-control-allow-origin", b"*" if every else origin),
                    (b"access-control-expose-headers", EXPOSED), (b"vary", b"Origin"),
                    (b"cross-origin-resource-policy", b"cross-origin")]  # fmt: skip
        return [(b"vary", b"Origin"), OWN]


def safe(headers: Iterable[tuple[bytes, bytes]], shared: Headers) -> Headers:
    """The headers of an answer with the safe ones; a handler's own Content-Security-Policy and Referrer-Policy stay."""
    found = list(headers)
    own = {name for name, _ in found}
    return [*found, *(h for h in SAFE if h[0] not in own), *shared]


def known(host: bytes, options: Options) -> bool:
    """Whether a Host header names this server.

    >>> [known(h, Options()) for h in (b"localhost:8765", b"127.0.0.1", b"[::1]:80", b"evil.example", b"", b"localhost:1/x")]
    [True, True, True, False, False, False]
    """
    m = _HOST.fullmatch(host.decode("latin-1").strip().lower())
    if not m:
        return False
    name = m[1].strip("[]")
    if name in {"localhost", options.host.lower(), *(n.lower() for n in options.names)}:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or not options.loopback  # an address cannot be rebound


def base(scope: Scope) -> str:
    """Where the client reached this server: scheme and host, checked before.

    >>> base({"scheme": "http", "headers": [(b"host", b"localhost:8765")]})
    'http://localhost:8765'
    """
    host = next((value for name, value in scope["headers"] if name == b"host"), b"localhost")
    return f"{scope.get('scheme', 'http')}://{host.decode('latin-1')}"


def shown(value: bytes) -> str:
    """Bytes of a header for a message: printable ASCII, at most 60 characters."""
    return repr("".join(c if c.isascii() and c.isprintable() else "?" for c in value.decode("latin-1")[:60]))


async def preflight(send: Send, shared: Headers) -> None:
    """The answer to a browser that asks whether a page may ask."""
    may = (
        [
            (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
            (b"access-control-allow-headers", b"Accept, Content-Type"),
            (b"access-control-max-age", b"3600"),
        ]
        if any(name == b"access-control-allow-origin" for name, _ in shared)
        else []
    )
    await reply(send, 204, b"", [(b"allow", b"GET, HEAD, POST, OPTIONS"), *may])


async def refuse(
    e: GovkgError, scope: Scope, send: Send, lang: str, *, started: bool = False, told: Told | None = None
) -> None:
    """An error as an answer: problem JSON below /api, a page for a browser, else a line of text."""
    if started:  # nothing true can be said any more: the body ends short and the client sees that
        raise ConnectionAbortedError("an answer broke off")
    code = problems.status(e)
    headers: Headers = [(b"cache-control", b"no-store")]
    if code == 405:
        headers.append((b"allow", scope.get(ALLOWED, "GET, HEAD, OPTIONS").encode()))
    if code == 503:
        headers.append((b"retry-after", str(problems.AGAIN).encode()))
    if scope["path"].startswith("/api"):
        body, kind = problems.problem(e, lang), b"application/problem+json"
    elif told and code != 421 and scope["path"] != PATH and reads_pages(scope):
        body, policy = told(e, scope)
        kind = b"text/html; charset=utf-8"
        headers += [(b"content-security-policy", policy.encode()), (b"vary", b"Accept, Accept-Language")]
    else:
        body, kind = problems.line(e).encode(), b"text/plain; charset=utf-8"
    await reply(send, code, body, [(b"content-type", kind), *headers])


def reads_pages(scope: Scope) -> bool:
    """Whether the client is a browser that opens a page."""
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


async def reply(send: Send, status: int, body: bytes, headers: Headers) -> None:
    """One whole answer."""
    if status != 204:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def body(scope: Scope, receive: Receive, options: Options) -> bytes:
    """The body of a request; raises CallerError ``request.large`` and ``request.slow``, Disconnected."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > options.body:
            raise large(options)
        if name == b"content-encoding" and value.strip().lower() not in (b"", b"identity"):
            raise CallerError("request.type", f"a body encoded as {shown(value)} is not read", cure="send it as it is")
    parts: list[bytes] = []
    length = 0
    try:
        async with asyncio.timeout(options.arrival):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Disconnected
                if part := message.get("body", b""):
                    parts.append(part)
                    length += len(part)
                    if length > options.body:
                        raise large(options)
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError as e:
        raise CallerError("request.slow", f"the request did not arrive within {options.arrival:g} s",
                          cure="send it again") from e  # fmt: skip


def large(options: Options) -> CallerError:
    """The error for a body that is too large."""
    return CallerError("request.large", f"the body is larger than {options.body:,} bytes", cure="send a shorter query")
