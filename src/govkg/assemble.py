"""Spans of a report → its statements, each with its exact words. The last step left of the seam.

``read`` is the whole way: document, names, figures, events, relations, entities, statements. Every sentence ends as
statements, as an ignored row that says why, or as a finding.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from govkg import accounts, metrics
from govkg import document as documents
from govkg.authority import Authority, standings, unify, with_place
from govkg.document import UNSURE, Document, Sentence
from govkg.extract import duties, events, extent, mentions, quantities, references, relations
from govkg.extract.above import Above
from govkg.extract.change import change_type
from govkg.extract.figures import DIGIT
from govkg.extract.periods import period
from govkg.extract.places import opens
from govkg.extract.spans import EventSpan, Mention, Quantity, Relation
from govkg.passages import Passages
from govkg.resolve import INITIATIVES, domains, resolve
from govkg.statements import (
    Attribution,
    Composition,
    Entity,
    Evidence,
    Finding,
    Ignored,
    Mandate,
    Milestone,
    Observation,
    Participation,
    Recognition,
    Shortcoming,
    Statement,
    sound,
)
from govkg.subjects import CLAUSE, Subject, Subjects, basis, clause, matter, speaks_of_place, topics

# In a section on party and internal affairs a figure belongs to an initiative only when its own clause says so.
LOOSE = ("subject.sentence", "subject.lead", "subject.outer", "subject.item")
ADMITS = re.compile(
    r"不足|短板|差距|(?:存在|面临|主要|突出)的?[^，。]{0,4}(?:问题|困难)$|^问题|^困难"
)  # a part that tells of wants
QUOTES = ("“", "‘", "「", "『")
LISTED = re.compile(r"[^，,。；;]{0,16}等[0-9一二三四五六七八九十]")  # 册亨、罗甸等8个重点县


# The body of a government as a whole, not of one bureau.
GOVERNMENTS = ("人民政府", "国务院", "市政府", "省政府", "县政府", "区政府")


class Report(Protocol):
    """What reading needs to know of a source: its text and what its description says of it."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def covers(self) -> str: ...
    @property
    def plans(self) -> str: ...


