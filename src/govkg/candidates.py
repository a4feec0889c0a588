"""What a parameter may be: things of a class, concepts of a scheme, years, names of metrics; with the statements that name each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox

from govkg import messages, query
from govkg.parameters import BESIDES, CLASSES, GOV, OUTCOMES, VOCAB
from govkg.questions import Parameter


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value to pass, the terms that it stands for, the words to show, and how many statements name it."""

    value: str
    terms: tuple[ox.NamedNode | ox.Literal, ...]
    label: str
    count: int


# Statements that point to a thing or hold a concept; each shows its words.
THINGS = """SELECT ?x ?name (COUNT(DISTINCT ?s) AS ?n) WHERE {{
  {{ SELECT DISTINCT ?x ?name {{ VALUES ?class {{ {classes} }} ?x a ?class ; rdfs:label ?name FILTER(LANG(?name) = "zh") }} }}
  OPTIONAL {{ ?s ?p ?x ; gov:evidence ?words FILTER(?p != gov:mentionedIn) }}
}} GROUP BY ?x ?name"""
CONCEPTS = """SELECT ?x ?name (COUNT(DISTINCT ?s) AS ?n) WHERE {{
  ?x skos:inScheme <{scheme}> ; skos:prefLabel ?name FILTER(LANG(?name) = {lang})
  OPTIONAL {{ ?s ?p ?x ; gov:evidence ?words }}
}} GROUP BY ?x ?name"""
KINDS = """SELECT ?x ?name (COUNT(DISTINCT ?s) AS ?n) WHERE {{
  VALUES ?x {{ {classes} }}
  OPTIONAL {{ ?x rdfs:label ?name FILTER(LANG(?name) = {lang}) }}
  OPTIONAL {{ ?s a ?x ; gov:evidence ?words }}
}} GROUP BY ?x ?name"""
YEARS = """SELECT ?x (SUM(?many) AS ?n) WHERE {
  { SELECT ?x (COUNT(*) AS ?many) { ?s gov:periodStartYear ?year BIND(STR(?year) AS ?x) } GROUP BY ?x }
  UNION { SELECT ?x (COUNT(*) AS ?many) { ?s a gov:Report ; gov:covers ?covers BIND(SUBSTR(?covers, 1, 4) AS ?x) } GROUP BY ?x }
} GROUP BY ?x"""
METRICS = "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s gov:metricAsWritten ?x } GROUP BY ?x"


def of(kg: query.View, p: Parameter, lang: str) -> list[Candidate]:
    """What a parameter may be in this graph, by value; nothing for what is no list (statements, releases, numbers)."""
    if p.type == "entity":
        return _things(kg, p)
    if p.type == "concept":
        return _kinds(kg, lang) if p.of == "outcome" else _concepts(kg, p, lang)
    if p.type == "year":
        return [
            Candidate(x, (ox.Literal(int(x)),), x, n) for x, n in _plain(kg, YEARS) if x.isdecimal() and len(x) == 4
        ]
    if p.type == "text" and p.name == "metric":
        found = [Candidate(x, (ox.Literal(x),), x, n) for x, n in _plain(kg, METRICS)]
        return sorted(found, key=lambda c: (-c.count, c.value))
    return []


def _plain(kg: query.View, text: str) -> list[tuple[str, int]]:
    rows = query.execute(kg.store, text)[1]
    return sorted((str(row["x"]), int(str(row["n"]))) for row in rows if row["x"] is not None)


def _named(kg: query.View, text: str) -> list[tuple[str, str, int]]:
    """(IRI, label, count), by IRI; the first label where there are several."""
    found: dict[str, tuple[str, str, int]] = {}
    rows = query.execute(kg.store, text)[1]
    for row in sorted(rows, key=lambda r: (str(r["x"]), str(r["name"]))):
        if row["x"] is not None:
            found.setdefault(str(row["x"]), (str(row["x"]), str(row["name"] or ""), int(str(row["n"]))))
    return list(found.values())


def _things(kg: query.View, p: Parameter) -> list[Candidate]:
    """Things by their label; those that share one stand together, as a question takes them."""
    classes = sorted({c for group in p.of.split() for c in CLASSES[group]})
    together: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for iri, name, n in _named(kg, THINGS.format(classes=" ".join(f"gov:{c}" for c in classes))):
        together[name].append((iri, n))
    return [
        Candidate(name, tuple(ox.NamedNode(iri) for iri, _ in found), name, sum(n for _, n in found))
        for name, found in sorted(together.items())
    ]


def _kinds(kg: query.View, lang: str) -> list[Candidate]:
    codes = {GOV + name: code for code, name in OUTCOMES.items()}
    text = KINDS.format(classes=" ".join(f"<{iri}>" for iri in codes), lang=ox.Literal(lang))
    return [Candidate(codes[iri], (ox.NamedNode(iri),), name or codes[iri], n) for iri, name, n in _named(kg, text)]


def _concepts(kg: query.View, p: Parameter, lang: str) -> list[Candidate]:
    base = f"{VOCAB}{p.of}/"
    found = _named(kg, CONCEPTS.format(scheme=base.rstrip("/"), lang=ox.Literal(lang)))
    known = [Candidate(iri.removeprefix(base), (ox.NamedNode(iri),), name, n) for iri, name, n in found]
    codes = {c.value for c in known}
    besides = [c for c in BESIDES.get(p.of, ()) if c not in codes]
    return known + [
        Candidate(code, (ox.NamedNode(base + code),), messages.text(f"form.{code}", lang), 0) for code in besides
    ]
