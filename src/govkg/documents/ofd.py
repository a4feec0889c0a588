"""An OFD document (GB/T 33190): a zip container of XML pages, each of text objects that say where they stand.

OFD.xml names the documents; a document its pages; a page its layers of text objects, each with codes (the characters)
and their places in millimetres. Templates (page numbers, heads), annotations, seals and attachments are listed, not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from govkg.documents import layout, limits
from govkg.documents.layout import Glyph, Page
from govkg.documents.model import Dropped, Reading
from govkg.documents.packages import Package, attribute, child, local, resolve
from govkg.documents.spacing import clean
from govkg.errors import SourceError

STATED = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified", "Subject": "subject",
          "Abstract": "description", "Creator": "program"}  # fmt: skip
A4 = (0.0, 0.0, 210.0, 297.0)
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")


def read(data: bytes, where: str) -> Reading:
    """The reading of a document; raises SourceError (``document.damaged``, ``document.scanned``, ``document.unsafe`` …)."""
    package = Package(data, where)
    root = package.xml("OFD.xml")
    bodies = [e for e in root if local(e) == "DocBody"] if root is not None else []
    stated: dict[str, str] = {}
    dropped: list[Dropped] = []
    pages: list[Page] = []
    for body in bodies:
        info = child(body, "DocInfo")
        for e in info if info is not None else ():
            if local(e) in STATED and (value := " ".join(str(e.text or "").split())):
                stated.setdefault(STATED[local(e)], value)
        at = child(body, "DocRoot")
        name = resolve("OFD.xml", str(at.text or "")) if at is not None else ""
        document = package.xml(name) if name else None
        if document is None:
            raise package.damaged(f"{name or 'the document'} is missing")
        if child(body, "Signatures") is not None:
            dropped.append(Dropped("seal", "OFD.xml"))
        pages += _pages(package, name, document, dropped, len(pages))
    if not any(page.lines for page in pages):
        raise SourceError("document.scanned", "the pages are pictures without a text layer", where=where,
                          cure="run OCR on it first and give the text")  # fmt: skip
    layout.margins(pages, dropped)
    text = "\n".join(layout.paragraphs(pages)) + "\n"
    return Reading(text, "ofd", "", stated, tuple(dict.fromkeys(dropped)))


def _pages(package: Package, name: str, document: etree._Element, dropped: list[Dropped], before: int) -> list[Page]:
    common = child(document, "CommonData")
    default = _box(child(common, "PageArea", "PhysicalBox"), A4)
    listed = child(document, "Pages")
    entries = [e for e in listed if local(e) == "Page"] if listed is not None else []
    if before + len(entries) > limits.MAX_PAGES:
        raise SourceError("document.size", f"the document has more than {limits.MAX_PAGES} pages", where=package.where,
                          cure="split it")  # fmt: skip
    for e in common if common is not None else ():
        if local(e) == "TemplatePage":
            part = resolve(name, attribute(e, "BaseLoc"))
            template = package.xml(part)
            for line in layout.lines(_glyphs(template)) if template is not None else ():
                dropped.append(Dropped("template", part, line.text[:60]))
    for what in ("Annotations", "Attachments"):
        if child(document, what) is not None:
            dropped.append(Dropped(what.lower().removesuffix("s"), name))
    out = []
    for at, e in enumerate(entries, before + 1):
        part = resolve(name, attribute(e, "BaseLoc"))
        content = package.xml(part)
        if content is None:
            raise package.damaged(f"{part} is missing")
        box = _box(child(content, "Area", "PhysicalBox"), default)
        out.append(Page(layout.lines(_glyphs(content)), box[3], box[2], at))
        if any(local(x) == "ImageObject" for x in content.iter()):
            dropped.append(Dropped("image", f"page {at}"))
    return out


def _glyphs(page: etree._Element) -> Iterator[Glyph]:
    for e in page.iter():
        if local(e) == "TextObject" and attribute(e, "Visible", "true") != "false":
            yield from _object(e)


def _object(e: etree._Element) -> Iterator[Glyph]:
    """The characters of a text object; its own axes are moved to its boundary and scaled by its matrix."""
    x, y, _, _ = _box(e, (0.0, 0.0, 0.0, 0.0), attribute(e, "Boundary"))
    matrix = _numbers(attribute(e, "CTM"))
    a, b, c, d, u, v = matrix if len(matrix) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    size = (_numbers(attribute(e, "Size")) or [4.0])[0]
    high = max(abs(size * d) or abs(size * c), 0.1)
    left = below = 0.0
    for code in (k for k in e if local(k) == "TextCode"):
        left = (_numbers(attribute(code, "X")) or [left])[0]
        below = (_numbers(attribute(code, "Y")) or [below])[0]
        text = clean(str(code.text or "").replace("\n", ""))
        right, down = steps(attribute(code, "DeltaX")), steps(attribute(code, "DeltaY"))
        px, py = left, below
        for i, char in enumerate(str(code.text or "").strip("\n\r\t") if text else ""):
            gx, gy = x + a * px + c * py + u, y + b * px + d * py + v
            wide = high * (1.0 if char > "\u2e7f" else 0.5)
            step = right[i] if i < len(right) else (0.0 if down else size * (1.0 if char > "\u2e7f" else 0.5))
            if char.isspace() or (char := clean(char)):
                yield Glyph(char, gx, gx + max(wide, min(abs(a * step), 2 * wide)), gy - high, gy, high)
            px, py = px + step, py + (down[i] if i < len(down) else 0.0)


def steps(text: str, most: int = 100_000) -> list[float]:
    """The distances of a DeltaX or DeltaY; ``g 3 5`` says 5 three times.

    >>> steps("5.5 g 3 5 2"), steps("g 2")
    ([5.5, 5.0, 5.0, 5.0, 2.0], [])
    """
    out: list[float] = []
    words = text.split()
    at = 0
    while at < len(words) and len(out) < most:
        if words[at] == "g":
            if at + 2 < len(words) and re.fullmatch(r"[0-9]{1,5}", words[at + 1]) and NUMBER.fullmatch(words[at + 2]):
                out += [float(words[at + 2])] * int(words[at + 1])
            at += 3
        else:
            out += [float(words[at])] if NUMBER.fullmatch(words[at]) else []
            at += 1
    return out


def _numbers(text: str) -> list[float]:
    return [float(w) for w in text.split() if NUMBER.fullmatch(w)]


def _box(
    e: etree._Element | None, default: tuple[float, float, float, float], text: str | None = None
) -> tuple[float, float, float, float]:
    found = _numbers(str(e.text or "") if text is None and e is not None else text or "")
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else default
