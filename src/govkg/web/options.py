"""What the server is told when it starts."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govkg.library import Library

HOST = "127.0.0.1"
PORT = 8765


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a server; bytes, rows and seconds are those of one request."""

    host: str = HOST
    port: int = PORT  # 0: one that is free
    workers: int = 0  # 0: two for each core
    slow: int = 2  # queries that may take long, beside the workers for those that do not
    queue: int = 64  # queries that may wait for a worker
    timeout: float = 10.0
    rows: int = 100_000
    answer: int = 64 * 2**20  # bytes of an answer
    memory: int = 2048 * 2**20  # bytes of a worker
    body: int = 2**20  # bytes of a request's body
    url: int = 16 * 2**10  # bytes of a request's URL
    headers: int = 32 * 2**10  # bytes of a request's headers
    arrival: float = 20.0  # seconds until a request has arrived whole
    departure: float = 30.0  # seconds in which a client must have read something of its answer
    connections: int = 1000
    cors: tuple[str, ...] = ()  # origins whose pages may read the answers; * for all
    names: tuple[str, ...] = ()  # further host names that the server answers to
    earlier: tuple[Path, ...] = ()  # earlier releases that what-changed may compare with
    log: Path | None = None  # standard error where there is none
    log_queries: bool = False
    lang: str = "en"
    # What was to be chosen in reading a statement (source, statement): choice, words, code of why these lost or "". Handed in,
    # for nothing here knows how a statement is found.
    explain: Callable[[Library, str, str], list[tuple[str, str, str]]] | None = None

    @property
    def size(self) -> int:
        """The number of workers."""
        return self.workers or 2 * (os.cpu_count() or 1)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")
