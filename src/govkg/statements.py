"""The seam: what a report says, one statement a line, with its exact words. Nothing here knows RDF or how it was found.

``graph/statements/<id>.jsonl`` holds one JSON object a line, sorted by (start, type, anchor). Every statement has an
``id`` (anchor: source, quote with its context, slot) and a ``hash`` (over all its other fields).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar

from govkg.errors import SourceError

LATER = (
    "full",
    "within",
    "natural",
)  # fields that came later: left out where empty, so that what was written before keeps its hash
CONTEXT = 32  # code points of prefix and suffix
LONGEST_CONTEXT = 512  # they grow so far where the same words stand again; then the offset tells passages apart


_named: dict[Any, tuple[str, ...]] = {}
_sorted = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _names(kind: Any) -> tuple[str, ...]:
    """The names of a dataclass's fields: asked for each statement, so looked up once a class."""
    if kind not in _named:
        _named[kind] = tuple(f.name for f in fields(kind))
    return _named[kind]


def digest(*parts: str) -> str:
    """16 hex digits of the SHA-256 of the parts, each closed by a NUL so that no two lists of parts collide.

    >>> digest("a", "b") == digest("ab")
    False
    """
    return hashlib.sha256("\0".join((*parts, "")).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a statement and where they stand; offsets are code points of the frozen text, half-open."""

    source: str  # source id, e.g. wuhan-2021
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    sentence_start: int
    sentence_end: int
    section: str = ""  # path of headings' numbers, e.g. 二/(二)/1
    damage: str = ""  # why the passage is suspect, "" = sound


class _Hashed:
    """Room for a statement's hash, which is asked for more than once; no field, so a statement with other fields has none yet."""

    __slots__ = ("_hash",)
    _hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(_Hashed):
    """What all statements share. ``slot`` tells apart statements with the same words (kept out of sight in the anchor)."""

    type: ClassVar[str] = ""
    id: str = ""
    evidence: Evidence
    rule: str
    status: str = "proposed"  # proposed | accepted | rejected
    natural: str = (
        ""  # the anchor of its words where it kept the id that it had in a worse copy of the text, "" = its id
    )

    def slot(self) -> str:
        """What, beside its words, makes this statement this one: the part of its identity that repair never changes."""
        return ""

    def anchor(self) -> str:
        """The anchor id: same source, same quote in its context, same slot, whatever else was read from it.

        >>> e = Evidence("s", 0, 2, "印发", "", "", 0, 2)
        >>> a, b = Milestone(evidence=e, rule="r", event="issued", entity="x"), Milestone(
        ...     evidence=e, rule="other", event="issued", entity="x")
        >>> a.anchor() == b.anchor()
        True
        """
        e = self.evidence
        place = (str(e.start),) if max(len(e.prefix), len(e.suffix)) >= LONGEST_CONTEXT else ()
        return digest(e.source, e.prefix, e.exact, e.suffix, self.type, self.slot(), *place)

    def record(self) -> dict[str, Any]:
        """The statement as JSON-ready fields, without the hash; the hash is taken over exactly this."""
        body = {n: v for n in _names(type(self)) if (v := getattr(self, n)) != "" or n not in LATER}
        body["evidence"] = {n: getattr(self.evidence, n) for n in _names(Evidence)}
        return {"type": self.type, **{k: list(v) if isinstance(v, tuple) else v for k, v in body.items()}}

    def hash(self) -> str:
        """Content hash: 16 hex over all fields."""
        if not hasattr(self, "_hash"):
            object.__setattr__(self, "_hash", digest(_sorted(self.record())))
        return self._hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Statement):
    """A thing of this source. Its key (``Reform/一事联办``) is what other statements refer to."""

    type = "entity"
    kind: str  # Reform Platform Campaign Document Unit Award Place
    name: str  # canonical, e.g. 武汉市政务服务和大数据管理局
    aliases: tuple[str, ...] = ()  # other ways the text writes it
    domain: str = ""  # policy | internal, for initiatives
    scheme: str = ""  # id of the nation-wide scheme it realises, "" = none known
    code: str = ""  # GB/T 2260, places only
    full: str = ""  # the full name of an organisation that is named by a short one, "" = not known
    within: str = ""  # where a place lies, or whose government an organisation is of: GB/T 2260, or a name without code
    reporting: bool = False  # the body that speaks in this report

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.name}"

    def slot(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Statement):
    """A figure. Numbers are decimal strings as read; ``low``/``high`` are set for ranges, then ``value`` is ""."""

    type = "observation"
    about: str  # entity key
    metric_as_written: str
    metric: str = ""  # concept id of vocabularies/metrics.tsv, "" = unsure
    value: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""  # as written, multiplier removed
    bound: str = "exact"  # exact above below about
    kind: str = "level"  # level change rank
    direction: str = ""  # up down, for changes
    change_type: str = ""  # relative absolute points, for changes
    compared_with: str = ""  # priorYear preReform statutory unstated, for changes
    flow: str = ""  # cumulative inPeriod pointInTime average
    role: str = "value"  # value baseline target
    start: str = ""  # period as ISO 8601 with the precision of the text: 2021, 2021-08
    end: str = ""
    place: str = ""  # entity key
    scope: str = ""  # 口径
    subset_of: str = ""  # id of the observation that it is a part of
    index: int = 0  # which of several metrics that share one value

    def slot(self) -> str:
        return str(self.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Statement):
    """What happened to an entity and is no number: launched, issued, …; planned is kept apart."""

    type = "milestone"
    event: str
    entity: str

    def slot(self) -> str:
        return f"{self.event}/{self.entity}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition(Statement):
    """An award, ranking or official commendation; ``rank`` is the id of an observation when there is one."""

    type = "recognition"
    award: str
    about: str  # entity key of what was recognised; the reporting body or place when the text names none
    conferred_by: str = ""
    rank: str = ""

    def slot(self) -> str:
        return f"{self.award}/{self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcoming(Statement):
    """A problem or gap that the report admits; the words are the statement."""

    type = "shortcoming"
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Statement):
    """How strongly the text ties an outcome (id of an observation, milestone or recognition) to an initiative."""

    type = "attribution"
    initiative: str
    outcome: str
    basis: str  # explicit item curated

    def slot(self) -> str:
        return f"{self.initiative}/{self.outcome}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Statement):
    """Who did what: role responsible cooperates recipient issues confers; basis named | reportingBody."""

    type = "participation"
    organisation: str
    initiative: str
    role: str
    basis: str = "named"

    def slot(self) -> str:
        return f"{self.organisation}/{self.role}/{self.initiative}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate(Statement):
    """A document founds or governs an initiative."""

    type = "mandate"
    document: str
    initiative: str

    def slot(self) -> str:
        return f"{self.document}/{self.initiative}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition(Statement):
    """``part`` belongs to ``whole``."""

    type = "composition"
    part: str
    whole: str

    def slot(self) -> str:
        return f"{self.part}/{self.whole}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored(Statement):
    """A sentence that is left out by name: heading, signature, politics, page footer, no checkable claim."""

    type = "ignored"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Statement):
    """A sentence or passage that should have given a statement and did not, or a passage that is damaged."""

    type = "finding"
    code: str
    message: str

    def slot(self) -> str:
        return self.code


