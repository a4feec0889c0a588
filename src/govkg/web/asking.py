"""/api/ask: every question of the library as ``GET /api/ask/NAME?param=…``, as JSON, CSV, or a file of Excel, Stata, R or Parquet.

A parameter takes what ``govkg ask`` takes (a name, a code, a year, an IRI); given several times it binds several. Errors are
problem JSON. An earlier release (what-changed) is one of those that the server was started with, never a path.
"""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from govkg import query, questions
from govkg.answer import Answer
from govkg.errors import CallerError
from govkg.exports import gather
from govkg.questions import Question
from govkg.web import frame, media, openapi, protocol, taking
from govkg.web.guard import TOLD
from govkg.web.options import Options
from govkg.web.state import limits, serving

OWN = ("lang", "limit", "format")  # parameters that belong to every question
LONGEST = 1000  # characters of a value
MOST = 100  # values of a request


async def listed(request: Request) -> Response:
    """The questions with their parameters, and where to ask each."""
    state = serving(request)
    return openapi.jsoned({"questions": [listing(q, state.options) for q in questions.all()]})


async def asked(request: Request) -> Response:
    """The answer to one question."""
    state = serving(request)
    options, now = state.options, state.now
    name, _, suffix = request.path_params["name"].partition(".")
    question = questions.get(name)
    given = protocol.pairs(request.scope["query_string"])
    own, params = sorted_out(given)
    form, content_type = media.choose("tabular", request.headers.get("accept", ""), suffix or own.get("format", ""))
    if question.release and question.release.name in params:
        params[question.release.name] = str(earlier(str(params[question.release.name]), options))
    limit = limited(own.get("limit"), options)
    answer = await run_in_threadpool(
        state.cores.freely, query.ask, now.kg, name, params, lang=own.get("lang", options.lang), limit=limit,
        limits=limits(options),
    )  # fmt: skip
    taken = taking.form_of(form.name)
    if taken:
        call = gather.call(taken.name, name, "", params)
        subject = gather.of_answer(now.kg, answer, call, own.get("lang", options.lang))
        data = await frame.read(request, taking.made, subject, taken)
    else:
        data = document(answer, form)
    if len(data) > options.answer:
        raise CallerError("query.bytes", f"the answer is larger than {options.answer:,} bytes", cure="give limit=")
    request.scope[TOLD]["rows"] = len(answer)
    headers = {"vary": "Accept", "govkg-dataset": now.dataset[:16],
               "cache-control": "no-store" if answer.truncated else "no-cache",
               **(taking.headers(taken, name) if taken else {"content-type": content_type})}  # fmt: skip
    if answer.truncated:
        request.scope[TOLD]["truncated"] = True
        headers["govkg-truncated"] = f"rows={len(answer)}"
    return Response(data, headers=headers)


def document(answer: Answer, form: media.Form) -> bytes:
    """An answer as JSON or CSV."""
    return (answer.to_csv() if form is media.CSV else answer.to_json(indent=None)).encode()


def sorted_out(given: protocol.Pairs) -> tuple[dict[str, str], dict[str, object]]:
    """The parameters that every question has, and the question's own; a name given several times has its values in a list.

    >>> sorted_out((("reform", "一事联办"), ("lang", "en")))
    ({'lang': 'en'}, {'reform': '一事联办'})
    """
    if len(given) > MOST or any(len(v) > LONGEST for _, v in given):
        raise CallerError("parameter.wrong", f"more than {MOST} values, or one of more than {LONGEST} characters",
                          cure="ask for less at once")  # fmt: skip
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    own = {name: values.pop(name)[-1] for name in OWN if name in values}
    return own, {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def limited(text: str | None, options: Options) -> int:
    """The row limit that a request may have; raises CallerError ``parameter.wrong``."""
    if text is None:
        return options.rows
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise CallerError("parameter.wrong", f"limit is {text[:20]!r}", cure="give a number of rows, 1 or more")
    return min(int(text), options.rows)


def earlier(name: str, options: Options) -> object:
    """The folder of an earlier release by its name; raises CallerError ``release.unserved`` for any other."""
    for folder in options.earlier:
        if folder.name == name:
            return folder
    held = ", ".join(f.name for f in options.earlier) or "none; start it with --earlier FOLDER"
    raise CallerError(
        "release.unserved", f"this server holds no earlier release {name[:80]!r}", cure=f"it holds {held}"
    )


def listing(question: Question, options: Options) -> dict[str, Any]:
    """A question for a program that offers it to a person."""
    return {
        "name": question.name,
        "href": f"/api/ask/{question.name}",
        "title": dict(zip(("zh", "en"), question.title, strict=True)),
        "description": dict(zip(("zh", "en"), question.description, strict=True)),
        "parameters": [
            {"name": p.name, "type": p.type, "of": p.of, "required": p.required, "default": list(p.default),
             "label": {"zh": p.zh, "en": p.en}}
            | ({"choices": [f.name for f in options.earlier]} if p.type == "release" else {})
            for p in question.parameters
        ],
        "view": question.view,
    }  # fmt: skip
