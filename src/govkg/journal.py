"""Publishing many files at once: a journal says which files move to which places and which go, and is followed to its end.

The files wait in ``.govkg/next``. The journal ``.govkg/publish.json`` is written last, by one rename: that is the moment when
the new release counts. A process that is killed before it leaves the old release, one that is killed after it leaves a journal
that whoever opens the workspace next follows to its end.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath

from govkg.errors import CallerError

HOME = ".govkg"
LOCK, NEXT, JOURNAL = "lock", "next", "publish.json"
PATIENCE = 30.0  # seconds that one waits for another process that is publishing
TRIES = 40  # on Windows a file that somebody reads cannot be replaced: it is tried again


@contextmanager
def locked(out: Path, seconds: float = 0.0) -> Iterator[None]:
    """Keeps other builds of the workspace out; raises CallerError ``build.busy``, ``workspace.unwritable``."""
    from filelock import FileLock, Timeout

    where, cure = str(out), "wait until it is done"
    try:
        (out / HOME).mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / HOME / LOCK)
        lock.acquire(timeout=seconds)
    except Timeout as e:
        raise CallerError("build.busy", "another build of this workspace is running", where=where, cure=cure) from e
    except OSError as e:
        raise CallerError("workspace.unwritable", f"the workspace cannot be written ({e.strerror})", where=where,
                          cure="name a folder that you may write") from e  # fmt: skip
    try:
        yield
    finally:
        lock.release()


def staged(out: Path) -> Path:
    """The folder in which the files of the next release wait."""
    return out / HOME / NEXT


def commit(out: Path, moves: Sequence[str], gone: Iterable[str]) -> None:
    """Publishes: files of ``staged(out)`` go to the same places below ``out``, in that order, and those of ``gone`` go away.

    Nothing has changed where it raises OSError before the journal stands.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     out = Path(folder)
    ...     (staged(out) / "release").mkdir(parents=True)
    ...     _ = (staged(out) / "release" / "a").write_bytes(b"new")
    ...     commit(out, ["release/a"], ["release/b"])
    ...     (out / "release" / "a").read_bytes(), staged(out).exists()
    (b'new', False)
    """
    path = out / HOME / JOURNAL
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            json.dump({"moves": list(moves), "gone": sorted(gone)}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    follow(out)


def follow(out: Path) -> None:
    """Follows a journal to its end, from wherever it was left; who calls it holds the lock. Nothing where there is none."""
    path = out / HOME / JOURNAL
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        moves, gone = (list(map(_inside, said[name])) for name in ("moves", "gone"))
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError) as e:
        raise CallerError("build.journal", "the journal of the last build cannot be read", where=str(path),
                          cure="delete it and run govkg build") from e  # fmt: skip
    made: set[Path] = set()
    for name in moves:
        here, there = staged(out) / name, out / name
        if not here.exists():  # moved before the last one who followed it was stopped
            continue
        if there.parent not in made:
            there.parent.mkdir(parents=True, exist_ok=True)
            made.add(there.parent)
        _again(partial(here.replace, there))
    for name in gone:
        _again(partial((out / name).unlink, missing_ok=True))
        with suppress(OSError):  # a folder that is empty now goes too
            (out / name).parent.rmdir()
    shutil.rmtree(staged(out), ignore_errors=True)
    path.unlink()


def settle(out: Path) -> None:
    """Sees to it that no half-published release is read: follows a journal that was left, waits for one that is followed.

    Raises CallerError ``build.publishing`` where another process takes too long, ``workspace.unwritable`` where the journal
    cannot be followed here.
    """
    path = out / HOME / JOURNAL
    until = time.monotonic() + PATIENCE
    while path.exists():
        try:
            with locked(out, 0.05):
                follow(out)
        except CallerError as e:
            if e.code != "build.busy":
                raise
            if time.monotonic() > until:
                what = "another process is publishing this workspace"
                raise CallerError("build.publishing", what, where=str(out), cure="try again in a moment") from e
            time.sleep(0.05)
        except OSError as e:
            what = f"the last build was not completed and cannot be now ({e.strerror})"
            raise CallerError("workspace.unwritable", what, where=str(out),
                              cure="run govkg build where the folder may be written") from e  # fmt: skip


def _inside(name: object) -> str:
    path = PurePosixPath(str(name))
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in str(name) or ":" in path.parts[0]:
        raise ValueError(f"{name!r} leads out of the workspace")
    return str(path)


def _again(what: Callable[[], object]) -> None:
    for left in range(TRIES, -1, -1):
        try:
            what()
            return
        except PermissionError:
            if os.name != "nt" or not left:
                raise
            time.sleep(0.05)
