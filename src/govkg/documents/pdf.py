"""A PDF: the characters of its text layer, joined to paragraphs; tables with ruled lines as rows.

pdfplumber reads the file; what its text layer cannot give (pictures of pages, fonts that do not say which characters
they show) is an error with its cure, never a text with holes.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from govkg.documents import layout, limits, tables
from govkg.documents.layout import Glyph, Line, Page
from govkg.documents.model import Dropped, Reading
from govkg.documents.spacing import clean, joined
from govkg.documents.watch import Watch, WatchedPage
from govkg.errors import GovkgError, SourceError

STREAM = re.compile(rb"stream\r?\n")
STATED = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified", "Subject": "subject",
          "Keywords": "keywords", "Creator": "program"}  # fmt: skip
CID = re.compile(r"\(cid:[0-9]+\)")
PIECE = 1 << 16  # bytes that are unpacked at a time
UNMAPPED = 0.02  # of the characters: more than this and the text has holes
DRAWN = 3_000  # strokes of a page: more is a map or a chart, no table
SNAP = 3.0  # points that a line of a table may be off
Box = tuple[float, float, float, float]


def read(data: bytes, where: str) -> Reading:
    """The reading of a PDF.

    Raises SourceError: ``document.locked``, ``document.damaged``, ``document.scanned`` (no text layer),
    ``document.unmapped`` (fonts without characters), ``document.size``, ``document.slow``.
    """
    _unpacked(data, where)
    dropped: list[Dropped] = []
    watch = Watch(where)
    try:
        with _quiet(), pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > limits.MAX_PAGES:
                raise SourceError("document.size", f"the PDF has {len(pdf.pages)} pages, more than {limits.MAX_PAGES}", where=where,
                                  cure="split it")  # fmt: skip
            pages, read_tables = [], []
            for page in pdf.pages:
                watch.look(page.page_number)
                one, found = _page(WatchedPage.of(page, watch), dropped)
                pages.append(one)
                read_tables.append(found)
                page.close()
            stated = _stated(pdf.metadata)
    except GovkgError:
        raise
    except Exception as e:  # whatever a parser of damaged bytes stumbles over is the file's fault
        if isinstance(e, PDFPasswordIncorrect) or (
            isinstance(e, PdfminerException) and isinstance(e.args[0], PDFPasswordIncorrect)
        ):
            raise SourceError("document.locked", "the PDF is protected by a password", where=where,
                              cure="open it with the password and print it to a new PDF") from e  # fmt: skip
        raise SourceError("document.damaged", "the PDF is truncated or damaged", where=where,
                          cure="get the whole file again, or print it to a new PDF") from e  # fmt: skip
    _check(pages, read_tables, where)
    _tables(pages, read_tables)
    layout.margins(pages, dropped)
    text = CID.sub("〓", "\n".join(layout.paragraphs(pages))) + "\n"
    return Reading(text, "pdf", "", stated, tuple(dict.fromkeys(dropped)))


def _unpacked(data: bytes, where: str) -> None:
    """Refuses a bomb: the streams are unpacked in pieces, and no further than the limit."""
    total, view = 0, memoryview(data)
    for m in STREAM.finditer(data):
        unpack = zlib.decompressobj()
        try:
            for at in range(m.end(), len(data), PIECE):
                rest = bytes(view[at : at + PIECE])
                while rest and total <= limits.MAX_UNPACKED:
                    total += len(unpack.decompress(rest, limits.MIB))
                    rest = unpack.unconsumed_tail
                if unpack.eof or total > limits.MAX_UNPACKED:
                    break
        except zlib.error:
            continue  # of another kind, or locked
        if total > limits.MAX_UNPACKED:
            raise SourceError("document.size", f"the PDF unpacks to more than {limits.MAX_UNPACKED // limits.MIB} MB", where=where,
                              cure="print it to a new PDF without pictures")  # fmt: skip


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps pdfminer from logging oddities of files that it copes with: they say nothing to who reads a report."""
    log = logging.getLogger("pdfminer")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _page(page: Any, dropped: list[Dropped]) -> tuple[Page, list[tuple[Box, list[list[tables.Cell]]]]]:
    chars = [c for c in page.chars if c.get("upright", True)]
    turned = clean("".join(c["text"] for c in page.chars if not c.get("upright", True)))
    if turned:
        dropped.append(Dropped("turned text", f"page {page.page_number}", turned[:60]))
    if page.images:
        dropped.append(Dropped("image" if chars else "page without text", f"page {page.page_number}"))
    glyphs = [Glyph(c["text"], c["x0"], c["x1"], c["top"], c["bottom"], c["size"]) for c in chars]
    found = []
    drawn = len(page.lines) + len(page.rects) + len(page.curves)
    if drawn > DRAWN:
        dropped.append(Dropped("drawing", f"page {page.page_number}"))
    elif drawn >= 4:
        for table in page.find_tables():
            rows = _rows(table, glyphs)
            if len(rows) > 1 and sum(sum(bool(c.text) for c in row) > 1 for row in rows) > 1:
                found.append((table.bbox, rows))
    free = [g for g in glyphs if not any(_within(g, box) for box, _ in found)]
    lines = layout.lines(free)
    return Page(lines, float(page.height), float(page.width), page.page_number), found


