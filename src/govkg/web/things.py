"""/id/…, /vocab/… and /ontology: what the graph says of a thing, as a page or as RDF.

A thing's IRI is ``https://w3id.org/govkg/id/…``; that address sends a client on to a server's own ``/id/…`` with a 303, so the
thing and what is said of it are told apart there. Here is the document already: it is answered directly, in the form that the
client accepts, and ``Content-Location`` names the form (``/id/….ttl``) for whoever wants to keep or cite exactly that.
"""

from __future__ import annotations

import re

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from govkg import handbook, ids, resources
from govkg.analysis import node as nodes
from govkg.analysis import profile as profiles
from govkg.analysis.profile import Profile
from govkg.errors import CallerError
from govkg.web import about, frame, media, page, profile, taking
from govkg.web import nodes as records
from govkg.web import ontology as ontology_page
from govkg.web.guard import TOLD
from govkg.web.media import Form
from govkg.web.state import serving
from govkg.worker.lanes import Own

BASE = "https://w3id.org/govkg/"
SUFFIXES = {"ttl": media.TURTLE, "nt": media.NTRIPLES, "jsonld": media.JSONLD, "rdf": media.RDFXML, "html": media.HTML}
PATH = re.compile(r"[A-Za-z0-9_.~/-]{1,300}")  # what an IRI of ours is written with
EVERY = 100_000  # lines of a group in a table

GRAPH = """
CONSTRUCT { <%s> ?p ?o . ?e ?ep ?eo . ?s ?q <%s> . ?n rdfs:label ?name }
WHERE {
  { <%s> ?p ?o }
  UNION { <%s> gov:evidence ?e . ?e ?ep ?eo }
  UNION { { SELECT ?s ?q { ?s ?q <%s> } ORDER BY ?q ?s LIMIT 500 } }
  UNION { <%s> ?any ?n . ?n rdfs:label ?name }
}
"""


async def thing(request: Request) -> Response:
    """A thing, a statement, a passage, a report or a concept: as a page, as its data, as a table, as RDF."""
    state = serving(request)
    path = request.url.path.strip("/")
    table = path.rpartition(".")[2]
    if table != "csv" and not taking.form_of(table):
        table = ""
    if table or frame.wants_json(request):
        path, form, content_type = path.removesuffix(f".{table}").removesuffix(frame.ENDED), media.HTML, ""
    else:
        path, form, content_type = formed(path, request)
    if not PATH.fullmatch(path):
        raise missing(path)
    iri, now = BASE + path, state.now
    headers = {"vary": "Accept, Accept-Language", "cache-control": "no-cache", "govkg-dataset": now.dataset[:16],
               "link": f'<{iri}>; rel="describes"'}  # fmt: skip
    if form is media.HTML:
        end = table or ("json" if frame.wants_json(request) else "html")
        return await shown(request, iri, {**headers, "content-location": f"/{path}.{end}"}, table=table)
    headers["content-location"] = f"/{path}.{suffix(form)}"
    result = await now.pool.answer(Own(GRAPH % ((iri,) * 6), media.JSON.types[0], graph=form.types[0]))
    if result.count == 0 or (result.count < 0 and len(result.data) < 200 and iri.encode() not in result.data):
        raise missing(path)
    request.scope[TOLD]["rows"] = result.count
    if result.truncated:
        request.scope[TOLD]["truncated"] = True
        headers["govkg-truncated"], headers["cache-control"] = f"rows={result.count}", "no-store"
    return Response(result.data, headers=headers, media_type=content_type)


async def shown(request: Request, iri: str, headers: dict[str, str], *, table: str) -> Response:
    """The page of a node in the languages that are asked for; raises CallerError ``request.path`` for one that is not there."""
    now, spoken = serving(request).now, frame.tongue(request)
    pages = profile.numbered(request.query_params)
    most = EVERY if table else profiles.MOST
    found = await frame.read(request, profiles.profile, now.kg.store, iri, pages, most)
    if found is not None:
        if table:
            return await tabled(request, found, table, headers)
        made = profile.page(found, now.dataset, spoken.lang, spoken.data)
        return await frame.answer(request, frame.Page("thing.html", found.thing.label, made, headers=headers))
    node = None if table else await frame.read(request, nodes.node, now.kg.store, iri)
    if node is None:
        raise missing(iri.removeprefix(BASE))
    decided = await frame.kept(request, "reviews", lambda _: serving(request).library.curated("reviews"))
    reviews = [r for r in decided if iri == ids.statement(r["statement"])]
    made = records.page(node, now.dataset, spoken.lang, spoken.data, reviews)
    template = "statement.html" if made["shape"] in ("statement", "passage") else "concept.html"
    return await frame.answer(request, frame.Page(template, made["name"], made, headers=headers))


async def tabled(request: Request, found: Profile, ending: str, headers: dict[str, str]) -> Response:
    """The table of a thing as a file of that ending."""
    answer, form = profile.table(found), taking.form_of(ending)
    if form is None:
        return Response(answer.to_csv(), headers=headers, media_type="text/csv; charset=utf-8")
    name, now = found.thing.label, serving(request).now
    subject = taking.thing(now.kg, answer, name, f"{found.thing.iri}.{ending}", frame.tongue(request).lang)
    data = await frame.read(request, taking.made, subject, form)
    return Response(data, headers={**headers, **taking.headers(form, name)})


async def ontology(request: Request) -> Response:
    """The ontology: its page, its handbook as one file (``/ontology.html``), or its Turtle file in any form of a graph."""
    state = serving(request)
    if frame.wants_json(request):
        return await ontology_page.page(request, {"content-location": "/ontology.json"})
    path, form, content_type = formed(request.url.path.strip("/"), request)
    if form is media.HTML and path == request.url.path.strip("/"):
        return await ontology_page.page(request, {})
    headers = {"vary": "Accept, Accept-Language", "cache-control": "no-cache",
               "content-location": f"/ontology.{suffix(form)}"}  # fmt: skip
    now, lang = state.now, frame.tongue(request).lang
    key = f"ontology {form.name} {lang if form is media.HTML else ''}"
    if key not in now.made:
        trig = now.release
        made = (lambda: handbook.render(trig, lang).encode()) if form is media.HTML else lambda: terms(form)
        now.made[key] = await run_in_threadpool(state.cores.freely, made)
    if form is media.HTML:
        headers["content-security-policy"] = page.policy_of(now.made[key])
    return Response(now.made[key], headers=headers, media_type=content_type)


def terms(form: Form) -> bytes:
    """The ontology's edit file in a form of a graph."""
    path = resources.path("ontology/govkg.ttl")
    if form is media.TURTLE:
        return path.read_bytes()
    return about.written((q.triple for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)), form)


def formed(path: str, request: Request) -> tuple[str, Form, str]:
    """A path without the ending that names a form, that form (else the one the client accepts), and its Content-Type."""
    head, dot, end = path.rpartition(".")
    if dot and end in SUFFIXES:
        return head, SUFFIXES[end], SUFFIXES[end].content_type()
    return path, *media.choose("page", request.headers.get("accept", ""), request.query_params.get("format", ""))


def suffix(form: Form) -> str:
    """The ending of a path that names a form."""
    return next(end for end, known in SUFFIXES.items() if known is form)


def missing(path: str) -> CallerError:
    """The error for a path that names nothing."""
    return CallerError(
        "request.path", f"the graph has nothing named {BASE + path[:200]}", cure="look for it at /search"
    )
