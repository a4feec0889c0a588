"""Reports as Chromium prints them: fonts that are part of the file, shapes for characters, justified lines, tables with borders."""

from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from tests.browser.chromium import CHROMIUM
from tests.documents import golden

from govkg import documents

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
STYLES = {
    "official": "p{text-indent:2em;margin:0;text-align:justify;line-height:28pt;font-size:16pt}h1{text-align:center;font-size:22pt}",
    "page": "p{margin:12px 0;text-align:justify;line-height:1.8;font-size:14px}h1{text-align:center;font-size:24px}",
}
TABLE = (
    "<table border=1 style='border-collapse:collapse'><tr><th rowspan=2>领域<th colspan=2>2021年</tr><tr><th>办件量（万件）<th>增长（%）</tr>"
    "<tr><td>审批<td>286.4<td>12.6</tr><tr><td>监管<td>30<td>5</tr></table>"
)


@pytest.fixture(scope="module")
def sheet() -> Iterator[Any]:
    with sync_api.sync_playwright() as p:
        made = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield made.new_page()
        made.close()


def printed(sheet: Any, style: str, lines: list[str], more: str = "") -> documents.Reading:
    words = "".join(f"<p>{escape(x)}</p>" for x in lines[1:])
    sheet.set_content(
        f"<title>{lines[0]}</title><style>{STYLES[style]}</style><h1>{escape(lines[0])}</h1>{words}{more}"
    )
    head = "<div style='font-size:9px;width:100%;text-align:center'>云江市人民政府公报</div>"
    foot = "<div style='font-size:9px;width:100%;text-align:center'>— <span class=pageNumber></span> —</div>"
    margin = {"top": "30mm", "bottom": "30mm", "left": "26mm", "right": "26mm"}
    data = sheet.pdf(format="A4", margin=margin, display_header_footer=True, header_template=head, footer_template=foot)
    return documents.read(data, "a.pdf")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", golden.NAMES)
def test_a_printed_report_is_its_text(sheet: Any, style: str, name: str) -> None:
    lines = golden.lines(golden.text(name)) + golden.lines(golden.text("wangxi-2023"))  # long enough for several pages
    reading = printed(sheet, style, lines)
    assert golden.lines(reading.text) == lines
    assert {d.what for d in reading.dropped} == {"page number", "running head"}


def test_a_printed_table_is_its_rows(sheet: Any) -> None:
    lines = golden.lines(golden.text("yunjiang-2021"))
    reading = printed(sheet, "official", lines, TABLE + "<p>以上数据为初步统计数。</p>")
    assert golden.lines(reading.text) == [
        *lines,
        "领域：审批；2021年/办件量（万件）：286.4；2021年/增长（%）：12.6。",
        "领域：监管；2021年/办件量（万件）：30；2021年/增长（%）：5。",
        "以上数据为初步统计数。",
    ]
