"""What ``--why`` tells of a row: sets of statements with their words, and what was searched where something is absent."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from govkg.answer import Row, Value, plain


@dataclass(frozen=True, slots=True)
class Member:
    """A statement of a set: what it says in a sentence, and the words that it was read from (``text[start:end] == quote``)."""

    id: str  # its IRI
    kind: str
    said: str
    source: str
    start: int
    end: int
    quote: str
    sentence: str
    sentence_start: int
    section: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Statements that give the row alone; ``minimal`` when it was tried that none can be spared."""

    statements: tuple[Member, ...]
    minimal: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """A pattern of which the row needs that nothing meets it, and what was looked through.

    ``way``: not-exists, minus, optional (an OPTIONAL that found nothing) or none (there is no row at all). ``bound`` are the
    variables that the row sets, with their values. ``looked`` counts the statements of the pattern's kind by source.
    """

    way: str
    pattern: str
    bound: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    looked: tuple[tuple[str, int], ...]

    @property
    def statements(self) -> int:
        """How many statements were looked through."""
        return sum(n for _, n in self.looked)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is in an answer.

    ``complete``: every set is listed, else the search ended early. ``gone``: without the statements of all sets the row is not
    given any more (None where that was not tried).
    """

    row: int  # from 0
    values: Row
    sets: tuple[Witness, ...]
    scopes: tuple[Scope, ...] = ()
    complete: bool = True
    gone: bool | None = None
    cells: tuple[tuple[str, str], ...] = ()  # what a reader knows the row by: heading, value
    lang: str = "zh"

    def __str__(self) -> str:
        from govkg.why import page

        return page.text(self)

    def record(self) -> dict[str, Any]:
        """The reason as a program reads it; ``row`` counts from 1."""
        return {
            "row": self.row + 1,
            "values": {c: plain(v) for c, v in self.values.items()},
            "sets": [{"minimal": s.minimal, "statements": [asdict(m) for m in s.statements]} for s in self.sets],
            "absent": [
                {
                    "way": s.way, "pattern": s.pattern, "bound": dict(s.bound), "kinds": list(s.kinds),
                    "statements": s.statements, "sources": dict(s.looked),
                }
                for s in self.scopes
            ],
            "complete": self.complete,
            "gone_without": self.gone,
        }  # fmt: skip

    def to_json(self, indent: int | None = 1) -> str:
        """JSON of ``record``."""
        return json.dumps(self.record(), ensure_ascii=False, indent=indent) + "\n"


__all__ = ["Member", "Reason", "Row", "Scope", "Value", "Witness"]
