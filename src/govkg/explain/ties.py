"""How a milestone found its thing and how a tie found its ends: who else was there, and what would have tied them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govkg.assemble import Spans
from govkg.document import Sentence
from govkg.explain.model import MOST, Mark, Option
from govkg.extract import duties, events, relations
from govkg.extract.spans import EventSpan, Mention, Relation
from govkg.statements import Evidence

THINGS = ("Reform", "Platform", "Campaign", "Document")
ENDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # the types that the two ends of a tie have
    "responsible": (("Unit",), THINGS), "cooperates": (("Unit",), THINGS), "issued": (("Document",), THINGS[:3]),
    "partOf": (THINGS[:2], THINGS[:2]), "conferredBy": (("Award",), ("Unit",)), "produced": (THINGS[:3], ("Award",)),
}  # fmt: skip


class Sight:
    """What one sentence's readers see: its names and those above it, some of them perhaps left out."""

    def __init__(self, spans: Spans, sentence: Sentence) -> None:
        self.spans, self.sentence, self.text = spans, sentence, spans.builder.text
        self.here = spans.builder.names_of.get(sentence.start, [])
        self.over = spans.above.of(sentence)
        self.named = {m.start: m for m in [*self.over, *self.here, *spans.above.known.values()]}

    def events(self, without: frozenset[str] = frozenset()) -> list[EventSpan]:
        """The events of the sentence if these names were not there."""
        return events.find(self.text, self.sentence, *self._left(without))

    def relations(self, without: frozenset[str] = frozenset()) -> list[Relation]:
        """The ties of the sentence if these names were not there."""
        here, over = self._left(without)
        known = {n: m for n, m in self.spans.above.known.items() if n not in without}
        return [*relations.find(self.text, self.sentence, here, over, known),
                *duties.find(self.text, self.sentence, here, over)]  # fmt: skip

    def _left(self, without: frozenset[str]) -> tuple[list[Mention], list[Mention]]:
        return [m for m in self.here if m.name not in without], [m for m in self.over if m.name not in without]


def happened(sight: Sight, event: EventSpan) -> Iterator[Option]:
    """The thing that an event happened to, the others that it happened to, and what it would else have happened to."""

    def at(without: frozenset[str]) -> list[tuple[Mention, str]]:
        found = [e for e in sight.events(without) if (e.start, e.end) == (event.start, event.end)]
        return [(sight.named[e.of], e.rule) for e in found if e.of in sight.named]

    won = sight.named[event.of]
    told = {won.name}
    yield _option("event", won, event.rule, "")
    yield from _also("event", at(frozenset()), told, "event.also")
    while len(told) < MOST and (found := at(frozenset(told))):
        thing, rule = found[0]
        told.add(thing.name)
        yield _option("event", thing, rule, "event.farther" if rule == event.rule else "event.later")
    yield from _rest("event", sight.here, THINGS, told, "event.reach")


def tied(sight: Sight, tie: Relation) -> Iterator[Option]:
    """Both ends of a tie, the others tied in the same way, and what each end would have been without the one that is."""
    a, b = sight.named[tie.from_start], sight.named[tie.to_start]
    for what, end, other, types in (("from", a, b, ENDS[tie.kind][0]), ("to", b, a, ENDS[tie.kind][1])):
        told = {end.name}
        yield _option(what, end, tie.rule, "")
        yield from _also(what, _ends(sight, tie.kind, what, other, frozenset()), told, "tie.also")
        while len(told) < MOST and (found := _ends(sight, tie.kind, what, other, frozenset(told))):
            thing, rule = found[0]
            told.add(thing.name)
            yield _option(what, thing, rule, "tie.farther")
        yield from _rest(what, sight.here, types, told | {other.name}, "tie.none")


def _ends(sight: Sight, kind: str, what: str, other: Mention, without: frozenset[str]) -> list[tuple[Mention, str]]:
    """What the sentence would tie to the other end in this way if some names were not there, each with its rule."""
    found = []
    for r in sight.relations(without):
        mine, theirs = (r.from_start, r.to_start) if what == "from" else (r.to_start, r.from_start)
        if r.kind == kind and mine in sight.named and theirs in sight.named and sight.named[theirs].name == other.name:
            found.append((sight.named[mine], r.rule))
    return found


def _also(what: str, found: Sequence[tuple[Mention, str]], told: set[str], why: str) -> Iterator[Option]:
    for thing, rule in found:
        if thing.name not in told:
            told.add(thing.name)
            yield _option(what, thing, rule, why)


def _option(what: str, m: Mention, rule: str, why: str) -> Option:
    return Option(what, m.name, rule, why, m.start, m.end, m.type)


def _rest(what: str, here: Sequence[Mention], types: Sequence[str], told: set[str], why: str) -> Iterator[Option]:
    """The other names of the sentence that no words tie."""
    rest = {m.name: m for m in here if m.type in types and m.name not in told and m.rule != "self"}
    for m in list(rest.values())[:MOST]:
        yield _option(what, m, "", why)


def unnamed(spans: Spans, key: str, body: Mention) -> Iterator[Option]:
    """The reporting body, which answers for what nobody else is named for, and the bodies named beside the initiative."""
    yield _option("from", body, "body.reporting", "")
    told = {body.name}
    for m in spans.builder.entities[key].mentions if key in spans.builder.entities else ():
        here = spans.builder.names_of.get(spans.builder.document.sentence_at(m.start).start, [])
        for o in _rest("from", here, ("Unit",), told, "tie.none"):
            told.add(o.words)
            if len(told) <= MOST:
                yield o


def event_of(spans: Spans, evidence: Evidence, event: str, key: str) -> EventSpan | None:
    """The event that a milestone was made of, as it is read now."""
    keys = spans.builder.key_of
    return next((e for e in spans.events if (e.start, e.end, e.event) == (evidence.start, evidence.end, event)
                 and keys.get(e.of) == key), None)  # fmt: skip


def tie_of(spans: Spans, kinds: Sequence[str], a: str, b: str, evidence: Evidence | None = None) -> Relation | None:
    """The tie of two entities, given by their keys, as it is read now; ``evidence`` tells several of them apart."""
    keys = spans.builder.key_of
    found = [r for r in spans.ties if r.kind in kinds and keys.get(r.from_start) == a and keys.get(r.to_start) == b]
    exact = [r for r in found if evidence and (r.start, r.end) == (evidence.start, evidence.end)]
    return next(iter(exact or found), None)


def ends(sight: Sight, tie: Relation) -> Iterator[Mark]:
    """The two ends of a tie where they stand, in the sentence if it names them."""
    for what, start in (("from", tie.from_start), ("to", tie.to_start)):
        name = sight.named[start].name
        near = [m for m in sight.here if m.name == name] if start < sight.sentence.start else []
        m = near[0] if near else sight.named[start]
        yield Mark(m.start, m.end, what)
