"""The title: the line of the head that names a report of this kind, also when it is broken over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.description import address
from govkg.description.layout import LONGEST, PAGE_WORDS, YEAR, Layout
from govkg.description.model import UNKNOWN, Found

GENRE = re.compile(
    r"工作报告|总结|小结|述职|回顾|情况报告|情况汇报|工作汇报|年度报告|年报|报告|工作(?:开展|完成|推进|进展|落实)?情况|"
    r"工作(?:要点|计划|安排|思路|打算)|情况"
)
ENDS = re.compile(rf"(?:{GENRE.pattern}|通知|函)(?:的报告|的汇报)?(?:[（(][^（）()]{{1,30}}[）)])?$")
ANY_YEAR = re.compile(rf"{YEAR}\s*年?|“十[二三四五六]五”")
SENTENCE = re.compile(r"[。；;！!，,？]$|。")
ASIDE = re.compile(
    r"^(?:[—―－-]{1,3}|[（(])|文件$|[〔\[【]\d{4}[〕\]】]|^[\d\s年月日:：.-]+$|^(?:中共.{2,12}|.{2,14})[省市区县州长]长\s"
)
OPEN_END = re.compile(r"(?:和|及|暨|与|、|关于|年|度|的)$")
OPEN_START = re.compile(r"^(?:和|及|暨|与|、|的|工作|年)")
SITE = re.compile(r"\s{0,8}[_|｜–—]+\s*|\s{1,8}-+\s+|(?<=[\u4e00-\u9fff）])-+(?=[\u4e00-\u9fff])")


def find(layout: Layout, stated: str = "", name: str = "") -> Found:
    r"""The title: of the text's head, else what the container states, else the file's name, else the first line.

    >>> from govkg.description import layout
    >>> find(layout.of("云江市数据局\n2021年工作总结\n2021年，我局办件。")).value
    '云江市数据局2021年工作总结'
    """
    ranked = sorted(_candidates(layout.head), key=lambda found: -_score(found))
    best = ranked[0] if ranked else ""
    told = _of_site(stated)
    if told and (not best or (best in told and not ANY_YEAR.search(best) and ANY_YEAR.search(told))):
        return Found(told, stated.strip(), "container")
    if best:
        return Found(best, best, "head")
    if GENRE.search(name) and ANY_YEAR.search(name):
        return Found(name, name, "name")
    # A container's title that names no report is often that of a template: any line of the head goes before it.
    plain = [line for line in layout.head if len(line) <= LONGEST and not PAGE_WORDS.search(line)]
    first = next((line for line in plain if ANY_YEAR.search(line)), plain[0] if plain else "")
    if first:
        return Found(first, first, "head")
    return Found(stated.strip(), stated.strip(), "container") if stated.strip() else UNKNOWN


def _candidates(head: tuple[str, ...]) -> Iterator[str]:
    """Lines that may be the title, each with the lines before and behind that belong to it."""
    plain = [_plain(line) for line in head]
    for i, line in enumerate(plain):
        if not line or not GENRE.search(line):
            continue
        title = line
        if i + 1 < len(plain) and plain[i + 1] and (OPEN_END.search(title) or OPEN_START.match(plain[i + 1])):
            title += plain[i + 1]
        for before in reversed(plain[max(0, i - 2) : i]):
            if not before or GENRE.search(before) or not _belongs(before, title):
                break
            title = before + title
        yield title


def _belongs(before: str, title: str) -> bool:
    """True when a title goes on from the line above it."""
    if OPEN_END.search(before) or _headless(title):
        return True
    return not ANY_YEAR.search(title) and not address.units(title)[0] and bool(re.match(rf"{YEAR}\s*年", before))


def _headless(title: str) -> bool:
    """True for a title that opens with its year or its genre: whose report it is stands in the line above."""
    return bool(re.match(rf"(?:{YEAR}\s*年|(?:政府)?工作|上半年|“十[二三四五六]五”)", title)) and not re.match(
        rf"{YEAR}\s*年度?[\u4e00-\u9fff]{{2,20}}?(?:[省市县区州](?!级)|[局委办厅])", title
    )


def _plain(line: str) -> str:
    """The line where it may be one of a title, else ""."""
    line = re.sub(r"^标\s*题\s*[:：]\s*|^【[^【】]{1,12}】\s*|^[#《]+\s*|》$", "", line)
    if len(line) > LONGEST or SENTENCE.search(line) or ASIDE.search(line) or PAGE_WORDS.search(line):
        return ""
    return line


def _score(title: str) -> int:
    return 2 * bool(ANY_YEAR.search(title)) + 2 * bool(ENDS.search(title)) + (len(title) > 8)


def _of_site(stated: str) -> str:
    """The part of a page's title that is the report's, without the names of site and column."""
    parts = [part for part in SITE.split(stated.strip()) if part]
    return next(
        (p for p in parts if GENRE.search(p) and ANY_YEAR.search(p)), next((p for p in parts if GENRE.search(p)), "")
    )
