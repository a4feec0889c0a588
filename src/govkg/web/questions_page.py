"""/ask: the questions of the library; /ask/NAME: a question as a form, with its answer as table or chart, its query and its proof."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from govkg import candidates, messages, query, questions, resources, spelled
from govkg.analysis.model import Outcome
from govkg.analysis.told import told
from govkg.answer import Answer, plain
from govkg.candidates import Candidate
from govkg.citation.model import Cited
from govkg.errors import CallerError
from govkg.questions import Parameter, Question
from govkg.views import catalogue
from govkg.web import (
    cells,
    charts,
    citing,
    controls,
    frame,
    guard,
    judged,
    numbers,
    problems,
    protocol,
    reasons,
    snippets,
    taking,
)
from govkg.web.guard import TOLD
from govkg.web.state import Edition, limits, serving

PAGE = 200  # rows of one page
ROWS = 2000  # rows that are fetched to be sorted and paged; an answer of more says so and offers all of them as a file
KEPT = 8  # answers that are kept, to turn a page or change the view
CHARTS = ("dots", "bar")
VIEWS = ("table", "chart", "graph")
GRAPHS = {"network", "lanes"}  # views of a question's header that are drawn by a picture
PRESENTED = ("axes", "heads", "links", "rows", "same", "table")  # what only the page needs: the data says it otherwise


async def listed(request: Request) -> Response:
    """The questions by group, those that hold given words where some are given."""
    spoken = frame.tongue(request)
    said = request.query_params.get("q", "").strip()
    groups = [
        {
            "tag": tag,
            "questions": [brief(q, spoken.lang) for q in questions.all() if first(q) == tag and holds(q, said)],
        }
        for tag in questions.TAGS
    ]
    found = [g for g in groups if g["questions"]]
    title = messages.text("web.menu.ask", spoken.lang)
    return await frame.answer(request, frame.Page("questions.html", title, {"q": said, "groups": found}))


def first(q: Question) -> str:
    """The group that a question stands in."""
    return q.tags[0] if q.tags else questions.TAGS[-1]


def holds(q: Question, said: str) -> bool:
    """Whether a question holds every one of some words, in either language.

    >>> holds(questions.get("units-of-reform"), "负责"), holds(questions.get("units-of-reform"), "initiative body")
    (True, True)
    """
    whole = " ".join([q.name, *q.title, *q.description, *(x for p in q.parameters for x in (p.zh, p.en))]).casefold()
    return all(word in whole for word in said.casefold().split())


def brief(q: Question, lang: str) -> dict[str, Any]:
    """A question on one line, with an example that gives rows."""
    english = lang == "en"
    example = {} if q.release else dict(q.example)
    return {
        "name": q.name,
        "title": q.title[english],
        "description": q.description[english],
        "reading": q.reading[english],
        "example": example,
        "needs": [(p.zh, p.en)[english] for p in q.parameters if p.required],
    }


async def asked(request: Request) -> Response:
    """One question: its form, and its answer once what it needs is given."""
    state, spoken = serving(request), frame.tongue(request)
    question = questions.get(request.path_params["name"].removesuffix(frame.ENDED))
    pairs = protocol.pairs(request.scope["query_string"])
    said = controls.given(pairs)
    data: dict[str, Any] = {"question": brief(question, spoken.lang), "asked": said, "error": None, "answer": None}
    status = 200
    try:
        if ready(question, said):
            data |= await answered(request, question, said, controls.own(pairs))
        else:
            nameless(question, said)
    except CallerError as e:
        status = problems.status(e)
        data |= {"error": reasons.told(e, spoken.lang), "instead": reasons.instead(e, question, said, spoken)}
    data["form"] = [
        controls.control(p, await choices(request, p, spoken.data), said.get(p.name), state.options, spoken.lang)
        for p in question.parameters
    ]
    data["view"] = data.get("view", "table")
    if frame.wants_json(request) and isinstance(data["answer"], Mapping):
        data = {k: v for k, v in data.items() if k not in PRESENTED}
    elif isinstance(data["answer"], Mapping):
        data["answer"] = {k: v for k, v in data["answer"].items() if k not in ("rows", "columns")}
    title = question.title[spoken.lang == "en"]
    return await frame.answer(request, frame.Page("question.html", title, data, ("asking.js",), status))


async def choices(request: Request, p: Parameter, lang: str) -> list[Candidate]:
    """What a parameter may be, from the graph once for each release: counting takes seconds on a large one."""
    key = f"choices {controls.kind(p)} {lang}"
    return await frame.kept(request, key, lambda now: candidates.of(now.kg, p, lang))


def ready(question: Question, said: Mapping[str, object]) -> bool:
    """Whether all that a question needs is given, by name or under a name that is wrong (which is then told)."""
    return all(p.name in said for p in question.parameters if p.required)


def nameless(question: Question, said: Mapping[str, object]) -> None:
    """Raises CallerError where something was given that the question does not take, though it needs more."""
    for name in said:
        if question.parameter(name) is None:
            raise CallerError("parameter.unknown", f"{question.name} has no parameter {name[:40]!r}",
                              cure=f"it takes {', '.join(p.name for p in question.parameters)}")  # fmt: skip


async def answered(
    request: Request, question: Question, said: dict[str, object], own: Mapping[str, str]
) -> dict[str, Any]:
    """The answer with all that the page shows of it; raises CallerError."""
    state, spoken = serving(request), frame.tongue(request)
    wanted = chosen(own, question)
    begun = time.perf_counter()
    answer, more = await known(request, question, said, spoken.data)
    seconds = time.perf_counter() - begun
    request.scope[TOLD]["rows"] = len(answer)
    same = cells.alike(answer)
    sort = own.get("sort", "")
    if sort.removeprefix("-") not in ("", *answer.columns):
        raise CallerError("parameter.wrong", f"there is no column {sort[:40]!r}", cure="sort by a column of the table")
    order = cells.ordered(answer, sort)
    pages = max(1, -(-len(order) // PAGE))
    page = whole(own.get("page", "1"), "page", pages)
    shown = order[(page - 1) * PAGE : page * PAGE]
    drawable, bars = numbers.drawable(answer), not numbers.measured(answer)
    pictured = picture(request, question, said, spoken)
    possible = {"table": True, "chart": drawable, "graph": bool(pictured and len(answer))}
    view = wanted if possible[wanted] else "table"
    figures: dict[int, Outcome] = {}
    if view == "chart" and not bars:
        figures = await frame.read(request, judgable, state.now, more)
    axes = charts.axes(numbers.drawn(more, spoken.lang, figures), bars) if view == "chart" else []
    strips = [s.point for a in axes for s in a.strips]
    if view == "chart":
        shown = sorted(p.row for p in strips)
    table = cells.table(more, shown, same, spoken.lang)
    made: dict[str, Any] = {
        "view": view,
        "undrawn": wanted == "chart" and own.get("view") == "chart" and not drawable,
        "charts": drawable,
        "axes": axes, "notes": judged.told(axes, figures, spoken.lang), "bars": bars, "styles": [s for s in charts.STYLES if s in {p.style for p in strips}],
        "heads": [head(answer, c, sort) for c in cells.columns(answer, same)],
        "same": [(numbers.label(answer, c, spoken.lang), text) for c, text in same.items()],
        "table": table, "rows": {row["number"]: row for row in table},
        "links": links(answer, question, said, {**own, "page": str(page)}, pages, shown, spoken),
        "picture": pictured,
        "sort": sort, "page": page, "pages": pages, "empty": None, "proof": None,
        "answer": document(answer, shown, seconds),
        "sparql": await frame.read(request, sparql, state.now, question, said, spoken.data),
        "snippets": snippets.of_question(question, said, guard.base(request.scope)),
        "pairs": controls.flat(said),
        "cite": cited(request, question, said, spoken.lang),
        "citing": await referenced(request, question, said),
    }  # fmt: skip
    if not len(answer):
        made["empty"] = await frame.read(request, reasons.nothing, state.now, question, said, spoken.lang)
    elif "why" in own:
        made["proof"] = await frame.read(
            request, reasons.proven, state.now, answer, whole(own["why"], "why", len(answer)), said, spoken.lang
        )
    return made


def judgable(now: Edition, answer: Answer) -> dict[int, Outcome]:
    """The figures of an answer's rows, as the judge sees them."""
    return judged.of_answer(now.kg.store, answer)


