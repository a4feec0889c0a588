"""The pages of what is no thing, as plain data: a statement with its words and its reading, a passage, a concept, a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from govkg import ids, messages, rdf, rules
from govkg.analysis.node import COUNTED, Node, Value
from govkg.analysis.profile import Entry
from govkg.query import PREFIXES
from govkg.web import lines
from govkg.web.citing import cite
from govkg.web.naming import Naming, term

Data = dict[str, Any]
GOV = PREFIXES["gov"]
TECHNICAL = {
    GOV + n
    for n in ("anchorId", "contentHash", "index", "sortKey", "hasUnit", "periodStartYear", "sha256", "placeCode")
} | {rdf.HAS_UNIT.value}
SAID = {
    PREFIXES["rdf"] + "type",
    GOV + "evidence",
    GOV + "readBy",
    GOV + "source",
    GOV + "status",
}  # told in a place of their own
NAMES = {PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title"}
PASSAGE = {
    GOV + n
    for n in (
        "exact",
        "prefix",
        "suffix",
        "sentence",
        "sentenceStart",
        "sentenceEnd",
        "start",
        "end",
        "sectionPath",
        "source",
        "damage",
    )
}
ORDER = ("about", "initiative", "organisation", "document", "part", "whole", "outcome", "award", "conferredBy", "metric",
         "metricAsWritten", "surface", "value", "low", "high", "bound", "unitAsWritten", "kind", "direction", "changeType", "comparedWith",
         "flow", "periodStart", "periodEnd", "place", "scope", "event", "basis", "role", "reason", "message")  # fmt: skip
ORIGIN = PREFIXES["dcterms"] + "source"
WORDS = re.compile(r"[\u3400-\u9fff]")


def page(n: Node, dataset: str, lang: str, data: str, reviews: Iterable[Mapping[str, str]] = ()) -> Data:
    """Everything that ``statement.html`` and ``concept.html`` show; their JSON twin."""
    names = Naming(lang, data, n.names, n.things, n.reports)
    kind = shape(n)
    stated = kind in ("statement", "passage")
    told = {
        p: values
        for p, values in n.facts.items()
        if p not in SAID and p not in NAMES and not (kind == "passage" and p in PASSAGE)
    }
    quotes = [lines.quote(Entry(n.iri, "", passage=p), names) for p in n.passages]
    made: Data = {
        "iri": n.iri, "shape": kind, "name": title(n, names), "kinds": [term(c, lang) for c in main(n.classes)],
        "definitions": texts(n, "skos:definition", data), "facts": facts(n, told, names, technical=False),
        "technical": facts(n, told, names, technical=True), "quotes": quotes,
        "rules": [{"id": r.id, "said": r.said(lang)} for r in rules.described(n.entry.rule)] if n.entry and n.entry.rule else [],
        "line": lines.line(n.entry, names) if n.entry else {}, "outcome": bool(n.entry and n.entry.outcome), "of": [names.link(i) for i in n.ends.get(n.iri, ()) if i in n.things],
        "reviews": [{k: r.get(k, "") for k in ("decision", "by", "on", "why", "closed")} for r in reviews],
        "uses": uses(n, names) if kind != "report" else [], "used": n.used, "more": n.more, "shown": len(n.uses), "counted": COUNTED,
        "query": f"SELECT ?s ?p WHERE {{ ?s ?p <{n.iri}> }} ORDER BY ?p ?s", "report": report(n),
    }  # fmt: skip
    made["cite"] = cite(made["name"], n.iri, dataset, lang, quotes[0] if stated and quotes else None)
    return made


def shape(n: Node) -> str:
    """Which page a node gets: statement, passage, report, or concept for everything else."""
    classes = {c.rpartition("#")[2] for c in n.classes}
    if n.entry is not None:
        return "statement"
    if "Evidence" in classes:
        return "passage"
    return "report" if "Report" in classes else "concept"


def main(classes: Iterable[str]) -> list[str]:
    """The classes that tell something: Concept is left out beside a class of the ontology."""
    own = [c for c in classes if c.startswith(GOV)]
    return own or list(classes)


def title(n: Node, names: Naming) -> str:
    """What a page is headed with: a name, else what the statement says, else its words."""
    if n.iri in n.names and any(n.names[n.iri]):
        return n.names[n.iri][names.data == "en"]
    if n.entry is not None:
        return headline(n, n.iri, names)
    if n.passages:
        return f"“{cut(n.passages[0].quote)}”"
    return n.iri.rpartition("/")[2]


def headline(n: Node, iri: str, names: Naming, beside: str = "") -> str:
    """A statement in a few words: who or what it ties, or the figure with its metric (a figure never stands bare).

    ``beside`` is the thing that it stands next to, whose name is not repeated.
    """
    x = n.lines[iri]
    if x.outcome is not None:
        o = lines.outcome(x.outcome, names, beside)
        what = o["words"] or o["metric"].get("name", "")
        words = " ".join(filter(None, (what if x.kind != "Recognition" else "", o["written"])))
        if x.kind == "Shortcoming":
            words = cut(x.passage.quote) if x.passage else ""
        about = o["about"].get("name", "")
        return f"{about}：{words}" if about else words
    ends = n.ends.get(iri, ())
    if not ends:
        return cut(x.passage.quote) if x.passage else lines.kind(x.kind, names.lang)
    ends = ends if x.kind != "Participation" else tuple(sorted(ends, key=lambda e: "/organisation/" not in e))
    return " → ".join(headline(n, i, names, ends[0]) if i in n.lines else names.node(i) for i in ends)


def cut(words: str, most: int = 40) -> str:
    """Words for a heading: long ones end with an ellipsis.

    >>> cut("一事联办", 3)
    '一事联…'
    """
    return words if len(words) <= most else words[:most].rstrip() + "…"


def texts(n: Node, name: str, lang: str) -> list[str]:
    """The texts of a property in a language, in another where it has none in that."""
    prefix, _, local = name.partition(":")
    values = n.facts.get(PREFIXES[prefix] + local, ())
    return [v.text for v in values if v.lang in (lang, "")] or [v.text for v in values]


def facts(n: Node, found: Mapping[str, tuple[Value, ...]], names: Naming, *, technical: bool) -> list[Data]:
    """What a node says, by property, under names that people read; of a text in both languages the one that is wanted."""
    made = []
    for p in sorted(found, key=lambda p: (_place(p), p)):
        if (p in TECHNICAL) != technical or p == PREFIXES["skos"] + "definition":
            continue
        values = found[p]
        wanted = [v for v in values if v.iri or v.lang in ("", names.data)] or list(values)
        made.append({
            "property": p, "name": term(p, names.lang),
            "values": [{"text": words(n, p, v, names), "iri": v.iri, "zh": bool(WORDS.search(v.text))} for v in wanted],
        })  # fmt: skip
    return made


def words(n: Node, p: str, v: Value, names: Naming) -> str:
    """A value for people: a statement in a few words, a node by its name, a text as it stands."""
    if v.iri:
        return headline(n, v.iri, names) if v.iri in n.lines else names.node(v.iri)
    return origin(v.text, names.lang) if p == ORIGIN else v.text


def origin(text: str, lang: str) -> str:
    """Where a term of a vocabulary is from, in words where the vocabularies have a code for it.

    >>> origin("genre", "en"), origin("GB/T 2260", "en")
    ('common in work reports', 'GB/T 2260')
    """
    row = messages.catalogue().get(f"web.origin.{text.replace(' ', '-')}")
    return row[lang] if row else text


def _place(p: str) -> int:
    local = p.removeprefix(GOV)
    return ORDER.index(local) if local in ORDER else len(ORDER)


def uses(n: Node, names: Naming) -> list[Data]:
    """Where a node is named, by property; statements in words, each with its quote."""
    groups: dict[str, list[Data]] = {}
    for p, s in n.uses:
        x = n.lines.get(s)
        item: Data = {
            "iri": s,
            "name": headline(n, s, names) if x else names.node(s),
            "kind": "",
            "at": ("", 0),
            "outcome": bool(x and x.outcome),
        }
        if x is not None:
            item |= {"kind": x.kind, "kind_label": lines.kind(x.kind, names.lang), "quote": lines.quote(x, names)}
            item["at"] = (x.passage.report, x.passage.start) if x.passage else ("", 0)
        groups.setdefault(p, []).append(item)
    return [
        {"property": p, "name": term(p, names.lang), "items": sorted(items, key=lambda i: (i["at"], i["name"], i["iri"]))}
        for p, items in groups.items()
    ]  # fmt: skip


def report(n: Node) -> str:
    """The id of a report's own page, "" for what is none."""
    return n.iri.removeprefix(ids.report("")) if shape(n) == "report" else ""
