"""The proof: from the exported TriG and the texts alone, every statement stands on its exact words.

For each source: the text has the sha256 that the graph states. For each statement: quote, context and sentence stand where
it says; anchor and content hash, taken anew over the fields rebuilt from the graph, are the stated ones; value, unit and
bound are what the surface says when it is read anew. Then the graph itself is made again from what was rebuilt: a triple
too many or too few is a finding that names its statement.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from govkg import concepts, derived, ids, rdf, records, release, surface
from govkg.errors import CallerError
from govkg.findings import Finding
from govkg.records import Contents, Record
from govkg.statements import Entity, Observation, Statement

NEAR = Decimal("0.000001")  # a fraction (三分之一) is kept to six places


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


def verify(trig: Path, texts: Path) -> list[Finding]:
    """All that is wrong with a release; ``texts`` is the folder that holds ``<source id>/text.txt``.

    Raises CallerError when the TriG is not there. Anything wrong inside it is a finding.
    """
    try:
        data = trig.read_bytes()
    except OSError as e:
        raise CallerError("verify.missing", "there is no such graph", where=str(trig), cure="run govkg build") from e
    try:
        quads = list(parse(data, format=RdfFormat.TRIG))
    except (SyntaxError, ValueError) as e:
        return [_unparsed(data, e)]
    found = records.read(quads)
    if not found:
        return [Finding(str(trig), "verify.empty", "the graph holds no source", cure="run govkg build")]
    findings = [f for contents in found for f in _source(contents, texts)]
    findings += _judged(found)
    findings += _graphs(found, quads)
    return sorted(set(findings))


def count(trig: Path) -> int:
    """How many statements a release holds."""
    return sum(len(c.records) for c in records.read(parse(trig.read_bytes(), format=RdfFormat.TRIG)))


def _unparsed(data: bytes, error: Exception) -> Finding:
    """The graph is no TriG: the finding names the node in whose description the reader stopped."""
    line = getattr(error, "lineno", None) or 1
    node = ""
    for n, text in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        if n > line:
            break
        if text.startswith("\t<") and not text.startswith("\t\t"):
            node = text.strip().split(" ", 1)[0].strip("<>")
    return Finding(node or "the graph", "verify.syntax", f"not TriG ({error})", cure="run govkg build")


def _source(contents: Contents, texts: Path) -> Iterator[Finding]:
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
    for record in contents.records:
        for code, message in _record(record, text):
            yield Finding(record.iri, code, message, record.statement.evidence.exact[:40])


def _record(record: Record, text: str) -> Iterator[tuple[str, str]]:
    s, e = record.statement, record.statement.evidence
    if s.hash() != record.stated_hash:
        yield "verify.hash", "its fields do not match its content hash"
    if s.anchor() != s.id:
        yield "verify.anchor", "its words do not match its anchor id"
    if not 0 <= e.start < e.end <= len(text) or text[e.start : e.end] != e.exact:
        yield "verify.quote", f"the text at {e.start}-{e.end} is not the quote"
    elif text[max(0, e.start - len(e.prefix)) : e.start] != e.prefix or text[e.end : e.end + len(e.suffix)] != e.suffix:
        yield "verify.context", "the words around the quote are not the stated ones"
    if text[e.sentence_start : e.sentence_end] != record.sentence:
        yield "verify.sentence", "the sentence is not the one in the text"
    if isinstance(s, Observation):
        yield from _figure(s, record.surface)


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


def _judged(found: Sequence[Contents]) -> Iterator[Finding]:
    """A thing of several names, or told from a namesake, has a row of judgements for each of its names."""
    decided: dict[str, set[str]] = defaultdict(set)
    for stated in (s for contents in found for s in contents.decided if s.judgement != "unsure"):
        for thing in stated.things:
            decided[thing] |= {key.rpartition("@")[0] for key in (stated.left, stated.right)}
    for contents in found:
        for r in contents.records:
            if r.called and isinstance(r.statement, Entity):
                known = decided[r.iri]
                if r.statement.key not in known or f"{r.statement.kind}/{r.called}" not in known:
                    yield Finding(r.iri, "verify.judgement", f"no judgement makes {r.statement.key} this thing",
                                  contents.source, cure="run govkg build")  # fmt: skip


def _graphs(found: Sequence[Contents], quads: Sequence[Quad]) -> Iterator[Finding]:
    """Every triple that the statements do not account for, by the node that it is about."""
    there = Counter(q for q in quads)
    made: set[Quad] = set()
    every: list[Quad] = []
    concluded: list[Quad] = []
    reports = {ids.report(c.source) for c in found}
    units = concepts.unit_iris()
    for contents in found:
        statements: list[Statement] = [r.statement for r in contents.records]
        iris = {r.statement.key: NamedNode(r.iri) for r in contents.records if isinstance(r.statement, Entity)}
        if contents.broken:
            continue
        sentences = _sentences(contents)
        writer = rdf.Writer(_Report(contents.source, sentences, contents.sha256), statements, units)
        writer.iri, writer.decided = iris, contents.decided
        writer.called = {
            r.statement.key: r.called for r in contents.records if isinstance(r.statement, Entity) and r.called
        }
        try:
            said = list(writer.quads())
        except KeyError as e:
            yield Finding(contents.source, "verify.reference", f"a statement refers to {e}, which is not there")
            continue
        made.update(q for q in said if str(q.subject).strip("<>") not in reports)
        every += said
        concluded += release.inferred(contents.source, rdf.ordered(said))
        made.update(derived.quads(contents.source, statements, said))
    if any(c.broken for c in found):
        return
    made.update(concluded, release.across(every, concluded), release.vocabulary())
    about_reports = {q for q in there if str(q.subject).strip("<>") in reports}
    # An entity's place code or name shapes its IRI, which may be frozen: its own triples are compared, not its name.
    for quad in sorted({*there} ^ {*made, *about_reports}, key=str):
        what = "is not what its statement says" if quad in there else "is missing"
        yield Finding(str(quad.subject).strip("<>"), "verify.triple", f"{str(quad.predicate).strip('<>')} {what}")


def _sentences(contents: Contents) -> str:
    """A text of blanks with each sentence in its place: enough to write the evidence again."""
    length = max((r.statement.evidence.sentence_end for r in contents.records), default=0)
    cells = [" "] * length
    for r in contents.records:
        e = r.statement.evidence
        if len(r.sentence) == e.sentence_end - e.sentence_start:
            cells[e.sentence_start : e.sentence_end] = r.sentence
    return "".join(cells)
