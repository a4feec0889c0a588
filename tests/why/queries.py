"""Made-up queries in the shape of what people ask: stars and hops, and whatever SPARQL can put around them."""

from __future__ import annotations

from random import Random

STARS = {  # class → (property, what its object is)
    "Attribution": (("initiative", "thing"), ("outcome", "figure"), ("basis", "concept")),
    "Participation": (("organisation", "thing"), ("initiative", "thing"), ("role", "concept")),
    "Composition": (("part", "thing"), ("whole", "thing")),
    "Result": (("about", "thing"), ("metricAsWritten", "word"), ("value", "number"), ("surface", "word"), ("bound", "concept"),
               ("periodStart", "word"), ("unitAsWritten", "word"), ("kind", "concept")),
    "Target": (("about", "thing"), ("metricAsWritten", "word"), ("value", "number"), ("periodStart", "word")),
    "Milestone": (("about", "thing"), ("event", "concept")),
    "Reform": (("domain", "concept"), ("mentionedIn", "report")),
    "Platform": (("domain", "concept"), ("mentionedIn", "report")),
    "Organisation": (("mentionedIn", "report"), ("sortKey", "word")),
}  # fmt: skip
FURTHER = {  # what can be asked of an object besides
    "thing": ("?{o} rdfs:label ?{n} .", "?{o} a ?{n} .", "?{o} gov:partOf ?{n} .", "?{o} gov:carriedOutBy ?{n} .",
              "?{o} (^gov:part/gov:whole)+ ?{n} .", "?{o} gov:partOf*/rdfs:label ?{n} .", "?{o} gov:contributedOutcome ?{n} .",
              "?{n} gov:about ?{o} ; a gov:Result .", "?{o} ^gov:initiative/gov:outcome ?{n} ."),
    "figure": ("?{o} gov:reportedAsResultOf ?{n} .", "?{o} gov:surface ?{n} .", "?{o} gov:listedUnder|gov:reportedAsResultOf ?{n} .",
               "?{o} gov:evidence/gov:exact ?{n} ."),
    "concept": ("?{o} skos:prefLabel ?{n} FILTER(LANG(?{n}) = 'zh')", "?{o} skos:inScheme ?{n} ."),
    "number": ("FILTER(?{o} > 10)", "FILTER(?{o} <= 500)", "BIND(?{o} * 2 AS ?{n})"),
    "word": ("FILTER(STRLEN(?{o}) > 1)", "BIND(CONCAT('#', ?{o}) AS ?{n})"),
    "report": ("?{o} gov:place ?{n} .", "?{o} gov:covers ?{n} ."),
}  # fmt: skip
AWAY = (  # patterns that something may be missing for, of a thing or a figure
    "?z a gov:Attribution ; gov:initiative ?{o} .", "?z gov:about ?{o} ; a gov:Target .", "?{o} gov:partOf ?z .",
    "?z gov:organisation ?{o} .", "?z gov:outcome ?{o} ; gov:basis ?y .", "?{o} gov:metric ?z .",
    "?z gov:about ?{o} FILTER NOT EXISTS {{ ?z a gov:Result }}",
)  # fmt: skip
TOTALS = ("COUNT(*)", "COUNT(?{v})", "COUNT(DISTINCT ?{v})", "MIN(?{v})", "MAX(?{v})", "SAMPLE(?{v})", "GROUP_CONCAT(?{v})",
          "GROUP_CONCAT(DISTINCT ?{v}; SEPARATOR=' ')")  # fmt: skip
SUMS = ("SUM(?{v})", "AVG(?{v})", "SUM(?{v}) / COUNT(?{v})")


