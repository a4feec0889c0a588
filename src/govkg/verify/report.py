"""The proof of one report: its statements against its text, and its two graphs against its statements."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from govkg import anchors, concepts, derived, ids, rdf, records, release, surface
from govkg.findings import Finding
from govkg.records import Contents, Record
from govkg.statements import Entity, Observation, Statement
from govkg.verify.reviewed import Reviewed

NEAR = Decimal("0.000001")  # a fraction (三分之一) is kept to six places
LONGEST = 10_000_000  # code points of a report: a place behind them is in none, whatever a graph says


def within(made: set[Quad], there: Iterable[Quad], excerpt: bool) -> set[Quad]:
    """What a graph has to hold of what was made: all of it; of an excerpt what it has, for it may lack the rest."""
    return made.intersection(there) if excerpt else made


@dataclass(frozen=True, slots=True)
class _Report:
    """A source as far as making its quads again needs it; what describes it is taken from the graph itself."""

    id: str
    text: str
    sha256: str
    code: str = ""
    place: str = ""
    title: str = ""
    body: str = ""
    covers: str = ""
    plans: str = ""
    dated: str = ""
    published: str = ""
    url: str = ""
    copy_quality: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Proof:
    """What is wrong with a report, how many statements it has, and what its statements give: its graph, and what follows from it.

    Both are None where a statement could not be rebuilt: what follows from several reports cannot be told then.
    """

    findings: list[Finding]
    statements: int
    said: list[Quad] | None
    follows: list[Quad] | None


def prove(said: Sequence[Quad], follows: Sequence[Quad], texts: Path, excerpt: bool = False) -> Proof | None:
    """The proof of a report from the quads of its graph and of its inferred graph; None where they are no report's.

    Of an ``excerpt`` the second graph may lack some of what follows.
    """
    read = records.read(said)
    if len(read) != 1:
        return None
    (contents,) = read
    reviewed = Reviewed(contents)
    findings = [*_text(contents, texts, reviewed), *_judged(contents), *reviewed.findings]
    if contents.broken:
        return Proof(findings, len(contents.records), None, None)
    try:
        anew, concluded, figures = _again(contents, reviewed)
    except KeyError as e:
        what = f"a statement refers to {e}, which is not there"
        findings.append(Finding(contents.source, "verify.reference", what))
        return Proof(findings, len(contents.records), None, None)
    # What describes the report is in no statement: it is taken from the graph itself.
    report = NamedNode(ids.report(contents.source))
    there = {q for q in (*said, *follows) if q.subject != report}
    made = {q for q in (*anew, *within({*concluded, *figures}, follows, excerpt)) if q.subject != report}
    findings += unlike(there, made)
    return Proof(findings, len(contents.records), anew, concluded)


def unlike(there: set[Quad], made: set[Quad]) -> list[Finding]:
    """Every triple that is there and should not be, or should be and is not, by the node that it is about."""
    # An entity's place code or name shapes its IRI, which may be frozen: its own triples are compared, not its name.
    return [
        Finding(str(q.subject).strip("<>"), "verify.triple",
                f"{str(q.predicate).strip('<>')} {'is not what its statement says' if q in there else 'is missing'}")
        for q in sorted(there ^ made, key=str)
    ]  # fmt: skip


def _again(contents: Contents, reviewed: Reviewed) -> tuple[list[Quad], list[Quad], list[Quad]]:
    """What the statements say, what the rules conclude from it, and the figures derived from it, made anew."""
    statements: list[Statement] = [r.statement for r in contents.records]
    iris = {r.statement.key: NamedNode(r.iri) for r in contents.records if isinstance(r.statement, Entity)}
    sentences = _sentences(contents)
    writer = rdf.Writer(_Report(contents.source, sentences, contents.sha256), statements, concepts.unit_iris())
    writer.iri, writer.decided, writer.reviewed = iris, contents.decided, contents.reviewed
    writer.called = {
        r.statement.key: r.called for r in contents.records if isinstance(r.statement, Entity) and r.called
    }
    said = rdf.ordered(writer.quads())
    concluded = release.inferred(contents.source, release.standing(said))
    return said, concluded, derived.quads(contents.source, statements, said, reviewed.read)


def _text(contents: Contents, texts: Path, reviewed: Reviewed) -> Iterator[Finding]:
    path = texts / contents.source / "text.txt"
    try:
        data = path.read_bytes()
    except OSError:
        yield Finding(contents.source, "verify.text", "its text is not there", cure=f"put it at {path}")
        return
    if hashlib.sha256(data).hexdigest() != contents.sha256:
        yield Finding(contents.source, "verify.sha256", "the text is not the one that the graph was read from",
                      cure="restore the frozen text")  # fmt: skip
    text = data.decode("utf-8", "replace")
    for broken in contents.broken:
        yield Finding(broken.iri, "verify.broken", broken.why, cure="run govkg build")
    natural = {r.statement.id: r.statement.natural for r in contents.records if r.statement.natural}
    for record in contents.records:
        for code, message in _record(record, reviewed.as_read(record.statement), text, natural):
            yield Finding(record.iri, code, message, record.statement.evidence.exact[:40])


def _record(record: Record, read: Statement, text: str, natural: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """``read`` is the statement as the rule read it: what a person corrected is proved by the row that corrects it.

    ``natural`` has the anchor of each statement that kept the id it had in a worse copy of the text.
    """
    s, e = record.statement, record.statement.evidence
    if s.hash() != record.stated_hash:
        yield "verify.hash", "its fields do not match its content hash"
    if anchors.natural(read, natural) != (s.natural or s.id):
        yield "verify.anchor", "its words do not match its anchor id"
    if not 0 <= e.start < e.end <= len(text) or text[e.start : e.end] != e.exact:
        yield "verify.quote", f"the text at {e.start}-{e.end} is not the quote"
    elif text[max(0, e.start - len(e.prefix)) : e.start] != e.prefix or text[e.end : e.end + len(e.suffix)] != e.suffix:
        yield "verify.context", "the words around the quote are not the stated ones"
    if text[e.sentence_start : e.sentence_end] != record.sentence:
        yield "verify.sentence", "the sentence is not the one in the text"
    if isinstance(read, Observation):
        yield from _figure(read, record.surface)


def _figure(o: Observation, words: str) -> Iterator[tuple[str, str]]:
    if words != o.evidence.exact:
        yield "verify.surface", "the surface is not the quote"
        return
    reading = surface.read(words)
    if reading is None:
        yield "verify.value", "no number can be read from its words"
        return
    pairs = ((reading.value, o.value), (reading.low, o.low), (reading.high, o.high))
    if any(not _equal(anew, stated) for anew, stated in pairs):
        yield (
            "verify.value",
            f"its words say {reading.value or (reading.low, reading.high)}, the graph {o.value or (o.low, o.high)}",
        )
    if reading.unit and reading.unit != o.unit:
        yield "verify.unit", f"its words say {reading.unit}, the graph {o.unit}"
    if reading.bound != o.bound:
        yield "verify.bound", f"its words say {reading.bound}, the graph {o.bound}"


def _equal(anew: Decimal | None, stated: str) -> bool:
    if anew is None or not stated:
        return anew is None and not stated
    try:
        return abs(anew - Decimal(stated)) <= NEAR
    except ArithmeticError:
        return False


def _judged(contents: Contents) -> Iterator[Finding]:
    """A thing of several names, or told from a namesake, has a row of judgements for each name, and for the one that it goes by."""
    decided: dict[str, set[str]] = defaultdict(set)
    for stated in contents.decided:
        for thing in stated.things if stated.judgement != "unsure" else ():
            decided[thing] |= {key.rpartition("@")[0] for key in (stated.left, stated.right)}
    for r in contents.records:
        if not r.called or not isinstance(r.statement, Entity):
            continue
        if not {r.statement.key, f"{r.statement.kind}/{r.called}"} <= decided[r.iri]:
            yield Finding(r.iri, "verify.judgement", f"no judgement makes {r.statement.key} {r.called}",
                          contents.source, cure="run govkg build")  # fmt: skip


def _sentences(contents: Contents) -> str:
    """A text of blanks with each sentence in its place: enough to write the evidence again."""
    places = [(r.sentence, r.statement.evidence) for r in contents.records]
    places = [(words, e) for words, e in places if e.sentence_start >= 0 and e.sentence_end <= LONGEST]
    cells = [" "] * max((e.sentence_end for _, e in places), default=0)
    for words, e in places:
        if len(words) == e.sentence_end - e.sentence_start:
            cells[e.sentence_start : e.sentence_end] = words
    return "".join(cells)
