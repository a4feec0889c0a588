"""Two things side by side: the figures of each by metric, like beside like; what may not be compared says why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from govkg.analysis.comparable import differs, key, undecided
from govkg.analysis.model import Outcome
from govkg.analysis.profile import MOST, Entry, Profile, profile
from govkg.store import View

KINDS = ("Result", "Target", "Baseline")
GROUPS = ("milestones", "recognitions", "shortcomings", "who", "initiatives", "documents", "founded", "wholes", "parts")


@dataclass(frozen=True, slots=True)
class Row:
    """One metric on both sides; ``apart`` names what forbids comparing them. A side without entries says nothing of it."""

    metric: str  # IRI, "" where the reading was unsure
    words: str
    kind: str
    a: tuple[Entry, ...]
    b: tuple[Entry, ...]
    apart: tuple[str, ...] = ()
    rough: bool = False  # their bounds leave open which is more
    otherwise: bool = False  # the side that is silent here has the metric of another unit, scope or period


@dataclass(frozen=True)
class Pair:
    """Two things with their rows: what both have first, then what one has alone; then the other groups of both."""

    a: Profile
    b: Profile
    rows: tuple[Row, ...]
    groups: tuple[tuple[str, tuple[Entry, ...], tuple[Entry, ...]], ...]


def pair(store: View, a: str, b: str) -> Pair | None:
    """Two things by their IRIs; None when the graph does not have both.

    >>> import govkg
    >>> head = "https://w3id.org/govkg/id/reform/420100-"
    >>> found = pair(govkg.open().store, head + "yi-shi-lian-ban-fac614", head + "gao-xiao-ban-cheng-yi-jian-shi-289343")
    >>> [(r.words, r.apart) for r in found.rows if r.a and r.b][:2]
    [('申请材料', ('base',)), ('办理环节', ('base',))]
    """
    sides = [profile(store, iri, most=MOST * 10) for iri in (a, b)]
    if sides[0] is None or sides[1] is None:
        return None
    one, other = sides[0], sides[1]
    keys: dict[tuple[str, str], tuple[list[Entry], list[Entry]]] = {}
    for n, side in enumerate((one, other)):
        for x in figures(side):
            o = said(x)
            keys.setdefault((o.metric or o.words, o.kind), ([], []))[n].append(x)
    rows: list[Row] = []
    for _, kind in sorted(keys, key=lambda k: (not all(keys[k]), not keys[k][0], KINDS.index(k[1]), k[0])):
        rows += paired(*keys[_, kind], kind)
    rows.sort(key=lambda r: (not (r.a and r.b), bool(r.apart), not r.a))
    groups = [(name, lines(one, name), lines(other, name)) for name in GROUPS]
    return Pair(one, other, tuple(rows), tuple(g for g in groups if g[1] or g[2]))


def figures(side: Profile) -> list[Entry]:
    """The figures of a thing, in the order of their periods."""
    found = [x for x in lines(side, "figures") if x.outcome and x.outcome.kind in KINDS]
    return sorted(found, key=lambda x: (said(x).start, said(x).end, x.iri))


def lines(side: Profile, name: str) -> tuple[Entry, ...]:
    """The lines of a group, none where there is no such group."""
    return side.groups[name].lines if name in side.groups else ()


def said(x: Entry) -> Outcome:
    """The outcome of a line that has one."""
    assert x.outcome is not None
    return x.outcome


def paired(a: list[Entry], b: list[Entry], kind: str) -> list[Row]:
    """Like beside like; then what is left of either side beside each other, refused; then what stands alone."""
    sides = [alike(a), alike(b)]
    shared = [k for k in sides[0] if k in sides[1]]
    pairs = [(sides[0].pop(k), sides[1].pop(k)) for k in shared]
    while sides[0] and sides[1]:  # those that differ least stand beside each other
        k, m = min(product(sides[0], sides[1]), key=lambda p: sum(x != y for x, y in zip(*p, strict=True)))
        pairs.append((sides[0].pop(k), sides[1].pop(m)))
    pairs += [(xs, []) for xs in sides[0].values()] + [([], xs) for xs in sides[1].values()]
    made = []
    for one, other in pairs:
        first = said((one or other)[0])
        apart = differs(said(one[0]), said(other[0])) if one and other else ()
        otherwise = bool(a and b) and not (one and other)
        rough = bool(one and other and not apart and any(undecided(said(x), said(y)) for x in one for y in other))
        made.append(Row(first.metric, first.words, kind, tuple(one), tuple(other), apart, rough, otherwise))
    return made


def alike(found: list[Entry]) -> dict[tuple[object, ...], list[Entry]]:
    """The figures that may be compared with each other."""
    made: dict[tuple[object, ...], list[Entry]] = {}
    for x in found:
        made.setdefault(key(said(x)), []).append(x)
    return made
