"""Which triples belong to which statement: what a graph loses when a statement is taken out of it.

``govkg.rdf`` is the only writer, so its shape is all there is to know. In the named graph of a source every node but the report
and the passages is a statement (a thing is one too: its name was read somewhere). A passage is there as long as a statement
quotes it. What rules conclude stands in graphs of its own and rests on statements. Reports and the vocabulary are the ground:
always there, of no statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from govkg import ids, rdf, release
from govkg.derived import DERIVED_FROM
from govkg.store import View

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Fact = tuple[Term, Term, Term]
Units = frozenset["Unit"]

EVIDENCE = rdf.gov("evidence")
GRAPHS = ids.graph("")
PASSAGES, REPORTS, STATEMENTS, DERIVED = (f"{ids.ID}{n}/" for n in ("evidence", "report", "statement", "derived"))
DECIDED = (
    f"{ids.ID}judgement/",
    f"{ids.ID}review/",
)  # what people decided on names and on statements: no report says it
THINGS = tuple(f"{ids.ID}{name}/" for name in ids.FOLDERS.values())
TYPES = {f"{ids.ONTOLOGY}{name}": kind for kind, name in rdf.TYPES.items()}
TYPES |= {f"{ids.ONTOLOGY}{name}": "observation" for name in rdf.ROLES.values()}
TYPES |= {f"{ids.ONTOLOGY}{name}": "milestone" for name in ("Milestone", "PlannedMilestone")}
TYPES |= {f"{ids.ONTOLOGY}{name}": "entity" for name in rdf.CLASSES.values()}


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """A statement of a source: the IRIs of its named graph and its node. Two sources that name a thing make two."""

    graph: str
    node: str

    @property
    def source(self) -> str:
        """The id of its source.

        >>> Unit("https://w3id.org/govkg/id/graph/wuhan-2021", "https://w3id.org/govkg/id/statement/ab").source
        'wuhan-2021'
        """
        return self.graph.removeprefix(GRAPHS)

    @property
    def named(self) -> bool:
        """Whether it is a thing and its name."""
        return self.node.startswith(THINGS)


def said(graph: object) -> bool:
    """Whether a graph holds what one source says.

    >>> said(ox.NamedNode(ids.graph("wuhan-2021"))), said(ox.NamedNode(ids.inferred("wuhan-2021"))), said(ox.DefaultGraph())
    (True, False, False)
    """
    if not isinstance(graph, ox.NamedNode) or not graph.value.startswith(GRAPHS):
        return False
    return "/" not in (name := graph.value.removeprefix(GRAPHS)) and name != "vocabulary"


def concluded(graph: object) -> bool:
    """Whether a graph holds what rules conclude, from one source or across."""
    if not isinstance(graph, ox.NamedNode):
        return False
    return graph.value == ids.ACROSS or (graph.value.startswith(GRAPHS) and graph.value.endswith("/inferred"))


def part(quad: ox.Quad) -> str:
    """What a quad of a release belongs to: statement, passage, inferred or ground.

    >>> s = ox.NamedNode(ids.statement("ab"))
    >>> part(ox.Quad(s, rdf.RDF_TYPE, rdf.gov("Attribution"), ox.NamedNode(ids.graph("wuhan-2021"))))
    'statement'
    """
    if concluded(quad.graph_name):
        return "inferred"
    subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
    if not said(quad.graph_name) or subject.startswith((REPORTS, *DECIDED)):
        return "ground"
    return "passage" if subject.startswith(PASSAGES) else "statement"


class Ground:
    """The statements of a store: of which one a triple is, and which triples are of one."""

    def __init__(self, store: View) -> None:
        self.store = store
        self._quads: dict[Unit, tuple[ox.Quad, ...]] = {}
        self._citing: dict[tuple[str, Term], Units] = {}
        self._leading: dict[str, tuple[Deduced, ...]] = {}

    def quads(self, unit: Unit) -> tuple[ox.Quad, ...]:
        """The quads of a statement: its own and those of its passages."""
        if unit not in self._quads:
            graph = ox.NamedNode(unit.graph)
            own = list(self.store.quads_for_pattern(ox.NamedNode(unit.node), None, None, graph))
            quoted = [q.object for q in own if q.predicate == EVIDENCE and isinstance(q.object, ox.NamedNode)]
            for passage in quoted:
                own += self.store.quads_for_pattern(passage, None, None, graph)
            self._quads[unit] = tuple(own)
        return self._quads[unit]

    def kind(self, unit: Unit) -> str:
        """The kind of a statement as ``govkg.statements`` names it."""
        types = (q.object.value for q in self.quads(unit)
                 if q.predicate == rdf.RDF_TYPE and isinstance(q.object, ox.NamedNode) and _is(q.subject, unit.node))  # fmt: skip
        return min((TYPES[t] for t in types if t in TYPES), default="statement")

    def holders(self, fact: Fact) -> Units | None:
        """The statements that each make a triple hold; None where it always holds, empty where none says it."""
        found: set[Unit] = set()
        s, p, o = fact
        if not isinstance(s, ox.NamedNode | ox.BlankNode) or not isinstance(p, ox.NamedNode):
            return frozenset()
        for q in self.store.quads_for_pattern(s, p, o, None):
            match part(q):
                case "ground":
                    if isinstance(q.graph_name, ox.NamedNode):
                        return None
                case "statement":
                    assert isinstance(q.graph_name, ox.NamedNode) and isinstance(s, ox.NamedNode)
                    found.add(Unit(q.graph_name.value, s.value))
                case "passage":
                    assert isinstance(q.graph_name, ox.NamedNode)
                    found |= self.citing(q.graph_name.value, s)
        return frozenset(found)

    def inferred(self, fact: Fact) -> bool:
        """Whether a triple stands in a graph of what rules conclude."""
        s, p, o = fact
        if not isinstance(s, ox.NamedNode) or not isinstance(p, ox.NamedNode):
            return False
        return any(concluded(q.graph_name) for q in self.store.quads_for_pattern(s, p, o, None))

    def citing(self, graph: str, passage: Term) -> Units:
        """The statements that quote a passage."""
        if (graph, passage) not in self._citing:
            found = self.store.quads_for_pattern(None, EVIDENCE, passage, ox.NamedNode(graph))
            self._citing[graph, passage] = frozenset(
                Unit(graph, q.subject.value) for q in found if isinstance(q.subject, ox.NamedNode)
            )
        return self._citing[graph, passage]

    def of(self, node: Term) -> Units:
        """The statements that a node is, or that quote it; what a derived figure was worked out from."""
        if not isinstance(node, ox.NamedNode):
            return frozenset()
        if node.value.startswith(DERIVED):
            return frozenset().union(*(self.of(p) for p in self.premises(node)))
        if node.value.startswith(PASSAGES):
            graphs = {q.graph_name for q in self.store.quads_for_pattern(node, EVIDENCE_SOURCE, None, None)}
            return frozenset().union(
                *(self.citing(g.value, node) for g in graphs if isinstance(g, ox.NamedNode) and said(g))
            )
        if not node.value.startswith((STATEMENTS, *THINGS)):
            return frozenset()
        graphs = {q.graph_name for q in self.store.quads_for_pattern(node, rdf.RDF_TYPE, None, None)}
        return frozenset(Unit(g.value, node.value) for g in graphs if isinstance(g, ox.NamedNode) and said(g))

    def premises(self, derived: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The statements that a derived figure was worked out from."""
        found = {q.object for q in self.store.quads_for_pattern(derived, DERIVED_FROM, None, None)}
        return tuple(sorted((n for n in found if isinstance(n, ox.NamedNode)), key=str))

    def leading(self, node: str) -> tuple[Deduced, ...]:
        """The derived figures that were worked out from a statement, among others."""
        if node not in self._leading:
            figures = {q.subject for q in self.store.quads_for_pattern(None, DERIVED_FROM, ox.NamedNode(node), None)}
            made = []
            for figure in sorted((f for f in figures if isinstance(f, ox.NamedNode)), key=str):
                quads = (q for q in self.store.quads_for_pattern(figure, None, None, None) if concluded(q.graph_name))
                made.append(Deduced(frozenset(p.value for p in self.premises(figure)), tuple(quads)))
            self._leading[node] = tuple(made)
        return self._leading[node]

    def ground(self, seen: frozenset[ox.NamedNode] | None = None) -> Iterator[ox.Quad]:
        """The quads of reports, of what people decided and of the vocabulary; of the predicates in ``seen`` alone where it is given."""
        decided = ((rdf.RDF_TYPE, rdf.gov(name)) for name in ("Judgement", "Review"))
        asked = ((rdf.gov("sha256"), None), *decided)
        nodes = {q.subject for p, o in asked for q in self.store.quads_for_pattern(None, p, o, ox.DefaultGraph())}
        for node in nodes:
            for q in self.store.quads_for_pattern(node, None, None, None):
                if said(q.graph_name) and (seen is None or q.predicate in seen):
                    yield q
        for graph in self.others:
            for p in seen or (None,):
                yield from self.store.quads_for_pattern(None, p, None, graph)

    @cached_property
    def others(self) -> tuple[ox.NamedNode, ...]:
        """The named graphs that hold neither what a source says nor what follows from it."""
        return tuple(g for g in self.store.named_graphs()
                     if isinstance(g, ox.NamedNode) and not said(g) and not concluded(g))  # fmt: skip

    def every(self) -> Iterable[Unit]:
        """Every statement of the store."""
        for graph in sorted(str(g.value) for g in self.store.named_graphs() if isinstance(g, ox.NamedNode) and said(g)):
            nodes = {q.subject.value for q in self.store.quads_for_pattern(None, EVIDENCE, None, ox.NamedNode(graph))
                     if isinstance(q.subject, ox.NamedNode)}  # fmt: skip
            yield from (Unit(graph, n) for n in sorted(nodes))


EVIDENCE_SOURCE = rdf.gov("source")


@dataclass(frozen=True, slots=True)
class Deduced:
    """A derived figure: the nodes of the statements it needs, and its quads."""

    needs: frozenset[str]
    quads: tuple[ox.Quad, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of ``queries/construct``: their texts, what they conclude and what they read."""

    texts: tuple[str, ...]
    makes: frozenset[ox.NamedNode]
    reads: frozenset[ox.NamedNode]


def rules() -> Rules:
    """The rules by which triples are concluded from statements.

    >>> sorted(p.value.rpartition("#")[2] for p in rules().makes)
    ['carriedOutBy', 'contributedOutcome', 'listedUnder', 'partOf', 'reportedAsResultOf']
    """
    texts = tuple(release.rules().values())
    made = {name for text in texts for name in re.findall(r"CONSTRUCT \{ \?\w+ gov:(\w+) ", text)}
    read = {name for text in texts for name in re.findall(r"\bgov:(\w+)", text.partition("WHERE")[2])}
    return Rules(texts, frozenset(map(rdf.gov, made)), frozenset({rdf.RDF_TYPE, *map(rdf.gov, read)}))


def _is(node: object, iri: str) -> bool:
    return isinstance(node, ox.NamedNode) and node.value == iri
