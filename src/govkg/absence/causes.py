"""From the smallest part that finds nothing to its cause: by the terms, the data that is there, and what the ontology allows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyoxigraph as ox

from govkg import ids, pattern, terms
from govkg.absence import schema
from govkg.absence.cores import Asker, wrapped
from govkg.absence.corpus import YEARS
from govkg.absence.model import Absence
from govkg.absence.names import Names
from govkg.pattern import Bind, Element, Filter, Minus, Triple, Values
from govkg.pattern.conditions import Condition, conditions

DEFAULT = ox.DefaultGraph()
SILENT = Absence("silent", "silent")
# Conditions on what kind of term a value is: the shape of the graph decides them, not what a report says.
KINDS = re.compile(r"^!? ?(?:is(?:IRI|URI|Literal|Blank|Numeric) ?\(|DATATYPE ?\([^()]*\) ?=)", re.IGNORECASE)


class Diagnosis:
    """Tells why a smallest part of a query finds nothing; offsets stand in ``line`` until the text is at hand."""

    def __init__(self, ask: Asker, names: Names) -> None:
        self.ask, self.names, self.ontology = ask, names, schema.ontology()

    def of(self, core: Sequence[Element], every: Sequence[Element], graph: str = "") -> Absence:
        """The cause of a core; ``every`` is the pattern that it is from."""
        triples = [e for e in core if isinstance(e, Triple)]
        filters = [(f, c) for f in core if isinstance(f, Filter) for c in conditions(f.condition)]
        found = None
        for t in triples:
            found = found or self.term(t)
        for v in (e for e in core if isinstance(e, Values)):
            found = found or self.given(v, triples)
        for f, c in filters:
            found = found or self.constants(f, c)
        if found:
            return found
        if any(isinstance(e, Minus) for e in core):
            m = next(e for e in core if isinstance(e, Minus))
            return Absence("never", "minus", "MINUS", "", m.start)
        if filters:
            return self.filtered(core, filters, graph)
        if len(triples) == 1:
            return self.one(triples[0])
        return self.several(triples, every)

    # -- terms ---------------------------------------------------------------------------------------------------------
    def occurs(self, iri: str) -> bool:
        """Whether an IRI stands anywhere in the store."""
        node = ox.NamedNode(iri)
        places: tuple[tuple[ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | None], ...]
        places = ((node, None, None), (None, node, None), (None, None, node))
        return any(next(self.ask.store.quads_for_pattern(s, p, o, DEFAULT), None) for s, p, o in places)

    def term(self, t: Triple) -> Absence | None:
        """A term of a pattern that does not occur, or not in this place."""
        for place, text in enumerate(t.terms):
            for word in _words(text) if place == 1 else [text]:
                iri = self.names.iri(word)
                if iri is None or (place == 1 and iri == schema.TYPE):
                    continue
                found = self.unknown(word, iri, t.places[place])
                if found:
                    return found
                if place == 1 and not t.path and self.used(iri) is None and iri in self.ontology.classes:
                    return Absence("never", "classAsProperty", word, "", t.places[1])
        iri = self.names.iri(t.object)
        if self.names.iri(t.predicate) == schema.TYPE and iri in self.ontology.properties:
            return Absence("never", "propertyAsClass", t.object, "", t.places[2])
        return None

    def unknown(self, word: str, iri: str, at: int) -> Absence | None:
        """A name that neither the graph nor the ontology has."""
        if self.occurs(iri) or iri in self.ontology.properties or iri in self.ontology.classes:
            return None
        if space := self.names.namespace(word):
            return Absence("never", "namespace", space[0], space[1], at)
        if iri.startswith((ids.ID + "report/", ids.ID + "graph/", ids.ID + "place/")):
            return None
        near = schema.nearest(iri)
        if iri in terms.known():
            return None  # a term of ours that no report uses
        return Absence("never", "term", word, self.names.short(near) if near else "", at)

    def used(self, iri: str) -> ox.Quad | None:
        """One triple with this property."""
        return next(self.ask.store.quads_for_pattern(None, ox.NamedNode(iri), None, DEFAULT), None)

    def constants(self, f: Filter, c: Condition) -> Absence | None:
        """A name in a condition that does not occur."""
        for text in c.constants if c.kind == "among" else ():
            iri = self.names.iri(text)
            if iri and (found := self.unknown(text, iri, f.start)):
                return found
        return None

    def given(self, v: Values, triples: Sequence[Triple]) -> Absence | None:
        """A term of VALUES that does not occur."""
        for row in v.rows:
            for text in row:
                iri = self.names.iri(text)
                if iri and (found := self.unknown(text, iri, v.start)):
                    return found
        for n, name in enumerate(v.variables):
            for t in triples:
                if t.object == name and v.rows:
                    found = self.one(replace(t, object=v.rows[0][n], places=(t.places[0], t.places[1], v.start)))
                    if found.cause == "never":
                        return found
        return None

    # -- one triple ----------------------------------------------------------------------------------------------------
    def one(self, t: Triple) -> Absence:
        """A single pattern that matches nothing though its terms occur."""
        p = self.names.iri(t.predicate)
        if t.path or p is None:
            return self.silent(t)
        if p == schema.TYPE:
            return self.silent(t, t.object)
        if not self.used(p):
            return self.silent(t, t.predicate)
        if not t.object.startswith(("?", "_")):
            value = self.ask.term(t.object)
            if isinstance(value, ox.Literal):
                return self.literal(t, p, value)
            if isinstance(value, ox.NamedNode):
                return self.node(t, p, value)
        if not t.subject.startswith(("?", "_")):
            node = ox.NamedNode(self.names.iri(t.subject) or "")
            if next(self.ask.store.quads_for_pattern(None, ox.NamedNode(p), node, DEFAULT), None):
                return self.turned(t)
            if found := self.apart(t, self.classes([node]), "domain"):
                return found
        return self.silent(t)

    def objects(self, p: str, limit: int = 5000) -> list[ox.NamedNode | ox.Literal]:
        """Distinct values of a property, some of them where there are many."""
        found: dict[object, None] = {}
        for q in self.ask.store.quads_for_pattern(None, ox.NamedNode(p), None, DEFAULT):
            found[q.object] = None
            if len(found) >= limit:
                break
        return [o for o in found if isinstance(o, ox.NamedNode | ox.Literal)]

    def literal(self, t: Triple, p: str, value: ox.Literal) -> Absence:
        """A text or number that a property does not have."""
        at, there = t.places[2], self.objects(p)
        texts = [o for o in there if isinstance(o, ox.Literal)]
        words = {"predicate": t.predicate}
        if there and not texts:
            named = self.ask.rows("?x", [Triple("?x", "rdfs:label|skos:prefLabel", t.object, True)], 1)
            near = self.names.short(named[0][0].value) if named and isinstance(named[0][0], ox.NamedNode) else ""
            near = near or next((self.names.short(o.value) for o in there if o.value.endswith("/" + value.value)), "")
            return Absence("never", "node", t.object, near, at, 0, words)
        same = [o for o in texts if o.value == value.value]
        if same:
            return Absence("never", "literal", t.object, _plain(same[0]), at, 0, words)
        kinds = {(o.datatype.value, o.language) for o in texts}
        if texts and (value.datatype.value, value.language) not in kinds:
            like = difflib.get_close_matches(value.value, [o.value for o in texts], 1, 0.0)
            other = next((o for o in texts if o.value == (like or [""])[0]), texts[0])
            return Absence("never", "literal", t.object, _plain(other), at, 0, words)
        like = difflib.get_close_matches(value.value, [o.value for o in texts], 2, 0.5)
        return replace(self.silent(t, t.object), nearest="、".join(like) if p not in YEARS else "")

    def node(self, t: Triple, p: str, value: ox.NamedNode) -> Absence:
        """A thing that a property does not lead to."""
        there = self.objects(p, 200)
        if there and all(isinstance(o, ox.Literal) for o in there):
            return Absence("never", "text", t.object, "", t.places[2], 0, {"predicate": t.predicate})
        if next(self.ask.store.quads_for_pattern(value, ox.NamedNode(p), None, DEFAULT), None):
            return self.turned(t)
        heads = {o.value.rpartition("/")[0] for o in there if isinstance(o, ox.NamedNode)}
        head, _, code = value.value.rpartition("/")
        if heads and all(h.startswith(ids.VOCAB) for h in heads) and head not in heads:
            codes = {o.value.rpartition("/")[2]: o.value for o in there if isinstance(o, ox.NamedNode)}
            close = difflib.get_close_matches(code, sorted(codes), 1, 0.6)
            near = self.names.short(codes[close[0]]) if close else ""
            told = " / ".join(f"<{h}/…>" for h in sorted(heads))
            return Absence("never", "range", t.object, near, t.places[2], 0, {"predicate": t.predicate, "told": told})
        members = self.classes([value])
        if found := self.apart(t, members, "range"):
            return found
        return self.silent(t, t.object)

    def turned(self, t: Triple) -> Absence:
        """A property written the wrong way round."""
        right = f"{t.object} {t.predicate} {t.subject}"
        return Absence("never", "direction", f"{t.subject} {t.predicate} {t.object}", right, t.places[1])

    def classes(self, nodes: Iterable[ox.NamedNode]) -> set[str]:
        """The classes that the store gives things."""
        found: set[str] = set()
        for node in nodes:
            for q in self.ask.store.quads_for_pattern(node, ox.NamedNode(schema.TYPE), None, DEFAULT):
                if isinstance(q.object, ox.NamedNode):
                    found.add(q.object.value)
        return found

    def apart(self, t: Triple, members: set[str], what: str) -> Absence | None:
        """Things of these classes have no such property, or are no such value, by the ontology."""
        p = self.names.iri(t.predicate)
        if not p or not members or not self.ontology.excludes(p, what, members):
            return None
        told = " / ".join(self.names.short(c) for c in self.ontology.told(p, what))
        said = " / ".join(self.names.short(c) for c in sorted(members))
        return Absence("never", what, t.predicate, "", t.places[1], 0, {"classes": said, "told": told})

    def silent(self, t: Triple, fault: str = "") -> Absence:
        """The pattern could match, and nothing says so."""
        return replace(SILENT, fault=fault or " ".join(t.terms), line=t.start)

    # -- several triples -----------------------------------------------------------------------------------------------
    def schema(self, triples: Sequence[Triple], every: Sequence[Element]) -> Absence | None:
        """What the ontology forbids: a thing of two kinds, a property of what has none such, a value that is none."""
        typed = [t for t in triples if self.names.iri(t.predicate) == schema.TYPE and self.names.iri(t.object)]
        for t in typed:
            for other in typed:
                one, two = self.names.iri(t.object) or "", self.names.iri(other.object) or ""
                if t is not other and t.subject == other.subject and self.ontology.disjoint(one, two):
                    return Absence("never", "classes", other.object, "", other.places[2], 0, {"other": t.object})
        for t in triples:
            if t in typed or t.path or not self.names.iri(t.predicate):
                continue
            around = {"domain": self.members(t.subject, t, every), "range": self.members(t.object, t, every)}
            for what, members in around.items():
                if not members or not (found := self.apart(t, members, what)):
                    continue
                rest = [Triple(t.object, t.predicate, t.subject) if e is t else e for e in triples]
                if t.object.startswith("?") and self.ask.holds(rest):
                    return self.turned(t)
                wrong = next((y for y in typed if y.subject == t.object), None)
                values = {**found.values, "predicate": t.predicate}
                if what == "range" and wrong:
                    return replace(found, fault=wrong.object, line=wrong.places[2], values=values)
                return replace(found, values=values)
        return None

    def several(self, triples: Sequence[Triple], every: Sequence[Element]) -> Absence:
        """Patterns that each match, and not together."""
        if found := self.schema(triples, every):
            return found
        for n, t in enumerate(triples):
            for other in triples[n + 1 :]:
                for v in sorted(pattern.visible(t) & pattern.visible(other)):
                    kinds = [self.kinds(v, one) for one in (t, other)]
                    if all(kinds) and not kinds[0] & kinds[1]:
                        first, second = ("、".join(sorted(k)) for k in kinds)
                        at = other.places[other.terms.index(v)]
                        return Absence("never", "join", v, "", at, 0, {"first": first, "second": second})
        links = [t for t in triples if self.names.iri(t.predicate) != schema.TYPE and not _constant(t)]
        last = links[-1] if links else triples[-1]
        return self.silent(last, " ".join(last.terms))

    def members(self, name: str, skip: Triple, every: Sequence[Element]) -> set[str]:
        """The classes of a variable as the query says them, or of what it is bound to by what stands around it."""
        if not name.startswith("?"):
            return self.classes([ox.NamedNode(self.names.iri(name) or "")]) if self.names.iri(name) else set()
        typed = [e for e in every if isinstance(e, Triple) and e is not skip and e.subject == name]
        return {iri for e in typed if self.names.iri(e.predicate) == schema.TYPE and (iri := self.names.iri(e.object))}

    def kinds(self, v: str, t: Triple) -> set[str]:
        """What a variable can be by one pattern: ``iri``, or the datatype of a literal."""
        if t.subject == v or t.predicate == v:
            return {"IRI"}
        p = self.names.iri(t.predicate)
        if p is None or t.path:
            return set()
        found = set()
        for o in self.objects(p, 2000):
            found.add("IRI" if isinstance(o, ox.NamedNode) else self.names.short(o.datatype.value))
        return found

    # -- filters -------------------------------------------------------------------------------------------------------
    def filtered(self, core: Sequence[Element], filters: Sequence[tuple[Filter, Condition]], graph: str) -> Absence:
        """Conditions that no row meets."""
        rest = [e for e in core if not isinstance(e, Filter)]
        f, c = filters[-1]
        said = " ".join(pattern.show(c.expression).removeprefix("(").removesuffix(")").split())
        if not c.expression.names and not c.expression.exists:
            return Absence("never", "false", said, "", f.start)
        if len(filters) > 1:
            both = " && ".join(pattern.show(one.expression).removeprefix("(").removesuffix(")") for _, one in filters)
            if all(self.ask.holds(wrapped([*rest, one], graph)) for one, _ in filters):
                return Absence("never", "contradiction", both, "", filters[0][0].start)
        if re.fullmatch(r"! ?BOUND ?\(\?\w+\)", said, re.IGNORECASE) and c.expression.names <= pattern.certain(
            pattern.Group(tuple(rest))
        ):
            return Absence("never", "bound", said.lstrip("! "), "", f.start)
        if tag := re.search(r"LANG(?:MATCHES)? ?\([^\"']{0,80}([\"'])([A-Za-z-]{0,40})\1", said, re.IGNORECASE):
            v = min(c.expression.names)
            there = sorted({o.language or "" for o in self.values(v, rest, graph) if isinstance(o, ox.Literal)})
            if tag[2].lower() not in there:
                return Absence(
                    "never", "language", f"{tag[1]}{tag[2]}{tag[1]}", " / ".join(f'"{x}"' for x in there), f.start
                )
        if c.kind in ("among", "compare"):
            others = self.values(c.variable, rest, graph)
            value = self.ask.term(c.constants[0])
            if isinstance(value, ox.Literal) and others and (near := _otherwise(value, others)):
                return Absence("never", "compared", said, near, f.start, 0, {"variable": c.variable})
        if KINDS.search(said) or re.search(r"STRLEN ?\([^()]*\) ?(?:< ?0|= ?-)", said, re.IGNORECASE):
            return Absence("never", "false", said, "", f.start)
        nodes = self.values(min(c.expression.names), rest, graph) if c.expression.names else []
        if nodes and all(isinstance(o, ox.NamedNode) for o in nodes) and c.kind != "among" and "STR" in said.upper():
            return Absence("never", "false", said, "", f.start)
        return replace(SILENT, kind="filter", fault=said, line=f.start)

    def values(self, v: str, rest: Sequence[Element], graph: str) -> list[object]:
        """Some values of a variable without the condition."""
        rows = self.ask.rows(v, wrapped([e for e in rest if not isinstance(e, Bind) or e.variable != v], graph))
        return [row[0] for row in rows if row[0] is not None]


def _constant(t: Triple) -> bool:
    return not t.object.startswith("?") and not t.subject.startswith("?")


def _words(predicate: str) -> list[str]:
    """The names in a predicate, of a path each."""
    return re.findall(r"<[^<>]*>|(?<![\w.-])[A-Za-z][\w.-]*:[\w.%-]*|(?<![\w:])a(?![\w:])", predicate)


def _plain(o: ox.Literal) -> str:
    """A literal as it is written in a query: whole numbers bare, decimals with their point."""
    if o.datatype.value.endswith("#integer"):
        return o.value
    return o.value if "." in o.value else f"{o.value}.0" if o.datatype.value.endswith("#decimal") else str(o)


def _otherwise(value: ox.Literal, there: Sequence[object]) -> str:
    """A value that is there, where none is of the constant's kind: a number, a text, a text of a language; else ""."""
    kinds = {_kind(o) for o in there}
    if _kind(value) in kinds:
        return ""
    same = next((o for o in there if isinstance(o, ox.Literal) and o.value == value.value), None)
    near = same or next((o for o in there if isinstance(o, ox.Literal | ox.NamedNode)), None)
    return _plain(near) if isinstance(near, ox.Literal) else str(near or "")


def _kind(o: object) -> str:
    if not isinstance(o, ox.Literal):
        return "node"
    if o.datatype.value.endswith(("#integer", "#decimal", "#double", "#float")):
        return "number"
    return o.datatype.value + (o.language or "")
