"""Who reported a scheme first: provinces as tiles filled by the year of the first report, then a lane a place with every mention.

It is about the reports that there are. A plan does not count as the first; a place without a report is told apart from one
whose reports are silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govkg.analysis import Both, Picture
from govkg.analysis import diffusion as analysis
from govkg.analysis.diffusion import Diffusion, Mention, Where
from govkg.store import View as Store
from govkg.views import tiles
from govkg.views.cards import LANGS, Card, Face, Mark, clause, words
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.shapes import across, dot, fitted, furniture, lines
from govkg.views.strip import Rows, block, column
from govkg.views.tiles import Square
from govkg.views.type import LEADING, SMALL, TEXT, width
from govkg.views.years import DOT, Years, tick

FEW = 4  # first reports that stand beside the map


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a sheet: the map's step, what stands beside it, a lane's name, strip and words. ``stacked``: a phone."""

    width: float
    step: float
    beside: float
    left: float
    right: float
    words: float
    stacked: bool


WIDE = Frame(984, 54, 472, 168, 520, 540, False)
NARROW = Frame(358, 44, 0, 0, 358, 0, True)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and plan of a scheme; raises as ``analysis.diffusion.diffusion`` does."""
    found = analysis.diffusion(store, given.get("scheme", ""), given.get("place", ""))
    says = {"scheme": found.name}
    narrow = sheet(found, NARROW).plan(NARROW.width, says=says)
    return found.picture, sheet(found, WIDE).plan(WIDE.width, narrow=narrow, says=says)


def sheet(found: Diffusion, frame: Frame) -> Rows:
    """The map, then the lanes: places whose reports name it, those that only plan it, and who is silent."""
    made = Rows()
    if not found.mentions:
        return made
    squares = provinces(found)
    numbers = {m.tie: n for n, m in enumerate(found.mentions)}
    if any(s.ref for s in squares.values()):
        _map(made, found, squares, frame)
    named = [w for w in found.places if found.of([w.iri])]
    planning = [w for w in found.places if not found.of([w.iri]) and found.of([w.iri], planned=True)]
    years = Years.of(
        {y for w in found.places for y in w.years} | {m.year for m in found.mentions}, frame.left, frame.right
    )
    for places, title in ((named, "diffusion.named"), (planning, "diffusion.planning")):
        for n, w in enumerate(places):
            if n == 0:
                head, tall = _head(found, frame) if title.endswith("named") or not named else ([], 0.0)
                made.add((tall + 26, tall + 26), marks=[*head, *years.axis(tall + 14)], title=_both(title))
            _lane(made, found, w, years, frame, numbers)
    silent = [w.label for w in found.places if w.iri not in found.lanes]
    if silent and made.groups:
        shapes, ends = column(
            0, 12, [block(_listed("diffusion.silent", silent, n=len(silent)), frame.width, SMALL, "muted", 40)]
        )
        made.add(tuple(e + 8 for e in ends), marks=[across(0, frame.width, 0), *shapes])
    return made


def provinces(found: Diffusion) -> dict[str, Square]:
    """What is known of every province that a report speaks for, or that has a place within it that one speaks for."""
    within: dict[str, list[Where]] = {}
    for w in found.places:
        if w.province:
            within.setdefault(w.province, []).append(w)
    made = {}
    for code, places in within.items():
        codes = {w.iri: w.code for w in places}
        for how, kind, planned in (("named", analysis.MENTION, False), ("plan", analysis.PLAN, True)):
            if mentions := found.of(codes, planned):
                first = min(mentions, key=lambda m: (m.year, codes[m.place] != code))
                made[code] = Square(how, first.tie, kind, first.year, codes[first.place] != code)
                break
        else:
            made[code] = Square("silent")
    return made


def _both(name: str, **values: object) -> Both:
    return (words(name, "zh", **values), words(name, "en", **values))


def _listed(name: str, names: Sequence[str], **values: object) -> Both:
    return (words(name, "zh", names="、".join(names), **values), words(name, "en", names=", ".join(names), **values))


def _map(made: Rows, found: Diffusion, squares: Mapping[str, Square], frame: Frame) -> None:
    names = {t.code: f"p{t.code}" for t in tiles.tiles()}
    cards, marks = tiles.draw(squares, frame.step, names)
    tall = tiles.height(frame.step)
    room = frame.width if frame.stacked else frame.width - frame.beside
    x, y = (0.0, tall + 4) if frame.stacked else (frame.beside, 0.0)
    told, end = tiles.key(squares, x, y, room)
    off = [w.label for w in found.places if not w.province and w.iri in found.lanes]
    remarks = [_listed("tiles.off", off)] if off else []
    if found.origin[0]:
        remarks.append(_both("phrases.origin", since=found.origin[0], where=found.origin[1]))
    if remarks:
        more, ends = column(x, end + 4, [block(t, room, SMALL, "muted", 4) for t in remarks])
        told += more
        end = max(ends)
    if not frame.stacked:
        beside, end = _firsts(found, frame, end + 20)
        cards += beside
    made.add((max(tall, end) + 16,) * 2, cards, [*marks, *told], title=_both("diffusion.map"))


def _firsts(found: Diffusion, frame: Frame, y: float) -> tuple[list[tuple[Card, float, float]], float]:
    """The earliest reports beside the map, the first of each place, as many as a glance takes."""
    firsts = [min(of, key=lambda m: m.year) for w in found.places if (of := found.of([w.iri]))]
    cards: list[tuple[Card, float, float]] = []
    for m in sorted(firsts, key=lambda m: m.year)[:FEW]:
        card = _words(f"f{len(cards)}", m, found, frame.width - frame.beside, place=True)
        cards.append((card, frame.beside, y))
        y += max(f.height for f in card.faces.values()) + 8
    return cards, y


def _head(found: Diffusion, frame: Frame) -> tuple[list[Mark], float]:
    """What the dots of a lane mean."""
    entries = [("mention", "filled", 6.0, "diffusion.first")]
    if len({m.place for m in found.mentions}) < len(found.mentions):
        entries.append(("mention", "filled", 4.0, "diffusion.again"))
    if any(m.planned for m in found.mentions):
        entries.append(("plan", "hollow", 4.0, "diffusion.plan"))
    entries.append(("", "", 0.0, "diffusion.quiet"))
    made: list[Mark] = []
    x, y = 0.0, 12.0
    for kind, style, r, name in entries:
        said = _both(name)
        wide = 20 + max(width(t, SMALL) for t in said)
        if x and x + wide > frame.width:
            x, y = 0.0, y + 22
        made += [dot(x + 6, y, kind, style, r) if kind else tick(x + 6, y), furniture(x + 20, y, said)]
        x += wide + 20
    return made, y + 16


def _lane(made: Rows, found: Diffusion, w: Where, years: Years, frame: Frame, numbers: Mapping[str, int]) -> None:
    """A place: its name, a dot for each mention, the words of the first."""
    mentions = found.lanes[w.iri]
    first = min(mentions, key=lambda m: (m.planned, m.year))
    shapes, ends = column(0, 6, [block((w.label, w.label), (frame.width if frame.stacked else frame.left - 16))])
    top = max(ends) if frame.stacked else 4.0
    places: list[tuple[Card, float, float]] = []
    stacked: dict[str, int] = {}
    for m in sorted(mentions, key=lambda m: (m.year, m is not first)):
        level = stacked.get(m.year, 0)
        stacked[m.year] = level + 1
        kind = analysis.PLAN if m.planned else analysis.MENTION
        card = years.card(f"d{numbers[m.tie]}", m.tie, kind, m is first)
        places.append((card, years.at(m.year) - card.width / 2, top + 2 + level * DOT))
    shapes += years.base(top + 2 + DOT / 2, set(w.years) - set(stacked))
    down = top + 2 + DOT * max(stacked.values()) + 4
    card = _words(f"w{numbers[first.tie]}", first, found, frame.width - frame.words, place=False)
    below = down if frame.stacked else 0.0
    places.append((card, frame.words, below))
    tall = max(down, below + max(f.height for f in card.faces.values()), *ends) + 6
    made.add((tall, tall), places, [across(0, frame.width, 0), *shapes])


def _words(id: str, m: Mention, found: Diffusion, room: float, place: bool) -> Card:
    """A mention in words: year, place or what only a plan is, the local name, and the clause that names it."""
    picture = found.picture
    thing, where = picture.things.get(m.initiative), picture.things.get(m.place)
    faces = {}
    for lang in LANGS:
        parts = [m.year, where.label if place and where else "", words("diffusion.plan", lang) if m.planned else ""]
        if thing and thing.label not in found.name:
            parts.append(thing.label)
        if m.sentences > 1:
            parts.append(words("phrases.sentences", lang, n=m.sentences))
        head = fitted(" · ".join(filter(None, parts)), TEXT, room, 2)
        shapes = lines(0, 4, head, TEXT, b=500)
        down = 4 + LEADING[TEXT] * len(head)
        said = fitted(clause(picture.passages[m.tie]), TEXT, room, 3)
        shapes += lines(0, down, said, TEXT, f="serif")
        faces[lang] = Face(down + LEADING[TEXT] * len(said) + 4, 14, tuple(shapes), 0, room)
    return Card(id, m.tie, analysis.PLAN if m.planned else analysis.MENTION, room, faces)


VIEW = View("diffusion", ("scheme", "place"), (), make)