def links(answer: Answer, question: Question, said: Mapping[str, object], own: Mapping[str, str], pages: int,
          shown: list[int], spoken: frame.Tongue) -> dict[str, Any]:  # fmt: skip
    """Where the page leads: the other view, sorted otherwise, another page, why a row is there, files."""
    path, kept = f"/ask/{question.name}", {**controls.lists(said), **spoken.kept()}
    now = {n: own[n] for n in ("view", "sort") if own.get(n)}
    api = {**controls.lists(said), "lang": spoken.data}

    def to(**changed: object) -> str:
        return frame.href(path, {**kept, **now, **changed})

    return {
        "views": {v: to(view=v) for v in VIEWS},
        "sorts": {c: to(sort=head(answer, c, own.get("sort", ""))["next"]) for c in cells.columns(answer)},
        "pages": [(n, to(page=n if n > 1 else "")) for n in range(1, pages + 1)],
        "whys": {n: to(page="" if own["page"] == "1" else own["page"], why=n + 1) + "#why" for n in shown},
        "csv": frame.href(f"/api/ask/{question.name}.csv", api),
        "json": frame.href(f"/api/ask/{question.name}.json", api),
        "files": [(named, frame.href(f"/api/ask/{question.name}.{end}", api)) for end, named in taking.offered()],
    }  # fmt: skip


