"""/query: SPARQL for people: a query is run within the limits of the endpoint and shown as table or chart; every state is a URL.

The page works as a plain form. Rows beyond those that are shown come with the files, which the endpoint itself gives.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from govkg import absence, messages, questions, spelled
from govkg.analysis import comparable
from govkg.errors import CallerError
from govkg.query import PREFIXES
from govkg.web import charts, frame, guard, judged, problems, protocol, snippets
from govkg.web.charts import Point
from govkg.web.endpoint import shape_of
from govkg.web.guard import TOLD
from govkg.web.media import JSON
from govkg.web.questions_page import VIEWS, first
from govkg.web.reasons import told
from govkg.web.state import Edition, serving
from govkg.worker import Job, Limits

ROWS = 500  # that the page shows
URL = 12_000  # bytes of an address that is offered to share
SECONDS = 2.0  # for the reason of an empty answer
PLACE = re.compile(r"line (\d+), column (\d+)")
NUMBERS = {PREFIXES["xsd"] + n for n in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}
NAMES = tuple(
    ox.NamedNode(iri)
    for iri in (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title")
)
START = """# 各项改革据报告带来的成果
SELECT ?reform ?metric ?figure WHERE {
  ?x a gov:Reform ; rdfs:label ?reform .
  ?outcome gov:reportedAsResultOf ?x ; gov:metricAsWritten ?metric ; gov:surface ?figure
}
ORDER BY ?reform
LIMIT 50
"""
STARTS = {
    "zh": START,
    "en": START.replace("各项改革据报告带来的成果", "what each reform is reported to have brought about"),
}

Terms = dict[str, dict[str, str]]  # variable → term as the JSON of SPARQL results has it


async def page(request: Request) -> Response:
    """The page, with the answer where there is a query."""
    state, spoken = serving(request), frame.tongue(request)
    given = dict(protocol.pairs(request.scope["query_string"]))
    if request.method == "POST":
        kind = request.headers.get("content-type", "")
        body = await guard.body(request.scope, request.receive, state.options)
        if protocol.media(kind) != protocol.FORM:
            raise CallerError("request.type", f"a body of {kind[:60]!r} is no form", cure=f"send {protocol.FORM}")
        given |= dict(protocol.pairs(body))
    text = given.get("query", "").replace("\r\n", "\n")
    if not text and given.get("example"):
        text = await frame.read(request, example, state.now, given["example"], spoken.data)
    data: dict[str, Any] = {
        "query": text, "shown": text or STARTS[spoken.lang], "error": None, "answer": None, "view": view_of(given), "rows": ROWS,
        "seconds": f"{state.options.timeout:g}", "editor": "editor.js" in frame.shelf(), "examples": examples(spoken.lang),
    }  # fmt: skip
    status = 200
    if text.strip():
        request.scope[TOLD]["query"] = text
        try:
            data |= await answered(request, text, given)
        except CallerError as e:
            status = problems.status(e)
            data["error"] = {**told(e, spoken.lang), **at(e, text)}
    if frame.wants_json(request):
        data = {k: v for k, v in data.items() if k not in ("axes", "notes", "cells", "editor", "examples", "shown")}
    scripts = ("query.js", *(("editor.js",) if data.get("editor") else ()))
    return await frame.answer(request, frame.Page("query.html", "SPARQL", data, scripts, status))


async def answered(request: Request, text: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The answer to a query with all that the page shows of it; raises CallerError."""
    state, spoken = serving(request), frame.tongue(request)
    options, now, form = state.options, state.now, shape_of(text)
    graph = form in ("construct", "describe")
    limits = Limits(seconds=options.timeout, rows=ROWS, bytes=options.answer, memory=options.memory)
    begun = time.perf_counter()
    result = await now.pool.answer(Job(text, JSON.types[0], limits, graph="application/n-triples"))
    spent = time.perf_counter() - begun
    if result.truncated:
        request.scope[TOLD]["truncated"] = True
    columns, rows = triples(result.data) if graph else table(result.data)
    request.scope[TOLD]["rows"] = len(rows)
    x, y = chosen(columns, rows, given)
    view = view_of(given)
    axes: list[charts.Axis] = []
    notes: list[list[str]] = []
    if view == "chart" and x and y:
        axes, notes = await frame.read(request, pictured, now, rows, x, y, spoken.lang, spoken.data)
    empty = ""
    if not rows:
        empty = await frame.read(request, reason, now, text, spoken.lang)
    cells = await frame.read(request, shown, now, columns, rows, spoken.data) if view == "table" or not axes else []
    share = frame.href("/query", {"query": text, **{n: given.get(n, "") for n in ("view", "x", "y")}, **spoken.kept()})
    return {
        "answer": {"columns": columns, "rows": rows, "truncated": result.truncated, "milliseconds": round(spent * 1000)},
        "graph": graph, "axes": axes, "notes": notes, "cells": cells, "x": x, "y": y, "empty": empty, "numeric": numeric(columns, rows),
        "share": share if len(share) < URL else "", "files": files(text, graph),
        "snippets": snippets.of_query(text, guard.base(request.scope), graph),
    }  # fmt: skip


