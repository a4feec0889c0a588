"""Real examples of terms: a thing or statement of the graph, its sentence with the quote in it, and where that stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from govkg import ids, rdf
from govkg.difference.model import concluded
from govkg.handbook.model import Both, Entry, Ontology

GOV = ids.ONTOLOGY
LONGEST = 90  # characters of a sentence that reads well in a margin
PREF = "http://www.w3.org/2004/02/skos/core#prefLabel"
TIES = {"partOf": ("Composition", "part", "whole"), "carriedOutBy": ("Participation", "initiative", "organisation")}
TURNED = {"hasReportedResult": "reportedAsResultOf", "succeededBy": "succeeds"}
DEFINED = {
    "EvidencedReform": ("Reform", ""),
    "QuantifiedReform": ("Reform", "Result"),
    "AwardedInitiative": ("", "Recognition"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and the quote in it; offsets of the quote are code points of the source's text, half-open."""

    sentence: str
    left: int  # where the quote begins in the sentence
    exact: str
    start: int
    end: int
    section: str
    source: str
    title: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One case of a term: what it is said of, the value where the term is a property, and the words where there are any."""

    subject: Both
    value: Both
    passage: Passage | None
    statement: str  # anchor id, "" for what is no statement
    inferred: bool = False


class Cases:
    """The graph, indexed to find cases of terms: subjects by class, objects by property, both in a fixed order."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.out: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
        self.of: dict[str, set[str]] = defaultdict(set)  # class or property → subjects
        self.uses: dict[str, str] = {}  # concept of a metric or scheme → the first that points to it
        self.inferred: set[tuple[str, str, str]] = set()
        for q in rdf.ordered(quads):
            if not isinstance(q.subject, NamedNode) or not isinstance(q.object, NamedNode | Literal):
                continue
            s, p = q.subject.value, q.predicate.value
            self.out[s][p].append(q.object)
            self.of[q.object.value if q.predicate == rdf.RDF_TYPE else p].add(s)
            if p in (GOV + "metric", GOV + "realises"):
                self.uses.setdefault(q.object.value, s)
            if concluded(q.graph_name):
                self.inferred.add((s, p, q.object.value))

    def find(self, entry: Entry, ontology: Ontology) -> Example | None:
        """The case of a term that reads best, None where the graph has none."""
        found = list(self._class(entry, ontology) if entry.kind == "class" else self._property(entry))
        liked = {x for e in ontology.entries.values() for x in e.examples}
        found.sort(key=lambda e: (*_badness(e, entry, liked), e.subject, e.value, e.statement))
        return found[0] if found else None

    def _class(self, entry: Entry, ontology: Ontology) -> Iterator[Example]:
        if entry.name in DEFINED:
            yield from self._reported(*DEFINED[entry.name])
        elif entry.name == "JointReform":
            yield from self._joint()
        names, seen = [entry.name], set()
        while names:
            name = names.pop()
            if name in seen:
                continue
            seen.add(name)
            for subject in sorted(self.of.get(GOV + name, ())):
                yield self._case(subject)
            names += ontology.entries[name].children

    def _reported(self, initiative: str, outcome: str) -> Iterator[Example]:
        """Attributions on the words of the sentence, of an initiative and an outcome of these classes."""
        for s in sorted(self.of.get(GOV + "Attribution", ())):
            if not self._one(s, "basis").endswith("/explicit"):
                continue
            to, by = self._one(s, "outcome"), self._one(s, "initiative")
            if (not outcome or self._is(to, outcome)) and (not initiative or self._is(by, initiative)):
                case = self._case(s)
                yield Example(self.label(by), self.label(to), case.passage, case.statement, True)

    def _joint(self) -> Iterator[Example]:
        for s in sorted(self.of.get(GOV + "Participation", ())):
            by = self._one(s, "initiative")
            if self._is(by, "Reform") and len(self.out[by].get(GOV + "carriedOutBy", ())) > 1:
                case = self._case(s)
                yield Example(
                    self.label(by), self.label(self._one(s, "organisation")), case.passage, case.statement, True
                )

    def _property(self, entry: Entry) -> Iterator[Example]:
        name = TURNED.get(entry.name, entry.name)
        for subject in sorted(self.of.get(GOV + name, ())):
            for value in self.out[subject][GOV + name]:
                case = self._case(subject, value, entry.name)
                inferred = (subject, GOV + name, value.value) in self.inferred
                told = (case.value, case.subject) if name != entry.name else (case.subject, case.value)
                yield Example(*told, case.passage, case.statement, inferred)

    def _case(self, subject: str, value: NamedNode | Literal | None = None, name: str = "") -> Example:
        words = self.value(value) if value is not None else ("", "")
        at = subject
        if name in TIES and isinstance(value, NamedNode):
            at = self._tie(*TIES[name], subject, value.value) or subject
        elif name == "contributedOutcome" and isinstance(value, NamedNode):
            at = value.value
        anchor = at.removeprefix(ids.statement("")) if at.startswith(ids.statement("")) else ""
        return Example(self.label(subject), words, self.passage(self.uses.get(at, at)), anchor)

    def _tie(self, kind: str, one: str, other: str, subject: str, value: str) -> str:
        """The statement that a shortcut is drawn from."""
        tied = [s for s in self.of[GOV + kind] if self._one(s, one) == subject and self._one(s, other) == value]
        return min(tied, default="")

    def passage(self, subject: str) -> Passage | None:
        """The words that a thing or statement stands on; those of a passage are its own."""
        node = subject if GOV + "exact" in self.out[subject] else self._one(subject, "evidence")
        if not node:
            return None
        report, start, first = (
            self._one(node, "source"),
            int(self._one(node, "start")),
            int(self._one(node, "sentenceStart")),
        )
        title = self._one(report, rdf.DCTERMS + "title")
        return Passage(
            self._one(node, "sentence"), start - first, self._one(node, "exact"), start, int(self._one(node, "end")),
            self._one(node, "sectionPath"), report.rpartition("/")[2], title, GOV + "damage" in self.out[node],
        )  # fmt: skip

    def label(self, iri: str) -> Both:
        """What a thing is called in both languages; a statement by its words."""
        node = self.out.get(iri, {})
        found = {o.language: o.value for key in (PREF, rdf.LABEL.value, rdf.DCTERMS + "title")
                 for o in node.get(key, ()) if isinstance(o, Literal)}  # fmt: skip
        zh = found.get("zh", "")
        if not zh and (words := self.passage(iri)):
            zh = f"“{words.exact}”"
        if not zh and GOV + "resultingBody" in node:
            ends = ["、".join(self.label(o.value)[0] for o in node[GOV + k]) for k in ("formerBody", "resultingBody")]
            zh = " → ".join(ends)
        return zh, found.get("en", "") or zh

    def value(self, value: NamedNode | Literal) -> Both:
        """An object in both languages."""
        if isinstance(value, Literal):
            return value.value, value.value
        zh, en = self.label(value.value)
        return (zh, en) if zh else (value.value, value.value)

    def _is(self, iri: str, name: str) -> bool:
        return any(o.value == GOV + name for o in self.out[iri].get(rdf.RDF_TYPE.value, ()))

    def _one(self, iri: str, name: str) -> str:
        found = self.out[iri].get(name if "/" in name else GOV + name, ()) if iri in self.out else ()
        return found[0].value if found else ""

    def counts(self) -> Counter[str]:
        """How many cases of each class and subjects of each property the graph holds."""
        return Counter({iri.removeprefix(GOV): len(found) for iri, found in self.of.items() if iri.startswith(GOV)})


def _badness(e: Example, entry: Entry, liked: set[str]) -> tuple[bool | int, ...]:
    """How badly an example reads: not what the ontology names, no words, damaged or long ones, out of any section, late."""
    names = {*e.subject, *e.value, *([e.passage.exact] if e.passage else []), *(x.strip("“”") for x in e.subject)}
    p = e.passage
    if p is None:
        return not names & set(entry.examples), True, not names & liked, False, 0
    bad = p.damaged or not p.section or len(p.sentence) > LONGEST
    return not names & set(entry.examples), bad, not names & liked, p.damaged, p.start
