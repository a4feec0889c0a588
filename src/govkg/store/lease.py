"""Who writes an unfinished version and who reads one: locks beside it, which the system frees when their process ends.

The engine opens a version's files as it needs them, so that a version that is read must stay whole; and what a killed process
left is told from what is still written by its lock alone.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

WRITING, READING = ".lock", ".read-"
ABANDONED = 3600.0  # seconds after which nobody writes to an unfinished version that has no lock
MOST = 8  # versions that a process keeps from being removed: those that it opened last

_kept: OrderedDict[Path, FileLock] = OrderedDict()
_turn = Lock()


@contextmanager
def writing(beside: Path) -> Iterator[None]:
    """Locks an unfinished version while it is written; what an earlier process of that name left is removed first."""
    lock = FileLock(_lock(beside))
    try:
        with lock:
            shutil.rmtree(beside, ignore_errors=True)
            yield
    finally:
        _unlink(_lock(beside))


def written(beside: Path) -> bool:
    """Whether somebody still writes to an unfinished version; without a lock that is told by its age."""
    if _lock(beside).exists():
        return not _free(_lock(beside))
    return beside.exists() and time.time() - beside.stat().st_mtime < ABANDONED


def reading(version: Path) -> None:
    """Keeps a version while this process lives, or until it has opened several later ones.

    Where the place takes no files it is not kept: who may not write there cannot lock either.
    """
    with _turn:
        if version not in _kept:
            lock = FileLock(version.with_name(f"{version.name}{READING}{os.getpid()}"), timeout=1, thread_local=False)
            with suppress(OSError, NotImplementedError):  # a place that takes no files, or no locks
                lock.acquire()
                _kept[version] = lock
        else:
            _kept.move_to_end(version)
        while len(_kept) > MOST:
            _, last = _kept.popitem(last=False)
            last.release()
            _unlink(Path(last.lock_file))


def read(version: Path) -> bool:
    """Whether any process reads a version; the locks of those that ended are removed."""
    free = {_free(lock) for lock in version.parent.glob(f"{version.name}{READING}*")}
    return False in free


def _lock(beside: Path) -> Path:
    return beside.with_name(beside.name + WRITING)


def _free(path: Path) -> bool:
    """Whether nobody holds a lock; then its file is removed."""
    try:
        with FileLock(path, timeout=0):
            _unlink(path)
    except Timeout:
        return False
    _unlink(path)  # Windows removes no file that is open
    return True


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
