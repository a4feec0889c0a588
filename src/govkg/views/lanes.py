"""Lanes: who and which documents on the left, initiatives in the report's order in the middle, outcomes on the right.

``plan`` says once what belongs together; ``arrange`` gives every shown card its place. The page arranges in the same way
when a filter changes what is shown (assets/layout.js; a test holds the two against each other).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from govkg import analysis
from govkg.analysis import INITIATIVES, Picture, Tie
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.cards import Card
from govkg.views.catalogue import View
from govkg.views.plan import STRENGTH, WIDTH, Plan, line, note

LEFT, MIDDLE, RIGHT = 0, 248, 560  # left edges of the lanes
BAND, BETWEEN, ROWS, SIDES, TOP = 48, 10, 2, 12, 0
FOLDED = 40  # the height of a section that is folded to its heading
FIRST = 720  # px that the first look may take: one screen


def plan(picture: Picture) -> Plan:
    """What belongs together: sections of the reports, their initiatives, the outcomes and companions of each."""
    made: dict[str, Card] = {}
    names = {iri: f"n{n}" for n, iri in enumerate([*picture.things, *picture.outcomes])}
    said = sorted(
        (t for t in picture.ties if t.kind == "attribution"),
        key=lambda t: (STRENGTH.index(t.basis) if t.basis in STRENGTH else 9, _at(picture, t.source), t.source, t.iri),
    )
    outcomes_of: dict[str, list[Tie]] = {}
    sources_of: dict[str, list[str]] = {}
    for t in said:
        outcomes_of.setdefault(t.source, []).append(t)
        sources_of.setdefault(t.target, []).append(t.source)
    home = {
        i.iri: _home(picture, i.iri, outcomes_of.get(i.iri, []))
        for i in picture.things.values()
        if i.kind in INITIATIVES
    }
    order = sorted(home, key=lambda i: (home[i][0], home[i][2], _at(picture, i), i))
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    lines: list[dict[str, str]] = []
    for iri in order:
        report, path = home[iri][0], home[iri][1]
        group = groups.setdefault(
            (report, path),
            {
                "title": _where(picture, report) + title(picture, report, path),
                "path": path,
                "key": f"{report.rpartition('/')[2]}:{path}",
                "items": [],
                "side": [],
            },
        )
        made[names[iri]] = cards.initiative(names[iri], picture.things[iri], kind=False)
        group["items"].append({"card": names[iri], "rows": []})
    hosts = {t.target: t.source for t in reversed(said)}
    for iri, o in sorted(picture.outcomes.items(), key=lambda kv: (_at(picture, kv[0]), kv[0])):
        made[names[iri]] = cards.outcome(names[iri], o, picture, hosts.get(iri, ""))
    items = {i["card"]: i for g in groups.values() for i in g["items"]}
    for iri in sorted(hosts, key=lambda i: (_at(picture, i), i)):
        for source in sources_of[iri]:  # a row may stand at any initiative that it is tied to
            items[names[source]]["rows"].append(names[iri])
    lines += [line(t, names[t.source], names[t.target]) for t in said]
    where = {item["card"]: key for key, g in groups.items() for item in g["items"]}
    numbers = {key: n for n, key in enumerate(groups)}
    for t in picture.ties:
        if (
            t.kind in ("participation", "mandate")
            and (key := where.get(names.get(t.target, "")))
            and t.source in picture.things
        ):
            group, number = groups[key], numbers[key]
            id = f"{names[t.source]}.{number}"
            if id not in made:
                made[id] = cards.side(id, picture.things[t.source], {n: note(picture, t, n) for n in cards.LANGS})
                group["side"].append({"card": id, "of": []})
            entry = next(s for s in group["side"] if s["card"] == id)
            if names[t.target] not in entry["of"]:
                entry["of"].append(names[t.target])
            lines.append(line(t, id, names[t.target]))
    return Plan("lanes", made, tuple(lines), tuple(groups.values()))


def title(picture: Picture, report: str, path: str) -> str:
    """The heading of a section, its number where the report has no heading, "" for what stands before all sections."""
    head, _, rest = path.partition("/")
    found = picture.sections.get((report, path))
    return f"{head} {found}" if found and rest else found or path.replace("/", " ")


def _where(picture: Picture, report: str) -> str:
    """Place and year of a report, where a picture holds several."""
    r = picture.reports.get(report)
    return f"{r.place or r.body} {r.covers} · " if r and len(picture.reports) > 1 else ""


def _at(picture: Picture, iri: str) -> int:
    node = picture.things.get(iri) or picture.outcomes.get(iri)
    passage = picture.passages.get(node.passage) if node else None
    return passage.start if passage else 0


def _home(picture: Picture, iri: str, said: list[Tie]) -> tuple[str, str, int]:
    """Report, section (of the second depth) and place of an initiative: where most of its outcomes stand, else where it is named."""
    passages = [picture.passages.get(picture.outcomes[t.target].passage) for t in said]
    found = [p for p in passages if p] or [p for p in [picture.passages.get(picture.things[iri].passage)] if p]
    if not found:
        return ("", "", 0)
    counted = Counter((p.report, "/".join(p.section.split("/")[:2])) for p in found)
    report, path = min(counted, key=lambda k: (-counted[k], k))
    first = min(p.start for p in found if (p.report, "/".join(p.section.split("/")[:2])) == (report, path))
    return (report, path, first)


def arrange(
    plan: Plan, shown: Collection[str], lines: Collection[str], lang: str, folded: Collection[int] = ()
) -> tuple[dict[str, tuple[float, float]], float]:
    """Left top corners of the shown cards, and the height of the whole.

    ``shown`` are cards, ``lines`` ids of lines that the filters leave; a row stands at the first initiative that still holds it. Sections
    whose number is in ``folded`` keep their heading alone: their cards have no place.
    """
    at: dict[str, tuple[float, float]] = {}
    hosts: dict[str, str] = {}
    for one in plan.lines:
        if one["kind"] == "attribution" and one["id"] in lines and one["from"] in shown and one["to"] in shown:
            hosts.setdefault(one["to"], one["from"])
    y: float = TOP
    for number, group in enumerate(plan.groups):
        items = [i for i in group["items"] if i["card"] in shown]
        if not items:
            continue
        if number in folded:
            y += FOLDED
            continue
        y = top = y + BAND
        middles: dict[str, float] = {}
        for item in items:
            rows = [r for r in item["rows"] if hosts.get(r) == item["card"]]
            tall = sum(plan.cards[r].faces[lang].height for r in rows) + ROWS * max(0, len(rows) - 1)
            own = plan.cards[item["card"]].faces[lang].height
            room = max(own, tall)
            at[item["card"]] = (MIDDLE, y + (room - own) / 2)
            middles[item["card"]] = y + room / 2
            down = y + (room - tall) / 2
            for r in rows:
                at[r] = (RIGHT, down)
                down += plan.cards[r].faces[lang].height + ROWS
            y += room + BETWEEN
        beside = [
            (s["card"], [middles[c] for c in s["of"] if c in middles]) for s in group["side"] if s["card"] in shown
        ]
        down = top
        for card, of in sorted(((c, of) for c, of in beside if of), key=lambda s: sum(s[1]) / len(s[1])):
            face = plan.cards[card].faces[lang]
            down = max(down, sum(of) / len(of) - face.anchor)
            at[card] = (LEFT, down)
            down += face.height + SIDES
        y = max(y, down - SIDES + BETWEEN) if any(of for _, of in beside) else y
    return at, y + TOP


def folded(plan: Plan, shown: Collection[str], lines: Collection[str], lang: str) -> list[int]:
    """The sections that the first look folds: all behind the first ones that fit one screen together with every heading."""
    there = [n for n, g in enumerate(plan.groups) if any(i["card"] in shown for i in g["items"])]
    for keep in range(len(there), 1, -1):
        closed = there[keep:]
        if arrange(plan, shown, lines, lang, closed)[1] <= FIRST:
            return closed
    return there[1:]


def _make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    picture = analysis.reforms_outcomes(store, given.get("report", ""))
    return picture, plan(picture)


VIEW = View("reforms-outcomes", ("report",), (), _make)

__all__ = ["FOLDED", "STRENGTH", "VIEW", "WIDTH", "Plan", "arrange", "folded", "line", "note", "plan", "title"]
