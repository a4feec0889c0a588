"""JSON-LD: every quad in its graph, below short names that a context in the file explains; and Web Annotations of the quotes.

``export`` in the file is no term of the context: it says what the file is, and adds no quad. Decimals stand as text, digit by
digit; numbers in JSON would become floats.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from govkg import ids, rdf
from govkg.exports import names, quads
from govkg.exports.quads import Named
from govkg.exports.subject import Subject
from govkg.exports.triples import described, named, put

ANNO = "http://www.w3.org/ns/anno.jsonld"
Said = Iterable[tuple[NamedNode, NamedNode | Literal]]


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes JSON-LD, a node a line; raises CallerError ``export.value`` for an IRI that a prefix would change."""
    return put(path, _document(subject, named(subject)))


def _document(subject: Subject, found: Iterable[Named]) -> Iterator[bytes]:
    yield b'{"@context": ' + _json(names.context()) + b',\n"export": ' + _json(described(subject)) + b',\n"@graph": ['
    between = b"\n"
    for iri, said in found:
        yield between + b'{"@id": ' + _json(names.compact(iri)) + b', "@graph": [\n'
        nodes = quads.named_in(said)
        yield b",\n".join(_json(node(subject_, told)) for subject_, told in nodes.items())
        yield b"\n]}"
        between = b",\n"
    yield b"\n]}\n"


def node(iri: str, said: Said) -> dict[str, object]:
    """A node and what is said of it, as JSON-LD below the context of ``names``.

    >>> node(ids.ID + "reform/x", [(rdf.RDF_TYPE, rdf.gov("Reform")), (rdf.LABEL, Literal("一事联办", language="zh"))])
    {'@id': 'id:reform/x', '@type': 'Reform', 'label': {'zh': '一事联办'}}
    """
    made: dict[str, object] = {"@id": names.compact(iri)}
    for predicate, value in said:
        if predicate == rdf.RDF_TYPE and isinstance(value, NamedNode):
            _add(made, "@type", names.classes().get(value.value) or names.compact(value.value))
            continue
        name, how = names.terms().get(predicate.value, ("", ""))
        tongue = value.language if isinstance(value, Literal) else None
        if how == names.LANGUAGE and tongue:
            assert isinstance(value, Literal)
            by_language = made.setdefault(name, {})
            assert isinstance(by_language, dict)
            _add(by_language, tongue, value.value)
        elif name and how != names.LANGUAGE:
            _add(made, name, names.value(value, how))
        else:  # a map by language holds nothing else: the property stands by its prefix
            _add(made, names.compact(predicate.value), names.value(value, ""))
    return made


def _add(made: dict[str, object], name: str, value: object) -> None:
    if name not in made:
        made[name] = value
    elif isinstance(held := made[name], list):
        held.append(value)
    else:
        made[name] = [held, value]


def selectors(subject: Subject, path: Path) -> list[Path]:
    """Writes a Web Annotation for each statement: its words in the report, by position and by quote (W3C, 2017).

    Positions are code points of the frozen text, whose sha256 each annotation's target names.
    """
    return put(path, _collection(subject, named(subject)))


def _collection(subject: Subject, found: Iterable[Named]) -> Iterator[bytes]:
    context = [ANNO, {"gov": ids.ONTOLOGY, "sha256": "gov:sha256", "export": None}]
    head = {
        "@context": context,
        "id": f"{ids.ID}annotations",
        "type": "AnnotationCollection",
        "export": described(subject),
    }
    yield _json(head)[:-1] + b', "first": {"type": "AnnotationPage", "startIndex": 0, "items": [\n'
    between = b""
    for _, said in found:
        for made in annotated(said):
            yield between + _json(made)
            between = b",\n"
    yield b"\n]}}\n"


def annotated(said: Iterable[Quad]) -> Iterator[dict[str, object]]:
    """The annotations of the statements in one graph."""
    nodes = {iri: dict(told) for iri, told in quads.named_in(said).items()}
    evidence = rdf.gov("evidence")
    for iri, told in nodes.items():
        passage = nodes.get(told[evidence].value) if evidence in told else None
        if passage is not None:
            yield _annotation(iri, passage, nodes)


def _annotation(iri: str, passage: Mapping[NamedNode, NamedNode | Literal], nodes: Mapping[str, Mapping[NamedNode, NamedNode | Literal]]) -> dict[str, object]:  # fmt: skip
    said = {name: passage[rdf.gov(name)].value for name in ("start", "end", "exact", "prefix", "suffix", "source")}
    sha256 = nodes.get(said["source"], {}).get(rdf.gov("sha256"))
    position = {"type": "TextPositionSelector", "start": int(said["start"]), "end": int(said["end"])}
    quote = {"type": "TextQuoteSelector", **{name: said[name] for name in ("exact", "prefix", "suffix") if said[name]}}
    target = {"source": said["source"], **({"sha256": sha256.value} if sha256 else {}), "selector": [position, quote]}
    return {"id": f"{iri}#annotation", "type": "Annotation", "motivation": "identifying", "body": iri, "target": target}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
