"""What people decided of single statements: that one is right, is to be corrected, is wrong, cannot be told, or is missing.

``graph/curated/reviews.tsv`` (id, statement, decision, fields, by, on, why, closed) has a row a decision; a row is closed by a
date, never deleted. ``fields`` is empty or a JSON object on one line: of ``corrected`` the fields that change, of ``added`` the
whole statement as it stands in ``statements/*.jsonl``. A row without an id gets one from what it says, so that rows of two
people, or of two branches, never have the same. Here is what a row is; what it does to a statement is in ``corrections``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from govkg.errors import CuratorError
from govkg.statements import digest

COLUMNS = ("id", "statement", "decision", "fields", "by", "on", "why", "closed")
MADE = ("id", "fields")  # columns that a table may be without: one from before there were corrections has neither
ACCEPTED, CORRECTED, REJECTED, UNSURE, ADDED = DECISIONS = ("accepted", "corrected", "rejected", "unsure", "added")
WHERE = "reviews.tsv"
SHORT = 10  # hex digits of a row's id


@dataclass(frozen=True, slots=True)
class Row:
    """A decision: of which statement, what, who, when (a date), why; ``closed`` is the date on which it ceased to hold.

    ``fields`` is JSON with its keys sorted, "" for none; ``where`` is the file and line that it was read from.
    """

    id: str
    statement: str
    decision: str
    fields: str
    by: str
    on: str
    why: str
    closed: str = ""
    where: str = field(default=WHERE, repr=False, compare=False)

    @property
    def values(self) -> dict[str, Any]:
        """The fields as values; {} for none."""
        return dict(json.loads(self.fields)) if self.fields else {}

    @property
    def source(self) -> str:
        """The source that an added statement is of; "" of any other row."""
        return str(self.values["evidence"]["source"]) if self.decision == ADDED else ""

    @property
    def line(self) -> int:
        """The line of the file that it was read from; 0 of one that was not read."""
        said = self.where.rpartition(":")[2]
        return int(said) if said.isdigit() else 0

    @property
    def cells(self) -> list[str]:
        """The row as the table has it."""
        return [getattr(self, name) for name in COLUMNS]


@dataclass(frozen=True, slots=True)
class Decided:
    """What the open rows on one statement come to; ``rows`` in the order in which they were decided.

    Where people decided differently, ``decision`` is "": the statement stays as it was read.
    """

    statement: str
    rows: tuple[Row, ...]

    @property
    def disputed(self) -> bool:
        """Whether people decided differently."""
        return len({(r.decision, r.fields) for r in self.rows}) > 1

    @property
    def decision(self) -> str:
        """What they decided; "" where they differ."""
        return "" if self.disputed else self.rows[0].decision

    @property
    def status(self) -> str:
        """The status that the statement has by it."""
        return {ACCEPTED: "accepted", CORRECTED: "accepted", ADDED: "accepted", REJECTED: "rejected"}.get(
            self.decision, "proposed"
        )

    @property
    def mark(self) -> str:
        """A digest of all that the graph has of it: another digest, another graph."""
        return digest(*(cell for r in self.rows for cell in r.cells))


@dataclass(frozen=True, slots=True)
class Stated:
    """A decision as the graph has it; ``said`` are the fields that it gives, ``read`` what the rule had read of a corrected
    statement, both as ``field=value``.
    """

    id: str
    statement: str
    decision: str
    by: str
    on: str
    why: str
    said: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


def rows(found: Iterable[Mapping[str, str] | Row]) -> list[Row]:
    """The rows of the table, open and closed, in its order; raises CuratorError for the first that is wrong in itself.

    >>> cells = {"statement": "06d789e5f2f9cc80", "decision": "corrected", "fields": '{"value": "61.5"}',
    ...          "by": "li", "on": "2026-11-28", "why": "misprint", "closed": ""}
    >>> [(r.id, r.values) for r in rows([cells])]
    [('e6369f29dd', {'value': '61.5'})]
    >>> rows([{**cells, "decision": "maybe"}])
    Traceback (most recent call last):
    govkg.errors.CuratorError: reviews.tsv: unknown decision 'maybe'; accepted, corrected, rejected, unsure or added
    """
    made: dict[str, Row] = {}
    for cells in found:
        row = cells if isinstance(cells, Row) else _row(cells, made)
        if row.id in made:
            raise CuratorError("review.id", f"{row.id!r} is the id of another row too ({made[row.id].where})", where=row.where,
                               cure="keep one of the two, or empty its id")  # fmt: skip
        made[row.id] = row
    return list(made.values())


def opened(found: Iterable[Mapping[str, str] | Row]) -> list[Row]:
    """The rows that hold, in the order of the table."""
    return [r for r in rows(found) if not r.closed]


def decided(found: Iterable[Mapping[str, str] | Row]) -> dict[str, Decided]:
    """What the open rows come to, by statement; the order of the rows in the table does not matter.

    >>> cells = {"statement": "06d789e5f2f9cc80", "decision": "accepted", "by": "li", "on": "2026-11-28", "why": "seen",
    ...          "closed": ""}
    >>> other = {**cells, "by": "wu", "decision": "rejected"}
    >>> said = decided([cells, other])["06d789e5f2f9cc80"]
    >>> said.disputed, said.status
    (True, 'proposed')
    """
    by: dict[str, list[Row]] = defaultdict(list)
    for r in opened(found):
        by[r.statement].append(r)
    return {s: Decided(s, tuple(sorted(kept, key=lambda r: (r.on, r.id)))) for s, kept in sorted(by.items())}


def marks(found: Iterable[Mapping[str, str] | Row]) -> dict[str, str]:
    """The digest of the open rows on each statement: what a part of the graph depends on."""
    return {s: d.mark for s, d in decided(found).items()}


def packed(values: Mapping[str, Any]) -> str:
    """Fields as a cell of the table: JSON on one line, its keys sorted; "" for none."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else ""


