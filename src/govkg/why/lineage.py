"""From a row to the statements that it may rest on: the query is asked for all its variables, and what they bind names triples.

It only has to find enough, never just enough: what a set must hold is tried out afterwards (``govkg.why.search``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import cast

import pyoxigraph as ox

from govkg import disarm, pattern
from govkg.pattern import Bind, Expression, Filter, Group, InGraph, Minus, Optional, Projected, Query, SubSelect, Triple
from govkg.query import PREFIXES
from govkg.rdf import RDF_TYPE
from govkg.store import View
from govkg.why import paths
from govkg.why.asked import Asked, Solution
from govkg.why.units import Fact, Ground, Term, Unit

MANY = re.compile(
    r"\b(?:COUNT|SUM|AVG|GROUP_CONCAT)\((?!DISTINCT\b)", re.IGNORECASE
)  # aggregates that count each solution
PICKED = re.compile(r"(?:MIN|MAX|SAMPLE)\((?:DISTINCT )?(\?[^\s()]+)\)", re.IGNORECASE)
MOST = 100_000  # solutions of one pattern that are looked at


@dataclass
class Candidates:
    """Statements that may hold up a row: all of them, and of those that say the same one each."""

    all: set[Unit] = field(default_factory=set)
    chosen: set[Unit] = field(default_factory=set)


class Lineage:
    """The statements behind the rows of one query, over one store."""

    def __init__(self, ground: Ground, asked: Asked, store: View | None = None) -> None:
        self.ground, self.asked = ground, asked
        self.store = store or ground.store
        self._inside: dict[tuple[int, frozenset[tuple[str, Term]]], list[Solution]] = {}
        self._reasons: dict[Fact, list[list[Fact]]] = {}
        self._rules: dict[str, Lineage] = {}

    # -- the ways in which a row comes about -------------------------------------------------------------------------
    def of(self, row: Solution, columns: Iterable[str]) -> Iterator[Candidates]:
        """The candidates of each way in which a row comes about; all in one where rows are brought together."""
        tree = self.asked.tree
        if not tree.aggregates:
            for s in ordered(self.solutions(row, columns)):
                yield self.candidates(self.facts(tree.where, s), s)
            return
        found = ordered(self.solutions(row, columns))
        if (picked := _picked(tree)) is not None:  # one solution with that value is enough
            for s in found:
                if s.get(picked[1]) == row.get(picked[0]):
                    yield self.candidates(self.facts(tree.where, s), s)
        marked = first_of_each(tree, found)
        yield self.candidates((fact, first and one) for s, first in marked for fact, one in self.facts(tree.where, s))

    def solutions(self, row: Solution, columns: Iterable[str]) -> Iterator[Solution]:
        """What the variables of the pattern are bound to where it gives the row."""
        tree = self.asked.tree
        if tree.form == "CONSTRUCT":
            for t in tree.template if tree.template is not None else self.asked.steps:
                if (fitting := self._fits(t, [row[c] for c in columns])) is not None:
                    yield from self.exposed(tree.where, fitting)
            return
        plain = pattern.visible(tree.where) | pattern.visible(tree.values)
        named = tree.group_by if tree.aggregates else tree.projection
        worked = {p.variable: p.expression for p in named if isinstance(p, Projected) and p.expression}
        if tree.aggregates:
            keys = {"".join(map(str, g.parts)) for g in tree.group_by if isinstance(g, Expression)}
            plain &= keys
        seeds: dict[str, Term | None] = {v: row.get(v) for v in columns if v in plain or v in worked}
        yield from self.exposed(tree.where, seeds, worked, tree.values)

    def _fits(self, t: Triple, row: list[Term]) -> dict[str, Term | None] | None:
        """What the variables of a template must be for it to give a triple; None where it cannot."""
        seeds: dict[str, Term | None] = {}
        for written, term in zip(t.terms, row, strict=True):
            if written.startswith("?"):
                if seeds.setdefault(written, term) != term:
                    return None
            elif not written.startswith("_:") and self.asked.constants[written] != term:
                return None
        return seeds

    # -- asking for all variables ------------------------------------------------------------------------------------
    def exposed(self, where: Group, seeds: dict[str, Term | None], worked: dict[str, Expression] | None = None,
                values: pattern.Values | None = None) -> Iterator[Solution]:  # fmt: skip
        """The solutions of a group that agree with ``seeds`` (None: unbound), with every variable that it hands out."""
        sure: set[str] = set()
        for e in where.elements:
            if isinstance(e, Optional | Minus | Bind):
                break
            sure |= pattern.certain(e)
        first = {v: t for v, t in seeds.items() if v in sure and t is not None and not isinstance(t, ox.BlankNode)}
        ahead = (pattern.Values(tuple(first), (tuple(map(str, first.values())),)),) if first else ()
        names = sorted(pattern.visible(where) | pattern.visible(values))
        columns = tuple(Projected(v) for v in names)
        columns += tuple(Projected(v, e) for v, e in (worked or {}).items() if v not in names)
        query = Query("SELECT", replace(where, elements=(*ahead, *where.elements)), self.asked.tree.prologue, "DISTINCT",
                      columns or (Projected("?_all", Expression(("1",))),), values=values)  # fmt: skip
        rest = [(v, t) for v, t in seeds.items() if v not in first]
        for n, found in enumerate(self._ask(pattern.render(query))):
            if n == MOST:
                return
            if all(found.get(v) == t for v, t in rest):
                yield found

    def _ask(self, text: str) -> Iterator[Solution]:
        rows = self.store.query(disarm.disarmed(text), prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        names = [f"?{v.value}" for v in rows.variables]
        for row in rows:
            yield {v: t for v, t in zip(names, row, strict=True) if t is not None}

    # -- from solutions to triples, from triples to statements -------------------------------------------------------
    def candidates(self, facts: Iterable[tuple[Fact, bool]], solution: Solution | None = None) -> Candidates:
        """The statements behind triples; those of a triple that is not the first of its kind are left for another set."""
        found = Candidates()
        marked: dict[Fact, bool] = {}
        for fact, first in facts:
            marked[fact] = marked.get(fact, False) or first
        held = [(fact, first, self.ground.holders(fact)) for fact, first in marked.items()]
        bound = {t.value for t in (solution or {}).values() if isinstance(t, ox.NamedNode)}
        for fact, first, holders in sorted(held, key=lambda triple: len(triple[2] or ())):
            if holders:
                self._take(found, holders, bound, first)
            elif holders is not None:
                self._infer(found, fact, bound, first)
        return found

    def _take(self, found: Candidates, holders: frozenset[Unit], bound: set[str], first: bool) -> None:
        found.all |= holders
        if first and not holders & found.chosen:
            sources = {u.graph for u in found.chosen}
            found.chosen.add(min(holders, key=lambda u: (u.node not in bound, u.graph not in sources, u)))

    def _infer(self, found: Candidates, fact: Fact, bound: set[str], first: bool) -> None:
        """What an inferred triple rests on."""
        derived = self.ground.of(fact[0])
        if str(fact[0]).startswith("<https://w3id.org/govkg/id/derived/"):
            found.all |= derived
            found.chosen |= derived if first else set()
        elif self.ground.inferred(fact):
            for n, way in enumerate(sorted(self.reasons(fact), key=len)):
                for holders in (self.ground.holders(f) for f in way):
                    if holders:
                        self._take(found, holders, bound, first and n == 0)
            if not self.reasons(fact):
                found.all |= self.near(fact)

    def near(self, fact: Fact) -> set[Unit]:
        """The statements about the ends of a triple that no rule here explains."""
        found: set[Unit] = set()
        for node in (fact[0],) if fact[1] == RDF_TYPE else (fact[0], fact[2]):
            found |= self.ground.of(node)
            if isinstance(node, ox.NamedNode):
                for q in self.ground.store.quads_for_pattern(None, None, node, ox.DefaultGraph()):
                    found |= self.ground.of(q.subject)
        return found

    def reasons(self, fact: Fact) -> list[list[Fact]]:
        """The ways in which rules conclude a triple: the triples that each needs."""
        if fact not in self._reasons:
            self._reasons[fact] = found = []
            for text in self.asked.rules.texts:
                if text not in self._rules:
                    self._rules[text] = Lineage(self.ground, Asked(pattern.parse(text)), self.store)
                rule = self._rules[text]
                for s in ordered(rule.solutions(dict(zip("spo", fact, strict=True)), "spo")):
                    found.append([f for f, _ in rule.facts(rule.asked.tree.where, s)])
        return self._reasons[fact]

    def facts(self, node: pattern.Node, solution: Solution) -> Iterator[tuple[Fact, bool]]:
        """The triples that a part of the query reads for a solution, and whether each is of the first solution of its kind."""
        match node:
            case Triple():
                yield from ((fact, True) for fact in self._triple(node, solution))
            case Group() | Optional() | InGraph() | pattern.Union():
                for inner in pattern.children(node):
                    yield from self.facts(inner, solution)
            case SubSelect():
                inside = self.within(node.query.where, solution, pattern.visible(node.query), node.query.values)
                for s, first in first_of_each(node.query, inside):
                    yield from ((fact, first and one) for fact, one in self.facts(node.query.where, s))
            case Filter() | Bind():
                for expression in pattern.children(node):
                    for e in cast(Expression, expression).exists:
                        if not e.negated:
                            for n, s in enumerate(self.within(e.group, solution, pattern.visible(e.group))):
                                yield from ((f, n == 0 and one) for f, one in self.facts(e.group, {**solution, **s}))

    def within(self, where: Group, outer: Solution, shared: frozenset[str], values: pattern.Values | None = None,
               most: int = MOST) -> list[Solution]:  # fmt: skip
        """The solutions of an inner group that go with an outer solution."""
        inner = pattern.visible(where)
        seeds: dict[str, Term | None] = {v: outer[v] for v in shared & inner if v in outer}
        key = (id(where), frozenset((v, t) for v, t in seeds.items() if t is not None))
        if most < MOST:
            return self._inside.get(key) or list(islice(self.exposed(where, seeds, values=values), most))
        if key not in self._inside:
            self._inside[key] = ordered(self.exposed(where, seeds, values=values))
        return self._inside[key]

    def _triple(self, t: Triple, solution: Solution) -> Iterator[Fact]:
        s, o = (solution.get(x) if x.startswith("?") else self.asked.constants.get(x) for x in (t.subject, t.object))
        if s is None or o is None:
            return
        if not t.path:
            p = solution.get(t.predicate) if t.predicate.startswith("?") else self.asked.constants[t.predicate]
            if p is not None:
                yield s, p, o
            return
        found: list[Fact] = []

        def between(text: str, start: Term, end: Term) -> list[tuple[Term, ...]]:
            if isinstance(start, ox.BlankNode) or isinstance(end, ox.BlankNode):
                return []
            lines = (
                *self.asked.tree.prologue,
                "SELECT DISTINCT * {",
                f"VALUES (?s ?o) {{ ({start} {end}) }} {text} }}",
            )
            return [tuple(r[v] for v in ("?m", "?n") if v in r) for r in self._ask("\n".join(lines))]

        def unnamed(start: Term, end: Term) -> None:
            if isinstance(start, ox.NamedNode):
                found.extend(
                    (start, q.predicate, end) for q in self.store.quads_for_pattern(start, None, end, ox.DefaultGraph())
                )

        paths.walked(s, paths.read(t.predicate), o, between,
                     lambda a, name, b: found.append((a, self.asked.constants[name], b)), unnamed)  # fmt: skip
        yield from found


def ordered(solutions: Iterable[Solution]) -> list[Solution]:
    """Solutions in an order of their own: the engine's differs from run to run."""
    return sorted(solutions, key=lambda s: sorted((v, str(t)) for v, t in s.items()))


def _picked(query: Query) -> tuple[str, str] | None:
    """The column and the variable of a query that takes the least, the greatest or any value of it, and nothing else."""
    worked = [p for p in query.projection if p.expression]
    if len(worked) != 1 or query.having:
        return None
    m = PICKED.fullmatch("".join(map(str, worked[0].expression.parts)) if worked[0].expression else "")
    return (worked[0].variable, m[1]) if m else None


def first_of_each(query: Query, solutions: list[Solution]) -> Iterator[tuple[Solution, bool]]:
    """Solutions, and whether each adds something: of those that an aggregate holds for one, only the first does."""
    plain = not query.aggregates or any(
        MANY.search("".join(map(str, p.expression.parts))) for p in query.projection if p.expression
    )
    names = sorted({v for p in query.projection for v in (p.expression.names if p.expression else {p.variable})})
    if plain and query.aggregates:
        names = sorted({v for s in solutions for v in s})
    seen: set[tuple[Term | None, ...]] = set()
    for s in solutions:
        kind = tuple(s.get(v) for v in names)
        yield s, not query.projection or kind not in seen
        seen.add(kind)


__all__ = ["Candidates", "Lineage", "first_of_each"]
