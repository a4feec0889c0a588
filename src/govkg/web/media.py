"""The forms of an answer and how a client asks for one: media types, their short names, the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from govkg.errors import CallerError
from govkg.exports import catalogue

Kind = Literal["table", "graph", "page", "tabular"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of answers: ``name`` is its short name, ``types`` its media types, the proper one first."""

    name: str
    types: tuple[str, ...]
    suffixes: tuple[str, ...] = ()
    charset: bool = False  # a text type whose default charset would be another

    def content_type(self, asked: str = "") -> str:
        """The Content-Type of an answer to a client that asked for a type; the client's own name for it where it has one."""
        chosen = asked if asked in self.types else self.types[0]
        return f"{chosen}; charset=utf-8" if self.charset or chosen.startswith("text/") else chosen


JSON = Form("json", ("application/sparql-results+json", "application/json"), ("srj",))
XML = Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ("srx",))
CSV = Form("csv", ("text/csv",), (), True)
TSV = Form("tsv", ("text/tab-separated-values",), (), True)
TURTLE = Form("turtle", ("text/turtle", "application/turtle", "application/x-turtle"), ("ttl",), True)
NTRIPLES = Form("ntriples", ("application/n-triples", "text/plain"), ("nt",))
JSONLD = Form("jsonld", ("application/ld+json", "application/json"), ("json-ld", "json"))
RDFXML = Form("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), ("rdf", "xml"))
HTML = Form("html", ("text/html", "application/xhtml+xml"), (), True)
ROWS = Form("json", ("application/json",))  # an answer of a question: rows of plain values
TAKEN = tuple(Form(f.ending, (f.media,)) for f in catalogue.FORMS if f.name in ("xlsx", "stata", "r", "parquet"))

FORMS: dict[Kind, tuple[Form, ...]] = {
    "table": (JSON, XML, CSV, TSV),
    "graph": (TURTLE, NTRIPLES, JSONLD, RDFXML),
    "page": (HTML, TURTLE, JSONLD, NTRIPLES, RDFXML),
    "tabular": (ROWS, CSV, *TAKEN),
}


@lru_cache(maxsize=512)
def choose(kind: Kind, accept: str, wanted: str = "") -> tuple[Form, str]:
    """The form of an answer and its Content-Type: the one ``wanted`` by name, else what the Accept header likes best.

    Equal wishes go to the form that stands first. Raises CallerError ``request.format`` for a name that is none and
    ``request.accept`` when no form is acceptable.

    >>> choose("table", "text/csv;q=0.5, application/sparql-results+xml")[1]
    'application/sparql-results+xml'
    >>> choose("graph", "*/*")[1], choose("graph", "", "nt")[1]
    ('text/turtle; charset=utf-8', 'application/n-triples')
    >>> choose("table", "image/png")
    Traceback (most recent call last):
    govkg.errors.CallerError: no form of this answer is acceptable to the client; accept one of \
application/sparql-results+json, application/sparql-results+xml, text/csv, text/tab-separated-values
    """
    forms = FORMS[kind]
    if wanted:
        return _named(forms, wanted)
    ranges = _ranges(accept)
    if not ranges:
        return forms[0], forms[0].content_type()
    best, found = 0.0, None
    offered = [(form, form.types[0]) for form in forms] + [(form, t) for form in forms for t in form.types[1:]]
    for form, asked in offered:
        q = _quality(ranges, asked)
        if q > best:
            best, found = q, (form, form.content_type(asked))
    if found is None:
        raise CallerError("request.accept", "no form of this answer is acceptable to the client",
                          cure="accept one of " + ", ".join(f.types[0] for f in forms))  # fmt: skip
    return found


def _named(forms: tuple[Form, ...], wanted: str) -> tuple[Form, str]:
    """The form of a short name or a media type; of several, which some clients send, the first that there is."""
    for part in wanted.lower().split(","):
        name = part.partition(";")[0].strip()
        media = name.replace(" ", "+")  # a plus that nobody escaped in a URL
        for form in forms:
            if name == form.name or name in form.suffixes:
                return form, form.content_type()
            if media in form.types:
                return form, form.content_type(media)
    raise CallerError("request.format", f"this answer has no form {wanted[:40]!r}",
                      cure="choose " + ", ".join(f.name for f in forms))  # fmt: skip


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Media ranges with their weights; parameters other than q count for nothing, a weight that is none counts as 1."""
    found = []
    for part in accept.split(","):
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        if not media:
            continue
        q = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    q = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    q = 1.0
        found.append(("*/*" if media == "*" else media, q))
    return found


def _quality(ranges: Iterable[tuple[str, float]], media: str) -> float:
    """The weight of a media type: that of the most exact range which holds it."""
    group = media.partition("/")[0] + "/*"
    best = (0, 0.0)
    for name, q in ranges:
        exact = 3 if name == media else 2 if name == group else 1 if name == "*/*" else 0
        if exact:
            best = max(best, (exact, q))
    return best[1]
