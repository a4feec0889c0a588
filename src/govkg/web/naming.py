"""What a page calls the nodes of the graph: terms of the ontology, concepts, things, reports, in the page's two languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox

from govkg import ids, messages, resources
from govkg.analysis.model import Both, Thing
from govkg.analysis.profile import Source
from govkg.query import PREFIXES

LABEL = PREFIXES["rdfs"] + "label"
BORROWED = {
    "rdf:type": "type", "rdfs:label": "label", "skos:prefLabel": "label", "skos:altLabel": "aliases", "skos:definition": "definition",
    "skos:broader": "broader", "skos:narrower": "narrower", "skos:inScheme": "scheme", "skos:notation": "notation",
    "skos:example": "example", "skos:exactMatch": "match", "skos:closeMatch": "match", "dcterms:title": "title", "dcterms:source": "origin",
    "dcterms:issued": "issued", "dcterms:license": "licence", "dcterms:type": "type", "prov:wasDerivedFrom": "derived",
    "skos:topConceptOf": "scheme", "qudt:hasUnit": "unit", "skos:Concept": "concept", "skos:ConceptScheme": "vocabulary",
}  # fmt: skip


@lru_cache(maxsize=1)
def terms() -> Mapping[str, Both]:
    """The names of the ontology's own terms, by IRI."""
    found: dict[str, dict[str, str]] = {}
    path = str(resources.path("ontology/govkg.ttl"))
    for q in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        s, o = q.subject, q.object
        if q.predicate.value == LABEL and isinstance(s, ox.NamedNode) and isinstance(o, ox.Literal):
            found.setdefault(s.value, {})[o.language or ""] = o.value
    return {iri: (n.get("zh", ""), n.get("en", "")) for iri, n in sorted(found.items())}


def short(iri: str) -> str:
    """An IRI with a prefix, where there is one.

    >>> short("https://w3id.org/govkg/ontology#Reform"), short("http://example.org/x")
    ('gov:Reform', 'http://example.org/x')
    """
    fits = [(len(space), name, space) for name, space in PREFIXES.items() if iri.startswith(space)]
    if not fits:
        return iri
    _, name, space = max(fits)
    return f"{name}:{iri.removeprefix(space)}"


def term(iri: str, lang: str) -> str:
    """What a property or class is called; its short IRI where nothing names it.

    >>> term("https://w3id.org/govkg/ontology#Platform", "zh"), term("http://www.w3.org/2004/02/skos/core#broader", "en")
    ('平台', 'broader')
    """
    if iri in terms():
        return terms()[iri][lang == "en"]
    name = short(iri)
    return messages.text(f"web.term.{BORROWED[name]}", lang) if name in BORROWED else name


class Naming:
    """Names for one page: concepts in the language of the data, the rest in that of the interface."""

    def __init__(self, lang: str, data: str, labels: Mapping[str, Both], things: Mapping[str, Thing],
                 reports: Mapping[str, Source]) -> None:  # fmt: skip
        self.lang, self.data, self.labels, self.things, self.reports = lang, data, labels, things, reports

    def concept(self, iri: str) -> str:
        """A concept's name, "" for no IRI; its code where the graph has no name for it."""
        names = self.labels.get(iri)
        return names[self.data == "en"] if names and any(names) else iri.rpartition("/")[2]

    def coded(self, scheme: str, code: str) -> str:
        """The name of a concept by its vocabulary and code, in the interface's language; "" for no code."""
        names = self.labels.get(ids.concept(scheme, code)) if code else None
        return names[self.lang == "en"] if names and any(names) else code

    def node(self, iri: str) -> str:
        """Whatever is known of a node's name; its short IRI else."""
        if iri in self.things:
            return self.things[iri].label
        if iri in self.reports:
            return self.reports[iri].title
        return self.concept(iri) if iri in self.labels else term(iri, self.lang)

    def link(self, iri: str) -> dict[str, str]:
        """A node for a page: name, IRI, class; an empty mapping for no IRI."""
        if not iri:
            return {}
        return {"iri": iri, "name": self.node(iri), "kind": self.things[iri].kind if iri in self.things else ""}
