"""/view and /view/NAME: the views with what each can be drawn of, and each view as a page of this server."""

from __future__ import annotations

import json
from collections import OrderedDict
from html import unescape
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from govkg import messages, views
from govkg.analysis.overview import Overview, overview
from govkg.errors import CallerError
from govkg.seek import Index
from govkg.views import catalogue
from govkg.views.page import policy
from govkg.web import citing, frame, searching
from govkg.web.state import Edition, serving

KEPT = 64 * 2**20  # characters of pages of views that a release keeps
LARGE = 5000  # statements of a release of which a view without a parameter draws a part
CARDS = 5000  # cards of a picture that a browser still draws while one waits
MOST = 60  # choices of a form; what is not among them can be typed
LONGEST = 400  # characters of a parameter
OF = {  # what a view is drawn of, where not of anything
    "units": ("Organisation",), "partners": ("Organisation",), "brokers": ("Organisation",), "backbone": ("Platform",),
    "platforms": ("Platform",), "document": ("PolicyDocument",),
    "neighbourhood": ("Reform", "Platform", "Campaign", "Organisation", "PolicyDocument", "Award", "Place"),
}  # fmt: skip
OF_A_REPORT = ("document",)  # without a parameter: of the newest report
PART = {  # by what a view is narrowed where the whole of a large release would be too much to look at
    "reforms-outcomes": "report", "units": "report", "platforms": "report", "awards": "report", "timeline": "report",
    "burden": "place", "metric": "year", "compare": "year", "closure": "place",
}  # fmt: skip
END = '<footer id="foot" class="foot"></footer>'  # what ends a view's page
DATA = '<script type="application/json" id="data">'  # begins the data block of a view's page


async def index(request: Request) -> Response:
    """The views, each with a form of what it can be drawn of."""
    spoken = frame.tongue(request)
    seek, found = await searching.index(request), await held(request)
    shown = [{**v, "fields": fields(v["name"], seek, found, spoken)} for v in listed(spoken.lang)]
    return await frame.answer(
        request, frame.Page("views.html", messages.text("web.views.title", spoken.lang), {"views": shown})
    )


async def picture(request: Request) -> Response:
    """One view: its page, or the data that it draws."""
    name, spoken, now = request.path_params["name"], frame.tongue(request), serving(request).now
    view = catalogue.view(name)
    given = {k: v for k, v in request.query_params.items() if k not in ("lang", "data", "framed") and v}
    for key, value in given.items():
        if key not in catalogue.PARAMETERS or len(value) > LONGEST:
            raise CallerError("parameter.wrong", f"a view takes no {key[:40]}={value[:40]!r}", where=name,
                              cure=f"it may take {', '.join(catalogue.PARAMETERS)}")  # fmt: skip
    found = await held(request)
    if not given and name in OF_A_REPORT:
        given = newest(found)
    if not frame.wants_json(request) and any(p not in given for p in view.required):
        where = frame.href(f"/view#{name}", spoken.kept())  # the form that asks for what is lacking
        return RedirectResponse(where, 303)
    if (part := narrowed(name, given, found)) != given:  # the address then says of which part the picture is
        return RedirectResponse(frame.href(request.url.path, {**part, **spoken.kept()}), 303)
    made = await drawn(request, name, spoken.lang, given)
    headers = {"vary": "Accept, Accept-Language", "cache-control": "no-cache", "govkg-dataset": now.dataset[:16]}
    if frame.wants_json(request):
        return Response(payload(made), headers=headers, media_type="application/json")
    if request.query_params.get("framed"):
        made = made.replace("<title>", '<base target="_top">\n<title>', 1).replace("<body>", '<body class="framed">', 1)
    if END in made:
        asked = frame.href("", {**given, **spoken.kept()})
        made = made.replace(END, f"{END}\n{citing.links(f'/view/{name}', asked, spoken.lang)}", 1)
    headers["content-security-policy"] = f"{unescape(policy(made))}; frame-ancestors 'self'"
    return Response(made, headers=headers, media_type="text/html")


async def reference(request: Request) -> Response:
    """The references to a view as a file, with the parameters that its address has."""
    now, name = serving(request).now, request.path_params["name"]
    given = {k: v for k, v in request.query_params.items() if k in catalogue.PARAMETERS}
    found = await frame.read(request, citing.of_view, now, name, given)
    return citing.file(
        found, citing.ending(request.url.path), frame.tongue(request).lang, {"govkg-dataset": now.dataset[:16]}
    )


async def held(request: Request) -> Overview:
    """What the release holds."""
    return await frame.kept(request, "overview", overviewed)


def overviewed(now: Edition) -> Overview:
    """What an edition holds."""
    return overview(now.kg.store)


def newest(found: Overview) -> dict[str, str]:
    """The newest report, as the parameter of a view that must be of one and was not told which."""
    return {"report": found.reports[0].report.id} if found.reports else {}


