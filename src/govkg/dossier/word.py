"""A brief as a Word file: real footnotes, tables, and bars drawn as cells of a table, which every program that reads Word shows.

The parts of the file are stored as they are, in one order and without a date, so that the same brief gives the same bytes on
every system. A character that XML has no place for (a form feed, U+FFFE) becomes U+FFFD.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from govkg.dossier.brief import told
from govkg.dossier.model import Brief, Chart, Note, Row, Section

if TYPE_CHECKING:
    from docx.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SANS, SERIF = ("Arial", "微软雅黑"), ("Times New Roman", "宋体")
WIDE, LABEL, FIGURE = (
    9060,
    2400,
    1460,
)  # twentieths of a point: the line, and of a chart what a bar stands for and its figure
COLUMNS = (2400, 1500, 2960, 1000, 1200)  # of a table of figures
STEPS = 50  # widths that a bar can have
GAP = 80  # between two bars
BAR, GREY, RULE = "8A4F7D", "5F5D58", "BFBBB2"
ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
DAY = datetime(1980, 1, 1, tzinfo=UTC)


def write(brief: Brief) -> bytes:
    """The file's bytes."""
    from docx import Document

    made = Document()
    _styles(made)
    about = made.core_properties
    about.author = about.last_modified_by = "govkg"
    about.title, about.comments, about.created, about.modified = _legal(brief.title), _legal(brief.foot), DAY, DAY
    _Writer(made, brief).write()
    _slim(made)
    out = io.BytesIO()
    made.save(out)
    return _settled(out.getvalue())


def _styles(made: Document) -> None:
    """Body and headings in the fonts that Chinese papers use; A4."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
    sizes = {"Normal": (10.5, SERIF), "Title": (20, SANS), "Heading 1": (13, SANS), "Caption": (9, SANS)}
    for name, (size, (latin, hanzi)) in sizes.items():
        style = made.styles[name]
        style.font.size, style.font.name = Pt(size), latin
        style.font.color.rgb = RGBColor(0x1D, 0x1D, 0x1B)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{which}"), None)
        fonts.set(qn("w:eastAsia"), hanzi)
    title = made.styles["Title"].element.get_or_add_pPr()
    for line in title.findall(qn("w:pBdr")):
        title.remove(line)
    text = made.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style, text.font.size = made.styles["Normal"], Pt(9)
    text.paragraph_format.space_after = Pt(2)
    mark = made.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def _slim(made: Document) -> None:
    """Leaves out what the template brings and nothing uses: its picture, a second copy of its styles, its styles of tables."""
    from docx.oxml.ns import qn

    for holder in (made.part.package, made.part):
        for id_, rel in list(holder.rels.items()):
            if rel.reltype.rpartition("/")[2] in ("thumbnail", "stylesWithEffects", "customXml"):
                del holder.rels[id_]
    styles = made.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) != "1":
            styles.remove(style)


class _Writer:
    """Writes the parts of a brief into a document, and the notes that they call for into its footnotes."""

    def __init__(self, made: Document, brief: Brief) -> None:
        self.made, self.brief = made, brief
        self.notes = {n.number: n for n in brief.notes}
        self.called: list[Note] = []  # a footnote for each call: Word numbers them as they come

    def write(self) -> None:
        """The whole."""
        self._paragraph(f"{told('kind', self.brief.lang)} · {self.brief.kind}", grey=True)
        self.made.add_paragraph(_legal(self.brief.title), style="Title")
        self._notes(self._paragraph(self.brief.lede.cells[0]), self.brief.lede)
        for section in self.brief.sections:
            self._section(section)
        self._paragraph(self.brief.foot, grey=True)
        self._footnotes()

    def _section(self, section: Section) -> None:
        self.made.add_paragraph(_legal(section.title), style="Heading 1")
        if section.intro:
            self._paragraph(section.intro, grey=True)
        if section.heads:
            self._table(section)
        else:
            for row in section.rows:
                self._notes(self._paragraph(row.cells[0]), row)
        for chart in section.charts:
            self._chart(chart)

    def _paragraph(self, text: str, grey: bool = False) -> Any:
        from docx.shared import Pt, RGBColor

        made = self.made.add_paragraph()
        made.paragraph_format.space_after = Pt(4)
        run = made.add_run(_legal(text))
        if grey:
            run.font.color.rgb, run.font.size = RGBColor.from_string(GREY), Pt(9)
        return made

    def _notes(self, paragraph: Any, row: Row) -> None:
        """The marks of a row's footnotes at the end of a paragraph."""
        from docx.oxml import parse_xml

        for n, number in enumerate(row.notes):
            self.called.append(self.notes[number])
            if n:
                paragraph.add_run(", ").font.superscript = True
            paragraph.paragraph_format.element.append(parse_xml(
                f'<w:r xmlns:w="{W}"><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                f'<w:footnoteReference w:id="{len(self.called)}"/></w:r>'
            ))  # fmt: skip

    def _table(self, section: Section) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor, Twips

        table = self.made.add_table(0, len(section.heads))
        table.autofit = False
        line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
        own = table._element.tblPr  # noqa: SLF001  (python-docx knows no borders)
        borders = parse_xml(
            f'<w:tblBorders xmlns:w="{W}"><w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>'
        )
        next(own.iterchildren(qn("w:tblLayout"))).addprevious(borders)  # the schema wants them in this order
        for column, width in zip(table.columns, COLUMNS, strict=True):
            column.width = Twips(width)
        for n, cells in enumerate([Row(section.heads), *section.rows]):
            row = table.add_row()
            own = row._element.get_or_add_trPr()  # noqa: SLF001  (nor rows that stay whole, or that every page repeats)
            own.append(parse_xml(f'<w:cantSplit xmlns:w="{W}"/>'))
            if n == 0:
                own.append(parse_xml(f'<w:tblHeader xmlns:w="{W}"/>'))
            for at, (cell, text) in enumerate(zip(row.cells, cells.cells, strict=True)):
                cell.width = Twips(COLUMNS[at])
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
                run = paragraph.add_run(_legal(text))
                run.font.size = Pt(9)
                if n == 0:
                    run.font.color.rgb = RGBColor.from_string(GREY)
                elif at == cells.at:
                    self._notes(paragraph, cells)

    def _chart(self, chart: Chart) -> None:
        """Bars as shaded cells over a grid of equal steps."""
        from docx.oxml import parse_xml
        from docx.shared import Pt

        caption = self.made.add_paragraph(_legal(chart.title), style="Caption")
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(2)
        step = (WIDE - LABEL - FIGURE) // STEPS
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in (LABEL, *[step] * STEPS, FIGURE))
        rows = "".join(_bar(b.label, round(b.share * STEPS), b.written, step, b.hollow) for b in chart.bars)
        made = parse_xml(
            f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="{WIDE}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )
        caption.paragraph_format.element.addnext(made)
        made.addnext(parse_xml(f'<w:p xmlns:w="{W}"/>'))

    def _footnotes(self) -> None:
        """The part of the file that holds the footnotes."""
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        body = "".join(_footnote(n, note, self.brief.lang) for n, note in enumerate(self.called, 1))
        data = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{W}">{lines}{body}</w:footnotes>'
        package = self.made.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, data.encode(), package)
        self.made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _footnote(number: int, note: Note, lang: str) -> str:
    place = told("note", lang, title=note.title, place=note.place)
    ids = told("note.ids", lang, ids=" ".join(note.ids)) if note.ids else ""
    hurt = told("note.damage", lang, why=note.damage) if note.damage else ""
    tail = " · ".join(filter(None, (place, ids, hurt)))
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_run(' ' + note.before)}{_run(note.quote, '<w:b/>')}{_run(note.after)}"
        f"{_run(' ' + tail, _GREY)}</w:p></w:footnote>"
    )


