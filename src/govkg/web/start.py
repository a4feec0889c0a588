"""/: what this server has, for whoever opens it in a browser: the reports, the initiatives by class, the questions, the doors for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from govkg import questions
from govkg.questions import Question
from govkg.web import page
from govkg.web.state import serving
from govkg.web.things import language
from govkg.worker.lanes import Own

MOST = 2000  # things that are listed
THINGS = """
SELECT ?class ?kind ?x ?name WHERE {
  VALUES (?place ?class) { (1 gov:Report) (2 gov:Reform) (3 gov:Platform) (4 gov:Campaign) }
  ?x a ?class ; rdfs:label|dcterms:title ?name FILTER(LANG(?name) = "zh")
  ?class rdfs:label ?kind FILTER(LANG(?kind) = "%s")
} ORDER BY ?place ?name LIMIT %d
"""
DOORS = ("/sparql", "/api/ask", "/openapi.json", "/ontology", "/void", "/health")


async def start(request: Request) -> Response:
    """The page."""
    now, lang = serving(request).now, language(request)
    found = await now.pool.answer(Own(THINGS % (lang, MOST)))
    named = [(str(kind), str(x), str(name)) for _, kind, x, name in found.rows]
    text, policy = page.whole(page.said("start", lang), body(named, lang), foot(now.dataset, now.quads, lang), lang)
    headers = {"vary": "Accept-Language", "cache-control": "no-cache", "content-security-policy": policy}
    return Response(text, headers=headers, media_type="text/html")


def body(named: Iterable[tuple[str, str, str]], lang: str) -> str:
    """The lists, as HTML."""
    out = []
    for kind, group in groupby(named, key=lambda n: n[0]):
        links = "".join(f"<li>{page.anchor(x, escape(name))}</li>" for _, x, name in group)
        out.append(f"<section><h2>{escape(kind)}</h2><ul class=many>{links}</ul></section>")
    asked = "".join(f"<li>{question(q, lang)}</li>" for q in questions.all() if answerable(q))
    doors = "".join(f'<li><a href="{door}">{door}</a></li>' for door in DOORS)
    out.append(f"<section><h2>{page.said('questions', lang)}</h2><ul>{asked}</ul></section>")
    out.append(f"<section><h2>{page.said('doors', lang)}</h2><ul class=many>{doors}</ul></section>")
    return "".join(out)


def answerable(q: Question) -> bool:
    """Whether a link alone asks the question: it needs nothing, or its header has an example; no earlier release."""
    return not q.release and (bool(q.example) or not any(p.required for p in q.parameters))


def question(q: Question, lang: str) -> str:
    """A question as a link to its answer.

    >>> from govkg import questions
    >>> question(questions.get("units-of-reform"), "zh")
    '<a href="/api/ask/units-of-reform.csv?reform=%E6%AD%A6%E6%B1%89%E4%BA%91&amp;lang=zh">某项改革由谁负责、与谁协同</a> <small>武汉云</small>'
    """
    given: Mapping[str, str] = {**q.example, "lang": lang}
    shown = "、".join(q.example.values())
    with_ = f" <small>{escape(shown)}</small>" if shown else ""
    return f'<a href="/api/ask/{q.name}.csv?{escape(urlencode(given))}">{escape(q.title[lang == "en"])}</a>{with_}'


def foot(dataset: str, quads: int, lang: str) -> str:
    """Licence, dataset and its size."""
    return f"{page.said('licence', lang)} · <code>{escape(dataset[:16])}</code> · {page.said('quads', lang, n=f'{quads:,}')}"
