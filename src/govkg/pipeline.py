"""The whole way: sources → statements → release → store; and the graph of a workspace, opened.

A build reads what is stale and nothing else; what was read is kept until it is published, so that a build that was killed goes
on where it was. The next release and its store are made beside the last ones and published by a journal at one moment. Same
sources, same bytes, whatever was built before.
"""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govkg import crew, document, graph, journal, judgements, keys, parts, reviews, staleness
from govkg.crew import Desk, Reading, Refused, Task
from govkg.edition import MANIFEST
from govkg.errors import CallerError, CuratorError
from govkg.graph import Graph
from govkg.issue import Issue
from govkg.library import Library
from govkg.part import read
from govkg.parts import About
from govkg.reviews import Row
from govkg.seen import Seen
from govkg.sources import Source
from govkg.staleness import Standing
from govkg.statements import Observation, Statement

__all__ = ["BuildResult", "build", "counts", "demo", "open_graph", "read", "stale", "standing", "writable"]

FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC, errno.EFBIG)
PARTS, SEEN, BUILDS = "parts", "seen.json", "builds.jsonl"
Step = Callable[[int, int], None]  # reports read, of how many


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made: the sources of the release, its statements and quads, where release and store stand, what was done.

    ``read`` and ``removed`` are ids; ``refused`` are the reports that could not be read and are not in the release.
    """

    sources: tuple[str, ...]
    statements: int
    quads: int
    release: Path
    store: Path
    read: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()


def counts(source: Source, found: Sequence[Statement]) -> dict[str, int]:
    """What ``[expected]`` of a source's description counts, as read."""
    parsed = document.parse(source.text, source.plans or None)
    kinds = Counter(s.kind for s in parsed.sentences)
    return {
        "sections": kinds["heading"],
        "sentences": len(parsed.sentences),
        "figures": len({s.evidence.start for s in found if isinstance(s, Observation)}),
        "characters": len(source.text),
    }


def build(library: Library, step: Step = lambda *_: None, jobs: int = 1, reading: Reading | None = None) -> BuildResult:
    """Brings a workspace's release and store to what its sources give now; reads only what is stale.

    ``reading`` is who reads: processes of this machine (``jobs``), or what is given, a cluster say.

    Raises CallerError ``workspace.empty``, ``workspace.unwritable``, ``workspace.full``, ``build.busy``, ``build.changed``,
    ``build.worker``; CuratorError ``review.lost``. Then nothing is published; reports that were read are kept for the next time.
    """
    library = writable(library)
    try:
        with journal.locked(library.out):
            journal.follow(library.out)
            return _build(library, step, jobs, reading)
    except OSError as e:
        raise _unwritable(library.out, e) from e


def standing(library: Library) -> Standing:
    """How a workspace stands to its release: what is stale and why. Nothing is written but what was looked at."""
    journal.settle(library.out)
    seen = Seen(library.out / journal.HOME / SEEN)
    frozen = library.frozen()
    judged = judgements.judged(library.curated("judgements"), frozen)
    found = staleness.of(library, seen, library.release.parent, library.curated("reviews"), frozen, judged)
    seen.save()
    return found


def stale(library: Library) -> list[Path]:
    """Made files that are not what a build from nothing gives, and files that no source gives any more.

    With which versions of the rules the sources were read is not compared: only what they gave.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        fresh = replace(library, out=Path(folder))
        if refused := build(fresh).refused:
            raise refused[0].error
        folders = (fresh.out / "statements", fresh.out / "release")
        names = sorted(p.relative_to(fresh.out).as_posix() for f in folders for p in f.rglob("*") if p.is_file())
        wrong = [name for name in names if not _same(fresh.out / name, library.out / name)]
    return sorted(library.out / name for name in (*wrong, *staleness.leftovers(library.out, names)))


def demo(library: Library) -> Graph:
    """The graph of the bundled workspace, built here and now where it may be written, else as it was packaged."""
    if library.out == library.root or not (library.release / MANIFEST).is_file():
        build(library)
    return open_graph(library)


def open_graph(library: Library) -> Graph:
    """The graph of a workspace as it was last built; raises CallerError ``graph.missing`` when it never was."""
    return graph.open(library)


def writable(library: Library) -> Library:
    """The library with an ``out`` that can be written: its own, else a folder in the system's place for temporary files."""
    try:
        library.out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=library.out):
            return library
    except OSError:
        return replace(library, out=Path(tempfile.gettempdir()) / "govkg" / library.out.name)


