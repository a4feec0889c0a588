"""What a file gives when it is read: its text, what it says of itself, and what was left out, each by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part of a file that is not in the text: a menu, a page's running head, a picture, a script."""

    what: str  # navigation header footer script image printing note hidden repeated …
    where: str  # page 3, <nav>, word/header1.xml
    words: str = ""  # its first words, "" for what has none


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as text. ``stated`` holds only what the container itself says, as it says it.

    Its keys, none of them sure to be there: title, published, dated, number (发文字号), issuer, source, author, editor, index
    (索引号), url, site, column, subject, keywords, description, company; created, modified and program of the file itself;
    window, the words of a browser's title bar.
    """

    text: str
    format: str  # txt html docx pdf ofd
    encoding: str = ""  # of the bytes, where the format has one: utf-8 gb18030 utf-16-le big5 …
    stated: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
