"""The memory of a process with all that it started, sampled while it runs."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil

EVERY = 0.2  # seconds between two samples


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds on the wall, megabytes at most at one time over all its processes, and what it printed."""

    seconds: float
    megabytes: int
    printed: str


def run(command: Sequence[str]) -> Run:
    """Runs a command to its end; raises CalledProcessError where it fails."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        watch = Watch(process.pid)
        watch.start()
        printed = process.communicate()[0]
    took = time.monotonic() - began
    watch.over.set()
    watch.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return Run(took, round(watch.most / 1_000_000), printed)


class Watch(threading.Thread):
    """Samples a process tree until ``over`` is set; ``most`` is the most memory that it held at once, in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root, self.most, self.over = psutil.Process(pid), 0, threading.Event()

    def run(self) -> None:
        """Takes the samples."""
        while not self.over.wait(EVERY):
            self.most = max(self.most, tree(self.root))


def tree(root: psutil.Process) -> int:
    """Bytes that a process and those that it started hold now: what is shared is shared out, or else left out."""
    total = 0
    try:
        found = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    for process in found:
        try:
            info = process.memory_full_info()
        except (psutil.Error, OSError):  # it ended
            continue
        total += getattr(info, "pss", info.uss)
    return total
