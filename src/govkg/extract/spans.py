"""The typed spans that the extractors hand on: each knows its place in the document's text.

All offsets are half-open Unicode code points of the frozen text, so ``text[s.start:s.end] == s.surface``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Bound = Literal["exact", "above", "below", "about"]
Kind = Literal["level", "change", "rank"]
Tie = Literal["partOf", "cooperates", "responsible", "issued", "conferredBy", "produced"]
TieBasis = Literal["named", "recipient", "explicit", ""]
Role = Literal["value", "baseline", "target"]
EntityType = Literal["Reform", "Platform", "Campaign", "Document", "Unit", "Award", "Place"]
Event = Literal[
    "launched", "issued", "revised", "upgraded", "piloted", "extended", "adopted", "replicated", "completed", "planned"
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured value as written and as read. ``low``/``high`` are set for ranges only (then ``value`` is None)."""

    start: int
    end: int
    surface: str
    value: Decimal | None
    unit: str
    rule: str
    low: Decimal | None = None
    high: Decimal | None = None
    bound: Bound = "exact"
    kind: Kind = "level"
    direction: Literal["up", "down"] | None = None
    role: Role = "value"
    metric: str = ""
    metric_start: int = -1  # where the metric's words stand, -1 when they are put together
    also: tuple[str, ...] = ()  # further metrics that share this value (A、B、C均为100%)
    period: str | None = None  # ISO 8601, never more precise than the text; None = the default of its role
    compared_with: Literal["priorYear", "preReform", "statutory", "unstated", ""] = ""
    flow: Literal["cumulative", "inPeriod", "pointInTime", "average", ""] = ""
    subject: str = ""  # what the words beside the figure name as its subject, "" = decided by assemble
    part_of: int = -1  # start of the quantity that this one is a part of (其中), -1 = none


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a name. ``name`` is its canonical form (no quote marks); repeated mentions share it."""

    start: int
    end: int
    surface: str
    type: EntityType
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class EventSpan:
    """A milestone cue (正式启用, 印发) and the entity it happened to, given as the start of that Mention."""

    start: int
    end: int
    surface: str
    event: Event
    of: int
    rule: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two mentions, each given by its start; ``start:end`` are the words that state it."""

    kind: Tie
    from_start: int
    to_start: int
    basis: TieBasis
    start: int
    end: int
    rule: str
