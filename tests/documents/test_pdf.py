"""PDFs: tables, running heads, numbers broken at the end of a line, pages."""

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table, TableStyle
from tests.documents import golden, writers

from govkg import documents
from govkg.documents.layout import Glyph, Page, lines, margins, paragraphs
from govkg.documents.model import Dropped

GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), writers.FONT, 12)])
TABLE = [["指标", "单位", "2021年"], ["办件量", "万件", "286.4"], ["按时办结率", "%", "99.97"]]
OPENING = ["云江市2021年工作总结", "全年受理情况见下表，总体平稳向好。"]


def test_a_ruled_table_is_rows_with_the_words_of_its_columns() -> None:
    data = writers.printed(OPENING, head="", more=[Table(TABLE, style=GRID), Spacer(1, 20), closing()])
    assert golden.lines(documents.read(data, "a").text)[2:] == [
        "指标：办件量；单位：万件；2021年：286.4。", "指标：按时办结率；单位：%；2021年：99.97。", "以上数据为初步统计数。",
    ]  # fmt: skip


def closing() -> Paragraph:
    return Paragraph(
        "以上数据为初步统计数。",
        ParagraphStyle("a", fontName=writers.FONT, fontSize=16, leading=28, firstLineIndent=32),
    )


def test_merged_cells_and_a_header_of_two_rows() -> None:
    rows = [["领域", "2021年", ""], ["", "办件量（万件）", "增长（%）"], ["审批", "286.4", "12.6"], ["监管", "30", "5"]]
    style = TableStyle([*GRID.getCommands(), ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0))])
    data = writers.printed(OPENING, head="", more=[Table(rows, style=style)])
    assert golden.lines(documents.read(data, "a").text)[2:] == [
        "领域：审批；2021年/办件量（万件）：286.4；2021年/增长（%）：12.6。",
        "领域：监管；2021年/办件量（万件）：30；2021年/增长（%）：5。",
    ]


def test_a_table_over_two_pages_keeps_its_header() -> None:
    rows = [["指标", "数量"], *([f"第{i}项工作", f"{i}件"] for i in range(1, 60))]
    for repeat in (0, 1):
        data = writers.printed(OPENING, head="", more=[Table(rows, style=GRID, repeatRows=repeat)])
        assert golden.lines(documents.read(data, "a").text)[2:] == [
            f"指标：第{i}项工作；数量：{i}件。" for i in range(1, 60)
        ]


def test_heads_and_page_numbers_are_dropped_with_their_page() -> None:
    text = golden.lines(golden.text("lingchuan-2020"))
    reading = documents.read(writers.printed(text, head="2020年工作总结"), "a")
    assert golden.lines(reading.text) == text
    pages = {d.where for d in reading.dropped}
    assert {("page number", "page 1", "— 1 —"), ("running head", "page 2", "2020年工作总结")} <= {
        (d.what, d.where, d.words) for d in reading.dropped
    }
    assert pages == {f"page {i}" for i in range(1, len(pages) + 1)}


def test_a_page_with_nothing_but_a_break_is_no_harm() -> None:
    data = writers.printed(OPENING, head="", more=[PageBreak(), closing()])
    assert golden.lines(documents.read(data, "a").text) == [*OPENING, "以上数据为初步统计数。"]


def typed(text: str, top: float, left: float = 100.0, size: float = 16.0) -> list[Glyph]:
    out, x = [], left
    for c in text:
        wide = size if c > "\u2e7f" or c in "“”—" else size / 2
        out.append(Glyph(c, x, x + wide, top, top + size, size))
        x += wide
    return out


def page(*rows: tuple[str, float], top: float = 100.0, number: int = 1) -> Page:
    glyphs = [g for at, (text, left) in enumerate(rows) for g in typed(text, top + at * 28, left)]
    return Page(lines(glyphs), 842.0, 360.0, number)


def test_a_number_that_a_line_end_broke_is_one_again() -> None:
    for broken in (
        ("全年受理办件共计28", "6.4万件，同比增长。"),
        ("全年受理办件共计286.", "4万件，同比增长。"),
        ("全年受理办件共计286", ".4万件，同比增长。"),
    ):
        one = page((broken[0], 132.0), (broken[1], 100.0), ("第二段文字同样是首行缩进", 132.0), ("两个字的。", 100.0))
        assert paragraphs([one])[0] == "全年受理办件共计286.4万件，同比增长。"


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = page(("　　甲乙丙丁戊己庚辛", 100.0), ("天地玄黄宇宙洪荒日月", 100.0), number=1)
    second = page(("盈昃辰宿列张。", 100.0), ("　　寒来暑往秋收冬藏", 100.0), ("闰余成岁。", 100.0), number=2)
    assert paragraphs([first, second]) == [
        "甲乙丙丁戊己庚辛天地玄黄宇宙洪荒日月盈昃辰宿列张。",
        "寒来暑往秋收冬藏闰余成岁。",
    ]


def test_headings_and_signatures_stay_lines() -> None:
    one = page(("　　一、改革", 100.0), ("　　全年受理办件五万件同", 100.0), ("比增长一成。", 100.0), ("　　（一）监管有力有序出", 100.0), ("成效。", 100.0),
               ("云江市数据局", 180.0), ("2022年1月5日", 180.0))  # fmt: skip
    assert paragraphs([one]) == [
        "一、改革",
        "全年受理办件五万件同比增长一成。",
        "（一）监管有力有序出成效。",
        "云江市数据局",
        "2022年1月5日",
    ]


def test_only_numbers_at_the_edge_of_a_page_are_page_numbers() -> None:
    dropped: list[Dropped] = []
    one = page(("办件", 100.0), ("2021", 100.0), ("件", 100.0))
    foot = Page([*one.lines, *lines(typed("第 3 页 共 9 页", 790.0, 250.0))], A4[1], A4[0], 3)
    margins([foot], dropped)
    assert [line.text for line in foot.lines] == ["办件", "2021", "件"]
    assert dropped == [Dropped("page number", "page 3", "第 3 页 共 9 页")]


def test_characters_printed_twice_are_read_once() -> None:
    twice = [*typed("重要", 100.0), *typed("重要", 100.0, left=100.4)]
    assert [line.text for line in lines(twice)] == ["重要"]
