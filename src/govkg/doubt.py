"""The queue of a reviewer: the statements that nobody settled, the most doubtful first, each with why it is doubted.

Reasons stand in ``vocabularies/doubts.tsv`` with what each weighs; a statement's score is their sum. Nothing here says that a
statement is wrong: only where it is worth looking first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from govkg import explain, graph, reviewers, reviews, rules, statements, vocab
from govkg.errors import GovkgError
from govkg.explain.model import Option
from govkg.library import Library
from govkg.reviewers import Precision
from govkg.reviews import CORRECTED, REJECTED, UNSURE, Decided
from govkg.statements import Attribution, Entity, Milestone, Observation, Statement

LEFT = ("ignored", "finding")  # accounts of the reading, which say nothing of the world
CROWD = 8  # figures of one sentence from which it is easy to mistake one's name for another's
ENOUGH = 3  # statements of a rule that people looked at before its precision counts
BRIEF, LONG, LONGEST_METRIC = 2, 20, 20  # code points of names
MARKS = re.compile(r"[（）()，,；;。、/]")
NEAR = 6  # code points before a figure in which a word speaks of it
INITIATIVES = ("Reform", "Platform", "Campaign")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement is doubted: a code of ``vocabularies/doubts.tsv``, what it adds to the score, and what fills its words."""

    code: str
    weight: int
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement to look at: its sentence, why it is doubted, what else might have been read, and the sum of the weights.

    ``alternatives`` are told by ``of`` only: to find them a report is read again.
    """

    statement: Statement
    source: str
    sentence: str
    reasons: tuple[Reason, ...]
    alternatives: tuple[Option, ...] = ()
    score: int = 0
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known when a statement is looked at: its text, its report's statements, what people decided, what contradicts it."""

    text: str
    said: Sequence[Statement]
    decided: Mapping[str, Decided]
    rules: Mapping[str, Precision]
    against: Mapping[str, str]
    names: Sequence[tuple[str, str, str]] = field(default_factory=tuple)  # kind, key, name or alias; the longest first
    crowd: Mapping[int, int] = field(default_factory=dict)  # start of a sentence → its figures
    outcomes: Mapping[str, Statement] = field(default_factory=dict)
    reporting: frozenset[str] = frozenset()


def queue(library: Library, sources: Sequence[str] = ()) -> list[Doubt]:
    """The doubtful statements of a workspace as it was last built, or of some of its sources, by score, then source and place.

    A statement that was accepted, corrected or rejected without dispute is settled and not in it.

    >>> from govkg.library import open_library
    >>> from govkg.settings import Settings
    >>> first = queue(open_library(Settings()))[0]
    >>> first.score == sum(r.weight for r in first.reasons) > 0
    True
    """
    found = [
        d for d in _all(library, sources) if d.reasons and (d.decided is None or d.decided.disputed or _open(d.decided))
    ]
    return sorted(found, key=lambda d: (-d.score, d.source, d.statement.evidence.start, d.statement.id))


def of(library: Library, said: Statement) -> Doubt:
    """The doubt on one statement, with what else might have been read; its report is read again for that."""
    name = said.evidence.source
    found = next((d for d in _all(library, (name,)) if d.statement.id == said.id), None)
    text = library.source(name).text
    e = said.evidence
    kept = found or Doubt(said, name, text[e.sentence_start : e.sentence_end], ())
    told = explain.explain(library, said.id)
    return replace(kept, alternatives=tuple(o for o in told.options if not o.won))


def said(reason: Reason, lang: str) -> str:
    """A reason in words.

    >>> said(Reason("unitless", 12), "en")
    'the figure has no unit'
    """
    return _table()[reason.code]["zh" if lang == "zh" else "en"].format(**dict(reason.values))


def _open(decided: Decided) -> bool:
    """Whether all that people decided is that they cannot tell."""
    return decided.decision == UNSURE


def _all(library: Library, sources: Sequence[str]) -> Iterator[Doubt]:
    rows = library.curated("reviews")
    decided = reviews.decided(rows)
    names = [
        name for name in library.source_ids() if (not sources or name in sources) and library.statements(name).is_file()
    ]
    # Which rule was often wrong is told by all reports, whichever are asked for.
    everywhere = library.source_ids() if decided else ()
    every = (s for name in everywhere if (path := library.statements(name)).is_file() for s in statements.load(path))
    precision = {p.rule: p for p in reviewers.precision(rows, every)} if decided else {}
    against = _against(library)
    for name in names:
        here = statements.load(library.statements(name))
        sight = _sight(library.source(name).text, here, decided, precision, against)
        for s in here:
            if s.type not in LEFT:
                e, reasons = s.evidence, tuple(_reasons(s, sight))
                yield Doubt(s, name, sight.text[e.sentence_start : e.sentence_end], reasons, (),
                            sum(r.weight for r in reasons), decided.get(s.id))  # fmt: skip


def _against(library: Library) -> dict[str, str]:
    """Statements that the question ``contradictions`` names → the other one; {} where the graph is not built."""
    try:
        rows = graph.open(library).ask("contradictions", lang="zh").rows
    except GovkgError:
        return {}
    found: dict[str, str] = {}
    for row in rows:
        one, other = (str(row[name]).rpartition("/")[2] for name in ("statement", "statement2"))
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


