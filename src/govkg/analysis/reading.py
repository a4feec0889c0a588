"""A report as it can be read: its sentences in their order, what was read from each of them, and why nothing was.

One pass over the report's named graph gives everything; the frozen text, where it is at hand, gives what the graph leaves
out. Offsets are code points of that text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from govkg import document, ids
from govkg.analysis.model import Outcome, Passage, Picture, Report, Thing, Tie
from govkg.analysis.reader import GOV, OUTCOMES, THINGS, TIES, TYPE, Node, Reader
from govkg.store import View

TITLE, ISSUED = "http://purl.org/dc/terms/title", "http://purl.org/dc/terms/issued"
# The order in which types stand: what a report states, what it names, what ties these.
KINDS = (*OUTCOMES, *THINGS, *TIES)
FRAME = ("title", "header", "heading", "signature", "footer")  # what frames a report and states nothing


@dataclass(frozen=True, slots=True)
class Flaw:
    """A passage that the copier damaged (``damaged``), or that should have given a statement and did not."""

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement where it stands: ``text[start:end]`` are its words. ``of`` are the things that it speaks of."""

    id: str
    iri: str
    kind: str  # of KINDS, or Flaw
    start: int
    end: int
    node: Thing | Outcome | Tie | Flaw
    of: frozenset[str] = frozenset()

    @property
    def flaw(self) -> bool:
        """True for what is wrong with a passage rather than said in it."""
        return isinstance(self.node, Flaw)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or line; ``opens`` says that a paragraph begins with it, ``why`` (a code) that it was left out by name."""

    start: int
    end: int
    text: str
    kind: str  # title header heading body signature footer
    path: str
    opens: bool
    plan: bool
    read: bool  # a statement stands in it
    why: str = ""

    @property
    def unread(self) -> bool:
        """True for a sentence of the body from which no statement was read."""
        return self.kind == "body" and not self.read

    @property
    def depth(self) -> int:
        """How deep its section lies; 0 outside of all."""
        return len(self.path.split("/")) if self.path else 0


@dataclass(frozen=True)
class Reading:
    """A report, read. ``whole`` says that its frozen text was at hand; without it only sentences of the graph are here."""

    picture: Picture
    report: Report
    sentences: tuple[Sentence, ...]
    said: tuple[Said, ...]  # by place
    whole: bool

    @cached_property
    def by_id(self) -> Mapping[str, Said]:
        """Statements by id; a flaw too."""
        return {s.id: s for s in self.said}

    @cached_property
    def attributed(self) -> Mapping[str, tuple[Said, ...]]:
        """Outcome → the attributions that tie it to an initiative."""
        found: dict[str, list[Said]] = {}
        for s in self.said:
            if isinstance(s.node, Tie) and s.kind == "Attribution":
                found.setdefault(s.node.target, []).append(s)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def unread(self) -> tuple[Sentence, ...]:
        """The sentences of the body from which nothing was read."""
        return tuple(s for s in self.sentences if s.unread)

    @cached_property
    def body(self) -> int:
        """How many sentences the body has."""
        return sum(s.kind == "body" for s in self.sentences)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds a code point, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def within(self, sentence: Sentence) -> tuple[Said, ...]:
        """What is said in a sentence, or in part of it."""
        return self._within.get(sentence.start, ())

    @cached_property
    def _within(self) -> Mapping[int, tuple[Said, ...]]:
        found: dict[int, list[Said]] = {}
        for s in self.said:
            for n in range(self.sentence_at(s.start), len(self.sentences)):
                if self.sentences[n].start >= s.end:
                    break
                if self.sentences[n].end > s.start:
                    found.setdefault(self.sentences[n].start, []).append(s)
        return {k: tuple(v) for k, v in found.items()}


def reading(store: View, name: str, text: str | None = None, sha256: str = "") -> Reading | None:
    """The report of that id as it can be read; None where the graph has no such report.

    ``text`` is the frozen text where it is at hand; it is used only when ``sha256`` is the one that the graph states.

    >>> import govkg
    >>> kg = govkg.open()
    >>> source = kg.library.source("wuhan-2021")
    >>> read = reading(kg.store, "wuhan-2021", source.text, source.sha256)
    >>> [(s.kind, source.text[s.start : s.end]) for s in read.said if s.kind == "Result"][1]
    ('Result', '第1')
    >>> len(read.unread) < read.body, reading(kg.store, "no-such") is None, reading(kg.store, 'no"such>') is None
    (True, True, True)
    """
    reader, iri = Reader(store), ids.report(name)
    try:
        graph = ox.NamedNode(ids.graph(name))
    except ValueError:  # no IRI can be made of that name
        return None
    _load(reader, graph)
    if reader.kind(iri) or not reader.nodes.get(iri):
        return None
    report = _report(reader, iri, name)
    reader.describe(m for n in list(reader.nodes) for m in reader.nodes[n].get("metric", ()))
    said = tuple(sorted(_said(reader), key=lambda s: (s.start, -s.end, _rank(s.kind), s.id)))
    whole = text is not None and sha256 == report.sha256
    sentences = _of_text(text or "", reader.one(iri, "plans")) if whole else _of_graph(reader)
    picture = Picture(
        {s.iri: s.node for s in said if isinstance(s.node, Thing)},
        {s.iri: s.node for s in said if isinstance(s.node, Outcome)},
        tuple(s.node for s in said if isinstance(s.node, Tie)),
        {e: reader.passage(e) for e in sorted(_passages(reader))}, {iri: report}, {}, reader.labels(), iri,
    )  # fmt: skip
    return Reading(picture, report, _marked(sentences, said, reader), said, whole)


def _load(reader: Reader, graph: ox.NamedNode) -> None:
    """Puts the report's named graph before the reader: one pass, no query for each node."""
    for s, p, o, _ in reader.store.quads_for_pattern(None, None, None, graph):
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal):
            field = p.value.removeprefix(GOV)
            node: Node = reader.nodes.setdefault(s.value, {})
            node.setdefault(field, []).append(o.value)
            if field == "copyQuality" and isinstance(o, ox.Literal):
                node.setdefault(f"copyQuality {o.language}", []).append(o.value)
    for node in reader.nodes.values():
        for values in node.values():
            values.sort()


