"""Statements in words: what each says in one sentence, read from its triples."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from govkg import ids, messages, rdf
from govkg.store import View
from govkg.why.model import Member
from govkg.why.units import EVIDENCE, Ground, Term, Unit

PREFERRED = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
DEFAULT = ox.DefaultGraph()


class Names:
    """What terms are called in a language."""

    def __init__(self, store: View, lang: str) -> None:
        self.store, self.lang = store, lang
        self.of = lru_cache(maxsize=10_000)(self._of)

    def _of(self, term: Term | None) -> str:
        """The label of a thing or a concept, the words of a statement, the text of a literal."""
        if not isinstance(term, ox.NamedNode):
            return term.value if isinstance(term, ox.Literal) else ""
        if term.value.startswith(ids.report("")):
            return term.value.removeprefix(ids.report(""))
        for predicate in (rdf.LABEL, PREFERRED):
            found = {q.object.language: q.object.value for q in self.store.quads_for_pattern(term, predicate, None, DEFAULT)
                     if isinstance(q.object, ox.Literal)}  # fmt: skip
            if found:
                return found.get(self.lang) or found.get("zh") or min(found.values())
        for q in self.store.quads_for_pattern(term, EVIDENCE, None, DEFAULT):
            if isinstance(q.object, ox.NamedNode):
                for words in self.store.quads_for_pattern(q.object, rdf.gov("exact"), None, DEFAULT):
                    assert isinstance(words.object, ox.Literal)
                    return f"“{words.object.value}”"
        return term.value.removeprefix(ids.ID)


class Words:
    """Members of sets from statements."""

    def __init__(self, ground: Ground, names: Names) -> None:
        self.ground, self.names = ground, names

    def member(self, unit: Unit) -> Member:
        """A statement with its sentence and its evidence."""
        own: dict[str, list[Term]] = {}
        passage: dict[str, list[Term]] = {}
        for q in sorted(self.ground.quads(unit), key=str):
            node = q.subject.value if isinstance(q.subject, ox.NamedNode) else ""
            (own if node == unit.node else passage).setdefault(q.predicate.value.removeprefix(ids.ONTOLOGY), []).append(
                q.object
            )

        def text(name: str) -> str:
            return next((t.value for t in passage.get(name, []) if isinstance(t, ox.Literal)), "")

        kind = self.ground.kind(unit)
        return Member(unit.node, kind, self._said(kind, own), unit.source, int(text("start") or 0), int(text("end") or 0),
                      text("exact"), text("sentence"), int(text("sentenceStart") or 0), text("sectionPath"))  # fmt: skip

    def _said(self, kind: str, own: dict[str, list[Term]]) -> str:
        lang = self.names.lang

        def of(name: str) -> str:
            return next((self.names.of(t) for t in own.get(name, [])), "")

        def noted(parts: Iterable[str]) -> str:
            inner = ("，" if lang == "zh" else ", ").join(p for p in parts if p)
            return ("（{}）" if lang == "zh" else " ({})").format(inner) if inner else ""

        label = next((t.value for t in own.get(rdf.LABEL.value, []) if isinstance(t, ox.Literal)), "")
        type_ = of(rdf.RDF_TYPE.value)
        start, end = of("periodStart"), of("periodEnd")
        period = start if start == end else f"{start}–{end}"
        known = f"why.said.{kind}"
        if known not in messages.catalogue():
            return type_
        return messages.text(
            known, lang, about=of("about"), award=of("award"), by=noted([of("basis")]), document=of("document"),
            event=of("event"), figure=of("surface"), initiative=of("initiative"), kind=type_, message=of("message"),
            metric=of("metricAsWritten"), name=label, note=noted([type_, period, of("scope")]), organisation=of("organisation"),
            outcome=of("outcome"), part=of("part"), reason=of("reason"), role=noted([of("role"), of("basis")]), whole=of("whole"),
        ).strip()  # fmt: skip
