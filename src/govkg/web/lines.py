"""A statement as one line of a page: what is written, how it was read, how strongly it is tied, and the words it rests on."""

from __future__ import annotations

from typing import Any

from govkg import messages
from govkg.analysis import figures
from govkg.analysis.model import FIGURES, Outcome
from govkg.analysis.profile import Entry
from govkg.web.naming import Naming, term

Line = dict[str, Any]
BLANK: Line = {
    **dict.fromkeys(("written", "read", "surface", "words", "value", "low", "high", "unit", "bound", "figure", "direction", "base", "flow",
                     "flow_label", "event", "period", "scope"), ""),
    "metric": {}, "about": {}, "award": {}, "by": {}, "derived": False, "subset": False, "share": None,
}  # fmt: skip
PERCENT = ("%", "％", "个百分点")


def line(x: Entry, names: Naming, of: str = "") -> Line:
    """A line as plain data; ``of`` is the thing whose page it stands on (its own name is not repeated)."""
    o = x.outcome
    made: Line = {
        "iri": x.iri, "tie": x.tie, "kind": x.kind, "kind_label": kind(x.kind, names.lang), "basis": x.basis,
        "basis_label": said("basis", x.basis, names), "role": x.role, "role_label": names.coded("role", x.role),
        "status": x.status, "status_label": names.coded("status", x.status), "rule": x.rule,
        "other": names.link(x.other), "quote": quote(x, names),
    }  # fmt: skip
    return BLANK | made | (outcome(o, names, of) if o else {})


def outcome(o: Outcome, names: Naming, of: str = "") -> Line:
    """The fields of an outcome: as written, as read, metric, period, scope; what it is about where that is something else."""
    derived = o.kind not in (*FIGURES, "Milestone", "PlannedMilestone", "Recognition", "Shortcoming")
    shown = interval(o) if derived else figures.read(o, names.labels)[names.lang == "en"]
    written = o.words if o.kind == "Recognition" else names.coded("event", o.event) if o.event else o.surface
    if o.kind == "Shortcoming":
        written = ""
    return {
        "written": written or ("" if o.kind == "Shortcoming" else shown),
        "read": "" if derived or not (o.value or o.low) or figures.redundant(o) else shown,
        "surface": o.surface, "metric": names.link(o.metric) if o.metric else {}, "words": o.words,
        "value": o.value, "low": o.low, "high": o.high, "unit": o.unit, "bound": o.bound, "figure": o.figure,
        "direction": o.direction, "base": o.base, "flow": o.flow, "flow_label": names.coded("flow", o.flow),
        "event": o.event, "period": period(o.start, o.end), "scope": o.scope, "derived": derived,
        "subset": bool(o.subset_of), "about": names.link(o.about) if o.about != of else {},
        "award": names.link(o.award) if o.award != of else {}, "by": names.link(o.conferred_by), "share": share(o),
    }  # fmt: skip


def interval(o: Outcome) -> str:
    """A derived value with the interval that is left open.

    >>> interval(Outcome(iri="", kind="", passage="", rule="", value="100000", low="99200", high="100810", unit="人"))
    '100,000 人（99,200–100,810）'
    """
    low, high = figures.digits(o.low) if o.low else "", figures.digits(o.high) if o.high else ""
    span = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""
    if not o.value:
        return f"{span} {o.unit}".strip()
    return f"{figures.digits(o.value)} {o.unit}".strip() + (f"（{span}）" if span else "")


def share(o: Outcome) -> float | None:
    """The length of a small bar, 0 to 1: for a percentage that is a level or a fall within 100.

    A fall by percentage points has none: points are no share of what was before.
    """
    if o.unit not in PERCENT or not o.value or o.change == "points":
        return None
    found = abs(float(o.value)) / 100
    return round(found, 4) if found <= 1 and (o.figure == "level" or o.direction == "down") else None


def period(start: str, end: str) -> str:
    """The time of a figure, never more precise than it is said.

    >>> period("2021", "2021"), period("2021-01", "2021-06"), period("", "2021")
    ('2021', '2021-01 – 2021-06', '2021')
    """
    return start if start == end else " – ".join(filter(None, (start, end)))


def kind(name: str, lang: str) -> str:
    """What a class of the views is called."""
    row = messages.catalogue().get(f"view.kind.{name}")
    return row[lang] if row else term(f"https://w3id.org/govkg/ontology#{name}", lang)


def said(scheme: str, code: str, names: Naming) -> str:
    """How a basis is called on every page and picture."""
    row = messages.catalogue().get(f"view.{scheme}.{code}") if code else None
    return row[names.lang] if row else names.coded(scheme, code)


def quote(x: Entry, names: Naming) -> Line:
    """The sentence in three parts, where it stands, and the report; an empty mapping where a line has no words."""
    p = x.passage
    if p is None:
        return {}
    report = names.reports.get(p.report)
    return {
        "iri": p.iri, "before": p.before, "text": p.quote, "after": p.after, "damage": p.damage, "section": p.section,
        "start": p.start, "end": p.end, "sentence": p.sentence, "report": report.id if report else "",
        "title": report.title if report else "", "covers": report.covers if report else "", "report_iri": p.report,
    }  # fmt: skip
