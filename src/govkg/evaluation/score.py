"""Cases → the score: precision, recall and F1 of each kind of annotation, and the share of each field that is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from govkg.evaluation.compare import FIELDS, Case, Comparison

Prf = dict[str, float]


def score(*compared: Comparison) -> dict[str, Any]:
    """The score of all texts together, under the names that the annotation guide's ``score.py`` gives."""
    cases = [c for one in compared for c in one.cases]
    quantities = [c for c in cases if c.part == "quantities"]
    entities = [c for c in cases if c.part == "entities"]
    links = [c for c in cases if c.part == "links"]
    milestones = [c for c in cases if c.part == "milestones"]
    rows = sum(one.rows for one in compared)
    off = sum(len(one.ungrounded) for one in compared)
    fields = {f: share(quantities, f) for f in (*FIELDS, "period", "also")}
    return {
        "quantity": prf(quantities),
        "quantity_exact_span": prf(quantities, lambda c: c.exact),
        "quantity_fully_read": prf(quantities, lambda c: c.verdict == "right"),
        "fields": fields,
        "period": fields["period"],
        "grounded": ratio(rows - off, rows),
        "entity": prf(entities),
        "entity_type": share(entities, "type"),
        "entities": {k: prf([c for c in entities if c.kind == k]) for k in kinds(entities)},
        "link": prf(links),
        "basis": share(links, "basis"),
        "links": {k: prf([c for c in links if c.kind == k]) for k in kinds(links)},
        "milestone": prf(milestones),
    }


def ratio(part: float, whole: float) -> float:
    """A share; of nothing everything is right."""
    return part / whole if whole else 1.0


def kinds(cases: Iterable[Case]) -> list[str]:
    """The kinds that count, sorted."""
    return sorted({c.kind for c in cases if c.verdict != "passed"})


def prf(cases: Sequence[Case], full: Callable[[Case], bool] = lambda _: True) -> Prf:
    """Precision, recall and F1. A thing that was found but is not ``full`` is both wrong and missed."""
    found = [c for c in cases if c.verdict in ("right", "partly")]
    right = sum(map(full, found))
    wrong = sum(c.verdict == "spurious" for c in cases) + len(found) - right
    missed = sum(c.verdict == "missed" for c in cases) + len(found) - right
    p, r = ratio(right, right + wrong), ratio(right, right + missed)
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "tp": right, "fp": wrong, "fn": missed}


def share(cases: Iterable[Case], field: str) -> float:
    """Of the cases in which a field was compared, the share in which it is right."""
    checked = [c for c in cases if field in c.checked]
    return ratio(sum(field not in c.wrong for c in checked), len(checked))
