"""A page that stands alone: its own style, no script, no request; and the policy that a finished page states of itself."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from html import escape
from importlib.resources import files

from govkg import messages

BASE = "https://w3id.org/govkg/"


def anchor(iri: str, inner: str) -> str:
    """A link to a thing of ours on this server; what is elsewhere is named and not linked."""
    if iri.startswith((BASE + "id/", BASE + "vocab/")):
        return f'<a href="/{escape(iri.removeprefix(BASE))}">{inner}</a>'
    if iri.startswith(BASE + "ontology"):
        return f'<a href="/{escape(iri.removeprefix(BASE))}">{inner}</a>'
    return f'<span title="{escape(iri)}">{inner}</span>'


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
