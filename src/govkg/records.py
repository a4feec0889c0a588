"""RDF → statements: the way back from a graph to what was written, following the same table as the writer.

What cannot be rebuilt is told as a Broken record, never raised: a proof goes on to the next statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from govkg import ids, rdf, reviews
from govkg.judgements import Stated
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
    called: str = ""  # the name that the thing goes by, where a person judged what the report's name means


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
    decided: list[Stated] = field(default_factory=list)
    reviewed: list[reviews.Stated] = field(default_factory=list)


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
    keys: dict[str, list[str]] = {}
    judged = _judged(nodes)
    for iri, node in nodes.items():
        kind = next((rdf.KIND_OF[c] for c in _classes(node) if c in rdf.KIND_OF), "")
        labels = node.get(rdf.LABEL.value, [])
        if kind and len(labels) == 1:
            keys[iri] = judged.get(iri) or [f"{kind}/{labels[0].value}"]
    for iri, node in sorted(nodes.items()):
        try:
            if "Judgement" in _classes(node):
                found.decided.append(_stated(iri, node))
            elif "Review" in _classes(node):
                found.reviewed.append(_review(iri, node, nodes))
            elif "Naming" in _classes(node):
                found.records.append(_naming(iri, node, nodes, source))
            elif iri.startswith(ids.statement("")) or (ids.ONTOLOGY + "contentHash" in node and iri not in judged):
                found.records.append(_record(iri, node, nodes, keys, source, iri in bodies))
        except (KeyError, ValueError, IndexError, TypeError) as e:
            found.broken.append(Broken(iri, f"not a whole statement ({type(e).__name__}: {e})"))
    return found


def _judged(nodes: dict[str, Node]) -> dict[str, list[str]]:
    """Judged things → the keys of the names that the report calls them by."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, node in sorted(nodes.items()):
        if "Naming" in _classes(node):
            read = _as_read(node)
            for thing in node.get(ids.ONTOLOGY + "names", []):
                found[thing.value] += [f"{k}/{n}" for k in read["kind"] for n in read["name"]]
    return dict(found)


def _as_read(node: Node) -> dict[str, list[str]]:
    read: dict[str, list[str]] = defaultdict(list)
    for value in sorted(o.value for o in node.get(ids.ONTOLOGY + "asRead", [])):
        name, _, words = value.partition("=")
        read[name].append(words)
    return read


def _naming(iri: str, node: Node, nodes: dict[str, Node], source: str) -> Record:
    """An entity by what its report says of it; its IRI is that of the thing that it was judged to be."""
    passage, thing = nodes[_one(node, "evidence").value], _one(node, "names").value
    read = _as_read(node)
    aliases, reporting = tuple(read.pop("alias", ())), read.pop("reporting", []) == ["yes"]
    if any(len(words) != 1 for words in read.values()) or not {*read} <= {"kind", "name", *rdf.FIELDS["entity"]}:
        raise ValueError("asRead says what no name has")
    values: dict[str, Any] = {name: words for name, (words,) in read.items()}
    (label,) = nodes[thing][rdf.LABEL.value]
    anchor = iri.removeprefix(ids.statement(""))
    made = Entity(**_common(node, passage, source), id=anchor, aliases=aliases, reporting=reporting, **values)
    return Record(thing, made, _text(node, "contentHash"), "", _text(passage, "sentence"), label.value)


def _stated(iri: str, node: Node) -> Stated:
    said = {name: _text(node, prop) for name, prop in rdf.DECIDED.items()}
    things = tuple(sorted(o.value for o in node[ids.ONTOLOGY + "judged"]))
    judgement = _one(node, "judgement").value.removeprefix(ids.concept("judgement", ""))
    return Stated(id=iri.removeprefix(ids.judgement("")), judgement=judgement, things=things, **said)


def _review(iri: str, node: Node, nodes: dict[str, Node]) -> reviews.Stated:
    of = _one(node, "reviews").value
    statement = of.removeprefix(ids.statement("")) if of.startswith(ids.statement("")) else _text(nodes[of], "anchorId")
    who = {name: _text(node, rdf.DECIDED[name]) for name in rdf.REVIEWED}
    decision = _one(node, "decision").value.removeprefix(ids.concept("decision", ""))
    said, read = (
        tuple(sorted(o.value for o in node.get(ids.ONTOLOGY + prop, []))) for prop in ("saysInstead", "asRead")
    )
    return reviews.Stated(iri.removeprefix(ids.review("")), statement, decision, said=said, read=read, **who)


def _common(node: Node, passage: Node, source: str) -> dict[str, Any]:
    status = _one(node, "status").value.rpartition("/")[2]
    natural = _text(node, "naturalAnchor", "")
    return {"evidence": _evidence(passage, source), "rule": _text(node, "readBy"), "status": status, "natural": natural}


def _record(
    iri: str, node: Node, nodes: dict[str, Node], keys: dict[str, list[str]], source: str, reporting: bool
) -> Record:
    passage = nodes[_one(node, "evidence").value]
    common = _common(node, passage, source)
    classes = _classes(node)
    kind = next((rdf.KIND_OF[c] for c in classes if c in rdf.KIND_OF), "")
    sentence = _text(passage, "sentence")
    if kind:
        aliases = tuple(sorted(o.value for o in node.get(rdf.ALT.value, [])))
        made: Statement = Entity(
            **common, id=_text(node, "anchorId"), kind=kind, name=keys[iri][0].partition("/")[2], aliases=aliases,
            reporting=reporting, **_fields("entity", node))  # fmt: skip
        return Record(iri, made, _text(node, "contentHash"), "", sentence)
    (name,) = classes
    type_ = CLASS_TYPES[name]
    values = _fields(type_, node)
    if name in ROLE_OF:
        values["role"] = ROLE_OF[name]
    stated = _text(node, "contentHash")
    for called in _calls(type_, values, keys):
        made = BY_TYPE[type_](**common, id=iri.removeprefix(ids.statement("")), **values, **called)
        # Where a report calls one thing by several names, the hash says by which of them here.
        if made.hash() == stated:
            break
    planned = getattr(made, "event", "") == "planned"
    if planned != (name == "PlannedMilestone"):
        raise ValueError(f"class {name} does not fit its event")
    return Record(iri, made, stated, _text(node, "surface", ""), sentence)


def _calls(type_: str, values: dict[str, Any], keys: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Takes the things out of the values and gives every way to call them, the usual one first: one, but for judged things."""
    things = [name for name, (_, how) in rdf.FIELDS[type_].items() if how == "thing" and name in values]
    ways = product(*(keys[values.pop(name)] for name in things))
    return [dict(zip(things, way, strict=True)) for way in ways]


def _fields(type_: str, node: Node) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, (prop, how) in rdf.FIELDS[type_].items():
        found = node.get(ids.ONTOLOGY + prop, [])
        if len(found) > 1:
            raise ValueError(f"{len(found)} values of {prop}")
        if not found:
            continue
        value = found[0].value
        if how == "statement":
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
