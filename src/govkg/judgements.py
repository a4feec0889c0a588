"""What people decided of things: that two names are one thing, that one name is two, or that nobody can tell.

``graph/curated/judgements.tsv`` (id, left, right, judgement, by, on, why, closed) has a row a decision; a row is closed by a
date, never deleted. A side is the key of a thing with its place, ``Unit/市政务服务局@420100``, or what one report alone calls
so, ``Unit/市政务服务局@420100#wuhan-2021``. Which identifier a thing has follows from the open rows and the frozen
identifiers alone, so that it does not change when a report comes or goes.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from govkg import ids
from govkg.errors import CuratorError
from govkg.successions import known_body, succession

COLUMNS = ("id", "left", "right", "judgement", "by", "on", "why", "closed")
SAME, DIFFERENT, UNSURE = JUDGEMENTS = ("same", "different", "unsure")
WHERE = "judgements.tsv"
Frozen = Mapping[tuple[str, str], str]


class Ref(NamedTuple):
    """A name in a place; with ``source`` only what that report calls so."""

    kind: str
    name: str
    place: str
    source: str = ""

    def __str__(self) -> str:
        return f"{self.key}@{self.place}" + (f"#{self.source}" if self.source else "")

    @property
    def key(self) -> str:
        """The entity's key, as statements have it."""
        return f"{self.kind}/{self.name}"

    @property
    def group(self) -> Ref:
        """The name in its place, whichever report says it."""
        return Ref(self.kind, self.name, self.place)


