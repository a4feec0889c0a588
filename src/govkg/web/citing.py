"""How to cite a page of the graph: one line of plain text and a BibTeX entry, with the dataset that it was read from."""

from __future__ import annotations

import re

from govkg import messages
from govkg.web import openapi

SPECIAL = re.compile(r"([&%$#_{}~^\\])")
ESCAPES = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


def cite(title: str, iri: str, dataset: str, lang: str, quoted: dict[str, str] | None = None) -> dict[str, str]:
    r"""Plain text and BibTeX; with the report and the quote for a page that rests on one passage.

    >>> print(*cite("城市大脑", "https://w3id.org/govkg/id/platform/x_1", "ab" * 32, "zh")["bibtex"].splitlines()[:3], sep="\n")
    @misc{govkg-x-1,
      title = {城市大脑},
      howpublished = {\url{https://w3id.org/govkg/id/platform/x_1}},
    """
    version = openapi.release()
    text = messages.text("web.cite.text", lang, title=title, iri=iri, version=version, dataset=dataset[:16])
    note = [f"govkg {version}, dataset {dataset[:16]}"]
    if quoted:
        text = messages.text("web.cite.quoted", lang, quote=quoted["text"], report=quoted["title"], start=int(quoted["start"]) + 1,
                             end=quoted["end"]) + text  # fmt: skip
        note.append(f"{quoted['title']}, characters {int(quoted['start']) + 1}-{quoted['end']}")
    key = re.sub(r"[^A-Za-z0-9]+", "-", iri.rpartition("/")[2]).strip("-")
    fields = {"title": tex(title), "howpublished": rf"\url{{{iri}}}", "note": tex("; ".join(note))}
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return {"text": text, "bibtex": f"@misc{{govkg-{key},\n{body}}}"}


def tex(text: str) -> str:
    r"""Text for a field of BibTeX: no character of it is a command.

    >>> tex("50% {a}")
    '50\\% \\{a\\}'
    """
    return SPECIAL.sub(lambda m: ESCAPES.get(m[1], "\\" + m[1]), " ".join(text.split()))
