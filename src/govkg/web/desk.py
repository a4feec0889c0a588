"""Where pages are made: a few threads at a time, a bounded queue before them, a bounded wait; one making for all who ask for the same.

A thread cannot be stopped: who waited too long is told so, and what was asked for is finished for the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool

from govkg.errors import CallerError

T = TypeVar("T")


class Desk:
    """The threads that read the graph for pages: ``seats`` at once, ``queue`` more may wait, nobody longer than ``seconds``."""

    def __init__(self, seats: int, queue: int, seconds: float) -> None:
        self.most, self.seconds = seats + queue, seconds
        self._seats = asyncio.Semaphore(seats)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._shared: dict[Hashable, asyncio.Task[Any]] = {}

    async def read(self, call: Callable[[], T]) -> T:
        """What ``call`` gives; raises CallerError ``query.busy`` where too many wait, ``query.timeout`` where it takes too long."""
        task = self._begin(call)
        return await self.wait(task, alone=True)

    async def once(self, key: Hashable, call: Callable[[], T], keep: Callable[[T], object]) -> T:
        """The same, made once for all who ask for ``key`` meanwhile; ``keep`` gets what was made, whoever still waits."""
        task = self._shared.get(key)
        if task is None:
            task = self._shared[key] = self._begin(call)

            def made(done: asyncio.Task[T]) -> None:
                self._shared.pop(key, None)
                if not done.cancelled() and done.exception() is None:
                    keep(done.result())

            task.add_done_callback(made)
        return await self.wait(task)

    def _begin(self, call: Callable[[], T]) -> asyncio.Task[T]:
        if len(self._tasks) >= self.most:
            raise CallerError("query.busy", "too many pages are waiting to be made", cure="ask again in a moment")

        async def seated() -> T:
            async with self._seats:
                return await run_in_threadpool(call)

        task = asyncio.create_task(seated())
        self._tasks.add(task)
        task.add_done_callback(self._left)
        return task

    async def wait(self, task: asyncio.Future[T], *, alone: bool = False) -> T:
        """What a task gives, waited for as long as a page may take; one that nobody else waits for is given up then."""
        done, _ = await asyncio.wait({task}, timeout=self.seconds)
        if not done:
            if alone:
                task.cancel()
            raise CallerError("query.timeout", f"the page took longer than {self.seconds:g} s",
                              cure="ask for less, or again in a moment: what every page needs is kept once it is made")  # fmt: skip
        return task.result()

    def _left(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever still waits is told; asyncio need not be
