"""What pages of Markdown are put together from."""

from __future__ import annotations

import re
from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table; the cells are Markdown already.

    >>> table(["a"], [["b"]])
    ['| a |', '|---|', '| b |']
    """
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in rows)]


def cell(text: str) -> str:
    r"""Text within code marks in a cell: only the bar would end the cell.

    >>> cell("zh|en")
    'zh\\|en'
    """
    return text.replace("|", "\\|")


def escaped(text: str) -> str:
    r"""Words of the interface as Markdown that shows them as they are, on one line.

    >>> print(escaped("FILE|- and <b>*"))
    FILE\|- and \<b\>\*
    """
    return re.sub(r"([\\`*_<>|\[\]])", r"\\\1", " ".join(text.split()))


def prose(text: str) -> str:
    """A docstring's words as Markdown: code in single marks.

    >>> prose("``ask`` a graph")
    '`ask` a graph'
    """
    return text.replace("``", "`")
