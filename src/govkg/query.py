"""Asking the store: a question of the library with its parameters, or any SPARQL, to rows with their evidence.

Every text passes the gate first. With a limit of time, bytes or memory the query runs in a worker process, which is killed at
the limit: the engine knows no other way to stop.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from govkg import computed, gate, marks, parameters, questions, rewrite, store
from govkg import engine as plans
from govkg.answer import EVIDENCE, Answer, Row
from govkg.disarm import PREFIXES as PREFIXES
from govkg.errors import CallerError
from govkg.store import View as Stored
from govkg.tables import Place
from govkg.worker import Job, Limits, Result, engine

if TYPE_CHECKING:
    from govkg.worker import Pool

XSD = engine.XSD
LANGUAGES = ("zh", "en")
Answered = tuple[tuple[str, ...], list[Row], bool]  # columns, rows, whether more were left off
_POOLS = 2  # kept open between calls
_WITHOUT = 1 << 62  # a limit that none reaches


class View(Protocol):
    """What is asked: an open store, the folder or file it was opened from (for a process that opens it again),
    and where it holds what was inferred, the same without that.
    """

    @property
    def store(self) -> Stored: ...

    @property
    def origin(self) -> Path | None: ...

    @property
    def said(self) -> View | None: ...

    @property
    def facts(self) -> Place | None: ...


def ask(kg: View, name: str, params: Mapping[str, object] | None = None, *, lang: str = "zh", limit: int | None = None,
        timeout: float | None = None, limits: Limits | None = None, engine: str = "auto") -> Answer:  # fmt: skip
    """The answer to a question of the library; raises CallerError for an unknown question, parameter or thing."""
    question = questions.get(name)
    if lang not in LANGUAGES:
        raise CallerError("parameter.wrong", f"lang is {lang!r}", cure=f"choose {' or '.join(LANGUAGES)}")
    bounds = _bounds(limit, timeout, limits)
    bound = parameters.terms(kg.store, question, params or {})
    text = parameters.fill(question, bound, lang)
    made = Answer((), [], question.name, question.title, {**question.columns}, lang, none=question.none, sparql=text,
                  computed=question.computed, reading=question.reading)  # fmt: skip
    if opened := plans.choose(kg, question, bound, engine):
        most = min(limit or _WITHOUT, limits.rows if limits else _WITHOUT)
        seconds = bounds.seconds if bounds else None
        columns, rows, truncated, resting = plans.run(
            opened, question, bound, lang, most if most < _WITHOUT else None, seconds
        )
        made = replace(made, columns=columns, rows=rows, truncated=truncated, inferred=resting, engine="facts")
        return _standing(kg.store, question, made)
    other = Path(str((params or {})[question.release.name])) if question.release else None
    # What is counted is counted of all rows.
    first, within = (None, _whole(bounds)) if question.computed else (limit, bounds)
    columns, rows, truncated = _answer(kg, text, first, within, other)
    concludes = _concludes(question.sparql) or kg.said is not None
    resting = _resting(kg, text, rows, bounds, other) if concludes else frozenset()
    made = replace(made, columns=columns, rows=rows, truncated=truncated, inferred=resting)
    made = _standing(kg.store, question, made)
    if not question.computed:
        return made
    return _filled(made, min(limit or _WITHOUT, limits.rows if limits else _WITHOUT))


def _filled(made: Answer, most: int) -> Answer:
    """The answer with the columns that its question's step fills, cut to so many rows once that is done."""
    found = computed.filled(made.computed, made.rows, made.lang)
    inferred = frozenset(k for k, (n, _) in enumerate(found[:most]) if n in made.inferred)
    return replace(made, rows=[row for _, row in found[:most]], inferred=inferred, truncated=len(found) > most)


def _whole(bounds: Limits | None) -> Limits | None:
    """The same limits without one on rows."""
    return replace(bounds, rows=_WITHOUT) if bounds else None


def rejected(store: Stored) -> frozenset[str]:
    """What a person rejected, and the statements that tie an outcome which a person rejected.

    >>> import govkg
    >>> rejected(govkg.open().store)
    frozenset()
    """
    status, out = parameters.GOV + "status", parameters.VOCAB + "status/rejected"
    found = _subjects(store, status, ox.NamedNode(out))
    return frozenset(found.union(*(_subjects(store, parameters.GOV + "outcome", ox.NamedNode(i)) for i in found)))


def _subjects(store: Stored, predicate: str, value: ox.NamedNode) -> set[str]:
    quads = store.quads_for_pattern(None, ox.NamedNode(predicate), value, ox.DefaultGraph())
    return {q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)}


def _standing(store: Stored, question: questions.Question, made: Answer) -> Answer:
    """The answer without the rows that rest on a statement which a person rejected.

    A question that tells of the status itself, or of what changed between releases, keeps them. The graph is large and the
    rejected are few: they are looked up, so that no question pays for a filter.
    """
    if "status" in made.columns or question.release or not (out := rejected(store)):
        return made
    resting = [c for c in made.columns if c == "outcomeId" or c.startswith("statement")]
    kept = [n for n, row in enumerate(made.rows) if not any(row[c] in out for c in resting)]
    inferred = frozenset(k for k, n in enumerate(kept) if n in made.inferred)
    return replace(made, rows=[made.rows[n] for n in kept], inferred=inferred)