KINDS: tuple[type[Statement], ...] = (
    Entity, Observation, Milestone, Recognition, Shortcoming, Attribution, Participation, Mandate, Composition,
    Ignored, Finding,
)  # fmt: skip
BY_TYPE = {k.type: k for k in KINDS}

# What the ends of a tie are, by the kind in their keys.
ACTS = ("Reform", "Platform", "Campaign", "Document")
ENDS: dict[str, dict[str, tuple[str, ...]]] = {
    "recognition": {"award": ("Award",), "conferred_by": ("Unit",)},
    "attribution": {"initiative": ACTS},
    "participation": {"organisation": ("Unit",), "initiative": ACTS},
    "mandate": {"document": ("Document",), "initiative": ACTS},
    "composition": {"part": ACTS, "whole": ACTS},
}


def fits(s: Statement) -> bool:
    """Whether each end of a tie is of a kind that the tie can have.

    >>> e = Evidence("s", 0, 4, "双高计划", "", "", 0, 4)
    >>> fits(Recognition(evidence=e, rule="r", award="Award/双高计划", about="Place/四川省"))
    True
    >>> fits(Recognition(evidence=e, rule="r", award="Reform/双高计划", about="Place/四川省"))
    False
    """
    ends = ENDS.get(s.type, {})
    return all(not (key := getattr(s, name)) or key.partition("/")[0] in kinds for name, kinds in ends.items())


def sound(found: Iterable[Statement]) -> list[Statement]:
    """The statements without ties that cannot be: a name that is a reform elsewhere in the report is no award in one sentence."""
    kept = [s for s in found if fits(s)]
    there = {s.id for s in kept}
    return [s for s in kept if not isinstance(s, Attribution) or s.outcome in there]


def dump(statements: Iterable[Statement]) -> str:
    """Statements as JSON lines, sorted, each with its hash; the same statements always give the same text."""
    rows = sorted(statements, key=lambda s: (s.evidence.start, s.evidence.end, s.type, s.id))
    return "".join(json.dumps({**s.record(), "hash": s.hash()}, ensure_ascii=False) + "\n" for s in rows)


def parse(line: str, where: str = "", known: bool = False) -> Statement:
    """One statement from its line; raises SourceError when the line is no statement or its hash does not fit.

    Of a line that is ``known`` to be as ``dump`` wrote it, the hash is not taken again.
    """
    try:
        data = json.loads(line)
        kind, stated = BY_TYPE[data.pop("type")], data.pop("hash")
        data["evidence"] = Evidence(**data["evidence"])
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        made = kind(**values)
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        raise SourceError("statement.malformed", f"not a statement ({e})", where=where, cure="run govkg build") from e
    if not known and made.hash() != stated:
        raise SourceError("statement.hash", f"statement {made.id} does not match its hash", where=where,
                          cure="run govkg build")  # fmt: skip
    return made


def load(path: Path) -> list[Statement]:
    """All statements of a file, in its order."""
    with path.open(encoding="utf-8") as lines:
        return [parse(line, f"{path}:{n}") for n, line in enumerate(lines, 1)]
