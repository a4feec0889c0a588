"""Pages: the whole report, nothing of the site, and what was dropped by name."""

import pytest
from tests.documents import golden, pages

from govkg import documents
from govkg.documents import Dropped
from govkg.errors import SourceError


@pytest.mark.parametrize("name", golden.NAMES)
@pytest.mark.parametrize("layout", pages.LAYOUTS)
def test_a_page_gives_the_report_line_by_line(layout: str, name: str) -> None:
    reading = documents.read(pages.page(layout, name), "page.html")
    assert golden.lines(reading.text) == golden.lines(golden.text(name))
    assert reading.format == "html"


@pytest.mark.parametrize("layout", pages.LAYOUTS)
def test_a_page_says_what_its_plain_text_says(layout: str) -> None:
    for name in golden.NAMES[:2]:
        reading = documents.read(pages.page(layout, name), "page.html")
        assert golden.statements(reading.text) == golden.statements(golden.text(name)) != []


def test_what_a_page_states_of_itself() -> None:
    title = golden.lines(golden.text("yunjiang-2021"))[0]
    stated = documents.read(pages.page("div soup", "yunjiang-2021"), "a").stated
    assert (stated["title"], stated["published"], stated["source"]) == (title, "2022-01-25 10:30", "市政数局")
    stated = documents.read(pages.page("old tables", "yunjiang-2021"), "a").stated
    assert (stated["published"], stated["source"]) == ("2022-01-25", "市政数局")
    stated = documents.read(pages.page("nested tables", "yunjiang-2021"), "a").stated
    assert (
        stated["number"] == "云政数发〔2022〕3号"
        and stated["issuer"] == "市政数局"
        and stated["index"] == "011000/2022-0012"
    )


def test_what_was_dropped_is_listed() -> None:
    dropped = documents.read(pages.page("div soup", "yunjiang-2021"), "a").dropped
    kinds = {d.what for d in dropped}
    assert {"script", "navigation", "printing", "footer", "image"} - kinds - {"script"} == set()
    assert any("关闭窗口" in d.words for d in dropped) and any("政务公开" in d.words for d in dropped)
    dropped = documents.read(pages.page("list menus", "yunjiang-2021"), "a").dropped
    assert Dropped("hidden", "<div>", "浮动窗口 客服") in dropped


def test_a_charset_that_lies_is_not_believed() -> None:
    reading = documents.read(pages.page("lying charset", "yunjiang-2021"), "a")
    assert reading.encoding == "utf-8"
    assert [d for d in reading.dropped if d.what == "wrong charset"] == [
        Dropped("wrong charset", "<meta>", "gb18030: the bytes are utf-8")
    ]


def page(body: str) -> documents.Reading:
    return documents.read(f"<html><body>{body}</body></html>".encode(), "a.html")


def test_tables_keep_the_words_of_their_columns() -> None:
    table = "<table><tr><th>指<br>标</th><th>单位</th><th>2021年</th></tr><tr><td>办件量</td><td>万件</td><td>286.4</td></tr><tr><td>按时办结率</td><td>%</td><td>99.97</td></tr></table>"
    text = page(
        f"<p>全年受理情况如下表所示，总体平稳向好。</p>{table}<p>以上数据均为初步统计数，请以年鉴为准。</p>"
    ).text
    assert text.split("\n")[1:3] == [
        "指标：办件量；单位：万件；2021年：286.4。",
        "指标：按时办结率；单位：%；2021年：99.97。",
    ]


def test_a_name_never_drops_a_sentence() -> None:
    for name in ("nav", "header", "sidebar", "share", "menu", "copyright-nav"):
        text = page(
            f"<div><p>第一段话讲改革，成效很好。</p><div class='{name}'><p>第二段话讲服务，受理办件五万件。</p></div><p>第三段。</p></div>"
        ).text
        assert text == "第一段话讲改革，成效很好。\n第二段话讲服务，受理办件五万件。\n第三段。\n"


def test_a_text_that_a_script_shows_is_read() -> None:
    assert (
        "受理办件五万件。"
        in page("<div id=zoom style='display:none'><p>第二段话讲服务，受理办件五万件。</p></div>").text
    )


def test_ordered_lists_keep_their_numbers_and_powers_their_form() -> None:
    text = page(
        "<p>今年要做好以下工作，确保落实到位。</p><ol start=3><li>扩大通办范围。</li><li>新增5万m<sup>2</sup>。</li></ol><p>谢谢大家，请予以审议。</p>"
    ).text
    assert golden.lines(text)[1:3] == ["3.扩大通办范围。", "4.新增5万m²。"]


