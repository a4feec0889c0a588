"""One report's part of the graph: from its source to its statements and its quads. A pure function of the source, what people
decided and the rules: whichever engine runs it, on whatever machine, gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Quad

from govkg import assemble, concepts, derived, rdf, release
from govkg.errors import CuratorError
from govkg.judgements import Judged
from govkg.sources import Source
from govkg.statements import Statement

DECISIONS = ("accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Part:
    """What a report gives: its statements, the quads of its graph, and the quads of the graph of what follows from it alone."""

    source: Source
    statements: list[Statement]
    said: list[Quad]
    follows: list[Quad]


def make(
    source: Source,
    reviews: Iterable[Mapping[str, str]] = (),
    frozen: Mapping[tuple[str, str], str] | None = None,
    judged: Judged | None = None,
) -> Part:
    """The part of a report; ``reviews``, ``frozen`` and ``judged`` as the workspace has them (rows of other reports are passed
    over).

    >>> from govkg.library import open_library
    >>> from govkg.settings import Settings
    >>> made = make(open_library(Settings()).source("wuhan-2021"))
    >>> {str(q.graph_name) for q in made.said}
    {'<https://w3id.org/govkg/id/graph/wuhan-2021>'}
    """
    found = read(source, reviews)
    said = rdf.quads(source, found, concepts.unit_iris(), frozen, judged)
    follows = [
        *release.inferred(source.id, release.standing(said)),
        *derived.quads(source.id, found, said),
    ]
    return Part(source, found, said, rdf.ordered(follows))


def read(source: Source, reviews: Iterable[Mapping[str, str]] = ()) -> list[Statement]:
    """The statements of a report; what people decided on single ones (``curated/reviews.tsv``) sets their status.

    Words of the web page around a report are no damage of its sentences: they are left to the account of sentences.
    """
    damage = [(d.start, d.end, d.why) for d in source.damage if d.kind != "page"]
    found = assemble.read(source, damage)
    decided = {row["statement"]: row["decision"] for row in reviews if not row["closed"]}
    if wrong := next((d for d in decided.values() if d not in DECISIONS), None):
        raise CuratorError(
            "review.decision", f"unknown decision {wrong!r}", where="reviews.tsv", cure="accepted or rejected"
        )
    return [replace(s, status=decided.get(s.id, s.status)) for s in found]
