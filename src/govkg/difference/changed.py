"""A difference as RDF: the triples that came and those that went, each in a named graph of its own, and who they belong to.

What a source says and what rules concluded stay apart here too. Taking ``removed`` from the old version and adding ``added``
gives the new one; nameless nodes are called by what they say.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from govkg import ids, rdf
from govkg.difference.model import Difference, Side, concluded
from govkg.statements import digest

PROV, VOID = "http://www.w3.org/ns/prov#", "http://rdfs.org/ns/void#"
PREFIXES = {**rdf.PREFIXES, "prov": PROV, "void": VOID, "owl": "http://www.w3.org/2002/07/owl#"}


def trig(made: Difference) -> bytes:
    """The difference as TriG; the same two versions give the same bytes."""
    data = serialize(rdf.ordered(quads(made)), format=RdfFormat.TRIG, prefixes=PREFIXES)
    assert data is not None
    lines = data.split(b"\n")
    count = sum(line.startswith(b"@prefix") for line in lines)
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])


def quads(made: Difference) -> list[Quad]:
    """The description, in the default graph, and the graphs ``added``, ``removed`` and, for conclusions, ``…/inferred``."""
    base = f"{ids.ID}difference/{digest(made.old.sha256, made.new.sha256)}"
    node = NamedNode(base)
    found = [
        Quad(node, rdf.RDF_TYPE, NamedNode(PROV + "Entity")),
        *_side(node, base, "old", made.old),
        *_side(node, base, "new", made.new),
    ]
    for way, these, others in (("removed", made.old, made.new), ("added", made.new, made.old)):
        gone = these.quads - others.quads
        for tail in ("", "/inferred"):
            graph = NamedNode(f"{base}/{way}{tail}")
            some = {
                Quad(q.subject, q.predicate, q.object, graph) for q in gone if concluded(q.graph_name) == bool(tail)
            }
            if some or not tail:
                found += [
                    Quad(node, NamedNode(rdf.DCTERMS + "hasPart"), graph),
                    Quad(graph, NamedNode(VOID + "triples"), Literal(str(len(some)), datatype=rdf.INTEGER)),
                    *some,
                ]
    return found


def _side(node: NamedNode, base: str, name: str, side: Side) -> list[Quad]:
    version = NamedNode(f"{base}/{name}")
    found = [
        Quad(node, NamedNode(PROV + "wasDerivedFrom"), version),
        Quad(version, rdf.RDF_TYPE, NamedNode(PROV + "Entity")),
        Quad(version, NamedNode(rdf.DCTERMS + "title"), Literal(side.name)),
        Quad(version, rdf.gov("sha256"), Literal(side.sha256)),
    ]
    if side.version:
        found.append(Quad(version, NamedNode(PREFIXES["owl"] + "versionInfo"), Literal(side.version)))
    return found
