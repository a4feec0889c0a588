"""Running a query on an open store: the gate reads it, the engine runs exactly that, limits cut what comes."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from govkg import disarm, gate
from govkg.disarm import PREFIXES
from govkg.errors import CallerError, GovkgError
from govkg.worker.cut import Full, Writer

if TYPE_CHECKING:
    from govkg.answer import Value
    from govkg.store import View

XSD = PREFIXES["xsd"]
_WHOLE = {XSD + t for t in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")}
_TRIPLE = ("subject", "predicate", "object")

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Graphs(Container[str]):
    """The named graphs of a store by IRI: those that ``FROM`` and the protocol's parameters may name."""

    def __init__(self, store: View) -> None:
        self.store = store

    def __contains__(self, iri: object) -> bool:
        try:
            return self.store.contains_named_graph(ox.NamedNode(str(iri)))
        except ValueError:
            return False


class Asked:
    """A store to be asked."""

    def __init__(self, store: View) -> None:
        self.store = store
        self.graphs = Graphs(store)

    def run(self, text: str, default: Iterable[str] | None = None, named: Iterable[str] | None = None) -> Found:
        """The engine's answer, not yet read; raises CallerError for what the gate refuses and what is no SPARQL."""
        text = disarm.ready(text, self.graphs)
        prefixes = {k: v for k, v in PREFIXES.items() if k + ":" in text}  # each costs the engine a microsecond
        try:
            return self.store.query(text, prefixes=prefixes, default_graph=self._known(default),
                                    named_graphs=self._known(named))  # fmt: skip
        except SyntaxError as e:
            raise _malformed(text, str(e)) from None
        except (RuntimeError, ValueError, OSError) as e:
            raise failed(e) from e

    def _known(self, graphs: Iterable[str] | None) -> list[Any] | None:
        if graphs is None:
            return None
        for g in graphs:
            if g not in self.graphs:
                raise CallerError("query.from", f"there is no graph <{g[:200]}>",
                                  cure="name a graph of this store, or none for the whole")  # fmt: skip
        return [ox.NamedNode(g) for g in graphs]


def rows(found: Found) -> tuple[tuple[str, ...], Iterator[list[Value]]]:
    """Columns and rows as Python values; a graph has the columns subject, predicate, object."""
    if isinstance(found, ox.QueryBoolean):
        return ("answer",), iter([[bool(found)]])
    if isinstance(found, ox.QueryTriples):
        return _TRIPLE, _read((t.subject, t.predicate, t.object) for t in found)
    return tuple(v.value for v in found.variables), _read(found)


def _read(found: Iterable[Iterable[object]]) -> Iterator[list[Value]]:
    try:
        for terms in found:
            yield [value(t) for t in terms]
    except (RuntimeError, ValueError, OSError) as e:
        raise failed(e) from e


def document(found: Found, table: str, graph: str, most: int, size: int) -> tuple[str, bytes, bool, int]:
    """(media type, document, whether it was cut, rows) in at most ``most`` rows or triples and ``size`` bytes."""
    try:
        if isinstance(found, ox.QueryTriples):
            return graph, *_graph(found, graph, most, size)
        form = ox.QueryResultsFormat.from_media_type(table)
        if form is None:
            raise ValueError(table)
        if isinstance(found, ox.QueryBoolean):
            return table, found.serialize(format=form) or b"", False, 1
        writer = Writer(table, most, size)
        stopped = False
        try:
            found.serialize(writer, form)  # type: ignore[arg-type]
        except Full:
            stopped = True
        return table, *writer.document(stopped)
    except (RuntimeError, ValueError, OSError) as e:
        raise failed(e) from e


def _graph(found: ox.QueryTriples, media: str, most: int, size: int) -> tuple[bytes, bool, int]:
    form = ox.RdfFormat.from_media_type(media)
    if form is None:
        raise ValueError(media)
    out, taken = io.BytesIO(), list[ox.Triple]()

    def fed() -> Iterator[ox.Triple]:
        for t in islice(found, most):
            taken.append(t)
            yield t
            if out.tell() > size:
                return

    ox.serialize(fed(), out, form, prefixes=PREFIXES if media == "text/turtle" else None)
    data, cut = out.getvalue(), next(iter(found), None) is not None
    if media == "text/turtle":  # the engine writes prefixes in an order of its own
        lines = data.split(b"\n", len(PREFIXES))
        data = b"\n".join([*sorted(lines[:-1]), lines[-1]])
    while len(data) > size and taken:
        del taken[min(len(taken) - 1, len(taken) * size // len(data)) :]
        data, cut = ox.serialize(taken, format=form) or b"", True
    return data, cut, len(taken)


def value(term: object) -> Value:
    """An RDF term as a Python value: whole numbers int, decimals Decimal, IRIs and texts str.

    >>> value(ox.Literal("60.90", datatype=ox.NamedNode(XSD + "decimal"))), value(ox.Literal("武汉", language="zh"))
    (Decimal('60.90'), '武汉')
    """
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        try:
            if kind in _WHOLE:
                return int(term.value)
            if kind == XSD + "decimal":
                return Decimal(term.value)
            if kind in (XSD + "double", XSD + "float"):
                return float(term.value)
        except (ValueError, ArithmeticError):  # a literal that does not fit its datatype is what it says
            return term.value
        if kind == XSD + "boolean":
            return term.value in ("true", "1")
        return term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return str(term)


def failed(e: Exception) -> CallerError:
    """The error for a query that the engine gave up, in one line."""
    line = re.sub(r"\s+", " ", str(e))[:200] or type(e).__name__
    return CallerError("query.failed", f"the query cannot be answered: {line}", cure="correct the query")


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
