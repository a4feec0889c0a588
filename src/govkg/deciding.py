"""Decisions on statements, taken: each is checked whole before its row is written to ``curated/reviews.tsv``, or refused.

A person has one open decision on a statement: a new one closes the one before. The graph follows with the next build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from govkg import anchors, corrections, curation, part, rdf, reviews, surface, vocab
from govkg.errors import CallerError, CuratorError
from govkg.explain.lookup import find
from govkg.library import Library
from govkg.reviews import ACCEPTED, ADDED, COLUMNS, CORRECTED, REJECTED, UNSURE, Row
from govkg.sources import Source
from govkg.statements import Entity, Observation, Statement, load

TABLE = "reviews"
COMMENT = (
    "What people decided of single statements: accepted, corrected, rejected, unsure or added. fields: a JSON object on one line. "
    "A row is closed (a date), never deleted."
)
LISTS = "govkg review rows lists them"
EXAMPLE = "印刷错误"  # of a reason
SHOWN = 5  # places that a line names


@dataclass(frozen=True, slots=True)
class Taken:
    """A person's wish before it is a row: on what, what, with which fields, who, why, when (a date)."""

    statement: str
    decision: str
    fields: str
    by: str
    why: str
    on: str


def accept(library: Library, statement: str, by: str, why: str, on: str) -> Row:
    """Decides that a statement is right; of one that somebody corrected or added, that it is right so.

    ``statement`` is an id, its beginning or an IRI. Where people differ it stands as it was read, and that is accepted. Raises CallerError where there is none, or it is not said who and why.
    """
    said = find(library, statement)
    with curation.held(library):
        on_it = _open(library, said.id)
        standing = [r for r in on_it if r.decision == ADDED] or [r for r in on_it if r.decision == CORRECTED]
        differ = len({(r.decision, r.fields) for r in on_it}) > 1
        one = len({r.fields for r in standing}) == 1 and not (differ and standing[0].decision == CORRECTED)
        kept = standing[-1] if one else None
        decision, fields = (kept.decision, kept.fields) if kept else (ACCEPTED, "")
        return _write(library, Taken(said.id, decision, fields, by, why, on))


def reject(library: Library, statement: str, by: str, why: str, on: str) -> Row:
    """Decides that a statement is wrong: no question counts it any more. Of what the person added alone, the row is closed."""
    said = find(library, statement)
    with curation.held(library):
        added = [r for r in _open(library, said.id) if r.decision == ADDED]
        if added and {r.by for r in added} == {by.strip()}:
            curation.signed(by, why, EXAMPLE)
            return [_close(library, r, on) for r in added][-1]  # two only where two branches were merged
        return _write(library, Taken(said.id, REJECTED, "", by, why, on))


def unsure(library: Library, statement: str, by: str, why: str, on: str) -> Row:
    """Decides that nobody can tell: the statement stays as it was read."""
    said = find(library, statement)
    with curation.held(library):
        return _write(library, Taken(said.id, UNSURE, "", by, why, on))


def correct(library: Library, statement: str, fields: Mapping[str, Any], by: str, why: str, on: str) -> Row:
    """Decides what a statement should say instead; ``fields`` are those that change, as text.

    Raises CallerError or CuratorError for a field that is not corrected, a value that no rule could have read, a thing that
    the report does not name: nothing is written then.
    """
    said = find(library, statement)
    with curation.held(library):
        row = next((r for r in _open(library, said.id) if r.decision == ADDED and r.by == by.strip()), None)
        if row:  # one's own addition is added anew
            values = {**row.values, **_whole(said, _meant(said.type, fields, _as_read(library, said)))}
            return _added(library, row.source, values, Taken("", ADDED, "", by, why, on), row)
        found = _as_read(library, said)
        read = next(s for s in found if s.id == said.id)
        fields = _meant(read.type, fields, found)
        values = {name: value for name, value in _whole(read, fields).items() if getattr(read, name, None) != value}
        if not values:
            raise CallerError("review.same", "the statement was read so", cure="accept it, or say what it should be")
        return _write(library, Taken(said.id, CORRECTED, reviews.packed(values), by, why, on), said.evidence.source)


def add(library: Library, source: str, type: str, start: int, end: int, fields: Mapping[str, Any],
        by: str, why: str, on: str) -> Row:  # fmt: skip
    """Adds a statement that stands on the words ``start:end`` of a source, code points of its frozen text.

    Of a figure, value, unit and bound are read from the words where they are not given. Raises as ``correct`` does, and where
    the report is read to say it already.
    """
    with _asked(source):
        made = part.words(library.source(source))(start, end)
    with curation.held(library):
        fields = _meant(type, fields, part.read(library.source(source), _additions(library)))
        values = {**_surface(type, made.exact, fields), "type": type, "evidence": corrections.placed(made)}
        return _added(library, source, values, Taken("", ADDED, "", by, why, on))


