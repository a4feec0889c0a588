"""The ids of statements over a better copy of their text: a statement keeps the id that it had in the worse one.

The anchor of a statement is taken over its words and those around them, so a repaired text gives other anchors. What reviews and
citations hold on to is kept in the source's description, as what the new anchor is called: ``natural anchor → kept id``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from govkg.statements import Attribution, Statement

S = TypeVar("S", bound=Statement)
REFERENCES = ("outcome", "subset_of", "rank")  # fields that hold the id of another statement
PERSON = "person"  # the rule of what a person added: its references are the kept ids from the start


def renamed(found: Iterable[Statement], kept: Mapping[str, str]) -> list[Statement]:
    """The statements under the ids that they kept, and what refers to them likewise.

    >>> from govkg.statements import Evidence, Observation
    >>> o = Observation(evidence=Evidence("s", 0, 2, "5件", "", "", 0, 2), rule="r", about="Unit/x", metric_as_written="办件", id="b")
    >>> [(s.id, s.natural) for s in renamed([o], {"b": "a"})]
    [('a', 'b')]
    """
    return [named(s, kept) for s in found] if kept else list(found)


def named(s: S, kept: Mapping[str, str]) -> S:
    """One statement under the id that it kept, with references to what kept theirs."""
    changes: dict[str, Any] = {}
    if s.id in kept:
        changes = {"id": kept[s.id], "natural": s.id}
    for name in REFERENCES:
        if (of := getattr(s, name, "")) in kept:
            changes[name] = kept[of]
    return replace(s, **changes) if changes else s


def natural(s: Statement, natural_of: Mapping[str, str]) -> str:
    """The anchor of a statement's words, taken anew; ``natural_of`` has those of the statements that kept another id.

    >>> from govkg.statements import Evidence
    >>> e = Evidence("s", 0, 2, "5件", "", "", 0, 2)
    >>> tie = Attribution(evidence=e, rule="r", initiative="Reform/x", outcome="b", basis="item")
    >>> natural(replace(tie, outcome="a"), {"a": "b"}) == tie.anchor()
    True
    """
    if isinstance(s, Attribution) and s.rule != PERSON and s.outcome in natural_of:
        return replace(s, outcome=natural_of[s.outcome]).anchor()
    return s.anchor()
