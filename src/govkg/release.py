"""A release: the quads of all sources with what rules conclude from each, the vocabulary, facts tables and a manifest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pyoxigraph import NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse

from govkg import concepts, dataset, derived, edition, facts, ids, manifest, ontology, rdf, resources
from govkg.errors import InternalError
from govkg.judgements import Judged
from govkg.sources import Source
from govkg.statements import Statement

STATUS, OUTCOME, REJECTED = rdf.gov("status"), rdf.gov("outcome"), NamedNode(ids.concept("status", "rejected"))
Read = Sequence[tuple[Source, Sequence[Statement]]]


def quads(
    read_of: Read, frozen: Mapping[tuple[str, str], str] | None = None, judged: Judged | None = None
) -> list[Quad]:
    """Every quad of a release, each once, sorted: a graph a source, one of what follows from it, one across, the vocabulary."""
    units = concepts.unit_iris()
    said: list[Quad] = []
    concluded: list[Quad] = []
    for source, statements in read_of:
        here = rdf.quads(source, statements, units, frozen, judged)
        said += here
        concluded += [*inferred(source.id, standing(here)), *derived.quads(source.id, statements, here)]
    return rdf.ordered([*said, *concluded, *across(standing(said), concluded), *vocabulary()])


def standing(said: Sequence[Quad]) -> Sequence[Quad]:
    """What is said without the statements that a person rejected and those that tie an outcome which a person rejected:
    nothing follows from them.
    """
    out = {q.subject for q in said if q.predicate == STATUS and q.object == REJECTED}
    if not out:
        return said
    out |= {q.subject for q in said if q.predicate == OUTCOME and q.object in out}
    return [q for q in said if q.subject not in out]


@lru_cache(maxsize=1)
def vocabulary() -> tuple[Quad, ...]:
    """The concepts of all vocabularies and the labels of the ontology's terms, in a graph of their own."""
    graph = NamedNode(concepts.GRAPH)
    terms: list[Triple | Quad] = [t for table in concepts.TABLES for t in concepts.triples(table)]
    return tuple(Quad(t.subject, t.predicate, t.object, graph) for t in [*terms, *labels()])


def labels() -> list[Quad]:
    """The labels of the ontology's own terms: questions name the classes of things and statements by them."""
    terms = parse(path=str(resources.path("ontology/govkg.ttl")), format=RdfFormat.TURTLE)
    return [q for q in terms if q.predicate == rdf.LABEL and str(q.subject).startswith(f"<{rdf.GOV}")]


def inferred(source: str, said: Sequence[Quad]) -> list[Quad]:
    """What the rules of ``queries/construct`` conclude from one source's graph, in a graph of its own."""
    graph = NamedNode(ids.inferred(source))
    return rdf.ordered(Quad(t.subject, t.predicate, t.object, graph) for t in _concluded(said))


def across(said: Sequence[Quad], concluded: Sequence[Quad]) -> list[Quad]:
    """What the rules conclude from several sources together and from none of them alone, in a graph of its own.

    ``concluded`` is what follows from each source.
    """
    if len({q.graph_name for q in said}) < 2:
        return []
    known = {(q.subject, q.predicate, q.object) for q in concluded}
    graph = NamedNode(ids.ACROSS)
    found = _concluded(said)
    return rdf.ordered(
        Quad(t.subject, t.predicate, t.object, graph) for t in found if (t.subject, t.predicate, t.object) not in known
    )


@lru_cache(maxsize=1)
def rules() -> dict[str, str]:
    """The rules of ``queries/construct`` by name."""
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(resources.path("queries/construct").glob("*.rq"))}


@lru_cache(maxsize=1)
def _read() -> frozenset[NamedNode]:
    """The terms that the rules name: a triple without one of them is nothing to them."""
    return frozenset(rdf.gov(name) for text in rules().values() for name in re.findall(r"\bgov:(\w+)", text))


def _concluded(said: Iterable[Quad]) -> set[Triple]:
    store, read = Store(), _read()
    store.extend(
        Quad(q.subject, q.predicate, q.object)
        for q in said
        if q.predicate in read or (q.predicate == rdf.RDF_TYPE and q.object in read)
    )
    made: set[Triple] = set()
    for name, rule in rules().items():
        result = store.query(rule)
        if not isinstance(result, QueryTriples):
            raise InternalError("rule.form", "the rule is no CONSTRUCT query", where=name, cure="write it as one")
        made.update(result)
    return made


def files(read_of: Read, found: Sequence[Quad]) -> dict[str, bytes]:
    """The files of a release of few sources by name: the canonical TriG, the facts tables, their description and the manifest.

    All in memory: ``govkg.pipeline`` writes the same bytes a shard at a time.
    """
    made = {f"facts/{name}.parquet": data for name, data in facts.tables(read_of, found).items()}
    made["govkg.trig"] = rdf.trig(found)
    made[dataset.NAME] = dataset.turtle(found, made, {s.id: s.title or s.id for s, _ in read_of})
    made["manifest.json"] = manifest.text(
        graphs={iri: manifest.digest(block) for iri, block in edition.split(made["govkg.trig"])},
        counts={iri: dataset.counts(quads) for iri, quads in by_graph(found).items()},
        sources={s.id: {"title": s.title, "sha256": s.sha256, "statements": len(said)} for s, said in read_of},
        files={name: manifest.digest(data) for name, data in made.items()},
        versions={},
        ontology=ontology.version(),
    )
    return made


def by_graph(found: Iterable[Quad]) -> dict[str, list[Quad]]:
    """The quads of each named graph, by its IRI."""
    kept: dict[str, list[Quad]] = defaultdict(list)
    for q in found:
        if isinstance(q.graph_name, NamedNode):
            kept[q.graph_name.value].append(q)
    return kept
