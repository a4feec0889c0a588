"""Packing: circles side by side without overlap, and places inside a circle. No physics, no chance, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, hypot, inf, pi, sin, sqrt

Point = tuple[float, float]
GAP = 38.0  # between two circles
STEP = 14.0  # the n-th place inside a circle stands STEP·√n from its middle
RIM = 16.0  # between the outermost place and the circle
TURN = pi * (3 - sqrt(5))  # the golden angle: no place stands behind another
WIDER = 1.75  # how much wider than high the whole may become


def radius(members: int) -> float:
    """The radius of a circle that holds so many places.

    >>> radius(1) < radius(10) < radius(100)
    True
    """
    return STEP * sqrt(members) + RIM


def places(members: int) -> list[Point]:
    """So many places in a circle around (0, 0), about evenly apart, from the middle outwards."""
    return [(STEP * sqrt(n + 0.5) * cos(n * TURN), STEP * sqrt(n + 0.5) * sin(n * TURN)) for n in range(members)]


def seated(members: Sequence[int], near: Mapping[int, Sequence[int]], close: int = 1200) -> dict[int, Point]:
    """A place for every member: the first in the middle, each next one in the free place nearest to those it is tied to.

    Those tied to many seated ones come first. Beyond ``close`` members the order alone decides, which costs nothing.

    >>> seat = seated([7, 8, 9], {8: [7], 7: [8]})
    >>> hypot(*seat[7]) < hypot(*seat[8])
    True
    """
    free = places(len(members))
    if len(members) > close:
        return dict(zip(members, free, strict=True))
    order = _outwards(members, near)
    seat: dict[int, Point] = {}
    for m in order:
        there = [seat[n] for n in near.get(m, ()) if n in seat]
        if there:
            x, y = sum(p[0] for p in there) / len(there), sum(p[1] for p in there) / len(there)
            best = min(range(len(free)), key=lambda k: ((free[k][0] - x) ** 2 + (free[k][1] - y) ** 2, k))
        else:
            best = 0
        seat[m] = free.pop(best)
    return seat


def _outwards(members: Sequence[int], near: Mapping[int, Sequence[int]]) -> list[int]:
    """The members as one meets them walking outwards from the first, ring by ring."""
    rank = {m: n for n, m in enumerate(members)}
    seen: dict[int, None] = {}
    for start in members:
        edge = [] if start in seen else [start]
        while edge:
            seen.update(dict.fromkeys(edge))
            met = {n for m in edge for n in near.get(m, ()) if n in rank and n not in seen}
            edge = sorted(met, key=rank.__getitem__)
    return list(seen)


def packed(radii: Sequence[float], pull: Mapping[tuple[int, int], float] | None = None) -> list[Point]:
    """Centres of circles that do not overlap, in the order given: each where it touches two earlier ones, as near as may be
    to those that pull it and to the middle.

    ``pull`` gives how strongly two circles (the smaller number first) belong together.

    >>> a, b, c = packed([3, 2, 1])
    >>> round(hypot(a[0] - b[0], a[1] - b[1]) - 3 - 2 - GAP, 6)
    0.0
    """
    ties: dict[int, list[tuple[int, float]]] = {}
    for (a, b), w in sorted((pull or {}).items()):
        ties.setdefault(a, []).append((b, w))
        ties.setdefault(b, []).append((a, w))
    centres: list[Point] = []
    for n, r in enumerate(radii):
        if n == 0:
            centres.append((0.0, 0.0))
            continue
        drawn = [(centres[m], w) for m, w in ties.get(n, ()) if m < n]
        weight = sum(w for _, w in drawn)
        aim = (sum(p[0] * w for p, w in drawn) / weight, sum(p[1] * w for p, w in drawn) / weight) if weight else (0, 0)
        centres.append(_placed(centres, radii, r, aim))
    return centres


def _placed(centres: list[Point], radii: Sequence[float], r: float, aim: Point) -> Point:
    """The cheapest free spot for a circle."""
    spots = sorted(_cost(spot, aim) for spot in _touching(centres, radii, r))
    stands = [(u, v, (r + q + GAP) ** 2 - 1e-6) for (u, v), q in zip(centres, radii, strict=False)]
    for _, x, y in spots:
        for n, (u, v, apart) in enumerate(stands):
            if (x - u) ** 2 + (y - v) ** 2 < apart:
                stands.insert(0, stands.pop(n))  # it will stand in the way of the next spot too
                break
        else:
            return x, y
    far = max(x + q for (x, _), q in zip(centres, radii, strict=False))
    return far + r + GAP, 0.0


def _cost(spot: Point, aim: Point) -> tuple[float, float, float]:
    x, y = spot
    middle = hypot(x / WIDER, y)
    return round(middle + 0.5 * hypot(x - aim[0], y - aim[1]), 6), x, y


def _touching(centres: list[Point], radii: Sequence[float], r: float) -> list[Point]:
    """Where a circle would touch two of those that stand, or the only one."""
    if len(centres) == 1:
        d = radii[0] + r + GAP
        return [(d, 0.0), (-d, 0.0)]
    found: list[Point] = []
    for i, (x, y) in enumerate(centres):
        one = radii[i] + r + GAP
        for j in range(i):
            u, v = centres[j]
            other = radii[j] + r + GAP
            d = hypot(u - x, v - y)
            if d > one + other or d == 0:
                continue
            along = (d * d + one * one - other * other) / (2 * d)
            aside = sqrt(max(0.0, one * one - along * along))
            mx, my = x + along * (u - x) / d, y + along * (v - y) / d
            found += [(mx + s * aside * (v - y) / d, my - s * aside * (u - x) / d) for s in (1, -1)]
    return found


def bounds(centres: Sequence[Point], radii: Sequence[float]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of circles; zeros when there is none."""
    box = [inf, inf, -inf, -inf]
    for (x, y), r in zip(centres, radii, strict=True):
        box = [min(box[0], x - r), min(box[1], y - r), max(box[2], x + r), max(box[3], y + r)]
    return (box[0], box[1], box[2], box[3]) if centres else (0.0, 0.0, 0.0, 0.0)