async def known(request: Request, question: Question, said: dict[str, object], lang: str) -> tuple[Answer, Answer]:
    """The answer, of those that are kept where it is there; and the same with what its columns do not say of a figure."""
    state = serving(request)
    held: OrderedDict[tuple[object, ...], tuple[Answer, Answer]] = state.now.kept.setdefault("answers", OrderedDict())
    name = (question.name, tuple(controls.flat(said)), lang)
    if name not in held:
        given = controls.bound(said, question, state.options)
        answer = await frame.read(
            request, query.ask, state.now.kg, question.name, given, lang=lang, limit=min(ROWS, state.options.rows),
            limits=limits(state.options),
        )  # fmt: skip
        rows = await frame.read(request, told, state.now.kg.store, answer)
        held[name] = answer, replace(answer, rows=rows)
        while len(held) > KEPT:
            held.popitem(last=False)
    held.move_to_end(name)
    return held[name]


def chosen(own: Mapping[str, str], question: Question) -> str:
    """The view that is asked for, else the one that the question's header names; raises CallerError for one that is none.

    >>> chosen({}, questions.get("biggest-reductions")), chosen({"view": "table"}, questions.get("biggest-reductions"))
    ('chart', 'table')
    """
    drawn = "graph" if question.view in GRAPHS else "table"
    wanted = own.get("view") or ("chart" if question.view in CHARTS else drawn)
    if wanted not in VIEWS:
        raise CallerError("parameter.wrong", f"view is {wanted[:40]!r}", cure=f"choose {' or '.join(VIEWS)}")
    return wanted


def whole(text: str, name: str, most: int) -> int:
    """A number from 1 to the most there is; raises CallerError ``parameter.wrong``."""
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= most):
        raise CallerError("parameter.wrong", f"{name} is {text[:20]!r}", cure=f"give a number from 1 to {most}")
    return int(text)


