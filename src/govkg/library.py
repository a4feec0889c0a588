"""The workspace: a folder with ``sources/``, ``curated/``, ``statements/`` and ``release/``, and where to write.

The bundled workspace is ``graph/`` of the project. Where a workspace may not be written, as in an installed wheel, what
is made goes into a cache folder instead and is read from there first.
"""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from govkg import journal, resources, sources
from govkg.errors import CallerError, CuratorError, SourceError
from govkg.settings import Settings
from govkg.sources import Source

# What git writes around the two sides of a conflict: seven of a mark, alone or before a blank.
CONFLICT = ("<" * 7, "=" * 7, ">" * 7, "|" * 7)


class Cells(dict[str, str]):
    """A row of a curated table, which knows where it stands: ``where`` is its file and line, ``head`` those of the header."""

    __slots__ = ("head", "where")

    def __init__(self, cells: Iterable[tuple[str, str]], where: str = "", head: str = "") -> None:
        super().__init__(cells)
        self.where, self.head = where, head

    def __reduce__(self) -> tuple[object, ...]:
        return Cells, (tuple(self.items()), self.where, self.head)


@dataclass(frozen=True, slots=True)
class Library:
    """A workspace: what is read stands in ``root``, what is made in ``out`` (the same folder where it can be written)."""

    root: Path
    out: Path

    @property
    def bundled(self) -> bool:
        """True for the workspace that comes with govkg."""
        return self.root == resources.path("graph")

    def source_ids(self) -> list[str]:
        """Ids of all sources, sorted."""
        folder = self.root / "sources"
        return sorted(d.name for d in folder.iterdir() if d.is_dir()) if folder.is_dir() else []

    def source(self, name: str) -> Source:
        """The source of that id; raises SourceError, ``source.unknown`` when there is none."""
        if name not in self.source_ids():
            known = ", ".join(self.source_ids()[:5]) or "none"
            raise SourceError(
                "source.unknown", f"there is no source {name!r}", where=str(self.root), cure=f"there is {known}"
            )
        return sources.load(self.root / "sources" / name)

    def sources(self) -> list[Source]:
        """All sources, by id; raises SourceError for the first that is wrong."""
        return [sources.load(self.root / "sources" / name) for name in self.source_ids()]

    def statements(self, name: str) -> Path:
        """The file of a source's statements: the newly made one, else the one that came with the workspace."""
        return self._made(f"statements/{name}.jsonl")

    @property
    def release(self) -> Path:
        """The folder of the release: the newly made one, else the one that came with the workspace."""
        return self._made("release")

    @property
    def store(self) -> Path:
        """The folder of the embedded store; always one that can be written."""
        return self.out / ".govkg" / "store"

    @property
    def tables(self) -> Path:
        """The folder of the facts tables of a large release, read together into a file."""
        return self.out / ".govkg" / "tables"

    @property
    def seek(self) -> Path:
        """The folder of the segments of the search index of a large release."""
        return self.out / ".govkg" / "seek"

    @property
    def views(self) -> Path:
        """The folder of views that nobody gave another place."""
        return self.out / ".govkg" / "views"

    def frozen(self) -> dict[tuple[str, str], str]:
        """Identifiers that were cited and so never change: (entity key, place) → IRI, from ``curated/identifiers.tsv``."""
        return {(row["key"], row["place"]): row["iri"] for row in self.curated("identifiers")}

    def curated(self, table: str) -> list[dict[str, str]]:
        """Rows of ``curated/TABLE.tsv``: what people decided, with who, when and why; [] when there is no such table.

        Raises CuratorError for a row with too few or too many fields, for a table that is no UTF-8, and for one in which git
        left the marks of a conflict.
        """
        path = self.root / "curated" / f"{table}.tsv"
        if not path.is_file():
            return []
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:  # spreadsheets put a mark before the first line
                kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
        except UnicodeDecodeError as e:
            raise CuratorError(
                "curated.encoding", "the table is not UTF-8", where=str(path), cure="save it as UTF-8"
            ) from e
        if conflict := next((n for n, line in kept if line.rstrip("\r\n").startswith(CONFLICT)), 0):
            raise CuratorError("curated.conflict", "git left a conflict here", where=f"{path}:{conflict}",
                               cure="keep the rows of both sides and delete the lines of marks")  # fmt: skip
        reader = csv.reader((line for _, line in kept), delimiter="\t", quoting=csv.QUOTE_NONE)
        try:
            cells = list(reader)
        except csv.Error as e:
            raise CuratorError("curated.row", f"no row of a table ({e})", where=f"{path}:{kept[reader.line_num - 1][0]}",
                               cure="separate the fields by tabs") from e  # fmt: skip
        for (n, _), row in zip(kept[1:], cells[1:], strict=True):
            if len(row) != len(cells[0]):
                raise CuratorError("curated.row", f"{len(row)} fields where the header has {len(cells[0])}",
                                   where=f"{path}:{n}", cure="separate the fields by tabs")  # fmt: skip
        head = f"{path}:{kept[0][0]}" if kept else ""
        return [
            Cells(zip(cells[0], row, strict=True), where=f"{path}:{n}", head=head)
            for (n, _), row in zip(kept[1:], cells[1:], strict=True)
        ]

    def has(self, name: str) -> bool:
        """True when a source, or whatever else, has that id's place."""
        return (self.root / "sources" / name).exists()

    def holders(self) -> dict[str, str]:
        """sha256 of each source's text → its id; raises SourceError for a source.toml that is none."""
        return {sources.stated_sha256(self.root / "sources" / name): name for name in self.source_ids()}

    def add(self, name: str, files: Mapping[str, bytes]) -> Path:
        """Puts a new source into the workspace, whole or not at all: written beside, read back, moved by one rename.

        Raises SourceError ``source.exists`` when the id is taken, CallerError ``workspace.unwritable``.
        """
        target = self.root / "sources" / name
        if self.has(name):
            raise SourceError("source.exists", f"there is a source {name!r} already", where=str(target),
                              cure="give another --id")  # fmt: skip
        beside = self.root / ".govkg" / "adding" / f"{os.getpid()}" / name
        try:
            try:
                shutil.rmtree(beside.parent, ignore_errors=True)
                beside.mkdir(parents=True)
                for file, data in files.items():
                    (beside / file).write_bytes(data)
                sources.load(beside)
                target.parent.mkdir(exist_ok=True)
                beside.rename(target)
            finally:
                shutil.rmtree(beside.parent, ignore_errors=True)
                _prune(beside.parent.parent, self.root)
        except OSError as e:
            raise CallerError("workspace.unwritable", f"the workspace cannot be written ({e.strerror})",
                              where=str(self.root), cure="name a folder that you may write") from e  # fmt: skip
        return target

    def remove(self, names: Iterable[str]) -> dict[str, Path]:
        """Takes sources out of the workspace, all or none: their folders move to ``.govkg/removed``; gives where each is now.

        Raises SourceError ``source.unknown`` for an id that no source has, CallerError ``workspace.unwritable``.
        """
        wanted = sorted(set(names))
        for name in wanted:
            if name not in self.source_ids():
                self.source(name)  # raises
        kept = self.out / ".govkg" / "removed"
        moved: dict[str, Path] = {}
        try:
            kept.mkdir(parents=True, exist_ok=True)
            for name in wanted:
                place = next(p for n in count() if not (p := kept / (f"{name}-{n}" if n else name)).exists())
                (self.root / "sources" / name).rename(place)
                moved[name] = place
        except OSError as e:
            for name, place in moved.items():
                place.rename(self.root / "sources" / name)
            raise CallerError("workspace.unwritable", f"the workspace cannot be written ({e.strerror})",
                              where=str(self.root), cure="name a folder that you may write") from e  # fmt: skip
        return moved

    def _made(self, name: str) -> Path:
        return self.out / name if (self.out / name).exists() else self.root / name


