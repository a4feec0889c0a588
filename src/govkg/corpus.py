"""Reading by a cluster: the same reading of a report, on the workers of a Dask scheduler, a partition of reports at a time.

Texts are read from, and parts written to, a place that fsspec reaches, so that workers share nothing else with whoever asks.
What crosses the wire are ids, hashes and counts. A partition leaves the parts of its reports (``parts/<id>.<key>.part``) and
one file of N-Quads (``quads/<hash>.nq.gz``) for whoever bulk-loads elsewhere; each is whole or not there. A part that is there is not
read again: a worker that is killed costs what it had in hand, and its partition is given to another.
"""

from __future__ import annotations

import gzip
import logging
from asyncio import CancelledError
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from govkg import crew, keys, manifest, parts, sources
from govkg.crew import Desk, Refused, Task
from govkg.errors import CallerError, SourceError
from govkg.judgements import Judged
from govkg.parts import About, Packed
from govkg.places import Place
from govkg.reviews import Row
from govkg.store.grow import HEAD

if TYPE_CHECKING:
    from distributed import Client

PARTITION = 32  # reports a task: one report a task costs an engine five to ten times as much
PATIENCE = 10  # seconds in which a scheduler must answer
TEXT, DESCRIPTION = "text.txt", "source.toml"


@dataclass(frozen=True, slots=True)
class Partition:
    """Reports for one task: where they stand, what is asked of each, what people decided, and by which rules to read them."""

    place: str
    tasks: tuple[Task, ...]
    versions: tuple[tuple[str, str], ...]
    reviews: tuple[Row, ...]
    frozen: tuple[tuple[tuple[str, str], str], ...]
    judged: Judged

    @property
    def quads(self) -> str:
        """The name of its file of N-Quads: a hash of what it is made from."""
        made_from = "\n".join(f"{task.id} {task.key}" for task in self.tasks)
        return f"quads/{manifest.digest(made_from.encode())[:16]}.nq.gz"


class Cluster:
    """The workers of a scheduler and the place that they share with whoever asks."""

    def __init__(self, client: Client, place: Place, size: int = PARTITION) -> None:
        self.client, self.place, self.size = client, place, size

    def read(self, desk: Desk, tasks: Sequence[Task]) -> Iterator[list[About | Refused]]:
        """What the reports of each partition give, as it is done; their parts are then on the desk, as if read here.

        Raises CallerError ``cluster.lost`` where workers died again and again or the scheduler is gone, ``cluster.version``.
        """
        from distributed import KilledWorker, as_completed

        for task in tasks:
            self._send(desk, task)
        rest = (tuple(desk.reviews), tuple(sorted(desk.frozen.items())), desk.judged)
        versions = tuple(sorted(keys.versions().items()))
        work = [Partition(self.place.url, tuple(tasks[at : at + self.size]), versions, *rest)
                for at in range(0, len(tasks), self.size)]  # fmt: skip
        keys_of = {task.id: task.key for task in tasks}
        waiting = self.client.map(read, work, pure=False)
        try:
            for done in as_completed(waiting):
                given: list[About | Refused] = done.result()
                for one in given:
                    if isinstance(one, About):
                        self._fetch(desk, one.id, keys_of[one.id])
                yield given
        except (KilledWorker, CancelledError) as e:
            raise CallerError("cluster.lost", f"the cluster gave up ({type(e).__name__})", where=self.place.url,
                              cure="run govkg build again: reports that are read are kept") from e  # fmt: skip
        finally:
            self.client.cancel(waiting)

    def _send(self, desk: Desk, task: Task) -> None:
        """Puts a report's files into the place, where it does not hold them already."""
        for file in (TEXT, DESCRIPTION):
            name = f"{_folder(task)}/{file}"
            path = desk.sources / task.id / file
            if path.is_file() and not self.place.has(name):
                self.place.write(name, path.read_bytes())

    def _fetch(self, desk: Desk, source: str, key: str) -> None:
        path = parts.place(desk.parts, source, key)
        beside = path.with_name(f"{path.name}.fetched")
        beside.write_bytes(self.place.read(f"parts/{path.name}"))
        beside.replace(path)


@contextmanager
def cluster(address: str, place: str, workers: int = 2) -> Iterator[Cluster]:
    """The cluster at a scheduler's address, else one of ``workers`` processes of this machine, for as long as it is needed.

    Raises CallerError ``cluster.dask`` where Dask is not installed, ``cluster.unreachable``.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as e:
        raise CallerError("cluster.dask", "Dask is not installed", cure="pip install govkg[cluster]") from e
    shared = Place(place)
    if address:
        try:
            client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as e:
            raise CallerError("cluster.unreachable", f"no scheduler answers ({e})", where=address,
                              cure="start dask scheduler there, or leave --scheduler out") from e  # fmt: skip
        with client:
            yield Cluster(client, shared)
        return
    here = LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
    )
    with here, Client(here) as client:
        yield Cluster(client, shared)


def read(work: Partition) -> list[About | Refused]:
    """Reads the reports of a partition and leaves their parts and its N-Quads in the place; runs on a worker.

    Raises CallerError ``cluster.version`` where the worker's govkg or vocabulary is not that of whoever asks.
    """
    if _mine() != work.versions:
        raise CallerError("cluster.version", "a worker reads by other rules or vocabularies", where="the cluster",
                          cure="install the same govkg on every worker, with the same settings")  # fmt: skip
    place = Place(work.place)
    found: list[About | Refused] = []
    packs: list[Packed] = []
    for task in work.tasks:
        one = _read(place, task, work)
        found.append(one.about if isinstance(one, Packed) else one)
        packs += [one] if isinstance(one, Packed) else []
    if packs and not place.has(work.quads):
        place.write(work.quads, nquads(packs))
    return found


def nquads(packs: Sequence[Packed]) -> bytes:
    """The quads of some parts as one compressed file of N-Quads, sorted by report; the same parts give the same bytes."""
    blocks = (block for packed in sorted(packs, key=lambda p: p.about.id) for _, block in packed.blocks)
    text = b"".join(
        serialize(parse(HEAD + block, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS) or b"" for block in blocks
    )
    return gzip.compress(text, 1, mtime=0)


def _read(place: Place, task: Task, work: Partition) -> Packed | Refused:
    """A report's part as it stands in the place, else made now and left there."""
    name = f"parts/{parts.name(task.id, task.key)}"
    if place.has(name):
        return parts.unpacked(BytesIO(place.read(name)))
    where = f"{place.url}/{_folder(task)}"
    try:
        text, about = (_file(place, task, file) for file in (TEXT, DESCRIPTION))
        source = sources.of_files(task.id, text, about, where)
    except SourceError as e:
        return Refused(task.id, e)
    made = crew.made(source, task, manifest.digest(about), where, work.reviews, dict(work.frozen), work.judged)
    if isinstance(made, Packed):
        place.write(name, parts.pack(made))
    return made


def _file(place: Place, task: Task, file: str) -> bytes:
    try:
        return place.read(f"{_folder(task)}/{file}")
    except FileNotFoundError as e:
        raise SourceError("source.missing", "there is no such file", where=f"{place.url}/{_folder(task)}/{file}",
                          cure="check the path") from e  # fmt: skip


def _folder(task: Task) -> str:
    """Where a report's files stand in the place: one folder for each state that they were ever in."""
    return f"sources/{task.id}/{manifest.digest(repr(task.inputs).encode())[:16]}"


@lru_cache(maxsize=1)
def _mine() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(keys.versions().items()))
