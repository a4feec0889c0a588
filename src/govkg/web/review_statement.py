"""One statement as a person judges it: its paragraph with the quote, its fields, what else it might have been, what others said.

Fields come from the statement itself, not from the graph: a rejected one has left the questions, and is judged here all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from govkg import ids, messages, rules, statements, vocab
from govkg.analysis.reading import Reading
from govkg.errors import CallerError
from govkg.rdf import GOV
from govkg.reviews import CORRECTED, Row
from govkg.statements import Entity, Observation, Statement
from govkg.web.reader import Paper
from govkg.web.state import Edition

CLIP = 420  # code points of a paragraph that are shown on each side of the quote
NUMBER, TEXT, CODE, THING, METRIC, STATEMENT = "number", "text", "code", "thing", "metric", "statement"
# The fields that a person may correct, in the order in which they are read: what holds them, and the list they choose from.
FIELDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "observation": (
        ("metric_as_written", TEXT, ""), ("metric", METRIC, ""), ("value", NUMBER, ""), ("low", NUMBER, ""), ("high", NUMBER, ""),
        ("unit", TEXT, ""), ("bound", CODE, "bound"), ("about", THING, ""), ("role", CODE, "figure"), ("kind", CODE, "kind"),
        ("direction", CODE, "direction"), ("change_type", CODE, "changeType"), ("compared_with", CODE, "comparison"),
        ("flow", CODE, "flow"), ("start", TEXT, ""), ("end", TEXT, ""), ("place", THING, "Place"), ("scope", TEXT, ""),
    ),
    "milestone": (("event", CODE, "event"), ("entity", THING, "")),
    "recognition": (("award", THING, "Award"), ("about", THING, ""), ("conferred_by", THING, "Unit")),
    "shortcoming": (("about", THING, ""),),
    "attribution": (("initiative", THING, ""), ("outcome", STATEMENT, ""), ("basis", CODE, "basis")),
    "participation": (("organisation", THING, "Unit"), ("role", CODE, "role"), ("initiative", THING, ""), ("basis", CODE, "basis")),
    "mandate": (("document", THING, "Document"), ("initiative", THING, "")),
    "composition": (("part", THING, ""), ("whole", THING, "")),
    "entity": (("domain", CODE, "domain"), ("scheme", TEXT, ""), ("full", TEXT, "")),
}  # fmt: skip
FIGURES = (("value", "Result"), ("baseline", "Baseline"), ("target", "Target"))  # roles of a figure, and their types
# Reasons that a click gives, by the type of statement; ``web.review.why.CODE`` says them.
QUICK = {"observation": ("value", "unit", "metric", "subject", "period", "plan", "damaged", "context")}
TIED = ("tie", "subject", "plan", "nothing", "damaged", "context")


@dataclass(frozen=True)
class Held:
    """The statements of a source: by id, in the order of the file."""

    source: str
    every: Mapping[str, Statement]

    @property
    def entities(self) -> list[Entity]:
        return [s for s in self.every.values() if isinstance(s, Entity)]


def source_of(now: Edition, statement: str) -> str:
    """The source whose graph holds a statement; raises CallerError ``review.unknown``."""
    graph = ids.graph("")
    if statement.isascii() and statement.isalnum():
        store, node = now.kg.store, ox.NamedNode(ids.statement(statement))
        named = (
            store.quads_for_pattern(node, None, None),
            store.quads_for_pattern(None, ox.NamedNode(GOV + "anchorId"), ox.Literal(statement)),
        )
        for found in named:
            for quad in found:
                if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(graph):
                    return quad.graph_name.value.removeprefix(graph)
    raise CallerError("review.unknown", f"no statement has the id {statement[:40]!r}", cure="/review lists what there is to decide")  # fmt: skip


def held(now: Edition, source: str) -> Held:
    """The statements of a source as they were last built."""
    library = now.kg.library
    assert library is not None
    return Held(source, {s.id: s for s in statements.load(library.statements(source))})


def as_read(now: Edition, rows: Iterable[Row]) -> dict[str, str]:
    """What a rule had read of the fields that people corrected, by field, as the graph that is served has it."""
    nodes = (ox.NamedNode(ids.review(r.id)) for r in rows if r.decision == CORRECTED)
    said = (
        q.object for node in nodes for q in now.kg.store.quads_for_pattern(node, ox.NamedNode(GOV + "asRead"), None)
    )
    pairs = (o.value.partition("=") for o in said if isinstance(o, ox.Literal))
    return {name: value for name, _, value in pairs}


def told(held_: Held, paper: Paper, s: Statement, lang: str, was: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows of a statement, beside decisions and alternatives; ``was`` as ``as_read`` tells it."""
    said = Words(held_, lang)
    return {
        "id": s.id, "type": s.type, "called": messages.text(f"explain.type.{s.type}", lang), "status": s.status,
        "quote": s.evidence.exact, "damage": s.evidence.damage, "source": held_.source, "title": paper.read.report.title or held_.source,
        "start": s.evidence.start, "end": s.evidence.end, "sentence": s.evidence.sentence_start,
        "text": paragraph(paper.read, s), "headings": headings(paper.read, s),
        "fields": [said.field(s, *row, was) for row in FIELDS.get(s.type, ())], "summary": said.summary(s),
        "rules": [{"id": r.id, "said": r.said(lang)} for r in rules.described(s.rule)], "rule": s.rule,
        "things": sorted({e.key for e in held_.entities}), "metrics": measured(lang) if s.type == "observation" else [],
    }  # fmt: skip


