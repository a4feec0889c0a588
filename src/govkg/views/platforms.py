"""Platforms as a tree: a whole, to its right its parts, to the right of each what it is reported to have.

Wholes come first, then platforms of which something is reported, last and quietly those that are only named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govkg.analysis import Both, Picture, Tie, named
from govkg.analysis.model import FIGURES
from govkg.analysis.platforms import parts, place, platforms, roots
from govkg.store import View as Store
from govkg.views import cards
from govkg.views.cards import Card
from govkg.views.catalogue import View
from govkg.views.plan import Plan
from govkg.views.rows import AIR, EDGE, GAP, NARROW, STEP, Place, Sheet, both, how, name

LEVELS = 3  # of a tree in one picture; what lies deeper stands below as a whole of its own
ROOM = {1: (176, 248), 2: (176, 456), 3: (148, 560)}  # by levels: width of a platform, left edge of what is reported
BETWEEN = 40  # from one level to the next
COLUMNS = 3  # of platforms that are only named


class Tree:
    """Puts platforms and what is reported of them into a sheet, each tied to its whole and to its outcomes."""

    def __init__(self, picture: Picture) -> None:
        self.picture, self.sheet = picture, Sheet(picture)
        self.below = parts(picture)
        self.compositions: dict[tuple[str, str], list[Tie]] = {}  # part, whole → each report that says so
        for t in picture.ties:
            if t.kind == "composition":
                self.compositions.setdefault((t.source, t.target), []).append(t)
        self.has: dict[str, list[Tie]] = {}
        for t in sorted((t for t in picture.ties if t.target in picture.outcomes), key=lambda t: _rank(picture, t)):
            self.has.setdefault(t.source, []).append(t)
        self.put: set[str] = set()
        self.box, self.room = ROOM[2]

    def whole(self, iri: str, title: Both | None) -> None:
        """A whole with everything below it; what lies too deep follows as a whole of its own."""
        waiting = [iri]
        while waiting:
            top = waiting.pop(0)
            self.box, self.room = ROOM[self._depth(top, 1, frozenset())]
            waiting += self._branch(top, 0, None, [], title)
            title = None
        self.sheet.rest(AIR)

    def _depth(self, iri: str, level: int, above: frozenset[str]) -> int:
        """The level that a whole's parts reach, at most ``LEVELS``."""
        above |= {iri}
        under = [p for p in self.below.get(iri, ()) if p not in above]
        if level == LEVELS or not under:
            return level
        return max(self._depth(p, level + 1, above) for p in under)

    def _branch(
        self, iri: str, level: int, up: tuple[str, Card] | None, lead: list[Place], title: Both | None = None
    ) -> list[str]:
        """A platform and its parts, ``up`` its whole; gives what lies too deep to be shown here.

        A whole of which nothing is reported waits (``lead``) for the row of its first part. What stands in the sheet
        already, as part of another whole, stands here again by its name alone.
        """
        again = iri in self.put
        box = cards.initiative(
            self.sheet.id(iri), self.picture.things[iri], self.box, iri == self.picture.centre, kind=False
        )
        if up:
            for t in self.compositions[iri, up[0]]:
                self.sheet.tie(t, box, up[1], "<>")
        row: list[Place] = [*lead, (box, level * (self.box + BETWEEN), 0)]
        under = [] if again else self.below.get(iri, [])
        if under and level + 1 == LEVELS:
            self._close(row, title)
            return [iri]
        self.put.add(iri)
        own = [] if again else self._outcomes(iri, box)
        if under and not own:
            lead = row
        else:
            self._close([*row, *own], title, under)
            lead, title = [], None
        deeper: list[str] = []
        for part in under:
            deeper += self._branch(part, level + 1, (iri, box), lead, title)
            lead, title = [], None
        return deeper

    def _close(self, row: list[Place], title: Both | None, under: list[str] | None = None) -> None:
        self.sheet.row(row, title, gap=GAP if under else AIR)

    def _outcomes(self, iri: str, box: Card) -> list[Place]:
        places: list[Place] = []
        y = 2.0  # a platform of one line is that much taller than an outcome, on either side
        for t in self.has.get(iri, ()):
            o = self.picture.outcomes[t.target]
            card = cards.outcome(self.sheet.id(o.iri), o, self.picture, iri, self.sheet.width - self.room)
            places.append((card, self.room, y))
            y += max(f.height for f in card.faces.values())
            self.sheet.tie(t, box, card)
        return places


