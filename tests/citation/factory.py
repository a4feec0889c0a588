"""Graphs of the Wuhan report that differ in one thing, as files of TriG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from govkg import ids, rdf, release, resources, statements
from govkg.citation import origin
from govkg.citation.origin import Origin
from govkg.library import Library, open_library
from govkg.settings import Settings
from govkg.statements import Statement

LIBRARY = Path(resources.path("graph"))
TRIG = LIBRARY / "release" / "govkg.trig"
TEXTS = LIBRARY / "sources"


@lru_cache(maxsize=1)
def library() -> Library:
    return open_library(Settings())


@lru_cache(maxsize=1)
def here() -> Origin:
    """The bundled graph, read from its file of TriG."""
    return origin.at(TRIG)


@lru_cache(maxsize=1)
def said() -> tuple[Statement, ...]:
    return tuple(statements.load(library().statements("wuhan-2021")))


def write(path: Path, change: Callable[[Statement], Statement | None], more: Sequence[Quad] = ()) -> Path:
    """The graph with each statement as ``change`` gives it (None leaves it out), and more quads."""
    made = [kept for s in said() if (kept := change(s)) is not None]
    path.write_bytes(rdf.trig([*release.quads([(library().source("wuhan-2021"), made)]), *more]))
    return path


def review(anchor: str, decision: str, *read: str, on: str = "2026-11-20", number: str = "0123456789") -> list[Quad]:
    """What the graph says of a person's decision."""
    node, graph = NamedNode(f"{ids.ID}review/{number}"), NamedNode(ids.graph("wuhan-2021"))
    told: list[tuple[str, NamedNode | Literal]] = [("decision", NamedNode(ids.concept("decision", decision))), ("decidedBy", Literal("李雷")), ("decidedOn", Literal(on)),
            ("decidedFor", Literal("原文另有一处")), ("reviews", NamedNode(ids.statement(anchor)))]  # fmt: skip
    pairs = [(rdf.gov(n), term) for n, term in [*told, *(("asRead", Literal(r)) for r in read)]]
    return [Quad(node, p, o, graph) for p, o in [(rdf.RDF_TYPE, rdf.gov("Review")), *pairs]]
