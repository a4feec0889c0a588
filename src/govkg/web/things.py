"""/id/…, /vocab/… and /ontology: what the graph says of a thing, as a page or as RDF.

A thing's IRI is ``https://w3id.org/govkg/id/…``; that address sends a client on to a server's own ``/id/…`` with a 303, so the
thing and what is said of it are told apart there. Here is the document already: it is answered directly, in the form that the
client accepts, and ``Content-Location`` names the form (``/id/….ttl``) for whoever wants to keep or cite exactly that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from govkg import handbook, resources
from govkg.errors import CallerError
from govkg.graph import TRIG
from govkg.web import about, media, page
from govkg.web.guard import TOLD
from govkg.web.media import Form
from govkg.web.state import serving
from govkg.worker.lanes import Own

if TYPE_CHECKING:
    from govkg.answer import Value

BASE = "https://w3id.org/govkg/"
SUFFIXES = {"ttl": media.TURTLE, "nt": media.NTRIPLES, "jsonld": media.JSONLD, "rdf": media.RDFXML, "html": media.HTML}
PATH = re.compile(r"[A-Za-z0-9_.~/-]{1,300}")  # what an IRI of ours is written with
MOST = 500  # lines of a page, and triples that point to a thing

GRAPH = """
CONSTRUCT { <%s> ?p ?o . ?e ?ep ?eo . ?s ?q <%s> . ?n rdfs:label ?name }
WHERE {
  { <%s> ?p ?o }
  UNION { <%s> gov:evidence ?e . ?e ?ep ?eo }
  UNION { { SELECT ?s ?q { ?s ?q <%s> } ORDER BY ?q ?s LIMIT 500 } }
  UNION { <%s> ?any ?n . ?n rdfs:label ?name }
}
"""
ROWS = """
SELECT DISTINCT ?inward ?p ?pname ?o ?link ?name ?class ?quote ?sentence ?start ?first ?section ?source
WHERE {
  { SELECT ?p ?o (false AS ?inward) { <%s> ?p ?o } ORDER BY ?p ?o LIMIT 500 }
  UNION
  { SELECT ?p ?o (true AS ?inward) { ?o ?p <%s> } ORDER BY ?p ?o LIMIT 500 }
  BIND(ISIRI(?o) AS ?link)
  OPTIONAL { ?p rdfs:label ?pname FILTER(LANG(?pname) = "%s") }
  OPTIONAL { ?o rdfs:label|skos:prefLabel|dcterms:title ?name }
  OPTIONAL { ?o a ?kind . ?kind rdfs:label ?class FILTER(LANG(?class) = "%s") }
  OPTIONAL {
    { ?o gov:exact ?quote . BIND(?o AS ?e) } UNION { ?o gov:evidence ?e . ?e gov:exact ?quote }
    ?e gov:sentence ?sentence ; gov:start ?start ; gov:sentenceStart ?first ; gov:sectionPath ?section ; gov:source ?source .
  }
}
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One triple of a thing, with what is known of its other end: its name and class, the words that it rests on."""

    inward: bool
    predicate: str
    predicate_name: str
    other: str
    link: bool
    name: str
    classes: tuple[str, ...]
    quote: str = ""
    sentence: str = ""
    at: int = 0  # where the quote begins in the sentence
    section: str = ""
    source: str = ""


async def thing(request: Request) -> Response:
    """A thing, a statement, a passage, a report or a concept."""
    state = serving(request)
    path = request.url.path.strip("/")
    path, form, content_type = formed(path, request)
    if not PATH.fullmatch(path):
        raise missing(path)
    iri, now, lang = BASE + path, state.now, language(request)
    headers = {"vary": "Accept, Accept-Language", "cache-control": "no-cache", "govkg-dataset": now.dataset[:16],
               "content-location": f"/{path}.{suffix(form)}",
               "link": f'<{iri}>; rel="describes"'}  # fmt: skip
    if form is not media.HTML:
        result = await now.pool.answer(Own(GRAPH % ((iri,) * 6), media.JSON.types[0], graph=form.types[0]))
        if result.count == 0 or (result.count < 0 and len(result.data) < 200 and iri.encode() not in result.data):
            raise missing(path)
        request.scope[TOLD]["rows"] = result.count
        if result.truncated:
            request.scope[TOLD]["truncated"] = True
            headers["govkg-truncated"], headers["cache-control"] = f"rows={result.count}", "no-store"
        return Response(result.data, headers=headers, media_type=content_type)
    found = lines((await now.pool.answer(Own(ROWS % (iri, iri, lang, lang)))).rows, lang)
    if not found:
        raise missing(path)
    text, policy = page.thing(iri, found, lang, now.dataset)
    return Response(text, headers={**headers, "content-security-policy": policy}, media_type=content_type)


async def ontology(request: Request) -> Response:
    """The ontology: its handbook as a page, or its Turtle file in any form of a graph."""
    state = serving(request)
    _, form, content_type = formed(request.url.path.strip("/"), request)
    headers = {"vary": "Accept, Accept-Language", "cache-control": "no-cache",
               "content-location": f"/ontology.{suffix(form)}"}  # fmt: skip
    now, lang = state.now, language(request)
    key = f"ontology {form.name} {lang if form is media.HTML else ''}"
    if key not in now.made:
        trig = state.library.release / TRIG
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


def language(request: Request) -> str:
    """The language of a page: ``?lang=``, else what the client reads, else the server's."""
    said = request.query_params.get("lang", "") or request.headers.get("accept-language", "")
    state = serving(request)
    return next((lang for lang in ("zh", "en") if said.lower().startswith(lang)), state.options.lang)


def missing(path: str) -> CallerError:
    """The error for a path that names nothing."""
    return CallerError(
        "request.path", f"the graph has nothing named {BASE + path[:200]}", cure="look for it at /api/ask"
    )


def lines(rows: list[tuple[Value, ...]], lang: str) -> list[Line]:
    """The lines of a thing, sorted; the classes and names of one other end come together."""
    found: dict[tuple[bool, str, str], Line] = {}
    for inward, p, pname, o, link, name, kind, quote, sentence, start, first, section, source in rows:
        key = (bool(inward), str(p), str(o))
        known = found.get(key)
        classes = tuple(sorted({*(known.classes if known else ()), *([str(kind)] if kind else [])}))
        names = sorted(
            filter(None, {known.name if known else "", str(name or "")}),
            key=lambda n: (n.isascii() == (lang == "zh"), n),
        )
        told = known if known and known.quote else None
        found[key] = Line(
            bool(inward), str(p), str(pname or ""), str(o), bool(link), names[0] if names else "", classes,
            told.quote if told else str(quote or ""), told.sentence if told else str(sentence or ""),
            told.at if told else _whole(start) - _whole(first), told.section if told else str(section or ""),
            told.source if told else str(source or ""),
        )  # fmt: skip
    return sorted(found.values(), key=lambda x: (x.inward, x.predicate, x.name, x.other))


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0
