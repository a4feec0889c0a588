"""Platforms that others rest on: the parts, bodies and outcomes that the reports tie to each, directly or through its parts."""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis.gather import answered, gather
from govkg.analysis.model import Both, Picture, Tie
from govkg.analysis.reader import Reader
from govkg.computed.backbone import ONLY, WAYS, way
from govkg.store import View

QUESTION = "backbone-platforms"


@dataclass(frozen=True, slots=True)
class Resting:
    """Something that rests on a platform: the statement that says so, and through which part (``""``: directly).

    ``only``: the reports tie it to nothing but the platform and its parts; without them it would have no stated base.
    """

    iri: str
    tie: Tie
    through: str
    only: bool
    kind: str  # parts bodies recipients outcomes


@dataclass(frozen=True, slots=True)
class Backbone:
    """A platform with what rests on it."""

    iri: str
    resting: tuple[Resting, ...]

    def count(self, kind: str, only: bool = False) -> int:
        """How many ``parts``, ``bodies``, ``recipients`` or ``outcomes`` rest on it, or have ``only`` this base."""
        return len({r.iri for r in self.resting if r.kind == kind and (r.only or not only)})

    @property
    def total(self) -> int:
        """How many things rest on it."""
        return len({r.iri for r in self.resting})


@dataclass(frozen=True)
class Backbones:
    """The platforms on which most rests first."""

    picture: Picture
    found: tuple[Backbone, ...]


def backbone(store: View, of: str = "") -> Backbones:
    """What rests on each platform; with ``of`` (an IRI) on that one.

    >>> import govkg
    >>> found = backbone(govkg.open().store)
    >>> first = found.found[0]
    >>> found.picture.things[first.iri].label, first.total, first.count("parts"), first.count("parts", only=True)
    ('城市大脑', 9, 4, 4)
    """
    rows = answered(store, QUESTION, platform=of)
    read = Reader(store)
    gather(read, {str(r["statement"]) for r in rows})
    made: dict[str, dict[tuple[str, str, str], Resting]] = {}
    for r in rows:
        platform, through, iri = (str(r[c]) for c in ("platformId", "throughId", "restingId"))
        kind = way(r["wayId"])
        told = Resting(
            iri, read.tie(str(r["statement"])), "" if through == platform else through, r["only"] in ONLY, kind
        )
        made.setdefault(platform, {})[iri, told.tie.iri, through] = told
    ties = {x.tie for found in made.values() for x in found.values()}
    outcomes = {t.target for t in ties if t.kind == "attribution"}
    picture = read.picture({*made, *([of] if of else [])}, outcomes, ties, of)
    return Backbones(picture, tuple(Backbone(p, tuple(found.values())) for p, found in made.items()))


def counts(of: Backbone, only: bool = False) -> Both:
    """The counts of a platform in words."""
    found = [(WAYS[k], of.count(k, only)) for k in WAYS]
    zh, en = (join.join(w[n].format(n=count) for w, count in found if count) for n, join in enumerate(("，", ", ")))
    return zh, en


__all__ = ["Backbone", "Backbones", "Resting", "backbone", "counts"]
