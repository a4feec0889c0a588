"""What a page carries: cards, lines, words and facts as JSON, and which of them the first look shows.

Nodes, ties and passages are named by what follows the base of all IRIs; the page puts the base before them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govkg import ids
from govkg.analysis import Both, Outcome, Picture, Thing, Tie
from govkg.analysis.figures import redundant
from govkg.analysis.model import DERIVED, FIGURES, Closing
from govkg.views import facets
from govkg.views.cards import Face, clause, reading, words
from govkg.views.plan import Plan

BASE = ids.ID


@dataclass(frozen=True)
class Shown:
    """The cards and lines that a choice of filters leaves."""

    cards: frozenset[str]
    lines: frozenset[str]


def first_look(picture: Picture, plan: Plan) -> Shown:
    """What the filters leave as they stand at first; the page's ``filtered`` (assets/layout.js) is the twin of this."""
    off = {(f["name"], o["id"]) for f in facets.filters(picture, plan) for o in f["options"] if not o["on"]}
    told = facets.told(picture, dict.fromkeys(c.ref for c in plan.cards.values()))

    def passes(ref: str) -> bool:
        return ref == picture.centre or all(
            any((name, v) not in off for v in values) for name, values in told[ref].items()
        )

    allowed = {c.id for c in plan.cards.values() if passes(c.ref)}
    lines = [x for x in plan.lines if ("basis", x["basis"]) not in off and x["from"] in allowed and x["to"] in allowed]
    tied = {e for x in lines if x["kind"] == "attribution" for e in (x["from"], x["to"])}
    if plan.kind == "ring":
        tied = {e for x in lines for e in (x["from"], x["to"])} | set(plan.groups[0]["cards"])
    elif plan.kind == "lanes":
        tied |= {x["from"] for x in lines if x["kind"] != "attribution" and x["to"] in tied}
    else:
        tied = allowed
    cards = frozenset(allowed & tied)
    return Shown(cards, frozenset(x["id"] for x in lines if x["from"] in cards and x["to"] in cards))


def payload(picture: Picture, plan: Plan) -> dict[str, Any]:
    """Everything that the page's script reads, without the network."""
    plans = [plan, *([plan.narrow] if plan.narrow else [])]
    refs = {c.ref for p in plans for c in p.cards.values()}
    ties = {x["tie"] for p in plans for x in p.lines}
    values = facets.told(picture, sorted(refs))
    filters = facets.filters(picture, plan)
    kept = {f["name"] for f in filters} - {"kind", "level", "domain", "basis"}
    every: list[Thing | Outcome | Tie] = [*picture.things.values(), *picture.outcomes.values(), *picture.ties]
    nodes: dict[str, Any] = {}
    for one in every:
        if one.iri in refs and short(one.iri) not in nodes:
            said_in = {k: list(v) for k, v in values[one.iri].items() if k in kept}
            nodes[short(one.iri)] = _node(picture, one) | {"in": said_in}
    said = {
        short(t.iri): {"kind": t.kind, "basis": t.basis, "role": t.role, "rule": t.rule, "passage": short(t.passage)}
        for t in picture.ties
        if t.iri in ties and t.iri not in picture.outcomes
    }
    used = {n["passage"] for n in (*nodes.values(), *said.values())}
    return {
        "base": BASE,
        "plans": [_plan(p) for p in plans],
        "nodes": nodes,
        "ties": said,
        "passages": {k: p for k, p in sorted((short(i), _passage(picture, i)) for i in picture.passages) if k in used},
        "labels": _labels(picture),
        "filters": filters,
        "centre": short(picture.centre),
    }


def short(iri: str) -> str:
    """An IRI without the base that all of ours share."""
    return iri.removeprefix(BASE)


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "kind": plan.kind,
        "width": plan.width,
        "cards": {c.id: {"ref": short(c.ref), "kind": c.kind, "w": c.width, "faces": {n: _face(f) for n, f in c.faces.items()}}
                  for c in plan.cards.values()},
        "lines": [{**x, "tie": short(x["tie"])} for x in plan.lines],
        "groups": list(plan.groups),
        "extra": dict(plan.extra),
    }  # fmt: skip


