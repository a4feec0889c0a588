"""/about: what is counted, which versions and licences, how to cite, what such a graph can say and what it cannot."""

from __future__ import annotations

import hashlib
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from govkg import messages, resources, vocab
from govkg.analysis.overview import Overview
from govkg.analysis.reader import OUTCOMES
from govkg.web import frame, picture, searching
from govkg.web.state import Edition, serving

SAYS, DOES_NOT = range(1, 5), range(1, 6)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LISTED = 100  # files and sources that are named; the manifest of the release names all
HOME = "https://w3id.org/govkg"


async def colophon(request: Request) -> Response:
    """The page."""
    found = await picture.held(request)
    spoken, now = frame.tongue(request), serving(request).now
    facts = await frame.kept(request, "colophon", released)
    title = messages.text("web.menu.about", spoken.lang)
    return await frame.answer(request, frame.Page("about.html", title, data(found, facts, now, spoken)))


def released(now: Edition) -> dict[str, Any]:
    """What the manifest of a release says, and the rules that the program reads by."""
    manifest = now.manifest
    rules = resources.path("ontology/vocabularies/rules.tsv").read_bytes()
    return {
        "files": [{"name": k, "sha256": v} for k, v in sorted(manifest.get("files", {}).items())],
        "ontology": str(manifest.get("ontology", "")),
        "sources": [{"id": k, **v} for k, v in sorted(manifest.get("sources", {}).items())],
        "rules": {"count": len(vocab.table("rules")), "sha256": hashlib.sha256(rules).hexdigest()},
    }


def data(found: Overview, facts: dict[str, Any], now: Edition, spoken: frame.Tongue) -> dict[str, Any]:
    """What the page shows and what its twin is."""
    lang = spoken.lang
    edition = facts["ontology"].rpartition("/")[2]
    return {
        "counts": {
            "reports": len(found.reports), "quads": now.quads, "graphs": len(now.graphs),
            "outcomes": [counted(k, n, lang) for k, n in found.statements.items() if n and k in OUTCOMES],
            "ties": [{"kind": k, "type": messages.text(f"web.tie.{k}", lang), "count": n}
                     for k, n in found.statements.items() if n and k not in OUTCOMES],
            "things": [counted(k, len(named), lang) for k, named in found.things.items() if named],
        },
        "versions": {
            "govkg": resources.version(), "engine": f"Oxigraph {ox.__version__}", "ontology": facts["ontology"],
            "rules": facts["rules"], "dataset": now.dataset,
        },
        "sources": facts["sources"][:LISTED], "files": facts["files"][:LISTED], "licence": LICENCE,
        "lists": {"sources": len(facts["sources"]), "files": len(facts["files"])},
        "cite": cited(now.dataset, edition, lang), "bibtex": bibtex(now.dataset, edition),
        "says": [messages.text(f"web.about.says.{n}", lang) for n in SAYS],
        "not": [messages.text(f"web.about.not.{n}", lang) for n in DOES_NOT],
    }  # fmt: skip


def counted(kind: str, count: int, lang: str) -> dict[str, Any]:
    """A class with how many it has."""
    return {"kind": kind, "type": searching.called(kind, lang), "count": count}


def cited(dataset: str, edition: str, lang: str) -> str:
    """The dataset as a reference in a text.

    >>> cited("17b7" * 16, "2026-11-27", "en")
    'The govkg contributors. Knowledge graph of government work reports, 2026-11-27. sha256:17b717b717b717b7. CC BY 4.0. https://w3id.org/govkg'
    """
    return messages.text("web.about.cite.line", lang, edition=edition, dataset=dataset[:16], home=HOME)


def bibtex(dataset: str, edition: str) -> str:
    """The dataset as an entry of BibTeX.

    >>> bibtex("17b7" * 16, "2026-11-27").split()[0]
    '@misc{govkg-17b717b7,'
    """
    return (
        f"@misc{{govkg-{dataset[:8]},\n"
        "  author  = {{The govkg contributors}},\n"
        "  title   = {Knowledge graph of government work reports (政府工作报告知识图谱)},\n"
        f"  version = {{{edition}}},\n"
        f"  year    = {{{edition[:4]}}},\n"
        f"  note    = {{Dataset sha256:{dataset}, CC BY 4.0}},\n"
        f"  url     = {{{HOME}}}\n"
        "}"
    )
