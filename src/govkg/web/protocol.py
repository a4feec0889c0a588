"""What a request to the endpoint asks: the query operation of the SPARQL 1.1 Protocol (section 2.1), its three ways.

GET with ``?query=``, POST of a form, POST of the query itself; ``default-graph-uri`` and ``named-graph-uri`` with each. The
update operation (section 2.2) is recognised and refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from govkg import gate
from govkg.errors import CallerError

PROLOGUE = 100_000  # characters in which the form of a query must have come
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
FIELDS = 1000  # parameters of one request
KEPT = 4096  # a request of more characters is read anew each time
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation. A dataset of the protocol is None where the request names none: the whole graph is asked."""

    text: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    form: str = ""  # the name of a form that the request asks for beside the Accept header


def read(method: str, url: bytes, content_type: str = "", body: bytes = b"") -> Operation | None:
    """The operation that a request asks for; None for a GET that asks nothing and so gets the service description.

    Raises CallerError ``request.…`` or ``query.malformed`` for what the protocol does not allow.

    >>> read("GET", b"query=ASK%20%7B%7D&default-graph-uri=http%3A%2F%2Fx%2Fg")
    Operation(text='ASK {}', default=('http://x/g',), named=(), form='')
    >>> read("POST", b"", "application/sparql-query", "ASK { ?s ?p '武汉' }".encode()).text
    "ASK { ?s ?p '武汉' }"
    >>> read("POST", b"", "text/plain", b"ASK {}")
    Traceback (most recent call last):
    govkg.errors.CallerError: a body of text/plain is no query; send application/sparql-query or \
application/x-www-form-urlencoded
    """
    if method in ("GET", "HEAD"):
        return _kept(url) if len(url) <= KEPT else _got(url)
    if method != "POST":
        raise CallerError("request.method", f"{method[:20]} asks nothing here", cure="use GET or POST")
    kind = media(content_type)
    if kind == FORM:
        return operation((*pairs(url), *pairs(body)))
    if kind == QUERY:
        return operation((*pairs(url), ("query", text(body))))
    if kind == UPDATE:
        raise refused()
    what = f"a body of {kind[:60]} is no query" if kind else "the body has no Content-Type"
    raise CallerError("request.type", what, cure=f"send {QUERY} or {FORM}")


def media(content_type: str) -> str:
    """The media type of a Content-Type in lower case; raises CallerError ``request.encoding`` for a charset but UTF-8.

    >>> media('Application/SPARQL-query; charset="UTF-8"')
    'application/sparql-query'
    """
    kind, *parameters = (p.strip().lower() for p in content_type.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise CallerError("request.encoding", f"the charset {value[:20]} is not read here", cure="send UTF-8")
    return kind


def text(data: bytes) -> str:
    """Bytes of a request as text; raises CallerError ``request.encoding`` when they are not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        raise CallerError("request.encoding", f"the query is not UTF-8 (byte {e.start + 1})", cure="send UTF-8") from e


def pairs(data: bytes) -> Pairs:
    """The parameters of a query string or a form, in order.

    >>> pairs(b"reform=%E4%B8%80&year=2021&year=2022&x")
    (('reform', '一'), ('year', '2021'), ('year', '2022'), ('x', ''))
    """
    if not data:
        return ()
    try:
        found = parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError as e:
        raise CallerError("request.encoding", "a parameter is not UTF-8", cure="send UTF-8, percent-encoded") from e
    except ValueError as e:
        raise CallerError("request.query", f"more than {FIELDS} parameters", cure="send fewer") from e
    return tuple(found)


def operation(given: Iterable[tuple[str, str]]) -> Operation | None:
    """The operation of a request's parameters; None where none of them belongs to the protocol."""
    known: dict[str, list[str]] = {}
    for name, value in given:
        known.setdefault(name, []).append(value)
    if "update" in known or "using-graph-uri" in known or "using-named-graph-uri" in known:
        raise refused()
    queries = known.get("query", [])
    default, named = known.get("default-graph-uri"), known.get("named-graph-uri")
    if not queries:
        if default or named:
            raise CallerError("request.query", "there is a dataset and no query", cure="give query=")
        return None
    if len(queries) > 1:
        raise CallerError("request.query", f"there are {len(queries)} queries", cure="give one")
    form = (known.get("format") or known.get("output") or [""])[-1]
    if default is None and named is None:
        return Operation(queries[0], form=form)
    return Operation(queries[0], tuple(dict.fromkeys(default or ())), tuple(dict.fromkeys(named or ())), form)


@lru_cache(maxsize=1024)
def _kept(url: bytes) -> Operation | None:
    return _got(url)


def _got(url: bytes) -> Operation | None:
    return operation(pairs(url))


def refused() -> CallerError:
    """The error for an update operation."""
    return CallerError("request.update", "updates are refused: the graph is read here, never changed",
                       cure="send a query")  # fmt: skip


def form_of(sparql: str) -> str:
    r"""The query form of a text that the gate has let through: select, ask, construct or describe; "" for none.

    >>> form_of("# DESCRIBE\nPREFIX ask: <http://x/> select * {}"), form_of("{}")
    ('select', '')
    """
    at = 0
    while at < min(len(sparql), PROLOGUE) and (m := gate.TOKEN.match(sparql, at)):
        if m.lastgroup == "word" and (word := m[0].lower()) in ("select", "ask", "construct", "describe"):
            return word
        if m.lastgroup not in ("space", "comment", "name", "iri") and m[0].lower() not in ("prefix", "base"):
            return ""  # the prologue has ended; what is no query is told by the worker's gate
        at = m.end()
    return ""
