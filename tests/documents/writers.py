"""The same report as a docx, a PDF and an OFD, written by the tests."""

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

FONT = "STSong-Light"
OFD_NAMESPACE = "http://www.ofdspec.org/2016"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def word(lines: list[str], head: str = "云江市政务服务数据管理局文件") -> bytes:
    """A Word document: a title, paragraphs, a running head and a page foot."""
    document = docx.Document()
    document.core_properties.title = lines[0]
    document.core_properties.author = "办公室"
    document.sections[0].header.paragraphs[0].text = head
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_heading(lines[0], 0)
    for line in lines[1:]:
        if line[0] in "一二三四五六" and line[1] == "、":
            document.add_heading(line, 1)
            continue
        paragraph = document.add_paragraph()
        for at in range(0, len(line), 7):  # Word parts its runs wherever somebody edited
            paragraph.add_run(line[at : at + 7])
    return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def element(name: str, text: str = "", **attributes: str) -> Any:
    """An element of WordprocessingML with its attributes in the same namespace."""
    e = OxmlElement(name)
    for key, value in attributes.items():
        e.set(qn(f"w:{key}"), value)
    if text:
        e.text = text
    return e


def printed(
    lines: list[str], indent: int = 2, head: str = "云江市政务服务数据管理局文件", more: Any = None, **options: Any
) -> bytes:
    """A PDF as a word processor prints it: justified lines, paragraphs set in, page numbers, running heads."""
    body = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, wordWrap="CJK", firstLineIndent=16 * indent,
                          spaceBefore=0 if indent else 14)  # fmt: skip
    title = ParagraphStyle("title", parent=body, fontSize=22, leading=34, alignment=TA_CENTER, firstLineIndent=0)
    sign = ParagraphStyle("sign", parent=body, alignment=TA_RIGHT, firstLineIndent=0)
    out = io.BytesIO()

    def page(canvas: Any, doc: Any) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, head)
        canvas.drawCentredString(A4[0] / 2, 40, f"— {doc.page} —")

    story = [Paragraph(escape(lines[0]), title)]
    for line in lines[1:]:
        last = len(line) < 16 and not line.endswith("。") and line[0] not in "一二三四五六（第"
        story.append(Paragraph(escape(line), sign if last else body))
    story += more or []
    document = SimpleDocTemplate(out, pagesize=A4, title=lines[0], author="办公室", invariant=1, **options)
    document.build(story, onFirstPage=page, onLaterPages=page)
    return out.getvalue()


def ofd(lines: list[str], across: int = 28, down: int = 22) -> bytes:
    """An OFD of pages of text objects, one a printed line; page numbers are in a template."""
    size, left, top, step = 5.6, 26.0, 37.0, 10.0
    rows: list[tuple[str, float]] = [(lines[0], left + (across - len(lines[0])) / 2 * size)]
    for line in lines[1:]:
        first, rest = line[: across - 2], line[across - 2 :]
        rows.append((first, left + 2 * size))
        rows += [(rest[i : i + across], left) for i in range(0, len(rest), across)]
    pages = [rows[i : i + down] for i in range(0, len(rows), down)]
    parts = {"OFD.xml": f"<ofd:OFD xmlns:ofd='{OFD_NAMESPACE}' Version='1.0' DocType='OFD'><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>"
             f"<ofd:Title>{escape(lines[0])}</ofd:Title><ofd:Author>办公室</ofd:Author><ofd:CreationDate>2022-01-25</ofd:CreationDate>"
             "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"}  # fmt: skip
    listed = "".join(f"<ofd:Page ID='{i + 10}' BaseLoc='Pages/Page_{i}/Content.xml'/>" for i in range(len(pages)))
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document xmlns:ofd='{OFD_NAMESPACE}'><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID='5' BaseLoc='Tpls/Tpl_0/Content.xml'/></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )
    parts["Doc_0/Tpls/Tpl_0/Content.xml"] = content([("云江市政务服务数据管理局文件", 80.0, 20.0)], size)
    for i, page in enumerate(pages):
        placed = [(text, x, top + at * step) for at, (text, x) in enumerate(page)]
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = content([*placed, (f"— {i + 1} —", 100.0, 285.0)], size)
    return packed({name: ("<?xml version='1.0' encoding='UTF-8'?>" + text).encode() for name, text in parts.items()})


def content(rows: list[tuple[str, float, float]], size: float) -> str:
    """A page of an OFD: (text, left, base line) each, in millimetres."""
    objects = "".join(
        f"<ofd:TextObject ID='{100 + i}' Boundary='{x} {y - size} 200 {size + 2}' Font='3' Size='{size}'><ofd:TextCode X='0' Y='{size}' "
        f"DeltaX='g {max(len(text) - 1, 1)} {size}'>{escape(text)}</ofd:TextCode></ofd:TextObject>"
        for i, (text, x, y) in enumerate(rows)
    )
    return f"<ofd:Page xmlns:ofd='{OFD_NAMESPACE}'><ofd:Template TemplateID='5'/><ofd:Content><ofd:Layer ID='2'>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip container of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in parts.items():
            z.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def changed(package: bytes, **parts: bytes) -> bytes:
    """A container with some parts written anew: ``word__document`` stands for word/document.xml."""
    with zipfile.ZipFile(io.BytesIO(package)) as z:
        old = {n: z.read(n) for n in z.namelist()}
    return packed(old | {name.replace("__", "/") + ".xml": data for name, data in parts.items()})
