"""Queries by chance, the same for the same seed, in the words of our vocabulary: every kind of part that SPARQL has."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

# class → property → what stands there: a class, «concept:scheme», «text@zh», «text», «number», «year»
SHAPE: dict[str, dict[str, str]] = {
    "gov:Attribution": {"gov:initiative": "gov:Reform", "gov:outcome": "gov:Result", "gov:basis": "concept", "gov:source": "gov:Report"},
    "gov:Participation": {"gov:initiative": "gov:Reform", "gov:organisation": "gov:Organisation", "gov:role": "concept", "gov:basis": "concept"},
    "gov:Result": {"gov:about": "gov:Reform", "gov:metricAsWritten": "text", "gov:value": "number", "gov:unitAsWritten": "text",
                   "gov:periodStartYear": "year", "gov:place": "gov:Place", "gov:bound": "concept", "gov:kind": "concept", "gov:source": "gov:Report"},
    "gov:Target": {"gov:about": "gov:Reform", "gov:metricAsWritten": "text", "gov:value": "number", "gov:periodStartYear": "year", "gov:source": "gov:Report"},
    "gov:Reform": {"rdfs:label": "text", "gov:domain": "concept", "gov:mentionedIn": "gov:Report", "gov:status": "concept", "gov:evidence": "gov:Evidence"},
    "gov:Platform": {"rdfs:label": "text", "gov:domain": "concept", "gov:mentionedIn": "gov:Report", "gov:evidence": "gov:Evidence"},
    "gov:Organisation": {"rdfs:label": "text", "gov:mentionedIn": "gov:Report", "gov:evidence": "gov:Evidence"},
    "gov:Milestone": {"gov:about": "gov:Platform", "gov:event": "concept", "gov:surface": "text", "gov:source": "gov:Report"},
    "gov:Report": {"gov:covers": "text", "gov:place": "gov:Place", "gov:reportingBody": "gov:Organisation"},
    "gov:Evidence": {"gov:exact": "text", "gov:start": "number", "gov:end": "number", "gov:source": "gov:Report"},
    "gov:Place": {"rdfs:label": "text", "gov:mentionedIn": "gov:Report"},
}  # fmt: skip
OPTIONAL = {"gov:Result": ("gov:metric", "gov:direction", "gov:scope", "gov:low"), "gov:Reform": ("gov:realises", "gov:partOf", "gov:reportedAsResultOf"),
            "gov:Platform": ("gov:partOf", "gov:carriedOutBy")}  # fmt: skip
PATHS = (
    "gov:partOf+", "^gov:initiative/gov:outcome", "gov:mentionedIn/gov:place", "(gov:partOf|^gov:partOf)", "gov:partOf?",
    "gov:source/gov:reportingBody/rdfs:label", "gov:partOf*/rdfs:label", "^gov:about", "!(rdf:type|rdfs:label)",
)  # fmt: skip


@dataclass
class Maker:
    """One query in the making: its variables with what they stand for."""

    rng: Random
    constants: dict[str, list[str]]  # of a property, some of its values as SPARQL text
    variables: dict[str, str] = field(default_factory=dict)

    def fresh(self, what: str) -> str:
        name = f"?v{len(self.variables)}"
        self.variables[name] = what
        return name

    def of(self, *kinds: str) -> list[str]:
        """The variables of these kinds, in the order in which they were made."""
        return [v for v, k in self.variables.items() if k in kinds or (k.startswith("gov:") and "node" in kinds)]

    def star(self, subject: str, kind: str, least: int = 1, most: int = 3, typed: float = 0.8) -> str:
        """A thing with some of its properties, written with or without shortcuts."""
        shape = SHAPE[kind]
        chosen = self.rng.sample(sorted(shape), min(len(shape), self.rng.randint(least, most)))
        pairs = [("a", kind)] if self.rng.random() < typed else []
        for p in chosen:
            if p in self.constants and self.rng.random() < 0.12:
                pairs.append((p, self.rng.choice(self.constants[p])))
            else:
                pairs.append((p, self.fresh(shape[p])))
        if self.rng.random() < 0.5:
            return f"{subject} " + " ; ".join(f"{p} {o}" for p, o in pairs) + " ."
        return " ".join(f"{subject} {p} {o} ." for p, o in pairs)

    def more(self) -> str:
        """A thing that was a value so far, with properties of its own."""
        things = [v for v, k in self.variables.items() if k in SHAPE]
        if not things:
            return ""
        one = self.rng.choice(things)
        return self.star(one, self.variables[one], 1, 2, 0.3)

    def condition(self) -> str:
        texts, numbers, nodes = self.of("text"), self.of("number", "year"), self.of("node", "concept")
        made = []
        if texts:
            t = self.rng.choice(texts)
            some = [
                c
                for p, values in self.constants.items()
                if p in ("rdfs:label", "gov:metricAsWritten", "gov:unitAsWritten")
                for c in values
            ]
            word = self.rng.choice(("市", "改革", "件", "20", "数据"))
            made += [f'CONTAINS({t}, "{word}")', f"{t} = {self.rng.choice(some)}", f"{t} IN ({', '.join(self.rng.sample(some, 3))})",
                     f'REGEX(STR({t}), "{word}")', f'LANG({t}) = "zh"', f"STRLEN({t}) > {self.rng.randint(2, 6)}"]  # fmt: skip
        if numbers:
            n = self.rng.choice(numbers)
            made += [f"{n} > {self.rng.choice((5, 30, 2021, 10000))}", f"{n} <= 2022 && {n} != 3", f"!({n} < 40.5)"]
        if nodes:
            n = self.rng.choice(nodes)
            some = [c for values in self.constants.values() for c in values if c.startswith("<")]
            picked = self.rng.sample(some, 4)
            made += [f"{n} IN ({', '.join(picked)})", f"{n} != {picked[0]}", f"isIRI({n})", f"{n} = {picked[1]} || {n} = {picked[2]}"]  # fmt: skip
            if len(nodes) > 1:
                made.append(f"{nodes[0]} != {nodes[1]}")
        return self.rng.choice(made) if made else "true"

    def piece(self) -> str:
        """One more part of the pattern."""
        kind = self.rng.choice(
            "optional optional filter filter filter union minus exists not bind values path more twin equal graph sub".split()
        )
        things = [v for v, k in self.variables.items() if k in SHAPE]
        one = self.rng.choice(things) if things else ""
        before = dict(self.variables)
        if kind == "filter":
            return f"FILTER({self.condition()})"
        if kind == "bind":
            return self.bound()
        if kind == "values":
            return self.given()
        if kind == "twin":  # another thing with the same value
            return self.twin()
        if not one:
            return f"FILTER({self.condition()})"
        what = self.variables[one]
        if kind == "optional":
            if what in OPTIONAL and self.rng.random() < 0.5:
                return f"OPTIONAL {{ {one} {self.rng.choice(OPTIONAL[what])} {self.fresh('other')} }}"
            inner = self.star(one, what, 1, 2, 0.2)
            return f"OPTIONAL {{ {inner} {f'FILTER({self.condition()})' if self.rng.random() < 0.3 else ''} }}"
        if kind == "union":
            left = self.star(one, what, 1, 1, 0.3)
            return f"{{ {left} }} UNION {{ {self.star(one, what, 1, 2, 0.3)} }}"
        if kind in ("minus", "exists", "not"):
            inner = self.star(one, what, 1, 2, 0.5)
            if self.rng.random() < 0.5:
                inner += " " + self.more()
            if self.rng.random() < 0.3:
                inner += f" FILTER({self.condition()})"
            self.variables = before
            return {"minus": "MINUS {%s}", "exists": "FILTER EXISTS {%s}", "not": "FILTER NOT EXISTS {%s}"}[
                kind
            ] % inner
        if kind == "path":
            return f"{one} {self.rng.choice(PATHS)} {self.fresh('other')} ."
        if kind == "equal":
            if what == "gov:Evidence":  # a cross product of hundreds, which the oracle would walk
                return self.more()
            other = self.fresh(what)
            return f"{self.star(other, what, 1, 1, 1)} FILTER({other} = {one})"
        if kind == "graph":
            return f"GRAPH {self.fresh('other')} {{ {self.star(one, what, 1, 1, 1)} }}"
        if kind == "sub":
            inner = self.star(one, what, 1, 2, 1)
            self.variables = before
            count = f"?n{len(before)}"
            self.variables[count] = "number"
            # The HAVING changes nothing but for the oracle, which would join its row of nothing (see FAULTS) with every row.
            return f"{{ SELECT {one} (COUNT(*) AS {count}) {{ {inner} }} GROUP BY {one} HAVING(COUNT(*) > 0) }}"
        return self.more()

    def twin(self) -> str:
        holders = [(k, p, v) for v, what in self.variables.items() for k, shape in SHAPE.items() for p, w in shape.items()
                   if w == what and what in ("gov:Place", "text", "year", "gov:Report") and p not in ("rdfs:label", "gov:exact")]  # fmt: skip
        if not holders:
            return ""
        kind, p, v = self.rng.choice(holders)
        other = self.fresh(kind)
        return f"{other} a {kind} ; {p} {v} ."

    def bound(self) -> str:
        texts, numbers = self.of("text"), self.of("number", "year")
        made = ["BIND(1 + 2 * 3 AS %s)"]
        if texts:
            t = self.rng.choice(texts)
            made += [f"BIND(STRLEN({t}) AS %s)", f'BIND(CONCAT(STR({t}), "|") AS %s)', f"BIND(UCASE(SUBSTR(STR({t}), 2, 3)) AS %s)",
                     f'BIND(IF(CONTAINS({t}, "市"), "y", "n") AS %s)']  # fmt: skip
        if numbers:
            n = self.rng.choice(numbers)
            made += [f"BIND({n} + 1 AS %s)", f"BIND({n} * 2 - 3 AS %s)", f"BIND(COALESCE({n} / 0, -1) AS %s)"]
        return self.rng.choice(made) % self.fresh("other")

    def given(self) -> str:
        places = [
            (v, p)
            for v, what in self.variables.items()
            for shape in SHAPE.values()
            for p, w in shape.items()
            if w == what and p in self.constants
        ]
        if not places:
            return ""
        v, p = self.rng.choice(places)
        cells = self.rng.sample(self.constants[p], min(3, len(self.constants[p])))
        return f"VALUES {v} {{ {' '.join(cells)} {'UNDEF' if self.rng.random() < 0.1 else ''} }}"


def query(seed: int, constants: dict[str, list[str]]) -> str:
    """The query of a seed. Where it has a LIMIT, it is ordered by all its columns."""
    rng = Random(f"query {seed}")
    m = Maker(rng, constants)
    kind = rng.choice(sorted(SHAPE))
    parts = [m.star(m.fresh(kind), kind, 1, 3)]
    if rng.random() < 0.6:
        parts.append(m.more())
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3))):
        parts.append(m.piece())
    if rng.random() < 0.1:
        parts.reverse()
    body = "\n  ".join(p for p in parts if p)
    names = list(m.variables)
    form = rng.choice("star plain plain distinct limit aggregate aggregate ask construct".split())
    columns = rng.sample(names, min(len(names), rng.randint(1, 3)))
    if form == "star":
        return f"SELECT * {{\n  {body}\n}}"
    if form == "ask":
        return f"ASK {{\n  {body}\n}}"
    if form == "construct":
        return f"CONSTRUCT {{ {names[0]} gov:is {names[-1]} }} WHERE {{\n  {body}\n}}"
    if form == "aggregate":
        keys = columns[:2]
        over = rng.choice(names)
        calls = ["COUNT(*)", f"COUNT({over})", f"COUNT(DISTINCT {over})"]
        calls += [f"{f}({n})" for n in m.of("number", "year") for f in ("SUM", "AVG", "MIN", "MAX")]
        having = rng.choice(("", "", "HAVING(COUNT(*) > 1)"))
        if rng.random() < 0.2:
            return f"SELECT ({rng.choice(calls)} AS ?n) {{\n  {body}\n}}"
        return (
            f"SELECT {' '.join(keys)} ({rng.choice(calls)} AS ?n) {{\n  {body}\n}} GROUP BY {' '.join(keys)} {having}"
        )
    head = "DISTINCT " if form == "distinct" or rng.random() < 0.2 else ""
    tail = (
        f" ORDER BY {' '.join(rng.choice((c, f'DESC({c})')) for c in columns)}"
        if form == "limit" or rng.random() < 0.2
        else ""
    )
    if form == "limit":
        tail += f" LIMIT {rng.randint(1, 12)}" + (f" OFFSET {rng.randint(1, 4)}" if rng.random() < 0.4 else "")
    return f"SELECT {head}{' '.join(columns)} {{\n  {body}\n}}{tail}"
