"""Rows of cells → lines of text in which every figure keeps the words of its column and its row.

Each row becomes one line, ``指标：办件量；单位：万件；2021年：286.4。``: what a person would read aloud, and what the reading
of figures needs, for a tab alone does not say of what a number is. The rules:

- the first row is the header when the file says so, when each cell is a word of headings (指标, 单位, 完成情况, 2021年), or when
  there are three columns or more and it has no figure while the rows below do (two columns may be names and values);
- a header of several rows (its first cells are merged downwards) is joined from the top: ``2021年/数量：5``;
- a cell that is merged downwards is said in each of its rows, one that is merged sideways once;
- an empty cell is left out; a row that is one merged cell is a line of its own (a caption, a note);
- without a header two columns read ``甲：乙。``, more are joined by ``；``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govkg.documents import limits

VALUE = re.compile(r"[^0-9]{0,3}[0-9０-９][0-9０-９,，.．]*[%％‰]?[\u4e00-\u9fff]{0,4}")
HEADING = re.compile(
    r"(?:指标|项目|事项|任务|名称|类别|类型|领域|单位|部门|数量|总量|总数|数|值|金额|比例|占比|比重|增幅|增速|增长|排名|得分|情况|内容|进展|成效|时间|时限|日期|年份|"
    r"月份|季度|目标|完成|备注|说明|负责人|序号)(?:[（(].{1,12}[）)])?$"
)
YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:年|年度)?(?:[0-9]{1,2}月)?|[0-9]{1,2}月份?")
END = "。！？；：!?;:"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with how many rows and columns it takes."""

    text: str
    down: int = 1
    across: int = 1
    head: bool = False  # marked as a heading by the file


Grid = list[list[Cell | None]]  # None: nothing stands there; a merged cell stands in all of its places


def grid(rows: Sequence[Sequence[Cell]], most: int = limits.MAX_CELLS) -> Grid:
    """The table with merged cells written into each of their places, at most ``most`` places.

    >>> [[c.text if c else "" for c in row] for row in grid([[Cell("市", 2), Cell("甲")], [Cell("乙")]])]
    [['市', '甲'], ['市', '乙']]
    """
    places: dict[tuple[int, int], Cell] = {}
    width = 0
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            down, across = min(cell.down, len(rows) - y), max(1, min(cell.across, 1000))
            if len(places) + down * across > most:
                down = across = 1
            for v in range(y, y + max(1, down)):
                for u in range(x, x + across):
                    places.setdefault((v, u), cell)
            x += across
            width = max(width, x)
    return [[places.get((y, x)) for x in range(width)] for y in range(len(rows))]


def lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The lines of a table.

    >>> lines([[Cell("指标"), Cell("单位"), Cell("2021年")], [Cell("办件量"), Cell("万件"), Cell("286.4")]])
    ['指标：办件量；单位：万件；2021年：286.4。']
    >>> lines([[Cell("发布机构"), Cell("市政数局")], [Cell("成文日期"), Cell("2022年1月5日")]])
    ['发布机构：市政数局。', '成文日期：2022年1月5日。']
    """
    full = grid([row for row in rows if any(c.text for c in row)])
    depth, captions = _head(full)
    heads = [_joined([row[x] for row in full[captions:depth]]) for x in range(len(full[0]))] if full else []
    out = [_end(_only(row)) for row in full[:captions]]
    if depth > captions and depth == len(full):
        return [*out, *(_row(row, []) for row in full[captions:])]
    return [*out, *(_row(row, heads if depth > captions else []) for row in full[depth:])]


def _only(row: Sequence[Cell | None]) -> str:
    """The text of a row that is one cell over its whole width, "" when it is more."""
    cells = {id(c): c for c in row if c is not None and c.text}
    return next(iter(cells.values())).text if len(cells) == 1 else ""


def _whole(row: Sequence[Cell | None]) -> bool:
    return len(row) > 1 and len({id(c) for c in row}) == 1 and row[0] is not None


def _head(full: Grid) -> tuple[int, int]:
    """How many rows the captions and the header take together, and how many of them are captions."""
    captions = 0
    while captions < len(full) and _whole(full[captions]):
        captions += 1
    rest = full[captions:]
    if len(rest) < 2 or len(rest[0]) < 2:
        return captions, captions
    first = rest[0]
    depth = max((c.down for c in first if c is not None and c.down < len(rest)), default=1)
    if depth > 1 and not any(c is not None and c.across > 1 for c in first):
        depth = 1  # only merged with what is below: rows of data
        if any(c is not None and c.down > 1 for c in first):
            return captions, captions
    marked = all(c is None or c.head or not c.text for c in first)
    heads = [c for row in rest[:depth] for c in row]
    bare = any(_is_figure(c) for c in heads)
    figures = any(_is_figure(c) for row in rest[depth:] for c in row)
    named = all(c is not None and c.text for c in heads)
    spoken = all(c is not None and (HEADING.search(c.text) or YEAR.fullmatch(c.text)) for c in heads)
    if marked or (named and not bare and (spoken or (len(first) > 2 and (figures or len(rest) > 2)))):
        return captions + depth, captions
    return captions, captions


def _is_figure(cell: Cell | None) -> bool:
    text = "" if cell is None else cell.text.strip()
    return VALUE.fullmatch(text) is not None and not YEAR.fullmatch(text)


def _joined(cells: Sequence[Cell | None]) -> str:
    seen: list[str] = []
    for cell in cells:
        if cell is not None and cell.text and cell.text not in seen[-1:]:
            seen.append(cell.text)
    return "/".join(seen)


def _row(row: Sequence[Cell | None], heads: Sequence[str]) -> str:
    said: list[str] = []
    before: Cell | None = None
    for x, cell in enumerate(row):
        if cell is not None and cell.text and cell is not before:
            text = cell.text.rstrip("；;") if heads or len(row) > 2 else cell.text
            said.append(f"{heads[x]}：{text}" if heads and heads[x] else text)
        before = cell
    if not heads and len(said) > 2 and len(said) % 2 == 0 and all(s[-1] in "：:" for s in said[::2]):
        return _end("；".join(f"{a[:-1]}：{b}" for a, b in zip(said[::2], said[1::2], strict=True)))
    if not heads and len(said) == 2 and len(row) == 2:
        return _end(f"{said[0].rstrip('：:')}：{said[1]}")
    return _end("；".join(s.rstrip("。") if i < len(said) - 1 else s for i, s in enumerate(said)))


def _end(text: str) -> str:
    return text if not text or text[-1] in END else f"{text}。"
