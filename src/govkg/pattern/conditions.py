"""What a filter asks, condition by condition: its parts joined by ``&&``, and the plain shapes among them.

A filter keeps a row when it is true; ``A && B`` is true when both are, so that a filter of both is a filter of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govkg import gate
from govkg.pattern.tree import Exists, Expression

Item = tuple[int, int, int, str, str]  # number of the part, start, end, kind, token; kind «exists» for an EXISTS


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. ``kind`` is its shape: ``exists``, ``among`` (``?x = c``, ``?x IN (c, …)``), ``same`` (``?x = ?y``),
    ``compare`` (``?x < c`` and its like, ``operator`` says which), else ``other``.
    """

    expression: Expression
    kind: str = "other"
    variable: str = ""
    constants: tuple[str, ...] = ()  # of among and compare; of same the other variable
    operator: str = ""


def conditions(e: Expression) -> tuple[Condition, ...]:
    """The conditions that must all hold for a row to pass.

    >>> from govkg.pattern.reader import parse
    >>> f = parse("ASK { ?x a ?k FILTER(?k IN (gov:Reform, gov:Award) && (?n > 3 && !BOUND(?y))) }").where.elements[1]
    >>> [(c.kind, c.variable, c.constants) for c in conditions(f.condition)]
    [('among', '?k', ('gov:Reform', 'gov:Award')), ('compare', '?n', ('3',)), ('other', '', ())]
    """
    items: list[Item] = []
    for n, part in enumerate(e.parts):
        if isinstance(part, Exists):
            items.append((n, 0, 0, "exists", ""))
        else:
            items += [(n, *token) for token in gate.tokens(part)]
    return tuple(_condition(e, piece) for piece in _split(items))


def _split(items: Sequence[Item]) -> list[Sequence[Item]]:
    """The items between the ``&&`` that stand in no bracket, brackets around them taken off."""
    items = _bare(items)
    found, begin, level = [], 0, 0
    for n, (*_, kind, token) in enumerate(items):
        if kind == "mark":
            level += (token == "(") - (token == ")")
            if token == "||" and level == 0:
                return [items]
            if token == "&&" and level == 0:
                found.append(items[begin:n])
                begin = n + 1
    if not found:
        return [items]
    return [piece for part in [*found, items[begin:]] for piece in _split(part)]


def _bare(items: Sequence[Item]) -> Sequence[Item]:
    while len(items) > 2 and items[0][4] == "(" and items[-1][4] == ")":
        level = 0
        for n, (*_, kind, token) in enumerate(items):
            level += ((token == "(") - (token == ")")) if kind == "mark" else 0
            if level == 0 and n < len(items) - 1:
                return items
        items = items[1:-1]
    return items


def _condition(e: Expression, items: Sequence[Item]) -> Condition:
    part = _rebuilt(e, items)
    tokens = _terms([(kind, token) for *_, kind, token in items])
    match tokens:
        case [("exists", _)]:
            return Condition(part, "exists")
        case [("var", x), ("mark", "="), ("var", y)]:
            return Condition(part, "same", x, (y,), "=")
        case [(_, word), ("mark", "("), ("var", x), ("mark", ","), ("var", y), ("mark", ")")] if (
            word.upper() == "SAMETERM"
        ):
            return Condition(part, "same", x, (y,), "sameTerm")
        case [("var", x), ("mark", "="), ("constant", c)] | [("constant", c), ("mark", "="), ("var", x)]:
            return Condition(part, "among", x, (c,), "=")
        case [("var", x), ("mark", "<" | ">" | "<=" | ">=" | "!=" as op), ("constant", c)]:
            return Condition(part, "compare", x, (c,), op)
        case [("constant", c), ("mark", "<" | ">" | "<=" | ">=" | "!=" as op), ("var", x)]:
            turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "!="}[op]
            return Condition(part, "compare", x, (c,), turned)
        case [("var", x), ("word", word), ("mark", "("), *inside, ("mark", ")")] if word.upper() == "IN":
            if len(inside) % 2 and all(
                kind == "constant" if n % 2 == 0 else token == "," for n, (kind, token) in enumerate(inside)
            ):
                return Condition(part, "among", x, tuple(token for _, token in inside[::2]), "IN")
    return Condition(part)


def _terms(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Tokens with those of one constant put together."""
    found: list[tuple[str, str]] = []
    n = 0
    while n < len(tokens):
        kind, token = tokens[n]
        follows = tokens[n + 1] if n + 1 < len(tokens) else ("", "")
        if kind == "string" and follows[0] == "tag":
            found.append(("constant", token + follows[1]))
            n += 2
        elif kind == "string" and follows[1] == "^^" and n + 2 < len(tokens):
            found.append(("constant", f"{token}^^{tokens[n + 2][1]}"))
            n += 3
        elif (kind, token) in (("mark", "-"), ("mark", "+")) and follows[0] == "number" and _sign(found):
            found.append(("constant", token + follows[1]))
            n += 2
        elif kind in ("string", "number") or token.lower() in ("true", "false"):
            found.append(("constant", token))
            n += 1
        elif kind in ("iri", "name"):
            found.append((kind if follows[1] == "(" else "constant", token))
            n += 1
        else:
            found.append((kind, token))
            n += 1
    return found


def _sign(found: list[tuple[str, str]]) -> bool:
    """Whether a sign that comes now belongs to the number behind it."""
    return not found or (found[-1][0] == "mark" and found[-1][1] != ")")


def _rebuilt(e: Expression, items: Sequence[Item]) -> Expression:
    """The items as an expression of their own, in brackets."""
    parts: list[str | Exists] = []
    names: set[str] = set()
    for n in dict.fromkeys(item[0] for item in items):
        part = e.parts[n]
        if isinstance(part, Exists):
            parts.append(part)
        else:
            mine = [item for item in items if item[0] == n]
            parts.append(part[mine[0][1] : mine[-1][2]])
            names |= {token for *_, kind, token in mine if kind == "var"}
    if len(parts) == 1 and isinstance(parts[0], Exists):
        return Expression((parts[0],), frozenset(), e.start, e.end)
    spaced: list[str | Exists] = ["("]
    for p in parts:
        spaced += [f" {p} " if isinstance(p, str) and len(parts) > 1 else p]
    return Expression((*spaced, ")"), frozenset(names), e.start, e.end)
