"""What a query asks of the corpus: the years, places, bodies and reports that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from govkg import ids, pattern
from govkg.absence.cores import Asker, atoms
from govkg.absence.corpus import BODY, NAMES, PLACE, YEARS, Asked
from govkg.absence.names import Names
from govkg.pattern import Element, Filter, Query, Triple, Values
from govkg.pattern.conditions import conditions

BODIES = {ids.ONTOLOGY + "reportingBody", ids.ONTOLOGY + "bodyName"}
PLACED = ids.ONTOLOGY + "place"
TITLE = "http://purl.org/dc/terms/title"


def asked_of(query: Query, ask: Asker, names: Names) -> Asked:
    """The years, places, bodies and reports that a query names, in constants and in conditions on variables."""
    fresh = iter(range(1000, 10**6))
    parts = list(_every(query, fresh))
    triples = [e for e in parts if isinstance(e, Triple)]
    role: dict[str, str] = {}
    for t in triples:
        p = names.iri(t.predicate) or ""
        if p in YEARS:
            role[t.object] = "year"
        elif p in BODIES:
            role[t.object] = "body"
        elif p == PLACED:
            role.setdefault(t.object, "place")
        elif p == TITLE:
            role[t.object] = "title"
    for t in triples:  # the name of a place is asked for as the place is
        if (names.iri(t.predicate) or "") in NAMES and t.object.startswith("?"):
            role.setdefault(t.object, {"body": "body"}.get(role.get(t.subject, ""), "name"))
    asked = Asked()
    for t in triples:
        p = names.iri(t.predicate) or ""
        for n in (0, 2):
            _report(names.iri(t.terms[n]) or "", t.places[n], asked)
        if p in YEARS | BODIES | NAMES and not t.object.startswith("?"):
            value = ask.term(t.object)
            kind = "year" if p in YEARS else "body" if p in BODIES or role.get(t.subject) == "body" else "name"
            _value(kind, value, t.places[2], asked)
    for e in parts:
        if isinstance(e, Filter):
            for c in conditions(e.condition):
                if c.kind == "among":
                    for text in c.constants:
                        _value(role.get(c.variable, ""), ask.term(text), e.start, asked)
                elif c.kind == "compare" and role.get(c.variable) == "year":
                    value = ask.term(c.constants[0])
                    if isinstance(value, ox.Literal) and (m := re.match(r"[12][0-9]{3}", value.value)):
                        asked.spans.append((c.operator, int(m[0]), e.start))
                else:
                    text = pattern.show(c.expression)
                    kinds = {role.get(v, "") for v in c.expression.names}
                    for word in re.findall(r"\"([^\"]*)\"|'([^']*)'", text):
                        for kind in sorted(kinds & {"name", "body"}):
                            _value(kind, ox.Literal("".join(word)), e.start, asked)
                        for year in (
                            re.findall(r"\b[12][0-9]{3}(?![0-9])", "".join(word)) if kinds & {"year", "title"} else ()
                        ):
                            asked.years.append((int(year), e.start))
        elif isinstance(e, Values):
            for row in e.rows:
                for v, text in zip(e.variables, row, strict=True):
                    _value(role.get(v, ""), ask.term(text), e.start, asked)
                    _report(names.iri(text) or "", e.start, asked)
    return asked


def _every(query: Query, fresh: Iterator[int]) -> Iterator[Element]:
    """All patterns that must hold, those of sub-SELECTs and GRAPHs too."""
    todo = [query.where]
    while todo:
        for e in atoms(todo.pop(), fresh):
            match e:
                case pattern.Group(elements=[pattern.SubSelect() as inner]):
                    todo.append(inner.query.where)
                case pattern.InGraph():
                    todo.append(e.group)
                case _:
                    yield e
    if query.values:
        yield query.values


def _report(iri: str, at: int, asked: Asked) -> None:
    if iri.startswith(ids.ID + "report/"):
        asked.reports.append((iri.removeprefix(ids.ID + "report/"), at))
    elif iri.startswith(ids.ID + "place/"):
        asked.places.append((iri, at))


def _value(kind: str, value: object, at: int, asked: Asked) -> None:
    if not isinstance(value, ox.Literal):
        return
    if kind == "year" and (m := re.match(r"[12][0-9]{3}", value.value)):
        asked.years.append((int(m[0]), at))
    elif kind == "body" and BODY.fullmatch(value.value):
        asked.bodies.append((value.value, at))
    elif kind == "name" and PLACE.fullmatch(value.value):
        asked.places.append((value.value, at))
