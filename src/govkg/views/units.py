"""Who does what: what the text names stands first and in full, the reporting body for the rest in one quiet table below.

Left who answers for it, in the middle what, right who takes part and how. On a narrow screen it is a list by organisation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from govkg.analysis import Both, Picture, Tie, named
from govkg.analysis.units import REPORTING, Duties, units
from govkg.ids import concept
from govkg.store import View as Store
from govkg.views import cards, lanes
from govkg.views.cards import Card
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.rows import AIR, INDENT, NARROW, Place, Sheet, aside, both, dot, furniture, how, name, quiet

WHAT, WHO = 232, 520  # left edges of what is done and of who takes part
UNIT, SECTION = 272, 816  # width of who takes part; left edge of the section's heading
COLUMNS, FIRST, CELL, SHORT = 3, 208, 264, 36  # the quiet table: columns, left edge, width; from the dot to the name
ANSWERS = "responsible"
Key = TypeVar("Key")


def plan(duties: Duties) -> Plan:
    """The named first, by what they take part in; then the reporting bodies, section by section."""
    sheet = Sheet(duties.picture)
    above = _named(sheet, duties)
    _unnamed(sheet, duties, above)
    return replace(sheet.plan(by_organisation(duties)), says=how("units", duties.picture.ties))


def _named(sheet: Sheet, duties: Duties) -> set[Tie]:
    """Puts the named into the sheet; gives the ties of reporting bodies that stand beside them."""
    told: set[Tie] = set()
    by_thing: dict[tuple[str, str], list[Tie]] = {}
    for t in duties.named():
        by_thing.setdefault((duties.report(t), t.target), []).append(t)
    own = {(duties.report(t), t.target): t for t in reversed(duties.unnamed())}
    several = len({r for r, _ in by_thing}) > 1
    for report, keys in groupby(by_thing, key=lambda k: k[0]):
        heads = ((160, "left", "right"), (WHAT + cards.MIDDLE / 2, "middle", "center"), (WHO + INDENT, "right", "left"))
        marks = [furniture(x, 8, both(f"units.{key}"), at=at) for x, key, at in heads]
        sheet.row([], _title(duties.picture, report if several else ""), marks, least=20)
        for key in keys:
            left = [t for t in by_thing[key] if t.role == ANSWERS]
            right = [t for t in by_thing[key] if t.role != ANSWERS]
            if not left and key in own:
                left = [own[key]]
                told.add(own[key])
            section = duties.section((right or left)[0])
            _record(sheet, key[1], left, right, _section(duties.picture, key[0], section))
    return told


def _record(sheet: Sheet, thing: str, left: list[Tie], right: list[Tie], heading: Both) -> None:
    """One initiative or document between who answers for it and who takes part."""
    picture = sheet.picture
    what = cards.initiative(sheet.id(thing), picture.things[thing])
    answers = [_answering(sheet, t) for t in left]
    others = [name(sheet.id(t.source), picture.things[t.source], UNIT, _role(picture, t)) for t in right]
    tall = {id(s): sum(max(f.height for f in c.faces.values()) for c in s) for s in (answers, others)}
    own = max(f.height for f in what.faces.values())
    room = max(own, *tall.values())
    places = [(what, float(WHAT), (room - own) / 2)]
    for stack, x in ((answers, 0.0), (others, float(WHO))):
        y = (room - tall[id(stack)]) / 2
        for card in stack:
            places.append((card, x, y))
            y += max(f.height for f in card.faces.values())
    sheet.row(places, None, aside(SECTION, heading, sheet.width - SECTION, room / 2), 2 * AIR, 36)
    for t, card in zip(left, answers, strict=True):
        sheet.tie(t, card, what)
    for t, card in zip(right, others, strict=True):
        sheet.tie(t, card, what, "<>")


def _answering(sheet: Sheet, t: Tie) -> Card:
    """Who answers for it: in full where the text names it, in small where it is the reporting body for want of another."""
    body = sheet.picture.things[t.source]
    if t.basis == REPORTING:
        return quiet(sheet.id(body.iri), body, both("basis.reportingBody"), cards.SIDE)
    return cards.side(sheet.id(body.iri), body, dict(zip(cards.LANGS, _role(sheet.picture, t), strict=True)))


def _section(picture: Picture, report: str, path: str) -> Both:
    """The heading of the section that a path lies in, of the second depth."""
    if not path:
        return both("before")
    heading = lanes.title(picture, report, "/".join(path.split("/")[:2]))
    return (heading, heading)


def _unnamed(sheet: Sheet, duties: Duties, above: set[Tie]) -> None:
    picture = sheet.picture
    rest = [t for t in duties.unnamed() if t not in above]
    for (report, body), ties in _by(rest, lambda t: (duties.report(t), t.source)):
        said = picture.reports.get(report)
        title: Both | None = both("units.unnamed", name=picture.things[body].label, when=said.covers if said else "")
        for path, members in _by(ties, lambda t: "/".join(duties.section(t).split("/")[:2])):
            heading = aside(0, _section(picture, report, path), FIRST - 24)
            for at in range(0, len(members), COLUMNS):
                places: list[Place] = []
                for n, t in enumerate(members[at : at + COLUMNS]):
                    x = FIRST + n * CELL
                    mark = dot(sheet.id(body), picture.things[body])
                    what = name(sheet.id(t.target), picture.things[t.target], CELL - SHORT - 16)
                    places += [(mark, x, 0), (what, x + SHORT, 0)]
                    sheet.tie(t, mark, what)
                last = at + COLUMNS >= len(members)
                least = 40 if last and not at and len(heading) > 1 else 0
                sheet.row(places, title, [] if at else heading, AIR if last else 0, least)
                title = None


def by_organisation(duties: Duties) -> Plan:
    """The same by organisation, for a narrow screen: its name, then what it takes part in and how."""
    picture = duties.picture
    sheet = Sheet(picture, NARROW)
    years = {r.iri: r.covers for r in picture.reports.values()}
    for key, ties in (("units.named", duties.named()), ("units.reporting", duties.unnamed())):
        title: Both | None = both(key)
        by_body: dict[str, list[Tie]] = {}
        for t in ties:
            by_body.setdefault(t.source, []).append(t)
        for body, members in by_body.items():
            sheet.row([(name(sheet.id(body), picture.things[body], NARROW, strong=True), 0, 0)], title, gap=0)
            title = None
            for t in members:
                mark = dot(sheet.id(body), picture.things[body])
                year = years.get(duties.report(t), "") if len(years) > 1 else ""
                role = _role(picture, t) if t.basis != REPORTING else ("", "")
                note = (" · ".join(filter(None, (role[0], year))), " · ".join(filter(None, (role[1], year))))
                what = name(sheet.id(t.target), picture.things[t.target], NARROW - SHORT, note)
                sheet.row([(mark, 0, 0), (what, SHORT, 0)], gap=2 * AIR if t is members[-1] else 0)
                sheet.tie(t, mark, what)
    return sheet.plan()


def _by(ties: Iterable[Tie], key: Callable[[Tie], Key]) -> list[tuple[Key, list[Tie]]]:
    return [(k, list(found)) for k, found in groupby(ties, key=key)]


def _title(picture: Picture, report: str) -> Both:
    zh, en = both("units.named")
    of = picture.reports.get(report)
    return (f"{zh} · {of.body} {of.covers}", f"{en} · {of.body} {of.covers}") if of else (zh, en)


def _role(picture: Picture, t: Tie) -> Both:
    return picture.label(concept("role", t.role))


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan."""
    of = named.one(store, given["of"], ("Organisation",)) if "of" in given else ""
    duties = units(store, of, given.get("report", ""))
    return duties.picture, plan(duties)


VIEW = View("units", ("of", "report"), (), make)