def _bar(label: str, steps: int, written: str, step: int, hollow: bool) -> str:
    """A row of a chart."""
    steps = min(max(steps, 1), STEPS)
    line = f'w:val="single" w:sz="8" w:color="{BAR}"'
    edge = f"<w:tcBorders><w:top {line}/><w:left {line}/><w:bottom {line}/><w:right {line}/></w:tcBorders>"
    shade = edge if hollow else f'<w:shd w:val="clear" w:color="auto" w:fill="{BAR}"/>'
    rest = f'<w:tc><w:tcPr><w:tcW w:w="{step * (STEPS - steps)}" w:type="dxa"/><w:gridSpan w:val="{STEPS - steps}"/></w:tcPr><w:p/></w:tc>'
    return (
        f'<w:tr><w:trPr><w:trHeight w:val="{GAP}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{STEPS + 2}"/></w:tcPr><w:p/></w:tc></w:tr>'
        '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="260" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{LABEL}" w:type="dxa"/></w:tcPr><w:p>{_run(label, _SMALL)}</w:p></w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{step * steps}" w:type="dxa"/><w:gridSpan w:val="{steps}"/>{shade}</w:tcPr><w:p/></w:tc>'
        f"{rest if steps < STEPS else ''}"
        f'<w:tc><w:tcPr><w:tcW w:w="{FIGURE}" w:type="dxa"/></w:tcPr><w:p>{_run(written, _SMALL)}</w:p></w:tc></w:tr>'
    )


_SMALL = '<w:sz w:val="18"/>'
_GREY = f'<w:color w:val="{GREY}"/>'


def _run(text: str, form: str = "") -> str:
    """A run of text as XML."""
    from xml.sax.saxutils import escape

    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{escape(_legal(text))}</w:t></w:r>' if text else ""


def _legal(text: str) -> str:
    return ILLEGAL.sub("\ufffd", text.replace("\r", " ").replace("\n", " "))


def _settled(data: bytes) -> bytes:
    """The same file with its parts stored in one order, without the time at which they were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as kept:
        names = sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n))
        for name in names:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            kept.writestr(entry, made.read(name))
    return out.getvalue()