def test_a_page_without_words_is_an_error() -> None:
    for body in ("<script>load()</script>", "<div id=app></div>", ""):
        with pytest.raises(SourceError) as e:
            page(body)
        assert e.value.code == "document.empty"


def test_a_page_nested_without_end_is_an_error() -> None:
    with pytest.raises(SourceError) as e:
        page("<div>" * 5000 + "政务服务，办件五万件。")
    assert e.value.code == "document.depth"


@pytest.mark.parametrize(
    "line",
    [
        "2022-01-25 10:30 来源：市政数局 浏览：51次",
        "<span>发布时间：2022-01-25</span><span>来源：市政数局</span><span>【字体：大 中 小】</span>",
        "2022/01/25<span>信息来源：市政数局</span>",
        "索引号：011/2022-1 ｜ 发布日期：2022-01-25 ｜ 来源：市政数局",
    ],
)
def test_the_line_about_the_publication_is_stated_not_text(line: str) -> None:
    reading = page(
        f"<div><h1>云江市2021年工作总结</h1><div>{line}</div><p>全年受理办件五万件，成效很好。</p><p>各位代表，请予审议。</p></div>"
    )
    assert golden.lines(reading.text) == [
        "云江市2021年工作总结",
        "全年受理办件五万件，成效很好。",
        "各位代表，请予审议。",
    ]
    assert reading.stated["source"] == "市政数局"
    assert reading.stated["published"].replace("/", "-").startswith("2022-01-25")


def test_a_day_and_a_speaker_below_the_title_are_text() -> None:
    reading = page(
        "<h1>政府工作报告</h1><p>——2022年1月5日在云江市第八届人民代表大会第一次会议上</p><p>市长 王某</p><p>各位代表，现在报告工作，请予审议。</p>"
    )
    assert golden.lines(reading.text)[1:3] == ["——2022年1月5日在云江市第八届人民代表大会第一次会议上", "市长 王某"]


def test_a_title_that_stands_twice_is_read_once() -> None:
    reading = page(
        "<h1>云江市工作总结</h1><div id=zoom><p>云江市工作总结</p><p>全年受理办件五万件，成效很好。</p><p>云江市数据局</p><p>2022年1月5日</p></div>"
    )
    assert golden.lines(reading.text) == [
        "云江市工作总结",
        "全年受理办件五万件，成效很好。",
        "云江市数据局",
        "2022年1月5日",
    ]


def test_a_signature_beside_the_text_is_kept_and_a_sidebar_s_news_are_not() -> None:
    reading = page(
        "<div class=main><div class=text><p>全年受理办件五万件，成效很好。</p><p>各项工作稳步推进，群众满意。</p>"
        + "<p>推行改革，提速增效，减环节、减材料、减时限、减跑动，全年成效良好。</p>" * 4
        + "</div><div class=sign>云江市数据局</div></div>"
        "<div class=sidebar><p>昨天本市召开会议，研究部署工作。</p></div>"
    )
    assert golden.lines(reading.text) == [
        "全年受理办件五万件，成效很好。",
        "各项工作稳步推进，群众满意。",
        *["推行改革，提速增效，减环节、减材料、减时限、减跑动，全年成效良好。"] * 4,
        "云江市数据局",
    ]
    assert ("related", "昨天本市召开会议，研究部署工作。") in {(d.what, d.words) for d in reading.dropped}


def test_preformatted_text_keeps_its_lines() -> None:
    assert (
        page("<pre>一、改革\n　　全年受理办件五万件。\n二、监管\n</pre>").text
        == "一、改革\n全年受理办件五万件。\n二、监管\n"
    )


def test_attachments_and_links_within_sentences_are_text() -> None:
    text = page(
        "<p>按照<a href=/x>《云江市改革实施方案》</a>要求，全年受理办件五万件。</p><p>附件：<a href=/f.doc>1.主要指标完成情况表</a></p><p>此件公开发布，请遵照执行。</p>"
    ).text
    assert "按照《云江市改革实施方案》要求" in text and "附件：1.主要指标完成情况表" in text


def test_a_menu_in_a_table_is_a_menu() -> None:
    row = "".join(f"<td><a href='/{i}'>栏目{i}</a></td>" for i in range(4))
    reading = page(
        f"<table><tr>{row}</tr><tr>{row}</tr></table><p>全年受理办件五万件，成效很好。</p><p>各项工作稳步推进，群众满意。</p>"
    )
    assert golden.lines(reading.text) == ["全年受理办件五万件，成效很好。", "各项工作稳步推进，群众满意。"]
    assert "栏目3" in {d.words for d in reading.dropped if d.what == "navigation"}
