"""Views: interactive pictures of the graph, each one HTML file that works offline and shows the words behind every mark."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

import pyoxigraph as ox

from govkg import analysis, messages, parameters, rdf
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.store import View
from govkg.views import lanes, neighbourhood, scene
from govkg.views.network import library, network
from govkg.views.page import page

NAMES = ("reforms-outcomes", "neighbourhood")


def write(kg: Graph | View, name: str, of: str | None = None, out: Path | None = None, lang: str = "zh") -> Path:
    """Writes a view and gives its path; the same graph gives the same bytes.

    ``kg`` is an opened graph or only its store; ``of`` is the thing that a neighbourhood is about: a label, another name,
    or an IRI. Raises CallerError for an unknown view, an unknown thing (with the nearest names), or a place that cannot
    be written.
    """
    made = render(kg, name, of, lang)
    path = out or Path(f"{name}.html")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="\n")
    except OSError as e:
        raise CallerError("view.unwritable", f"the view cannot be written ({e.strerror})", where=str(path),
                          cure="name another file with -o") from e  # fmt: skip
    return path


def render(kg: Graph | View, name: str, of: str | None = None, lang: str = "zh") -> str:
    """The page of a view as text; raises as ``write`` does."""
    kg = kg if isinstance(kg, Graph) else Graph(kg)
    if lang not in ("zh", "en"):
        raise CallerError("parameter.wrong", f"lang is {lang!r}", cure="choose zh or en")
    if name == "reforms-outcomes":
        if of:
            raise CallerError(
                "view.of", "this view is of the whole graph", where=name, cure="leave --of out, or view neighbourhood"
            )
        picture = analysis.reforms_outcomes(kg.store)
        plan = lanes.plan(picture)
        shown = scene.first_look(picture, plan)
        places, _ = lanes.arrange(plan, shown.cards, shown.lines, lang)
        title = messages.text("view.title.reforms-outcomes", lang)
    elif name == "neighbourhood":
        if not of:
            raise CallerError("view.of", "this view is of one thing", where=name, cure="name it: --of 城市大脑")
        picture = analysis.neighbourhood(kg.store, parameters.entities(kg.store, of)[0].value)
        plan = neighbourhood.plan(picture)
        shown = scene.first_look(picture, plan)
        places = neighbourhood.arrange(plan, shown.cards, lang)[0]
        title = messages.text("view.title.neighbourhood", lang, name=picture.things[picture.centre].label)
    else:
        raise CallerError("view.unknown", f"there is no view {name!r}", cure=f"there is {', '.join(NAMES)}")
    data = scene.payload(picture, plan)
    data |= {
        "view": name, "lang": lang, "network": network(plan, places, shown.lines, lang), "version": version(),
        "dataset": dataset(kg), "messages": words(),
        "reports": {r.iri: {"title": r.title, "body": r.body, "covers": r.covers, "dated": r.dated, "issued": r.issued,
                            "url": r.url, "sha256": r.sha256, "quality": r.quality} for r in picture.reports.values()},
    }  # fmt: skip
    return page(data, library(), lang, title)


def words() -> dict[str, tuple[str, str]]:
    """The catalogue's messages for views, by their keys without the prefix."""
    return {
        k.removeprefix("view."): (v["zh"], v["en"]) for k, v in messages.catalogue().items() if k.startswith("view.")
    }


def version() -> str:
    """The version of govkg that made the page."""
    try:
        return metadata.version("govkg")
    except metadata.PackageNotFoundError:
        return "0"


def dataset(kg: Graph) -> str:
    """The dataset's hash: of the release where the graph comes from one, else of what the store holds."""
    release = kg.library.release / "govkg.trig" if kg.library else kg.origin
    if release and release.is_file():
        return hashlib.sha256(release.read_bytes()).hexdigest()
    named = (q for q in kg.store if not isinstance(q.graph_name, ox.DefaultGraph))
    return hashlib.sha256(rdf.trig(named)).hexdigest()


__all__ = ["NAMES", "render", "write"]
