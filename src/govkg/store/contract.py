"""What every home of a graph can do, whichever it is: be written to whole, and be asked.

A home holds one release at a time. Every quad stands in its named graph, and its triple in the default graph too, so that
questions need no GRAPH clause (a union default graph makes property paths an order of magnitude slower).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

BEFORE = NamedNode("https://w3id.org/govkg/id/release/before")  # the graph of an earlier release, loaded beside
Step = Callable[[int, int], None]  # told how many quads are in, of how many
Graphs = NamedNode | BlankNode | DefaultGraph | list[NamedNode | BlankNode | DefaultGraph] | None
Result = QuerySolutions | QueryBoolean | QueryTriples


class View(Protocol):
    """A graph to be asked, read only; an Oxigraph store is one as it stands. The caller gates every text (``gate.check``)."""

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: Graphs = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
    ) -> Result:
        """The result of a SPARQL query, of the whole or of the graphs that are named.

        Raises SyntaxError for what is no SPARQL, OSError or CallerError for what cannot be answered.
        """
        ...

    def contains_named_graph(self, graph_name: NamedNode | BlankNode | DefaultGraph, /) -> bool:
        """Whether a graph of that name is there."""
        ...

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """The named graphs."""
        ...

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: NamedNode | BlankNode | Literal | Triple | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads that have these terms, None standing for any; in any graph, the default graph too, where none is given."""
        ...

    def __iter__(self) -> Iterator[Quad]:
        """Every quad."""
        ...

    def __len__(self) -> int:
        """How many quads there are."""
        ...


class Home(Protocol):
    """Where a graph lives. What is in it changes by ``write`` alone, and wholly or not at all."""

    def write(self, quads: Iterable[Quad], name: str, step: Step = ...) -> None:
        """Puts the quads in place of whatever was there; ``name`` tells what they are (the hash of a release)."""
        ...

    def holds(self, name: str) -> bool:
        """Whether what was last written, and written whole, has that name."""
        ...

    def view(self) -> View:
        """What was last written whole; raises CallerError ``store.missing`` when nothing was."""
        ...


def still(done: int, of: int) -> None:
    """The step of whoever shows no progress."""


def both(quads: Iterable[Quad]) -> Iterable[Quad]:
    """Each quad, and its triple in the default graph.

    >>> from pyoxigraph import Literal
    >>> a = NamedNode("urn:a")
    >>> [q.graph_name == a for q in both([Quad(a, a, Literal("x"), a)])]
    [True, False]
    """
    for q in quads:
        yield q
        if not isinstance(q.graph_name, DefaultGraph):
            yield Quad(q.subject, q.predicate, q.object, DefaultGraph())


def named(view: View) -> Iterator[Quad]:
    """The quads of the named graphs: what a home was written from, without the copies in the default graph."""
    return (q for q in view.quads_for_pattern(None, None, None, None) if not isinstance(q.graph_name, DefaultGraph))
