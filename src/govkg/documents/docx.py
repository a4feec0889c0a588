"""A Word document: its paragraphs with their list numbers, tables, text boxes and notes.

Read from the parts of the container itself: what the reading must not lose (the numbers of lists, text boxes, footnotes,
insertions) and must not take (deletions, comments, hidden words) is only to be seen there. A footnote has no mark in the
text, which would break the sentence; the notes stand behind the text, ``注1：…``. Nothing outside the file is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from govkg.documents import numbering, tables
from govkg.documents.model import Dropped, Reading
from govkg.documents.packages import Package, attribute, child, local, resolve
from govkg.documents.spacing import clean, joined
from govkg.errors import SourceError

MAIN = "word/document.xml"
TRANSPARENT = frozenset("sdt sdtContent customXml smartTag ins moveTo hyperlink fldSimple dir bdo r oMath oMathPara "
                        "AlternateContent Choice ruby rubyBase e num den sup sub f sSup sSub d nary rad".split())  # fmt: skip
DELETED = {"del": "deleted", "moveFrom": "deleted", "rt": "reading aid"}
DRAWN = frozenset(("drawing", "pict", "object"))
SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
CONTENTS = re.compile(r"toc|contents|目录", re.IGNORECASE)
PROPERTIES = {"title": "title", "creator": "author", "created": "created", "modified": "modified", "subject": "subject",
              "keywords": "keywords", "description": "description", "Company": "company"}  # fmt: skip
WIDE = 200  # a cell longer than this holds paragraphs, not a datum


def read(data: bytes, where: str) -> Reading:
    """The reading of a document; raises SourceError (``document.damaged``, ``document.unsafe``, ``document.empty`` …)."""
    package = Package(data, where)
    main = _main(package)
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise package.damaged(f"{main} has no text body")
    related = _related(package, main)
    part = {kind: name for kind, name, _ in reversed(related)}
    styles = package.xml(part.get("styles", "word/styles.xml"))
    walk = Walk(
        numbering.load(package.xml(part.get("numbering", "word/numbering.xml")), styles), _contents_styles(styles)
    )
    lines = list(walk.blocks(body))
    lines += _notes(package, part, walk)
    if not any(lines):
        raise SourceError("document.empty", "the document has no text in it", where=where,
                          cure="a scanned document needs OCR first")  # fmt: skip
    _margins(package, related, walk.dropped)
    return Reading("\n".join(lines) + "\n", "docx", "", _properties(package), tuple(dict.fromkeys(walk.dropped)))


def _main(package: Package) -> str:
    rels = package.xml("_rels/.rels")
    for rel in rels if rels is not None else ():
        if attribute(rel, "Type").endswith("/officeDocument"):
            return resolve("", attribute(rel, "Target"))
    return MAIN


def _related(package: Package, main: str) -> list[tuple[str, str, bool]]:
    """What the document is related to: kind, name of the part or address, and whether it lies outside the file."""
    folder, _, file = main.rpartition("/")
    rels = package.xml(f"{folder}/_rels/{file}.rels")
    found = []
    for rel in rels if rels is not None else ():
        outside = attribute(rel, "TargetMode") == "External"
        target = attribute(rel, "Target")
        found.append((attribute(rel, "Type").rpartition("/")[2], target if outside else resolve(main, target), outside))
    return found


def _contents_styles(styles: etree._Element | None) -> frozenset[str]:
    """The styles of a table of contents, whose lines repeat the headings."""
    found = set()
    for style in styles if styles is not None else ():
        name = child(style, "name")
        if name is not None and re.match(r"toc [0-9]|TOC Heading", attribute(name, "val"), re.IGNORECASE):
            found.add(attribute(style, "styleId"))
    return frozenset(found)


class Walk:
    """The lines of a part in reading order; what is left out goes to ``dropped``."""

    def __init__(self, lists: numbering.Lists, contents: frozenset[str], part: str = MAIN) -> None:
        self.lists, self.contents, self.part = lists, contents, part
        self.dropped: list[Dropped] = []
        self.boxes: list[etree._Element] = []
        self.notes: list[tuple[str, str]] = []  # kind and id, in the order of their marks

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Every line below an element."""
        for e in parent:
            name = local(e)
            if name == "p":
                yield from self._paragraph(e)
            elif name == "tbl":
                yield from self._table(e)
            elif name == "sdt" and _is_contents(e):
                self._drop("contents", e)
            elif name == "AlternateContent":
                yield from self.blocks(_choice(e))
            elif name in TRANSPARENT or name == "txbxContent":
                yield from self.blocks(e)
            elif name in DELETED or name == "altChunk":
                self._drop(DELETED.get(name, "external part"), e)

    def _paragraph(self, p: etree._Element) -> Iterator[str]:
        style = child(p, "pPr", "pStyle")
        if style is not None and attribute(style, "val") in self.contents:
            self._drop("contents", p)
            return
        text = "".join(self._inline(p))
        mark = self._mark(p, attribute(style, "val") if style is not None else "") if text.strip() else ""
        yield from (line for line in clean(mark + text.lstrip() if mark else text).split("\n") if line)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.blocks(box)

    def _mark(self, p: etree._Element, style: str) -> str:
        number, level = self.lists.styles.get(style, ("", 0))
        own = child(p, "pPr", "numPr")
        if own is not None:
            of, at = child(own, "numId"), child(own, "ilvl")
            number = attribute(of, "val") if of is not None else number
            value = attribute(at, "val") if at is not None else ""
            level = int(value) if value.isascii() and value.isdigit() else level
        return self.lists.mark(number, level) if number not in ("", "0") else ""

    def _inline(self, parent: etree._Element) -> Iterator[str]:
        for e in parent:
            name = local(e)
            if (
                name == "r"
                and (hidden := child(e, "rPr", "vanish")) is not None
                and attribute(hidden, "val", "1") not in ("0", "false")
            ):
                self._drop("hidden", e)
            elif name == "t":
                yield str(e.text or "")
            elif name == "br" and attribute(e, "type") in ("page", "column"):
                yield "\n"
            elif name in SPACES:
                yield SPACES[name]
            elif name == "sym":
                self._drop("symbol", e, attribute(e, "char"))
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), attribute(e, "id")))
            elif name in DELETED:
                self._drop(DELETED[name], e)
            elif name in DRAWN:
                self._drawing(e)
            elif name == "AlternateContent":
                yield from self._inline(_choice(e))
            elif name in TRANSPARENT:
                yield from self._inline(e)

    def _drawing(self, e: etree._Element) -> None:
        boxes = [b for b in e.iter() if local(b) == "txbxContent"]
        outer = [b for b in boxes if not any(up in boxes for up in b.iterancestors())]
        self.boxes += outer
        if not outer:
            about = next((d for d in e.iter() if local(d) == "docPr"), None)
            words = "" if about is None else attribute(about, "descr") or attribute(about, "name")
            self.dropped.append(Dropped("image", self.part, clean(words)[:60]))

    def _table(self, tbl: etree._Element) -> Iterator[str]:
        rows = [row for row in _down(tbl, "tr") if not _deleted_row(row)]
        cells = [list(_down(row, "tc")) for row in rows]
        if (
            any(local(d) == "tbl" for row in cells for tc in row for d in tc.iter())
            or max(map(len, cells), default=0) < 2
        ):
            for row in cells:
                for tc in row:
                    yield from self.blocks(tc)
            return
        said = [[(joined(list(self.blocks(tc))), tc) for tc in row] for row in cells]
        if any(len(text) > WIDE for row in said for text, _ in row) and max(map(len, said)) < 3:
            yield from (text for row in said for text, _ in row if text)
            return
        yield from tables.lines(_merged(rows, said))

    def _drop(self, what: str, e: etree._Element, words: str = "") -> None:
        words = words or "".join(str(t.text or "") for t in e.iter() if local(t) in ("t", "delText"))
        if words.strip():
            self.dropped.append(Dropped(what, self.part, clean(words)[:60]))


