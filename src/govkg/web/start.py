"""/: what this is and what it holds, three examples to begin with, everything else a click away."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from govkg import messages, questions
from govkg.analysis.glance import Glance
from govkg.analysis.model import INITIATIVES
from govkg.analysis.overview import Known, Named, Overview
from govkg.questions import TAGS, Question
from govkg.web import frame, picture, searching
from govkg.web.state import Edition, serving

MOST = 36  # initiatives of a kind that are named on the page
REPORTS = 12
DOORS = (
    ("/sparql", "door.sparql"), ("/api/ask", "door.ask"), ("/openapi.json", "door.openapi"), ("/void", "door.void"),
    ("/ontology.ttl", "door.ontology"), ("/health", "door.health"),
)  # fmt: skip


async def start(request: Request) -> Response:
    """The page."""
    found = await picture.held(request)
    spoken = frame.tongue(request)
    title = messages.text("web.start.title", spoken.lang)
    return await frame.answer(request, frame.Page("start.html", title, data(found, serving(request).now, spoken)))


def data(found: Overview, now: Edition, spoken: frame.Tongue) -> dict[str, Any]:
    """What the page shows and what its twin is."""
    return {
        "statements": sum(found.statements.values()), "reports": [reported(k, spoken) for k in found.reports[:REPORTS]],
        "all": len(found.reports), "examples": examples(found, spoken), "tries": tries(found),
        "kinds": [
            {"kind": k, "type": searching.called(k, spoken.lang), "count": len(found.things[k]),
             "things": [thing(n, spoken) for n in found.things[k][:MOST]]}
            for k in INITIATIVES if found.things[k]
        ],
        "others": [
            {"kind": k, "type": searching.called(k, spoken.lang), "count": len(named)}
            for k, named in found.things.items() if k not in INITIATIVES and named
        ],
        "tags": tagged(spoken.lang), "views": picture.listed(spoken.lang),
        "doors": [{"path": path, "says": messages.text(f"web.{key}", spoken.lang)} for path, key in DOORS],
        "licence": "https://creativecommons.org/licenses/by/4.0/", "quads": now.quads,
    }  # fmt: skip


def reported(known: Known, spoken: frame.Tongue) -> dict[str, Any]:
    """A report as a line of the list."""
    r = known.report
    return {
        "id": r.id, "title": r.title, "body": r.body, "covers": r.covers, "statements": known.statements,
        "figures": known.figures, "quality": r.quality[spoken.lang == "en"],
    }  # fmt: skip


def thing(named: Named, spoken: frame.Tongue) -> dict[str, Any]:
    """A thing as a word of a list."""
    return {"label": named.label, "href": frame.href(frame.to(named.iri), spoken.kept()), "outcomes": named.outcomes}


def examples(found: Overview, spoken: frame.Tongue) -> dict[str, Any]:
    """What the three examples are about; each empty where the graph has nothing to show for it."""
    names = {n.iri: n.label for of in found.things.values() for n in of}

    def one(iri: str) -> dict[str, str]:
        return {"label": names[iri], "href": frame.href(frame.to(iri), spoken.kept())} if iri else {}

    return {
        "reform": one(found.reform), "achieved": [shown(g, spoken) for g in found.achieved],
        "listed": messages.text("view.basis.item", spoken.lang) if found.listed else "", "platform": one(found.platform),
        "units": [
            {"label": label, "href": frame.href(frame.to(iri), spoken.kept()), "basis": basis == "reportingBody"}
            for iri, label, basis in found.units
        ],
        "approximate": [shown(g, spoken) for g in found.approximate], "bounded": found.bounded,
    }  # fmt: skip


def shown(glance: Glance, spoken: frame.Tongue) -> dict[str, Any]:
    """A figure as an example shows it."""
    return searching.figured(glance, spoken)


def tries(found: Overview) -> list[str]:
    """Words to try in the search, each of another kind: a name, initials, pinyin, a metric, a figure."""
    by = {n.iri: n for of in found.things.values() for n in of}
    reform, platform = by.get(found.reform), by.get(found.platform)
    words = [
        reform.label if reform else "",
        "".join(s[0] for s in reform.pinyin.split()) if reform else "",
        platform.pinyin.replace(" ", "") if platform and len(platform.pinyin) < 24 else "",
        next((g.name[0] for g in found.achieved if g.name[0]), ""),
        next((g.surface for g in found.approximate if len(g.surface) < 8), ""),
    ]
    return list(dict.fromkeys(w for w in words if w))


def tagged(lang: str) -> list[dict[str, Any]]:
    """The questions by their first tag, in the order of the library.

    >>> [t["tag"] for t in tagged("zh")][:2]
    ['outcomes', 'units']
    """
    groups: dict[str, list[Question]] = {tag: [] for tag in TAGS}
    for q in questions.all():
        groups[q.tags[0] if q.tags else TAGS[-1]].append(q)
    return [
        {"tag": tag, "label": messages.text(f"tag.{tag}", lang),
         "questions": [{"name": q.name, "title": q.title[lang == "en"]} for q in of]}
        for tag, of in groups.items() if of
    ]  # fmt: skip
