"""Errors as HTTP answers: a status for every code, one clear line of text, or problem JSON (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus

from govkg import messages
from govkg.errors import CallerError, GovkgError

STATUS = {
    "request.accept": 406,
    "request.encoding": 400,
    "request.format": 400,
    "request.graph": 400,
    "request.host": 421,
    "request.large": 413,
    "request.method": 405,
    "request.path": 404,
    "request.query": 400,
    "request.slow": 408,
    "request.type": 415,
    "request.update": 403,
    "request.url": 414,
    "question.unknown": 404,
    "release.unserved": 404,
    "review.key": 403,
    "review.origin": 403,
    "review.replayed": 409,
    "review.session": 403,
    "review.token": 403,
    "view.unknown": 404,
    "query.timeout": 504,
    "query.memory": 413,
}
BUSY = frozenset({"query.busy"})
AGAIN = 2  # seconds after which a client that found the queue full may ask again


def status(e: GovkgError) -> int:
    """The HTTP status of an error: the caller's own are 400 where the table names no other, the rest are ours.

    >>> status(CallerError("query.malformed", "not SPARQL")), status(GovkgError("x", "broken"))
    (400, 500)
    """
    if e.code in BUSY:
        return 503
    return STATUS.get(e.code, 400 if isinstance(e, CallerError) else 500)


def line(e: GovkgError) -> str:
    r"""An error as one line of text: where, what, cure.

    >>> line(CallerError("request.query", "there is no query", cure="give ?query="))
    'there is no query; give ?query=\n'
    """
    return " ".join(str(e).split()) + "\n"


def problem(e: GovkgError, lang: str = "en") -> bytes:
    """An error as problem JSON: status, title, and code, what, where and cure as the command line would say them.

    >>> print(problem(CallerError("question.unknown", "there is no question 'x'", cure="did you mean y?")).decode())
    {"type":"about:blank","title":"Not Found","status":404,"detail":"there is no question 'x'; did you mean y?",\
"code":"question.unknown","kind":"there is no such question","what":"there is no question 'x'","where":"","cure":"did you mean y?"}
    """
    code = status(e)
    body = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": line(e).strip(),
        "code": e.code,
        "kind": messages.catalogue().get(f"error.{e.code}", {lang: e.code})[lang],
        "what": e.what,
        "where": e.where,
        "cure": e.cure,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
