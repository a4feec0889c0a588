"""The parts of a query as frozen values that know where they stand in the text they were read from.

Offsets (``start``, ``end``) are half-open places in the text that was read; they take no part in equality, so that a part that
was made by hand equals one that was read. Terms are kept as SPARQL text, variables always as ``?name``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import cast


@dataclass(frozen=True, slots=True)
class Triple:
    """One triple pattern; ``predicate`` may be a property path. ``places`` are where its three terms begin."""

    subject: str
    predicate: str
    object: str
    path: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    places: tuple[int, int, int] = field(default=(0, 0, 0), compare=False)

    @property
    def terms(self) -> tuple[str, str, str]:
        """Subject, predicate and object as text."""
        return self.subject, self.predicate, self.object


@dataclass(frozen=True, slots=True)
class Exists:
    """``EXISTS { … }`` or ``NOT EXISTS { … }`` inside an expression."""

    group: Group
    negated: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression, brackets included: its text in pieces, with the patterns of EXISTS between them."""

    parts: tuple[str | Exists, ...]
    names: frozenset[str] = frozenset()  # variables outside of EXISTS
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def exists(self) -> tuple[Exists, ...]:
        """The EXISTS and NOT EXISTS in it."""
        return tuple(p for p in self.parts if isinstance(p, Exists))


