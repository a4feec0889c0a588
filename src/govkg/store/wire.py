"""Requests to a SPARQL server: who asks, how long it may take, and what an answer that is none says in one line.

A name and a password answer the server's challenge (Basic, or Digest as RFC 7616 has it) and stand in no message. A request
goes to the server that was named and to no other: redirections are not followed.
"""

from __future__ import annotations

import http.client
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from govkg.errors import CallerError

MOST = 1 << 29  # bytes of one answer
PIECE = 1 << 16
BUSY = frozenset({429, 500, 502, 503, 504})


class BusyError(OSError):
    """The server cannot be reached, or cannot answer now: worth another try. ``status`` is 0 where nothing was answered."""

    def __init__(self, what: str, status: int = 0) -> None:
        super().__init__(what)
        self.status = status


@dataclass(frozen=True)
class Reply:
    """What a server answered: status, type of the content (without parameters) and the whole body."""

    status: int
    type: str
    body: bytes


@dataclass
class Wire:
    """One server, and who asks it; ``url`` may hold a name and a password.

    >>> Wire("http://dba:secret@localhost:8890/").root
    'http://localhost:8890'
    >>> Wire("localhost:8890")
    Traceback (most recent call last):
    govkg.errors.CallerError: localhost:8890: this is no URL of a server; write http://HOST:PORT or https://HOST/PATH
    """

    url: str = field(repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    patience: float = 120.0  # seconds without a byte
    tries: int = 6  # of a request that may be made again: 15 seconds in all
    pause: Callable[[float], None] = field(default=time.sleep, repr=False)

    def __post_init__(self) -> None:
        parts = _split(self.url)
        if parts.username:
            self.user, self.password = unquote(parts.username), unquote(parts.password or "")
        host = parts.netloc.rpartition("@")[2]
        self.url = f"{parts.scheme}://{host}{parts.path}".rstrip("/")
        self.root = f"{parts.scheme}://{host}"
        self._host, self._port, self._safe = parts.hostname or "", parts.port, parts.scheme == "https"
        known = HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, self.root, self.user, self.password)
        self._digest = AbstractDigestAuthHandler(known)
        self._challenges: dict[str, dict[str, str]] = {}  # path → what the server wants to know

    def send(self, method: str, target: str, body: bytes = b"", kind: str = "", accept: str = "*/*",
             within: float | None = None) -> Reply:  # fmt: skip
        """The answer to one request for ``target`` (path and query) of the server.

        ``within`` is the time in seconds for the whole answer. Raises BusyError for what passes, and CallerError
        ``server.refused`` where the server lets nobody in, ``query.timeout``, ``query.size``.
        """
        path = target.partition("?")[0]
        reply = None
        for _ in range(3):  # unasked, challenged, challenged anew when the server's word has aged
            headers = {"Accept": accept, "User-Agent": "govkg"} | ({"Content-Type": kind} if kind else {})
            if path in self._challenges:
                headers["Authorization"] = self._authorization(method, target, body, self._challenges[path])
            reply, challenge = self._once(method, target, body, headers, within)
            if reply.status != 401 or not self.user or not challenge:
                break
            self._challenges[path] = challenge
        assert reply is not None
        if reply.status in (401, 403):
            cure = (
                "set GOVKG_STORE_USER and GOVKG_STORE_PASSWORD" if not self.user else "check name, password and rights"
            )
            raise CallerError("server.refused", f"the server lets {self.user or 'nobody unnamed'} not do this",
                              where=self.root + path, cure=cure)  # fmt: skip
        if reply.status in BUSY:
            raise BusyError(f"{reply.status} {said(reply)}".strip(), reply.status)
        return reply

    def insist(self, method: str, target: str, body: bytes = b"", kind: str = "", accept: str = "*/*") -> Reply:
        """The answer to a request that may be made twice: made again, after a while that doubles, when the server is busy."""
        for n in range(self.tries):
            try:
                return self.send(method, target, body, kind, accept)
            except BusyError:
                if n == self.tries - 1:
                    raise
                self.pause(0.5 * 2**n)
        raise AssertionError("at least one try")

    def _once(self, method: str, target: str, body: bytes, headers: dict[str, str],
              within: float | None) -> tuple[Reply, dict[str, str]]:  # fmt: skip
        kind = http.client.HTTPSConnection if self._safe else http.client.HTTPConnection
        until = None if within is None else time.monotonic() + within
        line = kind(self._host, self._port, timeout=self.patience if within is None else min(within, self.patience))
        try:
            line.request(method, target, body or None, headers)
            found = line.getresponse()
            pieces, size = [], 0
            while piece := found.read(PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > MOST:
                    raise CallerError(
                        "query.size", f"the answer is larger than {MOST >> 20} MB", cure="narrow the query"
                    )
                if until is not None and time.monotonic() > until:
                    raise TimeoutError
            if found.length and method != "HEAD":
                raise BusyError("the answer was cut")
            challenge = _challenge(found.headers.get_all("WWW-Authenticate") or [])
            return Reply(found.status, found.headers.get_content_type(), b"".join(pieces)), challenge
        except TimeoutError as e:
            if within is None:
                raise BusyError("no answer in time") from e
            raise CallerError("query.timeout", f"no answer within {within:g} s, the query was given up",
                              cure="narrow the query or give it more time (--timeout)") from e  # fmt: skip
        except http.client.IncompleteRead as e:
            raise BusyError("the answer was cut") from e
        except (OSError, http.client.HTTPException) as e:
            raise BusyError(f"no connection ({' '.join(str(e).split()) or type(e).__name__})") from e
        finally:
            line.close()

    def _authorization(self, method: str, target: str, body: bytes, challenge: dict[str, str]) -> str:
        if challenge["scheme"] == "digest":
            request = Request(self.root + target, data=body or None, method=method)  # never opened
            try:
                return f"Digest {self._digest.get_authorization(request, challenge)}"
            except ValueError as e:
                raise CallerError("server.refused", f"the server asks in a way that is not known here ({e})",
                                  where=self.root, cure="use https and Basic") from e  # fmt: skip
        if not self._safe and not _here(self._host):
            raise CallerError("server.refused", "the server wants the password as it stands, on a line that is not encrypted",
                              where=self.root, cure="use https")  # fmt: skip
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()


def said(reply: Reply) -> str:
    r"""The first line of what a server said, to be read: without control characters, 200 characters at most.

    >>> said(Reply(400, "text/plain", b"\n error at 1:7 \x1b[31m\nmore"))
    'error at 1:7 [31m'
    """
    lines = (" ".join(line.split()) for line in reply.body[:4000].decode("utf-8", "replace").splitlines())
    first = next(filter(None, lines), "") if not reply.type.endswith("html") else ""
    return "".join(c for c in first if c.isprintable())[:200]


def _split(url: str) -> SplitResult:
    wrong = CallerError("server.url", "this is no URL of a server", where=url.rpartition("@")[2][:80],
                        cure="write http://HOST:PORT or https://HOST/PATH")  # fmt: skip
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        raise wrong from None
    if not fine or parts.query or parts.fragment or not url.isascii() or not url.isprintable() or " " in url:
        raise wrong
    return parts


def _challenge(headers: list[str]) -> dict[str, str]:
    """The challenge to answer: Digest before Basic; empty where there is none."""
    for scheme in ("digest", "basic"):
        for header in headers:
            head, _, rest = header.strip().partition(" ")
            if head.lower() == scheme:
                return parse_keqv_list([x for x in parse_http_list(rest) if "=" in x]) | {"scheme": scheme}
    return {}


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
