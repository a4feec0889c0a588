"""Communities of tied things by Louvain's method, and the same of ties rewired at random, to tell whether they mean anything.

A graph of a few stars falls apart by any method. What counts is whether it falls apart more than its ties do when they are
rewired so that everything keeps as many ties of each kind as it has.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

SEED = 1
TIMES = 10  # rewired graphs to compare with
SWAPS = 10  # tried for each tie of a rewired graph
MARGIN = 0.05  # of modularity above the best rewired graph, from which on communities are worth the name
Tied = tuple[str, str, str]  # one, other, kind


@dataclass(frozen=True, slots=True)
class Clusters:
    """The communities, the largest first, in each the best-tied member first; ``rewired`` are the modularities to compare with."""

    groups: tuple[tuple[str, ...], ...]
    modularity: float
    rewired: tuple[float, ...]

    @property
    def marked(self) -> bool:
        """Whether the graph falls apart more than the rewired ones."""
        return len(self.groups) > 1 and self.modularity >= max(self.rewired, default=1.0) + MARGIN


def clusters(ties: Iterable[Tied]) -> Clusters:
    """The communities of ties between things named by texts; the same ties give the same ones, whatever their order.

    >>> ring = [(f"{c}{n}", f"{c}{m}", "tie") for c in "abc" for n in range(6) for m in range(n)]
    >>> made = clusters([*ring, ("a0", "b0", "tie"), ("b1", "c1", "tie")])
    >>> sorted(map(sorted, made.groups)) == [[f"{c}{n}" for n in range(6)] for c in "abc"], made.marked
    (True, True)
    >>> clusters([("a", "b", "tie"), ("c", "d", "tie")]).marked
    False
    """
    pairs = sorted({(a, b, kind) for a, b, kind in ties if a != b})
    names = sorted({x for a, b, _ in pairs for x in (a, b)})
    number = {name: n for n, name in enumerate(names)}
    edges = [(number[a], number[b], kind) for a, b, kind in pairs]
    if not edges:
        return Clusters((), 0.0, ())
    graph = _graph(len(names), edges)
    parts = _parts(graph)
    home = {n: k for k, part in enumerate(parts) for n in part}
    inside = [0] * len(names)
    for a, b, _ in edges:
        if home[a] == home[b]:
            inside[a] += 1
            inside[b] += 1
    groups = [tuple(names[n] for n in sorted(p, key=lambda n: (-inside[n], -graph.degree[n], names[n]))) for p in parts]
    rewired = tuple(_modularity(len(names), _rewired(edges, seed)) for seed in range(TIMES))
    return Clusters(tuple(sorted(groups, key=lambda g: (-len(g), g))), _quality(graph, parts), rewired)


def _graph(count: int, edges: Iterable[tuple[int, int, str]]) -> nx.Graph[int]:
    import networkx as nx

    made: nx.Graph[int] = nx.Graph()
    made.add_nodes_from(range(count))
    for a, b, _ in edges:
        made.add_edge(a, b, weight=made.get_edge_data(a, b, {"weight": 0})["weight"] + 1)
    return made


def _parts(graph: nx.Graph[int]) -> list[list[int]]:
    import networkx as nx

    return sorted(sorted(p) for p in nx.community.louvain_communities(graph, weight="weight", seed=SEED))


def _quality(graph: nx.Graph[int], parts: Sequence[Sequence[int]]) -> float:
    import networkx as nx

    return float(nx.community.modularity(graph, [set(p) for p in parts], weight="weight"))


def _modularity(count: int, edges: Sequence[tuple[int, int, str]]) -> float:
    graph = _graph(count, edges)
    return _quality(graph, _parts(graph))


def _rewired(edges: Sequence[tuple[int, int, str]], seed: int) -> list[tuple[int, int, str]]:
    """The same ties with their second ends exchanged within each kind: a whole stays a whole, with as many parts.

    Nothing is tied to itself, or twice by one kind.
    """
    chance = random.Random(seed)
    made: list[tuple[int, int, str]] = []
    for kind in sorted({k for *_, k in edges}):
        own = [(a, b) for a, b, k in edges if k == kind]
        there = set(own)
        for _ in range(SWAPS * len(own) if len(own) > 1 else 0):
            i, j = chance.sample(range(len(own)), 2)
            new = (own[i][0], own[j][1]), (own[j][0], own[i][1])
            if any(a == b or (a, b) in there for a, b in new):
                continue
            there -= {own[i], own[j]}
            there |= set(new)
            own[i], own[j] = new
        made += [(a, b, kind) for a, b in own]
    return made
