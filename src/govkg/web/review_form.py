"""What comes from a form of review: checked whole before anything is done, done once, answered with the row it became."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from govkg.errors import CallerError, GovkgError
from govkg.library import Library
from govkg.web import frame, guard, openapi, problems, protocol
from govkg.web.frame import Page
from govkg.web.guard import TOLD
from govkg.web.reasons import told
from govkg.web.review_key import NONCE, TOKEN, Key, opened, own, same
from govkg.web.state import State, serving

BODY = 64 * 2**10  # bytes of a form
# Pages with forms: their address is told to this server alone, so that a browser states the origin of what it sends from them.
HEADERS = {"referrer-policy": "same-origin", "cache-control": "no-store"}


@dataclass(frozen=True)
class Done:
    """A row that was written or closed: its id, the file that holds it, and the page that comes next."""

    row: str
    file: Path
    next: str
    asked: Mapping[str, str] = field(default_factory=dict)  # the parameters of that page


def key_of(request: Request) -> Key:
    """The key of the review, held by whoever asks; raises CallerError ``review.session``."""
    key = serving(request).key
    assert key is not None  # there is no route without one
    opened(key, request)
    return key


async def posted(request: Request, write: Callable[[Library, Mapping[str, str]], Done]) -> Response:
    """Does what a form asks for and has the graph built anew; for a script as JSON, else the next page.

    Raises CallerError ``review.…`` and ``request.…`` for a request that no page of this server sent; nothing is done then.
    """
    state, key, spoken = serving(request), key_of(request), frame.tongue(request)
    own(request)
    kind = request.headers.get("content-type", "")
    if protocol.media(kind) != protocol.FORM:
        raise CallerError("request.type", f"a body of {kind[:60]!r} is no form", cure=f"send {protocol.FORM}")
    body = await guard.body(request.scope, request.receive, replace(state.options, body=BODY))
    given = dict(protocol.pairs(body))
    if not same(given.get(TOKEN, ""), key.token):
        raise CallerError("review.token", "the request does not come from a page of this server", cure="load the page again")  # fmt: skip
    try:
        with key.taken(given.get(NONCE, "")):
            done = await run_in_threadpool(write, state.library, given)
    except GovkgError as e:
        if not frame.wants_json(request):
            raise
        request.scope[TOLD]["code"] = e.code
        said = told(e, spoken.lang)
        made = openapi.jsoned({"error": said}, HEADERS)
        made.status_code = problems.status(e)
        return made
    state.builder.ask()
    if not frame.wants_json(request):
        return RedirectResponse(frame.href(done.next, {**done.asked, "row": done.row, **spoken.kept()}), 303, HEADERS)
    where = place(state.library, done.file)
    return openapi.jsoned({"row": done.row, "file": where, "nonce": key.nonce()}, HEADERS)


def place(library: Library, file: Path) -> str:
    """A file as a person of the workspace names it."""
    return file.relative_to(library.root).as_posix() if file.is_relative_to(library.root) else str(file)


def page(request: Request, template: str, title: str, data: Mapping[str, Any], *scripts: str) -> Page:
    """A page of review: with the token and a nonce of its own, where the graph stands, never kept by a browser."""
    key, state = key_of(request), serving(request)
    held = {
        "token": key.token,
        "nonce": key.nonce(),
        "by": state.options.by,
        "row": request.query_params.get("row", ""),
    }
    return Page(
        template, title, {**data, **held, "state": standing(state)}, ("review-state.js", *scripts), headers=HEADERS
    )


def standing(state: State) -> dict[str, Any]:
    """How the graph that is served stands to the decisions."""
    return {"state": state.builder.state, "error": state.builder.error, "dataset": state.now.dataset[:12], "builds": state.builder.builds}  # fmt: skip


def reason(given: Mapping[str, str], default: str = "") -> str:
    """Why it was decided so; raises CallerError ``review.why`` where that is not said."""
    why = given.get("why", "").strip() or default
    if not why:
        raise CallerError("review.why", "a decision has a reason", cure="say why in a few words")
    return why
