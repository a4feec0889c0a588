"""Files that cannot be read: one clear line each, with its code; nothing is fetched, nothing is written."""

import io
import re
import socket
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from tests.documents import golden, writers

from govkg import documents
from govkg.documents import limits
from govkg.documents.watch import Watch
from govkg.errors import SourceError

LINES = golden.lines(golden.text("yunjiang-2021"))
WORD = writers.word(LINES)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITY = b"<?xml version='1.0'?><!DOCTYPE w:document [<!ENTITY x SYSTEM 'http://127.0.0.1:%d/x'>]>"
BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12)
)
BODY = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"


def scanned() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    return writers.printed(LINES, encrypt=StandardEncryption("secret", strength=128))


def forms_in_forms() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for depth in range(12):
        canvas.beginForm(f"form{depth}")
        for _ in range(10 if depth else 1):
            canvas.doForm(f"form{depth - 1}") if depth else canvas.drawString(9, 9, "5")
        canvas.endForm()
    canvas.doForm("form11")
    canvas.save()
    return out.getvalue()


def pdf_bomb() -> bytes:
    stream = zlib.compress(bytes(300 * limits.MIB), 9)
    return b"%%PDF-1.4\n1 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj" % (len(stream), stream)


def encrypted_zip() -> bytes:
    data = bytearray(writers.packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}))
    for magic, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for m in re.finditer(re.escape(magic), bytes(data)):
            data[m.start() + at] |= 1
    return bytes(data)


def deep(name: str) -> bytes:
    return writers.changed(WORD, **{name: b"<a>" * 3000 + b"</a>" * 3000})


def zip_bomb() -> bytes:
    return writers.changed(WORD, word__document=bytes(60 * limits.MIB))


