"""DCAT 3: the release described for a data portal, with each of its files, its size and its checksum.

JSON-LD, or Turtle where the file ends with ``.ttl``. No node is blank, and no clock is read: the date is that of the ontology's
version, as in the release's own ``void.ttl``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, parse, serialize

from govkg import dataset, ids
from govkg.edition import Edition
from govkg.errors import CallerError
from govkg.exports.subject import Subject
from govkg.exports.triples import opened, put

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#", "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#", "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}  # fmt: skip
MEDIA = {"trig": "application/trig", "ttl": "text/turtle", "parquet": "application/vnd.apache.parquet", "json": "application/json",
         "csv": "text/csv"}  # fmt: skip
IANA = "https://www.iana.org/assignments/media-types/"
File = tuple[str, Path, str]  # its name in the release, where it is, its sha256
Node = dict[str, Any]


def write(subject: Subject, path: Path) -> list[Path]:
    """Writes the description; raises CallerError ``export.facts`` for a graph that is no release."""
    text = json.dumps(described(subject), ensure_ascii=False, indent=1) + "\n"
    if path.suffix != ".ttl":
        return put(path, [text.encode()])
    quads = sorted(parse(text.encode(), format=RdfFormat.JSON_LD), key=str)
    data = serialize((q.triple for q in quads), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    assert data is not None
    lines = data.split(b"\n")
    count = sum(line.startswith(b"@prefix") for line in lines)
    return put(path, [b"\n".join([*sorted(lines[:count]), *lines[count:]])])


def release(subject: Subject) -> Edition:
    """The release that the subject's graph is; raises CallerError ``export.facts`` where it is none."""
    kg = opened(subject)
    if kg.facts is None:
        raise CallerError("export.facts", "this graph is no release with files",
                          cure="export the graph of a workspace: govkg export … --workspace DIR")  # fmt: skip
    return Edition(kg.facts.folder)


def files(of: Edition) -> list[File]:
    """The files that the manifest names: all of the release but the manifest itself."""
    return [(name, of.folder / name, sum_) for name, sum_ in sorted(of.manifest["files"].items())]


def dated(of: Edition) -> str:
    """The date of a release: that of the ontology's version it was written with."""
    return str(of.manifest["ontology"]).rpartition("/")[2]


def described(subject: Subject) -> Node:
    """The description as JSON-LD."""
    of, about = release(subject), subject.about
    sources: Mapping[str, Mapping[str, Any]] = of.manifest["sources"]
    root: Node = {
        "@id": dataset.IRI, "@type": "dcat:Dataset",
        "dcterms:title": _both(about.title), "dcterms:description": _both((dataset.ABOUT["zh"], dataset.ABOUT["en"])),
        "dcterms:identifier": about.dataset, "dcterms:license": _ref(about.licence), "dcterms:language": ["zh", "en"],
        "dcterms:creator": _ref(dataset.AGENT), "dcterms:publisher": _ref(dataset.AGENT),
        "dcterms:modified": _typed(dated(of), "xsd:date"), "dcat:version": dated(of), "dcat:landingPage": _ref(dataset.HOME),
        "dcterms:conformsTo": _ref(str(of.manifest["ontology"])), "owl:versionInfo": f"govkg {about.version}",
        "dcterms:provenance": about.call, "dcat:keyword": _both(("政府工作报告", "government work reports")),
        "prov:wasDerivedFrom": [_ref(ids.report(name)) for name in sorted(sources)],
        "dcat:distribution": [_ref(_iri(name)) for name, _, _ in files(of)],
    }  # fmt: skip
    reports = [{"@id": ids.report(name), "@type": "dcat:Resource", "dcterms:title": {"@value": row["title"], "@language": "zh"},
                "spdx:checksum": _ref(f"{ids.report(name)}#sha256")} for name, row in sorted(sources.items())]  # fmt: skip
    sums = [_sum(f"{ids.report(name)}#sha256", row["sha256"]) for name, row in sorted(sources.items())]
    agent = {"@id": dataset.AGENT, "@type": "foaf:Agent", "foaf:name": "The govkg contributors"}
    graph = [root, agent, *reports, *sums]
    for file in files(of):
        graph += _distribution(file, about.licence)
    return {"@context": PREFIXES, "@graph": graph}


def _distribution(file: File, licence: str) -> Sequence[Node]:
    name, path, sum_ = file
    node: Node = {
        "@id": _iri(name), "@type": "dcat:Distribution", "dcterms:title": name, "dcterms:license": _ref(licence),
        "dcat:accessURL": _ref(f"{dataset.HOME}/release"), "dcat:downloadURL": _ref(f"{dataset.HOME}/release/{name}"),
        "dcat:mediaType": _ref(IANA + media(name)), "dcat:byteSize": _typed(str(size(path)), "xsd:nonNegativeInteger"),
        "spdx:checksum": _ref(f"{_iri(name)}/sha256"),
    }  # fmt: skip
    return node, _sum(f"{_iri(name)}/sha256", sum_)


def media(name: str) -> str:
    """The media type of a file of a release.

    >>> media("facts/observation.parquet")
    'application/vnd.apache.parquet'
    """
    return MEDIA.get(name.rpartition(".")[2], "application/octet-stream")


def size(path: Path) -> int:
    """A file's size in bytes; raises CallerError ``file.missing`` where the release lacks it."""
    try:
        return path.stat().st_size
    except OSError as e:
        raise CallerError("file.missing", "the release lacks this file", where=str(path), cure="run govkg build") from e


def _sum(iri: str, sha256: str) -> Node:
    value = _typed(sha256, "xsd:hexBinary")
    return {"@id": iri, "@type": "spdx:Checksum", "spdx:algorithm": _ref("spdx:checksumAlgorithm_sha256"), "spdx:checksumValue": value}  # fmt: skip


def _iri(name: str) -> str:
    return f"{dataset.IRI}/file/{name}"


def _ref(iri: str) -> Node:
    return {"@id": iri}


def _typed(value: str, kind: str) -> Node:
    return {"@value": value, "@type": kind}


def _both(words: tuple[str, str]) -> list[Node]:
    return [{"@value": w, "@language": tongue} for w, tongue in zip(words, ("zh", "en"), strict=True)]
