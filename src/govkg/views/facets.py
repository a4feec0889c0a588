"""Facets: by what the cards of a picture can be told apart, how many each value has, and which are shown at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from govkg import ids
from govkg.analysis import INITIATIVES, Both, Outcome, Picture, Thing, Tie
from govkg.analysis.closure import VERDICTS
from govkg.analysis.model import DERIVED, FIGURES
from govkg.views.plan import Plan

BASES = ("explicit", "item", "curated", "inferred")
LEVELS = ("outcome", "output", "impact", "activity", "input", "unsure")
TIES = ("attribution", "participation", "mandate", "composition", "mention", "plan")
KINDS = (
    *INITIATIVES, "PolicyDocument", "Organisation", "Place", *FIGURES, DERIVED, "Milestone", "PlannedMilestone", "Recognition", "Award",
    "Shortcoming", "Metric", *TIES,
)  # fmt: skip
ALWAYS = ("kind", "basis")  # these are the legend at once; the others stand only where they tell apart
LEGEND = ("kind", "level", "domain", "basis", "place", "year")  # these stand open, the others fold
HIDDEN_FIRST = {"activity", "input", "internal"}  # the first look: outputs and outcomes of policy work
LAST = "noReport"  # a target that no report of the corpus can answer is shown when it is asked for, or where it is all there is
Told = dict[str, tuple[str, ...]]


def told(picture: Picture, refs: Iterable[str]) -> dict[str, Told]:
    """The values of every facet for the things, outcomes and ties that cards show."""
    bodies = _bodies(picture)
    ties = {t.iri: t for t in picture.ties}
    made = {}
    for ref in refs:
        node = picture.things.get(ref) or picture.outcomes.get(ref) or ties[ref]
        made[ref] = _told(picture, node, bodies.get(ref, ()))
    return made


def _told(picture: Picture, node: Thing | Outcome | Tie, bodies: tuple[str, ...]) -> Told:
    passage = picture.passages.get(node.passage)
    report = picture.reports.get(passage.report) if passage else None
    made = {"kind": node.kind, "place": report.place if report else ""}
    if isinstance(node, Thing):
        made |= {"domain": node.domain}
        if node.kind == "Organisation":
            bodies = (node.label,)
        elif node.kind == "Place":
            made["place"] = node.label
    elif node.kind in ("mention", "plan"):
        made |= {"year": report.covers[:4] if report else ""}
    elif isinstance(node, Outcome):
        year = node.start[:4] or (report.covers[:4] if report else "")
        made |= {"level": node.level, "year": year, "measure": node.unit.replace("％", "%"), "status": node.status}
    told: Told = {**{k: (v,) for k, v in made.items() if v}, **({"unit": bodies} if bodies else {})}
    if isinstance(node, Outcome) and (closing := picture.closings.get(node.iri)):
        metric = picture.label(node.metric)[0] if node.metric else node.words
        told |= {"verdict": closing.verdicts, "year": closing.due, "metric": (metric,)}
    return told


def _bodies(picture: Picture) -> dict[str, tuple[str, ...]]:
    """The organisations that take part in an initiative, and so in what it is said to have brought about."""
    named: dict[str, set[str]] = {}
    for t in picture.ties:
        if t.kind == "participation" and t.source in picture.things:
            for node in (t.target, t.iri):
                named.setdefault(node, set()).add(picture.things[t.source].label)
    for t in picture.ties:
        if t.kind == "attribution" and t.source in named:
            named.setdefault(t.target, set()).update(named[t.source])
    return {k: tuple(sorted(v)) for k, v in named.items()}


def filters(picture: Picture, plan: Plan) -> list[dict[str, Any]]:
    """The facets that tell something apart in this picture: name, options with their counts, and which are on at first."""
    refs = dict.fromkeys(c.ref for c in plan.cards.values())
    values = [v for ref, v in told(picture, refs).items() if ref != picture.centre]
    bases = [x["basis"] for x in plan.lines if x["kind"] == "attribution"]
    orders: dict[str, tuple[str, ...]] = {
        "verdict": VERDICTS, "kind": KINDS, "level": LEVELS, "domain": ("policy", "internal"), "basis": BASES, "place": (), "year": (),
        "metric": (), "unit": (), "measure": (), "status": (),
    }  # fmt: skip
    whole = plan.kind == "lanes"
    made = []
    for name, order in orders.items():
        said = bases if name == "basis" else [x for v in values for x in v.get(name, ())]
        counts = Counter(said)
        ranked = [v for v in order if v in counts]
        rest = sorted(set(counts) - set(order), key=lambda v: (0 if name == "year" else -counts[v], v))
        found = [*ranked, *(rest if not order else ())]
        if len(found) > 1 or (found and name in ALWAYS):
            options = [_option(picture, name, v, counts[v], v != "inferred" and not (whole and v in HIDDEN_FIRST) and v != LAST)
                       for v in found]  # fmt: skip
            made.append({"name": name, "options": options})
    if whole and (empty := _empty(plan)):
        at = sum(f["name"] in LEGEND for f in made)
        made.insert(at, {"name": "empty", "options": [{"id": "shown", "count": empty, "on": False}]})
    return made


def _option(picture: Picture, facet: str, value: str, count: int, on: bool) -> dict[str, Any]:
    made: dict[str, Any] = {"id": value, "count": count, "on": on}
    if facet in ("place", "year", "metric", "unit", "measure"):
        made["name"] = (value, value)
    elif facet in ("status", "verdict"):
        name: Both = picture.label(ids.concept(facet, value))
        made["name"] = name
    return made


def _empty(plan: Plan) -> int:
    tied = {x["from"] for x in plan.lines if x["kind"] == "attribution"}
    return sum(i["card"] not in tied for g in plan.groups for i in g["items"])


__all__ = ["BASES", "KINDS", "LEVELS", "Told", "filters", "told"]
