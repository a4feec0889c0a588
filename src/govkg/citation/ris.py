"""References as RIS, for EndNote, Zotero, NoteExpress and their like: a line a field, each with its tag of two letters."""

from __future__ import annotations

from collections.abc import Sequence

from govkg.citation.bibtex import address, note
from govkg.citation.references import Reference, clean

TYPES = {"report": "RPRT", "document": "RPRT", "webpage": "ELEC", "dataset": "DATA"}


def write(references: Sequence[Reference], lang: str = "zh") -> str:
    """The references, a blank line between them; the identifier is the accession number (AN), value and quote are C1 and C2."""
    return "\n".join(_record(r, lang) for r in references)


def _record(r: Reference, lang: str) -> str:
    fields = [
        ("ID", r.key), ("AU", r.author), ("TI", r.title), ("PB", "" if r.kind == "dataset" else r.author),
        ("CY", r.place), ("PY", f"{r.day[0]:04}" if r.day else ""), ("DA", _date(r.day)), ("ET", r.edition), ("UR", address(r.url)),
        ("Y2", _date(tuple(int(n) for n in r.accessed.split("-"))) if r.accessed else ""), ("AN", r.id), ("C1", r.value),
        ("C2", r.quote if r.id else ""), ("C3", r.report if r.id else ""), ("C4", f"{r.start}-{r.end}" if r.id and r.end else ""),
        ("N1", note(r, lang)), ("LA", "en" if r.kind == "dataset" and lang == "en" else "zh"),
    ]  # fmt: skip
    lines = [("TY", TYPES[r.kind]), *((tag, clean(text)) for tag, text in fields if text)]
    return "".join(f"{tag}  - {text}\n" for tag, text in lines) + "ER  - \n"


def _date(day: tuple[int, ...]) -> str:
    """2022/01/18/ as the format has it; parts that are not known are empty."""
    if not day:
        return ""
    year, month, of_month = (*day, 0, 0)[:3]
    return f"{year:04}/{f'{month:02}' if month else ''}/{f'{of_month:02}' if of_month else ''}/"
