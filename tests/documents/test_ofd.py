"""OFD: places of characters, matrices, templates, seals."""

import pytest
from tests.documents import golden, writers

from govkg import documents
from govkg.documents import ofd
from govkg.errors import SourceError

NS = f"xmlns:ofd='{writers.OFD_NAMESPACE}'"


def one(objects: str, document: str = "", body: str = "") -> documents.Reading:
    parts = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData/><ofd:Pages><ofd:Page ID='1' BaseLoc='P/C.xml'/></ofd:Pages>{document}</ofd:Document>",
        "Doc_0/P/C.xml": f"<ofd:Page {NS}><ofd:Content><ofd:Layer ID='2'>{objects}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    return documents.read(writers.packed({n: t.encode() for n, t in parts.items()}), "a.ofd")


def text(words: str, x: float, y: float, more: str = "", delta: str = "") -> str:
    return f"<ofd:TextObject ID='9' Boundary='{x} {y} 100 6' Size='5' {more}><ofd:TextCode X='0' Y='5' DeltaX='{delta}'>{words}</ofd:TextCode></ofd:TextObject>"


def test_lines_are_told_by_their_places_not_their_order() -> None:
    assert one(text("第二行。", 20, 60) + text("第一", 20, 50) + text("行。", 30, 50)).text == "第一行。\n第二行。\n"


def test_a_matrix_scales_and_moves() -> None:
    big = text("题目", 0, 0, "CTM='2 0 0 2 50 20'", "g 1 5")
    assert one(text("正文在后。", 20, 50) + big).text == "题目\n正文在后。\n"


def test_blocks_within_blocks_and_hidden_text() -> None:
    inner = f"<ofd:PageBlock ID='3'><ofd:PageBlock ID='4'>{text('块中的话。', 20, 40)}</ofd:PageBlock></ofd:PageBlock>"
    assert one(inner + text("看不见", 20, 60, "Visible='false'")).text == "块中的话。\n"


def test_seals_annotations_and_pictures_are_listed() -> None:
    reading = one(
        text("正文。", 20, 40) + "<ofd:ImageObject ID='8'/>",
        "<ofd:Annotations>A.xml</ofd:Annotations>",
        "<ofd:Signatures>S.xml</ofd:Signatures>",
    )
    assert {d.what for d in reading.dropped} == {"seal", "annotation", "image"}


def test_the_template_is_listed_and_not_read() -> None:
    reading = documents.read(writers.ofd(golden.lines(golden.text("yunjiang-2021"))), "a")
    assert "云江市政务服务数据管理局文件" in {d.words for d in reading.dropped if d.what == "template"}
    assert reading.stated["created"] == "2022-01-25"


def test_a_page_that_is_missing_is_damage() -> None:
    parts = {"OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
             "D.xml": f"<ofd:Document {NS}><ofd:Pages><ofd:Page ID='1' BaseLoc='none.xml'/></ofd:Pages></ofd:Document>"}  # fmt: skip
    with pytest.raises(SourceError) as e:
        documents.read(writers.packed({n: t.encode() for n, t in parts.items()}), "a")
    assert e.value.code == "document.damaged"


def test_steps_without_end_are_cut() -> None:
    assert len(ofd.steps("g 99999 1 " * 50, most=1000)) <= 101_000
