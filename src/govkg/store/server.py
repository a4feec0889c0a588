"""The home in a SPARQL 1.1 server: asked by the query protocol, written to by the update and Graph Store protocols.

What a server holds is said in one small graph of its own, ``MARK``: the name of the release, its graphs, and where an upload
stands. The default graph holds the copy of every triple; where it is the union of all that the server has (Virtuoso, whose
union gives a triple of two graphs twice), the copies stand in the graph ``ALL``, which is then asked as the default graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast
from urllib.parse import quote, urlencode, urlsplit

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from govkg.errors import CallerError
from govkg.store.contract import Graphs, Result, Step, View, still
from govkg.store.wire import BusyError, Reply, Wire, said

MARK = NamedNode("urn:govkg:store")  # the graph that says what the server holds
ALL = NamedNode("urn:govkg:store:all")  # the copies, on a server whose default graph is a union
NAME = NamedNode("urn:govkg:store#name")
DIGEST = NamedNode("urn:govkg:store#digest")  # of a graph that is whole
SENDING = NamedNode("urn:govkg:store#sending")  # of a graph that is on its way
JSON, TRIPLES, UPDATE = "application/sparql-results+json", "application/n-triples", "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
# Where servers have their services, below the URL of the server: query, update, graph store.
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_APART = re.compile(r"<[^<>]*>|\"[^\"]*\"|'[^']*'|[?$:]\w+")  # where a FROM is none
LAYOUTS = (("/query", "/update", "/store"), ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"))


@dataclass(frozen=True)
class Holding:
    """What a server says that it holds."""

    name: str | None = None  # of the release that is whole; empty where none is; None where the server says nothing
    graphs: dict[str, str] = field(default_factory=dict)  # the release's graphs → digest
    sending: dict[str, str] = field(default_factory=dict)  # graphs on their way → digest
    union: bool = False  # whether the default graph is the union of all


class Server:
    """A graph in a SPARQL 1.1 server. ``url`` is the server's, or that of its query service.

    ``update`` and ``graphs`` are the URLs of the other two services, where the server is not laid out as Oxigraph or Virtuoso is.
    """

    def __init__(self, url: str, *, user: str = "", password: str = "", update: str = "", graphs: str = "") -> None:
        self.wire = Wire(url, user, password)
        self._given = (update, graphs)

    @cached_property
    def services(self) -> tuple[str, str, str]:
        """The paths of query, update and graph store, found by asking; raises CallerError ``server.unreachable``."""
        path = urlsplit(self.wire.url).path
        ends = [(path.removesuffix(q), (q, u, g)) for q, u, g in LAYOUTS if path.endswith(q)]
        layouts = ends or [(path, layout) for layout in LAYOUTS] + [(path, ("", "", ""))]
        why = ""
        for base, (q, u, g) in layouts:
            try:
                target = (base + q or "/") + "?" + urlencode({"query": "ASK {}"})
                reply = self.wire.send("GET", target, accept=JSON, within=20.0)
            except BusyError as e:
                why = str(e)
                continue
            if reply.status == 200 and reply.type in (JSON, "application/json"):
                update, graphs = (
                    urlsplit(given).path or found
                    for given, found in zip(self._given, (u and base + u, g and base + g), strict=True)
                )
                return base + q or "/", update, graphs
            why = why or f"{reply.status} {said(reply)}".strip()
        raise self.unreachable(why)

    def write(self, quads: Iterable[Quad], name: str, step: Step = still) -> None:
        """Puts the quads in place of the release that was there, graph by graph; what was stopped midway is gone on with.

        Other graphs of the server are left alone. Until all is in, readers are given the release before.
        Raises CallerError ``server.occupied`` where the default graph would be needed and holds something else.
        """
        from govkg.store.upload import Upload

        try:
            Upload(self, quads, name, step).run()
        except BusyError as e:
            raise self.unreachable(str(e), "run the same command again: it goes on where it stopped") from e

    def holds(self, name: str) -> bool:
        """Whether the release that the server holds whole has that name."""
        return self.holding().name == name

    def view(self) -> View:
        """What the server holds; raises CallerError ``store.missing`` when no release is in it, or none that is whole."""
        found = self.holding()
        if not found.name:
            what = (
                "a release is on its way to the server, not all of it is in"
                if found.sending
                else "the server holds no release"
            )
            raise CallerError("store.missing", what, where=self.wire.url, cure="run govkg load with its URL")
        return ServerView(self, tuple(sorted(found.graphs)), found.union)

    def holding(self, insist: bool = False) -> Holding:
        """What the server says that it holds; ``insist`` asks a busy server again."""
        # In one query, which no write can tear: what the mark's graph says, and whether the default graph shows it too.
        text = f"SELECT * {{ GRAPH {MARK} {{ ?s ?p ?o }} OPTIONAL {{ {MARK} {NAME} ?seen }} }}"
        rows, union = list(self.select(text, insist)), False
        found: dict[str, dict[str, str]] = {p.value: {} for p in (NAME, DIGEST, SENDING)}
        for row in rows:
            found[row["p"].value][row["s"].value] = row["o"].value
            union = union or row["seen"] is not None
        name = found[NAME.value].get(MARK.value)
        return Holding(name, found[DIGEST.value], found[SENDING.value], union)

    def select(self, text: str, insist: bool = False) -> QuerySolutions:
        """The rows of a query that the program itself makes, over all that the server has."""
        rows = self.result(text, JSON, insist=insist)
        assert isinstance(rows, QuerySolutions)
        return rows

    def result(self, text: str, accept: str, default: tuple[str, ...] = (), named: tuple[str, ...] = (),
               within: float | None = None, insist: bool = False) -> Result:  # fmt: skip
        """What the query protocol gives; ``default`` and ``named`` are the only graphs that are asked, where any are given."""
        fields = [
            ("query", text),
            *(("default-graph-uri", g) for g in default),
            *(("named-graph-uri", g) for g in named),
        ]
        target, body = self.services[0], urlencode(fields).encode()
        try:
            if insist:
                reply = self.wire.insist("POST", target, body, FORM, accept)
            else:
                reply = self.wire.send("POST", target, body, FORM, accept, within)
        except BusyError as e:
            if e.status:
                raise self._failed(str(e)) from e
            raise self.unreachable(str(e)) from e
        if reply.status != 200:
            raise self._failed(f"{reply.status} {said(reply)}".strip())
        return _parsed(reply, accept, self.wire.url)

    def unreachable(self, why: str, cure: str = "start it, or give the URL of its query service") -> CallerError:
        """The error for a server that does not answer."""
        return CallerError("server.unreachable", f"no SPARQL server answers ({why})", where=self.wire.url, cure=cure)

    def _failed(self, why: str) -> CallerError:
        return CallerError("query.failed", f"the server cannot answer ({why})", where=self.wire.url,
                           cure="correct the query, or ask the graph on this machine")  # fmt: skip


@dataclass(frozen=True)
class ServerView:
    """A graph in a server, to be asked. ``seconds`` is the time that an answer may take."""

    server: Server
    graphs: tuple[str, ...]  # of the release
    union: bool  # whether the server's default graph is that of all its graphs, so that the copies have to be named
    seconds: float | None = None

    def within(self, seconds: float | None) -> ServerView:
        """The same, with another limit of time: at the limit the answer is given up with ``query.timeout``."""
        return replace(self, seconds=seconds)

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: Graphs = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
    ) -> Result:
        """The result of a query, in the terms that a local store would give.

        The text is parsed here first: the same texts are SPARQL as for the other homes, with the same messages.
        """
        form = Store().query(query, prefixes=prefixes)
        head = " ".join(f"PREFIX {p}: <{iri}>" for p, iri in (prefixes or {}).items() if f"{p}:" in query)
        accept = TRIPLES if isinstance(form, QueryTriples) else JSON
        text = f"{head} {query}" if head else query
        if default_graph is None and named_graphs is None:
            return self._result(text, accept, self.union and not _FROM.search(_APART.sub(" ", query)))
        default = default_graph if isinstance(default_graph, list) else [default_graph or DefaultGraph()]
        whole = (ALL.value,) if self.union else self.graphs
        asked = whole if any(isinstance(g, DefaultGraph) for g in default) else _names(default)
        return self._asked(text, accept, asked, self.graphs if named_graphs is None else _names(named_graphs))

    def contains_named_graph(self, graph_name: NamedNode | BlankNode | DefaultGraph, /) -> bool:
        """Whether the release has a graph of that name."""
        return isinstance(graph_name, NamedNode) and graph_name.value in self.graphs

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """The release's graphs."""
        return map(NamedNode, sorted(self.graphs))

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: NamedNode | BlankNode | Literal | Triple | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads that have these terms, None standing for any."""
        terms: tuple[Any, Any, Any] = (subject, predicate, object)
        if any(isinstance(t, BlankNode) for t in (*terms, graph_name)):
            return  # a blank node of here is none of there
        if isinstance(graph_name, NamedNode) and graph_name.value not in self.graphs:
            return
        pattern = " ".join(f"?{n}" if t is None else str(t) for n, t in zip("spo", terms, strict=True))
        if not isinstance(graph_name, DefaultGraph):
            name = "?g" if graph_name is None else str(graph_name)
            yield from self._quads(f"GRAPH {name} {{ {pattern} }}", terms, graph_name, True)
        if graph_name is None or isinstance(graph_name, DefaultGraph):
            yield from self._quads(pattern, terms, DefaultGraph(), self.union)

    def _quads(self, pattern: str, terms: tuple[Any, Any, Any], graph: Any, dataset: bool) -> Iterator[Quad]:
        if all(t is not None for t in (*terms, graph)):
            if self._result(f"ASK {{ {pattern} }}", JSON, dataset):
                yield Quad(*terms, graph)
            return
        for row in cast(QuerySolutions, self._result(f"SELECT DISTINCT * {{ {pattern} }}", JSON, dataset)):
            s, p, o = (row[n] if t is None else t for n, t in zip("spo", terms, strict=True))
            yield Quad(s, p, o, row["g"] if graph is None else graph)

    def _result(self, text: str, accept: str, dataset: bool) -> Result:
        if dataset:
            return self._asked(text, accept, (ALL.value,) if self.union else (), self.graphs)
        return self.server.result(text, accept, within=self.seconds)

    def _asked(self, text: str, accept: str, default: tuple[str, ...], named: tuple[str, ...]) -> Result:
        none = (f"{MARK.value}:none",)  # naming no graph would be asking all
        return self.server.result(text, accept, default or none, named or none, self.seconds)

    def __iter__(self) -> Iterator[Quad]:
        return self.quads_for_pattern(None, None, None, None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _parsed(reply: Reply, accept: str, where: str) -> Result:
    """The result in a reply; raises CallerError where the reply is none, or is cut."""
    wrong = CallerError("server.answer", "what the server answers is no result of a query, or was cut", where=where,
                        cure="give the URL of its query service, or narrow the query")  # fmt: skip
    if accept == JSON:
        if reply.type not in (JSON, "application/json") or not reply.body.rstrip().endswith(b"}"):
            raise wrong
        # Virtuoso writes names of blank nodes that are none.
        body = reply.body.replace(b'"type": "bnode", "value": "nodeID://', b'"type": "bnode", "value": "')
        try:
            return parse_query_results(body, format=QueryResultsFormat.JSON)
        except SyntaxError:
            raise wrong from None
    made = Store()
    try:
        made.bulk_extend(parse(reply.body, format=RdfFormat.N_TRIPLES))
    except SyntaxError:
        raise wrong from None
    return made.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def _names(graphs: Iterable[NamedNode | BlankNode | DefaultGraph]) -> tuple[str, ...]:
    return tuple(g.value for g in graphs if isinstance(g, NamedNode))


def target_of(path: str, graph: str | None) -> str:
    """The target of a graph in the Graph Store protocol; None is the default graph.

    >>> target_of("/store", "urn:a b"), target_of("/store", None)
    ('/store?graph=urn%3Aa%20b', '/store?default')
    """
    return f"{path}?default" if graph is None else f"{path}?graph={quote(graph, safe='')}"
