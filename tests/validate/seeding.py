"""The kinds of damage, each sown so many times, in as few graphs as hold them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from pyoxigraph import NamedNode
from tests.validate.faults import FAULTS
from tests.validate.graphs import Term, Triples


@dataclass(frozen=True)
class Seeded:
    """One fault: what it takes from the sound graph and adds to it, the node, and the codes that are meant for it."""

    name: str
    taken: Triples
    added: Triples
    node: NamedNode
    codes: frozenset[str]

    @property
    def touched(self) -> set[Term]:
        """The nodes that a second fault in the same graph must leave alone."""
        return {self.node, *(t.subject for t in self.taken | self.added)}  # type: ignore[arg-type]


def seeded(graph: Triples, each: int) -> Iterator[Seeded]:
    """Every kind so many times."""
    for kind, make in sorted(FAULTS.items()):
        for seed in range(each):
            broken, node, codes = make(graph, Random(f"{kind}/{seed}"))
            yield Seeded(f"{kind} {seed}", graph - broken, broken - graph, node, frozenset(codes))


def batches(faults: Iterable[Seeded]) -> list[list[Seeded]]:
    """The faults in as few graphs as hold them without one touching what another broke."""
    made: list[tuple[list[Seeded], set[Term]]] = []
    for f in faults:
        for held, touched in made:
            if not touched & f.touched:
                held.append(f)
                touched |= f.touched
                break
        else:
            made.append(([f], set(f.touched)))
    return [held for held, _ in made]
