"""Everything that is stated of one thing, in groups, each line with the words that say so; long groups by the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from govkg.analysis.model import FIGURES, INITIATIVES, Both, Outcome, Passage, Thing
from govkg.analysis.reader import OUTCOMES, THINGS, TIES, Reader
from govkg.store import View

GROUPS = (
    "figures", "milestones", "recognitions", "shortcomings", "derived", "inferred", "who", "initiatives", "documents",
    "founded", "wholes", "parts", "conferred", "rejected",
)  # fmt: skip
MOST = 40  # lines of a group on one page
STRENGTH = ("curated", "explicit", "item", "", "derived", "inferred")  # bases in the order of a page
KINDS = {
    **dict.fromkeys(FIGURES, "figures"), "Milestone": "milestones", "PlannedMilestone": "milestones",
    "Recognition": "recognitions", "Shortcoming": "shortcomings", "DerivedObservation": "derived",
}  # fmt: skip
ENDS = {
    "who": "organisation", "initiatives": "initiative", "documents": "document", "founded": "initiative", "wholes": "whole",
    "parts": "part", "recognitions": "about", "conferred": "about",
}  # fmt: skip  # group → the field of its statements that names the other end


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a statement, what it states (an outcome, or the thing at its other end), and its words.

    ``basis`` says how a report ties an outcome to the thing (``""``: it is merely stated of it), or on what a responsibility
    rests; ``tie`` is the attribution.
    """

    iri: str
    kind: str
    basis: str = ""
    tie: str = ""
    role: str = ""
    status: str = "proposed"
    other: str = ""
    outcome: Outcome | None = None
    passage: Passage | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind: those of a page, and how many there are in all."""

    name: str
    lines: tuple[Entry, ...]
    total: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A report as far as a line names it."""

    iri: str
    id: str
    title: str
    body: str
    covers: str
    dated: str
    place: str


@dataclass(frozen=True)
class Profile:
    """A thing with all that is stated of it. ``things`` and ``labels`` name whatever the lines mention, by IRI."""

    thing: Thing
    names: tuple[str, ...]
    named: tuple[Entry, ...]  # where each report first names it
    groups: dict[str, Group]
    schemes: tuple[str, ...]
    elsewhere: tuple[str, ...]  # other things that carry out the same schemes
    reports: dict[str, Source]
    mentioned: tuple[str, ...]  # the reports that name it
    things: dict[str, Thing]
    labels: dict[str, Both]
    status: str = "proposed"


@dataclass(frozen=True, slots=True)
class _Found:
    """A line before it is read."""

    key: str
    statement: str
    group: str
    other: str
    basis: str
    place: tuple[str, str, int, str, str]  # role, report, offset, name of the other end, statement


