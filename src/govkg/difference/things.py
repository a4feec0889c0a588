"""What differs between terms, axioms, concepts and reports: each named node with the values of its properties, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from govkg import alignments, expressions, ids, rdf
from govkg.difference.model import Change, Field, Values
from govkg.expressions import Nodes

OWL, RDFS, SKOS = (alignments.PREFIXES[p] for p in ("owl", "rdfs", "skos"))
PREFIXES = {
    **alignments.PREFIXES, "vocab": ids.VOCAB, "id": ids.ID, "vann": "http://purl.org/vocab/vann/",
    "rdf": expressions.RDF, "xsd": rdf.XSD,
}  # fmt: skip
TERMS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
Described = dict[str, dict[str, Values]]  # IRI → property as prefixed name → values in words


def short(iri: str) -> str:
    """An IRI as prefixed name where a prefix is known.

    >>> short("https://w3id.org/govkg/ontology#Reform"), short("http://a.example/b")
    ('gov:Reform', '<http://a.example/b>')
    """
    fitting = [(len(space), prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)]
    if not fitting:
        return f"<{iri}>"
    size, prefix = max(fitting)
    return f"{prefix}:{iri[size:]}"


def compare(old: Iterable[Quad], new: Iterable[Quad]) -> list[Change]:
    """The changes of named nodes and of axioms that belong to none."""
    before, after = expressions.nodes(old), expressions.nodes(new)
    made = _axioms(before, after)
    was, now = _described(before), _described(after)
    for iri in sorted(was.keys() | now.keys()):
        one, other = was.get(iri, {}), now.get(iri, {})
        if one == other:
            continue
        known = after if iri in now else before
        names = sorted(one.keys() | other.keys())
        fields = tuple(Field(n, one.get(n, ()), other.get(n, ())) for n in names if one.get(n) != other.get(n))
        part, kind = _part(iri, other or one)
        way = "added" if not one else "removed" if not other else "changed"
        if (
            way == "changed"
            and "true" in other.get("owl:deprecated", ())
            and "true" not in one.get("owl:deprecated", ())
        ):
            way = "deprecated"
        made.append(Change(part, way, short(iri), kind, _label(known, NamedNode(iri)), fields))
    return made


def _described(known: Nodes) -> Described:
    """Every named node; an annotated axiom (a relation with its reason) belongs to the node that it speaks of."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, node in known.items():
        if isinstance(subject, NamedNode) and not expressions.nameless(subject):
            for predicate, objects in node.items():
                found[subject.value][short(predicate)] += [expressions.words(known, o, short) for o in objects]
        elif OWL + "annotatedSource" in node:
            about = node[OWL + "annotatedSource"][0].value
            relation = " ".join(
                expressions.words(known, node[OWL + k][0], short) for k in ("annotatedProperty", "annotatedTarget")
            )
            for comment in node.get(RDFS + "comment", ()):
                found[about]["reason"].append(f"{relation}: {expressions.words(known, comment, short)}")
    return {iri: {name: tuple(sorted(set(v))) for name, v in node.items()} for iri, node in found.items()}


def _axioms(before: Nodes, after: Nodes) -> list[Change]:
    was, now = _general(before), _general(after)
    rows = [("removed", text) for text in was - now] + [("added", text) for text in now - was]
    return [Change("axiom", way, text, kind) for way, (kind, text) in sorted(rows)]


def _general(known: Nodes) -> set[tuple[str, str]]:
    """Axioms of several terms at once: which are disjoint, which differ. (kind, members in words)."""
    found = set()
    for node in known.values():
        kinds = [t.value.removeprefix(OWL) for t in node.get(rdf.RDF_TYPE.value, ()) if t.value.startswith(OWL + "All")]
        if kinds:
            listed = [o for key in ("members", "distinctMembers") for o in node.get(OWL + key, ())]
            names = sorted(
                expressions.words(known, m, short) for head in listed for m in expressions.members(known, head)
            )
            found.add((kinds[0], ", ".join(names)))
    return found


def _part(iri: str, node: Mapping[str, Values]) -> tuple[str, str]:
    types = node.get("rdf:type", ())
    if "owl:Ontology" in types:
        return "ontology", "ontology"
    for name in TERMS:
        if f"owl:{name}" in types:
            return "term", name
    if "gov:Report" in types:
        return "source", "Report"
    if iri.startswith(ids.ONTOLOGY):  # in a release only the labels of terms stand
        return "term", ""
    if iri.startswith(ids.VOCAB) or {"skos:Concept", "skos:ConceptScheme"} & set(types):
        return "concept", next((t.partition(":")[2] for t in sorted(types)), "")
    return "other", next((t for t in types), "")


def _label(known: Nodes, subject: NamedNode) -> tuple[str, str]:
    node = known.get(subject, {})
    found: dict[str, str] = {}
    for key in (SKOS + "prefLabel", RDFS + "label", rdf.DCTERMS + "title"):
        for o in node.get(key, ()):
            if isinstance(o, Literal):
                found[o.language or "zh"] = o.value
    return found.get("zh", ""), found.get("en", "")
