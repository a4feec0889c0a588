"""HTTP on the wire under limits: a URL and headers of bounded size, a request that arrives in bounded time.

uvicorn reads requests with httptools where that is installed, which bounds neither; else with h11, which has bounds of its own.
"""

from __future__ import annotations

import asyncio
from typing import Any

from govkg.web.options import Options


def bounded(options: Options) -> Any:
    """The protocol class that uvicorn is to use."""
    try:
        import httptools  # noqa: F401
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return "h11"

    class Bounded(HttpToolsProtocol):
        """httptools with bounds: 414 and 431 before the whole is read, 408 where it does not come."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.size, self.begun = 0, False
            self.arriving = self.loop.call_later(options.arrival, self._late)

        def connection_lost(self, exc: Exception | None) -> None:
            self.arriving.cancel()
            super().connection_lost(exc)

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self.size = 0

        def on_url(self, url: bytes) -> None:
            super().on_url(url)
            if len(self.url) > options.url:
                self._stop(414, "URI Too Long", f"the URL is longer than {options.url:,} bytes; send the query by POST")

        def on_header(self, name: bytes, value: bytes) -> None:
            self.size += len(name) + len(value)
            if self.size > options.headers:
                return self._stop(431, "Request Header Fields Too Large",
                                  f"the headers are larger than {options.headers:,} bytes; send fewer")  # fmt: skip
            return super().on_header(name, value)

        def on_headers_complete(self) -> None:
            self.begun = True
            self.arriving.cancel()
            if not self.transport.is_closing():
                super().on_headers_complete()

        def _late(self) -> None:
            if not self.begun:
                self._stop(
                    408, "Request Timeout", f"the request did not arrive within {options.arrival:g} s; send it again"
                )

        def _stop(self, status: int, phrase: str, line: str) -> None:
            if self.transport.is_closing():
                return
            body = line.encode() + b"\n"
            head = (
                f"HTTP/1.1 {status} {phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
                f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
            )
            self.transport.write(head.encode() + body)
            self.transport.close()

    return Bounded
