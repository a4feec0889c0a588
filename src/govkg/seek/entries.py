"""What can be found, read from a store once: things and concepts with all their names, figures, sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
OWN = tuple(ids.ID + folder for folder in ("statement/", "derived/"))  # nodes that one report alone speaks of
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


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as its report states it: its place, and the things that its words will name."""

    iri: str
    kind: str
    source: str
    start: int
    metric: str
    about: str
    award: str
    words: str


@dataclass(slots=True)
class Things:
    """What some reports, or the vocabularies, say of things and concepts; what others say can be added."""

    kinds: dict[str, list[str]]  # class → IRIs
    names: dict[str, list[tuple[str, str]]]  # IRI → language and name
    others: dict[str, list[str]]
    keys: dict[str, str]
    realised: dict[str, str]
    pointed: Counter[str]
    shared: set[tuple[str, str, str]]
    rejected: set[str]

    def add(self, more: Things) -> None:
        """Takes what others say."""
        for kind, iris in more.kinds.items():
            self.kinds.setdefault(kind, []).extend(iris)
        for iri, names in more.names.items():
            self.names.setdefault(iri, []).extend(names)
        for iri, others in more.others.items():
            self.others.setdefault(iri, []).extend(others)
        for mine, theirs in ((self.keys, more.keys), (self.realised, more.realised)):
            for iri, value in theirs.items():
                mine[iri] = min(value, mine.get(iri, value))
        self.pointed.update(more.pointed)
        self.shared |= more.shared
        self.rejected |= more.rejected

    def entries(self) -> list[Entry]:
        """Things, then concepts, by class and IRI."""
        weight = self.pointed + Counter(o for _, s, o in self.shared if s not in self.rejected)
        made = []
        for kind in (*THINGS, *CONCEPTS):
            for iri in sorted({*self.kinds.get(kind, ())} - self.rejected):
                zh, en = self.name(iri, "zh"), self.name(iri, "en")
                en = en or self.name(self.realised.get(iri, ""), "en")
                others = tuple(sorted({*self.others.get(iri, ()), *(n for _, n in self.names.get(iri, ()))} - {zh, en}))
                made.append(Entry(iri, kind, zh, en, others, spelled(iri, kind, zh, others, self.keys), weight[iri]))
        return made

    def name(self, iri: str, lang: str) -> str:
        """What a thing is called in a language."""
        return min((n for tag, n in self.names.get(iri, ()) if tag.startswith(lang)), default="")

    def figures(self, stated: Iterable[Stated]) -> list[Figure]:
        """Figures by class, in the order of the reports and of their texts."""
        ranked = sorted(stated, key=lambda s: (OUTCOMES.index(s.kind), s.source, s.start, s.iri))
        return [
            Figure(s.iri, s.kind, s.metric, " ".join(filter(None, (self.name(s.about, "zh"), self.name(s.award, "zh"), s.words))))
            for s in ranked if s.iri not in self.rejected
        ]  # fmt: skip


class Entries:
    """Reads a store, or some of its named graphs; every column once."""

    def __init__(self, store: View, graphs: Sequence[ox.NamedNode] | None = None) -> None:
        self.store = store
        self.graphs: Sequence[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph()] if graphs is None else graphs
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
        self.pointed: Counter[str] = Counter()  # by statements, each of one report alone
        self.shared: set[tuple[str, str, str]] = set()  # property, thing, thing: several reports may say the same
        self.of: dict[str, dict[str, str]] = {name: self._pointing(name) for name in POINTING}

    def _column(self, predicate: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
        for graph in self.graphs:
            for q in self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, graph):
                yield q.subject, q.object  # type: ignore[misc]

    def _values(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for s, o in self._column(ids.ONTOLOGY + name):
            found[s.value] = min(o.value, found.get(s.value, o.value))
        return found

    def _named(self, predicate: str) -> None:
        for s, o in self._column(predicate):
            if isinstance(o, ox.Literal):
                self.names[s.value].append((o.language or "", o.value))

    def _pointing(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for s, o in self._column(ids.ONTOLOGY + name):
            if s.value not in self.rejected:
                if s.value.startswith(OWN):
                    self.pointed[o.value] += 1
                else:
                    self.shared.add((name, s.value, o.value))
                found[s.value] = min(o.value, found.get(s.value, o.value))
        return found

    def _of_class(self, name: str) -> list[str]:
        of, kind = ox.NamedNode(ids.ONTOLOGY + name), ox.NamedNode(TYPE)
        found = (q.subject for graph in self.graphs for q in self.store.quads_for_pattern(None, kind, of, graph))
        return sorted({s.value for s in found if isinstance(s, ox.NamedNode)} - self.rejected)

    def things(self) -> Things:
        """The things and concepts with what is known of them here."""
        return Things(
            {kind: self._of_class(kind) for kind in (*THINGS, *CONCEPTS)}, self.names, self.others, self._values("sortKey"),
            self._values("realises"), self.pointed, self.shared, self.rejected,
        )  # fmt: skip

    def stated(self) -> list[Stated]:
        """Every outcome that is stated, as the things that it names."""
        evidence, start, source = self._values("evidence"), self._values("start"), self._values("source")
        written, surface, scope = self._values("metricAsWritten"), self._values("surface"), self._values("scope")
        of = self.of
        return [
            Stated(iri, kind, source.get(iri, ""), int(start.get(evidence.get(iri, ""), "0")), of["metric"].get(iri, ""),
                   of["about"].get(iri, ""), of["award"].get(iri, ""),
                   " ".join(filter(None, (written.get(iri, ""), scope.get(iri, ""), surface.get(iri, "")))))
            for kind in OUTCOMES for iri in self._of_class(kind)
        ]  # fmt: skip

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