def _sight(
    text: str,
    here: Sequence[Statement],
    decided: Mapping[str, Decided],
    rules_: Mapping[str, Precision],
    against: Mapping[str, str],
) -> Sight:
    entities = [s for s in here if isinstance(s, Entity)]
    names = [(e.kind, e.key, name) for e in entities for name in (e.name, *e.aliases) if len(name) > 1]
    crowd: dict[int, set[int]] = defaultdict(set)
    for s in here:
        if isinstance(s, Observation):
            crowd[s.evidence.sentence_start].add(s.evidence.start)
    return Sight(
        text, here, decided, rules_, against, sorted(names, key=lambda n: (-len(n[2]), n)), {at: len(f) for at, f in crowd.items()},
        {s.id: s for s in here if s.type in ("observation", "milestone", "recognition")},
        frozenset(e.key for e in entities if e.reporting or e.kind == "Place"),
    )  # fmt: skip


def _reasons(s: Statement, sight: Sight) -> Iterator[Reason]:
    yield from _decided(s, sight)
    if s.evidence.damage:
        yield _reason("damage", why=s.evidence.damage)
    if other := sight.against.get(s.id):
        yield _reason("contradiction", other=other)
    parts = set(rules.parts(s.rule))
    for code, row in _table().items():
        if row["rules"] and s.type in row["types"].split("|") and parts & set(row["rules"].split("|")):
            yield _reason(code)
    if isinstance(s, Observation):
        yield from _figure(s, sight)
    elif isinstance(s, Entity):
        yield from _name(s)
    elif isinstance(s, Attribution | Milestone):
        yield from _tie(s, sight)


def _decided(s: Statement, sight: Sight) -> Iterator[Reason]:
    if d := sight.decided.get(s.id):
        by = "、".join(dict.fromkeys(r.by for r in d.rows))
        if d.disputed:
            yield _reason("disputed", by=by)
        elif _open(d):
            yield _reason("unsure", by=by)
    if isinstance(s, Attribution) and (o := sight.decided.get(s.outcome)) and o.decision in (CORRECTED, REJECTED):
        yield _reason("outcome")
    p = sight.rules.get(s.rule)
    if p and p.n >= ENOUGH and p.wrong and p.low is not None:
        made = _reason("precision", rule=s.rule, right=str(p.right), n=str(p.n))
        yield replace(made, weight=round(made.weight * (1 - p.low)))


def _figure(o: Observation, sight: Sight) -> Iterator[Reason]:
    e, name, parts = o.evidence, o.metric_as_written, rules.parts(o.rule)
    before = sight.text[e.sentence_start : e.start]
    if not o.metric:
        yield _reason("unmeasured", metric=name)
    elif MARKS.sub("", name) not in _known():
        yield _reason("guessed", metric=name)
    streak = "streak" in parts  # 连续五年…: what went on for so long is the name, whole
    if not streak and (
        not BRIEF <= len(name) <= LONGEST_METRIC or MARKS.search(name) or name.startswith(_words("wording"))
    ):
        yield _reason("wording", metric=name)
    if name.endswith(_words("ending")):
        yield _reason("ending", metric=name)
    if not o.unit and o.kind != "rank":
        yield _reason("unitless")
    for code in ("series", "borrowed"):
        if not streak and (word := next((w for w in _words(code) if w in before[-NEAR:]), "")):
            yield _reason(code, word=word)
    if not o.start and o.role != "baseline":  # what was before has no date as a rule
        yield _reason("undated")
    if (count := sight.crowd.get(e.sentence_start, 0)) >= CROWD:
        yield _reason("crowd", count=str(count))
    if place := _named(sight, before, ("Place",), {o.place, o.about}):
        yield _reason("elsewhere", name=place)
    if o.about in sight.reporting and (act := _named(sight, before, INITIATIVES, set())):
        yield _reason("passed", name=act)


def _name(e: Entity) -> Iterator[Reason]:
    if len(e.name) <= BRIEF and e.kind != "Place":
        yield _reason("brief", name=e.name)
    if len(e.name) > LONG or MARKS.search(e.name.replace("（", "").replace("）", "")):
        yield _reason("long", name=e.name)


def _tie(s: Attribution | Milestone, sight: Sight) -> Iterator[Reason]:
    e = s.evidence
    own = s.initiative if isinstance(s, Attribution) else s.entity
    if other := _named(sight, sight.text[e.sentence_start : e.sentence_end], INITIATIVES, {own}):
        yield _reason("rivals", name=other)


def _named(sight: Sight, words: str, kinds: Iterable[str], out: set[str]) -> str:
    """The longest name of such a thing, other than those, that stands in the words; "" for none."""
    wanted = set(kinds)
    return next((name for kind, key, name in sight.names if kind in wanted and key not in out and name in words), "")


def _reason(code: str, **values: str) -> Reason:
    return Reason(code, int(_table()[code]["weight"]), tuple(values.items()))


@vocab.kept
def _table() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in vocab.table("doubts")}


@vocab.kept
def _words(code: str) -> tuple[str, ...]:
    return tuple(filter(None, _table()[code]["words"].split("|")))


@vocab.kept
def _known() -> frozenset[str]:
    """Every name of a metric that the tables have whole."""
    named = (name for row in vocab.table("metrics") for name in (row["zh"], *row["aliases"].split("|")))
    return frozenset(MARKS.sub("", name) for name in (*named, *(row["word"] for row in vocab.table("metric-names"))))
