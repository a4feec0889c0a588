"""Which reports the corpus holds, and what a query asks of them: years, places, bodies, reports by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from govkg import ids
from govkg.absence.model import Absence

REPORTS = f"""
PREFIX gov: <{ids.ONTOLOGY}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?report ?covers ?place ?label ?body {{
  ?report a gov:Report
  OPTIONAL {{ ?report gov:covers ?covers }}
  OPTIONAL {{ ?report gov:place ?place . ?place rdfs:label ?label }}
  OPTIONAL {{ ?report gov:bodyName ?body }}
}} ORDER BY ?report
"""
YEARS = {ids.ONTOLOGY + name for name in ("periodStartYear", "covers", "plans", "periodStart", "periodEnd", "dated")}
NAMES = {
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
}
PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}[省市区县州旗盟]")
BODY = re.compile(r"[\u4e00-\u9fff]{2,30}(?:局|委|委员会|厅|办|办公室|政府|中心|部|院)")


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the corpus."""

    iri: str
    years: tuple[int, ...]
    place: str
    name: str
    body: str

    @property
    def id(self) -> str:
        return self.iri.rpartition("/")[2]


@dataclass
class Asked:
    """What a query asks for: values with the offset where they stand. ``spans`` are ranges of years that a filter allows."""

    years: list[tuple[int, int]] = field(default_factory=list)
    spans: list[tuple[str, int, int]] = field(default_factory=list)  # operator, year, offset
    places: list[tuple[str, int]] = field(default_factory=list)  # names or IRIs
    bodies: list[tuple[str, int]] = field(default_factory=list)
    reports: list[tuple[str, int]] = field(default_factory=list)  # ids


def reports(store: ox.Store) -> list[Report]:
    """The reports of the corpus."""
    found: dict[str, Report] = {}
    for row in store.query(REPORTS):  # type: ignore[union-attr]
        covers = row["covers"].value if row["covers"] else ""
        years = [int(y) for y in re.findall(r"\b[12][0-9]{3}", covers)]
        iri, place, label, body = (row[n].value if row[n] else "" for n in ("report", "place", "label", "body"))
        found[iri] = Report(iri, tuple(range(min(years), max(years) + 1)) if years else (), place, label, body)
    return list(found.values())


def missing(held: Sequence[Report], asked: Asked) -> Absence | None:
    """What is asked for and has no report in the corpus; None where every report asked for is there."""
    for name, at in asked.reports:
        if name not in {r.id for r in held}:
            return _absent("report", name, _like(name, [r.id for r in held]), at)
    of = list(held)
    for place, at in asked.places:
        of = [r for r in held if place in (r.name, r.place)]
        if not of:
            return _absent("place.none", place.rpartition("/")[2], "、".join(_names(held)), at)
    for body, at in asked.bodies:
        if not any(r.body and (r.body in body or body in r.body) for r in held):
            return _absent("body", body, _like(body, [r.body for r in held if r.body]), at)
    for year, at in asked.years:
        if not any(year in r.years for r in of):
            return _year(str(year), year, of, asked, at)
    for operator, year, at in asked.spans:
        covered = {y for r in of for y in r.years}
        holds = {"<": min, "<=": min, ">": max, ">=": max}
        if operator in holds and covered:
            edge = holds[operator](covered)
            if not {"<": edge < year, "<=": edge <= year, ">": edge > year, ">=": edge >= year}[operator]:
                return _year(f"{operator} {year}", year, of, asked, at)
    return None


def _year(said: str, year: int, of: Sequence[Report], asked: Asked, at: int) -> Absence:
    covered = sorted({y for r in of for y in r.years})
    near = min(covered, key=lambda y: (abs(y - year), y), default=0)
    close = [f"{r.name} {near} ({r.id})" for r in of if near in r.years]
    if asked.places:
        place = of[0].name if of else asked.places[0][0]
        return _absent("placeyear", said, "、".join(close), at, place=place)
    return _absent("year", said, "、".join(close), at)


def _absent(kind: str, fault: str, nearest: str, at: int, **values: str) -> Absence:
    return Absence("missing", kind, fault, nearest, at, 0, values)  # the line is put in by whoever has the text


def _names(held: Sequence[Report]) -> list[str]:
    return sorted({r.name for r in held if r.name})


def _like(name: str, names: Iterable[str]) -> str:
    """The names that look most like one, else all of them."""
    import difflib

    every = sorted(set(names))
    return "、".join(difflib.get_close_matches(name, every, 2, 0.3) or every[:3])