def place(source: Source, quote: str, at: int | None = None) -> tuple[int, int]:
    """Where words stand in a source's text, ``at`` or at the only place; raises CallerError ``review.quote``."""
    text = source.text
    if at is not None and quote and text.startswith(quote, at):
        return at, at + len(quote)
    if not quote or (first := text.find(quote)) < 0:
        raise CallerError("review.quote", f"{quote!r} does not stand in {source.id}" if quote else "it is not said which words",
                          cure="give --quote with words of the report as they stand")  # fmt: skip
    starts = [m for m in range(first, len(text)) if text.startswith(quote, m)] if at is None else []
    if len(starts) != 1:
        some = ", ".join(map(str, starts[:SHOWN])) if at is None else str(first)
        raise CallerError("review.quote", f"{quote!r} does not stand at {at}" if at is not None else
                          f"{quote!r} stands at {len(starts)} places ({some}{' …' if len(starts) > SHOWN else ''})",
                          where=source.id, cure=f"say which with --at {first}, or quote more")  # fmt: skip
    return first, first + len(quote)


def referring(library: Library, statement: str) -> list[Statement]:
    """The statements that name a statement: attributions of an outcome, parts of a figure, recognitions with a rank; of a
    thing all that is said of it in its report.

    They stay as they are when it is corrected or rejected: whether they still hold, a person says.
    """
    said = find(library, statement)
    names = {name for fields in rdf.FIELDS.values() for name, (_, how) in fields.items() if how == "thing"}
    sought, where = (said.key, sorted(names)) if isinstance(said, Entity) else (said.id, sorted(corrections.POINTS))
    kept = load(library.statements(said.evidence.source))
    return [s for s in kept if sought in (getattr(s, name, "") for name in where)]


def standing(library: Library, row_id: str) -> Row:
    """The open row that ``close`` closes: of that id, or of the statement of that id, where it has no other.

    Raises CallerError ``curated.unknown`` where none is open, ``review.several`` where the statement has several.
    """
    there = reviews.opened(library.curated(TABLE))
    found = [r for r in there if r.id == row_id] or [r for r in there if r.statement == row_id]
    if not found:
        where = str(library.root / "curated" / f"{TABLE}.tsv")
        raise CallerError("curated.unknown", f"no open row has the id {row_id!r}", where=where, cure=LISTS)
    if len(found) > 1:
        rows = ", ".join(f"{r.id} ({r.by})" for r in found)
        raise CallerError(
            "review.several", f"{row_id} has {len(found)} open rows: {rows}", cure="close one by its own id"
        )
    return found[0]


def close(library: Library, row_id: str, on: str) -> Row:
    """Closes an open row: what it decided holds no more. ``row_id`` is what ``standing`` takes; raises as that does."""
    with curation.held(library):
        return _close(library, standing(library, row_id), on)


def _close(library: Library, row: Row, on: str) -> Row:
    left = [r for r in reviews.opened(library.curated(TABLE)) if r.id != row.id]
    if row.decision == ADDED:
        try:
            _settle(library, row.source, left)
        except CuratorError as e:  # another row stands on what this one adds
            rests = next((r.id for r in left if r.where == e.where), e.where)
            raise CallerError("review.rests", f"row {rests} rests on it: {e.what}", cure=f"close {rests} first") from e
        if not any(r.statement == row.statement and r.decision == ADDED for r in left) and (
            other := next((r for r in left if r.statement == row.statement), None)
        ):
            raise CallerError(
                "review.rests", f"row {other.id} decides on what this one adds", cure=f"close {other.id} first"
            )
    curation.close(library, TABLE, row.id, on, LISTS, row.line)
    return replace(row, closed=on)


def _open(library: Library, statement: str) -> list[Row]:
    found = reviews.decided(library.curated(TABLE)).get(statement)
    return list(found.rows) if found else []


def _additions(library: Library) -> list[Row]:
    return [r for r in reviews.opened(library.curated(TABLE)) if r.decision == ADDED]


def _as_read(library: Library, said: Statement) -> list[Statement]:
    """The statements of a statement's report as it is read now, with what people added, whatever else they decided."""
    found = part.read(library.source(said.evidence.source), _additions(library))
    if all(s.id != said.id for s in found):
        raise CallerError("review.gone", f"the report is not read to say {said.id} any more", where=said.evidence.source,
                          cure="run govkg build")  # fmt: skip
    return found


