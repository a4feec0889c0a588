"""How a figure was read: what it is about, what it measures and when, and what else might have been said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govkg import metrics
from govkg.assemble import LOOSE, Spans
from govkg.document import Sentence
from govkg.explain.model import MOST, Mark, Option
from govkg.extract import cues, metric
from govkg.extract.naming import RELATIVE
from govkg.extract.periods import STATED, Stated
from govkg.extract.spans import Mention, Quantity
from govkg.extract.stretch import Stretch
from govkg.resolve import INITIATIVES
from govkg.statements import Observation
from govkg.subjects import Subject, basis, clause, tie


class Figure:
    """One figure of a report among all its spans."""

    def __init__(self, spans: Spans, sentence: Sentence, quantity: Quantity) -> None:
        self.spans, self.sentence, self.quantity = spans, sentence, quantity
        self.builder, self.text = spans.builder, spans.builder.text
        self.here = [m for m in self.builder.names_of.get(sentence.start, []) if m.type in INITIATIVES]
        self.asked = self._asked(frozenset())
        self.subject = self._settled(self.asked)

    # -- what it is about ----------------------------------------------------------------------------------------
    def _asked(self, without: frozenset[str]) -> Subject:
        """What the figure would be about if these names did not stand in the report; all figures before it are asked too."""
        subjects = self.spans.subjects([m for m in self.spans.names if m.name not in without])
        found = Subject(None, "subject.report")
        for sentence, q in self.spans.figures:
            found = subjects.of(sentence, q)
            if q is self.quantity:
                break
        return found

    def _settled(self, asked: Subject) -> Subject:
        internal = asked.rule in LOOSE and self.builder.domain[self.sentence.section] == "internal"
        return Subject(None, "subject.internal") if internal else asked

    def about(self) -> Iterator[Option]:
        """The subject, those that would have been it had the ones before not been there, and names that never could."""
        removed = set[str]()
        if self.subject != self.asked:
            yield self._option(self.subject, "")
        subject = self.asked
        for n in range(MOST):
            why = "later" if subject.rule != self.asked.rule else "farther"
            why = "internal" if self.subject != self.asked else why
            if subject.mention is None and self.subject != self.asked:
                break
            yield self._option(subject, f"subject.{why}" if n or self.subject != self.asked else "")
            if subject.mention is None:
                break
            removed.add(subject.mention.name)
            subject = self._asked(frozenset(removed))
        passed = self.spans.subjects(self.spans.names).passed(self.sentence, self.quantity)
        for m in {m.name: m for m in self.here if m.name not in removed}.values():
            yield Option("subject", m.name, "", f"subject.{passed.get(m.start, 'apart')}", m.start, m.end, m.type)

    def _option(self, subject: Subject, why: str) -> Option:
        m = subject.mention
        if m is None:
            key = self.builder.whole(self.sentence, self.quantity)
            kind, _, name = key.partition("/")
            scope = self.builder.scope(self.sentence, self.quantity)
            return Option("subject", scope or name, subject.rule, why, kind="" if scope else kind)
        return Option("subject", m.name, subject.rule, why, m.start, m.end, m.type)

    # -- what it measures ----------------------------------------------------------------------------------------
    def measures(self, as_written: str) -> Iterator[Option]:
        """The metric, the nouns behind and before the figure, and the metric of the figure before it."""
        q, s = self.quantity, self.sentence
        naming = q.rule.removeprefix("pair.").partition("+")[0]
        yield self._metric(as_written, naming, "", self._stands(as_written))
        stretch = Stretch(self.text, s.start, s.end)
        earlier = [o for t, o in self.spans.figures if t.start == s.start and o.start < q.start]
        said = earlier[-1].end if earlier else s.start
        seen = {as_written}
        found = [
            (metric.behind(self.text, q.end, s.end), "behind"),
            (metric.before(self.text, max(stretch.clause(q.start), said), q.start), "before"),
            (earlier[-1].metric if earlier else "", "carried"),
        ]
        for words, rule in found:
            if len(words) >= 2 and words not in seen:
                seen.add(words)
                yield self._metric(words, rule, self._lost(words, rule, naming))

    def _stands(self, words: str) -> int:
        """Where the words of a metric stand, nearest before the figure or else behind it; -1 where they are put together."""
        q, s = self.quantity, self.sentence
        if words == q.metric and self.text.startswith(words, q.metric_start) and q.metric_start >= 0:
            return q.metric_start
        before = self.text.rfind(words, s.start, q.start) if words else -1
        return before if before >= 0 or not words else self.text.find(words, q.end, s.end)

    def _metric(self, words: str, rule: str, why: str, start: int = -1) -> Option:
        concept = metrics.resolve(words, self.quantity.unit, self.quantity.kind)
        return Option("metric", words, rule, why, start, start + len(words) if start >= 0 else -1, concept)

    def _lost(self, words: str, rule: str, naming: str) -> str:
        if words in (self.quantity.metric, *self.quantity.also):
            return "metric.also"
        if naming in ("list", "shared", "rank", "streak"):
            return f"metric.{naming}"
        if rule == "before":
            return "metric.generic" if metric.generic(words) else "metric.counted"
        if rule == "behind":
            unit = self.quantity.unit
            return "metric.share" if unit in RELATIVE else "metric.money" if unit.endswith("元") else "metric.aside"
        return "metric.own"

    # -- when ----------------------------------------------------------------------------------------------------
    def when(self, start: str, end: str) -> Iterator[Option]:
        """The period, the others that the sentence states, and the report's own."""
        report, q, s = self.builder.report, self.quantity, self.sentence
        stated = Stated(self.text, s.start, s.end, report.covers, report.plans or None)
        at = {end: period for end, period, _ in stated.stated}
        left = Stretch(self.text, s.start, s.end).segment(q.start)
        period = start if start == end else f"{start}/{end}"
        cues_ = [(m.start(), m.end(), at[m.end()]) for m in STATED.finditer(self.text, s.start, s.end) if m.end() in at]
        holds = max((b for _, b, p in cues_ if (left <= b or "/" in p) and b <= q.start and p == q.period), default=-1)
        won = next(((a, b) for a, b, _ in cues_ if b == holds), (-1, -1))
        yield Option("period", period or "?", f"period.{'stated' if holds >= 0 else q.role}", "", *won)
        for a, b, p in [c for c in cues_ if c[1] != holds and c[2] != period][:MOST]:
            why = "behind" if b > q.start else "apart" if b < left and "/" not in p else "nearer"
            yield Option("period", p, "period.stated", f"period.{why}", a, b)
        said = {p for _, _, p in cues_}
        if holds >= 0 and q.role == "value" and report.covers not in ("", period, *said):
            yield Option("period", report.covers, "period.value", "period.said")

    # -- spans ---------------------------------------------------------------------------------------------------
    def marks(self, as_written: str) -> Iterator[Mark]:
        """The figure, and the words by which it was read."""
        q, text = self.quantity, self.text
        yield Mark(q.start, q.end, "figure")
        if (at := self._stands(as_written)) >= 0:
            yield Mark(at, at + len(as_written), "metric")
        if self.subject.mention:
            yield Mark(self.subject.mention.start, self.subject.mention.end, "subject")
        left, _ = clause(text, self.sentence, q.start, q.end)
        if q.kind == "change" and (m := _last(text, left, q.start, "up", "down")):
            yield Mark(*m, "change")
        elif q.role == "value" and self.subject.mention and basis(text, self.sentence, q) == "explicit":
            verb = tie(text, self.sentence, q)
            yield from [Mark(verb.start(), verb.end(), "verb")] if verb else []
        if q.role == "target" and not self.sentence.plan and (m := _last(text, left, q.start, "target")):
            yield Mark(*m, "aim")


def _last(text: str, start: int, end: int, *kinds: str) -> tuple[int, int] | None:
    found = [m.span(1) for m in cues.pattern(*kinds).finditer(text, start, end) if m[1]]
    return found[-1] if found else None


def find(spans: Spans, o: Observation) -> Figure | None:
    """The figure that an observation was made of, as it is read now."""
    at = (o.evidence.start, o.evidence.end)
    return next((Figure(spans, s, q) for s, q in spans.figures if (q.start, q.end) == at), None)


def named(here: Sequence[Mention], *types: str) -> list[Mention]:
    """The names of some types, each once, where it first stands."""
    first: dict[str, Mention] = {}
    for m in here:
        if m.type in types:
            first.setdefault(m.name, m)
    return list(first.values())