def paragraph(read: Reading, s: Statement) -> dict[str, str]:
    """The paragraph around the words: before and after the sentence, before and after the quote in it."""
    e = s.evidence
    if not read.whole:
        return {"above": "", "before": e.prefix, "text": e.exact, "after": e.suffix, "below": ""}
    every, at = read.sentences, read.sentence_at(e.sentence_start)
    last = read.sentence_at(max(e.end - 1, e.sentence_start))
    first = at
    while first and not every[first].opens:
        first -= 1
    while last + 1 < len(every) and not every[last + 1].opens:
        last += 1
    words = "".join(_joined(every[first : last + 1]))
    begin = every[first].start
    left, right = e.start - begin, e.end - begin
    open_, close = e.sentence_start - begin, e.sentence_end - begin
    above, below = words[:open_], words[max(close, right) :]
    before, after = words[open_:left], words[right : max(close, right)]
    return {
        "above": above if len(above) <= CLIP else "…" + above[-CLIP:], "before": before if len(before) <= CLIP else "…" + before[-CLIP:],
        "text": words[left:right], "after": after if len(after) <= CLIP else after[:CLIP] + "…",
        "below": below if len(below) <= CLIP else below[:CLIP] + "…",
    }  # fmt: skip


def _joined(every: Iterable[Any]) -> Iterable[str]:
    """Sentences with what stands between them as blanks, so that offsets go on counting."""
    end = None
    for s in every:
        if end is not None:
            yield " " * (s.start - end)
        yield s.text
        end = s.end


def headings(read: Reading, s: Statement) -> list[str]:
    """The headings above a sentence, the outermost first."""
    path = s.evidence.section.split("/") if s.evidence.section else []
    above = ["/".join(path[:n]) for n in range(1, len(path) + 1)]
    found = {x.path: x.text for x in read.sentences if x.kind == "heading" and x.start <= s.evidence.start}
    return [found[p] for p in above if p in found]


@vocab.kept
def concepts(scheme: str) -> Mapping[str, vocab.Row]:
    """The codes of a scheme with their names."""
    return {r["id"]: r for r in vocab.table("concepts") if r["scheme"] == scheme}


@vocab.kept
def metrics() -> Mapping[str, vocab.Row]:
    """The metrics by their codes."""
    return {r["id"]: r for r in vocab.table("metrics")}


def measured(lang: str) -> list[tuple[str, str]]:
    """The metrics that a figure may be of: code and name."""
    return [(code, row[lang]) for code, row in metrics().items()]


