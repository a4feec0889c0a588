"""Which processor cores who may run on, where the system lets a program say so (Linux).

Left alone, the system moves a worker to the core of whoever woke it: server and workers then take turns on one core while
another idles. So the server keeps a core to itself, quick workers have the others, and what is slow may run on all of them
when nobody else wants to.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ParamSpec, TypeVar

NICE = 15  # how much a slow process gives way to others, as nice(1) counts
P = ParamSpec("P")
T = TypeVar("T")


class Cores:
    """The cores that this process was given, told apart: ``own`` for the thread that serves, ``others`` for workers.

    Both are all of them where there is only one core, or where the system has no such thing.

    >>> cores = Cores()
    >>> cores.own | cores.others == cores.every
    True
    """

    def __init__(self) -> None:
        self.every: frozenset[int] = frozenset()
        if sys.platform == "linux":
            self.every = frozenset(os.sched_getaffinity(0))
        self.own = self.others = self.every
        if len(self.every) > 1:
            self.own = frozenset({min(self.every)})
            self.others = self.every - self.own

    def keep(self) -> None:
        """From now on this thread, and those it begins, run on the core of their own."""
        _place(0, self.own)

    def freely(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Calls from a thread that may run everywhere, and so may the processes that it starts."""
        _place(0, self.every)
        return call(*args, **kwargs)

    def quick(self, process: int) -> None:
        """A process that was just started runs on the cores for workers."""
        _place(process, self.others)

    def slow(self, process: int) -> None:
        """A process may run on all cores, when nobody else wants to."""
        for thread in _threads(process):
            _place(thread, self.every)
            with contextlib.suppress(OSError, AttributeError):  # Windows has no such call
                os.setpriority(os.PRIO_PROCESS, thread, NICE)


def _place(thread: int, cores: frozenset[int]) -> None:
    if sys.platform == "linux" and cores:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(thread, cores)


def _threads(process: int) -> Iterator[int]:
    """A process's threads: on Linux each has cores and a priority of its own."""
    try:
        yield from [int(path.name) for path in Path(f"/proc/{process}/task").iterdir()]
    except OSError:
        yield process
