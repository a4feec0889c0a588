"""One version of a graph or an ontology, from a file, a release folder or an ontology folder; nameless nodes get names.

A nameless node is called by the digest of what it says, so that the same restriction is the same node in both versions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from govkg import edition, expressions
from govkg.difference.model import Side
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.statements import digest

FORMATS = {
    ".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS, ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML, ".owl": RdfFormat.RDF_XML,
}  # fmt: skip
VERSION = "http://www.w3.org/2002/07/owl#versionInfo"


def load(path: Path) -> Side:
    """What stands at a path: a file by its ending, a release or a workspace, a folder with ``*.ttl``.

    Raises CallerError for a path that is not there, a format that is unknown, or a file that cannot be parsed.
    """
    found: set[Quad] = set()
    sum_ = hashlib.sha256()
    release = edition.at(path) if path.is_dir() else None
    if isinstance(release, Edition):
        try:
            found = set(named(release.quads()))
        except (OSError, SyntaxError, ValueError) as e:
            raise CallerError("diff.syntax", f"cannot be read as RDF ({e})", where=str(release.folder),
                              cure="correct the file") from e  # fmt: skip
        return _side(path, release.dataset, found)
    for file in [release] if release else files(path):
        data = _bytes(file)
        sum_.update(data)
        try:
            found |= set(named(parse(data, format=FORMATS[file.suffix.lower()])))
        except (SyntaxError, ValueError) as e:
            raise CallerError("diff.syntax", f"cannot be read as RDF ({e})", where=str(file),
                              cure="correct the file") from e  # fmt: skip
    return _side(path, sum_.hexdigest(), found)


def _side(path: Path, sum_: str, found: set[Quad]) -> Side:
    header = [q.object.value for q in found if q.predicate.value == VERSION and isinstance(q.object, Literal)]
    return Side(path.name or str(path), min(header, default=""), sum_, frozenset(found))


def called(old: Path, new: Path) -> tuple[str, str]:
    """What two paths are called: their last names, and where these are the same as many folders above as tell them apart.

    >>> called(Path("/a/x/y.ttl"), Path("/b/x/y.ttl"))
    ('a/x/y.ttl', 'b/x/y.ttl')
    >>> called(Path("/a/y.ttl"), Path("/a/y.ttl"))
    ('y.ttl', 'y.ttl')
    """
    whole = [path.absolute() for path in (old, new)]
    parts = [[p for p in path.parts if p != path.anchor] or [str(path)] for path in whole]
    names = [("/".join(a), "/".join(b)) for n in range(max(map(len, parts))) for a, b in [(x[-n - 1 :] for x in parts)]]
    return next((pair for pair in names if pair[0] != pair[1]), names[0])


def files(path: Path) -> list[Path]:
    """The files that a path stands for."""
    if path.is_file():
        if path.suffix.lower() not in FORMATS:
            raise CallerError("diff.format", f"{path.suffix or path.name} is no format that is compared", where=str(path),
                              cure=f"give {', '.join(FORMATS)}, or a folder")  # fmt: skip
        return [path]
    if path.is_dir():
        found = [*path.glob("*.ttl"), *(path / "vocabularies").glob("*.ttl")]
        if kept := sorted(f for f in found if f.name not in ("shapes.ttl", "void.ttl")):
            return kept
        raise CallerError("diff.empty", "the folder holds no release and no Turtle", where=str(path),
                          cure="give a release, a workspace or an ontology")  # fmt: skip
    raise CallerError("diff.missing", "there is no such file or folder", where=str(path), cure="check the path")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as e:
        raise CallerError(
            "diff.missing", f"cannot be read ({e.strerror})", where=str(file), cure="check the path"
        ) from e


def named(found: Iterable[Quad]) -> list[Quad]:
    """The quads with every nameless node called by what it says.

    >>> text = '<x:a> <x:p> [ <x:q> "1" ] .'
    >>> once, again = (named(parse(text, format=RdfFormat.TURTLE)) for _ in range(2))
    >>> set(once) == set(again)
    True
    """
    quads = list(found)
    known = expressions.nodes(quads)
    names: dict[BlankNode, NamedNode] = {}

    def said(term: object, path: tuple[BlankNode, ...]) -> str:
        if not isinstance(term, BlankNode):
            return str(term)
        if term in names:
            return str(names[term])
        if term in path:  # a circle of nameless nodes: told by how far back it goes
            return f"_:{len(path) - path.index(term)}"
        parts = sorted(f"{p} {said(o, (*path, term))}" for p, objects in known.get(term, {}).items() for o in objects)
        name = NamedNode(expressions.GENID + digest(*parts))
        if not path:
            names[term] = name
        return str(name)

    for node in known:
        said(node, ())
    made: list[Quad] = []
    for q in quads:
        subject = (
            q.subject
            if isinstance(q.subject, NamedNode)
            else names[q.subject]
            if isinstance(q.subject, BlankNode)
            else None
        )
        if subject is None or not isinstance(q.object, NamedNode | BlankNode | Literal):
            continue
        value = (
            names.setdefault(q.object, NamedNode(expressions.GENID + digest()))
            if isinstance(q.object, BlankNode)
            else q.object
        )
        made.append(Quad(subject, q.predicate, value, q.graph_name))
    return made
