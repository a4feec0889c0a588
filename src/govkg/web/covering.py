"""/coverage: how much of each report was read, section by section; what was left out and why; what could not be read."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from govkg import document, messages
from govkg.analysis import covered
from govkg.analysis.covered import FATES, FINDING, IGNORED, Covered, Section, Sentence
from govkg.errors import CallerError, SourceError
from govkg.library import Library
from govkg.web import frame, listing
from govkg.web.state import Edition, serving

Data = dict[str, Any]
MOST = 20  # reports of one page
SHOWN = 60  # sentences of one list
WIDTH = 160  # px of the bar that shows the shares


async def coverage(request: Request) -> Response:
    """The list of reports, or with ``?report=ID`` the account of one; of the only one without asking."""
    reports = await frame.kept(request, "coverage reports", listed)
    asked = request.query_params.get("report", "")
    if not asked and len(reports) != 1:
        return await several(request, reports)
    for one in reports:
        if asked in ("", one["id"], one["s"]):
            return await single(request, one, len(reports))
    raise CallerError("request.path", f"the graph has no report {asked[:80]!r}", cure="/coverage lists them")


def listed(now: Edition) -> list[dict[str, str]]:
    """The reports of an edition."""
    return covered.listed(now.kg.store)


async def single(request: Request, one: dict[str, str], of: int) -> Response:
    """The page of one report."""
    spoken, made = frame.tongue(request), await account(request, one["s"])
    counted = await frame.kept(
        request, f"counted {one['id']}", lambda _: expected(serving(request).library, one["id"], made)
    )
    data = {"several": of > 1, **report(one, made, counted, spoken.data)}
    title = messages.text("web.coverage.of", spoken.lang, title=one["title"])
    return await frame.answer(request, frame.Page("coverage.html", title, data))


async def several(request: Request, reports: list[dict[str, str]]) -> Response:
    """A page of the list of reports."""
    page = listing.listing(reports, ("title", "covers", "id"), request.query_params, MOST)
    rows = [
        {k: one[k] for k in ("id", "title", "covers")} | counts((await account(request, one["s"])).total)
        for one in page["rows"]
    ]
    data = {"report": {}, **page, "rows": rows}
    title = messages.text("web.coverage.title", frame.tongue(request).lang)
    return await frame.answer(request, frame.Page("coverage.html", title, data))


async def account(request: Request, iri: str) -> Covered:
    """The account of a report, made once for a release."""

    def make(now: Edition) -> Covered:
        return covered.covered(now.kg.store, iri)

    return await frame.kept(request, f"coverage {iri}", make)


def report(one: dict[str, str], made: Covered, counted: list[Data], data: str) -> Data:
    """The account of one report as plain data."""
    left: dict[str, list[Sentence]] = {}
    for s in made.of(IGNORED):
        for reason in s.reasons:
            left.setdefault(reason, []).append(s)
    damaged = [s for s in made.sentences if s.damage and s.fate != FINDING]
    return {
        "report": {"id": one["id"], "iri": one["s"], "title": one["title"], "covers": one["covers"]},
        "total_counts": counts(made.total), "expected": counted,
        "sections": [{"path": s.path, "heading": made.headings.get(s.path, ""), "first": s.first, **counts(s)} for s in made.sections],
        "findings": [sentence(s) | {"why": "；".join(s.messages)} for s in made.of(FINDING)[:SHOWN]],
        "findings_total": made.total.finding,
        "left": [{"reason": frame.to(r), "name": (made.labels.get(r) or ("", ""))[data == "en"] or r.rpartition("/")[2], "count": n,
                  "sentences": [sentence(s) for s in left[r][:SHOWN]]} for r, n in made.reasons.items()],
        "damaged": [sentence(s) | {"why": s.damage} for s in damaged[:SHOWN]], "damaged_total": len(damaged), "shown": SHOWN,
    }  # fmt: skip


def counts(s: Section) -> Data:
    """What became of the sentences of a section, and the parts of a bar for it."""
    made: Data = {
        "sentences": s.sentences,
        "stated": s.stated,
        "ignored": s.ignored,
        "finding": s.finding,
        "statements": s.statements,
    }
    at, parts = 0.0, []
    for fate in FATES:
        wide = WIDTH * made[fate] / (s.sentences or 1)
        if wide:
            parts.append({"fate": fate, "x": round(at, 1), "width": round(wide, 1)})
        at += wide
    return made | {"parts": parts}


def sentence(s: Sentence) -> Data:
    """A sentence for a list."""
    return {"start": s.start, "end": s.end, "words": s.words.strip(), "section": s.section}


def expected(library: Library, name: str, made: Covered) -> list[Data]:
    """What a person counted in the text beside what was read; [] where nobody counted or the text is not here.

    >>> import govkg
    >>> from govkg import ids
    >>> kg = govkg.open()
    >>> found = expected(kg.library, "wuhan-2021", covered.covered(kg.store, ids.report("wuhan-2021")))
    >>> [(row["what"], row["least"], row["found"], row["met"]) for row in found][:2]
    [('sections', 32, 32, True), ('sentences', 137, 137, True)]
    """
    try:
        source = library.source(name)
    except SourceError:
        return []
    parsed = document.parse(source.text, source.plans or None)
    found = {
        "sections": sum(s.kind == "heading" for s in parsed.sentences), "sentences": len(parsed.sentences),
        "figures": made.figures, "characters": len(source.text),
    }  # fmt: skip
    return [
        {"what": what, "least": least, "most": most, "found": found[what], "met": least <= found[what] <= most}
        for what, (least, most) in source.expected.items()
        if what in found
    ]