def identify(statement: str, decision: str, fields: str, by: str, on: str, taken: Iterable[str] = ()) -> str:
    """The id of a row by what it says; where the same was decided, closed and decided again on one day, of its turn too.

    >>> first = identify("06d789e5f2f9cc80", "accepted", "", "li", "2026-11-28")
    >>> first, identify("06d789e5f2f9cc80", "accepted", "", "li", "2026-11-28", [first]) == first
    ('961b7a6029', False)
    """
    said, known = (statement, decision, fields, by, on), set(taken)
    turn, made = 1, digest(*said)[:SHORT]
    while made in known:
        turn += 1
        made = digest(*said, str(turn))[:SHORT]
    return made


def _row(cells: Mapping[str, str], before: Iterable[str]) -> Row:
    where = str(getattr(cells, "where", WHERE))
    _columns(cells)
    said = {name: cells.get(name, "") for name in COLUMNS}
    if said["decision"] not in DECISIONS:
        raise CuratorError("review.decision", f"unknown decision {said['decision']!r}", where=where,
                           cure=f"{', '.join(DECISIONS[:-1])} or {DECISIONS[-1]}")  # fmt: skip
    if lacking := next((name for name in ("statement", "by", "on", "why") if not said[name].strip()), ""):
        raise CuratorError("review.who", f"column {lacking!r} is empty", where=where,
                           cure="say of which statement, who decided, when and why")  # fmt: skip
    if not (_date(said["on"]) and (_date(said["closed"]) or not said["closed"])):
        wrong = said["closed"] if _date(said["on"]) else said["on"]
        raise CuratorError("review.date", f"{wrong!r} is no date", where=where, cure="write it as 2026-11-28")
    said["fields"] = _fields(said["decision"], said["fields"], where)
    made = identify(said["statement"], said["decision"], said["fields"], said["by"], said["on"], before)
    said["id"] = said["id"] or made
    if not said["id"].isascii() or not said["id"].isalnum():
        raise CuratorError("review.id", f"{said['id']!r} is not letters and digits", where=where, cure="empty its id")
    return Row(**said, where=where)


def _columns(cells: Mapping[str, str]) -> None:
    head = str(getattr(cells, "head", WHERE))
    if lacking := next((name for name in COLUMNS if name not in cells and name not in MADE), ""):
        raise CuratorError("review.column", f"there is no column {lacking!r}", where=head,
                           cure=f"its columns are {' '.join(COLUMNS)}")  # fmt: skip
    if unknown := next((name for name in cells if name not in COLUMNS), None):
        raise CuratorError("review.column", f"unknown column {unknown!r}", where=head,
                           cure=f"its columns are {' '.join(COLUMNS)}")  # fmt: skip


def _fields(decision: str, text: str, where: str) -> str:
    """The fields as ``packed`` writes them."""
    takes = decision in (CORRECTED, ADDED)
    if not text and not takes:
        return ""
    if not takes:
        raise CuratorError(
            "review.fields", f"a decision {decision!r} has no fields", where=where, cure="empty column fields"
        )
    cure = 'write an object like {"value": "61.5"}'
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise CuratorError("review.fields", f"column fields is no JSON ({e})", where=where, cure=cure) from e
    if not isinstance(values, dict) or not values:
        raise CuratorError("review.fields", "column fields says nothing", where=where, cure=cure)
    said = values.get("evidence")
    if decision == ADDED and isinstance(said, dict) and isinstance(said.get("source"), str) and said["source"]:
        return packed(values)
    if decision == ADDED or "evidence" in values:
        what = (
            "an added statement says its evidence, with its source"
            if decision == ADDED
            else "words and offsets are never corrected"
        )
        raise CuratorError("review.fields", what, where=where, cure="add it with govkg review add, or close the row")
    return packed(values)


def _date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
