"""How to cite a page of the graph: a line of plain text, and references in every form with the identifier that finds it again.

The references are also files, at the address of the page with ``.bib``, ``.ris`` or ``.csl.json`` behind it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from govkg import messages, resources
from govkg.answer import Answer
from govkg.citation import bibtex, building, csl, gbt7714, naming, references, ris
from govkg.citation.model import Cited
from govkg.citation.origin import Origin
from govkg.errors import CallerError
from govkg.questions import Question
from govkg.web.state import Edition

Data = dict[str, Any]
FILES = {".bib": ("BibTeX", bibtex.write, "application/x-bibtex"), ".ris": ("RIS", ris.write, "application/x-research-info-systems"),
         ".csl.json": ("CSL-JSON", csl.write, "application/vnd.citationstyles.csl+json")}  # fmt: skip


def cite(title: str, iri: str, dataset: str, lang: str, quoted: dict[str, str] | None = None) -> dict[str, str]:
    r"""Plain text and BibTeX; with the report and the quote for a page that rests on one passage.

    >>> print(*cite("城市大脑", "https://w3id.org/govkg/id/platform/x_1", "ab" * 32, "zh")["bibtex"].splitlines()[:3], sep="\n")
    @misc{govkg-x-1,
      title = {城市大脑},
      howpublished = {\url{https://w3id.org/govkg/id/platform/x_1}},
    """
    version = resources.version()
    text = messages.text("web.cite.text", lang, title=title, iri=iri, version=version, dataset=dataset[:16])
    note = [f"govkg {version}, dataset {dataset[:16]}"]
    if quoted:
        text = messages.text("web.cite.quoted", lang, quote=quoted["text"], report=quoted["title"], start=int(quoted["start"]) + 1,
                             end=quoted["end"]) + text  # fmt: skip
        note.append(f"{quoted['title']}, characters {int(quoted['start']) + 1}-{quoted['end']}")
    key = re.sub(r"[^A-Za-z0-9]+", "-", iri.rpartition("/")[2]).strip("-")
    fields = {"title": bibtex.tex(title), "howpublished": rf"\url{{{iri}}}", "note": bibtex.tex("; ".join(note))}
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return {"text": text, "bibtex": f"@misc{{govkg-{key},\n{body}}}"}


def of_node(now: Edition, iri: str) -> Cited | None:
    """A statement or a thing as what is cited; None for whatever else the graph names."""
    one = Origin(now.kg, now.dataset)
    found = one.near(iri)
    return building.of_record(one, found) if found else None


def of_answer(now: Edition, question: Question, given: Mapping[str, object], answer: Answer) -> Cited | None:
    """An answer that was asked in Chinese as what is cited; None where it is not whole, or is one between two releases."""
    if answer.truncated or question.release is not None:
        return None
    one = Origin(now.kg, now.dataset)
    return building.of_answer(one, question, naming.of_question(now.kg.store, question, given), answer)


def of_view(now: Edition, name: str, given: Mapping[str, str]) -> Cited:
    """A view as what is cited."""
    return building.view(Origin(now.kg, now.dataset), name, given, statements=False)


def shown(cited: Cited, address: str, lang: str, asked: str = "") -> Data:
    """What a page shows of a citation: the identifier, the forms as text, and where each is a file."""
    made = references.of(cited, lang)
    forms = [{"name": "GB/T 7714-2015", "text": gbt7714.write(made, lang), "href": "", "ending": ""}]
    forms += [
        {"name": name, "text": write(made, lang), "href": f"{address}{end}{asked}", "ending": end}
        for end, (name, write, _) in FILES.items()
    ]
    return {"id": cited.id, "forms": forms}


def links(address: str, asked: str, lang: str) -> str:
    """A line of HTML that stands below a view's page, in the page's own style: where its references are as files.

    >>> print(links("/view/awards", "?lang=zh", "zh").split("BibTeX")[0])
    <nav class="home" aria-label="引用"><span>引用</span><a href="/view/awards.bib?lang=zh">
    """
    files = "".join(
        f'<a href="{html.escape(f"{address}{end}{asked}")}">{name}</a>' for end, (name, _, _) in FILES.items()
    )
    words = html.escape(messages.text("web.cite.view", lang), quote=True)
    return f'<nav class="home" aria-label="{words}"><span>{words}</span>{files}</nav>'


def ending(path: str) -> str:
    """The ending of a path that asks for references as a file, "" for any other.

    >>> ending("/ask/savings.csl.json"), ending("/ask/savings.json")
    ('.csl.json', '')
    """
    return next((end for end in FILES if path.endswith(end)), "")


def file(cited: Cited | None, end: str, lang: str, headers: Mapping[str, str]) -> Response:
    """References as a file; raises CallerError ``cite.web`` for what cannot be cited."""
    if cited is None:
        raise CallerError(
            "cite.web", "this has no reference of its own", cure="cite a statement, a thing, a whole answer or a view"
        )
    _, write, media_type = FILES[end]
    name = references.of(cited, lang)[-1 if cited.kind == "statement" else 0].key
    told = {
        "vary": "Accept-Language",
        "cache-control": "no-cache",
        "content-disposition": f'attachment; filename="{name}{end}"',
        **headers,
    }
    return Response(write(references.of(cited, lang), lang), headers=told, media_type=f"{media_type}; charset=utf-8")