def profile(store: View, iri: str, pages: Mapping[str, int] | None = None, most: int = MOST) -> Profile | None:
    """What is stated of a thing, None when the graph has no such thing; ``pages`` gives the page of a group (1 at first),
    ``most`` how many lines fill one.

    >>> import govkg
    >>> store = govkg.open().store
    >>> made = profile(store, "https://w3id.org/govkg/id/reform/420100-yi-shi-lian-ban-fac614")
    >>> made.thing.label, made.groups["figures"].lines[0].outcome.surface
    ('一事联办', '39.16%')
    """
    read = Reader(store)
    read.describe([iri])
    if read.kind(iri) not in THINGS:
        return None
    found = _lines(read, iri)
    shown: dict[str, tuple[int, int, list[_Found]]] = {}
    for name in (n for n in GROUPS if n in found):
        last = max(1, -(-len(found[name]) // most))
        page = min(max(1, (pages or {}).get(name, 1)), last)
        shown[name] = page, last, found[name][(page - 1) * most : page * most]
    prepare(read, (i for _, _, lines in shown.values() for x in lines for i in (x.key, x.statement)))
    groups = {
        name: Group(name, tuple(entry(read, x.key, x) for x in lines), len(found[name]), page, last)
        for name, (page, last, lines) in shown.items()
    }
    own = read.nodes[iri]
    schemes = tuple(own.get("realises", ()))
    elsewhere = tuple(dict.fromkeys(str(r["s"]) for r in read.rows("same-scheme", scheme=schemes) if r["s"] != iri))
    named = tuple(_named(read, iri, e) for e in own.get("evidence", ()))
    return _whole(read, iri, groups, named, schemes, elsewhere)


def prepare(read: Reader, statements: Iterable[str]) -> None:
    """Reads statements with what their lines are made of and the words they rest on, a few questions for all of them."""
    read.describe(wanted := sorted(set(statements)))
    nodes = [read.nodes[i] for i in wanted]
    read.describe(v for n in nodes for name in ("award", "metric", "evidence") for v in n.get(name, ()))


def entry(read: Reader, iri: str, found: _Found | None = None) -> Entry:
    """A statement as a line, once it is prepared."""
    kind = read.kind(iri) or read.one(iri, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type").rpartition("#")[2]
    rests = iri if read.nodes[iri].get("evidence") else found.statement if found else iri
    first = read.first(rests)
    outcome = None
    if kind in OUTCOMES or kind == "DerivedObservation":
        outcome = read.outcome(iri)
    tie = found.statement if found and found.statement != iri else ""
    return Entry(
        iri=iri, kind=kind, basis=found.basis if found else read.code(iri, "basis"), tie=tie,
        role=read.code(iri, "role"), status=read.code(iri, "status") or "proposed", other=found.other if found else "",
        outcome=outcome, passage=read.passage(first) if first else None, rule=read.one(iri, "readBy"),
    )  # fmt: skip


def sources(read: Reader, iris: Iterable[str]) -> dict[str, Source]:
    """Reports by IRI."""
    wanted = sorted({i for i in iris if i})
    read.describe(wanted)
    return {
        i: Source(
            i, read.one(i, "sourceId") or i.rpartition("/")[2], read.one(i, "http://purl.org/dc/terms/title"),
            read.one(i, "bodyName"), read.one(i, "covers"), read.one(i, "dated"), read.one(i, "place"),
        )
        for i in wanted
    }  # fmt: skip


def things(read: Reader, iris: Iterable[str]) -> dict[str, Thing]:
    """The things among these nodes, by IRI; they need not have been described."""
    wanted = sorted({i for i in iris if i})
    read.brief(wanted)
    return {i: bare(read, i) for i in wanted if read.kind(i) in THINGS}


def bare(read: Reader, iri: str) -> Thing:
    """A thing without its words: its passage is not read."""
    node = read.said(iri)
    label = next(iter(node.get("http://www.w3.org/2000/01/rdf-schema#label", ())), iri)
    aliases = tuple(node.get("http://www.w3.org/2004/02/skos/core#altLabel", ()))
    return Thing(iri, read.kind(iri), label, aliases, read.one(iri, "sortKey"), read.code(iri, "domain"))


def _lines(read: Reader, iri: str) -> dict[str, list[_Found]]:
    """The lines of each group, in order: the strongest basis first, then as the reports say them."""
    rejected = set(read.subjects("rejected-of", thing=[iri]))
    best: dict[tuple[str, str], _Found] = {}
    for r in read.rows("statements-of", thing=[iri]):
        line = _line(r)
        if line is None or rejected & {line.key, line.statement}:
            continue
        known = best.get((line.group, line.key))
        if known is None or _rank(line) < _rank(known):
            best[line.group, line.key] = line
    for s in rejected:
        best["rejected", s] = _Found(s, s, "rejected", "", "", ("", "", 0, "", s))
    tied = {x.key for x in best.values()}
    for o in read.nodes[iri].get("contributedOutcome", ()):
        if o not in tied:
            best["inferred", o] = _Found(o, o, "inferred", "", "inferred", ("", "", 0, "", o))
    found: dict[str, list[_Found]] = {}
    for line in sorted(best.values(), key=_rank):
        found.setdefault(line.group, []).append(line)
    return found


def _line(r: Mapping[str, Any]) -> _Found | None:
    part, kind, s = str(r["part"]), str(r["class"] or "").rpartition("#")[2], str(r["s"])
    basis, role = (str(r[name] or "").rpartition("/")[2] for name in ("basis", "role"))
    report, start = placed(str(r["e"]))
    # Who is responsible comes before who takes part.
    place = ("" if role == "responsible" else role, report, start, str(r["key"] or ""), s)
    if part == "outcome":
        return _Found(str(r["outcome"]), s, KINDS[kind], "", basis, place) if kind in KINDS else None
    if part in ENDS:
        return _Found(s, s, part, ENDS[part], basis, place)
    return _Found(s, s, KINDS[kind], "", "derived" if part == "derived" else "", place) if kind in KINDS else None


def placed(passage: str) -> tuple[str, int]:
    """Where a passage stands, by its name (``ids.evidence``): a thousand passages need not be read for their order.

    >>> placed("https://w3id.org/govkg/id/evidence/wuhan-2021-416-422")
    ('wuhan-2021', 416)
    """
    source, _, start = passage.rpartition("/")[2].rpartition("-")[0].rpartition("-")
    return source, int(start) if start.isdigit() else 0


def _rank(line: _Found) -> tuple[int, tuple[str, str, int, str, str]]:
    return (STRENGTH.index(line.basis) if line.basis in STRENGTH else 0, line.place)


def _named(read: Reader, iri: str, passage: str) -> Entry:
    read.describe([passage])
    return Entry(
        iri, read.kind(iri), passage=read.passage(passage),
        rule=read.one(iri, "readBy"), status=read.code(iri, "status") or "proposed",
    )  # fmt: skip


def _whole(read: Reader, iri: str, groups: dict[str, Group], named: tuple[Entry, ...], schemes: tuple[str, ...],
           elsewhere: tuple[str, ...]) -> Profile:  # fmt: skip
    lines = [x for g in groups.values() for x in g.lines]
    ends = {x.iri: read.one(x.iri, x.other) for x in lines if x.other}
    resolved = {
        name: replace(g, lines=tuple(replace(x, other=ends[x.iri]) if x.other else x for x in g.lines))
        for name, g in groups.items()
    }
    abouts = {v for x in lines if x.outcome for v in (x.outcome.about, x.outcome.award, x.outcome.conferred_by)}
    passages = [x.passage.report for x in (*lines, *named) if x.passage]
    own = read.nodes[iri]
    mentioned = tuple(own.get("mentionedIn", ()))
    if read.kind(iri) == "Place":
        mentioned = tuple(dict.fromkeys(str(r["s"]) for r in read.rows("reports-of-place", place=[iri]))) or mentioned
    reports = sources(read, {*passages, *mentioned})
    around = things(read, {*ends.values(), *abouts, *elsewhere, *(r.place for r in reports.values())})
    read.describe(schemes)
    names = (*own.get("fullName", ()), *own.get("http://www.w3.org/2004/02/skos/core#altLabel", ()))
    thing = bare(read, iri)
    labels = own.get("http://www.w3.org/2000/01/rdf-schema#label", [])
    return Profile(
        thing, tuple(dict.fromkeys(n for n in (*labels, *names) if n != thing.label)),
        tuple(sorted(named, key=lambda e: (e.passage.report, e.passage.start) if e.passage else ("", 0))), resolved,
        schemes, elsewhere, reports, mentioned, around, read.labels(), read.code(iri, "status") or "proposed",
    )  # fmt: skip


__all__ = [
    "GROUPS", "INITIATIVES", "MOST", "TIES", "Entry", "Group", "Profile", "Source", "bare", "entry", "profile",
    "sources", "things",
]  # fmt: skip
