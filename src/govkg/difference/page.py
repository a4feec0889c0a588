"""A difference as a page: one HTML file without a script that asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from govkg.difference import wording
from govkg.difference.model import Change, Difference, Field
from govkg.difference.wording import told

OPEN = 40  # a part with more changes than this begins folded


def page(made: Difference, lang: str) -> str:
    """The whole page as text; the same two versions give the same page."""
    style = (files("govkg.difference") / "assets" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = html.escape(told("title", lang, old=made.old.name, new=made.new.name))
    rows = "".join(
        f"<tr><th scope=row>{html.escape(part)}</th><td>{html.escape(way)}</td><td class=n>{n}</td></tr>\n"
        for part, way, n in wording.summary(made, lang)
    )
    return (
        f'<!doctype html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'\">\n"
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
        f"<p>{html.escape(told('about', lang))}</p>\n</header>\n<main>\n"
        + (f"<table>\n{rows}</table>\n" if rows else f"<p>{html.escape(told('same', lang))}</p>\n")
        + "".join(_parts(made, lang))
        + f"</main>\n<footer>{html.escape(_sides(made, lang))}</footer>\n</body>\n</html>\n"
    )


def _sides(made: Difference, lang: str) -> str:
    sides = (("old", made.old), ("new", made.new))
    return " · ".join(
        told(f"side.{k}", lang, name=s.name, version=s.version or "—", sha=s.sha256[:16]) for k, s in sides
    )


def _parts(made: Difference, lang: str) -> Iterator[str]:
    for part, found in groupby(made.changes, key=lambda c: c.part):
        changes = list(found)
        yield f"<section class={part}>\n<h2>{html.escape(told(f'part.{part}', lang))}</h2>\n"
        for change in changes:
            yield _change(change, lang, len(changes) <= OPEN and change.way in ("changed", "deprecated"))
        yield "</section>\n"


def _change(change: Change, lang: str, opened: bool) -> str:
    way, kind = told(f"way.{change.way}", lang), wording.kind(change, lang)
    name = wording.name(change, lang)
    told_apart = " · ".join(x for x in (kind, change.where, change.id if change.id != name else "") if x)
    fields = "".join(_field(change, f, lang) for f in change.fields)
    return (
        f"<details{' open' if opened else ''}><summary><i>{html.escape(way)}</i><b>{html.escape(name)}</b> "
        f"<small>{html.escape(told_apart)}</small></summary>\n"
        + (f"<dl>\n{fields}</dl>\n" if fields else "")
        + "</details>\n"
    )


def _field(change: Change, field: Field, lang: str) -> str:
    old = [v for v in field.old if v not in field.new]
    new = [v for v in field.new if v not in field.old]
    lines = [f"<del>{html.escape(wording.value(change, field.name, v, lang))}</del>" for v in old]
    lines += [f"<ins>{html.escape(wording.value(change, field.name, v, lang))}</ins>" for v in new]
    return f"<dt>{html.escape(wording.field(field.name, lang))}</dt><dd>{''.join(lines)}</dd>\n"
