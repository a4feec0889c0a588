"""What differs between what two versions say: statements by source and anchor id, field by field; and what follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from govkg import ids, rdf, records
from govkg.difference.model import Change, Field, Values
from govkg.difference.things import short
from govkg.records import Record

PLACES = frozenset({"start", "end", "sentence_start", "sentence_end", "prefix", "suffix", "section"})
Key = tuple[str, str, int]


def compare(old: Iterable[Quad], new: Iterable[Quad]) -> list[Change]:
    """The statements that were added, removed or read otherwise; ``moved`` where only their place in the text changed."""
    was, now = _statements(old), _statements(new)
    made = []
    for key in sorted(was.keys() | now.keys()):
        one, other = was.get(key), now.get(key)
        if one and other and one.stated_hash == other.stated_hash and one.statement == other.statement:
            continue
        fields = tuple(_fields(one, other))
        way = "added" if one is None else "removed" if other is None else "changed"
        if way == "changed" and {f.name for f in fields} <= PLACES:
            way = "moved"
        said = (other or one).statement  # type: ignore[union-attr]
        words = getattr(said, "name", "") or said.evidence.exact
        made.append(Change("statement", way, said.id, said.type, (words, words), fields, key[0]))
    return made


def _statements(found: Iterable[Quad]) -> dict[Key, Record]:
    """Statements by source, anchor id and, where an id is not unique, their count."""
    made: dict[Key, Record] = {}
    for contents in records.read(found):
        seen: Counter[str] = Counter()
        for record in contents.records:
            seen[record.statement.id] += 1
            made[contents.source, record.statement.id, seen[record.statement.id]] = record
    return made


def _fields(one: Record | None, other: Record | None) -> Iterator[Field]:
    a, b = (_flat(r) if r else {} for r in (one, other))
    for name in dict.fromkeys([*a, *b]):
        if (before := a.get(name, ())) != (after := b.get(name, ())):
            yield Field(name, before, after)


def _flat(record: Record) -> dict[str, Values]:
    """A statement's fields, those of its evidence among them, without what identifies it."""
    body: dict[str, Any] = record.statement.record()
    body |= body.pop("evidence")
    kept = {k: v for k, v in body.items() if k not in ("type", "id", "source") and v not in ("", [], None)}
    return {k: tuple(map(str, v)) if isinstance(v, list) else (str(v),) for k, v in kept.items()}


def follows(old: Iterable[Quad], new: Iterable[Quad], labels: dict[str, str]) -> list[Change]:
    """The triples that rules concluded in one version and not in the other, in words."""
    was, now = set(old), set(new)
    rows = [("removed", q) for q in was - now] + [("added", q) for q in now - was]
    made = []
    for way, q in rows:
        ends = [
            labels.get(t.value, short(t.value)) if isinstance(t, NamedNode) else str(t) for t in (q.subject, q.object)
        ]
        text = f"{ends[0]} {short(q.predicate.value)} {ends[1]}"
        iri = q.subject.value if isinstance(q.subject, NamedNode) else ""
        made.append(Change("inferred", way, short(iri), short(q.predicate.value), (text, text)))
    return sorted(made, key=lambda c: (c.kind, c.way, c.label, c.id))


def labels(found: Iterable[Quad]) -> dict[str, str]:
    """The Chinese label of each thing, the quote of each statement."""
    quads = [q for q in found if isinstance(q.subject, NamedNode)]
    exact = {str(q.subject): q.object.value for q in quads
             if q.predicate == rdf.gov("exact") and isinstance(q.object, Literal)}  # fmt: skip
    made = {}
    for q in quads:
        iri = str(q.subject)[1:-1]
        if q.predicate == rdf.LABEL and isinstance(q.object, Literal):
            made[iri] = q.object.value
        elif q.predicate == rdf.gov("evidence") and iri.startswith(ids.statement("")):
            made[iri] = f"“{exact.get(str(q.object), '')}”"
    return made
