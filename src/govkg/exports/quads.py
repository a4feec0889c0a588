"""The quads that an export is written from: of the graph whole, or of what the rows of an answer rest on.

Canonical order throughout: by graph, subject, type first, predicate, object, so that the same graph gives the same bytes.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from heapq import merge
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from govkg import concepts, derived, edition, ids, rdf, records, release, store
from govkg.edition import Edition
from govkg.graph import Graph
from govkg.store import View
from govkg.verify.reviewed import Reviewed

Named = tuple[str, list[Quad]]  # a graph's IRI, its quads in canonical order
RUN = 400_000  # lines that are sorted in memory
# A decision stands in a node of its own that points at what it is about.
POINTING = frozenset(rdf.gov(name) for name in ("names", "judged", "reviews"))


def graphs(kg: Graph, wanted: Collection[str] | None = None) -> Iterator[Named]:
    """Each named graph with its quads, or those of the IRIs that are ``wanted``; of a release one at a time in memory.

    They are read from the release where there is one: a store writes 60.90 as 60.9, and the hash of the statement goes with it.
    """
    if kg.facts is not None:
        yield from Edition(kg.facts.folder).graphs(wanted)
        return
    found = release.by_graph(rdf.ordered(store.named(kg.store)))
    for iri in sorted(found, key=edition.order):
        if wanted is None or iri in wanted:
            yield iri, found[iri]


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
    excerpt can be proved as it stands, and says nothing that the graph does not. Of a thing it has what those reports say.

    >>> import govkg
    >>> kg = govkg.open()
    >>> row = kg.ask("units-of-reform", reform="武汉云").rows[0]
    >>> [iri.rpartition("graph/")[2] for iri, _ in behind(kg, [row["statement"]])]
    ['vocabulary', 'wuhan-2021/inferred', 'wuhan-2021']
    """
    by_source = _sources(kg.store, named)
    inferred = {ids.inferred(source.removeprefix(ids.graph(""))) for source in by_source}
    there = dict(graphs(kg, {*by_source, *inferred, concepts.GRAPH}))
    said: list[Quad] = []
    for source, start in by_source.items():
        found = _closed(there.get(source, ()), start)
        name = source.removeprefix(ids.graph(""))
        said += [*found, *_concluded(name, found, there.get(ids.inferred(name), ()))]
    terms = {t for q in said for t in (q.object, q.predicate)}
    said += [q for q in there.get(concepts.GRAPH, ()) if q.subject in terms]
    return sorted(release.by_graph(rdf.ordered(said)).items(), key=lambda n: edition.order(n[0]))


def _sources(of: View, named: Iterable[str]) -> dict[str, set[str]]:
    """The graphs of sources that speak of the nodes, each with the nodes; a derived figure stands for what it is derived from."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri in sorted(named):
        node = NamedNode(iri)
        from_ = [q.object for q in of.quads_for_pattern(node, derived.DERIVED_FROM, None, DefaultGraph())]
        for one in [o for o in from_ if isinstance(o, NamedNode)] or [node]:
            for q in of.quads_for_pattern(one, rdf.RDF_TYPE, None, None):
                name = q.graph_name.value if isinstance(q.graph_name, NamedNode) else ""
                if (
                    name.startswith(ids.graph(""))
                    and "/" not in name.removeprefix(ids.graph(""))
                    and name != concepts.GRAPH
                ):
                    found[name].add(one.value)
    return dict(sorted(found.items()))


def _closed(said: Iterable[Quad], start: Iterable[str]) -> list[Quad]:
    """All that a source says of the nodes, and of those that they point at or that decide about them."""
    own: dict[str, list[Quad]] = defaultdict(list)
    pointing: dict[str, list[str]] = defaultdict(list)
    for q in said:
        if isinstance(q.subject, NamedNode):
            own[q.subject.value].append(q)
            if q.predicate in POINTING and isinstance(q.object, NamedNode):
                pointing[q.object.value].append(q.subject.value)
    seen, waiting, found = set(start), list(start), list[Quad]()
    while waiting:
        node = waiting.pop()
        found += own.get(node, ())
        near = {q.object.value for q in own.get(node, ()) if isinstance(q.object, NamedNode)} | {
            *pointing.get(node, ())
        }
        new = {iri for iri in near if iri in own and iri not in seen}
        seen |= new
        waiting += new
    return rdf.ordered(found)


def _concluded(source: str, said: list[Quad], there: Iterable[Quad]) -> set[Quad]:
    """What follows from an excerpt of a source, as far as the graph has it too: a rule may look at what was left out."""
    contents = records.read(said)
    statements = [r.statement for c in contents for r in c.records]
    read = {id_: was for c in contents for id_, was in Reviewed(c).read.items()}
    made = [*release.inferred(source, release.standing(said)), *derived.quads(source, statements, said, read)]
    return set(made).intersection(there)


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
