"""What a referee file holds: what is cited, every statement that it rests on, what people decided of them, and the reports' texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from govkg import ids, records
from govkg.citation.model import Cited
from govkg.edition import Edition
from govkg.errors import SourceError
from govkg.library import Library
from govkg.records import Contents, Record
from govkg.referee.wording import POINTS
from govkg.reviews import Stated
from govkg.sources import Source
from govkg.statements import Statement
from govkg.verify.reviewed import Reviewed

NAMED = re.compile(re.escape(ids.statement("")) + "([0-9a-f]{16})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Case:
    """What is cited, its statements in the order of their places, and the reports' sources by their ids.

    ``reviews`` are the decisions of people on a statement, ``read`` is what a rule had read where a person corrected it.
    """

    cited: Cited
    statements: tuple[Record, ...]
    sources: dict[str, Source]
    reviews: dict[str, list[Stated]] = field(default_factory=dict)
    read: dict[str, Statement] = field(default_factory=dict)


def gather(cited: Cited, library: Library) -> Case:
    """The case of what is cited; the statements that it points at and does not hold are taken from the release.

    Raises SourceError ``source.unknown`` where a report is not at hand, ``referee.text`` where its text is another one.
    """
    wanted = {r.statement.evidence.source: "" for r in cited.statements} | {r.id: r.sha256 for r in cited.reports}
    known: dict[tuple[str, str], Record] = {}
    reviews: dict[str, list[Stated]] = {}
    read: dict[str, Statement] = {}
    for contents in _released(library, set(wanted)):
        known |= {(r.statement.id, contents.source): r for r in contents.records}
        read |= Reviewed(contents).read
        for one in sorted(contents.reviewed, key=lambda s: (s.on, s.id)):
            reviews.setdefault(one.statement, []).append(one)
    found = {(r.statement.id, r.statement.evidence.source): r for r in cited.statements}
    named = set(NAMED.findall(cited.data.decode("utf-8", "replace"))) if cited.kind == "ask" else set()
    named |= {to for r in cited.statements for to in _pointed(r)}
    while further := {k: r for k, r in known.items() if k[0] in named and k not in found}:
        found |= further
        named |= {to for r in further.values() for to in _pointed(r)}
    sources = {id_: _source(library, id_, sha256) for id_, sha256 in sorted(wanted.items())}
    return Case(cited, tuple(sorted(found.values(), key=_place)), sources, reviews, read)


def _place(record: Record) -> tuple[str, int, int, str]:
    e = record.statement.evidence
    return e.source, e.start, e.end, record.iri


def _pointed(record: Record) -> list[str]:
    return [to for name in POINTS if (to := getattr(record.statement, name, ""))]


def _source(library: Library, name: str, sha256: str) -> Source:
    source = library.source(name)
    if sha256 and source.sha256 != sha256:
        raise SourceError("referee.text", f"the text of {name} is not the one that the graph was read from",
                          where=str(library.root / "sources" / name), cure="restore the text or run govkg build")  # fmt: skip
    return source


def _released(library: Library, reports: set[str]) -> Iterator[Contents]:
    """What the release holds of some reports, one graph in memory at a time."""
    for _, quads in Edition(library.release).graphs({ids.graph(name) for name in reports}):
        yield from records.read(quads)
