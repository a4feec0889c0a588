"""A bounded number of workers and a bounded queue before them; who breaks a limit is killed and replaced, others answer meanwhile."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from govkg.errors import CallerError, GovkgError, InternalError
from govkg.worker.channel import Dead, Late, PipedWorker, Worker
from govkg.worker.job import Job, Limits, Result, unpack

if TYPE_CHECKING:
    import asyncio

TRIES = 3  # times that a query is asked again when its worker was killed by somebody else
KIND: type[Worker] = PipedWorker if sys.platform == "win32" else Worker


class _Turn:
    """Somebody in a thread who waits for a worker."""

    def __init__(self) -> None:
        self.worker: Worker | None = None
        self.come = threading.Event()

    def give(self, worker: Worker | None) -> None:
        self.worker = worker
        self.come.set()


class _LoopTurn(_Turn):
    """Somebody in a loop who waits for a worker."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self.worker = None
        self.loop = loop
        self.future: asyncio.Future[None] = loop.create_future()
        self.timer = loop.call_later(seconds, self.wake)
        self.thread = threading.get_ident()

    def give(self, worker: Worker | None) -> None:
        self.worker = worker
        if threading.get_ident() == self.thread:  # the usual case, and cheap
            self.wake()
        else:
            with contextlib.suppress(RuntimeError):  # its loop is closed
                self.loop.call_soon_threadsafe(self.wake)

    def wake(self) -> None:
        if not self.future.done():
            self.future.set_result(None)