def document(answer: Answer, shown: list[int], seconds: float) -> dict[str, Any]:
    """The answer as data: the rows of this page, in its order."""
    return {
        "columns": [{"name": c, "label": answer.heading(c)} for c in answer.columns],
        "rows": [{c: plain(answer.rows[n][c]) for c in answer.columns} | {"inferred": n in answer.inferred} for n in shown],
        "count": len(answer), "truncated": answer.truncated, "engine": answer.engine, "milliseconds": round(seconds * 1000),
    }  # fmt: skip


def head(answer: Answer, column: str, sort: str) -> dict[str, Any]:
    """The head of a column: what a click sorts by, and how it is sorted now."""
    numbers = any(isinstance(row[column], int | Decimal) for row in answer.rows[:50])
    now = {"": "none", "-": "descending"}.get(sort.removesuffix(column), "none") if sort.endswith(column) else "none"
    now = "ascending" if sort == column else now
    return {
        "column": column, "labels": answer.labels.get(column, (column, column)), "number": numbers, "sorted": now,
        "next": f"-{column}" if sort == column else "" if sort == f"-{column}" else column,
    }  # fmt: skip


# -- beside the answer -------------------------------------------------------------------------------------------------


def picture(request: Request, question: Question, said: Mapping[str, object], spoken: frame.Tongue) -> str:
    """Where the answer is drawn as a picture: empty where the question's header names none, or the picture needs more."""
    name = question.picture.get("view", "")
    if name not in catalogue.names() or not any(
        getattr(r, "path", "").startswith("/view/") for r in request.app.routes
    ):
        return ""
    view = catalogue.view(name)
    given = {k: said.get(v, "") for k, v in question.picture.items() if k in view.parameters}
    if any(not given.get(k) for k in view.required) or any(isinstance(v, list) for v in given.values()):
        return ""
    return frame.href(f"/view/{name}", {**given, **spoken.kept()})


def sparql(now: Edition, question: Question, said: Mapping[str, object], lang: str) -> str:
    """The query with its parameters, as a text that stands alone."""
    return spelled.text(question, said, lang, lambda: now.kg.store)


async def referenced(request: Request, question: Question, said: dict[str, object]) -> dict[str, Any] | None:
    """The references to the answer; none for one that is not whole."""
    spoken, pairs = frame.tongue(request), controls.flat(said)
    found = await citable(request, question, said)
    asked = (
        frame.href("", {**dict(pairs), **spoken.kept()}) if len(dict(pairs)) == len(pairs) else f"?{urlencode(pairs)}"
    )
    return citing.shown(found, f"/ask/{question.name}", spoken.lang, asked) if found else None


async def citable(request: Request, question: Question, said: dict[str, object]) -> Cited | None:
    """The answer as what is cited: as it is asked in Chinese, whatever the language of the page."""
    state = serving(request)
    answer, _ = await known(request, question, said, "zh")
    return await frame.read(
        request, citing.of_answer, state.now, question, controls.bound(said, question, state.options), answer
    )


async def reference(request: Request) -> Response:
    """The references to an answer as a file."""
    path = request.path_params["name"]
    question = questions.get(path)
    said = controls.given(protocol.pairs(request.scope["query_string"]))
    found = await citable(request, question, said)
    return citing.file(
        found,
        citing.ending(request.url.path),
        frame.tongue(request).lang,
        {"govkg-dataset": serving(request).now.dataset[:16]},
    )


def cited(request: Request, question: Question, said: Mapping[str, object], lang: str) -> str:
    """How to cite the answer."""
    pairs = controls.flat(said)
    address = f"{guard.base(request.scope)}/ask/{question.name}{'?' + urlencode(pairs) if pairs else ''}"
    return snippets.citation(
        question.title[lang == "en"], pairs, serving(request).now.dataset, resources.version(), address, lang
    )
