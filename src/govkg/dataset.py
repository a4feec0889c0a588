"""What a release says of itself to machines: a DCAT and VoID description, ``void.ttl``, counted from the quads and files.

It names no clock: the date is that of the ontology's version. IRIs are built from what they describe, so that two releases
of the same sources have the same description, and no blank node stands in it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from govkg import alignments, ids, manifest, ontology, rdf, vocab

IRI = ids.ID + "dataset"
HOME = "https://w3id.org/govkg"
AGENT = f"{HOME}/contributors"
NAME = "void.ttl"
PREFIXES = {
    **rdf.PREFIXES, "void": "http://rdfs.org/ns/void#", "dcat": "http://www.w3.org/ns/dcat#", "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#", "owl": "http://www.w3.org/2002/07/owl#", "vann": "http://purl.org/vocab/vann/",
    "prov": "http://www.w3.org/ns/prov#",
}  # fmt: skip
MEDIA = {"trig": "application/trig", "parquet": "application/vnd.apache.parquet", "ttl": "text/turtle"}
TITLE = {"zh": "政府工作报告知识图谱", "en": "Knowledge graph of government work reports"}
ABOUT = {
    "zh": "报告所说的举措、成果、责任单位与数字，每条陈述附原文与位置；推理所得另在各自的图中。",
    "en": "What reports say of initiatives, outcomes, responsible bodies and figures, each statement with its words and where they stand; what rules conclude stands in graphs of its own.",
}
PARTS = ("subject", "predicate", "object", "graph_name")  # of a quad
Term = NamedNode | Literal
Made = Iterator[Triple]


def turtle(
    found: Sequence[Quad],
    files: Mapping[str, bytes],
    titles: Mapping[str, str],
    known: Mapping[str, Sequence[int]] | None = None,
) -> bytes:
    """The description of a release as Turtle: its quads, its files by name, and the title of each source by its id.

    ``known`` are the counts of each graph where they were counted before.

    >>> text = turtle([], {"govkg.trig": b""}, {}).decode()
    >>> 'void:triples "0"' in text or "void:triples 0" in text
    True
    """
    return _written(_triples(found, files, titles, known or _known(found)))


def summed(
    graphs: Mapping[str, Sequence[int]], files: Mapping[str, tuple[int, str]], titles: Mapping[str, str]
) -> bytes:
    """The description of a release of many files: only what can be added up from its graphs' counts, none over the whole.

    ``graphs`` are the counts of each graph (``manifest.COUNTS``), ``files`` the size in bytes and the sha256 of each file.

    >>> text = summed({ids.graph("a"): [2, 1, 1, 1, 1, 1]}, {"graphs/0.trig": (9, "00")}, {"a": "甲"}).decode()
    >>> "void:triples 2" in text, "void:distinctSubjects 1" in text, "甲" in text
    (True, True, True)
    """
    lines = [_written(_general(sum(row[0] for row in graphs.values()), titles)).decode()]
    for iri, row in sorted(graphs.items()):
        told = [f"void:{name} {count}" for name, count in zip(manifest.COUNTS, row, strict=True)]
        source = iri.removeprefix(ids.graph("")).removesuffix("/inferred")
        if source in titles and iri == ids.graph(source):
            told += [
                f"dcterms:title {Literal(titles[source], language='zh')}",
                f"dcterms:source <{ids.report(source)}>",
            ]
        elif source in titles:
            told.append(f"prov:wasDerivedFrom <{ids.graph(source)}>")
        lines.append(f"<{IRI}> void:subset <{iri}> .\n<{iri}> a void:Dataset ;\n\t" + " ;\n\t".join(told) + " .\n")
    for name, (size, digest) in sorted(files.items()):
        iri, sum_ = f"{IRI}/file/{name}", f"{IRI}/file/{name}/sha256"
        media = MEDIA[name.rpartition(".")[2]]
        dump = f"<{IRI}> void:dataDump <{HOME}/release/{name}> .\n" if name.endswith(".trig") else ""
        lines.append(
            f"<{IRI}> dcat:distribution <{iri}> .\n{dump}<{iri}> a dcat:Distribution ;\n\tdcterms:title {Literal(name)} ;\n"
            f"\tdcterms:license {rdf.CC_BY} ;\n\tdcat:accessURL <{HOME}/release> ;\n\tdcat:downloadURL <{HOME}/release/{name}> ;\n"
            f"\tdcat:mediaType <https://www.iana.org/assignments/media-types/{media}> ;\n"
            f'\tdcat:byteSize "{size}"^^xsd:nonNegativeInteger ;\n\tspdx:checksum <{sum_}> .\n<{sum_}> a spdx:Checksum ;\n'
            f'\tspdx:algorithm spdx:checksumAlgorithm_sha256 ;\n\tspdx:checksumValue "{digest}"^^xsd:hexBinary .\n'
        )
    return "".join(lines).encode()


def _general(triples: int | None, titles: Mapping[str, str]) -> Made:
    """What is said of the whole release, whatever its files are."""
    yield from _described(IRI, TITLE, ABOUT)
    yield _t(IRI, "rdf:type", _n("dcat:Dataset"))
    yield _t(IRI, "dcterms:conformsTo", NamedNode(ontology.version()))
    if triples is not None:
        yield _t(IRI, "void:triples", _count(triples))
    for prefix in ("gov", "skos", "dcterms", "rdfs", "qudt"):
        yield _t(IRI, "void:vocabulary", NamedNode(PREFIXES[prefix]))
    yield _t(IRI, "void:uriSpace", Literal(ids.ID))
    yield _t(IRI, "void:feature", NamedNode("http://www.w3.org/ns/formats/TriG"))
    for source in titles:
        yield _t(IRI, "dcterms:source", NamedNode(ids.report(source)))
        yield _t(IRI, "void:exampleResource", NamedNode(ids.report(source)))
    yield from _ontology()
    yield _t(AGENT, "rdf:type", _n("foaf:Agent"))
    yield _t(AGENT, "foaf:name", Literal("The govkg contributors"))


def _written(triples: Iterable[Triple]) -> bytes:
    made = sorted(set(triples), key=lambda t: (_rank(t.subject), str(t.subject), _first(t), str(t)))
    data = serialize(made, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    assert data is not None
    lines = data.split(b"\n")
    count = sum(line.startswith(b"@prefix") for line in lines)
    head = b"# Counted from the release by govkg build; do not edit.\n"
    return head + b"\n".join([*sorted(lines[:count]), *lines[count:]])


def _rank(subject: object) -> int:
    return 0 if str(subject) == f"<{IRI}>" else 1


def _first(t: Triple) -> tuple[bool, str]:
    return t.predicate != rdf.RDF_TYPE, str(t.predicate)


def _triples(
    found: Sequence[Quad],
    files: Mapping[str, bytes],
    titles: Mapping[str, str],
    graphs: Mapping[str, Sequence[int]],
) -> Made:
    yield from _general(None, titles)
    yield from _counts(IRI, counts(found))
    yield from _partitions(found)
    yield from _graphs(graphs, titles)
    yield from _distributions(files)
    yield from _units(found)


def _described(iri: str, title: Mapping[str, str], about: Mapping[str, str]) -> Made:
    """What a person asks first of a data set: what, by whom, under which licence, which version, what changed."""
    version = ontology.version().rpartition("/")[2]
    yield _t(iri, "rdf:type", _n("void:Dataset"))
    for lang in ("zh", "en"):
        yield _t(iri, "dcterms:title", Literal(title[lang], language=lang))
        yield _t(iri, "dcterms:description", Literal(about[lang], language=lang))
        yield _t(iri, "dcterms:language", Literal(lang))
        for row in vocab.table("changes"):
            note = f"{row['version']}{'：' if lang == 'zh' else ': '}{row[lang]}"
            yield _t(iri, "skos:changeNote", Literal(note, language=lang))
    yield _t(iri, "dcterms:license", rdf.CC_BY)
    yield _t(iri, "dcterms:creator", NamedNode(AGENT))
    yield _t(iri, "dcterms:publisher", NamedNode(AGENT))
    yield _t(iri, "dcterms:modified", Literal(version, datatype=_n("xsd:date")))
    yield _t(iri, "dcat:version", Literal(version))
    yield _t(iri, "owl:versionInfo", Literal(version))
    yield _t(iri, "rdfs:seeAlso", NamedNode(f"{HOME}/changelog"))
    yield _t(iri, "foaf:homepage", NamedNode(HOME))


def counts(found: Collection[Quad]) -> list[int]:
    """What VoID counts, in the order of ``manifest.COUNTS``, of quads that stand once each.

    A triple that stands in two graphs counts once.

    >>> a, b = NamedNode(ids.ID + "a"), NamedNode("urn:b")
    >>> counts([Quad(a, rdf.RDF_TYPE, b, a), Quad(a, rdf.RDF_TYPE, b, b)])
    [1, 1, 1, 1, 1, 1]
    """
    subjects, predicates, objects, graphs = (set(map(attrgetter(part), found)) for part in PARTS)
    one = len(graphs) < 2  # then no triple needs to be looked at for being another
    return [
        len(found) if one else len({q.triple for q in found}),
        len(subjects),
        len(objects),
        len(predicates),
        len({q.object for q in found if q.predicate == rdf.RDF_TYPE}),
        sum(isinstance(s, NamedNode) and s.value.startswith(ids.ID) for s in subjects),
    ]


def _counts(iri: str, counted: Sequence[int]) -> Made:
    """The statistics of VoID."""
    for name, count in zip(manifest.COUNTS, counted, strict=True):
        yield _t(iri, f"void:{name}", _count(count))


def _partitions(found: Sequence[Quad]) -> Made:
    triples = {q.triple for q in found}
    classes = Counter(t.object for t in triples if t.predicate == rdf.RDF_TYPE if isinstance(t.object, NamedNode))
    for name, count in classes.items():
        part = f"{IRI}/class/{_local(name)}"
        yield _t(IRI, "void:classPartition", NamedNode(part))
        yield _t(part, "void:class", name)
        yield _t(part, "void:entities", _count(count))
    for name, count in Counter(t.predicate for t in triples).items():
        part = f"{IRI}/property/{_local(name)}"
        yield _t(IRI, "void:propertyPartition", NamedNode(part))
        yield _t(part, "void:property", name)
        yield _t(part, "void:triples", _count(count))


def _known(found: Iterable[Quad]) -> dict[str, list[int]]:
    """The counts of each named graph."""
    by_graph: dict[str, list[Quad]] = defaultdict(list)
    for q in found:
        if isinstance(q.graph_name, NamedNode):
            by_graph[q.graph_name.value].append(q)
    return {iri: counts(quads) for iri, quads in by_graph.items()}


def _graphs(graphs: Mapping[str, Sequence[int]], titles: Mapping[str, str]) -> Made:
    """Each named graph as a part of its own; what rules concluded says from which graph."""
    for iri, counted in graphs.items():
        yield _t(IRI, "void:subset", NamedNode(iri))
        yield _t(iri, "rdf:type", _n("void:Dataset"))
        yield from _counts(iri, counted)
    for source, title in titles.items():
        yield _t(ids.graph(source), "dcterms:title", Literal(title, language="zh"))
        yield _t(ids.graph(source), "dcterms:source", NamedNode(ids.report(source)))
        if ids.inferred(source) in graphs:
            yield _t(ids.inferred(source), "prov:wasDerivedFrom", NamedNode(ids.graph(source)))


def _distributions(files: Mapping[str, bytes]) -> Made:
    for name, data in files.items():
        iri, sum_ = f"{IRI}/file/{name}", f"{IRI}/file/{name}/sha256"
        yield _t(IRI, "dcat:distribution", NamedNode(iri))
        yield _t(iri, "rdf:type", _n("dcat:Distribution"))
        yield _t(iri, "dcterms:title", Literal(name))
        yield _t(iri, "dcterms:license", rdf.CC_BY)
        yield _t(iri, "dcat:accessURL", NamedNode(f"{HOME}/release"))
        yield _t(iri, "dcat:downloadURL", NamedNode(f"{HOME}/release/{name}"))
        media = MEDIA[name.rpartition(".")[2]]
        yield _t(iri, "dcat:mediaType", NamedNode(f"https://www.iana.org/assignments/media-types/{media}"))
        yield _t(iri, "dcat:byteSize", Literal(str(len(data)), datatype=_n("xsd:nonNegativeInteger")))
        yield _t(iri, "spdx:checksum", NamedNode(sum_))
        yield _t(sum_, "rdf:type", _n("spdx:Checksum"))
        yield _t(sum_, "spdx:algorithm", _n("spdx:checksumAlgorithm_sha256"))
        digest = hashlib.sha256(data).hexdigest()
        yield _t(sum_, "spdx:checksumValue", Literal(digest, datatype=_n("xsd:hexBinary")))
        if name.endswith(".trig"):
            yield _t(IRI, "void:dataDump", NamedNode(f"{HOME}/release/{name}"))


def _units(found: Sequence[Quad]) -> Made:
    """The links of figures to QUDT's units of measure."""
    space = "http://qudt.org/vocab/unit/"
    links = {(q.subject, q.object) for q in found
             if q.predicate == rdf.HAS_UNIT and isinstance(q.object, NamedNode) and q.object.value.startswith(space)}  # fmt: skip
    if links:
        yield from _linkset(IRI, "qudt-units", rdf.HAS_UNIT.value, space, len(links))


