"""Facts tables: the statements as flat Parquet tables, for whoever works in R, Stata, pandas or DuckDB, and for the plans.

One table a type of statement, a row a statement, with the names of things, their IRIs beside them (``about``, ``about_id``)
and the words of each. Figures are numbers (``value``) and, exactly as the graph has them, text (``value_exact``). What is not
said is null. What could not be read is a table as well (``finding``). Beside them stand ``report`` (a row a source, with how
many of its sentences were read), ``concept`` (a row a term of the vocabularies and the ontology) and ``part`` (which thing is
part of which, through every step: inferred). The first are of the sources, and are made for any set of them (``of_sources``);
the last two are of the whole (``of_whole``).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from govkg import concepts, ids, rdf
from govkg.sources import Source
from govkg.statements import BY_TYPE, Entity, Observation, Statement

TYPES = ("entity", "observation", "milestone", "recognition", "shortcoming", "attribution", "participation", "mandate",
         "composition", "finding")  # fmt: skip
WORDS = {"statement": "VARCHAR", "source": "VARCHAR", "evidence_start": "BIGINT", "evidence_end": "BIGINT",
         "exact": "VARCHAR", "section": "VARCHAR", "damage": "VARCHAR", "sentence": "VARCHAR", "sentence_start": "BIGINT",
         "sentence_end": "BIGINT", "rule": "VARCHAR", "status": "VARCHAR"}  # fmt: skip
OWN = (
    "id",
    "evidence",
    "rule",
    "status",
    "natural",
)  # fields of every statement, which have columns of their own or none
REPORT = ("source", "report_id", "title", "body", "place", "place_id", "code", "covers", "plans", "dated", "published",
          "url", "sha256")  # fmt: skip
CONCEPT = ("id", "scheme", "code", "zh", "en", "aliases", "broader", "level", "polarity")
ANCHOR = rdf.gov("anchorId")
TAKEN = (ANCHOR, rdf.LABEL)  # of what a source says, the tables take the IRIs of things and the names that they go by
PREFERRED, OTHER, SCHEME, BROADER = (
    NamedNode(concepts.SKOS + n) for n in ("prefLabel", "altLabel", "inScheme", "broader")
)
if TYPE_CHECKING:
    import duckdb
Read = Sequence[tuple[Source, Sequence[Statement]]]
Cell = str | int | float | None
Rows = Iterable[Mapping[str, Cell]]


def tables(read_of: Read, found: Iterable[Quad]) -> dict[str, bytes]:
    """The Parquet bytes of each table, from the statements and the quads they gave; the same statements give the same bytes."""
    quads = list(found)
    return of_sources(read_of, quads) | of_whole(quads)


def of_sources(read_of: Read, said: Iterable[Quad]) -> dict[str, bytes]:
    """The Parquet bytes of the tables of some sources, a row a statement or a source, from the quads that these sources said.

    >>> list(of_sources([], []))[-2:]
    ['finding', 'report']
    """
    iris: dict[str, str] = {}
    names: dict[str, str] = {}  # that things go by
    for q in said:
        if isinstance(q.object, Literal) and isinstance(q.subject, NamedNode):
            if q.predicate == ANCHOR:
                iris[q.object.value] = q.subject.value
            elif q.predicate == rdf.LABEL:
                names[q.subject.value] = q.object.value
    rows: dict[str, list[dict[str, Cell]]] = {t: [] for t in TYPES}
    reports: list[dict[str, Cell]] = []
    for source, statements in read_of:
        things = {s.key: iris.get(s.id, "") for s in statements if isinstance(s, Entity)}
        reports.append({**report(source, things), "sentences": len({s.evidence.sentence_start for s in statements})})
        for s in statements:
            if s.type in rows:
                cells = row(s, source.text, things)
                if isinstance(s, Entity) and (name := names.get(things[s.key], s.name)) != s.name:
                    cells |= _called(s, name)
                rows[s.type].append(cells)
    made: dict[str, tuple[Mapping[str, str], Rows]] = {
        name: (columns(name), sorted(found, key=_order)) for name, found in rows.items()
    }
    made["report"] = (dict.fromkeys(REPORT, "VARCHAR") | {"sentences": "BIGINT"}, reports)
    return _written(made)


def of_whole(found: Iterable[Quad]) -> dict[str, bytes]:
    """The Parquet bytes of the tables that are of no source, from the quads of the vocabulary and of what was concluded.

    Other quads among them are passed over; they are read once, one after the other.

    >>> list(of_whole([]))
    ['concept', 'part']
    """
    parts, terms = _of(found)
    made: dict[str, tuple[Mapping[str, str], Rows]] = {
        "concept": (dict.fromkeys(CONCEPT, "VARCHAR"), terms),
        "part": (dict.fromkeys(("part_id", "whole_id"), "VARCHAR"), parts),
    }
    return _written(made)


def _written(made: Mapping[str, tuple[Mapping[str, str], Rows]]) -> dict[str, bytes]:
    import duckdb

    with duckdb.connect(config={"threads": 1}) as db, tempfile.TemporaryDirectory() as folder:
        return {name: _parquet(db, Path(folder) / name, *table) for name, table in made.items()}


def columns(kind: str) -> dict[str, str]:
    """The columns of a type of statement with their DuckDB types.

    >>> [c for c in columns("milestone") if c not in WORDS]
    ['event', 'entity', 'entity_id']
    """
    made = dict(WORDS)
    if kind == "entity":
        made |= {"id": "VARCHAR", "class": "VARCHAR", "sort_key": "VARCHAR"}
    for f in fields(BY_TYPE[kind]):
        if f.name in OWN:
            continue
        how = rdf.FIELDS[kind].get(f.name, ("", ""))[1]
        made[f.name] = {"decimal": "DOUBLE", "integer": "BIGINT"}.get(how, "BOOLEAN" if f.type == "bool" else "VARCHAR")
        if how == "thing":
            made[f"{f.name}_id"] = "VARCHAR"
        if how == "decimal":
            made[f"{f.name}_exact"] = "VARCHAR"
    if kind == "observation":
        made["year"] = "BIGINT"
    return made


def row(s: Statement, text: str, things: Mapping[str, str]) -> dict[str, Cell]:
    """A statement as one flat row; ``things`` has the IRIs of the report's things by their keys."""
    e = s.evidence
    cells: dict[str, Cell] = {
        "statement": ids.statement(s.id), "source": e.source, "evidence_start": e.start, "evidence_end": e.end, "exact": e.exact,
        "section": e.section, "damage": e.damage or None, "sentence": text[e.sentence_start : e.sentence_end],
        "sentence_start": e.sentence_start, "sentence_end": e.sentence_end, "rule": s.rule, "status": s.status,
    }  # fmt: skip
    if isinstance(s, Entity):
        cells |= {"id": things[s.key], "class": rdf.CLASSES[s.kind], "sort_key": ids.pinyin(s.name)}
    for name in (f.name for f in fields(s) if f.name not in OWN):
        value = getattr(s, name)
        how = rdf.FIELDS[s.type].get(name, ("", ""))[1]
        if isinstance(value, tuple):
            value = "|".join(value)
        if how == "decimal":
            cells[name] = float(value) if value else None
            cells[f"{name}_exact"] = exact(value) if value else None
            continue
        if how == "thing":
            cells[f"{name}_id"] = things.get(value) or None
        cells[name] = ids.statement(value) if how == "statement" and value else None if value == "" else value
    if isinstance(s, Observation):
        cells["year"] = int(s.start[:4]) if s.start[:4].isdigit() else None
    return cells


