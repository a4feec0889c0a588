"""Word documents: list numbers, tables, text boxes, notes; what is deleted, hidden or commented is left out by name."""

from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from tests.documents import golden
from tests.documents.writers import changed, element, saved

from govkg import documents
from govkg.documents import numbering

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = [
    ("japaneseCounting", "%1、"),
    ("japaneseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircle", "%5"),
]


def numbered(document: Any) -> None:
    """Adds the list of official documents, 一、（一）1.（1）①, as list 77; and list 78, which starts it again."""
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:suff w:val="nothing"/><w:lvlText w:val="{words}"/></w:lvl>'
        for i, (style, words) in enumerate(LEVELS)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    part.append(parse_xml(f'<w:num {W} w:numId="78"><w:abstractNumId w:val="77"/>{again}</w:num>'))


def item(document: Any, text: str, level: int, number: int = 77) -> Any:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


def read(document: Any) -> documents.Reading:
    return documents.read(saved(document), "a.docx")


def test_list_numbers_are_written_out() -> None:
    document = docx.Document()
    numbered(document)
    for text, level in (
        ("改革", 0),
        ("审批", 1),
        ("提速", 2),
        ("增效", 2),
        ("一件事", 3),
        ("证照", 4),
        ("监管", 1),
        ("再提速", 2),
        ("计划", 0),
        ("扩面", 1),
    ):
        item(document, text, level)
    item(document, "附表", 0, 78)
    assert golden.lines(read(document).text) == [
        "一、改革", "（一）审批", "1.提速", "2.增效", "（1）一件事", "①证照", "（二）监管", "1.再提速", "二、计划", "（一）扩面", "一、附表",
    ]  # fmt: skip


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_refuse() -> None:
    document = docx.Document()
    numbered(document)
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("改革", 1)
    plain = document.add_heading("前言", 1)
    plain._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'))
    document.add_heading("监管", 1)
    document.add_paragraph("要点", style="List Bullet")
    assert golden.lines(read(document).text) == ["一、改革", "前言", "二、监管", "要点"]


def test_a_table_keeps_the_words_of_its_columns_and_merged_cells() -> None:
    document = docx.Document()
    document.add_paragraph("主要指标见下表。")
    table = document.add_table(4, 4)
    rows = [
        ("领域", "指标", "单位", "2021年"),
        ("审批", "办件量", "万件", "286.4"),
        ("", "按时办结率", "%", "99.97"),
        ("合计", "", "", "300"),
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "审批"
    table.cell(3, 0).merge(table.cell(3, 2)).text = "合计"
    document.add_paragraph("以上。")
    assert golden.lines(read(document).text) == [
        "主要指标见下表。", "领域：审批；指标：办件量；单位：万件；2021年：286.4。", "领域：审批；指标：按时办结率；单位：%；2021年：99.97。",
        "领域：合计；2021年：300。", "以上。",
    ]  # fmt: skip


def test_a_table_that_lays_out_the_page_is_paragraphs() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "第一段。"
    cell.add_paragraph("第二段。")
    inner = cell.add_table(2, 2)
    for row, texts in zip(inner.rows, (("指标", "数量"), ("办件", "5")), strict=True):
        for c, text in zip(row.cells, texts, strict=True):
            c.text = text
    assert golden.lines(read(document).text) == ["第一段。", "第二段。", "指标：办件；数量：5。"]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文一。")
    box = "<w:txbxContent><w:p><w:r><w:t>框中的话，办件9件。</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        nsdecls("w", "wp", "a")
        + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    paragraph.add_run()._r.append(parse_xml(
        f'<mc:AlternateContent {spaces}><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"))  # fmt: skip
    document.add_paragraph("正文二。")
    assert golden.lines(read(document).text) == ["正文一。", "框中的话，办件9件。", "正文二。"]


def test_what_is_deleted_hidden_or_commented_is_left_out_by_name() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("办件")
    deleted = element("w:del")
    run = element("w:r")
    run.append(element("w:delText", "旧数90万件"))
    deleted.append(run)
    inserted = element("w:ins")
    new = element("w:r")
    new.append(element("w:t", "50万件。"))
    inserted.append(new)
    paragraph._p.append(deleted)
    paragraph._p.append(inserted)
    hidden = paragraph.add_run("藏着的话")
    hidden.font.hidden = True
    document.add_comment(paragraph.runs[0], text="此数待核", author="甲")
    reading = read(document)
    assert reading.text == "办件50万件。\n"
    left = {(d.what, d.words) for d in reading.dropped}
    assert {("deleted", "旧数90万件"), ("hidden", "藏着的话"), ("comment", "此数待核")} <= left


def test_footnotes_stand_behind_the_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("推行“一业一证”")
    run = paragraph.add_run()
    run._r.append(element("w:footnoteReference", id="2"))
    paragraph.add_run("改革，办件5件。")
    notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>一业一证：一个行业一张证。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    data = changed(saved(document), word__footnotes=notes.encode())
    assert documents.read(data, "a").text == "推行“一业一证”改革，办件5件。\n注1：一业一证：一个行业一张证。\n"


def test_a_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("TOC 1", 1)
    document.add_paragraph("一、改革\t3", style="TOC 1")
    document.add_paragraph("一、改革")
    reading = read(document)
    assert reading.text == "一、改革\n"
    assert [d.words for d in reading.dropped if d.what == "contents"] == ["一、改革3"]


def test_breaks_tabs_and_fields() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("第一行\n第二行\t右")
    field = element("w:fldSimple", instr="PAGE")
    run = element("w:r")
    run.append(element("w:t", "5件"))
    field.append(run)
    paragraph._p.append(field)
    code = element("w:r")
    code.append(element("w:instrText", "HYPERLINK"))
    paragraph._p.append(code)
    assert read(document).text == "第一行\n第二行 右5件\n"


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("chineseCounting", "二十一"),
        ("upperLetter", "U"),
        ("lowerRoman", "xxi"),
        ("decimalZero", "21"),
        ("decimalFullWidth", "２１"),
        ("decimalEnclosedCircle", "21"),
    ],
)
def test_numbers_in_every_style(style: str, written: str) -> None:
    assert numbering.written(21, style) == written


def test_the_attribute_names_of_the_strict_edition_are_read_too() -> None:
    data = saved_with("http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert documents.read(data, "a").text == "政务服务办件五万件。\n"


def saved_with(namespace: str) -> bytes:
    body = f"<w:document xmlns:w='{namespace}'><w:body><w:p><w:r><w:t>政务服务办件五万件。</w:t></w:r></w:p></w:body></w:document>"
    return changed(saved(docx.Document()), word__document=body.encode())


def test_the_helper_writes_the_namespace() -> None:
    assert element("w:t", "a").tag == qn("w:t")