def _ontology() -> Made:
    """The ontology beside the data, and its links to other vocabularies, one set for each vocabulary and relation."""
    iri = ontology.IRI
    said = [
        {o.language: o.value for name, o in ontology.header() if name == p and isinstance(o, Literal) and o.language}
        for p in (f"{rdf.DCTERMS}title", f"{rdf.DCTERMS}description")
    ]
    yield from _described(iri, *said)
    yield _t(IRI, "dcterms:relation", NamedNode(iri))
    yield _t(iri, "owl:versionIRI", NamedNode(ontology.version()))
    yield _t(iri, "vann:preferredNamespacePrefix", Literal("gov"))
    yield _t(iri, "vann:preferredNamespaceUri", Literal(ids.ONTOLOGY))
    sets = Counter((row["target"].partition(":")[0], row["relation"]) for row in vocab.table("alignments"))
    for (prefix, relation), count in sets.items():
        name, local = relation.split(":")
        space = alignments.PREFIXES[prefix]
        yield from _linkset(iri, f"{prefix}-{local}", alignments.PREFIXES[name] + local, space, count)


def _linkset(of: str, name: str, predicate: str, space: str, count: int) -> Made:
    iri, target = f"{IRI}/links/{name}", f"{IRI}/target/{name.partition('-')[0]}"
    yield _t(of, "void:subset", NamedNode(iri))
    yield _t(iri, "rdf:type", _n("void:Linkset"))
    yield _t(iri, "void:subjectsTarget", NamedNode(of))
    yield _t(iri, "void:objectsTarget", NamedNode(target))
    yield _t(iri, "void:linkPredicate", NamedNode(predicate))
    yield _t(iri, "void:triples", _count(count))
    yield _t(target, "rdf:type", _n("void:Dataset"))
    yield _t(target, "void:uriSpace", Literal(space))


def _local(name: NamedNode) -> str:
    """A name that tells terms of different vocabularies apart: ``gov-Observation``."""
    prefix = next((p for p, space in sorted(PREFIXES.items()) if name.value.startswith(space)), "rdf")
    local = name.value.rpartition("#")[2].rpartition("/")[2]
    return f"{prefix}-{local}"


def _count(n: int) -> Literal:
    return Literal(str(n), datatype=rdf.INTEGER)


def _n(name: str) -> NamedNode:
    if name == "rdf:type":
        return rdf.RDF_TYPE
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def _t(subject: str, predicate: str, value: Term) -> Triple:
    return Triple(NamedNode(subject), _n(predicate), value)
