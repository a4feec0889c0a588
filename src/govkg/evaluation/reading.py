"""The readings of annotated texts, and which rule each right and wrong one comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from govkg import assemble
from govkg.annotations import annotate
from govkg.evaluation.compare import Case, Comparison, compare
from govkg.evaluation.gold import Annotated
from govkg.statements import Attribution, Observation, Statement

OF_FIGURE = ("value", "unit", "bound")
OF_NAME = ("metric", "also")


@dataclass(frozen=True, slots=True)
class Read:
    """One text as read: its statements by id, and what came of comparing them."""

    annotated: Annotated
    statements: Mapping[str, Statement]
    compared: Comparison


@dataclass(frozen=True, slots=True)
class Blame:
    """What one rule got right and wrong; for what no rule found, ``rule`` is "" and ``what`` says what it was."""

    rule: str
    what: str  # quantities.metric, entities.Reform, links.produced …
    right: int
    wrong: int


def read(annotated: Annotated) -> Read:
    """Reads one text as ``govkg extract`` does and compares it with what people marked."""
    source = annotated.source
    damage = [(d.start, d.end, d.why) for d in source.damage]
    found = assemble.read(source, damage)
    rows = annotate(found, source)
    compared = compare(source.id, source.text, annotated.parts, rows, annotated.covers)
    return Read(annotated, {s.id: s for s in found}, compared)


def rule_of(case: Case, one: Read, field: str = "") -> str:
    """The rule that a case, or one field of it, comes from; "" where nothing was found.

    A figure's rule has two parts, how its metric was named and what form it has: ``behind+figure.unit``.
    """
    statement = one.statements.get(case.found["id"]) if case.found else None
    if statement is None:
        return ""
    if isinstance(statement, Observation):
        naming, _, form = statement.rule.partition("+")
        if field in OF_FIGURE:
            return form
        if field in OF_NAME:
            return naming
        if field == "subject":
            ties = (s for s in one.statements.values() if isinstance(s, Attribution) and s.outcome == statement.id)
            return next((s.rule for s in ties), "subject.report")
    return statement.rule


def blames(reads: Iterable[Read]) -> list[Blame]:
    """For each rule and each thing it decides, how often it was right and wrong: the worst first."""
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for one in reads:
        for case in one.compared.cases:
            for rule, what, good in judged(case, one):
                (right if good else wrong)[rule, what] += 1
    keys = sorted({*right, *wrong}, key=lambda k: (-wrong[k], k))
    return [Blame(rule, what, right[rule, what], wrong[rule, what]) for rule, what in keys]


def judged(case: Case, one: Read) -> Sequence[tuple[str, str, bool]]:
    """For one case: (rule, what it decided, whether rightly); "" for a thing that no rule found."""
    if case.verdict == "passed":
        return ()
    of = f"{case.part}.{case.kind}" if case.kind else case.part
    if case.verdict in ("missed", "spurious"):
        return ((rule_of(case, one), of, False),)
    judged = [(rule_of(case, one, f), f"{case.part}.{f}", f not in case.wrong) for f in case.checked]
    return [*judged, (rule_of(case, one), of, True)]