def _build(library: Library, step: Step, jobs: int, reading: Reading | None) -> BuildResult:
    began, home = time.monotonic(), library.out / journal.HOME
    seen = Seen(home / SEEN)
    said, frozen, decided = library.curated("reviews"), library.frozen(), library.curated("judgements")
    kept = reviews.opened(said)
    judged = judgements.judged(decided, frozen)
    now = staleness.of(library, seen, library.out, kept, frozen, judged)
    if not now.inputs:
        raise CallerError(
            "workspace.empty", "there is no source", where=str(library.root), cure="add a folder to sources/"
        )
    desk = Desk(library.root / "sources", home / PARTS, kept, frozen, judged)
    tasks = [Task(name, now.inputs[name], keys.key(now.inputs[name], now.versions, (kept, sorted(frozen.items()), judged.rows)))
             for name in now.stale]  # fmt: skip
    desk.parts.mkdir(parents=True, exist_ok=True)
    with crew.crew(jobs, len(tasks)) as hands:
        fresh, refused, read_now = _read(desk, tasks, reading or hands.read, step)
        rows = {name: row for name, row in now.before.get("sources", {}).items() if name not in now.stale}
        if refused and not fresh and not rows.keys() & now.inputs.keys():
            raise refused[0].error
        _decided(kept, fresh, rows, refused)
        made = Issue(library, now, fresh, {t.id: parts.place(desk.parts, t.id, t.key) for t in tasks if t.id in fresh})
        if made.needless:
            seen.save()
            return _result(made, (), now, ())
        made.make(hands)
    _unchanged(library, seen, now, (said, frozen, decided))
    made.publish()
    shutil.rmtree(desk.parts, ignore_errors=True)
    seen.save()
    result = _result(made, read_now, now, refused)
    _log(home / BUILDS, result, time.monotonic() - began)
    return result


def _result(made: Issue, read_now: Sequence[str], now: Standing, refused: Sequence[Refused]) -> BuildResult:
    said, quads = sum(row["statements"] for row in made.rows.values()), sum(row[0] for row in made.counts.values())
    return BuildResult(
        tuple(sorted(made.rows)),
        said,
        quads,
        made.out / "release",
        made.folder,
        tuple(read_now),
        now.gone,
        tuple(refused),
    )


def _read(
    desk: Desk, tasks: Sequence[Task], reading: Reading, step: Step
) -> tuple[dict[str, About], list[Refused], list[str]]:
    """What each task gives: from a part that an earlier build finished, else read anew."""
    fresh = {t.id: about for t in tasks if (about := parts.about(parts.place(desk.parts, t.id, t.key)))}
    left = [t for t in tasks if t.id not in fresh]
    refused: list[Refused] = []
    read_now: list[str] = []
    step(len(fresh), len(tasks))
    for given in reading(desk, left):
        for one in given:
            if isinstance(one, Refused):
                refused.append(one)
            else:
                fresh[one.id] = one
                read_now.append(one.id)
        step(len(fresh) + len(refused), len(tasks))
    return dict(sorted(fresh.items())), sorted(refused, key=lambda r: r.id), sorted(read_now)


def _decided(kept: Sequence[Row], fresh: dict[str, About], rows: dict[str, Any], refused: Sequence[Refused]) -> None:
    """Raises CuratorError ``review.lost`` for a decision on a statement that no report gives."""
    known = {s for about in fresh.values() for s in about.reviews}
    known |= {s for row in rows.values() for s in row.get("reviews", {})}
    lost = next((r for r in kept if r.statement not in known), None)
    if lost and not refused:  # else it may be of a report that could not be read
        raise CuratorError(
            "review.lost", f"no statement has the id {lost.statement}", where=lost.where, cure="close the row"
        )


def _unchanged(library: Library, seen: Seen, began: Standing, curated: object) -> None:
    """Raises CallerError ``build.changed`` where the workspace is not the one that the build began with."""
    now = {name: staleness.told(library.root / "sources" / name, seen) for name in library.source_ids()}
    names = sorted(name for name in now.keys() | began.inputs.keys() if now.get(name) != began.inputs.get(name))
    where = str(library.root / "sources" / names[0]) if names else ""
    if not where and (library.curated("reviews"), library.frozen(), library.curated("judgements")) != curated:
        where = str(library.root / "curated")
    if not where and (other := [name for name, sum_ in keys.versions().items() if began.versions[name] != sum_]):
        where = f"govkg ({', '.join(other)})"
    if where:
        raise parts.changed(where)


def _log(path: Path, made: BuildResult, seconds: float) -> None:
    """Adds a line to the workspace's list of builds: the only place that names a time."""
    row = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"), "seconds": round(seconds, 2), "sources": len(made.sources),
        "statements": made.statements, "quads": made.quads, "read": len(made.read), "removed": len(made.removed),
        "refused": [r.id for r in made.refused],
    }  # fmt: skip
    with suppress(OSError), path.open("a", encoding="utf-8", newline="\n") as file:  # the release stands without it
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _unwritable(out: Path, e: OSError) -> CallerError:
    full = e.errno in FULL
    what = f"the workspace cannot be written ({e.strerror or ' '.join(str(e).split())[:200]})"
    return CallerError("workspace.full" if full else "workspace.unwritable", what, where=str(e.filename or out),
                       cure="make room on the disk and run govkg build again" if full else "name a folder that you may write")  # fmt: skip


def _same(one: Path, other: Path) -> bool:
    """Whether two made files say the same; which versions read the sources does not count."""
    if not other.is_file():
        return False
    if one.name == MANIFEST:
        return _said(one) == _said(other)
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _said(path: Path) -> object:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        said.pop("versions", None)
        for row in said["sources"].values():
            row.pop("key", None)
        return said
    except (ValueError, KeyError, AttributeError):
        return None
