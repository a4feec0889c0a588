"""Materialisation: all that OWL 2 RL concludes from a graph, source by source, then what needs more than one source.

Time and memory grow with the graph: one source is held at a time, and of all sources only the triples that a rule may join.
What is concluded is given apart from what is said, a graph a source and one across; it holds types and ties, never a merger of names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, Store, Triple

from govkg import ids
from govkg.rdf import RDF_TYPE
from govkg.reason import rules as ontology
from govkg.reason.rules import Rules

Fact = tuple[NamedNode, NamedNode, NamedNode]
Types = dict[NamedNode, set[NamedNode]]


def materialise(sources: Iterable[tuple[str, Iterable[Triple]]], rules: Rules | None = None) -> Iterator[Quad]:
    """What follows from each source (its id, its triples) as quads of its graph of inferences, then what follows across.

    A source's triples are said ones and the shortcuts of ``queries/construct``. The source ``""`` stands for what all share
    (the vocabulary) and comes first; what it holds is not concluded again. The source ``ids.ACROSS`` stands for the shortcuts
    that need several sources. No order is promised; no quad comes twice.

    >>> a = Triple(NamedNode("urn:x"), RDF_TYPE, NamedNode("https://w3id.org/govkg/ontology#Campaign"))
    >>> sorted(q.object.value.rpartition("#")[2] for q in materialise([("s", [a])]))
    ['Initiative', 'Thing']
    """
    made = rules or ontology.ours()
    common: set[Fact] = set()
    known: Types = defaultdict(set)
    kept: set[Fact] = set()  # of all sources, what a rule may join
    ties: set[Fact] = set()
    count = 0
    for source, triples in sources:
        if source == ids.ACROSS:
            ties |= set(_facts(triples))
            continue
        facts = Facts(made)
        facts.add(_facts(triples))
        facts.close()
        fresh = facts.concluded - common
        if source:
            count += 1
            graph = NamedNode(ids.inferred(source))
            for s, p, o in fresh:
                yield Quad(s, p, o, graph)
        else:
            common = facts.said | facts.concluded
        facts.keep(kept, known)
    if count < 2:
        return
    graph = NamedNode(ids.ACROSS)
    across = Facts(made)
    across.add(ties)
    across.said |= kept
    across.close(known)
    for s, p, o in across.concluded - common:
        if p != RDF_TYPE or o not in known.get(s, ()):
            yield Quad(s, p, o, graph)


def sources(quads: Iterable[Quad]) -> dict[str, list[Triple]]:
    """The triples of a release by source, as ``materialise`` takes them: said ones and what rules concluded from them."""
    found: dict[str, list[Triple]] = {"": []}  # what all share comes first
    for q in quads:
        if isinstance(q.graph_name, NamedNode):
            name = q.graph_name.value.removeprefix(ids.graph(""))
            shared = {"vocabulary": "", ids.ACROSS.removeprefix(ids.graph("")): ids.ACROSS}
            found.setdefault(shared.get(name, name.partition("/")[0]), []).append(q.triple)
    return found


def _facts(triples: Iterable[Triple]) -> Iterator[Fact]:
    """Triples as facts between names; of a literal only that its subject has the property counts."""
    for t in triples:
        s, p, o = t
        if isinstance(s, NamedNode):
            yield s, p, o if isinstance(o, NamedNode) else _LITERAL


_LITERAL = NamedNode("urn:govkg:literal")


class Facts:
    """What is said, and what the rules conclude from it."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.said: set[Fact] = set()
        self.concluded: set[Fact] = set()

    def add(self, facts: Iterable[Fact]) -> None:
        """Takes what is said, and concludes what each fact says on its own."""
        self.said.update(facts)
        self.concluded |= self.single(self.said)

    def single(self, facts: Iterable[Fact]) -> set[Fact]:
        """What each of the facts says on its own; nothing that is known already."""
        above, properties = self.rules.above, self.rules.properties
        types: Types = defaultdict(set)
        found: set[Fact] = set()
        for s, p, o in facts:
            if p == RDF_TYPE:
                types[s].update(above.get(o, ()))
            elif (rule := properties.get(p)) is not None:
                if rule.domain:
                    types[s].update(rule.domain)
                if o is not _LITERAL:
                    if rule.range:
                        types[o].update(rule.range)
                    found.update((s, q, o) for q in rule.above)
                    found.update((o, q, s) for q in rule.inverse)
        found.update((s, RDF_TYPE, c) for s, classes in types.items() for c in classes)
        return found - self.said - self.concluded

    def close(self, known: Types | None = None) -> None:
        """Joins until nothing new comes; what ``known`` has of types is taken as said."""
        store = Store()
        fresh: set[Fact] = {*self.said, *self.concluded}
        while fresh:
            store.bulk_extend(Quad(*f, DefaultGraph()) for f in fresh if self.joined(f))
            joined: set[Fact] = set()
            for rule in self.rules.joins:
                result = store.query(rule)
                assert isinstance(result, QueryTriples)
                joined |= {f for f in map(_fact, result) if f not in self.said and f not in self.concluded}
            if known is not None:
                joined = {f for f in joined if f[1] != RDF_TYPE or f[2] not in known.get(f[0], ())}
            self.concluded |= joined
            more = self.single(joined)
            self.concluded |= more
            fresh = joined | more

    def joined(self, fact: Fact) -> bool:
        """Whether a rule may join the fact with another."""
        return (fact[2] if fact[1] == RDF_TYPE else fact[1]) in self.rules.joined and fact[2] is not _LITERAL

    def keep(self, kept: set[Fact], known: Types) -> None:
        """Hands over what may be joined with other sources, and all types of the names in it."""
        mine = {f for facts in (self.said, self.concluded) for f in facts if self.joined(f)}
        names = {n for s, p, o in mine if p != RDF_TYPE for n in (s, o)}
        for facts in (self.said, self.concluded):
            for s, p, o in facts:
                if p == RDF_TYPE and s in names:
                    known[s].add(o)
        kept |= mine


def _fact(t: Triple) -> Fact:
    s, p, o = t
    assert isinstance(s, NamedNode) and isinstance(o, NamedNode)
    return s, p, o
