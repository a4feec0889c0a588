"""What differs between two versions: changes, each of one thing, with its fields before and after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

PARTS = ("ontology", "term", "axiom", "concept", "source", "statement", "inferred", "other")
WAYS = ("added", "removed", "deprecated", "changed", "moved")
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One property or field of a thing and its values on both sides, in words."""

    name: str  # a property as prefixed name, or a field of a statement
    old: Values
    new: Values


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not the same: ``part`` is one of PARTS, ``way`` one of WAYS; ``moved`` is a statement whose words
    stand at another place of the text, all else being equal.
    """

    part: str
    way: str
    id: str  # prefixed name or IRI; the anchor id of a statement; the words of an axiom
    kind: str  # what it is: class, objectProperty, concept; the type of a statement
    label: tuple[str, str] = ("", "")  # zh, en
    fields: tuple[Field, ...] = ()
    where: str = ""  # source id of a statement


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: its name, its version where it states one, and the digest of what was read."""

    name: str
    version: str
    sha256: str
    quads: frozenset[Quad]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs, in a fixed order."""

    old: Side
    new: Side
    changes: tuple[Change, ...]

    def counts(self) -> dict[tuple[str, str], int]:
        """How many changes of each part and way, in the order of PARTS and WAYS."""
        found = Counter((c.part, c.way) for c in self.changes)
        return {(p, w): found[p, w] for p in PARTS for w in WAYS if found[p, w]}


def concluded(graph: object) -> bool:
    """Whether a named graph holds what rules conclude, from one source or across several.

    >>> concluded(NamedNode("https://w3id.org/govkg/id/graph/wuhan-2021/inferred"))
    True
    >>> concluded(NamedNode("https://w3id.org/govkg/id/graph/inferred/across"))
    True
    """
    return isinstance(graph, NamedNode) and "inferred" in graph.value.split("/")
