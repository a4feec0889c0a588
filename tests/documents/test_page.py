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
    table = "<table><tr><th>指标</th><th>单位</th><th>2021年</th></tr><tr><td>办件量</td><td>万件</td><td>286.4</td></tr><tr><td>按时办结率</td><td>%</td><td>99.97</td></tr></table>"
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
