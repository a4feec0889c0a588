"""Views: interactive pictures of the graph, each one HTML file that works offline and shows the words behind every mark."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from govkg import messages, rdf, resources
from govkg.analysis import Both, Picture, Report
from govkg.errors import CallerError
from govkg.graph import Graph
from govkg.store import View
from govkg.views import catalogue, lanes, neighbourhood, scene, sheet
from govkg.views.network import Places, network
from govkg.views.page import page
from govkg.views.plan import Plan

NAMES = catalogue.names()


def write(
    kg: Graph | View,
    name: str,
    of: str | None = None,
    out: Path | None = None,
    lang: str = "zh",
    **parameters: str | None,
) -> Path:
    """Writes a view and gives its path; the same graph gives the same bytes.

    ``kg`` is an opened graph or only its store; ``of`` is the thing that a view is about: a label, another name, or an
    IRI; ``parameters`` are those of the view (``report`` ``metric`` ``place`` ``year`` ``a`` ``b``). Raises CallerError for
    an unknown view, a parameter that the view has not or lacks, an unknown thing (with the nearest names), or a place
    that cannot be written.
    """
    made = render(kg, name, of, lang, "", "", **parameters)
    path = out or Path(f"{name}.html")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="\n")
    except OSError as e:
        raise CallerError("view.unwritable", f"the view cannot be written ({e.strerror})", where=str(path),
                          cure="name another file with -o") from e  # fmt: skip
    return path


def render(
    kg: Graph | View,
    name: str,
    of: str | None = None,
    lang: str = "zh",
    home: str = "",
    dataset: str = "",
    **parameters: str | None,
) -> str:
    """The page of a view as text; raises as ``write`` does.

    ``home`` is the address of the explorer's start page where the page is one of its pages: names then link to their
    pages and quotes to the reader. ``dataset`` is the hash of the release that ``kg`` was opened from, where it is known;
    else it is that of the release, or the hash of the file that ``kg`` was read from.
    """
    kg = kg if isinstance(kg, Graph) else Graph(kg)
    if lang not in ("zh", "en"):
        raise CallerError("parameter.wrong", f"lang is {lang!r}", cure="choose zh or en")
    given = {k: v for k, v in {"of": of, **parameters}.items() if v}
    picture, plan = catalogue.make(kg.store, name, given)
    return page_of(kg, name, picture, plan, lang, home, dataset)


def page_of(
    kg: Graph, name: str, picture: Picture, plan: Plan, lang: str = "zh", home: str = "", dataset: str = ""
) -> str:
    """The page of a picture and its plan, with the title and lede of the view ``name``."""
    shown = scene.first_look(picture, plan)
    folded = lanes.folded(plan, shown.cards, shown.lines, lang) if plan.kind == "lanes" else []
    titles, names = titled(picture, plan, name), named(picture, plan)
    data = scene.payload(picture, plan)
    data |= {
        "view": name, "lang": lang, "title": list(titles), "says": names, "home": home, "version": resources.version(),
        "dataset": dataset or dataset_of(kg), "messages": words(name), "folded": folded,
        "network": network(plan, places(plan, shown, folded, lang), shown.lines, lang) if plan.kind != "cloud" else {},
        "reports": {scene.short(r.iri): told(r) for r in spoken(picture)},
    }  # fmt: skip
    return page(data, lang, titles[lang == "en"])


def named(picture: Picture, plan: Plan) -> dict[str, Both]:
    """The values that the title and the lede of a view name."""
    names = dict(plan.says)
    if picture.centre in picture.things:
        names["name"] = (picture.things[picture.centre].label,) * 2
    return names


def titled(picture: Picture, plan: Plan, name: str) -> Both:
    """The title of a view, zh and en."""
    says = named(picture, plan)
    zh, en = (
        messages.text(f"view.title.{name}", each, **{k: v[n] for k, v in says.items()})
        for n, each in enumerate(("zh", "en"))
    )
    return zh, en


def places(plan: Plan, shown: scene.Shown, folded: list[int], lang: str) -> Places:
    """The left top corners of the cards of the first look."""
    if plan.kind == "lanes":
        return lanes.arrange(plan, shown.cards, shown.lines, lang, folded)[0]
    if plan.kind == "ring":
        return neighbourhood.arrange(plan, shown.cards, lang)[0]
    return sheet.arrange(plan, shown.cards, lang)[0]


def spoken(picture: Picture) -> list[Report]:
    """The reports whose words the picture holds; all of them where it holds none."""
    said = {p.report for p in picture.passages.values()}
    return [r for r in picture.reports.values() if r.iri in said] or list(picture.reports.values())


def told(r: Report) -> dict[str, Any]:
    """What a page tells of a report."""
    return {"id": r.id, "title": r.title, "body": r.body, "covers": r.covers, "dated": r.dated, "issued": r.issued,
            "place": r.place, "url": r.url, "sha256": r.sha256, "quality": r.quality}  # fmt: skip


def words(name: str) -> dict[str, tuple[str, str]]:
    """The catalogue's messages for the page of a view, by their keys without the prefix."""
    made = {}
    for k, v in messages.catalogue().items():
        family, _, of = k.removeprefix("view.").partition(".")
        if k.startswith("view.") and (family not in ("title", "lede") or of == name):
            made[k.removeprefix("view.")] = (v["zh"], v["en"])
    return made


def dataset_of(kg: Graph) -> str:
    """The dataset's hash: of the release where the graph comes from one, else of what the store holds."""
    if kg.facts is not None:
        return kg.facts.dataset
    if kg.origin and kg.origin.is_file():
        about = kg.origin.stat()
        return _hash(kg.origin, about.st_mtime_ns, about.st_size)
    named = (q for q in kg.store if not isinstance(q.graph_name, ox.DefaultGraph))
    return hashlib.sha256(rdf.trig(named)).hexdigest()


@lru_cache(maxsize=8)
def _hash(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


__all__ = ["NAMES", "render", "write"]
