"""How much of a report was read: each sentence ends as stated, left out by name, or a finding that somebody should look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from govkg import messages
from govkg.analysis.model import FIGURES, Both
from govkg.analysis.profile import placed
from govkg.analysis.reader import THINGS, Reader
from govkg.query import rejected
from govkg.store import View

STATED, IGNORED, FINDING = "stated", "ignored", "finding"
FATES = (STATED, IGNORED, FINDING)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place in the report, and what became of it. ``reasons`` are concepts, ``messages`` words."""

    start: int
    end: int
    words: str
    section: str
    fate: str
    statements: int
    things: int
    figures: int
    reasons: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    damage: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A top section: how many of its sentences ended as what. ``first`` is where its first sentence begins."""

    path: str
    first: int
    stated: int
    ignored: int
    finding: int
    statements: int

    @property
    def sentences(self) -> int:
        """All of them."""
        return self.stated + self.ignored + self.finding


@dataclass(frozen=True)
class Covered:
    """The account of one report; ``reasons`` counts the sentences that each reason left out, the most first."""

    report: str
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    total: Section
    reasons: dict[str, int]
    headings: dict[str, str]
    figures: int
    labels: dict[str, Both] = field(default_factory=dict)

    def of(self, fate: str) -> list[Sentence]:
        """The sentences that ended so."""
        return [s for s in self.sentences if s.fate == fate]


def covered(store: View, report: str) -> Covered:
    """What became of the sentences of a report, by its IRI; empty for one that the graph does not have.

    >>> import govkg
    >>> found = covered(govkg.open().store, "https://w3id.org/govkg/id/report/wuhan-2021")
    >>> found.total.sentences, found.total.sentences == len(found.sentences), found.figures
    (137, True, 62)
    """
    read = Reader(store)
    passages, figures = _passages(read, report)
    by: dict[int, list[_Passage]] = {}
    for p in passages:
        by.setdefault(p.start, []).append(p)
    sentences = tuple(_sentence(start, by[start]) for start in sorted(by))
    groups: dict[str, list[Sentence]] = {}
    for s in sentences:
        groups.setdefault("/".join(s.section.split("/")[:2]), []).append(s)
    reasons: dict[str, int] = {}
    for s in sentences:
        if s.fate == IGNORED:
            for reason in s.reasons:
                reasons[reason] = reasons.get(reason, 0) + 1
    headings = {
        s.section: s.words.strip() for s in reversed(sentences) if any(r.endswith("/heading") for r in s.reasons)
    }
    labels: dict[str, dict[str, str]] = {}
    for r in read.rows("labels", s=reasons):
        labels.setdefault(str(r["s"]), {})[str(r["lang"])] = str(r["label"])
    return Covered(
        report, sentences, tuple(_section(path, found) for path, found in groups.items()), _section("", sentences),
        dict(sorted(reasons.items(), key=lambda r: (-r[1], r[0]))), headings, figures,
        {c: (n.get("zh", ""), n.get("en", "")) for c, n in sorted(labels.items())},
    )  # fmt: skip


def listed(store: View) -> list[dict[str, str]]:
    """Every report: ``s``, ``id``, ``title``, ``covers``, by id."""
    return [{k: str(v or "") for k, v in r.items()} for r in Reader(store).rows("report-list")]


@dataclass(slots=True)
class _Passage:
    """A span of the report with the statements that rest on it, by their classes, and what was said of those."""

    start: int = 0
    end: int = 0
    words: str = ""
    section: str = ""
    damage: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    reasons: set[str] = field(default_factory=set)
    messages: set[str] = field(default_factory=set)
    rejected: bool = False  # a person rejected what was read here


def _passages(read: Reader, report: str) -> tuple[list[_Passage], int]:
    """The passages of a report, and how many of them are figures."""
    made: dict[str, _Passage] = {}
    out = rejected(read.store)
    for r in read.rows("sentences-of", report=[report]):
        p = made.setdefault(str(r["e"]), _Passage())
        if r["sentence"] is not None:
            p.start, p.end, p.words, p.section = int(r["start"]), int(r["end"]), str(r["sentence"]), str(r["section"])
        elif r["damage"] is not None:
            p.damage = str(r["damage"])
        elif str(r["s"]) in out:
            p.rejected = True
        elif r["class"] is not None:
            p.kinds[str(r["s"])] = str(r["class"]).rpartition("#")[2]
        elif r["reason"] is not None:
            p.reasons.add(str(r["reason"]))
        else:
            p.messages.add(str(r["message"]))
    figures = {placed(e)[1] for e, p in made.items() if any(k in FIGURES for k in p.kinds.values())}
    return [made[e] for e in sorted(made)], len(figures)


def _sentence(start: int, found: Iterable[_Passage]) -> Sentence:
    found = list(found)
    kinds = {s: k for p in found for s, k in p.kinds.items()}
    findings = sum(k == "ReadingFinding" for k in kinds.values())
    ignored = sum(k == "IgnoredSentence" for k in kinds.values())
    things = sum(k in THINGS for k in kinds.values())
    statements = len(kinds) - findings - ignored - things
    refused = not kinds and any(p.rejected for p in found)  # read wrongly: it is still to be read
    fate = FINDING if findings or refused else STATED if statements or things else IGNORED
    said = {m for p in found for m in p.messages} | (
        {messages.text("web.coverage.rejected", "zh")} if refused else set()
    )
    first = found[0]
    return Sentence(
        start, first.end, first.words, first.section, fate, statements, things, sum(k in FIGURES for k in kinds.values()),
        tuple(sorted({r for p in found for r in p.reasons})), tuple(sorted(said)),
        "；".join(sorted({p.damage for p in found if p.damage})),
    )  # fmt: skip


def _section(path: str, found: Iterable[Sentence]) -> Section:
    found = list(found)
    counted = {fate: sum(s.fate == fate for s in found) for fate in FATES}
    return Section(
        path, min((s.start for s in found), default=0), counted[STATED], counted[IGNORED], counted[FINDING],
        sum(s.statements for s in found),
    )  # fmt: skip
