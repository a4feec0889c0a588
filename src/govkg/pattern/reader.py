"""From the text of a query to its parts: a recursive reader of SPARQL 1.1 over the gate's tokens.

It reads what the gate passed and nothing else; what it does not know (``LATERAL``, quoted triples, a ``<`` that could be an IRI) it
refuses, so that a caller does without it and the engine answers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from govkg.errors import CallerError
from govkg.pattern.cursor import DEEPEST, variable
from govkg.pattern.tree import (
    Bind,
    Element,
    Exists,
    Expression,
    Filter,
    Group,
    InGraph,
    Minus,
    Optional,
    Projected,
    Query,
    SubSelect,
    Triple,
    Union,
    Values,
)
from govkg.pattern.triples import Triples

_OPERANDS = frozenset({"var", "string", "number", "tag", "iri", "blank"})
_TIGHT_BEFORE = frozenset({")", ",", "^^", ";"})
_TIGHT_AFTER = frozenset({"(", "^^", "!"})


def parse(text: str) -> Query:
    """The parts of a query that passed the gate; raises CallerError ``query.unread`` with the place where reading ends.

    >>> query = parse("SELECT ?r { ?r a gov:Reform ; rdfs:label ?l FILTER(?l = '武汉云'@zh) }")
    >>> [(e.subject, e.predicate, e.object) for e in query.where.elements[:2]]
    [('?r', 'a', 'gov:Reform'), ('?r', 'rdfs:label', '?l')]
    >>> parse("SELECT * { ?x ?p << ?a ?b ?c >> }")
    Traceback (most recent call last):
    govkg.errors.CallerError: query, line 1, column 18: the query cannot be taken apart: '<' is no term
    """
    return _Reader(text).query()


def read(text: str) -> Query | None:
    """The parts of a query, or None where they cannot be read.

    >>> read("SELECT * { ?x ?p << ?a ?b ?c >> }") is None
    True
    """
    try:
        return parse(text)
    except CallerError:
        return None


class _Reader(Triples):
    # -- the query -----------------------------------------------------------------------------------------------------
    def query(self) -> Query:
        prologue = []
        while self.word("PREFIX", "BASE"):
            if self.take()[3].upper() == "PREFIX":
                name = self.take()
                prologue.append(f"PREFIX {name[3]} {self.kind('iri')}")
            else:
                prologue.append(f"BASE {self.kind('iri')}")
        found = self.form(tuple(prologue))
        if self.peek()[3]:
            self.refuse(f"{self.peek()[3][:24]!r} stands behind its end")
        return found

    def form(self, prologue: tuple[str, ...]) -> Query:
        start = self.peek()[0]
        form = self.take("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")[3].upper()
        distinct = ""
        columns: tuple[Projected, ...] = ()
        template: tuple[Triple, ...] | None = None
        if form == "SELECT":
            distinct = self.take()[3].upper() if self.word("DISTINCT", "REDUCED") else ""
            columns = self.columns()
        elif form == "CONSTRUCT" and self.word("{"):
            self.take("{")
            template = tuple(self.triples_until("}"))
            self.take("}")
        elif form == "DESCRIBE":
            columns = self.described()
        if form == "DESCRIBE" and not self.word("WHERE", "{"):
            where = Group((), start, start)
        else:
            if self.word("WHERE"):
                self.take()
            elif form == "CONSTRUCT" and template is None:
                self.refuse("CONSTRUCT has no template")
            where = self.group()
        found = Query(form, where, prologue, distinct, columns, template, start=start)
        return self.modifiers(found, start)

    def columns(self) -> tuple[Projected, ...]:
        if self.word("*"):
            self.take()
            return ()
        found = []
        while self.peek()[2] == "var" or self.word("("):
            found.append(self.column())
        if not found:
            self.refuse("SELECT has no columns")
        return tuple(found)

    def described(self) -> tuple[Projected, ...]:
        if self.word("*"):
            self.take()
            return ()
        found = []
        while self.peek()[2] in ("var", "iri", "name"):
            start, end, kind, token = self.take()
            found.append(Projected(variable(token) if kind == "var" else token, None, start, end))
        return tuple(found)

    def column(self) -> Projected:
        start, end, kind, token = self.take()
        if kind == "var":
            return Projected(variable(token), None, start, end)
        expression = self.expression(lambda: self.word("AS"))
        self.take("AS")
        name = variable(self.kind("var"))
        self.take(")")
        return Projected(name, expression, start, self.last())

    def modifiers(self, q: Query, start: int) -> Query:
        group: list[Projected | Expression] = []
        having: list[Expression] = []
        order: list[Expression] = []
        limit = offset = values = None
        if self.word("GROUP"):
            self.take()
            self.take("BY")
            while self.peek()[2] in ("var", "iri", "name") or self.word("(") or self._call():
                group.append(self.key())
        if self.word("HAVING"):
            self.take()
            while self.word("(") or self._call():
                having.append(self.constraint())
        if self.word("ORDER"):
            self.take()
            self.take("BY")
            while self.peek()[2] in ("var", "iri", "name") or self.word("(", "ASC", "DESC") or self._call():
                order.append(self.direction())
        while self.word("LIMIT", "OFFSET"):
            which = self.take()[3].upper()
            number = int(self.kind("number")) if self.peek()[3].isdecimal() else -1
            if number < 0:
                self.refuse(f"{which} has no whole number")
            limit, offset = (number, offset) if which == "LIMIT" else (limit, number)
        if self.word("VALUES"):
            values = self.values()
        return replace(q, group_by=tuple(group), having=tuple(having), order=tuple(order), limit=limit, offset=offset,
                       values=values, start=start, end=self.last())  # fmt: skip

    def _call(self) -> bool:
        """Whether a function call comes: a keyword that begins no other clause, or a name, before a bracket."""
        return not self.word("VALUES") and self.peek()[2] in ("word", "iri", "name") and self.peek(1)[3] == "("

    def key(self) -> Projected | Expression:
        if not self.word("("):
            return self.constraint()
        mark = self.at
        start = self.take("(")[0]
        inside = self.expression(lambda: self.word("AS", ")"))
        if self.word("AS"):
            self.take()
            name = variable(self.kind("var"))
            self.take(")")
            return Projected(name, inside, start, self.last())
        self.at = mark
        return self.constraint()

    def direction(self) -> Expression:
        if not self.word("ASC", "DESC"):
            return self.constraint()
        start, _, _, word = self.take()
        inside = self.constraint()
        return Expression((f"{word.upper()} ", *inside.parts), inside.names, start, inside.end)

    # -- groups --------------------------------------------------------------------------------------------------------
    def group(self) -> Group:
        self.deeper()
        start = self.take("{")[0]
        found: list[Element] = []
        if self.word("SELECT"):
            begin = self.peek()[0]
            found.append(SubSelect(self.form(()), begin, self.last()))
        else:
            while not self.word("}"):
                found += self.elements()
        self.take("}")
        self.depth -= 1
        return Group(tuple(found), start, self.last())

    def elements(self) -> list[Element]:
        """What comes next in a group: one element, or the triples of one subject."""
        start, _, kind, token = self.peek()
        if token == "{" and kind == "mark":
            return [self.union()]
        if token == "." and kind == "mark":
            self.take()
            return []
        if kind != "word" or token in ("true", "false", "a"):
            return list(self.triples())
        match token.upper():
            case "OPTIONAL":
                self.take()
                return [Optional(self.group(), start, self.last())]
            case "MINUS":
                self.take()
                return [Minus(self.group(), start, self.last())]
            case "GRAPH":
                self.take()
                _, _, named, name = self.take()
                if named not in ("var", "iri", "name"):
                    self.refuse("GRAPH has no name", start)
                return [InGraph(variable(name) if named == "var" else name, self.group(), start, self.last())]
            case "FILTER":
                self.take()
                return [Filter(self.constraint(), start, self.last())]
            case "BIND":
                self.take()
                self.take("(")
                expression = self.expression(lambda: self.word("AS"))
                self.take("AS")
                name = variable(self.kind("var"))
                self.take(")")
                return [Bind(expression, name, start, self.last())]
        if not self.word("VALUES"):
            self.refuse(f"{token!r} is not known here")
        return [self.values()]

    def union(self) -> Element:
        start = self.peek()[0]
        branches = [self.group()]
        while self.word("UNION"):
            self.take()
            branches.append(self.group())
        return branches[0] if len(branches) == 1 else Union(tuple(branches), start, self.last())

    def values(self) -> Values:
        start = self.take("VALUES")[0]
        several = self.word("(")
        names: list[str] = []
        if several:
            self.take()
            while not self.word(")"):
                names.append(variable(self.kind("var")))
            self.take(")")
        else:
            names.append(variable(self.kind("var")))
        rows: list[tuple[str, ...]] = []
        self.take("{")
        while not self.word("}"):
            row: list[str] = []
            if several:
                self.take("(")
                while not self.word(")"):
                    row.append(self.cell())
                self.take(")")
            else:
                row.append(self.cell())
            if len(row) != len(names):
                self.refuse("a row of VALUES has another number of terms than variables")
            rows.append(tuple(row))
        self.take("}")
        return Values(tuple(names), tuple(rows), start, self.last())

    def cell(self) -> str:
        if self.word("UNDEF"):
            self.take()
            return "UNDEF"
        if self.peek()[2] in ("var", "blank") or self.word("(", "["):
            self.refuse("this is no term for VALUES")
        return self.term([])[0]

    # -- expressions ---------------------------------------------------------------------------------------------------
    def constraint(self) -> Expression:
        """A bracketed expression, a function call, EXISTS, or a variable alone."""
        start, _, kind, _ = self.peek()
        if self.word("EXISTS", "NOT"):
            found = self.exists()
            return Expression((found,), frozenset(), start, self.last())
        if kind == "var":
            name = variable(self.take()[3])
            return Expression((name,), frozenset({name}), start, self.last())
        begun = self.at
        if kind in ("word", "iri", "name") and not self.word("("):
            self.take()
        if not self.word("("):
            self.refuse(f"{self.peek()[3][:24]!r} begins no expression")
        self.at = begun
        level, closed = 0, False

        def done() -> bool:
            nonlocal level, closed
            if closed:
                return True
            if self.word("("):
                level += 1
            elif self.word(")"):
                level -= 1
                closed = level == 0
            return False

        return self.expression(done, brackets=False)

    def expression(self, done: Callable[[], bool], brackets: bool = True) -> Expression:
        """Tokens until ``done`` at the outermost level, as text in pieces with the EXISTS between them."""
        start = self.peek()[0]
        parts: list[str | Exists] = []
        names: set[str] = set()
        line = ""
        before, level = "", 0
        tight = True
        while not (done() if not brackets or level == 0 else False):
            if self.word("EXISTS") or (self.word("NOT") and self.peek(1)[3].upper() == "EXISTS"):
                parts += [line + ("" if tight else " ")] if line else []
                parts.append(self.exists())
                line, before, tight = " ", "", True
                continue
            _, _, kind, token = self.take()
            if kind == "mark" and token in ("{", "}", "[", "]", "."):
                self.refuse(f"{token!r} stands in an expression", self.tokens[self.at - 1][0])
            if kind == "iri" and (before in _OPERANDS or before == ")"):
                self.refuse("a < here may be an IRI", self.tokens[self.at - 1][0])
            level += (token == "(") - (token == ")") if kind == "mark" else 0
            if brackets and level < 0:
                self.refuse("a bracket is closed that was not opened")
            if self.depth + level > DEEPEST:
                self.refuse("it is nested too deeply")
            if kind == "var":
                token = variable(token)
                names.add(token)
            close = kind == "tag" or (kind == "mark" and token in _TIGHT_BEFORE)
            call = kind == "mark" and token == "(" and before in ("word", "name", "iri") and not _infix(line)
            line += ("" if tight or close or call else " ") + token
            tight = kind == "mark" and token in _TIGHT_AFTER
            before = token if kind == "mark" else kind
        if line.strip():
            parts.append(line)
        if not parts:
            self.refuse("an expression is empty")
        return Expression(tuple(parts), frozenset(names), start, self.last())

    def exists(self) -> Exists:
        start = self.peek()[0]
        negated = self.word("NOT")
        if negated:
            self.take()
        self.take("EXISTS")
        return Exists(self.group(), negated, start, self.last())


def _infix(line: str) -> bool:
    """Whether the line ends with a word that is an operator, so that a bracket behind it opens no call."""
    return line.rpartition(" ")[2].upper() in ("IN", "NOT", "AS")
