"""The store that grows: the next version starts as a copy of the last one and takes only what changed.

The copy is a checkpoint of the engine's files (hard links; a copy where the disk has none), so that a version costs what
changed and not what it holds. Versions stay immutable: the last one is read on, and a process killed at any moment leaves it.
A graph comes as the block that a release's canonical TriG has of it, and is read as text by the engine: once with its name,
once without it for the copies in the default graph.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from govkg import rdf
from govkg.errors import CallerError, GovkgError
from govkg.store import disk
from govkg.store.contract import Step, both, still

TRIG, TURTLE, COPY = RdfFormat.TRIG, RdfFormat.TURTLE, DefaultGraph()
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(rdf.PREFIXES.items())).encode()
BATCH = 16_000_000  # bytes of blocks that are handed to the engine at once: they take some 20 times as much in it
MOST = 0.5  # the share of triples that differ from which a graph is loaded anew
Block = tuple[str, bytes]
Finish = Callable[[Store], Iterable[tuple[str, bytes | None]]]
# The copies that go with a graph: triples that stand in no other named graph.
COPIES = """DELETE {{ ?s ?p ?o }} WHERE {{
  GRAPH {0} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {0}) }}
}}"""


def block(quads: Iterable[Quad]) -> Block:
    """The IRI of a graph and its block of canonical TriG, from its quads, which are all of one named graph.

    >>> from pyoxigraph import Literal
    >>> iri, text = block([Quad(rdf.gov("a"), rdf.LABEL, Literal("武汉云", language="zh"), NamedNode("urn:g"))])
    >>> iri, text.decode().split()
    ('urn:g', ['<urn:g>', '{', 'gov:a', 'rdfs:label', '"武汉云"@zh', '.', '}'])
    """
    whole = rdf.trig(quads)
    text = whole[whole.index(b"\n<") + 1 :]
    return text[1 : text.index(b">")].decode(), text


def grow(
    folder: Path,
    base: str | None,
    name: str | Callable[[], str],
    gone: Iterable[str] = (),
    fresh: Iterable[Block] = (),
    finish: Finish | None = None,
    step: Step = still,
    keep: Iterable[str] = (),
) -> Path:
    """Makes the version ``name`` below ``folder`` from the version ``base``, points to it and gives its folder.

    ``base`` and ``name`` tell versions apart (a release's dataset hash); without ``base`` the version is loaded from nothing.
    ``gone`` are the IRIs of graphs that are taken out; ``fresh`` are graphs that are put in, each as its IRI and its block of
    canonical TriG without prefixes (``block`` makes it from quads), in place of a graph of that IRI. They are read one after
    another and never held together. ``finish`` is then given the open store, with all that, and gives graphs to replace, or to
    take out where the block is None. A ``name`` that depends on what ``finish`` gave may be a function: it is called last.
    ``step`` is told how many graphs are in. The version before, ``base`` and those that ``keep`` names stay; a version that is
    there is only pointed to.

    Raises CallerError: ``store.missing`` where ``base`` is not there, ``store.block`` for a block that cannot be read,
    ``store.full`` where the folder cannot be written. Nothing is left of what failed.

    >>> import tempfile
    >>> from pyoxigraph import Literal
    >>> g, label = NamedNode("urn:g"), Literal("武汉云", language="zh")
    >>> with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
    ...     one = grow(Path(place), None, "first", fresh=[block([Quad(g, rdf.LABEL, label, g)])])
    ...     two = grow(Path(place), "first", "second", gone=["urn:g"])
    ...     len(Store.read_only(str(one))), len(Store.read_only(str(two)))
    (2, 0)
    """
    stays = [*keep, *([] if base is None else [base])]
    if isinstance(name, str) and disk.swapped(folder, name, stays):
        return folder / disk.version(name)
    last = None if base is None else folder / disk.version(base)
    if last is not None and not last.is_dir():
        raise CallerError("store.missing", f"the store has no version {last.name}", where=str(folder),
                          cure="build it from nothing")  # fmt: skip
    try:
        return disk.made(folder, lambda beside: _fill(beside, last, gone, fresh, finish, step), name, stays)
    except OSError as e:
        what = " ".join(str(e).split())[:200]
        raise CallerError("store.full", f"the store cannot be written ({what})", where=str(folder),
                          cure="make room on the disk or let the folder be written, then run govkg build again") from e  # fmt: skip


def _fill(
    beside: Path, last: Path | None, gone: Iterable[str], fresh: Iterable[Block], finish: Finish | None, step: Step
) -> None:
    """Fills the folder of a version; the store is closed when it returns (Windows renames no folder that is open)."""
    if last is not None:
        disk.copied(last, beside)
    store, done, out = Store(str(beside)), 0, dict.fromkeys(gone)
    with Loading(store) as loading:
        for batch in _batches(fresh):
            new: list[Block] = []
            if last is not None:
                loading.join()  # what is taken out of the store is held against all that is in it
            for iri, text in batch:  # no comprehension: its closure would keep the store open where this fails
                if last is None or not replace(store, iri, text):
                    new.append((iri, text))
            loading.put(new)
            for iri, _ in batch:
                out.pop(iri, None)
            done += len(batch)
            step(done, done)
    for iri in out:
        take(store, iri)
    for iri, end in list(finish(store)) if finish else ():
        if end is None:
            take(store, iri)
        elif not replace(store, iri, end):
            put(store, [(iri, end)])
    store.flush()
    if last is None:
        store.optimize()


def take(store: Store, iri: str) -> None:
    """Takes a graph out of a store, with its triples' copies in the default graph, save those that another graph says too."""
    graph = NamedNode(iri)
    if store.contains_named_graph(graph):
        store.update(COPIES.format(graph))
        store.remove_graph(graph)


def replace(store: Store, iri: str, text: bytes) -> bool:
    """Puts a graph in place of the one of that name, touching only the triples that differ; False where there is none.

    Where most differ the old one is taken out whole and False is given, too: the new one is still to be put in.
    """
    graph = NamedNode(iri)
    if not store.contains_named_graph(graph):
        return False
    small = Store()  # which writes literals as the store on disk does: 60.90 is 60.9
    try:
        small.load(_turtle([(iri, text)]), TURTLE, to_graph=graph, lenient=True)
    except (SyntaxError, ValueError) as e:
        raise _broken([(iri, text)], e) from e
    new, old = set(small), set(store.quads_for_pattern(None, None, None, graph))
    if len(new ^ old) > len(new) * MOST:
        take(store, iri)
        return False
    for quad in old - new:
        store.remove(quad)
        if all(q.graph_name == COPY for q in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)):
            store.remove(Quad(quad.subject, quad.predicate, quad.object, COPY))
    store.extend(both(new - old))
    return True


