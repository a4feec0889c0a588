"""What became of each sentence: statements, an ignored row that says why, or a finding that somebody should look at.

Also the problems and gaps that a report admits, which are told by the passage they stand in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govkg import vocab
from govkg.document import Document, Sentence

if TYPE_CHECKING:
    from govkg.extract.spans import Mention, Quantity

DIGITS = re.compile(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*")
# Digits that measure nothing, each as one stretch: dates, numbers of notes and parts, names, classes, ages of a group.
NOT_MEASURED = re.compile(
    r"(?=[0-9A-Za-z［\[〔(（“‘第近])(?:"  # tested first: most characters open none of them
    + "|".join(
        (
            r"(?:19|20)[0-9]{2}(?:[-—~至][0-9]{2,4})?(?:年(?:度|[0-9]{1,2}月(?:份|[0-9]{1,2}日)?)?)?",
            r"[0-9]{1,2}月(?:份|[0-9]{1,2}日)?|[0-9]{1,2}[日号]|[0-9]{1,2}·[0-9]{1,2}",
            r"24小时|[47]×24|12[0-9]{3}",  # round the clock, hotlines
            r"[［\[〔][0-9]{1,4}[］\]〕]|^[(（]?[0-9]{1,2}[.．、)）]",  # notes, years of documents, parts
            r"[0-9]{1,2}G|PM_?[0-9.]{1,8}|[A-Za-z]{1,20}[0-9]{1,12}|[0-9]{1,12}[A-Za-z]{1,20}|[0-9.]{1,12}版|[0-9]{1,4}世纪",  # standards
            r"[0-9N]{1,6}(?:[+＋][0-9N]{1,6}){1,12}",  # 1+5+N
            r"[“‘][0-9]{2,6}[”’]",  # “11431”
            r"第[0-9.]{1,12}|[0-9.]{1,12}(?:号|代|期)线?(?:机组|工位|楼|工程)?",
            r"[0-9]{1,4}(?:周年|(?:多|余)?年(?:来|期|过渡期|多来)|年(?=[^，。；]{0,4}计划))|近[0-9]{1,4}年|[0-9]年(?=行动|累计|翻)",
            r"[0-9]{1,3}(?:(?:—|-|~|至|到)[0-9]{0,3})?(?:周)?岁(?:及)?(?:以[上下])?",  # the group that something is for
            r"[0-9.]{1,12}万?(?:千伏|伏|吨级|千瓦级|兆瓦级|吉瓦时|车道|级)",  # classes of works
        )
    )
    + ")"
)
SHORT = 40


@vocab.kept
def _cues(kind: str) -> re.Pattern[str]:
    words = (re.escape(r["word"]) for r in vocab.table("cues-structure") if r["kind"] == kind)
    return re.compile("|".join(words) or "(?!)")


def shortcomings(document: Document) -> Iterator[tuple[int, int]]:
    r"""Where a report admits a gap: the sentences of the passage that opens with 存在一些不足 and its like.

    >>> from govkg import document
    >>> d = document.parse("工作取得成绩,但也存在一些不足:一是场景还不够多。二是机制有待完善。\n2022年,我们将努力。", "2022")
    >>> [d.text[a:b] for a, b in shortcomings(d)]
    ['一是场景还不够多', '二是机制有待完善']
    """
    passage, line_end = False, 0
    for s in document.sentences:
        words = document.text[s.start : s.end]
        if s.start > line_end and (s.plan or s.kind != "body"):
            passage = False
        if not s.plan and _cues("shortcomingOpens").search(words):
            passage = True
            line_end = document.text.find("\n", s.start) % (len(document.text) + 1)  # no line feed: the end
            tail = re.search(r"[:：]", words)
            if tail is None or s.end - s.start - tail.end() < 6:
                continue
        if passage and s.kind == "body" and _cues("shortcoming").search(words):
            if words.startswith(("这些", "对此", "对这些")):
                continue
            yield s.start, s.start + len(words.rstrip("。；;！ "))


def unread(
    document: Document, sentence: Sentence, quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> list[str]:
    """Digits of a sentence that no figure and no name covers and that are no date: what a reader may have missed."""
    words = document.text[sentence.start : sentence.end]
    if not DIGITS.search(words):
        return []
    spared = [(m.start() + sentence.start, m.end() + sentence.start) for m in NOT_MEASURED.finditer(words)]
    spared += [(q.start, q.end) for q in quantities] + [(m.start, m.end) for m in mentions]
    spared.sort()
    missed, reach, i = [], 0, 0
    for m in DIGITS.finditer(words):
        start, end = m.start() + sentence.start, m.end() + sentence.start
        while i < len(spared) and spared[i][0] < end:
            reach = max(reach, spared[i][1])
            i += 1
        if reach <= start:
            missed.append(m[0])
    return missed


def ignored(document: Document, sentence: Sentence) -> str:
    """Why a sentence without a statement gives none: the code of vocabularies/ignored.tsv."""
    if sentence.kind != "body":
        return sentence.kind
    words = document.text[sentence.start : sentence.end]
    if _cues("politics").search(words):
        return "politics"
    if sentence.plan:
        return "intention"
    return "noClaim"


def touched(starts: Sequence[int], sentence: Sentence) -> bool:
    """True when one of the sorted offsets lies in the sentence."""
    i = bisect_left(starts, sentence.start)
    return i < len(starts) and starts[i] < sentence.end
