"""Where the graph is asked: an embedded Oxigraph store, in memory or on disk.

Every quad stands in its named graph, and its triple in the default graph too, so that questions need no GRAPH clause (a union
default graph makes property paths an order of magnitude slower). On disk a store is built beside the last one, in a folder of
its own, and swapped by a small pointer file: readers keep what they opened, a build killed at any moment changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, Store

from govkg.errors import CallerError

FORMAT = "1"  # of the folder; a folder of another format is built again
POINTER = "current"


def both(quads: Iterable[Quad]) -> Iterable[Quad]:
    """Each quad, and its triple in the default graph."""
    for q in quads:
        yield q
        if not isinstance(q.graph_name, DefaultGraph):
            yield Quad(q.subject, q.predicate, q.object, DefaultGraph())


def memory(quads: Iterable[Quad]) -> Store:
    """A store in memory that holds the quads."""
    store = Store()
    store.extend(both(quads))
    return store


def build(folder: Path, quads: Iterable[Quad], name: str) -> Path:
    """Writes a store below ``folder`` as a version of its own and points to it; gives the version's folder.

    ``name`` tells versions apart (the hash of what they hold). A version that is already there is only pointed to.
    """
    version = f"v{FORMAT}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    target = folder / version
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f"{version}.building-{os.getpid()}"
        shutil.rmtree(beside, ignore_errors=True)
        store = Store(str(beside))
        store.bulk_extend(both(quads))
        store.flush()
        store.optimize()
        del store
        beside.rename(target)
    pointer = folder / f"{POINTER}.{os.getpid()}"
    pointer.write_text(version + "\n", encoding="utf-8", newline="\n")
    pointer.replace(folder / POINTER)
    _tidy(folder, version)
    return target


def _tidy(folder: Path, keep: str) -> None:
    """Removes older versions; one that a reader on Windows holds open stays until the next build."""
    for old in folder.glob("v*"):
        if old.is_dir() and old.name != keep and not old.name.startswith(keep):
            shutil.rmtree(old, ignore_errors=True)


def open(folder: Path) -> Store:
    """The current version, read-only; raises CallerError when there is none or it is of another format."""
    try:
        version = (folder / POINTER).read_text(encoding="utf-8").strip()
    except OSError as e:
        raise CallerError("store.missing", "there is no store", where=str(folder), cure="run govkg build") from e
    if not version.startswith(f"v{FORMAT}-") or not (folder / version).is_dir():
        raise CallerError("store.format", "the store is of another version of govkg or no store at all",
                          where=str(folder), cure="run govkg build")  # fmt: skip
    return Store.read_only(str(folder / version))
