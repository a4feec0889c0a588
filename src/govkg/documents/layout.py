"""Characters on pages → lines → paragraphs, as a careful person would join them.

A page knows where each character stands and nothing else. Lines are characters of one height; a line goes on in the next
one when it is full (it reaches the right edge of the text) and the next is not indented, also over the end of a page.
Page numbers and heads that repeat are left out by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from govkg.documents.model import Dropped
from govkg.documents.spacing import clean, glue, unified, wide

PAGE_NUMBER = re.compile(
    r"[-—–－―─·•~～\s]*(?:第\s{0,4})?(?:[0-9０-９]{1,4}|[ivxIVX]{1,6})\s{0,4}(?:页)?\s{0,4}(?:[/／]\s{0,4}[0-9]{1,4}|[，,]?\s{0,4}共\s{0,4}[0-9]{1,4}\s{0,4}页)?[-—–－―─·•~～\s]*"
)
PRINTED = re.compile(
    r"(?:[0-9]{1,4}[/-]){2}[0-9]{1,4},? [0-9]{1,2}:[0-9]{2}.*|(?:https?|file)://\S.*"
)  # what browsers print
NUMBERED = re.compile(
    r"第[一二三四五六七八九十百]{1,3}(?:部分|章|篇|节)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9０-９]{1,2}[.．、](?![0-9０-９])|"
    r"[（(][0-9０-９]{1,2}[）)]|[①-⑳]|附件|附录|注[0-9]{0,2}[：:]"
)
CLOSED = "。！？!?"
SLACK = 2.6  # character sizes that a full line may lack at its right edge: marks that may not open a line, numbers kept whole
INDENT = 1.0  # character sizes by which a new paragraph is set in, at least
SAME_SIZE = 0.12
FILLED = 0.8  # of the width between even margins that full lines take, at least
LARGE = 1.15  # times the size of the body: a heading's size
APART = 1.35  # times the usual step from line to line: a new paragraph


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and where it stands; the page's top is 0."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(slots=True)
class Line:
    """A line of a page; ``fixed`` ones are whole (a row of a table) and never joined."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    fixed: bool = False


@dataclass(slots=True)
class Page:
    """The lines of a page from top to bottom, and the page's size; ``left`` and ``right`` are the edges of its text."""

    lines: list[Line]
    height: float
    width: float
    number: int = 1
    left: float = 0.0
    right: float = 0.0


@dataclass(slots=True)
class _Band:
    glyphs: list[Glyph] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page: characters whose middles are of one height, from left to right.

    >>> [l.text for l in lines([Glyph("政", 0, 10, 0, 10, 10), Glyph("监", 0, 10, 20, 30, 10), Glyph("务", 10, 20, 1, 11, 10)])]
    ['政务', '监']
    """
    bands: list[_Band] = []
    for g in sorted(glyphs, key=lambda g: (round((g.top + g.bottom) / 2, 1), g.x0)):
        middle = (g.top + g.bottom) / 2
        near = [b for b in bands[-3:] if b.top - 0.1 * g.size <= middle <= b.bottom + 0.1 * g.size]
        if near and abs(middle - (near[-1].top + near[-1].bottom) / 2) <= 0.55 * max(
            g.size, near[-1].bottom - near[-1].top
        ):
            band = near[-1]
            band.glyphs.append(g)
            if g.bottom - g.top > band.bottom - band.top:
                band.top, band.bottom = g.top, g.bottom
        else:
            bands.append(_Band([g], g.top, g.bottom))
    found = [_line(sorted(b.glyphs, key=lambda g: g.x0), b) for b in sorted(bands, key=lambda b: b.top)]
    return [line for line in found if line.text]


def _line(glyphs: list[Glyph], band: _Band) -> Line:
    shown = [g for g in glyphs if g.text.strip()]
    if not shown:
        return Line("", band.top, band.top, band.top, band.bottom, 0.0)
    size = Counter(round(g.size, 1) for g in shown).most_common(1)[0][0]
    text = ""
    before: Glyph | None = None
    for g in glyphs:
        if before is not None and before.text == g.text and abs(before.x0 - g.x0) < 0.25 * g.size:
            continue  # printed twice to look bold
        if before is not None and before.text.strip() and g.text.strip():
            apart = 1.2 if wide(before.text[-1]) or wide(g.text[0]) else 0.2
            text += " " if g.x0 - before.x1 > apart * max(g.size, 1.0) else ""
        text += g.text
        before = g
    return Line(clean(unified(text)), shown[0].x0, max(g.x1 for g in shown), band.top, band.bottom, size)


def margins(pages: Sequence[Page], dropped: list[Dropped]) -> None:
    """Takes page numbers and repeated heads and feet off the pages."""
    seen: dict[tuple[str, int], set[int]] = {}
    for at, page in enumerate(pages):
        for line in _edges(page):
            seen.setdefault(_repeated(line, page), set()).add(at)
    for at, page in enumerate(pages):
        for line in _edges(page):
            bare = PAGE_NUMBER.fullmatch(line.text) and (
                line.top > 0.8 * page.height or line.bottom < 0.15 * page.height
            )
            near = seen[_repeated(line, page)] & {at - 2, at - 1, at + 1, at + 2}  # left and right pages may differ
            if bare or near or PRINTED.fullmatch(line.text):
                what = "page number" if bare else "running head" if line.top < page.height / 2 else "running foot"
                dropped.append(Dropped(what, f"page {page.number}", line.text[:60]))
                page.lines.remove(line)


def _edges(page: Page) -> list[Line]:
    """The first and last lines of a page, which alone may be heads, feet and numbers."""
    plain = [line for line in page.lines if not line.fixed]
    head = [line for line in plain[:2] if line.bottom < 0.15 * page.height]
    return head + [line for line in plain[-2:] if line.top > 0.8 * page.height and line not in head]


def _repeated(line: Line, page: Page) -> tuple[str, int]:
    return re.sub(r"[0-9０-９]+", "0", line.text), round(line.top / max(page.height, 1.0) * 100)


def paragraphs(pages: Sequence[Page]) -> list[str]:
    """The paragraphs of all pages, each one line of text."""
    body = _body(pages)
    _measure(pages, body)
    form = _form(pages, body)
    out: list[str] = []
    before: Line | None = None
    before_page: Page | None = None
    for page in pages:
        for line in page.lines:
            if before is None or before_page is None or not _goes_on(before, before_page, line, page, form):
                out.append(line.text)
            else:
                out[-1] += glue(out[-1], line.text) + line.text
            before, before_page = line, page
    return [text for text in out if text]


@dataclass(frozen=True, slots=True)
class _Form:
    """How a document sets its paragraphs: ``indented`` as GB/T 9704 wants it, or ``spaced`` apart; the size and step of its body."""

    body: float
    pitch: float = 0.0
    indented: bool = False
    spaced: bool = False


def _measure(pages: Sequence[Page], body: float) -> None:
    """Where the text of each page begins and ends: edges that two lines share, for a title may stand out.

    A page whose lines are all set in begins where the others do.
    """
    for page in pages:
        plain = [line for line in page.lines if not line.fixed and abs(line.size - body) <= SAME_SIZE * body]
        plain = plain or [line for line in page.lines if not line.fixed]
        page.left = _edge(sorted(line.x0 for line in plain), 0.5 * body)
        page.right = _right([line.x1 for line in plain], page, body)
    filled = [page for page in pages if page.right > page.left]
    least = min((page.left for page in filled), default=0.0)
    for page in filled:
        page.left = least if page.left - least < 3 * body else page.left
    width = max((page.right - page.left for page in filled), default=0.0)
    for page in pages:
        page.right = page.left + width


def _right(values: list[float], page: Page, body: float) -> float:
    """The right edge of a page's text; a page of short lines has it where the left one would be from the other side."""
    mirrored = page.width - page.left
    most = max(values, default=0.0)
    found = most if most <= mirrored + body else -_edge(sorted(-v for v in values), 0.5 * body)
    return found if found - page.left > FILLED * (mirrored - page.left) else mirrored


