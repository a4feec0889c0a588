"""The format of a file by its first bytes, and a clear line for each format that is not read."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from govkg.errors import SourceError

Container = Literal["docx", "pdf", "ofd", ""]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READ = "give a txt, html, docx, pdf or ofd file"
CLAIM = re.compile(rb"<meta[^>]{0,200}?charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|div|table|p|br|span|title|script)\b[^<>]{0,2000}>", re.IGNORECASE
)

# First bytes → (what it is, the cure).
OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF file", "open it in Word or WPS and save it as .docx"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"\x89PNG\r\n", "a picture", "run OCR on it first and give the text"),
    (b"\xff\xd8\xff", "a picture", "run OCR on it first and give the text"),
    (b"GIF8", "a picture", "run OCR on it first and give the text"),
    (b"II*\x00", "a picture", "run OCR on it first and give the text"),
    (b"MM\x00*", "a picture", "run OCR on it first and give the text"),
    (b"\x7fELF", "a program", READ),
    (b"MZ", "a program", READ),
)


def container(data: bytes, where: str) -> Container:
    """The format of a binary file; "" for what must be text. Raises SourceError for formats that are not read.

    >>> container(b"%PDF-1.7", "a.txt"), container("政务".encode(), "a.pdf")
    ('pdf', '')
    """
    if b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<":
        return "pdf"
    if data.startswith(OLE):
        raise _ole(data, where)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data, where)
    for magic, what, cure in OTHERS:
        if data.startswith(magic) and (b"\0" in data[:4096] or magic == b"{\\rtf"):
            raise SourceError("document.format", f"the file is {what}, which is not read", where=where, cure=cure)
    if data[:4096].lstrip().startswith((b"MIME-Version:", b"From: <Saved by")):
        raise SourceError("document.format", "the file is a web archive (MHTML), which is not read", where=where,
                          cure='save the page as "HTML only"')  # fmt: skip
    return ""


def _ole(data: bytes, where: str) -> SourceError:
    """Old Office files and locked new ones share one container; the names in it tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError("document.locked", "the file is protected by a password", where=where,
                           cure="open it in Word or WPS, take the password off and save it")  # fmt: skip
    what = "an old Excel file (.xls)" if "Workbook".encode("utf-16-le") in data else "an old Word file (.doc)"
    return SourceError("document.legacy", f"the file is {what}, which is not read", where=where,
                       cure="open it in Word or WPS and save it as .docx")  # fmt: skip


def _zip(data: bytes, where: str) -> Container:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            names = {n.lstrip("/").lower() for n in z.namelist()}
    # What zipfile raises on damaged or hostile lists of names; a UnicodeDecodeError is a ValueError.
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as e:
        raise SourceError("document.damaged", "the file is truncated or damaged (its zip container does not open)", where=where,
                          cure="get the whole file again") from e  # fmt: skip
    if "ofd.xml" in names:
        return "ofd"
    if "[content_types].xml" in names:
        if any(n.startswith("word/") for n in names):
            return "docx"
        what = "an Excel file" if any(n.startswith("xl/") for n in names) else "an Office file without a text"
        raise SourceError(
            "document.format", f"the file is {what}, which is not read", where=where, cure="save it as .docx"
        )
    if "content.xml" in names:
        raise SourceError("document.format", "the file is an OpenDocument file, which is not read", where=where,
                          cure="save it as .docx")  # fmt: skip
    raise SourceError(
        "document.archive", "the file is an archive, not one document", where=where, cure="give the files in it"
    )


def claims(data: bytes) -> str:
    """The encoding that a page says it has, "" when it says none."""
    found = CLAIM.search(data[:4096])
    return found[1].decode("ascii") if found else ""


def is_page(text: str) -> bool:
    """True for text that is marked up as a page: it opens with a tag, or has several in its first part.

    >>> is_page("<p>政务</p><br>"), is_page("政务服务 <5 分钟"), is_page("  <!DOCTYPE html>")
    (True, False, True)
    """
    first = text[:20_000].lstrip("\ufeff \t\r\n")
    if re.match(r"<(?:!doctype\s+html|html)\b", first, re.IGNORECASE):
        return True
    found = list(MARKUP.finditer(first))
    return bool(found) and (found[0].start() == 0 or len(found) > 3)