def _node(picture: Picture, node: Thing | Outcome | Tie) -> dict[str, Any]:
    if isinstance(node, Thing):
        return _thing(picture, node)
    return _outcome(picture, node) if isinstance(node, Outcome) else _tie(picture, node)


def _face(face: Face) -> dict[str, Any]:
    return {"h": round(face.height, 1), "a": face.anchor, "l": face.left, "r": face.right, "marks": list(face.marks)}


def _passage(picture: Picture, iri: str) -> dict[str, Any]:
    p = picture.passages[iri]
    parts = p.section.split("/") if p.section else []
    headings = [picture.sections.get((p.report, "/".join(parts[: n + 1]))) or f"{parts[n]}." for n in range(len(parts))]
    return {"report": short(p.report), "start": p.start, "end": p.end, "sentence": p.sentence, "before": p.before, "quote": p.quote, "after": p.after,
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
            "passage": short(t.passage), "rule": t.rule, "facts": facts}  # fmt: skip


def _outcome(picture: Picture, o: Outcome) -> dict[str, Any]:
    label = o.words or (picture.passages[o.passage].quote if o.passage in picture.passages else o.surface)
    facts: list[tuple[str, Both]] = []

    def fact(name: str, text: Both) -> None:
        if text[0]:
            facts.append((name, text))

    def named(scheme: str, code: str) -> Both:
        return picture.label(ids.concept(scheme, code)) if code else ("", "")

    closing = picture.closings.get(o.iri, Closing())
    fact("verdict", closing.state)
    fact("answer", closing.answer)
    if o.kind in (*FIGURES, DERIVED):
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
            "domain": "", "level": o.level, "passage": short(o.passage), "rule": o.rule, "facts": facts, "figure": figure,
            "note": reading(o, picture) if o.kind in (*FIGURES, DERIVED) and not redundant(o) else ("", ""), "event": o.event,
            "clause": clause(passage) if (passage := picture.passages.get(o.passage)) else label,
            **({"state": closing.state, "answer": closing.answer} if closing.state[0] else {})}  # fmt: skip


def _tie(picture: Picture, t: Tie) -> dict[str, Any]:
    """A statement that a card shows by itself, as in a table of who does what."""
    ends = [_name(picture, i) for i in (t.source, t.target)]
    label = " — ".join(ends)
    facts: list[tuple[str, Both]] = []
    if t.role and t.kind == "mention":  # how many sentences have the words
        facts.append(("sentences", (t.role, t.role)))
    elif t.role:
        facts.append(("role", picture.label(ids.concept("role", t.role))))
    if t.basis:
        facts.append(("basis", picture.label(ids.concept("basis", t.basis))))
    if t.kind in ("mention", "plan"):
        report = picture.reports.get(picture.passages[t.passage].report)
        facts.append(("covers", (report.covers,) * 2 if report else ("", "")))
        label = " — ".join(filter(None, ends))
        return {"kind": t.kind, "label": label, "names": ends, "sounds": _sounds([ids.pinyin(n) for n in ends]), "domain": "", "level": "",
                "passage": short(t.passage), "rule": t.rule, "facts": facts, "note": facts[-1][1], "page": short(t.source)}  # fmt: skip
    return {"kind": t.kind, "label": label, "names": ends, "sounds": [], "domain": "", "level": "",
            "passage": short(t.passage), "rule": t.rule, "facts": facts}  # fmt: skip


def _name(picture: Picture, iri: str) -> str:
    if thing := picture.things.get(iri):
        return thing.label
    found = picture.outcomes.get(iri)
    return (found.words or found.surface) if found else ""


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