def _edge(values: list[float], near: float) -> float:
    return next((a for a, b in pairwise(values) if b - a <= near), values[0] if values else 0.0)


def _form(pages: Sequence[Page], body: float) -> _Form:
    set_in = steps = plain = 0
    pitch = _pitch(pages, body)
    for page in pages:
        plain += sum(not line.fixed for line in page.lines)
        for line in page.lines:
            offset = line.x0 - page.left
            set_in += (
                not line.fixed
                and INDENT * line.size < offset < 3 * line.size
                and line.x1 > page.right - SLACK * line.size
            )
        for a, b in pairwise(page.lines):
            steps += a.size == b.size == body and pitch * APART < b.top - a.top < 3 * pitch
    return _Form(body, pitch, set_in >= max(2, plain // 12), steps >= max(2, plain // 12))


def _body(pages: Sequence[Page]) -> float:
    """The size that most of the text has."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += 0 if line.fixed else len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _pitch(pages: Sequence[Page], body: float) -> float:
    """The step from line to line within paragraphs: the smallest that two pairs of lines share."""
    steps = sorted(
        b.top - a.top
        for page in pages
        for a, b in pairwise(page.lines)
        if abs(a.size - body) + abs(b.size - body) < SAME_SIZE * body and b.top - a.top >= 0.9 * body
    )
    return next((a for a, b in pairwise(steps) if b - a < 0.05 * a), steps[0] if steps else 0.0)


def _goes_on(a: Line, a_page: Page, b: Line, b_page: Page, form: _Form) -> bool:
    """True when line ``b`` goes on with the paragraph of line ``a``."""
    if a.fixed or b.fixed or abs(a.size - b.size) > SAME_SIZE * max(a.size, b.size):
        return False
    if a_page is b_page and form.pitch and b.top - a.top > APART * max(form.pitch * a.size / form.body, a.size):
        return False
    if a.size > LARGE * form.body:  # a heading over two lines
        return a.x1 - a.x0 > 0.7 * (a_page.right - a_page.left) and a.text[-1] not in CLOSED and a_page is b_page
    if b.x0 - b_page.left > INDENT * b.size:
        return (
            a.x0 - a_page.left > INDENT * a.size
            and abs(a.x0 - b.x0) < 0.5 * a.size
            and _full(a, a_page, b)
            and not form.indented
        )
    if a.x0 - a_page.left > 3.5 * a.size or not _full(a, a_page, b):
        return False  # centred, at the right edge, or short: it ends there
    if form.indented or (form.spaced and a_page is b_page):
        return True  # a new paragraph would be set in, or apart
    if NUMBERED.match(b.text):
        return a.text[-1] not in CLOSED and a.x1 > a_page.right - 0.6 * a.size
    return a.text[-1] not in CLOSED or a.x1 > a_page.right - 0.6 * a.size


def _full(a: Line, page: Page, b: Line) -> bool:
    """True when what opens the next line had no room: a number or word is kept whole, some marks may not open a line."""
    whole = next((i for i, c in enumerate(b.text) if c > "\u2e7f"), len(b.text))
    return a.x1 + 0.55 * whole * a.size > page.right - SLACK * a.size
