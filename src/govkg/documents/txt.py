r"""A plain text: its characters as they are, line ends as ``\n``, the byte order mark off."""

from __future__ import annotations

import re

from govkg.documents import encodings
from govkg.documents.model import Dropped, Reading
from govkg.errors import SourceError

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def lines(text: str) -> str:
    r"""The text with every kind of line end as ``\n``; a page break is one too.

    >>> lines("一、改革\r\n（一）审批\r（二）监管\f三、其他")
    '一、改革\n（一）审批\n（二）监管\n三、其他'
    """
    return LINE_END.sub("\n", text)


def read(decoded: encodings.Decoded, where: str) -> Reading:
    """The reading of a text that was decoded; raises SourceError ``source.empty`` or ``source.binary``."""
    text = lines(decoded.text)
    if CONTROL.search(text):
        raise SourceError("source.binary", "the file is binary, not a text", where=where,
                          cure="give a txt, html, docx, pdf or ofd file")  # fmt: skip
    if not text.strip("\ufeff \u3000\t\n"):
        raise SourceError("source.empty", "the text is empty", where=where, cure="give a text")
    dropped = (Dropped("byte order mark", "byte 0"),) if decoded.marked else ()
    return Reading(text, "txt", decoded.encoding, {}, dropped)
