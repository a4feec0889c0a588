"""Hashes of files that were looked at before: a file whose size and times stand as they stood is not read again.

So asking a workspace of ten thousand reports what changed costs a look at each file's entry. A file that was written in the
very moment when it was looked at is read again next time: it may have changed without its time changing.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path

FORMAT = 1
FRESH = 2_000_000_000  # nanoseconds: no file system tells times less exactly than by two seconds
CHUNK = 1 << 20
Row = tuple[int, int, int, int, str]  # size, changed, its entry changed, looked at, sha256


class Seen:
    """The hashes of the files below some folders, kept in a file of their own.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.txt"
    ...     _ = path.write_bytes(b"one")
    ...     seen = Seen(Path(folder) / "seen.json")
    ...     seen.sha256(path)[:8], seen.sha256(Path(folder) / "b.txt")
    ('7692c3ad', '')
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: dict[str, Row] = {}
        self._used: dict[str, Row] = {}
        with suppress(OSError, ValueError, TypeError, KeyError):
            said = json.loads(path.read_bytes())
            if said["format"] == FORMAT:
                self._kept = {name: tuple(row) for name, row in said["files"].items()}

    def sha256(self, path: Path) -> str:
        """The sha256 of a file; "" where there is none that can be read."""
        name = os.fspath(path)
        try:
            stat = path.stat()
            row = self._used.get(name) or self._kept.get(name)
            stands = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
            if row is None or tuple(row[:3]) != stands or max(stands[1:]) + FRESH > row[3]:
                now = time.time_ns()
                row = (*stands, now, _sha256(path))
        except OSError:
            return ""
        self._used[name] = row
        return row[4]

    def save(self) -> None:
        """Keeps what was looked at; that it could not be kept costs only time."""
        if self._used == self._kept:
            return
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps({"format": FORMAT, "files": self._used}), encoding="utf-8")
            beside.replace(self.path)
        except OSError:
            with suppress(OSError):
                beside.unlink()


def _sha256(path: Path) -> str:
    sum_ = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            sum_.update(chunk)
    return sum_.hexdigest()
