"""/review: people decide on statements, in the browser of the machine that serves; there are these routes only with ``--review``.

``/review/enter?key=`` opens the review once · ``/review`` the queue by doubt, ``?report= &kind= &reason=`` and ``&all=1`` ·
``/review/ID`` one statement · ``/review/add`` words that were selected in the reader · ``/review/names`` what a thing is made of
· ``/review/stats`` how far reviewers agree and which rules are right. Every decision is a row of ``curated/``; what writes is a
POST that ``review_form`` has let through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from govkg import messages, reviews, statements, verdicts
from govkg.curation import today
from govkg.errors import CallerError
from govkg.library import Library
from govkg.web import frame, openapi, reader, review_add, review_figures, review_names, review_queue, review_statement
from govkg.web.frame import ENDED
from govkg.web.options import Deciding, Options
from govkg.web.reader import Paper
from govkg.web.review_form import HEADERS, Done, key_of, page, posted, reason, standing
from govkg.web.review_key import LASTS, cookie
from govkg.web.review_queue import Item
from govkg.web.state import Edition, State, serving

QUEUE = "review queue"  # with what is kept of an edition
TABLES = ("reviews", verdicts.TABLE)


async def enter(request: Request) -> Response:
    """Opens the review in the browser that says the secret; the address says nothing of it from then on."""
    key = serving(request).key
    assert key is not None
    if request.method != "GET":  # whoever only looks whether the address is there does not use it up
        return Response(status_code=204, headers=HEADERS)
    session = key.enter(request.query_params.get("key", ""))
    made = RedirectResponse("/review", 303, HEADERS)
    made.set_cookie(cookie(request), session, max_age=LASTS, httponly=True, samesite="strict", path="/")
    return made


async def listed(request: Request) -> Response:
    """The queue."""
    key_of(request)
    state, spoken = serving(request), frame.tongue(request)
    every = await state.lately(state.now, QUEUE, queue(state.options))
    decided = await frame.read(request, review_queue.rows, state.library)
    want = review_queue.asked(request.query_params)
    made = review_queue.page(every, want, decided, state.options.by, spoken.lang)
    return await frame.answer(
        request, page(request, "review_queue.html", messages.text("web.review.title", spoken.lang), made)
    )


async def one(request: Request) -> Response:
    """One statement."""
    key_of(request)
    state, spoken, asked = serving(request), frame.tongue(request), request.query_params
    name = request.path_params["statement"].removesuffix(ENDED)
    source = await frame.read(request, review_statement.source_of, state.now, name)
    held = await frame.kept(request, f"review {source}", lambda now: review_statement.held(now, source))
    s = held.every.get(name)
    if s is None:
        raise CallerError("review.unknown", f"no statement has the id {name[:40]!r}", cure="/review lists what there is to decide")  # fmt: skip
    find: Callable[[str], Paper] = await frame.kept(request, "reader", reader.shelf)
    paper = await frame.read(request, find, source)
    every = await state.lately(state.now, QUEUE, queue(state.options))
    decided = await frame.read(request, review_queue.rows, state.library)
    figures = await frame.kept(request, "review rules", review_figures.by_rule)
    was = await frame.read(request, review_statement.as_read, state.now, decided.get(name, ()))
    want, by = review_queue.asked(asked), state.options.by
    doubt = next((x for x in every if x.id == name), None)
    left = review_queue.sifted(every, want, decided, by)
    made = {
        **review_statement.told(held, paper, s, spoken.lang, was), "decided": [asdict(r) for r in decided.get(name, ())],
        "mine": (m := review_queue.mine(decided.get(name, ()), by)) and m.decision, "want": want.kept,
        "doubts": [r[spoken.lang] for r in doubt.said] if doubt else [],
        "choices": await frame.read(request, choices, state, source, name, spoken.lang) if paper.read.whole else [],
        "precision": review_figures.words(figures[s.rule], spoken.lang) if s.rule in figures else "", "left": len(left), "of": len(every),
        **beside([x.id for x in every], [x.id for x in left], name), "quick": review_statement.quick(s.type),
    }  # fmt: skip
    title = f"{made['called']} {made['quote'][:40]}"
    return await frame.answer(request, page(request, "review_statement.html", title, made, "review.js"))


def queue(options: Options) -> Callable[[Edition], list[Item]]:
    """What makes the queue of an edition."""
    doubts = options.doubts
    assert doubts is not None  # handed in with --review
    return lambda now: review_queue.made(now, doubts)


def beside(every: list[str], left: list[str], name: str) -> dict[str, str]:
    """The next one to decide and the one before, in the order of the queue; after the last one comes the first that is left.

    >>> beside(["a", "b", "c", "d"], ["a", "d"], "b")
    {'next': 'd', 'previous': 'a'}
    """
    at = every.index(name) if name in every else -1
    rest, wanted = every[at + 1 :] + every[: max(at, 0)], set(left)
    return {"next": next((x for x in rest if x in wanted), ""), "previous": every[at - 1] if at > 0 else ""}


def choices(state: State, source: str, statement: str, lang: str) -> list[dict[str, Any]]:
    """What was to be chosen in reading a statement, and among what."""
    if not state.options.explain:
        return []
    made: dict[str, list[dict[str, Any]]] = {}
    for what, words, why in state.options.explain(state.library, source, statement):
        said = messages.text(f"explain.why.{why}" if why else "explain.won", lang)
        made.setdefault(what, []).append({"words": words, "won": not why, "why": said})
    return [
        {"called": messages.text(f"explain.choice.{what}", lang), "options": options} for what, options in made.items()
    ]


async def decide(request: Request) -> Response:
    """Writes a decision on a statement."""
    deciding, by, lang = hands(request), serving(request).options.by, frame.tongue(request).lang
    simple = {reviews.ACCEPTED: deciding.accept, reviews.REJECTED: deciding.reject, reviews.UNSURE: deciding.unsure}

    def write(library: Library, given: Mapping[str, str]) -> Done:
        name, decision, on = given.get("statement", ""), given.get("decision", ""), today()
        default = messages.text("web.review.why.right", lang) if decision == reviews.ACCEPTED else ""
        why = reason(given, default)
        if decision == reviews.CORRECTED:
            row = deciding.correct(library, name, corrected(library, given, by), by, why, on)
        elif decision in simple:
            row = simple[decision](library, name, by, why, on)
        else:
            raise CallerError("review.decision", f"unknown decision {decision[:40]!r}", cure="accepted, corrected, rejected or unsure")  # fmt: skip
        after = given.get("next", "")
        return Done(
            row.id, table(library, "reviews"), f"/review/{after}" if after.isalnum() and after.isascii() else "/review"
        )

    return await posted(request, write)


def hands(request: Request) -> Deciding:
    """What takes decisions on statements."""
    found = serving(request).options.deciding
    assert found is not None  # handed in with --review
    return found


def corrected(library: Library, given: Mapping[str, str], by: str) -> dict[str, str]:
    """The fields that a form corrects: those that differ, on top of what the same person corrected before."""
    name, source = given.get("statement", ""), given.get("source", "")
    if source not in library.source_ids():
        raise CallerError("review.unknown", f"there is no source {source[:80]!r}", cure="load the page again")
    s = next((s for s in statements.load(library.statements(source)) if s.id == name), None)
    if s is None:
        raise CallerError("review.unknown", f"no statement has the id {name[:40]!r}", cure="load the page again")
    own = review_queue.mine(review_queue.rows(library).get(name, ()), by)
    before = own.values if own and own.decision == reviews.CORRECTED else {}
    found = {**before, **review_statement.changed(s, given)}
    if not found:
        raise CallerError("review.same", "no field was changed", cure="change one, or accept the statement")
    return found


async def close(request: Request) -> Response:
    """Closes a row: what it did is undone."""
    deciding = hands(request)

    def write(library: Library, given: Mapping[str, str]) -> Done:
        row, name = given.get("row", ""), given.get("table", "")
        if name not in TABLES:
            raise CallerError("curated.unknown", f"there is no table {name[:40]!r}", cure=f"take {' or '.join(TABLES)}")
        if name == verdicts.TABLE:
            verdicts.close(library, row, today())
        else:
            deciding.close(library, row, today())
        of, statement = given.get("of", ""), given.get("statement", "")
        if of:
            return Done(row, table(library, name), review_names.PATH, {"of": of})
        named = statement.isalnum() and statement.isascii()
        return Done(row, table(library, name), f"/review/{statement}" if named else "/review")

    return await posted(request, write)


def table(library: Library, name: str) -> Path:
    """The file of a table."""
    return library.root / "curated" / f"{name}.tsv"


async def now(request: Request) -> Response:
    """How the graph that is served stands to the decisions."""
    key_of(request)
    return openapi.jsoned(standing(serving(request)), HEADERS)


ROUTES = [
    Route("/review/enter", enter),
    *(Route(f"/review{end}", listed) for end in ("", ENDED)),
    Route("/review/state.json", now),
    *(Route(f"/review/stats{end}", review_figures.stats) for end in ("", ENDED)),
    *(Route(f"/review/names{end}", review_names.names) for end in ("", ENDED)),
    *(Route(f"/review/add{end}", review_add.form) for end in ("", ENDED)),
    Route("/review/do/decide", decide, methods=["POST"]),
    Route("/review/do/close", close, methods=["POST"]),
    Route("/review/do/judge", review_names.judge, methods=["POST"]),
    Route("/review/do/add", review_add.add, methods=["POST"]),
    Route("/review/added/done", review_add.done),
    Route("/review/{statement}", one),
]