@dataclass(frozen=True, slots=True)
class Filter:
    """``FILTER expression``."""

    condition: Expression
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Bind:
    """``BIND(expression AS ?variable)``; the expression stands without the outer brackets."""

    expression: Expression
    variable: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Values:
    """``VALUES (?a ?b) { (…) }``; a cell is a term's text or ``UNDEF``."""

    variables: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """``{ … }``: its elements in the order of the text."""

    elements: tuple[Element, ...] = ()
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Optional:
    """``OPTIONAL { … }``."""

    group: Group
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Minus:
    """``MINUS { … }``."""

    group: Group
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Union:
    """``{ … } UNION { … }``, two branches or more."""

    branches: tuple[Group, ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class InGraph:
    """``GRAPH name { … }``."""

    name: str
    group: Group
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Projected:
    """A column: a variable, and what it is worked out from when it is ``(expression AS ?variable)``."""

    variable: str
    expression: Expression | None = None
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A query or a sub-SELECT. ``projection`` is empty for ``*``; what a query does not have is empty or None."""

    form: str  # SELECT, ASK, CONSTRUCT or DESCRIBE
    where: Group
    prologue: tuple[str, ...] = ()  # declarations, each one line
    distinct: str = ""  # DISTINCT or REDUCED
    projection: tuple[Projected, ...] = ()
    template: tuple[Triple, ...] | None = None  # of a CONSTRUCT; None where the pattern itself is the template
    group_by: tuple[Projected | Expression, ...] = ()
    having: tuple[Expression, ...] = ()
    order: tuple[Expression, ...] = ()
    limit: int | None = None
    offset: int | None = None
    values: Values | None = None
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def aggregates(self) -> bool:
        """Whether rows are brought together: by GROUP BY, HAVING or an aggregate among the columns."""
        said = [p.expression for p in self.projection if p.expression] + list(self.having) + list(self.order)
        return bool(self.group_by or self.having) or any(aggregate(e) for e in said)


@dataclass(frozen=True, slots=True)
class SubSelect:
    """A sub-SELECT; it is the only element of its group."""

    query: Query
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


Element = Triple | Filter | Bind | Values | Group | Optional | Minus | Union | InGraph | SubSelect
Node = Element | Exists | Expression | Projected | Query
AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")


def aggregate(e: Expression) -> bool:
    """Whether an expression calls an aggregate."""
    words = " ".join(p for p in e.parts if isinstance(p, str)).upper().replace("(", " ( ").split()
    return any(w in AGGREGATES and words[n + 1 : n + 2] == ["("] for n, w in enumerate(words))


def children(node: Node) -> tuple[Node, ...]:
    """The parts that stand directly in a part, in the order of the text."""
    match node:
        case Group():
            return node.elements
        case Optional() | Minus() | InGraph() | Exists():
            return (node.group,)
        case Union():
            return node.branches
        case SubSelect():
            return (node.query,)
        case Filter():
            return (node.condition,)
        case Bind():
            return (node.expression,)
        case Projected():
            return (node.expression,) if node.expression else ()
        case Expression():
            return node.exists
        case Query():
            tail: tuple[Node, ...] = (*node.group_by, *node.having, *node.order)
            return (*node.projection, node.where, *tail, *((node.values,) if node.values else ()))
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """A part and all that stands in it, outside before inside."""
    yield node
    for child in children(node):
        yield from walk(child)


def visible(node: Node | None) -> frozenset[str]:
    """The variables that a part hands out: those that can be bound behind it (SPARQL 1.1, 18.2.1)."""
    match node:
        case Triple():
            return frozenset(t for t in node.terms if t.startswith("?"))
        case Group():
            return frozenset().union(*(visible(e) for e in node.elements))
        case Optional():
            return visible(node.group)
        case Union():
            return frozenset().union(*(visible(b) for b in node.branches))
        case InGraph():
            return visible(node.group) | ({node.name} if node.name.startswith("?") else set())
        case Bind():
            return frozenset({node.variable})
        case Values():
            return frozenset(node.variables)
        case SubSelect():
            return visible(node.query)
        case Query():
            inside = visible(node.where) | visible(node.values)
            return frozenset(p.variable for p in node.projection) or inside
        case _:
            return frozenset()


def certain(node: Node | None) -> frozenset[str]:
    """The variables that are bound in every row of a part; never too many, perhaps too few."""
    match node:
        case Triple():
            return visible(node)
        case Group():
            return frozenset().union(*(certain(e) for e in node.elements))
        case Union():
            return frozenset.intersection(*(certain(b) for b in node.branches))
        case InGraph():
            return certain(node.group) | ({node.name} if node.name.startswith("?") else set())
        case Values():
            cells = [[row[n] for row in node.rows] for n in range(len(node.variables))]
            return frozenset(v for v, column in zip(node.variables, cells, strict=True) if "UNDEF" not in column)
        case SubSelect():
            return certain(node.query)
        case Query():
            if node.aggregates:
                keys = {g.variable if isinstance(g, Projected) else "".join(map(str, g.parts)) for g in node.group_by}
                inside = certain(node.where) & keys
            else:
                inside = certain(node.where) | certain(node.values)
            named = {p.variable for p in node.projection if p.expression is None}
            return frozenset(inside & named) if node.projection else frozenset(inside)
        case _:
            return frozenset()


def used(node: Node) -> frozenset[str]:
    """Every variable that is named in a part, handed out or not, those of expressions and of EXISTS too."""
    found: set[str] = set()
    for part in walk(node):
        match part:
            case Expression():
                found |= part.names
            case Triple():
                found |= visible(part)
            case Bind() | Projected():
                found.add(part.variable)
            case Values():
                found |= set(part.variables)
            case InGraph():
                found |= {part.name} if part.name.startswith("?") else set()
            case Query():
                found |= {v for t in part.template or () for v in t.terms if v.startswith("?")}
    return frozenset(found)


def swap(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """A part with ``change`` applied to every part in it, inside first; an element that becomes None is left out."""

    def one(n: Node) -> Node | None:
        return change(_rebuilt(n, one))

    made = one(node)
    return node if made is None else made


def without(query: Query, part: Node) -> Query:
    """The query without that very part (the same object), an element of one of its groups."""
    return cast(Query, swap_same(query, part, None))


def swap_same(node: Node, old: Node, new: Node | None) -> Node:
    """A part in which ``new`` stands for that very ``old`` (the same object), or nothing when it is None."""
    if node is old:
        return node if new is None else new

    def one(n: Node) -> Node | None:
        return new if n is old else _rebuilt(n, one)

    return _rebuilt(node, one)


def _rebuilt(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """A part whose children are changed; the same object when none is."""

    def must(n: Node) -> Node:
        made = change(n)
        return n if made is None else made

    def all_of(parts: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(made for p in parts if (made := change(p)) is not None)

    before = children(node)
    match node:
        case Group():
            after = all_of(before)
            made: Node = replace(node, elements=cast("tuple[Element, ...]", after))
        case Optional() | Minus() | InGraph() | Exists():
            after = (must(node.group),)
            made = replace(node, group=cast(Group, after[0]))
        case Union():
            after = all_of(before)
            kept = cast("tuple[Group, ...]", after)
            made = replace(node, branches=kept) if len(kept) > 1 else kept[0] if kept else Group()
        case SubSelect():
            after = (must(node.query),)
            made = replace(node, query=cast(Query, after[0]))
        case Filter():
            after = (must(node.condition),)
            made = replace(node, condition=cast(Expression, after[0]))
        case Bind():
            after = (must(node.expression),)
            made = replace(node, expression=cast(Expression, after[0]))
        case Expression():
            parts = tuple(p if isinstance(p, str) else cast(Exists, must(p)) for p in node.parts)
            after = tuple(p for p in parts if isinstance(p, Exists))
            made = replace(node, parts=parts)
        case Query():
            where = cast(Group, must(node.where))
            values = cast("Values | None", change(node.values)) if node.values else None
            if where is node.where and values is node.values:
                return node
            return replace(node, where=where, values=values)
        case _:
            return node
    return node if len(after) == len(before) and all(a is b for a, b in zip(after, before, strict=True)) else made
