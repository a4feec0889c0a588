"""RDF → statements: the way back from a graph to what was written, following the same table as the writer.

What cannot be rebuilt is told as a Broken record, never raised: a proof goes on to the next statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from govkg import ids, rdf
from govkg.statements import BY_TYPE, Entity, Evidence, Statement

Node = dict[str, list[Any]]  # property IRI → objects
CLASS_TYPES = {v: k for k, v in rdf.TYPES.items()} | {
    "Result": "observation", "Baseline": "observation", "Target": "observation", "Milestone": "milestone",
    "PlannedMilestone": "milestone",
}  # fmt: skip
ROLE_OF = {v: k for k, v in rdf.ROLES.items()}


@dataclass(frozen=True, slots=True)
class Record:
    """A statement rebuilt from the graph, its IRI, and the hash that the graph states for it."""

    iri: str
    statement: Statement
    stated_hash: str
    surface: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A node that is no whole statement, and what is wrong with it."""

    iri: str
    why: str


@dataclass(slots=True)
class Contents:
    """What a named graph of a source holds."""

    source: str
    sha256: str = ""
    title: str = ""
    records: list[Record] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


def read(quads: Iterable[Quad]) -> list[Contents]:
    """The contents of every source graph among the quads, sorted by source id."""
    graphs: dict[str, dict[str, Node]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for q in quads:
        if isinstance(q.subject, NamedNode) and isinstance(q.graph_name, NamedNode):
            graphs[q.graph_name.value][q.subject.value][q.predicate.value].append(q.object)
    prefix = ids.graph("")
    return [
        _contents(iri.removeprefix(prefix), nodes)
        for iri, nodes in sorted(graphs.items())
        if iri.startswith(prefix)
        and "/" not in iri.removeprefix(prefix)
        and ids.report(iri.removeprefix(prefix)) in nodes
    ]


def _contents(source: str, nodes: dict[str, Node]) -> Contents:
    report = nodes[ids.report(source)]
    found = Contents(source, _text(report, "sha256"))
    bodies = {o.value for o in report.get(ids.ONTOLOGY + "reportingBody", [])}
    keys: dict[str, str] = {}
    for iri, node in nodes.items():
        kind = next((rdf.KIND_OF[c] for c in _classes(node) if c in rdf.KIND_OF), "")
        labels = node.get(rdf.LABEL.value, [])
        if kind and len(labels) == 1:
            keys[iri] = f"{kind}/{labels[0].value}"
    for iri, node in sorted(nodes.items()):
        if ids.ONTOLOGY + "contentHash" not in node and not iri.startswith(ids.statement("")):
            continue
        try:
            found.records.append(_record(iri, node, nodes, keys, source, iri in bodies))
        except (KeyError, ValueError, IndexError, TypeError) as e:
            found.broken.append(Broken(iri, f"not a whole statement ({type(e).__name__}: {e})"))
    return found


def _record(iri: str, node: Node, nodes: dict[str, Node], keys: dict[str, str], source: str, reporting: bool) -> Record:
    passage = nodes[_one(node, "evidence").value]
    common: dict[str, Any] = {
        "evidence": _evidence(passage, source),
        "rule": _text(node, "readBy"),
        "status": _one(node, "status").value.rpartition("/")[2],
    }
    classes = _classes(node)
    kind = next((rdf.KIND_OF[c] for c in classes if c in rdf.KIND_OF), "")
    sentence = _text(passage, "sentence")
    if kind:
        aliases = tuple(sorted(o.value for o in node.get(rdf.ALT.value, [])))
        made: Statement = Entity(
            **common, id=_text(node, "anchorId"), kind=kind, name=keys[iri].partition("/")[2], aliases=aliases,
            reporting=reporting, **_fields("entity", node, keys))  # fmt: skip
        return Record(iri, made, _text(node, "contentHash"), "", sentence)
    (name,) = classes
    type_ = CLASS_TYPES[name]
    values = _fields(type_, node, keys)
    if name in ROLE_OF:
        values["role"] = ROLE_OF[name]
    made = BY_TYPE[type_](**common, id=iri.removeprefix(ids.statement("")), **values)
    planned = getattr(made, "event", "") == "planned"
    if planned != (name == "PlannedMilestone"):
        raise ValueError(f"class {name} does not fit its event")
    return Record(iri, made, _text(node, "contentHash"), _text(node, "surface", ""), sentence)


def _fields(type_: str, node: Node, keys: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, (prop, how) in rdf.FIELDS[type_].items():
        found = node.get(ids.ONTOLOGY + prop, [])
        if len(found) > 1:
            raise ValueError(f"{len(found)} values of {prop}")
        if not found:
            continue
        value = found[0].value
        if how == "thing":
            values[name] = keys[value]
        elif how == "statement":
            values[name] = value.removeprefix(ids.statement(""))
        elif how.startswith("concept:"):
            prefix = ids.concept(how.removeprefix("concept:"), "")
            if not value.startswith(prefix):
                raise ValueError(f"{value} is no {how}")
            values[name] = value.removeprefix(prefix)
        else:
            values[name] = int(value) if how == "integer" else value
    return values


def _evidence(passage: Node, source: str) -> Evidence:
    places: dict[str, Any] = {name: int(_one(passage, rdf.camel(name)).value) for name in rdf.EVIDENCE}
    words: dict[str, Any] = {name: _text(passage, name) for name in ("exact", "prefix", "suffix")}
    damage = _text(passage, "damage", "")
    return Evidence(source=source, section=_text(passage, "sectionPath"), damage=damage, **places, **words)


def _classes(node: Node) -> list[str]:
    return [o.value.removeprefix(ids.ONTOLOGY) for o in node.get(rdf.RDF_TYPE.value, [])]


def _one(node: Node, name: str) -> NamedNode | Literal:
    found = node[ids.ONTOLOGY + name]
    if len(found) != 1:
        raise ValueError(f"{len(found)} values of {name}")
    value: NamedNode | Literal = found[0]
    return value


def _text(node: Node, name: str, default: str | None = None) -> str:
    if default is not None and ids.ONTOLOGY + name not in node:
        return default
    return _one(node, name).value