def _called(e: Entity, name: str) -> dict[str, Cell]:
    """What changes in the row of a thing that was judged to be one of another name: the name as written is one of its others."""
    others = sorted({e.name, *e.aliases} - {name})
    return {"name": name, "aliases": "|".join(others), "sort_key": ids.pinyin(name)}


def report(source: Source, things: Mapping[str, str]) -> dict[str, Cell]:
    """A source as one flat row."""
    place = things.get(f"Place/{source.place}")
    named = {name: getattr(source, name) or None for name in REPORT if name not in ("source", "report_id", "place_id")}
    return {"source": source.id, "report_id": ids.report(source.id), "place_id": place, **named}


def exact(value: str) -> str:
    """A decimal as the graph writes it: no zeros behind the last digit of its fraction.

    >>> exact("60.90"), exact("100"), exact("1736000")
    ('60.9', '100', '1736000')
    """
    number = Decimal(value)
    return format(number.to_integral_value() if number == number.to_integral_value() else number.normalize(), "f")


def _order(cells: Mapping[str, Cell]) -> tuple[object, ...]:
    return cells["source"], cells["evidence_start"], cells["evidence_end"], cells["statement"]


def _of(found: Iterable[Quad]) -> tuple[list[dict[str, Cell]], list[dict[str, Cell]]]:
    """Part and whole; the terms of the vocabularies."""
    parts: set[tuple[str, str]] = set()
    terms: dict[str, dict[str, Cell]] = {}
    others: dict[str, set[str]] = {}
    part, level, polarity = rdf.gov("partOf"), rdf.gov("resultLevel"), rdf.gov("polarity")
    graph = NamedNode(concepts.GRAPH)
    for q in found:
        predicate = q.predicate
        if predicate == part:
            parts.add((getattr(q.subject, "value", ""), getattr(q.object, "value", "")))
        elif q.graph_name == graph:
            value = q.object
            s, o = getattr(q.subject, "value", ""), getattr(value, "value", "")
            term = terms.get(s)
            if term is None:
                code = s.rpartition("/")[2].rpartition("#")[2]
                term = terms[s] = dict.fromkeys(CONCEPT) | {"id": s, "code": code}
            if predicate in (PREFERRED, rdf.LABEL) and isinstance(value, Literal) and value.language in ("zh", "en"):
                term[value.language] = o
            elif predicate == OTHER:
                others.setdefault(s, set()).add(o)
            elif predicate == SCHEME:
                term["scheme"] = o.removeprefix(ids.VOCAB)
            elif predicate == BROADER:
                term["broader"] = o
            elif predicate == level:
                term["level"] = o.rpartition("/")[2]
            elif predicate == polarity:
                term["polarity"] = o.rpartition("/")[2]
    for s, names in others.items():
        terms[s]["aliases"] = "|".join(sorted(names))
    kept = [t for _, t in sorted(terms.items()) if t["zh"] or t["en"]]
    return [{"part_id": a, "whole_id": b} for a, b in sorted(parts)], kept


def _lines(rows: Rows) -> Iterator[str]:
    for cells in rows:
        yield json.dumps(cells, ensure_ascii=False) + "\n"


def _parquet(db: duckdb.DuckDBPyConnection, path: Path, of: Mapping[str, str], rows: Rows) -> bytes:
    """A table's bytes, by way of a file of JSON lines: parameters would take a hundred times as long."""
    lines, out = path.with_suffix(".jsonl"), path.with_suffix(".parquet")
    with lines.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(rows))
    typed = ", ".join(f"\"{name}\": '{kind}'" for name, kind in of.items())
    read = f"read_json('{lines.as_posix()}', format = 'newline_delimited', columns = {{{typed}}}, maximum_object_size = 100000000)"
    db.execute(f"COPY (SELECT * FROM {read}) TO '{out.as_posix()}' (FORMAT parquet, COMPRESSION zstd)")
    return out.read_bytes()
