"""Communities as the page gets them: circles, the places inside, bundles between, and everything said, column by column.

Ten thousand things as objects with a face each would make a page of tens of megabytes. Here a property is one list, a
sentence stands once however many statements quote it, and the page puts the rest together when it is asked for.
Places are whole px, lengths of text are UTF-16 units as JavaScript counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from govkg import ids
from govkg.analysis import Both, Picture
from govkg.analysis.communities import Community, communities
from govkg.views import facets, scene
from govkg.views.cards import Card
from govkg.views.packing import bounds, packed, radius, seated
from govkg.views.plan import Plan, line

SOLE = 0.6  # the part of a community that must be of one place for it to be called after it


@dataclass(frozen=True, slots=True)
class Circle:
    """A community at its place."""

    community: Community
    x: float
    y: float
    r: float


def plan(picture: Picture) -> Plan:
    """The plan of a cloud: no cards that a page would typeset, all in ``extra``."""
    numbers = {iri: n for n, iri in enumerate(picture.things)}
    circles = arranged(picture)
    return Plan("cloud", {}, (), (), extra={
        "communities": [_circle(picture, c, place) for c, place in zip(circles, _where(picture, circles), strict=True)],
        "bundles": bundles(picture, circles),
        "box": [round(v) for v in bounds([(c.x, c.y) for c in circles], [c.r for c in circles])],
        "nodes": _nodes(picture, circles),
        "lines": _lines(picture, numbers),
        "passages": _passages(picture),
        "filters": _filters(picture),
    })  # fmt: skip


def arranged(picture: Picture) -> list[Circle]:
    """Every community with its place, those that are tied to each other side by side as far as may be."""
    found = communities(picture)
    home = {m: n for n, c in enumerate(found) for m in c.members}
    pull: dict[tuple[int, int], float] = {}
    for t in picture.ties:
        a, b = sorted((home[t.source], home[t.target]))
        if a != b:
            pull[a, b] = pull.get((a, b), 0) + 1
    radii = [radius(len(c.members)) for c in found]
    return [Circle(c, x, y, r) for c, (x, y), r in zip(found, packed(radii, pull), radii, strict=True)]


def bundles(picture: Picture, circles: Sequence[Circle]) -> list[list[int]]:
    """How many ties join two communities: [one, other, count], the thinnest first, so that the thickest are drawn on top."""
    home = {m: n for n, c in enumerate(circles) for m in c.community.members}
    counts: dict[tuple[int, int], int] = {}
    for t in picture.ties:
        a, b = sorted((home[t.source], home[t.target]))
        if a != b:
            counts[a, b] = counts.get((a, b), 0) + 1
    return [[a, b, n] for (a, b), n in sorted(counts.items(), key=lambda kv: (kv[1], kv[0]))]


def name(picture: Picture, iri: str) -> Both:
    """The name of a thing; only metrics have one in English too."""
    return picture.labels.get(iri) or (picture.things[iri].label,) * 2


def _where(picture: Picture, circles: Sequence[Circle]) -> list[str]:
    """The place of each community that others of the same first name are told apart by; "" where there is no need or none."""
    first = [c.community.called[:1] and picture.things[c.community.called[0]].label for c in circles]
    told = facets.told(picture, picture.things)
    made = []
    for c, name in zip(circles, first, strict=True):
        places = Counter(p for m in c.community.members for p in told[m].get("place", ()))
        most = max(sorted(places), key=lambda p: places[p], default="")
        sole = places[most] > len(c.community.members) * SOLE
        made.append(most if name and sole and first.count(name) > 1 else "")
    return made


def _circle(picture: Picture, c: Circle, place: str) -> dict[str, Any]:
    return {
        "names": [name(picture, iri) for iri in c.community.called], "x": round(c.x), "y": round(c.y), "r": round(c.r),
        "n": len(c.community.members), "place": place, "scattered": c.community.scattered,
    }  # fmt: skip


def _nodes(picture: Picture, circles: Sequence[Circle]) -> dict[str, Any]:
    """The things in the order of the picture: a list for each of their properties."""
    numbers = {iri: n for n, iri in enumerate(picture.things)}
    near: dict[int, list[int]] = {}
    for t in picture.ties:
        near.setdefault(numbers[t.source], []).append(numbers[t.target])
        near.setdefault(numbers[t.target], []).append(numbers[t.source])
    spot: dict[int, tuple[int, int, int]] = {}
    for k, c in enumerate(circles):
        for n, (x, y) in seated([numbers[m] for m in c.community.members], near).items():
            spot[n] = (k, round(c.x + x), round(c.y + y))
    things = list(picture.things.values())
    told = facets.told(picture, picture.things)
    kept = ("place", "unit")
    passages = {iri: n for n, iri in enumerate(picture.passages)}
    return {
        "iri": [scene.short(t.iri) for t in things],
        "label": [t.label for t in things],
        "english": {n: name(picture, t.iri)[1] for n, t in enumerate(things) if t.iri in picture.labels},
        "aliases": {n: t.aliases for n, t in enumerate(things) if t.aliases},
        "sound": [t.pinyin or ids.pinyin(t.label) for t in things],
        "passage": [passages.get(t.passage, -1) for t in things],
        "degree": [len(near.get(n, ())) for n in range(len(things))],
        "community": [spot[n][0] for n in range(len(things))],
        "x": [spot[n][1] for n in range(len(things))],
        "y": [spot[n][2] for n in range(len(things))],
        "kind": _coded(t.kind for t in things),
        "domain": _coded(t.domain for t in things),
        "rule": _coded(t.rule for t in things),
        **{k: _coded("\n".join(told[t.iri].get(k, ())) for t in things) for k in kept},
    }  # fmt: skip


def _lines(picture: Picture, numbers: dict[str, int]) -> dict[str, Any]:
    passages = {iri: n for n, iri in enumerate(picture.passages)}
    ties = picture.ties
    return {
        "iri": [scene.short(t.iri) for t in ties],
        "from": [numbers[t.source] for t in ties],
        "to": [numbers[t.target] for t in ties],
        "passage": [passages[t.passage] for t in ties],
        "kind": _coded(t.kind for t in ties),
        "basis": _coded(t.basis for t in ties),
        "shown": _coded(line(t, "", "")["basis"] for t in ties),
        "role": _coded(t.role for t in ties),
        "rule": _coded(t.rule for t in ties),
    }


def _passages(picture: Picture) -> dict[str, Any]:
    """Quotes as places in sentences, each sentence once."""
    found = list(picture.passages.values())
    whole = [(p.report, p.start - len(p.before), p.before + p.quote + p.after) for p in found]
    sentences = {s: n for n, s in enumerate(sorted(set(whole)))}
    section = _coded(chain.from_iterable([scene.short(p.report) + "\n" + p.section] for p in found))
    return {
        "sentence": [sentences[s] for s in whole],
        "at": [_units(p.before) for p in found],
        "length": [_units(p.quote) for p in found],
        "start": [p.start for p in found],
        "end": [p.end for p in found],
        "first": [p.sentence for p in found],
        "damage": {n: p.damage for n, p in enumerate(found) if p.damage},
        "section": section,
        "headings": [_headings(picture, *key.split("\n", 1)) for key in section["names"]],
        "sentences": [text for _, _, text in sentences],
    }


def _headings(picture: Picture, report: str, path: str) -> list[str]:
    parts = path.split("/") if path else []
    iri = next((i for i in picture.reports if scene.short(i) == report), report)
    return [picture.sections.get((iri, "/".join(parts[: n + 1]))) or f"{parts[n]}." for n in range(len(parts))]


def _units(text: str) -> int:
    """The length of a text in UTF-16 code units.

    >>> _units("𠮷祥")
    3
    """
    return len(text.encode("utf-16-le")) // 2


def _coded(values: Iterable[str]) -> dict[str, Any]:
    """A column of few different values: their names, and for each row which one.

    >>> _coded(["b", "a", "b"])
    {'names': ['a', 'b'], 'of': [1, 0, 1]}
    """
    rows = list(values)
    names = sorted(set(rows))
    at = {v: n for n, v in enumerate(names)}
    return {"names": names, "of": [at[v] for v in rows]}


def _filters(picture: Picture) -> list[dict[str, Any]]:
    """The facets of the things, counted as those of any other view."""
    cards = {f"n{n}": Card(f"n{n}", iri, t.kind, 0, {}) for n, (iri, t) in enumerate(picture.things.items())}
    lines = tuple(line(t, "", "") for t in picture.ties)
    return facets.filters(picture, Plan("cloud", cards, lines, ()))
