"""Text in XML: escaped so that every reader gives it back, or refused by name where XML 1.0 has no place for it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from govkg.errors import CallerError

# What XML 1.0 cannot hold, not even as a character reference.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A reader makes other ends of lines \n, and in attributes blanks: as references they stay what they are.
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
                         "\x85": "&#133;", "\u2028": "&#8232;"})  # fmt: skip


def text(words: str, where: str) -> str:
    r"""Words as they stand in an element or an attribute; raises CallerError ``export.value``, naming where they were to stand.

    >>> text('<减材料> & "六项"', "label"), text("一\r\n二", "label")
    ('&lt;减材料&gt; &amp; &quot;六项&quot;', '一&#13;&#10;二')
    >>> text("a\x00b", "node id:x, label")
    Traceback (most recent call last):
    govkg.errors.CallerError: node id:x, label: XML cannot hold the character U+0000; export as nq, or mend the text
    """
    if found := NO_XML.search(words):
        what = f"XML cannot hold the character U+{ord(found[0]):04X}"
        raise CallerError("export.value", what, where=where, cure="export as nq, or mend the text")
    return words.translate(ESCAPES)


def tag(name: str, attributes: Mapping[str, str | None], where: str = "", end: str = ">") -> str:
    """The start of an element; attributes that are None are left out.

    >>> tag("node", {"id": "a", "start": None}, end="/>")
    '<node id="a"/>'
    """
    told = "".join(f' {k}="{text(v, where)}"' for k, v in attributes.items() if v is not None)
    return f"<{name}{told}{end}"
