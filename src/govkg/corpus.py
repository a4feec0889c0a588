"""Reading by a cluster: the same reading of a report, on the workers of a Dask scheduler, a partition of reports at a time.

Texts are read from, and parts written to, a place that fsspec reaches, so that workers share nothing else with whoever asks.
What crosses the wire are ids, hashes and counts. A partition leaves the parts of its reports (``parts/<id>.<key>.part``) and
one file of N-Quads (``quads/<hash>.nq.gz``) for whoever bulk-loads elsewhere; each is whole or not there. A part that is there is not
read again: a worker that is killed costs what it had in hand, and its partition is given to another.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govkg import keys, manifest, parts, sources
from govkg.crew import Refused, Task
from govkg.errors import CallerError, GovkgError
from govkg.parts import About, Packed
from govkg.places import Place

if TYPE_CHECKING:
    from distributed import Client

PARTITION = 32  # reports a task: one report a task costs an engine five to ten times as much
SOURCES, PARTS, QUADS = "sources", "parts", "quads"


@dataclass(frozen=True, slots=True)
class Partition:
    """Reports for one task: where they stand, what is asked of each, what people decided, the version of the rules that asks."""

    place: str
    tasks: tuple[Task, ...]
    versions: tuple[tuple[str, str], ...]
    reviews: tuple[dict[str, str], ...] = ()
    frozen: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What its file of N-Quads is called: a hash of what it is made from."""
        return manifest.digest("\n".join(f"{t.id} {t.key}" for t in self.tasks).encode())[:16]


def read(work: Partition) -> list[About | Refused]:
    """Reads the reports of a partition and leaves their parts and its N-Quads in the place; runs on a worker.

    Raises CallerError ``cluster.version`` where the worker's govkg is not the one that asks: it would read otherwise.
    """
    if tuple(sorted(keys.versions().items())) != work.versions:
        raise CallerError("cluster.version", "a worker has another version of govkg", where="the cluster",
                          cure="install the same govkg on every worker")  # fmt: skip
    place = Place(work.place)
    found: list[About | Refused] = []
    packs: list[Packed] = []
    for task in work.tasks:
        try:
            packs.append(_part(place, task, work))
            found.append(packs[-1].about)
        except GovkgError as e:
            found.append(Refused(task.id, e))
    name = f"{QUADS}/{work.name}.nq.gz"
    if not place.has(name):
        place.write(name, gzip.compress(parts.nquads(packs), 1, mtime=0))
    return found


def _part(place: Place, task: Task, work: Partition) -> Packed:
    """A report's part, as it stands in the place or made now."""
    name = f"{PARTS}/{task.id}.{task.key}.part"
    if place.has(name):
        return parts.unpacked(BytesIO(place.read(name)))
    text, about = (_file(place, f"{SOURCES}/{task.id}/{file}") for file in ("text.txt", "source.toml"))
    source = sources.of_files(task.id, text, about, f"{place.url}/{SOURCES}/{task.id}")
    packed = parts.made(source, work.reviews, work.frozen)
    parts.unchanged(source, task.inputs, manifest.digest(about))
    place.write(name, parts.pack(packed))
    return packed


def _file(place: Place, name: str) -> bytes:
    try:
        return place.read(name)
    except FileNotFoundError as e:
        raise sources.SourceError("source.missing", "there is no such file", where=f"{place.url}/{name}",
                                  cure="check the path") from e  # fmt: skip
