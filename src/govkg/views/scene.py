"""What a page carries: cards, lines, words and facts as JSON, and which of them the first look shows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from govkg import ids
from govkg.analysis import INITIATIVES, Both, Outcome, Picture, Thing
from govkg.analysis.figures import redundant
from govkg.analysis.model import FIGURES
from govkg.views.cards import LANGS, clause, reading, words
from govkg.views.lanes import Plan

BASES = ("explicit", "item", "curated", "inferred")
LEVELS = ("outcome", "output", "impact", "activity", "input", "unsure")
KINDS = (
    *INITIATIVES, "PolicyDocument", "Organisation", "Place", *FIGURES, "Milestone", "PlannedMilestone", "Recognition", "Award", "Shortcoming",
)  # fmt: skip
HIDDEN_FIRST = {"activity", "input", "internal"}  # the first look: outputs and outcomes of policy work


@dataclass(frozen=True)
class Shown:
    """The cards and lines that a choice of filters leaves."""

    cards: frozenset[str]
    lines: frozenset[str]


def filters(picture: Picture, plan: Plan) -> list[dict[str, Any]]:
    """The filters that tell something apart in this picture: name, options with their counts, and which are on at first."""
    refs = {c.ref for c in plan.cards.values()}
    things = [t for t in picture.things.values() if t.iri in refs]
    outcomes = [o for o in picture.outcomes.values() if o.iri in refs]
    bases = [x["basis"] for x in plan.lines if x["kind"] == "attribution"]
    whole = plan.kind == "lanes"
    found = {
        "kind": ([*(t.kind for t in things if t.iri != picture.centre), *(o.kind for o in outcomes)], KINDS),
        "level": ([o.level for o in outcomes], LEVELS),
        "domain": ([t.domain for t in things if t.iri != picture.centre], ("policy", "internal")),
        "basis": (bases, BASES),
    }
    made = []
    for name, (values, order) in found.items():
        options = [{"id": v, "count": values.count(v), "on": v != "inferred" and not (whole and v in HIDDEN_FIRST)}
                   for v in order if v in values]  # fmt: skip
        if options:
            made.append({"name": name, "options": options})
    if whole and (empty := _empty(plan)):
        made.append({"name": "empty", "options": [{"id": "shown", "count": empty, "on": False}]})
    return made


def _empty(plan: Plan) -> int:
    tied = {x["from"] for x in plan.lines if x["kind"] == "attribution"}
    return sum(i["card"] not in tied for g in plan.groups for i in g["items"])


def first_look(picture: Picture, plan: Plan) -> Shown:
    """What the filters leave as they stand at first; the page's ``shown`` (assets/layout.js) is the twin of this."""
    off = {(f["name"], o["id"]) for f in filters(picture, plan) for o in f["options"] if not o["on"]}

    def passes(ref: str) -> bool:
        node = picture.things.get(ref) or picture.outcomes[ref]
        level, domain = getattr(node, "level", ""), getattr(node, "domain", "")
        return not off & {("kind", node.kind), ("level", level), ("domain", domain)} or ref == picture.centre

    allowed = {c.id for c in plan.cards.values() if passes(c.ref)}
    lines = [x for x in plan.lines if ("basis", x["basis"]) not in off and x["from"] in allowed and x["to"] in allowed]
    tied = {e for x in lines if x["kind"] == "attribution" for e in (x["from"], x["to"])}
    if plan.kind == "ring":
        tied = {e for x in lines for e in (x["from"], x["to"])} | set(plan.groups[0]["cards"])
    else:
        tied |= {x["from"] for x in lines if x["kind"] != "attribution" and x["to"] in tied}
        if ("empty", "shown") not in off:
            tied |= {i["card"] for g in plan.groups for i in g["items"] if i["card"] in allowed}
    cards = frozenset(allowed & tied)
    return Shown(cards, frozenset(x["id"] for x in lines if x["from"] in cards and x["to"] in cards))


def payload(picture: Picture, plan: Plan) -> dict[str, Any]:
    """Everything that the page's script reads, without the network."""
    refs = {c.ref for c in plan.cards.values()}
    ties = {x["tie"] for x in plan.lines}
    nodes: dict[str, Any] = {}
    for t in picture.things.values():
        if t.iri in refs:
            nodes[t.iri] = _thing(picture, t)
    for o in picture.outcomes.values():
        if o.iri in refs:
            nodes[o.iri] = _outcome(picture, o)
    said = {
        t.iri: {"kind": t.kind, "basis": t.basis, "role": t.role, "rule": t.rule, "passage": t.passage}
        for t in picture.ties
        if t.iri in ties and t.kind != "about"
    }
    used = {n["passage"] for n in (*nodes.values(), *said.values())}
    return {
        "kind": plan.kind,
        "width": plan.width,
        "cards": {c.id: {"ref": c.ref, "kind": c.kind, "w": c.width, "faces": {n: _face(c.faces[n]) for n in LANGS}}
                  for c in plan.cards.values()},
        "lines": list(plan.lines),
        "groups": list(plan.groups),
        "nodes": nodes,
        "ties": said,
        "passages": {k: _passage(picture, k) for k in sorted(used - {""})},
        "labels": _labels(picture),
        "filters": filters(picture, plan),
        "centre": picture.centre,
    }  # fmt: skip


