"""A report round-trips through every format: the same lines, the same statements."""

from collections.abc import Callable

import pytest
from tests.documents import golden, pages, writers

from govkg import documents
from govkg.documents import clutter

FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    "docx": writers.word,
    "pdf": writers.printed,
    "pdf not set in": lambda lines: writers.printed(lines, indent=0),
    "ofd": writers.ofd,
    "html": lambda lines: pages.div_soup(lines[0], lines[1:]).encode(),
    "txt": lambda lines: "\r\n".join(lines).encode("gb18030"),
}
EVERY = sorted(p.stem for p in golden.GOLDEN.glob("*.txt"))


def plain(format: str, name: str) -> list[str]:
    """The lines of a report; the font that every PDF reader knows lacks the middle dot."""
    return [line.replace("·", "") if format.startswith("pdf") else line for line in golden.lines(golden.text(name))]


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("format", FORMATS)
def test_the_lines_are_those_of_the_plain_text(format: str, name: str) -> None:
    lines = plain(format, name)
    reading = documents.read(FORMATS[format](lines), "report")
    assert golden.lines(reading.text) == [line for line in lines if format != "html" or not clutter.publication(line)]
    assert reading.format == format.split()[0]


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("format", FORMATS)
def test_the_statements_are_those_of_the_plain_text(format: str, name: str) -> None:
    lines = plain(format, name)
    reading = documents.read(FORMATS[format](lines), "report")
    kept = [line for line in lines if format != "html" or not clutter.publication(line)]
    assert golden.statements(reading.text) == golden.statements("\n".join(kept)) != []


@pytest.mark.parametrize("format", FORMATS)
def test_reading_twice_gives_the_same(format: str) -> None:
    data = FORMATS[format](golden.lines(golden.text("yunjiang-2021")))
    assert documents.read(data, "a") == documents.read(data, "a")


@pytest.mark.parametrize("format", ["docx", "pdf", "ofd"])
def test_properties_are_stated_and_heads_and_feet_dropped(format: str) -> None:
    lines = golden.lines(golden.text("yunjiang-2021"))
    reading = documents.read(FORMATS[format](lines), "a")
    assert (reading.stated["title"], reading.stated["author"]) == (lines[0], "办公室")
    assert "云江市政务服务数据管理局文件" in {d.words for d in reading.dropped}
    assert "— 1 —" in {d.words for d in reading.dropped}


@pytest.mark.parametrize("format", FORMATS)
def test_the_bytes_are_believed_not_the_name(format: str) -> None:
    data = FORMATS[format](golden.lines(golden.text("yunjiang-2021")))
    assert {documents.read(data, f"a.{end}").format for end in ("txt", "html", "docx", "pdf", "ofd", "")} == {
        format.split()[0]
    }
