"""The memory and the processor time of a process with all that it started, sampled while it runs."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped]

EVERY = 0.2  # seconds between two samples


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds on the wall and of processors, megabytes at most at one time, and what it printed."""

    seconds: float
    processor: float
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
    return Run(took, sum(watch.worked.values()), round(watch.most / 1_000_000), printed)


class Watch(threading.Thread):
    """Samples a process tree until ``over`` is set.

    ``most`` is the most memory that it held at once, in bytes; ``worked`` are the seconds of processor of each process, as of
    its last sample.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root, self.most, self.over = psutil.Process(pid), 0, threading.Event()
        self.worked: dict[int, float] = {}

    def run(self) -> None:
        """Takes the samples."""
        while not self.over.wait(EVERY):
            self.most = max(self.most, self.sample())

    def sample(self) -> int:
        """Bytes that the processes hold now: what is shared is shared out, or else left out."""
        total = 0
        try:
            found = [self.root, *self.root.children(recursive=True)]
        except psutil.Error:
            return 0
        for process in found:
            try:
                times, info = process.cpu_times(), process.memory_full_info()
            except (psutil.Error, OSError):  # it ended
                continue
            self.worked[process.pid] = times.user + times.system
            total += getattr(info, "pss", info.uss)
        return total
