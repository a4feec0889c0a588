"""What an explanation holds: the sentence with its spans, the fields, the rules, and what else might have been chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from govkg.rules import Rule
from govkg.statements import Statement

MOST = 5  # alternatives that are told of one choice


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the source's text and what part it plays: figure, metric, subject, period, verb, change, aim, name, event, from, to."""

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that might have been chosen. ``rule`` is the rule that chose it or would have, "" = none would; ``why`` is
    the code of why it lost (message ``explain.why.CODE``), "" for the one that won. Offsets are -1 for words put together.
    """

    what: str  # what was to be chosen: subject metric period name event from to
    words: str
    rule: str = ""
    why: str = ""
    start: int = -1
    end: int = -1
    kind: str = ""  # of a name: Reform, Platform …; of a metric: the concept that it would be

    @property
    def won(self) -> bool:
        """Whether this one was chosen."""
        return not self.why


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above the sentence; its words are those of the text, with their place, ``number`` as the section counts."""

    number: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A statement, where it stands and how it was read. ``sentence`` are the words ``start:end`` of the text.

    ``current`` is False when the reading gives another statement now than the one that the workspace keeps.
    """

    statement: Statement
    source: str
    title: str
    start: int
    end: int
    sentence: str
    headings: tuple[Heading, ...]
    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...]
    options: tuple[Option, ...] = ()
    current: bool = True
    names: Mapping[str, str] = field(default_factory=dict)  # what ids of other statements stand for, in words

    def of(self, what: str) -> list[Option]:
        """The options of one choice, the one that won first."""
        return sorted((o for o in self.options if o.what == what), key=lambda o: bool(o.why))

    @property
    def choices(self) -> list[str]:
        """What was to be chosen, in the order in which it is told."""
        return list(dict.fromkeys(o.what for o in self.options))
