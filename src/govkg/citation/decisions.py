"""What people decided of cited statements: of one, and of those that an answer rests on.

Why an answer changed no hash tells. Who reads that it did wants to know what was decided of the statements in it, and which that
speak of the same things were rejected, for those left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from govkg import ids, rdf
from govkg.citation.identifier import Identifier
from govkg.citation.model import Cited
from govkg.citation.origin import ANCHOR, DEFAULT, Origin
from govkg.records import Record
from govkg.reviews import REJECTED

REVIEWS = rdf.gov("reviews")
SHARED = (f"{ids.ID}place/", ids.report(""))  # most statements speak of them


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a statement; ``fields`` is what the rule had read of the fields that were corrected."""

    decision: str
    by: str
    on: str
    why: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision with the statement that it is on: its anchor id, and its words."""

    statement: str
    quote: str
    decision: Decision


def decided(origin: Origin, found: Record) -> Decision | None:
    """What a person decided last of a statement: from the graph, else from the workspace's table."""
    made: list[Decision] = []
    for iri in {found.iri, ids.statement(found.statement.id)}:
        for q in origin.kg.store.quads_for_pattern(None, REVIEWS, NamedNode(iri), DEFAULT):
            if isinstance(q.subject, NamedNode):
                made.append(_decision(origin, q.subject))
    for row in origin.library.curated("reviews") if origin.library and not made else ():
        if row.get("statement") == found.statement.id and not row.get("closed"):
            made.append(Decision(row["decision"], row["by"], row["on"], row["why"]))
    return max(made, key=lambda d: (d.on, d.decision), default=None)


def bearing(origin: Origin, cited: Cited, id_: Identifier) -> tuple[Ruling, ...]:
    """The decisions in the graph that bear on an answer or a view, the earliest first.

    They are those on the statements that it rests on now, and the rejections of statements that speak of the things it was asked
    of; of one that was asked of none, of the things in it.
    """
    held, things = {r.iri for r in cited.statements}, _things(cited, id_)
    made = []
    for q in origin.kg.store.quads_for_pattern(None, REVIEWS, None, DEFAULT):
        node, about = q.subject, q.object
        if not isinstance(node, NamedNode) or not isinstance(about, NamedNode):
            continue
        decision = _decision(origin, node)
        if about.value in held or (decision.decision == REJECTED and things & _speaks(origin, about)):
            made.append(Ruling(_anchor(origin, about), _quote(origin, about), decision))
    return tuple(sorted(made, key=lambda r: (r.decision.on, r.statement, r.decision.by)))


def _things(cited: Cited, id_: Identifier) -> set[str]:
    given = {ids.ID + value for values in id_.given.values() for value in values if "/" in value}
    rows = cited.answer.rows if cited.answer else ()
    cells = {cell for row in rows for cell in row.values() if isinstance(cell, str) and cell.startswith(ids.ID)}
    return given or {iri for iri in cells if not iri.startswith(SHARED)}


def _speaks(origin: Origin, about: NamedNode) -> set[str]:
    """What a statement speaks of, and what the statements that name it speak of: an attribution of a figure has its reform."""
    store = origin.kg.store
    naming = {
        q.subject for q in store.quads_for_pattern(None, None, about, DEFAULT) if isinstance(q.subject, NamedNode)
    }
    return {v for node in (about, *naming) for v in _values(origin, node)}


def _anchor(origin: Origin, about: NamedNode) -> str:
    return min(_values(origin, about, ANCHOR), default=about.value.removeprefix(ids.statement("")))


def _quote(origin: Origin, about: NamedNode) -> str:
    passages = sorted(_values(origin, about, rdf.gov("evidence")))
    return min((v for p in passages for v in _values(origin, NamedNode(p), rdf.gov("exact"))), default="")


def _decision(origin: Origin, node: NamedNode) -> Decision:
    one = {
        n: min(_values(origin, node, rdf.gov(n)), default="")
        for n in ("decision", "decidedBy", "decidedOn", "decidedFor")
    }
    # What a person gave and the rule had not read was empty.
    read = dict.fromkeys(_pairs(_values(origin, node, rdf.gov("saysInstead"))), "")
    read |= _pairs(_values(origin, node, rdf.gov("asRead")))
    return Decision(
        one["decision"].rpartition("/")[2],
        one["decidedBy"],
        one["decidedOn"],
        one["decidedFor"],
        tuple(sorted(read.items())),
    )


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    return {name: words for name, _, words in (text.partition("=") for text in texts)}


def _values(origin: Origin, node: NamedNode, of: NamedNode | None = None) -> Iterator[str]:
    for q in origin.kg.store.quads_for_pattern(node, of, None, DEFAULT):
        if isinstance(q.object, NamedNode | Literal):
            yield q.object.value
