"""One HTML file that asks nobody for anything: our page, the drawing library, the data; nothing runs that is not hashed.

Data stands in a block that no browser runs, and reaches the page as text only.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from importlib.resources import files
from typing import Any

SCRIPTS = ("core.js", "layout.js", "draw.js", "panel.js", "list.js", "filters.js", "app.js")


def page(data: dict[str, Any], library: str, lang: str, title: str) -> str:
    """The whole page as text; the same data gives the same page."""
    style, script = asset("style.css"), program()
    policy = (
        "default-src 'none'; "
        f"script-src '{sha256(library)}' '{sha256(script)}'; style-src '{sha256(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "lang": {"zh": "zh-Hans", "en": "en"}[lang],
        "policy": html.escape(policy, quote=True).replace("&#x27;", "'"),
        "title": html.escape(title),
        "style": style,
        "data": embedded(data),
        "library": library,
        "script": script,
    }
    made = asset("page.html")
    before, *rest = made.split("{{")
    out = [before]
    for piece in rest:
        name, _, after = piece.partition("}}")
        out += [parts[name], after]
    return "".join(out)


def program() -> str:
    """The page's own script, from its parts, closed off from other scripts."""
    return "(() => {\n'use strict';\n" + "\n".join(asset(name) for name in SCRIPTS) + "\n})();\n"


def embedded(data: Any) -> str:
    r"""JSON that cannot leave its block, whatever its texts hold.

    >>> embedded({"a": "</script>\u2028&"})
    '{"a":"\\u003c/script\\u003e\\u2028\\u0026"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for c in "<>&\u2028\u2029":
        text = text.replace(c, f"\\u{ord(c):04x}")
    return text


def sha256(text: str) -> str:
    """The source expression of a Content-Security-Policy for an inline block."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def asset(name: str) -> str:
    """A file of ``assets/``, its line ends as a browser counts them."""
    return (files("govkg.views") / "assets" / name).read_text(encoding="utf-8")