@dataclass(frozen=True)
class Words:
    """Fields and statements of a source in words."""

    held: Held
    lang: str

    def blank(self, name: str, form: str, scheme: str, value: str) -> dict[str, Any]:
        """A field that is to be filled in, with what is proposed for it."""
        return {"name": name, "label": messages.text(f"web.review.field.{name}", self.lang), "value": value, "shown": "", "form": form,
                "options": self.options(form, scheme, value)}  # fmt: skip

    def field(self, s: Statement, name: str, form: str, scheme: str, was: Mapping[str, str]) -> dict[str, Any]:
        """A field: its name in words, its value as the statement has it and as a person reads it, what it may be; of a
        corrected one what was read, "—" for nothing.
        """
        value = str(getattr(s, name))
        label = messages.text(f"web.review.field.{name}", self.lang)
        return {"name": name, "label": label, "value": value, "shown": self.shown(form, scheme, value), "form": form,
                "read": (self.shown(form, scheme, was[name]) or "—") if name in was else "",
                "options": self.options(form, scheme, value)}  # fmt: skip

    def shown(self, form: str, scheme: str, value: str) -> str:
        """A value in words."""
        if not value:
            return ""
        if form == CODE:
            return dict(self.options(form, scheme, value))[value]
        if form == METRIC:
            return str(metrics()[value][self.lang]) if value in metrics() else value
        if form == THING:
            return value.partition("/")[2]
        if form == STATEMENT and value in self.held.every:
            return self.summary(self.held.every[value])
        return value

    def options(self, form: str, scheme: str, value: str) -> list[tuple[str, str]]:
        """What a field may be, with its words; none where anything may be written."""
        if form != CODE:
            return []
        if scheme == "figure":
            made = [(code, messages.text(f"view.kind.{kind}", self.lang)) for code, kind in FIGURES]
        else:
            made = [(code, row[self.lang]) for code, row in concepts(scheme).items()]
        return made if value in dict(made) or not value else [*made, (value, value)]

    def summary(self, s: Statement) -> str:
        """A statement in few words."""
        if isinstance(s, Observation):
            return " ".join(filter(None, (s.metric_as_written, s.evidence.exact)))
        if isinstance(s, Entity):
            return s.name
        ends = [self.shown(form, scheme, str(getattr(s, name))) for name, form, scheme in FIELDS.get(s.type, ()) if form in (THING, STATEMENT, CODE)]  # fmt: skip
        return " → ".join(filter(None, ends[:2])) or s.evidence.exact


def few(s: Statement) -> str:
    """A statement in few words, where no other is at hand: the names of its ends with its words.

    >>> from govkg.statements import Evidence, Mandate
    >>> e = Evidence("s", 0, 2, "印发", "", "", 0, 2)
    >>> few(Mandate(evidence=e, rule="r", document="Document/实施方案", initiative="Reform/一事联办"))
    '实施方案 → 一事联办'
    """
    if isinstance(s, Observation):
        return " ".join(filter(None, (s.metric_as_written, s.evidence.exact)))
    ends = [str(getattr(s, name)).partition("/")[2] for name, form, _ in FIELDS.get(s.type, ()) if form == THING]
    ends = [x for x in ends if x] + ([s.evidence.exact] if len(ends) < 2 else [])
    return " → ".join(ends) if s.type != "entity" else s.evidence.exact


def changed(s: Statement, given: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form (``f.NAME``) that differ from the statement's; raises CallerError ``review.field`` for one that is none."""
    known = {name for name, _, _ in FIELDS.get(s.type, ())}
    said = {k.removeprefix("f."): v.strip() for k, v in given.items() if k.startswith("f.")}
    if wrong := sorted(said.keys() - known):
        raise CallerError(
            "review.field", f"{wrong[0][:40]!r} is no field of a {s.type}", cure=f"take {', '.join(sorted(known))}"
        )
    return {k: v for k, v in sorted(said.items()) if v != str(getattr(s, k))}


def quick(kind: str) -> tuple[str, ...]:
    """The reasons that a click gives for a type of statement.

    >>> quick("observation")[0], quick("mandate")[0]
    ('value', 'tie')
    """
    return QUICK.get(kind, TIED)
