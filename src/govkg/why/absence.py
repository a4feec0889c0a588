"""What a row owes to something that is not there: the patterns that nothing met, and how much was looked through for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import cast

import pyoxigraph as ox

from govkg import disarm, gate, ids, pattern
from govkg.pattern import Bind, Expression, Filter, Group, InGraph, Minus, Optional, Query, SubSelect, Triple, Union
from govkg.query import PREFIXES
from govkg.why.asked import Solution
from govkg.why.lineage import Lineage
from govkg.why.model import Scope
from govkg.why.wording import Names

UNBOUND = re.compile(r"!BOUND\((\?[^\s()]+)\)", re.IGNORECASE)  # as ``pattern`` writes it
BOUND = re.compile(r"\bBOUND\((\?[^\s()]+)\)", re.IGNORECASE)


class Absences:
    """The scopes of a query's rows; what was looked through is counted once."""

    def __init__(self, lineage: Lineage, names: Names) -> None:
        self.lineage, self.names = lineage, names
        self._looked: dict[str, tuple[tuple[str, ...], tuple[tuple[str, int], ...]]] = {}

    def of(self, solution: Solution | None) -> tuple[Scope, ...]:
        """The scopes of a row with what its variables are bound to; of no row at all the whole pattern is one."""
        tree = self.lineage.asked.tree
        if solution is None:
            return (self._scope("none", tree.where, tree.where, {}),)
        found = dict.fromkeys(self._in(tree, tree.where, solution))
        said = {e for p in tree.projection if p.expression for e in self._worked(tree, p.expression, solution)}
        return (*found, *sorted(said - found.keys(), key=str))

    def _in(self, query: Query, node: pattern.Node, solution: Solution) -> Iterator[Scope]:
        match node:
            case Group() | InGraph():
                for inner in pattern.children(node):
                    yield from self._in(query, inner, solution)
            case Optional():
                if pattern.certain(node.group) <= solution.keys():
                    yield from self._in(query, node.group, solution)
            case Union():
                for branch in node.branches:
                    if pattern.certain(branch) <= solution.keys():
                        yield from self._in(query, branch, solution)
            case SubSelect():
                shared, values = pattern.visible(node.query), node.query.values
                for s in self.lineage.within(node.query.where, solution, shared, values, most=1):
                    yield from self._in(node.query, node.query.where, s)
            case Minus():
                yield self._scope("minus", node, node.group, solution)
            case Filter() | Bind():
                yield from self._worked(query, cast(Expression, pattern.children(node)[0]), solution)

    def _worked(self, query: Query, expression: Expression, solution: Solution) -> Iterator[Scope]:
        for e in expression.exists:
            if e.negated:
                yield self._scope("not-exists", e, e.group, solution)
            else:
                for s in self.lineage.within(e.group, solution, pattern.visible(e.group), most=1):
                    yield from self._in(query, e.group, {**solution, **s})
        text = "".join(p for p in expression.parts if isinstance(p, str))
        if any(v not in solution for v in UNBOUND.findall(text)):
            for name in dict.fromkeys(v for v in BOUND.findall(text) if v not in solution):
                for n in pattern.walk(query.where):
                    if isinstance(n, Optional) and name in pattern.visible(n.group):
                        yield self._scope("optional", n, n.group, solution)
                        break

    def _scope(self, way: str, node: pattern.Node, group: Group, solution: Solution) -> Scope:
        shown = _short(re.sub(r"^(?:NOT EXISTS|MINUS|OPTIONAL) ", "", pattern.show(node)))
        bound = tuple((v, self.names.of(solution[v])) for v in sorted(pattern.used(group)) if v in solution)
        if shown not in self._looked:
            self._looked[shown] = self._search(group)
        return Scope(way, shown, bound, *self._looked[shown])

    def _search(self, group: Group) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
        """The kinds of statements that the pattern speaks of, and how many of them each source has."""
        constants, prologue = self.lineage.asked.constants, self.lineage.asked.tree.prologue
        stars: dict[str, list[Triple]] = {}
        passages = set[str]()
        graphs = {id(t) for n in pattern.walk(group) if isinstance(n, InGraph) for t in pattern.walk(n)}
        for n in pattern.walk(group):
            if isinstance(n, Triple) and not n.path and not n.predicate.startswith("?"):
                p = constants[n.predicate]
                passages |= {n.object} if str(p) == f"<{ids.ONTOLOGY}evidence>" else set()
                if n.subject.startswith("?"):
                    stars.setdefault(n.subject, []).append(n)
        classed = {s for s, ts in stars.items() if any(t.predicate == "a" and t.object in constants for t in ts)}
        kinds: list[str] = []
        counted: Counter[str] = Counter()
        for subject, triples in stars.items():
            if subject in passages or (classed and subject not in classed):
                continue
            lines = [f"{subject} {t.predicate} {t.object} ." for t in triples] + [
                f"{subject} <{ids.ONTOLOGY}source> ?_of"
            ]
            if id(triples[0]) in graphs:
                lines = ["GRAPH ?_in {", *lines, "}"]
            head = f"SELECT ?_of (COUNT(DISTINCT {subject}) AS ?_n) {{"
            text = "\n".join([*prologue, head, *lines, "} GROUP BY ?_of"])
            rows = self.lineage.store.query(disarm.disarmed(text), prefixes=PREFIXES)
            assert isinstance(rows, ox.QuerySolutions)
            here = {cast(ox.NamedNode, r[0]).value.removeprefix(ids.report("")): int(cast(ox.Literal, r[1]).value)
                    for r in rows}  # fmt: skip
            counted.update(here)
            classes = [t.object for t in triples if t.predicate == "a" and not t.object.startswith("?")]
            kinds += [self.names.of(constants[c]) for c in classes] or [
                self.names.of(constants[triples[0].predicate]) or triples[0].predicate
            ]
        return tuple(dict.fromkeys(kinds)), tuple(sorted(counted.items()))


def _short(text: str) -> str:
    """A pattern with prefixes instead of whole IRIs.

    >>> _short("{ ?x a <https://w3id.org/govkg/ontology#Reform> . }")
    '{ ?x a gov:Reform . }'
    """
    for start, end, kind, token in reversed(gate.tokens(text)):
        for prefix, space in PREFIXES.items():
            local = token[1:-1].removeprefix(space)
            if kind == "iri" and token.startswith(f"<{space}") and local.isalnum() and local.isascii():
                text = f"{text[:start]}{prefix}:{local}{text[end:]}"
                break
    return text