class Column:
    """The same in one column: what is reported of a platform, then its parts, each a step further in."""

    def __init__(self, picture: Picture) -> None:
        self.picture, self.sheet = picture, Sheet(picture, NARROW)
        self.tree = Tree(picture)
        self.put: set[str] = set()

    def add(self, found: list[str], title: Both | None) -> None:
        """Adds platforms with all that is below them."""
        for iri in found:
            self._branch(iri, 0, None, title)
            title = None
            self.sheet.rest(AIR if iri in self.tree.has or iri in self.tree.below else 0)

    def _branch(self, iri: str, level: int, up: tuple[str, Card] | None, title: Both | None = None) -> None:
        x = EDGE + STEP * min(level, LEVELS)
        head = name(self.sheet.id(iri), self.picture.things[iri], NARROW - x, strong=True)
        self.sheet.row([(head, x, 0)], title, gap=0)
        if up:
            for t in self.tree.compositions[iri, up[0]]:
                self.sheet.bracket(t, head, up[1])
        if iri in self.put:
            return
        self.put.add(iri)
        for t in self.tree.has.get(iri, ()):
            o = self.picture.outcomes[t.target]
            card = cards.outcome(self.sheet.id(o.iri), o, self.picture, iri, NARROW - x - STEP)
            self.sheet.row([(card, x + STEP, 0)], gap=0)
            self.sheet.bracket(t, card, head)
        for part in self.tree.below.get(iri, ()):
            self._branch(part, level + 1, (iri, head))


def plan(picture: Picture) -> Plan:
    """Wholes with their parts, then the rest."""
    tree, column = Tree(picture), Column(picture)
    for key, found in sections(picture, tree.has):
        title: Both | None = both(key)
        for iri in found:
            tree.whole(iri, title)
            title = None
        column.add(found, both(key))
    named = [i for i in _alone(picture) if i not in tree.has]
    title = both("platforms.named")
    cell = tree.sheet.width / COLUMNS
    for at in range(0, len(named), COLUMNS):
        row = named[at : at + COLUMNS]
        tree.sheet.row(
            [(name(tree.sheet.id(i), picture.things[i], cell - 24), round(n * cell, 1), 0) for n, i in enumerate(row)],
            title,
            gap=0,
        )
        title = None
    column.add(named, both("platforms.named"))
    return replace(tree.sheet.plan(column.sheet.plan()), says=how("platforms", picture.things))


def sections(picture: Picture, has: Mapping[str, list[Tie]]) -> list[tuple[str, list[str]]]:
    """The wholes, then the platforms that stand alone and of which something is reported."""
    return [("platforms.wholes", roots(picture)), ("platforms.alone", [i for i in _alone(picture) if i in has])]


def _alone(picture: Picture) -> list[str]:
    tied = {i for w, found in parts(picture).items() for i in (w, *found)}
    found = (t.iri for t in picture.things.values() if t.kind == "Platform" and t.iri not in tied)
    return sorted(found, key=lambda i: place(picture, i))


def _rank(picture: Picture, t: Tie) -> tuple[int, str, int, str]:
    """Figures first, then milestones and recognition, each in the order of the text."""
    o = picture.outcomes[t.target]
    words = picture.passages.get(o.passage)
    return (0 if o.kind in FIGURES else 1, words.report if words else "", words.start if words else 0, o.iri)


def make(store: Store, given: Mapping[str, str]) -> tuple[Picture, Plan]:
    """The picture and its plan."""
    of = named.one(store, given["of"], ("Initiative",)) if "of" in given else ""
    picture = platforms(store, of, given.get("report", ""))
    return picture, plan(picture)


VIEW = View("platforms", ("of", "report"), (), make)
