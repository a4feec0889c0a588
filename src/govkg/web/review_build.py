"""The build behind the pages of review: one at a time, in a process of its own; decisions that come meanwhile wait for one more.

A decision is a row before it is anything else. What breaks here breaks the build alone: the row stands, the last good graph
is served, and the page says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from govkg.errors import GovkgError

CURRENT, BUILDING, FAILED = "current", "building", "failed"


@dataclass
class Builder:
    """Builds when it is asked to; ``build`` is called in a thread, then ``take`` takes the release over."""

    build: Callable[[], None]
    take: Callable[[], Awaitable[object]]
    wanted: int = 0  # how often a build was asked for
    done: int = 0  # up to which of these the graph that is served has all
    builds: int = 0
    error: str = ""
    _task: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def state(self) -> str:
        """How the graph that is served stands to the decisions: current, building or failed."""
        if self._task and not self._task.done():
            return BUILDING
        return FAILED if self.error else CURRENT

    def ask(self) -> None:
        """Asks for a build that holds all that is written by now; returns at once."""
        self.wanted += 1
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while self.done < self.wanted:
            upto = self.wanted
            self.builds += 1
            try:
                await asyncio.to_thread(self.build)
                await self.take()
                self.error = ""
            except GovkgError as e:
                self.error = " ".join(str(e).split())[:500]
            except Exception as e:  # told on the page: who decides must know that the graph lags behind
                self.error = " ".join(f"{type(e).__name__} {e}".split())[:500]
            self.done = upto
