"""What follows from several reports together, concluded anew only around what changed.

A rule of ``queries/construct`` either speaks of one statement, which stands in one report: then ``release.inferred`` has
concluded all of it, report by report. Or it follows the chain of parts and wholes, whose links may be said by different reports:
then what it concludes of a thing depends on the things that are linked with it, and on statements about these. So the things
linked with a changed one are asked from the store, the rules are run over what is said of them, and all else stays as it was.
``release.across`` concludes the same from everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, Store, Triple

from govkg import ids, rdf, release, store
from govkg.errors import CuratorError
from govkg.pattern import Exists, Query, Values, read, walk
from govkg.pattern import Filter as Condition
from govkg.pattern import Triple as Pattern
from govkg.store import View

CHAIN = "(^gov:part/gov:whole)+"
PART, WHOLE, INITIATIVE = (rdf.gov(name) for name in ("part", "whole", "initiative"))
ONE, LINKED = "one", "linked"  # how far a rule reaches
STATEMENTS = {f"gov:{name}" for name in {*rdf.TYPES.values(), *rdf.ROLES.values(), "Milestone", "PlannedMilestone"}}
GRAPH, COPY = NamedNode(ids.ACROSS), DefaultGraph()
Node = NamedNode


def reach(name: str, rule: str) -> str:
    """How far a rule reaches: ``one`` statement, or all things ``linked`` by parts and wholes.

    One: every pattern is about one node, a statement by its class. Linked: beside the chain there are only statements that are
    tied by ``gov:initiative`` to an end of it, and the conclusion is about an end. Raises CuratorError ``rule.reach`` for
    any other rule: what it needs from other reports could not be told.

    >>> reach("a", "CONSTRUCT { ?o gov:listedUnder ?i } WHERE { ?a a gov:Attribution ; gov:initiative ?i ; gov:outcome ?o }")
    'one'
    >>> reach("b", "CONSTRUCT { ?p gov:partOf ?w } WHERE { ?p (^gov:part/gov:whole)+ ?w }")
    'linked'
    >>> reach("c", "CONSTRUCT { ?a gov:near ?b } WHERE { ?a gov:place ?p . ?b gov:place ?p }")
    Traceback (most recent call last):
    govkg.errors.CuratorError: c: the rule speaks neither of one statement nor along parts and wholes; write it as one of the two, or teach govkg.across what it needs
    """
    query = read(rule)
    if query is not None and _plain(query):
        patterns = [e for e in query.where.elements if isinstance(e, Pattern)]
        chains = [p for p in patterns if p.predicate == CHAIN]
        others = [p for p in patterns if p.predicate != CHAIN]
        statements = {p.subject for p in others if p.predicate == "a" and p.object in STATEMENTS}
        about = {p.subject for p in others}
        plain = about == statements and not any(p.path or p.predicate.startswith("?") for p in others)
        if plain and not chains and len(about) == 1:
            return ONE
        if plain and len(chains) == 1:
            ends = {chains[0].subject, chains[0].object}
            tied = {p.subject for p in others if p.predicate == "gov:initiative" and p.object in ends}
            if tied == about and all(t.subject in ends for t in query.template or ()):
                return LINKED
    raise CuratorError("rule.reach", "the rule speaks neither of one statement nor along parts and wholes", where=name,
                       cure="write it as one of the two, or teach govkg.across what it needs")  # fmt: skip


def _plain(query: Query) -> bool:
    """Whether the query is a CONSTRUCT of patterns, values and conditions only: nothing is denied, counted or left open."""
    whole = query.form == "CONSTRUCT" and bool(query.template)
    cut = query.group_by or query.having or query.order or query.limit is not None or query.offset is not None
    known = all(isinstance(e, Pattern | Values | Condition) for e in query.where.elements)
    ours = all(f"<{rdf.GOV}>" in line for line in query.prologue if " gov:" in line)
    return whole and known and ours and not cut and not any(isinstance(e, Exists) for e in walk(query.where))


@lru_cache(maxsize=1)
def linked() -> tuple[str, ...]:
    """The rules that reach from report to report; raises CuratorError ``rule.reach`` for one whose reach is not known."""
    return tuple(rule for name, rule in release.rules().items() if reach(name, rule) == LINKED)


def touched(view: View, graphs: Iterable[str]) -> set[Node]:
    """The things of which reports say something that reaches to others: parts, wholes, and what attributions are made to.

    ``graphs`` are the IRIs of what the reports say (``ids.graph``); one that is not in the view says nothing.
    """
    found: set[Node] = set()
    for iri in graphs:
        for predicate in (PART, WHOLE, INITIATIVE):
            found.update(_things(q.object for q in view.quads_for_pattern(None, predicate, None, Node(iri))))
    return found


def neighbourhood(view: View, things: Iterable[Node]) -> set[Node]:
    """The things and all that are linked with them by parts and wholes, through any number of steps, in any report."""
    found: set[Node] = set()
    ahead = list(things)
    while ahead:
        thing = ahead.pop()
        if thing not in found:
            found.add(thing)
            ahead += _beside(view, thing)
    return found


def _beside(view: View, thing: Node) -> Iterator[Node]:
    for here, there in ((PART, WHOLE), (WHOLE, PART)):
        for said in view.quads_for_pattern(None, here, thing, COPY):
            yield from _things(q.object for q in view.quads_for_pattern(said.subject, there, None, COPY))


def quads(view: View, touched: Iterable[Node] | None = None) -> list[Quad]:
    """What the rules conclude from several reports of the things touched and of those linked with them, sorted.

    Without ``touched`` of all things: the same as ``release.across`` gives for the whole graph.
    """
    if touched is not None:
        return rdf.ordered(_concluded(view, neighbourhood(view, touched)))
    near = neighbourhood(view, _rejected(view))  # where the engine would conclude from what a person rejected
    rest = (t for t in _made(view) if t.subject not in near)
    return rdf.ordered([*_new(view, rest), *_concluded(view, near)])


def _rejected(view: View) -> Iterator[Node]:
    """The things of which statements speak that a person rejected, or from which nothing follows because of such."""
    for said in view.quads_for_pattern(None, release.STATUS, release.REJECTED, COPY):
        tied = [q.subject for q in view.quads_for_pattern(None, release.OUTCOME, said.subject, COPY)]
        for s in _things([said.subject, *tied]):
            for p in (PART, WHOLE, INITIATIVE):
                yield from _things(q.object for q in view.quads_for_pattern(s, p, None, COPY))


def _concluded(view: View, near: Iterable[Node]) -> list[Quad]:
    """What is concluded of things that are linked with no others, from what is said of them."""
    said: set[Node] = set()
    for thing in near:
        composed = [q.subject for p in (PART, WHOLE) for q in view.quads_for_pattern(None, p, thing, COPY)]
        if composed:
            said.update(_things(composed))
            said.update(_things(q.subject for q in view.quads_for_pattern(None, INITIATIVE, thing, COPY)))
    of = [q for s in said for q in view.quads_for_pattern(s, None, None, COPY)]
    outcomes = {q.object for q in of if q.predicate == release.OUTCOME}
    of += [q for s in _things(outcomes) for q in view.quads_for_pattern(s, release.STATUS, None, COPY)]
    small = Store()
    small.extend(Quad(q.subject, q.predicate, q.object) for q in release.standing(of))
    return list(_new(view, _made(small)))


def _made(view: View) -> set[Triple]:
    made: set[Triple] = set()
    for rule in linked():
        result = view.query(rule)
        assert isinstance(result, QueryTriples)  # as ``reach`` has seen
        made.update(result)
    return made


def _new(view: View, made: Iterable[Triple]) -> Iterator[Quad]:
    """What no report alone gives."""
    return (Quad(t.subject, t.predicate, t.object, GRAPH) for t in made if not _known(view, t))


def _known(view: View, t: Triple) -> bool:
    """Whether one report alone gives it."""
    graphs = (q.graph_name for q in view.quads_for_pattern(t.subject, t.predicate, t.object, None))
    return any(isinstance(g, Node) and g != GRAPH and g.value.endswith("/inferred") for g in graphs)


def anew(before: View | None, changed: Iterable[str]) -> Callable[[Store], Iterable[tuple[str, bytes | None]]]:
    """For ``store.grow``: the graph of what follows across, where the reports that say the graphs ``changed`` came, changed or went.

    ``before`` is the version that grows; without it everything is concluded.
    """
    graphs = list(changed)
    old = None if before is None else touched(before, graphs)

    def finish(now: Store) -> Iterable[tuple[str, bytes | None]]:
        if old is None:
            found = quads(now)
        else:
            near = neighbourhood(now, old | touched(now, graphs))
            kept = [q for q in now.quads_for_pattern(None, None, None, GRAPH) if q.subject not in near]
            found = rdf.ordered([*kept, *_concluded(now, near)])
        return [store.block(found) if found else (ids.ACROSS, None)]

    return finish


def _things(nodes: Iterable[object]) -> Iterator[Node]:
    return (n for n in nodes if isinstance(n, Node))