class Assembler:
    """Builds the statements of one report; one instance, one report."""

    def __init__(self, report: Report, document: Document, mentions: Sequence[Mention],
                 damage: Sequence[tuple[int, int, str]] = ()) -> None:  # fmt: skip
        self.report, self.document, self.text = report, document, document.text
        self.damage = damage
        self.passages = Passages(document.text)
        self.mentions = {m.start: m for m in mentions}
        self.names_of: dict[int, list[Mention]] = {}  # by the start of their sentence
        for m in mentions:
            self.names_of.setdefault(document.sentence_at(m.start).start, []).append(m)
        self.entities = resolve(document, mentions)
        self.key_of = {m.start: e.key for e in self.entities.values() for m in e.mentions}
        self.statements: list[Statement] = []
        self.body = next((e for e in self.entities.values() if e.kind == "Unit" and e.name == report.body), None)
        self.place = next((e for e in self.entities.values() if e.kind == "Place" and e.name == report.place), None)
        self.governs = not report.body or report.body.endswith(GOVERNMENTS)
        self.domain = domains(document)
        self.topics = topics(document, document.sections)
        self.gaps = list(accounts.shortcomings(document))

    # -- evidence ------------------------------------------------------------------------------------------------
    def evidence(self, start: int, end: int) -> Evidence:
        """The words ``start:end`` with the context that tells them apart, their section and damage."""
        return self.passages.evidence(self.document, self.report.id, start, end, self.damage)

    def add(self, statement: Statement) -> Statement:
        """Takes a new statement in, with its anchor as its id."""
        object.__setattr__(
            statement, "id", statement.anchor()
        )  # nobody else holds it yet; a copy costs a tenth of reading
        self.statements.append(statement)
        return statement

    # -- things --------------------------------------------------------------------------------------------------
    def things(self) -> None:
        """One Entity statement for each distinct name."""
        authority = Authority(self.report.place, self.report.code)
        known = standings(self.text, self.entities.values(), authority)
        for e in self.entities.values():
            m, of = e.first, known[e.key]
            self.add(Entity(evidence=self.evidence(m.start, m.end), rule=m.rule, kind=e.kind, name=e.name,
                            aliases=e.aliases, domain=e.domain, reporting=e is self.body, full=of.full if of.full != e.name else "",
                            code=(self.report.code if e is self.place else "") or of.code, within=of.within, scheme=of.scheme))  # fmt: skip

    def who(self) -> str:
        """The entity key that stands for the report itself: its body, else its place, else the first thing it names.

        A government speaks for its whole place: what its report claims for nobody else is about the place.
        """
        first = self.place if self.governs and self.place else self.body
        known = first or self.place or next(iter(self.entities.values()), None)
        return known.key if known else ""

    # -- figures -------------------------------------------------------------------------------------------------
    def _years(self, sentence: Sentence) -> tuple[str, str]:
        """The years that a figure without one of its own is of, told or planned: the report's, or those its passage opened with."""
        covers, plans, years = self.report.covers, self.report.plans, sentence.years
        if sentence.plan and "/" in years:
            return covers, years
        behind = years and years[-4:] <= covers[-4:] and ("/" in covers or "/" in years)
        if years == UNSURE:
            return (covers if "/" in covers else ""), plans
        return (years if behind else covers), plans

    def figures(self, found: Sequence[tuple[Sentence, Quantity]], subjects: Subjects) -> None:
        """Observations and, for results with an initiative, their attributions."""
        ids: dict[int, str] = {}
        taken: tuple[int, tuple[str, ...]] = (-1, ())  # what the figure before takes in, and its sentence
        for sentence, q in found:
            subject = subjects.of(sentence, q)
            if subject.rule in LOOSE and self.domain[sentence.section] == "internal":
                subject = Subject(None, "subject.internal")
            about = self.key_of[subject.mention.start] if subject.mention else self.whole(sentence, q)
            start, end = period(q, *self._years(sentence))
            before = self.text[max(0, q.metric_start - metrics.VERB) : max(0, q.metric_start)]
            takes = extent.scope(self.text, sentence.start, sentence.end, q, self.report.place)
            if taken[0] == sentence.start and "carried" in q.rule:  # 市本级办件5万件，增长10%
                takes = tuple(dict.fromkeys((*taken[1], *takes)))
            taken = (sentence.start, takes)
            for index, metric in enumerate((q.metric, *q.also)):
                made = self.add(Observation(
                    evidence=self.evidence(q.start, q.end), rule=q.rule, about=about, metric_as_written=metric,
                    metric=metrics.resolve(metric, q.unit, q.kind, "" if index else before), value=number(q.value), low=number(q.low), high=number(q.high),
                    unit=q.unit, bound=q.bound, kind=q.kind, direction=q.direction or "",
                    change_type=change_type(q), compared_with=q.compared_with or ("unstated" if q.kind == "change" else ""),
                    flow=q.flow, role=q.role, start=start, end=end, place=self.where(sentence, q, subject.mention),
                    scope=extent.joined((self.scope(sentence, q) if subject.mention is None else "", *dict.fromkeys((*takes, *extent.named(metric))))),
                    subset_of=ids.get(q.part_of, ""), index=index))  # fmt: skip
                ids.setdefault(q.start, made.id)
                if subject.mention and q.role == "value" and not self.lacking(q):
                    tie = basis(self.text, sentence, q)
                    for mention in (subject.mention, *subjects.beside(sentence, subject.mention, q)):
                        self.attribute(sentence, mention, q.start, q.end, made.id, tie, subject.rule)

    def scope(self, sentence: Sentence, q: Quantity) -> str:
        """The matter of a bureau's item, for a figure that names no initiative."""
        section = sentence.section
        if self.governs or self.domain[section] == "internal" or self.lacking(q):
            return ""
        if section.heading_start <= q.start < section.heading_end:  # the matter of a heading ends before its figure
            return matter(CLAUSE.split(self.text[section.heading_start : q.start].lstrip("要，, "))[0])
        return self.topics[section]

    def lacking(self, q: Quantity) -> bool:
        """Whether a figure stands in a gap that the report admits: what is missing is no outcome of a reform."""
        sentence = self.document.sentence_at(q.start)
        if not sentence.plan and ADMITS.search(self.document.heading(sentence.section)):
            return True
        i = bisect_right(self.gaps, (q.start, len(self.text))) - 1
        return i >= 0 and q.start < self.gaps[i][1]

    def whole(self, sentence: Sentence, q: Quantity) -> str:
        """What a figure with no initiative is about: the place where its clause speaks of the place, else the body."""
        if self.domain[sentence.section] == "internal":
            return self.who()
        left, _ = clause(self.text, sentence, q.start, q.end)
        if self.place and speaks_of_place(self.text, sentence.start, sentence.end) < q.start - 1:
            return self.place.key
        here = self.names_of.get(sentence.start, ())
        units = [m for m in here if m.type in ("Unit", "Place") and left <= m.start and m.end <= q.start]
        units = [
            m for m in units if not LISTED.match(self.text, m.end) and (m.type == "Unit" or opens(self.text, left, m))
        ]
        if not units and (leads := [m for m in here if m.type == "Unit" and self.leads(sentence, m, left)]):
            units = leads
        return self.key_of[units[-1].start] if units else self.who()

    def where(self, sentence: Sentence, q: Quantity, initiative: Mention | None) -> str:
        """The place of a figure: of an initiative's the one that opens the clause (东湾区“一网通办”受理2万件), else the report's."""
        if initiative:
            left, _ = clause(self.text, sentence, q.start, q.end)
            for m in self.names_of.get(sentence.start, ()):
                if m.type == "Place" and left <= m.start and m.end <= initiative.start and opens(self.text, left, m):
                    return self.key_of[m.start]
        return self.place.key if self.place else ""

    def leads(self, sentence: Sentence, m: Mention, left: int) -> bool:
        """Whether a unit opens an earlier clause between semicolons: what follows is still about it."""
        words = self.text[max(sentence.start, m.start - 1) : m.start]
        return (
            m.end <= left
            and (m.start == sentence.start or words in tuple("，,；;：:"))
            and not re.search("[；;]", self.text[m.end : left])
        )

    def attribute(self, sentence: Sentence, initiative: Mention, start: int, end: int, outcome: str, tie: str,
                  rule: str) -> None:  # fmt: skip
        """An attribution, quoted from the initiative's name (when it stands in the sentence) to the end of the outcome."""
        left, right = clause(self.text, sentence, start, end)
        if sentence.start <= initiative.start and initiative.end <= sentence.end:
            left, right = min(initiative.start, left), max(right, initiative.end)
        self.add(Attribution(evidence=self.evidence(left, max(right, end)), rule=rule, outcome=outcome, basis=tie,
                             initiative=self.key_of[initiative.start]))  # fmt: skip

    # -- what happened -------------------------------------------------------------------------------------------
    def happenings(self, events: Iterable[EventSpan]) -> None:
        """Milestones, each attributed to the initiative it happened to."""
        for e in events:
            if e.of not in self.key_of:
                continue
            key = self.key_of[e.of]
            made = self.add(Milestone(evidence=self.evidence(e.start, e.end), rule=e.rule, event=e.event, entity=key))
            m = self.mentions[e.of]
            if key.partition("/")[0] in INITIATIVES and e.event != "planned":
                sentence = self.document.sentence_at(e.start)
                self.attribute(sentence, m, e.start, e.end, made.id, "explicit", e.rule)

    def recognitions(self, relations: Sequence[Relation]) -> None:
        """Awards: of what, by whom; tied to the initiative that the sentence names as the winner."""
        conferring = {r.from_start: r.to_start for r in relations if r.kind == "conferredBy"}
        winners = {r.to_start: r.from_start for r in relations if r.kind == "produced"}
        named = (m for m in self.mentions.values() if m.type == "Award" and f"Award/{m.name}" in self.entities)
        for m in sorted(named, key=lambda m: m.start):
            winner = self.mentions.get(winners[m.start]) if m.start in winners else None
            about = self.key_of[winner.start] if winner else self.who()
            by = conferring.get(m.start)
            made = self.add(Recognition(evidence=self.evidence(m.start, m.end), rule=m.rule, award=f"Award/{m.name}",
                                        about=about, conferred_by=self.key_of[by] if by is not None else ""))  # fmt: skip
            if winner and winner.type in INITIATIVES:
                self.attribute(self.document.sentence_at(m.start), winner, m.start, m.end, made.id, "explicit", m.rule)

    # -- who did what --------------------------------------------------------------------------------------------
    def relations(self, relations: Iterable[Relation]) -> None:
        """Participations, mandates and compositions that the text names."""
        for r in relations:
            if r.from_start not in self.key_of or r.to_start not in self.key_of:
                continue
            a, b, e = self.key_of[r.from_start], self.key_of[r.to_start], self.evidence(r.start, r.end)
            if r.kind in ("responsible", "cooperates"):
                document = b.startswith("Document/")
                role = "recipient" if r.basis == "recipient" else "issues" if document else r.kind
                self.add(Participation(evidence=e, rule=r.rule, organisation=a, initiative=b, role=role))
            elif r.kind == "issued":
                self.add(Mandate(evidence=e, rule=r.rule, document=a, initiative=b))
            elif r.kind == "partOf":
                self.add(Composition(evidence=e, rule=r.rule, part=a, whole=b))

    def answer_for(self) -> None:
        """The reporting body answers for each initiative that names nobody else; quoted from the signature or title."""
        if self.body is None:
            return
        named = {s.initiative for s in self.statements if isinstance(s, Participation) and s.role == "responsible"}
        spot = self.signature()
        for e in self.entities.values():
            if e.kind in INITIATIVES and e.key not in named:
                self.add(Participation(evidence=spot, rule="body.reporting", organisation=self.body.key, initiative=e.key,
                                       role="responsible", basis="reportingBody"))  # fmt: skip

    def signature(self) -> Evidence:
        """Where the report says whose it is: its signature, else its title, else the body's first mention."""
        assert self.body is not None
        at = {s.start: s for s in self.document.sentences if s.kind in ("signature", "title")}
        spots = [m for m in self.body.mentions if self.document.sentence_at(m.start).start in at]
        spots.sort(key=lambda m: (self.document.sentence_at(m.start).kind != "signature", m.start))
        m = (spots or [self.body.first])[0]
        return self.evidence(m.start, m.end)

    # -- what became of each sentence ----------------------------------------------------------------------------
    def account(self, figures: Sequence[tuple[Sentence, Quantity]]) -> None:
        """Shortcomings, then an ignored row or a finding for each sentence that gave nothing."""
        for start, end in self.gaps:
            self.add(Shortcoming(evidence=self.evidence(start, end), rule="shortcoming.passage", about=self.who()))
        for start, end, why in self.damage:
            self.add(Finding(evidence=self.evidence(start, end), rule="source.damage", code="damaged", message=why))
        for r in references.find(self.text, sorted(self.mentions.values(), key=lambda m: m.start)):
            if r.mention is None:
                words = self.text[r.start : r.end]
                self.add(Finding(evidence=self.evidence(r.start, r.end), rule="reference.open", code="openReference",
                                 message=f"指代不明：{words}"))  # fmt: skip
        stated = sorted(s.evidence.start for s in self.statements)
        figures_of: dict[int, list[Quantity]] = {}
        for sentence, q in figures:
            figures_of.setdefault(sentence.start, []).append(q)
        for s in self.document.sentences:
            here = figures_of.get(s.start, ())
            named = self.names_of.get(s.start, ())
            missed = accounts.unread(self.document, s, here, named) if s.kind in ("body", "heading") else []
            if missed:
                self.add(Finding(evidence=self.evidence(s.start, s.end), rule="account.figures", code="unreadFigure",
                                 message="未能读出的数字：" + "、".join(missed)))  # fmt: skip
            elif not accounts.touched(stated, s):
                reason = accounts.ignored(self.document, s)
                self.add(Ignored(evidence=self.evidence(s.start, s.end), rule="account." + reason, reason=reason))

    # -- in the end ----------------------------------------------------------------------------------------------
    def finish(self) -> list[Statement]:
        """The statements, one for each anchor: where two say the same of the same words, the first stays."""
        return list({s.id: s for s in reversed(self.statements)}.values())


