"""The frame of every page of the explorer: the template around it, its language, its links, its twin as JSON, its safe headers.

A handler reads the graph in a thread (``read``; ``kept`` for what only depends on the release), puts what it found into a
plain mapping, and ends with ``answer(request, Page(…))``. The page's template gets that mapping as ``page`` and, beside it:

``t(key, **values)``  words of the catalogue, key without ``web.``, in the interface's language
``href(path, **parameters)``  a path of this server that keeps the languages of the page
``to(iri)``  where a thing of the graph is shown: ``/id/…``, ``/vocab/…`` (an empty text for an IRI of somewhere else)
``asset(name)``  a file of ``assets/`` under an address that changes with its content
``site``  languages, path, dataset, quads, version, the addresses of the same page in the other languages and as JSON

Autoescape is on and a name that is missing is an error. No inline style, no inline script: the policy forbids them; data for
a script stands in ``<script type="application/json">`` blocks through the filter ``data`` (it cannot leave its block).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, ParamSpec, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from govkg import messages, resources
from govkg.errors import GovkgError
from govkg.web import taking
from govkg.web.state import KEY, Edition, State, serving

P = ParamSpec("P")
T = TypeVar("T")
BASE = "https://w3id.org/govkg/"
LANGS = ("zh", "en")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MENU = ("/", "/report", "/view", "/ask", "/query", "/compare", "/coverage", "/ontology", "/about")
ENDED = ".json"  # the ending of a page's path that asks for its data


@dataclass(frozen=True)
class Page:
    """What a handler hands over: template, title, the mapping that the template shows and that the JSON twin is.

    ``scripts`` are names of ``assets/`` beside ``site.js``; ``headers`` come on top of the frame's own.
    """

    template: str
    title: str
    data: Mapping[str, Any]
    scripts: tuple[str, ...] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tongue:
    """The languages of a page: of the interface (``lang``), of the names of concepts and metrics (``data``)."""

    lang: str
    data: str
    default: str  # what the interface speaks without ?lang=

    def kept(self) -> dict[str, str]:
        """The parameters that a link needs so that the next page speaks as this one does."""
        kept = {} if self.lang == self.default else {"lang": self.lang}
        return kept if self.data == self.lang else {**kept, "data": self.data}


def tongue(request: Request) -> Tongue:
    """The languages that a request asks for: ``?lang=`` and ``?data=``, else what the client reads, else the server's."""
    accepted = request.headers.get("accept-language", "").lower()
    default = next((n for n in LANGS if accepted.startswith(n)), serving(request).options.lang)
    said = request.query_params.get("lang", "")
    lang = said if said in LANGS else default
    data = request.query_params.get("data", "")
    return Tongue(lang, data if data in LANGS else lang, default)


