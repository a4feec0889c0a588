"""The structure of the data cube: dimensions, measures, attributes, code lists; a data set for each role, kind and shape of figure.

Results, targets and baselines are data sets of their own, and so are levels, changes and ranks, ranges and single values: RDF Data
Cube asks that every observation of a data set has all its measures, and a researcher that what is not alike stands apart. The
statement itself is a dimension, for two reports, or one report twice, may say the same figure of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from govkg import ids, rdf

QB = "http://purl.org/linked-data/cube#"
SDMX = "http://purl.org/linked-data/sdmx/2009/dimension#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
CUBE = "https://w3id.org/govkg/cube#"
DATA = f"{ids.ID}cube/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
PREFIXES = {**rdf.PREFIXES, "qb": QB, "cube": CUBE, "sdmx-dimension": SDMX, "owl": "http://www.w3.org/2002/07/owl#"}
UNSAID = NamedNode(DATA + "code/unsaid")  # what a dimension has where the report says nothing: never a guess
CONCEPT = SKOS + "Concept"
# Dimension: (IRI, range, zh, en). One whose range is a concept has a code list of its name.
DIMENSIONS = {
    "statement": (CUBE + "statement", ids.ONTOLOGY + "Statement", "陈述", "statement"),
    "about": (CUBE + "about", ids.ONTOLOGY + "Thing", "所述对象", "what it is about"),
    "area": (SDMX + "refArea", RDFS + "Resource", "地方", "place"),
    "period": (SDMX + "refPeriod", CONCEPT, "期间（如文中所述）", "period, as it is said"),
    "metric": (CUBE + "metric", CONCEPT, "指标", "metric"),
    "unit": (CUBE + "unit", CONCEPT, "单位", "unit"),
    "kind": (CUBE + "kind", CONCEPT, "水平、变化或位次", "level, change or rank"),
    "role": (CUBE + "role", CONCEPT, "成果、目标或基数", "result, target or baseline"),
    "scope": (CUBE + "scope", CONCEPT, "口径", "scope"),
}
MEASURES = {"value": ("数值", "value"), "low": ("下限", "from"), "high": ("上限", "to")}
# Attribute, a property of the ontology: (whether every observation has it, zh, en).
ATTRIBUTES = {
    "surface": (True, "原文数字", "figure as written"), "bound": (True, "约、超、近", "bound"),
    "metricAsWritten": (True, "指标原文", "metric as written"), "evidence": (True, "出处", "evidence"),
    "source": (True, "报告", "report"), "status": (True, "状态", "status"), "direction": (False, "升降", "direction"),
    "changeType": (False, "变化类型", "type of change"), "comparedWith": (False, "比较基数", "compared with"),
    "flow": (False, "累计或时点", "flow"), "subsetOf": (False, "其中", "part of another figure"),
}  # fmt: skip
ROLES = {"Result": ("成果", "results"), "Target": ("目标", "targets"), "Baseline": ("基数", "baselines")}
KINDS = {"level": ("水平", "levels"), "change": ("变化", "changes"), "rank": ("位次", "ranks")}
TYPE, LABEL = rdf.RDF_TYPE, rdf.LABEL
Term = NamedNode | Literal
Made = Iterator[Triple]
Set = tuple[str, str, tuple[str, ...]]  # role, kind, the measures that every figure has


def name(of: Set) -> str:
    """What a data set is called in its IRI.

    >>> name(("Result", "level", ("value",))), name(("Target", "change", ("low", "high")))
    ('results-levels-value', 'targets-changes-low-high')
    """
    role, kind, measures = of
    return "-".join((ROLES[role][1], KINDS[kind][1], *measures))


def dataset(of: Set) -> str:
    """The IRI of a data set."""
    return f"{DATA}{name(of)}"


def code_list(dimension: str) -> str:
    """The IRI of the code list of a dimension."""
    return f"{DATA}list/{dimension}"


def components(sets: Iterable[Set]) -> Made:
    """The properties, and the structure of each data set."""
    for key, (iri, of, zh, en) in DIMENSIONS.items():
        yield _t(iri, TYPE, NamedNode(QB + "DimensionProperty"))
        yield _t(iri, NamedNode(RDFS + "range"), NamedNode(of))
        yield from labels(iri, zh, en)
        if of == CONCEPT:
            yield _t(iri, NamedNode(QB + "codeList"), NamedNode(code_list(key)))
            yield _t(code_list(key), TYPE, NamedNode(SKOS + "ConceptScheme"))
            yield from labels(code_list(key), zh, en)
    for key, (zh, en) in MEASURES.items():
        iri = rdf.gov(key).value
        yield _t(iri, TYPE, NamedNode(QB + "MeasureProperty"))
        yield _t(iri, NamedNode(RDFS + "range"), rdf.DECIMAL)
        yield from labels(iri, zh, en)
    for key, (_, zh, en) in ATTRIBUTES.items():
        yield _t(rdf.gov(key).value, TYPE, NamedNode(QB + "AttributeProperty"))
        yield from labels(rdf.gov(key).value, zh, en)
    for measures in sorted({of[2] for of in sets}):
        yield from _structure(measures)


def structure(measures: tuple[str, ...]) -> str:
    """The IRI of the structure of the data sets with those measures."""
    return f"{DATA}structure/{'-'.join(measures)}"


def _structure(measures: tuple[str, ...]) -> Made:
    iri = structure(measures)
    yield _t(iri, TYPE, NamedNode(QB + "DataStructureDefinition"))
    parts = [("dimension", key, NamedNode(of[0])) for key, of in DIMENSIONS.items()]
    parts += [("measure", key, rdf.gov(key)) for key in measures]
    parts += [("attribute", key, rdf.gov(key)) for key in ATTRIBUTES]
    for order, (what, key, prop) in enumerate(parts, 1):
        part = f"{iri}/{key}"
        yield _t(iri, NamedNode(QB + "component"), NamedNode(part))
        yield _t(part, TYPE, NamedNode(QB + "ComponentSpecification"))
        yield _t(part, NamedNode(QB + what), prop)
        yield _t(part, NamedNode(QB + "order"), Literal(str(order), datatype=rdf.INTEGER))
        if what == "attribute":
            needed = Literal("true" if ATTRIBUTES[key][0] else "false", datatype=rdf.BOOLEAN)
            yield _t(part, NamedNode(QB + "componentRequired"), needed)


def described(of: Set) -> Made:
    """A data set: what it holds, and its structure."""
    role, kind, measures = of
    iri = dataset(of)
    shape = tuple("、".join(MEASURES[m][0] for m in measures) if n == 0 else ", ".join(MEASURES[m][1] for m in measures)
                  for n in (0, 1))  # fmt: skip
    yield _t(iri, TYPE, NamedNode(QB + "DataSet"))
    yield _t(iri, NamedNode(QB + "structure"), NamedNode(structure(measures)))
    zh = f"报告所说的{ROLES[role][0]}：{KINDS[kind][0]}（{shape[0]}）"
    yield from labels(iri, zh, f"{KINDS[kind][1].capitalize()} that reports give as {ROLES[role][1]} ({shape[1]})")


def labels(iri: str, zh: str, en: str) -> Made:
    """A label in each language."""
    yield _t(iri, LABEL, Literal(zh, language="zh"))
    yield _t(iri, LABEL, Literal(en, language="en"))


def _t(subject: str, predicate: NamedNode, value: Term) -> Triple:
    return Triple(NamedNode(subject), predicate, value)
