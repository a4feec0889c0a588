"""Asking the store: a question of the library with its parameters, or any SPARQL, to rows with their evidence.

Every text passes the gate first. With a time limit the query runs in a process of its own, which is killed at the
deadline: the engine knows no other way to stop.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox

from govkg import gate, marks, parameters, questions, rewrite, store
from govkg.answer import EVIDENCE, Answer, Row, Value
from govkg.errors import CallerError, GovkgError, InternalError

PREFIXES = {
    "gov": "https://w3id.org/govkg/ontology#",
    "id": "https://w3id.org/govkg/id/",
    "vocab": "https://w3id.org/govkg/vocab/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "org": "http://www.w3.org/ns/org#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}
LANGUAGES = ("zh", "en")
XSD = PREFIXES["xsd"]
Answered = tuple[tuple[str, ...], list[Row], bool]  # columns, rows, whether more were left off
_WHOLE = {XSD + t for t in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")}


class View(Protocol):
    """What is asked: an open store, the folder or file it was opened from (for a process that opens it again),
    and where it holds what was inferred, the same without that.
    """

    @property
    def store(self) -> ox.Store: ...

    @property
    def origin(self) -> Path | None: ...

    @property
    def said(self) -> View | None: ...


def ask(kg: View, name: str, params: Mapping[str, object] | None = None, *, lang: str = "zh", limit: int | None = None,
        timeout: float | None = None) -> Answer:  # fmt: skip
    """The answer to a question of the library; raises CallerError for an unknown question, parameter or thing."""
    question = questions.get(name)
    if lang not in LANGUAGES:
        raise CallerError("parameter.wrong", f"lang is {lang!r}", cure=f"choose {' or '.join(LANGUAGES)}")
    text = parameters.bind(kg.store, question, params or {}, lang)
    other = Path(str((params or {})[question.release.name])) if question.release else None
    columns, rows, truncated = _answer(kg, text, limit, timeout, other)
    labels = {**question.columns}
    resting = _resting(kg, text, rows, timeout, other)
    return Answer(columns, rows, question.name, question.title, labels, lang, truncated, question.none, resting, sparql=text)


def run(kg: View, sparql: str, limit: int | None = None, timeout: float | None = None, *,
        as_written: bool = False) -> Answer:  # fmt: skip
    """The answer to any SPARQL query; the prefixes gov, id, vocab, rdfs, skos and their like need no declaration.

    A query that scans is rewritten where the rows stay the same, unless it is to run ``as_written``.

    Raises CallerError when the text is no SPARQL or reaches outside the graph, and when the time is up.
    """
    made = rewrite.Rewritten(sparql) if as_written else rewrite.helped(kg.store, sparql, PREFIXES)
    if made.rules:
        try:
            return run(kg, made.text, limit, timeout, as_written=True)
        except CallerError as e:
            if e.code != "query.malformed":
                raise  # what is no SPARQL is told as it was written
    columns, rows, truncated = _answer(kg, sparql, limit, timeout)
    labels = {c: questions.EVIDENCE[c] for c in EVIDENCE if c in columns}
    return Answer(columns, rows, labels=labels, truncated=truncated, inferred=_resting(kg, sparql, rows, timeout),
                  sparql=sparql)  # fmt: skip


def _resting(kg: View, text: str, rows: list[Row], timeout: float | None, before: Path | None = None) -> frozenset[int]:
    """The places of the rows that rest on what was inferred: the query is asked again of what is said alone."""
    if not rows:
        return frozenset()
    if kg.said is not None:
        return marks.resting(rows, _answer(kg.said, text, None, timeout, before)[1])
    said = marks.without(text)
    return frozenset() if said is None else marks.resting(rows, _answer(kg, said, None, timeout, before)[1])


def _answer(kg: View, text: str, limit: int | None, timeout: float | None, before: Path | None = None) -> Answered:
    if limit is not None and limit < 1:
        raise CallerError("parameter.wrong", f"limit is {limit}", cure="give a number of rows, 1 or more")
    if timeout is None:
        return execute(store.beside(kg.store, before) if before else kg.store, text, limit)
    if timeout <= 0:
        raise CallerError("parameter.wrong", f"timeout is {timeout}", cure="give seconds, more than 0")
    if kg.origin is None:
        raise CallerError("query.timeout", "a graph in memory only cannot be asked with a time limit",
                          cure="open it from its folder, or leave the limit out")  # fmt: skip
    gate.check(text)
    return _elsewhere(kg.origin, text, limit, timeout, before)


def execute(graph: ox.Store, text: str, limit: int | None = None) -> Answered:
    """Columns, rows and whether more rows were left off; gates the text, then runs exactly what the gate read."""
    text = gate.check(text)
    try:
        found = graph.query(text, prefixes=PREFIXES)
        if isinstance(found, ox.QueryBoolean):
            return ("answer",), [{"answer": bool(found)}], False
        if isinstance(found, ox.QueryTriples):
            columns: tuple[str, ...] = ("subject", "predicate", "object")
            every = ((t.subject, t.predicate, t.object) for t in found)
        else:
            columns = tuple(v.value for v in found.variables)
            every = (tuple(s) for s in found)
        rows: list[Row] = []
        for terms in every:
            if limit is not None and len(rows) == limit:
                return columns, rows, True
            rows.append({c: value(t) for c, t in zip(columns, terms, strict=True)})
    except SyntaxError as e:
        raise _malformed(text, str(e)) from None
    except (RuntimeError, ValueError, OSError) as e:
        raise CallerError("query.failed", f"the query cannot be answered: {_line(e)}", cure="correct the query") from e
    return columns, rows, False


def value(term: object) -> Value:
    """An RDF term as a Python value: whole numbers int, decimals Decimal, IRIs and texts str.

    >>> value(ox.Literal("60.90", datatype=ox.NamedNode(XSD + "decimal"))), value(ox.Literal("武汉", language="zh"))
    (Decimal('60.90'), '武汉')
    """
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        if kind in _WHOLE:
            return int(term.value)
        if kind == XSD + "decimal":
            return Decimal(term.value)
        if kind in (XSD + "double", XSD + "float"):
            return float(term.value)
        if kind == XSD + "boolean":
            return term.value in ("true", "1")
        return term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return str(term)


def _malformed(text: str, message: str) -> GovkgError:
    """The engine's syntax error as one line: where, and at which words."""
    found = gate.tokens(text)
    if not found:
        return gate.malformed(text, 0, "there is no query in it")
    known = {*PREFIXES, *(t[:-1] for (*_, before), (*_, t) in pairwise(found) if before.upper() == "PREFIX")}
    if "Prefix not found" in message:
        for start, _, kind, token in found:
            if kind == "name" and token.partition(":")[0] not in known:
                return gate.malformed(text, start, f"the prefix {token.partition(':')[0]}: is not declared")
    m = re.search(r"at (\d+):(\d+)", message)
    line, column = (int(m[1]), int(m[2])) if m else (1, 1)
    at = min(sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1, len(text))
    start, end, _, token = next((t for t in found if t[1] > at), found[-1])
    if end <= at:
        return gate.malformed(text, at, f"cannot go on after {token[:24]!r}")
    return gate.malformed(text, start, f"cannot go on at {token[:24]!r}")


