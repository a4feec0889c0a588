"""Where and when reports name a scheme: each mention with its words, and which places have reports that do not name it.

It tells who reported a scheme, in the reports that there are; never who did it first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from govkg import parameters
from govkg.analysis import named
from govkg.analysis.model import Both, Picture, Tie
from govkg.analysis.reader import LABEL, Reader
from govkg.questions import Parameter
from govkg.store import View

SCHEME = Parameter("scheme", "concept", "通行模式", "scheme", of="scheme")
MENTION, PLAN = "mention", "plan"


@dataclass(frozen=True, slots=True)
class Where:
    """A place that reports speak for. ``code`` is that of GB/T 2260, "" where it has none; ``years`` are those of its reports."""

    iri: str
    label: str
    code: str
    years: tuple[str, ...]

    @property
    def province(self) -> str:
        """The code of the province that it is or lies in, "" where its code is not known.

        >>> Where("", "武汉市", "420100", ()).province
        '420000'
        """
        return self.code[:2] + "0000" if len(self.code) == 6 else ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A report names a scheme, in the first passage that names an initiative of it, or a formula. ``tie`` is in the picture by its IRI."""

    tie: str
    place: str  # IRI
    report: str  # IRI
    year: str  # the first that the report covers
    initiative: str = ""  # IRI
    planned: bool = False  # the report only plans it
    sentences: int = 0  # how many have the formula


@dataclass(frozen=True)
class Diffusion:
    """The mentions of a scheme or formula from the earliest, and every place with reports, those first that name it first."""

    picture: Picture
    name: Both
    mentions: tuple[Mention, ...]
    places: tuple[Where, ...]
    origin: tuple[str, str] = ("", "")  # of a formula of the vocabulary: since which year, and where it became current

    @cached_property
    def lanes(self) -> dict[str, tuple[Mention, ...]]:
        """The mentions by place."""
        made: dict[str, list[Mention]] = {}
        for m in self.mentions:
            made.setdefault(m.place, []).append(m)
        return {place: tuple(found) for place, found in made.items()}

    def of(self, places: Iterable[str], planned: bool = False) -> list[Mention]:
        """The mentions by reports of these places, the planned ones or the others."""
        return [m for p in places for m in self.lanes.get(p, ()) if m.planned == planned]


def diffusion(store: View, scheme: str = "", place: str = "") -> Diffusion:
    """The mentions of a scheme by its name or code, without one of the scheme that most places name.

    ``place`` keeps to a place and what lies in it. Without a mention where no report names the scheme. Raises CallerError as
    ``parameters.concept`` and ``named.one`` do for a name that is not known.

    >>> import govkg
    >>> found = diffusion(govkg.open().store, "一件事一次办")
    >>> [(m.year, m.planned) for m in found.mentions][:1], [w.label for w in found.places]
    ([('2021', False)], ['武汉市'])
    """
    read = Reader(store)
    concept = parameters.concept(store, SCHEME, scheme).value if scheme else _widest(read)
    rows = read.rows("scheme-mentions", scheme=[concept]) if concept else []
    places = reporting(read, named.one(store, place, ("Place",)) if place else "")
    found = _mentions(read, [r for r in rows if r["place"] in places])
    things = {i for m, _ in found for i in (m.place, m.initiative)}
    picture = read.picture({*things, *places}, (), [t for _, t in found])
    found_name = {str(r["lang"]): str(r["label"]) for r in read.rows("labels", s=[concept])} if concept else {}
    name = (found_name.get("zh") or SCHEME.zh, found_name.get("en") or SCHEME.en)
    return ordered(picture, name, [m for m, _ in found], places.values())


def ordered(picture: Picture, name: Both, mentions: Iterable[Mention], places: Iterable[Where]) -> Diffusion:
    """Mentions from the earliest, and places by their first: those that only plan it, and then those that are silent, last."""
    made = sorted(mentions, key=lambda m: _order(picture, m))
    first: dict[str, tuple[bool, str]] = {}
    for m in made:
        first[m.place] = min(first.get(m.place, (True, "9999")), (m.planned, m.year))
    order = sorted(places, key=lambda w: (first.get(w.iri, (True, "9999")), w.code or "9", w.label, w.iri))
    return Diffusion(picture, name, tuple(made), tuple(order))


def _widest(read: Reader) -> str:
    """The scheme that reports of most places name, "" where none names one."""
    return next((str(r["s"]) for r in read.rows("scheme-spread")), "")


def reporting(read: Reader, within: str) -> dict[str, Where]:
    """The places that reports speak for, with the years of these; all of them, or one and what lies in it."""
    years: dict[str, set[str]] = {}
    for r in read.rows("reporters"):
        if r["place"] and r["covers"]:
            years.setdefault(str(r["place"]), set()).add(str(r["covers"])[:4])
    read.describe([*years, within])
    found = {i: Where(i, read.one(i, LABEL) or i, read.one(i, "placeCode"), tuple(sorted(y)))
             for i, y in sorted(years.items())}  # fmt: skip
    if not within:
        return found
    inside = read.one(within, "placeCode").rstrip("0")
    inside += "0" * (len(inside) % 2)  # a code is read in pairs of digits: 13 and 1301 and 130102
    return {i: w for i, w in found.items() if i == within or (inside and w.code.startswith(inside))}


def _mentions(read: Reader, rows: Iterable[dict[str, object]]) -> list[tuple[Mention, Tie]]:
    found = {(str(r["s"]), str(r["report"])): r for r in rows}
    read.describe({s for s, _ in found})
    read.describe(e for s in {s for s, _ in found} for e in read.nodes[s].get("evidence", ()))
    made = []
    for (s, report), r in sorted(found.items()):
        said = [e for e in read.nodes[s].get("evidence", ()) if read.one(e, "source") == report]
        if not said:
            continue
        first = min(said, key=lambda e: (int(read.one(e, "start") or 0), e))
        planned = bool(r["planned"])
        mention = Mention(first, str(r["place"]), report, str(r["covers"])[:4], s, planned)
        made.append((mention, Tie(first, PLAN if planned else MENTION, s, mention.place, first, read.one(s, "readBy"))))
    return made


def _order(picture: Picture, m: Mention) -> tuple[object, ...]:
    passage = picture.passages[m.tie]
    return (m.year, m.planned, m.place, m.report, passage.start, m.tie)