class Pool:
    """Workers that hold ``origin`` open: a store's folder (read only) or a file of TriG or N-Quads (each reads it once).

    ``least`` workers (all, unless said) are started at once, others up to ``size`` when all are busy; ``queue`` queries may wait, the next is refused with ``query.busy``, as is one that
    waited longer than its seconds. ``before`` is an earlier release, loaded beside. Threads may share a pool.

    Errors of ``run`` and ``answer``, CallerError all: ``query.busy``, ``query.timeout``, ``query.memory``, ``query.failed``,
    and what the gate and the engine refuse. InternalError ``query.worker`` when workers die and nobody knows why.
    """

    def __init__(self, origin: Path, size: int | None = None, queue: int = 64, limits: Limits | None = None,
                 before: Path | None = None, least: int | None = None) -> None:  # fmt: skip
        self.origin, self.before = origin, before
        self.size = size or min(4, os.cpu_count() or 1)
        self.least = min(least or self.size, self.size)
        self.queue, self.limits = queue, limits or Limits()
        self.counts = {"answered": 0, "refused": 0, "timeout": 0, "memory": 0, "fault": 0, "killed": 0, "retried": 0}
        self._lock = threading.Lock()
        self._free: deque[Worker] = deque()  # the right end is taken first: workers that start wait on the left
        self._turns: deque[_Turn] = deque()
        self._all: set[Worker] = set()
        self._dying: list[Worker] = []
        self._generation, self._closed = 0, False
        with self._lock:
            self._fill()

    # -- asking --------------------------------------------------------------------------------------------------------
    def run(self, job: Job) -> Result:
        """The answer; waits for a worker, then at most the limit's seconds. For threads."""
        limits = job.limits or self.limits
        message = job.pack(limits)
        for attempt in range(TRIES):
            worker = self._take() or self._waited(limits.seconds)
            try:
                answer = worker.ask(message, limits.seconds)
            except (Late, Dead) as e:
                self._lost(worker, e, limits, attempt)
                continue
            except GovkgError:  # the graph cannot be opened
                self._drop(worker)
                raise
            except BaseException:
                self._replace(worker)
                raise
            self._back(worker)
            return self._read(answer)
        raise AssertionError

    async def answer(self, job: Job) -> Result:
        """The answer; one that is cancelled kills its worker. For asyncio."""
        limits = job.limits or self.limits
        message = job.pack(limits)
        for attempt in range(TRIES):
            worker = self._take() or await self._awaited(limits.seconds)
            try:
                answer = await self._asked(worker, message, limits, job)
            except (Late, Dead) as e:
                self._lost(worker, e, limits, attempt)
                continue
            except GovkgError:  # the graph cannot be opened
                self._drop(worker)
                raise
            except BaseException:
                self._replace(worker)
                raise
            self._back(worker)
            return self._read(answer)
        raise AssertionError

    async def _asked(self, worker: Worker, message: bytes, limits: Limits, job: Job) -> bytes:  # noqa: ARG002
        """What a worker answers; where a kind of pool watches over it."""
        return await worker.answer(message, limits.seconds)

    def ready(self) -> Pool:
        """Waits until every free worker has opened the graph; raises what keeps one from it."""
        taken = []
        while True:
            with self._lock:
                worker = next((w for w in self._free if not w.ready), None)
                if worker is None:
                    break
                self._free.remove(worker)
            try:
                worker.greet()
            except BaseException:
                self._drop(worker)
                raise
            self._back(worker)
            taken.append(worker)
        return self

    def health(self) -> dict[str, object]:
        """What a monitor asks: workers, busy, waiting, counts of what happened, and what the system keeps workers from."""
        with self._lock:
            cage = next((w.cage for w in self._all if w.cage is not None), {})
            return {"workers": len(self._all), "busy": len(self._all) - len(self._free), "waiting": len(self._turns),
                    **self.counts, "cage": dict(cage)}  # fmt: skip

    def reopen(self, origin: Path) -> None:
        """From now on that origin: free workers are replaced at once, busy ones when they have answered."""
        with self._lock:
            self.origin = origin
            self._generation += 1
            while self._free:
                self._bury(self._free.pop())
            self._fill()

    def close(self) -> None:
        """Kills the workers; who waits is told ``query.busy``."""
        with self._lock:
            self._closed = True
            for turn in self._turns:
                turn.give(None)
            self._turns.clear()
            while self._free:
                self._bury(self._free.pop())
            for worker in self._all:
                worker.end()  # who asks it sees it end, and lets go of it
            dying, self._dying = [*self._dying, *self._all], []
        for worker in dying:
            worker.reap(10)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # -- workers -------------------------------------------------------------------------------------------------------
    def _take(self) -> Worker | None:
        with self._lock:
            return self._pop()

    def _pop(self) -> Worker | None:
        """A free worker that lives, or None."""
        if self._closed:
            raise _busy("the pool is closed")
        while self._free:
            worker = self._free.pop()
            if not worker.gone:
                return worker
            self.counts["killed"] += 1
            self._bury(worker)
        self._fill()
        if not self._free and len(self._all) < self.size:
            try:
                self._start()
            except OSError as e:
                if not self._all:  # else one of them comes free
                    raise InternalError("query.worker", f"the system starts no worker: {e}") from e
        return self._free.pop() if self._free else None

    def _queue(self, turn: _Turn) -> Worker | None:
        """A worker that came free just now, or None: the turn waits."""
        with self._lock:
            worker = self._pop()
            if worker is None:
                if len(self._turns) >= self.queue:
                    self.counts["refused"] += 1
                    raise _busy(f"{self.queue} queries are waiting already")
                self._turns.append(turn)
            return worker

    def _waited(self, seconds: float) -> Worker:
        turn = _Turn()
        if (worker := self._queue(turn)) is not None:
            return worker
        try:
            turn.come.wait(seconds)
        except BaseException:  # whoever is interrupted while it waits leaves no place behind
            with contextlib.suppress(CallerError):
                self._back(self._given(turn))
            raise
        return self._given(turn)

    async def _awaited(self, seconds: float) -> Worker:
        import asyncio

        turn = _LoopTurn(asyncio.get_running_loop(), seconds)
        try:
            if (worker := self._queue(turn)) is not None:
                return worker
            await turn.future
        except asyncio.CancelledError:
            with contextlib.suppress(CallerError):
                self._back(self._given(turn))
            raise
        finally:
            turn.timer.cancel()
        return self._given(turn)

    def _given(self, turn: _Turn) -> Worker:
        with self._lock:
            if turn.worker is not None:
                return turn.worker
            with contextlib.suppress(ValueError):
                self._turns.remove(turn)
            self.counts["refused"] += 1
        raise _busy("the pool is closed" if self._closed else "no worker came free in time")

    def _back(self, worker: Worker) -> None:
        with self._lock:
            if self._closed or worker.generation != self._generation:
                self._bury(worker)
                return self._fill()
            self._hand(worker)
        return None

    def _hand(self, worker: Worker, left: bool = False) -> None:
        if self._turns:
            self._turns.popleft().give(worker)
        elif left:
            self._free.appendleft(worker)
        else:
            self._free.append(worker)

    def _replace(self, worker: Worker) -> None:
        with self._lock:
            self._bury(worker)
            self._fill()

    def _drop(self, worker: Worker) -> None:
        """A worker that could not start: the next query starts another one (no loop of starts)."""
        with self._lock:
            self._bury(worker)
            if self._turns:
                self._fill()

    def _bury(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.kill()
        self._dying = [w for w in [*self._dying, worker] if not w.reap()]

    def _fill(self) -> None:
        with contextlib.suppress(OSError):  # of the system, which is full: the next query tries again
            while not self._closed and len(self._all) < (self.size if self._turns else self.least):
                self._start()

    def _start(self) -> None:
        settings: dict[str, object] = {
            "origin": str(self.origin.resolve()),
            "before": str(self.before.resolve()) if self.before else None,
            "memory": self.limits.memory,
        }
        worker = KIND(settings, self._generation)
        self._all.add(worker)
        self._hand(worker, left=True)

    # -- what is told --------------------------------------------------------------------------------------------------
    def _lost(self, worker: Worker, e: Late | Dead, limits: Limits, attempt: int) -> None:
        """Replaces the worker and tells why it ended; returns where the query is to be asked again."""
        never = isinstance(e, Dead) and not worker.ready
        (self._drop if never else self._replace)(worker)
        why = e.cause if isinstance(e, Dead) else "timeout"
        if self._closed:
            raise _busy("the pool is closed") from None
        self.counts[why] += 1
        if isinstance(e, Late):
            raise CallerError("query.timeout", f"no answer within {limits.seconds:g} s, the query was stopped",
                              cure="narrow the query or give it more time (--timeout)") from None  # fmt: skip
        if why == "memory":
            size = f"{limits.memory / 1e9:g} GB" if limits.memory >= 1e9 else f"{limits.memory / 1e6:g} MB"
            raise CallerError("query.memory", f"the query needs more than {size} of memory, it was stopped",
                              cure="narrow the query") from None  # fmt: skip
        if why == "fault" and not never:
            raise CallerError("query.failed", "the engine broke on this query", cure="make it less deep") from None
        if attempt + 1 == TRIES or why == "fault":
            _dead(str(e))
        self.counts["retried"] += 1

    def _read(self, answer: bytes) -> Result:
        self.counts["answered"] += 1
        return unpack(answer)


def _busy(why: str) -> CallerError:
    return CallerError("query.busy", f"no room for this query: {why}", cure="ask again a little later")


def _dead(said: str) -> NoReturn:
    last = (said.strip().splitlines() or ["it was killed"])[-1]
    raise InternalError("query.worker", f"the process of the query ended again and again: {last[:200]}") from None
