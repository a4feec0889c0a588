"""Triple patterns with their shortcuts written out: ``;``, ``,``, blank nodes in brackets, collections; property paths as text."""

from __future__ import annotations

from govkg.pattern.cursor import Cursor, variable
from govkg.pattern.tree import Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Triples(Cursor):
    """Reads the triples of one subject after the other."""

    def triples_until(self, mark: str) -> list[Triple]:
        """The triples in front of a mark."""
        found: list[Triple] = []
        while not self.word(mark):
            if self.word("."):
                self.take()
            else:
                found += self.triples()
        return found

    def triples(self) -> list[Triple]:
        """The triples of one subject, with what stands in brackets."""
        found: list[Triple] = []
        bracket = self.word("[", "(")
        subject, place = self.term(found)
        if bracket and found and (self.word(".", "}") or self.peek()[2] == "word"):
            return found  # «[ … ] .» says enough
        self.properties(subject, place, found, place)
        return found

    def properties(self, subject: str, place: int, found: list[Triple], start: int) -> None:
        """What is said of a subject: its predicates and their objects, to ``found``."""
        while True:
            at = self.peek()[0]
            predicate, path = self.verb()
            begin = min(start, at) if start == place else at
            while True:
                inner: list[Triple] = []
                value, where = self.term(inner)
                found.append(Triple(subject, predicate, value, path, begin, self.last(), (place, at, where)))
                found += inner
                if not self.word(","):
                    break
                self.take()
                begin = self.peek()[0]
            if not self.word(";"):
                return
            while self.word(";"):
                self.take()
            if self.word(".", "}", "]") or (self.peek()[2] == "word" and self.peek()[3] != "a") or not self.peek()[3]:
                return
            start = -1

    def verb(self) -> tuple[str, bool]:
        """A predicate as text, and whether it is a path of more than one IRI."""
        _, _, kind, token = self.peek()
        if kind == "var":
            self.take()
            return variable(token), False
        parts: list[str] = []
        level = 0
        wants = True  # a step, not an operator
        while True:
            _, _, kind, token = self.peek()
            if wants and (kind in ("iri", "name") or (kind == "word" and token == "a")):
                wants = False
            elif wants and token in ("^", "!") and kind == "mark":
                pass
            elif wants and token == "(" and kind == "mark":
                level += 1
            elif not wants and token in ("*", "+", "?") and kind == "mark":
                pass
            elif not wants and token in ("/", "|") and kind == "mark":
                wants = True
            elif not wants and token == ")" and kind == "mark" and level:
                level -= 1
            elif wants and token == ")" and parts[-2:] == ["!", "("]:  # «!()»
                level, wants = level - 1, False
            else:
                break
            parts.append(token)
            self.take()
        if wants or level:
            self.refuse(f"{self.peek()[3][:24]!r} is no predicate")
        return "".join(parts), len(parts) > 1

    def term(self, found: list[Triple]) -> tuple[str, int]:
        """A term and where it begins; what stands in brackets goes to ``found``."""
        start, _, kind, token = self.take()
        if kind == "var":
            return variable(token), start
        if kind in ("iri", "name", "blank", "number"):
            return token, start
        if kind == "word" and token.lower() in ("true", "false"):
            return token.lower(), start
        if kind == "mark" and token in "+-" and self.peek()[2] == "number" and self.peek()[0] == start + 1:
            return token + self.take()[3], start
        if kind == "string":
            if self.peek()[2] == "tag":
                return token + self.take()[3], start
            if self.word("^^"):
                self.take()
                return f"{token}^^{self.kind('iri', 'name')}", start
            return token, start
        if kind == "mark" and token == "[":
            node = self.blank()
            self.deeper()
            if not self.word("]"):
                self.properties(node, start, found, start)
            self.take("]")
            self.depth -= 1
            return node, start
        if kind != "mark" or token != "(":
            self.refuse(f"{token[:24]!r} is no term", start)
        return self.collection(found, start), start

    def collection(self, found: list[Triple], start: int) -> str:
        """The first node of a list in brackets; its triples go to ``found``."""
        self.deeper()
        first = node = f"<{RDF}nil>"
        while not self.word(")"):
            inner: list[Triple] = []
            item, where = self.term(inner)
            fresh = self.blank()
            if node.startswith("_:"):
                found.append(Triple(node, f"<{RDF}rest>", fresh, False, where, self.last(), (where,) * 3))
            else:
                first = fresh
            node = fresh
            found.append(Triple(node, f"<{RDF}first>", item, False, where, self.last(), (where,) * 3))
            found += inner
        self.take(")")
        if node.startswith("_:"):
            found.append(Triple(node, f"<{RDF}rest>", f"<{RDF}nil>", False, self.last() - 1, self.last(), (start,) * 3))
        self.depth -= 1
        return first

    def blank(self) -> str:
        """A label for a blank node that the text does not use."""
        while (name := f"_:g{self.made}") in self.blanks:
            self.made += 1
        self.made += 1
        return name
