"""HTTP on the wire under limits: a URL and headers of bounded size, a request that arrives and an answer that is read in bounded time.

uvicorn reads requests with httptools where that is installed, which bounds neither; else with h11, which has bounds of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from govkg.web.options import Options


def bounded(options: Options) -> Any:
    """The protocol class that uvicorn is to use."""
    try:
        import httptools
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return "h11"

    class Bounded(HttpToolsProtocol):
        """httptools with bounds: 414 and 431 before the whole is read, 408 where it does not come, and 400 in words.

        A client may offer another protocol (Java's does, with each request): the offer is passed over, and the body that
        httptools then leaves unread is read by a parser that is told how long it is.
        """

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.transport = Together(transport, self.loop)  # type: ignore[assignment]
            self.size, self.muted, self.left = 0, False, b""
            self.arriving: asyncio.TimerHandle | None = self.loop.call_later(options.arrival, self._late)
            self.leaving: asyncio.TimerHandle | None = None

        def connection_lost(self, exc: Exception | None) -> None:
            self._arrived()
            self._read()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            self._unset_keepalive_if_required()
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as e:
                self._passed_over(data[int(str(e.args[0])) :])
            except httptools.HttpParserError:
                self._stop(
                    400,
                    "Bad Request",
                    "this is no HTTP request; percent-encode what is not ASCII (curl -G --data-urlencode)",
                )

        def pause_writing(self) -> None:
            super().pause_writing()
            if self.leaving is None:
                self.leaving = self.loop.call_later(options.departure, self._unread, self._unsent())

        def resume_writing(self) -> None:
            self._read()
            super().resume_writing()

        def _unsent(self) -> int:
            return self.transport.get_write_buffer_size()

        def _unread(self, before: int) -> None:
            """Lets go of a client that read nothing of its answer for a while; one that reads slowly goes on."""
            self.leaving = None
            left = self._unsent()
            if left >= before:
                self.transport.abort()
            elif left:
                self.leaving = self.loop.call_later(options.departure, self._unread, left)

        def _read(self) -> None:
            if self.leaving is not None:
                self.leaving.cancel()
                self.leaving = None

        def on_message_begin(self) -> None:
            if not self.muted:
                super().on_message_begin()
                self.size = 0
                if self.arriving is None:
                    self.arriving = self.loop.call_later(options.arrival, self._late)

        def on_url(self, url: bytes) -> None:
            if not self.muted:
                super().on_url(url)
                if len(self.url) > options.url:
                    self._stop(
                        414, "URI Too Long", f"the URL is longer than {options.url:,} bytes; send the query by POST"
                    )

        def on_header(self, name: bytes, value: bytes) -> None:
            if self.muted:
                return
            self.size += len(name) + len(value)
            if self.size > options.headers:
                self._stop(431, "Request Header Fields Too Large",
                           f"the headers are larger than {options.headers:,} bytes; send fewer")  # fmt: skip
            else:
                super().on_header(name, value)

        def on_headers_complete(self) -> None:
            if self.muted:
                return
            self._arrived()
            if not self.transport.is_closing():
                super().on_headers_complete()

        def on_message_complete(self) -> None:
            if self.muted or (self.parser.should_upgrade() and self._waiting()):
                return
            super().on_message_complete()

        def _waiting(self) -> bool:
            """Whether a body is still to come after an offer of another protocol."""
            self.left = following(self.headers)
            return bool(self.left)

        def _passed_over(self, rest: bytes) -> None:
            """Goes on with HTTP/1.1 after an offer of another protocol."""
            self.parser = httptools.HttpRequestParser(self)
            if self.left:
                self.muted = True
                self.parser.feed_data(b"POST / HTTP/1.1\r\n" + self.left + b"\r\n\r\n")
                self.muted, self.left = False, b""
            if rest:
                self.data_received(rest)

        def _arrived(self) -> None:
            if self.arriving is not None:
                self.arriving.cancel()
                self.arriving = None

        def _late(self) -> None:
            self._stop(
                408, "Request Timeout", f"the request did not arrive within {options.arrival:g} s; send it again"
            )

        def _stop(self, status: int, phrase: str, line: str) -> None:
            if self.transport.is_closing():
                return
            body = line.encode() + b"\n"
            head = (
                f"HTTP/1.1 {status} {phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
                f"content-length: {len(body)}\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n"
            )
            self.transport.write(head.encode() + body)
            self.transport.close()

    return Bounded


class Together:
    """A transport that writes the head of an answer and its body at once: each write to a socket costs a small answer dearly.

    uvicorn writes them one after the other; a head is held until the body comes, at most until the loop goes round.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop, self._held = transport, loop, b""
        self._write = transport.write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Writes, or holds what begins an answer."""
        if self._held:
            data, self._held = self._held + data, b""
        elif data.startswith(b"HTTP/1.1 ") and not data.startswith(b"HTTP/1.1 1"):
            self._held = data
            self._loop.call_soon(self._flush)
            return
        self._write(data)

    def close(self) -> None:
        """Writes what is held, then closes."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held:
            data, self._held = self._held, b""
            self._write(data)


def following(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The header that says how long the body of a request is; empty where it has none.

    >>> following([(b"content-length", b"12")]), following([(b"content-length", b"0")])
    (b'content-length: 12', b'')
    """
    for name, value in headers:
        if name == b"transfer-encoding":
            return b"transfer-encoding: " + value
        if name == b"content-length" and value.strip(b"0 "):
            return b"content-length: " + value
    return b""