def _line(e: Exception) -> str:
    return re.sub(r"\s+", " ", str(e))[:200] or type(e).__name__


# -- with a deadline ---------------------------------------------------------------------------------------------------
def _elsewhere(origin: Path, text: str, limit: int | None, timeout: float, before: Path | None) -> Answered:
    """Run in a process of its own and kill it when the time is up."""
    job = json.dumps({"origin": str(origin), "text": text, "limit": limit, "before": before and str(before)})
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from govkg.query import work; work()"]
    try:
        done = subprocess.run(command, input=job, capture_output=True, env=env, timeout=timeout, encoding="utf-8")
    except subprocess.TimeoutExpired as e:
        raise CallerError("query.timeout", f"no answer within {timeout:g} s, the query was stopped",
                          cure="narrow the query or give it more time (--timeout)") from e  # fmt: skip
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise InternalError("query.worker", f"the process of the query ended with {done.returncode}: {last[:200]}")
    out = json.loads(done.stdout)
    if "error" in out:
        raise CallerError(*out["error"][:2], where=out["error"][2], cure=out["error"][3])
    rows = [{c: _unpack(v) for c, v in zip(out["columns"], row, strict=True)} for row in out["rows"]]
    return tuple(out["columns"]), rows, out["truncated"]


def work() -> None:
    """The other process: reads a job on standard input, writes the rows on standard output."""
    job = json.loads(sys.stdin.read())
    try:
        asked = store.reopen(Path(job["origin"]))
        if job["before"]:
            asked = store.beside(asked, Path(job["before"]))
        columns, rows, truncated = execute(asked, job["text"], job["limit"])
        out: dict[str, Any] = {
            "columns": columns,
            "rows": [[_pack(r[c]) for c in columns] for r in rows],
            "truncated": truncated,
        }
    except CallerError as e:
        out = {"error": [e.code, e.what, e.where, e.cure]}
    sys.stdout.write(json.dumps(out))


def _pack(v: Value) -> object:
    return {"decimal": str(v)} if isinstance(v, Decimal) else v


def _unpack(v: Any) -> Value:
    return Decimal(v["decimal"]) if isinstance(v, dict) else v
