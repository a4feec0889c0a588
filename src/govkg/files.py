"""Files that the user names: read and written, or refused in one line; and files of the project that are made from others."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from govkg.errors import CallerError

NOTE = "about.json"  # in a folder that was written whole: what it is


def read(path: Path) -> bytes:
    """The bytes of a file; raises CallerError ``file.missing``, ``file.folder`` or ``file.unreadable``."""
    try:
        return path.read_bytes()
    except FileNotFoundError as e:
        raise CallerError("file.missing", "there is no such file", where=str(path), cure="check the path") from e
    except IsADirectoryError as e:
        raise CallerError("file.folder", "this is a folder", where=str(path), cure="name a file in it") from e
    except OSError as e:
        what = f"the file cannot be read ({e.strerror})"
        raise CallerError("file.unreadable", what, where=str(path), cure="check the path and the rights to it") from e


def write(path: Path, data: bytes) -> None:
    """Writes bytes to a file; raises CallerError ``file.unwritable``. A folder that does not exist is not made."""
    try:
        path.write_bytes(data)
    except OSError as e:
        raise _unwritable(path, e) from e


def expected(path: Path) -> None:
    """Asks before long work whether the folder of a file that it will write exists; raises as ``write`` does."""
    if not path.parent.exists():
        raise _unwritable(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))


def _unwritable(path: Path, e: OSError) -> CallerError:
    cure = "name another file" if path.parent.exists() else f"make the folder {path.parent} first"
    return CallerError("file.unwritable", f"the file cannot be written ({e.strerror or e})", where=str(path), cure=cure)


def replace(path: Path, data: bytes) -> None:
    """Writes bytes to a file, whole or not at all: what stood there stays where the writing ends early; raises as ``whole`` does.

    What is no file (a pipe, a terminal) is written to as it is.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        write(path, data)
        return
    with whole(path) as part:
        part.write_bytes(data)


@contextmanager
def whole(path: Path, folder: str = "") -> Iterator[Path]:
    """A place beside ``path`` for a file, or a folder, which is moved to ``path`` when the block ends well, and else removed.

    So what stands at ``path`` is whole, whatever happens. ``folder`` is the name of a file that the folder will hold; it takes
    the place of an older one only where that holds it too, and so was made this way. Raises CallerError ``file.unwritable``, ``file.folder``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as home, whole(Path(home, "a.txt")) as part:
    ...     written = part.write_text("改革", encoding="utf-8")
    """
    path = path.absolute()
    beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    _fits(path, folder)
    try:
        if folder:
            beside.mkdir()
        yield beside
        if not path.is_dir():
            beside.replace(path)
            return
        before = path.with_name(f".{path.name[:80]}.{os.getpid()}.before")
        path.rename(before)  # what is there goes only when the new one is ready
        beside.rename(path)
        shutil.rmtree(before)
    except OSError as e:
        raise _unwritable(path, e) from e
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            with suppress(OSError):  # no folder to look in: what is told is why the file was not written
                beside.unlink(missing_ok=True)


def _fits(path: Path, folder: str) -> None:
    """Raises CallerError where what stands at a path is of the other kind, no file at all, or a folder that somebody else filled."""
    if path.exists() and not path.is_file() and not path.is_dir():  # a device: another file would take its place
        raise CallerError("file.unwritable", "this is a device or a pipe", where=str(path), cure="name a file")
    if not folder and path.is_dir():
        raise CallerError("file.folder", "this is a folder", where=str(path), cure="name a file in it")
    if folder and path.is_file():
        what = "this is a file, and several are to be written"
        raise CallerError("file.folder", what, where=str(path), cure="name a folder")
    if folder and path.is_dir() and any(path.iterdir()) and not (path / folder).is_file():
        cure = "name another place, or empty the folder"
        raise CallerError("file.folder", "this folder holds other files", where=str(path), cure=cure)


def keep(made: Mapping[Path, bytes], command: str, words: Sequence[str]) -> int:
    """Writes the files that are not what they should be; with ``--check`` only names them (exit code 1) and what makes them."""
    stale = [path for path, data in made.items() if not path.is_file() or path.read_bytes() != data]
    checked = "--check" in words
    for path in stale:
        if not checked:
            path.write_bytes(made[path])
        print(f"{path.name}: {f'stale; run python -m {command}' if checked else 'written'}")
    return 1 if stale and checked else 0
