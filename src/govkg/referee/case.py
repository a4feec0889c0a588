"""What a referee file holds: what is cited, every statement that it rests on, and the whole text of each report concerned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import RdfFormat, parse

from govkg import ids, records
from govkg.citation.model import Cited
from govkg.edition import Edition, header
from govkg.errors import SourceError
from govkg.library import Library
from govkg.records import Record
from govkg.referee.wording import POINTS
from govkg.sources import Source

NAMED = re.compile(re.escape(ids.statement("")) + "([0-9a-f]{16})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Case:
    """What is cited, its statements in the order of their places, and the reports' sources by their ids."""

    cited: Cited
    statements: tuple[Record, ...]
    sources: dict[str, Source]


def gather(cited: Cited, library: Library) -> Case:
    """The case of what is cited; the statements that it points at and does not hold are taken from the release.

    Raises SourceError ``source.unknown`` where a report is not at hand, ``referee.text`` where its text is another one.
    """
    found = {(r.iri, r.statement.evidence.source): r for r in cited.statements}
    wanted = {r.id: r.sha256 for r in cited.reports}
    for record in cited.statements:
        wanted.setdefault(record.statement.evidence.source, "")
    for further in _further(cited, found.values(), library, set(wanted)):
        found[further.iri, further.statement.evidence.source] = further
    sources = {id_: _source(library, id_, sha256) for id_, sha256 in sorted(wanted.items())}
    rows = sorted(found.values(), key=_place)
    return Case(cited, tuple(rows), sources)


def _place(record: Record) -> tuple[str, int, int, str]:
    e = record.statement.evidence
    return e.source, e.start, e.end, record.iri


def _source(library: Library, name: str, sha256: str) -> Source:
    source = library.source(name)
    if sha256 and source.sha256 != sha256:
        raise SourceError("referee.text", f"the text of {name} is not the one that the graph was read from",
                          where=str(library.root / "sources" / name), cure="restore the text or run govkg build")  # fmt: skip
    return source


def _further(cited: Cited, held: Iterable[Record], library: Library, reports: set[str]) -> Iterator[Record]:
    """The statements that the answer or a statement names, and that are not held yet."""
    held = list(held)
    there = {r.statement.id for r in held}
    named = set(NAMED.findall(cited.data.decode("utf-8", "replace"))) if cited.kind == "ask" else set()
    named |= {to for r in held for to in _pointed(r)}
    if not named - there:
        return
    known = {r.statement.id: r for r in _released(library, reports)}
    while missing := sorted(id_ for id_ in named - there if id_ in known):
        for id_ in missing:
            there.add(id_)
            named |= set(_pointed(known[id_]))
            yield known[id_]


def _pointed(record: Record) -> list[str]:
    return [to for name in POINTS if (to := getattr(record.statement, name, ""))]


def _released(library: Library, reports: set[str]) -> Iterator[Record]:
    """The statements that the release holds of some reports, one graph in memory at a time."""
    edition, wanted = Edition(library.release), {ids.graph(name) for name in reports}
    files = edition.files()
    head = b""
    if files:
        with files[0].open("rb") as file:
            head = header(file.read(1 << 16))
    for iri, block in edition.blocks():
        if iri in wanted:
            for contents in records.read(parse(head + block, format=RdfFormat.TRIG)):
                yield from contents.records

