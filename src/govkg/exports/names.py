"""The names that the JSON-LD of an export uses: the ontology's own, short, with what each value is read as.

The context stands in every file, so that nothing is fetched to read one. It is made from the ontology's edit file: a property
whose values are nodes is read as IRIs, one whose values are Chinese as a map by language, a number as its exact decimal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from govkg import ids, rdf, resources
from govkg.errors import CallerError

PREFIXES = {
    "gov": ids.ONTOLOGY, "id": ids.ID, "vocab": ids.VOCAB, "unit": "http://qudt.org/vocab/unit/",
    "dcterms": rdf.DCTERMS, "qudt": "http://qudt.org/schema/qudt/", "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "skos": "http://www.w3.org/2004/02/skos/core#", "xsd": rdf.XSD,
}  # fmt: skip
LANGUAGE = "@language"
# Terms of others that the graph uses → what their values are.
BORROWED = {
    "rdfs:label": LANGUAGE, "skos:prefLabel": LANGUAGE, "skos:altLabel": LANGUAGE, "skos:definition": LANGUAGE,
    "skos:scopeNote": LANGUAGE, "skos:inScheme": "@id", "skos:broader": "@id", "skos:topConceptOf": "@id", "skos:notation": "",
    "dcterms:title": LANGUAGE, "dcterms:license": "@id", "dcterms:issued": "", "dcterms:source": "", "qudt:hasUnit": "@id",
    "qudt:ucumCode": "", "prov:wasDerivedFrom": "@id",
}  # fmt: skip
OWL = "http://www.w3.org/2002/07/owl#"
RANGE = NamedNode("http://www.w3.org/2000/01/rdf-schema#range")
LANGSTRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
NATIVE = re.compile(r"0|-?[1-9][0-9]{0,14}")  # whole numbers that every reader of JSON keeps, in their one spelling


@lru_cache(maxsize=1)
def terms() -> Mapping[str, tuple[str, str]]:
    """Each property's IRI → its short name and what its values are: ``@id``, ``@language``, the IRI of a datatype, or "".

    >>> terms()[ids.ONTOLOGY + "value"], terms()[ids.ONTOLOGY + "about"][1]
    (('value', 'http://www.w3.org/2001/XMLSchema#decimal'), '@id')
    """
    kinds: dict[str, str] = {}
    ranges: dict[str, str] = {}
    for q in _ontology():
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode):
            if q.predicate == RANGE:
                ranges[q.subject.value] = q.object.value
            elif q.predicate == rdf.RDF_TYPE and q.object.value in (OWL + "ObjectProperty", OWL + "DatatypeProperty"):
                kinds[q.subject.value] = q.object.value
    made = {}
    for iri in sorted(kinds):
        if iri.startswith(ids.ONTOLOGY):
            of = ranges.get(iri, "")
            how = "@id" if kinds[iri] == OWL + "ObjectProperty" else LANGUAGE if of == LANGSTRING else of
            made[iri] = (iri.removeprefix(ids.ONTOLOGY), "" if how == rdf.XSD + "string" else how)
    short = {name for name, _ in made.values()}
    for name, how in BORROWED.items():
        prefix, _, local = name.partition(":")
        if local not in short:  # gov:source is another thing than dcterms:source
            made[PREFIXES[prefix] + local] = (local, how)
    return made


@lru_cache(maxsize=1)
def classes() -> Mapping[str, str]:
    """Each class of the ontology → its short name.

    >>> classes()[ids.ONTOLOGY + "Reform"]
    'Reform'
    """
    taken = {name for name, _ in terms().values()}
    found = {q.subject.value for q in _ontology() if isinstance(q.subject, NamedNode)
             and q.predicate == rdf.RDF_TYPE and q.object == NamedNode(OWL + "Class")}  # fmt: skip
    local = {iri: iri.removeprefix(ids.ONTOLOGY) for iri in sorted(found) if iri.startswith(ids.ONTOLOGY)}
    return {iri: name for iri, name in local.items() if name not in taken}


@lru_cache(maxsize=1)
def context() -> Mapping[str, object]:
    """The context: prefixes, classes, properties. ``export`` is no term: what stands there describes the file and gives no quad.

    >>> context()["export"] is None, context()["surface"]
    (True, 'gov:surface')
    """
    made: dict[str, object] = {"@version": 1.1, "export": None, **PREFIXES}
    for iri, name in classes().items():
        made[name] = compact(iri)
    for iri, (name, how) in sorted(terms().items(), key=lambda row: row[1]):
        if how == LANGUAGE:
            made[name] = {"@id": compact(iri), "@container": LANGUAGE}
        elif how:
            made[name] = {"@id": compact(iri), "@type": how if how == "@id" else compact(how)}
        else:
            made[name] = compact(iri)
    return made


def compact(iri: str) -> str:
    """An IRI with the prefix that it begins with, else as it is.

    Raises CallerError ``export.value`` for an IRI whose scheme is one of the prefixes: it would be read as another.

    >>> compact(ids.ID + "report/wuhan-2021"), compact("https://example.org/a")
    ('id:report/wuhan-2021', 'https://example.org/a')
    """
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and iri != space:
            return f"{prefix}:{iri.removeprefix(space)}"
    if iri.partition(":")[0] in PREFIXES:
        what = "this IRI begins like a prefix of the context, and would be read as another"
        raise CallerError("export.value", what, where=iri, cure="export as nq")
    return iri


def value(term: NamedNode | Literal, how: str) -> object:
    """A value as it stands below a property of that kind; a language map is the caller's.

    >>> value(Literal("60.90", datatype=rdf.DECIMAL), rdf.XSD + "decimal"), value(Literal("12", datatype=rdf.INTEGER), "")
    ('60.90', {'@value': '12', '@type': 'xsd:integer'})
    """
    if isinstance(term, NamedNode):
        iri = compact(term.value)
        return iri if how == "@id" else {"@id": iri}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if kind == how and kind == rdf.INTEGER.value and NATIVE.fullmatch(term.value):
        return int(term.value)
    if kind == how or (not how and kind == rdf.XSD + "string"):
        return term.value
    return {"@value": term.value} if kind == rdf.XSD + "string" else {"@value": term.value, "@type": compact(kind)}


@lru_cache(maxsize=1)
def _ontology() -> tuple[Quad, ...]:
    return tuple(parse(path=str(resources.path("ontology/govkg.ttl")), format=RdfFormat.TURTLE))
