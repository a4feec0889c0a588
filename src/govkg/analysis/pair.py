"""Two things side by side: the figures of each by metric, like beside like; what may not be compared says why."""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis.comparable import beside
from govkg.analysis.model import Outcome
from govkg.analysis.profile import MOST, Entry, Profile, profile
from govkg.store import View

KINDS = ("Result", "Target", "Baseline")
GROUPS = ("milestones", "recognitions", "shortcomings", "who", "initiatives", "documents", "founded", "wholes", "parts")


@dataclass(frozen=True, slots=True)
class Row:
    """One metric on both sides; ``apart`` names what forbids comparing them, else ``told`` what a reader must be told.

    A side without entries says nothing of it.
    """

    metric: str  # IRI, "" where the reading was unsure
    words: str
    kind: str
    a: tuple[Entry, ...]
    b: tuple[Entry, ...]
    apart: tuple[str, ...] = ()
    rough: bool = False  # their bounds leave open which is more
    otherwise: bool = False  # the side that is silent here has the metric of another unit, scope or period
    told: tuple[str, ...] = ()
    conversion: str = ""  # 30公顷 = 450亩


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
    made = []
    for row in beside(a, b, said):
        first = said((row.a or row.b)[0])
        otherwise = bool(a and b) and not (row.a and row.b)
        made.append(
            Row(
                first.metric, first.words, kind, row.a, row.b, row.apart, row.rough, otherwise, row.told, row.conversion
            )
        )
    return made
