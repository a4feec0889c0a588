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

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from govkg import files, rdf
from govkg.errors import CallerError
from govkg.exports import quads
from govkg.exports.quads import Named
from govkg.exports.subject import Subject
from govkg.graph import Graph

ABOUT = ".about.json"
LOST = "The names of the graphs are left out: which report says a triple is told by gov:source and gov:evidence alone."
LINES = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]+")


def trig(subject: Subject, path: Path) -> list[Path]:
    """Writes canonical TriG: of a release its very bytes."""
    kg = opened(subject)
    whole = quads.trig(kg) if subject.of == "graph" else iter([rdf.written([q for _, f in named(subject) for q in f])])
    return [put(path, whole), note(subject, path)]


def nq(subject: Subject, path: Path) -> list[Path]:
    """Writes canonical N-Quads, as RDFC-1.0 has them: no node is blank, so they are the lines in the order of code points."""
    lines = (f"{q} ." for _, found in named(subject) for q in found)
    with quads.ordered_lines(lines) as ordered:
        written = put(path, (f"{line}\n".encode() for line in ordered))
    return [written, note(subject, path)]


def ttl(subject: Subject, path: Path) -> list[Path]:
    """Writes Turtle: each triple once, in whichever graphs it stands."""
    lines = (str(q.triple).replace(rdf.IS_A, rdf.FIRST, 1) for _, found in named(subject) for q in found)
    with quads.ordered_lines(lines) as ordered:
        return [put(path, turtle(ordered, comments(subject)))]


def turtle(lines: Iterable[str], head: bytes) -> Iterator[bytes]:
    """Turtle in pieces, from triples as lines of N-Triples in which a type stands first."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(rdf.PREFIXES.items()))
    yield head + prefixes.encode()
    text = (f"{line.replace(rdf.FIRST, rdf.IS_A, 1)} .\n".encode() for line in lines)
    for triples in _by_subject(parse(_Joined(text), format=RdfFormat.N_TRIPLES)):
        data = serialize(triples, format=RdfFormat.TURTLE, prefixes=rdf.PREFIXES)
        assert data is not None
        yield b"\n".join(line for line in data.split(b"\n") if not line.startswith(b"@prefix"))


def _by_subject(found: Iterable[Quad]) -> Iterator[list[Triple]]:
    held: list[Triple] = []
    for q in found:
        if len(held) >= 10_000 and held[-1].subject != q.subject:
            yield held
            held = []
        held.append(q.triple)
    if held:
        yield held


class _Joined:
    """Pieces of bytes, read as one file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; all of them where the size is below 0."""
        while size < 0 or len(self._rest) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._rest += piece
        size = len(self._rest) if size < 0 else size
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


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


def put(path: Path, pieces: Iterable[bytes]) -> Path:
    """Writes a file from pieces, whole or not at all; raises CallerError ``file.unwritable``."""
    waiting = path.with_name(f".{path.name}.part")
    try:
        try:
            with waiting.open("wb") as file:
                file.writelines(pieces)
            waiting.replace(path)
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise
    except OSError as e:
        cure = "name another file" if path.parent.exists() else f"make the folder {path.parent} first"
        what = f"the file cannot be written ({e.strerror})"
        raise CallerError("file.unwritable", what, where=str(path), cure=cure) from e
    return path


def described(subject: Subject) -> dict[str, object]:
    """What the export says of itself for machines; ``of`` tells the whole graph from an excerpt."""
    return {**subject.about.data(), "of": subject.of}


def note(subject: Subject, path: Path) -> Path:
    """Writes what the export says of itself beside it."""
    beside = path.with_name(path.name + ABOUT)
    files.write(beside, (json.dumps(described(subject), ensure_ascii=False, indent=1) + "\n").encode())
    return beside
