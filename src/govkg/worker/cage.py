"""What a worker is kept from: the network, files beyond the graph, more memory than it may have. What the system grants is told."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

OUT_OF_MEMORY = 86  # the exit code of a worker that could get no more


def shut(readable: Iterable[Path]) -> dict[str, str]:
    """Forbids this process the network and files beyond those; gives by what means ("" where the system has none)."""
    _ = list(readable)
    return {"network": "", "files": ""}


def confine(process: subprocess.Popen[bytes], more: int) -> object:
    """On Windows: a job that ends the process with us and limits its memory; None elsewhere and where it is refused."""
    return None


def weigh(more: int) -> dict[str, str]:
    """Limits the memory of this process to what it has now and ``more`` bytes; gives by what means."""
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError, ValueError):
            pages = int(Path("/proc/self/statm").read_text().split()[5])  # data and stack
            resource.setrlimit(resource.RLIMIT_DATA, (pages * resource.getpagesize() + more,) * 2)
            return {"memory": "RLIMIT_DATA"}
    return {"memory": ""}
