"""A thing of the graph as a page: its name and class, what it rests on, every statement with its quote. No script, no request."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from govkg import messages
from govkg.query import PREFIXES

if TYPE_CHECKING:
    from govkg.web.things import Line

BASE = "https://w3id.org/govkg/"
TYPE = PREFIXES["rdf"] + "type"
LABELS = {PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title"}
EVIDENCE = PREFIXES["gov"] + "evidence"
TECHNICAL = {PREFIXES["gov"] + name for name in ("anchorId", "contentHash", "readBy", "sortKey")}
OPEN = 20  # a group with more lines begins folded
DOWNLOADS = ("ttl", "jsonld", "nt", "rdf")


def thing(iri: str, found: Sequence[Line], lang: str, dataset: str) -> tuple[str, str]:
    """The page of a thing, and the Content-Security-Policy that it holds to."""
    own = [x for x in found if not x.inward]
    named = sorted((x.other for x in own if x.predicate in LABELS), key=lambda n: n.isascii() == (lang == "zh"))
    title = named[0] if named else ""
    classes = [x.name or short(x.other) for x in own if x.predicate == TYPE]
    passages = [x for x in own if x.predicate == EVIDENCE and x.quote]
    title = title or " · ".join([*classes, *(f"“{p.quote}”" for p in passages[:1])]) or short(iri)
    names = {x.other: x.name for x in found if x.link and x.name}
    rest = [x for x in own if x.predicate not in (TYPE, EVIDENCE)]
    technical = section(said("technical", lang), [x for x in rest if x.predicate in TECHNICAL], lang)
    told = [
        f"<p class=class>{escape('、'.join(classes))}</p>" if classes else "",
        f"<p class=iri><code>{escape(iri)}</code></p>",
        "".join(passage(x, names) for x in passages),
        section(said("statements", lang), [x for x in rest if x.predicate not in TECHNICAL], lang),
        section(said("inward", lang), [x for x in found if x.inward], lang),
        technical,
    ]
    here = "/" + iri.removeprefix(BASE)
    links = " · ".join(f'<a href="{escape(here)}.{end}">{end}</a>' for end in DOWNLOADS)
    foot = f"{said('licence', lang)} · <code>{escape(dataset[:16])}</code>"
    return whole(title, "".join(told) + f"<p class=forms>{said('forms', lang)} {links}</p>", foot, lang)


def section(heading: str, found: Iterable[Line], lang: str) -> str:
    """The lines of one direction, grouped by property."""
    out = []
    for predicate, group in groupby(found, key=lambda x: x.predicate):
        lines = list(group)
        name = lines[0].predicate_name or (said("name", lang) if predicate in LABELS else short(predicate))
        items = "".join(f"<li>{line(x)}</li>" for x in lines)
        body = f"<ul>{items}</ul>"
        if len(lines) > OPEN:
            body = f"<details><summary>{said('many', lang, n=len(lines))}</summary>{body}</details>"
        out.append(f'<dt title="{escape(short(predicate))}">{escape(name)}</dt><dd>{body}</dd>')
    return f"<section><h2>{heading}</h2><dl>{''.join(out)}</dl></section>" if out else ""


def line(x: Line) -> str:
    """The other end of one triple: a link or a value, and the words it rests on."""
    if not x.link:
        return escape(x.other)
    kind = f" <small>{escape('、'.join(x.classes))}</small>" if x.classes else ""
    quoted = f"<q>{escape(x.quote)}</q>"
    name = escape(x.name) if x.name else quoted if x.quote else escape(short(x.other))
    words = f" {quoted}" if x.quote and x.name and x.quote != x.name else ""
    return f"{anchor(x.other, name)}{kind}{words}"


def passage(x: Line, names: Mapping[str, str]) -> str:
    """A quote in its sentence, and where that stands."""
    before, quote, after = x.sentence[: x.at], x.quote, x.sentence[x.at + len(x.quote) :]
    if before + quote + after != x.sentence:
        before, after = "", ""
    where = " · ".join(
        filter(None, (escape(x.section), anchor(x.source, escape(names.get(x.source) or short(x.source)))))
    )
    return (
        f"<blockquote>{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}<footer>{where}</footer></blockquote>"
    )


def anchor(iri: str, inner: str) -> str:
    """A link to a thing of ours on this server; what is elsewhere is named and not linked."""
    if iri.startswith((BASE + "id/", BASE + "vocab/")):
        return f'<a href="/{escape(iri.removeprefix(BASE))}">{inner}</a>'
    if iri.startswith(BASE + "ontology"):
        return f'<a href="/{escape(iri.removeprefix(BASE))}">{inner}</a>'
    return f'<span title="{escape(iri)}">{inner}</span>'


def short(iri: str) -> str:
    """An IRI with a prefix, where there is one.

    >>> short("https://w3id.org/govkg/ontology#Reform"), short("http://example.org/x")
    ('gov:Reform', 'http://example.org/x')
    """
    fits = [(len(space), name, space) for name, space in PREFIXES.items() if iri.startswith(space)]
    if not fits:
        return iri
    _, name, space = max(fits)
    return f"{name}:{iri.removeprefix(space)}"


def whole(title: str, body: str, foot: str, lang: str) -> tuple[str, str]:
    """A page of this server, and its Content-Security-Policy."""
    style, digest = stylesheet()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · govkg</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(title)}</h1></header>\n<main>{body}</main>\n<footer>{foot}</footer>\n</body>\n</html>\n"
    ), policy


@lru_cache(maxsize=1)
def stylesheet() -> tuple[str, str]:
    """The style of all pages and its digest for the policy."""
    style = (files("govkg.web") / "assets" / "style.css").read_text(encoding="utf-8")
    return style, base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def policy_of(data: bytes) -> str:
    """The policy that a finished page states of itself, for the header too."""
    m = re.search(
        r"http-equiv=\"Content-Security-Policy\" content=\"([^\"<>]*)\"", data[:20000].decode("utf-8", "replace")
    )
    return (m[1] if m else "default-src 'none'") + "; frame-ancestors 'none'"


def said(key: str, lang: str, **values: object) -> str:
    """Words of the catalogue, escaped."""
    return escape(messages.text(f"web.{key}", lang, **values))
