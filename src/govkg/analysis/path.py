"""How two things are connected: steps from one to the other, each a statement with its words.

Steps are those of the question ``path-between``: what is only listed under the same item, and what only follows from two
statements, is marked. To be reported by the same body is no connection.
"""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis.gather import answered, gather
from govkg.analysis.model import Picture, Tie
from govkg.analysis.reader import OUTCOMES, TIES, Reader
from govkg.store import View

QUESTION = "path-between"
STEPS = 3


@dataclass(frozen=True, slots=True)
class Path:
    """The things or outcomes that it leads over, from first to last, and the statement of each step between two of them."""

    nodes: tuple[str, ...]
    steps: tuple[Tie, ...]


@dataclass(frozen=True)
class Paths:
    """The paths between two things, the shortest first."""

    picture: Picture
    found: tuple[Path, ...]


def paths(store: View, start: str, end: str) -> Paths:
    """The paths of at most three steps between two things (IRIs), the shortest first.

    >>> import govkg
    >>> from govkg.analysis import named
    >>> store = govkg.open().store
    >>> found = paths(store, *(named.one(store, n) for n in ("市公安局", "武汉战疫")))
    >>> [[found.picture.things[i].label for i in p.nodes] for p in found.found]
    [['市公安局', '健康码', '武汉战疫']]
    """
    rows = answered(store, QUESTION, from_=start, to=end)
    read = Reader(store)
    gather(read, {str(r[f"statement{n}"]) for r in rows for n in ("", "2", "3") if r[f"statement{n}"]})
    found: dict[tuple[str, ...], Path] = {}
    for r in rows:
        nodes = [str(r[c]) for c in ("fromId", "firstId", "secondId", "toId") if r[c]]
        said = [str(r[f"statement{n}"]) for n in ("", "2", "3") if r[f"statement{n}"]]
        steps = tuple(_step(read, s, a, b) for s, a, b in zip(said, nodes, nodes[1:], strict=False))
        found.setdefault((*nodes, *said), Path(tuple(nodes), steps))
    ties = [t for p in found.values() for t in p.steps]
    outcomes = {i for p in found.values() for i in p.nodes if read.kind(i) in OUTCOMES}
    return Paths(read.picture({start, end}, outcomes, ties, start), tuple(found.values()))


def _step(read: Reader, statement: str, one: str, other: str) -> Tie:
    """A statement as a step from one node to the other: it may say it the other way round."""
    kind = read.kind(statement)
    name = TIES[kind][0] if kind in TIES else "award" if kind == "Recognition" else "about"
    return Tie(
        statement, name, one, other, read.first(statement), read.one(statement, "readBy"), read.code(statement, "basis"),
        read.code(statement, "role"),
    )  # fmt: skip


__all__ = ["Path", "Paths", "paths"]
