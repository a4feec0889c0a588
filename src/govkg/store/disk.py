"""The home on disk: Oxigraph in a folder, one version beside the other, and a small pointer file that names the current one.

A version is built in a folder of its own and swapped to at the end: a build killed at any moment changes nothing. Readers
open a version read-only and keep it: it is removed when nobody reads it any more (``lease``), and the version before the
current one stays until the next build.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count, islice
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse, serialize

from govkg.edition import MANIFEST, Edition
from govkg.errors import CallerError
from govkg.store import lease
from govkg.store.contract import Step, View, still
from govkg.store.ram import memory

FORMAT = "1"  # of the folder; a folder of another format is built again
POINTER = "current"
BATCH = 500_000  # quads that are handed to the engine at once: as text they take some 100 MB
NQ, NT = RdfFormat.N_QUADS, RdfFormat.N_TRIPLES
BUILDING, COPYING = ".building-", ".tmp"  # what the engine calls a copy that is not whole yet
_turns = count()  # so that no two folders of a process have one name


class Disk:
    """A graph in a folder.

    >>> import tempfile
    >>> from pyoxigraph import NamedNode
    >>> with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
    ...     home, a = Disk(Path(folder)), NamedNode("urn:a")
    ...     home.write([Quad(a, a, a, a)], "first")
    ...     home.holds("first"), home.holds("second"), len(list(home.view()))
    (True, False, 2)
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, quads: Iterable[Quad], name: str, step: Step = still) -> None:
        """Builds the quads as a version of their own and swaps to it."""
        build(self.folder, quads, name, step)

    def holds(self, name: str) -> bool:
        """Whether the current version has that name."""
        try:
            return current(self.folder).name == version(name)
        except CallerError:
            return False

    def view(self) -> View:
        """The current version, read-only; raises CallerError when there is none or it is of another format."""
        return open(self.folder)


def version(name: str) -> str:
    """The folder of the version of that name."""
    return f"v{FORMAT}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def build(folder: Path, quads: Iterable[Quad], name: str, step: Step = still) -> Path:
    """Writes a store below ``folder`` as a version of its own and points to it; gives the version's folder.

    ``name`` tells versions apart (the hash of what they hold). A version that is already there is only pointed to.
    """
    return (folder / version(name)) if swapped(folder, name) else made(folder, lambda b: _fill(b, quads, step), name)


