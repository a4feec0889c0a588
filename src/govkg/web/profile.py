"""The page of a thing as plain data: one sentence of what is stated, then the groups of lines, series over years, how to cite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from govkg import messages
from govkg.analysis import INITIATIVES
from govkg.analysis.profile import GROUPS, Entry, Group, Profile
from govkg.answer import Answer
from govkg.web import lines, strip
from govkg.web.citing import cite
from govkg.web.naming import Naming

Data = dict[str, Any]
EXPECTED = {**dict.fromkeys(INITIATIVES, ("figures", "who", "documents")), "PolicyDocument": ("founded",)}
PLANNED = ("Target", "PlannedMilestone", "Baseline")  # what is aimed at, or was before, is no outcome
LISTED = 6  # names in a sentence before the rest is counted


def page(p: Profile, dataset: str, lang: str, data: str) -> Data:
    """Everything that the template ``thing.html`` shows; its JSON twin."""
    names = Naming(lang, data, p.labels, {**p.things, p.thing.iri: p.thing}, p.reports)
    groups = [group(g, names, p.thing.iri) for g in (p.groups[n] for n in GROUPS if n in p.groups)]
    return {
        "iri": p.thing.iri, "kind": p.thing.kind, "kind_label": lines.kind(p.thing.kind, lang), "name": p.thing.label,
        "places": places(p), "domain": names.coded("domain", p.thing.domain), "also": list(p.names),
        "lede": lede(p, names), "status": p.status, "status_label": names.coded("status", p.status),
        "groups": groups, "absent": [n for n in EXPECTED.get(p.thing.kind, ()) if n not in p.groups],
        "series": strip.series(list(p.groups["figures"].lines) if "figures" in p.groups else [],
                               list(p.groups["derived"].lines) if "derived" in p.groups else [], names),
        "series_partial": any(p.groups[n].pages > 1 for n in ("figures", "derived") if n in p.groups),
        "schemes": [names.link(s) for s in p.schemes],
        "elsewhere": [names.link(i) for i in p.elsewhere[:LISTED * 2]], "elsewhere_total": len(p.elsewhere),
        "named": [lines.quote(x, names) for x in p.named],
        "reports": [{"iri": r.iri, "id": r.id, "title": r.title, "covers": r.covers, "body": r.body}
                    for r in (p.reports[i] for i in p.mentioned if i in p.reports)],
        "cite": cite(p.thing.label, p.thing.iri, dataset, lang), "pictured": pictured(p),
    }  # fmt: skip


def group(g: Group, names: Naming, of: str) -> Data:
    """A group with its lines in runs of the same strength or role, in their order."""
    runs: list[Data] = []
    for x in g.lines:
        head = run(g.name, x, names)
        if not runs or runs[-1]["title"] != head:
            runs.append({"title": head, "basis": x.basis, "lines": []})
        runs[-1]["lines"].append(lines.line(x, names, of))
    if len(runs) == 1 and not runs[0]["basis"]:
        runs[0]["title"] = ""
    return {"name": g.name, "title": messages.text(f"web.group.{g.name}", names.lang), "total": g.total, "page": g.page,
            "pages": g.pages, "runs": runs}  # fmt: skip


def run(name: str, x: Entry, names: Naming) -> str:
    """The heading over lines of one kind within a group, "" where the group needs none."""
    if name in ("figures", "milestones", "recognitions"):
        if x.basis in ("explicit", "item", "curated"):
            return lines.said("basis", x.basis, names)
        return messages.text("web.run.stated", names.lang)
    if name in ("who", "initiatives"):
        return " · ".join(filter(None, (names.coded("role", x.role), lines.said("basis", x.basis, names))))
    return ""


def places(p: Profile) -> list[Data]:
    """The places whose reports name the thing; none for a place itself."""
    if p.thing.kind == "Place":
        return []
    found = dict.fromkeys(p.reports[i].place for i in p.mentioned if i in p.reports)
    return [{"iri": i, "name": p.things[i].label} for i in found if i in p.things]


def lede(p: Profile, names: Naming) -> str:
    """One or two sentences of what the reports state, put together from the statements and nothing else.

    >>> import govkg
    >>> from govkg.analysis.profile import profile
    >>> made = profile(govkg.open().store, "https://w3id.org/govkg/id/reform/420100-yi-shi-lian-ban-fac614")
    >>> lede(made, Naming("zh", "zh", made.labels, made.things, made.reports))
    '武汉市的改革，见于2021年的报告。报告未另指明责任单位，按报告主体武汉市政务服务和大数据管理局记。报告称由此而来的成果4项，同条列出1项。'
    """
    lang = names.lang

    def said(key: str, **values: object) -> str:
        return messages.text(f"web.lede.{key}", lang, **values)

    years = joined(
        sorted({p.reports[i].covers[:4] for i in p.mentioned if i in p.reports and p.reports[i].covers}), lang
    )
    where = joined([x["name"] for x in places(p)], lang)
    kind = lines.kind(p.thing.kind, lang)
    told = [said("of", place=where, kind=kind, years=years) if where else said("is", kind=kind, years=years)]
    if not years:
        told = [said("unnamed", kind=kind)]
    who = p.groups.get("who")
    for role, basis in (("responsible", "named"), ("responsible", "reportingBody"), ("cooperates", "named")):
        bodies = [names.node(x.other) for x in who.lines if (x.role, x.basis) == (role, basis)] if who else []
        if bodies:
            told.append(said(f"{role}.{basis}", names=joined(bodies, lang)))
    if "wholes" in p.groups:
        told.append(said("wholes", names=joined([names.node(x.other) for x in p.groups["wholes"].lines], lang)))
    if "parts" in p.groups:
        told.append(said("parts", names=joined([names.node(x.other) for x in p.groups["parts"].lines], lang)))
    if "initiatives" in p.groups:
        told.append(said("initiatives", n=p.groups["initiatives"].total))
    if p.thing.kind in INITIATIVES:
        told.append(outcomes(p, said))
    return ("" if lang == "zh" else " ").join(words[:1].upper() + words[1:] for words in told)


def outcomes(p: Profile, said: Any) -> str:
    """How many outcomes the reports tie to an initiative, each strength apart; that they name none, where they do."""
    tied = [x.basis for n in ("figures", "milestones", "recognitions") if n in p.groups for x in p.groups[n].lines
            if x.kind not in PLANNED]  # fmt: skip
    explicit, item = sum(b in ("explicit", "curated") for b in tied), tied.count("item")
    if any(p.groups[n].pages > 1 for n in ("figures", "milestones", "recognitions") if n in p.groups):
        return str(said("many"))
    if not explicit and not item:
        return str(said("none"))
    key = "both" if explicit and item else "explicit" if explicit else "item"
    return str(said(f"outcomes.{key}", **{k: v for k, v in (("explicit", explicit), ("item", item)) if v}))


def joined(found: list[str], lang: str) -> str:
    """Names in a sentence; of many the first, then how many more.

    >>> joined(["a", "b"], "zh"), joined([str(n) for n in range(9)], "en")
    ('a、b', '0, 1, 2, 3, 4, 5 and 3 more')
    """
    found = list(dict.fromkeys(found))
    shown = ("、" if lang == "zh" else ", ").join(found[:LISTED])
    return shown + (messages.text("web.lede.more", lang, n=len(found) - LISTED) if len(found) > LISTED else "")


def pictured(p: Profile) -> bool:
    """Whether there is anything to draw around the thing."""
    return any(n in p.groups for n in GROUPS if n not in ("rejected", "derived"))


def numbered(asked: Mapping[str, str]) -> dict[str, int]:
    """The pages of groups that a request asks for: ``?figures=2``; what is no whole number counts for nothing.

    >>> numbered({"figures": "2", "who": "x", "lang": "en"})
    {'figures': 2}
    """
    return {n: int(asked[n]) for n in GROUPS if re.fullmatch("[0-9]{1,6}", asked.get(n, ""))}


COLUMNS = (
    "group", "statement", "class", "basis", "role", "status", "other", "about", "metric", "as_written", "value", "low", "high", "bound",
    "unit", "direction", "comparedWith", "flow", "start", "end", "scope", "quote", "sentence", "source", "section", "from", "to",
)  # fmt: skip


def table(p: Profile) -> Answer:
    """Every line that the profile holds as a row with its words; offsets are code points of the report's text.

    >>> import govkg
    >>> from govkg.analysis.profile import profile
    >>> found = profile(govkg.open().store, "https://w3id.org/govkg/id/reform/420100-yi-shi-lian-ban-fac614")
    >>> sorted(r["as_written"] for r in table(found) if r["group"] == "figures")
    ['105项', '39.16%', '60.90%', '75.17%', '80.15%']
    """
    return Answer(COLUMNS, [row(name, x, p) for name in GROUPS if name in p.groups for x in p.groups[name].lines])


def row(name: str, x: Entry, p: Profile) -> dict[str, Any]:
    """One line as a row."""
    o, q = x.outcome, x.passage
    report = p.reports.get(q.report) if q else None
    figure: dict[str, Any] = {} if o is None else {
        "about": o.about, "metric": o.words or o.metric, "as_written": o.surface, "value": o.value, "low": o.low, "high": o.high,
        "bound": o.bound, "unit": o.unit, "direction": o.direction, "comparedWith": o.base, "flow": o.flow, "start": o.start,
        "end": o.end, "scope": o.scope,
    }  # fmt: skip
    words: dict[str, Any] = {} if q is None else {
        "quote": q.quote, "sentence": q.before + q.quote + q.after, "source": report.id if report else "", "section": q.section,
        "from": q.start, "to": q.end,
    }  # fmt: skip
    own = {
        "group": name,
        "statement": x.iri,
        "class": x.kind,
        "basis": x.basis,
        "role": x.role,
        "status": x.status,
        "other": x.other,
    }
    return {**dict.fromkeys(COLUMNS), **own, **figure, **words}
