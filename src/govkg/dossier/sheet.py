"""A brief as a page: one HTML file without a script; the notes stand beside what they prove, on paper beneath it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from importlib.resources import files

from govkg.dossier.brief import told
from govkg.dossier.model import Brief, Chart, Note, Row, Section
from govkg.views.page import sha256

LONGEST = 100  # units of a bar's drawing


def page(brief: Brief) -> str:
    """The whole page as text; the same brief gives the same page."""
    style = (files("govkg.dossier") / "assets" / "style.css").read_text(encoding="utf-8")
    title = html.escape(brief.title)
    policy = f"default-src 'none'; style-src '{sha256(style)}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{"zh-Hans" if brief.lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<header>\n"
        f"<p class=kind>{html.escape(told('kind', brief.lang))} · {html.escape(brief.kind)}</p>\n<h1>{title}</h1>\n</header>\n<main>\n"
        f"<section id=opening>\n<div class=said><p class=lede>{html.escape(brief.lede.cells[0])}{_marks(brief.lede)}</p></div>\n{_opening(brief)}</section>\n"
        + "".join(piece for section in brief.sections for piece in _section(section, brief))
        + f"</main>\n<footer>{html.escape(brief.foot)}</footer>\n</body>\n</html>\n"
    )


def _section(section: Section, brief: Brief) -> Iterator[str]:
    yield f'<section id="{section.name}">\n<div class=said>\n<h2>{html.escape(section.title)}</h2>\n'
    if section.intro:
        yield f"<p class=intro>{html.escape(section.intro)}</p>\n"
    if section.heads:
        heads = "".join(f"<th scope=col>{html.escape(h)}</th>" for h in section.heads)
        yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        yield "".join(f"<tr>{_cells(row, section)}</tr>\n" for row in section.rows)
        yield "</tbody>\n</table>\n"
    else:
        yield "<ul>\n" + "".join(f"<li>{html.escape(r.cells[0])}{_marks(r)}</li>\n" for r in section.rows) + "</ul>\n"
    yield "".join(_chart(chart) for chart in section.charts)
    yield "</div>\n"
    if notes := section.noted(brief.notes):
        label = html.escape(told("head.notes", brief.lang))
        yield f'<aside aria-label="{label}"><ol>\n{"".join(_note(n, brief.lang) for n in notes)}</ol></aside>\n'
    yield "</section>\n"


def _cells(row: Row, section: Section) -> str:
    return "".join(
        f'<td{"" if cell else " class=none"} data-head="{html.escape(head)}"><span>{html.escape(cell)}{_marks(row) if n == row.at else ""}</span></td>'
        for n, (cell, head) in enumerate(zip(row.cells, section.heads, strict=True))
    )


def _opening(brief: Brief) -> str:
    """The notes of the opening paragraph."""
    notes = "".join(_note(n, brief.lang) for n in brief.notes if n.number in brief.lede.notes)
    return (
        f'<aside aria-label="{html.escape(told("head.notes", brief.lang))}"><ol>\n{notes}</ol></aside>\n'
        if notes
        else ""
    )


def _marks(row: Row) -> str:
    return "".join(f'<sup><a href="#n{n}">{n}</a></sup>' for n in row.notes)


def _note(note: Note, lang: str) -> str:
    place = told("note", lang, title=note.title, place=note.place)
    ids = told("note.ids", lang, ids=" ".join(note.ids)) if note.ids else ""
    hurt = told("note.damage", lang, why=note.damage) if note.damage else ""
    words = f"{html.escape(note.before)}<mark>{html.escape(note.quote)}</mark>{html.escape(note.after)}"
    small = html.escape(" · ".join(filter(None, (place, ids, hurt))))
    return f'<li id="n{note.number}" value="{note.number}"><q lang="zh-Hans">{words}</q> <small>{small}</small></li>\n'


def _chart(chart: Chart) -> str:
    """Bars drawn as SVG, what they stand for and the figures as text beside them."""
    rows = "".join(
        f"<div><dt>{html.escape(b.label)}</dt><dd>"
        f'<svg viewBox="0 0 {LONGEST} 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{"hollow" if b.hollow else "bar"}" y="1" height="6" width="{max(b.share * LONGEST, 0.5):.2f}"/></svg>'
        f"<b>{html.escape(b.written)}</b></dd></div>\n"
        for b in chart.bars
    )
    return f"<figure><figcaption>{html.escape(chart.title)}</figcaption>\n<dl>\n{rows}</dl></figure>\n"
