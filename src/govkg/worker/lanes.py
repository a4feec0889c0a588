"""Two lanes: a query that takes long does not stand in the way of those that do not.

Every query begins in the quick lane. One that is still running after a moment goes on in the slow lane, at the system's lowest
priority, and a fresh worker takes its place; the slow lane has room for so many, and who finds it full is stopped and told
``query.busy``. A query that ran into its limits a while ago is known: it goes there at once, or is refused before it costs
anything. Queries of the server's own (``Own``) are never stopped for want of room: nobody chose their text.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from govkg.errors import CallerError
from govkg.worker.channel import Worker
from govkg.worker.cores import Cores
from govkg.worker.job import Job, Limits, Result
from govkg.worker.pool import Pool

MOMENT = 0.5  # seconds after which a query is slow
KNOWN = 1000  # queries that are remembered for having run into their limits
WHILE = 120.0  # seconds that they are


@dataclass(frozen=True, slots=True)
class Own(Job):
    """A query whose text is the server's own."""


class Lanes(Pool):
    """A pool of ``size`` quick workers, and up to ``slow`` beside them that run what takes long. For asyncio.

    Errors are those of Pool; ``health`` has ``slow`` (running now), and ``crowded`` (stopped or refused for want of room there).
    """

    def __init__(self, origin: Path, size: int, slow: int, queue: int = 64, limits: Limits | None = None,
                 cores: Cores | None = None) -> None:  # fmt: skip
        self.cores = cores or Cores()
        self.room, self.slow = slow, set[Worker]()
        self.known: OrderedDict[bytes, float] = OrderedDict()  # digest of the text → until when
        super().__init__(origin, size, queue, limits)
        self.counts["crowded"] = 0

    def __enter__(self) -> Lanes:
        return self

    async def answer(self, job: Job) -> Result:
        """The answer; as Pool gives it, or CallerError ``query.busy`` for one that is slow where the slow lane is full."""
        if self.known and len(self.slow) >= self.room and self._knows(job.text):
            self.counts["crowded"] += 1
            raise crowded()
        try:
            return await super().answer(job)
        except CallerError as e:
            if e.code in ("query.timeout", "query.memory"):
                self._know(job.text)
            raise

    async def _asked(self, worker: Worker, message: bytes, limits: Limits, job: Job) -> bytes:
        await worker.meet()
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        stopped = False

        def slowed() -> None:
            nonlocal stopped
            if len(self.slow) < self.room:
                self._promote(worker)
            elif task is not None and not isinstance(job, Own):
                stopped = True
                task.cancel()

        late = loop.call_later(0.0 if self.known and self._knows(job.text) else MOMENT, slowed)
        try:
            return await worker.answer(message, limits.seconds)
        except asyncio.CancelledError:
            if not stopped or task is None:
                raise
            task.uncancel()
            self.counts["crowded"] += 1
            raise crowded() from None  # the pool lets go of the worker
        finally:
            late.cancel()
            if worker in self.slow:
                self._done(worker)

    def _start(self) -> None:
        before = set(self._all)
        super()._start()
        for worker in self._all - before:
            self.cores.quick(worker.process.pid)

    def _promote(self, worker: Worker) -> None:
        """Makes room in the quick lane: the worker gives way to others, a fresh one takes its place."""
        self.cores.slow(worker.process.pid)
        with self._lock:
            self.slow.add(worker)
            self.size += 1
            self.least += 1
            self._fill()

    def _done(self, worker: Worker) -> None:
        with self._lock:
            self.slow.discard(worker)
            self.size -= 1
            self.least -= 1
            worker.generation = -1  # its priority cannot be raised again: it is not taken back

    def _know(self, text: str) -> None:
        self.known[_digest(text)] = time.monotonic() + WHILE
        if len(self.known) > KNOWN:
            self.known.popitem(last=False)

    def _knows(self, text: str) -> bool:
        return self.known.get(_digest(text), 0.0) > time.monotonic()

    def health(self) -> dict[str, object]:
        """What Pool tells, and how many queries are slow now."""
        return {**super().health(), "slow": len(self.slow)}


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def crowded() -> CallerError:
    """The error for a slow query that finds no room."""
    return CallerError("query.busy", "no room for a query that takes long: others are under way",
                       cure="narrow the query, or ask again a little later")  # fmt: skip