async def read(request: Request, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Calls in a thread that may run on every core, so that the loop goes on answering others; raises as ``Desk.read``."""
    state = serving(request)
    return await state.desk.read(lambda: state.cores.freely(call, *args, **kwargs))


async def kept(request: Request, key: str, make: Callable[[Edition], T]) -> T:
    """What depends on the release alone, made when it is first asked for and then kept with that release."""
    state = serving(request)
    return await state.kept(state.now, key, make)


async def answer(request: Request, page: Page) -> Response:
    """The page as HTML, or its mapping as JSON where the path ends in ``.json`` or the client takes JSON sooner."""
    now, spoken = serving(request).now, tongue(request)
    headers = {
        "vary": "Accept, Accept-Language",
        "cache-control": "no-cache",
        "govkg-dataset": now.dataset[:16],
        **page.headers,
    }
    if wants_json(request):
        body = json.dumps({"title": page.title, "dataset": now.dataset, **page.data}, ensure_ascii=False, default=str)
        return Response(body, page.status, headers, "application/json")
    headers["content-security-policy"] = headers.get("content-security-policy", POLICY)
    return Response(render(page, site(request, now, spoken), spoken), page.status, headers, "text/html")


def render(page: Page, about: Mapping[str, Any], spoken: Tongue) -> str:
    """A page as text."""
    return environment().get_template(page.template).render(
        page=page.data, title=page.title, scripts=("site.js", "seek.js", *page.scripts), site=about, asset=asset, to=to,
        t=lambda key, **values: messages.text(f"web.{key}", spoken.lang, **values),
        href=lambda path, **parameters: href(path, {**parameters, **spoken.kept()}),
    )  # fmt: skip


def site(request: Request, now: Edition, spoken: Tongue) -> dict[str, Any]:
    """What the frame says on every page."""
    path, asked = request.url.path, dict(request.query_params)
    path = path.removesuffix(ENDED) or "/"

    every = {name: request.query_params.getlist(name) for name in asked}

    def other(**changed: str) -> str:
        return href(path, {**every, **changed})

    return {
        "lang": spoken.lang, "data": spoken.data, "html": {"zh": "zh-Hans", "en": "en"}[spoken.lang], "path": path,
        "here": next((m for m in sorted(MENU, key=len, reverse=True) if path == m or (m != "/" and path.startswith(f"{m}/"))), ""),
        "menu": MENU, "langs": {n: other(lang=n) for n in LANGS}, "datas": {n: other(data=n) for n in LANGS},
        "json": href("/index.json" if path == "/" else path + ENDED, every), "dataset": now.dataset, "quads": now.quads,
        "version": resources.version(), "asked": asked, "kept": spoken.kept(), "review": reviews(request),
    }  # fmt: skip


def reviews(request: Request) -> bool:
    """Whether whoever asks may decide here."""
    key = serving(request).key
    return key is not None and key.held(request)


def href(path: str, parameters: Mapping[str, Any]) -> str:
    """A path with parameters; those that are empty are left out, a list is given value by value.

    >>> href("/ask/units-of-reform", {"reform": "武汉云", "lang": ""})
    '/ask/units-of-reform?reform=%E6%AD%A6%E6%B1%89%E4%BA%91'
    >>> href("/ask/x", {"kind": ["result", "target"]})
    '/ask/x?kind=result&kind=target'
    """
    path, hash_, anchor = path.partition("#")
    every = [(k, v) for k, said in parameters.items() for v in (said if isinstance(said, list) else [said])]
    given = [(k, str(v)) for k, v in every if v not in ("", None)]
    return quote(path, safe="/~.:@!$&()*+,;=%") + ("?" + urlencode(given) if given else "") + hash_ + anchor


def to(iri: str) -> str:
    """Where this server shows a thing of the graph; an empty text for what is elsewhere.

    >>> to("https://w3id.org/govkg/id/place/420100"), to("http://example.org/x")
    ('/id/place/420100', '')
    """
    return "/" + quote(iri.removeprefix(BASE), safe="/~.#") if iri.startswith(BASE) else ""


def outside(address: str) -> str:
    """An address as far as a page may link to it: of the web, or an empty text; what a report states may be a script.

    >>> outside("https://www.wuhan.gov.cn/"), outside("javascript:alert(1)"), outside("HTTP:x")
    ('https://www.wuhan.gov.cn/', '', '')
    """
    return address if address.lower().startswith(("https://", "http://")) else ""


def wants_json(request: Request) -> bool:
    """Whether a request asks for the data of a page: by the ending of its path, or by what it accepts first."""
    if request.url.path.endswith(ENDED):
        return True
    accept = request.headers.get("accept", "")
    return accept.startswith("application/json") and "text/html" not in accept


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates: everything escaped, a missing name an error."""
    made = Environment(
        loader=PackageLoader("govkg.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["taken"] = taking.offered
    made.filters["data"] = embedded
    made.filters["outside"] = outside
    made.filters["thousands"] = lambda n: f"{n:,}"
    return made


def embedded(value: Any) -> Markup:
    r"""JSON for a data block: no text in it can end the block.

    >>> embedded({"a": "</script>"})
    Markup('{"a":"\\u003c/script\\u003e"}')
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
    for c in "<>&\u2028\u2029":
        text = text.replace(c, f"\\u{ord(c):04x}")
    return Markup(text)  # every character that could end the block is an escape by now


# -- files that pages are made of --------------------------------------------------------------------------------------

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "map": "application/json",
}


@lru_cache(maxsize=1)
def shelf() -> dict[str, tuple[bytes, str]]:
    """The files of ``assets/`` with their hashes, by name; the editor's bundle only where it was built."""
    found: dict[str, tuple[bytes, str]] = {}
    root = files("govkg.web") / "assets"
    for folder in (root, root / "built"):
        if folder.is_dir():
            for entry in folder.iterdir():
                if entry.is_file() and entry.name.rpartition(".")[2] in TYPES:
                    body = entry.read_bytes()
                    found[entry.name] = (body, hashlib.sha256(body).hexdigest()[:12])
    return dict(sorted(found.items()))


def asset(name: str) -> str:
    """The address of a file of ``assets/``; raises KeyError for one that is not there."""
    return f"/assets/{name}?v={shelf()[name][1]}"


async def file(request: Request) -> Response:
    """One file of ``assets/``: kept by the browser for good where its address names its content."""
    name = request.path_params["name"]
    if name not in shelf():
        return Response("there is no such file\n", 404, media_type="text/plain")
    body, digest = shelf()[name]
    named = request.query_params.get("v") == digest
    keep = "public, max-age=31536000, immutable" if named else "no-cache"
    return Response(
        body, headers={"cache-control": keep, "etag": f'"{digest}"'}, media_type=TYPES[name.rpartition(".")[2]]
    )


def cure(code: str, lang: str) -> str:
    """What a person on a page can do about an error, in the language of the page; an empty text where only its own words help.

    >>> cure("query.busy", "en")
    'Try again in a few seconds.'
    """
    row = messages.catalogue().get(f"web.cure.{code}")
    return row[lang] if row else ""


def problem(e: GovkgError, scope: MutableMapping[str, Any], state: State) -> tuple[bytes, str]:
    """An error as a page for people, and the policy of that page."""
    scope.setdefault(KEY, state)
    request = Request(scope)
    spoken = tongue(request)
    row = messages.catalogue().get(f"error.{e.code}")
    title = row[spoken.lang] if row else e.code
    told = {
        "what": e.what,
        "where": e.where or "",
        "cure": e.cure or "",
        "code": e.code,
        "next": cure(e.code, spoken.lang),
    }
    page = Page("problem.html", title, told)
    return render(page, site(request, state.now, spoken), spoken).encode(), POLICY
