"""The quads that an export is written from: of the graph whole, or of what the rows of an answer rest on.

Canonical order throughout: by graph, subject, type first, predicate, object, so that the same graph gives the same bytes.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from heapq import merge
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from govkg import concepts, derived, edition, ids, rdf, records, release, store
from govkg.edition import Edition
from govkg.graph import Graph
from govkg.store import View

Named = tuple[str, list[Quad]]  # a graph's IRI, its quads in canonical order
RUN = 400_000  # lines that are sorted in memory
# A decision stands in a node of its own that points at what it is about.
POINTING = ("names", "judged", "reviews")
HASH = rdf.gov("contentHash")


def graphs(kg: Graph) -> Iterator[Named]:
    """Each named graph with its quads, one at a time in memory where the graph is a release on disk."""
    if kg.facts is None:
        yield from sorted(release.by_graph(rdf.ordered(store.named(kg.store))).items(), key=lambda n: edition.order(n[0]))
        return
    of = Edition(kg.facts.folder)
    head = next(of.trig(), b"")
    for iri, block in of.blocks():
        yield iri, list(parse(head + block, format=RdfFormat.TRIG))


def trig(kg: Graph) -> Iterator[bytes]:
    """The canonical TriG in pieces: of a release its very bytes."""
    if kg.facts is None:
        yield rdf.trig(store.named(kg.store))
    else:
        yield from Edition(kg.facts.folder).trig()


@contextmanager
def ordered_lines(lines: Iterable[str]) -> Iterator[Iterator[str]]:
    """Lines in the order of their code points, each once; more than fit in memory are sorted in files, which are then gone.

    >>> with ordered_lines(["b", "a", "b"]) as found:
    ...     list(found)
    ['a', 'b']
    """
    with tempfile.TemporaryDirectory(prefix="govkg-", ignore_cleanup_errors=True) as folder:
        runs: list[Path] = []
        held: list[str] = []
        for line in lines:
            held.append(line)
            if len(held) == RUN:
                runs.append(Path(folder) / str(len(runs)))
                runs[-1].write_bytes("".join(f"{line}\n" for line in sorted(set(held))).encode())
                held = []
        files = [run.open(encoding="utf-8", newline="\n") for run in runs]
        try:
            parts = [(line[:-1] for line in file) for file in files]
            yield _once(merge(*parts, sorted(set(held))))
        finally:
            for file in files:
                file.close()


def _once(lines: Iterable[str]) -> Iterator[str]:
    last = None
    for line in lines:
        if line != last:
            yield line
        last = line


def behind(kg: Graph, named: Iterable[str]) -> list[Named]:
    """What some statements rest on: them, their passages, the things and statements they speak of, and the report.

    What a rule concludes from these alone comes with them, in its own graph, and so do the labels of their concepts: the
    excerpt can be proved as it stands, and says nothing that the graph does not.

    >>> import govkg
    >>> kg = govkg.open()
    >>> row = kg.ask("units-of-reform", reform="武汉云").rows[0]
    >>> [iri.rpartition("graph/")[2] for iri, _ in behind(kg, [row["statement"]])]
    ['vocabulary', 'wuhan-2021/inferred', 'wuhan-2021']
    """
    said = _closed(kg.store, {n for n in named if n.startswith(ids.ID)})
    every = [*said]
    for source, found in release.by_graph(said).items():
        every += _concluded(kg.store, source.removeprefix(ids.graph("")), found)
    every += _concepts(kg.store, every)
    return sorted(release.by_graph(rdf.ordered(every)).items(), key=lambda n: edition.order(n[0]))


def _closed(of: View, start: set[str]) -> list[Quad]:
    """All that is said of the nodes, and of those that they point at or that decide about them."""
    seen, waiting = set(start), sorted(start)
    found: list[Quad] = []
    while waiting:
        node = NamedNode(waiting.pop())
        here = [q for q in of.quads_for_pattern(node, None, None, None) if _source(q)]
        found += here
        near = {q.object.value for q in here if isinstance(q.object, NamedNode)}
        if any(q.predicate == rdf.RDF_TYPE and q.object == rdf.gov("DerivedObservation") for q in
               of.quads_for_pattern(node, rdf.RDF_TYPE, None, DefaultGraph())):  # fmt: skip
            near |= {q.object.value for q in of.quads_for_pattern(node, derived.DERIVED_FROM, None, DefaultGraph())
                     if isinstance(q.object, NamedNode)}  # fmt: skip
        for name in POINTING:
            pointing = of.quads_for_pattern(None, rdf.gov(name), node, DefaultGraph())
            near |= {q.subject.value for q in pointing if isinstance(q.subject, NamedNode)}
        new = {iri for iri in near if iri.startswith(ids.ID) and iri not in seen}
        seen |= new
        waiting += sorted(new)
    return rdf.ordered(found)


def _source(q: Quad) -> bool:
    """Whether a quad is of what a source says."""
    name = q.graph_name.value if isinstance(q.graph_name, NamedNode) else ""
    return name.startswith(ids.graph("")) and "/" not in name.removeprefix(ids.graph("")) and name != concepts.GRAPH


def _concluded(of: View, source: str, said: list[Quad]) -> Iterator[Quad]:
    """What follows from an excerpt of a source, as far as the graph has it too: a rule may look at what was left out."""
    statements = [r.statement for c in records.read(said) for r in c.records]
    made = [*release.inferred(source, release.standing(said)), *derived.quads(source, statements, said)]
    for q in made:
        if next(of.quads_for_pattern(q.subject, q.predicate, q.object, q.graph_name), None) is not None:
            yield q


def _concepts(of: View, said: Iterable[Quad]) -> Iterator[Quad]:
    graph = NamedNode(concepts.GRAPH)
    named = {t.value for q in said for t in (q.object, q.predicate) if isinstance(t, NamedNode)}
    for iri in sorted(named):
        yield from of.quads_for_pattern(NamedNode(iri), None, None, graph)


def statements(rows: Iterable[Mapping[str, object]]) -> list[str]:
    """The IRIs of statements and derived figures that stand in rows, sorted.

    >>> statements([{"statement": ids.statement("00"), "quote": "印发", "value": 3}])
    ['https://w3id.org/govkg/id/statement/00']
    """
    kinds = (ids.statement(""), f"{ids.ID}derived/")
    cells = {cell for row in rows for cell in row.values() if isinstance(cell, str)}
    return sorted(cell for cell in cells if cell.startswith(kinds))


def named_in(quads: Iterable[Quad]) -> dict[str, list[tuple[NamedNode, NamedNode | Literal]]]:
    """Each subject's IRI with what is said of it, in the order of the quads."""
    found: dict[str, list[tuple[NamedNode, NamedNode | Literal]]] = defaultdict(list)
    for q in quads:
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal):
            found[q.subject.value].append((q.predicate, q.object))
    return found
