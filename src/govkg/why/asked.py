"""A query made ready to be asked of parts of the graph: what it names, what it can see, and when two rows are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

import pyoxigraph as ox

from govkg import disarm, gate, pattern
from govkg.answer import Value
from govkg.errors import CallerError
from govkg.pattern import Expression, Filter, Group, Minus, Projected, Query, SubSelect, Triple
from govkg.query import PREFIXES
from govkg.rdf import RDF_TYPE
from govkg.why import paths
from govkg.why.units import Rules, Term, rules
from govkg.worker.engine import value

TOTALS = re.compile(r"\b(?:SUM|AVG)(?=\()", re.IGNORECASE)
SAMPLE = re.compile(r"\bSAMPLE(?=\()", re.IGNORECASE)
JOINED = re.compile(r"\bGROUP_CONCAT\(", re.IGNORECASE)
Solution = dict[str, Term]  # variable → term, unbound ones left out
Key = tuple[object, ...]


def ready(text: str, reasoned: bool = False) -> Asked:
    """A query made ready; ``reasoned``: for a graph with all that the ontology concludes. Raises CallerError where the gate refuses it, it cannot be read or it describes a thing.

    >>> asked = ready("SELECT ?r (COUNT(?o) AS ?n) { ?o gov:reportedAsResultOf ?r } GROUP BY ?r ORDER BY ?n LIMIT 3")
    >>> print(asked.test)
    SELECT ?r (COUNT(?o) AS ?n)
    WHERE {
      ?o gov:reportedAsResultOf ?r .
    }
    GROUP BY ?r
    >>> asked.concludes
    True
    """
    tree = pattern.parse(gate.check(text))
    if tree.form == "DESCRIBE":
        raise CallerError("why.form", "DESCRIBE shows all that is said of a thing, there is no row to tell of",
                          cure="ask with SELECT, ASK or CONSTRUCT")  # fmt: skip
    tree = cast(Query, pattern.swap(tree, _named))
    return Asked(replace(tree, where=cast(Group, pattern.swap(tree.where, _named))), reasoned)


def _named(node: pattern.Node) -> pattern.Node:
    """Blank nodes of a pattern are variables without a name: here they get one, so that they can be handed out."""
    if isinstance(node, Triple):
        s, p, o = (f"?_{t[2:]}" if t.startswith("_:") else t for t in node.terms)
        return replace(node, subject=s, predicate=p, object=o)
    return node


@dataclass(frozen=True)
class Asked:
    """A query as its parts."""

    tree: Query
    reasoned: bool = False

    @cached_property
    def plain(self) -> str:
        """The text that gives all rows, in any order."""
        return pattern.render(replace(self.tree, limit=None, offset=None, order=()))

    @cached_property
    def counted(self) -> str:
        """The same with the counts of its totals behind the columns."""
        return pattern.render(_counted(replace(self.tree, limit=None, offset=None, order=()))[0])

    @cached_property
    def test(self) -> str:
        """The text that is asked of a part of the graph: ``counted``, and what SAMPLE takes is the only thing it can take."""
        return pattern.render(cast(Query, _sure(_counted(replace(self.tree, limit=None, offset=None, order=()))[0])))

    @cached_property
    def guards(self) -> tuple[str, ...]:
        """The columns that ``test`` has more: how many values each SUM and AVG brings together."""
        return _counted(self.tree)[1]

    @cached_property
    def text(self) -> str:
        """The query itself, as it is asked."""
        return pattern.render(self.tree)

    @cached_property
    def told(self) -> str:
        """The query with the counts of its totals behind the columns, where its rows stay the same with them."""
        return self.text if self.tree.distinct else pattern.render(_counted(self.tree)[0])

    @cached_property
    def rules(self) -> Rules:
        """The rules of ``queries/construct``."""
        return rules()

    @cached_property
    def steps(self) -> tuple[Triple, ...]:
        """Every triple pattern of the query."""
        return tuple(n for n in pattern.walk(self.tree) if isinstance(n, Triple))

    @cached_property
    def seen(self) -> frozenset[ox.NamedNode] | None:
        """The predicates that the query can see, those that rules need for it among them; None where it can see all."""
        found: set[ox.NamedNode] = set()
        if self._any_node or self.reasoned:
            return None
        for t in self.steps:
            if t.path:
                if paths.open_ended(path := paths.read(t.predicate)):
                    return None
                found |= {cast(ox.NamedNode, self.constants[name]) for name in paths.names(path)}
            elif t.predicate.startswith("?"):
                return None
            else:
                found.add(cast(ox.NamedNode, self.constants[t.predicate]))
        return frozenset(found | self.rules.reads if found & self.rules.makes else found)

    @property
    def _any_node(self) -> bool:
        """Whether a path without steps may stand at any node of the graph, because nothing else says at which."""
        for group in pattern.walk(self.tree):
            triples = [e for e in pattern.children(group) if isinstance(e, Triple)] if isinstance(group, Group) else []
            fixed = {x for t in triples if not t.path for x in (t.subject, t.object)}
            for t in triples:
                if t.path and paths.may_stand(paths.read(t.predicate)) and not {t.subject, t.object} & fixed:
                    return True
        return False

    @cached_property
    def concludes(self) -> bool:
        """Whether the query can see what rules conclude."""
        return self.seen is None or bool(self.seen & self.rules.makes)

    @cached_property
    def in_graphs(self) -> bool:
        """Whether the query asks in which graph a triple stands."""
        return any(isinstance(n, pattern.InGraph) for n in pattern.walk(self.tree))

    @cached_property
    def grows(self) -> bool:
        """Whether more statements can only give more rows: nothing in the query asks for what is absent or counts.

        >>> ready("SELECT ?x { ?x a gov:Reform }").grows, ready("SELECT ?x { ?x a gov:Reform MINUS { ?x gov:domain ?d } }").grows
        (True, False)
        """
        for n in pattern.walk(self.tree):
            if isinstance(n, pattern.Optional | Minus) or (isinstance(n, pattern.Exists) and n.negated):
                return False
            if isinstance(n, Query) and (n.aggregates or (n is not self.tree and (n.limit, n.offset) != (None, None))):
                return False
        return True

    @cached_property
    def constants(self) -> Mapping[str, Term]:
        """The terms that the triple patterns name, by how they are written."""
        written: set[str] = set()
        for t in (*self.steps, *(self.tree.template or ())):
            written |= {x for x in (t.subject, t.object) if not x.startswith(("?", "_:"))}
            written |= set(paths.names(paths.read(t.predicate))) if t.path else {t.predicate} - {_variable(t.predicate)}
        return resolved(self.tree.prologue, written)

    @cached_property
    def joins_words(self) -> bool:
        """Whether a column joins texts in an order that nobody promises."""
        return bool(JOINED.search(self.text))

    def key(self, terms: Iterable[object]) -> Key:
        """What makes two rows the same: values as an answer has them; numbers with a point to twelve digits."""
        return tuple(self._one(value(t)) for t in terms)

    def of_values(self, row: Iterable[Value]) -> Key:
        """The key of a row of an answer."""
        return tuple(map(self._one, row))

    def _one(self, found: Value) -> object:
        if isinstance(found, float):
            return f"{found:.12g}"
        if isinstance(found, str):
            if found.startswith("_:"):
                return "_:"
            return "".join(sorted(found)) if self.joins_words else found
        return repr(found)


def resolved(prologue: Iterable[str], written: Iterable[str]) -> dict[str, Term]:
    """Terms as they are written → terms, read by the engine itself.

    >>> resolved((), ["a", "gov:Reform", "'武汉'@zh"])["gov:Reform"]
    <NamedNode value=https://w3id.org/govkg/ontology#Reform>
    """
    found: dict[str, Term] = {}
    rest = sorted(written)
    if "a" in rest:
        rest.remove("a")
        found["a"] = RDF_TYPE
    if rest:
        columns = " ".join(f"({term} AS ?c{n})" for n, term in enumerate(rest))
        text = "\n".join([*prologue, f"SELECT {columns} {{}}"])
        rows = ox.Store().query(disarm.disarmed(text), prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        found |= zip(rest, next(iter(rows)), strict=True)
    return found


def _variable(text: str) -> str:
    return text if text.startswith("?") else ""


def _counted(query: Query, depth: str = "") -> tuple[Query, tuple[str, ...]]:
    """The query with a count beside each SUM and AVG: the same total from fewer values is another row."""
    names: list[str] = []
    columns = list(query.projection)
    if query.aggregates:
        for p in query.projection:
            for n, of in enumerate(_totals(p.expression) if p.expression else ()):
                names.append(f"?_n{depth}_{p.variable[1:]}_{n}")
                columns.append(Projected(names[-1], Expression((f"COUNT({of})",))))
        return replace(query, projection=tuple(columns)), tuple(names)
    made: list[str] = []

    def inside(node: pattern.Node) -> pattern.Node:
        if isinstance(node, SubSelect):
            inner, more = _counted(node.query, f"{depth}_{len(made)}")
            made.extend(more)
            return replace(node, query=inner)
        return node

    where = cast(Group, _outer(query.where, inside))
    if not made:
        return query, ()
    if query.projection:
        columns += [Projected(name) for name in made]
    return replace(query, where=where, projection=tuple(columns)), tuple(made)


def _outer(node: pattern.Node, change: object) -> pattern.Node:
    """``change`` for the sub-SELECTs whose columns come out: not those in MINUS, EXISTS or another sub-SELECT."""
    inner = {id(x) for n in pattern.walk(node) if isinstance(n, Minus | SubSelect | Filter | pattern.Bind)
             for c in pattern.children(n) for x in pattern.walk(c)}  # fmt: skip

    def one(n: pattern.Node) -> pattern.Node:
        return change(n) if isinstance(n, SubSelect) and id(n) not in inner else n  # type: ignore[operator]

    return pattern.swap(node, one)


def _sure(node: pattern.Node) -> pattern.Node:
    """SAMPLE may take any value: a set gives it for certain when there is no other, so a pick among several gives nothing."""
    if not SAMPLE.search(pattern.show(node) if not isinstance(node, Query) else pattern.render(node)):
        return node

    def sure(e: Expression) -> Expression:
        parts = []
        for text in e.parts:
            if isinstance(text, str):
                for inner in dict.fromkeys(_calls(SAMPLE, text)):
                    of = re.sub(r"^\s*DISTINCT\b", "", inner, flags=re.IGNORECASE)
                    text = text.replace(f"({inner})", f"({of})")
                    text = SAMPLE.sub("SAMPLE", text).replace(
                        f"SAMPLE({of})", f"IF(COUNT(DISTINCT {of}) = 1 && COUNT({of}) = COUNT(*), SAMPLE({of}), 1/0)"
                    )
            parts.append(text)
        return replace(e, parts=tuple(parts))

    def one(n: pattern.Node) -> pattern.Node:
        if isinstance(n, Query):
            return replace(
                n,
                projection=tuple(
                    replace(p, expression=sure(p.expression)) if p.expression else p for p in n.projection
                ),
                having=tuple(map(sure, n.having)),
            )
        return n

    return one(pattern.swap(node, one))


def _totals(expression: Expression) -> Iterable[str]:
    """What stands in the brackets of each SUM and AVG of an expression.

    >>> list(_totals(Expression(("(SUM(?a * (1 + ?b)) / AVG(DISTINCT ?c))",))))
    ['?a * (1 + ?b)', 'DISTINCT ?c']
    """
    for text in (p for p in expression.parts if isinstance(p, str)):
        yield from _calls(TOTALS, text)


def _calls(name: re.Pattern[str], text: str) -> Iterable[str]:
    for m in name.finditer(text):
        level = 0
        for at in range(m.end(), len(text)):
            level += (text[at] == "(") - (text[at] == ")")
            if level == 0:
                yield text[m.end() + 1 : at]
                break
