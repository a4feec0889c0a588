"""Communities: which things of a picture are tied more to each other than to the rest, and which of them stand in the middle."""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis.model import Picture, Tie

LEAST = 3  # things that make a community; smaller ones stand together, apart from the others
MOST = 240  # communities that a picture can hold side by side
FAINT = 0.15  # the weight of a tie that says only who reports, beside 1 for any other
NAMES = 2  # things that a community is called by


@dataclass(frozen=True, slots=True)
class Community:
    """Things by IRI, the most central first; ``scattered`` holds what is tied to next to nothing."""

    members: tuple[str, ...]
    scattered: bool = False

    @property
    def called(self) -> tuple[str, ...]:
        """The things that it is named by."""
        return () if self.scattered else self.members[:NAMES]


def weight(tie: Tie) -> float:
    """How much a tie draws two things together.

    >>> weight(Tie("", "participation", "", "", "", "", basis="reportingBody")) < weight(Tie("", "mandate", "", "", "", ""))
    True
    """
    return FAINT if tie.basis == "reportingBody" else 1.0


def communities(picture: Picture) -> tuple[Community, ...]:
    """The communities of a picture, the largest first and what is scattered last; the same picture gives the same ones.

    Found by Louvain's method (networkx) on numbered nodes with a fixed seed.

    >>> import govkg
    >>> from govkg.analysis.whole import whole
    >>> found = communities(whole(govkg.open().store))
    >>> found[0].scattered, len({m for c in found for m in c.members}) == sum(len(c.members) for c in found)
    (False, True)
    """
    import networkx as nx

    iris = sorted(picture.things)
    numbers = {iri: n for n, iri in enumerate(iris)}
    ends = [(numbers[t.source], numbers[t.target], weight(t)) for t in picture.ties
            if t.source in numbers and t.target in numbers]  # fmt: skip
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(iris)))
    for a, b, w in ends:
        graph.add_edge(a, b, weight=graph.get_edge_data(a, b, {"weight": 0.0})["weight"] + w)
    found = nx.community.louvain_communities(graph, weight="weight", seed=1) if len(graph) else []
    parts = sorted((sorted(p) for p in found), key=lambda p: (-len(p), p))
    home = {n: k for k, part in enumerate(parts) for n in part}
    inside, degree = [0.0] * len(iris), [0.0] * len(iris)
    for a, b, w in ends:
        for n in (a, b):
            degree[n] += w
            inside[n] += w if home[a] == home[b] else 0.0

    def central(n: int) -> tuple[float, float, str, str]:
        return -inside[n], -degree[n], picture.things[iris[n]].pinyin, iris[n]

    kept = [p for p in parts if len(p) >= LEAST][:MOST]
    made = [Community(tuple(iris[n] for n in sorted(p, key=central))) for p in kept]
    rest = [n for p in parts[len(kept) :] for n in p]
    if rest:
        made.append(Community(tuple(iris[n] for n in sorted(rest, key=central)), scattered=True))
    return tuple(made)
