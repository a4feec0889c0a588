"""Findings as a page: what was checked, a table of the checks that found something, then each with its findings.

The page is written out in full and runs no script; it asks nobody for anything.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from itertools import groupby

from govkg import messages, resources
from govkg.findings import SEVERITIES, Finding
from govkg.views.page import asset, sha256

Say = Callable[..., str]
MOST = 500  # findings of one code that the page shows
BASES = ("https://w3id.org/govkg/id/", "https://w3id.org/govkg/")


def page(found: Sequence[Finding], lang: str, what: str = "graph") -> str:
    """The whole page as text; ``what`` was checked: ``graph`` or ``ontology``. The same findings give the same page."""

    def say(key: str, **values: object) -> str:
        return html.escape(messages.text(f"validate.{key}", lang, **values))

    style = asset("findings.css")
    groups = [(code, list(rows)) for code, rows in groupby(sorted(found, key=_by_code), key=lambda f: f.code)]
    body = [f"<h1>{say(f'title.{what}')}</h1>", f'<p class="lede">{say(f"lede.{what}")}</p>']
    body += [_summary(groups, say), *(_group(rows, say) for _, rows in groups)] if groups else [f"<p>{say('none')}</p>"]
    policy = f"default-src 'none'; style-src '{sha256(style)}'; base-uri 'none'; form-action 'none'"
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{say(f'title.{what}')}</title>\n<style>{style}</style>"
    )
    tag = {"zh": "zh-Hans", "en": "en"}[lang]
    return (
        f'<!doctype html>\n<html lang="{tag}">\n<head>\n{head}\n</head>\n<body>\n<main>\n'
        + "\n".join(body)
        + f"\n</main>\n<footer>govkg {html.escape(resources.version())}</footer>\n</body>\n</html>\n"
    )


def _by_code(f: Finding) -> tuple[int, str, Finding]:
    return SEVERITIES.index(f.severity), f.code, f


def _summary(groups: Sequence[tuple[str, list[Finding]]], say: Say) -> str:
    head = (
        "".join(f"<th>{say(key)}</th>" for key in ("severity", "code", "what")) + f'<th class="n">{say("count")}</th>'
    )
    rows = "".join(
        f'<tr class="{rows[0].severity}"><td>{_sign(rows[0], say)}</td><td><a href="#{_id(code)}">{html.escape(code)}</a></td>'
        f'<td>{html.escape(rows[0].message)}</td><td class="n">{len(rows)}</td></tr>'
        for code, rows in groups
    )
    return (
        f'<div class="scroll"><table class="summary"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _group(rows: Sequence[Finding], say: Say) -> str:
    first = rows[0]
    items = "".join(_item(f, say) for f in rows[:MOST])
    more = f'<p class="more">{say("more", count=len(rows) - MOST)}</p>' if len(rows) > MOST else ""
    cure = f'<p class="next"><b>{say("next")}</b> {html.escape(first.cure)}</p>' if first.cure else ""
    return (
        f'<section id="{_id(first.code)}" class="{first.severity}"><h2>{html.escape(first.message)}</h2>'
        f'<p class="code">{_sign(first, say)} · {html.escape(first.code)} · {len(rows)}</p>{cure}<ol>{items}</ol>{more}</section>'
    )


def _item(f: Finding, say: Say) -> str:
    parts = []
    if f.evidence:
        parts.append(f'<q lang="zh-Hans">{html.escape(f.evidence)}</q>')
    if f.value and f.value != f.evidence:
        parts.append(f'<span class="value">{say("value")} <b>{html.escape(_short(f.value))}</b></span>')
    parts.append(f'<span class="where">{html.escape(" · ".join(filter(None, (f.where, _short(f.node)))))}</span>')
    return f"<li>{''.join(parts)}</li>"


def _sign(f: Finding, say: Say) -> str:
    return f'<span class="sign">{say(f.severity)}</span>'


def _id(code: str) -> str:
    return html.escape(code.replace(".", "-"), quote=True)


def _short(iri: str) -> str:
    """An IRI of ours without what all of them share."""
    return next((iri.removeprefix(base) for base in BASES if iri.startswith(base)), iri)
