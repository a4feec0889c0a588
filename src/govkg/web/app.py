"""The application: the endpoint on a path of its own, everything else as routes, the guard before both."""

from __future__ import annotations

import contextlib
import os
import time
from asyncio import create_task
from collections.abc import AsyncIterator

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from govkg import resources
from govkg.errors import CallerError
from govkg.web import (
    about,
    asking,
    citing,
    colophon,
    comparing,
    covering,
    frame,
    guard,
    media,
    openapi,
    picture,
    querying,
    questions_page,
    reader,
    review,
    searching,
    start,
    taking,
    things,
    vocabulary,
)
from govkg.web.endpoint import PATH, Endpoint
from govkg.web.guard import ALLOWED, App, Guard, Receive, Scope, Send
from govkg.web.journal import Journal
from govkg.web.options import Options
from govkg.web.state import KEY, Edition, State, serving


async def health(request: Request) -> Response:
    """How the server is: versions, dataset, workers and what cage they got, the queue."""
    state = serving(request)
    now = state.now
    pool = now.pool.health()
    body = {
        "status": "ok" if pool["workers"] else "no worker",
        "versions": {"govkg": resources.version(), "engine": ox.__version__},
        "dataset": now.dataset,
        "quads": now.quads,
        "graphs": len(now.graphs),
        "process": os.getpid(),
        "up": round(time.monotonic() - state.begun),
        "pool": pool,
    }
    return openapi.jsoned(body, {"cache-control": "no-store"})


async def void(request: Request) -> Response:
    """The VoID description of the release."""
    state = serving(request)
    form, content_type = media.choose(
        "graph", request.headers.get("accept", ""), request.query_params.get("format", "")
    )
    if not state.now.void:
        raise CallerError("request.path", "this release has no description", cure="run govkg build")
    data = about.written(about.endpoint_of(state.now.void, guard.base(request.scope) + PATH), form)
    headers = {"vary": "Accept", "cache-control": "no-cache"}
    return Response(data, headers=headers, media_type=content_type)


async def described(request: Request) -> Response:
    """The OpenAPI document of the questions."""
    state = serving(request)
    examples = await run_in_threadpool(state.cores.freely, exemplary, state.now)
    return openapi.jsoned(openapi.document(state.options, examples, guard.base(request.scope)))


PAGES = [
    # One line for each page of the explorer; it answers at its path and, as JSON, at the path with .json.
    Route("/", start.start),
    Route("/index.json", start.start),
    Route("/search", searching.search),
    Route("/search.json", searching.search),
    Route("/search/suggest", searching.suggest),
    Route("/view", picture.index),
    Route("/view.json", picture.index),
    *(Route(f"/view/{{name}}{end}", picture.reference) for end in citing.FILES),
    Route("/view/{name}.json", picture.picture),
    Route("/view/{name}", picture.picture),
    Route("/about", colophon.colophon),
    Route("/about.json", colophon.colophon),
    *(Route(f"/compare{end}", comparing.compare) for end in ("", frame.ENDED)),
    *(Route(f"/coverage{end}", covering.coverage) for end in ("", frame.ENDED)),
    Route("/report", reader.reports),
    Route("/report.json", reader.reports),
    Route("/report/{name}", reader.report),
    Route("/ask", questions_page.listed),
    Route("/ask.json", questions_page.listed),
    *(Route(f"/ask/{{name}}{end}", questions_page.reference) for end in citing.FILES),
    Route("/ask/{name}", questions_page.asked),
    Route("/query", querying.page, methods=["GET", "POST"]),
    Route("/query.json", querying.page, methods=["GET", "POST"]),
    Route("/query/vocabulary.json", vocabulary.served),
]
ROUTES = [
    *PAGES,
    Route("/assets/{name}", frame.file),
    Route("/health", health),
    Route("/void", void),
    Route("/.well-known/void", void),
    Route("/openapi.json", described),
    Route("/api/ask", asking.listed),
    Route("/api/ask/{name}", asking.asked),
    Route("/download/{name:path}", taking.download),
    *(Route(f"/ontology{end}", things.ontology) for end in ("", frame.ENDED)),
    *(Route(f"/ontology.{end}", things.ontology) for end in things.SUFFIXES),
    Route("/id/{rest:path}", things.thing),
    Route("/vocab/{rest:path}", things.thing),
]


AHEAD = {  # what pages ask of a release as a whole, so that the first visitor need not wait for it
    "overview": picture.overviewed, "seek": searching.made, "coverage reports": covering.listed, "compare choices": comparing.offered,
}  # fmt: skip


def application(state: State, options: Options, journal: Journal) -> App:
    """The whole application as ASGI."""
    endpoint = Endpoint(state, options)

    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        queue = {review.QUEUE: review.queue(options)} if options.review else {}
        watching = create_task(state.watch({**queue, **AHEAD}))
        try:
            yield
        finally:
            watching.cancel()
            journal.event("stopped")
            journal.flush()

    routes = [*ROUTES, *review.ROUTES] if options.review else ROUTES
    router = Router(routes, redirect_slashes=False, lifespan=lifespan)

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await router(scope, receive, send)
        if scope["path"] == PATH:
            return await endpoint(scope, receive, send)
        scope[KEY], scope["app"] = state.pinned(), router
        try:
            await router(scope, receive, send)
        except HTTPException as e:
            raise unrouted(scope, e) from e
        return None

    return Guard(either, options, journal, lambda e, scope: frame.problem(e, scope, state))


def unrouted(scope: Scope, e: HTTPException) -> CallerError:
    """What no route takes, as an error in one line."""
    path = scope["path"][:80]
    if e.status_code == 405:
        posted = (e.headers or {}).get("Allow") == "POST"
        scope[ALLOWED] = "POST" if posted else "GET, HEAD"
        cure = "use POST" if posted else "use GET"
        return CallerError("request.method", f"{scope['method'][:20]} is not for {path}", cure=cure)
    return CallerError("request.path", f"there is nothing at {path}",
                       cure="the start page lists what there is; for programs there are /sparql, /api/ask, /openapi.json and /void")  # fmt: skip


def exemplary(now: Edition) -> dict[str, str]:
    """A value for each kind of parameter, taken from the graph."""
    wanted = {
        **{f"entity {c}": f"?x a gov:{c} ; rdfs:label ?v" for c in ("Reform", "Platform", "Organisation", "Award", "Place")},
        "entity Initiative": "VALUES ?c { gov:Reform gov:Platform } ?x a ?c ; rdfs:label ?v",
        "entity Thing": "VALUES ?c { gov:Platform gov:Organisation } ?x a ?c ; rdfs:label ?v",
        "entity Document": "?x a gov:PolicyDocument ; rdfs:label ?v",
        "text": "?x gov:metricAsWritten ?v",
        "year": "?x gov:covers ?v",
        "statement": "?x a gov:Result BIND(STRAFTER(STR(?x), '/statement/') AS ?v)",
    }  # fmt: skip
    found = {"integer": "10"}
    for name, pattern in wanted.items():
        rows = now.kg.query(f"SELECT ?v {{ {pattern} }} ORDER BY ?v LIMIT 1").rows
        if rows:
            found[name] = str(rows[0]["v"])
    return found
