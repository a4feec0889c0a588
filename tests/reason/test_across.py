"""What the construct rules conclude from several sources: in a graph of its own, and proved again by verify."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, QueryTriples, Store
from tests.reason import factory

from govkg import ids, rdf, records, release, verify


def test_a_release_holds_what_follows_across_its_sources_and_verify_makes_it_again() -> None:
    quads = release.quads([factory.report(5, n, 40) for n in range(factory.REPORTS)])
    across = {q.triple for q in quads if q.graph_name == NamedNode(ids.ACROSS)}
    said = [q for q in quads if not str(q.graph_name).strip("<>").endswith(("/inferred", "/across", "/vocabulary"))]
    each = {q.triple for q in quads if str(q.graph_name).strip("<>").endswith("/inferred")}
    store = Store()
    store.extend(Quad(q.subject, q.predicate, q.object) for q in said)
    every = set()
    for rule in release.rules().values():
        result = store.query(rule)
        assert isinstance(result, QueryTriples)
        every |= set(result)
    assert across and across == every - each
    assert {t.predicate for t in across} <= {rdf.gov("partOf"), rdf.gov("contributedOutcome")}
    found = [f for f in verify._graphs(records.read(quads), quads) if "/report/" not in f.node]
    assert found == []
    lost = [q for q in quads if q.graph_name != NamedNode(ids.ACROSS)]
    assert {f.code for f in verify._graphs(records.read(lost), lost)} == {"verify.triple"}


def test_one_source_has_nothing_across() -> None:
    quads = release.quads([factory.report(5, 0, 40)])
    assert NamedNode(ids.ACROSS) not in {q.graph_name for q in quads}
