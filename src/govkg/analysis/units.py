"""Who answers for what and who takes part: every participation that the reports state, each at the place where it is said."""

from __future__ import annotations

from dataclasses import dataclass

from govkg.analysis.gather import gather, report_of, said_in
from govkg.analysis.model import Passage, Picture, Tie
from govkg.analysis.reader import Reader
from govkg.store import View

REPORTING = "reportingBody"


@dataclass(frozen=True)
class Duties:
    """A picture of who does what; ``homes`` says where each thing is named first in each report (thing, report → passage)."""

    picture: Picture
    homes: dict[tuple[str, str], Passage]

    def named(self) -> list[Tie]:
        """The participations that the text itself names, in its order."""
        return sorted((t for t in self.picture.ties if t.basis != REPORTING), key=lambda t: (*self.place(t), t.iri))

    def unnamed(self) -> list[Tie]:
        """Those of the reporting body, taken because the text names no other, in the order of what they are of."""
        return sorted((t for t in self.picture.ties if t.basis == REPORTING), key=lambda t: (*self.place(t), t.iri))

    def report(self, tie: Tie) -> str:
        """The report that states a tie."""
        words = self.picture.passages.get(tie.passage)
        return words.report if words else ""

    def place(self, tie: Tie) -> tuple[str, int]:
        """Report and first character of a tie: of its words, or of the thing where the words only name the reporting body."""
        words = self.where(tie)
        return (self.report(tie), words.start if words else 0)

    def section(self, tie: Tie) -> str:
        """The path of the section that a tie belongs to, "" before all sections."""
        words = self.where(tie)
        return words.section if words else ""

    def where(self, tie: Tie) -> Passage | None:
        """The passage that says where in the report a tie belongs."""
        if tie.basis == REPORTING:
            return self.homes.get((tie.target, self.report(tie)))
        return self.picture.passages.get(tie.passage)


def units(store: View, of: str = "", report: str = "") -> Duties:
    """The organisations and what they take part in; with ``of`` only what this organisation takes part in, with all who do.

    ``report`` is the id of the one report to tell of; raises CallerError ``view.report`` where there is none of it.

    >>> import govkg
    >>> duties = units(govkg.open().store)
    >>> [t.role for t in duties.named() if duties.picture.things[t.source].label == "省公安厅"]
    ['cooperates']
    """
    read = Reader(store)
    if of:
        theirs = {str(r["initiative"]) for r in read.rows("participations", organisation=[of])}
        found = read.subjects("participations", initiative=theirs)
    else:
        found = [] if report else read.subjects("participations")
    if report:
        within = said_in(read, report_of(read, report))
        found = (
            [i for i in found if i in within] if of else [i for i, kind in within.items() if kind == "Participation"]
        )
    gather(read, found)
    picture = read.picture([of] if of else (), (), [read.tie(i) for i in found], of)
    things = {t.target for t in picture.ties if t.basis == REPORTING}
    read.describe(e for i in things for e in read.nodes[i].get("evidence", ()))
    homes: dict[tuple[str, str], Passage] = {}
    for iri in sorted(things):
        for words in map(read.passage, read.nodes[iri].get("evidence", ())):
            known = homes.get((iri, words.report))
            if known is None or words.start < known.start:
                homes[iri, words.report] = words
    return Duties(picture, homes)


__all__ = ["REPORTING", "Duties", "units"]
