"""The queue of a reviewer: the statements that nobody settled, the most doubtful first, each with why it is doubted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govkg import reviews, statements
from govkg.explain.model import Option
from govkg.library import Library
from govkg.reviews import Decided
from govkg.statements import Statement


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement is doubted: a code of ``vocabularies/doubts.tsv``, what it adds to the score, and what fills its words."""

    code: str
    weight: int
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement to look at: its sentence, why it is doubted, what else might have been read, and the sum of the weights."""

    statement: Statement
    source: str
    sentence: str
    reasons: tuple[Reason, ...]
    alternatives: tuple[Option, ...]
    score: int
    decided: Decided | None = None


def queue(library: Library) -> list[Doubt]:
    """The doubtful statements of a workspace as it was last built, by score, then source and place."""
    decided = reviews.decided(library.curated("reviews"))
    found = [d for name in library.source_ids() for d in _of(library, name, decided)]
    return sorted(found, key=lambda d: (-d.score, d.source, d.statement.evidence.start, d.statement.id))


def _of(library: Library, name: str, decided: dict[str, Decided]) -> Iterator[Doubt]:
    path = library.statements(name)
    if not path.is_file():
        return
    text = library.source(name).text
    for s in statements.load(path):
        e, d = s.evidence, decided.get(s.id)
        if d and d.disputed:
            yield Doubt(s, name, text[e.sentence_start : e.sentence_end], (Reason("disputed", 100),), (), 100, d)
        elif d is None and e.damage:
            yield Doubt(s, name, text[e.sentence_start : e.sentence_end], (Reason("damage", 20),), (), 20)
