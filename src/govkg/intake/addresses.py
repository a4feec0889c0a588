"""Fetching an address that a person named: http and https only, public hosts only, within limits of size and time.

The host's name is resolved once, every address it has is checked, and the connection is made to one of exactly those, at
every hop of a redirect: a name that changes its address between check and connection gains nothing. Proxies are ignored.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from govkg.errors import GovkgError, SourceError
from govkg.intake.model import ARCHIVES, DOCUMENTS, Limits

Permitted = Callable[[str], bool]
Resolve = Callable[[str, int], Sequence[str]]

REDIRECTS = (301, 302, 303, 307, 308)
PATH_SAFE, QUERY_SAFE = "/%:@!$&'()*+,;=~-._", "/%:@!$&'()*+,;=~-._?"
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/ofd": ".ofd",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/zip": ".zip",
    "application/x-tar": ".tar",
    "application/gzip": ".tar.gz",
}
NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, the address that gave them after all redirects, and a file name that fits."""

    data: bytes = field(repr=False)
    url: str
    name: str


def public(address: str) -> bool:
    """True for an IP address of the public internet; also what an IPv6 address carries inside is looked at.

    >>> public("1.1.1.1"), public("127.0.0.1"), public("169.254.169.254"), public("::ffff:10.0.0.1"), public("64:ff9b::a00:1")
    (True, False, False, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inside is None and ip in NAT64[0]:
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip in NAT64[1] or (inside is not None and not public(str(inside))):
            return False
        if ip.ipv4_mapped or ip in NAT64[0]:
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """Every IP address of a host, in the system's order."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(url: str, limits: Limits, permitted: Permitted = public, lookup: Resolve = resolve) -> Fetched:
    """The document at an address; raises SourceError ``url.…`` where it cannot or may not be fetched.

    ``permitted`` and ``lookup`` are for tests: no command reaches them.
    """
    until = time.monotonic() + limits.seconds
    at = url
    for _ in range(limits.hops + 1):
        parts = _checked(at, url)
        address = _address(parts, url, permitted, lookup, max(until - time.monotonic(), 0.001))
        answer = _ask(parts, address, url, until, limits)
        if isinstance(answer, str):
            at = urljoin(parts.geturl(), answer)
            continue
        data, kind = answer
        return Fetched(data, at.partition("#")[0], _name(parts, kind))
    raise _wrong("url.redirects", f"more than {limits.hops} redirects", url, "give the last address")


def _checked(address: str, url: str) -> SplitResult:
    """The parts of an address that may be fetched at all."""
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as e:
        raise _wrong("url.wrong", f"this is no address ({e})", url, "give http:// or https://") from e
    if parts.scheme not in ("http", "https") or not host:
        raise _wrong(
            "url.wrong", "only http and https addresses are fetched", url, "download it yourself and add the file"
        )
    if parts.username is not None or any(c.isspace() or not c.isprintable() for c in host):
        raise _wrong(
            "url.wrong", "the address has a user name or characters that none has", url, "give the plain address"
        )
    shown = f"[{host}]" if ":" in host else host
    return parts._replace(
        netloc=f"{shown}:{port}" if port else shown,
        path=quote(parts.path, safe=PATH_SAFE) or "/",
        query=quote(parts.query, safe=QUERY_SAFE),
        fragment="",
    )


