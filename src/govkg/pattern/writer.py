"""From the parts of a query to its text: one element a line, indented by depth."""

from __future__ import annotations

from collections.abc import Iterable

from govkg.pattern.tree import (
    Bind,
    Element,
    Exists,
    Expression,
    Filter,
    Group,
    InGraph,
    Minus,
    Node,
    Optional,
    Projected,
    Query,
    SubSelect,
    Triple,
    Union,
    Values,
)


def render(query: Query) -> str:
    """The text of a query, for the engine and for people.

    >>> from govkg.pattern.reader import parse
    >>> print(render(parse("select ?x{?x a gov:Reform;rdfs:label 'a'@zh optional{?x gov:domain ?d}}limit 3")))
    SELECT ?x
    WHERE {
      ?x a gov:Reform .
      ?x rdfs:label 'a'@zh .
      OPTIONAL {
        ?x gov:domain ?d .
      }
    }
    LIMIT 3
    """
    return "\n".join([*query.prologue, *_query(query, "")])


def show(node: Node) -> str:
    """The text of one part on one line.

    >>> show(Filter(Expression(("(?x > 1)",))))
    'FILTER (?x > 1)'
    """
    match node:
        case Query():
            lines: Iterable[str] = _query(node, "")
        case Expression():
            return _expression(node, "").strip()
        case Exists():
            return " ".join(_exists(node, "").split())
        case Projected():
            return _column(node, "")
        case _:
            lines = _element(node, "")
    return " ".join(piece.strip() for line in lines for piece in line.split("\n"))


def counted(query: Query, group: Group, name: str = "?n") -> str:
    """The text of a query that counts the rows of a group with the prologue of ``query``.

    >>> from govkg.pattern.reader import parse
    >>> print(counted(q := parse("ASK { ?x a gov:Reform }"), q.where))
    SELECT (COUNT(*) AS ?n)
    WHERE {
      ?x a gov:Reform .
    }
    """
    column = Projected(name, Expression(("COUNT(*)",)))
    return render(Query("SELECT", group, query.prologue, projection=(column,)))


def _query(q: Query, pad: str) -> list[str]:
    head = q.form + (f" {q.distinct}" if q.distinct else "")
    if q.form in ("SELECT", "DESCRIBE"):
        head += " " + (" ".join(_column(p, pad) for p in q.projection) or "*")
    lines = [pad + head]
    if q.template is not None:
        lines += [pad + "{", *(f"{pad}  {_triple(t)}" for t in q.template), pad + "}"]
    if q.form != "DESCRIBE" or q.where.end > q.where.start or q.where.elements:
        lines += [pad + "WHERE {", *_inside(q.where, pad + "  "), pad + "}"]
    if q.group_by:
        lines.append(pad + "GROUP BY " + " ".join(_key(g, pad) for g in q.group_by))
    if q.having:
        lines.append(pad + "HAVING " + " ".join(_expression(h, pad) for h in q.having))
    if q.order:
        lines.append(pad + "ORDER BY " + " ".join(_expression(o, pad) for o in q.order))
    if q.limit is not None:
        lines.append(f"{pad}LIMIT {q.limit}")
    if q.offset is not None:
        lines.append(f"{pad}OFFSET {q.offset}")
    return [*lines, *(_element(q.values, pad) if q.values else ())]


def _inside(group: Group, pad: str) -> list[str]:
    return [line for e in group.elements for line in _element(e, pad)]


def _braced(head: str, group: Group, pad: str) -> list[str]:
    return [f"{pad}{head}{{", *_inside(group, pad + "  "), pad + "}"]


def _element(e: Element, pad: str) -> list[str]:
    match e:
        case Triple():
            return [pad + _triple(e)]
        case Filter():
            return [f"{pad}FILTER {_expression(e.condition, pad)}"]
        case Bind():
            return [f"{pad}BIND({_expression(e.expression, pad)} AS {e.variable})"]
        case Values():
            return _values(e, pad)
        case Group():
            return _braced("", e, pad)
        case Optional():
            return _braced("OPTIONAL ", e.group, pad)
        case Minus():
            return _braced("MINUS ", e.group, pad)
        case InGraph():
            return _braced(f"GRAPH {e.name} ", e.group, pad)
        case Union():
            lines = _braced("", e.branches[0], pad)
            for branch in e.branches[1:]:
                lines += [f"{pad}UNION", *_braced("", branch, pad)]
            return lines
        case SubSelect():
            return _query(e.query, pad)


def _values(e: Values, pad: str) -> list[str]:
    if len(e.variables) == 1:
        return [f"{pad}VALUES {e.variables[0]} {{ {' '.join(row[0] for row in e.rows)} }}"]
    rows = " ".join(f"({' '.join(row)})" for row in e.rows)
    return [f"{pad}VALUES ({' '.join(e.variables)}) {{ {rows} }}"]


def _triple(t: Triple) -> str:
    return f"{t.subject} {t.predicate} {t.object} ."


def _column(p: Projected, pad: str) -> str:
    return p.variable if p.expression is None else f"({_expression(p.expression, pad)} AS {p.variable})"


def _key(g: Projected | Expression, pad: str) -> str:
    return _column(g, pad) if isinstance(g, Projected) else _expression(g, pad)


def _expression(e: Expression, pad: str) -> str:
    return "".join(p if isinstance(p, str) else _exists(p, pad) for p in e.parts)


def _exists(e: Exists, pad: str) -> str:
    head = "NOT EXISTS {" if e.negated else "EXISTS {"
    return "\n".join([head, *_inside(e.group, pad + "  "), pad + "}"])