def _within(g: Glyph, box: Box) -> bool:
    x, y = (g.x0 + g.x1) / 2, (g.top + g.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _rows(table: Any, glyphs: list[Glyph]) -> list[list[tables.Cell]]:
    """The cells of a ruled table; how many rows and columns one takes is told by the lines that it reaches over."""
    boxes: list[Box] = sorted(table.cells, key=lambda b: (round(b[1] / SNAP), b[0]))
    xs, ys = _steps([b[0] for b in boxes]), _steps([b[1] for b in boxes])
    inside = [g for g in glyphs if _within(g, table.bbox)]
    rows: list[list[tables.Cell]] = [[] for _ in ys]
    by_row: list[list[Glyph]] = [[] for _ in ys]
    for g in inside:
        by_row[max(0, bisect_right(ys, (g.top + g.bottom) / 2 + 1) - 1)].append(g)
    for box in boxes:
        across = sum(box[0] - SNAP <= x < box[2] - SNAP for x in xs)
        down = sum(box[1] - SNAP <= y < box[3] - SNAP for y in ys)
        row = bisect_right(ys, box[1] + SNAP) - 1
        near = chain.from_iterable(by_row[max(0, row - 1) : row + max(1, down) + 1])
        text = joined([line.text for line in layout.lines(g for g in near if _within(g, box))])
        rows[row].append(tables.Cell(text, max(1, down), max(1, across)))
    return rows


def _steps(values: list[float]) -> list[float]:
    out: list[float] = []
    for v in sorted(values):
        if not out or v - out[-1] > SNAP:
            out.append(v)
    return out


def _tables(pages: list[Page], found: list[list[tuple[Box, list[list[tables.Cell]]]]]) -> None:
    """Puts the rows of tables among the lines; a table that goes on over a page keeps its header."""
    open_page: Page | None = None
    open_rows: list[list[tables.Cell]] = []
    for page, on_page in zip(pages, found, strict=True):
        for at, (box, rows) in enumerate(on_page):
            goes_on = (
                at == 0
                and open_page is not None
                and sum(c.across for c in rows[0]) == sum(c.across for c in open_rows[0])
                and not any(line.bottom < box[1] and line.bottom > 0.12 * page.height for line in page.lines)
            )
            shown = rows
            if goes_on:
                header = [c.text for c in open_rows[0]]
                shown = [open_rows[0], *(r for r in rows if [c.text for c in r] != header)]
            for text in tables.lines(shown):
                page.lines.append(Line(text, box[0], box[2], box[1], box[3], 0.0, fixed=True))
            if not goes_on:
                open_rows = rows
            open_page = page
        last = on_page[-1][0][3] if on_page else -1.0
        if last < 0 or any(not line.fixed and last < line.top < 0.88 * page.height for line in page.lines):
            open_page = None
        page.lines.sort(key=lambda line: line.top)


def _check(pages: list[Page], found: list[list[tuple[Box, list[list[tables.Cell]]]]], where: str) -> None:
    text = "".join(line.text for page in pages for line in page.lines) + "".join(
        c.text for on_page in found for _, rows in on_page for row in rows for c in row
    )
    if not text.strip():
        raise SourceError("document.scanned", "the PDF has no text layer, only pictures of pages", where=where,
                          cure="run OCR on it first (for example with OCRmyPDF) and give the result")  # fmt: skip
    holes = len(CID.findall(text)) + sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in text)
    if holes > UNMAPPED * len(CID.sub("x", text)):
        raise SourceError("document.unmapped", "the PDF's fonts do not say which characters they show", where=where,
                          cure="run OCR on it, or give the report as .docx or .html")  # fmt: skip


def _stated(metadata: dict[str, Any]) -> dict[str, str]:
    said = {}
    for key, name in STATED.items():
        value = clean(str(metadata.get(key) or "")).strip()
        if value and (plain := " ".join(value.split())):
            said[name] = _date(plain) if name in ("created", "modified") else plain
    return said


def _date(text: str) -> str:
    m = re.match(r"D:([0-9]{4})([0-9]{2})?([0-9]{2})?", text)
    return "-".join(filter(None, m.groups())) if m else text
