"""Why a query has no answer: the sources do not say, the source is not in the corpus, or the pattern can never match.

The smallest part of the pattern that finds nothing is looked for, and read against the terms that are there, the values that
are there, what the ontology allows, and which reports the corpus holds.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from govkg import gate, parameters, pattern, query, questions
from govkg.absence import corpus
from govkg.absence.asked import asked_of
from govkg.absence.causes import Diagnosis
from govkg.absence.cores import Asker, atoms, core, wrapped
from govkg.absence.model import CAUSES, Absence
from govkg.absence.names import Names, where
from govkg.errors import CallerError
from govkg.pattern import Element, Filter, Group, InGraph, Query, SubSelect, Triple, Union

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CAUSES", "Absence", "of_question", "of_query"]
SECONDS = 20.0


def of_query(kg: query.View, text: str, seconds: float = SECONDS, *, empty: bool = False) -> Absence:
    """Why a query has no row; cause ``none`` where it has, ``unknown`` where that cannot be told.

    ``empty`` when it is known to have none. No further part is tried once so many seconds are over. Raises CallerError when the text is no SPARQL or is refused.

    >>> import govkg
    >>> print(of_query(govkg.open(), "SELECT ?r { ?r a gov:Refrom }").sentence("en"))
    This pattern can never match: the graph and the ontology have no gov:Refrom (line 1, column 18). Nearest: gov:Reform.
    """
    checked = gate.check(text)
    if not empty and query.run(kg, text, limit=1).rows not in ([], [{"answer": False}]):
        return Absence("none", "none")
    whole = pattern.read(checked)
    if whole is None:
        return Absence("unknown", "unread")
    ask = Asker(kg.store, whole, dict(query.PREFIXES), time.monotonic() + seconds)
    found = _Search(ask, Names(whole, query.PREFIXES), count()).query(whole)
    if found.cause == "silent":
        absent = corpus.missing(corpus.reports(kg.store), asked_of(whole, ask, Names(whole, query.PREFIXES)))
        found = absent or found
    line, column = where(checked, found.line) if found.cause in CAUSES else (0, 0)
    return replace(found, line=line, column=column)


class _Search:
    """Goes down from a query to the smallest part at fault."""

    def __init__(self, ask: Asker, names: Names, fresh: Iterator[int]) -> None:
        self.ask, self.names, self.fresh = ask, names, fresh

    def query(self, q: Query) -> Absence:
        if q.limit == 0:
            return Absence("never", "limit", "LIMIT 0", "", q.start)
        if found := self.unbound(q.where, frozenset()):
            return found
        parts = atoms(q.where, self.fresh)
        if parts and not self.ask.holds(parts):
            return self.pattern(parts, "")
        if q.values and not self.ask.holds([q.where, q.values]):
            return self.pattern([*parts, q.values], "")
        if q.offset and self.ask.holds([SubSelect(replace(q, prologue=(), limit=None, offset=None))]):
            return Absence("never", "offset", f"OFFSET {q.offset}", "", q.start)
        if q.having:
            said = pattern.show(q.having[0])
            return Absence("silent", "filter", f"HAVING {said}", "", q.having[0].start)
        return Absence("unknown", "untold")

    def pattern(self, parts: Sequence[Element], graph: str) -> Absence:
        """The cause of parts that find nothing together."""
        diagnosis = Diagnosis(self.ask, self.names)
        if found := diagnosis.schema([e for e in parts if isinstance(e, Triple)], parts):
            return found
        smallest = core(self.ask, parts, graph) or list(parts)
        if len(smallest) == 1:
            match smallest[0]:
                case InGraph() as e:
                    return self.named(e)
                case Group(elements=[SubSelect() as e]):
                    return self.query(e.query)
                case Union() as e:
                    each = [self.pattern(atoms(b, self.fresh), graph) for b in e.branches]
                    return min(each, key=lambda a: ("never", "missing", "silent", "unknown").index(a.cause))
                case Group() as e:
                    return self.pattern(atoms(e, self.fresh), graph)
                case _:
                    pass
        return diagnosis.of(smallest, parts, graph)

    def named(self, e: InGraph) -> Absence:
        """A GRAPH clause: the graph is not there, or what is asked of it is not in it."""
        iri = self.names.iri(e.name)
        inner = atoms(e.group, self.fresh)
        if iri is None:
            if not self.ask.holds(inner):
                return self.pattern(inner, "")
            return (
                self.pattern(inner, e.name)
                if not self.ask.holds(wrapped(inner, e.name))
                else Absence("unknown", "untold")
            )
        if not self.ask.holds([InGraph(e.name, Group((pattern.Triple("?s", "?p", "?o"),)))]):
            at = e.start
            names = sorted(r.id for r in corpus.reports(self.ask.store))
            near = difflib.get_close_matches(iri.rpartition("/")[2], names, 2, 0.3) or names[:3]
            if "/graph/" in iri:
                return Absence("missing", "graph", e.name, "、".join(near), at)
            return Absence("never", "term", e.name, "、".join(near), at)
        if not self.ask.holds(inner):
            return self.pattern(inner, "")
        return self.pattern(inner, e.name)

    def unbound(self, group: Group, around: frozenset[str]) -> Absence | None:
        """A condition on a variable that nothing binds."""
        bound = around | pattern.visible(group)
        for e in group.elements:
            if isinstance(e, Filter):
                for name in sorted(e.condition.names - bound):
                    said = pattern.show(e.condition).upper()
                    if "BOUND" in said or "COALESCE" in said:
                        continue
                    near = difflib.get_close_matches(name, sorted(bound), 1, 0.5)
                    return Absence("never", "unbound", name, near[0] if near else "", e.start)
            elif isinstance(e, Group) and (found := self.unbound(e, frozenset())):
                return found
        return None


def of_question(
    kg: query.View,
    name: str,
    given: Mapping[str, object],
    lang: str = "zh",
    seconds: float = SECONDS,
    *,
    empty: bool = False,
) -> Absence:
    """Why a question of the library has no row: by its parameters, the place without report or the value that leaves nothing.

    A thing that no report names is such a reason too. Raises CallerError for an unknown question or parameter.
    """
    question = questions.get(name)
    if not empty and query.ask(kg, name, given, lang=lang, limit=1).rows:
        return Absence("none", "none")
    held = corpus.reports(kg.store)
    wanted = corpus.Asked()
    for p in question.parameters:
        said = given.get(p.name)
        values = [str(v) for v in (said if isinstance(said, list | tuple) else [said])] if said is not None else []
        for value in values:
            if p.type == "year":
                wanted.years.append((int(value), 0))
            elif p.type == "entity":
                try:
                    things = {iri.value for iri in parameters.entities(kg.store, value, p.of.split())}
                except CallerError as e:
                    if e.code != "entity.unknown":
                        raise
                    if p.of != "Place":
                        return Absence("silent", "unnamed", value, e.cure.partition(": ")[2])
                    things = set()
                if p.of == "Place" and not any(r.place in things for r in held):
                    wanted.places.append((value, 0))
    if absent := corpus.missing(held, wanted):
        return absent
    deadline = time.monotonic() + seconds
    for p in reversed(question.parameters):
        if given.get(p.name) is None or p.required or time.monotonic() > deadline:
            continue
        rest = {k: v for k, v in given.items() if k != p.name}
        if rows := len(query.ask(kg, name, rest, lang=lang).rows):
            said = given[p.name]
            shown = "、".join(map(str, said)) if isinstance(said, list | tuple) else str(said)
            return Absence("silent", "parameter", f"--{p.name} {shown}", "", 0, 0, {"rows": str(rows), "name": p.name})
    asked = " ".join(f"--{k} {v}" for k, v in given.items())
    return Absence("silent", "question", asked or name, "", 0, 0, {"reports": str(len(held))})
