"""A web page: its report, without what the site puts around it.

Three steps, each told by what the page says, none by its place on the screen:

1. The page becomes blocks of text (paragraphs, cells, list items; ``<br>`` ends one too). Scripts, styles, pictures, forms'
   controls and hidden parts never become text.
2. Blocks that read as prose (a sentence with its full stop, most of it no link) tell where the report is: the smallest
   element that holds all prose which is not in a footer, menu or list of links.
3. In that element everything is text but lists of links, the page's tools and what is named as a menu and holds no prose.

So no sentence can be lost by a name or a layout; what is left out is listed with its element and its first words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from govkg.documents import clutter, encodings, limits, tables, txt
from govkg.documents.model import Dropped, Reading
from govkg.documents.spacing import joined
from govkg.errors import SourceError

UNSEEN = {
    "script": "script", "style": "style", "noscript": "script", "template": "hidden", "iframe": "frame", "frame": "frame",
    "object": "frame", "embed": "frame", "applet": "frame", "svg": "image", "canvas": "image", "video": "image",
    "audio": "image", "select": "control", "button": "control", "textarea": "control", "input": "control", "head": "head",
}  # fmt: skip
QUIET = {"head", "style", "input", "control"}  # not listed: there is nothing in them that anyone would miss
BY_TAG = {"nav": "navigation", "header": "header", "footer": "footer", "aside": "related"}
BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ucapcontent ul".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SENTENCE = re.compile(
    r"[\u4e00-\u9fff\d%％”）)](?:[。！？；](?:.|$)|[.;!?](?=[\u4e00-\u9fff]|$))|[，,].{24}", re.DOTALL
)
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\xad\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
LINE = "\u2028"  # a line end of preformatted text; txt.lines leaves none of them
PROSE = 12  # code points that a block of prose has at least
MOSTLY = 5  # times the prose of menus, sidebars and feet that the whole has, before theirs is believed to be none of it
TITLED = 8  # code points of a title, at least, when only the window tells it
AROUND = 12  # blocks between title and text, or behind the text: a subtitle, who speaks, a signature, a date
WIDE = 200  # a cell longer than this holds paragraphs, not a datum


@dataclass(slots=True)
class Block:
    """A line of the page with the element that it stands in; ``linked`` counts the code points that are links."""

    text: str
    at: etree._Element
    linked: int = 0
    row: bool = False  # of a table

    @property
    def prose(self) -> bool:
        """True for a line that has a sentence and is not mostly a link."""
        return (
            not self.row
            and len(self.text) >= PROSE
            and self.linked * 2 < len(self.text)
            and SENTENCE.search(self.text) is not None
        )


def read(decoded: encodings.Decoded, where: str, claim: str = "") -> Reading:
    """The reading of a page; raises SourceError ``document.empty`` (no text) or ``document.depth``."""
    root = _parse(decoded.text, where)
    dropped = [Dropped("byte order mark", "byte 0")] if decoded.marked else []
    if claim and (clean := encodings.ALIASES.get(claim.lower(), claim.lower())) != decoded.encoding:
        dropped.append(Dropped("wrong charset", "<meta>", f"{clean}: the bytes are {decoded.encoding}"))
    stated = _metas(root)
    blocks = list(Walk(dropped).blocks(root))
    title = _title(blocks, stated)
    kept, left = _body(blocks, title, dropped)
    for block in left:
        for key, value in clutter.labels(block.text).items():
            stated.setdefault(key, value)
    if title is not None and any(b.text == blocks[title].text and b is not blocks[title] for b in kept[:6]):
        dropped += [Dropped("repeated", "title", b.text[:60]) for b in kept if b is blocks[title]]
        kept = [b for b in kept if b is not blocks[title]]  # the site's own title above the document's
    lines = [b.text for b in kept]
    heading = stated.get("title", "") if title is None else blocks[title].text
    if lines and heading and not _opens_with(lines, heading):
        lines.insert(0, heading)
    if heading:
        stated.setdefault("title", heading)
    if not lines:
        raise SourceError("document.empty", "the page has no text in it (scripts may load it)", where=where,
                          cure="open it in a browser, save the text you see as .txt or .html, and give that")  # fmt: skip
    return Reading("\n".join(lines) + "\n", "html", decoded.encoding, stated, tuple(_listed(dropped)))


def _parse(text: str, where: str) -> etree._Element:
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", INVISIBLE.sub("", txt.lines(text)))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as e:
        raise SourceError("document.empty", "the page is empty", where=where, cure="give the whole page") from e
    for pre in root.iter("pre"):
        for inner in pre.iter():
            inner.text = (inner.text or "").replace("\n", LINE)
            if inner is not pre:
                inner.tail = (inner.tail or "").replace("\n", LINE)
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.MAX_DEPTH:
            raise SourceError("document.depth", f"the page nests more than {limits.MAX_DEPTH} elements", where=where,
                              cure="save the text you see in a browser as .txt")  # fmt: skip
    return root


def _metas(root: etree._Element) -> dict[str, str]:
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = clutter.METAS.get((meta.get("name") or meta.get("property") or "").strip().lower(), "")
        if key and (value := " ".join((meta.get("content") or "").split())):
            said.setdefault(key, value)
    for title in root.iter("title"):
        if value := " ".join(_words(title).split()):
            said.setdefault("window", value)
            break
    return said


def _joins(a: str, b: str) -> bool:
    """True when a line end in the source between two characters is no blank: Chinese is written without them."""
    return a > "\u2e7f" or b > "\u2e7f"


def tidy(text: str) -> str:
    r"""The text of a block: blanks as one, none where a Chinese line was broken, none at its ends.

    >>> tidy("  政务\n    服务 one\n two　"), tidy("　　 受理 5 件")
    ('政务服务 one two', '受理 5 件')
    """

    def blank(m: re.Match[str]) -> str:
        a, b = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        return "" if "\n" in m[0] and a and b and _joins(a, b) else " "

    return BLANKS.sub(blank, text).strip(" \u3000\xa0\t\n")


class Walk:
    """The blocks of a tree in reading order; what can never be text goes to ``dropped``."""

    def __init__(self, dropped: list[Dropped]) -> None:
        self.dropped = dropped
        self.run: list[tuple[str, bool]] = []

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """Every block below an element."""
        yield from self._inside(root, False)
        yield from self._flush(root)

    def _inside(self, e: etree._Element, linked: bool) -> Iterator[Block]:
        linked = linked or (e.tag == "a" and not (e.get("href") or "#").startswith("#"))
        self._say(e.text, linked)
        counted = _numbers(e)
        for child in e:
            yield from self._child(child, e, linked, counted.get(child, ""))
            self._say(child.tail, linked)

    def _child(self, child: etree._Element, parent: etree._Element, linked: bool, number: str) -> Iterator[Block]:
        tag = str(child.tag)
        what = UNSEEN.get(tag) or ("hidden" if _hidden(child) else "")
        if what:
            if what not in QUIET:
                self._drop(what, child)
        elif tag == "img":
            self.dropped.append(
                Dropped("image", "<img>", " ".join((child.get("alt") or child.get("title") or "").split())[:60])
            )
        elif tag == "br":
            yield from self._flush(parent)
        elif tag in ("sup", "sub"):
            words = _words(child)
            self._say(words.translate(SUPERSCRIPT) if tag == "sup" and words in ("2", "3") else words, linked)
        elif tag == "table" and (rows := _data(child)):
            yield from self._flush(parent)
            yield from (Block(text, child, row=True) for text in tables.lines(rows))
        elif tag in BLOCK:
            yield from self._flush(parent)
            self._say(number, False)
            yield from self._inside(child, linked)
            yield from self._flush(child)
        else:
            yield from self._inside(child, linked)

    def _say(self, text: str | None, linked: bool) -> None:
        if text:
            self.run.append((text, linked))

    def _flush(self, at: etree._Element) -> Iterator[Block]:
        linked = sum(len(tidy(t)) for t, link in self.run if link)
        words = "".join(t for t, _ in self.run)
        self.run.clear()
        for part in words.split(LINE):
            if text := tidy(part):
                yield Block(text, at, min(linked, len(text)))

    def _drop(self, what: str, e: etree._Element) -> None:
        words = "" if what in ("script", "image") else tidy(_words(e))
        self.dropped.append(Dropped(what, _place(e), words[:60]))


def _words(e: etree._Element) -> str:
    return "".join(str(t) for t in e.itertext())


def _hidden(e: etree._Element) -> bool:
    """Not shown: but a part that holds prose is believed to be shown by a script, as sites do with the text itself."""
    if not (e.get("hidden") is not None or HIDDEN.search(e.get("style") or "")):
        return False
    return not SENTENCE.search(tidy(_words(e)))


def _numbers(e: etree._Element) -> dict[etree._Element, str]:
    """The numbers that a browser writes before the items of an ordered list and the text therefore lacks."""
    if e.tag != "ol" or (e.get("type") or "1") != "1" or "none" in (e.get("style") or ""):
        return {}
    items = [c for c in e if c.tag == "li"]
    words = [tidy(_words(c)) for c in items]
    if any(re.match(r"[（(]?[0-9一二三四五六七八九十①-⑳]+[)）.、．]?", w) for w in words):
        return {}
    start = (e.get("start") or "1").strip()
    first = int(start) if re.fullmatch(r"[0-9]{1,4}", start) else 1
    return {c: f"{first + i}." for i, c in enumerate(items)}


def _data(table: etree._Element) -> list[list[tables.Cell]]:
    """The cells of a table of data; [] for one that only lays out the page."""
    if any(e is not table and e.tag == "table" for e in table.iter("table")):
        return []
    linked = sum(len(tidy(_words(a))) for a in table.iter("a") if not (a.get("href") or "#").startswith("#"))
    if 2 * linked > len(tidy(_words(table))):
        return []  # a menu
    rows: list[list[tables.Cell]] = []
    for tr in table.iter("tr"):
        row = []
        for td in tr:
            if td.tag in ("td", "th"):
                text = joined([b.text for b in Walk([]).blocks(td)])
                if len(text) > WIDE and len(tr) < 3:
                    return []
                row.append(tables.Cell(text, _span(td, "rowspan"), _span(td, "colspan"), td.tag == "th"))
        rows.append(row)
    filled = [sum(bool(c.text) for c in row) for row in rows]
    return rows if len([n for n in filled if n > 1]) > 1 and not any(e.tag in HEADINGS for e in table.iter()) else []


def _span(td: etree._Element, key: str) -> int:
    value = (td.get(key) or "1").strip()
    return max(1, min(int(value), 1000)) if re.fullmatch(r"[0-9]{1,6}", value) else 1


def _place(e: etree._Element) -> str:
    name = (e.get("id") or (e.get("class") or "").split(" ")[0]).strip()
    return f"<{e.tag} {name}>" if name else f"<{e.tag}>"


def _clutter(e: etree._Element, known: dict[etree._Element, str]) -> tuple[str, etree._Element]:
    """What the nearest element that is named as clutter is, and that element; "" and the element itself for none."""
    for up in (e, *e.iterancestors()):
        if up.tag in ("body", "html"):
            break
        if up not in known:
            known[up] = BY_TAG.get(str(up.tag)) or clutter.named(up.get("class"), up.get("id"))
        if known[up]:
            return known[up], up
    return "", e


def _body(blocks: list[Block], title: int | None, dropped: list[Dropped]) -> tuple[list[Block], list[Block]]:
    """The blocks of the report, and those that are not; each of the latter is listed."""
    known: dict[etree._Element, str] = {}
    about = [_clutter(b.at, known) for b in blocks]
    weight: dict[etree._Element, int] = {}
    for block, (_, e) in zip(blocks, about, strict=True):
        if block.prose:
            weight[e] = weight.get(e, 0) + len(block.text)
    prose = [i for i, b in enumerate(blocks) if b.prose]
    beside = sum(len(blocks[i].text) for i in prose if about[i][0] in clutter.ASIDE)
    if sum(len(blocks[i].text) for i in prose) > MOSTLY * beside:
        prose = [i for i in prose if about[i][0] not in clutter.ASIDE]
    inside = _common([blocks[i].at for i in prose])
    listed = _lists(blocks)
    reasons = []
    for i, (block, (what, e)) in enumerate(zip(blocks, about, strict=True)):
        why = clutter.line(block.text)
        if not why and what and not block.prose and (not weight.get(e) or what == "footer"):
            why = what
        if not why and i in listed and not block.prose:
            why = "navigation"
        if not why and not (prose and prose[0] < i < prose[-1]) and clutter.publication(block.text):
            why = "publication"
        reasons.append(why)
    within = [inside is None or inside is b.at or inside in b.at.iterancestors() for b in blocks]
    _reach(
        blocks,
        [r or (what if what in clutter.ASIDE else "") for r, (what, _) in zip(reasons, about, strict=True)],
        within,
        title,
    )
    kept: list[Block] = []
    left: list[Block] = []
    for i, (block, (what, e)) in enumerate(zip(blocks, about, strict=True)):
        why = reasons[i] or (
            "" if within[i] else what or ("navigation" if block.linked * 2 > len(block.text) else "outside")
        )
        if why:
            dropped.append(Dropped(why, _place(e), block.text[:60]))
        (left if why else kept).append(block)
    return kept, left


def _reach(blocks: list[Block], reasons: list[str], within: list[bool], title: int | None) -> None:
    """Takes in what belongs to the report beside its prose: from the title down to it, and a signature behind it."""
    own = [i for i, w in enumerate(within) if w]
    if not own:
        return
    if title is not None and own[0] - AROUND <= title < own[0]:
        for i in range(title, own[0]):
            within[i] = within[i] or not (reasons[i] or blocks[i].linked)
    for i in range(own[-1] + 1, min(own[-1] + 1 + AROUND, len(blocks))):
        if reasons[i] or blocks[i].linked:
            break
        within[i] = True


def _common(elements: list[etree._Element]) -> etree._Element | None:
    """The smallest element that holds them all."""
    if not elements:
        return None
    path = [*reversed(list(elements[0].iterancestors())), elements[0]]
    for e in elements[1:]:
        up = {*e.iterancestors(), e}
        while path[-1] not in up:
            path.pop()
    return path[-1]


def _lists(blocks: list[Block]) -> set[int]:
    """Blocks that are nothing but links, three or more in a row: a menu, a list of other pages."""
    found: set[int] = set()
    run: list[int] = []
    for i, block in enumerate(blocks):
        if block.linked and block.linked * 10 >= 8 * len(block.text):
            run.append(i)
            continue
        if len(run) > 2:
            found |= {*run}
        run = []
    return found | {*run} if len(run) > 2 else found


def _title(blocks: list[Block], stated: dict[str, str]) -> int | None:
    """Which block is the title: as the page states it, its one first-rank heading, or what its window is named by."""
    named, window = stated.get("title", ""), stated.get("window", "")
    plain = [i for i, b in enumerate(blocks) if not b.linked and not b.prose]
    for i in plain:
        if named and re.sub(r"\s", "", blocks[i].text) == re.sub(r"\s", "", named):
            return i
    heads = [i for i in plain if blocks[i].at.tag == "h1"]
    if len(heads) == 1:
        return heads[0]
    if named:
        return None
    return next((i for i in plain if len(blocks[i].text) >= TITLED and window.startswith(blocks[i].text)), None)


def _opens_with(lines: list[str], heading: str) -> bool:
    bare = re.sub(r"\s", "", heading)
    opening = "".join(re.sub(r"\s", "", text) for text in lines[:6])
    return bare in opening


def _listed(dropped: Iterable[Dropped]) -> Iterator[Dropped]:
    """Each part once: a script or picture without words says nothing twice."""
    seen: set[Dropped] = set()
    for d in dropped:
        if d not in seen:
            seen.add(d)
            yield d
