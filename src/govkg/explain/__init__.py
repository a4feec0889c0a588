"""Why a statement says what it says: its sentence with the words that were read, the rule, and what the rule chose among.

The reading is asked again with the one that won left out, so what is told of the others is what would have happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govkg import assemble, part, rules
from govkg.assemble import Spans
from govkg.document import Sentence
from govkg.explain import figures, names, ties
from govkg.explain.lookup import find
from govkg.explain.model import Explanation, Heading, Mark, Option
from govkg.extract.spans import Relation
from govkg.library import Library
from govkg.sources import Source
from govkg.statements import (
    Attribution,
    Composition,
    Entity,
    Mandate,
    Milestone,
    Observation,
    Participation,
    Recognition,
    Statement,
)

Told = tuple[Sequence[Mark], Sequence[Option]]
CLIP = 600  # code points around the evidence that are shown of a sentence that never ends
ROLES = {
    "responsible": ("responsible",),
    "issues": ("responsible",),
    "cooperates": ("cooperates",),
    "recipient": ("cooperates",),
}


def explain(library: Library, said: str) -> Explanation:
    """The explanation of a statement of a workspace, given by its id, the beginning of its id, or its IRI.

    Raises CallerError for an id that is unknown or stands for several, SourceError for a source that cannot be read.

    >>> from govkg.library import open_library
    >>> from govkg.settings import Settings
    >>> from govkg.statements import Observation, load
    >>> library = open_library(Settings())
    >>> some = next(s for s in load(library.statements("wuhan-2021")) if isinstance(s, Observation))
    >>> told = explain(library, some.id[:12])
    >>> told.sentence[some.evidence.start - told.start :].startswith(some.evidence.exact), told.choices
    (True, ['subject', 'metric', 'period'])
    """
    kept = find(library, said)
    return of(kept, library.source(kept.evidence.source), library.curated("reviews"))


def of(kept: Statement, source: Source, reviews: part.Reviews = ()) -> Explanation:
    """The explanation of a statement of a source; of one that a person corrected, how it was read before."""
    settled = part.settled(source, reviews)
    made = {s.id: s for s in settled.statements}
    now = made.get(kept.id)
    spans = assemble.find(source, part.damage(source))
    made |= settled.read
    e = kept.evidence
    sentence = spans.builder.document.sentence_at(e.start)
    marks, options = _told(spans, made.get(kept.id, kept), made)
    start = max(e.sentence_start, min(e.start, *(m.start for m in marks if _in(m, kept)), e.end) - CLIP)
    end = min(e.sentence_end, max(e.end, *(m.end for m in marks if _in(m, kept)), e.start) + CLIP)
    return Explanation(
        kept, source.id, source.title, start, end, source.text[start:end],
        tuple(_headings(spans, sentence)), tuple(dict.fromkeys(marks)), tuple(rules.described(kept.rule)), tuple(options),
        now is not None and replace(now, status=kept.status) == kept,
        {i: made[i].evidence.exact for i in _others(kept) if i in made},
    )  # fmt: skip


def _in(mark: Mark, kept: Statement) -> bool:
    return kept.evidence.sentence_start <= mark.start and mark.end <= kept.evidence.sentence_end


def _others(kept: Statement) -> Iterator[str]:
    for field in ("outcome", "subset_of", "rank"):
        if said := getattr(kept, field, ""):
            yield said


def _headings(spans: Spans, sentence: Sentence) -> Iterator[Heading]:
    """The headings above a sentence, the outermost first; a heading has itself not above it."""
    document = spans.builder.document
    path = sentence.section.path.split("/")
    above = ["/".join(path[:n]) for n in range(1, len(path) + 1)]
    last = {s.path: s for s in document.sections if s.path and s.heading_end <= sentence.start}
    for s in (last[p] for p in above if p in last):
        number = s.path.rpartition("/")[2]
        yield Heading(number, s.heading_start, s.heading_end, document.text[s.heading_start : s.heading_end])


def _told(spans: Spans, s: Statement, made: dict[str, Statement]) -> Told:
    """The marks and choices of a statement by its type; none where it is not read so any more, or nothing was chosen."""
    if isinstance(s, Observation):
        return _figure(spans, s)
    if isinstance(s, Attribution):
        return _attributed(spans, s, made)
    if isinstance(s, Milestone):
        return _event(spans, s)
    if isinstance(s, Entity):
        m = next((m for m in spans.names if (m.start, m.end) == (s.evidence.start, s.evidence.end)), None)
        return ([Mark(s.evidence.start, s.evidence.end, "name")], list(names.proposed(spans, m)) if m else [])
    if isinstance(s, Recognition):
        tie = ties.tie_of(spans, ("conferredBy",), s.award, s.conferred_by)
        return _tie(spans, tie, Mark(s.evidence.start, s.evidence.end, "name"))
    if isinstance(s, Participation):
        if s.basis == "reportingBody" and (body := spans.builder.body):
            return (
                [Mark(s.evidence.start, s.evidence.end, "from")],
                list(ties.unnamed(spans, s.initiative, body.first)),
            )
        tie = ties.tie_of(spans, ROLES.get(s.role, ()), s.organisation, s.initiative, s.evidence)
        return _tie(spans, tie)
    if isinstance(s, Mandate):
        return _tie(spans, ties.tie_of(spans, ("issued",), s.document, s.initiative, s.evidence))
    if isinstance(s, Composition):
        return _tie(spans, ties.tie_of(spans, ("partOf",), s.part, s.whole, s.evidence))
    return ([], [])


def _figure(spans: Spans, o: Observation) -> Told:
    figure = figures.find(spans, o)
    if figure is None:
        return ([Mark(o.evidence.start, o.evidence.end, "figure")], [])
    told = [*figure.about(), *figure.measures(o.metric_as_written), *figure.when(o.start, o.end)]
    periods = [Mark(x.start, x.end, "period") for x in told if x.what == "period" and x.won and x.start >= 0]
    return ([*figure.marks(o.metric_as_written), *periods], told)


def _event(spans: Spans, m: Milestone) -> Told:
    event = ties.event_of(spans, m.evidence, m.event, m.entity)
    verb = Mark(m.evidence.start, m.evidence.end, "event")
    if event is None:
        return ([verb], [])
    sight = ties.Sight(spans, spans.builder.document.sentence_at(event.start))
    if event.of not in sight.named:
        return ([verb], [])
    thing = sight.named[event.of]
    return ([verb, Mark(thing.start, thing.end, "subject")], list(ties.happened(sight, event)))


def _attributed(spans: Spans, a: Attribution, made: dict[str, Statement]) -> Told:
    """What ties an outcome is what the outcome was found to be about."""
    outcome = made.get(a.outcome)
    if isinstance(outcome, Observation) and (figure := figures.find(spans, outcome)):
        return (list(figure.marks(outcome.metric_as_written)), list(figure.about()))
    if isinstance(outcome, Milestone):
        return _event(spans, outcome)
    if isinstance(outcome, Recognition):
        tie = ties.tie_of(spans, ("produced",), a.initiative, outcome.award)
        return _tie(spans, tie, Mark(outcome.evidence.start, outcome.evidence.end, "name"))
    return ([], [])


def _tie(spans: Spans, tie: Relation | None, *more: Mark) -> Told:
    if tie is None:
        return (more, [])
    sight = ties.Sight(spans, spans.builder.document.sentence_at(max(tie.from_start, tie.to_start, tie.start)))
    if tie.from_start not in sight.named or tie.to_start not in sight.named:
        return (more, [])
    return ([*ties.ends(sight, tie), *more], list(ties.tied(sight, tie)))


__all__ = ["Explanation", "Heading", "Mark", "Option", "explain", "of"]
