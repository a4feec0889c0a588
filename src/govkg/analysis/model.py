"""A picture's data: things, outcomes and ties, each with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Both = tuple[str, str]  # zh, en
INITIATIVES = ("Reform", "Platform", "Campaign")
FIGURES = ("Result", "Target", "Baseline")
DERIVED = "DerivedObservation"  # worked out of figures that are stated; never stated itself


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote inside its sentence: ``before + quote + after``; ``start`` and ``end`` are code points of the frozen text."""

    iri: str
    report: str
    start: int
    end: int
    before: str
    quote: str
    after: str
    section: str = ""
    damage: str = ""
    sentence: int = 0  # where its sentence starts, code points of the frozen text


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity of the graph. ``pinyin`` has its syllables apart: ``cheng shi da nao``."""

    iri: str
    kind: str  # class of the ontology
    label: str
    aliases: tuple[str, ...] = ()
    pinyin: str = ""
    domain: str = ""  # policy | internal, for initiatives
    passage: str = ""
    rule: str = ""

    @property
    def initials(self) -> str:
        """The first letter of every syllable.

        >>> Thing("", "Platform", "城市大脑", pinyin="cheng shi da nao").initials
        'csdn'
        """
        return "".join(s[0] for s in self.pinyin.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a report states of a thing: a figure, a milestone, a recognition or a shortcoming."""

    iri: str
    kind: str  # Result Target Baseline DerivedObservation Milestone PlannedMilestone Recognition Shortcoming
    passage: str
    rule: str
    status: str = "proposed"
    about: str = ""
    words: str = ""  # the metric as written, or the award
    surface: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    bound: str = "exact"
    figure: str = "level"  # level change rank
    direction: str = ""
    change: str = ""  # relative absolute points
    base: str = ""  # priorYear preReform statutory unstated, for changes
    flow: str = ""
    metric: str = ""  # IRI of the concept
    level: str = ""  # input activity output outcome impact unsure, figures only
    start: str = ""
    end: str = ""
    event: str = ""
    scope: str = ""
    subset_of: str = ""
    award: str = ""
    conferred_by: str = ""
    area: str = ""  # the code of the place that a figure is of; of one without code that of what it lies in and a +


@dataclass(frozen=True, slots=True)
class Tie:
    """A statement, or a field of one, that ties two nodes: from the one that acts to the one acted upon."""

    iri: str
    kind: str  # attribution participation mandate composition about award confers mention plan
    source: str
    target: str
    passage: str
    rule: str
    basis: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A source document, as far as a page names it."""

    iri: str
    id: str
    title: str
    sha256: str
    body: str = ""
    covers: str = ""
    dated: str = ""
    issued: str = ""
    url: str = ""
    quality: Both = ("", "")
    place: str = ""  # the label of the place that it reports of


@dataclass(frozen=True, slots=True)
class Closing:
    """What a ledger says of a target, or of a result that stands beside targets: the verdicts and due years, and of a target
    the name of its verdict and what stands against it.
    """

    verdicts: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    state: Both = ("", "")
    answer: Both = ("", "")


@dataclass(frozen=True)
class Picture:
    """All that a view draws; every mapping is by IRI, in an order that depends on the graph alone."""

    things: dict[str, Thing]
    outcomes: dict[str, Outcome]
    ties: tuple[Tie, ...]
    passages: dict[str, Passage]
    reports: dict[str, Report]
    sections: dict[tuple[str, str], str]  # report, path → heading
    labels: dict[str, Both] = field(default_factory=dict)  # concept → names
    centre: str = ""
    closings: dict[str, Closing] = field(default_factory=dict)  # target or result → what a ledger says of it

    def label(self, concept: str) -> Both:
        """The names of a concept; its code where it has none."""
        return self.labels.get(concept) or (concept.rpartition("/")[2],) * 2

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The same as a graph of networkx: nodes carry their Thing or Outcome as ``data``, edges their Tie."""
        import networkx as nx

        made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for iri, node in (*self.things.items(), *self.outcomes.items()):
            made.add_node(iri, data=node)
        for tie in self.ties:
            made.add_edge(tie.source, tie.target, key=f"{tie.kind}/{tie.iri}", data=tie)
        return made
