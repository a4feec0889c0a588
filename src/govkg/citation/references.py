"""The references that a citation consists of: the reports whose words are cited, and the place in the graph where they were found.

Of a statement the report comes first, since its words are what is cited; of an answer or a view the dataset does. Every form of reference
(``bibtex``, ``ris``, ``csl``, ``gbt7714``) is written from these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from govkg import messages, ontology
from govkg.answer import SYMBOL
from govkg.citation import answers, identifier
from govkg.citation.model import Cited, Report
from govkg.errors import CallerError
from govkg.statements import Observation, Statement

HOME = "https://w3id.org/govkg"
FILES = re.compile(r"\.(?:pdf|docx?|ofd|wps|rtf|txt)$", re.IGNORECASE)  # what is a document on its own, not a web page
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# Control characters, halves of surrogate pairs and noncharacters: never hanzi that this Python's tables are too old for.
NOT_TEXT = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0, 0x110000, 0x10000))
    + "]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One reference; "" is what is not known. Dates have the precision that is known."""

    key: str  # ASCII, the same for the same thing
    kind: str  # report | document (a report that stands online as a file) | webpage | dataset
    author: str
    title: str
    place: str = ""
    date: str = ""
    url: str = ""
    accessed: str = ""
    edition: str = ""  # the version of govkg
    id: str = ""  # the identifier of what is cited, of a dataset
    report: str = ""  # the id of the report
    quote: str = ""
    value: str = ""  # what was read from the quote
    start: int = 0  # the first character of the quote, counted from 1
    end: int = 0  # the last one
    dataset: str = ""
    licence: str = ""
    call: str = ""
    covers: str = ""

    @property
    def day(self) -> tuple[int, ...]:
        """Year, month and day of the date, as far as they are known."""
        return parts(self.date)


def of(cited: Cited, lang: str = "zh", accessed: str = "") -> list[Reference]:
    """The references of what is cited; ``accessed`` is the day on which it was looked up, which no program can know.

    Raises CallerError ``cite.accessed`` for what is no date.
    """
    if accessed:
        day(accessed)
    reports = [_report(r, cited, accessed) for r in cited.reports]
    found = _dataset(cited, lang, accessed)
    return [*reports, found] if cited.kind == "statement" else [found, *reports]


def day(text: str) -> tuple[int, int, int]:
    """Year, month and day of a date; raises CallerError ``cite.accessed``.

    >>> day("2026-11-31")
    Traceback (most recent call last):
    govkg.errors.CallerError: '2026-11-31' is no date; write it as 2026-11-28
    """
    from datetime import date

    try:
        found = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        found = None
    if found is None:
        raise CallerError("cite.accessed", f"{text!r} is no date", cure="write it as 2026-11-28")
    return found.year, found.month, found.day


def parts(date: str) -> tuple[int, ...]:
    """The numbers of a date of ISO 8601 of whatever precision.

    >>> parts("2022-01"), parts("")
    ((2022, 1), ())
    """
    found = DATE.fullmatch(date)
    return tuple(int(n) for n in found.groups() if n) if found else ()


def reading(s: Statement) -> str:
    """What was read from a statement's words, in one line: a bound is always said.

    >>> from govkg.statements import Evidence
    >>> reading(Observation(evidence=Evidence("s", 0, 6, "19万余件", "", "", 0, 6), rule="r", about="Reform/一网通办",
    ...     metric_as_written="办件", value="190000", unit="件", bound="above"))
    '≥ 190000 件'
    """
    if isinstance(s, Observation):
        number = "–".join(answers.number(Decimal(n)) for n in (s.value, s.low, s.high) if n)
        return " ".join(filter(None, (SYMBOL.get(s.direction), SYMBOL.get(s.bound), number, s.unit)))
    said = s.record()
    kept = {
        k: v
        for k, v in said.items()
        if k not in ("type", "id", "natural", "evidence", "rule", "status") and v not in ("", [], False)
    }
    return "; ".join(f"{k} {', '.join(map(str, v)) if isinstance(v, list) else v}" for k, v in kept.items())


def clean(text: str) -> str:
    r"""A text on one line: what is no character of a text becomes U+FFFD, whichever Unicode this Python knows.

    >>> clean("a\x00b\r\n  c\ud800")
    'a�b c�'
    """
    return NOT_TEXT.sub("\ufffd", " ".join(text.split()))


def _report(r: Report, cited: Cited, accessed: str) -> Reference:
    kind = "report" if not r.url else "document" if FILES.search(r.url.partition("?")[0]) else "webpage"
    s = cited.statement
    words = (
        {"quote": s.statement.evidence.exact, "start": s.statement.evidence.start + 1, "end": s.statement.evidence.end}
        if s
        else {}
    )
    return Reference(key=f"report-{_ascii(r.id)}", kind=kind, author=r.body, title=r.title, place=r.place, date=r.dated or r.published,
                     url=r.url, accessed=accessed if r.url else "", report=r.id, covers=r.covers, **words)  # type: ignore[arg-type]  # fmt: skip


def _dataset(cited: Cited, lang: str, accessed: str) -> Reference:
    s = cited.statement
    id_ = identifier.parse(cited.id)
    title = messages.text("cite.title", lang, title=cited.title[lang == "en"])
    key = f"govkg-{id_.name}" + ("" if s else f"-{id_.hash[:8]}")
    words: dict[str, object] = {}
    if s:
        e = s.statement.evidence
        words = {
            "quote": e.exact,
            "start": e.start + 1,
            "end": e.end,
            "value": reading(s.statement),
            "report": e.source,
        }
    return Reference(key=key, kind="dataset", author=messages.text("cite.author", lang), title=title, date=ontology.version().rpartition("/")[2],
                     url=HOME, accessed=accessed, edition=cited.version, id=cited.id, dataset=cited.dataset, licence=cited.licence,
                     call=cited.call, **words)  # type: ignore[arg-type]  # fmt: skip


def _ascii(text: str) -> str:
    """A text as part of a key: what keys cannot hold is left out, and told apart by a digest."""
    from govkg.statements import digest

    plain = re.sub(r"[^A-Za-z0-9-]+", "-", text).strip("-")
    return plain if plain == text else f"{plain or 'x'}-{digest(text)[:6]}"
