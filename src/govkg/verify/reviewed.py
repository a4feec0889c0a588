"""The proof of what people decided of a report's statements: each status, each corrected field and each added statement has
its row in the graph, and nothing else has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from govkg import anchors, corrections, ids
from govkg.findings import Finding
from govkg.records import Contents
from govkg.reviews import ADDED, CORRECTED, Decided, Row, Stated, packed
from govkg.statements import Observation, Statement

CURE = "run govkg build"


class Reviewed:
    """The decisions in a report's graph against its statements; ``read`` is what the rules had read of the corrected ones."""

    def __init__(self, contents: Contents) -> None:
        self.read: dict[str, Statement] = {}
        self.findings: list[Finding] = []
        self._iris = {r.statement.id: r.iri for r in contents.records}
        stated: dict[str, list[Stated]] = defaultdict(list)
        for one in contents.reviewed:
            stated[one.statement].append(one)
        statements = {r.statement.id: r.statement for r in contents.records}
        for missing in sorted(stated.keys() - statements.keys()):
            self._found(ids.statement(missing), f"review {stated[missing][0].id} is of a statement that is not there")
        for id_, s in statements.items():
            for what in self._wrong(s, stated.get(id_, [])):
                self._found(self._iris[id_], what)

    def as_read(self, s: Statement) -> Statement:
        """The statement as the rule read it."""
        return self.read.get(s.id, s)

    def _found(self, node: str, what: str) -> None:
        self.findings.append(Finding(node, "verify.review", what, cure=CURE))

    def _wrong(self, s: Statement, of: list[Stated]) -> Iterator[str]:
        if not of:
            if s.status != "proposed":
                yield f"it is {s.status}, and no review says so"
            if s.rule == anchors.PERSON:
                yield "a person added it, and no review says so"
            return
        rows = Decided(s.id, tuple(_row(s, one) for one in sorted(of, key=lambda r: (r.on, r.id))))
        if rows.status != s.status:
            yield f"it is {s.status}, its reviews make it {rows.status}"
        if (s.rule == anchors.PERSON) != any(r.decision == ADDED for r in rows.rows):
            yield "whether a person added it, its rule and its reviews say differently"
        for one in of:
            yield from self._one(s, one, rows)

    def _one(self, s: Statement, one: Stated, rows: Decided) -> Iterator[str]:
        if rows.decision != CORRECTED:
            if one.read:
                yield f"review {one.id} says what was read of fields that nobody corrected"
            first = next((r for r in rows.rows if r.decision == ADDED), None)
            if first and first.id == one.id and (other := _other(s, one.said)):
                yield f"review {one.id} adds it with another {other}"
            return
        read = _values(s, one.read)
        if {name for name, _ in map(_pair, one.said)} != read.keys():
            yield f"review {one.id} does not say what was read of each field that it corrects"
            return
        try:
            was = replace(s, **read)
        except TypeError:
            yield f"review {one.id} corrects fields that it does not have"
            return
        if self.read.setdefault(s.id, was) != was:
            yield "its reviews say differently what was read"
        if other := _other(s, one.said):
            yield f"review {one.id} corrects its {other} otherwise"


def _row(s: Statement, one: Stated) -> Row:
    """The row of a review, as far as the graph has it; fields as text, which is enough to tell whether two agree."""
    return Row(one.id, s.id, one.decision, packed(dict(map(_pair, one.said))), one.by, one.on, one.why)


def _pair(said: str) -> tuple[str, str]:
    name, _, value = said.partition("=")
    return name, value


def _values(s: Statement, said: tuple[str, ...]) -> dict[str, Any]:
    """Fields as a statement has them."""
    found: dict[str, Any] = dict(map(_pair, said))
    if isinstance(s, Observation) and "index" in found:
        found["index"] = int(found["index"]) if found["index"].isdecimal() else -1
    return found


def _other(s: Statement, said: tuple[str, ...]) -> str:
    """The first field of which the statement says another thing."""
    pairs = map(_pair, said)
    return next((name for name, value in pairs if corrections.written(getattr(s, name, None)) != value), "")
