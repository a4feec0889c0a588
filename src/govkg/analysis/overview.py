"""What a graph holds, for whoever comes in: its reports, its initiatives by how much is said of them, examples to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern

import pyoxigraph as ox

from govkg import ids
from govkg.analysis.glance import Glance, glances
from govkg.analysis.model import FIGURES, INITIATIVES, Both, Report
from govkg.analysis.phrases import used
from govkg.analysis.reader import LABEL, OUTCOMES, TIES, TYPE, Reader
from govkg.query import rejected
from govkg.store import View

KINDS = (*INITIATIVES, "Organisation", "PolicyDocument", "Place", "Award")
REACHED = ("Result", "Milestone", "Recognition")  # outcomes; what is aimed at, or was before, is none
BOUNDS = ("above", "below", "about")
FEW = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A report with how many statements and figures were read from it."""

    report: Report
    statements: int
    figures: int


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its name, with how many outcomes a report ties to it, and how many statements point to it."""

    iri: str
    label: str
    pinyin: str
    outcomes: int
    mentions: int


@dataclass(frozen=True)
class Overview:
    """The whole of it. The examples are the things of which most is said; an empty text where there is none."""

    reports: tuple[Known, ...]
    things: dict[str, tuple[Named, ...]]  # class → most outcomes first, then by sound
    statements: dict[str, int]  # class → how many
    reform: str = ""  # the reform (else initiative) with most outcomes that a report calls its result
    achieved: tuple[Glance, ...] = ()
    listed: bool = False  # no report calls these its results: they merely stand in the same item
    platform: str = ""
    units: tuple[tuple[str, str, str], ...] = ()  # of the platform: organisation, its name, code of the basis
    approximate: tuple[Glance, ...] = ()
    bounded: int = 0  # how many figures are approximate
    schemes: tuple[Both, ...] = ()  # those that reports of most places name, at most sixty
    formulas: tuple[str, ...] = ()  # those of the vocabulary that some report has


def overview(store: View) -> Overview:
    """What a store holds; reads whole columns, so it is asked once for a release.

    >>> import govkg
    >>> found = overview(govkg.open().store)
    >>> len(found.reports), found.bounded > 0, len(found.achieved)
    (1, True, 3)
    """
    read = Columns(store)
    tied = {
        i: (read.first("initiative", i), read.first("outcome", i), read.code("basis", i))
        for i in read.of("Attribution")
    }
    by, explicit = _tied(tied.values(), {i for k in REACHED for i in read.of(k)})
    mentions = Counter(o for f in ("about", "initiative", "organisation", "document", "award") for o in read.values(f))
    things = {
        kind: tuple(sorted(
            (Named(i, read.label(i), read.first("sortKey", i), len(by.get(i, ())), mentions[i]) for i in read.of(kind)),
            key=lambda n: (-n.outcomes, -n.mentions, n.pinyin, n.iri),
        ))
        for kind in KINDS
    }  # fmt: skip
    internal = {i for k in INITIATIVES for i in read.of(k) if read.code("domain", i) == "internal"}
    reform = max(
        (n for k in INITIATIVES for n in things[k] if n.outcomes and n.iri not in internal),
        key=lambda n: (sum(read.tells(i) for i in explicit.get(n.iri, ())), n.outcomes, n.mentions, n.iri), default=None,
    )  # fmt: skip
    charged = _charged(read)
    platform = max(
        things["Platform"], default=None,
        key=lambda n: (any(b != "reportingBody" for _, _, b in charged.get(n.iri, ())), n.mentions, n.iri),
    )  # fmt: skip
    bounded = [i for k in FIGURES for i in read.of(k) if read.code("bound", i) in BOUNDS]
    approximate = _various(read, bounded)
    achieved = _telling(read, explicit.get(reform.iri, ()) or by.get(reform.iri, ()), FEW) if reform else []
    found = glances(store, [*achieved, *approximate])
    return Overview(
        _reports(store, read), things, {k: len(read.of(k)) for k in (*OUTCOMES, *TIES)}, reform.iri if reform else "",
        tuple(found[i] for i in achieved), bool(reform and not explicit.get(reform.iri)), platform.iri if platform else "",
        charged.get(platform.iri, ()) if platform else (), tuple(found[i] for i in approximate), len(bounded),
        _schemes(store), used(store),
    )  # fmt: skip


class Columns:
    """Predicates of a store as whole columns, each read once; what a person rejected is left out."""

    def __init__(self, store: View) -> None:
        self.store = store
        self._columns: dict[str, dict[str, list[str]]] = {}
        self._classes: dict[str, list[str]] = {}
        self._sets: dict[str, frozenset[str]] = {}
        self._damaged: frozenset[str] | None = None
        self._out = rejected(store)

    def of(self, kind: str) -> list[str]:
        """The members of a class, sorted."""
        if kind not in self._classes:
            of = ox.NamedNode(ids.ONTOLOGY + kind)
            quads = self.store.quads_for_pattern(None, ox.NamedNode(TYPE), of, ox.DefaultGraph())
            self._classes[kind] = sorted(
                {q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)} - self._out
            )
        return self._classes[kind]

    def column(self, name: str) -> dict[str, list[str]]:
        """Subject → its values, sorted; ``name`` of our ontology, or a whole IRI."""
        if name not in self._columns:
            of = ox.NamedNode(name if ":" in name else ids.ONTOLOGY + name)
            made: dict[str, list[str]] = {}
            for q in self.store.quads_for_pattern(None, of, None, ox.DefaultGraph()):
                if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode | ox.Literal):
                    # A column of a large graph has millions of cells and few values: each is held once.
                    made.setdefault(intern(q.subject.value), []).append(intern(q.object.value))
            for values in made.values():
                values.sort()
            self._columns[name] = made
        return self._columns[name]

    def values(self, name: str) -> Iterable[str]:
        """Every value of a column, of statements that stand."""
        return (v for s, values in self.column(name).items() if s not in self._out for v in values)

    def first(self, name: str, iri: str) -> str:
        """The first value of a field, "" where there is none."""
        return next(iter(self.column(name).get(iri, ())), "")

    def code(self, name: str, iri: str) -> str:
        """The last part of a concept's IRI."""
        return self.first(name, iri).rpartition("/")[2]

    def kind(self, iri: str) -> str:
        """Which figure it is."""
        return next((k for k in FIGURES if iri in self._members(k)), "")

    def _members(self, kind: str) -> frozenset[str]:
        if kind not in self._sets:
            self._sets[kind] = frozenset(self.of(kind))
        return self._sets[kind]

    def damaged(self, iri: str) -> bool:
        """Whether the copy is damaged where it is said: few passages are, so what rests on those is looked up."""
        if self._damaged is None:
            of = ox.NamedNode(ids.ONTOLOGY + "evidence")
            passages = (ox.NamedNode(e) for e in self.column("damage"))
            quads = (q for e in passages for q in self.store.quads_for_pattern(None, of, e, ox.DefaultGraph()))
            self._damaged = frozenset(q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))
        return iri in self._damaged

    def tells(self, iri: str) -> bool:
        """Whether it is a figure in a sentence that is whole."""
        return bool(self.first("value", iri)) and not self.damaged(iri)

    def label(self, iri: str) -> str:
        """What a thing is called."""
        return self.first(LABEL, iri) or iri.rpartition("/")[2]