def put(store: Store, blocks: Iterable[Block]) -> None:
    """Puts graphs into a store, with their triples' copies in the default graph; raises CallerError ``store.block``."""
    with Loading(store) as loading:
        loading.put(list(blocks))


class Loading:
    """Loads graphs and the copies of their triples on two cores. While a batch is loaded the next one waits as text: graphs take
    longer than copies, and neither core is to wait for the other.

    Raises CallerError ``store.block``.
    """

    def __init__(self, store: Store) -> None:
        self.store, self.pool = store, ThreadPoolExecutor(2)
        self.waiting: deque[tuple[list[Block], list[Future[None]]]] = deque()

    def __enter__(self) -> Loading:
        return self

    def __exit__(self, wrong: type[BaseException] | None, *_: object) -> None:
        try:
            if wrong is None:
                self.join()
        finally:
            self.pool.shutdown(cancel_futures=True)

    def put(self, blocks: list[Block]) -> None:
        """Takes in a batch; returns when all but this one are in the store."""
        if blocks:
            works = [
                self.pool.submit(self._load, make, form, blocks) for make, form in ((_trig, TRIG), (_turtle, TURTLE))
            ]
            self.waiting.append((blocks, works))
            self.join(1)

    def join(self, left: int = 0) -> None:
        """Waits until no more than so many batches are not in the store."""
        while len(self.waiting) > left:
            blocks, works = self.waiting.popleft()
            try:
                for work in works:
                    work.result()
            except (SyntaxError, ValueError) as e:
                raise _broken(blocks, e) from e

    def _load(self, make: Callable[[Iterable[Block]], bytes], form: RdfFormat, blocks: list[Block]) -> None:
        self.store.bulk_load(make(blocks), form, lenient=True)


def _inside(text: bytes) -> bytes:
    """A block without its graph's name: Turtle."""
    return text[text.index(b"{\n") + 2 : text.rindex(b"}")]


def _trig(blocks: Iterable[Block]) -> bytes:
    return HEAD + b"".join(text for _, text in blocks)


def _turtle(blocks: Iterable[Block]) -> bytes:
    return HEAD + b"".join(_inside(text) for _, text in blocks)


def _batches(fresh: Iterable[Block]) -> Iterator[list[Block]]:
    batch: list[Block] = []
    size = 0
    for one in fresh:
        batch.append(one)
        size += len(one[1])
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _broken(blocks: Iterable[Block], e: Exception) -> GovkgError:
    """Which of the blocks cannot be read."""
    for iri, text in blocks:
        try:
            _inside(text)
            for quad in parse(HEAD + text, format=TRIG, lenient=True):
                if quad.graph_name != NamedNode(iri):
                    raise ValueError(f"it holds {quad.graph_name}")
        except (SyntaxError, ValueError) as wrong:
            what = " ".join(str(wrong).split())[:200]
            return CallerError(
                "store.block", f"the graph cannot be read ({what})", where=iri, cure="read the source anew"
            )
    return CallerError("store.block", f"graphs cannot be read ({e})", where="store", cure="read the sources anew")
