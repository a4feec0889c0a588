"""The journal of requests: one line of JSON each, written a moment later so that no answer waits for it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
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
        self._loop: asyncio.AbstractEventLoop | None = None

    def request(self, method: str, path: str, status: int, ms: float, length: int, told: Mapping[str, object]) -> None:
        """Notes one request; ``told`` holds what its handler had to say: rows, code, query."""
        line: dict[str, object] = {"time": _now(), "method": method[:20], "path": path[:200], "status": status,
                                   "ms": round(ms, 2), "bytes": length}  # fmt: skip
        for name, value in told.items():
            if name != "query":
                line[name] = value
            elif self.queries:
                line[name] = str(value)[:LONGEST]
        self._write(line)

    def event(self, name: str, **told: object) -> None:
        """Notes what happened to the server itself: started, workers replaced, another release, stopped."""
        self._write({"time": _now(), "event": name, **told})

    def _write(self, line: Mapping[str, object]) -> None:
        if not self._lines:
            try:
                self._loop = asyncio.get_running_loop()
                self._loop.call_later(DELAY, self.flush)
            except RuntimeError:  # before the loop runs or after it
                self._lines.append(json.dumps(line, ensure_ascii=False))
                return self.flush()
        self._lines.append(json.dumps(line, ensure_ascii=False))
        return None

    def flush(self) -> None:
        """Writes what is held."""
        lines, self._lines = self._lines, []
        if lines:
            try:
                self._file.write("\n".join(lines) + "\n")
                self._file.flush()
            except OSError:  # a full disk or a closed pipe costs the line, not the answer
                pass


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
