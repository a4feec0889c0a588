"""The terms of the ontology as a reader meets them: what each is called, what it means, and how it hangs together with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from govkg import alignments, expressions, ids, questions, rdf, resources, terms, vocab
from govkg.expressions import Nodes, Term

OWL, RDFS, SKOS = (alignments.PREFIXES[p] for p in ("owl", "rdfs", "skos"))
KINDS = {OWL + "Class": "class", OWL + "ObjectProperty": "object", OWL + "DatatypeProperty": "datatype"}
CHARACTERISTICS = ("FunctionalProperty", "TransitiveProperty", "SymmetricProperty", "InverseFunctionalProperty")
Both = tuple[str, str]  # zh, en


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a term relates to one of another vocabulary, and why."""

    relation: str
    target: str  # prefixed name
    iri: str
    reason: Both


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: ``axioms`` holds what the ontology states of it, by IRI of the property; ``questions`` are names."""

    name: str
    kind: str  # class | object | datatype
    label: Both
    definition: Both
    examples: tuple[str, ...]
    parents: tuple[str, ...]
    children: tuple[str, ...]
    axioms: Mapping[str, tuple[Term, ...]]
    characteristics: tuple[str, ...]
    alignments: tuple[Alignment, ...]
    questions: tuple[str, ...]
    rules: tuple[str, ...]  # construct rules, checks and views that name it
    unasked: str  # why no question names it


@dataclass(frozen=True, slots=True)
class Ontology:
    """All terms by name, in the order of the edit file, with the triples that axioms are read from."""

    entries: Mapping[str, Entry]
    nodes: Nodes
    header: Mapping[str, tuple[Term, ...]]
    disjoint: tuple[tuple[str, ...], ...]

    def of(self, kind: str) -> list[Entry]:
        """The terms of a kind."""
        return [e for e in self.entries.values() if e.kind == kind]

    def roots(self) -> list[Entry]:
        """The classes that have no class of ours above them."""
        return [e for e in self.of("class") if not e.parents]

    def using(self, axiom: str, name: str) -> list[Entry]:
        """The properties whose domain or range (``axiom``) is a class, alone or among others."""
        return [e for e in self.entries.values() if name in classes(self.nodes, e.axioms.get(RDFS + axiom, ()))]


def read() -> Ontology:
    """The ontology of this installation.

    >>> read().entries["Reform"].parents
    ('Initiative',)
    """
    nodes = expressions.nodes(parse(path=str(resources.path("ontology/govkg.ttl")), format=RdfFormat.TURTLE))
    ours = {
        n.value.removeprefix(ids.ONTOLOGY): n
        for n in nodes
        if isinstance(n, NamedNode) and n.value.startswith(ids.ONTOLOGY)
    }
    children: dict[str, list[str]] = defaultdict(list)
    for name, subject in ours.items():
        for parent in _parents(nodes, nodes[subject]):
            children[parent].append(name)
    aligned: dict[str, list[Alignment]] = defaultdict(list)
    for row in vocab.table("alignments"):
        reason = row["reason_zh"], row["reason_en"]
        aligned[row["term"]].append(Alignment(row["relation"], row["target"], alignments.expand(row["target"]), reason))
    asked, reasons = (
        usage(),
        {r["term"]: r["reason"] for r in vocab.rows(resources.path("ontology/vocabularies/unasked.tsv"))},
    )
    ruled = rules()
    entries = {}
    for name, subject in ours.items():
        node = nodes[subject]
        types = [t.value for t in node.get(rdf.RDF_TYPE.value, ()) if isinstance(t, NamedNode)]
        kind = next((KINDS[t] for t in types if t in KINDS), "")
        if kind:
            entries[name] = Entry(
                name, kind, _both(nodes, subject, RDFS + "label"), _both(nodes, subject, SKOS + "definition"),
                tuple(o.value for o in node.get(SKOS + "example", ()) if isinstance(o, Literal)),
                tuple(_parents(nodes, node)), tuple(children[name]),
                {p: tuple(objects) for p, objects in node.items()},
                tuple(c for c in CHARACTERISTICS if OWL + c in types),
                tuple(aligned[name]), tuple(asked.get(name, ())), tuple(ruled.get(name, ())), reasons.get(name, ""),
            )  # fmt: skip
    header = nodes[NamedNode(ids.ONTOLOGY.rstrip("#"))]
    return Ontology(entries, nodes, {p: tuple(o) for p, o in header.items()}, tuple(_disjoint(nodes)))


def usage() -> dict[str, list[str]]:
    """The questions that name each term.

    >>> "outcomes-of-reform" in usage()["Attribution"]
    True
    """
    found: dict[str, list[str]] = defaultdict(list)
    for question in questions.all():
        named = terms.named(question.sparql)
        of = {rdf.CLASSES.get(p.of, p.of) for p in question.parameters if p.type == "entity"}
        for name in sorted({n.removeprefix("gov:") for n in named if n.startswith("gov:")} | of):
            found[name].append(question.name)
    return found


def rules() -> dict[str, list[str]]:
    """The rules, checks and pictures (``construct/…``, ``qc/…``, ``view/…``) whose queries name each term."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in ("construct", "qc", "view"):
        for path in sorted(resources.path(f"queries/{folder}").glob("*.rq")):
            named = terms.named(path.read_text(encoding="utf-8"))
            for name in sorted(n.removeprefix("gov:") for n in named if n.startswith("gov:")):
                found[name].append(f"{folder}/{path.stem}")
    return found


def classes(nodes: Nodes, found: tuple[Term, ...]) -> list[str]:
    """The classes of ours that stand in a domain or a range: one, or several joined by "or"."""
    listed: list[Term] = []
    for term in found:
        union = nodes.get(term, {}).get(OWL + "unionOf", ()) if not isinstance(term, Literal) else ()
        listed += expressions.members(nodes, union[0]) if union else [term]
    return list(_ours(listed))


def _parents(nodes: Nodes, node: expressions.Node) -> Iterator[str]:
    """The terms above a term; a defined class stands below the classes that its definition narrows."""
    yield from _named(node, RDFS + "subClassOf", RDFS + "subPropertyOf")
    for same in node.get(OWL + "equivalentClass", ()):
        for head in nodes.get(same, {}).get(OWL + "intersectionOf", ()) if not isinstance(same, Literal) else ():
            members = expressions.members(nodes, head)
            yield from _ours(members)


def _ours(found: Iterable[Term]) -> Iterator[str]:
    for term in found:
        if isinstance(term, NamedNode) and term.value.startswith(ids.ONTOLOGY):
            yield term.value.removeprefix(ids.ONTOLOGY)


def _named(node: expressions.Node, *keys: str) -> Iterator[str]:
    for key in keys:
        yield from _ours(node.get(key, ()))


def _both(nodes: Nodes, subject: NamedNode, key: str) -> Both:
    found = {o.language: o.value for o in nodes[subject].get(key, ()) if isinstance(o, Literal)}
    return found.get("zh", ""), found.get("en", "")


def _disjoint(nodes: Nodes) -> Iterator[tuple[str, ...]]:
    for node in nodes.values():
        for head in node.get(OWL + "members", ()):
            yield tuple(_ours(expressions.members(nodes, head)))


def ordered(terms: Ontology) -> list[Entry]:
    """The classes as the tree has them, each once."""
    found: dict[str, Entry] = {}

    def walk(entry: Entry) -> None:
        if entry.name not in found:
            found[entry.name] = entry
            for name in entry.children:
                walk(terms.entries[name])

    for root in terms.roots():
        walk(root)
    return list(found.values())