def stray(q: Quantity, damage: Sequence[tuple[int, int, str]]) -> bool:
    """True for a bare number in a damaged passage: nobody can say what it was (研究部署工作4,)."""
    return q.rule.endswith("figure.bare") and any(a <= q.start and q.end <= b for a, b, _ in damage)


def number(value: object) -> str:
    """A decimal as digits, without exponent; "" for none."""
    return "" if value is None else f"{value:f}"


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of a report before they are statements: all that the statements are chosen from."""

    builder: Assembler
    names: Sequence[Mention]
    above: Above
    figures: list[tuple[Sentence, Quantity]] = field(default_factory=list)
    events: list[EventSpan] = field(default_factory=list)
    ties: list[Relation] = field(default_factory=list)

    def subjects(self, names: Sequence[Mention]) -> Subjects:
        """Who tells what each of the figures is about, asked in their order, as if these were all names."""
        parts, starts = {r.from_start for r in self.ties if r.kind == "partOf"}, [q.start for _, q in self.figures]
        b = self.builder
        return Subjects(b.document, names, self.events, parts, starts, governs=b.governs)


def find(report: Report, damage: Sequence[tuple[int, int, str]] = ()) -> Spans:
    """All spans of a report, sentence after sentence."""
    document = documents.parse(report.text, report.plans or None)
    spans = [(s.start, s.end) for s in document.sentences]
    named = mentions.find(report.text, spans, mentions.Context(report.place, (report.body,), report.covers))
    named = unify(named, Authority(report.place, report.code))
    named = with_place(document, named, report.place)
    found = Spans(Assembler(report, document, named, damage), named, above := Above(document, named))
    for s in document.sentences:
        if s.kind in ("header", "footer", "signature", "title"):
            continue
        here = found.builder.names_of.get(s.start, [])
        if DIGIT.search(report.text, s.start, s.end):
            names = tuple((m.start - (report.text[m.start - 1 : m.start] in QUOTES), m.end) for m in here)
            context = quantities.Context(report.covers, report.plans or None, s.plan, report.place, report.body, names)
            figures = quantities.find(report.text, s.start, s.end, context)
            found.figures.extend((s, q) for q in figures if not stray(q, damage))
        over = above.of(s)
        found.events.extend(events.find(report.text, s, here, over))
        found.ties.extend(relations.find(report.text, s, here, over, above.known))
        found.ties.extend(duties.find(report.text, s, here, over))
    return found


def read(report: Report, damage: Sequence[tuple[int, int, str]] = ()) -> list[Statement]:
    """All statements of a report, from its text to its last sentence's account."""
    found = find(report, damage)
    builder = found.builder
    builder.things()
    builder.figures(found.figures, found.subjects(found.names))
    builder.happenings(found.events)
    builder.recognitions(found.ties)
    builder.relations(found.ties)
    builder.answer_for()
    builder.statements = sound(builder.statements)
    builder.account(found.figures)
    return builder.finish()
