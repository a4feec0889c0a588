"""A table as HTML for notebooks: text is text, no script, no request; the quote in the sentence around it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

CELL = "text-align:{};vertical-align:top;padding:4px 16px 4px 0;border-bottom:1px solid #8886"
MARK = "background:#b3331f33;color:inherit"  # seal red, thin enough for a light and a dark page
SHORT = 12  # characters of a cell that is not broken
SERIF = '"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif'


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote and the words around it."""

    before: str
    exact: str
    after: str


def table(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str | Quote]], numbers: Sequence[bool], foot: str
) -> str:
    """The table as a fragment; ``numbers`` tells which columns stand to the right.

    >>> made = table("<b>", ["原文"], [[Quote("压减", "60.90%", "。")]], [False], "1 行")
    >>> "&lt;b&gt;" in made, made.count("<mark"), "60.90%</mark>。" in made
    (True, 1, True)
    """
    side = ["right" if number else "left" for number in numbers]
    caption = (
        f'<caption style="text-align:left;font-weight:600;padding:8px 0">{html.escape(title)}</caption>'
        if title
        else ""
    )
    names = "".join(
        f'<th scope="col" style="{CELL.format(s)};font-weight:400;opacity:.7;white-space:nowrap">{html.escape(name)}</th>'
        for name, s in zip(head, side, strict=True)
    )
    body = "".join(f"<tr>{''.join(_cell(cell, s) for cell, s in zip(row, side, strict=True))}</tr>\n" for row in rows)
    style = "border-collapse:collapse;font-variant-numeric:tabular-nums;line-height:1.6"
    shown = f'<table style="{style}">{caption}\n<thead><tr>{names}</tr></thead>\n<tbody>\n{body}</tbody></table>'
    if not rows:
        shown = f'<p style="font-weight:600">{html.escape(title)}</p>' if title else ""
    return f'<div class="govkg" style="overflow-x:auto">{shown}<p style="opacity:.7">{html.escape(foot)}</p></div>'


def _cell(cell: str | Quote, side: str) -> str:
    style = CELL.format(side)
    if isinstance(cell, str):
        if len(cell) <= SHORT:
            style += ";white-space:nowrap"
        return f'<td style="{style}">{html.escape(cell)}</td>'
    words = f"{html.escape(cell.before)}<mark style='{MARK}'>{html.escape(cell.exact)}</mark>{html.escape(cell.after)}"
    if not (cell.before or cell.after):
        words = html.escape(cell.exact)
    return f"<td lang=\"zh-Hans\" style='{style};font-family:{SERIF};min-width:16em'>{words}</td>"
