"""The same graph with some of its statements only, put together anew and in another way than govkg.why does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from govkg import ids, query, rdf, release, store
from govkg.answer import Row

DERIVED = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
Said = tuple[str, str]  # source, IRI


def iri(node: object) -> str:
    assert isinstance(node, ox.NamedNode)
    return node.value


class Oracle:
    """All quads of a release, by what they stand for."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.own: dict[Said, list[ox.Quad]] = defaultdict(list)
        self.passages: dict[Said, list[ox.Quad]] = defaultdict(list)
        self.ground: list[ox.Quad] = []
        self.inferred: list[ox.Quad] = []
        self.base = ox.Store()
        for q in quads:
            graph, subject = iri(q.graph_name).removeprefix(ids.graph("")), iri(q.subject)
            if graph == "vocabulary" or subject.startswith((ids.report(""), ids.judgement(""), ids.review(""))):
                self.ground.append(q)
            elif "/" in graph:
                self.inferred.append(q)
            else:
                (self.passages if subject.startswith(f"{ids.ID}evidence/") else self.own)[graph, subject].append(q)
        self.base.bulk_extend(store.both(self.ground))

    def part(self, kept: Iterable[Said]) -> set[ox.Quad]:
        """What these statements say, what they quote, what follows from them."""
        said: list[ox.Quad] = []
        kept = set(kept)
        for source, node in kept:
            for q in self.own[source, node]:
                said.append(q)
                if q.predicate == rdf.gov("evidence"):
                    said += self.passages[source, iri(q.object)]
        follows = {q.triple for q in release.inferred("x", said)}
        nodes = {ids_ for _, ids_ in kept}
        needs: dict[str, set[str]] = defaultdict(set)
        for q in self.inferred:
            if q.predicate == DERIVED:
                needs[iri(q.subject)].add(iri(q.object))
        whole = {node for node, premises in needs.items() if premises <= nodes}
        concluded = [q for q in self.inferred if q.triple in follows or iri(q.subject) in whole]
        return set(store.both([*said, *concluded]))

    def rows(self, kept: Iterable[Said], text: str) -> list[Row]:
        """The rows of a query where these statements are there and no others."""
        part = self.part(kept)
        self.base.extend(part)
        try:
            return query.execute(self.base, text)[1]
        finally:
            for q in part:
                self.base.remove(q)

    @property
    def every(self) -> set[Said]:
        return set(self.own)