def _face(face: Any) -> dict[str, Any]:
    made = asdict(face)
    return {
        "h": round(made["height"], 1),
        "a": made["anchor"],
        "l": made["left"],
        "r": made["right"],
        "marks": list(made["marks"]),
    }


def _passage(picture: Picture, iri: str) -> dict[str, Any]:
    p = picture.passages[iri]
    parts = p.section.split("/") if p.section else []
    headings = [picture.sections.get((p.report, "/".join(parts[: n + 1]))) or f"{parts[n]}." for n in range(len(parts))]
    return {"report": p.report, "start": p.start, "end": p.end, "before": p.before, "quote": p.quote, "after": p.after,
            "section": headings, "damage": p.damage}  # fmt: skip


def _thing(picture: Picture, t: Thing) -> dict[str, Any]:
    names = [t.label, *t.aliases]
    sounds = [t.pinyin or ids.pinyin(t.label), *(ids.pinyin(a) for a in t.aliases)]
    facts: list[tuple[str, Both]] = []
    if t.aliases:
        facts.append(("aliases", ("、".join(t.aliases),) * 2))
    if t.domain:
        facts.append(("domain", picture.label(ids.concept("domain", t.domain))))
    return {"kind": t.kind, "label": t.label, "names": names, "sounds": _sounds(sounds), "domain": t.domain, "level": "",
            "passage": t.passage, "rule": t.rule, "facts": facts}  # fmt: skip


def _outcome(picture: Picture, o: Outcome) -> dict[str, Any]:
    label = o.words or (picture.passages[o.passage].quote if o.passage in picture.passages else o.surface)
    facts: list[tuple[str, Both]] = []

    def fact(name: str, text: Both) -> None:
        if text[0]:
            facts.append((name, text))

    def named(scheme: str, code: str) -> Both:
        return picture.label(ids.concept(scheme, code)) if code else ("", "")

    if o.kind in FIGURES:
        fact("written", (o.surface,) * 2)
        fact("read", reading(o, picture))
        fact("bound", named("bound", o.bound))
        fact("unit", (o.unit,) * 2)
        fact("metric", picture.label(o.metric) if o.metric else (words("unsure", "zh"), words("unsure", "en")))
        fact(
            "level", named("level", o.level) if o.level != "unsure" else (words("unsure", "zh"), words("unsure", "en"))
        )
        fact("flow", named("flow", o.flow))
        fact("change", named("changeType", o.change))
        fact("scope", (o.scope,) * 2)
    fact("event", named("event", o.event))
    for name, iri in (("about", o.about), ("conferredBy", o.conferred_by)):
        if thing := picture.things.get(iri):
            fact(name, (thing.label,) * 2)
    fact("period", (o.start if o.start == o.end else f"{o.start}/{o.end}",) * 2)
    fact("status", named("status", o.status))
    figure = o.surface if o.kind in FIGURES else ""
    return {"kind": o.kind, "label": label, "names": [label, *([figure] if figure else [])], "sounds": _sounds([ids.pinyin(label)]),
            "domain": "", "level": o.level, "passage": o.passage, "rule": o.rule, "facts": facts, "figure": figure,
            "note": reading(o, picture) if o.kind in FIGURES and not redundant(o) else ("", ""), "event": o.event,
            "clause": clause(passage) if (passage := picture.passages.get(o.passage)) else label}  # fmt: skip


def _sounds(spoken: list[str]) -> list[str]:
    """Each name's pinyin run together, and its initials."""
    made = []
    for s in spoken:
        made += ["".join(s.split()), "".join(w[0] for w in s.split())]
    return list(dict.fromkeys(made))


def _labels(picture: Picture) -> dict[str, Both]:
    """The names of concepts that the page's script uses: basis, role, event, level, domain."""
    wanted = ("basis", "role", "event", "level", "domain")
    return {
        c.removeprefix(ids.VOCAB): b
        for c, b in picture.labels.items()
        if c.removeprefix(ids.VOCAB).split("/")[0] in wanted
    }
