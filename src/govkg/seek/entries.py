"""What can be found, read from a store once: things and concepts with all their names, figures, sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from govkg import ids
from govkg.analysis.reader import OUTCOMES
from govkg.store import View

RDFS, SKOS, DCT = (
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://purl.org/dc/terms/",
)
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
THINGS = ("Reform", "Platform", "Campaign", "Organisation", "PolicyDocument", "Place", "Award", "Report")
CONCEPTS = ("Metric", "Scheme", "KnownBody")
POINTING = (
    "about",
    "initiative",
    "organisation",
    "document",
    "part",
    "whole",
    "award",
    "metric",
    "conferredBy",
    "place",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing or a concept: its names in Chinese and English, others that it has, pinyin with its syllables apart."""

    iri: str
    kind: str
    zh: str
    en: str
    others: tuple[str, ...]
    pinyin: tuple[str, ...]
    weight: int  # statements that point to it

    @property
    def label(self) -> str:
        """Its Chinese name; the English one where it has no other."""
        return self.zh or self.en


@dataclass(frozen=True, slots=True)
class Figure:
    """What is stated of a thing, as far as it is sought: the words of its metric, its figure, what it is about."""

    iri: str
    kind: str
    metric: str
    words: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report; ``start`` is a code point of its frozen text."""

    report: str
    start: int
    section: str
    text: str


class Entries:
    """Reads a store; every column once."""

    def __init__(self, store: View) -> None:
        self.store = store
        out = ids.VOCAB + "status/rejected"
        self.rejected = {s.value for s, o in self._column(ids.ONTOLOGY + "status") if o.value == out}
        self.names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for predicate in (RDFS + "label", SKOS + "prefLabel", DCT + "title"):
            self._named(predicate)
        self.others: dict[str, list[str]] = defaultdict(list)
        for predicate in (
            SKOS + "altLabel",
            ids.ONTOLOGY + "fullName",
            ids.ONTOLOGY + "bodyName",
            ids.ONTOLOGY + "sourceId",
        ):
            for s, o in self._column(predicate):
                self.others[s.value].append(o.value)
        self.pointed: Counter[str] = Counter()
        self.of: dict[str, dict[str, str]] = {name: self._pointing(name) for name in POINTING}

    def _column(self, predicate: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
        found = self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph())
        return ((q.subject, q.object) for q in found)  # type: ignore[misc]

    def _values(self, name: str) -> dict[str, str]:
        return {s.value: o.value for s, o in self._column(ids.ONTOLOGY + name)}

    def _named(self, predicate: str) -> None:
        for s, o in self._column(predicate):
            if isinstance(o, ox.Literal):
                self.names[s.value].append((o.language or "", o.value))

    def _pointing(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for s, o in self._column(ids.ONTOLOGY + name):
            if s.value not in self.rejected:
                self.pointed[o.value] += 1
                found[s.value] = min(o.value, found.get(s.value, o.value))
        return found

    def _of_class(self, name: str) -> list[str]:
        of = ox.NamedNode(ids.ONTOLOGY + name)
        found = self.store.quads_for_pattern(None, ox.NamedNode(TYPE), of, ox.DefaultGraph())
        return sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)} - self.rejected)

    def entries(self) -> list[Entry]:
        """Things, then concepts, by class and IRI."""
        keys, realised = self._values("sortKey"), self._values("realises")
        made = []
        for kind in (*THINGS, *CONCEPTS):
            for iri in self._of_class(kind):
                zh, en = self._name(iri, "zh"), self._name(iri, "en")
                en = en or self._name(realised.get(iri, ""), "en")
                others = tuple(sorted({*self.others.get(iri, ()), *(n for _, n in self.names.get(iri, ()))} - {zh, en}))
                made.append(Entry(iri, kind, zh, en, others, spelled(iri, kind, zh, others, keys), self.pointed[iri]))
        return made

    def _name(self, iri: str, lang: str) -> str:
        return min((n for tag, n in self.names.get(iri, ()) if tag.startswith(lang)), default="")

    def figures(self) -> list[Figure]:
        """Every outcome that is stated, by class, in the order of the reports and of their texts."""
        evidence, start, source = self._values("evidence"), self._values("start"), self._values("source")

        def place(iri: str) -> tuple[str, int, str]:
            return source.get(iri, ""), int(start.get(evidence.get(iri, ""), "0")), iri

        written, surface, scope = self._values("metricAsWritten"), self._values("surface"), self._values("scope")
        made = []
        for kind in OUTCOMES:
            for iri in sorted(self._of_class(kind), key=place):
                about, award = self.of["about"].get(iri, ""), self.of["award"].get(iri, "")
                words = (self._name(about, "zh"), self._name(award, "zh"), written.get(iri, ""), scope.get(iri, ""),
                         surface.get(iri, ""))  # fmt: skip
                made.append(Figure(iri, kind, self.of["metric"].get(iri, ""), " ".join(filter(None, words))))
        return made

    def sentences(self) -> list[Sentence]:
        """Every sentence that a passage of the graph stands in, once, in the order of the reports and of their texts."""
        source, start, section = self._values("source"), self._values("sentenceStart"), self._values("sectionPath")
        found = {
            (source.get(s.value, ""), int(start.get(s.value, "0"))): (
                section.get(s.value, ""),
                o.value.replace("\n", " "),
            )
            for s, o in self._column(ids.ONTOLOGY + "sentence")
        }
        return [Sentence(report, at, path, text) for (report, at), (path, text) in sorted(found.items())]


def spelled(iri: str, kind: str, zh: str, others: tuple[str, ...], keys: dict[str, str]) -> tuple[str, ...]:
    """The pinyin of a thing's names; a concept's own alone: few are in use, and its code often spells it."""
    if kind in CONCEPTS:
        code = iri.rpartition("/")[2].replace("-", " ")
        return (code if kind != "Metric" else ids.pinyin(zh),) if zh else ()
    own = keys.get(iri) or (ids.pinyin(zh) if zh else "")
    return (own, *(ids.pinyin(n) for n in others if not n.isascii()))
