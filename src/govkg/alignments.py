"""How the ontology's terms relate to other vocabularies: ``ontology/alignments.ttl``, made from a table, each with its reason.

``ontology/vocabularies/alignments.tsv`` has one row a relation; each outside term stands in ``ontology/imports/NAME.tsv``
with its label and, in the file's head, the standard and where it was read. A term that stands in no excerpt is refused.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache

from govkg import files, ids, resources, vocab
from govkg.errors import CuratorError

IRI = "https://w3id.org/govkg/alignments"
LOGICAL = {"rdfs:subClassOf": "class", "rdfs:subPropertyOf": "property", "owl:equivalentClass": "class"}
MAPPINGS = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
PREFIXES = {
    "gov": ids.ONTOLOGY,
    "cids": "https://ontology.commonapproach.org/cids#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "iati": "https://iatistandard.org/en/iati-standard/203/activity-standard/iati-activities/iati-activity/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
}
KINDS = {"class": "owl:Class", "object property": "owl:ObjectProperty", "datatype property": "owl:DatatypeProperty"}


@lru_cache(maxsize=1)
def imported() -> dict[str, vocab.Row]:
    """Every outside term that the excerpts of ``ontology/imports`` hold, by IRI, with the excerpt it is from.

    >>> imported()["http://www.w3.org/ns/prov#Entity"]["excerpt"]
    'prov'
    """
    files = sorted(resources.path("ontology/imports").glob("*.tsv"))
    return {row["iri"]: {**row, "excerpt": path.stem} for path in files for row in vocab.rows(path)}


def expand(name: str) -> str:
    """The IRI of a prefixed name; raises CuratorError where it stands in no excerpt and is no term of our own.

    >>> expand("prov:Entity")
    'http://www.w3.org/ns/prov#Entity'
    """
    prefix, _, local = name.partition(":")
    iri = PREFIXES.get(prefix, "") + local
    if prefix == "gov" or iri in imported():
        return iri
    raise CuratorError("alignment.unknown", f"{name} stands in no excerpt of ontology/imports",
                       where="alignments.tsv", cure="read it in the standard and add it there with its origin")  # fmt: skip


def turtle(rows: Sequence[vocab.Row] | None = None) -> str:
    """The alignments as Turtle: outside terms declared, each relation with its reason in both languages."""
    table = vocab.table("alignments") if rows is None else rows
    lines = ["# Made from vocabularies/alignments.tsv by python -m govkg.alignments; do not edit."]
    lines += [f"@prefix {prefix}: <{space}> ." for prefix, space in sorted(PREFIXES.items())]
    lines += ["", f"<{IRI}> a owl:Ontology ;", f"    owl:imports <{ids.ONTOLOGY.rstrip('#')}> .", ""]
    lines += [f"{mapping} a owl:AnnotationProperty ." for mapping in MAPPINGS]
    logical = sorted({row["target"] for row in table if row["relation"] in LOGICAL})
    lines += [f"{_name(target)} a {KINDS[imported()[expand(target)]['kind']]} ." for target in logical]
    for row in sorted(table, key=lambda r: (r["term"], r["relation"], r["target"])):
        if row["relation"] not in (*LOGICAL, *MAPPINGS):
            raise CuratorError("alignment.relation", f"{row['relation']} is no relation of alignments",
                               where="alignments.tsv", cure=f"one of {', '.join((*LOGICAL, *MAPPINGS))}")  # fmt: skip
        term, target = f"gov:{row['term']}", _name(row["target"])
        lines += [
            "",
            f"{term} {row['relation']} {target} .",
            f"[] a owl:Axiom ; owl:annotatedSource {term} ; owl:annotatedProperty {row['relation']} ; owl:annotatedTarget {target} ;",
            f"    rdfs:comment {_text(row['reason_zh'])}@zh , {_text(row['reason_en'])}@en .",
        ]
    return "\n".join(lines) + "\n"


def _name(name: str) -> str:
    iri = expand(name)
    return f"<{iri}>" if "/" in name else name


def _text(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main(words: Sequence[str]) -> int:
    """Writes ``ontology/alignments.ttl``; with ``--check`` only says whether it is stale (exit code 1)."""
    path = resources.path("ontology") / "alignments.ttl"
    return files.keep({path: turtle().encode()}, "govkg.alignments", words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
