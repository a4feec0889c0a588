"""What the reader says beside a report: short notes in the margin, and the whole of how one statement was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from govkg import ids, messages, rules
from govkg.analysis import figures
from govkg.analysis.model import FIGURES, Both, Outcome, Thing, Tie
from govkg.analysis.reading import Flaw, Reading, Said, Sentence, passage
from govkg.web.frame import to

HOLLOW = ("Target", "PlannedMilestone")  # what is meant to come, never shown as if it were there
NOTED = (*FIGURES, "Milestone", "PlannedMilestone", "Recognition", "Shortcoming", "Flaw")
Row = tuple[str, str, str]  # what, words, address


@dataclass(frozen=True)
class Notes:
    """Words about the statements of one report; ``lang`` of the interface, ``data`` of names of concepts.

    ``english`` holds what a person wrote in English about damaged passages, by place; ``version`` and ``dataset`` are cited.
    """

    read: Reading
    lang: str
    data: str
    english: Mapping[tuple[int, int], str]
    version: str = ""
    dataset: str = ""

    def say(self, key: str, **values: object) -> str:
        return messages.text(key, self.lang, **values)

    def kind(self, kind: str) -> str:
        """What a type of statement is called."""
        own = f"web.reader.kind.{kind}"
        return self.say(own if own in messages.catalogue() else f"view.kind.{kind}")

    def called(self, said: Said) -> str:
        """What a statement is called by its type; a flaw by what is wrong."""
        own = f"web.reader.flaw.{said.node.code}.tag" if isinstance(said.node, Flaw) else ""
        return self.say(own) if own in messages.catalogue() else self.kind(said.kind)

    def name(self, iri: str) -> str:
        """What a thing of the report is called there, "" for none."""
        thing = self.read.picture.things.get(iri)
        return thing.label if thing else ""

    def concept(self, scheme: str, code: str) -> str:
        """The name of a concept in the language of the data."""
        return self._one(self.read.picture.label(ids.concept(scheme, code)), self.data) if code else ""

    def _one(self, both: Both, lang: str) -> str:
        return both[lang == "en"]

    def figure(self, o: Outcome) -> str:
        """The figure as read, with its bound and base."""
        return self._one(figures.read(o, self.read.picture.labels), self.lang)

    def words(self, said: Said) -> str:
        """A statement in few words: its metric, event or award, its name, its two ends."""
        node = said.node
        if isinstance(node, Thing):
            return node.label
        if isinstance(node, Tie):
            return f"{self.name(node.source)} → {self.name(node.target) or self._outcome(node.target)}"
        if isinstance(node, Flaw):
            return self.flaw(said, node)
        if node.kind == "PlannedMilestone":
            return node.surface  # its event says no more than that it is planned
        return self._metric(node) or self.name(node.award) or self.concept("event", node.event) or ""

    def _metric(self, o: Outcome) -> str:
        """The metric as written; in English its concept's name, where it has one."""
        if o.kind not in FIGURES:
            return ""
        return self._one(self.read.picture.label(o.metric), "en") if self.data == "en" and o.metric else o.words

    def _outcome(self, iri: str) -> str:
        o = self.read.picture.outcomes.get(iri)
        return " ".join(filter(None, (o.words, o.surface))) if o else ""

    def flaw(self, said: Said, flaw: Flaw) -> str:
        """What is wrong with a passage, in English where a person wrote it so."""
        own = f"web.reader.flaw.{flaw.code}"
        if self.lang == "en" and own in messages.catalogue():
            return self.say(own, words=flaw.why.partition("：")[2])
        return (self.lang == "en" and self.english.get((said.start, said.end))) or flaw.why

    def bases(self, said: Said) -> list[tuple[str, str, str]]:
        """How the report ties an outcome to initiatives: code, its words, the initiative."""
        found = {
            (t.basis, self.say(f"view.basis.{t.basis}"), self.name(t.source))
            for a in self.read.attributed.get(said.iri, ())
            if isinstance(t := a.node, Tie)
        }
        return sorted(found)

    def why(self, s: Sentence) -> str:
        """Why nothing was read from a sentence, as far as it is known."""
        if known := self.concept("ignored", s.why):
            return self.say("web.reader.why.ignored", why=known)
        flawed = any(x.flaw for x in self.read.within(s))
        return self.say("web.reader.why.flawed" if flawed else "web.reader.why.unknown")

    def margin(self, found: Iterable[tuple[int, Said]]) -> list[dict[str, Any]]:
        """The notes beside a sentence, with their numbers; a thing that several notes are about is named once."""
        made: list[dict[str, Any]] = []
        before, told = "", list[tuple[str, str, str]]()  # what the note above is about, and how that is tied
        for n, s in found:
            node = s.node
            about = node.about if isinstance(node, Outcome) else ""
            bases = self.bases(s)
            tied = {name for _, _, name in bases}
            about = "" if self.name(about) in tied or self.name(about) == before else self.name(about)
            again = bases == told
            note = {"id": s.id, "n": n, "kind": s.kind, "hollow": s.kind in HOLLOW, "called": self.called(s),
                    "figure": self.figure(node) if isinstance(node, Outcome) and s.kind in FIGURES else "",
                    "words": self.words(s), "about": about, "bases": [] if again else bases}  # fmt: skip
            told = bases
            before = self.name(node.about) if isinstance(node, Outcome) else before
            made.append(note)
        return made

    def card(self, said: Said, others: Iterable[Said], sentence: str) -> dict[str, Any]:
        """All that was read from a passage, and how. ``sentence`` is the address of its sentence."""
        p, r, node = passage(self.read, said), self.read.report, said.node
        parts = [x for x in rules.described(getattr(node, "rule", "")) if x.said(self.lang)] if not said.flaw else []
        cite = self.say("view.cite.form", body=r.body, title=r.title, date=r.dated or r.issued, start=said.start + 1,
                        end=said.end, quote=p.quote, version=self.version, dataset=self.dataset, iri=said.iri)  # fmt: skip
        return {
            "id": said.id, "iri": said.iri, "kind": said.kind, "called": self.called(said), "quote": p.quote,
            "start": said.start, "end": said.end, "hollow": said.kind in HOLLOW, "title": self._title(said),
            "facts": [list(row) for row in self._facts(said) if row[1]], "damage": self._damage(said),
            "how": [words for words in (self._means(node), *(x.said(self.lang) for x in parts)) if words],
            "page": "" if said.flaw else to(said.iri),
            "sentence": sentence, "cite": cite,
            "others": [{"id": o.id, "called": self.called(o), "words": self.words(o)} for o in others],
        }  # fmt: skip

    def _title(self, said: Said) -> str:
        if isinstance(said.node, Outcome) and said.kind in FIGURES:
            return self.figure(said.node)
        return self.words(said)

    def _damage(self, said: Said) -> str:
        """Why the passage is suspect: the flaws that touch its words."""
        if said.flaw:
            return ""
        hit = [x for x in self.read.said if isinstance(x.node, Flaw) and x.start < said.end and said.start < x.end]
        return "；".join(dict.fromkeys(self.flaw(x, x.node) for x in hit if isinstance(x.node, Flaw)))

    def _means(self, node: object) -> str:
        """What the basis of a tie says and does not say."""
        key = f"view.means.{node.basis}" if isinstance(node, Tie) else ""
        return self.say(key) if key in messages.catalogue() else ""

    def _fact(self, key: str, words: str, iri: str = "") -> Row:
        return (self.say(f"view.fact.{key}"), words, to(iri) if iri else "")

    def _thing(self, key: str, iri: str) -> Row:
        return self._fact(key, self.name(iri), iri)

    def _facts(self, said: Said) -> list[Row]:
        node = said.node
        if isinstance(node, Outcome):
            return self._of_outcome(said, node)
        if isinstance(node, Tie):
            ends = [
                (self.say(f"view.{key}"), self.name(iri) or self._outcome(iri), to(iri))
                for key, iri in (("from", node.source), ("to", node.target))
            ]
            basis = f"view.basis.{node.basis}"
            words = self.say(basis) if basis in messages.catalogue() else self.concept("basis", node.basis)
            return [*ends, self._fact("role", self.concept("role", node.role)), self._fact("basis", words)]
        if isinstance(node, Thing):
            kept = [a for a in node.aliases if a != node.label]
            return [
                (self.say("web.name"), node.label, to(node.iri)),
                self._fact("aliases", "、".join(kept)),
                self._fact("domain", self.concept("domain", node.domain)),
            ]
        return []

    def _of_outcome(self, said: Said, o: Outcome) -> list[Row]:
        made: list[Row] = []
        if said.kind in FIGURES:
            unsure = self.say("view.unsure")
            metric = self._one(self.read.picture.label(o.metric), self.data) if o.metric else unsure
            made = [
                self._fact("written", o.surface),
                self._fact("read", self.figure(o)),
                self._fact("bound", self.concept("bound", o.bound)),
                self._fact("unit", o.unit),
                self._fact("metric", f"{o.words}（{metric}）" if o.words and o.words != metric else metric, o.metric),
                self._fact("level", self.concept("level", o.level) if o.level != "unsure" else unsure),
                self._fact("flow", self.concept("flow", o.flow)),
                self._fact("change", self.concept("changeType", o.change)),
                self._fact("scope", o.scope),
            ]
        period = o.start if o.start == o.end else f"{o.start}/{o.end}"
        whole = self.read.picture.outcomes.get(o.subset_of)
        return [
            *made,
            self._fact("event", self.concept("event", o.event)),
            (self.kind("Award"), self.name(o.award), to(o.award)),
            self._thing("about", o.about),
            self._thing("conferredBy", o.conferred_by),
            self._fact("period", period),
            (self.say("web.reader.subset"), self._outcome(o.subset_of), to(o.subset_of) if whole else ""),
            *((words, name, "") for _, words, name in self.bases(said)),
            self._fact("status", self.concept("status", o.status)),
        ]
