"""How much of each report was read: sentences by section, and what they ended as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from govkg import document as documents
from govkg.statements import Entity, Finding, Ignored, Statement


class Readable(Protocol):
    """A report with its text and the year that it plans for."""

    @property
    def text(self) -> str: ...
    @property
    def plans(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One section of a report (or its total): sentences, and how many of them ended as what."""

    section: str
    heading: str
    sentences: int
    stated: int
    ignored: int
    findings: int
    statements: int

    @property
    def accounted(self) -> bool:
        """True when every sentence ended as statements, an ignored row or a finding."""
        return self.sentences <= self.stated + self.ignored + self.findings


def table(report: Readable, statements: Sequence[Statement]) -> list[Row]:
    """A row for each top section with sentences, then the total.

    A sentence counts once: as a finding when one stands in it, else as stated, else as ignored.
    """
    document = documents.parse(report.text, report.plans or None)
    kinds: dict[int, set[str]] = {}
    made: dict[int, int] = {}
    for s in statements:
        at = document.sentence_at(s.evidence.start).start
        kind = "finding" if isinstance(s, Finding) else "ignored" if isinstance(s, Ignored) else "stated"
        kinds.setdefault(at, set()).add(kind)
        made[at] = made.get(at, 0) + (kind == "stated" and not isinstance(s, Entity))
    headings = {s.path: document.heading(s) for s in document.sections}
    groups: dict[str, list[documents.Sentence]] = {}
    for sentence in document.sentences:
        groups.setdefault("/".join(sentence.section.path.split("/")[:2]), []).append(sentence)
    rows = [_row(path, headings.get(path, ""), group, kinds, made) for path, group in groups.items()]
    total = _row("", "", list(document.sentences), kinds, made)
    return [*rows, total]


def _row(path: str, heading: str, group: Sequence[documents.Sentence], kinds: dict[int, set[str]],
         made: dict[int, int]) -> Row:  # fmt: skip
    of = [kinds.get(s.start, set()) for s in group]
    findings = sum("finding" in k for k in of)
    stated = sum("stated" in k and "finding" not in k for k in of)
    ignored = sum(k == {"ignored"} for k in of)
    return Row(path, heading, len(group), stated, ignored, findings, sum(made.get(s.start, 0) for s in group))
