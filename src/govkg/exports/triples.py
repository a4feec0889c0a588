"""The graph as RDF: canonical TriG, canonical N-Quads, Turtle without the names of graphs.

TriG and N-Quads are the dataset and nothing else, so that their quads have the dataset's hash: what an export says of itself
stands in ``FILE.about.json`` beside them. ``govkg verify`` reads it, and finds when the quads are not the dataset that it names.
Turtle says it in comments. Of an answer or a view it is what the rows rest on (``quads.behind``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

from govkg import files, rdf
from govkg.errors import CallerError
from govkg.exports import quads
from govkg.exports.quads import Named
from govkg.exports.subject import Subject
from govkg.graph import Graph

ABOUT = ".about.json"
PIECE = 10_000  # triples that are in memory at once
LOST = "The names of the graphs are left out: which report says a triple is told by gov:source and gov:evidence alone."
LINES = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]+")


def trig(subject: Subject, path: Path) -> list[Path]:
    """Writes canonical TriG: of a release its very bytes."""
    kg = opened(subject)
    whole = quads.trig(kg) if subject.of == "graph" else iter([rdf.written([q for _, f in named(subject) for q in f])])
    return put(path, whole, note(subject))


def nq(subject: Subject, path: Path) -> list[Path]:
    """Writes canonical N-Quads, as RDFC-1.0 has them: no node is blank, so they are the lines in the order of code points."""
    lines = (f"{q} ." for _, found in named(subject) for q in found)
    with quads.ordered_lines(lines) as ordered:
        return put(path, (f"{line}\n".encode() for line in ordered), note(subject))


def ttl(subject: Subject, path: Path) -> list[Path]:
    """Writes Turtle: each triple once, in whichever graphs it stands."""
    lines = (str(q.triple).replace(rdf.IS_A, rdf.FIRST, 1) for _, found in named(subject) for q in found)
    with quads.ordered_lines(lines) as ordered:
        return put(path, turtle(ordered, comments(subject)))


def turtle(lines: Iterable[str], head: bytes) -> Iterator[bytes]:
    """Turtle in pieces, from triples as lines of N-Triples in which a type stands first."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(rdf.PREFIXES.items()))
    yield head + prefixes.encode()
    for held in _by_subject(lines):
        text = "".join(f"{line.replace(rdf.FIRST, rdf.IS_A, 1)} .\n" for line in held)
        triples = [q.triple for q in parse(text.encode(), format=RdfFormat.N_TRIPLES)]
        data = serialize(triples, format=RdfFormat.TURTLE, prefixes=rdf.PREFIXES)
        assert data is not None
        yield b"\n".join(line for line in data.split(b"\n") if not line.startswith(b"@prefix"))


def _by_subject(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines in pieces of some size, no subject in two of them."""
    held: list[str] = []
    for line in lines:
        if len(held) >= PIECE and held[-1].partition(" ")[0] != line.partition(" ")[0]:
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def comments(subject: Subject) -> bytes:
    """What the export says of itself as comments, a line each; a line's end in a value becomes a blank."""
    told = [f"{name}: {value}" for name, value in subject.about.text(subject.lang) if value]
    return "".join(f"# {LINES.sub(' ', line)}\n" for line in [*told, LOST]).encode()


def opened(subject: Subject) -> Graph:
    """The graph that the subject is of; raises CallerError ``export.graph`` where it has none."""
    if subject.graph is None:
        raise CallerError("export.graph", "the statements behind it are not at hand", cure="export it from a graph")
    return subject.graph


def named(subject: Subject) -> Iterable[Named]:
    """The graphs of the subject: the whole, or what the rows of its tables rest on."""
    kg = opened(subject)
    if subject.of == "graph":
        return quads.graphs(kg)
    return quads.behind(kg, quads.statements(row for sheet in subject.sheets for row in sheet.rows))


def put(path: Path, pieces: Iterable[bytes], beside: bytes | None = None) -> list[Path]:
    """Writes a file from pieces, and what it says of itself beside it, both whole or none; gives what was written."""
    note = path.with_name(path.name + ABOUT)
    with files.whole(path) as part:
        with part.open("wb") as file:
            file.writelines(pieces)
        if beside is None:
            return [path]
        with files.whole(note) as told:
            told.write_bytes(beside)
    return [path, note]


def described(subject: Subject) -> dict[str, object]:
    """What the export says of itself for machines; ``of`` tells the whole graph from an excerpt."""
    return {**subject.about.data(), "of": subject.of}


def note(subject: Subject) -> bytes:
    """The same as a file that stands beside one whose format has no place for it."""
    return (json.dumps(described(subject), ensure_ascii=False, indent=1) + "\n").encode()