def _is_contents(sdt: etree._Element) -> bool:
    about = child(sdt, "sdtPr", "docPartObj", "docPartGallery")
    return about is not None and CONTENTS.search(attribute(about, "val")) is not None


def _choice(e: etree._Element) -> etree._Element:
    """Of two renderings of one thing the first that has words."""
    ways = [c for c in e if local(c) in ("Choice", "Fallback")]
    return next((w for w in ways if any(local(t) == "t" for t in w.iter())), ways[0] if ways else e)


def _down(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those within content controls."""
    for e in parent:
        if local(e) == name:
            yield e
        elif local(e) in TRANSPARENT:
            yield from _down(e, name)


def _deleted_row(row: etree._Element) -> bool:
    return child(row, "trPr", "del") is not None


def _merged(rows: list[etree._Element], said: list[list[tuple[str, etree._Element]]]) -> list[list[tables.Cell]]:
    """Cells with how many rows they take: Word marks each further row of a merged cell as going on."""
    placed: list[list[tuple[int, int, str, str]]] = []  # column, width, merge, text
    for row, cells in zip(rows, said, strict=True):
        x, line = _number(child(row, "trPr", "gridBefore"), 0), []
        for text, tc in cells:
            width = max(1, min(_number(child(tc, "tcPr", "gridSpan"), 1), 1000))
            merge = child(tc, "tcPr", "vMerge")
            line.append((x, width, "" if merge is None else attribute(merge, "val", "continue"), text))
            x += width
        placed.append(line)
    out = []
    for y, line in enumerate(placed):
        cells_of = []
        for x, width, going, text in line:
            if going == "continue" and y:
                continue
            down = 1
            while going and y + down < len(placed) and any(c[0] == x and c[2] == "continue" for c in placed[y + down]):
                down += 1
            cells_of.append(tables.Cell(text, down, width, child(rows[y], "trPr", "tblHeader") is not None))
        out.append(cells_of)
    return out


def _number(e: etree._Element | None, default: int) -> int:
    value = "" if e is None else attribute(e, "val")
    return int(value) if re.fullmatch(r"[0-9]{1,6}", value) else default


def _notes(package: Package, part: dict[str, str], walk: Walk) -> list[str]:
    lines = []
    for kind in ("footnote", "endnote"):
        root = package.xml(part.get(f"{kind}s", f"word/{kind}s.xml"))
        by_id = {attribute(n, "id"): n for n in root} if root is not None else {}
        for at, (_, number) in enumerate([n for n in walk.notes if n[0] == kind], 1):
            if number in by_id and (text := joined(list(walk.blocks(by_id[number])))):
                lines.append(f"{'注' if kind == 'footnote' else '尾注'}{at}：{text}")
    return lines


def _margins(package: Package, related: list[tuple[str, str, bool]], dropped: list[Dropped]) -> None:
    """Heads, feet and comments, and what lies outside the file: listed, not read."""
    for kind, name, outside in related:
        if outside:
            if kind != "hyperlink":
                dropped.append(Dropped("external link", kind, name[:60]))
        elif kind in ("header", "footer", "comments") and (root := package.xml(name)) is not None:
            for p in root.iter():
                if local(p) == "p" and (
                    words := clean("".join(str(t.text or "") for t in p.iter() if local(t) == "t"))
                ):
                    dropped.append(Dropped(kind.removesuffix("s"), name, words[:60]))


def _properties(package: Package) -> dict[str, str]:
    said = {}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        root = package.xml(name)
        for e in root if root is not None else ():
            if local(e) in PROPERTIES and (value := " ".join(str(e.text or "").split())):
                said[PROPERTIES[local(e)]] = value
    return said
