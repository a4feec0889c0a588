"""The reading of many reports by several processes, in chunks; what comes back is small, the parts stay on the disk."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from govkg import manifest, parts, sources
from govkg.errors import CallerError, CuratorError, GovkgError, InternalError, SourceError
from govkg.judgements import Judged
from govkg.keys import Inputs
from govkg.parts import About, Packed
from govkg.reviews import Row
from govkg.sources import Source

CHUNK = 16  # reports that are handed to a process at once, at most
ALONE = 24  # as few reports are read faster here than in processes that must start first
Reading = Callable[["Desk", Sequence["Task"]], Iterator[list["About | Refused"]]]  # how many reports are read
Work = TypeVar("Work")
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every reading is given: where sources and parts stand, and what people decided."""

    sources: Path
    parts: Path
    reviews: list[Row] = field(default_factory=list)  # the open ones
    frozen: dict[tuple[str, str], str] = field(default_factory=dict)
    judged: Judged = field(default_factory=Judged)


@dataclass(frozen=True, slots=True)
class Task:
    """A report to read: its id, what its folder held when the build began, and the key that its part is kept under."""

    id: str
    inputs: Inputs
    key: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that could not be read, and why."""

    id: str
    error: GovkgError


class Crew:
    """Some processes, or none: then the work is done here."""

    def __init__(self, pool: ProcessPoolExecutor | None, jobs: int = 1) -> None:
        self.pool, self.jobs = pool, jobs

    def share(self, count: int) -> int:
        """How many of so many reports are handed over at once: few enough that no process waits long for the last one.

        >>> Crew(None).share(1000), Crew(ProcessPoolExecutor(2), 2).share(40), Crew(ProcessPoolExecutor(2), 2).share(1000)
        (1, 5, 16)
        """
        return 1 if self.pool is None else max(1, min(CHUNK, count // (4 * self.jobs)))

    def map(self, work: Callable[[Work], Given], chunks: Sequence[Work]) -> Iterator[Given]:
        """What the work gives for each chunk, as it is done; raises CallerError ``build.worker`` where a process died."""
        if self.pool is None:
            yield from map(work, chunks)
            return
        try:
            waiting: list[Future[Given]] = [self.pool.submit(work, chunk) for chunk in chunks]
            for done in as_completed(waiting):
                yield done.result()
        except BrokenProcessPool as e:
            raise CallerError("build.worker", "a process of the build died", where="govkg build",
                              cure="run govkg build again: reports that are read are kept; --jobs 1 takes less memory") from e  # fmt: skip

    def read(self, desk: Desk, tasks: Sequence[Task]) -> Iterator[list[About | Refused]]:
        """What the reports give, a chunk at a time; their parts are then on the desk."""
        return self.map(read, chunks(desk, tasks, self.share(len(tasks))))


@contextmanager
def crew(jobs: int, count: int) -> Iterator[Crew]:
    """As many processes as there is work for: ``jobs`` at most, none for a few reports."""
    if jobs <= 1 or count <= ALONE:
        yield Crew(None)
        return
    pool = ProcessPoolExecutor(min(jobs, count), mp_context=multiprocessing.get_context("spawn"))
    try:
        yield Crew(pool, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def read(work: tuple[Desk, Sequence[Task]]) -> list[About | Refused]:
    """Reads reports and keeps their parts; a report that cannot be read is told and stops nothing."""
    desk, tasks = work
    return [_read(desk, task) for task in tasks]


def chunks(desk: Desk, tasks: Sequence[Task], size: int) -> list[tuple[Desk, Sequence[Task]]]:
    """The tasks in chunks, each with what every reading is given."""
    return [(desk, tasks[at : at + size]) for at in range(0, len(tasks), size)]


def made(
    source: Source, task: Task, described: str, where: str, reviews: parts.Reviews, frozen: parts.Frozen, judged: Judged
) -> Packed | Refused:
    """The part of a report whose description has the sha256 ``described``; raises CallerError ``build.changed`` where the
    report is not the one that was asked for.
    """
    if Inputs(source.sha256, described) != task.inputs:
        raise parts.changed(where)
    try:
        return parts.made(source, reviews, frozen, judged)
    except SourceError as e:
        return Refused(task.id, e)
    except (CuratorError, OSError, MemoryError):
        raise
    except Exception as e:  # a report that no rule foresaw must not keep the others out
        what = f"the report cannot be read ({type(e).__name__}: {' '.join(str(e).split())[:200]})"
        return Refused(task.id, InternalError("build.report", what, where=where, cure="report the bug with this text"))


def _read(desk: Desk, task: Task) -> About | Refused:
    folder = desk.sources / task.id
    try:
        source = sources.load(folder)
        described = manifest.digest(sources.read_bytes(folder / "source.toml"))
    except SourceError as e:
        return Refused(task.id, e)
    packed = made(source, task, described, str(folder), desk.reviews, desk.frozen, desk.judged)
    if isinstance(packed, Refused):
        return packed
    parts.keep(desk.parts, task.key, packed)
    return packed.about