def _meant(type_: str, fields: Mapping[str, Any], found: Sequence[Statement]) -> dict[str, Any]:
    """The fields with keys for names of things and codes for names of metrics, where a name means one alone."""
    entities = [s for s in found if isinstance(s, Entity)]
    keys = {s.key for s in entities}
    values = dict(fields)
    if str(values.get("index", "")).isdecimal():
        values["index"] = int(values["index"])
    for name, (_, how) in rdf.FIELDS.get(type_, {}).items():
        value = values.get(name)
        if how == "thing" and value and value not in keys:
            meant = {s.key for s in entities if value in (s.name, *s.aliases)}
        elif how == "concept:metric" and value:
            meant = {row["id"] for row in vocab.table("metrics") if value in (row["zh"], row["en"])}
        else:
            continue
        values[name] = meant.pop() if len(meant) == 1 else value
    return values


def _whole(read: Statement, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with those that go with them: a value has no low and high beside it."""
    values = dict(fields)
    if isinstance(read, Observation):
        if values.get("value"):
            values = {"low": "", "high": "", **values}
        elif values.get("low") or values.get("high"):
            values = {"value": "", **values}
        if values.get("kind", "change") != "change":
            values = {**dict.fromkeys(corrections.OF_CHANGE, ""), **values}
    return values


def _surface(type_: str, exact: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a figure with what its words say of it; raises CallerError ``review.surface`` where they say otherwise."""
    values = dict(fields)
    if type_ != Observation.type:
        return {**({"basis": "curated"} if type_ == "attribution" else {}), **values}
    said = surface.read(exact)
    if said is None:
        raise CallerError(
            "review.surface", f"no number can be read from {exact!r}", cure="select the number with its unit"
        )
    read = said.fields()
    if wrong := next((name for name in read if values.get(name, read[name]) != read[name]), None):
        raise CallerError("review.surface", f"{exact!r} says {wrong} {read[wrong]!r}, not {values[wrong]!r}",
                          cure="select other words, or leave the field out")  # fmt: skip
    return {**read, **values}


def _added(library: Library, source: str, values: dict[str, Any], taken: Taken, instead: Row | None = None) -> Row:
    with _asked(source):
        of = library.source(source)
        made = anchors.named(corrections.build(values, source, part.words(of), reviews.WHERE), of.anchors)
    if isinstance(made, Observation):
        _surface(made.type, made.evidence.exact, values)
    return _write(library, replace(taken, statement=made.id, fields=reviews.packed(values)), source, instead)


def _settle(library: Library, source: str, rows: list[Row]) -> None:
    """Reads a source with these rows: raises what a build with them would."""
    part.read(library.source(source), rows)


def _write(library: Library, taken: Taken, source: str = "", instead: Row | None = None) -> Row:
    """Writes the row and closes the person's older ones on the statement; reads ``source`` with it first, where one is named."""
    by, why = curation.signed(taken.by, taken.why, EXAMPLE)
    kept = reviews.rows(library.curated(TABLE))
    said = (taken.statement, taken.decision, taken.fields, by, taken.on)
    row = Row(reviews.identify(*said, [r.id for r in kept]), *said, why)
    older = [r for r in kept if not r.closed and r.by == row.by and (r.statement == row.statement or r == instead)]
    if same := next((r for r in older if (r.decision, r.fields) == (row.decision, row.fields)), None):
        return same  # it is decided so already
    _left(row, [r for r in kept if not r.closed and r not in older], older)
    if source:
        with _asked(taken.statement):
            _settle(library, source, [r for r in kept if not r.closed and r not in older] + [row])
    reviews.rows([dict(zip(COLUMNS, row.cells, strict=True))])
    curation.change(library, TABLE, COLUMNS, [(r.id, r.line) for r in older], [row.cells], taken.on, COMMENT)
    return row


def _left(row: Row, others: Sequence[Row], older: Sequence[Row]) -> None:
    """Raises CallerError where a decision would take away the row that adds what it, or another one, is on."""
    gone = {r.statement for r in older if r.decision == ADDED} - {
        r.statement for r in (*others, row) if r.decision == ADDED
    }
    if rests := next((r for r in (*others, row) if r.statement in gone), None):
        first = next(r for r in older if r.statement in gone)
        if rests is row:
            raise CallerError("review.rests", "you added this statement yourself", where=row.statement,
                              cure=f"correct it, or close {first.id}")  # fmt: skip
        raise CallerError("review.rests", f"row {rests.id} rests on row {first.id}", where=row.statement,
                          cure=f"close {rests.id} first")  # fmt: skip


@contextmanager
def _asked(where: str) -> Iterator[None]:
    """What is wrong with a row that is not written yet is the caller's fault; of one that stands there, the curator's."""
    try:
        yield
    except CuratorError as e:
        if e.where != reviews.WHERE:
            raise
        raise CallerError(e.code, e.what, where=where, cure=e.cure) from e