def _tied(
    ties: Iterable[tuple[str, str, str]], outcomes: set[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Initiative → its outcomes, and those that a report calls its results."""
    every: dict[str, list[str]] = {}
    explicit: dict[str, list[str]] = {}
    for initiative, outcome, basis in sorted(ties):
        if outcome in outcomes:
            every.setdefault(initiative, []).append(outcome)
            if basis == "explicit":
                explicit.setdefault(initiative, []).append(outcome)
    return every, explicit


def _telling(read: Columns, outcomes: Iterable[str], most: int) -> list[str]:
    """The outcomes that tell most at a glance: changes before levels before what has no figure, whole sentences first."""
    order = {"change": 0, "level": 1, "rank": 1}
    return sorted(
        set(outcomes),
        key=lambda i: (read.damaged(i), order.get(read.code("kind", i), 2), read.first("metricAsWritten", i), i),
    )[:most]


def _various(read: Columns, bounded: list[str]) -> list[str]:
    """A few approximate figures, of each bound one first: results before targets, whole sentences before damaged ones."""
    ranked = sorted(
        bounded, key=lambda i: (read.damaged(i), FIGURES.index(read.kind(i)), -len(read.first("surface", i)), i)
    )
    firsts = [next((i for i in ranked if read.code("bound", i) == b), "") for b in BOUNDS]
    return list(dict.fromkeys([i for i in firsts if i] + ranked))[:FEW]


def _charged(read: Columns) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Initiative → who is responsible for it, and on what basis."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for i in read.of("Participation"):
        if read.code("role", i) == "responsible":
            who = read.first("organisation", i)
            found.setdefault(read.first("initiative", i), set()).add((who, read.label(who), read.code("basis", i)))
    return {i: tuple(sorted(units, key=lambda u: (u[1], u))) for i, units in found.items()}


def _schemes(store: View) -> tuple[Both, ...]:
    read = Reader(store)
    found = [str(r["s"]) for r in read.rows("scheme-spread")]
    named: dict[str, dict[str, str]] = {}
    for r in read.rows("labels", s=found):
        named.setdefault(str(r["s"]), {})[str(r["lang"])] = str(r["label"])
    return tuple((named[i]["zh"], named[i].get("en", named[i]["zh"])) for i in found if "zh" in named.get(i, {}))


def _reports(store: View, read: Columns) -> tuple[Known, ...]:
    """The reports, the newest first."""
    said: Counter[str] = Counter()
    measured: Counter[str] = Counter()
    kinds = {i: k in FIGURES for k in (*OUTCOMES, *TIES) for i in read.of(k)}
    # The column has a cell for each passage, too: it is read past, not held.
    for q in store.quads_for_pattern(None, ox.NamedNode(ids.ONTOLOGY + "source"), None, ox.DefaultGraph()):
        figure = kinds.get(getattr(q.subject, "value", ""))
        if figure is not None and isinstance(q.object, ox.NamedNode):
            said[q.object.value] += 1
            measured[q.object.value] += figure
    reports = sorted(Reader(store).reports().values(), key=lambda r: r.iri)
    reports.sort(key=lambda r: r.covers, reverse=True)
    return tuple(Known(r, said[r.iri], measured[r.iri]) for r in reports)
