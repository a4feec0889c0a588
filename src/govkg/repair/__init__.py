"""A better copy of a report takes the place of a damaged one: what was cited and decided keeps its id, and what changed is told.

The better text is read anew. Each statement of the former one is looked for by its words and its place; one that is found keeps its
id, whatever is read from it now, so that reviews and citations hold. What is not found is lost and said so; where several fit alike
nobody guesses. Text, description, ids and reviews change together or not at all, and the former ones are kept beside for the way back.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govkg import accession, assemble, corrections, curation, journal, part, reviews, sources
from govkg.accession import Accession
from govkg.errors import CallerError, CuratorError, SourceError
from govkg.library import Library
from govkg.repair.aligned import Alignment, plain
from govkg.repair.paired import STATES, Change, Pair, pairs
from govkg.reviews import ADDED, COLUMNS, Row
from govkg.sources import Repaired, Source

__all__ = ["STATES", "Change", "Pair", "Repair", "plan", "undo", "write"]

EARLIER = "earlier"  # below a source's folder: 1, 2, … each with the files as they were
LEAST = 0.3  # share of the longer text that two copies of one report have in common
DROPPED = "dropped.tsv"
REVIEWS = "curated/reviews.tsv"


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair would do: the source before and after, what becomes of each statement, and of the decisions on them.

    ``files`` are the files that it writes, by their place in the workspace; ``share`` is how much of the longer text is in both;
    ``decided`` is the sha256 of the table of decisions that it was planned with, "" where there was none.
    """

    old: Source
    new: Source
    share: float
    pairs: tuple[Pair, ...]
    files: Mapping[str, bytes]
    gone: tuple[str, ...] = ()
    closed: tuple[Row, ...] = ()  # decisions on statements that are lost
    renewed: tuple[Row, ...] = ()  # added statements, with their words where they stand now
    decided: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many statements are the same, moved, changed, new, lost, unsure."""
        found = Counter(p.state for p in self.pairs)
        return {state: found[state] for state in STATES}


def plan(library: Library, name: str, better: Accession, *, by: str, on: str, why: str, retrieved: str = "") -> Repair:
    """What putting a better copy in the place of a source's text would do; nothing is written.

    Raises SourceError ``source.unknown``, CallerError ``repair.same`` for the very same text and ``repair.other`` for one that
    has too little in common with it, CuratorError for a decision that cannot hold over the better text.
    """
    by, why = curation.signed(by, why, "官网原文")
    old = library.source(name)
    if better.sha256 == old.sha256:
        raise CallerError("repair.same", "this is the text that the source has", where=better.item.where,
                          cure="give the better copy")  # fmt: skip
    text = better.reading.text
    beside = Alignment(old.text, text)
    if (share := beside.common()) < LEAST:
        raise CallerError("repair.other", f"only {share:.0%} of the text is that of {name}: it looks like another report",
                          where=better.item.where, cure="add it as a report of its own: govkg add")  # fmt: skip
    fresh = accession.files(better, old.id, retrieved)
    bare = _described(old, fresh, better.item.where, Repaired(sha256=old.sha256, by=by, on=on, why=why))
    decided, rows = _table(library), reviews.rows(library.curated("reviews"))
    before = part.read(old)
    after = assemble.read(bare, part.damage(bare))
    found = pairs(before, after, beside)
    found = _clear(found)
    kept = {p.new.id: p.old.id for p in found if p.old and p.new and p.old.id != p.new.id}
    there = {p.old.id for p in found if p.old and p.new}
    lost = {s.id for s in before} - there
    closed = [r for r in rows if not r.closed and r.statement in lost]
    renewed: list[tuple[Row, Row]] = []
    for r in rows:
        if r.closed or r.decision != ADDED or r.source != name:
            continue
        again = _again(r, bare, beside, on, [x.id for x in rows])
        if again is None:
            closed.append(r)
        else:
            kept[again[1]] = r.statement
            renewed.append((r, again[0]))
    new = replace(bare, anchors=kept)
    left = [r for r in rows if r not in closed and r not in [old_ for old_, _ in renewed]] + [n for _, n in renewed]
    _holds(new, left)
    made = _files(library, new, fresh.get(DROPPED), [*closed, *(r for r, _ in renewed)], [n for _, n in renewed], on)
    gone = () if DROPPED in fresh else _former(library, name, DROPPED)
    return Repair(old, new, share, tuple(found), made, gone, tuple(closed), tuple(n for _, n in renewed), decided)


def write(library: Library, repair: Repair) -> None:
    """Puts the better copy in its place, all files or none.

    Raises CallerError ``workspace.unwritable``, ``build.busy``; SourceError ``build.changed`` where the source is another by now,
    or somebody decided on a statement since the plan.
    """
    _publish(library, dict(repair.files), repair.gone, repair.old, repair.decided)


def undo(library: Library, name: str) -> Source:
    """Gives a source back the text, the description and the decisions that it had before its last repair; gives that source.

    Raises CallerError ``repair.none`` where it was never repaired, ``repair.decided`` where a decision that was taken since would
    be lost, or be of words that the former text does not have.
    """
    now, decided = library.source(name), _table(library)
    folder = library.root / "sources" / name / EARLIER
    turns = sorted((p for p in folder.glob("[0-9]*") if (p / "text.txt").is_file()), key=lambda p: int(p.name))
    if not turns:
        raise CallerError(
            "repair.none", "it was never repaired", where=name, cure="govkg repair SOURCE FILE repairs it"
        )
    last = turns[-1]
    there = {p.name: p.read_bytes() for p in last.iterdir() if p.is_file()}
    made = {f"sources/{name}/{file}": data for file, data in there.items() if file not in ("reviews.tsv", "after.json")}
    if "reviews.tsv" in there:
        if decided != json.loads(there["after.json"])["reviews"]:
            raise _decided(library, "statements were reviewed since the repair", _again_with(last))
        made[REVIEWS] = there["reviews.tsv"]
    else:
        former = sources.of_files(name, there["text.txt"], there["source.toml"], str(last))
        _stands(library, now, former, last)
    gone = [p.relative_to(library.root).as_posix() for p in sorted(last.iterdir())]
    gone += () if f"sources/{name}/{DROPPED}" in made else _former(library, name, DROPPED)
    _publish(library, made, gone, now, decided)
    shutil.rmtree(last, ignore_errors=True)
    if len(turns) == 1:
        shutil.rmtree(folder, ignore_errors=True)
    return library.source(name)


def _stands(library: Library, now: Source, former: Source, kept: Path) -> None:
    """Raises CallerError ``repair.decided`` where an open decision does not hold over the former text."""
    rows, cure = reviews.opened(library.curated("reviews")), f"close these decisions, or {_again_with(kept)}"
    if not rows:
        return
    try:
        before, since = ({s.id for s in part.read(one, rows)} for one in (former, now))
    except CuratorError as e:
        raise _decided(library, f"over the former text {e.what}", cure) from e
    if lost := next((r for r in rows if r.statement in since - before), None):
        raise _decided(library, f"row {lost.id} decides on what the former text does not say", cure)


def _decided(library: Library, what: str, cure: str) -> CallerError:
    return CallerError("repair.decided", what, where=str(library.root / REVIEWS), cure=cure)


def _again_with(kept: Path) -> str:
    return f"repair it with the earlier text: {kept / 'text.txt'}"


def _table(library: Library) -> str:
    """The sha256 of the table of decisions, "" where there is none."""
    path = library.root / REVIEWS
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _described(old: Source, fresh: Mapping[str, bytes], where: str, repaired: Repaired) -> Source:
    """The source with the better text: who speaks, where and when stays as it was said; what was of the former copy goes."""
    read = sources.of_files(old.id, fresh["text.txt"], fresh["source.toml"], where)
    return replace(
        old, text=read.text, sha256=read.sha256, original=read.original, url=read.url or old.url,
        published=old.published or read.published, number=old.number or read.number,
        found=("", ""), copy_quality=("", ""), expected={}, damage=(), repaired=(*old.repaired, repaired), anchors={},
    )  # fmt: skip


def _clear(found: Sequence[Pair]) -> list[Pair]:
    """The pairs without those that would take an id away from another statement: these are told as unsure."""
    own = {p.new.id for p in found if p.new}
    moving = {p.new.id for p in found if p.old and p.new and p.old.id != p.new.id}
    made: list[Pair] = []
    for p in found:
        clash = p.old and p.new and p.old.id != p.new.id and p.old.id in own - moving
        if clash:
            made += [Pair("unsure", p.old, None), Pair("new", None, p.new)]
        else:
            made.append(p)
    return made


def _again(row: Row, new: Source, beside: Alignment, on: str, ids: Sequence[str]) -> tuple[Row, str] | None:
    """An added statement with its words where the better text has them, and the anchor that it has there; None where it has not."""
    said = row.values["evidence"]
    at = beside.place(int(said["start"]), int(said["end"]))
    if at is None or plain(new.text[at[0] : at[1]]) != plain(str(said["exact"])):
        return None
    made = part.words(new)(*at)
    fields = reviews.packed({**row.values, "evidence": corrections.placed(made)})
    anchor = corrections.build(json.loads(fields), new.id, part.words(new), row.where).id
    id_ = reviews.identify(row.statement, ADDED, fields, row.by, on, ids)
    return Row(id_, row.statement, ADDED, fields, row.by, on, row.why), anchor


def _holds(new: Source, rows: Sequence[Row]) -> None:
    """Reads the better text with what people decided; raises CuratorError for a decision that cannot hold over it."""
    try:
        part.read(new, rows)
    except CuratorError as e:
        raise CuratorError(e.code, f"over the better text {e.what}", where=e.where,
                           cure="close that decision (govkg review close), then repair") from e  # fmt: skip


def _files(
    library: Library, new: Source, dropped: bytes | None, ended: Sequence[Row], added: Sequence[Row], on: str
) -> dict[str, bytes]:
    """The files that the repair writes: the source's own, the former ones beside, and the decisions."""
    folder = library.root / "sources" / new.id
    turn = 1 + max((int(p.name) for p in (folder / EARLIER).glob("[0-9]*") if p.name.isdigit()), default=0)
    kept = f"sources/{new.id}/{EARLIER}/{turn}"
    made: dict[str, bytes] = {}
    for file in ("text.txt", "source.toml", DROPPED):
        if (folder / file).is_file():
            made[f"{kept}/{file}"] = (folder / file).read_bytes()
    made[f"sources/{new.id}/text.txt"] = new.text.encode()
    made[f"sources/{new.id}/source.toml"] = sources.described(new).encode()
    if dropped:
        made[f"sources/{new.id}/{DROPPED}"] = dropped
    if ended or added:
        path = library.root / REVIEWS
        made[f"{kept}/reviews.tsv"] = path.read_bytes()
        made[REVIEWS] = curation.changed(path, COLUMNS, [(r.id, r.line) for r in ended], [r.cells for r in added], on)
        made[f"{kept}/after.json"] = (
            json.dumps({"reviews": hashlib.sha256(made[REVIEWS]).hexdigest()}) + "\n"
        ).encode()
    return made


def _former(library: Library, name: str, file: str) -> tuple[str, ...]:
    place = f"sources/{name}/{file}"
    return (place,) if (library.root / place).is_file() else ()


def _publish(library: Library, made: Mapping[str, bytes], gone: Sequence[str], read: Source, decided: str) -> None:
    root = library.root
    if library.out != root:
        raise CallerError("workspace.unwritable", "the workspace cannot be written", where=str(root),
                          cure="name a folder that you may write")  # fmt: skip
    try:
        with curation.held(library), journal.locked(root):
            journal.follow(root)
            if library.source(read.id).sha256 != read.sha256:
                raise SourceError(
                    "build.changed", "the source changed meanwhile", where=read.id, cure="repair it again"
                )
            if _table(library) != decided:
                raise SourceError(
                    "build.changed", "statements were reviewed meanwhile", where=REVIEWS, cure="repair it again"
                )
            staged = journal.staged(root)
            shutil.rmtree(staged, ignore_errors=True)
            for place, data in made.items():
                path = staged / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            journal.commit(root, list(made), gone)
    except OSError as e:
        raise CallerError("workspace.unwritable", f"the workspace cannot be written ({e.strerror})", where=str(root),
                          cure="name a folder that you may write") from e  # fmt: skip
