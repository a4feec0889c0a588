"""Axioms that a user adds to the ontology. To a reasoner a misspelt word is one of which it knows nothing: so it is looked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from govkg import files, resources, terms
from govkg.errors import CallerError
from govkg.rdf import GOV, RDF_TYPE
from govkg.reason.rules import OWL, RDF, turtle

PREFIX = re.compile(r"^@prefix\s[^\n]*\.$", re.MULTILINE)
MEMBER = re.compile(re.escape(RDF) + r"_[1-9][0-9]*|" + re.escape(RDF) + "langRange")  # not in the list of rdf: terms
COUNTS = ("minCardinality", "maxCardinality", "cardinality")
QUALIFIED = ("minQualifiedCardinality", "maxQualifiedCardinality", "qualifiedCardinality")
FILLERS = ("someValuesFrom", "allValuesFrom", "hasValue", "hasSelf", *COUNTS, *QUALIFIED)


@dataclass(frozen=True, slots=True)
class Added:
    """Turtle to be put behind the ontology, and how many triples it holds."""

    text: str
    triples: int


def read(path: Path) -> Added:
    """The axioms of a Turtle file, in which the ontology's prefixes are known.

    Raises CallerError ``file.missing`` and its like when it cannot be read, ``reason.axioms`` when it is no Turtle,
    ``reason.empty`` when it holds no triple, ``reason.unknown`` when it speaks of a term of the ontology or of RDF, RDFS, OWL,
    XSD, SKOS, DCTERMS or PROV that there is not, ``reason.restriction`` when a restriction says nothing.
    """
    try:
        text = files.read(path).decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise CallerError(
            "reason.axioms", "these axioms are not UTF-8", where=str(path), cure="save them as UTF-8"
        ) from e
    try:
        triples = [q.triple for q in parse(prefixes() + "\n" + text, format=RdfFormat.TURTLE)]
    except (ValueError, SyntaxError) as e:
        told = re.sub(r"\bline (\d+)", lambda m: f"line {int(m[1]) - 1}", str(getattr(e, "msg", None) or e))
        what = f"these axioms cannot be read ({told})"
        raise CallerError("reason.axioms", what, where=str(path), cure="write them as Turtle") from e
    if not triples:
        raise CallerError("reason.empty", "the file holds no triple", where=str(path), cure="write axioms as Turtle")
    _known(triples, path)
    _restrictions(triples, path)
    return Added(text, len(set(triples)))


@lru_cache(maxsize=1)
def prefixes() -> str:
    """The prefixes of the ontology, in one line."""
    return " ".join(PREFIX.findall(resources.path("ontology/govkg.ttl").read_text(encoding="utf-8")))


def _known(triples: list[Triple], path: Path) -> None:
    """Raises CallerError ``reason.unknown`` for the first name that there is not, with the nearest."""
    every = [*turtle(), *triples]
    declared = {t.subject.value for t in every if t.predicate == RDF_TYPE and isinstance(t.subject, NamedNode)}
    for iri in sorted(_used(triples)):
        if iri.startswith(GOV) and iri not in declared:
            near = terms.nearest(iri, (i for i in declared if i.startswith(GOV))).removeprefix(GOV)
            raise CallerError(
                "reason.unknown", f"there is no gov:{iri.removeprefix(GOV)}", where=str(path),
                cure=f"the nearest is gov:{near}; declare a term of your own with a type" if near
                else "declare it with a type",
            )  # fmt: skip
        space = next((s for s in terms.outside() if iri.startswith(s)), "")
        local = iri.removeprefix(space)
        if space and local and local not in terms.outside()[space] and not MEMBER.fullmatch(iri):
            near = terms.nearest(iri, (space + name for name in terms.outside()[space]))
            raise CallerError(
                "reason.unknown", f"there is no {_short(iri)}", where=str(path),
                cure=f"the nearest is {_short(near)}" if near else "look up the name in its vocabulary",
            )  # fmt: skip


def _used(triples: Iterable[Triple]) -> set[str]:
    nodes = [n for t in triples for n in (t.subject, t.predicate, t.object)]
    return {
        n.datatype.value if isinstance(n, Literal) else n.value for n in nodes if isinstance(n, NamedNode | Literal)
    }


def _short(iri: str) -> str:
    """An IRI by the ontology's prefixes."""
    for prefix, space in re.findall(r"@prefix\s+([\w-]+):\s*<([^<>]*)>", prefixes()):
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return f"<{iri}>"


def _restrictions(triples: list[Triple], path: Path) -> None:
    """Raises CallerError ``reason.restriction`` for one of which a part is missing: to OWL it would say nothing."""
    parts: dict[object, dict[str, str]] = defaultdict(dict)
    for t in triples:
        name = t.object.value if isinstance(t.object, NamedNode | Literal | BlankNode) else ""
        key = (
            "Restriction"
            if t.predicate == RDF_TYPE and name == OWL + "Restriction"
            else t.predicate.value.removeprefix(OWL)
        )
        parts[t.subject][key] = name
    for found in parts.values():
        tie = found.get("onProperty")
        about = f"the restriction on {_short(tie)}" if tie and ":" in tie else "a restriction"
        if (tie or "Restriction" in found) and not found.keys() & {*FILLERS}:
            what, cure = (
                f"{about} says nothing",
                "add owl:someValuesFrom, owl:allValuesFrom, owl:hasValue or a cardinality",
            )
        elif found.keys() & {"Restriction", *FILLERS} and not (tie or "onProperties" in found):
            what, cure = "a restriction names no property", "add owl:onProperty"
        elif found.keys() & {*QUALIFIED} and not found.keys() & {"onClass", "onDataRange"}:
            what, cure = f"{about} counts members of no class", "add owl:onClass or owl:onDataRange"
        else:
            continue
        raise CallerError("reason.restriction", what, where=str(path), cure=cure)