def narrowed(name: str, given: dict[str, str], found: Overview) -> dict[str, str]:
    """The parameters of a view with one more where it would draw all of a large release: what the newest report is of."""
    key = PART.get(name, "")
    if sum(found.statements.values()) < LARGE or not found.reports or not key or given.keys() - {"a", "b", "metric"}:
        return given
    newest = found.reports[0].report
    if name == "compare":
        known = (
            {k.report.id for k in found.reports}
            | {k.report.iri for k in found.reports}
            | {k.report.title for k in found.reports}
        )
        if any(given.get(side, "") in known for side in ("a", "b")):
            return given  # two reports are no large picture
        key = "place" if given.get("a", "").isdigit() else "year"
    value = {"report": newest.id, "place": newest.place, "year": newest.covers[:4]}[key]
    return {**given, key: value} if value else given


async def drawn(request: Request, name: str, lang: str, given: dict[str, str]) -> str:
    """The page of a view; the ones asked for last are kept."""
    state, now = serving(request), serving(request).now
    key = (name, lang, *sorted(given.items()))
    pages: OrderedDict[Any, str] = now.kept.setdefault("views", OrderedDict())
    if key in pages:
        pages.move_to_end(key)
        return pages[key]

    def make() -> str:
        shown, plan = catalogue.make(now.kg.store, name, given)
        if len(plan.cards) > CARDS:
            more = [p for p in catalogue.view(name).parameters if p not in given]
            raise CallerError("view.large", f"this picture would have {len(plan.cards):,} cards; at most {CARDS:,} are drawn",
                              where=name, cure=f"narrow it by {' or '.join(more)}" if more else "ask a question instead: /ask")  # fmt: skip
        return views.page_of(now.kg, name, shown, plan, lang, "/", now.dataset)

    def keep(made: str) -> None:
        pages[key] = made
        while len(pages) > 1 and sum(map(len, pages.values())) > KEPT:
            pages.popitem(last=False)

    return await state.desk.once((now.dataset, *key), lambda: state.cores.freely(make), keep)


def payload(made: str) -> str:
    """The data block of a view's page: JSON as it stands there."""
    _, _, rest = made.partition(DATA)
    found, end, _ = rest.partition("</script>")
    assert end, "the page of a view has a data block"
    json.loads(found)
    return found


def listed(lang: str) -> list[dict[str, Any]]:
    """The views with a line on each; ``free`` where one can be opened without saying of what.

    >>> listed("en")[0]["name"], listed("en")[0]["free"]
    ('reforms-outcomes', True)
    """
    return [
        {"name": name, "title": messages.text(f"web.view.name.{name}", lang), "says": messages.text(f"web.view.{name}", lang),
         "free": not catalogue.view(name).required}
        for name in catalogue.names()
    ]  # fmt: skip


def fields(name: str, seek: Index, found: Overview, spoken: frame.Tongue) -> list[dict[str, Any]]:
    """The fields of a view's form: label, whether it must be filled, choices as groups of (value, words)."""
    view = catalogue.view(name)
    return [
        {"name": p, "label": messages.text(f"web.views.{p}", spoken.lang), "required": p in view.required,
         "groups": choices(name, p, seek, found, spoken), "more": more(name, p, found)}
        for p in view.parameters
    ]  # fmt: skip


def more(name: str, parameter: str, found: Overview) -> bool:
    """Whether there is more to choose from than the form lists: then it is a field with suggestions."""
    if parameter in ("of", "to"):
        return any(len(found.things.get(k, ())) > MOST for k in OF.get(name, OF["neighbourhood"]))
    if parameter == "phrase":  # any words can be followed
        return True
    if parameter == "scheme":
        return len(found.schemes) >= MOST
    places = {k.report.place for k in found.reports}
    return parameter not in ("metric", "year") and (
        len(found.reports) > MOST if parameter != "place" else len(places) > MOST
    )


def choices(
    name: str, parameter: str, seek: Index, found: Overview, spoken: frame.Tongue
) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a parameter may be in this graph, in groups."""
    lang = spoken.lang
    if parameter in ("of", "to"):
        of = OF.get(name, OF["neighbourhood"])
        return [
            (searching.called(k, lang), [(n.iri, n.label) for n in found.things[k][:MOST]])
            for k in of
            if found.things.get(k)
        ]
    if parameter == "metric":
        measured = sorted(
            (e for e in seek.entries if e.kind == "Metric" and e.iri in seek.measuring),
            key=lambda e: (-len(seek.measuring[e.iri]), e.label),
        )
        return [("", [(e.label, e.en if spoken.data == "en" and e.en else e.label) for e in measured[:MOST]])]
    if parameter == "phrase":
        return [("", [(word, word) for word in found.formulas])]
    if parameter == "scheme":
        return [("", [(zh, en if spoken.data == "en" else zh) for zh, en in found.schemes])]
    years = sorted({k.report.covers[:4] for k in found.reports if k.report.covers}, reverse=True)
    places = sorted({k.report.place for k in found.reports if k.report.place})
    reports = [(k.report.id, k.report.title) for k in found.reports[:MOST]]
    groups = {
        "place": [(p, p) for p in places[:MOST]], "year": [(y, y) for y in years], "report": reports,
    }  # fmt: skip
    wanted = (parameter,) if parameter in groups else ("place", "year", "report")
    return [(messages.text(f"web.views.{g}", lang) if len(wanted) > 1 else "", groups[g]) for g in wanted if groups[g]]
