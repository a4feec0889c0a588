"""The journal of requests: one line of JSON each, written a moment later so that no answer waits for it."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TextIO

DELAY = 0.1  # seconds that lines are held together; what a killed server had not written is lost
LONGEST = 2000  # characters of a query in a line


class Journal:
    """Lines for people's tools: time, method, path, status, ms, rows, bytes, the code of an error.

    The text of a query is written only where that was asked for; parameters never are otherwise.
    """

    def __init__(self, path: Path | None = None, queries: bool = False) -> None:
        self.queries = queries
        self._file: TextIO = path.open("a", encoding="utf-8", newline="\n") if path else sys.stderr
        self._lines: list[str] = []

    def request(self, method: str, path: str, status: int, ms: float, length: int, told: Mapping[str, object]) -> None:
        """Notes one request; ``told`` holds what its handler had to say: rows, code, query."""
        more = ""
        for name, value in told.items():
            if name == "query":
                if not self.queries:
                    continue
                value = str(value)[:LONGEST]
            more += f', "{name}": {value if type(value) is int else json.dumps(value, ensure_ascii=False)}'
        self._write(
            f'{{"time": "{now()}", {_place(method, path)}, "status": {status}, "ms": {ms:.2f}, "bytes": {length}{more}}}'
        )

    def event(self, name: str, **told: object) -> None:
        """Notes what happened to the server itself: started, workers replaced, another release, stopped."""
        self._write(json.dumps({"time": now(), "event": name, **told}, ensure_ascii=False))

    def _write(self, line: str) -> None:
        first = not self._lines
        self._lines.append(line)
        if first:
            try:
                asyncio.get_running_loop().call_later(DELAY, self.flush)
            except RuntimeError:  # before the loop runs or after it
                self.flush()

    def flush(self) -> None:
        """Writes what is held."""
        lines, self._lines = self._lines, []
        if lines:
            try:
                self._file.write("\n".join(lines) + "\n")
                self._file.flush()
            except OSError:  # a full disk or a closed pipe costs the line, not the answer
                pass


def now() -> str:
    """The time of day, UTC, to the millisecond, as RFC 3339 writes it."""
    seconds = time.time()
    return f"{_second(int(seconds))}.{int(seconds % 1 * 1000):03d}Z"


@lru_cache(maxsize=4)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


@lru_cache(maxsize=256)
def _place(method: str, path: str) -> str:
    return f'"method": {json.dumps(method[:20])}, "path": {json.dumps(path[:200], ensure_ascii=False)}'
