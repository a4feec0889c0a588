"""/review/add: a statement that was not read, added on words that somebody selected in the reader.

``?source= &start= &end=`` code points of the frozen text, half-open · ``&type=`` what it states. What the words say as a figure
is read from them and stands in the form, to be seen before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from govkg import messages, surface
from govkg.curation import today
from govkg.errors import CallerError
from govkg.library import Library
from govkg.statements import KINDS, Evidence, Observation, Shortcoming, Statement
from govkg.web import frame, reader, review_statement
from govkg.web.reader import Paper
from govkg.web.review_form import Done, key_of, page, posted, reason
from govkg.web.review_statement import FIELDS, Held
from govkg.web.state import serving

# What the form offers: names of things are added on the command line.
TYPES = tuple(kind.type for kind in KINDS if kind.type not in ("entity", "ignored", "finding"))
LONGEST = 400  # code points that one statement may stand on


async def form(request: Request) -> Response:
    """The form for the words that are selected."""
    key_of(request)
    spoken, asked = frame.tongue(request), request.query_params
    source = asked.get("source", "")
    find: Callable[[str], Paper] = await frame.kept(request, "reader", reader.shelf)
    paper = await frame.read(request, find, source)
    held = await frame.kept(request, f"review {source}", lambda now: review_statement.held(now, source))
    kind = asked.get("type", "") or "observation"
    if kind not in TYPES:
        raise CallerError("review.field", f"type is {kind[:40]!r}", cure=f"take {', '.join(TYPES)}")
    start, end = place(asked.get("start", "")), place(asked.get("end", ""))
    made = await frame.read(request, told, paper, held, kind, start, end, spoken.lang)
    title = messages.text("web.review.add.title", spoken.lang)
    return await frame.answer(request, page(request, "review_add.html", title, made))


def place(said: str) -> int:
    """A code point of the text; raises CallerError ``report.parameter``.

    >>> place("1711")
    1711
    """
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise CallerError("report.parameter", f"{said[:40]!r} is no place in the text", cure="count code points from 0")
    return int(said)


def told(paper: Paper, held: Held, kind: str, start: int, end: int, lang: str) -> dict[str, Any]:
    """What the page shows: the words in their paragraph, the types, the fields with what the words say of them."""
    words = evidence(paper, start, end)
    s: Statement = Shortcoming(evidence=words, rule="")
    near = [x for x in held.every.values() if x.evidence.sentence_start == words.sentence_start]
    said = proposed(near, paper, kind, words.exact)
    names = review_statement.Words(held, lang)
    fields = [names.blank(name, form_, scheme, said.get(name, "")) for name, form_, scheme in FIELDS[kind]]
    outcomes = [(x.id, names.summary(x)) for x in near if x.type in ("observation", "milestone", "recognition")]
    return {
        "source": held.source, "title": paper.read.report.title or held.source, "start": start, "end": end, "quote": words.exact,
        "text": review_statement.paragraph(paper.read, s), "type": kind, "fields": fields, "outcomes": outcomes,
        "types": [(t, messages.text(f"explain.type.{t}", lang)) for t in TYPES], "there": [names.summary(x) for x in near if
            (x.evidence.start, x.evidence.end) == (start, end)], "things": sorted({e.key for e in held.entities}),
        "metrics": review_statement.measured(lang),
    }  # fmt: skip


def proposed(near: Sequence[Statement], paper: Paper, kind: str, words: str) -> dict[str, str]:
    """What stands in the form before anybody writes: what the words say, and what the figures beside them are of."""
    about = next((about for x in near if (about := str(getattr(x, "about", "")))), "")
    if kind != "observation":
        return {"about": about}
    beside = next((x for x in near if isinstance(x, Observation)), None)
    covers = paper.read.report.covers
    return {"about": about, "role": "value", "kind": "rank" if words.startswith("第") else "level", "start": beside.start if beside else covers,
            "end": beside.end if beside else covers, "place": beside.place if beside else "", **read(words)}  # fmt: skip


def evidence(paper: Paper, start: int, end: int) -> Evidence:
    """The words with their sentence; raises CallerError ``review.words`` for a selection that no statement can stand on."""
    read = paper.read
    at = read.sentence_at(start)
    if (
        not read.whole
        or not read.sentences
        or not 0 <= start < end
        or end - start > LONGEST
        or end > read.sentences[-1].end
    ):
        raise CallerError("review.words", f"no statement can stand on {start}:{end}", cure=f"select up to {LONGEST} characters of one sentence")  # fmt: skip
    sentence = read.sentences[at]
    if end > sentence.end or start < sentence.start:
        raise CallerError("review.words", "the words are of two sentences", cure="select words of one sentence")
    exact = sentence.text[start - sentence.start : end - sentence.start]
    return Evidence(read.report.id, start, end, exact, "", "", sentence.start, sentence.end, sentence.path)


def read(words: str) -> dict[str, str]:
    """What the words say as a figure; nothing where they say none.

    >>> read("19万余件")
    {'value': '190000', 'unit': '件', 'bound': 'above'}
    """
    found = surface.read(words)
    return found.fields() if found else {}


async def add(request: Request) -> Response:
    """Writes the statement as a row."""
    options = serving(request).options
    deciding, by = options.deciding, options.by
    assert deciding is not None

    def write(library: Library, given: Mapping[str, str]) -> Done:
        kind, source = given.get("type", ""), given.get("source", "")
        if kind not in TYPES:
            raise CallerError("review.field", f"type is {kind[:40]!r}", cure=f"take {', '.join(TYPES)}")
        known = {name for name, _, _ in FIELDS[kind]}
        fields = {k[2:]: v.strip() for k, v in given.items() if k.startswith("f.") and v.strip()}
        if wrong := sorted(fields.keys() - known):
            raise CallerError(
                "review.field", f"{wrong[0][:40]!r} is no field of a {kind}", cure=f"take {', '.join(sorted(known))}"
            )
        row = deciding.add(library, source, kind, place(given.get("start", "")), place(given.get("end", "")), fields, by,
                           reason(given), today())  # fmt: skip
        return Done(
            row.id,
            library.root / "curated" / "reviews.tsv",
            "/review/added/done",
            {"source": source, "at": given.get("start", "")},
        )

    return await posted(request, write)


async def done(request: Request) -> Response:
    """What was added: its row, how to take it back, the way back into the report."""
    key_of(request)
    spoken, asked = frame.tongue(request), request.query_params
    made = {"source": asked.get("source", ""), "at": place(asked.get("at", ""))}
    title = messages.text("web.review.add.done", spoken.lang)
    return await frame.answer(request, page(request, "review_added.html", title, made))
