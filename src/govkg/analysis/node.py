"""One node of the graph that is no thing: a statement, a passage, a concept, a report. What it says, and where it is named."""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis.model import Both, Passage, Thing
from govkg.analysis.profile import Entry, Source, entry, prepare, sources, things
from govkg.analysis.reader import OUTCOMES, THINGS, TIES, TYPE, Reader
from govkg.query import rejected
from govkg.store import View

MOST = 50  # places of use that are shown
COUNTED = 1000  # and how many are counted
ENDS = ("about", "initiative", "outcome", "organisation", "document", "part", "whole", "award", "conferredBy")
STATED = (*OUTCOMES, *TIES, "DerivedObservation", "IgnoredSentence", "ReadingFinding")


@dataclass(frozen=True, slots=True)
class Value:
    """An object of a triple; ``iri`` for one that is a node."""

    text: str
    iri: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Node:
    """A node: its classes (IRIs), what it says by property (in the order of the properties' IRIs), where it is named.

    ``uses`` are (property, subject), at most MOST; ``used`` counts them all up to COUNTED, ``more`` says that there are others.
    ``lines`` holds every statement among the node and its uses; ``names`` what each named node is called, zh and en.
    """

    iri: str
    classes: tuple[str, ...]
    facts: dict[str, tuple[Value, ...]]
    uses: tuple[tuple[str, str], ...]
    used: int
    more: bool
    entry: Entry | None
    lines: dict[str, Entry]
    passages: tuple[Passage, ...]
    ends: dict[str, tuple[str, ...]]  # statement → what it ties or is about
    reports: dict[str, Source]
    things: dict[str, Thing]
    names: dict[str, Both]


def node(store: View, iri: str) -> Node | None:
    """What the graph says of a node; None when it says nothing and nobody names it.

    >>> import govkg
    >>> made = node(govkg.open().store, "https://w3id.org/govkg/vocab/metric/processingTime")
    >>> made.names[made.iri], made.used > 0, made.entry is None
    (('办理时限', 'processing time'), True, True)
    """
    read = Reader(store)
    facts: dict[str, list[Value]] = {}
    for r in read.rows("said-of-node", s=[iri]):
        o = str(r["o"])
        facts.setdefault(str(r["p"]), []).append(Value(o, o if r["link"] else "", str(r["lang"] or "")))
    out = rejected(store)
    found = sorted((str(r["p"]), str(r["s"])) for r in read.rows("uses", node=[iri]) if str(r["s"]) not in out)
    if not facts and not found:
        return None
    uses = found[:MOST]
    read.describe([iri, *(s for _, s in uses)])
    stated = [s for s in dict.fromkeys((iri, *(s for _, s in uses))) if _kind(read, s) in STATED]
    prepare(read, stated)
    ends = {s: tuple(dict.fromkeys(v for n in ENDS for v in read.nodes[s].get(n, ()))) for s in stated}
    outcomes = sorted({v for vs in ends.values() for v in vs if "/id/statement/" in v})
    prepare(read, outcomes)
    ends |= {o: tuple(dict.fromkeys(v for n in ENDS for v in read.nodes[o].get(n, ()))) for o in outcomes}
    lines = {s: entry(read, s) for s in (*stated, *outcomes)}
    passages = read.nodes[iri].get("evidence") or ([iri] if read.one(iri, "exact") else [])
    read.describe(passages)
    placed = [read.passage(e) for e in passages]
    reports = sources(read, [*(p.report for p in placed), *(x.passage.report for x in lines.values() if x.passage)])
    around = things(read, {v for vs in ends.values() for v in vs})
    linked = {v.iri for vs in facts.values() for v in vs if v.iri}
    return Node(
        iri, tuple(read.nodes[iri].get(TYPE, ())), {p: tuple(sorted(v, key=_order)) for p, v in sorted(facts.items())},
        tuple(uses), min(len(found), COUNTED), len(found) > COUNTED, lines.get(iri), lines,
        tuple(sorted(placed, key=lambda p: (p.report, p.start))), ends, reports, around,
        _names(read, {iri, *linked, *(s for _, s in uses)} | {v for vs in ends.values() for v in vs}) | read.labels(),
    )  # fmt: skip


def _kind(read: Reader, iri: str) -> str:
    return read.kind(iri) or next((t.rpartition("#")[2] for t in read.nodes[iri].get(TYPE, ())), "")


def _order(value: Value) -> tuple[str, str]:
    return value.lang, value.text


def _names(read: Reader, iris: set[str]) -> dict[str, Both]:
    found: dict[str, dict[str, list[str]]] = {}
    for r in read.rows("named-nodes", s=iris):
        found.setdefault(str(r["s"]), {}).setdefault("en" if r["lang"] == "en" else "zh", []).append(str(r["name"]))
    made = {}
    for iri, names in sorted(found.items()):
        zh, en = min(names.get("zh", [""])), min(names.get("en", [""]))
        made[iri] = (zh or en, en or zh)
    return made


__all__ = ["MOST", "THINGS", "Node", "Value", "node"]
