"""References as CSL-JSON, for citation processors (Zotero, pandoc, citeproc); what is ours stands under ``custom``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from govkg.citation.bibtex import address, note
from govkg.citation.references import Reference

TYPES = {"report": "report", "document": "report", "webpage": "webpage", "dataset": "dataset"}


def write(references: Sequence[Reference], lang: str = "zh") -> str:
    """The references as one array."""
    return json.dumps([item(r, lang) for r in references], ensure_ascii=False, indent=1) + "\n"


def item(r: Reference, lang: str) -> dict[str, Any]:
    """One reference as an item of CSL-JSON."""
    made: dict[str, Any] = {"id": r.key, "type": TYPES[r.kind], "title": _text(r.title)}
    if r.author:
        made["author"] = [{"literal": _text(r.author)}]
    if r.author and r.kind != "dataset":
        made["publisher"] = _text(r.author)
    own = {"id": r.id, "quote": _text(r.quote), "value": _text(r.value), "report": r.report, "dataset": r.dataset, "licence": r.licence, "call": _text(r.call),
           "place": f"{r.start}-{r.end}" if r.end else ""}  # fmt: skip
    said = {
        "publisher-place": _text(r.place), "URL": address(r.url), "version": r.edition, "number": r.id, "note": _text(note(r, lang)),
        "language": "en" if r.kind == "dataset" and lang == "en" else "zh-CN",
    }  # fmt: skip
    made |= {k: v for k, v in said.items() if v}
    if r.day:
        made["issued"] = {"date-parts": [list(r.day)]}
    if r.accessed:
        made["accessed"] = {"date-parts": [[int(n) for n in r.accessed.split("-")]]}
    if r.id:
        made["custom"] = {"govkg": {k: v for k, v in own.items() if v}}
    return made


def _text(text: str) -> str:
    """A text that JSON in UTF-8 can hold: half of a pair of code units is no character."""
    return re.sub("[\ud800-\udfff]", "�", text)