def _address(parts: SplitResult, url: str, permitted: Permitted, lookup: Resolve, seconds: float) -> tuple[str, int]:
    """The one address that is asked, after all that the host has were checked."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found: list[str] = []

    def look() -> None:
        with suppress(OSError, UnicodeError):  # the same as a host without an address
            found.extend(lookup(host, port))

    # The system's resolver takes no limit of time: it is left behind when it is late.
    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise _wrong("url.slow", f"the host {host} is not found in time", url, "check the network")
    if not found:
        raise _wrong("url.failed", f"the host {host} is not found", url, "check the address and the network")
    if not all(permitted(ip) for ip in found):
        raise _wrong("url.private", f"{host} is no public host", url, "download it yourself and add the file")
    return found[0], port


class _Plain(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the host's name gives by now."""

    def __init__(self, parts: SplitResult, address: tuple[str, int], seconds: float) -> None:
        super().__init__(parts.hostname or "", address[1], timeout=seconds)
        # http.client forgets the socket once an answer that ends the connection begins: the watch over time keeps it.
        self.opened: socket.socket | None = None
        self.checked, self.secure, self.seconds = address, parts.scheme == "https", seconds

    def connect(self) -> None:
        """Opens the socket; encrypted and with the host's name verified for https."""
        self.opened = socket.create_connection(self.checked, timeout=self.seconds)
        if self.secure:
            self.opened = ssl.create_default_context().wrap_socket(self.opened, server_hostname=self.host)
        self.sock = self.opened


def _ask(
    parts: SplitResult, address: tuple[str, int], url: str, until: float, limits: Limits
) -> str | tuple[bytes, str]:
    """One hop: where it leads on, or the bytes and their kind."""
    left = max(until - time.monotonic(), 0.001)
    connection = _Plain(parts, address, left)
    late, done = threading.Event(), threading.Event()

    def stop() -> None:
        if done.wait(left):
            return
        late.set()
        # Again until it is done: while a connection is being made secure its socket changes hands.
        while not done.wait(0.2):
            with suppress(OSError):
                if connection.opened is not None:
                    socket.socket.shutdown(connection.opened, socket.SHUT_RDWR)

    threading.Thread(target=stop, daemon=True).start()
    response: http.client.HTTPResponse | None = None
    slow = _wrong(
        "url.slow", f"no whole answer within {limits.seconds:g} s", url, "download it yourself and add the file"
    )
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={
            "Host": parts.netloc, "User-Agent": "govkg", "Accept-Encoding": "identity", "Accept": "*/*",
        })  # fmt: skip
        response = connection.getresponse()
        if response.status in REDIRECTS and (leads := response.getheader("Location")):
            return leads
        if response.status != 200:
            raise _wrong("url.status", f"the server answers {response.status}", url, "check the address")
        data = _body(response, url, limits)
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as e:
        if late.is_set() or isinstance(e, TimeoutError):
            raise slow from e
        raise _wrong("url.failed", f"it cannot be fetched ({str(e) or type(e).__name__})", url, "try again") from e
    except GovkgError as e:
        if late.is_set():
            raise slow from e
        raise
    finally:
        done.set()
        connection.close()
        if connection.opened is not None:
            connection.opened.close()
        if response is not None:
            response.close()
    if late.is_set():
        raise slow
    return data, (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()


def _body(response: http.client.HTTPResponse, url: str, limits: Limits) -> bytes:
    large = _wrong("url.large", f"it has more than {limits.file >> 20} MB", url, "give the report alone")
    if (response.length or 0) > limits.file:
        raise large
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise _wrong("url.failed", f"it is packed as {coding}", url, "download it yourself and add the file")
    unpack = None if coding == "identity" else zlib.decompressobj(47 if coding != "deflate" else 15)
    found: list[bytes] = []
    size = 0
    while part := response.read(1 << 16):
        data = part if unpack is None else unpack.decompress(part, limits.file + 1 - size)
        size += len(data)
        found.append(data)
        if size > limits.file or (unpack is not None and unpack.unconsumed_tail):
            raise large
    if response.length or (unpack is not None and not unpack.eof):
        raise _wrong("url.failed", "the answer was cut off", url, "try again")
    return b"".join(found)


def _name(parts: SplitResult, kind: str) -> str:
    """A file name from the address, with the suffix of what the server says it is where it has none to read by."""
    name = unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.hostname or "page"
    known = DOCUMENTS + ARCHIVES
    return name if name.lower().endswith(known) else name + SUFFIXES.get(kind, "")


def _wrong(code: str, what: str, url: str, cure: str) -> SourceError:
    return SourceError(code, what, where=url, cure=cure)