def run(kg: View, sparql: str, limit: int | None = None, timeout: float | None = None,
        limits: Limits | None = None, *, as_written: bool = False) -> Answer:  # fmt: skip
    """The answer to any SPARQL query; the prefixes gov, id, vocab, rdfs, skos and their like need no declaration.

    ``limit`` in rows. With a ``timeout`` in seconds, or ``limits`` of time, rows, bytes and memory, the query runs in a process
    of its own. A query that scans is rewritten where the rows stay the same, unless it is to run ``as_written``. Raises
    CallerError when the text is no SPARQL or reaches outside the graph, and when a limit is reached.
    """
    made = rewrite.Rewritten(sparql) if as_written else rewrite.helped(kg.store, sparql, PREFIXES)
    if made.rules:
        try:
            return run(kg, made.text, limit, timeout, limits, as_written=True)
        except CallerError as e:
            if e.code != "query.malformed":
                raise  # what is no SPARQL is told as it was written
    bounds = _bounds(limit, timeout, limits)
    columns, rows, truncated = _answer(kg, sparql, limit, bounds)
    labels = {c: questions.EVIDENCE[c] for c in EVIDENCE if c in columns}
    resting = _resting(kg, sparql, rows, bounds)
    return Answer(columns, rows, labels=labels, truncated=truncated, inferred=resting, sparql=sparql)


def execute(graph: Stored, text: str, limit: int | None = None) -> Answered:
    """Columns, rows and whether more rows were left off; gates the text, then runs exactly what the gate read."""
    columns, every = engine.rows(engine.Asked(graph).run(text))
    rows: list[Row] = []
    for values in every:
        if limit is not None and len(rows) == limit:
            return columns, rows, True
        rows.append(dict(zip(columns, values, strict=True)))
    return columns, rows, False


def _resting(kg: View, text: str, rows: list[Row], bounds: Limits | None, before: Path | None = None) -> frozenset[int]:
    """The places of the rows that rest on what was inferred: the query is asked again of what is said alone."""
    if not rows:
        return frozenset()
    if kg.said is not None:
        return marks.resting(rows, _answer(kg.said, marks.unlimited(text), None, bounds, before)[1])
    said = marks.without(text)
    return frozenset() if said is None else marks.resting(rows, _answer(kg, said, None, bounds, before)[1])


def _answer(kg: View, text: str, limit: int | None, bounds: Limits | None, before: Path | None = None) -> Answered:
    if bounds is None:
        return execute(store.beside(kg.store, before) if before else kg.store, text, limit)
    if (limited := store.within(kg.store, bounds.seconds)) is not None:  # a server's view keeps the time itself
        most = min(limit or _WITHOUT, bounds.rows)
        return execute(store.beside(limited, before) if before else limited, text, most)
    gate.check(text, engine.Graphs(kg.store))
    job = Job(text, limits=replace(bounds, rows=min(limit or _WITHOUT, bounds.rows)))
    if kg.origin is not None:
        with _pool(kg.origin, before, bounds.memory) as pool:
            result = pool.run(job)
    else:
        result = _of_memory(kg.store, before, job, bounds)
    return result.columns, [dict(zip(result.columns, r, strict=True)) for r in result.rows], result.truncated


@lru_cache(maxsize=256)
def _concludes(sparql: str) -> bool:
    """Whether a question of the library names what is inferred."""
    return marks.without(gate.check(sparql)) is not None


def _bounds(limit: int | None, timeout: float | None, limits: Limits | None) -> Limits | None:
    """The limits asked for beside that of rows; None where there are none."""
    if limit is not None and limit < 1:
        raise CallerError("parameter.wrong", f"limit is {limit}", cure="give a number of rows, 1 or more")
    if timeout is None:
        return limits
    if timeout <= 0:
        raise CallerError("parameter.wrong", f"timeout is {timeout}", cure="give seconds, more than 0")
    return replace(limits or Limits(rows=_WITHOUT, bytes=_WITHOUT, memory=0), seconds=timeout)


# -- in a process that can be killed -----------------------------------------------------------------------------------
@dataclass
class _Kept:
    """A pool that is kept open, and how many calls use it now."""

    pool: Pool
    used: int = 0


_Key = tuple[Path, Path | None, int]
_open: dict[_Key, _Kept] = {}  # in the order of their last use
_lock = threading.Lock()


_inherited: list[_Kept] = []  # of the process that this one was forked from: its workers are its own


def _forget() -> None:
    global _lock
    _inherited.extend(_open.values())
    _open.clear()
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


@contextmanager
def _pool(origin: Path, before: Path | None, memory: int) -> Iterator[Pool]:
    """The workers of an origin, kept between calls; the ones used longest ago are let go."""
    from govkg.worker import Pool

    key = (origin, before, memory)
    with _lock:
        kept = _open.pop(key, None) or _Kept(Pool(origin, least=1, limits=Limits(memory=memory), before=before))
        _open[key] = kept
        kept.used += 1
    try:
        yield kept.pool
    finally:
        with _lock:
            kept.used -= 1
            for old in [k for k, v in _open.items() if not v.used][: max(len(_open) - _POOLS, 0)]:
                _open.pop(old).pool.close()


def _of_memory(graph: Stored, before: Path | None, job: Job, bounds: Limits) -> Result:
    """Asks a graph that stands in no file: a worker gets a copy."""
    import tempfile

    from govkg.worker import Pool

    with tempfile.TemporaryDirectory(prefix="govkg-") as folder:
        copy = Path(folder) / "graph.nq"
        ox.serialize(graph, str(copy), ox.RdfFormat.N_QUADS)
        with Pool(copy, size=1, limits=bounds, before=before) as pool:
            return pool.run(job)


@atexit.register
def close() -> None:
    """Lets go of the workers that are kept between calls."""
    with _lock:
        while _open:
            _open.popitem()[1].pool.close()