FILES: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "source.empty"),
    "blank": (b"\n \n", "source.empty"),
    "nul": (bytes(1000), "source.empty"),
    "docx cut": (WORD[: len(WORD) // 2], "document.damaged"),
    "docx with a cut part": (writers.changed(WORD, word__document=b"<w:document xmlns:w='a'><w:body>"), "document.damaged"),
    "docx of zeros": (WORD[:200] + bytes(len(WORD) - 200), "document.damaged"),
    "docx with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "document.locked"),
    "zip with a password": (encrypted_zip(), "document.locked"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "document.legacy"),
    "xls": (OLE + "Workbook".encode("utf-16-le"), "document.legacy"),
    "xlsx": (writers.packed({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "document.format"),
    "odt": (writers.packed({"mimetype": b"x", "content.xml": b"<a/>"}), "document.format"),
    "zip": (writers.packed({"a.txt": b"abc"}), "document.archive"),
    "zip bomb": (zip_bomb, "document.size"),
    "xml bomb": (writers.changed(WORD, word__document=BOMB + b"]><a>&a11;</a>"), "document.unsafe"),
    "xml bomb in UTF-16": (writers.changed(WORD, word__document=(BOMB + b"]><a>&a11;</a>").decode().encode("utf-16")), "document.unsafe"),
    "external entity": (writers.changed(WORD, word__document=ENTITY % 9 + BODY), "document.unsafe"),
    "external entity in numbering": (writers.changed(WORD, word__numbering=ENTITY % 9 + BODY), "document.unsafe"),
    "deep xml": (deep("word__document"), "document.depth"),
    "docx without a text": (writers.word(["  ", ], "头"), "document.empty"),
    "rtf": (rb"{\rtf1\ansi abc}", "document.format"),
    "Word of 2003 as XML": (b"<?xml version='1.0'?><w:wordDocument><w:p>abc</w:p></w:wordDocument>", "document.format"),
    "a page with a broken byte": ("<html><body><p>政务".encode() + b"\xe5\x8a" + "服务，办件五万件。</p>".encode(), "document.encoding"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "document.format"),
    "mhtml": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "document.format"),
    "pdf cut": (writers.printed(LINES)[:3000], "document.damaged"),
    "pdf of nothing": (b"%PDF-1.7\n", "document.damaged"),
    "pdf with a password": (locked_pdf, "document.locked"),
    "pdf of pictures": (scanned, "document.scanned"),
    "pdf of forms in forms": (forms_in_forms, "document.slow"),
    "pdf bomb": (pdf_bomb, "document.size"),
    "ofd without a document": (writers.packed({"OFD.xml": b"<OFD><DocBody><DocRoot>a.xml</DocRoot></DocBody></OFD>"}), "document.damaged"),
    "ofd of pictures": (writers.packed({"OFD.xml": b"<OFD><DocBody><DocRoot>a.xml</DocRoot></DocBody></OFD>", "a.xml": b"<Document/>"}),
                        "document.scanned"),
    "ofd with an entity": (writers.packed({"OFD.xml": BOMB + b"]><a>&a11;</a>"}), "document.unsafe"),
}  # fmt: skip


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """A listening socket: nobody may call."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        s.setblocking(False)
        yield s


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_one_clear_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    data, code = FILES[name]
    with pytest.raises(SourceError) as e:
        documents.read(data() if callable(data) else data, "报告.bin")
    assert e.value.code == code
    assert str(e.value).startswith("报告.bin: ") and "\n" not in str(e.value)
    assert e.value.cure and len(str(e.value)) < 250
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "part", ["word__document", "word__styles", "word__settings", "docProps__core", "word___rels__document.xml.rels"]
)
def test_an_entity_is_never_fetched(part: str, server: socket.socket) -> None:
    port = server.getsockname()[1]
    data = writers.changed(WORD, **{part: ENTITY % port + BODY})
    try:
        documents.read(data, "a.docx")
    except SourceError as e:
        code = e.code
    else:
        code = "read"  # a part that is never opened
    assert code == ("read" if part in ("word__settings", "word___rels__document.xml.rels") else "document.unsafe")
    with pytest.raises(BlockingIOError):
        server.accept()


def test_what_lies_outside_is_listed_and_not_fetched(server: socket.socket) -> None:
    url = f"http://127.0.0.1:{server.getsockname()[1]}/t.dotm"
    with zipfile.ZipFile(io.BytesIO(WORD)) as z:
        rels = z.read("word/_rels/document.xml.rels")
        parts = {n: z.read(n) for n in z.namelist()}
    parts["word/_rels/document.xml.rels"] = rels.replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="http://x/attachedTemplate" Target="{url}" TargetMode="External"/></Relationships>'.encode(),
    )
    reading = documents.read(writers.packed(parts), "a.docx")
    assert ("external link", "attachedTemplate", url) in {(d.what, d.where, d.words) for d in reading.dropped}
    page = f"<html><body><img src='{url}'><link rel=stylesheet href='{url}'><iframe src='{url}'></iframe><p>全年受理办件五万件，成效明显。</p></body></html>"
    assert documents.read(page.encode(), "a").text == "全年受理办件五万件，成效明显。\n"
    with pytest.raises(BlockingIOError):
        server.accept()


def test_a_large_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(500 * limits.MIB)
    with pytest.raises(SourceError) as e:
        limits.load(path)
    assert e.value.code == "document.size" and "500 MB" in str(e.value)
    with pytest.raises(SourceError) as missing:
        limits.load(tmp_path / "none")
    assert missing.value.code == "source.missing"


MAGIC = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    OLE,
    b"<html><body>",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"{\\rtf",
    b"<?xml version='1.0'?>",
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(MAGIC), st.binary(max_size=400))
def test_random_bytes_raise_nothing_else(magic: bytes, data: bytes) -> None:
    try:
        reading = documents.read(magic + data, "a")
    except SourceError:
        return
    assert reading.text.strip()
    assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", reading.text)


DAMAGED = {"docx": WORD, "pdf": writers.printed(LINES), "ofd": writers.ofd(LINES)}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(DAMAGED)), st.integers(0, 10**6), st.binary(min_size=1, max_size=30), st.booleans())
def test_damage_raises_nothing_else(format: str, at: int, data: bytes, cut: bool) -> None:
    whole = DAMAGED[format]
    at %= len(whole)
    try:
        reading = documents.read(whole[:at] + data + (b"" if cut else whole[at + len(data) :]), "a")
    except SourceError:
        return
    assert reading.text.strip()


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.text("政务<>&;0。\n", max_size=8),
        lambda x: st.tuples(
            st.sampled_from("p div table tr td ul li a br span th ol".split()), st.lists(x, max_size=4)
        ),
        max_leaves=30,
    )
)
def test_any_nesting_of_tags_is_read_or_empty(tree: object) -> None:
    try:
        documents.read(f"<html><body>{_markup(tree)}</body></html>".encode(), "a")
    except SourceError as e:
        assert e.code == "document.empty"  # noqa: PT017


def _markup(tree: object) -> str:
    if isinstance(tree, tuple):
        return f"<{tree[0]} href='/a' rowspan=3>" + "".join(map(_markup, tree[1])) + f"</{tree[0]}>"
    return str(tree)


def test_reading_that_takes_too_long_stops() -> None:
    with pytest.raises(SourceError) as e:
        Watch("a.pdf", seconds=-1).look(3)
    assert e.value.code == "document.slow" and "page 3" in str(e.value)
