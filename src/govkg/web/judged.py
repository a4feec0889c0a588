"""The figures that an answer draws, as the judge of figures sees them: which share an axis, and what to say where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from govkg import messages
from govkg.analysis import comparable
from govkg.analysis.model import FIGURES, Outcome
from govkg.analysis.reader import Reader
from govkg.answer import Answer
from govkg.store import View
from govkg.web.charts import Axis

NAMED = ("outcomeId", "statement")  # columns of an answer that name its figure


def of_answer(store: View, answer: Answer) -> dict[int, Outcome]:
    """The figure of each row of an answer, by the row's number; rows of anything else have none."""
    return of_rows(store, [[str(row[c]) for c in NAMED if row.get(c)] for row in answer.rows])


def of_rows(store: View, rows: Sequence[Iterable[str]]) -> dict[int, Outcome]:
    """The first figure among the IRIs of each row, by the row's number."""
    read = Reader(store)
    read.describe({iri for row in rows for iri in row})
    found: dict[int, str] = {}
    for n, row in enumerate(rows):
        if iri := next((i for i in row if read.kind(i) in FIGURES), ""):
            found[n] = iri
    ends = ("evidence", "place", "about")
    read.describe({v for iri in found.values() for end in ends for v in read.nodes[iri].get(end, ())})
    return {n: read.outcome(iri) for n, iri in found.items()}


def told(axes: Sequence[Axis], figures: Mapping[int, Outcome], lang: str) -> list[list[str]]:
    """Of each axis why it stands apart from the one before it that is likest, and what keeps figures on it from being compared.

    Bounds are drawn, so that they are not said again; of figures of many periods the periods are.
    """
    english = lang == "en"
    made: list[list[str]] = []
    firsts: list[Outcome] = []
    for axis in axes:
        here = [figures[s.point.row] for s in axis.strips if s.point.row in figures]
        said: list[str] = []
        if here:
            reasons: list[tuple[str, ...]] = [comparable.unlike(first, here[0]) for first in firsts]
            nearest: tuple[str, ...] = min(reasons, key=len) if reasons else ()
            said += _sentence("web.ask.apart", nearest, english)
            firsts.append(here[0])
        found = [comparable.verdict(a, b) for a, b in [*pairwise(here), *((here[0], x) for x in here[2:])]]
        refused = {code for v in found for code in v.refused}
        notes = {code for v in found for code in v.told} - {"bounded", "undecided", "role", "subject"}
        said += _sentence("web.ask.mixed", (c for c in comparable.REFUSED if c in refused), english)
        said += _sentence("web.ask.told", (c for c in comparable.TOLD if c in notes), english)
        made.append(said)
    return made


def _sentence(key: str, codes: Iterable[str], english: bool) -> list[str]:
    reasons = [comparable.label(code)[english] for code in codes]
    return (
        [messages.text(key, "en" if english else "zh", why=("; " if english else "；").join(reasons))]
        if reasons
        else []
    )
