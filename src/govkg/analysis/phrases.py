"""Who used a formula first: the reports whose sentences have exactly these words, each with the first of them.

Every sentence of a report is in the graph, whether or not a statement was read of it.
"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from govkg import parameters, query, questions, resources, vocab
from govkg.analysis import named
from govkg.analysis.diffusion import MENTION, Diffusion, Mention, Where, ordered, reporting
from govkg.analysis.model import Passage, Tie
from govkg.analysis.reader import Reader
from govkg.errors import CallerError
from govkg.store import View


def phrases(store: View, phrase: str, place: str = "") -> Diffusion:
    """The reports that have the words, by the year that they cover; ``place`` keeps to a place and what lies in it.

    Raises CallerError ``view.phrase`` where no report has them, and as ``named.one`` does for a place that is not known.

    >>> import govkg
    >>> found = phrases(govkg.open().store, "一网通办")
    >>> [(m.year, m.sentences, found.picture.passages[m.tie].quote) for m in found.mentions]
    [('2021', 2, '一网通办')]
    """
    read = Reader(store)
    within = named.one(store, place, ("Place",)) if place else ""
    places = reporting(read, within)
    text = parameters.bind(store, questions.get("phrase-first"), {"phrase": phrase})
    rows = query.execute(store, text)[1]
    of = {str(r["s"]): str(r["place"] or "") for r in read.rows("reporters")}
    reports = read.reports({str(r["reportId"]) for r in rows})
    mentions: list[Mention] = []
    ties: list[Tie] = []
    passages: dict[str, Passage] = {}
    for r in rows:
        report, whole, start, end = str(r["reportId"]), str(r["sentence"]), int(str(r["start"])), int(str(r["end"]))
        where, first, year = of.get(report, ""), int(str(r["sentenceStart"])), str(r["year"])
        if not where and not within:  # a report of no place has a lane of its own
            where = report
            places[report] = Where(report, reports[report].body or reports[report].title, "", (year,))
        if where not in places:
            continue
        before, after = whole[: start - first].lstrip(), whole[end - first :].rstrip()
        passages[report] = Passage(report, report, start, end, before, phrase, after, str(r["section"]), sentence=first)
        ties.append(Tie(report, MENTION, where, "", report, "", role=str(r["sentences"])))
        mentions.append(Mention(report, where, report, year, sentences=int(str(r["sentences"]))))
    if not mentions:
        raise CallerError("view.phrase", f"no report has the words {phrase!r}",
                          cure="give the words exactly as reports write them, or fewer of them")  # fmt: skip
    picture = read.picture(places, (), ())
    kept = {m.report for m in mentions}
    picture = replace(picture, ties=tuple(sorted(ties, key=lambda t: t.iri)), passages=passages, sections=read.sections(kept),
                      reports={i: r for i, r in reports.items() if i in kept})  # fmt: skip
    return replace(ordered(picture, (phrase, phrase), mentions, places.values()), origin=_origin(phrase))


def _origin(phrase: str) -> tuple[str, str]:
    """Since when, and from where, the vocabulary says that a formula is current; nothing where it does not know."""
    rows = [r for r in vocab.table("formulas") if r["word"] == phrase and r["origin"] != "genre"]
    return next(((r["since"], r["origin"]) for r in rows), ("", ""))


def formulas() -> tuple[str, ...]:
    """The formulas of the vocabulary, for whoever looks for one.

    >>> "放管服" in formulas()
    True
    """
    return tuple(r["word"] for r in vocab.table("formulas"))


def used(store: View) -> tuple[str, ...]:
    """The formulas of the vocabulary that some report has.

    >>> import govkg
    >>> "一网通办" in used(govkg.open().store), "低空经济" in used(govkg.open().store)
    (True, False)
    """
    text, slot = resources.path("queries/view/formula.rq").read_text(encoding="utf-8"), "VALUES ?words { UNDEF }"
    asked = {w: text.replace(slot, f"VALUES ?words {{ {ox.Literal(w)} }}") for w in formulas()}
    return tuple(w for w, each in asked.items() if query.execute(store, each)[1])