def open_library(settings: Settings, environ: Mapping[str, str] | None = None) -> Library:
    """The workspace of the settings; raises CallerError ``workspace.missing`` when it is no workspace.

    >>> open_library(Settings()).source_ids()
    ['wuhan-2021']
    """
    root = resources.path("graph") if settings.workspace is None else settings.workspace.resolve()
    if not (root / "sources").is_dir():
        raise CallerError("workspace.missing", "this is no workspace: it has no folder sources", where=str(root),
                          cure="name a folder like graph/ of govkg")  # fmt: skip
    if _writable(root):
        journal.settle(root)
        return Library(root, root)
    cache = settings.cache or cache_folder(sys.platform, os.environ if environ is None else environ)
    return Library(root, cache / hashlib.sha256(str(root).encode()).hexdigest()[:16])


def open_to_add(settings: Settings) -> Library:
    """The workspace that sources may be added to: one that a person named; it need not be there yet.

    Raises CallerError ``add.bundled`` where none is named, ``workspace.missing`` where the folder holds other things,
    ``workspace.unwritable`` where it may not be written. Nothing is written.
    """
    cure = "name a folder of your own with --workspace"
    if settings.workspace is None:
        raise CallerError("add.bundled", "the bundled graph takes no other reports and no repairs", cure=cure)
    root = settings.workspace.resolve()
    if root.exists() and not (root / "sources").is_dir() and (not root.is_dir() or _visible(root)):
        raise CallerError("workspace.missing", "this is no workspace and not empty", where=str(root), cure=cure)
    first = next(folder for folder in (root, *root.parents) if folder.exists())
    if not _writable(first):
        raise CallerError("workspace.unwritable", "the workspace cannot be written", where=str(root), cure=cure)
    return Library(root, root)


def _visible(folder: Path) -> bool:
    return any(not path.name.startswith(".") for path in folder.iterdir())


def _prune(folder: Path, root: Path) -> None:
    """Takes away the folders that adding leaves empty."""
    while folder != root.parent:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _writable(folder: Path) -> bool:
    # site-packages is no place for what a user makes, even where it can be written.
    return "_data" not in folder.parts[-2:] and os.access(folder, os.W_OK)


def cache_folder(platform: str, environ: Mapping[str, str]) -> Path:
    """The system's place for what can be made again.

    >>> cache_folder("linux", {"HOME": "/home/li"}).as_posix()
    '/home/li/.cache/govkg'
    """
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or Path.home())
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "govkg"
    if platform == "darwin":
        return home / "Library" / "Caches" / "govkg"
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "govkg"