@dataclass(frozen=True, slots=True)
class Row:
    """A decision: who, when (a date), why; ``closed`` is the date on which it ceased to hold, "" while it holds."""

    id: str
    left: Ref
    right: Ref
    judgement: str
    by: str
    on: str
    why: str
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a judged name is: the identifier of the thing and the name that it goes by."""

    iri: str
    name: str
    row: str = ""  # the id of a row on that name: with it a report's graph proves the name


@dataclass(frozen=True, slots=True)
class Stated:
    """A decision as the graph has it: the row, in words, and the identifiers of the things that it is about."""

    id: str
    left: str
    right: str
    judgement: str
    by: str
    on: str
    why: str
    things: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """What the open rows make of the names: call ``of`` for a name that a report has."""

    rows: tuple[Row, ...] = ()
    things: Mapping[Ref, Thing] = field(default_factory=dict)
    frozen: Frozen = field(default_factory=dict)

    def of(self, ref: Ref) -> Thing | None:
        """What the name ``ref`` of a report (its ``source`` is named) was judged to be; None where nothing changes it."""
        return self.things.get(ref) or self.things.get(ref.group)

    def iri(self, ref: Ref) -> str:
        """The identifier of what a reference means, judged or not."""
        found = self.of(ref)
        return found.iri if found else ids.entity(ref.kind, ref.name, ref.place, self.frozen)

    @cached_property
    def _on(self) -> Mapping[Ref, list[Row]]:
        """The open rows by the names that they are on, each reference alone."""
        found: dict[Ref, list[Row]] = defaultdict(list)
        for r in self.rows:
            found[r.left].append(r)
            found[r.right].append(r)
        return dict(found)

    @cached_property
    def _by_id(self) -> Mapping[str, Row]:
        return {r.id: r for r in self.rows}

    @cached_property
    def _near(self) -> Mapping[str, list[Ref]]:
        """The judged names by their place; places themselves, that every report may name, by their kind."""
        found: dict[str, list[Ref]] = defaultdict(list)
        for ref in sorted({*self.things, *self._on}):
            found[ref.kind if ref.kind == "Place" else ref.place].append(ref)
        return dict(found)

    def stated(self, named: Iterable[Ref]) -> list[Stated]:
        """The open rows on one of these names of a report, as its graph has them."""
        refs = list(named)
        found = {r.id: r for ref in refs for own in (ref, ref.group) for r in self._on.get(own, ())}
        found |= {t.row: self._by_id[t.row] for ref in refs if (t := self.of(ref))}
        return [
            Stated(r.id, str(r.left), str(r.right), r.judgement, r.by, r.on, r.why,
                   tuple(sorted({self.iri(r.left), self.iri(r.right)})))
            for _, r in sorted(found.items())
        ]  # fmt: skip

    def touching(self, place: str, source: str) -> str:
        """All that decides how the names of a report are written, as text: what its part depends on.

        ``place`` is the report's own (its code, else its name, else its id). The same text, the same names.
        """
        near = [r for at in (place, "Place") for r in self._near.get(at, ()) if r.source in ("", source)]
        lines = [f"{r}\t{t.iri}\t{t.name}" for r in near if (t := self.things.get(r))]
        return "\n".join(
            [
                *lines,
                *(
                    "\t".join((s.id, s.left, s.right, s.judgement, s.by, s.on, s.why, *s.things))
                    for s in self.stated(near)
                ),
            ]
        )


def ref(text: str, where: str = WHERE) -> Ref:
    """A reference from its writing; raises CuratorError ``judgement.reference``.

    >>> ref("Unit/市政务服务局@420100#wuhan-2021")
    Ref(kind='Unit', name='市政务服务局', place='420100', source='wuhan-2021')
    >>> str(ref("Place/武汉市@"))
    'Place/武汉市@'
    >>> ref("市政务服务局")
    Traceback (most recent call last):
    govkg.errors.CuratorError: judgements.tsv: '市政务服务局' names no thing; write Unit/NAME@PLACE, as govkg judge lists them
    """
    key, at, rest = text.rpartition("@")
    kind, slash, name = key.partition("/")
    if not at or not slash or kind not in ids.FOLDERS or not name:
        raise CuratorError("judgement.reference", f"{text!r} names no thing", where=where,
                           cure="write Unit/NAME@PLACE, as govkg judge lists them")  # fmt: skip
    place, _, source = rest.partition("#")
    return Ref(kind, name, place, source)


def rows(found: Iterable[Mapping[str, str]]) -> list[Row]:
    """The rows of the table, open and closed, in its order; raises CuratorError for the first that is wrong in itself."""
    made: dict[str, Row] = {}
    for cells in found:
        if lacking := [name for name in COLUMNS if name not in cells]:
            raise CuratorError("judgement.column", f"there is no column {lacking[0]!r}", where=WHERE,
                               cure=f"its columns are {' '.join(COLUMNS)}")  # fmt: skip
        where = f"{WHERE} {cells['id']}"
        row = Row(cells["id"], ref(cells["left"], where), ref(cells["right"], where), *(cells[c] for c in COLUMNS[3:]))
        if not row.id.isascii() or not row.id.isalnum() or row.id in made:
            raise CuratorError("judgement.id", f"{row.id!r} is taken, or is not letters and digits", where=where,
                               cure="give each row an id of its own")  # fmt: skip
        if row.judgement not in JUDGEMENTS:
            raise CuratorError("judgement.unknown", f"unknown judgement {row.judgement!r}", where=where,
                               cure="same, different or unsure")  # fmt: skip
        if not (row.by and row.on and row.why):
            raise CuratorError("judgement.who", "it does not say who decided, when and why", where=where,
                               cure="fill in by, on and why")  # fmt: skip
        if not (_date(row.on) and (_date(row.closed) or not row.closed)):
            raise CuratorError("judgement.date", f"{row.on!r} or {row.closed!r} is no date", where=where,
                               cure="write it as 2026-11-27")  # fmt: skip
        if row.left == row.right:
            raise CuratorError("judgement.self", "both sides are one name", where=where, cure="name two things")
        if row.left.kind != row.right.kind:
            raise CuratorError("judgement.kind", f"a {row.left.kind} and a {row.right.kind} are never one thing", where=where,
                               cure="judge things of one kind")  # fmt: skip
        made[row.id] = row
    return list(made.values())


def _date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def judged(found: Iterable[Mapping[str, str]], frozen: Frozen | None = None) -> Judged:
    """What the rows of the table make of the names; the order of the rows and of their sides does not matter.

    Raises CuratorError for rows that contradict each other, a succession or a frozen identifier, naming them.

    >>> columns = ("id", "left", "right", "judgement", "by", "on", "why", "closed")
    >>> row = ("j1", "Unit/市数据局@420100", "Unit/武汉市数据局@420100", "same", "li", "2026-11-27", "one bureau", "")
    >>> made = judged([dict(zip(columns, row))])
    >>> made.of(ref("Unit/市数据局@420100#wuhan-2024")).name
    '武汉市数据局'
    """
    frozen = frozen or {}
    kept = sorted((r for r in rows(found) if not r.closed), key=lambda r: (r.on, len(r.id), r.id))
    same = [r for r in kept if r.judgement == SAME]
    for r in same:
        _no_succession(r)
    apart = _apart(kept, same)
    joined = _joined(kept, same, apart)
    for r in kept:
        if r.judgement == DIFFERENT and joined.root(r.left) == joined.root(r.right):
            names = ", ".join(x.id for x in _between(r, kept, same, apart))
            raise CuratorError("judgement.contradiction", f"{r.id} says that they are two, {names or 'nothing'} that they are one",
                               where=WHERE, cure="close one of these rows")  # fmt: skip
    things: dict[Ref, Thing] = {}
    owner: dict[str, Ref] = {}
    ties: dict[Ref, list[Row]] = defaultdict(list)
    for r in same:
        ties[joined.root(r.left)].append(r)
    for members in joined.sets():
        nodes = sorted({m if m in apart else m.group for m in members})
        if len(nodes) == 1 and nodes[0] not in apart:
            continue
        thing = _thing(nodes, ties[joined.root(nodes[0])], frozen, kept)
        if owner.setdefault(thing.iri, nodes[0]) != nodes[0]:
            raise CuratorError("judgement.frozen", f"{nodes[0]} and {owner[thing.iri]} are two and have one identifier",
                               where="identifiers.tsv", cure="give each an identifier of its own")  # fmt: skip
        things |= dict.fromkeys(nodes, thing)
    return Judged(tuple(kept), things, dict(frozen))


def _apart(kept: Sequence[Row], same: Sequence[Row]) -> set[Ref]:
    """What single reports call by a name and what a person told from its namesakes in the same place, with what is the same as it."""
    told = {
        side for r in kept if r.judgement == DIFFERENT and r.left.group == r.right.group
        for side in (r.left, r.right) if side.source
    }  # fmt: skip
    ties = _Sets()
    for r in kept:
        for side in (r.left, r.right):
            ties.root(side)
    for r in same:
        ties.join(r.left, r.right)
    found: set[Ref] = set()
    for members in ties.sets():
        groups = {m.group for m in members if m in told}
        found |= {m for m in members if m.source and m.group in groups}
    return found


def _joined(kept: Sequence[Row], same: Sequence[Row], apart: set[Ref]) -> _Sets:
    joined = _Sets()
    for r in kept:
        for side in (r.left, r.right):
            joined.root(side)
            if side not in apart:
                joined.join(side, side.group)
    for r in same:
        joined.join(r.left, r.right)
    return joined


def _between(wrong: Row, kept: Sequence[Row], same: Sequence[Row], apart: set[Ref]) -> list[Row]:
    """The fewest rows by which the two sides of ``wrong`` are one."""
    ties: dict[Ref, list[tuple[Ref, Row | None]]] = defaultdict(list)
    for r in kept:
        for side in (r.left, r.right):
            if side.source and side not in apart:
                ties[side].append((side.group, None))
                ties[side.group].append((side, None))
    for r in same:
        ties[r.left].append((r.right, r))
        ties[r.right].append((r.left, r))
    came: dict[Ref, tuple[Ref, Row | None] | None] = {wrong.left: None}
    left = deque([wrong.left])
    while left:
        at = left.popleft()
        for other, by in ties[at]:
            if other not in came:
                came[other] = (at, by)
                left.append(other)
    path: list[Row] = []
    step = came.get(wrong.right)
    while step:
        if step[1]:
            path.append(step[1])
        step = came[step[0]]
    return path[::-1]


def _thing(nodes: Sequence[Ref], ties: Sequence[Row], frozen: Frozen, kept: Sequence[Row]) -> Thing:
    """The identifier and name of a thing: the frozen one, else that of its eldest row, of the two sides the longer name's."""
    fixed: dict[Ref, str] = {}
    for n in nodes:
        own = f"{n.place}#{n.source}" if n.source else n.place
        if iri := frozen.get((n.key, own)):
            fixed[n] = iri
        elif n.source and n.group not in nodes and (n.key, n.place) in frozen:
            told = next(r.id for r in kept if r.judgement == DIFFERENT and n.group in (r.left.group, r.right.group))
            raise CuratorError("judgement.frozen", f"{told} tells apart what has one identifier that is never changed",
                               where=WHERE, cure=f"add {n.key} with the place {own} to identifiers.tsv")  # fmt: skip
    if len(set(fixed.values())) > 1:
        names = ", ".join(r.id for r in ties)
        raise CuratorError("judgement.frozen", f"{names} make one of things whose identifiers are never changed", where=WHERE,
                           cure="close one of these rows, or a row of identifiers.tsv")  # fmt: skip
    eldest: Sequence[Ref] = sorted(fixed) or next(
        (sides for r in ties if len(sides := [n for n in nodes if n in _own(r)]) > 1), nodes
    )
    best = min(eldest, key=lambda n: (-len(n.name), n.place, n.name, n.source))
    iri = fixed.get(best) or ids.entity(best.kind, best.name, best.place, apart=best.source)
    row = next(r for r in (*ties, *kept) if best in (_own(r) if not best.source else (r.left, r.right)))
    return Thing(iri, best.name, row.id)


def _own(row: Row) -> set[Ref]:
    return {row.left, row.right, row.left.group, row.right.group}


def _no_succession(row: Row) -> None:
    left, right = known_body(row.left.name), known_body(row.right.name)
    if row.left.kind == "Unit" and left and right and (step := succession(left, right) or succession(right, left)):
        raise CuratorError("judgement.succession", f"{step['former']} became {step['resulting']} ({step['effective']}): two bodies",
                           where=f"{WHERE} {row.id}", cure="judge them different; questions follow the succession")  # fmt: skip


class _Sets:
    """References that are one thing, joined pair by pair."""

    def __init__(self) -> None:
        self._up: dict[Ref, Ref] = {}

    def root(self, of: Ref) -> Ref:
        at = self._up.setdefault(of, of)
        while self._up[at] != at:
            self._up[at] = self._up[self._up[at]]
            at = self._up[at]
        return at

    def join(self, a: Ref, b: Ref) -> None:
        a, b = self.root(a), self.root(b)
        self._up[max(a, b)] = min(a, b)

    def sets(self) -> Iterator[set[Ref]]:
        found: dict[Ref, set[Ref]] = defaultdict(set)
        for member in sorted(self._up):
            found[self.root(member)].add(member)
        yield from found.values()
