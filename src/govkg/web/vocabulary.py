"""/query/vocabulary.json: the words that the editor of the SPARQL page completes: classes, properties, concepts and prefixes.

Each is found by its name, its Chinese words, their pinyin and initials, and its English words.
"""

from __future__ import annotations

import re

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from govkg import query, resources
from govkg.query import PREFIXES
from govkg.web import frame, openapi
from govkg.web.state import Edition

MOST = 5000  # concepts
TYPE, LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
FIELDS = ("name", "kind", "zh", "en", "pinyin", "initials")
CONCEPTS = f"""
SELECT DISTINCT ?x ?name (LANG(?name) AS ?lang) {{ ?x a skos:Concept ; skos:prefLabel ?name }} ORDER BY ?x ?lang LIMIT {2 * MOST}
"""
KINDS = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property"}


async def served(request: Request) -> Response:
    """The vocabulary of the release: terms as rows of ``fields``, and what each prefix stands for."""
    terms = await frame.kept(request, "vocabulary", collected)
    return openapi.jsoned({"fields": FIELDS, "terms": terms, "prefixes": PREFIXES})


def collected(now: Edition) -> list[list[str]]:
    """Every term, by its name."""
    found: dict[str, dict[str, str]] = {}
    concepts = (
        ("concept", str(r["x"]), str(r["name"]), str(r["lang"])) for r in query.execute(now.kg.store, CONCEPTS)[1]
    )
    for kind, iri, name, lang in (*terms(), *concepts):
        if (short := name_of(iri)) and lang in ("zh", "en"):
            made = found.setdefault(short, {"name": short, "kind": kind, "zh": "", "en": ""})
            made[lang] = made[lang] or name
    for prefix, base in PREFIXES.items():
        found.setdefault(f"{prefix}:", {"name": f"{prefix}:", "kind": "prefix", "zh": "", "en": base})
    whole = ({**term, **spoken(term["zh"])} for _, term in sorted(found.items()))
    return [[term[f] for f in FIELDS] for term in whole]


def terms() -> list[tuple[str, str, str, str]]:
    """The classes and properties of the ontology with their labels: kind, IRI, label, language.

    >>> ("class", "https://w3id.org/govkg/ontology#Reform", "改革", "zh") in terms()
    True
    """
    triples = [q.triple for q in ox.parse(path=str(resources.path("ontology/govkg.ttl")), format=ox.RdfFormat.TURTLE)]
    kinds = {
        str(t.subject): KINDS[name]
        for t in triples
        if t.predicate.value == TYPE and isinstance(t.object, ox.NamedNode)
        and (name := t.object.value.removeprefix(PREFIXES["owl"])) in KINDS and isinstance(t.subject, ox.NamedNode)
    }  # fmt: skip
    return sorted(
        (kinds[str(t.subject)], t.subject.value, t.object.value, t.object.language or "")
        for t in triples
        if t.predicate.value == LABEL and str(t.subject) in kinds
        and isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.Literal)
    )  # fmt: skip


def name_of(iri: str) -> str:
    """A term with its prefix; empty for what has none.

    >>> name_of("https://w3id.org/govkg/ontology#Reform"), name_of("https://w3id.org/govkg/vocab/level/outcome")
    ('gov:Reform', 'vocab:level/outcome')
    """
    found = (f"{p}:{iri.removeprefix(base)}" for p, base in PREFIXES.items() if iri.startswith(base) and iri != base)
    return next(found, "")


def spoken(zh: str) -> dict[str, str]:
    """Chinese words as pinyin without tones, and the initials.

    >>> spoken("改革")
    {'pinyin': 'gaige', 'initials': 'gg'}
    """
    from pypinyin import Style, lazy_pinyin  # slow to load

    letters = "".join(re.findall(r"[\u4e00-\u9fff]", zh))
    return {
        "pinyin": "".join(lazy_pinyin(letters)),
        "initials": "".join(lazy_pinyin(letters, style=Style.FIRST_LETTER)),
    }