class Made:
    """One query in the making."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.lines: list[str] = []
        self.vars: dict[str, str] = {}  # name → what it is
        self.count = 0
        self.marks: set[str] = set()

    def fresh(self, kind: str) -> str:
        self.count += 1
        self.vars[name := f"v{self.count}"] = kind
        return name

    def star(self, indent: str = "") -> str:
        rng = self.rng
        cls = rng.choice(list(STARS))
        subject = self.fresh("figure" if cls in ("Result", "Target", "Milestone") else "thing" if cls[0] in "RPO" and cls not in
                             ("Result", "Participation") else "statement")  # fmt: skip
        self.lines.append(f"{indent}?{subject} a gov:{cls} .")
        for prop, kind in rng.sample(STARS[cls], rng.randint(1, min(3, len(STARS[cls])))):
            known = [v for v, k in self.vars.items() if k == kind and v != subject]
            name = rng.choice(known) if known and rng.random() < 0.6 else self.fresh(kind)
            self.lines.append(f"{indent}?{subject} gov:{prop} ?{name} .")
        return subject

    def more(self, way: str = "") -> None:
        known = [v for v, k in self.vars.items() if k in FURTHER]
        if not known:
            return
        o = self.rng.choice(known)
        pattern = self.rng.choice(FURTHER[self.vars[o]])
        line = pattern.format(o=o, n=self.fresh("other") if "{n}" in pattern else "")
        if "(^" in line or ("*" in line and "BIND" not in line) or "|" in line:
            self.marks.add("path")
        if way == "OPTIONAL" and line.startswith("?"):
            line = f"OPTIONAL {{ {line} }}"
            self.marks.add("OPTIONAL")
        self.lines.append(line)

    def missing(self) -> None:
        known = [v for v, k in self.vars.items() if k in ("thing", "figure")]
        if not known:
            return
        o = self.rng.choice(known)
        inner = self.rng.choice(AWAY).format(o=o)
        way = self.rng.choice(
            [
                "MINUS {{ {} }}",
                "FILTER NOT EXISTS {{ {} }}",
                "FILTER EXISTS {{ {} }}",
                "OPTIONAL {{ {} }} FILTER(!BOUND(?z))",
            ]
        )
        self.lines.append(way.format(inner))
        self.marks.add(way.split(" {")[0].replace("FILTER ", "") if "OPTIONAL" not in way else "!BOUND")


def made(seed: int) -> tuple[str, frozenset[str]]:
    """A query, and what it has beyond triples."""
    m = Made(seed)
    rng = m.rng
    m.star()
    if rng.random() < 0.15:
        first, m.lines = m.lines, []
        before = dict(m.vars)
        m.star("  ")
        m.vars = {**before, **m.vars}
        m.lines = ["{", *first, "} UNION {", *m.lines, "}"]
        m.marks.add("UNION")
    elif rng.random() < 0.35:
        m.star()
    for _ in range(rng.randint(0, 2)):
        m.more("OPTIONAL" if rng.random() < 0.4 else "")
    if rng.random() < 0.35:
        m.missing()
    if rng.random() < 0.08:
        m.lines.append("?v1 ?p ?any .")
        m.marks.add("any predicate")
    if rng.random() < 0.08:
        m.lines.append("GRAPH ?g { ?v1 gov:source ?report }")
        m.marks.add("GRAPH")
    names = list(m.vars)
    if rng.random() < 0.15:
        v = rng.choice(names)
        n = rng.choice(("COUNT(DISTINCT ?w)", "MAX(?w)"))
        where = rng.choice(
            (
                f"?w gov:about ?{v} .",
                f"?w gov:initiative ?{v} ; a gov:Attribution .",
                f"?{v} gov:evidence/gov:start ?w .",
            )
        )
        m.lines.append(f"{{ SELECT ?{v} ({n} AS ?inner) {{ {where} }} GROUP BY ?{v} }}")
        m.marks.add("sub-SELECT")
    where = "\n".join(m.lines)
    if rng.random() < 0.35:
        keys = rng.sample(names, rng.randint(0, min(2, len(names))))
        numbers = [v for v, k in m.vars.items() if k == "number"]
        total = (
            rng.choice(SUMS).format(v=rng.choice(numbers))
            if numbers and rng.random() < 0.7
            else rng.choice(TOTALS).format(v=rng.choice(names))
        )
        m.marks |= {"aggregate", total.partition("(")[0]}
        tail = f" GROUP BY {' '.join(f'?{k}' for k in keys)}" if keys else ""
        if keys and rng.random() < 0.25:
            tail += " HAVING(COUNT(*) > 1)"
            m.marks.add("HAVING")
        return f"SELECT {' '.join(f'?{k}' for k in keys)} ({total} AS ?total) {{\n{where}\n}}{tail}", frozenset(m.marks)
    columns = rng.sample(names, rng.randint(1, min(3, len(names))))
    distinct = rng.choice(("", "DISTINCT ", "DISTINCT "))
    m.marks |= {"DISTINCT"} if distinct else set()
    tail = f" ORDER BY ?{columns[0]} LIMIT {rng.randint(1, 20)}" if rng.random() < 0.2 else ""
    m.marks |= {"LIMIT"} if tail else set()
    return f"SELECT {distinct}{' '.join(f'?{c}' for c in columns)} {{\n{where}\n}}{tail}", frozenset(m.marks)
