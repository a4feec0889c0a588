"""Where a graph that is cited comes from: a workspace, a release's folder, or a file of TriG or N-Quads; and its statements, read back.

Statements are read from the files of the release, never from the store: the store writes 60.90 as 60.9, and the content hash is over
what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from govkg import edition, files, graph, ids, manifest, rdf, records, store
from govkg.citation.model import Report
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.library import Library
from govkg.records import Record
from govkg.statements import Entity

SOURCE, ANCHOR, HASH = rdf.gov("source"), rdf.gov("anchorId"), rdf.gov("contentHash")
DEFAULT = DefaultGraph()
FORMATS = {".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS}


@dataclass(frozen=True)
class Origin:
    """A graph with the files that it was opened from. ``dataset`` is the hash of its release: of its graphs alone, in 64 hex digits.

    >>> from govkg import resources
    >>> one = at(resources.path("graph/release/govkg.trig"))
    >>> one.dataset == Edition(resources.path("graph/release")).dataset
    True
    """

    kg: Graph
    dataset: str
    edition: Edition | None = None
    quads: tuple[Quad, ...] = ()  # of a file
    library: Library | None = None

    def graphs(self, wanted: Iterable[str]) -> Iterator[list[Quad]]:
        """The quads of the graphs of these IRIs that are there, one graph at a time."""
        wanted = frozenset(wanted)
        if self.edition is None:
            found: dict[str, list[Quad]] = {}
            for q in self.quads:
                if isinstance(q.graph_name, NamedNode) and q.graph_name.value in wanted:
                    found.setdefault(q.graph_name.value, []).append(q)
            yield from (found[iri] for iri in sorted(found))
            return
        yield from (found for _, found in self.edition.graphs(wanted))

    def records(self, wanted: Mapping[str, frozenset[str]]) -> list[Record]:
        """Of each report (by its id) the statements with these IRIs, in the order of their places in the text."""
        made: list[Record] = []
        for quads in self.graphs(ids.graph(source) for source in wanted):
            for contents in records.read(quads):
                made += [r for r in contents.records if r.iri in wanted[contents.source]]
        return sorted(
            made,
            key=lambda r: (r.statement.evidence.source, r.statement.evidence.start, r.statement.type, r.statement.id),
        )

    def held(self, iris: Iterable[str]) -> list[Record]:
        """The statements of these IRIs, of whatever reports; an IRI that is no statement is passed over."""
        wanted: dict[str, set[str]] = {}
        for iri in dict.fromkeys(iris):
            for report in self._values(iri, SOURCE):
                wanted.setdefault(report.removeprefix(ids.report("")), set()).add(iri)
        return self.records({source: frozenset(found) for source, found in wanted.items()})

    def things(self, source: str, keys: Set[str]) -> list[Record]:
        """The things of a report by their keys: ``Platform/城市大脑``."""
        made: list[Record] = []
        for quads in self.graphs([ids.graph(source)]):
            for contents in records.read(quads):
                made += [r for r in contents.records if isinstance(r.statement, Entity) and r.statement.key in keys]
        return made

    def near(self, iri: str) -> Record | None:
        """A statement or thing as the store has it, without its release's files: its figures may lack their last zeros.

        Of a thing that several reports name, what the first one says. None for what is no whole statement.
        """
        source = min(self._values(iri, SOURCE), default="").removeprefix(ids.report(""))
        graph = NamedNode(ids.graph(source))
        quads = list(self.kg.store.quads_for_pattern(NamedNode(iri), None, None, graph)) if source else []
        for q in list(quads):
            if isinstance(q.object, NamedNode) and q.object.value.startswith(ids.ID):
                wanted = (None,) if q.predicate == rdf.gov("evidence") else (rdf.RDF_TYPE, rdf.LABEL)
                for predicate in wanted:
                    quads += self.kg.store.quads_for_pattern(q.object, predicate, None, graph)
        report = NamedNode(ids.report(source)) if source else None
        for predicate in (rdf.gov("sha256"), rdf.gov("reportingBody")):
            quads += self.kg.store.quads_for_pattern(report, predicate, None, graph) if report else ()
        once = dict.fromkeys(quads)  # a figure of a place names it twice
        return next((r for c in records.read(once) for r in c.records if r.iri == iri), None)

    def sources(self, iris: Iterable[str]) -> set[str]:
        """The ids of the reports of these statements."""
        return {r.removeprefix(ids.report("")) for iri in dict.fromkeys(iris) for r in self._values(iri, SOURCE)}

    def anchored(self, anchor: str) -> Record | None:
        """The statement of an anchor id, a thing's too; None where there is none."""
        nodes = {ids.statement(anchor)} if self._values(ids.statement(anchor), SOURCE) else set[str]()
        for q in self.kg.store.quads_for_pattern(None, ANCHOR, Literal(anchor), DEFAULT):
            if isinstance(q.subject, NamedNode):
                nodes.add(q.subject.value)
        for node in list(nodes):
            nodes.update(self._values(node, rdf.gov("names")))  # a naming is read as the thing that it names
        return next((r for r in self.held(sorted(nodes)) if r.statement.id == anchor), None)

    @cached_property
    def anchors(self) -> list[str]:
        """The anchor ids of all statements, sorted."""
        head = ids.statement("")
        found = {
            q.object.value
            for q in self.kg.store.quads_for_pattern(None, ANCHOR, None, DEFAULT)
            if isinstance(q.object, Literal)
        }
        for q in self.kg.store.quads_for_pattern(None, HASH, None, DEFAULT):
            if isinstance(q.subject, NamedNode) and q.subject.value.startswith(head):
                found.add(q.subject.value.removeprefix(head))
        return sorted(found)

    def reports(self, of: Iterable[str]) -> tuple[Report, ...]:
        """The reports of these ids, as the graph describes them."""
        return tuple(self._report(source) for source in sorted(set(of)))

    def every(self) -> list[str]:
        """The ids of all reports, sorted."""
        kind = self.kg.store.quads_for_pattern(None, rdf.RDF_TYPE, rdf.gov("Report"), DEFAULT)
        return sorted(q.subject.value.removeprefix(ids.report("")) for q in kind if isinstance(q.subject, NamedNode))

    def _report(self, source: str) -> Report:
        iri = ids.report(source)

        def first(predicate: NamedNode) -> str:
            return min(self._values(iri, predicate), default="")

        place = first(rdf.gov("place"))
        label = min(self._values(place, rdf.LABEL), default="") if place else ""
        named = {n: first(rdf.gov(n)) for n in ("dated", "url", "covers", "sha256")}
        title, issued = (first(NamedNode(rdf.DCTERMS + n)) for n in ("title", "issued"))
        return Report(source, title or source, first(rdf.gov("bodyName")), label, published=issued, **named)

    def _values(self, iri: str, predicate: NamedNode) -> list[str]:
        found = self.kg.store.quads_for_pattern(NamedNode(iri), predicate, None, DEFAULT)
        return sorted(q.object.value for q in found if isinstance(q.object, NamedNode | Literal))


