"""Units that tell one quantity in two sizes, and how a figure is turned from one into the other."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from govkg import vocab

# What adds up. A share, a score, a rank, a temperature or a time limit does not: two of them make no third.
ADDITIVE = frozenset(
    ("count", "money", "area", "length", "volume", "mass", "energy", "power", "dataVolume", "computing")
)


@vocab.kept
def _ids() -> Mapping[str, str]:
    return {w: row["id"] for row in vocab.table("units") for w in row["written"].split("|")}


@vocab.kept
def _kinds() -> Mapping[str, str]:
    return {row["id"]: row["quantity_kind"] for row in vocab.table("units")}


@vocab.kept
def _steps() -> Mapping[str, Mapping[str, Fraction]]:
    """From each unit to those that it can be turned into, in both directions."""
    made: dict[str, dict[str, Fraction]] = {}
    for row in vocab.table("unit-conversions"):
        factor = Fraction(row["factor"])
        made.setdefault(row["unit"], {})[row["to"]] = factor
        made.setdefault(row["to"], {})[row["unit"]] = 1 / factor
    return made


def unit(written: str) -> str:
    """The id of a unit as written, so that 工作日 and 个工作日 are one; the words themselves where it is none of ours.

    >>> unit("工作日") == unit("个工作日"), unit("")
    (True, '')
    """
    return _ids().get(written, written)


def additive(written: str) -> bool:
    """Whether figures in this unit can be added at all.

    >>> additive("件"), additive("%"), additive("天")
    (True, False, False)
    """
    return _kinds().get(unit(written), "count" if written else "") in ADDITIVE


def factor(one: str, other: str) -> Fraction | None:
    """How many of the other unit one of the first is; None where nothing is said of it.

    >>> factor("公顷", "亩"), factor("平方公里", "亩"), factor("天", "个工作日")
    (Fraction(15, 1), Fraction(1500, 1), None)
    """
    start, goal = unit(one), unit(other)
    known = {start: Fraction(1)}
    edge = [start]
    while edge and goal not in known:
        at = edge.pop(0)
        for there, times in _steps().get(at, {}).items():
            if there not in known:
                known[there] = known[at] * times
                edge.append(there)
    return known.get(goal)
