"""Files that the user names: read and written, or refused in one line; and files of the project that are made from others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from govkg.errors import CallerError


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
        cure = "name another file" if path.parent.exists() else f"make the folder {path.parent} first"
        what = f"the file cannot be written ({e.strerror})"
        raise CallerError("file.unwritable", what, where=str(path), cure=cure) from e


def keep(made: Mapping[Path, bytes], command: str, words: Sequence[str]) -> int:
    """Writes the files that are not what they should be; with ``--check`` only names them (exit code 1) and what makes them."""
    stale = [path for path, data in made.items() if not path.is_file() or path.read_bytes() != data]
    checked = "--check" in words
    for path in stale:
        if not checked:
            path.write_bytes(made[path])
        print(f"{path.name}: {f'stale; run python -m {command}' if checked else 'written'}")
    return 1 if stale and checked else 0