def view_of(given: Mapping[str, str]) -> str:
    """The view that is asked for; raises CallerError for one that is none.

    >>> view_of({}), view_of({"view": "chart"})
    ('table', 'chart')
    """
    view = given.get("view") or "table"
    if view not in VIEWS:
        raise CallerError("parameter.wrong", f"view is {view[:40]!r}", cure=f"choose {' or '.join(VIEWS)}")
    return view


def table(data: bytes) -> tuple[list[str], list[Terms]]:
    """Columns and rows of a result in JSON; the answer to ASK is one row.

    >>> table(b'{"head":{},"boolean":true}')[1][0]["answer"]["value"]
    'true'
    """
    found = json.loads(data)
    if "boolean" in found:
        value = {"type": "literal", "value": str(found["boolean"]).lower(), "datatype": PREFIXES["xsd"] + "boolean"}
        return ["answer"], [{"answer": value}]
    return list(found["head"]["vars"]), list(found["results"]["bindings"])


def triples(data: bytes) -> tuple[list[str], list[Terms]]:
    r"""The triples of a graph as rows, sorted.

    >>> triples(b'<http://x/s> <http://x/p> "\xe6\xad\xa6\xe6\xb1\x89"@zh .')[1][0]["object"]
    {'type': 'literal', 'value': '武汉', 'xml:lang': 'zh'}
    """
    parts = ("subject", "predicate", "object")
    found = sorted(ox.parse(data, format=ox.RdfFormat.N_TRIPLES), key=str)
    return list(parts), [{p: term(getattr(q, p)) for p in parts} for q in found]


def term(node: object) -> dict[str, str]:
    """A term as the JSON of SPARQL results has it."""
    if isinstance(node, ox.NamedNode):
        return {"type": "uri", "value": node.value}
    if isinstance(node, ox.Literal):
        made = {"type": "literal", "value": node.value}
        if node.language:
            return {**made, "xml:lang": node.language}
        return made if node.datatype.value == PREFIXES["xsd"] + "string" else {**made, "datatype": node.datatype.value}
    return {"type": "bnode", "value": getattr(node, "value", str(node))}


def shown(now: Edition, columns: Sequence[str], rows: Sequence[Terms], lang: str) -> list[list[dict[str, str]]]:
    """Rows as cells to read: an IRI of ours by its name, another by its prefix."""
    names: dict[str, str] = {}
    made = []
    for row in rows:
        cells = []
        for c in columns:
            t = row.get(c)
            if t is None:
                cells.append({"kind": "none", "text": ""})
            elif t["type"] == "uri":
                iri = t["value"]
                if iri not in names:
                    names[iri] = named(now, iri, lang)
                cells.append({"kind": "iri", "text": names[iri] or short(iri), "iri": iri})
            else:
                kind = "number" if t.get("datatype") in NUMBERS else "text"
                cells.append({"kind": kind, "text": t["value"], "lang": t.get("xml:lang", "")})
        made.append(cells)
    return made


def named(now: Edition, iri: str, lang: str) -> str:
    """The name of a thing of ours, in a language where it has one in it; a term of the ontology keeps the name that queries use."""
    if not iri.startswith(frame.BASE) or iri.startswith(PREFIXES["gov"]) or re.search(r'[\x00-\x20<>"{}|^`\\]', iri):
        return ""
    node, graph = ox.NamedNode(iri), ox.DefaultGraph()
    for name in NAMES:
        found = sorted(
            (
                q.object
                for q in now.kg.store.quads_for_pattern(node, name, None, graph)
                if isinstance(q.object, ox.Literal)
            ),
            key=lambda o: (o.language != lang, o.value),
        )
        if found:
            return found[0].value
    return ""


def short(iri: str) -> str:
    """An IRI with its prefix where it has one.

    >>> short("http://www.w3.org/2000/01/rdf-schema#label"), short("http://x/y")
    ('rdfs:label', 'http://x/y')
    """
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and iri != base:
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


# -- numbers to draw ---------------------------------------------------------------------------------------------------
def numeric(columns: Sequence[str], rows: Sequence[Terms]) -> list[str]:
    """The columns that hold numbers."""
    return [c for c in columns if any(row[c].get("datatype") in NUMBERS for row in rows if c in row)]


