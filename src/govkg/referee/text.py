"""A report's text on the page: whole, to the last character, with what is cited and what is damaged marked in it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import pairwise

from govkg.sources import Damage


def escaped(text: str) -> str:
    r"""Text that a browser gives back as it was: of a carriage return it would make a line end.

    >>> escaped("a<b\r\n")
    'a&lt;b&#13;\n'
    """
    return html.escape(text, quote=False).replace("\r", "&#13;")


def marked(source: str, text: str, cited: Iterable[tuple[int, int]], damage: Iterable[Damage]) -> str:
    """The text with its cited passages in ``mark``, each cited start a place to link to, damaged passages in ``s`` with a word why.

    >>> print(marked("x", "压减60.90%。", [(2, 8), (0, 8)], []))
    <mark id="x-0">压减</mark><mark id="x-2">60.90%</mark>。
    """
    quoted, hurt = sorted(set(cited)), sorted(damage, key=lambda d: d.start)
    starts = {start for start, _ in quoted}
    edges = {0, len(text), *(x for span in quoted for x in span), *(x for d in hurt for x in (d.start, d.end))}
    points = sorted(x for x in edges if 0 <= x <= len(text))
    depth = dict.fromkeys(points, 0)
    for start, end in quoted:
        depth[start] += 1
        depth[end] -= 1
    inside, out = 0, []
    for start, end in pairwise(points):
        inside += depth[start]
        words = escaped(text[start:end])
        if why := next((d.why for d in hurt if d.start <= start < d.end), ""):
            words = f'<s title="{html.escape(why)}">{words}</s>'
        place = f' id="{source}-{start}"' if start in starts else ""
        out.append(f"<mark{place}>{words}</mark>" if inside else words)
    return "".join(out)


def passage(text: str, span: tuple[int, int], quote: tuple[int, int]) -> str:
    """A passage of the text with the quote in it marked.

    >>> passage("压减60.90%。", (0, 9), (2, 8))
    '压减<mark>60.90%</mark>。'
    """
    (first, last), (start, end) = span, quote
    return f"{escaped(text[first:start])}<mark>{escaped(text[start:end])}</mark>{escaped(text[end:last])}"