def _report(reader: Reader, iri: str, name: str) -> Report:
    one = reader.one
    return Report(
        iri, name, one(iri, TITLE), one(iri, "sha256"), one(iri, "bodyName"), one(iri, "covers"), one(iri, "dated"),
        one(iri, ISSUED), one(iri, "url"), (one(iri, "copyQuality zh"), one(iri, "copyQuality en")),
    )  # fmt: skip


def _passages(reader: Reader) -> Iterable[str]:
    return (n for n, fields in reader.nodes.items() if f"{GOV}Evidence" in fields.get(TYPE, ()))


def _rank(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _said(reader: Reader) -> Iterable[Said]:
    """Every statement that no person rejected, with its place."""
    for iri in sorted(reader.nodes):
        passage, kind = reader.first(iri), reader.kind(iri)
        flawed = f"{GOV}ReadingFinding" in reader.nodes[iri].get(TYPE, ())
        if not passage or not (kind or flawed) or reader.code(iri, "status") == "rejected":
            continue
        if kind == "Attribution" and reader.code(reader.one(iri, "outcome"), "status") == "rejected":
            continue
        start, end = (int(reader.one(passage, n)) for n in ("start", "end"))
        if flawed:
            flaw = Flaw(reader.one(iri, "findingCode"), reader.one(iri, "message"))
            yield Said(_id(iri), iri, "Flaw", start, end, flaw)
        elif kind in THINGS:
            anchor = reader.one(iri, "anchorId") or _id(iri)
            yield Said(anchor, iri, kind, start, end, reader.thing(iri), frozenset({iri}))
        elif kind in TIES:
            tie = reader.tie(iri)
            yield Said(_id(iri), iri, kind, start, end, tie, frozenset({tie.source, tie.target}))
        else:
            outcome = reader.outcome(iri)
            of = {outcome.about, outcome.award, outcome.conferred_by} - {""}
            yield Said(_id(iri), iri, kind, start, end, outcome, frozenset(of))


def _id(iri: str) -> str:
    return iri.rpartition("/")[2]


# -- sentences ---------------------------------------------------------------------------------------------------------


def _of_text(text: str, plans: str) -> list[Sentence]:
    """The sentences that the document model gives."""
    found: list[Sentence] = []
    last = 0
    for s in document.parse(text, plans or None).sentences:
        opens = not found or "\n" in text[last : s.start] or s.kind != found[-1].kind
        found.append(Sentence(s.start, s.end, text[s.start : s.end], s.kind, s.section.path, opens, s.plan, read=False))
        last = s.end
    return found


def _of_graph(reader: Reader) -> list[Sentence]:
    """The sentences that the graph quotes; a gap between two of them is taken for a new paragraph."""
    known: dict[int, Sentence] = {}
    framed = {
        e: reader.code(n, "reason") for n in reader.nodes for e in reader.nodes[n].get("evidence", ())
        if reader.code(n, "reason") in FRAME
    }  # fmt: skip
    for e in _passages(reader):
        start, end = (int(reader.one(e, n)) for n in ("sentenceStart", "sentenceEnd"))
        words = reader.one(e, "sentence")
        kind = framed.get(e) or (known[start].kind if start in known else _kind(words))
        known[start] = Sentence(start, end, words, kind, reader.one(e, "sectionPath"),
                                opens=True, plan=False, read=False)  # fmt: skip
    made: list[Sentence] = []
    for _, s in sorted(known.items()):
        if made and s.start < made[-1].end:
            continue
        joins = made and s.start == made[-1].end and s.kind == made[-1].kind == "body"
        made.append(Sentence(s.start, s.end, s.text, s.kind, s.path, not joins, s.plan, s.read))
    return made


def _kind(words: str) -> str:
    """What a sentence is where only its words tell: a short numbered one is a heading."""
    numbered = any(p.match(words) for _, p in document.NUMBERINGS)
    return "heading" if numbered and len(words) <= document.HEADING_MAX else "body"


def _marked(sentences: list[Sentence], said: Iterable[Said], reader: Reader) -> tuple[Sentence, ...]:
    """The sentences with what they ended as."""
    starts = [s.start for s in sentences]
    read: set[int] = set()
    for s in said:
        if not s.flaw:
            for n in range(max(0, bisect_right(starts, s.start) - 1), len(sentences)):
                if sentences[n].start >= s.end:
                    break
                read.add(n)
    why: dict[int, str] = {}
    for node in sorted(reader.nodes):
        if reason := reader.code(node, "reason"):
            at = int(reader.one(reader.first(node), "start") or 0)
            why.setdefault(max(0, bisect_right(starts, at) - 1), reason)
    return tuple(
        Sentence(s.start, s.end, s.text, s.kind, s.path, s.opens, s.plan, n in read, why.get(n, ""))
        for n, s in enumerate(sentences)
    )


def passage(read: Reading, said: Said) -> Passage:
    """The words of a statement inside their sentence."""
    return read.picture.passages[ids.evidence(read.report.id, said.start, said.end)]
