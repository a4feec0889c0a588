"""/report and /report/ID: the reports, and each of them as a page to read, every statement marked in its words.

``?kind=`` types of statements · ``?of=`` those of one thing · ``?show=unread`` what was not read · ``?s=`` one statement with
all that was read from it, with ``&why=1`` also what else it might have been · ``?at=`` the page of a long report that holds a code point. ``#c123`` is the sentence that begins
at code point 123 of the frozen text, ``#s<id>`` the words of a statement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from govkg import messages, resources
from govkg.analysis import Reader
from govkg.analysis.reader import OUTCOMES, THINGS, TIES
from govkg.analysis.reading import KINDS, Reading, Said, reading
from govkg.errors import CallerError, SourceError
from govkg.graph import Graph
from govkg.query import rejected
from govkg.sources import Source
from govkg.web import frame, listing, paper
from govkg.web.frame import ENDED, Page, Tongue
from govkg.web.notes import Notes
from govkg.web.paper import Choice
from govkg.web.state import Edition, State, serving

COUNTED = (*OUTCOMES, *TIES)  # what every page counts as a statement; a thing that is named is none
KEPT = 24  # reports that are kept read, with each release
ID = re.compile(r"\w[\w.-]{0,199}")  # what names a source
LISTED = 100  # things that a form offers; any other can be named in the address
DEEP = 2  # levels of headings in the table of contents
# Words of the script.
SCRIPTED = ("alternatives", "card", "cite", "close", "copied", "copy", "damaged", "others", "sentence", "statement")


@dataclass(frozen=True)
class Paper:
    """A report as it is kept: read, parted into pages, with what its source says in English of its damaged passages."""

    read: Reading
    pages: tuple[tuple[int, int], ...]
    english: dict[tuple[int, int], str]
    lacks: str  # why the frozen text is not at hand: "" | missing | other

    @property
    def id(self) -> str:
        return self.read.report.id

    def number(self, offset: int) -> int:
        """The page that holds a code point, from 0."""
        return paper.page_of(self.pages, self.read.sentence_at(offset))

    def address(self, offset: int, kept: dict[str, str]) -> str:
        """Where the sentence that begins at a code point is shown, with the languages of the page that says so."""
        at = {"at": str(offset)} if len(self.pages) > 1 else {}
        return frame.href(f"/report/{self.id}#c{offset}", {**at, **kept})


def opened(kg: Graph, name: str) -> Paper:
    """A report of the graph with its frozen text; raises CallerError ``request.path`` where the graph has none of that id."""
    if not ID.fullmatch(name):
        raise unknown(name)
    source = _source(kg, name)
    read = reading(kg.store, name, source.text, source.sha256) if source else reading(kg.store, name)
    if read is None:
        raise unknown(name)
    english = {(d.start, d.end): d.why_en for d in source.damage if d.why_en} if source and read.whole else {}
    lacks = "" if read.whole else "other" if source else "missing"
    return Paper(read, tuple(paper.pages(read)), english, lacks)


def unknown(name: str) -> CallerError:
    """The error for a report that the graph has not."""
    return CallerError("request.path", f"the graph has no report {name[:80]!r}", cure="/report lists the reports")


def _source(kg: Graph, name: str) -> Source | None:
    try:
        return kg.library.source(name) if kg.library else None
    except SourceError:  # not in the workspace, or not any more the text that it was
        return None


async def report(request: Request) -> Response:
    """One report."""
    name = request.path_params["name"].removesuffix(ENDED)
    spoken, asked = frame.tongue(request), dict(request.query_params)
    find: Callable[[str], Paper] = await frame.kept(request, "reader", shelf)
    found: Paper = await frame.read(request, find, name)
    choice = chosen(asked)
    said = _said(found.read, asked.get("s", ""))
    title = found.read.report.title or found.id
    dataset = serving(request).now.dataset[:16]
    notes = Notes(found.read, spoken.lang, spoken.data, found.english, resources.version(), dataset)
    card = _card(found, notes, said, spoken.kept()) if said else None
    if card and said:
        card["review"] = frame.href(f"/review/{said.id}", spoken.kept()) if frame.reviews(request) else ""
    if card and said:
        state = serving(request)
        card["explained"] = bool(state.options.explain and found.read.whole and not said.flaw)
        if card["explained"] and asked.get("why"):
            card["choices"] = await frame.read(request, _choices, state, found, said, spoken.lang)
    if frame.wants_json(request):
        whole = {"card": card} if card else await frame.read(request, data, found, notes, choice)
        return await frame.answer(request, Page("reader.html", title, whole))
    page = found.number(said.start if said else _offset(asked.get("at", "")))
    shown = await frame.read(request, _page, found, notes, choice, page, said, spoken)
    shown["card"] = card
    scripts = ("reader.js", "review-add.js") if frame.reviews(request) else ("reader.js",)
    return await frame.answer(request, Page("reader.html", title, shown, scripts))


def shelf(now: Edition) -> Callable[[str], Paper]:
    """What opens the reports of an edition; the last ones are kept."""
    return lru_cache(maxsize=KEPT)(lambda name: opened(now.kg, name))


def chosen(asked: dict[str, str]) -> Choice:
    """What a request asks to see; raises CallerError ``report.parameter`` for a type or a switch that is none.

    >>> sorted(chosen({"kind": "Result,Target"}).kinds)
    ['Result', 'Target']
    """
    kinds = frozenset(filter(None, asked.get("kind", "").split(",")))
    if wrong := sorted(kinds - {*KINDS, "Flaw"}):
        raise CallerError(
            "report.parameter", f"kind={wrong[0][:40]!r} is no type of statement", cure=f"take {', '.join(KINDS)}"
        )
    if asked.get("show", "") not in ("", "unread"):
        raise CallerError("report.parameter", f"show={asked['show'][:40]!r} is unknown", cure="take show=unread")
    return Choice(kinds, asked.get("of", ""), asked.get("show") == "unread")


def _offset(at: str) -> int:
    if at and not (at.isascii() and at.isdigit() and len(at) < 10):
        raise CallerError(
            "report.parameter", f"at={at[:40]!r} is no place in the text", cure="count code points from 0"
        )
    return int(at or 0)


def _said(read: Reading, name: str) -> Said | None:
    if name and name not in read.by_id:
        cure = "it may belong to another report or an older release"
        raise CallerError("report.parameter", f"s={name[:40]!r} is no statement of this report", cure=cure)
    return read.by_id[name] if name else None


def _card(found: Paper, notes: Notes, said: Said, kept: dict[str, str]) -> dict[str, Any]:
    """What was read from one passage; its addresses keep the languages of the page."""
    read = found.read
    start = read.sentences[read.sentence_at(said.start)].start
    card = notes.card(said, paper.touching(read, said), found.address(start, kept))
    card["facts"] = [(what, words, frame.href(where, kept) if where else "") for what, words, where in card["facts"]]
    card["page"] = frame.href(card["page"], kept) if card["page"] else ""
    return {**card, "choices": []}


def _choices(state: State, found: Paper, said: Said, lang: str) -> list[dict[str, Any]]:
    """What was to be chosen in reading a statement, and among what; one choice of nothing where the rule decided alone."""
    assert state.options.explain
    told = state.options.explain(state.library, found.id, said.id)

    def say(key: str) -> str:
        return messages.text(f"explain.{key}", lang)

    made: dict[str, list[dict[str, Any]]] = {}
    for what, words, why in told:
        option = {"words": words, "won": not why, "why": say(f"why.{why}" if why else "won")}
        made.setdefault(what, []).append(option)
    choices = [{"called": say(f"choice.{what}"), "options": options} for what, options in made.items()]
    return choices or [{"called": say("unasked"), "options": []}]


def _page(found: Paper, notes: Notes, choice: Choice, page: int, said: Said | None, spoken: Tongue) -> dict[str, Any]:  # fmt: skip
    """All that the template shows."""
    read, many = found.read, len(found.pages) > 1
    starts = [read.sentences[a].start for a, _ in found.pages] if read.sentences else [0]
    kept = {"kind": ",".join(sorted(choice.kinds)), "of": choice.of, "show": "unread" if choice.unread else ""}
    here = {"at": str(starts[page]) if page else ""}

    def same(**changed: str) -> str:
        return frame.href(f"/report/{found.id}", {**kept, **here, **changed, **spoken.kept()})

    def place(offset: int) -> str:
        return same(at=str(offset) if many else "") + f"#c{offset}"

    tail = urlencode({k: v for k, v in {**kept, **spoken.kept()}.items() if v})
    return {
        "id": found.id, "report": asdict(read.report), "lacks": found.lacks,
        "quality": read.report.quality[spoken.lang == "en"] or read.report.quality[0],
        "counts": {"sentences": read.body, "unread": len(read.unread), "statements": sum(s.kind in COUNTED for s in read.said),
                   "names": sum(s.kind in THINGS for s in read.said)},
        "blocks": paper.blocks(notes, choice, found.pages[page], said.id if said else ""),
        "toc": [{**h, "href": place(h["start"]), "page": found.number(h["start"])} for h in paper.contents(read, DEEP)],
        "page": page, "pages": len(found.pages), "many": many,
        "turns": {"before": place(starts[page - 1]) if page else "",
                  "after": place(starts[page + 1]) if page + 1 < len(starts) else ""},
        "facets": [{**f, "href": same(kind=f["next"])} for f in paper.facets(read, choice, notes.kind)],
        "every": same(kind=""), "whole": same(of=""), "switch": same(show="" if choice.unread else "unread"),
        "things": things(read), "choice": {**kept, **here}, "tail": f"&{tail}" if tail else "",
        "of": notes.name(choice.of) or choice.of, "of_iri": choice.of,
        "mentioned": any(choice.of in s.of for s in read.said),
        "say": {key: messages.text(f"web.reader.{key}", spoken.lang) for key in SCRIPTED}
        | {"review": messages.text("web.review.statement", spoken.lang)},
    }  # fmt: skip


def things(read: Reading) -> list[dict[str, Any]]:
    """The things that a report speaks of, with how much it says of each, the most first."""
    counts: dict[str, int] = {}
    for s in read.said:
        for iri in s.of:
            counts[iri] = counts.get(iri, 0) + 1
    ordered = sorted(read.picture.things.values(), key=lambda t: (-counts.get(t.iri, 0), t.label, t.iri))[:LISTED]
    return [{"iri": t.iri, "kind": t.kind, "label": t.label, "n": counts.get(t.iri, 0)} for t in ordered]


def data(found: Paper, notes: Notes, choice: Choice) -> dict[str, Any]:
    """The report as data: sections, sentences and statements with their offsets, and everything that was read."""
    read = found.read
    return {
        "report": asdict(read.report), "lacks": found.lacks, "pages": [read.sentences[a].start for a, _ in found.pages if read.sentences],
        "sections": paper.contents(read, 9),
        "sentences": [
            {"start": s.start, "end": s.end, "kind": s.kind, "section": s.path, "plan": s.plan, "text": s.text,
             "statements": [x.id for x in read.within(s) if choice.shows(x)],
             **({"unread": notes.why(s)} if s.unread else {})}
            for s in read.sentences
        ],
        "statements": [
            {"id": s.id, "iri": s.iri, "kind": s.kind, "start": s.start, "end": s.end, "of": sorted(s.of),
             "words": notes.words(s), "read": {k: v for k, v in asdict(s.node).items() if v not in ("", ())}}
            for s in read.said if choice.shows(s)
        ],
    }  # fmt: skip


# -- the list ----------------------------------------------------------------------------------------------------------


async def reports(request: Request) -> Response:
    """The reports of the graph, a page at a time, those that have the words that are sought."""
    rows = await frame.kept(request, "reports", listed)
    spoken = frame.tongue(request)
    title = messages.text("web.reader.list", spoken.lang)
    page = listing.listing(rows, ("title", "body", "covers", "id"), request.query_params)
    return await frame.answer(request, Page("reports.html", title, {"reports": page.pop("rows"), **page}))


def listed(now: Edition) -> list[dict[str, Any]]:
    """The reports with what they are about and how much was read from them, by place, year and title."""
    read = Reader(now.kg.store)
    counts = Counter({str(r["report"]): int(r["n"]) for r in read.rows("report-counts")})
    read.describe(out := rejected(now.kg.store))
    counts.subtract(read.one(i, "source") for i in out if read.kind(i) in COUNTED)
    found = [
        {"id": r.id, "iri": r.iri, "title": r.title, "body": r.body, "covers": r.covers, "dated": r.dated or r.issued,
         "n": counts[r.iri]}
        for r in read.reports().values()
    ]  # fmt: skip
    return sorted(found, key=lambda r: (r["body"], r["covers"], r["title"], r["id"]))


__all__ = ["Paper", "chosen", "data", "listed", "opened", "report", "reports", "things"]
