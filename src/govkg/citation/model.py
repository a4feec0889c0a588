"""What is cited, as every form of reference is written from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from govkg.answer import Answer
from govkg.records import Record

Both = tuple[str, str]  # zh, en


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is cited, as the graph describes it; "" is unknown, and dates have the precision that is known."""

    id: str
    title: str
    body: str = ""
    place: str = ""  # the label of the place that it reports of
    dated: str = ""
    published: str = ""
    url: str = ""
    covers: str = ""
    sha256: str = ""  # of its text


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited. ``statements`` are what it rests on, each with its words, in the order of their reports and places.

    ``data`` are the bytes that the hash in the identifier is taken of: of a statement its record, else the canonical bytes of the
    answer (``answers``) or of the view's data (``pictures``).
    """

    id: str  # govkg:ask/…, as ``identifier`` writes it
    kind: str  # statement | ask | view
    title: Both
    call: str  # the command that asks for it
    dataset: str  # 64 hex digits
    version: str  # of govkg
    licence: str
    statements: tuple[Record, ...] = ()
    answer: Answer | None = None  # of a question
    reports: tuple[Report, ...] = ()
    data: bytes = field(default=b"", repr=False)

    @property
    def statement(self) -> Record | None:
        """The statement that is cited, where it is one."""
        return self.statements[0] if self.kind == "statement" else None

    def report(self, id_: str) -> Report:
        """The report of an id."""
        return next(r for r in self.reports if r.id == id_)
