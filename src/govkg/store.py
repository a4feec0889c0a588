"""Where the graph is asked: an embedded Oxigraph store, in memory or on disk.

Every quad stands in its named graph, and its triple in the default graph too, so that questions need no GRAPH clause (a union
default graph makes property paths an order of magnitude slower). On disk a store is built beside the last one, in a folder of
its own, and swapped by a small pointer file: readers keep what they opened, a build killed at any moment changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from govkg.errors import CallerError

FORMAT = "1"  # of the folder; a folder of another format is built again
POINTER = "current"
BEFORE = NamedNode("https://w3id.org/govkg/id/release/before")  # the graph of an earlier release, loaded beside


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


def named(store: Store) -> Iterator[Quad]:
    """The quads of a store's named graphs: what it was built from, without the copies in the default graph."""
    return (q for q in store.quads_for_pattern(None, None, None, None) if not isinstance(q.graph_name, DefaultGraph))


def version(name: str) -> str:
    """The folder of the version of that name."""
    return f"v{FORMAT}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def build(folder: Path, quads: Iterable[Quad], name: str) -> Path:
    """Writes a store below ``folder`` as a version of its own and points to it; gives the version's folder.

    ``name`` tells versions apart (the hash of what they hold). A version that is already there is only pointed to.
    """
    target = folder / version(name)
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f"{target.name}.building-{os.getpid()}"
        shutil.rmtree(beside, ignore_errors=True)
        store = Store(str(beside))
        store.bulk_extend(both(quads))
        store.flush()
        store.optimize()
        del store
        beside.rename(target)
    pointer = folder / f"{POINTER}.{os.getpid()}"
    pointer.write_text(target.name + "\n", encoding="utf-8", newline="\n")
    pointer.replace(folder / POINTER)
    _tidy(folder, target.name)
    return target


def _tidy(folder: Path, keep: str) -> None:
    """Removes older versions; one that a reader on Windows holds open stays until the next build."""
    for old in folder.glob("v*"):
        if old.is_dir() and old.name != keep and not old.name.startswith(keep):
            shutil.rmtree(old, ignore_errors=True)


def current(folder: Path) -> Path:
    """The folder of the current version; raises CallerError when there is none or it is of another format."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except OSError as e:
        raise CallerError("store.missing", "there is no store", where=str(folder), cure="run govkg build") from e
    if not name.startswith(f"v{FORMAT}-") or not (folder / name).is_dir():
        raise CallerError("store.format", "the store is of another version of govkg or no store at all",
                          where=str(folder), cure="run govkg build")  # fmt: skip
    return folder / name


def open(folder: Path) -> Store:
    """The current version, read-only; raises CallerError when there is none or it is of another format."""
    return Store.read_only(str(current(folder)))


def reopen(origin: Path) -> Store:
    """A version's folder read-only, or a file of TriG in memory; raises CallerError when it cannot be read."""
    try:
        if origin.is_dir():
            return Store.read_only(str(origin))
        return memory(parse(path=str(origin), format=RdfFormat.TRIG))
    except (OSError, SyntaxError) as e:
        raise CallerError("graph.unreadable", f"the graph cannot be read ({e})", where=str(origin),
                          cure="run govkg build") from e  # fmt: skip


def beside(now: Store, before: Path) -> Store:
    """A store in memory: what ``now`` says in its default graph, what an earlier release says in the graph ``BEFORE``.

    ``before`` is a workspace, a release's folder or its TriG file; raises CallerError ``release.missing`` when it is none.
    """
    files = (before / "release" / "govkg.trig", before / "govkg.trig", before)
    file = next((f for f in files if f.is_file()), None)
    if file is None:
        raise CallerError("release.missing", "there is no release", where=str(before),
                          cure="give a workspace, the folder of a release or its govkg.trig")  # fmt: skip
    made = Store()
    made.bulk_extend(now.quads_for_pattern(None, None, None, DefaultGraph()))
    try:
        made.bulk_extend(
            Quad(q.subject, q.predicate, q.object, BEFORE) for q in parse(path=str(file), format=RdfFormat.TRIG)
        )
    except (OSError, SyntaxError, ValueError) as e:
        raise CallerError("release.missing", f"this is no release ({e})", where=str(file),
                          cure="give the govkg.trig of a release") from e  # fmt: skip
    return made
