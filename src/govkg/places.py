"""A place where files stand: a folder, or whatever fsspec reaches (S3, SFTP, HDFS, …), by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

from govkg.errors import CallerError

CURE = "name a folder, or a URL that fsspec reaches (and install what it needs)"


class Place:
    """Files below one URL. A file appears whole or not at all.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     here = Place(folder)
    ...     here.write("a/b.txt", b"x")
    ...     here.read("a/b.txt"), here.has("a/c.txt"), here.names("a")
    (b'x', False, ['b.txt'])
    """

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError as e:
            raise CallerError("place.fsspec", "fsspec is not installed", cure="pip install govkg[cluster]") from e
        try:
            self._fs, self._root = url_to_fs(url)
        except (ValueError, ImportError, OSError) as e:
            raise CallerError("place.unknown", f"this place cannot be reached ({e})", where=url, cure=CURE) from e
        self.url = url if "://" in url else str(Path(url).absolute())  # whoever is told it may stand in another folder

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises FileNotFoundError."""
        return bytes(self._fs.cat_file(self._at(name)))

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        return bool(self._fs.exists(self._at(name)))

    def names(self, folder: str = "") -> list[str]:
        """What stands in a folder, sorted; [] where there is none."""
        try:
            found: list[Any] = self._fs.ls(self._at(folder), detail=False)
        except FileNotFoundError:
            return []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def write(self, name: str, data: bytes) -> None:
        """Puts a file in its place, over whatever was there; it is written beside and moved, so that nobody reads a half."""
        beside = self._at(f"{name}.{uuid4().hex}.tmp")
        self._fs.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
        try:
            self._fs.pipe_file(beside, data)
            self._fs.mv(beside, self._at(name))
        except BaseException:
            if self._fs.exists(beside):
                self._fs.rm_file(beside)
            raise

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}".rstrip("/")
