"""Files of any format → text: what a report says, and by name what was left out of it.

``read`` takes the bytes of one file and gives its ``Reading``. The format is told by the bytes, never by the name: a page
that is called report.txt is read as the page that it is. Nothing is fetched and nothing written.
"""

from __future__ import annotations

from govkg.documents import encodings, limits, sniff, txt
from govkg.documents.model import Dropped, Reading
from govkg.errors import SourceError

__all__ = ["Dropped", "Reading", "read"]


def read(data: bytes, name: str, *, encoding: str = "") -> Reading:
    r"""One file as text: txt, html, docx, pdf or ofd.

    ``name`` is what the errors call the file; where it contradicts the bytes, the bytes are believed. ``encoding`` is the
    user's word on the encoding of a txt or html (utf-8, gb18030, big5, utf-16-le, utf-16-be), "" to have it found out.
    Raises SourceError for a file that is empty, too large, truncated, locked, malformed or of another format, and
    for an encoding that the bytes do not tell; CallerError ``encoding.unknown`` for an encoding that is not read.

    >>> read("云江市2021年工作总结\r\n受理办件5万件。".encode("gb18030"), "a.txt").text
    '云江市2021年工作总结\n受理办件5万件。'
    >>> read(b"", "a.txt")
    Traceback (most recent call last):
    govkg.errors.SourceError: a.txt: the file is empty; give a txt, html, docx, pdf or ofd file
    """
    limits.check_size(len(data), name)
    if not data.strip(b"\0 \t\r\n"):
        raise SourceError(
            "source.empty", "the file is empty", where=name, cure="give a txt, html, docx, pdf or ofd file"
        )
    format = sniff.container(data, name)
    if format == "docx":
        from govkg.documents import docx  # the parsers are loaded when they are needed, not when govkg starts

        return docx.read(data, name)
    if format == "pdf":
        from govkg.documents import pdf

        return pdf.read(data, name)
    if format == "ofd":
        from govkg.documents import ofd

        return ofd.read(data, name)
    claim = sniff.claims(data)
    decoded = encodings.decode(data, name, encoding, claim)
    if sniff.is_page(decoded.text):
        from govkg.documents import page

        return page.read(decoded, name, claim)
    if decoded.text.lstrip().startswith("<?xml"):
        raise SourceError(
            "document.format", "the file is XML, which is not read", where=name, cure="save it as .docx or .html"
        )
    return txt.read(decoded, name)
