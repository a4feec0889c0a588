"""GraphML: typed attributes, labels in hanzi, every edge with its id. What the file is stands in the graph's own attributes.

The names of nodes and edges are name tokens, as the schema of GraphML asks (``network.name``); their IRIs stand in ``iri``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from govkg.exports import network
from govkg.exports.network import Network, Value
from govkg.exports.subject import Subject
from govkg.exports.tags import tag, text
from govkg.exports.triples import put

SPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES = {str: "string", int: "long", float: "double"}


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes GraphML; raises CallerError ``export.value`` for a character that XML has no place for."""
    return put(path, (line.encode() for line in lines(network.network(subject), dict(network.head(subject)))))


def lines(of: Network, about: Mapping[str, Value]) -> Iterator[str]:
    """The file, line by line."""
    nodes = [{"iri": n.id, **n.said} for n in of.nodes]
    edges = [{"iri": e.id, **e.said} for e in of.edges]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<graphml xmlns="{SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    yield f'xsi:schemaLocation="{SPACE} {SPACE}/1.0/graphml.xsd">\n'
    typed = {"graph": network.types([about]), "node": network.types(nodes), "edge": network.types(edges)}
    for owner, named in typed.items():
        for name, kind in named.items():
            told = {"id": f"{owner}.{name}", "for": owner, "attr.name": name, "attr.type": TYPES[kind]}
            yield tag("key", told, "key", "/>\n")
    yield '<graph id="govkg" edgedefault="directed">\n'
    yield from _data("graph", about, "the graph")
    for node, said in zip(of.nodes, nodes, strict=True):
        yield tag("node", {"id": network.name(node.id)}, "node")
        yield from _data("node", said, f"node {node.id}")
        yield "</node>\n"
    for edge, said in zip(of.edges, edges, strict=True):
        ends = {"source": network.name(edge.source), "target": network.name(edge.target)}
        yield tag("edge", {"id": network.name(edge.id), **ends}, "edge")
        yield from _data("edge", said, f"edge {edge.id}")
        yield "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(owner: str, said: Mapping[str, Value], where: str) -> Iterator[str]:
    for name, value in said.items():
        yield f'<data key="{owner}.{name}">{text(network.words(value), f"{where}, {name}")}</data>'
