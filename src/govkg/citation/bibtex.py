"""References as BibTeX, for BibTeX, biber and reference managers.

A report is a ``techreport``, a web page and the dataset are ``misc``; ``mark`` and ``medium`` say so to the styles of GB/T 7714. The fields
``govkg…`` are ours: styles pass over them, ``govkg recheck`` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govkg import messages
from govkg.citation.references import Reference, clean

MARKS = {"report": ("R", ""), "document": ("R", "OL"), "webpage": ("EB", "OL"), "dataset": ("DS", "OL")}
SPECIAL = re.compile(r"[&%$#_{}~^\\]")
# Braces are counted even behind a backslash, so they are named.
NAMED = {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
VERBATIM = re.compile(r"[^!-~]|[{}\\\"<>^`|]")  # what an address cannot hold as it is


def write(references: Sequence[Reference], lang: str = "zh") -> str:
    """The entries, a blank line between them."""
    return "\n".join(_entry(r, lang) for r in references)


def tex(text: str) -> str:
    r"""Text for a field of BibTeX: no character of it is a command, and braces stay paired.

    >>> tex("50% {a")
    '50\\% \\textbraceleft{}a'
    """
    return SPECIAL.sub(lambda m: NAMED.get(m[0], "\\" + m[0]), clean(text))


def plain(text: str) -> str:
    r"""What a field says: the way back from ``tex``, and from what reference managers make of it.

    >>> plain(tex("50% {a_b}~\\")) == "50% {a_b}~\\"
    True
    """
    named = {v.removesuffix("{}"): k for k, v in NAMED.items()}
    pattern = "|".join(re.escape(n) for n in named)
    found = re.sub(r"\{(\\[a-z]+)\}", r"\1{}", text)
    return re.sub(
        rf"({pattern})(?:\{{\}}| |(?![A-Za-z]))|\\([&%$#_{{}}])|[{{}}]",
        lambda m: named[m[1]] if m[1] else m[2] or "",
        found,
    )


def _entry(r: Reference, lang: str) -> str:
    mark, medium = MARKS[r.kind]
    body = r.kind in ("report", "document")
    fields = {
        "author": f"{{{tex(r.author)}}}" if r.author else "",
        "title": f"{{{tex(r.title)}}}",
        "institution": f"{{{tex(r.author)}}}" if body else "",
        "address": tex(r.place) if body else "",
        "version": tex(r.edition),
        "year": f"{r.day[0]}" if r.day else "",
        "month": f"{r.day[1]}" if len(r.day) > 1 else "",
        "date": r.date if r.day else "",
        "howpublished": rf"\url{{{address(r.id or r.url)}}}" if r.url and not body else "",
        "url": address(r.url),
        "urldate": r.accessed,
        "note": tex(note(r, lang)),
        "mark": mark, "medium": medium, "langid": "chinese" if r.kind != "dataset" or lang == "zh" else "english",
        "govkg": r.id, "govkgquote": tex(r.quote) if r.id else "", "govkgvalue": tex(r.value), "govkgreport": tex(r.report) if r.id else "",
        "govkgplace": f"{r.start}-{r.end}" if r.id and r.end else "",
    }  # fmt: skip
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'techreport' if body else 'misc'}{{{r.key},\n{lines}}}\n"


def note(r: Reference, lang: str) -> str:
    """What no field of a reference is for: the quote with its place, the release, the licence."""
    said = []
    if r.quote:
        said.append(messages.text("cite.quoted", lang, quote=r.quote, start=r.start, end=r.end))
    if r.dataset:
        said.append(messages.text("cite.release", lang, dataset=r.dataset, licence=r.licence))
    return ("；" if lang == "zh" else "; ").join(said)


def address(url: str) -> str:
    """An address whose every character may stand in a field: others are percent-encoded."""
    return VERBATIM.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode("utf-8", "replace")), url)
