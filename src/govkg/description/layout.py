"""The lines of a text where a report names itself: head (above the first paragraph), headings, close."""

from __future__ import annotations

import re
from dataclasses import dataclass

HALF_WIDTH = {0xFF10 + n: str(n) for n in range(10)}
HAN_DIGITS = str.maketrans("〇○零OoＯ一二三四五六七八九", "000000123456789")
YEAR = r"((?:19|20)[0-9]{2}|二[〇○零OoＯ一二三四五六七八九]{3})"
SPACES = " \u3000\u00a0\ufeff\r\t"
HEAD_LINES, CLOSE_LINES, LONGEST = 16, 6, 80  # lines, lines, code points of a line that may be a title
NUMBERED = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}(?:[、．.]|部分)|[（(][一二三四五六七八九十]{1,3}[）)])")
SPACED = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){2,19}")  # 工 作 总 结, as titles are set
# What a web page or a register says about a document, one item a line or several.
PAGE_WORDS = re.compile(
    r"(?:发布|发文|生成|成文|公开|更新|信息|文章|稿件|索引|主题|分类|有效|体裁|栏目|来源|作者|责任|编辑|字体|字号|浏览|点击|阅读|访问|打印|分享|"
    r"当前位置|您(?:的|所在|当前)|首页|名称|文号|标题)[^，。]{0,8}[:：【\[>]|首页|[>＞»›]|^(?:打印|关闭|分享|收藏|返回|字体|【)"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A text by its lines, digits of full width made half (the lengths stay), blank lines left out."""

    text: str
    head: tuple[str, ...]
    headings: tuple[str, ...]
    close: tuple[str, ...]


def of(text: str) -> Layout:
    r"""The layout of a text; never fails.

    >>> of("云江市数据局2021年工作总结\n\n2021年，我局受理办件5件，全部办结。\n一、改革\n").headings
    ('一、改革',)
    """
    text = text.translate(HALF_WIDTH)
    lines = [line for line in (raw.strip(SPACES) for raw in text.split("\n")) if line]
    lines[:HEAD_LINES] = [re.sub(r"\s", "", line) if SPACED.fullmatch(line) else line for line in lines[:HEAD_LINES]]
    head: list[str] = []
    for line in lines[:HEAD_LINES]:
        if NUMBERED.match(line) or line.startswith(("各位代表", "各位领导")) or (len(line) > LONGEST and "。" in line):
            break
        head.append(line[: 3 * LONGEST])
    headings = tuple(
        line for line in lines if NUMBERED.match(line) and len(line) <= LONGEST and not line.endswith("。")
    )
    return Layout(text, tuple(head), headings, tuple(line for line in lines[-CLOSE_LINES:] if len(line) <= LONGEST))


def year(words: str) -> int:
    """A year written with Arabic or Chinese digits.

    >>> year("二〇二一"), year("2021")
    (2021, 2021)
    """
    return int(words.translate(HAN_DIGITS))
