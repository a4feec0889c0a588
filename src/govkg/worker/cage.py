"""What a worker is kept from: the network, files beyond the graph, more memory than it may have.

Each system grants what it has (Linux: seccomp, Landlock, resource limits); what was obtained is told, never assumed.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections.abc import Iterable
from pathlib import Path

if sys.platform != "win32":  # here, for the cage lets nothing be imported later
    import resource

OUT_OF_MEMORY = 86  # the exit code of a worker that could get no more
_EVERY = 0.05  # seconds between two looks at the memory where the system sets no limit


class Cage:
    """The cage of this process, shut in steps: ``shut`` before the graph is opened, ``seal`` behind it; then ``watch``."""

    def __init__(self, memory: int) -> None:
        self.memory = memory  # bytes beyond those of the open graph; 0 is no limit
        self.obtained = {"network": "", "files": "", "memory": ""}
        self._most = 0
        self._statm = -1
        with contextlib.suppress(OSError):  # read behind the cage, so opened before
            self._statm = os.open("/proc/self/statm", os.O_RDONLY)

    def shut(self, readable: Iterable[Path]) -> None:
        """Forbids the network, other programs and files beyond ``readable``; threads begun later are in it too."""
        if sys.platform == "linux":
            from govkg.worker import linux

            self.obtained["files"] = linux.landlock(readable)
            self.obtained["network"] = linux.seccomp(linux.OUTSIDE) or linux.unshare()

    def seal(self, needless: bool) -> None:
        """With the graph open: limits the memory; forbids to open any file where that is ``needless`` and allowed still."""
        if sys.platform == "linux" and needless and not self.obtained["files"]:
            from govkg.worker import linux

            self.obtained["files"] = linux.seccomp(linux.OPENING)
        if self.memory and sys.platform != "win32":  # on Windows the parent sets the limit
            self.obtained["memory"] = self._weigh()

    def watch(self, life: int) -> None:
        """Returns when ``life`` ends, the parent's end of a pipe; meanwhile looks at the memory where nothing else does."""
        while not select.select([life], [], [], self._pause())[0]:
            if self.held() > self._most > 0:
                os._exit(OUT_OF_MEMORY)

    def held(self) -> int:
        """Bytes of memory that this process holds (where that is not told: the most it ever held)."""
        if self._statm >= 0:
            return int(os.pread(self._statm, 200, 0).split()[1]) * resource.getpagesize()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

    def _pause(self) -> float | None:
        return _EVERY if self.memory and self.obtained["memory"] != "RLIMIT_DATA" else None

    def _weigh(self) -> str:
        if sys.platform == "linux" and self._statm >= 0:
            with contextlib.suppress(OSError, ValueError):
                data = int(os.pread(self._statm, 200, 0).split()[5]) * resource.getpagesize()  # stacks too
                resource.setrlimit(resource.RLIMIT_DATA, (data + self.memory,) * 2)
                return "RLIMIT_DATA"
        self._most = self.held() + self.memory
        return "watched"
