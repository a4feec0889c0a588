"""Statements of one report as annotations: the four JSONL files that ``score.py`` and other readers of the genre compare.

Fields as in the annotation guide; ids are the statements' own, so that an annotation leads back to its statement.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from govkg.extract import extent
from govkg.statements import (
    Attribution,
    Composition,
    Entity,
    Mandate,
    Milestone,
    Observation,
    Participation,
    Recognition,
    Statement,
)

PARTS = ("quantities", "entities", "links", "milestones")
Row = dict[str, Any]


class Covered(Protocol):
    """The periods that a report looks back on and plans for."""

    @property
    def covers(self) -> str: ...
    @property
    def plans(self) -> str: ...


def annotate(statements: Sequence[Statement], report: Covered) -> dict[str, list[Row]]:
    """The statements as rows of the four files, in the order of the text."""
    entities = {s.key: s for s in statements if isinstance(s, Entity)}
    rows: dict[str, list[Row]] = {part: [] for part in PARTS}
    rows["entities"] = [{**_span(e), "type": e.kind, "name": e.name} for e in entities.values() if _named(e)]
    shared: dict[int, Row] = {}
    node: dict[str, str] = {}
    ordered = sorted((s for s in statements if isinstance(s, Observation)), key=lambda o: (o.evidence.start, o.index))
    for o in ordered:
        if o.index and o.evidence.start in shared:
            shared[o.evidence.start]["also"].append([o.metric_as_written])
        else:
            shared[o.evidence.start] = _quantity(o, entities, report)
        node[o.id] = shared[o.evidence.start]["id"]
    rows["quantities"] = list(shared.values())
    rows["milestones"] = [
        {**_span(m), "event": m.event, "of": entities[m.entity].id}
        for m in statements
        if isinstance(m, Milestone) and m.entity in entities
    ]
    node |= {r.id: entities[r.award].id for r in statements if isinstance(r, Recognition) and r.award in entities}
    rows["links"] = list(_links(statements, {k: e.id for k, e in entities.items()}, node))
    return rows


def _named(entity: Entity) -> bool:
    """False for the report's place where no words name it: known from its description only, or the whole country."""
    return entity.rule not in ("place.described", "place.self") and entity.key != "Place/全国"


def _span(s: Statement) -> Row:
    return {"id": s.id, "start": s.evidence.start, "end": s.evidence.end, "surface": s.evidence.exact}


def _quantity(o: Observation, entities: dict[str, Entity], report: Covered) -> Row:
    stated = o.start if o.start == o.end else f"{o.start}/{o.end}"
    before = str(int(report.covers) - 1) if report.covers.isdigit() else ""
    default = {"value": report.covers, "target": report.plans or report.covers, "baseline": before}[o.role]
    about = extent.matter(o.scope) or (entities[o.about].name if o.about in entities else "")
    return {
        **_span(o), "value": float(o.value) if o.value else [float(o.low), float(o.high)], "unit": o.unit,
        "bound": o.bound, "kind": o.kind, "direction": o.direction or None, "role": o.role, "subject": about,
        "metric": o.metric_as_written, "period": None if stated == default else stated or None, "also": [],
    }  # fmt: skip


def _links(statements: Iterable[Statement], entity: dict[str, str], node: dict[str, str]) -> Iterable[Row]:
    seen = set()
    for s in statements:
        ends: tuple[str, str | None, str | None, str | None] | None = None
        if isinstance(s, Attribution):
            ends = ("produced", entity.get(s.initiative), node.get(s.outcome), s.basis)
        elif isinstance(s, Participation):
            kind = "responsible" if s.role in ("responsible", "issues") else "cooperates"
            basis = "recipient" if s.role == "recipient" else s.basis
            ends = (kind, entity.get(s.organisation), entity.get(s.initiative), basis)
        elif isinstance(s, Mandate):
            ends = ("issued", entity.get(s.document), entity.get(s.initiative), None)
        elif isinstance(s, Composition):
            ends = ("partOf", entity.get(s.part), entity.get(s.whole), None)
        elif isinstance(s, Recognition) and s.conferred_by:
            ends = ("conferredBy", entity.get(s.award), entity.get(s.conferred_by), None)
        if ends and ends[1] and ends[2] and ends[:3] not in seen:
            seen.add(ends[:3])
            yield {"id": s.id, "kind": ends[0], "from": ends[1], "to": ends[2], "basis": ends[3]}


def write(rows: dict[str, list[Row]], folder: Path, name: str) -> list[Path]:
    """Writes the four files ``NAME.PART.jsonl`` into a folder; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for part in PARTS:
        path = folder / f"{name}.{part}.jsonl"
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[part])
        path.write_text(lines, encoding="utf-8", newline="\n")
        paths.append(path)
    return paths
