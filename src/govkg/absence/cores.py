"""The smallest part of a pattern that finds nothing: single patterns first, then pairs, then what is left when each is dropped."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from govkg import disarm, pattern
from govkg.pattern import (
    Bind,
    Element,
    Filter,
    Group,
    InGraph,
    Minus,
    Optional,
    Query,
    SubSelect,
    Triple,
    Union,
    Values,
)
from govkg.pattern.conditions import conditions
from govkg.store import View


class Asker:
    """Asks parts of a query of a store, until a deadline."""

    def __init__(self, store: View, whole: Query, prefixes: dict[str, str], deadline: float) -> None:
        self.store, self.whole, self.prefixes, self.deadline = store, whole, prefixes, deadline
        self.known: dict[str, bool] = {}

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.deadline

    def holds(self, elements: Sequence[Element]) -> bool:
        """Whether elements together have a row."""
        text = pattern.render(Query("ASK", Group(tuple(elements)), self.whole.prologue))
        if text not in self.known:
            self.known[text] = bool(self.store.query(disarm.disarmed(text), prefixes=self.prefixes))
        return self.known[text]

    def rows(self, columns: str, elements: Sequence[Element], limit: int = 200) -> list[tuple[object, ...]]:
        """Some distinct rows of elements; ``columns`` is SPARQL text behind SELECT DISTINCT."""
        group = Query("SELECT", Group(tuple(elements)), self.whole.prologue, limit=limit)
        text = pattern.render(group).replace("SELECT *", f"SELECT DISTINCT {columns}", 1)
        return [tuple(row) for row in self.store.query(disarm.disarmed(text), prefixes=self.prefixes)]  # type: ignore[union-attr]

    def term(self, text: str) -> object:
        """The RDF term of a constant's text; None where it is none."""
        try:
            asked = "\n".join([*self.whole.prologue, f"SELECT ({text} AS ?x) {{}}"])
            return next(iter(self.store.query(disarm.disarmed(asked), prefixes=self.prefixes)))[0]  # type: ignore[arg-type]
        except (SyntaxError, ValueError, StopIteration):
            return None


def atoms(group: Group, fresh: Iterator[int]) -> list[Element]:
    """The parts of a group that must all hold: paths written as triples, filters one condition each; OPTIONAL left out."""
    found: list[Element] = []
    for e in group.elements:
        match e:
            case Filter():
                found += [Filter(c.expression, e.start, e.end) for c in conditions(e.condition)]
            case Triple() if e.path:
                found += _steps(e, fresh)
            case Group() if not any(isinstance(inner, SubSelect) for inner in e.elements):
                found += atoms(e, fresh)
            case Optional():
                continue
            case _:
                found.append(e)
    return found


def _steps(t: Triple, fresh: Iterator[int]) -> list[Triple]:
    """A path of plain steps as triples, one after the other; another path as it is."""
    steps, level = [""], 0
    for c in _pieces(t.predicate):
        level += (c == "(") - (c == ")")
        if c == "/" and level == 0:
            steps.append("")
        else:
            steps[-1] += c
    found, subject = [], t.subject
    for n, step in enumerate(steps):
        value = t.object if n == len(steps) - 1 else f"?step{next(fresh)}"
        plain = step.removeprefix("^")
        path = any(c in plain for c in "()|*+?!^") and not plain.startswith("<")
        ends = (value, plain, subject) if step.startswith("^") and not path else (subject, step, value)
        found.append(replace(t, subject=ends[0], predicate=ends[1], object=ends[2], path=path))
        subject = value
    return found


def _pieces(path: str) -> Iterator[str]:
    """The characters of a path, an IRI in one piece."""
    at = 0
    while at < len(path):
        end = path.find(">", at) + 1 if path[at] == "<" else at + 1
        yield path[at : end or len(path)]
        at = end or len(path)


def wrapped(elements: Iterable[Element], graph: str) -> tuple[Element, ...]:
    """The elements as they stand in a GRAPH clause, or as they are."""
    inside = tuple(elements)
    return (InGraph(graph, Group(inside)),) if graph else inside


def core(ask: Asker, parts: Sequence[Element], graph: str = "") -> list[Element] | None:
    """A smallest part that finds nothing; None where all of it finds something."""
    if ask.holds(wrapped(parts, graph)):
        return None
    triples = [e for e in parts if isinstance(e, Triple)]
    for e in parts:
        if isinstance(e, Triple | Union | InGraph | Group) and not ask.holds(wrapped([e], graph)):
            return [e]
    for e in parts:
        if isinstance(e, Filter) and not e.condition.names and not e.condition.exists and not ask.holds([e]):
            return [e]
    for one, other in combinations(triples, 2):
        if ask.late:
            break
        if pattern.visible(one) & pattern.visible(other) and not ask.holds(wrapped([one, other], graph)):
            return [one, other]
    kept = list(parts)
    for e in sorted(parts, key=_first):
        if ask.late:
            break
        less = [k for k in kept if k is not e]
        if _sound(less) and less and not ask.holds(wrapped(less, graph)):
            kept = less
    return kept


def _first(e: Element) -> int:
    """What to drop first: what is least likely at fault."""
    order = (Bind, Minus, Group, Union, Values, Triple, InGraph, Filter)
    return next((n for n, kind in enumerate(order) if isinstance(e, kind)), len(order))


def _sound(parts: Sequence[Element]) -> bool:
    """Whether filters still find their variables: one without them would be false for that reason alone."""
    bound = frozenset().union(*(pattern.visible(e) for e in parts))
    return all(e.condition.names <= bound for e in parts if isinstance(e, Filter) and e.condition.names)
