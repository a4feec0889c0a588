"""What the server answers from: the graph of a workspace as it was last built, and the pool of workers that hold it open.

A build that swaps the graph is noticed; the new one is opened beside and takes over, requests under way end on the old one.
"""

from __future__ import annotations

import asyncio
import copy
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
from starlette.requests import Request

from govkg import graph as graphs
from govkg.edition import MANIFEST
from govkg.edition import Edition as Release
from govkg.graph import Graph
from govkg.library import Library
from govkg.web import about
from govkg.web.desk import Desk
from govkg.web.journal import Journal
from govkg.web.options import Options
from govkg.web.review_build import Builder
from govkg.web.review_key import Key
from govkg.worker import Job, Limits
from govkg.worker.cores import Cores
from govkg.worker.lanes import Lanes

T = TypeVar("T")
KEY = "govkg.state"  # in the scope of a request
EVERY = 2.0  # seconds between two looks at whether the graph was built anew
GRACE = 5.0  # seconds beyond a request's limit until the workers of an older graph are let go
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { } }"


@dataclass
class Edition:
    """One release of the graph, open: asked through its pool."""

    kg: Graph
    pool: Lanes
    stamp: tuple[int, int]
    dataset: str  # the sha256 of the release
    quads: int
    release: Path
    graphs: tuple[str, ...] = ()
    manifest: Mapping[str, Any] = field(
        default_factory=dict
    )  # what the release says of itself; nothing where it was swapped
    made: dict[str, bytes] = field(default_factory=dict)  # documents about this edition, made when first asked for
    kept: dict[str, Any] = field(default_factory=dict)  # what pages know of this edition as a whole, likewise
    making: dict[str, asyncio.Future[Any]] = field(default_factory=dict)  # what of that is being made now

    @cached_property
    def void(self) -> list[ox.Triple]:
        """The release's description of its data."""
        return about.described(self.release / "void.ttl")

    @cached_property
    def known(self) -> frozenset[str]:
        """The names of the named graphs."""
        return frozenset(self.graphs)


class State:
    """The edition that is served now."""

    def __init__(self, library: Library, options: Options, journal: Journal) -> None:
        self.library, self.options, self.journal = library, options, journal
        self.cores = Cores()
        self.desk = Desk(options.size, options.queue, options.timeout)
        self.now = self._open()
        self.begun = time.monotonic()
        self._renewing = asyncio.Lock()
        self.latest: dict[str, Any] = {}  # what takes long to make of an edition, of the last one of which it was made
        self.key = Key(options.review) if options.review else None
        build = partial(options.rebuild, library) if options.rebuild else lambda: None
        self.builder = Builder(build, self.renew)
        self._old: set[asyncio.Future[Any]] = set()

    def _open(self) -> Edition:
        """The workspace's graph with its workers; raises CallerError ``graph.missing`` where there is none."""
        stamp = _stamp(self.library)
        kg = graphs.open(self.library)
        assert kg.origin is not None
        pool = Lanes(
            kg.origin, self.options.size, self.options.slow, self.options.queue, limits(self.options), self.cores
        )
        release = self.library.release
        try:
            said = Release(release).manifest
            names = pool.run(Job(NAMES)).rows
        except BaseException:
            pool.close()
            raise
        dataset = kg.facts.dataset if kg.facts else str(said["dataset"])
        if dataset != said["dataset"]:  # a build swapped meanwhile
            said = {}
        graphs_ = tuple(sorted(str(g) for (g,) in names))
        return Edition(kg, pool, stamp, dataset, int(said.get("quads", -1)), release, graphs_, said)

    def pinned(self) -> State:
        """The same with the edition of this moment for good: one answer is made of one edition, whatever is built meanwhile."""
        return copy.copy(self)

    async def kept(self, now: Edition, key: str, make: Callable[[Edition], T]) -> T:
        """What depends on an edition alone: made once, however many ask for it at the same time, then kept with it."""
        if key in now.kept:
            found: T = now.kept[key]
            return found
        if key in now.making:
            return await self.desk.wait(now.making[key])

        def keep(made: T) -> None:
            now.kept[key] = made

        return await self.desk.once((now.dataset, key), lambda: self.cores.freely(make, now), keep)

    async def lately(self, now: Edition, key: str, make: Callable[[Edition], T]) -> T:
        """The same, of an earlier edition as long as that of this one is being made; only the first one is waited for."""
        if key in now.kept or key not in self.latest:
            self.latest[key] = await self.kept(now, key, make)
        else:
            task = asyncio.ensure_future(self.kept(now, key, make))
            self._old.add(task)
            task.add_done_callback(self._made)
        found: T = self.latest[key]
        return found

    def _made(self, task: asyncio.Future[Any]) -> None:
        self._old.discard(task)
        if not task.cancelled():
            task.exception()  # whoever asks for it again will be told

    async def warm(self, wanted: Mapping[str, Callable[[Edition], object]]) -> None:
        """Makes what the first pages will ask for, one after the other.

        Not in a thread of lower priority: while the system has it wait, it may hold the interpreter and with it the server.
        """
        now, loop = self.now, asyncio.get_running_loop()
        for key, make in wanted.items():
            if key in now.kept:
                continue
            now.making[key] = loop.run_in_executor(None, partial(self.cores.freely, make, now))
            try:
                now.kept[key] = await now.making[key]
            except Exception as e:  # whoever asks for it will be told
                self.journal.event("warm.failed", key=key, error=" ".join(str(e).split())[:300])
            finally:
                del now.making[key]

    async def watch(self, wanted: Mapping[str, Callable[[Edition], object]]) -> None:
        """Looks for a newer build until it is cancelled; ``wanted`` is made ahead of every build that is served."""
        warmed = None
        while True:
            if self.now is not warmed:
                warmed = self.now
                await self.warm(wanted)
            await asyncio.sleep(EVERY)
            try:
                await self.renew()
            except Exception as e:  # a build under way, or one that broke: the one that is open stays
                self.journal.event("release.unreadable", error=" ".join(str(e).split())[:300])

    async def renew(self) -> None:
        """Takes over what was built since, where anything was; requests under way end on the older one."""
        async with self._renewing:
            if _stamp(self.library) == self.now.stamp:
                return
            new = await asyncio.to_thread(self.cores.freely, self._open)
            old, self.now = self.now, new
        self.journal.event("release", dataset=new.dataset, quads=new.quads)
        task = asyncio.create_task(self._let_go(old))
        self._old.add(task)
        task.add_done_callback(self._old.discard)

    async def _let_go(self, old: Edition) -> None:
        try:
            await asyncio.sleep(self.options.timeout + GRACE)
        finally:
            old.pool.close()

    def close(self) -> None:
        """Ends the workers."""
        self.now.pool.close()


def serving(request: Request) -> State:
    """What the server of a request answers from."""
    found: State = request.scope[KEY]
    return found


def limits(options: Options) -> Limits:
    """What a query of a request may cost."""
    return Limits(seconds=options.timeout, rows=options.rows, bytes=options.answer, memory=options.memory)


def _stamp(library: Library) -> tuple[int, int]:
    """What changes when the workspace is built anew: the release's time and size."""
    try:
        found = (library.release / MANIFEST).stat()
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size