def chosen(columns: Sequence[str], rows: Sequence[Terms], given: Mapping[str, str]) -> tuple[str, str]:
    """What names the bars and what they measure: as asked for, else the first column of words and the first of numbers."""
    numbers = numeric(columns, rows)
    for axis in ("x", "y"):
        if given.get(axis) and given[axis] not in columns:
            raise CallerError(
                "parameter.wrong", f"{axis} is {given[axis][:40]!r}", cure=f"choose one of {', '.join(columns)}"
            )
    if given.get("y") and given["y"] not in numbers:
        raise CallerError("parameter.wrong", f"y is {given['y'][:40]!r}, a column without numbers",
                          cure=f"choose one of {', '.join(numbers) or 'none: this answer has no numbers'}")  # fmt: skip
    words = [c for c in columns if c not in numbers] or list(columns)
    return given.get("x") or (words[0] if words else ""), given.get("y") or (numbers[0] if numbers else "")


def pictured(now: Edition, rows: Sequence[Terms], x: str, y: str, lang: str, data: str
             ) -> tuple[list[charts.Axis], list[list[str]]]:  # fmt: skip
    """The axes of a chart with what must be said of each: rows that name a figure are judged, of others that is said.

    What a query added up or averaged itself no judge can see.
    """
    figures = judged.of_rows(now.kg.store, [[v["value"] for v in row.values() if v["type"] == "uri"] for row in rows])
    made = [
        replace(p, kin=comparable.axis(figures[p.row])) if p.row in figures else p
        for p in points(now, rows, x, y, data)
    ]
    axes = charts.axes(made, bars=True)
    notes = judged.told(axes, figures, lang)
    for axis, said in zip(axes, notes, strict=True):
        if any(s.point.row not in figures for s in axis.strips):
            said.append(messages.text("web.query.unjudged", lang))
    return axes, notes


def points(now: Edition, rows: Sequence[Terms], x: str, y: str, lang: str) -> list[Point]:
    """The rows that have a number, as points."""
    made = []
    for n, row in enumerate(rows):
        if y in row and row[y].get("datatype") in NUMBERS:
            try:
                value = Decimal(row[y]["value"])
            except InvalidOperation:
                continue
            if value.is_finite():
                label = row[x]["value"] if x in row else ""
                made.append(Point(named(now, label, lang) or short(label), value, unit=y, row=n))
    return made


# -- beside the answer -------------------------------------------------------------------------------------------------
def at(e: CallerError, text: str) -> dict[str, Any]:
    """The line of a query that an error names."""
    found = PLACE.search(f"{e.where or ''} {e.what}")
    lines = text.split("\n")
    if not found or not 1 <= int(found[1]) <= len(lines):
        return {"line": 0, "column": 0, "text": ""}
    return {"line": int(found[1]), "column": int(found[2]), "text": lines[int(found[1]) - 1]}


def reason(now: Edition, text: str, lang: str) -> str:
    """Why a query has no row; empty where that cannot be told."""
    try:
        found = absence.of_query(now.kg, text, SECONDS, empty=True)
    except CallerError:
        return ""
    return "" if found.cause in ("unknown", "none") else found.sentence(lang)


def files(text: str, graph: bool) -> list[tuple[str, str]]:
    """The forms in which the endpoint gives the whole answer, each with its address; an empty one where that is too long."""
    forms = (
        (("Turtle", "turtle"), ("JSON-LD", "jsonld")) if graph else (("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"))
    )
    made = [(name, form, frame.href("/sparql", {"query": text, "format": form})) for name, form in forms]
    return [(name, address if len(address) < URL else form) for name, form, address in made]


def examples(lang: str) -> list[dict[str, Any]]:
    """The questions of the library as queries to begin with, by group."""
    english = lang == "en"
    return [
        {
            "tag": tag,
            "queries": [(q.name, q.title[english]) for q in questions.all() if first(q) == tag and startable(q)],
        }
        for tag in questions.TAGS
        if any(first(q) == tag and startable(q) for q in questions.all())
    ]


def startable(q: questions.Question) -> bool:
    """Whether a question has a query without being told more."""
    return not q.release and (bool(q.example) or not any(p.required for p in q.parameters))


def example(now: Edition, name: str, lang: str) -> str:
    """The query of a question, with the parameters of its example."""
    question = questions.get(name)
    if not startable(question):
        words = messages.text("web.query.needs", lang)
        raise CallerError("parameter.missing", f"{name}: {words}", cure=f"open /ask/{name}")
    return spelled.text(question, question.example, lang, lambda: now.kg.store)
