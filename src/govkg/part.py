"""One report's part of the graph: from its source to its statements and its quads. A pure function of the source, what people
decided and the rules: whichever engine runs it, on whatever machine, gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad

from govkg import anchors, assemble, concepts, corrections, derived, document, rdf, release, reviews
from govkg.corrections import Settled
from govkg.errors import CuratorError
from govkg.judgements import Judged
from govkg.passages import Passages
from govkg.sources import Source
from govkg.statements import Evidence, Statement

Reviews = Iterable[Mapping[str, str] | reviews.Row]


@dataclass(frozen=True, slots=True)
class Part:
    """What a report gives: its statements, the quads of its graph, and the quads of the graph of what follows from it alone."""

    source: Source
    statements: list[Statement]
    said: list[Quad]
    follows: list[Quad]


def make(
    source: Source,
    reviews: Reviews = (),
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
    found = settled(source, reviews)
    said = rdf.quads(source, found.statements, concepts.unit_iris(), frozen, judged, found.stated)
    follows = [
        *release.inferred(source.id, release.standing(said)),
        *derived.quads(source.id, found.statements, said, found.read),
    ]
    return Part(source, found.statements, said, rdf.ordered(follows))


def read(source: Source, reviews: Reviews = ()) -> list[Statement]:
    """The statements of a report as people left them; ``reviews`` are the rows of ``curated/reviews.tsv``.

    Words of the web page around a report are no damage of its sentences: they are left to the account of sentences.
    """
    return settled(source, reviews).statements


def settled(source: Source, found: Reviews = ()) -> Settled:
    """The statements of a report with what people decided on single ones; raises CuratorError for a decision that cannot be."""
    rows = reviews.rows(found)  # before the report is read: it may take long
    read = anchors.renamed(assemble.read(source, damage(source)), source.anchors)
    return corrections.settle(read, rows, source.id, words(source), source.anchors)


def damage(source: Source) -> list[tuple[int, int, str]]:
    """The damaged passages of a report's own text."""
    return [(d.start, d.end, d.why) for d in source.damage if d.kind != "page"]


def words(source: Source) -> corrections.Evidences:
    """What makes the evidence of words that a person selected in a report, as reading makes it."""

    def evidence(start: int, end: int) -> Evidence:
        if not 0 <= start < end <= len(source.text):
            raise CuratorError("review.words", f"the text of {source.id} has no words {start}-{end}", where=reviews.WHERE,
                               cure=f"it has {len(source.text)} characters")  # fmt: skip
        passages = Passages(source.text)
        return passages.evidence(
            document.parse(source.text, source.plans or None), source.id, start, end, damage(source)
        )

    return evidence
