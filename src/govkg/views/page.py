"""One HTML file that asks nobody for anything: our page, its script, the data; nothing runs that is not hashed.

Data stands in a block that no browser runs, and reaches the page as text only.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from importlib.resources import files
from typing import Any

SCRIPTS = (
    "core.js", "words.js", "state.js", "shapes.js", "layout.js", "draw.js", "steer.js", "panel.js", "list.js", "table.js",
    "search.js", "filters.js", "export.js", "save.js", "app.js",
)  # fmt: skip
CLOUD = "cloud"  # scripts of this name draw the whole graph, and stand only in its page


def page(data: dict[str, Any], lang: str, title: str) -> str:
    """The whole page as text; the same data gives the same page."""
    style, script = asset("style.css"), program(data["plans"][0]["kind"])
    policy = (
        f"default-src 'none'; script-src '{sha256(script)}'; style-src '{sha256(style)}'; img-src blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "lang": {"zh": "zh-Hans", "en": "en"}[lang],
        "policy": html.escape(policy, quote=True).replace("&#x27;", "'"),
        "title": html.escape(title),
        "style": style,
        "data": embedded(data),
        "script": script,
    }
    made = asset("page.html")
    before, *rest = made.split("{{")
    out = [before]
    for piece in rest:
        name, _, after = piece.partition("}}")
        out += [parts[name], after]
    return "".join(out)


def policy(made: str) -> str:
    """The Content-Security-Policy of a page, for a server that sends it as a header too.

    >>> policy('<meta http-equiv="Content-Security-Policy" content="img-src blob:">')
    'img-src blob:'
    """
    return made.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]


def program(kind: str) -> str:
    """The script of a page whose picture is of this kind, from its parts, closed off from other scripts."""
    names = list(SCRIPTS)
    if kind == "cloud":
        names[-1:-1] = sorted(
            f.name for f in (files("govkg.views") / "assets").iterdir()
            if f.name.startswith(CLOUD) and f.name.endswith(".js")
        )  # fmt: skip
    return "(() => {\n'use strict';\n" + "\n".join(asset(name) for name in names) + "\n})();\n"


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
