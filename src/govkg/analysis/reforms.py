"""Communities of reforms: which initiatives hang together by shared bodies, platforms and documents, and whether that means anything."""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis.gather import answered, gather
from govkg.analysis.model import Both, Picture, Tie
from govkg.analysis.reader import Reader
from govkg.computed import communities
from govkg.computed.clusters import Clusters
from govkg.store import View

QUESTION = "communities-of-reforms"


@dataclass(frozen=True)
class Reforms:
    """The communities, each with the ties inside it; ``between`` are the ties from one to another.

    ``clusters`` holds the modularity and that of the rewired graphs, ``structure`` says in words what they come to.
    """

    picture: Picture
    clusters: Clusters
    inside: tuple[tuple[Tie, ...], ...]
    between: tuple[Tie, ...]
    structure: Both


def reforms(store: View) -> Reforms:
    """The communities of the initiatives of a graph, the largest first, in each the best-tied member first.

    >>> import govkg
    >>> found = reforms(govkg.open().store)
    >>> [found.picture.things[g[0]].label for g in found.clusters.groups][:2], found.clusters.marked
    (['城市大脑', '武汉云'], False)
    """
    rows = answered(store, QUESTION)
    made = communities.found(rows)
    read = Reader(store)
    said = list(dict.fromkeys(str(r["statement"]) for r in rows))
    gather(read, said)
    ties = [read.tie(i) for i in said]
    home = {member: k for k, group in enumerate(made.groups) for member in group}
    inside: list[list[Tie]] = [[] for _ in made.groups]
    between: list[Tie] = []
    for t in ties:
        one, other = home.get(t.source, -1), home.get(t.target, -2)
        (inside[one] if one == other else between).append(t)
    structure = communities.told(made, "zh"), communities.told(made, "en")
    return Reforms(read.picture((), (), ties), made, tuple(map(tuple, inside)), tuple(between), structure)


__all__ = ["Reforms", "reforms"]
