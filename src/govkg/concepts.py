"""The tables of vocabularies as SKOS: concepts with labels and definitions in both languages, sorted, no blank nodes.

``ontology/vocabularies/*.ttl`` and the vocabulary graph of a release are both written from here; the tables are the source.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from govkg import files, ids, resources, vocab
from govkg.rdf import DCTERMS, GOV, RDF_TYPE, gov

SKOS = "http://www.w3.org/2004/02/skos/core#"
GRAPH = ids.graph("vocabulary")
TABLES = ("concepts", "metrics", "schemes", "units", "places", "organisations")
PREFIXES = {"gov": GOV, "skos": SKOS, "dcterms": DCTERMS}
Triples = Iterator[Triple]


def triples(table: str) -> list[Triple]:
    """The concepts of a table, each triple once, sorted; [] for a table that holds no concepts."""
    makers = {
        "concepts": _concepts, "metrics": _metrics, "schemes": _schemes, "units": _units, "places": _places,
        "organisations": _organisations,
    }  # fmt: skip
    return sorted(set(makers[table]()), key=str)


def turtle(table: str) -> bytes:
    """The Turtle file of a table; the same table gives the same bytes."""
    data = serialize(triples(table), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    assert data is not None
    lines = data.split(b"\n")
    count = sum(line.startswith(b"@prefix") for line in lines)
    head = f"# Made from {table}.tsv by python -m govkg.concepts; do not edit.\n".encode()
    return head + b"\n".join([*sorted(lines[:count]), *lines[count:]])


def unit_iris() -> dict[str, str]:
    """Units as written → the IRI of their concept: QUDT's where it has one, else one of ours."""
    return {w: r["qudt"] or ids.concept("unit", r["id"]) for r in vocab.table("units") for w in r["written"].split("|")}


def _concept(scheme: str, row: vocab.Row, iri: str = "") -> Triples:
    node = NamedNode(iri or ids.concept(scheme, row["id"]))
    yield Triple(node, RDF_TYPE, NamedNode(SKOS + "Concept"))
    yield Triple(node, NamedNode(SKOS + "inScheme"), NamedNode(ids.VOCAB + scheme))
    for lang in ("zh", "en"):
        if row.get(lang):
            yield Triple(node, NamedNode(SKOS + "prefLabel"), Literal(row[lang], language=lang))
        if definition := row.get(f"definition_{lang}") or (row.get("definition", "") if lang == "zh" else ""):
            yield Triple(node, NamedNode(SKOS + "definition"), Literal(definition, language=lang))
    for alias in filter(None, row.get("aliases", "").split("|")):
        if alias != row["zh"]:
            yield Triple(node, NamedNode(SKOS + "altLabel"), Literal(alias, language="zh"))
    yield Triple(node, NamedNode(DCTERMS + "source"), Literal(row["origin"]))


def _concepts() -> Triples:
    for row in vocab.table("conceptschemes"):
        node = NamedNode(ids.VOCAB + row["id"])
        yield Triple(node, RDF_TYPE, NamedNode(SKOS + "ConceptScheme"))
        for lang in ("zh", "en"):
            yield Triple(node, NamedNode(SKOS + "prefLabel"), Literal(row[lang], language=lang))
            yield Triple(node, NamedNode(SKOS + "definition"), Literal(row[f"definition_{lang}"], language=lang))
        yield Triple(node, NamedNode(DCTERMS + "source"), Literal(row["origin"]))
    for row in vocab.table("concepts"):
        yield from _concept(row["scheme"], row)


def _metrics() -> Triples:
    for row in vocab.table("metrics"):
        node = NamedNode(ids.concept("metric", row["id"]))
        yield from _concept("metric", row)
        yield Triple(node, RDF_TYPE, gov("Metric"))
        yield Triple(node, gov("resultLevel"), NamedNode(ids.concept("level", row["result_level"])))
        yield Triple(node, gov("polarity"), NamedNode(ids.concept("polarity", row["polarity"])))
        yield Triple(node, gov("quantityKind"), Literal(row["quantity_kind"]))


def _schemes() -> Triples:
    for row in vocab.table("schemes"):
        yield from _concept("scheme", row)
        yield Triple(NamedNode(ids.concept("scheme", row["id"])), RDF_TYPE, gov("Scheme"))
    for row in vocab.table("scheme-variants"):
        variant, of = (NamedNode(ids.concept("scheme", row[name])) for name in ("scheme", "of"))
        yield Triple(variant, NamedNode(SKOS + "broader"), of)


def _units() -> Triples:
    for row in vocab.table("units"):
        yield from _concept("unit", {**row, "aliases": row["written"]}, row["qudt"] or ids.concept("unit", row["id"]))
        if row["ucum"]:
            node = NamedNode(row["qudt"] or ids.concept("unit", row["id"]))
            yield Triple(node, NamedNode("http://qudt.org/schema/qudt/ucumCode"), Literal(row["ucum"]))


def _places() -> Triples:
    short: dict[str, set[str]] = {}
    for row in (*vocab.table("places"), *vocab.table("districts")):
        code = row["code"] or ids.slug(row["zh"])
        short.setdefault(code, set()).add(row["short"])
        yield from _concept("place", {**row, "id": code, "aliases": "|".join(sorted(short[code]))})
        node = NamedNode(ids.concept("place", code))
        if row["code"]:
            yield Triple(node, NamedNode(SKOS + "notation"), Literal(code))
        if row["parent"]:
            yield Triple(node, NamedNode(SKOS + "broader"), NamedNode(ids.concept("place", row["parent"])))


def body(name: str) -> NamedNode:
    """The concept of a body by its full name.

    >>> body("财政部").value
    'https://w3id.org/govkg/vocab/body/cai-zheng-bu'
    """
    return NamedNode(ids.concept("body", ids.slug(name)))


def _organisations() -> Triples:
    words: dict[str, set[str]] = {}
    for row in vocab.table("organisations"):
        words.setdefault(row["full"], set()).add(row["word"])
    for row in vocab.table("bodies"):
        name = row["zh"]
        yield from _concept("body", {**row, "id": ids.slug(name), "aliases": "|".join(sorted(words.get(name, ())))})
        yield Triple(body(name), RDF_TYPE, gov("KnownBody"))
        kind = NamedNode(ids.concept("organisationType", row["type"]))
        yield Triple(body(name), NamedNode(DCTERMS + "type"), kind)
    for row in vocab.table("successions"):
        node = NamedNode(ids.concept("succession", row["id"]))
        yield Triple(node, RDF_TYPE, gov("Reorganisation"))
        yield Triple(node, gov("effective"), Literal(row["effective"]))
        kind = NamedNode(ids.concept("reorganisation", row["kind"]))
        yield Triple(node, gov("reorganisationKind"), kind)
        yield Triple(node, NamedNode(DCTERMS + "source"), Literal(row["origin"]))
        for later in row["resulting"].split("|"):
            yield Triple(node, gov("resultingBody"), body(later))
        for earlier in row["former"].split("|"):
            yield Triple(node, gov("formerBody"), body(earlier))
            for later in row["resulting"].split("|"):
                yield Triple(body(later), gov("succeeds"), body(earlier))


def main(words: Sequence[str]) -> int:
    """Writes ``ontology/vocabularies/*.ttl`` from the tables; with ``--check`` only says which are stale (exit code 1)."""
    folder = resources.path("ontology/vocabularies")
    return files.keep({folder / f"{table}.ttl": turtle(table) for table in TABLES}, "govkg.concepts", words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
