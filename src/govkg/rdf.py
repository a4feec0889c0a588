"""Statements → RDF and back. The only writer of triples; one named graph a source; no blank nodes; the same bytes always.

``FIELDS`` says once how each field of each statement stands in the graph; writing and reading both follow it, so that a
statement can be rebuilt from the graph alone and its hash taken again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from govkg import ids, reviews
from govkg.errors import CuratorError
from govkg.judgements import Judged, Ref, Stated
from govkg.statements import Entity, Evidence, Observation, Statement

GOV, XSD = ids.ONTOLOGY, "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
IS_A, FIRST = f" {RDF_TYPE} ", " \x01 "  # how a type stands in a line of N-Quads, and what sorts before any predicate
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
DCTERMS = "http://purl.org/dc/terms/"
HAS_UNIT = NamedNode("http://qudt.org/schema/qudt/hasUnit")
CC_BY = NamedNode("https://creativecommons.org/licenses/by/4.0/")
DECIMAL, INTEGER, BOOLEAN = (NamedNode(XSD + n) for n in ("decimal", "integer", "boolean"))
PREFIXES = {
    "gov": GOV, "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": DCTERMS, "qudt": "http://qudt.org/schema/qudt/", "xsd": XSD,
}  # fmt: skip

CLASSES = {
    "Reform": "Reform", "Platform": "Platform", "Campaign": "Campaign", "Document": "PolicyDocument",
    "Unit": "Organisation", "Award": "Award", "Place": "Place",
}  # fmt: skip
KIND_OF = {v: k for k, v in CLASSES.items()}
ROLES = {"value": "Result", "baseline": "Baseline", "target": "Target"}
# field: (property, how it is written). how: thing | statement | zh | text | decimal | integer | concept:<scheme>
FIELDS: dict[str, dict[str, tuple[str, str]]] = {
    "observation": {
        "about": ("about", "thing"), "metric_as_written": ("metricAsWritten", "zh"),
        "metric": ("metric", "concept:metric"), "value": ("value", "decimal"), "low": ("low", "decimal"),
        "high": ("high", "decimal"), "unit": ("unitAsWritten", "text"), "bound": ("bound", "concept:bound"),
        "kind": ("kind", "concept:kind"), "direction": ("direction", "concept:direction"),
        "change_type": ("changeType", "concept:changeType"), "compared_with": ("comparedWith", "concept:comparison"),
        "flow": ("flow", "concept:flow"), "start": ("periodStart", "text"), "end": ("periodEnd", "text"),
        "place": ("place", "thing"), "scope": ("scope", "zh"), "subset_of": ("subsetOf", "statement"),
        "index": ("index", "integer"),
    },
    "milestone": {"event": ("event", "concept:event"), "entity": ("about", "thing")},
    "recognition": {"award": ("award", "thing"), "about": ("about", "thing"), "conferred_by": ("conferredBy", "thing"),
                    "rank": ("rank", "statement")},
    "shortcoming": {"about": ("about", "thing")},
    "attribution": {"initiative": ("initiative", "thing"), "outcome": ("outcome", "statement"),
                    "basis": ("basis", "concept:basis")},
    "participation": {"organisation": ("organisation", "thing"), "initiative": ("initiative", "thing"),
                      "role": ("role", "concept:role"), "basis": ("basis", "concept:basis")},
    "mandate": {"document": ("document", "thing"), "initiative": ("initiative", "thing")},
    "composition": {"part": ("part", "thing"), "whole": ("whole", "thing")},
    "ignored": {"reason": ("reason", "concept:ignored")},
    "finding": {"code": ("findingCode", "text"), "message": ("message", "zh")},
    "entity": {"domain": ("domain", "concept:domain"), "scheme": ("realises", "concept:scheme"),
               "code": ("placeCode", "text"), "full": ("fullName", "zh"), "within": ("within", "text")},
}  # fmt: skip
TYPES = {
    "recognition": "Recognition", "shortcoming": "Shortcoming", "attribution": "Attribution", "mandate": "Mandate",
    "participation": "Participation", "composition": "Composition", "ignored": "IgnoredSentence",
    "finding": "ReadingFinding",
}  # fmt: skip
TIED = {
    "composition": ("part", "whole"),
    "mandate": ("document", "initiative"),
    "recognition": ("about", "conferred_by"),
}
EVIDENCE = ("start", "end", "sentence_start", "sentence_end")
# Fields of a thing of which it can have one value: of a judged thing only the name that it goes by gives them.
ONE_VALUE = ("code", "full", "within")
DECIDED = {"left": "leftKey", "right": "rightKey", "by": "decidedBy", "on": "decidedOn", "why": "decidedFor"}
REVIEWED = ("by", "on", "why")  # of these what a review says as a judgement does
Term = NamedNode | Literal
Triples = Iterator[tuple[NamedNode, NamedNode, Term]]


class Report(Protocol):
    """What the graph says of a source; ``govkg.sources.Source`` has it all."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def covers(self) -> str: ...
    @property
    def plans(self) -> str: ...
    @property
    def dated(self) -> str: ...
    @property
    def published(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def copy_quality(self) -> tuple[str, str]: ...


@lru_cache(maxsize=512)
def gov(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(GOV + name)


@lru_cache(maxsize=512)
def camel(name: str) -> str:
    """sentence_start → sentenceStart."""
    head, *rest = name.split("_")
    return head + "".join(w.capitalize() for w in rest)


def home(entity: Entity, local: str) -> str:
    """The place that tells a thing from its namesakes: the report's, or for a place without code the one it lies in.

    >>> home(Entity(evidence=Evidence("s", 0, 3, "朝阳区", "", "", 0, 3), rule="r", kind="Place", name="朝阳区", within="110000"), "")
    '110000'
    """
    if entity.kind != "Place":
        return local
    return "" if entity.code else entity.within


class Writer:
    """Maps the statements of one source to quads of its named graph."""

    def __init__(self, source: Report, statements: Sequence[Statement], units: Mapping[str, str] | None = None,
                 frozen: Mapping[tuple[str, str], str] | None = None, judged: Judged | None = None,
                 reviewed: Sequence[reviews.Stated] = ()) -> None:  # fmt: skip
        self.source, self.statements, self.units = source, statements, units or {}
        self.graph = NamedNode(ids.graph(source.id))
        self.report = NamedNode(ids.report(source.id))
        local = source.code or source.place or source.id
        named = {s.key: Ref(s.kind, s.name, home(s, local), source.id) for s in statements if isinstance(s, Entity)}
        things = {key: judged.of(ref) for key, ref in named.items()} if judged else {}
        self.iri = {
            key: NamedNode(
                thing.iri if (thing := things.get(key)) else ids.entity(ref.kind, ref.name, ref.place, frozen)
            )
            for key, ref in named.items()
        }
        self.called = {
            key: thing.name for key, thing in things.items() if thing
        }  # the name that a judged thing goes by
        self.decided: Sequence[Stated] = judged.stated(named.values()) if judged else ()
        self.reviewed = reviewed

    def quads(self) -> Iterator[Quad]:
        """Every quad of the source's graph, in no particular order, some of them twice."""
        for s, p, o in self._triples():
            yield Quad(s, p, o, self.graph)

    def _triples(self) -> Triples:
        yield from self._report()
        for stated in self.decided:
            yield from self._judgement(stated)
        yield from self._reviews()
        told: set[Evidence] = set()  # passages of which all is said
        for s in self.statements:
            if s.evidence not in told:
                told.add(s.evidence)
                yield from self._passage(s.evidence)
            node = self.iri[s.key] if isinstance(s, Entity) else NamedNode(ids.statement(s.id))
            yield from self._said(node, s)
            if isinstance(s, Entity):
                yield from self._thing(node, s)
            else:
                yield node, RDF_TYPE, gov(self._class(s))
            for name, (prop, how) in FIELDS[s.type].items():
                value = getattr(s, name)
                if value != "" and not (isinstance(s, Entity) and name in ONE_VALUE and self._other(s)):
                    yield node, gov(prop), self._term(value, how)
            if isinstance(s, Observation):
                yield node, gov("surface"), Literal(s.evidence.exact)
                if s.start[:4].isdigit():
                    yield node, gov("periodStartYear"), Literal(s.start[:4], datatype=INTEGER)
                if s.unit in self.units:
                    yield node, HAS_UNIT, NamedNode(self.units[s.unit])
            elif s.type == "milestone":
                yield node, gov("surface"), Literal(s.evidence.exact)

    def _said(self, node: NamedNode, s: Statement) -> Triples:
        yield node, gov("evidence"), NamedNode(ids.evidence(s.evidence.source, s.evidence.start, s.evidence.end))
        yield node, gov("source"), self.report
        yield node, gov("readBy"), Literal(s.rule)
        yield node, gov("status"), NamedNode(ids.concept("status", s.status))
        yield node, gov("contentHash"), Literal(s.hash())
        if s.natural:
            yield node, gov("naturalAnchor"), Literal(s.natural)

    def _other(self, e: Entity) -> bool:
        """Whether the report calls a judged thing by another name than it goes by."""
        return self.called.get(e.key, e.name) != e.name

    def _class(self, s: Statement) -> str:
        if isinstance(s, Observation):
            return ROLES[s.role]
        if s.type == "milestone":
            return "PlannedMilestone" if getattr(s, "event", "") == "planned" else "Milestone"
        return TYPES[s.type]

    def _term(self, value: Any, how: str) -> Term:
        if how == "thing":
            return self.iri[value]
        if how == "statement":
            return NamedNode(ids.statement(value))
        if how.startswith("concept:"):
            return NamedNode(ids.concept(how.removeprefix("concept:"), value))
        if how == "zh":
            return Literal(value, language="zh")
        if how in ("decimal", "integer"):
            return Literal(str(value), datatype=DECIMAL if how == "decimal" else INTEGER)
        return Literal(value)

    def _thing(self, node: NamedNode, e: Entity) -> Triples:
        name = self.called.get(e.key, e.name)
        yield node, RDF_TYPE, gov(CLASSES[e.kind])
        yield node, LABEL, Literal(name, language="zh")
        for alias in {e.name, *e.aliases} - {name} if self._other(e) else e.aliases:
            yield node, ALT, Literal(alias, language="zh")
        yield node, gov("sortKey"), Literal(ids.pinyin(name))
        yield node, gov("anchorId"), Literal(e.id)
        yield node, gov("mentionedIn"), self.report
        if e.reporting:
            yield self.report, gov("reportingBody"), node
        if e.key in self.called:
            yield from self._naming(node, e)

    def _naming(self, thing: NamedNode, e: Entity) -> Triples:
        """What this report alone says of a judged thing: other names and other reports have theirs."""
        node = NamedNode(ids.statement(e.id))
        yield node, RDF_TYPE, gov("Naming")
        yield node, gov("names"), thing
        yield from self._said(node, e)
        read = [("kind", e.kind), ("name", e.name), *(("alias", a) for a in e.aliases)]
        read += [(name, getattr(e, name)) for name in FIELDS["entity"]] + [("reporting", "yes" if e.reporting else "")]
        for name, value in read:
            if value:
                yield node, gov("asRead"), Literal(f"{name}={value}")

    def _judgement(self, s: Stated) -> Triples:
        node = NamedNode(ids.judgement(s.id))
        yield node, RDF_TYPE, gov("Judgement")
        yield node, gov("judgement"), NamedNode(ids.concept("judgement", s.judgement))
        for thing in s.things:
            yield node, gov("judged"), NamedNode(thing)
        for name in DECIDED:
            yield node, gov(DECIDED[name]), Literal(getattr(s, name))

    def _reviews(self) -> Triples:
        """What people decided of single statements; of a thing, of what this report says of it."""
        nodes = {
            s.id: self.iri[s.key] for s in self.statements if isinstance(s, Entity) and s.key not in self.called
        } if self.reviewed else {}  # fmt: skip
        for r in self.reviewed:
            node = NamedNode(ids.review(r.id))
            yield node, RDF_TYPE, gov("Review")
            yield node, gov("source"), self.report
            yield node, gov("reviews"), nodes.get(r.statement) or NamedNode(ids.statement(r.statement))
            yield node, gov("decision"), NamedNode(ids.concept("decision", r.decision))
            for name in REVIEWED:
                yield node, gov(DECIDED[name]), Literal(getattr(r, name))
            for prop, said in (("saysInstead", r.said), ("asRead", r.read)):
                for value in said:
                    yield node, gov(prop), Literal(value)

    def _passage(self, e: Evidence) -> Triples:
        node = NamedNode(ids.evidence(e.source, e.start, e.end))
        yield node, RDF_TYPE, gov("Evidence")
        yield node, gov("source"), self.report
        for name in EVIDENCE:
            yield node, gov(camel(name)), Literal(str(getattr(e, name)), datatype=INTEGER)
        for name in ("exact", "prefix", "suffix"):
            yield node, gov(name), Literal(getattr(e, name))
        yield node, gov("sectionPath"), Literal(e.section)
        yield node, gov("sentence"), Literal(self.source.text[e.sentence_start : e.sentence_end])
        if e.damage:
            yield node, gov("damage"), Literal(e.damage, language="zh")

    def _report(self) -> Triples:
        r, s = self.report, self.source
        yield r, RDF_TYPE, gov("Report")
        yield r, gov("sha256"), Literal(s.sha256)
        yield r, NamedNode(DCTERMS + "license"), CC_BY
        yield r, NamedNode(DCTERMS + "title"), Literal(s.title or s.id, language="zh")
        named = (("covers", s.covers), ("plans", s.plans), ("dated", s.dated), ("url", s.url), ("sourceId", s.id),
                 ("bodyName", s.body))  # fmt: skip
        for name, value in named:
            if value:
                yield r, gov(name), Literal(value)
        if s.published:
            yield r, NamedNode(DCTERMS + "issued"), Literal(s.published)
        for text, tag in zip(s.copy_quality, ("zh", "en"), strict=True):
            if text:
                yield r, gov("copyQuality"), Literal(text, language=tag)
        if (place := self.iri.get(f"Place/{s.place}")) is not None:
            yield r, gov("place"), place


def quads(source: Report, statements: Sequence[Statement], units: Mapping[str, str] | None = None,
          frozen: Mapping[tuple[str, str], str] | None = None, judged: Judged | None = None,
          reviewed: Sequence[reviews.Stated] = ()) -> list[Quad]:  # fmt: skip
    """The quads of a source, each once, sorted; ``units`` maps units as written to the IRIs of their concepts.

    Raises CuratorError ``judgement.tie`` where the report ties two names that were judged one thing.
    """
    writer = Writer(source, statements, units, frozen, judged, reviewed)
    if judged:
        _no_tie(writer)
    return ordered(writer.quads())


def _no_tie(writer: Writer) -> None:
    """A thing is no part of itself, and gives itself no award: the report speaks of two."""
    for s in writer.statements:
        if s.type in TIED:
            one, other = (getattr(s, name) for name in TIED[s.type])
            if one and other and one != other and writer.iri[one] == writer.iri[other]:
                raise CuratorError("judgement.tie", f"the report says {s.evidence.exact[:40]!r} of {one} and {other}: two things",
                                   where=f"judgements.tsv, {s.evidence.source}", cure="close the row that makes them one")  # fmt: skip


def ordered(found: Iterable[Quad]) -> list[Quad]:
    """Quads without repetition, sorted by graph, subject, type first, predicate, object."""
    keyed = {str(q).replace(IS_A, FIRST, 1): q for q in found}
    made = [keyed[k] for k in sorted(keyed)]
    if len({q.graph_name for q in made}) > 1:
        made.sort(key=lambda q: str(q.graph_name))
    return made


def trig(found: Iterable[Quad]) -> bytes:
    """Canonical TriG: the same quads give the same bytes."""
    return written(ordered(found))


def written(found: Sequence[Quad]) -> bytes:
    """Canonical TriG of quads that are in order already, each once."""
    data = serialize(found, format=RdfFormat.TRIG, prefixes=PREFIXES)
    assert data is not None
    lines = data.split(b"\n", len(PREFIXES))
    # The serializer writes its prefixes in the order of a hash map.
    count = sum(line.startswith(b"@prefix") for line in lines)
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])