def made(folder: Path, fill: Callable[[Path], None], name: str | Callable[[], str], keep: Iterable[str] = ()) -> Path:
    """Fills a folder beside the versions, gives it its name and points to it; a ``fill`` that fails leaves nothing.

    A name that is only known when the folder is full may be given as a function. ``keep`` are the names of more versions that
    stay, besides the one that was current.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{version('')}{BUILDING}{os.getpid()}-{next(_turns)}"
    with lease.writing(beside):
        try:
            _closed(fill, beside)
            name = name if isinstance(name, str) else name()
            target = folder / version(name)
            try:
                beside.rename(target)
            except OSError:
                if not target.is_dir():  # else another process built the same meanwhile
                    raise
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    swapped(folder, name, keep)
    return target


def _closed(fill: Callable[[Path], None], beside: Path) -> None:
    """Fills a folder; an error forgets the frames that it came through, which would keep the store open and the folder in use."""
    try:
        fill(beside)
    except BaseException as e:
        wrong: BaseException | None = e
        while wrong is not None:
            traceback.clear_frames(wrong.__traceback__)
            wrong = wrong.__cause__ or wrong.__context__
        raise


def swapped(folder: Path, name: str, keep: Iterable[str] = ()) -> bool:
    """Points to the version of that name and removes the older ones; False where there is no such version."""
    target = folder / version(name)
    if not target.is_dir():
        return False
    before = _pointed(folder)
    pointer = folder / f"{POINTER}.{os.getpid()}-{next(_turns)}"
    pointer.write_text(target.name + "\n", encoding="utf-8", newline="\n")
    pointer.replace(folder / POINTER)
    _tidy(folder, {target.name, before, *map(version, keep)})
    return True


def _fill(folder: Path, quads: Iterable[Quad], step: Step) -> None:
    """Loads the quads as text, a batch at a time: the engine reads its own text faster than it reads Python's objects.

    The copies in the default graph go in beside the quads, on a second core.
    """
    store, done, left = Store(str(folder)), 0, iter(quads)
    with ThreadPoolExecutor(2) as pool:
        while batch := list(islice(left, BATCH)):
            copies = (q.triple for q in batch if not isinstance(q.graph_name, DefaultGraph))
            texts = ((serialize(batch, format=NQ), NQ), (serialize(copies, format=NT), NT))
            for loading in [pool.submit(store.bulk_load, text, form, lenient=True) for text, form in texts]:
                loading.result()
            done += len(batch)
            step(done, done)
    store.flush()
    store.optimize()


def _tidy(folder: Path, keep: set[str]) -> None:
    """Removes older versions that nobody reads and builds that were given up, with what stands beside them."""
    there = sorted(folder.glob("v*"))
    for name in sorted({p.name.partition(lease.READING)[0] for p in there if BUILDING not in p.name}):
        if not lease.read(folder / name) and name not in keep:
            _remove(folder / name)
    for name in sorted({p.name.removesuffix(lease.WRITING).removesuffix(COPYING) for p in there if BUILDING in p.name}):
        if not lease.written(folder / name):
            _remove(folder / name)
            _remove(folder / f"{name}{COPYING}")


def _remove(old: Path) -> None:
    """Removes a folder; it is renamed first: a version that was removed by half must not be taken for a whole one."""
    gone = old if ".gone-" in old.name else old.with_name(f"{old.name}.gone-{os.getpid()}")
    with suppress(OSError):  # what a reader on Windows holds open stays until the next build
        old.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _pointed(folder: Path) -> str:
    """What the pointer file says; nothing where there is none."""
    try:
        return (folder / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def current(folder: Path) -> Path:
    """The folder of the current version; raises CallerError when there is none or it is of another format."""
    name = _pointed(folder)
    where, cure = str(folder), "run govkg build"
    if not name and not (folder.is_dir() and any(folder.iterdir())):
        raise CallerError("store.missing", "there is no store", where=where, cure=cure)
    if not name:
        raise CallerError(
            "store.format", "the folder is no store of govkg: it has no pointer file", where=where, cure=cure
        )
    if not name.startswith("v") or "/" in name or "\\" in name or not name.isprintable():
        raise CallerError("store.format", "the folder is no store of govkg", where=where, cure=cure)
    if not name.startswith(f"v{FORMAT}-"):
        what = f"the store is of another version of govkg (format {name[1:].partition('-')[0][:12]}, not {FORMAT})"
        raise CallerError("store.format", what, where=where, cure=cure)
    if not (folder / name).is_dir():
        raise CallerError("store.missing", f"the store points to {name}, which is not there", where=where, cure=cure)
    return folder / name


def open(folder: Path) -> Store:
    """The current version, read-only; raises CallerError when there is none or it is of another format."""
    found = current(folder)
    try:
        return _read(found)
    except (OSError, RuntimeError) as e:
        if (now := current(folder)) != found:  # a build swapped between the two looks
            return reopen(now)
        raise _unreadable(found, e) from e


def reopen(origin: Path) -> Store:
    """A version's folder read-only, or in memory a file of TriG or a release; raises CallerError when it cannot be read."""
    try:
        if (origin / MANIFEST).is_file():
            return memory(Edition(origin).quads())
        if origin.is_dir():
            return _read(origin)
        return memory(parse(path=str(origin), format=RdfFormat.TRIG))
    except (OSError, RuntimeError, SyntaxError) as e:
        raise _unreadable(origin, e) from e


def copied(version: Path, to: Path) -> None:
    """Copies a version as it stands: hard links to its files, or copies of them where the disk has no links.

    Raises CallerError when it cannot be read, OSError when the copy cannot be written.
    """
    try:
        view = Store.read_only(str(version))
    except (OSError, RuntimeError) as e:
        raise _unreadable(version, e) from e
    view.backup(str(to))


def _read(version: Path) -> Store:
    """A version read-only, kept from being removed."""
    lease.reading(version)
    view = Store.read_only(str(version))
    if not version.is_dir():
        raise OSError("it was removed")
    return view


def _unreadable(origin: Path, e: Exception) -> CallerError:
    what = " ".join(str(e).split())[:200]
    return CallerError(
        "graph.unreadable", f"the graph cannot be read ({what})", where=str(origin), cure="run govkg build"
    )
