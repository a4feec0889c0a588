"""What the server is told when it starts."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from govkg.library import Library
    from govkg.reviews import Row
    from govkg.statements import Statement

HOST = "127.0.0.1"
PORT = 8765


class Reason(Protocol):
    """Why a statement is doubted: a code of ``vocabularies/doubts.tsv``, and what fills its words."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def values(self) -> Sequence[tuple[str, str]]:
        """What fills its words."""


class Doubt(Protocol):
    """A statement to look at: its sentence, why it is doubted, how much."""

    @property
    def statement(self) -> Statement:
        """The statement."""

    @property
    def sentence(self) -> str:
        """Its sentence."""

    @property
    def reasons(self) -> Sequence[Reason]:
        """Why it is doubted."""


class Deciding(Protocol):
    """Decisions on statements, taken: each is checked whole before its row is written, or refused and nothing is written."""

    def accept(self, library: Library, statement: str, by: str, why: str, on: str) -> Row:
        """A statement is right."""

    def reject(self, library: Library, statement: str, by: str, why: str, on: str) -> Row:
        """A statement is wrong."""

    def unsure(self, library: Library, statement: str, by: str, why: str, on: str) -> Row:
        """Nobody can tell."""

    def correct(self, library: Library, statement: str, fields: Mapping[str, Any], by: str, why: str, on: str) -> Row:
        """What a statement should say instead."""

    def add(self, library: Library, source: str, type: str, start: int, end: int, fields: Mapping[str, Any], by: str,
            why: str, on: str) -> Row:  # fmt: skip
        """A statement that was not read, on the words ``start:end`` of a source."""

    def close(self, library: Library, row_id: str, on: str) -> Row:
        """A decision holds no more."""


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
    review: str = ""  # the secret that opens the pages of review; "": there are none
    by: str = ""  # who decides on them
    # What brings the release to what the tables say, and what decides: handed in, for both read reports.
    rebuild: Callable[[Library], None] | None = None
    deciding: Deciding | None = None
    doubts: Callable[[Library], Sequence[Doubt]] | None = None  # the queue of review, likewise

    @property
    def size(self) -> int:
        """The number of workers."""
        return self.workers or 2 * (os.cpu_count() or 1)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")
