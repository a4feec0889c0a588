"""/ontology: the terms of the ontology as a page of the explorer, each class with a case from the graph and its words.

An anchor is a term's local name, so that ``https://w3id.org/govkg/ontology#Reform`` arrives where the class is told. The whole
handbook, with its pictures and every concept, stays one file: ``/ontology.html``.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from govkg import expressions, ids, messages, ontology, questions, rdf
from govkg.handbook import model, vocabularies
from govkg.handbook.examples import Cases, Example
from govkg.handbook.model import OWL, RDFS, Both, Entry, Ontology
from govkg.store import View
from govkg.web import frame, naming
from govkg.web.state import Edition

Data = dict[str, Any]
SAMPLE = 200  # members of a class among which its example is looked for
HOPS = 2  # from a member to its passage, from there to the report
QUESTIONS = 6  # that a class names before the rest is counted
NAMED = re.compile("\ue000([^\ue000\ue001]*)\ue001")
DEFAULT = ox.DefaultGraph()


async def page(request: Request, headers: dict[str, str]) -> Response:
    """The page of the ontology in the language of the interface, made once for a release."""
    lang = frame.tongue(request).lang
    found = await frame.kept(request, f"terms {lang}", lambda now: told(now, lang))
    title = messages.text("web.ontology.title", lang)
    return await frame.answer(request, frame.Page("ontology.html", title, found, headers=headers))


def told(now: Edition, lang: str) -> Data:
    """Everything that the template ``ontology.html`` shows; its JSON twin."""
    terms = model.read()
    members, counts = sampled(now.kg.store, terms)
    cases = Cases(around(now.kg.store, members))
    writer = Writer(terms, cases, counts, lang)
    about = {o.language: o.value for o in terms.header[rdf.DCTERMS + "description"] if isinstance(o, ox.Literal)}
    cited = next(o.value for o in terms.header[rdf.DCTERMS + "bibliographicCitation"] if isinstance(o, ox.Literal))
    return {
        "iri": ids.ONTOLOGY.rstrip("#"), "version": ontology.version().rpartition("/")[2], "version_iri": ontology.version(),
        "about": about[lang], "cite": cited, "tree": [writer.branch(e, frozenset()) for e in terms.roots()],
        "classes": [writer.class_(e) for e in model.ordered(terms)],
        "objects": [writer.property_(e) for e in terms.of("object")], "datatypes": [writer.property_(e) for e in terms.of("datatype")],
        "vocabularies": [
            {"name": s["id"], "iri": ids.VOCAB + s["id"], "label": s[lang], "definition": s[f"definition_{lang}"], "count": n}
            for s, n in vocabularies.counts()
        ],
    }  # fmt: skip


def sampled(store: View, terms: Ontology) -> tuple[list[str], dict[str, int]]:
    """The first members of every class by their IRIs, and how many each class has."""
    found: set[str] = set()
    counts = {}
    for entry in terms.of("class"):
        quads = store.quads_for_pattern(None, rdf.RDF_TYPE, ox.NamedNode(ids.ONTOLOGY + entry.name), DEFAULT)
        every = [q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)]
        counts[entry.name] = len(every)
        found.update(heapq.nsmallest(SAMPLE, every))
    return sorted(found), counts


def around(store: View, members: Iterable[str]) -> Iterator[ox.Quad]:
    """What the sources say of some nodes and of the nodes they point to: enough to show a case with its words."""
    seen: set[str] = set()
    wanted = list(members)
    for _ in range(HOPS + 1):
        further: set[str] = set()
        for iri in wanted:
            seen.add(iri)
            for q in store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
                if q.graph_name == DEFAULT:  # the union of the others
                    continue
                yield q
                if isinstance(q.object, ox.NamedNode) and q.object.value.startswith((ids.ID, ids.VOCAB)):
                    further.add(q.object.value)
        wanted = sorted(further - seen)


class Writer:
    """Terms as plain data in one language."""

    def __init__(self, terms: Ontology, cases: Cases, counts: dict[str, int], lang: str) -> None:
        self.terms, self.cases, self.counts, self.lang = terms, cases, counts, lang
        self.titles = {q.name: self.one(q.title) for q in questions.all()}

    def one(self, words: Both) -> str:
        """Of a pair of words the one in this language; the other where there is none."""
        return words[self.lang == "en"] or words[0]

    def branch(self, entry: Entry, above: frozenset[str]) -> Data:
        """A class with the classes below it."""
        below = [
            self.branch(self.terms.entries[n], above | {entry.name})
            for n in entry.children
            if n not in above | {entry.name}
        ]
        return {**self.link(entry.name), "below": below}

    def link(self, name: str) -> Data:
        """A term by its name, as a link shows it."""
        return {"name": name, "label": self.one(self.terms.entries[name].label)}

    def links(self, names: Iterable[str]) -> list[Data]:
        """Several, each once."""
        return [self.link(n) for n in dict.fromkeys(names) if n in self.terms.entries]

    def head(self, entry: Entry) -> Data:
        """What every term is told with."""
        return {
            "name": entry.name, "label": self.one(entry.label), "other": entry.label[self.lang == "zh"],
            "definition": self.one(entry.definition), "parents": self.links(entry.parents),
            "aligned": [{"relation": messages.text(f"axiom.{a.relation}", self.lang), "target": a.target, "iri": a.iri,
                         "reason": self.one(a.reason)} for a in entry.alignments],
        }  # fmt: skip

    def class_(self, entry: Entry) -> Data:
        """A class: what it is, where it stands, what is said of its members, who asks for it, a case."""
        asked = [{"name": q, "title": self.titles[q]} for q in entry.questions]
        example = self.cases.find(entry, self.terms)
        return self.head(entry) | {
            "children": self.links(entry.children),
            "equivalent": [self.words(t) for t in entry.axioms.get(OWL + "equivalentClass", ())],
            "properties": self.links(e.name for e in self.terms.using("domain", entry.name)),
            "pointed": self.links(e.name for e in self.terms.using("range", entry.name)),
            "questions": asked[:QUESTIONS], "further": len(asked[QUESTIONS:]), "count": self.counts.get(entry.name, 0),
            "example": self.case(example) if example else {}, "examples": list(entry.examples),
        }  # fmt: skip

    def property_(self, entry: Entry) -> Data:
        """A property: what it means, of what it is said, what it leads to."""
        return self.head(entry) | {
            "domain": [self.words(t) for t in entry.axioms.get(RDFS + "domain", ())],
            "range": [self.words(t) for t in entry.axioms.get(RDFS + "range", ())],
            "is": [messages.text(f"handbook.is.{c}", self.lang) for c in entry.characteristics],
        }

    def words(self, term: expressions.Term) -> list[Data]:
        """A class expression as pieces of text, those that are terms of ours with their names."""
        text = expressions.words(
            self.terms.nodes, term, lambda iri: f"\ue000{iri}\ue001", False, lambda k: messages.text(f"handbook.word.{k}", self.lang),
        )  # fmt: skip
        pieces = []
        for n, piece in enumerate(NAMED.split(text)):
            name = piece.removeprefix(ids.ONTOLOGY)
            if n % 2 and name in self.terms.entries:
                pieces.append(self.link(name))
            elif piece:
                pieces.append({"name": "", "label": naming.short(piece) if n % 2 else piece})
        return pieces

    def case(self, x: Example) -> Data:
        """A case from the graph and the words it stands on."""
        said: Data = {"subject": self.one(x.subject), "statement": x.statement, "inferred": x.inferred}
        value = self.one(x.value)
        said["value"] = value
        p = x.passage
        if p is None:
            return {**said, "quote": {}}
        end = p.left + len(p.exact)
        return {**said, "quote": {
            "before": p.sentence[:p.left], "text": p.exact, "after": p.sentence[end:], "report": p.source, "title": p.title,
            "section": p.section, "start": p.start, "end": p.end, "sentence": p.start - p.left,
        }}  # fmt: skip