def of_library(library: Library) -> Origin:
    """The graph of a workspace as it was last built; raises CallerError ``graph.missing``."""
    release = Edition(library.release)
    return Origin(graph.open(library), release.dataset, release, library=library)


def at(path: Path) -> Origin:
    """The graph in a release's folder, or in a file of TriG or N-Quads.

    Its dataset hash is taken of its graphs, whatever a manifest beside them says. Raises CallerError ``cite.graph`` where there is no
    such graph, and ``file.missing``.
    """
    found = edition.at(path)
    if isinstance(found, Edition):
        graphs = {iri: manifest.digest(block) for iri, block in found.blocks()}
        return Origin(Graph(store.reopen(found.folder), found.folder), manifest.dataset(graphs), found)
    if path.is_dir() and found is None:
        raise CallerError(
            "cite.graph",
            "there is no release in this folder",
            where=str(path),
            cure="name a release's folder, or a file of TriG or N-Quads",
        )
    data = files.read(found or path)
    try:
        quads = rdf.ordered(parse(data, format=FORMATS.get(path.suffix.lower(), RdfFormat.TRIG)))
    except (SyntaxError, ValueError) as e:
        raise CallerError(
            "cite.graph", f"the graph cannot be read ({e})", where=str(path), cure="name a file of TriG or N-Quads"
        ) from e
    if any(not isinstance(q.graph_name, NamedNode) for q in quads):
        raise CallerError(
            "cite.graph",
            "the graph has triples outside of its named graphs",
            where=str(path),
            cure="export it as TriG or N-Quads",
        )
    graphs = {iri: manifest.digest(block) for iri, block in edition.split(rdf.written(quads))} if quads else {}
    return Origin(Graph(store.memory(quads)), manifest.dataset(graphs), quads=tuple(quads))
