"""Plain texts in every encoding."""

import codecs

import pytest
from tests.documents import golden

from govkg import documents
from govkg.documents import encodings
from govkg.errors import CallerError, SourceError

TRADITIONAL = "雲江市政務服務數據管理局2021年工作總結\n全年共受理各類業務286.4萬件，同比增長12.6%，按時辦結率99.97%。會同市公安局梳理主題120個，辦理時限壓減78.6%。\n"
ENCODINGS = [
    ("utf-8", "utf-8", b""), ("utf-8", "utf-8", codecs.BOM_UTF8), ("gb18030", "gb18030", b""), ("gbk", "gb18030", b""),
    ("utf-16-le", "utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", "utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16-le", "utf-16-le", b""), ("utf-16-be", "utf-16-be", b""),
]  # fmt: skip


@pytest.mark.parametrize("name", golden.NAMES)
@pytest.mark.parametrize(("codec", "reported", "mark"), ENCODINGS)
def test_a_report_is_read_in_its_encoding(name: str, codec: str, reported: str, mark: bytes) -> None:
    text = golden.text(name)
    reading = documents.read(mark + text.encode(codec), "a.txt")
    assert (reading.text, reading.format, reading.encoding) == (text, "txt", reported)
    assert [d.what for d in reading.dropped] == (["byte order mark"] if mark else [])


@pytest.mark.parametrize("name", golden.NAMES)
def test_every_line_alone_is_told_right_or_not_told(name: str) -> None:
    """A short text may be refused; it is never read as something else."""
    refused, codes = 0, {"document.encoding"}
    for line in golden.lines(golden.text(name)):
        for codec in ("gb18030", "utf-16-le", "utf-16-be"):
            try:
                told = documents.read(line.encode(codec), "a.txt").text
            except SourceError as e:
                told, refused = documents.read(line.encode(codec), "a.txt", encoding=codec).text, refused + 1
                codes.add(e.code)
            assert told == line
    assert refused <= 6
    assert codes == {"document.encoding"}


def test_big5_and_gbk_are_told_apart_by_their_common_characters() -> None:
    for codec, reported in (("big5", "big5"), ("gb18030", "gb18030"), ("utf-16-le", "utf-16-le")):
        reading = documents.read(TRADITIONAL.encode(codec), "a.txt")
        assert (reading.encoding, reading.text) == (reported, TRADITIONAL)


def test_what_stays_open_is_asked_for() -> None:
    data = "云江".encode("gb18030")
    with pytest.raises(SourceError, match="--encoding") as e:
        documents.read(data, "a.txt")
    assert e.value.code == "document.encoding"
    assert documents.read(data, "a.txt", encoding="GBK").text == "云江"


def test_the_user_s_word_is_checked_too() -> None:
    with pytest.raises(SourceError, match="not utf-8") as e:
        documents.read("政务服务".encode("gb18030"), "a.txt", encoding="utf-8")
    assert e.value.code == "document.encoding"
    with pytest.raises(CallerError) as unknown:
        documents.read(b"abc", "a.txt", encoding="klingon")
    assert unknown.value.code == "encoding.unknown"


@pytest.mark.parametrize("data", [b"", b"\r\n \n", "\u3000\n".encode(), codecs.BOM_UTF8])
def test_an_empty_file_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError) as e:
        documents.read(data, "a.txt")
    assert e.value.code == "source.empty"


def test_bytes_that_are_no_text_are_refused() -> None:
    for data in (b"\x00\x01\x02\x03" * 50, "政务".encode() + b"\x07" + "服务".encode()):
        with pytest.raises(SourceError) as e:
            documents.read(data, "a.txt")
        assert e.value.code in ("document.encoding", "source.binary")


def test_a_text_cut_in_a_character_is_refused() -> None:
    with pytest.raises(SourceError) as e:
        documents.read(golden.text("yunjiang-2021").encode()[:1000], "a.txt")
    assert e.value.code == "document.encoding"
    assert "as utf-8, byte 998 is" in str(e.value)


def test_line_ends_are_one() -> None:
    assert documents.read("一、改革\r\n二、监管\r三、服务\n".encode(), "a.txt").text == "一、改革\n二、监管\n三、服务\n"


def test_share_of_common_characters_parts_right_from_wrong() -> None:
    for name in golden.NAMES:
        text = golden.text(name)
        assert encodings.share(text) > 0.4
        for codec, wrong in (("gb18030", "big5"), ("gb18030", "utf-16-le"), ("utf-16-le", "utf-16-be")):
            assert encodings.share(text.encode(codec).decode(wrong, "ignore")) < encodings.ENOUGH
